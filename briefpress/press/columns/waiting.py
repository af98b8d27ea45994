"""Find the figures that wait for the next column or page, while the text goes on in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ...model.geometry import HOLE
from ..side_column import boxes_handed_over
from .flow import (
    HEADINGS,
    has_notes,
    is_across,
    is_break,
    is_figure,
    is_text,
    is_turned,
    kind_of,
    may_part_from_notes,
)
from .page import Page
from .progress import Displaced, Progress
from .sizes import DEEP, SHALLOW, SHORT, TALL
from .widths import is_wide, spans_page

NEAR = 600
"""Characters between a block at the head of a page and what stands beside the text below it."""
LONG = 18
"""Rows of a table from which on it is broken where it would wait above a hole that is DEEP."""


def can_wait(page: Page, elsewhere: Displaced, index: int, *, is_low: bool = False) -> bool:
    """Whether the text may go on in the place of a child that does not fit.

    The notes of a figure, a table or what belongs beside the text may come a page later:
    page/footnotes.py writes them so. Those of a box may not. *is_low*: whether to take it for one
    that is not too high; that is dear to find out.
    """
    children = page.box.children
    if not 0 < index < len(children) or not children[index].is_in_normal_flow():
        return False
    if index in elsewhere.broken:
        return False
    child, passed_over = children[index], elsewhere.apart | elsewhere.moved
    rest = (
        one
        for n, one in enumerate(children[index + 1 :], index + 1)
        if one.is_in_normal_flow() and n not in passed_over
    )
    after = next((one for one in rest if not (is_figure(one) or is_break([one]))), None)
    is_under_heading = children[index - 1].element_tag in HEADINGS
    return (
        is_figure(child)
        and after is not None
        and is_text(after)
        and not (is_under_heading and after.element_tag in HEADINGS)
        and (may_part_from_notes(child) or not has_notes(child))
        and (is_low or not page.is_too_high(index))
    )


def can_go_below(page: Page, elsewhere: Displaced, index: int) -> bool:
    """Whether the child *index*, as wide as the page, may stand below the text after it, as it does
    not wait already.
    """
    return (
        elsewhere.may_move
        and index < len(page.box.children)
        and index not in elsewhere.waiting
        and spans_page(page, index)
        and not page.forces_break(index)
        and can_wait(page, elsewhere, index)
    )


def follows_one_that_waits(
    page: Page, elsewhere: Displaced, index: int, later: Sequence[int]
) -> bool:
    """Whether the child *index* is a figure, or a table, and waits as one of its kind does that
    stands before it, and has the number before: one of *later*.
    """
    children = page.box.children
    kind = kind_of(children[index])
    waiting = (kind_of(children[one]) for one in later if one < index)
    return kind is not None and kind in waiting and can_wait(page, elsewhere, index)


def stands_above_hole(page: Page, child: Any, position_y: float) -> bool:
    """Whether *child* waits for the end of what stands beside the text, and leaves a hole."""
    if child.style["clear"] == "none":
        return False
    most = (HOLE - 1) * page.leading
    return page.goes_over_beside() or page.end_beside(with_margin=True) - position_y > most


def find_beside_below(page: Page, progress: Progress, number: int) -> list[Any]:
    """Find what the page before hands over beside the text, where the child *number* waited for
    this page: as wide as it, that stands at its head, above the text and what is beside it.
    """
    if not progress.is_at_head:
        return []
    is_beside = page.box.children[number].style["clear"] == "none"
    return [] if is_beside else boxes_handed_over(page.context)


@contextmanager
def without(page: Page, beside: list[Any]) -> Iterator[None]:
    """Have WeasyPrint lay out as if nothing stood *beside* the text."""
    context = page.context
    if not beside:
        yield
        return
    shapes, broken = context.excluded_shapes, context.broken_out_of_flow
    context.excluded_shapes, context.broken_out_of_flow = [], {}
    yield
    context.excluded_shapes, context.broken_out_of_flow = shapes, broken


@dataclass(frozen=True)
class HeadOfPage:
    """The blocks at the head of a page, above the text that goes on there."""

    moved: tuple[int, ...] = ()
    """Blocks that stand further up than in the text."""
    unmeasured: tuple[int, ...] = ()
    """Those of them that may be too high for that."""
    later: tuple[int, ...] = ()
    """Blocks that wait for the next page in turn."""


def head_of_page(page: Page, elsewhere: Displaced, *, is_in_columns: bool) -> HeadOfPage:
    """Find the blocks as wide as the page that stand above the last lines of the section which goes
    on here, or right below those which wait for this page.

    *is_in_columns*: whether it goes on from columns.
    """
    inner = page.begin[1]
    if not (elsewhere.waiting or is_in_columns):
        moved = _find_moved(page, elsewhere, page.start, inner)
        return HeadOfPage(moved=moved, unmeasured=moved)  # it is laid out there anyhow
    joined = _find_joined(page, elsewhere, page.start, inner)
    later = [n for one in joined for n in _find_shallow(page, elsewhere, page.start, inner, one)]
    return HeadOfPage(moved=joined, later=tuple(later))


def _find_moved(page: Page, elsewhere: Displaced, index: int, inner: Any) -> tuple[int, ...]:
    """The block as wide as the page that stands at the head of this one, above the last paragraphs
    of its section, or the last lines: what stands beside the next one begins beside them.
    """
    children = page.box.children
    in_flow = (n for n in range(index, len(children)) if children[n].is_in_normal_flow())
    block = next((n for n in in_flow if is_across(children[n])), 0)
    lines = range(index, block)
    beside = next((n for n in page.flow.floated if n >= index), None)
    if (
        not lines
        or page.forces_break(index)
        or beside is None
        or beside < block
        or any(children[n].element_tag in HEADINGS or n in elsewhere.apart for n in lines)
        or page.letters(index, block, inner) > SHORT
        or page.letters(block, beside) > NEAR
        or not is_wide(page, children[block])
        or page.forces_break(block)
        or not can_wait(page, elsewhere, block, is_low=True)
        or page.goes_over_beside()
    ):
        return ()
    return (block,)


def _find_joined(page: Page, elsewhere: Displaced, index: int, inner: Any) -> tuple[int, ...]:
    """The block as wide as the page that stands at its head, below those which wait for it: a few
    lines alone would stand between them, or above it.
    """
    children, waiting = page.box.children, elsewhere.waiting
    in_flow = (n for n in range(index, len(children)) if children[n].is_in_normal_flow())
    block = next((n for n in in_flow if spans_page(page, n)), 0)
    lines = range(index, block)
    if (
        not lines
        or not all(spans_page(page, n) for n in waiting)
        or any(page.forces_break(n) or n in elsewhere.apart for n in (*lines, block))
        or not all(is_text(children[n]) for n in lines)
        or children[block - 1].element_tag in HEADINGS
        or page.letters(index, block, inner) >= SHORT
        or not can_wait(page, elsewhere, block)
    ):
        return ()
    height = sum(page.height_alone(n) for n in (*waiting, block))
    return (block,) if height < TALL * page.height else ()


def _find_shallow(
    page: Page, elsewhere: Displaced, index: int, inner: Any, joined: int
) -> tuple[int, ...]:
    """The next block as wide as the page behind those that are *joined*: the text between them
    would be SHALLOW, so it waits for the next page.
    """
    children = page.box.children
    block = next((n for n in range(joined + 1, len(children)) if spans_page(page, n)), 0)
    is_shallow = block and page.letters(index, block, inner) < SHALLOW
    return (block,) if is_shallow and can_wait(page, elsewhere, block) else ()


def first_across(page: Page, elsewhere: Displaced) -> int | None:
    """The first of the blocks that wait which is as wide as the page, unless one of its kind, which
    has the number before it, waits for a column.
    """
    children = page.box.children
    in_column = set()
    for number in elsewhere.waiting:
        if spans_page(page, number):
            return None if children[number].element_tag in in_column else number
        in_column.add(children[number].element_tag)
    return None


def find_broken(page: Page, progress: Progress, placed: Sequence[Any], bottom: float) -> int | None:
    """Find the table that waits for the next page, and is broken instead: it has many rows, and the
    text of this page, where all that is *placed* stands, ends at *bottom*, far above its foot.
    Where the page ends below it anyhow, it has the next one.
    """
    number, children = min(progress.elsewhere.later, default=None), page.box.children
    if number is None or page.bottom - bottom < DEEP * page.leading or is_turned(children[number]):
        return None
    table, after = children[number], number + 1
    ends_page = is_break(children[after : after + 1]) or page.forces_break(after)
    has_above = any(one.is_in_normal_flow() for one in placed)
    if kind_of(table) != "table" or ends_page or not has_above:
        return None
    rows = sum(type(one).__name__ == "TableRowBox" for one in table.descendants())
    return number if rows > LONG else None


def waiting_beside(elsewhere: Displaced) -> list[int]:
    """The blocks that wait for the end of what stands beside, and were not tried there yet."""
    return [n for n in elsewhere.later if n in elsewhere.below_beside - elsewhere.brought_back]
