"""Set the text in two columns where nothing is left to stand beside it: WeasyPrint, page by page.

A block with a `column-gap` and no columns is a flow: text with a margin at its end, in which other
blocks stand, afloat. WeasyPrint lays it out as it is. Below the last block of its margin

    ├─ text ─────────┤ gap ├ beside ┤        ├─ column ──┤ gap ├─ column ──┤
                                       ─►    ├─ as wide as the page ───────┤  `column-span: all`

the text is set in two columns, to the end, or to the section in which a block asks for the margin.
Text that leaves no margin free keeps its one column.
A figure that does not fit waits for the next column or page, and the text goes on in its place.
A table that is turned waits for the end of the page, and has the next one, `@page turned`, alone.
Notes stand below, side by side: press/footnote_area.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from itertools import pairwise
from math import ceil, inf
from typing import Any, Literal, NamedTuple

from ..model.geometry import HOLE
from .flow import (
    HEADINGS,
    TURNED,
    classes_of,
    flow_of,
    has_notes,
    is_across,
    is_break,
    is_chapter,
    is_display,
    is_figure,
    is_section,
    is_text,
    is_turned,
    kind_of,
    letters_left,
    may_part_from_notes,
)
from .footnote_area import call_again, free_empty_area, height_of_notes, lay_out_notes, take_off
from .page_foot import without_margin_above
from .picture_widths import choose_pictures, has_choice
from .side_column import boxes_handed_over, move_below

SHORT = 280
"""Characters that are not worth two columns: three lines in each."""
REST = 450
"""Characters of a section that was begun on the page before which are one column wherever they end:
four lines, or two of them would stand in each.
"""
LAST = 460
"""Characters at the end of a text that are not worth two columns: seven lines."""
LINE = 75
"""Characters of a line of one column: two lines of one of two columns would be a single one."""
NEAR = 600
"""Characters between a block at the head of a page and what stands beside the text below it."""
SHALLOW = 1200
"""Characters above a figure across both columns, twelve lines in each: where a few of them end a
section, the next one begins below them, or they stand above a hole.
"""
ROWS = 12
"""Rows of a table that may stand in one of two columns, whole."""
LONG = 18
"""Rows of a table from which on it is broken where it would wait above a hole this DEEP."""
DEEP = 12
"""Lines of a hole that is filled with rows of a long table."""
AIR = 0.3
"""The part of their height by which the rows of a turned table grow, at most, on a page that they
do not fill.
"""
AIRY = 1.06
"""How many times as wide as its cells a table is at least where the page is free beside it."""
ENDLESS = 1_000_000
"""Pixels in which any table has room."""
UNEVEN = 4
"""Lines that may stay empty below the first column, where a section begins with the second."""
CLEAR = 2
"""Lines that a section waits for a block beside it to end, and is set in columns below it."""
LOW = 6
"""Lines under which the foot of a page is not worth two columns."""
TALL = 0.9
"""The part of a page from which on a figure is too high to wait."""
AGAIN = 6
"""How often the columns of a page are set again for the notes that they call."""
TIGHTER = 0.25
"""Lines by which the room below a figure may be less than its margin: more would be a line more."""
AT_HEAD = 0.4
"""The same, where it is the first in its column: the room above it cannot be more."""
BELOW_LIST = 0.5
"""Lines of the margin below a list."""
WASTE = 2
"""Lines that may stay empty above the notes of a page: which of them are called is tried out."""
NARROW = 0.4
"""How wide a letter is at least, of the size of its type."""
SLACK = 0.01
"""Pixels."""
_Kind = Literal["margin", "page", "columns"]
"""How a part is set: beside the margin, in the width of the page, in columns."""


class _Laid(NamedTuple):
    """A block that WeasyPrint has laid out, as it gives it back."""

    box: Any
    resume_at: Any
    next_page: dict[str, Any]
    margins: list[float]
    collapses_through: bool = False
    max_lines: None = None


class _Spot(NamedTuple):
    """Where the text goes on, on a page that is laid out."""

    number: int
    """The child that comes next."""
    inner: Any
    """Where in it, as WeasyPrint notes it."""
    position_y: float
    margins: list[float]
    """Those that collapse there."""


class _Snapshot(NamedTuple):
    """How far a page had come, to go back to it."""

    at: _Spot
    top: float | None
    placed: int
    """How many boxes stood on it."""
    waiting: list[int]
    later: list[int]
    moved: set[int]


class _Rest(dict[int, Any]):
    """Where a flow goes on, as WeasyPrint notes it, and the figures that come before that.

    WeasyPrint compares these notes to see whether a page has to be laid out once more, and hands
    them to the next one: no figure waits anywhere else.
    """

    def __init__(
        self,
        resume_at: Any,
        waiting: list[int],
        turned: list[int],
        inner: Any = None,
        *,
        is_in_columns: bool = False,
    ) -> None:
        super().__init__(resume_at)
        self.waiting = waiting
        """Figures that did not fit."""
        self.turned = turned
        """Parts with a page of their own, which come first: the child with which each begins."""
        self.inner = inner
        """Where the first of them goes on, as WeasyPrint notes it."""
        self.is_in_columns = is_in_columns
        """Whether the text before it stands in columns: a section keeps its measure."""

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and vars(self) == vars(other)

    __hash__ = None


def _passed(waiting: list[int], resume_at: Any) -> list[int]:
    """Those of the *waiting* figures before which the text does not go on at *resume_at*.

    WeasyPrint takes lines back, so that a heading keeps its text; it comes by the others again.
    """
    return [n for n in waiting if not resume_at or n < next(iter(resume_at))]


def set_in_columns(block: Any) -> None:
    """Have WeasyPrint set a flow in two columns where it is said above, and notes side by side.

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
        page = _Page(block, lay_out, context, box, bottom_space, absolute, fixed)
        return tuple(page.lay_out(skip_stack, page_is_empty, margins or []))

    @wraps(lay_in_flow)
    def lay_in_flow_of_part(
        context: Any, box: Any, index: int, child: Any, new_children: Any, page_is_empty: bool,
        absolute: Any, fixed: Any, margins: Any, bottom_space: float, position_y: float,
        *rest: Any,
    ) -> Any:  # fmt: skip
        page: _Page | None = vars(box).get("flow_page")
        if page and child.element_tag == "p":
            child = page.begin_paragraph(box, index, child, new_children)
        if (new_children or not page_is_empty) and _is_at_head(context, child, position_y):
            child = without_margin_above(child)
        if page is None:
            result = lay_in_flow(
                context, box, index, child, new_children, page_is_empty, absolute, fixed, margins,
                bottom_space, position_y, *rest,
            )  # fmt: skip
            _move_headings_to_their_block(result[-2], index)
            return result
        skip_stack, *_, next_page, max_lines = rest
        if page.passes_over(box, index, child, new_children, position_y, skip_stack):
            return False, False, None, position_y, margins, next_page, new_children, max_lines
        if page.narrows(box, child, position_y, skip_stack):
            child = page.beside(child)
        if not box.is_column and page.begins_beside(index, child, margins, position_y):
            child = _with_style(child, clear="both")
        if box.is_column and skip_stack is None:
            bottom = context.page_bottom - bottom_space
            page.put_on_grid(box, child, new_children, margins, position_y, bottom)
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
        if is_whole or not before or skip_stack or not page.can_wait(index):
            _move_headings_to_their_block(placed, index)
            return result
        page.take_off(placed[len(before) :])
        call_again(context, notes)  # of lines that WeasyPrint took back for what waits now
        page.later.append(index)
        return False, False, None, position_y, margins_before, next_page, before, max_lines

    block.block_container_layout = lay_out_container
    block._in_flow_layout = lay_in_flow_of_part


def _has_gap(box: Any) -> bool:
    style = box.style
    return (
        style["column_gap"] != "normal"
        and style["column_count"] == style["column_width"] == "auto"
        and type(box).__name__ in ("BlockBox", "FootnoteAreaBox")
        and "flow_page" not in vars(box)
    )


def _with_style(box: Any, **style: Any) -> Any:
    """A copy of *box* with some of its *style* changed."""
    box = box.copy()
    box.style = box.style.copy()
    box.style.update(style)
    return box


def _spread_rows(box: Any, air: float) -> float:
    """Make each row of the tables in *box*, which is laid out, *air* higher, and move down what
    stands below it; give how much higher *box* is.
    """
    if type(box).__name__ == "TableRowBox":
        for cell in box.children:
            cell.padding_top += air / 2
            cell.padding_bottom += air / 2
            for child in cell.children:
                child.translate(dy=air / 2)
        box.height += air
        return air
    higher = 0.0
    for child in getattr(box, "children", ()):
        child.translate(dy=higher)
        higher += _spread_rows(child, air)
    if higher:
        box.height += higher
    return higher


def _end_with_its_text(box: Any) -> None:
    """Have the part of a block with a ground of its own end where its text does: WeasyPrint fills
    the page with it, whatever is left there.
    """
    if box.style["box_decoration_break"] == "clone" and box.children:
        last = box.children[-1]
        box.height = last.position_y + last.margin_height() - box.content_box_y()


def _draw_up(box: Any) -> None:
    """Have *box*, and all that it ends with, end where its last line does: WeasyPrint fills the
    column with what goes on in the next one.
    """
    if type(box).__name__ != "BlockBox":
        return
    last = next((one for one in reversed(box.children) if one.is_in_normal_flow()), None)
    if last is not None:
        _draw_up(last)
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
    below = block.border_box_y() - room - _end_of(heading)
    if below <= SLACK:
        return
    for one in in_flow[-2::-1]:
        if one.element_tag not in HEADINGS:
            return
        one.translate(dy=below)


def _end_of(box: Any) -> float:
    return float(box.border_box_y() + box.border_height())


def _column_width(box: Any) -> float:
    return float((box.width - box.style["column_gap"].value) / 2)


class _Page:
    """A flow on one page, while it is laid out."""

    def __init__(
        self, block: Any, lay_out: Any, context: Any, box: Any, bottom_space: float,
        absolute: list[Any] | None, fixed: list[Any] | None,
    ) -> None:  # fmt: skip
        self.block, self.lay_out_container = block, lay_out
        self.context, self.box, self.bottom_space = context, box, bottom_space
        self.absolute: list[Any] = [] if absolute is None else absolute
        self.fixed: list[Any] = [] if fixed is None else fixed
        self.flow = flow_of(box, context)
        self.turned = self.flow.turned
        self.apart = {n for begin, end in self.turned.items() for n in range(begin, end)}
        """Children that do not stand on this page."""
        self.moved: set[int] = set()
        """Children that stand elsewhere than between the text before and after them."""
        self.may_move = True
        self.unmeasured: set[int] = set()
        """Those of them that may be too high for that."""
        self.broken: set[int] = set()
        """Tables that do not wait, but go on on the next page."""
        self.leading = box.style["line_height"].value
        self.gap = box.style["column_gap"].value
        self.end_side = "left" if box.style["direction"] == "rtl" else "right"
        for child in box.children:
            block.resolve_percentages(child, box)
        self.margin = max((self.margin_of(box.children[n]) for n in self.flow.texts), default=0.0)
        """The width that the text leaves free beside it, in pixels."""
        self.measure: _Kind = "page"
        """How the text above is set, `page` where something as wide as the page stands below it."""
        self.is_continued = False
        """Whether the flow begins on a page before this one."""
        self.page_is_empty = False
        """Whether nothing stands on the page above the flow."""
        self.at = _Spot(0, None, box.position_y, [])
        """Where the flow goes on."""
        self.start = 0
        """The child with which the page begins."""
        self.top: float | None = None
        """Where the first part begins that stands on the page."""
        self.placed: list[Any] = []
        """The boxes that stand on the page."""
        self.waiting: list[int] = []
        """Figures that did not fit further up, and come before the text goes on."""
        self.later: list[int] = []
        """Figures that wait for the next page."""
        self.below_beside: set[int] = set()
        """Those that wait for the end of what stands beside the text."""
        self.brought_back: set[int] = set()
        """Those of them that were tried there: each is once, so the page comes to its end."""
        self.is_at_head = False
        """Whether nothing stands on this page yet but what waited for it, as wide as the page."""
        self.next_page: dict[str, Any] = {"break": "any", "page": None}
        self.before_columns: _Snapshot | None = None
        """How far the page had come before the columns that are its last part, if any."""

    # The children of the flow

    def margin_of(self, child: Any) -> float:
        """The margin of *child* at the end of its lines."""
        return float(getattr(child, f"margin_{self.end_side}"))

    def can_wait(self, index: int, *, is_low: bool = False) -> bool:
        """Whether the text may go on in the place of a child that does not fit.

        The notes of a figure, a table or what belongs beside the text may come a page later:
        page/footnotes.py writes them so. Those of a box may not. *is_low*: whether to take it for
        one that is not too high; that is dear to find out.
        """
        children = self.box.children
        if not 0 < index < len(children) or not children[index].is_in_normal_flow():
            return False
        if index in self.broken:
            return False
        child = children[index]
        rest = (
            one
            for n, one in enumerate(children[index + 1 :], index + 1)
            if one.is_in_normal_flow() and n not in self.apart | self.moved
        )
        after = next((one for one in rest if not (is_figure(one) or is_break([one]))), None)
        is_under_heading = children[index - 1].element_tag in HEADINGS
        return (
            is_figure(child)
            and after is not None
            and is_text(after)
            and not (is_under_heading and after.element_tag in HEADINGS)
            and (may_part_from_notes(child) or not has_notes(child))
            and (is_low or not self.is_too_high(index))
        )

    def is_too_high(self, index: int, laid: _Laid | None = None) -> bool:
        """Whether a child is too high to wait; *laid*: as it stands on this page, alone."""
        child, most = self.box.children[index], TALL * self.page_height
        # Empty is the box of a child that goes to a page of its own, as a turned table does.
        if laid is not None and laid.box is not None and laid.box.children and not laid.resume_at:
            margins = child.margin_top + child.margin_bottom + 2 * self.leading
            if laid.box.children[-1].border_height() + margins < most:
                return False
        return self.height_alone(index) >= most

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

    @property
    def page_height(self) -> float:
        """How high the page is within its margins."""
        return float(self.context.current_footnote_area.page.height)

    def stands_above_hole(self, child: Any, position_y: float) -> bool:
        """Whether *child* waits for the end of what stands beside the text, and leaves a hole."""
        if child.style["clear"] == "none":
            return False
        goes_over = any(one.is_floated() for one in self.context.broken_out_of_flow)
        return (
            goes_over or self.end_beside(with_margin=True) - position_y > (HOLE - 1) * self.leading
        )

    def find_beside_below(self, number: int) -> list[Any]:
        """Find what the page before hands over beside the text, where the child *number* waited for
        this page: as wide as it, that stands at its head, above the text and what is beside it.
        """
        if not self.is_at_head:
            return []
        is_beside = self.box.children[number].style["clear"] == "none"
        return [] if is_beside else boxes_handed_over(self.context)

    @contextmanager
    def without(self, beside: list[Any]) -> Iterator[None]:
        """Have WeasyPrint lay out as if nothing stood *beside* the text."""
        context = self.context
        if not beside:
            yield
            return
        shapes, broken = context.excluded_shapes, context.broken_out_of_flow
        context.excluded_shapes, context.broken_out_of_flow = [], {}
        yield
        context.excluded_shapes, context.broken_out_of_flow = shapes, broken

    def beside(self, child: Any) -> Any:
        """A copy of *child*, where it is a list in rows, in one column as wide as the text."""
        if child.style["column_count"] == "auto" or not self.margin:
            return child
        child = child.copy()
        child.style = child.style.copy()
        child.style["clear"], child.style["column_count"] = "none", "auto"
        child.style["column_gap"] = "normal"
        margin = type(self.box.style["column_gap"])(self.margin, "px")
        child.style[f"margin_{self.end_side}"] = margin
        return child

    def passes_over(
        self, part: Any, index: int, child: Any, above: list[Any], position_y: float,
        skip_stack: Any,
    ) -> bool:  # fmt: skip
        """Whether WeasyPrint goes on below *child*, as it stands elsewhere, or waits from now on.

        *part*: the box that is laid out, and *above*, what stands in it already.
        """
        if index in self.later or index in self.apart or index in self.moved:
            return True
        if above and not skip_stack and self.is_behind_one_that_waits(index):
            self.later.append(index)
            return True
        if (
            part.is_column
            or skip_stack
            or not self.stands_above_hole(child, position_y)
            or not self.can_wait(index)
        ):
            return False
        self.later.append(index)
        self.below_beside.add(index)
        return True

    def narrows(self, part: Any, child: Any, position_y: float, skip_stack: Any) -> bool:
        """Whether *child*, begun in *part* on this page, stands beside what it would wait for."""
        is_begun = any((skip_stack or {}).values())
        return not (part.is_column or is_begun) and self.stands_above_hole(child, position_y)

    def is_behind_one_that_waits(self, index: int) -> bool:
        """Whether the child *index* is a figure, or a table, and waits as one of its kind does that
        stands before it, and has the number before.
        """
        children = self.box.children
        kind = kind_of(children[index])
        waiting = (kind_of(children[one]) for one in self.later if one < index)
        return kind is not None and kind in waiting and self.can_wait(index)

    def forces_break(self, index: int) -> bool:
        """Whether the child *index* has to begin a page."""
        return index in self.flow.forced

    def begins_beside(
        self, index: int, child: Any, margins: list[float], position_y: float
    ) -> bool:
        """Whether *child* is a heading of a block as wide as the page, and would stand level with
        the last line of what stands beside the text, which ends above that block.
        """
        after = next(
            (one for one in self.box.children[index + 1 :] if one.is_in_normal_flow()), None
        )
        if child.element_tag not in HEADINGS or after is None or after.style["clear"] == "none":
            return False
        top = position_y + self.block.collapse_margin([*margins, child.margin_top])
        return bool(0 < self.end_beside() - top < CLEAR * self.leading)

    def begin_paragraph(self, part: Any, index: int, paragraph: Any, above: list[Any]) -> Any:
        """Give *paragraph* with the indent that it has where it stands: flush below a display,
        indented where it follows another paragraph as what stood between them waits.

        *above*: what stands above it in *part*.
        """
        if not above and not part.is_column:
            above = self.placed
        paragraphs = [one for one in self.box.children if one.element_tag == "p"]
        indents = [one.style["text_indent"] for one in paragraphs]
        if is_display(above) or (not above and part.is_column and part.has_display_above):
            return self.indented(paragraph, min(indents, key=lambda indent: indent.value))
        if above and self.goes_on(index):
            indents.append(self.box.style["text_indent"])  # where each stands below a display
            return self.indented(paragraph, max(indents, key=lambda indent: indent.value))
        return paragraph

    def goes_on(self, index: int) -> bool:
        """Whether a paragraph follows another one because what stood between them waits."""
        children, waits = self.box.children, False
        for number in range(index - 1, -1, -1):
            if number in self.later or number in self.apart or number in self.moved:
                waits = True
            elif children[number].is_in_normal_flow():
                return waits and bool(children[number].element_tag == "p")
        return False

    def indented(self, paragraph: Any, indent: Any) -> Any:
        """A copy of *paragraph* with this *indent*. An empty one has no line that could."""
        paragraph = paragraph.copy()
        lines = [one.copy() for one in paragraph.children[:1]]
        for first in lines:
            first.style = first.style.copy()
            first.style["text_indent"] = indent
        paragraph.children = [*lines, *paragraph.children[1:]]
        return paragraph

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

    def letters(self, start: int, end: int, inner: Any = None) -> int:
        """How much text stands in the children from *start*, or *inner* in it, to *end*."""
        left = 0
        if inner:
            left = letters_left(self.box.children[start], inner)
            start += 1
        return left + self.flow.letters[end] - self.flow.letters[start]

    def find_margin_again(self, start: int, position_y: float) -> int:
        """The child, from *start* on, with which a section begins that needs the margin.

        Without a heading between them columns would end in the midst of a section: then it is
        *start*, unless what comes before that block fills the page. A block at the end of a section
        stands beside the next one.
        """
        children = self.box.children
        floated = self.flow.floated
        place = bisect_left(floated, start)
        if place == len(floated):
            return len(children)
        index = floated[place]
        rest = (children[n] for n in range(index, len(children)))
        after = next((one for one in rest if one.is_in_normal_flow()), None)
        if after is not None and after.element_tag in HEADINGS:
            return index
        heads = (n for n in range(index, start, -1) if children[n].element_tag in HEADINGS)
        lines = 2 * (self.context.page_bottom - position_y) / self.leading
        letters = _column_width(self.box) / self.box.style["font_size"] / NARROW
        fills_page = self.letters(start, index) > lines * letters
        return next(heads, index if fills_page else start)

    def end_beside(self, *, with_margin: bool = False) -> float:
        """Where the last of the blocks beside the text ends, with the room below it or without."""
        return max(
            (
                one.position_y + one.margin_height() - (0 if with_margin else one.margin_bottom)
                for one in self.context.excluded_shapes
            ),
            default=-inf,
        )

    def find_top(self) -> float:
        """Where the child that comes next begins, below the margins that collapse with its own."""
        index, inner, position_y, margins = self.at
        if inner or not self.placed or index >= len(self.box.children):
            return position_y
        own = self.box.children[index].margin_top
        return float(position_y + self.block.collapse_margin([*margins, own]))

    def leaves_margin(self, child: Any, position_y: float) -> bool:
        """Whether what begins with *child* at *position_y* is better set without a margin."""
        kind, end = self.next_part(child.index, None, position_y)
        spreads = is_across(child) and not self.is_wide(child) and end < len(self.box.children)
        return kind == "columns" or (kind == "page" and spreads)

    def is_across(self, index: int) -> bool:
        """Whether the child *index* is as wide as the page among columns: a table is not whose
        cells have room in one of them.
        """
        child = self.box.children[index]
        if not is_across(child):
            return False
        known = self.flow.fit_in_column
        if index not in known:
            known[index] = self.fits_in_column(child)
        return not known[index]

    def fits_in_column(self, child: Any) -> bool:
        """Whether *child* is a short table, with its sources or alone, whose cells have room in a
        column.
        """
        if kind_of(child) != "table" or self.is_wide(child) or is_turned(child):
            return False
        wrappers = [one for one in (child, *child.children) if one.is_table_wrapper]
        tables = [one.get_wrapped_table() for one in wrappers]
        return bool(tables) and all(
            table.style["table_layout"] != "fixed"
            and sum(len(group.children) for group in table.children) <= ROWS + 1
            and self.width_of_cells(wrapper, table) <= _column_width(self.box) + SLACK
            for wrapper, table in zip(wrappers, tables, strict=True)
        )

    def is_wide(self, child: Any) -> bool:
        """Whether *child* is as wide as the page."""
        return is_across(child) and not self.margin_of(child) and child.element_tag != "table"

    def next_part(
        self, index: int, inner: Any, position_y: float, *, has_waiting: bool = False
    ) -> tuple[_Kind, int]:
        """How what comes next is set, and the child before which that ends.

        The measure changes with a section, a page, or below what is as wide as the page.
        *has_waiting*: whether a figure comes first.
        """
        children = self.box.children
        if not self.margin:
            return "page", len(children)
        last = self.find_margin_again(index, position_y)
        if self.end_beside() > position_y + SLACK or last == index < len(children):
            return "margin", len(children)
        if index == len(children):  # figures are left over
            return "page", index
        goes_on = bool(inner) or not (is_chapter(children[index]) or is_across(children[index]))
        if goes_on and self.measure == "margin" and (inner or not is_section(children[index])):
            return "margin", len(children)
        is_rest = goes_on and self.is_continued and index == self.start
        if inner and self.letters(index, index + 1, inner) < LINE:
            is_rest = False
        enough = REST if is_rest else LAST if last == len(children) else SHORT
        goes_on = goes_on and self.measure == "columns"
        if self.letters(index, last, inner) < enough and not goes_on:
            return ("page" if last == len(children) else "margin"), len(children)
        blocks = (
            n
            for n in range(index, last)
            if (n not in self.later and n not in self.moved and self.is_across(n))
            or (n > index and self.forces_break(n))
        )
        across = next(blocks, last)
        end = across
        while end < last and end > index and children[end - 1].element_tag in HEADINGS:
            end -= 1
        letters = self.letters(index, end, inner) if end > index else 0
        if is_rest and letters < REST and end > index and not has_waiting:
            if end == last < len(children):
                return "margin", len(children)
            return "page", min(across + 1, last)
        if end > index and (goes_on or letters >= enough):
            chapter = next((n for n in range(index + 1, end) if is_chapter(children[n])), end)
            is_stub = goes_on and self.letters(index, chapter, inner) < SHORT
            is_shallow = across < last and letters < SHALLOW and not has_waiting
            if is_stub and is_shallow:
                return "page" if is_rest else "columns", chapter
            return "columns", end
        is_new = across > index and across < last and self.forces_break(across)
        return "page", across if is_new else min(across + 1, last)

    def find_moved(self, index: int, inner: Any) -> list[int]:
        """The block as wide as the page that stands at the head of this one, above the last lines
        of its section: what stands beside the next one begins beside them.
        """
        children = self.box.children
        in_flow = (n for n in range(index, len(children)) if children[n].is_in_normal_flow())
        block = next((n for n in in_flow if is_across(children[n])), 0)
        lines = range(index, block)
        beside = next((n for n in self.flow.floated if n >= index), None)
        if (
            not lines
            or self.forces_break(index)
            or beside is None
            or beside < block
            or any(children[n].element_tag in HEADINGS or n in self.apart for n in lines)
            or self.letters(index, block, inner) > REST
            or self.letters(block, beside) > NEAR
            or not self.is_wide(children[block])
            or self.forces_break(block)
            or not self.can_wait(block, is_low=True)
            or any(one.is_floated() for one in self.context.broken_out_of_flow)
        ):
            return []
        self.unmeasured.add(block)  # `set_waiting` lays it out anyhow
        return [block]

    def find_joined(self, index: int, inner: Any) -> list[int]:
        """The block as wide as the page that stands right below those which wait for this page: a
        few lines alone would stand between them.
        """
        children = self.box.children
        in_flow = (n for n in range(index, len(children)) if children[n].is_in_normal_flow())
        block = next((n for n in in_flow if self.is_across(n)), 0)
        lines = range(index, block)
        if (
            not lines
            or not all(self.is_across(n) for n in self.waiting)
            or any(n in self.flow.forced or n in self.apart for n in (*lines, block))
            or any(not is_text(children[n]) or children[n].element_tag in HEADINGS for n in lines)
            or self.letters(index, block, inner) >= SHORT
            or not self.can_wait(block)
        ):
            return []
        height = sum(self.height_alone(n) for n in (*self.waiting, block))
        return [block] if height < TALL * self.page_height else []

    def find_shallow(self, index: int, inner: Any, joined: int) -> list[int]:
        """The next block as wide as the page behind those that are *joined*: the text between them
        would be SHALLOW, so it waits for the next page.
        """
        children = self.box.children
        block = next((n for n in range(joined + 1, len(children)) if self.is_across(n)), 0)
        is_shallow = block and self.letters(index, block, inner) < SHALLOW
        return [block] if is_shallow and self.can_wait(block) else []

    def find_across(self) -> int | None:
        """The first of the blocks that wait which is as wide as the page, unless one of its kind,
        which has the number before it, waits for a column.
        """
        children = self.box.children
        in_column = set()
        for number in self.waiting:
            if self.is_across(number):
                return None if children[number].element_tag in in_column else number
            in_column.add(children[number].element_tag)
        return None

    # Part by part

    def lay_out(self, skip_stack: Any, page_is_empty: bool, margins: list[float]) -> _Laid:
        """Lay the flow out on this page."""
        if getattr(skip_stack, "turned", []):
            return self.lay_out_turned(skip_stack, page_is_empty, margins)
        self.begin(skip_stack, page_is_empty, margins)
        resume_at = None
        while not resume_at and (self.waiting or self.at.number < len(self.box.children)):
            resume_at = self.go_on()
        if resume_at:
            self.widen_above_hole(resume_at)
        resume_at, bottom = self.keep_together(resume_at)
        end = next(iter(resume_at)) if resume_at else len(self.box.children)
        if any(one.index in self.moved and one.index >= end for one in self.placed):
            self.take_off(self.placed)  # the page ends above what was moved: it stays in its place
            self.placed, self.later, self.moved, self.may_move = [], [], set(), False
            return self.lay_out(skip_stack, page_is_empty, margins)
        table = self.find_broken(bottom) if resume_at or self.later else None
        if table is not None:  # in place of a hole that the text after it cannot fill
            self.take_off(self.placed)
            self.placed, self.later, self.moved = [], [], set()
            self.broken.add(table)
            return self.lay_out(skip_stack, page_is_empty, margins)
        turned = [n for n in self.turned if self.start <= n < end]
        rest = self.rest_at(resume_at, turned)
        if turned:
            self.next_page = self.page_for(turned)
        elif rest and not self.placed and self.start < len(self.box.children):
            return _Laid(None, None, {"break": "any", "page": None}, [])
        made = self.make_box(bottom, is_first=skip_stack is None, is_last=not rest)
        return _Laid(made, rest, self.next_page, [] if rest else self.at.margins)

    def begin(self, skip_stack: Any, page_is_empty: bool, margins: list[float]) -> None:
        """Begin the page: with what waited for it, and the text that *skip_stack* goes on with."""
        box = self.box
        self.page_is_empty, self.top, self.before_columns = page_is_empty, None, None
        self.waiting = [*getattr(skip_stack, "waiting", [])]
        self.measure = "columns" if getattr(skip_stack, "is_in_columns", False) else "page"
        self.is_continued = self.is_at_head = skip_stack is not None
        if self.is_continued:
            move_below(self.context, box.position_y)
        ((index, inner),) = skip_stack.items() if skip_stack else ((0, None),)
        if self.is_continued and not inner and is_break(box.children[index : index + 1]):
            index += 1  # the page before ended above it
        self.start = index
        self.at = _Spot(index, inner, box.position_y, margins)
        if self.is_continued and self.may_move:
            joined = self.find_joined(index, inner) if self.waiting else []
            moved = joined or ([] if self.waiting else self.find_moved(index, inner))
            self.waiting += moved
            self.moved.update(moved)
            self.later += [n for block in joined for n in self.find_shallow(index, inner, block)]

    def go_on(self) -> Any:
        """Set what comes next; give where the text goes on, if that is on the next page."""
        index, inner = self.at.number, self.at.inner
        if index in self.turned:
            self.at = self.at._replace(number=self.turned[index], inner=None)
            return None
        if self.ends_page():
            self.next_page = {"break": "page", "page": None}
            return {index: None}
        kind, end = self.next_part(index, inner, self.find_top(), has_waiting=bool(self.waiting))
        number = self.find_across() if kind == "columns" else next(iter(self.waiting), None)
        if number is not None and self.ends_sentence(number):
            alone, _ = self.next_part(index, inner, self.find_top())
            if alone != "columns":
                return self.set_plain(alone, index + 1)
        if number is not None:
            return self.set_waiting(number, kind)
        if kind == "columns":
            return self.set_columns(end)
        return self.set_plain(kind, end)

    def ends_sentence(self, number: int) -> bool:
        """Whether the last lines of a paragraph of the page before stand at the head of this one,
        above the child *number* that waits, which would part its sentences.
        """
        index, inner, *_ = self.at
        is_begun = inner and self.box.children[index].element_tag == "p"
        if not (is_begun and self.is_at_head) or number in self.moved:
            return False
        letters = self.letters(index, index + 1, inner)
        lines = CLEAR + ceil(letters / LINE)
        return (
            LINE <= letters < REST
            and not self.find_beside_below(number)
            and self.height_alone(number) + lines * self.leading < TALL * self.page_height
        )

    def ends_page(self) -> bool:
        """Whether the child that comes next has to begin the next page, below what waits here."""
        index, inner, *_ = self.at
        is_begun = self.is_continued and index == self.start  # what waited may stand above it
        is_forced = index < len(self.box.children) and not inner and self.forces_break(index)
        return is_forced and not is_begun and bool(self.placed) and not self.waiting

    def set_waiting(self, number: int, kind: _Kind) -> Any:
        """Set the child *number*, which waits, above text of this *kind*, or have it wait on."""
        below = self.find_beside_below(number)
        self.waiting.remove(number)
        if (
            kind == "margin"
            and self.at.number < len(self.box.children)
            and number not in self.brought_back
            and not below
            and self.stands_above_hole(self.box.children[number], self.at.position_y)
        ):
            if self.stays(number):
                return None
            self.later.append(number)
            self.below_beside.add(number)
            return None
        is_moved = number in self.moved
        self.moved.discard(number)
        with self.without(below):
            laid = self.plain(number, None, number + 1, spreads=kind != "margin")
        if self.stays(number, laid):
            self.take_off([laid.box] if laid.box else [])
            return None
        if is_moved:
            self.moved.add(number)
        if laid.box is None or laid.resume_at:
            self.take_off([laid.box] if laid.box else [])
            self.later.append(number)
            return None
        if below:
            end = laid.box.content_box_y() + laid.box.height
            move_below(self.context, end + self.block.collapse_margin(laid.margins))
        if kind != "columns":
            self.before_columns = None
        is_at_head = self.is_at_head and bool(below)
        return self.place(laid, self.at.number, self.at.inner, is_at_head=is_at_head)

    def stays(self, number: int, laid: _Laid | None = None) -> bool:
        """Whether the child *number* is no longer moved, as it proves too high; *laid*: as it is
        laid out.
        """
        if number not in self.unmeasured:
            return False
        self.unmeasured.discard(number)
        if not self.is_too_high(number, laid):
            return False
        self.moved.discard(number)
        return True

    def set_columns(self, end: int) -> Any:
        """Set the text up to the child *end* in columns, and the figures that wait for one.

        A block as wide as the page with which they would end beside a hole comes before them.
        """
        above, self.before_columns = self.before_columns, self.take_snapshot()
        self.go_below_margins()
        in_column = [n for n in self.waiting if not self.is_across(n)]
        self.waiting = [n for n in self.waiting if n not in in_column]
        laid, made = self.columns(end, in_column)
        end, hole = made.end, made.hole
        if in_column and hole > HOLE * self.leading and self.can_go_below(end, self.waiting):
            self.take_off(laid.box.children)  # the text goes on beside what waited
            self.restore(self.before_columns)
            self.waiting.append(end)
            self.moved.add(end)
            return None
        if laid.box is not None and self.holds_one_figure(made):
            self.take_off(laid.box.children)  # it would stand beside an empty column
            self.restore(self.before_columns)
            self.flow.alone.add(made.children[0].index)
            return self.set_waiting(made.children[0].index, "page")
        is_stub = made.resume_at and len(made.heights) == 1 and self.placed
        if laid.box is not None and is_stub and made.heights[0] < LOW * self.leading:
            self.take_off(laid.box.children)  # a few lines beside an empty column
            laid = laid._replace(box=None)
        if laid.box is None:
            self.before_columns = above
            return {self.at.number: self.at.inner}
        if self.is_one_section(made):
            self.take_off(laid.box.children)
            if made.first:  # side by side, and the section below both
                laid, made = self.columns(made.index, in_column)
                self.measure, self.before_columns = "columns", None
                return self.place(laid, made.index)
            self.restore(self.before_columns)
            laid, end = self.plain(made.index, None, made.index + 1, spreads=True), made.index + 1
            if laid.box is None or laid.resume_at:
                self.take_off([laid.box] if laid.box else [])
                return {self.at.number: self.at.inner}
        elif self.is_better_in_one(made):
            self.take_off(laid.box.children)
            self.restore(self.before_columns)
            self.before_columns = self.take_snapshot()
            wide = self.plain(made.index, made.inner, end, spreads=True)
            most = max(made.heights) + CLEAR * self.leading
            if wide.box is not None and not wide.resume_at and wide.box.height <= most:
                self.measure, self.before_columns = "page", None
                return self.place(wide, end)
            self.take_off([*wide.box.children] if wide.box else [])
            self.go_below_margins()
            laid, made = self.columns(end, in_column)
        self.measure = "columns"
        return self.place(laid, end)

    def go_below_margins(self) -> None:
        """Go below the margins of what stands above columns, which begin without one."""
        if not self.is_empty:
            index, inner, position_y, margins = self.at
            own = 0 if inner else self.box.children[index].margin_top
            position_y += self.block.collapse_margin([*margins, own])
            self.at = self.at._replace(position_y=position_y)

    def is_better_in_one(self, made: _Columns) -> bool:
        """Whether a text in columns *made* would rather be in one measure: one of them is empty
        below, as a list or a section stands whole.
        """
        numbers = range(made.index, made.end)
        return (
            made.hole > UNEVEN * self.leading
            and not made.first
            and all(is_text(self.box.children[n]) for n in numbers)
        )

    def widen_above_hole(self, resume_at: Any) -> None:
        """Set the columns with which the page ends above a hole in one measure, where that fits:
        the text goes on at *resume_at*, as what comes next does not.
        """
        ((end, inner),) = resume_at.items()
        before, hole = self.before_columns, self.hole_below()
        if before is None or inner or self.waiting or hole <= UNEVEN * self.leading:
            return
        index, start, *_ = before.at
        numbers = [n for n in range(index, end) if n not in self.later]
        if not all(is_text(self.box.children[n]) for n in numbers) or end in self.flow.forced:
            return
        later = [*self.later]
        self.restore(before)
        laid = self.plain(index, start, end, spreads=True)
        if laid.box is not None and not laid.resume_at and self.later == later:
            self.place(laid, end)
            return
        self.take_off([*laid.box.children] if laid.box else [])
        self.set_columns(end)

    def hole_below(self) -> float:
        """How much of the page is left below its text."""
        return float(self.context.page_bottom - self.bottom_space - self.at.position_y)

    def holds_one_figure(self, made: _Columns) -> bool:
        """Whether a figure that waited is all that the columns *made* hold."""
        return not made.resume_at and [one.index for one in made.children] == made.first[:1]

    def is_one_section(self, made: _Columns) -> bool:
        """Whether a section fills both of the columns *made*, which begin with its heading: it
        stands above both, or the text beside it would be without one.
        """
        children = self.box.children
        if made.inner or not is_chapter(children[made.index]):
            return False
        in_flow = [one.index for one in made.children if one.is_in_normal_flow()]
        if made.first:
            halves = made.children[: made.second], made.children[made.second :]
            has_figures = [bool(half) and half[0].index in made.first for half in halves]
            chapters = sum(is_chapter(children[n]) for n in in_flow)
            return all(has_figures) and not made.resume_at and chapters == 1
        if len(made.heights) < 2 or not any(is_chapter(children[n]) for n in in_flow[1:]):
            return len(made.heights) > 1
        second = (one for one in made.children[made.second :] if one.is_in_normal_flow())
        return self.is_below_columns and not is_chapter(next(second))

    @property
    def is_below_columns(self) -> bool:
        """Whether two columns of text end right above what comes next."""
        return self.measure == "columns" and bool(self.placed) and not is_display(self.placed)

    def set_plain(self, kind: _Kind, end: int) -> Any:
        """Set the text up to the child *end* beside the margin or as wide as the page, this *kind*.

        A figure that does not fit waits.
        """
        index, inner, *_ = self.at
        spreads, later = kind == "page", [*self.later]
        laid = self.plain(index, inner, end, spreads=spreads)
        if spreads and laid.box is not None and self.later != later:
            self.take_off(laid.box.children)  # the text goes on, and is set otherwise
            return None
        if kind == "margin":
            whole, (laid, end) = end, self.cut(laid, index, end)
            if end != whole:
                self.waiting += self.bring_back(end)
                kind = kind if is_section(self.box.children[end]) else "page"
        fits = laid.box is not None and index not in (laid.resume_at or ())
        if not fits and not inner and self.placed and self.can_wait(index):
            self.take_off([laid.box] if laid.box else [])
            self.go_on_without(index)
            return None
        if laid.box is None:
            return {index: inner}
        self.measure, self.before_columns = kind, None
        return self.place(laid, end)

    def go_on_without(self, index: int) -> None:
        """Have the child *index*, which comes next, wait; columns above it go on in its place."""
        if self.before_columns is None:
            self.at = self.at._replace(number=index + 1)
        else:
            self.restore(self.before_columns)
        self.later.append(index)

    def place(self, laid: _Laid, index: int, inner: Any = None, *, is_at_head: bool = False) -> Any:
        """Have the part that is *laid* out stand on the page, and go on with the child *index*;
        give where the part goes on, if that is on the next page.
        """
        box = laid.box
        self.top = box.position_y if self.top is None else self.top
        self.placed += box.children
        self.at = _Spot(index, inner, box.content_box_y() + box.height, laid.margins)
        self.next_page, self.is_at_head = laid.next_page, is_at_head
        return laid.resume_at

    def take_snapshot(self) -> _Snapshot:
        """Note how far the page has come, to go back to it."""
        return _Snapshot(
            self.at, self.top, len(self.placed), [*self.waiting], [*self.later], {*self.moved}
        )

    def restore(self, before: _Snapshot) -> None:
        """Go back to how far the page had come *before*."""
        self.take_off(self.placed[before.placed :])
        del self.placed[before.placed :]
        self.at, self.top, self.before_columns = before.at, before.top, None
        self.waiting, self.later, self.moved = before.waiting, before.later, before.moved

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.page_is_empty and not self.placed

    def keep_together(self, resume_at: Any) -> tuple[Any, float]:
        """Take off the foot of the page, whose text goes on at *resume_at*, what belongs to that
        text; give where it goes on then, and where the page ends.
        """
        position_y = self.at.position_y
        if not resume_at:
            return resume_at, position_y
        resume_at, position_y = self.keep_rows(resume_at, position_y)
        if any(self.start <= n < next(iter(resume_at)) for n in self.turned):
            resume_at, position_y = self.keep_paragraph(resume_at, position_y)
        return self.keep_headings(resume_at, position_y)

    def find_broken(self, bottom: float) -> int | None:
        """Find the table that waits for the next page, and is broken instead: it has many rows, and
        the text of this page ends at *bottom*, far above its foot. Where the page ends below it
        anyhow, it has the next one.
        """
        number, children = min(self.later, default=None), self.box.children
        hole = self.context.page_bottom - self.bottom_space - bottom
        if number is None or hole < DEEP * self.leading or is_turned(children[number]):
            return None
        table, after = children[number], number + 1
        ends_page = is_break(children[after : after + 1]) or self.forces_break(after)
        has_above = any(one.is_in_normal_flow() for one in self.placed)
        if kind_of(table) != "table" or ends_page or not has_above:
            return None
        rows = sum(type(one).__name__ == "TableRowBox" for one in table.descendants())
        return number if rows > LONG else None

    def rest_at(self, resume_at: Any, turned: list[int]) -> _Rest | None:
        """Note where the flow goes on, *resume_at* in its text, with what waits and with the
        *turned* parts that come first; None where nothing is left.
        """
        end = next(iter(resume_at)) if resume_at else len(self.box.children)
        waiting = [n for n in self.waiting if n < end or n not in self.moved]
        if not (resume_at or waiting or self.later or turned):
            return None
        resume_at = resume_at or {end: None}
        waiting += _passed(self.later, resume_at)
        is_in_columns = self.measure == "columns"
        return _Rest(resume_at, sorted(waiting), turned, is_in_columns=is_in_columns)

    def make_box(self, bottom: float, *, is_first: bool, is_last: bool) -> Any:
        """Make the box of the flow on this page, down to *bottom*, with all that was placed."""
        box = self.box
        box.position_y = box.position_y if self.top is None else self.top
        made = box.copy_with_children(self.placed)
        made.remove_decoration(start=not is_first, end=not is_last)
        if not is_last:  # the margin below the last one is not held against the page
            ends = [_end_of(one) for one in self.placed if one.is_in_normal_flow()]
            bottom = min(bottom, max(ends, default=bottom))
        made.height = max(0, bottom - made.content_box_y())
        return made

    def keep_rows(self, resume_at: Any, position_y: float) -> tuple[Any, float]:
        """Take the first rows of a list off the foot of the page whose text goes on at *resume_at*,
        within that list, where they and their headings leave no hole; give where it goes on then,
        and where the page ends. A list that is higher than a page remains.
        """
        if not self.placed or self.placed[-1].index not in resume_at:
            return resume_at, position_y
        rows = self.placed[-1]
        above = [one for one in self.placed[:-1] if one.is_in_normal_flow()]
        while above and above[-1].element_tag in HEADINGS:
            above.pop()
        child = self.box.children[rows.index]
        if (
            child.style["column_count"] == "auto"
            or not above
            or self.context.page_bottom - _end_of(above[-1]) > HOLE * self.leading
            or self.height_alone(rows.index) > TALL * self.page_height
        ):
            return resume_at, position_y
        self.take_off([rows])
        self.placed.pop()
        return {rows.index: None}, rows.position_y

    def keep_paragraph(self, resume_at: Any, position_y: float) -> tuple[Any, float]:
        """Take the first lines of a paragraph off the foot of the page, where a turned table
        would part them from the rest, and they leave no hole; give where it goes on then, and
        where the page ends.
        """
        *above, last = self.placed or [None]
        if (
            last is None
            or last.element_tag != "p"
            or last.index not in resume_at
            or not any(one.is_in_normal_flow() for one in above)
            or any(one.index == last.index for one in above)  # it begins in the first column
            or last.margin_height() > HOLE * self.leading
        ):
            return resume_at, position_y
        self.take_off([last])
        self.placed.pop()
        return {last.index: None}, last.position_y

    def keep_headings(self, resume_at: Any, position_y: float) -> tuple[Any, float]:
        """Take headings off the foot of the page whose text goes on at *resume_at*; give where it
        goes on then, and where the page ends. A heading that stands alone on its page remains.
        """
        while (
            len(self.placed) > 1
            and self.placed[-1].element_tag in HEADINGS
            and self.placed[-1].index < (index := next(iter(resume_at))) < len(self.box.children)
            and not self.forces_break(index)
        ):
            heading = self.placed.pop()
            self.take_off([heading])
            resume_at, position_y = {heading.index: None}, heading.position_y
        return resume_at, position_y

    def lay_out_turned(self, rest: _Rest, page_is_empty: bool, margins: list[float]) -> _Laid:
        """Lay out the first of the parts that have a page of their own, on that page."""
        self.apart, self.page_is_empty = set(), page_is_empty
        begin, *others = rest.turned
        self.at = _Spot(begin, rest.inner, self.box.position_y, margins)
        laid = self.plain(begin, rest.inner, self.end_of(begin), spreads=True)
        if laid.box is None:
            return laid
        if not (laid.resume_at or rest.inner):
            _spread_rows(laid.box, self.find_air(laid.box))
        if laid.resume_at:
            begin, inner = next(iter(laid.resume_at.items()))
            resume_at = _Rest(rest, rest.waiting, [begin, *others], inner)
        else:
            resume_at = _Rest(rest, rest.waiting, others)
        resume_at.is_in_columns = rest.is_in_columns
        return _Laid(laid.box, resume_at, self.page_for(resume_at.turned), [])

    def find_air(self, box: Any) -> float:
        """By how much the rows in *box* may grow on this page, in pixels each."""
        rows = [one for one in box.descendants() if type(one).__name__ == "TableRowBox"]
        free = self.context.page_bottom - max(map(_end_of, box.children))
        growth = AIR * sum(row.height for row in rows)
        return float(max(0.0, min(growth, free - CLEAR * self.leading)) / max(1, len(rows)))

    def end_of(self, begin: int) -> int:
        """The child before which the part with a page of its own ends in which *begin* is."""
        return min(end for end in self.turned.values() if end > begin)

    def page_for(self, turned: list[int]) -> dict[str, Any]:
        """The next page: one for the first of *turned*, or a common one where there is none."""
        return {"break": "any", "page": TURNED if turned else self.box.style["page"]}

    def part_of(self, end: int, position_y: float, *, spreads: bool = False) -> Any:
        """A copy of the flow up to the child *end*, at *position_y*.

        *spreads*: whether what is as wide as the page among columns is so in it.
        """
        children = self.box.children[:end]
        if spreads:
            children = [
                self.spread(one, is_alone=n in self.flow.alone) if is_across(one) else one
                for n, one in enumerate(children)
            ]
        part = self.box.copy_with_children(children)
        part.position_y, part.flow_page = position_y, self
        return part

    def spread(self, child: Any, *, is_alone: bool) -> Any:
        """A copy of *child* that is as wide as the page; a figure has the width of its picture,
        and is so where that is drawn in several. *is_alone*: whether a table is so in any case.
        """
        if child.element_tag == "table":
            return self.with_table(child, is_alone=is_alone)
        is_drawn_wider = has_choice(child)
        if not self.margin_of(child) or (child.element_tag == "figure" and not is_drawn_wider):
            return child
        child = choose_pictures(child, self.box.width, self.context) if is_drawn_wider else child
        child = child.copy()
        child.style = child.style.copy()
        child.style[f"margin_{self.end_side}"] = type(self.box.style["column_gap"])(0, "px")
        return self.with_table(child, is_alone=is_alone)

    def with_table(self, child: Any, *, is_alone: bool) -> Any:
        """A copy of *child* whose table, if it has one, ends where a column, the text beside the
        margin or the page does, as narrow as its cells allow: they would be torn apart on a whole
        page.
        """
        if not child.is_table_wrapper:
            if "table" in classes_of(child):
                child.children = [self.with_table(one, is_alone=is_alone) for one in child.children]
                self.end_with_table(child)
            return child
        table = child.get_wrapped_table()
        if table.style["table_layout"] == "fixed":
            return child
        # Asked for on each page that the table is on; the press measures each copy of it anew.
        tables = self.context.__dict__.setdefault("tables_as_wide_as_their_cells", {})
        key = id(table), self.box.width, is_alone
        if key not in tables:
            tables[key] = table, self.as_wide_as_its_cells(child, table, is_alone=is_alone)
        child = child.copy()
        child.children = [tables[key][1] if one is table else one for one in child.children]
        return child

    def end_with_table(self, block: Any) -> None:
        """Have *block*, a copy that holds a table and its sources, end where the table does."""
        wrappers = (one for one in block.children if one.is_table_wrapper)
        for wrapper in wrappers:
            width = wrapper.get_wrapped_table().style["width"]
            if width != "auto" and width.unit == "px":
                margin = type(width)(self.box.width - width.value, "px")
                block.style[f"margin_{self.end_side}"] = margin

    def as_wide_as_its_cells(self, wrapper: Any, table: Any, *, is_alone: bool) -> Any:
        """A copy of *table* as wide as a column, if its cells have room in one and it would not
        stand there alone, or the page.
        """
        column = _column_width(self.box)
        has_room = not is_alone and column >= AIRY * self.width_of_cells(wrapper, table)
        width = column if has_room else self.box.width
        own = table.copy()
        own.style = table.style.copy()
        own.style["width"] = type(self.box.style["column_gap"])(width, "px")
        return own

    def width_of_cells(self, wrapper: Any, table: Any) -> float:
        """How wide the *table* in *wrapper* is where no cell of it is broken."""
        wrapper, own = wrapper.copy(), _with_style(table, width="auto")
        wrapper.children = [own if one is table else one for one in wrapper.children]
        self.block.resolve_percentages(wrapper, self.box)
        self.block.table_wrapper_width(self.context, wrapper, (ENDLESS, None))
        return float(wrapper.width)

    def plain(self, index: int, inner: Any, end: int, *, spreads: bool) -> _Laid:
        """Lay children out as WeasyPrint does, from *index*, or *inner* in it, to before *end*."""
        known = len(self.later)
        part = self.part_of(end, self.at.position_y, spreads=spreads)
        result = self.lay_out_container(
            self.context, part, self.bottom_space, {index: inner} if index or inner else None,
            self.is_empty, self.absolute, self.fixed, self.at.margins,
            None, None, False, None,
        )  # fmt: skip
        passed = _passed(self.later[known:], result[1]) if result[0] else []
        self.later[known:] = passed
        return _Laid(*result[:4])

    def cut(self, laid: _Laid, start: int, end: int) -> tuple[_Laid, int]:
        """Take off what was *laid* out from the child *start* on, from where columns are better;
        give the child before which it ends then.
        """
        children = laid.box.children if laid.box else []
        before, deep = None, self.find_deep(children)
        for number, child in enumerate(children):
            if not child.is_in_normal_flow():
                continue
            top = child.border_box_y()
            begin = max(top, self.end_beside(with_margin=True))
            if (
                before
                and child.index > start
                and begin < top + CLEAR * self.leading
                and begin + LOW * self.leading < self.context.page_bottom
                and (
                    any(n < child.index for n in self.find_below_beside())
                    or child is deep
                    or (
                        (is_section(child) or is_across(child) or self.is_wide(before))
                        and self.leaves_margin(child, begin)
                    )
                )
                and not any(one.is_floated() for one in children[number:])
            ):
                self.take_off(children[number:])
                self.later = [n for n in self.later if n < child.index]
                box = laid.box.copy_with_children(children[:number])
                box.height = _end_of(before) + begin - top - box.content_box_y()
                return laid._replace(box=box, resume_at=None, margins=[before.margin_bottom]), (
                    child.index
                )
            before = child
        return laid, end

    def find_deep(self, children: list[Any]) -> Any:
        """Find the paragraph below a figure or table from which on columns are better, though no
        section begins with it: the side column would be empty beside it down to the next one.
        """
        in_flow = [one for one in children if one.is_in_normal_flow()]
        end = self.end_beside(with_margin=True)
        found = None
        for before, child in pairwise(in_flow):
            if is_section(child) or is_across(child):
                if found is not None and child.border_box_y() - end > DEEP * self.leading:
                    return found
                found = None
            elif found is None and child.element_tag == "p" and is_display([before]):
                found = child if child.border_box_y() > end else None
        return None

    def bring_back(self, end: int) -> list[int]:
        """Give the blocks before the child *end* that waited for the end of what stands beside."""
        back = [n for n in self.find_below_beside() if n < end]
        self.later = [n for n in self.later if n not in back]
        self.brought_back.update(back)
        return back

    def find_below_beside(self) -> list[int]:
        """The blocks that wait for the end of what stands beside, and were not tried there yet."""
        return [n for n in self.later if n in self.below_beside - self.brought_back]

    # Columns

    def columns(self, end: int, waiting: list[int]) -> tuple[_Laid, _Columns]:
        """Set what comes next in two columns, *waiting* figures first; as high as the page, or as
        high as they need to be. They end before the child *end*, or a section before it that would
        begin the second column beside a hole.
        """
        context = self.context
        notes, bottom = height_of_notes(context), context.page_bottom - self.bottom_space
        index, inner, top, _ = self.at
        made = _Columns(index, inner, end, top, self.is_empty, waiting)
        context.in_column = True
        reserve = self.fill_above_notes(made, bottom, notes)
        stop = self.find_stop(made)
        if stop is not None:
            made.end = stop
            self.fill(made, bottom - reserve)
        if self.leaves_stub(made):  # a line less in each, and there are four of them
            self.fill(made, bottom - reserve - self.leading)
        else:
            self.level(made, bottom - reserve)
        if not made.resume_at:
            self.balance(made, bottom - reserve)
            chapter = self.find_uneven(made)
            if chapter is not None:
                # As one, with a list of three in both; or in two; or whole, above a hole.
                has_list = chapter > index and any(index <= n < end for n in self.flow.of_three)
                ways = [(end, True)] * has_list + [(chapter, False), (end, False)]
                for made.end, made.parts_lists in ways:
                    self.fill(made, bottom - reserve)
                    self.balance(made, bottom - reserve)
                    if len({*made.heights}) < 2 or (
                        max(made.heights) - min(made.heights) <= UNEVEN * self.leading
                    ):
                        break
        free_empty_area(context)
        context.page_bottom -= height_of_notes(context) - notes
        context.in_column = False
        self.later += made.waiting
        box = None
        if made.children:
            box = self.part_of(made.end, top).copy_with_children(made.children)
            box.height = made.bottom - box.content_box_y()
        return _Laid(box, made.resume_at, made.next_page, made.margins), made

    def can_go_below(self, index: int, first: list[int]) -> bool:
        """Whether the child *index*, as wide as the page, may stand below the text after it.

        *first*: what waits already.
        """
        return (
            self.may_move
            and index < len(self.box.children)
            and index not in first
            and self.is_across(index)
            and not self.forces_break(index)
            and self.can_wait(index)
        )

    def find_stop(self, made: _Columns) -> int | None:
        """The child that finds no room in the second of the columns, and leaves a hole below it;
        None where they end together.
        """
        if not made.resume_at or len(made.heights) < 2:
            return None
        ((index, inner),) = made.resume_at.items()
        if any(n >= index for n in made.waiting):
            return None
        first, second = made.heights
        is_uneven = first - second > UNEVEN * self.leading
        return int(index) if is_uneven and not inner and index > made.index else None

    def level(self, made: _Columns, bottom: float) -> None:
        """Have the columns, which the text fills down to *bottom* and leaves, end together where
        the second is much shorter, as what comes next goes to the next page with lines above it.
        """
        if not made.resume_at or len(made.heights) < 2 or made.waiting:
            return
        first, second = made.heights
        resume_at, lines = made.resume_at, int((first - second) / 2 / self.leading)
        if not lines or first - second <= (UNEVEN - 1) * self.leading:
            return
        self.fill(made, bottom - lines * self.leading)
        if made.resume_at != resume_at or made.waiting:
            self.fill(made, bottom)

    def leaves_stub(self, made: _Columns) -> bool:
        """Whether the last lines of a paragraph go over to the next page, and stand alone there:
        too few for one measure.
        """
        ((index, inner),) = (made.resume_at or {0: None}).items()
        children = self.box.children
        if not inner or children[index].element_tag != "p" or len(made.heights) < 2:
            return False
        rest = range(index + 1, len(children))
        after = next((n for n in rest if children[n].is_in_normal_flow()), None)
        is_last = after is None or is_section(children[after]) or self.is_across(after)
        return is_last and self.letters(index, index + 1, inner) < LINE

    def find_uneven(self, made: _Columns) -> int | None:
        """The section with which the second of the columns begins, where it leaves a hole below the
        first one; None where they end together.
        """
        if len(made.heights) < 2 or made.waiting:
            return None
        first, second = made.heights
        heads = (one for one in made.children[made.second :] if one.is_in_normal_flow())
        head = next(heads, None)
        if second - first > UNEVEN * self.leading and head is not None and is_chapter(head):
            return int(head.index)
        return None

    def fill_above_notes(self, made: _Columns, bottom: float, notes: float) -> float:
        """Set two columns above *bottom*, and give what they leave there to the notes they call:
        as little as will do, or the page has a hole. *notes*: how high those are already.
        """
        reserve = too_little = 0.0
        enough = inf
        for _ in range(AGAIN):
            self.fill(made, bottom - reserve)
            more = height_of_notes(self.context) - notes
            if more > reserve + SLACK:
                too_little = reserve
                reserve = more if more < enough else (reserve + enough) / 2
                continue
            enough = reserve
            if made.is_whole or reserve - max(more, too_little) < WASTE * self.leading:
                return reserve
            # As many notes to a line as there are now.
            height = bottom - made.top
            reserve = height * more / max(1.0, height - reserve + more)
            if not too_little < reserve < enough:
                reserve = (too_little + enough) / 2
        if enough < inf:
            reserve = enough
            self.fill(made, bottom - reserve)
        return reserve

    def balance(self, made: _Columns, bottom: float) -> None:
        """Make the columns, which hold all above *bottom*, no higher than they need to be."""
        is_empty, made.is_empty = made.is_empty, False  # or what does not fit is broken
        waiting = len(made.waiting)
        lines = max(1, ceil(sum(made.heights) / 2 / self.leading - SLACK))
        while made.top + lines * self.leading < bottom:
            # WeasyPrint holds the margin below a list against the column that it ends.
            self.fill(made, min(bottom, made.top + (lines + BELOW_LIST) * self.leading))
            if not made.resume_at and len(made.waiting) <= waiting:
                return
            lines += 1
        made.is_empty = is_empty
        self.fill(made, bottom)

    def fill(self, made: _Columns, bottom: float) -> None:
        """Set two columns that end at *bottom*, in place of those that were *made*."""
        self.take_off(made.children)
        made.begin()
        for made.number in range(2):
            self.add_column(made, bottom)
            if made.is_whole or made.next_page["break"] not in ("any", "column"):
                break

    def add_column(self, made: _Columns, bottom: float) -> None:
        """Set one of the columns down to *bottom*: figures that wait, then text that is left."""
        column, bottom_space = self.make_column(made), self.context.page_bottom - bottom
        children = self.add_waiting(made, column, bottom, bottom_space)
        children += self.add_text(made, column, bottom_space, has_above=bool(children))
        in_flow = [one for one in children if one.is_in_normal_flow()]
        made.second = len(made.children)
        if in_flow:
            if in_flow[-1].index in (made.resume_at or ()):
                _draw_up(in_flow[-1])
            height = _end_of(in_flow[-1]) - made.top
            if made.top + height >= made.bottom:
                made.bottom, made.margins = made.top + height, [in_flow[-1].margin_bottom]
            made.heights.append(height)
        made.children += children

    def make_column(self, made: _Columns) -> Any:
        """Make a column whose children are as narrow as it is."""
        box, width = self.box, _column_width(self.box)
        children = [*box.children]
        fit = [n for n, fits in self.flow.fit_in_column.items() if fits]
        for n in (*fit, *([] if made.parts_lists else self.flow.of_three)):
            if n != made.index or not made.inner:
                children[n] = _with_style(box.children[n], break_inside="avoid")
        for n in self.flow.drawn:
            if (n, width) not in self.flow.chosen:
                chosen = choose_pictures(box.children[n], width, self.context)
                self.flow.chosen[n, width] = chosen
            children[n] = self.flow.chosen[n, width]
        column = type(box).anonymous_from(box, children[: made.end])
        self.block.resolve_percentages(column, box)
        column.is_column, column.flow_page = True, self
        # Its children keep the margin at the end of their lines: it is as much wider, unseen.
        column.width = width + self.margin
        column.position_x = box.content_box_x() + made.number * (width + self.gap)
        if self.end_side == "left":
            column.position_x = box.content_box_x() + (1 - made.number) * (width + self.gap)
            column.position_x -= self.margin
        column.position_y = column.grid = made.top
        return column

    def add_waiting(
        self, made: _Columns, column: Any, bottom: float, bottom_space: float
    ) -> list[Any]:
        """Set the figures that wait at the head of *column*, as many as fit above *bottom*."""
        context, placed = self.context, list[Any]()
        column.above = None
        while made.waiting:
            child = column.children[made.waiting[0]].copy()
            child.position_x = column.position_x
            child.position_y = column.position_y - (0 if placed else child.margin_top)
            box, resume_at, *_ = self.block.block_level_layout(
                context, child, bottom_space, None, column,
                made.is_empty_column and not placed, self.absolute, self.fixed, [],
            )  # fmt: skip
            if box is None or resume_at or context.overflows(bottom, _end_of(box)):
                self.take_off([box] if box else [])
                break
            box.index = made.waiting.pop(0)
            placed.append(box)
            column.above = box
            below = _end_of(box) + box.margin_bottom - AT_HEAD * self.leading
            column.position_y = self.on_grid(below, made.top)
        return placed

    def add_text(
        self, made: _Columns, column: Any, bottom_space: float, *, has_above: bool
    ) -> list[Any]:
        """Set the text that is left in *column*, below figures where it *has_above* it some."""
        if not made.resume_at:
            return []
        context = self.context
        known, notes = len(self.later), [*context.current_page_footnotes]
        column.has_display_above = has_above or (not made.number and is_display(self.placed))
        box, resume_at, next_page, *_ = self.block.block_box_layout(
            context, column, bottom_space, made.resume_at, self.box,
            made.is_empty_column and not has_above, self.absolute, self.fixed, [],
            None, None, False, None,
        )  # fmt: skip
        if box is not None:
            made.resume_at, made.next_page = resume_at, next_page
            made.waiting += _passed(self.later[known:], resume_at)
        # WeasyPrint takes them back with the second column.
        call_again(context, notes if made.number else [])
        del self.later[known:]
        return [*box.children] if box is not None else []

    def on_grid(self, position_y: float, top: float) -> float:
        """The line of the grid that begins at *top* on which *position_y* is, or the next one."""
        return float(top + ceil((position_y - top) / self.leading - SLACK) * self.leading)

    def put_on_grid(
        self, column: Any, child: Any, before: list[Any], margins: list[float], position_y: float,
        bottom: float,
    ) -> None:  # fmt: skip
        """Have *child* begin at the head of its *column*, or on a line of its grid. A figure stands
        in the midst of what room that leaves, unless it is the first; a line fits above *bottom*.
        """
        self.block.resolve_percentages(child, column)
        top = position_y + self.block.collapse_margin([*margins, child.margin_top])
        last, *others = [*(one for one in reversed(before) if one.is_in_normal_flow()), None]
        spared = 0.0
        if last is not None and (is_figure(last) or kind_of(last)):
            spared = (TIGHTER if len(others) > 1 else AT_HEAD) * self.leading
        if child.element_tag in HEADINGS:  # what follows is on the grid
            height = self.height_of(child, column) - child.margin_top
            if last is None and column.above is not None:
                room = max(column.above.margin_bottom, child.margin_top)
                goal = self.on_grid(_end_of(column.above) + room + height, column.grid) - height
            elif last is None and child.border_top_width:  # rules side by side are on one line
                goal = position_y
            elif last is None:
                goal = position_y + round(height / self.leading) * self.leading - height
            else:
                goal = self.on_grid(top + height, column.grid) - height
        elif last is None:
            goal = self.on_grid(position_y, column.grid)
        elif last.element_tag in HEADINGS:
            goal = self.on_grid(position_y + last.margin_bottom, column.grid)
        elif child.element_tag == "p":
            goal = self.on_grid(top - spared, column.grid)
        else:
            return
        child.position_y += goal - top
        if spared and len(others) > 1 and top < goal < bottom - self.leading:
            last.translate(dy=(goal - top) / 2)

    def take_off(self, boxes: list[Any]) -> None:
        """Take *boxes*, and the notes that they call, off the page."""
        take_off(self.block, self.context, boxes, self.absolute, self.fixed)


@dataclass
class _Columns:
    """Two columns: what they begin with, and what is in them."""

    index: int
    """The child with which they begin."""
    inner: Any
    """Where in it, as WeasyPrint notes it."""
    end: int
    """The child before which they end."""
    top: float
    is_empty: bool
    """Whether nothing stands above them on the page."""
    first: list[int]
    """Figures that come before the text."""
    parts_lists: bool = False
    """Whether a list of three may stand in both: they would not end together otherwise."""

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Empty them."""
        self.number = 0
        """Which of them is set: 0 or 1."""
        self.children: list[Any] = []
        self.heights: list[float] = []
        self.second = 0
        """The number of the first of these that stands in the second column."""
        self.bottom = self.top
        self.margins: list[float] = []
        self.waiting = [*self.first]
        self.resume_at: Any = {self.index: self.inner}
        self.next_page: dict[str, Any] = {"break": "any", "page": None}

    @property
    def is_empty_column(self) -> bool:
        """Whether the page would be empty without the column that is set."""
        return self.is_empty and not self.number

    @property
    def hole(self) -> float:
        """By how much one of them is shorter, where nothing is left to go on with in it."""
        shorter = min(self.heights) if len(self.heights) > 1 else 0.0
        return 0.0 if self.resume_at else max(self.heights, default=0.0) - shorter

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left over."""
        return not self.resume_at and not self.waiting
