"""Have WeasyPrint ask here about each flow, and about each child of one."""

from __future__ import annotations

from functools import wraps
from typing import Any

from ..footnote_area import call_again, lay_out_notes
from ..page_foot import without_margin_above
from .flow import HEADINGS
from .grid import put_on_grid
from .in_part import PartInLayout
from .layout import lay_out_page
from .page import end_of, page_of, with_style
from .sizes import SLACK
from .widths import beside


def set_in_columns(block: Any) -> None:
    """Have WeasyPrint set a flow in two columns where nothing stands beside it, and notes side by
    side.

    *block*: its module of this name.
    """
    lay_out, lay_in_flow = block.block_container_layout, block._in_flow_layout

    @wraps(lay_out)
    def lay_out_container(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        if not _has_gap(box):
            return lay_out(context, box, *rest, **named)
        if type(box).__name__ == "FootnoteAreaBox":
            return lay_out_notes(lay_out, context, box, *rest, **named)
        bottom_space, skip_stack, page_is_empty, absolute, fixed, margins, *_ = rest
        page = page_of(
            block, lay_out, context, box, bottom_space, skip_stack, absolute, fixed,
            is_empty=page_is_empty,
        )  # fmt: skip
        collapses_through, max_lines = False, None
        return *lay_out_page(page, margins or []), collapses_through, max_lines

    @wraps(lay_in_flow)
    def lay_in_flow_of_part(
        context: Any, box: Any, index: int, child: Any, new_children: Any, page_is_empty: bool,
        absolute: Any, fixed: Any, margins: Any, bottom_space: float, position_y: float,
        *rest: Any,
    ) -> Any:  # fmt: skip
        part: PartInLayout | None = vars(box).get("flow_part")
        if part and child.element_tag == "p":
            child = part.begin_paragraph(index, child, new_children)
        if (new_children or not page_is_empty) and _is_at_head(context, child, position_y):
            child = without_margin_above(child)
        if part is None:
            result = lay_in_flow(
                context, box, index, child, new_children, page_is_empty, absolute, fixed, margins,
                bottom_space, position_y, *rest,
            )  # fmt: skip
            _move_headings_to_their_block(result[-2], index)
            return result
        skip_stack, *_, next_page, max_lines = rest
        if part.passes_over(box, index, child, new_children, position_y, skip_stack):
            return False, False, None, position_y, margins, next_page, new_children, max_lines
        if part.narrows(box, child, position_y, skip_stack):
            child = beside(part.page, child)
        if not box.is_column and part.begins_beside(index, child, margins, position_y):
            child = with_style(child, clear="both")
        if box.is_column and skip_stack is None:
            bottom = context.page_bottom - bottom_space
            put_on_grid(part.page, box, child, new_children, margins, position_y, bottom)
        before, margins_before = [*new_children], [*margins]
        notes = [*context.current_page_footnotes]
        result = lay_in_flow(
            context, box, index, child, new_children, page_is_empty, absolute, fixed, margins,
            bottom_space, position_y, *rest,
        )  # fmt: skip
        *_, resume_at, _, _, next_page, placed, max_lines = result
        if resume_at and len(placed) > len(before):
            _end_with_its_text(placed[-1])
        is_whole = any(one.index == index for one in placed[len(before) :]) and not resume_at
        if is_whole or not before or skip_stack or not part.lets_wait(index):
            _move_headings_to_their_block(placed, index)
            return result
        part.page.take_off(placed[len(before) :])
        call_again(context, notes)  # of lines that WeasyPrint took back for what waits now
        return False, False, None, position_y, margins_before, next_page, before, max_lines

    block.block_container_layout = lay_out_container
    block._in_flow_layout = lay_in_flow_of_part


def _has_gap(box: Any) -> bool:
    style = box.style
    return (
        style["column_gap"] != "normal"
        and style["column_count"] == style["column_width"] == "auto"
        and type(box).__name__ in ("BlockBox", "FootnoteAreaBox")
        and "flow_part" not in vars(box)
    )


def _end_with_its_text(box: Any) -> None:
    """Have the part of a block with a ground of its own end where its text does: WeasyPrint fills
    the page with it, whatever is left there.
    """
    if box.style["box_decoration_break"] == "clone" and box.children:
        last = box.children[-1]
        box.height = last.position_y + last.margin_height() - box.content_box_y()


def _is_at_head(context: Any, child: Any, position_y: float) -> bool:
    """Whether *child*, laid out at *position_y*, is the first thing on a page but for what stands
    beside it. WeasyPrint drops its margin where nothing does.
    """
    margin_break = child.style["margin_break"]
    is_dropped = margin_break == "discard" or (margin_break == "auto" and not context.forced_break)
    head = context.current_footnote_area.page.content_box_y()
    return context.current_page > 1 and is_dropped and position_y <= head + SLACK


def _move_headings_to_their_block(placed: list[Any], index: int) -> None:
    """Move the headings right above the last box of *placed*, the child *index*, down to it where
    it stands lower than they are: it waits for the end of what stands beside the text.
    """
    if not placed or placed[-1].style["clear"] == "none":  # next to all; asked for each child
        return
    in_flow = [one for one in placed if one.is_in_normal_flow()]
    if len(in_flow) < 2 or in_flow[-1].index != index or in_flow[-1] is not placed[-1]:
        return
    block, heading = in_flow[-1], in_flow[-2]
    if heading.element_tag not in HEADINGS:
        return
    room = max(heading.margin_bottom, block.margin_top)
    below = block.border_box_y() - room - end_of(heading)
    if below <= SLACK:
        return
    for one in in_flow[-2::-1]:
        if one.element_tag not in HEADINGS:
            return
        one.translate(dy=below)
