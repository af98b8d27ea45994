"""Repeat the caption of a table that goes on, on the next page or in the next column: WeasyPrint.

    Table 1. Towns                    Table 1 (continued). Towns
    Place    People          ─►       Place    People
    ──────────────────                ──────────────────
    Ash       1,200                   Tarn      2,400

WeasyPrint repeats the head of a table, and not its caption. Its label is replaced there by the
`data-continued` of an element of the caption; a caption without one is not repeated. A screen
reader hears it once: press/pdf_ua.py leaves the repeated one out of the tags.
"""

from __future__ import annotations

from functools import wraps
from math import inf
from typing import Any

SLACK = 0.01
"""Pixels."""
_LABEL = "data-continued"


def repeat_captions(block: Any) -> None:
    """Have WeasyPrint print the caption of a table again where the table goes on.

    *block*: its module of this name.
    """
    lay_out = block.block_container_layout

    @wraps(lay_out)
    def lay_out_container(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        caption = _make_caption(box, rest[1]) if box.is_table_wrapper and rest[1] else None
        if caption is None:
            return lay_out(context, box, *rest, **named)
        bottom_space, _, _, absolute, fixed, *_ = rest
        caption.position_x, caption.position_y = box.content_box_x(), 0
        caption, *_ = block.block_level_layout(context, caption, -inf, None, box)
        height = caption.margin_height()
        lowered = box.copy()
        lowered.position_y += height
        made, *others = lay_out(context, lowered, *rest, **named)
        bottom = context.page_bottom - bottom_space
        if made is None or context.overflows(bottom, made.border_box_y() + made.border_height()):
            # A row as high as the page: it needs the room of the caption.
            block.remove_placeholders(context, [made] if made else [], absolute, fixed)
            return lay_out(context, box, *rest, **named)
        caption.translate(made.content_box_x() - caption.position_x, made.content_box_y() - height)
        caption.index = 0
        made = made.copy_with_children([caption, *made.children])
        made.position_y -= height
        made.height += height
        return made, *others

    block.block_container_layout = lay_out_container


def _make_caption(wrapper: Any, skip_stack: Any) -> Any:
    """The caption over the rest of the table in *wrapper*; None where it has none to repeat."""
    ((index, inner),) = skip_stack.items()
    caption = wrapper.children[0]
    if not inner or not index or type(caption).__name__ != "TableCaptionBox":
        return None
    caption = _without_notes(caption.deepcopy())
    for one in caption.descendants():
        label = one.element is not None and one.element.get(_LABEL)
        if label and getattr(one, "children", []):
            one.children = one.children[:1]
            one.children[0].text = label
            return caption
    return None


def _without_notes(box: Any) -> Any:
    """*box*, a copy, without the calls of notes, which stand where the table begins."""
    if hasattr(box, "children"):
        box.children = [
            _without_notes(one) for one in box.children if getattr(one, "footnote", None) is None
        ]
    return box
