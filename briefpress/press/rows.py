"""Set blocks that do not break in rows of two, as recommendations: WeasyPrint's columns.

A block with `columns: 2` and a `column-gap`, whose children all say `break-inside: avoid`:

    ──── ────        ──── ────
    1    3           1    2
    ──── ────   ─►
    2    4           ──── ────
                     3    4

The children of a row begin on one line. A row that does not fit goes to the next page, whole.
Three stand in one row where that is as wide as three columns and is lower than two rows.
"""

from __future__ import annotations

from functools import wraps
from math import inf
from typing import Any

ACROSS = 2
"""How many children a row has."""
NARROW = 180
"""Pixels that each of three has at least, to stand in one row: 30 of their letters."""


def set_in_rows(block: Any) -> None:
    """Have WeasyPrint set blocks that do not break in rows.

    *block*: its module of this name.
    """
    set_columns = block.columns_layout

    @wraps(set_columns)
    def set_columns_or_rows(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, holder: Any,
        page_is_empty: bool, absolute: Any, fixed: Any, margins: Any, *rest: Any,
    ) -> Any:  # fmt: skip
        places = bottom_space, skip_stack, holder, page_is_empty, absolute, fixed, margins
        is_within = bool(skip_stack) and any(skip_stack.values())  # in a block longer than a page
        made = None
        if _has_rows(box) and not is_within:
            made = _set_rows(block, context, box, *places)
        return made or set_columns(context, box, *places, *rest)

    block.columns_layout = set_columns_or_rows


def _has_rows(box: Any) -> bool:
    style = box.style
    return (
        style["column_count"] == ACROSS
        and style["column_width"] == style["height"] == "auto"
        and style["column_gap"] != "normal"
        and len(box.children) > 1
        and all(
            child.is_in_normal_flow() and child.style["break_inside"] == "avoid"
            and child.style["column_span"] == "none" for child in box.children
        )
    )  # fmt: skip


def _set_rows(
    block: Any, context: Any, box: Any, bottom_space: float, skip_stack: Any, holder: Any,
    page_is_empty: bool, absolute: Any, fixed: Any, margins: list[float],
) -> Any:  # fmt: skip
    """Set the rows of *box* that fit on the page; None where a row is higher than a page."""
    box = box.copy()
    if skip_stack:
        box.remove_decoration(start=True, end=False)
    box.position_y += block.collapse_margin(margins)
    block.block_level_width(box, holder)
    top = position_y = box.content_box_y()
    start = next(iter(skip_stack), 0) if skip_stack else 0
    placed: list[Any] = []
    resume_at = None
    next_page = {"break": "any", "page": None}
    across = _find_across(block, context, box, start)
    for first in range(start, len(box.children), across):
        row = _set_row(block, context, box, first, across, position_y, absolute, fixed)
        ends = [one.position_y + one.margin_height() for one in row]
        if context.overflows_page(bottom_space, max(ends)):
            block.remove_placeholders(context, row, absolute, fixed)
            if not placed:
                return None if page_is_empty else (None, {first: None}, next_page, [], False)
            resume_at = {first: None}
            break
        placed += row
        position_y = max(ends)
    made = box.copy_with_children(placed)
    made.height = position_y - top
    made.remove_decoration(start=False, end=bool(resume_at))
    return made, resume_at, next_page, [], False


def _find_across(block: Any, context: Any, box: Any, start: int) -> int:
    """How many children of *box*, which goes on at the child *start*, stand in a row."""
    number, gap = len(box.children), box.style["column_gap"].value
    if number != ACROSS + 1 or start or (box.width - ACROSS * gap) / number < NARROW:
        return ACROSS
    return min((number, ACROSS), key=lambda across: _height_of_rows(block, context, box, across))


def _height_of_rows(block: Any, context: Any, box: Any, across: int) -> float:
    """How high the rows of *box* are, with *across* children in each."""
    box, height = box.deepcopy(), 0.0
    for one in box.descendants():  # its notes are not laid out, for the page would keep them
        one.footnote = None
    for first in range(0, len(box.children), across):
        row = _set_row(block, context, box, first, across, 0, [], [])
        height += max(one.margin_height() for one in row)
    return height


def _set_row(
    block: Any, context: Any, box: Any, first: int, across: int, position_y: float,
    absolute: Any, fixed: Any,
) -> list[Any]:  # fmt: skip
    """Lay out the children of *box* from *first* on, *across* of them beside one another."""
    gap = box.style["column_gap"].value
    width = (box.width - (across - 1) * gap) / across
    row: list[Any] = []
    for number, child in enumerate(box.children[first : first + across]):
        column = type(box).anonymous_from(box, [])
        block.resolve_percentages(column, box)
        column.width = width
        if box.style["direction"] == "rtl":
            number = across - 1 - number
        column.position_x = box.content_box_x() + number * (width + gap)
        column.position_y = position_y
        one = child.copy()
        one.position_x, one.position_y = column.position_x, position_y
        one, *_ = block.block_level_layout(
            context, one, -inf, None, column, True, absolute, fixed, []
        )
        one.index = first + len(row)
        row.append(one)
    return row
