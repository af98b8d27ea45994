"""Find holes, empty paper in the column of the text where text should stand, and what made them.

  a block does not fit       one as wide as the page waits for one beside the text
┌─────────────────────┐      ┌─────────────────────┐
│ text                │      │ text       │ time-  │
│ (hole)              │      │ (hole)     │ line   │
├─────────────────────┤      │ wide table ───────  │
│ figure              │      └─────────────────────┘
└─────────────────────┘
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model.blocks.figures import Figure, Plot
from ...model.geometry import HOLE, Area, PageLayout, around, is_imprint
from ...model.maps import Map
from ...model.page import Pdf
from ...model.problems import Place
from .places import find_block, place_on_page
from .printed_page import PrintedPage
from .text_lines import flow_lines, is_flow, leading
from .texts import shown

_MAIN = " main "
"""The part of a path between head and imprint: a short text may end above a long margin."""


MOSTLY = 0.5
"""Part of a page that is white where its author ends it, and that is told."""


SLACK = 20.0
"""Points within which a block stands at the head of a page."""


class Hole(NamedTuple):
    """Empty paper, of more lines than `HOLE`."""

    page: int
    """From 1."""
    lines: int
    above: str
    """The last words over it; empty at the head of a page."""
    top: float
    """Where it begins, and where it ends, in points from the head of the page."""
    bottom: float


def find_holes(pdf: Pdf) -> Iterator[Hole]:
    """Find empty paper at the foot of a page that is not the last, and between two texts."""
    pages, line = pdf.layout.pages, leading(pdf)
    for number, page in enumerate(pages, 1):
        if any("turned" in area.classes for area in page.areas):
            continue  # a table that is turned has its page for itself
        filled = sorted(_filled(page))
        foot = max((end for _, end, _ in filled), default=page.text[1])
        foot = max([foot, *_ends_around_text(page)])
        end, last = (page.text[1] if _begins_beside(page) else 0.0), ""
        for start, stop, text in filled:
            if end and start - end > HOLE * line:
                yield Hole(number, round((start - end) / line), last, end, start)
            if stop > end:
                end, last = stop, text or last
            elif stop == end and len(text) > len(last):  # of a line, what can be found again
                last = text
        least = HOLE * line
        if number < len(pages) and find_break(pages, number):  # a page may end before its foot
            least = (page.text[3] - page.text[1]) * MOSTLY
        goes_on = number < len(pages) and not _is_back_page(pages[number])
        if goes_on and page.text[3] - foot > least:
            lines = round((page.text[3] - foot) / line)
            yield Hole(number, lines, last, foot, page.text[3])


def _begins_beside(page: PageLayout) -> bool:
    """Whether a block beside the text stands at the head of *page*: so would the text."""
    head = page.text[1] + SLACK
    return any("beside" in one.classes and one.y < head for one in page.areas)


def find_break(pages: Sequence[PageLayout], number: int) -> str:
    """Say why the page *number*, from 1 on, ends before its foot: `page-break`, `annex`, or empty.

    An annex begins a page where its style says so, so it is the first thing on the next one.
    """
    if any("page-break" in area.classes for area in pages[number - 1].areas):
        return "page-break"
    inside = (one for one in pages[number].areas if _MAIN in f"{one.path} ")
    first = next((one for one in inside if one.tag != "main"), None)
    return "annex" if first and "annex" in first.classes else ""


def _is_back_page(page: PageLayout) -> bool:
    """Whether *page* begins what closes a brief, whatever room is left on the page before."""
    return any("back-page" in area.classes for area in page.areas)


def how_to_fill(proof: PrintedPage, hole: Hole) -> str:
    """Say to the author which block made *hole*, and where it is placed."""
    pages = proof.pdf.layout.pages
    page = pages[hole.page - 1]
    goes_on = hole.bottom == page.text[3]
    if goes_on and (made_by := find_break(pages, hole.page)):
        if made_by == "page-break":
            return "delete the {{ page_break }} that ends the page, or place it further down"
        return "an annex begins a page: lengthen the text before it, or shorten it by these lines"
    below = pages[hole.page] if goes_on else page
    following, is_wide, y = _block_below(proof, below, below.text[1] if goes_on else hole.bottom)
    beside = [one for one in _beside(page) if one.bottom > hole.top and one.y < hole.bottom]
    if goes_on:
        beside += [one for one in _beside(below) if one.y < y]
    if beside and is_wide:
        wide = following[0] if following else "what comes below"
        last = max(beside, key=lambda one: (one in below.areas, one.bottom))
        name, where = _name_beside(proof, last, below if last in below.areas else page)
        is_placed = name.startswith("`{{")
        home = below if last in below.areas else page
        room = _room_above(home, last) / leading(proof.pdf)
        ways = f"{_shorten(name, 'it' if is_placed else name)}, or place"
        if is_placed and room >= 1:
            up_to = "" if room < 2 else "up to "
            ways = f"place {name} {up_to}{_lines(int(room))} further up, or {ways}"
        elif is_placed:
            ways = f"{_shorten(name, name)}, or place"
        return (
            f"{wide} waits until {name}, beside the text, ends: "
            f"{f'in {where} ' if where else ''}{ways} {wide} further down"
        )
    if goes_on and _is_imprint_next(below):
        return "the imprint did not fit there: shorten the text by as much as it is high"
    if following:
        return _how_to_place(proof, hole, following, below, goes_on=goes_on)
    if goes_on and (went_over := _beside(below)):
        return _how_to_place_beside(proof, page, went_over[0], below)
    top = below.text[1] if goes_on else hole.bottom
    line = next((one for one in flow_lines(below) if one.bottom > top), None)
    words = f"what begins with `{shown(line.text)}`" if line else "the block"
    return f"{words} did not fit there: place it further down or up in the text"


def _how_to_place(
    proof: PrintedPage,
    hole: Hole,
    following: tuple[str, Place],
    below: PageLayout,
    *,
    goes_on: bool,
) -> str:
    """Say where *following*, a block that begins *below* the hole, fits: as far up as it lacks
    lines, where so many stand above it on its page; behind as many lines as the hole has, where
    they follow it. A photo may be cut by as much.
    """
    name, where = following
    page, line = proof.pdf.layout.pages[hole.page - 1], leading(proof.pdf)
    block = _area_below(below, below.text[1])
    # From the head of the page on, for its heading went over with it; in the text stands a line
    # above it.
    height = block.bottom - below.text[1] if block else 0.0
    lacks = math.ceil((height - (hole.bottom - hole.top)) / line) + 1
    if not block or not goes_on or height <= 0 or lacks < 1:
        return f"{name} did not fit there: in {where} place it further down or up in the text"
    above = sum(one.bottom <= hole.top + 1 for one in flow_lines(page))
    behind = sum(one.y > block.bottom for one in flow_lines(below))
    ways = []
    if above > lacks:
        ways.append(f"place it at least {_lines(lacks)} further up in the text")
    if behind >= hole.lines:
        ways.append(f"place it {_lines(hole.lines)} further down")
    picture = next((one for one in below.areas if one.kind == "picture" and one.pixels), None)
    left = picture.height - lacks * line if picture and block.y <= picture.y < block.bottom else 0.0
    if picture and left > picture.height / 2:
        ways.append(f"cut its picture lower, `crop: {round(picture.width)}:{round(left)}`")
    elif block.tag == "figure" or lacks <= HOLE or not ways:
        ways.append(make_lower(proof.brief.fields.figures, name, lacks))
    return f"{name} did not fit there: in {where} {', or '.join(ways)}"


def _how_to_place_beside(
    proof: PrintedPage, page: PageLayout, block: Area, below: PageLayout
) -> str:
    """Say where *block*, beside the text *below*, fits on *page*, the page before."""
    name, where = _name_beside(proof, block, below)
    line = leading(proof.pdf)
    needed = math.ceil(block.height / line)
    begins = max((one.bottom for one in _beside(page)), default=page.text[1])
    room = math.floor((page.text[3] - begins) / line)
    complaint = f"{name}, beside the text, did not fit there: "
    at = f"in {where} " if where else ""
    if room >= needed:
        return (
            f"{complaint}it is {_lines(needed)} high, and {_lines(room)} of the column beside the "
            f"text are empty there: {at}place it further up"
        )
    return (
        f"{complaint}it is {_lines(needed)} high, and the column beside the text has room for "
        f"{_lines(max(room, 0))}: {at}{_shorten(name, 'it')}, or place it further down"
    )


def make_lower(figures: Mapping[str, Figure], name: str, lines: int) -> str:
    """Say how the block *name*, as prose calls it, becomes *lines* lower: a chart, a map or a
    picture of *figures* has no words to leave out.
    """
    figure = figures.get(name.removeprefix(_FIGURE).removesuffix(" }}`"))
    if figure is None:
        return f"make it {_lines(lines)} shorter"
    beside = "set it beside the text, `width: side`"
    if isinstance(figure.chart, Plot):
        lies = figure.chart.kind in ("bars", "stacked", "share", "dots")
        return f"leave rows out of its chart, `without:`, or {beside}" if lies else beside
    if figure.chart is None or isinstance(figure.chart, Map):
        return beside
    return f"give its chart a lower `height:`, or {beside}"


_FIGURE = "`{{ figures."


def _shorten(name: str, called: str) -> str:
    """Say that the block *name*, *called* so in the sentence, is to take less of the page."""
    return f"make {called} lower" if name.startswith(_FIGURE) else f"shorten {called}"


def _lines(number: int) -> str:
    return f"{number} line{'s' * (number != 1)}"


def _room_above(page: PageLayout, block: Area) -> float:
    """The empty paper above *block*, beside the text of *page*, in points."""
    others = (one.bottom for one in _beside(page) if one.bottom <= block.y + 1)
    return block.y - max(others, default=page.text[1])


def _area_below(page: PageLayout, y: float) -> Area | None:
    """The first block in the text of *page* from *y* on, with what holds it."""
    for area in sorted(page.areas, key=lambda one: one.y):
        is_outermost = area.path.rpartition(" ")[0].endswith(" main")
        is_text = "beside" in area.classes or area.tag in ("h2", "h3", "h4")
        if is_outermost and area.y >= y - 1 and not is_text:
            return area
    return None


def place_below(proof: PrintedPage, hole: Hole) -> Place:
    """Where that was written which stands under *hole*: a block, or the text."""
    page = proof.pdf.layout.pages[hole.page - 1]
    following, _, _ = _block_below(proof, page, hole.bottom)
    if following:
        return following[1]
    below = (one for one in flow_lines(page) if one.bottom > hole.bottom)
    first = next(below, None)
    return (
        place_on_page(proof, first.text, page, first.area) if first else proof.brief.place("title")
    )


def _is_imprint_next(page: PageLayout) -> bool:
    """Whether nothing but the imprint stands on *page*, below the head of the page."""
    paths = [page.areas[piece.area].path for piece in page.pieces if piece.area >= 0]
    paths = [path for path in paths if path.startswith("html")]
    return bool(paths) and all(map(is_imprint, paths))


def _beside(page: PageLayout) -> list[Area]:
    """The blocks beside the text of *page*."""
    return [one for one in page.areas if "beside" in one.classes]


def _name_beside(proof: PrintedPage, beside: Area, page: PageLayout) -> tuple[str, Place | None]:
    """Name *beside*, a block beside the text of *page*, or what stands in it: a figure."""
    number = page.areas.index(beside)
    held = [
        area
        for n, area in enumerate(page.areas)
        if area.tag == "figure" and beside in around(page, n) and n > number
    ]
    return find_block(proof, [*held, beside]) or ("the block", None)


def _block_below(
    proof: PrintedPage, page: PageLayout, y: float
) -> tuple[tuple[str, Place] | None, bool, float]:
    """Find the first block in the text of *page* from *y* on, as `find_block` gives it; whether it
    is as wide as the page; and where it begins.
    """
    middle, right = (page.text[0] + page.text[2]) / 2, page.text[2]
    for piece in sorted(page.pieces, key=lambda one: one.y):
        areas = [*around(page, piece.area)]
        is_beside = any("beside" in one.classes for one in areas)
        if piece.y < y - 1 or piece.x > middle or is_beside or not areas:
            continue
        if areas[-1].tag != "html":  # the head of the page
            continue
        if any(is_imprint(one.path) for one in areas):
            continue
        if any(one.tag in ("h2", "h3", "h4") for one in areas):  # it went over with its block
            continue
        blocks = [one for one in areas if one.tag not in ("html", "body", "main")]
        is_wide = bool(blocks) and blocks[-1].right > right - 1
        return find_block(proof, blocks), is_wide, piece.y
    return None, False, y


def _ends_around_text(page: PageLayout) -> Iterator[float]:
    """Where that ends which stands above and below the text: a cover, a summary, references."""
    for piece in page.pieces:
        path = page.areas[piece.area].path if piece.area >= 0 else ""
        if path.startswith("html") and _MAIN not in f"{path} " and not is_imprint(path):
            yield piece.bottom
    for area in page.areas:
        if {"front-cover", "field"} & {*area.classes}:
            yield area.bottom


def _filled(page: PageLayout) -> Iterator[tuple[float, float, str]]:
    """Give top, bottom and words of each piece that stands in the column of the text."""
    middle = (page.text[0] + page.text[2]) / 2
    for piece in page.pieces:
        if piece.area >= 0 and _MAIN in f"{page.areas[piece.area].path} " and piece.x < middle:
            yield piece.y, piece.bottom, piece.text if is_flow(page, piece.area) else ""
    for area in page.areas:
        paints = area.kind in ("picture", "table") or area.ground
        if paints and _MAIN in f"{area.path} " and area.x < middle:
            yield area.y, area.bottom, ""
