"""Put what closes a brief at the foot of its page, above the notes: the blocks of WeasyPrint.

A block that says `align-self: end` and comes last moves down by the room that is left below it. Its
lower margin parts it from the notes; where the page has none, it ends where notes would end.
"""

from __future__ import annotations

from functools import wraps
from typing import Any


def put_at_the_foot(block: Any) -> None:
    """Have WeasyPrint move the last block of a page to its foot.

    *block*: its module of this name.
    """
    lay_in_flow = block._in_flow_layout

    @wraps(lay_in_flow)
    def lay_in_flow_and_move(context: Any, box: Any, index: int, child: Any, *rest: Any) -> Any:
        result = lay_in_flow(context, box, index, child, *rest)
        if child.style["align_self"] != ("end",) or index + 1 < len(box.children):
            return result
        _, _, resume_at, *_, placed, _ = result
        if placed and placed[-1].index == index and resume_at is None:
            last, foot = placed[-1], context.page_bottom
            if context.current_page_footnotes:
                foot -= last.margin_bottom
            last.translate(dy=max(0, foot - last.border_box_y() - last.border_height()))
        return result

    block._in_flow_layout = lay_in_flow_and_move
