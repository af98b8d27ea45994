"""A page with marks → the same with its notes and short forms, set in the order of reading.

Which note is the first to name a source, and where a short form is spelled out, depends on what a
reader has met before: so both are done last, on the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape, unescape

from ..model.page import Citations
from ..model.text import MARK, Citation, Cited, Mark, plain
from .citations import link, shown_address

CitationWriter = Callable[[Sequence[tuple[Cited, ...]]], Citations]
"""Writes the citations of a page, all at once: a later one may be shorter for an earlier one."""

_TOKEN = re.compile(
    r"(?P<tag><(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)|(?P<mark>\ue000[0-9]+\ue001)|(?P<text>[^<\ue000]+)"
)
_VOID = {"br", "hr", "img", "link", "meta", "wbr"}
_APART = {"h1", "h2", "h3", "h4", "title", "style", "abbr", "th", "figcaption", "caption", "a"}
"""Elements in which a short form stays short."""


def set_notes(
    page: str, marks: Sequence[Mark], acronyms: Mapping[str, str], write: CitationWriter
) -> tuple[str, Citations]:
    """Set the notes of *page*, which has *marks*, and spell each of its *acronyms* out once.

    Gives the page and its citations, whose list of references is not yet in it.
    """
    order = _ReadingOrder(marks, acronyms, write)
    return order.resolve(page), order.citations


def _as_printed(words: str) -> str:
    """Pattern of *words* in a text of HTML, with a space of any kind between them."""
    return re.escape(escape(words, quote=False)).replace(r"\ ", r"\s")


class _ReadingOrder:
    """Goes through a page as its reader does: sets notes, spells short forms out once."""

    def __init__(
        self, marks: Sequence[Mark], acronyms: Mapping[str, str], write: CitationWriter
    ) -> None:
        self.marks, self.acronyms, self.write = marks, acronyms, write
        names = sorted(self.acronyms, key=len, reverse=True)
        meanings = "|".join(map(_as_printed, self.acronyms.values()))
        self.acronym = re.compile(
            rf"(?P<spelled>\b(?:{meanings})\s)?(?P<open>\()?"
            rf"(?<![\w-])(?P<short>{'|'.join(map(_as_printed, names))})(?=s?(?![\w-]))"
        ) if names else None  # fmt: skip
        self.met: set[str] = set()
        self.met_beside: set[str] = set()
        self.cited: set[str] = set()
        self.told_in_text: set[str] = set()
        self.out: list[str] = []
        self.stack: list[str] = []
        self.note_ended = False
        self.address = ""

    def resolve(self, text: str) -> str:
        head, body, rest = text.partition("<body")
        body += rest
        self.citations = self.write([*self.told(body)])
        self.written = iter(self.citations.written)
        self.cited.clear()
        for token in _TOKEN.finditer(body):
            if token["mark"]:
                self.citation(self.marks[int(token["mark"][1:-1])])
            elif token["tag"]:
                self.tag(token["tag"])
            else:
                self.text(token["text"])
        return head + "".join(self.out)

    def told(self, text: str) -> Iterator[tuple[Cited, ...]]:
        """The citations of *text* that will be written, in order."""
        marks = [self.marks[int(found[1])] for found in MARK.finditer(text)]
        cites = [mark for mark in marks if isinstance(mark, Citation)]
        self.told_in_text = {one.key for cite in cites if not cite.once for one in cite.items}
        yield from (cite.items for cite in cites if self.tells(cite))

    def tells(self, mark: Citation) -> bool:
        """Whether *mark* is written; under a figure, only what nothing else tells."""
        keys = {cited.key for cited in mark.items}
        known = mark.once and keys <= self.cited | self.told_in_text
        self.cited |= keys
        return bool(keys) and not known

    def tag(self, tag: str) -> None:
        name = re.match(r"</?([\w-]*)", tag)[1]  # type: ignore[index]
        if name == "brief-note":
            if tag[1] != "/":
                self.open_note()
            else:
                self.close_note()
            return
        self.note_ended = False
        self.out.append(tag)
        if tag[1] == "/":
            while self.stack and self.stack.pop() != name:
                pass
            if name == "a":
                self.end_link()
        elif name not in _VOID and not tag.endswith("/>"):
            self.stack.append(name)
            if name == "a":
                found = re.search(r'href="((?:https?|mailto):[^"]*)"', tag)
                self.address = found[1] if found else ""
                self.link_start = len(self.out)

    def text(self, text: str) -> None:
        if text.strip():
            self.note_ended = False
        if self.acronym and not _APART.intersection(self.stack):
            text = self.acronym.sub(self.spell, text)
        elif self.acronym and not {"abbr", "title", "style"}.intersection(self.stack):
            text = self.acronym.sub(self.mark_up, text)
        self.out.append(text)

    def mark_up(self, match: re.Match[str]) -> str:
        before = match[0][: match.start("short") - match.start()]
        return f'{before}<abbr title="{self.meaning(match)}">{match["short"]}</abbr>'

    def meaning(self, match: re.Match[str]) -> str:
        """What the short form of *match* means."""
        return escape(self.acronyms[" ".join(unescape(match["short"]).split())])

    def spell(self, match: re.Match[str]) -> str:
        """Spell a short form out where it is first used: `Commission of Inquiry (CoI)`.

        Nobody reads the margin before the text, so what it has spelled out counts there alone.
        """
        meaning = self.meaning(match)
        known = meaning in self.met
        if "aside" in self.stack:
            known |= meaning in self.met_beside
            self.met_beside.add(meaning)
        else:
            self.met.add(meaning)
        if known or match["spelled"]:
            return self.mark_up(match)
        abbr = f'<abbr title="{meaning}">{match["short"]}</abbr>'
        return f"{match['open'] or ''}{meaning} ({abbr})"

    def open_note(self) -> None:
        while self.out and not self.out[-1].strip():
            self.out.pop()
        if self.out and not self.out[-1].startswith("<"):
            self.out[-1] = self.out[-1].rstrip()
        if self.note_ended:
            self.out.append('<span class="between-notes">, </span>')
        self.out.append('\u2060<span class="footnote">')
        self.stack.append("brief-note")

    def close_note(self) -> None:
        self.out.append("</span>")
        while self.stack and self.stack.pop() != "brief-note":
            pass
        self.note_ended = True

    def citation(self, mark: Mark) -> None:
        assert isinstance(mark, Citation)
        if not mark.items:
            self.out.append(re.sub(r" (?=\S+\Z)", "\u00a0", self.citations.suggestion))
        elif self.tells(mark):
            html = next(self.written)
            if "brief-note" in self.stack:
                self.out.append(html.removesuffix("."))
            elif self.citations.in_notes:
                self.open_note()
                self.out.append(html)
                self.close_note()
            elif not mark.once:
                spaced = not self.out or self.out[-1][-1:].isspace()
                self.out.append(html if spaced else f" {html}")

    def end_link(self) -> None:
        """Show the address of a link on paper too, in a note, where its text does not."""
        text = "".join(self.out[self.link_start : -1])
        address, self.address = self.address, ""
        shown = shown_address(address)
        known = {plain(address), plain(shown).replace("\u2060", "")}
        if not address or "brief-note" in self.stack or plain(text) in known:
            return
        self.open_note()
        self.out.append(link(address))
        self.close_note()
