"""The HTML of a page → its blocks, in reading order: headings, paragraphs, items, tables, pictures.

It leaves behind what only paper needs: running heads, the ends of lines, rows of dots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Role = Literal[
    "title", "standfirst", "heading", "side heading", "paragraph", "item", "quote", "caption",
    "source", "small", "code", "note",
]  # fmt: skip
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "figcaption", "caption",
               "pre", "td", "th", "address"}  # fmt: skip
_HOLDERS = {
    "body", "main", "div", "section", "article", "aside", "header", "footer", "nav", "ul", "ol",
    "dl", "figure", "blockquote", "table", "thead", "tbody", "tfoot", "tr", "hr", "details",
}  # fmt: skip
_LOOKS = {"em": "italic", "i": "italic", "dfn": "italic", "strong": "bold", "b": "bold",
          "sup": "superscript", "sub": "subscript", "del": "struck", "code": "code",
          "time": "bold"}  # fmt: skip
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_KEPT_TOGETHER = re.compile(r"(?<=[^\W\d])\u00a0(?=[^\W\d])")
"""A blank between two words at which a line of the page does not end; numbers keep theirs."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
BREAK = "\n"
"""Stands for a line break that its author typed."""


@dataclass(frozen=True)
class PrintedRun:
    """Words that look alike, or the call of a note."""

    text: str
    looks: frozenset[str] = frozenset()
    """Some of `bold`, `italic`, `superscript`, `subscript`, `struck`, `code`, `source`."""
    link: str = ""
    language: str = ""
    """Where it is not that of the page."""
    note: int = 0
    """The number of the note that is called here; 0 where none is."""


@dataclass(frozen=True)
class PrintedCell:
    """A cell of a table."""

    paragraphs: tuple[PrintedBlock, ...]
    across: int = 1
    down: int = 1
    is_head: bool = False
    is_number: bool = False


@dataclass(frozen=True)
class PrintedBlock:
    """A paragraph, a picture or a table of a page."""

    role: Role = "paragraph"
    runs: tuple[PrintedRun, ...] = ()
    level: int = 1
    """The level of a heading, from 1; how deep an item is, from 0."""
    list_number: int = 0
    """Which list of the page an item is of; 0 where it goes on in a paragraph of its own."""
    marker: Literal["", "bullet", "number"] = ""
    start: int = 1
    """The number of the first item of its list, where that is numbered."""
    is_beside: bool = False
    """Whether it stands on a ground of its own: key messages, a box."""
    picture: str = ""
    """The path of a picture, and what it shows in words: these are its only run."""
    rows: tuple[tuple[PrintedCell, ...], ...] = ()
    """The rows of a table."""
    heads: int = 0
    """Rows of a table that are its head."""

    @property
    def text(self) -> str:
        """Its words, without notes."""
        return "".join(run.text for run in self.runs)


@dataclass
class PageBlocks:
    """The blocks of a page, and its notes in their order: the first is number 1."""

    blocks: list[PrintedBlock] = field(default_factory=list)
    notes: list[PrintedBlock] = field(default_factory=list)

    def paragraphs(self) -> Iterator[PrintedBlock]:
        """Each paragraph: those of cells where their table stands, and the notes last."""
        for block in self.blocks:
            if block.rows:
                for row in block.rows:
                    for cell in row:
                        yield from cell.paragraphs
            elif not block.picture:
                yield block
        yield from self.notes


def read_page(html: str) -> PageBlocks:
    """Read the blocks of *html*, a finished page."""
    import lxml.html

    root = lxml.html.document_fromstring(html)
    reader = _Reader()
    body = root.find("body")
    if body is not None:
        reader.read(body, _Around())
    return reader.page


@dataclass(frozen=True)
class _Around:
    """The lists and blocks around an element."""

    is_beside: bool = False
    depth: int = -1
    list_number: int = 0
    is_numbered: bool = False
    start: int = 1
    role: Role = "paragraph"


class _Reader:
    def __init__(self) -> None:
        self.page = PageBlocks()
        self._lists = 0
        self._named: dict[str, int] = {}
        """Notes by the id of their element."""

    def read(self, node: Any, around: _Around) -> None:
        """Add the blocks of *node*, which holds others."""
        loose: list[PrintedRun] = [*self._text(node.text, frozenset(), "", "")]
        for child in node:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in _PARAGRAPHS or tag in _HOLDERS or tag == "img":
                self._add(loose, around)
                loose = []
                self._block(child, tag, around)
            elif tag and tag not in ("style", "script", "template"):
                loose += self._inline(child, frozenset(), "", "")
            loose += self._text(child.tail, frozenset(), "", "")
        self._add(loose, around)

    def _block(self, node: Any, tag: str, around: _Around) -> None:
        classes = (node.get("class") or "").split()
        if "seal" in classes:  # which edition a page is; a review says at its head what it is
            return
        if tag == "table":
            self._table(node, around)
        elif tag == "img":
            alt = node.get("alt") or ""
            if alt and node.get("src"):
                self.page.blocks.append(
                    PrintedBlock("paragraph", (PrintedRun(alt),), picture=node.get("src"))
                )
        elif tag in ("ul", "ol"):
            self._lists += 1
            start = node.get("start") or ""
            is_numbered = tag == "ol" and node.find("li/time") is None
            inner = replace(
                around, depth=around.depth + 1, list_number=self._lists, is_numbered=is_numbered,
                start=int(start) if start.isdigit() else 1,
            )  # fmt: skip
            self.read(node, inner)
        elif tag in _PARAGRAPHS:
            self._paragraph(node, tag, classes, around)
        else:
            is_beside = around.is_beside or (
                tag == "aside" and "quote" not in classes
            ) or "beside" in classes  # fmt: skip
            role: Role = "quote" if tag == "blockquote" else around.role
            if tag in ("footer", "header") or "imprint" in classes:
                role = "small"
            self.read(node, replace(around, is_beside=is_beside, role=role))

    def _paragraph(self, node: Any, tag: str, classes: list[str], around: _Around) -> None:
        block = PrintedBlock(around.role, is_beside=around.is_beside)
        if tag == "h1":
            block = replace(block, role="title")
        elif re.fullmatch("h[2-6]", tag):
            is_aside = around.is_beside or around.role == "small"
            level = max(1, int(tag[1]) - 1)
            block = replace(block, role="side heading" if is_aside else "heading", level=level)
        elif tag in ("figcaption", "caption"):
            block = replace(block, role="caption")
        elif tag == "pre":
            block = replace(block, role="code")
        elif tag == "li":
            block = replace(
                block, role="item", level=around.depth, list_number=around.list_number,
                marker="number" if around.is_numbered else "bullet", start=around.start,
            )  # fmt: skip
        elif tag == "dd":
            block = replace(block, role="item", level=0)
        elif "standfirst" in classes:
            block = replace(block, role="standfirst")
        elif "source" in classes or "credit" in classes:
            block = replace(block, role="source")
        elif around.depth >= 0:
            block = replace(block, role="item", level=around.depth)
        looks = frozenset({"bold"} if tag == "dt" else ())
        self._fill(node, block, around, looks)

    def _fill(self, node: Any, block: PrintedBlock, around: _Around, looks: frozenset[str]) -> None:
        """Add *block* with the words of *node*, and behind it the blocks that stand inside."""
        runs = [*self._text(node.text, looks, "", "", keeps=block.role == "code")]
        first = True
        for child in node:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in _PARAGRAPHS or tag in _HOLDERS:
                if not first or _words(runs):
                    first = self._put(runs, block, is_first=first)
                    runs = []
                if tag == "p" and block.role == "item":
                    self._fill(child, block if first else _goes_on(block), around, looks)
                    first = False
                else:
                    self._block(child, tag, around)
            elif tag == "img":
                self._block(child, tag, around)
            elif tag:
                runs += self._inline(child, looks, "", "", keeps=block.role == "code")
            runs += self._text(child.tail, looks, "", "", keeps=block.role == "code")
        self._put(runs, block, is_first=first)

    def _put(self, runs: list[PrintedRun], block: PrintedBlock, *, is_first: bool) -> bool:
        """Add a paragraph; returns whether the next one is still the first."""
        tidied = tidy(runs, keeps=block.role == "code")
        if not tidied:
            return is_first
        self.page.blocks.append(replace(block if is_first else _goes_on(block), runs=tidied))
        return False

    def _add(self, runs: list[PrintedRun], around: _Around) -> None:
        tidied = tidy(runs)
        if tidied:
            role: Role = "item" if around.depth >= 0 else around.role
            block = PrintedBlock(role, tidied, max(around.depth, 0), is_beside=around.is_beside)
            self.page.blocks.append(block)

    # Words

    def _text(
        self, text: str | None, looks: frozenset[str], link: str, language: str, *,
        keeps: bool = False,
    ) -> Iterator[PrintedRun]:  # fmt: skip
        if text:
            text = _KEPT_TOGETHER.sub(" ", _UNSEEN.sub("", text))
            yield PrintedRun(text if keeps else _BLANKS.sub(" ", text), looks, link, language)

    def _inline(
        self, node: Any, looks: frozenset[str], link: str, language: str, *, keeps: bool = False
    ) -> Iterator[PrintedRun]:
        tag = node.tag if isinstance(node.tag, str) else ""
        classes = (node.get("class") or "").split() if tag else []
        if tag == "br":
            yield PrintedRun(BREAK, looks, link, language)
        elif "footnote" in classes:
            yield self._note(node)
        elif "note-number" in classes and (number := self._named.get((node.get("href") or "")[1:])):
            yield PrintedRun("", note=number)
        elif "between-notes" in classes or tag in ("style", "script", "template", "svg"):
            return
        else:
            if tag in _LOOKS:
                looks |= {_LOOKS[tag]}
            if "source" in classes:
                looks |= {"source"}
                yield PrintedRun(BREAK)
            address = node.get("href") or "" if tag == "a" else ""
            link = address if re.match(r"(?:https?|mailto):", address) else link
            language = node.get("lang") or language
            yield from self._text(node.text, looks, link, language, keeps=keeps)
            for child in node:
                yield from self._inline(child, looks, link, language, keeps=keeps)
                yield from self._text(child.tail, looks, link, language, keeps=keeps)

    def _note(self, node: Any) -> PrintedRun:
        place = len(self.page.notes)
        self.page.notes.append(PrintedBlock("note"))
        if node.get("id"):
            self._named[node.get("id")] = place + 1
        runs = [*self._text(node.text, frozenset(), "", "")]
        for child in node:
            runs += self._inline(child, frozenset(), "", "")
            runs += self._text(child.tail, frozenset(), "", "")
        self.page.notes[place] = PrintedBlock("note", tidy(runs))
        return PrintedRun("", note=place + 1)

    # Tables

    def _table(self, node: Any, around: _Around) -> None:
        caption = node.find("caption")
        if caption is not None:
            self._block(caption, "caption", around)
        rows = [row for row in node.iter("tr") if next(row.iterancestors("table"), None) is node]
        read = tuple(tuple(self._cell(cell) for cell in row if cell.tag in ("td", "th"))
                     for row in rows)  # fmt: skip
        heads = sum(1 for row in rows if row.getparent().tag == "thead")
        if any(read):
            self.page.blocks.append(PrintedBlock(rows=read, heads=heads))

    def _cell(self, node: Any) -> PrintedCell:
        inner = _Reader()
        inner.page.notes, inner._named = self.page.notes, self._named
        inner._lists = self._lists + 1000
        inner._fill(node, PrintedBlock(), _Around(), frozenset())
        paragraphs = tuple(
            block for block in inner.page.blocks if not block.rows and not block.picture
        )
        across, down = node.get("colspan") or "1", node.get("rowspan") or "1"
        return PrintedCell(
            paragraphs,
            across=int(across) if across.isdigit() else 1,
            down=int(down) if down.isdigit() else 1,
            is_head=node.tag == "th",
            is_number="number" in (node.get("class") or "").split(),
        )


def _goes_on(block: PrintedBlock) -> PrintedBlock:
    return replace(block, marker="", list_number=0)


def _words(runs: list[PrintedRun]) -> bool:
    return any(run.text.strip(" \n") or run.note for run in runs)


def tidy(runs: list[PrintedRun], *, keeps: bool = False) -> tuple[PrintedRun, ...]:
    """Join runs that look alike; one blank where there are several, none at the ends.

    *keeps*: blanks stay, as in code. None where there are no words.
    """
    if not _words(runs):
        return ()
    tidied: list[PrintedRun] = []
    ends_blank = True
    for run in runs:
        text = run.text
        if not keeps and not run.note:
            if ends_blank:
                text = text.lstrip(" ")
            if tidied and tidied[-1].text[-1:].isalpha() and text[1:2].isalpha():
                text = re.sub("^\u00a0", " ", text)
            elif tidied and tidied[-1].text[-1:] == "\u00a0" and text[:1].isalpha():
                tidied[-1] = replace(tidied[-1], text=f"{tidied[-1].text[:-1]} ")
            if text == BREAK and tidied and not tidied[-1].note:
                tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(" "))
            ends_blank = text.endswith((" ", BREAK)) if text else ends_blank
        if not text and not run.note:
            continue
        last = tidied[-1] if tidied else None
        if last and not last.note and not run.note and replace(last, text="") == replace(
            run, text=""
        ):  # fmt: skip
            tidied[-1] = replace(last, text=last.text + text)
        else:
            tidied.append(replace(run, text=text))
    while tidied and not tidied[-1].note and not keeps:
        text = tidied[-1].text.rstrip(" \n")
        if text:
            tidied[-1] = replace(tidied[-1], text=text)
            break
        tidied.pop()
    return tuple(tidied)
