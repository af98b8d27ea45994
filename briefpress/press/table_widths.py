"""Make a table as wide as its cells need, or as its room where they nearly fill it; its columns of
numbers stand at one pitch, and the line of its sources ends with it.

CSS has `width: auto`, which ends a little before the edge of its column, and `width: 100%`, which
parts a few short columns by rivers of white; and a column as wide as its head, however short its
numbers are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import wraps
from typing import Any

from ..model.scripts import SQUARE

AIR = 1.12
"""How many times as wide as its cells a table is that does not fill its room."""
MOST_AIR = 1.6
"""How many times as wide as its cells a table is at most so that it ends where all else does: in
more its columns are parted by white.
"""
LONG = 24
"""Rows of a table that fills the most of a page, where white beside it would be all that there is.
"""
AT_EDGE = 0.8
"""Part of its room that a table takes from which on it fills it: it would end just before the edge
of its column, where all else ends.
"""
ENDLESS = 1_000_000
"""Pixels in which any table has room: who asks in them asks how wide its cells are."""
_WIDER = 1.3
"""How many times as wide as its cells a table is at most so that its caption has one line."""
_HALF = 0.54
"""Part of a caption that one of its two lines takes."""
_LEAST = 190.0
"""Pixels that a line of sources has at least, below a narrow table."""


_NARROW = 120.0
"""Pixels up to which a table is as wide as its caption in one line."""


def is_long(table: Any) -> bool:
    """Whether *table*, a box, fills the most of a page."""
    return sum(len(group.children) for group in table.children) >= LONG


def width_in(room: float, cells: float, caption: float = 0.0, word: float = 0.0) -> float:
    """How wide a table is in *room* whose cells need *cells*, its *caption* in one line, and the
    longest *word* of it; all in pixels.
    """
    wanted = cells * AIR
    wanted = max(wanted, caption if caption <= wanted * _WIDER else caption * _HALF)
    wanted = max(wanted, min(caption, _NARROW), word)
    return room if cells * MOST_AIR > room or wanted > room * AT_EDGE else wanted


def fit_tables(block: Any, preferred: Any, table_layout: Any) -> None:
    """Have WeasyPrint make tables of `width: auto` so wide, by its modules of these names; space
    columns of numbers evenly, and end sources with their table.
    """
    find_width, set_width = block.table_wrapper_width, block.block_level_width

    @wraps(find_width)
    def fit_table(context: Any, wrapper: Any, containing_block: Any) -> None:
        find_width(context, wrapper, containing_block)
        table = wrapper.get_wrapped_table()
        room = containing_block[0] - wrapper.margin_left - wrapper.margin_right
        if table.style["width"] == "auto" and table.width < room < ENDLESS:
            captions = [one for one in wrapper.children if one is not table]
            caption = sum(preferred.max_content_width(context, one) for one in captions)
            words = (preferred.min_content_width(context, one) for one in captions)
            table.width = width_in(room, table.width, caption, max(words, default=0.0))
            table_layout.auto_table_layout(context, wrapper, containing_block)
            wrapper.width = table.border_width()
        if table.style["table_layout"] != "fixed" and room < ENDLESS:
            needs = preferred.table_and_columns_preferred_widths(context, wrapper, outer=False)
            table.column_widths = space_evenly(
                table.column_widths, needs[2], needs[3], _columns_of_numbers(table), _gap(table)
            )

    @wraps(set_width)
    def end_with_table(box: Any, containing_block: Any) -> None:
        set_width(box, containing_block)
        if box.is_table_wrapper:
            containing_block.table_width = box.width
        elif box.element_tag == "p" and box.element.get("class") == "source":
            table = getattr(containing_block, "table_width", box.width)
            spare = max(0.0, box.width - max(table, _LEAST))
            box.width -= spare
            if containing_block.style["direction"] == "rtl":  # the table stands on the right
                box.margin_left += spare

    block.table_wrapper_width, block.block_level_width = fit_table, end_with_table


def space_evenly(
    widths: Sequence[float],
    least: Sequence[float],
    wanted: Sequence[float],
    numbers: Mapping[int, float],
    gap: float,
) -> list[float]:
    """Give the columns *numbers* of a table one pitch: that of the widest, out of room that the
    other columns do not need, or where each has its head in two lines at most; else the *widths*
    stay. All in pixels.

    *numbers*: each with the part of its head that the longer of two lines takes.
    *least*, *wanted*: how wide a column is with all lines of its cells broken, and with none.
    *gap*: behind the cells of each column but the last.
    """
    if not numbers:
        return list(widths)
    short = {len(widths) - 1: gap}  # the last one has no gap behind it
    pitch = sum(widths[n] + short.get(n, 0.0) for n in numbers) / len(numbers)
    widest = max(wanted[n] + short.get(n, 0.0) for n in numbers)
    spare = {n: max(0.0, widths[n] - wanted[n]) for n in range(len(widths)) if n not in numbers}
    taken = max(0.0, widest - pitch) * len(numbers)
    taken = taken if taken <= sum(spare.values()) else 0.0
    pitch += taken / len(numbers)
    even = [width - taken * spare.get(n, 0.0) / (sum(spare.values()) or 1.0)
            for n, width in enumerate(widths)]  # fmt: skip
    for n in numbers:
        even[n] = pitch - short.get(n, 0.0)
    has_room = all(even[n] >= max(least[n], wanted[n] * part) for n, part in numbers.items())
    return even if has_room else list(widths)


def _columns_of_numbers(table: Any) -> dict[int, float]:
    """Find the columns of *table* whose heads stand to the right, above numbers without bars, and
    how much of its head the longer of two lines takes; none where cells span columns, nor in a
    table of votes, whose question needs the room.
    """
    rows = [row for group in table.children for row in group.children]
    if not rows or table.element.get("class") == "votes":
        return {}
    if any(cell.colspan > 1 for row in rows for cell in row.children):
        return {}
    heads = (cell for cell in rows[0].children if cell.element.get("class") == "number")
    return {cell.grid_x: part_of_two_lines(_text_of(cell)) for cell in heads}


def part_of_two_lines(text: str) -> float:
    """How much of *text* the longer line takes where it is set in two that are as even as can be;
    about, as if all letters were as wide.
    """
    ends = (n for n, letter in enumerate(text) if letter == " " or letter >= SQUARE[0])
    longer = (max(end, len(text) - end - 1) for end in ends)
    return min(longer, default=len(text)) / max(1, len(text))


def _text_of(cell: Any) -> str:
    return " ".join(one.text.strip() for one in cell.descendants() if hasattr(one, "text"))


def _gap(table: Any) -> float:
    """The pixels between a column of *table* and the next one."""
    cells = next((row.children for group in table.children for row in group.children), ())
    end = "left" if table.style["direction"] == "rtl" else "right"
    lengths = (cell.style[f"padding_{end}"] for cell in cells[:-1])
    return max((float(getattr(one, "value", 0.0)) for one in lengths), default=0.0)
