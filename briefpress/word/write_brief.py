"""Write what was read of a Word file as the files of a brief: blocks → brief.md and brief.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from ..content.prose_lines import goes_on, read_count
from ..content.typed_dates import read_dates
from ..content.yaml_text import write_fields, write_value
from ..model.placeholders import ALT, CAPTION, EMPTY_BOX, EMPTY_NOTE, HEAD
from .blocks import Changed, Left, WordBlock, WordPicture, WordTable
from .caption_references import CaptionReference, write_references
from .inline import in_bold, without_list

_LETTERHEAD = 3
"""Paragraphs before a heading that is a title, at most."""
SPECIALS = 300
"""Signs of Markdown in a table of the prose, at most; a larger one stands in brief.yaml."""
BOLD_MARK = "\ue000B{}\ue001"
CHANGED_MARK = "\ue000T{}\ue001"


@dataclass
class BriefText:
    """A brief as text, with the marks of comments in it."""

    title: str = ""
    standfirst: str = ""
    published: str = ""
    """The day that it says: `2024-11-26`."""
    authors: list[str] = field(default_factory=list)
    prose: str = ""
    boxes: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    bold_lines: list[str] = field(default_factory=list)
    """Lines in bold that may be headings; each has its mark in the prose."""
    changed: list[Changed] = field(default_factory=list)
    """Changes that are told; each has its mark in the prose, or in a box."""
    named: dict[str, str] = field(default_factory=dict)
    """The entry with each bookmark of a caption: `tables.table-1`."""


def write_text(
    blocks: Sequence[WordBlock],
    notes: Mapping[int, list[str]],
    references: Sequence[CaptionReference] = (),
    *,
    bold_headings: bool,
) -> BriefText:
    """Write *blocks* and *notes*, by their numbers; *bold_headings*: bold lines are headings.

    *references*: those to captions, by the numbers of their marks.
    """
    text = BriefText()
    body = [*_take_head(blocks, text)]
    _give_captions(body)
    parts = [*_write_blocks(body, text, bold_headings=bold_headings)]
    for number, paragraphs in notes.items():
        first, *rest = paragraphs or [EMPTY_NOTE]
        lines = [f"[^{number}]: {_indented(first)}", *(f"    {_indented(one)}" for one in rest)]
        parts.append("\n\n".join(lines))
    text.prose = "\n\n".join(part for part in parts if part.strip()) + "\n"
    for name in ("title", "standfirst", "prose", "boxes", "figures", "tables"):
        written = write_references(getattr(text, name), references, text.named, text.left)
        setattr(text, name, written)
    return text


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def _take_head(blocks: Sequence[WordBlock], text: BriefText) -> Iterator[WordBlock]:
    """Take title, standfirst and authors; what stands there twice stays in the prose."""
    tops = [block for block in blocks if block.kind == "heading" and block.level == 1]
    has_title = any(block.kind == "title" for block in blocks)
    has_subtitle = any(block.kind == "subtitle" for block in blocks)
    lead = [*takewhile(lambda block: block.kind != "heading", blocks)]
    before = sum(bool(block.plain) for block in lead)
    following = [block for block in blocks if block.kind == "heading"][:2]
    # A line or two before it is the head of a letter; without headings below it is a section.
    is_title = not has_title and len(tops) == 1 and following[:1] == tops and (
        not before or (before <= _LETTERHEAD and len(following) > 1)
    )  # fmt: skip
    for block in blocks:
        stands_first = is_title and block is tops[0]
        if stands_first or (block.kind == "title" and not text.title):
            text.title = without_list(block.text)
        elif block.kind == "subtitle" and not text.standfirst:
            text.standfirst = block.text.replace("\\\n", " ")
        elif block.kind == "abstract" and not has_subtitle:
            text.standfirst = f"{text.standfirst} {block.text}".replace("\\\n", " ").strip()
        elif block.kind == "date" and (day := _read_day(block.plain)) and not text.published:
            text.published = day
            text.left.append(Left("the date, as it was written", block.plain, is_told=False))
        elif block.kind == "author":
            text.authors += [one for one in re.split(r"\s*(?:;|\n)\s*", block.text) if one]
        elif block.kind in _STAYED:
            mark = CHANGED_MARK.format(len(text.changed))
            text.changed.append(_STAYED[block.kind])
            yield WordBlock("paragraph", f"{mark}{block.text}", plain=block.plain)
        else:
            yield block


_STAYED = {
    "title": Changed("a second title, which is a paragraph here", "set it as a heading"),
    "subtitle": Changed(
        "a second subtitle, which is a paragraph here", "delete it, or write it into `standfirst:`"
    ),
    "abstract": Changed(
        "the abstract is a paragraph here, for the subtitle is the standfirst",
        "delete it, or write it into `standfirst:`",
    ),
    "date": Changed(
        "a date, which is a paragraph here",
        "write its day behind `published:`, as in 2024-11-26, and delete it",
    ),
}
"""The parts of a head that brief.yaml has already, or that cannot be read."""


def _read_day(text: str) -> str:
    """The one day that *text* says, `2024-11-26`; empty where it says none, or two."""
    days = [one for one in read_dates(text) if one.day]
    return str(days[0]) if len(days) == 1 else ""


def _give_captions(body: list[WordBlock]) -> None:
    """Give each caption to the picture or the table that it stands under, or over."""
    for number, block in enumerate(body):
        if block.kind != "caption":
            continue
        before = body[number - 1] if number else None
        behind = body[number + 1] if number + 1 < len(body) else None
        for one in (before, behind) if _takes(before, "figure") else (behind, before):
            if one is not None and _takes(one):
                holder = one.picture or one.table
                holder.caption = block.text.replace("\\\n", " ")  # type: ignore[union-attr]
                holder.bookmarks = block.bookmarks  # type: ignore[union-attr]
                block.text = ""
                break
    for block in body:
        if block.kind == "caption":
            block.kind = "paragraph"


def _takes(block: WordBlock | None, kind: str = "") -> bool:
    if block is None or (kind and block.kind != kind):
        return False
    holder = block.picture or block.table
    return holder is not None and not holder.caption


def _write_blocks(
    blocks: Sequence[WordBlock], text: BriefText, *, bold_headings: bool, in_box: bool = False
) -> Iterator[str]:
    """Write each part of the prose; what stands in brief.yaml is placed by its name."""
    levels = [block.level for block in blocks if block.kind == "heading"]
    top = min(levels, default=1)
    depth = 1  # of the heading above, as `##` is 2
    items = _ListWriter()
    quotes: list[str] = []
    for block in _with_sure_markers([*_with_meanings(blocks)]):
        if block.kind != "item":
            yield from items.end()
        if quotes and block.kind != "quote":
            yield "\n>\n".join(quotes)
            quotes = []
        if block.kind == "item":
            yield from items.add(block)
        elif block.kind == "quote":
            quotes.append("> " + block.text.replace("\n", "\n> "))
        elif block.kind == "heading" and not in_box:
            wanted = block.level - top + 2
            if wanted > 4:
                yield in_bold(block.text)
                hint = "four levels are enough"
                what = f"heading of level {wanted - 1}, set in bold"
                text.left.append(Left(what, block.plain, hint=hint))
            else:
                depth = min(wanted, depth + 1)
                yield f"{'#' * depth} {block.text}"
        elif block.kind in ("bold", "heading"):
            yield _write_bold(block, depth, text, bold_headings=bold_headings, in_box=in_box)
            depth = max(depth, 2) if bold_headings and not in_box else depth
        elif block.kind == "table" and block.table:
            yield _write_table(block.table, text, in_box=in_box)
        elif block.kind == "figure" and block.picture:
            yield _write_figure(block.picture, text)
        elif block.kind == "box":
            yield _write_box(block, text)
        else:
            yield block.text
    yield from items.end()
    if quotes:
        yield "\n>\n".join(quotes)


def _with_meanings(blocks: Sequence[WordBlock]) -> Iterator[WordBlock]:
    """Put each term and what it means into one part; one of them alone is a paragraph."""
    term: WordBlock | None = None
    for block in blocks:
        if term is not None and block.kind == "meaning":
            meaning = block.text.replace("\n", "\n  ")
            term = replace(term, text=f"{term.text}\n: {meaning}")
            continue
        if term is not None:
            yield term
        term = replace(block, kind="paragraph") if block.kind == "term" else None
        if term is None:
            yield block
    if term is not None:
        yield term


class _ListWriter:
    """Writes the items of lists, each list as one part of the prose."""

    def __init__(self) -> None:
        self._items: list[str] = []
        self._widths: list[int] = []
        """How far the text of each level is indented against the one around it."""
        self._last: WordBlock | None = None
        """The last item that is no deeper than the list."""
        self._sign = ""
        """The sign behind the numbers of the list, where the list before it has the usual one."""

    def end(self) -> Iterator[str]:
        """Give the list, if there is one: something else follows."""
        yield from self._take()
        self._last = None

    def _take(self) -> Iterator[str]:
        if self._items:
            yield "\n".join(self._items)
        self._items, self._widths = [], []

    def add(self, block: WordBlock) -> Iterator[str]:
        """Add an item; gives the list before where it begins another one."""
        if self._items and _begins_anew(block, self._last):
            yield from self._take()
        if not block.marker and not self._items:
            yield block.text
        elif not block.marker:
            indent = " " * sum(self._widths)
            self._items.append("\n" + indent + block.text.replace("\n", f"\n{indent}"))
        else:
            self._add_marked(block)

    def _add_marked(self, block: WordBlock) -> None:
        # An item is at most one level deeper than the one above.
        level = min(block.level, len(self._widths))
        self._widths = self._widths[:level]
        indent = " " * sum(self._widths)
        if not self._items:  # two numbered lists, one behind the other, are told by their signs
            last = self._last
            self._sign = _other_sign(last) if last and _begins_anew(block, last) else ""
        marker = block.marker
        if self._sign and level == 0 and marker != "-":
            marker = marker[:-1] + self._sign
        hanging = indent + " " * (len(marker) + 1)
        self._items.append(f"{indent}{marker} " + block.text.replace("\n", f"\n{hanging}"))
        self._widths.append(len(marker) + 1)
        if level == 0:
            self._last = WordBlock("item", marker=marker)


def _write_figure(picture: WordPicture, text: BriefText) -> str:
    """Put *picture* among the figures of brief.yaml, and give the line that places it."""
    name = f"figure-{len(text.figures) + 1}"
    text.named |= dict.fromkeys(picture.bookmarks, f"figures.{name}")
    text.figures[name] = {
        "image": picture.file,
        "caption": picture.caption or CAPTION,
        "alt": picture.alt or ALT,
    }
    return f"{{{{ figures.{name} }}}}"


def _with_sure_markers(blocks: Sequence[WordBlock]) -> Iterator[WordBlock]:
    """Number what has a letter and stands alone: `a)` is a list only where `b)` follows, `e)` where
    a list above ended with `d)`.
    """
    last = ""  # of the last item with a letter in the text
    for number, block in enumerate(blocks):
        if block.kind == "item" and block.marker[:1].isalpha():
            around = [*_beside(blocks, number, -1), *_beside(blocks, number, 1)]
            is_sure = any(one.marker[-1:] == ")" for one in around)
            if not is_sure and (block.level or not goes_on(block.marker, last)):
                yield replace(block, marker=f"{max(read_count(block.marker), 1)}.")
                continue
            last = last if block.level else block.marker
        yield block


def _beside(blocks: Sequence[WordBlock], number: int, step: int) -> Iterator[WordBlock]:
    """The nearest item of the same depth in the list of the item *number*, that way."""
    level, number = blocks[number].level, number + step
    while 0 <= number < len(blocks) and blocks[number].kind == "item":
        if blocks[number].marker and blocks[number].level <= level:
            if blocks[number].level == level:
                yield blocks[number]
            return
        number += step


def _begins_anew(block: WordBlock, last: WordBlock | None) -> bool:
    """Whether an item begins another list than the one above: bullets, or from 1 again."""
    if last is None or block.level > 0 or not block.marker or block.marker == last.marker == "-":
        return False
    if "-" in (block.marker, last.marker):
        return True
    return read_count(block.marker) == 1 and last.marker[:-1] != block.marker[:-1]


def _other_sign(last: WordBlock) -> str:
    return {".": ")", ")": "."}.get(last.marker[-1:], "")


def _write_bold(
    block: WordBlock, depth: int, text: BriefText, *, bold_headings: bool, in_box: bool
) -> str:
    """Write a line in bold, or the heading that it is."""
    if block.kind == "heading" or in_box:
        return in_bold(block.text)
    if bold_headings:
        return f"{'#' * max(2, depth)} {block.text}"
    text.bold_lines.append(block.plain)
    return f"{BOLD_MARK.format(len(text.bold_lines) - 1)}{in_bold(block.text)}"


def _write_box(block: WordBlock, text: BriefText) -> str:
    """Write a box; a heading or a bold line at its beginning is its title."""
    inside = [*block.inside]
    name = f"box-{len(text.boxes) + 1}"
    fields: dict[str, str] = {}
    text.boxes[name] = fields
    if len(inside) > 1 and inside[0].kind in ("heading", "bold", "title"):
        fields["title"] = inside.pop(0).text
    _give_captions(inside)
    parts = _write_blocks(inside, text, bold_headings=False, in_box=True)
    fields["text"] = "\n\n".join(part for part in parts if part.strip()) or EMPTY_BOX
    return f"{{{{ boxes.{name} }}}}"


def _write_table(table: WordTable, text: BriefText, *, in_box: bool) -> str:
    """Write a table in the prose; one with a caption, and a large one, in brief.yaml."""
    lines = [_row(table.heads), f"|{'---|' * len(table.heads)}", *map(_row, table.rows)]
    written = "\n".join(lines)
    is_large = sum(map(written.count, "[]*_`<")) > SPECIALS or len(written) > 20_000
    first = len(text.changed)
    text.changed += table.changes
    marks = "".join(map(CHANGED_MARK.format, range(first, len(text.changed))))
    if in_box or not (table.caption or is_large):
        return f"{marks}{written}"
    name = f"table-{len(text.tables) + 1}"
    text.named |= dict.fromkeys(table.bookmarks, f"tables.{name}")
    heads = [head or HEAD.format(number) for number, head in enumerate(table.heads, 1)]
    text.tables[name] = {
        "caption": table.caption or CAPTION,
        "columns": heads,
        "rows": [[cell.replace(r"\|", "|") for cell in row] for row in table.rows],
    }
    return f"{marks}{{{{ tables.{name} }}}}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write_head(text: BriefText, fields: Mapping[str, Any]) -> str:
    """Write brief.yaml without its sources; *fields* stand behind title and standfirst."""
    head: dict[str, Any] = {"title": text.title, "standfirst": text.standfirst, **fields}
    if text.authors:
        head["authors"] = text.authors
    parts = ["".join(f"{name}: {write_value(value)}\n" for name, value in head.items())]
    for name in ("boxes", "figures", "tables"):
        held = getattr(text, name)
        if held:
            parts.append(write_fields({name: held}, in_lines=name != "tables"))
    return "\n".join(parts)
