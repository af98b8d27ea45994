"""Set a part of the text beside the margin, or as wide as the page, as WeasyPrint does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .flow import is_display
from .in_part import PartInLayout
from .page import Page, end_of
from .parts import find_cut
from .progress import LaidPart, Progress, passed
from .widths import over_page


def set_plain(
    page: Page, progress: Progress, index: int, inner: Any, end: int, *, spreads: bool
) -> LaidPart:
    """Lay children out below what stands on the page, from *index*, or *inner* in it, to before
    *end*.

    *spreads*: whether what is as wide as the page among columns is so in it.
    """
    children = over_page(page, end) if spreads else page.box.children[:end]
    above = [*progress.placed]
    part = PartInLayout(
        page, progress.elsewhere, is_below_display=is_display(above), is_below_text=bool(above)
    )
    box = page.box.copy_with_children(children)
    box.position_y, box.flow_part = progress.at.position_y, part
    box.boxes_above = above  # press/side_column.py asks, for what begins beside this part
    made, resume_at, next_page, margins, *_ = page.lay_out_container(
        page.context, box, page.bottom_space, {index: inner} if index or inner else None,
        page.is_empty and not above, page.absolute, page.fixed, progress.at.margins,
        None, None, False, None,
    )  # fmt: skip
    later = passed(part.later, resume_at) if made else ()
    return LaidPart(made, resume_at, next_page, margins, later, frozenset(part.below_beside))


def cut(page: Page, progress: Progress, laid: LaidPart, end: int) -> tuple[LaidPart, int]:
    """Take off what was *laid* out beside the margin, up to the child *end*, from where columns are
    better; give the child before which it ends then.
    """
    boxes = laid.boxes
    cut = find_cut(page, progress.noting(laid), boxes)
    if cut is None:
        return laid, end
    place, below = cut
    page.take_off(boxes[place:])
    last = next(one for one in boxes[place - 1 :: -1] if one.is_in_normal_flow())
    box = laid.box.copy_with_children(boxes[:place])
    box.height = end_of(last) + below - box.content_box_y()
    end = boxes[place].index
    return replace(laid, box=box, resume_at=None, margins=[last.margin_bottom]), end
