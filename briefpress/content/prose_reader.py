"""Read Markdown as CommonMark and GitHub do: text → tokens, each with the line of its author.

markdown-it-py reads, with tables, definition lists, footnotes, `~2~`, `^2^` and `~~struck~~`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from .prose_lines import Lines, as_commonmark

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

UNTYPED = "\ufffc"
"""Stands in a text for what is no markup, whatever it looks like: code, HTML, a note."""
ESCAPED = "\ufffb"
"""Stands for a sign that is meant as it stands: `\\*`, `&ast;`."""
_ATTRIBUTES = re.compile(rf"(?<={UNTYPED})\{{:?[^{{}}\n]*\}}")
_ATTRIBUTES_OF_HEADING = re.compile(r"[ ]\{:?[^{}\n]*\}[ ]*\Z")
_ATTRIBUTES_OF_BLOCK = re.compile(r"\n[ ]*\{:?[^{}\n]*\}[ ]*\Z")
_MEANT = re.compile(
    rf"{ESCAPED}(?:\{{?[^{{}}\n]*\}}\}}|[^\[\]\n]*\](?:\([^()\n]*\)|\{{[^{{}}\n]*\}})?"
    r"|[^`\n]*`+|[*~=][^*~=\n]*(?:\*\*|~~|==)|\$?[^$\s][^$\n]*\$)"
)
"""The rest behind a sign that was meant: `\\{{{{ name }}}}`, `\\[a](b)`, `\\**a**`."""


@dataclass(frozen=True)
class Words:
    """A text without blocks in it: a paragraph, a heading, a cell, an item, a note in a line."""

    tokens: Sequence[Token]
    """Its words and marks, as markdown-it names them."""
    lines: Sequence[int]
    """For each token, on which line of the source it stands, from 0."""
    block: str
    """The element that holds it: `p`, `h2`, `td`, `dt`."""

    @property
    def typed(self) -> str:
        """Its words as they are set, with `UNTYPED` for what is meant as it stands."""
        typed = "".join(map(_typed, self.tokens))
        at_end = _ATTRIBUTES_OF_HEADING if self.block.startswith("h") else _ATTRIBUTES_OF_BLOCK
        for meant in (_ATTRIBUTES, at_end, _MEANT):
            typed = meant.sub(lambda match: UNTYPED * len(match[0]), typed)
        return typed

    def line_of(self, start: int) -> int:
        """On which line of the source the character *start* of `typed` stands, both from 0."""
        for token, line in zip(self.tokens, self.lines, strict=True):
            start -= len(_typed(token))
            if start < 0:
                return line
        return self.lines[-1] if self.lines else 0


def _typed(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "text":
        return token.content
    if token.type == "text_special":
        is_meant = token.content != token.markup  # `\\n` is a backslash and a letter
        sign = ESCAPED if token.content in [*"{[`*~=$"] else UNTYPED
        return sign * len(token.content) if is_meant else token.content
    return "" if token.nesting == 1 else UNTYPED


@dataclass(frozen=True)
class ReadMarkdown:
    """Markdown that was read."""

    tokens: Sequence[Token]
    """Blocks, as markdown-it lists them: opened, closed, and `inline` texts between."""
    notes: Mapping[str, Sequence[Token]]
    """The blocks of each note that is written apart from its call, by its name."""
    starts: Mapping[str, int]
    """The line, among `lines`, on which each of these notes begins."""
    calls: Mapping[int, Mapping[str, Any]]
    """The contents of each call: the `label` of a note, or the `tokens` of one that is written
    there."""
    addresses: Mapping[str, int]
    """The line, among `lines`, of each address that stands apart from its link, by its label."""
    lines: Lines

    def note(self, call: Token) -> list[Sequence[Token]] | None:
        """The words of each paragraph of the note of *call*; None where it is not written."""
        called = self.calls[call.meta["id"]]
        if "tokens" in called:
            return [called["tokens"]]
        if called["label"] not in self.notes:
            return None
        blocks = self.notes[called["label"]]
        return [block.children or [] for block in blocks if block.type == "inline"]

    def blocks(self) -> Iterator[Token]:
        """Every block, those of the notes at the end."""
        yield from self.tokens
        for note in self.notes.values():
            yield from note

    def line(self, token: Token) -> int:
        """On which line of the source the block *token* begins, from 0."""
        return self.lines.origin(token.map[0]) if token.map else 0

    def leaves(self) -> Iterator[Words]:
        """Every text of it, in order; that of a note in a line stands behind the text around it."""
        block = ""
        for token in self.blocks():
            if token.type == "inline":
                yield from self._leaf(token.children or [], token.map[0] if token.map else 0, block)
            elif token.nesting == 1:
                block = token.tag

    def _leaf(self, tokens: Sequence[Token], first: int, block: str) -> Iterator[Words]:
        lines, line, notes = [], first, []
        for token in tokens:
            lines.append(self.lines.origin(line))
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type in ("html_inline", "code_inline"):
                line += token.content.count("\n")
            elif token.type == "footnote_ref" and "tokens" in self.calls[token.meta["id"]]:
                note = self.calls[token.meta["id"]]["tokens"]
                notes.append((note, line))
                line += sum(one.type in ("softbreak", "hardbreak") for one in note)
        yield Words(tokens, lines, block)
        for note, begins in notes:
            yield from self._leaf(note, begins, "note")


def read(text: str) -> ReadMarkdown:
    """Read *text*, which may hold marks in place of names and citations."""
    lines = as_commonmark(text)
    environment: dict[str, Any] = {}
    tokens: list[Token] = []
    notes: dict[str, list[Token]] = {}
    starts: dict[str, int] = {}
    open_ = [tokens]  # a note may be written inside of another one
    for token in _reader().parse(lines.text, environment):
        if token.type == "footnote_reference_open":
            open_.append(notes.setdefault(token.meta["label"], []))
            starts.setdefault(token.meta["label"], token.map[0] if token.map else 0)
        elif token.type == "footnote_reference_close":
            open_.pop()
        else:
            open_[-1].append(token)
    calls = environment.get("footnotes", {}).get("list", {})
    addresses = {
        label: address["map"][0] for label, address in environment.get("references", {}).items()
    }
    return ReadMarkdown(tokens, notes, starts, calls, addresses, lines)


@cache  # it holds rules alone, and is costly to make
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

    options = {"maxNesting": 80, "tasklists": True, "store_labels": True}
    reader = MarkdownIt("commonmark", options)
    reader.enable(["table", "strikethrough"])
    reader.disable("text_join")  # so that `\*` is told from `*`
    reader.use(deflist_plugin)
    reader.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    reader.use(gfm_autolink_plugin)
    reader.disable("gfm_autolink_email")  # of press_office@example.org it links the office alone
    reader.inline.ruler.before("emphasis", "raised", _raised)
    # An address is printed as it is written; whether paper can show it is looked at later.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    reader.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return reader


_RAISED = re.compile(r"([~^])(?![~^\[])((?:\\ |\\?[^\s~^\\])+)\1(?!\1)")


def _raised(state: StateInline, silent: bool) -> bool:
    """Read `~2~` and `^2^`: letters below and above the line, without a blank."""
    match = _RAISED.match(state.src, state.pos, state.posMax)
    if match is None or state.src[state.pos - 1 : state.pos] == match[1] != "":
        return False
    if not silent:
        name = "sub" if match[1] == "~" else "sup"
        state.push(f"{name}_open", name, 1)
        state.push("text", "", 0).content = re.sub(r"\\(.)", r"\1", match[2])
        state.push(f"{name}_close", name, -1)
    state.pos = match.end()
    return True
