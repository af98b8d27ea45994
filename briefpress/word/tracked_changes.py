"""Resolve tracked changes in the XML of Word, before anybody reads the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .package import W, text_of

How = Literal["accept", "reject", "comments"]
"""The treatment of tracked changes; `comments`: they are accepted, and each is listed."""

_IN, _OUT = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_RANGES = tuple(
    f"{W}{name}Range{end}"
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom",
                 "customXmlMoveTo")
    for end in ("Start", "End")
)  # fmt: skip
FORMAT_CHANGES = tuple(
    f"{W}{name}Change"
    for name in ("rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "tblPrEx", "numbering")
)
"""Marks of tracked changes that are of the looks of words, and not of the words."""
MARK = "\ue000{}{}\ue001"
"""Stands in a text where a change (`K`) or a comment (`C`) of this number is."""


@dataclass(frozen=True)
class TrackedChange:
    """A tracked change."""

    kind: Literal["inserted", "deleted", "formatting"]
    author: str
    date: str
    words: str


def resolve_changes(root: Any, how: How, first: int = 0) -> list[TrackedChange]:
    """Accept or reject every change in the part *root*, which is changed; returns them.

    *first*: the number of the first one. With `comments` each leaves a mark where it was.
    """
    changes: list[TrackedChange] = []
    takes_new = how != "reject"
    for change in [*root.iter(*_IN, *_OUT)]:
        parent = change.getparent()
        if parent is None or parent.tag in (f"{W}rPr", f"{W}trPr", f"{W}numPr"):
            continue  # of a paragraph's end, or of a row: below
        is_in = change.tag in _IN
        words = text_of(change)
        changes.append(_describe(change, "inserted" if is_in else "deleted", words))
        if how == "comments" and words:
            _put_mark(change, first + len(changes) - 1)
        if is_in == takes_new:
            _unwrap(change)
        else:
            _remove(change)
    for row in [*root.iter(f"{W}tr")]:
        changes += _resolve_marked(row, row.find(f"{W}trPr"), takes_new)
    for cell in [*root.iter(f"{W}tc")]:
        properties = cell.find(f"{W}tcPr")
        for name, is_in in (("cellIns", True), ("cellDel", False)):
            marked = None if properties is None else properties.find(f"{W}{name}")
            if marked is not None and is_in != takes_new:
                _remove(cell)
    for paragraph in [*root.iter(f"{W}p")]:
        _resolve_end(paragraph, takes_new)
    for change in [*root.iter(*FORMAT_CHANGES)]:
        changes.append(_describe(change, "formatting", ""))
        _resolve_properties(change, takes_new)
    for one in [*root.iter(*_RANGES)]:
        _remove(one)
    for name, plain in ((f"{W}delText", f"{W}t"), (f"{W}delInstrText", f"{W}instrText")):
        for one in root.iter(name):
            one.tag = plain
    return changes


def _describe(change: Any, kind: Any, words: str) -> TrackedChange:
    return TrackedChange(kind, change.get(f"{W}author", ""), change.get(f"{W}date", "")[:10], words)


def _put_mark(change: Any, number: int) -> None:
    run = change.makeelement(f"{W}r")
    text = change.makeelement(f"{W}t")
    text.text = MARK.format("K", number)
    run.append(text)
    change.addprevious(run)


def _resolve_marked(row: Any, properties: Any, takes_new: bool) -> Iterator[TrackedChange]:
    """Resolve a row that was inserted or deleted as a whole."""
    for tag, is_in in ((f"{W}ins", True), (f"{W}del", False)):
        marked = None if properties is None else properties.find(tag)
        if marked is None:
            continue
        yield _describe(marked, "inserted" if is_in else "deleted", text_of(row))
        if is_in == takes_new:
            properties.remove(marked)
        elif row.getparent() is not None:
            row.getparent().remove(row)


def _resolve_end(paragraph: Any, takes_new: bool) -> None:
    """Join a paragraph with the next one where its end was deleted, or its insertion rejected."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is None:
        return
    names = (f"{W}del", f"{W}moveFrom") if takes_new else (f"{W}ins", f"{W}moveTo")
    is_gone = any(properties.find(name) is not None for name in names)
    for name in (*_IN, *_OUT):
        for one in properties.findall(name):
            properties.remove(one)
    if not is_gone:
        return
    following = paragraph.getnext()
    while following is not None and following.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        following = following.getnext()
    inside = [one for one in paragraph if one.tag != f"{W}pPr"]
    if following is None or following.tag != f"{W}p":
        if not inside and len(paragraph.getparent()) > 1:
            _remove(paragraph)
        return
    at = 1 if following.find(f"{W}pPr") is not None else 0
    for number, one in enumerate(inside):
        following.insert(at + number, one)
    _remove(paragraph)


def _resolve_properties(change: Any, takes_new: bool) -> None:
    """Take the new formatting, or put the old one in its place."""
    properties = change.getparent()
    if properties is None:
        return
    if not takes_new and len(change):
        old = [*change[0]]
        kept = [one for one in properties if one.tag in (f"{W}rPr", f"{W}sectPr")]
        for one in [*properties]:
            if one not in kept:
                properties.remove(one)
        for number, one in enumerate(old):
            properties.insert(number, one)
    elif change in properties:
        properties.remove(change)


def _unwrap(node: Any) -> None:
    """Put what stands inside of *node* in its place."""
    for one in [*node]:
        node.addprevious(one)
    _remove(node)


def _remove(node: Any) -> None:
    """Take *node* out; what is said of it in a comment stays in its place."""
    parent = node.getparent()
    if parent is None:
        return
    if parent.tag == f"{W}p":
        for one in [*node.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd")]:
            node.addprevious(one)
        for one in [*node.iter(f"{W}commentReference")]:
            run = node.makeelement(f"{W}r")
            run.append(one)
            node.addprevious(run)
    parent.remove(node)
