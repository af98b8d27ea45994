"""End the side column above the notes: the floats of WeasyPrint, page by page.

WeasyPrint places a block beside the text when it meets it, in the room that is left at that moment.
Notes that are called further down take room of the page afterwards, and are set over the block.

    a page is laid out ─► a block reaches into the notes, does not fit, or has notes that do not
            ▲             ├ it begins in the upper half          ─► it breaks above them
            └─────────────┴ in the lower half, or it is small    ─► it goes over to the next page

The text flows on beside it. A page on which nothing collides is laid out once.
A block does not hang where a paragraph names it, with a hole above: it stands below the one before
it, or where the text begins beside which it stands.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from functools import partial, update_wrapper
from math import inf
from typing import Any

AGAIN = 16
"""How often a page is laid out again, at most: the checks tell what is wrong with it then."""
BREAKS = 8
"""How often a block is broken higher up before it goes over."""
SMALL = 0.3
"""The part of a page up to which a block is small: it is not cut for the notes."""
SLACK = 0.01
"""Pixels."""


class _Again(Exception):
    """Something on the page that is laid out must stand elsewhere."""


@dataclass
class _SideColumn:
    """The blocks beside the text of a page, while it is laid out; in pixels."""

    middle: float
    begun: dict[Any, tuple[Any, ...]] = field(default_factory=dict)
    """Blocks that the page before hands over, with what WeasyPrint notes of a broken one."""
    again: int = AGAIN
    over: set[Any] = field(default_factory=set)
    """Blocks that go over to the next page."""
    room: dict[Any, float] = field(default_factory=dict)
    """How much a block that breaks leaves free at the foot of the page."""
    breaks: Counter[Any] = field(default_factory=Counter)
    is_last: bool = False
    """Whether it would be the last page: what stands below all blocks waits for those that go over,
    or they would be lost.
    """
    placed: dict[Any, Any] = field(default_factory=dict)
    """The boxes that stand on the page, by their block."""
    lowest: float = 0.0
    """Where a block may begin, at most, to be broken above the notes: in the upper half; in what
    is left of the page, where that is as high as a small one, below what waited for its head.
    """
    waiting: dict[Any, tuple[Any, ...]] = field(default_factory=dict)
    """The boxes that are handed over to the next page."""
    down: float = 0.0
    """How far those that the page before hands over were moved down, once they were laid out."""

    def begin_page(self) -> None:
        """Note nothing as placed, and that those which go over wait for the next page."""
        self.placed, self.lowest, self.down = {}, self.middle, 0.0
        self.waiting = {one: it for one, it in self.begun.items() if one in self.over}

    def lay_out_again(self) -> None:
        """Begin the page anew, unless that was done too often."""
        if self.again:
            self.again -= 1
            raise _Again

    def take_over(self, block: Any) -> None:
        """Have *block* begin, or go on, on the next page."""
        self.over.add(block)
        self.lay_out_again()


def keep_side_column_above_notes(block: Any, page: Any) -> None:
    """Have WeasyPrint break a block beside the text above the notes, or take it over.

    *block*, *page*: its modules of these names, which lay blocks and pages out.
    """
    for module, name, instead in (
        (block, "_out_of_flow_layout", partial(_place_beside, block.collapse_margin)),
        (page, "float_layout", _place_rest_beside),
        (page, "block_level_layout", _lay_out_root),
        (page, "make_page", _make_page),
    ):
        own = getattr(module, name)
        setattr(module, name, update_wrapper(partial(instead, own), own))


def _place_beside(
    collapse_margin: Any, place: Any, context: Any, parent: Any, index: int, child: Any, *rest: Any
) -> Any:
    """Place *child* where it stands in the text, unless it goes over to the next page.

    *place*, *collapse_margin*: WeasyPrint's own.
    """
    if not child.is_floated() or not _holds_side_column(context, parent):
        return place(context, parent, index, child, *rest)
    side: _SideColumn = context.side_column
    if child in side.over or side.waiting or _has_broken(context):
        side.waiting[child] = child, parent, None, None
        if side.is_last:
            context.broken_out_of_flow[child] = side.waiting[child]
        return False, None, None, None
    *others, bottom_space = rest
    placed_before, *_, margins = others
    top = _find_top(parent, [*vars(parent).get("boxes_above", ()), *placed_before], child)
    child.position_y = min(child.position_y, top - collapse_margin(margins))
    child.position_y = max(child.position_y, _end_above(context, child))
    begin, bottom_space = child.position_y, bottom_space + side.room.get(child, 0)
    result = place(context, parent, index, child, *others, bottom_space)
    stops, _, placed, broken_at = result
    if stops or (broken_at and max(begin, child.position_y) > side.middle):
        side.take_over(child)
    side.placed[child] = placed
    return result


def _end_above(context: Any, child: Any) -> float:
    """Where the blocks end below which *child* stands. WeasyPrint adds what is missing, and sets it
    beside one of them where the sum is a rounding error less.
    """
    clear = child.style["clear"]
    above = (one for one in context.excluded_shapes if clear in ("both", one.style["float"]))
    return max((one.position_y + one.margin_height() for one in above), default=-inf)


def _place_rest_beside(place_rest: Any, context: Any, child: Any, *rest: Any) -> Any:
    """Place the rest of *child* at the head of the page, unless it goes over to the next one."""
    side: _SideColumn = context.side_column
    if _has_broken(context):
        side.take_over(child)
    *others, bottom_space, skip_stack = rest
    bottom_space += side.room.get(child, 0)
    placed, broken_at = place_rest(context, child, *others, bottom_space, skip_stack)
    if side.placed and (broken_at or _overlap(context, placed) > 0):
        side.take_over(child)
    side.placed[child] = placed
    return placed, broken_at


def _lay_out_root(lay_out: Any, context: Any, box: Any, *rest: Any, **named: Any) -> Any:
    """Lay the text of a page out, and see that nothing beside it reaches into the notes."""
    if not box.is_for_root_element:
        return lay_out(context, box, *rest, **named)
    notes = [*context.current_page_footnotes]
    root, resume_at, *others = lay_out(context, box, *rest, **named)
    if root is None:
        root, resume_at = _lay_out_nothing(lay_out, context, box, *rest), rest[1]
    for note in notes:
        if note in context.footnotes:  # taken off with a text that did not fit
            context.layout_footnote(note)
    reach = _Reach(box, resume_at) if root is not None else None
    _repeat_if_overlapping(context, reach)
    _repeat_for_text(context, root)
    return root, _hand_over(context, reach, resume_at), *others


def _make_page(
    make: Any, context: Any, root: Any, kind: Any, resume_at: Any, number: int, *rest: Any
) -> Any:
    """Make a page, again and again until nothing on it collides."""
    handed_over: dict[int, Any] = vars(context).setdefault("side_columns", {0: {}})
    width, height = context.style_for(kind)["size"]
    side = context.side_column = _SideColumn(height / 2)
    side.begun = handed_over[number - 1]
    if width > height:  # a table that is turned has its page for itself
        side.over = {*side.begun}
    while True:
        kept = _copy_state(context)
        side.begin_page()
        context.broken_out_of_flow = {
            one: it for one, it in side.begun.items() if one not in side.over
        }
        try:
            made = make(context, root, kind, resume_at, number, *rest)
            break
        except _Again:
            vars(context).update(kept)
    broken = context.broken_out_of_flow.values()
    handed_over[number] = {it[0]: it for it in broken}
    _put_in_order(made[0].children[0], boxes_handed_over(context))
    return made


def _find_top(parent: Any, before: list[Any], child: Any) -> float:
    """Where the text begins beside which *child* stands: at the head of *parent*, or below what
    reaches over to the side. *before*: what is laid out of it, and above it on the page; where that
    is nothing, anywhere.
    """
    width = getattr(child.style["width"], "value", None)
    if width is None or child.style["width"].unit != "px":
        return inf
    left = parent.content_box_x()
    right, is_at_left = left + parent.width, parent.style["direction"] == "rtl"
    top, is_head = inf, True
    for one in before:
        if not one.is_in_normal_flow():
            continue
        begin, end = one.border_box_x(), one.border_box_x() + one.border_width()
        if begin < left + width - SLACK if is_at_left else end > right - width + SLACK:
            top, is_head = one.position_y + one.margin_height(), True
        elif is_head:
            top, is_head = one.border_box_y(), False
    return float(top)


def _lay_out_nothing(lay_out: Any, context: Any, box: Any, *rest: Any) -> Any:
    """Lay out the root *box* with no text: what goes on beside it leaves no room for any.

    WeasyPrint does so, too, but follows the text to a letter, and breaks where that is not the
    first one of its paragraph.
    """
    bottom_space, skip_stack, holder, _, *others = rest
    box = box.copy_with_children([*box.children])
    (number,) = skip_stack or {0: None}
    body = box.children[number].copy_with_children([])
    body.force_fragmentation = box.force_fragmentation = True
    box.children[number] = body
    return lay_out(context, box, bottom_space, {number: None}, holder, True, *others)[0]


@dataclass(frozen=True)
class _Reach:
    """How far a page reaches in a document: its boxes, and where the next page goes on in them."""

    root: Any
    resume_at: Any

    def has_passed(self, child: Any) -> bool:
        """Whether the page, or one before it, comes to *child*."""
        box, resume_at = self.root, self.resume_at
        if resume_at is None:
            return True
        while resume_at and len(resume_at) == 1:
            ((skip, resume_at),) = resume_at.items()
            if any(child in (one, *one.descendants()) for one in box.children[:skip]):
                return True
            if skip >= len(box.children):
                return False
            box = box.children[skip]
        return False


def _holds_side_column(context: Any, parent: Any) -> bool:
    """Whether what floats in *parent* stands beside the text of the page.

    What floats deeper in the text, as the term of a list, belongs to its line: it goes nowhere
    without it.
    """
    return context._excluded_shapes_root_boxes[-1] is None and parent.element_tag in _TEXTS


_TEXTS = {"main", "body"}
"""Elements whose children are the text of a page, and the blocks beside it."""


def move_below(context: Any, position_y: float) -> None:
    """Move the boxes that the page before hands over, one below the other, so that the first
    begins at *position_y*: below what waited for the head of the page.
    """
    boxes = boxes_handed_over(context)
    down = position_y - min((one.position_y for one in boxes), default=position_y)
    if abs(down) <= SLACK:
        return
    for one in boxes:
        one.translate(dy=down)
    side: _SideColumn = context.side_column
    side.down += down
    low = context.page_bottom - SMALL * 2 * side.middle
    side.lowest = max(side.middle, low) if down > 0 else side.middle


def boxes_handed_over(context: Any) -> list[Any]:
    """The boxes at the head of the page that the page before hands over, as far as they stand
    here.
    """
    side: _SideColumn | None = vars(context).get("side_column")
    if side is None:
        return []
    return [side.placed[child] for child in side.begun if child in side.placed]


def _put_in_order(root: Any, beside: list[Any]) -> None:
    """Have the boxes *beside* the text that were handed over be read where they stand, if that is
    below something: WeasyPrint puts them before all of the page's *root*.
    """
    text = _find_text(root)
    if text is root:
        return
    for box in beside:
        above = [one for one in text.children if one.position_y < box.position_y - SLACK]
        if not above or above[0] in beside or box not in root.children:
            continue
        root.children = [one for one in root.children if one is not box]
        rest = (n for n, one in enumerate(text.children) if one not in above)
        place = next(rest, len(text.children))
        text.children = [*text.children[:place], box, *text.children[place:]]


def _find_text(root: Any) -> Any:
    """Find the innermost box in *root* that holds the text, or give *root*."""
    inner = next((one for one in root.children if one.element_tag in _TEXTS), None)
    return root if inner is None else _find_text(inner)


def _has_broken(context: Any) -> bool:
    return any(one.is_floated() for one in context.broken_out_of_flow)


_STATE = (
    *("footnotes", "reported_footnotes", "rendered_notes", "in_column"),
    *("_excluded_shapes", "_excluded_shapes_root_boxes"),
)


def _copy_state(context: Any) -> dict[str, Any]:
    """Copy what laying out a page changes in *context*, but for the blocks that are handed over."""
    running = copy(context.running_elements)
    for name, pages in running.items():
        running[name] = copy(pages)
        running[name].update({page: [*boxes] for page, boxes in pages.items()})
    return {"running_elements": running, **{name: copy(getattr(context, name)) for name in _STATE}}


def _overlap(context: Any, placed: Any) -> float:
    """How far *placed* reaches below the room that the notes leave, in pixels."""
    bottom = placed.position_y + placed.margin_height() - placed.margin_bottom
    return float(bottom - context.page_bottom - SLACK)


def _repeat_if_overlapping(context: Any, reach: _Reach | None) -> None:
    """Lay the page out again if a block beside its text reaches into the notes."""
    side: _SideColumn = context.side_column
    for child, placed in side.placed.items():
        overlap = _overlap(context, placed)
        is_begun = child in side.begun
        if overlap <= 0 or not (is_begun or (reach and reach.has_passed(child))):
            continue
        side.breaks[child] += 1
        if is_begun and side.breaks[child] > BREAKS:
            continue  # it stands at the head of the page, and does not break
        is_cut = any(it[0] is child for it in context.broken_out_of_flow.values())
        is_small = placed.margin_height() < SMALL * 2 * side.middle
        is_low = placed.position_y > side.lowest or (is_small and not (is_cut or is_begun))
        if is_low or side.breaks[child] > BREAKS:
            side.take_over(child)
        else:
            down = side.down if is_begun else 0.0
            side.room[child] = max(side.room.get(child, 0), down) + overlap
            side.lay_out_again()


def _repeat_for_text(context: Any, root: Any) -> None:
    """Lay the page out again, with a block on the next one, where its notes took room of the text:
    the block stands above the text that names it, so that its notes come last.
    """
    text = root and _find_text(root)
    if text is None or text is root:
        return
    in_flow = (one for one in text.children if one.is_in_normal_flow())
    end = max((one.border_box_y() + one.border_height() for one in in_flow), default=0.0)
    if end <= context.page_bottom + SLACK:
        return
    side: _SideColumn = context.side_column
    for child, placed in reversed(side.placed.items()):
        if child not in side.begun and any(one.footnote for one in placed.descendants()):
            side.take_over(child)


def _hand_over(context: Any, reach: _Reach | None, resume_at: Any) -> Any:
    """Hand over to the next page what waits for it; give where the text goes on there."""
    side: _SideColumn = context.side_column

    def is_here(child: Any) -> bool:
        return child in side.begun or bool(reach and reach.has_passed(child))

    side.waiting = {child: it for child, it in side.waiting.items() if is_here(child)}
    # A block that was broken in a text that is taken off the page is met again with that text.
    broken = context.broken_out_of_flow
    for one in [one for one, it in broken.items() if one.is_floated() and not is_here(it[0])]:
        del broken[one]
    broken.update(side.waiting)
    if reach and resume_at is None and _has_broken(context):
        if side.waiting and not side.is_last:
            side.is_last = True
            side.lay_out_again()
        *_, body = reach.root.children
        return {len(reach.root.children) - 1: {len(body.children): None}}
    return resume_at
