"""Take a style sheet apart, and write it anew: every letter that nobody changes stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple


class Unclosed(NamedTuple):
    """A brace or a quotation that is never closed: a parser of CSS accepts it without a word."""

    line: int
    message: str
    hint: str


class Property(NamedTuple):
    """A custom property where it is set: `--ink: #14355e`, its *name* without the dashes."""

    line: int
    name: str
    value: str
    start: int
    """Where its value stands in the sheet: from its first letter on."""
    end: int
    """Up to here, without the blanks behind it."""


class CssToken(NamedTuple):
    """A token of tinycss2, or a block or function of them, with the letters that it has."""

    one: Any
    start: int
    end: int


class Edit(NamedTuple):
    """New text for a sheet from letter *start* to *end*, which is no longer part of it."""

    start: int
    end: int
    text: str


_CLOSED_BY = {"{} block": ("{", "}"), "() block": ("(", ")"), "[] block": ("[", "]"),
              "comment": ("/*", "*/")}  # fmt: skip
_IN_QUOTES = {"bad-string", "eof-in-string", "bad-url", "eof-in-url"}
_END = "end-of-the-sheet"


_WHOLE = re.compile(
    r"""/\*(?s:.*?)\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|url\([^()'"\s]*\)|[^{}()\[\]"'/*\\]+|/(?!\*)|\*(?!/)"""
)
"""Pieces of a sheet that open nothing, or close what they open."""


def find_unclosed(css: str) -> tuple[Unclosed, ...]:
    """Find what opens or closes alone in *css*.

    tinycss2 closes at the end of a sheet whatever is open, and does not say so. So a word is put
    there: what it stands in was not closed.
    """
    if _is_closed(css):  # 1 ms for all sheets of a house, where tinycss2 takes 18
        return ()
    from tinycss2 import parse_component_value_list

    tokens = parse_component_value_list(f"{css}\n{_END}")
    still_open = [*_open_at_the_end(tokens)]
    if still_open and "{" not in still_open[-1].message:
        return (still_open[-1],)  # no brace after it counts, so the others follow from this one
    return (*_stray(css), *still_open)


def _is_closed(css: str) -> bool:
    """Whether every bracket of *css* is closed, for certain."""
    brackets = _WHOLE.sub("", css)
    while (fewer := re.sub(r"\{\}|\(\)|\[\]", "", brackets)) != brackets:
        brackets = fewer
    return not brackets


@lru_cache(maxsize=8)
def find_properties(css: str) -> tuple[Property, ...]:
    """Find each custom property that *css* sets, also in a block, from the first to the last."""
    return tuple(_read_properties(css))


def _read_properties(css: str) -> Iterator[Property]:
    from tinycss2 import serialize

    for tokens in read_tokens(css):
        shown = [one for one in tokens if one.one.type != "comment"]
        start = 0
        while start < len(shown):
            name = shown[start].one
            start += 1
            if name.type != "ident" or not name.value.startswith("--"):
                continue
            colon = next((n for n in range(start, len(shown)) if not _is_blank(shown[n])), 0)
            if not colon or shown[colon].one != ":":
                continue
            start = next((n for n in range(colon, len(shown)) if shown[n].one == ";"), len(shown))
            parts = shown[colon + 1 : start]
            value = serialize([part.one for part in parts]).strip()
            solid = [part for part in parts if not _is_blank(part)]
            begin, end = (solid[0].start, solid[-1].end) if solid else (shown[colon].end,) * 2
            yield Property(name.source_line, name.value[2:], value, begin, end)


def _is_blank(token: CssToken) -> bool:
    return bool(token.one.type == "whitespace")


def with_one_line_end(css: str) -> str:
    """*css* with the line ends of CSS itself: the letters of a `CssToken` count in this text."""
    return css.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def read_tokens(css: str) -> Iterator[list[CssToken]]:
    """Give the tokens of *css*, then those of each block and function in it.

    Their letters count in *css* `with_one_line_end`.
    """
    from tinycss2 import parse_component_value_list

    css = with_one_line_end(css)
    lines = [0, *(match.end() for match in re.finditer("\n", css))]

    def place(ones: Sequence[Any], end: int) -> list[CssToken]:
        starts = [lines[one.source_line - 1] + one.source_column - 1 for one in ones]
        return [*map(CssToken, ones, starts, [*starts[1:], end])]

    waiting = [place(parse_component_value_list(css), len(css))]
    while waiting:
        tokens = waiting.pop()
        yield tokens
        waiting += [
            place(inside, token.end - 1)  # the letter at its end closes it
            for token in reversed(tokens)
            if (inside := _inside(token.one)) is not None
        ]


def rewrite(css: str, edits: Iterable[Edit]) -> str:
    """Write *css* with *edits*, which do not reach into one another, in any order."""
    css, parts, at = with_one_line_end(css), [], 0
    for edit in sorted(edits):
        parts += [css[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, css[at:]])


def strip_comments(css: str) -> str:
    """Write *css* without its comments and blank lines: what a page of the web need not carry."""
    bare = _WHOLE.sub(lambda piece: "" if piece[0].startswith("/*") else piece[0], css)
    return "".join(f"{line.strip()}\n" for line in bare.splitlines() if line.strip())


class _Rule(NamedTuple):
    """A rule of a sheet, and which classes a page must have for it."""

    text: str
    """All of it; of one that holds others, what stands before its brace."""
    needs: tuple[frozenset[str], ...] = ()
    """The classes that each of its selectors names; none where it is no rule with selectors."""
    inner: tuple[_Rule, ...] | None = None
    """The rules that it holds, as `@media` does."""


_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def for_classes(css: str, classes: Collection[str]) -> str:
    """Write *css* without the rules that no element can need whose classes are of *classes*.

    A rule stays as soon as one of its selectors may hold: a class inside of `:not()`, `:is()` or
    `:has()` is not asked.
    """
    return "".join(_kept(_rules_of(css), frozenset(classes)))


def _kept(rules: Iterable[_Rule], classes: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if rule.inner is not None:
            inside = "".join(_kept(rule.inner, classes))
            if inside:
                yield f"{rule.text}{{\n{inside}}}\n"
        elif not rule.needs or any(names <= classes for names in rule.needs):
            yield f"{rule.text}\n"


@lru_cache(maxsize=8)
def _rules_of(css: str) -> tuple[_Rule, ...]:
    import tinycss2

    return tuple(_read_rules(tinycss2.parse_stylesheet(css, skip_comments=True)))


def _read_rules(rules: Iterable[Any]) -> Iterator[_Rule]:
    import tinycss2

    for rule in rules:
        if rule.type == "whitespace":
            continue
        if rule.type == "qualified-rule":
            yield _Rule(rule.serialize().strip(), tuple(_needs(rule.prelude)))
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer"):
            if rule.content is None:
                yield _Rule(rule.serialize().strip())
                continue
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True)
            head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
            yield _Rule(head, inner=tuple(_read_rules(inner)))
        else:
            yield _Rule(rule.serialize().strip())


def _needs(prelude: Sequence[Any]) -> Iterator[frozenset[str]]:
    """Give the classes that each selector of *prelude* names outside of functions."""
    selector = ""
    for token in [*prelude, None]:
        if token is None or (token.type == "literal" and token.value == ","):
            yield frozenset(_CLASS.findall(selector))
            selector = ""
        elif token.type not in ("function", "[] block"):
            selector += token.serialize()


def without_addresses(css: str) -> str:
    """Write *css*, a sheet or a value of an attribute, so that it fetches nothing.

    Rules that load sheets or fonts go, and `none` stands for each address outside of the document.
    """
    edits: list[Edit] = []
    for tokens in read_tokens(css):
        if not tokens or any(edit.start <= tokens[0].start < edit.end for edit in edits):
            continue  # it stands in a rule that is gone
        number = 0
        while number < len(tokens):
            token = tokens[number]
            last = _end_of_rule(tokens, number) if _is_loading(token.one) else None
            if last is not None:
                edits.append(Edit(token.start, tokens[last].end, ""))
                number = last
            elif _is_address(token.one):
                edits.append(Edit(token.start, token.end, "none"))
            number += 1
    return rewrite(css, edits)


def _is_loading(token: Any) -> bool:
    return token.type == "at-keyword" and token.lower_value in ("import", "font-face")


def _end_of_rule(tokens: Sequence[CssToken], start: int) -> int:
    """The number of the token that ends the rule which begins at *start*: `;`, or its block."""
    for number in range(start, len(tokens)):
        if tokens[number].one == ";" or tokens[number].one.type == "{} block":
            return number
    return len(tokens) - 1


def _is_address(token: Any) -> bool:
    """Whether *token* is an address of something that is not in the document itself."""
    if token.type == "url":
        return not token.value.startswith("#")
    if token.type == "function" and token.lower_name == "url":
        words = [one.value for one in token.arguments if one.type == "string"]
        return not (words and words[0].startswith("#"))
    return token.type == "error" and token.kind in ("bad-url", "eof-in-url")


def _inside(token: Any) -> Sequence[Any] | None:
    inside: Sequence[Any] | None = getattr(token, "content", getattr(token, "arguments", None))
    return inside


def _stray(css: str) -> Iterator[Unclosed]:
    errors = [one for tokens in read_tokens(css) for one, *_ in tokens if one.type == "error"]
    for error in sorted(errors, key=lambda error: (error.source_line, error.source_column)):
        if error.kind in _IN_QUOTES:
            yield Unclosed(error.source_line, "a quotation is never closed", "add the mark")
        elif error.kind in ("}", ")", "]"):
            yield Unclosed(error.source_line, f"`{error.kind}` closes nothing", "delete it")


def _open_at_the_end(tokens: Sequence[Any]) -> Iterator[Unclosed]:
    last = tokens[-1]
    while last.type != "error" and not (last.type == "ident" and last.value == _END):
        opens, closes = _CLOSED_BY.get(last.type, ("(", ")"))  # else it is a function
        after = "rule" if closes == "}" else "value" if closes != "*/" else "comment"
        yield Unclosed(
            last.source_line, f"`{opens}` is never closed", f"add `{closes}` after the {after}"
        )
        inside = _inside(last)
        if not inside:
            return
        last = inside[-1]
