"""Put what closes a brief at the foot of its page, below the notes: the blocks of WeasyPrint.

A block that says `align-self: end` and comes last is moved down by the room that is left below it,
and changes places with the notes when the page is finished:

    text                 text
    ─── imprint          ···
    (empty)      ─►      ─── notes
    ─── notes            ─── imprint

Where the page has notes, its lower margin parts it from them, and the upper one is not needed. It
is painted, tagged and read after them.

One that says `align-self: stretch` shows its ground where the page ends so early that a reader
would take the rest for a mistake: it begins higher, above it the notes, and goes down to the edge
of the paper.

    text                 text
    (empty)              (empty)
    (empty)      ─►      ─── notes
    ─── notes            ░░░░░░░░░
    ─── imprint          ░░░ imprint
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from ..model.geometry import HOLE

AIR = 1.0
"""Lines between the text, or its notes, and the ground of what closes the page."""
MOST = 0.05
"""The part of a page by which the ground is higher than what stands on it, at most: a higher one
looks like a picture that is lost.
"""


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
            if last.style["align_self"] == ("stretch",):
                _show_ground(last, room, MOST * context.current_footnote_area.page.height)
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
            if vars(last).get("grows"):
                _grow(page, last, *notes)
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
    return box.style["align_self"] in (("end",), ("stretch",))


def _show_ground(last: Any, room: float, most: float) -> None:
    """Note that the ground of the *last* block of a page takes *most* of the *room* above it, or
    take it away where there is little.
    """
    if room > HOLE * last.style["line_height"].value:
        last.grows = min(room, most)
        return
    ground = last.style["background_color"]
    if ground != "currentcolor":
        last.style = last.style.copy()
        last.style["background_color"] = type(ground)(ground.space, ground.coordinates, 0)


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


def _grow(page: Any, last: Any, notes: Any = None) -> None:
    """Have the ground of the *last* block go down to the edge of the *page*, and begin higher, as
    the *notes* do.
    """
    if notes is not None:
        notes.translate(dy=-last.grows)
    grows = last.grows - AIR * last.style["line_height"].value
    last.position_y -= grows
    last.padding_top += grows
    last.padding_bottom += page.margin_height() - last.border_box_y() - last.border_height()
