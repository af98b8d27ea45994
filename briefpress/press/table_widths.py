"""Make a table as wide as its cells need, or as its room where they nearly fill it.

CSS has `width: auto`, which ends a little before the edge of its column, and `width: 100%`, which
parts a few short columns by rivers of white.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

AIR = 1.12
"""How many times as wide as its cells a table is that does not fill its room."""
NEARLY = 0.75
"""Part of its room that the cells of a table take from which on it fills it."""
ENDLESS = 1_000_000
"""Pixels in which any table has room: who asks in them asks how wide its cells are."""
_WIDER = 1.3
"""How many times as wide as its cells a table is at most so that its caption has one line."""
_HALF = 0.54
"""Part of a caption that one of its two lines takes."""


def width_in(room: float, cells: float, caption: float = 0.0) -> float:
    """How wide a table is in *room* whose cells need *cells*, and its *caption* in one line; all in
    pixels.
    """
    wanted = cells * AIR
    wanted = max(wanted, caption if caption <= wanted * _WIDER else caption * _HALF)
    return room if cells > room * NEARLY else min(room, wanted)


def fit_tables(block: Any, preferred: Any, table_layout: Any) -> None:
    """Have WeasyPrint make tables of `width: auto` so wide, by its modules of these names."""
    find_width = block.table_wrapper_width

    @wraps(find_width)
    def fit_table(context: Any, wrapper: Any, containing_block: Any) -> None:
        find_width(context, wrapper, containing_block)
        table = wrapper.get_wrapped_table()
        room = containing_block[0] - wrapper.margin_left - wrapper.margin_right
        if table.style["width"] != "auto" or not table.width < room < ENDLESS:
            return
        captions = (one for one in wrapper.children if one is not table)
        caption = sum(preferred.max_content_width(context, one) for one in captions)
        table.width = width_in(room, table.width, caption)
        table_layout.auto_table_layout(context, wrapper, containing_block)
        wrapper.width = table.border_width()

    block.table_wrapper_width = fit_table
