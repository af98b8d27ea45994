"""Put what closes a brief at the foot of its page, below the notes: the blocks of WeasyPrint.

A block that says `align-self: end` and comes last is moved down by the room that is left below it,
and changes places with the notes when the page is finished:

    text                 text
    ─── imprint          ···
    (empty)      ─►      ─── notes
    ─── notes            ─── imprint

Where the page has notes, its lower margin parts it from them, and the upper one is not needed. It
is painted, tagged and read after them.
"""

from __future__ import annotations

from functools import wraps
from typing import Any


def put_at_the_foot(block: Any, layout: Any) -> None:
    """Have WeasyPrint move the last block of a page to its foot.

    *block*: its module of this name; *layout*: the package of it, which finishes pages.
    """
    lay_in_flow, finish = block._in_flow_layout, layout.layout_backgrounds

    @wraps(lay_in_flow)
    def lay_in_flow_and_move(context: Any, box: Any, index: int, child: Any, *rest: Any) -> Any:
        if not _closes(child) or index + 1 < len(box.children):
            return lay_in_flow(context, box, index, child, *rest)
        if context.current_page_footnotes:  # which have a margin of their own above them
            child = without_margin_above(child)
        result = lay_in_flow(context, box, index, child, *rest)
        _, _, resume_at, *_, placed, _ = result
        if placed and placed[-1].index == index and resume_at is None:
            last, foot = placed[-1], context.page_bottom
            if context.current_page_footnotes:
                foot -= last.margin_bottom
            room = max(0, foot - last.border_box_y() - last.border_height())
            last.translate(dy=room)
        return result

    @wraps(finish)
    def change_places_and_finish(page: Any, *rest: Any) -> Any:
        root, *others = page.children
        holder, last = _find_last(root)
        if last is not None:
            notes = [one for one in others[:1] if type(one).__name__ == "FootnoteAreaBox"]
            if notes:
                holder.children = holder.children[:-1]
                others[1:1] = [last]
                _change_places(notes[0], last)
            page.children = (root, *others)
        return finish(page, *rest)

    block._in_flow_layout = lay_in_flow_and_move
    layout.layout_backgrounds = change_places_and_finish


def without_margin_above(child: Any) -> Any:
    """A copy of *child* that begins with its border."""
    margin = child.style["margin_top"]
    if margin == "auto" or not margin.value:
        return child
    child = child.copy()
    child.style = child.style.copy()
    child.style["margin_top"] = type(margin)(0, "px")
    return child


def _closes(box: Any) -> bool:
    return bool(box.style["align_self"] == ("end",))


def _find_last(root: Any) -> tuple[Any, Any]:
    """Find what closes the page, if it is the last box in *root*, and the box that holds it."""
    holder, last = root, root
    while getattr(last, "children", None) and not _closes(last):
        holder, last = last, last.children[-1]
    return (holder, last) if _closes(last) else (root, None)


def _change_places(notes: Any, last: Any) -> None:
    """Have the *last* block end where the *notes* do, and these above it."""
    foot = notes.position_y + notes.margin_height()
    notes.translate(dy=-last.margin_bottom - last.border_height())
    last.translate(dy=foot - last.border_box_y() - last.border_height())
