"""Take a style sheet apart: what nobody closes in it, and the custom properties that it sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple


class Unclosed(NamedTuple):
    """What a parser of CSS accepts without a word: a brace or a quotation that is never closed."""

    line: int
    message: str
    hint: str


class Property(NamedTuple):
    """A custom property where it is set: `--ink: #14355e`, its *name* without the dashes."""

    line: int
    name: str
    value: str


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
    return (*_stray(tokens), *still_open)


def _is_closed(css: str) -> bool:
    """Whether every bracket of *css* is closed, for certain."""
    brackets = _WHOLE.sub("", css)
    while (fewer := re.sub(r"\{\}|\(\)|\[\]", "", brackets)) != brackets:
        brackets = fewer
    return not brackets


def find_properties(css: str) -> Iterator[Property]:
    """Find each custom property that *css* sets, also in a block, from the first to the last."""
    from tinycss2 import parse_component_value_list, serialize

    for tokens in _lists(parse_component_value_list(css, skip_comments=True)):
        start = 0
        while start < len(tokens):
            one = tokens[start]
            start += 1
            if one.type != "ident" or not one.value.startswith("--"):
                continue
            rest = range(start, len(tokens))
            colon = next((n for n in rest if tokens[n].type != "whitespace"), 0)
            if not colon or tokens[colon] != ":":
                continue
            start = next((n for n in range(colon, len(tokens)) if tokens[n] == ";"), len(tokens))
            value = serialize(tokens[colon + 1 : start]).strip()
            yield Property(one.source_line, one.value[2:], value)


def _lists(tokens: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Give *tokens*, and what stands in each block or function of them."""
    waiting = [tokens]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [inside for token in reversed(one) if (inside := _inside(token)) is not None]


def _inside(token: Any) -> Sequence[Any] | None:
    inside: Sequence[Any] | None = getattr(token, "content", getattr(token, "arguments", None))
    return inside


def _stray(tokens: Sequence[Any]) -> Iterator[Unclosed]:
    errors = [token for one in _lists(tokens) for token in one if token.type == "error"]
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
