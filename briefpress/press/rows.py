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

from dataclasses import dataclass, replace
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
        context: Any, box: Any, bottom_space: float, skip_stack: Any, holder: Any, *others: Any
    ) -> Any:
        is_within = bool(skip_stack) and any(skip_stack.values())  # in a block longer than a page
        made = None
        if _has_rows(box) and not is_within:
            page_is_empty, absolute, fixed, margins, *_ = others
            own = box.copy()
            if skip_stack:
                own.remove_decoration(start=True, end=False)
            own.position_y += block.collapse_margin(margins)
            block.block_level_width(own, holder)
            rows = _Rows(block, context, own, absolute, fixed)
            made = rows.lay_out(next(iter(skip_stack or ()), 0), bottom_space, page_is_empty)
        return made or set_columns(context, box, bottom_space, skip_stack, holder, *others)

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


@dataclass(frozen=True)
class _Rows:
    """The rows of one box, whose width is known."""

    block: Any
    """WeasyPrint's module of this name."""
    context: Any
    box: Any
    absolute: list[Any]
    """Boxes with an absolute position, which WeasyPrint gathers."""
    fixed: list[Any]

    def lay_out(self, start: int, bottom_space: float, page_is_empty: bool) -> Any:
        """Set the rows from the child *start* on that fit on the page; None where a row is higher
        than a page.
        """
        box, block = self.box, self.block
        top = position_y = box.content_box_y()
        placed: list[Any] = []
        resume_at = None
        next_page = {"break": "any", "page": None}
        across = self.find_across(start)
        for first in range(start, len(box.children), across):
            row = self.lay_out_row(first, across, position_y)
            ends = [one.position_y + one.margin_height() for one in row]
            if self.context.overflows_page(bottom_space, max(ends)):
                block.remove_placeholders(self.context, row, self.absolute, self.fixed)
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

    def find_across(self, start: int) -> int:
        """How many children stand in a row, where the box goes on at the child *start*."""
        number, gap = len(self.box.children), self.box.style["column_gap"].value
        if number != ACROSS + 1 or start or (self.box.width - ACROSS * gap) / number < NARROW:
            return ACROSS
        return min((number, ACROSS), key=self.height)

    def height(self, across: int) -> float:
        """How high the rows are, with *across* children in each."""
        trial = replace(self, box=self.box.deepcopy(), absolute=[], fixed=[])
        for one in trial.box.descendants():  # its notes are not laid out: the page would keep them
            one.footnote = None
        height = 0.0
        for first in range(0, len(trial.box.children), across):
            row = trial.lay_out_row(first, across, 0)
            height += max(one.margin_height() for one in row)
        return height

    def lay_out_row(self, first: int, across: int, position_y: float) -> list[Any]:
        """Lay out the children from *first* on, *across* of them beside one another."""
        box, block = self.box, self.block
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
                self.context, one, -inf, None, column, True, self.absolute, self.fixed, []
            )
            one.index = first + len(row)
            row.append(one)
        return row
