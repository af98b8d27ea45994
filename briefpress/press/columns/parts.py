"""Say how what comes next on a page is set, and before which child that ends.

The measure changes with a section, a page, or below what is as wide as the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .flow import HEADINGS, is_across, is_chapter, is_display, is_section
from .page import Page
from .progress import Displaced, Kind, Progress
from .sizes import CLEAR, DEEP, LINE, LOW, SHORT, SLACK
from .waiting import waiting_beside
from .widths import is_wide, spans_page

NARROW = 0.4
"""How wide a letter is at least, of the size of its type."""


class NextPart(NamedTuple):
    """How what comes next is set, and the child before which that ends."""

    kind: Kind
    end: int


def next_part(page: Page, progress: Progress, position_y: float, *, has_waiting: bool) -> NextPart:
    """How what comes next is set where it begins at *position_y*.

    *has_waiting*: whether a figure comes first.
    """
    index, inner, *_ = progress.at
    return _part_from(page, progress, index, inner, position_y, has_waiting=has_waiting)


def _part_from(
    page: Page, progress: Progress, index: int, inner: Any, position_y: float, *, has_waiting: bool
) -> NextPart:
    """How what begins with *inner* in the child *index*, at *position_y*, is set after what stands
    on the page.
    """
    children, elsewhere, measure = page.box.children, progress.elsewhere, progress.measure
    if not page.margin:
        return NextPart("page", len(children))
    last = _find_margin_again(page, index, position_y)
    if page.end_beside() > position_y + SLACK or last == index < len(children):
        return NextPart("margin", len(children))
    if index == len(children):  # figures are left over
        return NextPart("page", index)
    goes_on = bool(inner) or not (is_chapter(children[index]) or is_across(children[index]))
    if goes_on and measure == "margin" and (inner or not is_section(children[index])):
        return NextPart("margin", len(children))
    is_rest = goes_on and page.is_continued and index == page.start
    if inner and page.letters(index, index + 1, inner) < LINE:
        is_rest = False
    goes_on = goes_on and measure == "columns"
    if page.letters(index, last, inner) < SHORT and not goes_on:
        return NextPart("page" if last == len(children) else "margin", len(children))
    across = _find_across(page, elsewhere, index, last)
    end = across
    while end < last and end > index and children[end - 1].element_tag in HEADINGS:
        end -= 1
    letters = page.letters(index, end, inner) if end > index else 0
    if is_rest and letters < SHORT and end > index and not has_waiting:
        if end == last < len(children):
            return NextPart("margin", len(children))
        return NextPart("page", min(across + 1, last))
    if end > index and (goes_on or letters >= SHORT):
        return NextPart("columns", end)
    is_new = across > index and across < last and page.forces_break(across)
    return NextPart("page", across if is_new else min(across + 1, last))


def _find_across(page: Page, elsewhere: Displaced, index: int, last: int) -> int:
    """The child from *index* on, before *last*, with which columns end: it is as wide as the page,
    or begins one.
    """
    blocks = (
        n
        for n in range(index, last)
        if (n not in elsewhere.later and n not in elsewhere.moved and spans_page(page, n))
        or (n > index and page.forces_break(n))
    )
    return next(blocks, last)


def _find_margin_again(page: Page, start: int, position_y: float) -> int:
    """The child, from *start* on, with which a section begins that needs the margin.

    Without a heading between them columns would end in the midst of a section: then it is *start*,
    unless what comes before that block fills the page. A block at the end of a section stands
    beside the next one.
    """
    children, floated = page.box.children, page.flow.floated
    place = bisect_left(floated, start)
    if place == len(floated):
        return len(children)
    index = floated[place]
    rest = (children[n] for n in range(index, len(children)))
    after = next((one for one in rest if one.is_in_normal_flow()), None)
    if after is not None and after.element_tag in HEADINGS:
        return index
    heads = (n for n in range(index, start, -1) if children[n].element_tag in HEADINGS)
    lines = 2 * (page.context.page_bottom - position_y) / page.leading
    letters = page.column_width / page.box.style["font_size"] / NARROW
    fills_page = page.letters(start, index) > lines * letters
    return next(heads, index if fills_page else start)


def find_cut(page: Page, progress: Progress, children: Sequence[Any]) -> tuple[int, float] | None:
    """Find the first of the boxes *children*, laid out beside the margin, from which on columns are
    better, by its place among them; and how far below it they begin. None where none is.

    *progress*: the page with them, but before they are placed.
    """
    start, before, deep = progress.at.number, None, _find_deep(page, children)
    waiting = waiting_beside(progress.elsewhere)
    for place, child in enumerate(children):
        if not child.is_in_normal_flow():
            continue
        top = child.border_box_y()
        begin = max(top, page.end_beside(with_margin=True))
        if (
            before
            and child.index > start
            and begin < top + CLEAR * page.leading
            and begin + LOW * page.leading < page.context.page_bottom
            and (
                any(n < child.index for n in waiting)
                or child is deep
                or (
                    (is_section(child) or is_across(child) or is_wide(page, before))
                    and _leaves_margin(page, progress, child, begin)
                )
            )
            and not any(one.is_floated() for one in children[place:])
        ):
            return place, begin - top
        before = child
    return None


def _leaves_margin(page: Page, progress: Progress, child: Any, position_y: float) -> bool:
    """Whether what begins with *child* at *position_y* is better set without a margin."""
    kind, end = _part_from(page, progress, child.index, None, position_y, has_waiting=False)
    spreads = is_across(child) and not is_wide(page, child) and end < len(page.box.children)
    return kind == "columns" or (kind == "page" and spreads)


def _find_deep(page: Page, children: Sequence[Any]) -> Any:
    """Find the paragraph below a figure or table from which on columns are better, though no
    section begins with it: the side column would be empty beside it down to the next one.
    """
    in_flow = [one for one in children if one.is_in_normal_flow()]
    end = page.end_beside(with_margin=True)
    paragraph = None
    for before, child in pairwise(in_flow):
        if is_section(child) or is_across(child):
            if paragraph is not None and child.border_box_y() - end > DEEP * page.leading:
                return paragraph
            paragraph = None
        elif paragraph is None and child.element_tag == "p" and is_display([before]):
            paragraph = child if child.border_box_y() > end else None
    return None
