"""A Word file that came back → what its reviewers left in it: comments, insertions, deletions.

It is read as Word and as LibreOffice write it, whoever made it. Each change is given with the text
as it was before: with what was deleted, without what was inserted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from .comments import Comment, read_comments
from .package import MC, Package, W, text_of
from .tracked_changes import FORMAT_CHANGES
from .write_review import BOOKMARK, SENT

Kind = Literal["comment", "inserted", "deleted", "replaced", "formatting", "untracked"]
_INSIDE = (f"{W}ins", f"{W}moveTo")
_OUTSIDE = (f"{W}del", f"{W}moveFrom")
_CELLS = (f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")
_TEXTS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_EMPTY = {
    *(f"{W}{name}" for name in ("ins", "del", "moveTo", "moveFrom", "r", "rPr", "rStyle",
                                "commentReference", "annotationRef", "sz", "szCs", "lang")),
}  # fmt: skip
_HELD = re.compile(r"\[(?:note|picture)\]")
"""Signs in the words of a change for what is no words."""
_WORDS = (f"{W}t", f"{W}delText", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")


@dataclass(frozen=True)
class Span:
    """A range of characters of a paragraph as it was before."""

    paragraph: int
    start: int
    end: int


@dataclass
class ReviewRemark:
    """A remark or a change of a reviewer, at its place."""

    kind: Kind
    author: str
    date: str
    """`2024-05-01`; empty where the file does not say."""
    paragraph: int
    """The number of the paragraph of the file, from 0; -1 where it stands at none."""
    start: int = 0
    end: int = 0
    """Characters of the paragraph as it was before: what it is about."""
    on: str = ""
    """The words that it is about, or that were deleted."""
    text: str = ""
    """The words of the remark, or those that were inserted."""
    is_resolved: bool = False
    replies: tuple[Comment, ...] = ()
    elements: int = 1
    """How many elements of XML it was made of."""
    is_whole: bool = False
    """Whether a paragraph or a row was inserted or deleted as a whole."""
    cells: tuple[str, ...] = ()
    """The words of each cell, where it is a row of a table."""
    over: tuple[Span, ...] = ()
    """Where it goes on, in the paragraphs behind, where it goes over the end of one."""


@dataclass
class ReviewedParagraph:
    """A paragraph of a file that came back, as it was before the changes."""

    text: str = ""
    keys: tuple[str, ...] = ()
    """Bookmarks of ours that begin in it."""
    is_new: bool = False
    """Whether all of it was inserted."""
    is_body: bool = False
    """Whether it stands in the text, and not in a note, nor at the head or foot of a page."""


@dataclass
class Reviewed:
    """A Word file that came back."""

    paragraphs: list[ReviewedParagraph] = field(default_factory=list)
    remarks: list[ReviewRemark] = field(default_factory=list)
    sent: dict[str, SentText] = field(default_factory=dict)
    """The texts as they had been sent, by the key of each paragraph; empty where the file does not
    say."""
    lost: list[str] = field(default_factory=list)
    """Parts of the file that became no remark, in words; none where all is well."""


@dataclass(frozen=True)
class SentText:
    """A paragraph as it was sent, and where it stood then."""

    text: str
    file: str
    line: int


def read_reviewed(package: Package) -> Reviewed:
    """Read what reviewers left in a Word file. Raises `NotWord`."""
    reviewed = Reviewed(sent=_read_sent(package))
    reader = _Reader(package, reviewed)
    for part in _stories(package):
        reader.story(package.root(part), is_body=part == package.document)
    reader.finish()
    _count_again(package, reviewed)
    return reviewed


def _stories(package: Package) -> Iterator[str]:
    document = package.document
    yield document
    for kind in ("footnotes", "endnotes", "header", "footer"):
        yield from dict.fromkeys(package.related(document, kind))


def _read_sent(package: Package) -> dict[str, SentText]:
    sent = {}
    for name in sorted(package.parts):
        if not re.fullmatch(r"customXml/item\d+\.xml", name) or SENT.encode() not in (
            package.parts[name]
        ):  # fmt: skip
            continue
        for one in package.root(name).iter(f"{{{SENT}}}p"):
            line = one.get("line") or ""
            sent[one.get("key") or ""] = SentText(
                one.text or "", one.get("file") or "", int(line) if line.isdecimal() else 0
            )
    return sent


@dataclass
class _Open:
    """A range of a comment that has begun."""

    paragraph: int
    start: int
    words: list[str] = field(default_factory=list)


@dataclass
class _Where:
    """The changes around the piece that is read."""

    change: ReviewRemark | None = None
    """The innermost insertion or deletion."""
    inserted: ReviewRemark | None = None
    """The insertion that it lies in; None where it lies in none."""
    is_out: bool = False
    is_body: bool = False


class _Reader:
    def __init__(self, package: Package, reviewed: Reviewed) -> None:
        self.package, self.out = package, reviewed
        self.threads = {one.number: one for one in read_comments(package)}
        self._open: dict[str, _Open] = {}
        self._begun: list[str] = []
        """Comments whose range is open, in the order in which they began."""
        self._placed: dict[str, tuple[int, int, int, str]] = {}
        self._text: list[str] = []
        self._length = 0
        self._changes: list[ReviewRemark] = []
        self._seen: set[Any] = set()
        self._number = -1
        """The number of the paragraph that is read."""

    def story(self, root: Any, *, is_body: bool) -> None:
        """Read one part; *is_body*: the text."""
        self._walk(root, _Where(is_body=is_body))

    def _walk(self, node: Any, where: _Where) -> None:
        for child in node:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag == f"{W}p":
                self._paragraph(child, where)
            elif tag == f"{W}tr":
                self._row(child, where)
            elif tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                self._walk(child if chosen is None else chosen, where)
            elif tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"):
                self._comment(child)
            elif tag in FORMAT_CHANGES:
                self._format(child)
            elif tag in _CELLS:
                self._cell(child)
            else:
                self._walk(child, where)

    def _row(self, row: Any, where: _Where) -> None:
        """Read a row; one that was inserted or deleted is one remark, with all that Word notes of
        its cells.
        """
        before, others = len(self.out.paragraphs), len(self.out.remarks)
        self._walk(row, where)
        for tag, kind in ((f"{W}ins", "inserted"), (f"{W}del", "deleted")):
            marked = row.find(f"{W}trPr/{tag}")
            if marked is None:
                continue
            at = min(before, len(self.out.paragraphs) - 1)
            one = self._remark(kind, marked, at, 0, 0)
            one.cells = tuple(text_of(cell) for cell in row.iter(f"{W}tc"))
            words = " | ".join(one.cells)
            one.text, one.on = (words, "") if kind == "inserted" else ("", words)
            one.is_whole = True
            inside = [
                other for other in self.out.remarks[others:]
                if (other.kind, other.author) == (one.kind, one.author)
            ]  # fmt: skip
            one.elements += sum(other.elements for other in inside)
            for other in inside:
                self.out.remarks.remove(other)
            for paragraph in self.out.paragraphs[before:] if kind == "inserted" else ():
                paragraph.is_new = not paragraph.text.strip()
            self.out.remarks.append(one)

    def _cell(self, node: Any) -> None:
        what = {"cellIns": "a cell inserted", "cellDel": "a cell deleted"}
        name = node.tag.removeprefix(W)
        one = self._remark("formatting", node, max(self._number, 0), 0, 0)
        one.text = what.get(name, "cells merged or divided")
        self.out.remarks.append(one)

    def _remark(self, kind: Any, node: Any, paragraph: int, start: int, end: int) -> ReviewRemark:
        self._seen.add(node)
        return ReviewRemark(
            kind, node.get(f"{W}author", ""), node.get(f"{W}date", "")[:10], paragraph, start, end
        )

    def _format(self, node: Any) -> None:
        one = self._remark("formatting", node, max(self._number, 0), self._length, self._length)
        run = node.getparent().getparent() if node.getparent() is not None else None
        one.on = text_of(run)[:200] if run is not None and run.tag == f"{W}r" else ""
        self.out.remarks.append(one)

    # Paragraphs

    def _paragraph(self, node: Any, where: _Where) -> None:
        self._text, self._length, self._changes = [], 0, []
        self.out.paragraphs.append(ReviewedParagraph(is_body=where.is_body))
        number = self._number = len(self.out.paragraphs) - 1
        for name in self._begun:
            self._open[name].words.append(" ")
        keys: list[str] = []
        properties = node.find(f"{W}pPr")
        ends = []
        if properties is not None:
            for one in properties.iter(*FORMAT_CHANGES):
                self._format(one)
            run = properties.find(f"{W}rPr")
            ends = [] if run is None else [one for one in run if one.tag in _INSIDE + _OUTSIDE]
        inner: list[Any] = []
        self._pieces(node, where, number, keys, inner)
        paragraph = self.out.paragraphs[number]
        paragraph.text, paragraph.keys = "".join(self._text), tuple(keys)
        merged = _merge(self._changes)
        self._ends(ends, merged, paragraph, number, node)
        self.out.remarks += merged
        for one in inner:  # text boxes, which stand in the midst of this paragraph
            self._walk(one, where)

    def _ends(
        self, ends: Sequence[Any], merged: list[ReviewRemark], paragraph: ReviewedParagraph,
        number: int, node: Any,
    ) -> None:  # fmt: skip
        """Note that the end of a paragraph was inserted or deleted: it was divided, or joined."""
        for end in ends:
            is_in = end.tag in _INSIDE
            author = end.get(f"{W}author", "")
            same = [
                one for one in merged
                if one.author == author and one.kind == ("inserted" if is_in else "deleted")
            ]  # fmt: skip
            is_new = is_in and not paragraph.text.strip() and bool(same)
            words = _HELD.sub("", same[0].on).strip() if same else ""
            is_gone = not is_in and len(same) == 1 and words == paragraph.text.strip()
            if (is_new or is_gone) and same:
                self._seen.add(end)
                same[0].elements += 1
                same[0].is_whole = True
                paragraph.is_new = is_new
                continue
            place = len(paragraph.text)
            one = self._remark("inserted" if is_in else "deleted", end, number, place, place)
            if is_in:
                one.text = "¶"
            else:
                one.on = "¶"
            merged.append(one)

    def _pieces(
        self, node: Any, where: _Where, number: int, keys: list[str], inner: list[Any]
    ) -> None:
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag == f"{W}pPr":
                continue
            if tag in _INSIDE or tag in _OUTSIDE:
                is_in = tag in _INSIDE
                change = self._change(child, is_in=is_in)
                inside = replace(
                    where, change=change, inserted=change if is_in else where.inserted,
                    is_out=where.is_out or not is_in,
                )  # fmt: skip
                self._pieces(child, inside, number, keys, inner)
            elif tag == f"{W}bookmarkStart":
                if BOOKMARK.fullmatch(child.get(f"{W}name", "")):
                    keys.append(child.get(f"{W}name"))
            elif tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"):
                self._comment(child)
            elif tag in _WORDS:
                self._add(child.text or "", where)
            elif tag in _TEXTS and child.getparent().tag == f"{W}r":
                self._add(_TEXTS[tag], where)
            elif tag == f"{W}rPr":
                for one in child.iter(*FORMAT_CHANGES):
                    self._format(one)
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                boxes = [*child.iter(f"{W}txbxContent")]
                inner += boxes
                if where.change is not None:
                    self._add("[picture]", where, is_shown=False)
            elif tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                self._pieces(child if chosen is None else chosen, where, number, keys, inner)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                if where.change is not None:
                    self._add("[note]", where, is_shown=False)
            elif tag in (f"{W}instrText", f"{W}delInstrText", f"{W}fldData", f"{W}sdtPr"):
                continue
            else:
                self._pieces(child, where, number, keys, inner)

    def _change(self, node: Any, *, is_in: bool) -> ReviewRemark | None:
        """Begin an insertion or a deletion; None for one that only holds the sign of a comment."""
        kind: Kind = "inserted" if is_in else "deleted"
        one = self._remark(kind, node, self._number, self._length, self._length)
        held = {inside.tag for inside in node.iter()} - _EMPTY
        if not held and node.find(f".//{W}commentReference") is not None:
            return None
        self._changes.append(one)
        return one

    def _add(self, text: str, where: _Where, *, is_shown: bool = True) -> None:
        """Add a piece of text; *is_shown*: whether it is words of the paragraph."""
        for name in self._begun:
            self._open[name].words.append("" if where.is_out and where.inserted else text)
        change = where.change
        if where.inserted is not None:
            # Words that one reviewer inserted and another deleted were never there: both say so.
            where.inserted.text += text
            if change is not None and change is not where.inserted:
                change.on += text
            return
        if change is not None and where.is_out:
            change.on += text
        if is_shown:
            self._text.append(text)
            self._length += len(text)
            if change is not None:
                change.end = self._length

    # Comments

    def _comment(self, node: Any) -> None:
        name = node.get(f"{W}id", "")
        number = max(self._number, 0)
        if node.tag == f"{W}commentRangeStart":
            self._open[name] = _Open(number, self._length)
            self._begun.append(name)
            return
        opened = self._open.get(name)
        if name in self._begun:
            self._begun.remove(name)
        if name in self._placed:
            return
        if opened is None:
            self._placed[name] = number, self._length, self._length, ""
            return
        end = self._length if opened.paragraph == number else -1
        words = " ".join("".join(opened.words).split())
        self._placed[name] = opened.paragraph, opened.start, end, words

    def finish(self) -> None:
        """Add the comments: each begins a thread, with its replies under it."""
        for number, thread in self.threads.items():
            place = self._placed.get(number)
            if place is None and thread.replies:
                place = next(
                    (self._placed[one.number] for one in thread.replies
                     if one.number in self._placed), None
                )  # fmt: skip
            paragraph, start, end, words = place or (-1, 0, 0, "")
            if paragraph >= 0 and end < 0:
                end = len(self.out.paragraphs[paragraph].text)
            self.out.remarks.append(
                ReviewRemark(
                    "comment", thread.author, thread.date, paragraph, start, end, words,
                    thread.text, thread.is_resolved, tuple(thread.replies),
                    elements=1 + len(thread.replies),
                )
            )  # fmt: skip
        self._join_new_paragraphs()
        self._join_deletions()
        self.out.remarks.sort(key=lambda one: (one.paragraph < 0, one.paragraph, one.start))
        self._tell_unseen()

    def _join_new_paragraphs(self) -> None:
        """Make one remark of a new paragraph that begins behind the end of another one: Word notes
        that the end of that one is new, and its words apart.
        """
        new = {
            one.paragraph: one for one in self.out.remarks
            if one.kind == "inserted" and one.text != "¶" and not one.is_whole
            and one.paragraph >= 0 and not self.out.paragraphs[one.paragraph].text.strip()
        }  # fmt: skip
        for one in [*self.out.remarks]:
            if one.kind != "inserted" or one.text != "¶":
                continue
            text = self.out.paragraphs[one.paragraph].text
            following = new.get(one.paragraph + 1)
            if following and following.author == one.author and one.start == len(text):
                following.is_whole = self.out.paragraphs[following.paragraph].is_new = True
                following.elements += one.elements
                self.out.remarks.remove(one)

    def _join_deletions(self) -> None:
        """Make one remark of a deletion over the end of a paragraph: Word notes what went of the
        first one, that its end went, and what went of the next one.
        """
        gone: dict[tuple[str, int], list[ReviewRemark]] = {}
        for one in self.out.remarks:
            if one.kind in ("deleted", "replaced") and one.paragraph >= 0 and not one.cells:
                gone.setdefault((one.author, one.paragraph), []).append(one)
        for author, number in sorted(gone):
            run = self._run_of_deletions(gone, author, number)
            if run is None:
                continue
            first = run[0][0]
            joined = replace(
                first,
                kind="replaced" if any(one.text for piece in run for one in piece) else "deleted",
                on=" ¶ ".join("".join(_words(one) for one in piece) for piece in run).strip(),
                text="".join(one.text for piece in run for one in piece),
                end=len(self.out.paragraphs[number].text),
                is_whole=False,
                elements=sum(one.elements for piece in run for one in piece),
                over=tuple(
                    Span(number + nth, 0, max((one.end for one in piece), default=0))
                    for nth, piece in enumerate(run[1:], 1)
                ),
            )  # fmt: skip
            whole = [one for piece in run for one in piece]
            self.out.remarks = [
                one for one in self.out.remarks if not any(one is other for other in whole)
            ] + [joined]
            for nth, piece in enumerate(run):
                gone[author, number + nth] = [
                    one for one in gone.get((author, number + nth), ())
                    if not any(one is other for other in piece)
                ]  # fmt: skip

    def _run_of_deletions(
        self, gone: dict[tuple[str, int], list[ReviewRemark]], author: str, number: int
    ) -> list[list[ReviewRemark]] | None:
        """Give the deletions of an *author* that go on over the end of the paragraph *number*, by
        paragraph; None where none does, or where only whole paragraphs went.
        """
        here = gone[author, number]
        end = next((one for one in here if one.on == "¶"), None)
        whole = next((one for one in here if one.is_whole), None)
        if end is None and whole is None:
            return None
        length = len(self.out.paragraphs[number].text)
        last = [
            one for one in here
            if one is not end and one.end == length and (one.start < length or one.on)
        ][-1:]  # fmt: skip
        run = [[*last, *([end] if end else [])]]
        at = number + 1
        while at < len(self.out.paragraphs):
            next_ = gone.get((author, at), [])
            following = [one for one in next_ if one.is_whole]
            run.append(
                following
                or [one for one in next_ if one.start == 0 and one.end and one.on != "¶"][:1]
            )
            if not following:
                break
            at += 1
        else:
            return None
        return run if end is not None or run[-1] else None

    def _tell_unseen(self) -> None:
        for part in _stories(self.package):
            for one in self.package.root(part).iter(*_INSIDE, *_OUTSIDE, *FORMAT_CHANGES, *_CELLS):
                if one not in self._seen and not _is_old(one):
                    author = one.get(f"{W}author", "") or "nobody"
                    name = one.tag.removeprefix(W)
                    self.out.lost.append(f"{name} of {author}: {text_of(one)[:200]}")


def _words(one: ReviewRemark) -> str:
    """The words that were deleted, without the sign for the end of a paragraph."""
    return "" if one.on == "¶" else one.on


def _is_old(node: Any) -> bool:
    """Whether an element stands in what Word wrote twice, for old programs, or is no change."""
    for above in node.iterancestors():
        if above.tag == f"{MC}Fallback":
            return True
        if above.tag in FORMAT_CHANGES:  # the old properties, inside of a change of properties
            return True
        if above.tag in (f"{W}numPr",):
            return True
    return False


def _merge(changes: Sequence[ReviewRemark]) -> list[ReviewRemark]:
    """Join what one reviewer did at one place: Word cuts it wherever the look changes."""
    merged: list[ReviewRemark] = []
    for one in changes:
        last = merged[-1] if merged else None
        if last and last.author == one.author and last.end == one.start and last.paragraph == (
            one.paragraph
        ):  # fmt: skip
            if last.kind == one.kind:
                last.on, last.text = last.on + one.on, last.text + one.text
                last.end, last.elements = one.end, last.elements + one.elements
                continue
            if "replaced" in (last.kind, one.kind) or {last.kind, one.kind} == {
                "inserted", "deleted",
            }:  # fmt: skip
                last.kind = "replaced"
                last.on, last.text = last.on + one.on, last.text + one.text
                last.end, last.elements = one.end, last.elements + one.elements
                last.date = max(last.date, one.date)
                continue
        merged.append(one)
    for one in merged:
        if one.kind == "replaced" and not one.on:
            one.kind = "inserted"
        elif one.kind == "replaced" and not one.text:
            one.kind = "deleted"
    return merged


def _count_again(package: Package, reviewed: Reviewed) -> None:
    """Count comments once more, apart from all else, and name those that became no remark."""
    counted: Counter[str] = Counter()
    for part in package.related(package.document, "comments"):
        for one in package.root(part).iter(f"{W}comment"):
            counted[f"{one.get(f'{W}author', '') or 'nobody'}: {text_of(one)}"] += 1
    for remark in reviewed.remarks:
        if remark.kind == "comment":
            counted[f"{remark.author or 'nobody'}: {remark.text}"] -= 1
            for reply in remark.replies:
                counted[f"{reply.author or 'nobody'}: {reply.text}"] -= 1
    reviewed.lost += [f"comment of {name[:200]}" for name in (+counted).elements()]
