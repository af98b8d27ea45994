"""Measure what stands in a flow, on one page: how wide, how high, how much text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

from ..footnote_area import take_off
from .flow import Flow, flow_of, is_break, letters_left
from .sizes import TALL


@dataclass(frozen=True)
class Page:
    """A page on which a flow is laid out: what it begins with, and what WeasyPrint does that with.

    Nothing of it changes while that is done; how far the page has come is a `Progress`.
    """

    block: Any
    """WeasyPrint's module of this name."""
    lay_out_container: Any
    """WeasyPrint's own way to lay out a block with its children."""
    context: Any
    box: Any
    """The flow."""
    bottom_space: float
    """Pixels at the foot of the page that belong to what holds the flow."""
    skip_stack: Any
    """Where the flow goes on, as WeasyPrint notes it; None where it begins."""
    is_empty: bool
    """Whether nothing stands on the page above the flow."""
    absolute: list[Any]
    fixed: list[Any]
    """Boxes that WeasyPrint has placed so."""
    flow: Flow

    @cached_property
    def leading(self) -> float:
        """Pixels from a line of the text to the next one."""
        return float(self.box.style["line_height"].value)

    @cached_property
    def gap(self) -> float:
        """Pixels between two columns."""
        return float(self.box.style["column_gap"].value)

    @cached_property
    def column_width(self) -> float:
        """How wide each of two columns is, in pixels."""
        return float((self.box.width - self.gap) / 2)

    @cached_property
    def end_side(self) -> str:
        """The side at which lines end."""
        return "left" if self.box.style["direction"] == "rtl" else "right"

    @cached_property
    def margin(self) -> float:
        """The width that the text leaves free beside it, in pixels."""
        return max((self.margin_of(self.box.children[n]) for n in self.flow.texts), default=0.0)

    @cached_property
    def start(self) -> int:
        """The child with which the page begins."""
        index, inner = self.begin
        is_above = self.is_continued and not inner
        # The page before ended above a break.
        return index + 1 if is_above and is_break(self.box.children[index : index + 1]) else index

    @property
    def begin(self) -> tuple[int, Any]:
        """Where the flow goes on: the child, and where in it."""
        ((index, inner),) = self.skip_stack.items() if self.skip_stack else ((0, None),)
        return index, inner

    @property
    def is_continued(self) -> bool:
        """Whether the flow begins on a page before this one."""
        return self.skip_stack is not None

    @property
    def height(self) -> float:
        """How high the page is within its margins."""
        return float(self.context.current_footnote_area.page.height)

    @property
    def bottom(self) -> float:
        """Where the text ends at most: above the notes that are called so far."""
        return float(self.context.page_bottom - self.bottom_space)

    def length(self, pixels: float) -> Any:
        """A length of *pixels*, as WeasyPrint notes it."""
        return type(self.box.style["column_gap"])(pixels, "px")

    def margin_of(self, child: Any) -> float:
        """The margin of *child* at the end of its lines."""
        return float(getattr(child, f"margin_{self.end_side}"))

    def forces_break(self, index: int) -> bool:
        """Whether the child *index* has to begin a page."""
        return index in self.flow.forced

    def letters(self, start: int, end: int, inner: Any = None) -> int:
        """How much text stands in the children from *start*, or *inner* in it, to *end*."""
        left = 0
        if inner:
            left = letters_left(self.box.children[start], inner)
            start += 1
        return left + self.flow.letters[end] - self.flow.letters[start]

    def end_beside(self, *, with_margin: bool = False) -> float:
        """Where the last of the blocks beside the text ends, with the room below it or without."""
        return max(
            (
                one.position_y + one.margin_height() - (0 if with_margin else one.margin_bottom)
                for one in self.context.excluded_shapes
            ),
            default=-inf,
        )

    def goes_over_beside(self) -> bool:
        """Whether a block beside the text goes on, or over, to the next page."""
        return any(one.is_floated() for one in self.context.broken_out_of_flow)

    def height_of(self, child: Any, holder: Any = None) -> float:
        """How high *child* is in *holder*, if not in the flow, when it has all room that it wants;
        endless where it breaks then.
        """
        holder = holder or self.box
        child = child.deepcopy()
        for one in child.descendants():  # its notes are not laid out, for the page would keep them
            one.footnote = None
        child.position_x, child.position_y = holder.content_box_x(), 0
        laid = self.block.block_level_layout(self.context, child, -inf, None, holder)
        return inf if laid[1] else float(laid[0].margin_height())

    def height_alone(self, index: int) -> float:
        """How high a child is in the flow, as `height_of` says; asked for again and again."""
        floats = tuple(
            (one.position_x, one.position_y, one.margin_width(), one.margin_height())
            for one in self.context.excluded_shapes
        )
        heights, key = self.flow.heights, (index, self.box.width, self.box.position_x, *floats)
        if key not in heights:
            heights[key] = self.height_of(self.box.children[index])
        return heights[key]

    def is_too_high(self, index: int, alone: Any = None) -> bool:
        """Whether a child is too high to wait; *alone*: the box of a part that holds it whole."""
        child, most = self.box.children[index], TALL * self.height
        # Empty is the box of a child that goes to a page of its own, as a turned table does.
        if alone is not None and alone.children:
            margins = child.margin_top + child.margin_bottom + 2 * self.leading
            if alone.children[-1].border_height() + margins < most:
                return False
        return self.height_alone(index) >= most

    def take_off(self, boxes: Any) -> None:
        """Take *boxes*, and the notes that they call, off the page."""
        take_off(self.block, self.context, [*boxes], self.absolute, self.fixed)


def page_of(
    block: Any, lay_out: Any, context: Any, box: Any, bottom_space: float, skip_stack: Any,
    absolute: list[Any] | None, fixed: list[Any] | None, *, is_empty: bool,
) -> Page:  # fmt: skip
    """Look at the flow *box* and at the page on which it begins, or goes on at *skip_stack*.

    *lay_out*: WeasyPrint's own way to lay out a block with its children.
    """
    for child in box.children:
        block.resolve_percentages(child, box)
    return Page(
        block, lay_out, context, box, bottom_space, skip_stack, is_empty,
        [] if absolute is None else absolute, [] if fixed is None else fixed,
        flow_of(box, context),
    )  # fmt: skip


def end_of(box: Any) -> float:
    """Where *box* ends, with its border."""
    return float(box.border_box_y() + box.border_height())


def with_style(box: Any, **style: Any) -> Any:
    """A copy of *box* with some of its *style* changed."""
    box = box.copy()
    box.style = box.style.copy()
    box.style.update(style)
    return box
