"""Fill two columns with text, and the figures that wait for one; make them as high as they need
to be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, inf
from typing import Any

from ..footnote_area import call_again, free_empty_area, height_of_notes
from .flow import is_chapter, is_display, is_section
from .grid import below_figure
from .in_part import PartInLayout
from .page import Page, end_of
from .progress import ANY, Displaced, LaidPart, Progress, passed
from .sizes import FEW, LINE, SLACK, UNEVEN
from .widths import in_columns, spans_page

AGAIN = 6
"""How often the columns of a page are set again for the notes that they call."""
BELOW_LIST = 0.5
"""Lines of the margin below a list."""
WASTE = 2
"""Lines that may stay empty above the notes of a page: which of them are called is tried out."""


@dataclass(frozen=True)
class ColumnText:
    """The text that is to stand in two columns, and what comes before it."""

    index: int
    """The child with which they begin."""
    inner: Any
    """Where in it, as WeasyPrint notes it."""
    end: int
    """The child before which they end."""
    top: float
    is_empty: bool
    """Whether nothing stands above them on the page."""
    is_below_display: bool
    """Whether what stands above them is set apart from the text."""
    figures: tuple[int, ...]
    """Those that come before the text."""
    elsewhere: Displaced
    parts_lists: bool = False
    """Whether a list of three may stand in both: they would not end together otherwise."""


@dataclass(frozen=True)
class FilledColumn:
    """One of two columns, and what is left since then."""

    children: list[Any]
    height: float | None
    """None where nothing stands in it."""
    margin_below: list[float]
    waiting: tuple[int, ...]
    """Figures that wait for the next one."""
    resume_at: Any
    next_page: dict[str, Any]


@dataclass(frozen=True)
class Columns:
    """Two columns, or one, with what is in them."""

    text: ColumnText
    filled: tuple[FilledColumn, ...] = ()

    @cached_property
    def children(self) -> list[Any]:
        """The boxes in them."""
        return [child for column in self.filled for child in column.children]

    @cached_property
    def second(self) -> int:
        """The number of the first of these that stands in the second column."""
        return sum(len(column.children) for column in self.filled[:-1])

    @cached_property
    def heights(self) -> list[float]:
        """How high they are, as far as anything stands in them."""
        return [column.height for column in self.filled if column.height is not None]

    @cached_property
    def waiting(self) -> tuple[int, ...]:
        """Figures that have no room in them."""
        return self.filled[-1].waiting if self.filled else self.text.figures

    @cached_property
    def resume_at(self) -> Any:
        """Where the text goes on below them, as WeasyPrint notes it."""
        return self.filled[-1].resume_at if self.filled else {self.text.index: self.text.inner}

    @cached_property
    def next_page(self) -> dict[str, Any]:
        """The next page, as WeasyPrint notes it."""
        return self.filled[-1].next_page if self.filled else {**ANY}

    @cached_property
    def hole(self) -> float:
        """By how much one of them is shorter, where nothing is left to go on with in it."""
        shorter = min(self.heights) if len(self.heights) > 1 else 0.0
        return 0.0 if self.resume_at else max(self.heights, default=0.0) - shorter

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left over."""
        return not self.resume_at and not self.waiting

    def laid(self, page: Page) -> LaidPart:
        """They as a part of the page."""
        if not self.children:
            return LaidPart(None, self.resume_at, self.next_page, [], self.waiting)
        box = page.box.copy_with_children(self.children)
        box.position_y = self.text.top
        bottom, margins = self.text.top, list[float]()
        for column in self.filled:
            if column.height is not None and self.text.top + column.height >= bottom:
                bottom, margins = self.text.top + column.height, column.margin_below
        box.height = bottom - box.content_box_y()
        return LaidPart(box, self.resume_at, self.next_page, margins, self.waiting)


def fill_columns(
    page: Page, progress: Progress, end: int, figures: tuple[int, ...], *, parts_lists: bool = False
) -> Columns:
    """Set what comes next in two columns, *figures* first; as high as the page, or as high as they
    need to be. They end before the child *end*, or a section before it that would begin the second
    column beside a hole.

    *parts_lists*: whether a list of three may stand in both.
    """
    context, notes, bottom = page.context, height_of_notes(page.context), page.bottom
    index, inner, top, _ = progress.at
    text = ColumnText(
        index, inner, end, top, page.is_empty and not progress.placed,
        is_display([*progress.placed]), figures, progress.elsewhere, parts_lists,
    )  # fmt: skip
    context.in_column = True
    columns, reserve = _fill_above_notes(page, text, bottom, notes)
    bottom -= reserve
    stop = _find_stop(page, columns)
    if stop is not None:
        columns = _fill(page, replace(text, end=stop), bottom, columns)
    if _leaves_stub(page, columns):  # a line less in each, and there are four of them
        columns = _fill(page, columns.text, bottom - page.leading, columns)
    else:
        columns = _level(page, columns, bottom)
    if not columns.resume_at:
        columns = _balance(page, columns, bottom)
        chapter = _find_uneven(page, columns)
        if chapter is not None:
            columns = _begin_second_with(page, columns, chapter, bottom)
    free_empty_area(context)
    context.page_bottom -= height_of_notes(context) - notes
    context.in_column = False
    return columns


def _begin_second_with(page: Page, columns: Columns, chapter: int, bottom: float) -> Columns:
    """Set *columns* above *bottom* so that no *chapter* begins the second one beside a hole: as
    one, with a list of three in both; or without it; or whole, above the hole.
    """
    index, end = columns.text.index, columns.text.end
    has_list = chapter > index and any(index <= n < end for n in page.flow.of_three)
    for end_before, parts_lists in [(end, True)] * has_list + [(chapter, False), (end, False)]:
        text = replace(columns.text, end=end_before, parts_lists=parts_lists)
        columns = _balance(page, _fill(page, text, bottom, columns), bottom)
        heights = columns.heights
        if len({*heights}) < 2 or max(heights) - min(heights) <= UNEVEN * page.leading:
            break
    return columns


def _find_stop(page: Page, columns: Columns) -> int | None:
    """The child that finds no room in the second of the columns, and leaves a hole below it; None
    where they end together.
    """
    if not columns.resume_at or len(columns.heights) < 2:
        return None
    ((index, inner),) = columns.resume_at.items()
    if any(n >= index for n in columns.waiting):
        return None
    first, second = columns.heights
    is_uneven = first - second > UNEVEN * page.leading
    return int(index) if is_uneven and not inner and index > columns.text.index else None


def _level(page: Page, columns: Columns, bottom: float) -> Columns:
    """Have the *columns*, which the text fills down to *bottom* and leaves, end together where the
    second is shorter, as what comes next goes to the next page with lines above it.
    """
    if not columns.resume_at or len(columns.heights) < 2 or columns.waiting:
        return columns
    first, second = columns.heights
    lines = int((first - second) / 2 / page.leading + SLACK)
    if lines < 1:
        return columns
    level = _fill(page, columns.text, bottom - lines * page.leading, columns)
    if level.resume_at != columns.resume_at or level.waiting:
        return _fill(page, columns.text, bottom, level)
    return level


def _leaves_stub(page: Page, columns: Columns) -> bool:
    """Whether the last lines of a paragraph go over to the next page, and stand alone there, or
    above what waits for that page: too few for one measure.
    """
    ((index, inner),) = (columns.resume_at or {0: None}).items()
    children = page.box.children
    if not inner or children[index].element_tag != "p" or len(columns.heights) < 2:
        return False
    rest = range(index + 1, len(children))
    after = next((n for n in rest if children[n].is_in_normal_flow()), None)
    is_last = after is None or is_section(children[after]) or spans_page(page, after)
    is_above_waiting = bool(columns.waiting or columns.text.elsewhere.later)
    few = 1 if is_above_waiting else FEW  # two stand above a figure in a column
    return (is_above_waiting or is_last) and page.letters(index, index + 1, inner) < few * LINE


def _find_uneven(page: Page, columns: Columns) -> int | None:
    """The section with which the second of the *columns* begins, where it leaves a hole below the
    first one; None where they end together.
    """
    if len(columns.heights) < 2 or columns.waiting:
        return None
    first, second = columns.heights
    heads = (one for one in columns.children[columns.second :] if one.is_in_normal_flow())
    head = next(heads, None)
    if second - first > UNEVEN * page.leading and head is not None and is_chapter(head):
        return int(head.index)
    return None


def _fill_above_notes(
    page: Page, text: ColumnText, bottom: float, notes: float
) -> tuple[Columns, float]:
    """Set two columns above *bottom*, and give what they leave there to the notes they call: as
    little as will do, or the page has a hole. *notes*: how high those are already.
    """
    reserve = too_little = 0.0
    enough, columns = inf, None
    for _ in range(AGAIN):
        columns = _fill(page, text, bottom - reserve, columns)
        more = height_of_notes(page.context) - notes
        if more > reserve + SLACK:
            too_little = reserve
            reserve = more if more < enough else (reserve + enough) / 2
            continue
        enough = reserve
        if columns.is_whole or reserve - max(more, too_little) < WASTE * page.leading:
            return columns, reserve
        # As many notes to a line as there are now.
        height = bottom - text.top
        reserve = height * more / max(1.0, height - reserve + more)
        if not too_little < reserve < enough:
            reserve = (too_little + enough) / 2
    if enough < inf:
        reserve = enough
        columns = _fill(page, text, bottom - reserve, columns)
    return columns or Columns(text), reserve


def _balance(page: Page, columns: Columns, bottom: float) -> Columns:
    """Make the *columns*, which hold all above *bottom*, no higher than they need to be."""
    text = replace(columns.text, is_empty=False)  # or what does not fit is broken
    waiting, filled = len(columns.waiting), columns
    lines = max(1, ceil(sum(columns.heights) / 2 / page.leading - SLACK))
    while text.top + lines * page.leading < bottom:
        # WeasyPrint holds the margin below a list against the column that it ends.
        lowest = min(bottom, text.top + (lines + BELOW_LIST) * page.leading)
        filled = _fill(page, text, lowest, filled)
        if not filled.resume_at and len(filled.waiting) <= waiting:
            return filled
        lines += 1
    return _fill(page, columns.text, bottom, filled)


def _fill(page: Page, text: ColumnText, bottom: float, instead_of: Columns | None) -> Columns:
    """Set two columns that end at *bottom*, in place of those that stand there, if any do."""
    if instead_of is not None:
        page.take_off(instead_of.children)
    columns = Columns(text)
    for number in range(2):
        column = _fill_column(page, columns, number, bottom)
        columns = Columns(text, (*columns.filled, column))
        if columns.is_whole or columns.next_page["break"] not in ("any", "column"):
            break
    return columns


def _fill_column(page: Page, before: Columns, number: int, bottom: float) -> FilledColumn:
    """Fill one of the columns, 0 or 1, down to *bottom*: with figures that wait, then with the text
    that is left by the one *before*. A sentence of the page before ends above the figures, if soon.
    """
    text, bottom_space = before.text, page.context.page_bottom - bottom
    column = _make_column(page, text, number)
    empty = FilledColumn([], None, [], before.waiting, before.resume_at, before.next_page)
    is_in_sentence = bool(before.waiting) and _is_end_of_sentence(page, before.resume_at)
    made = empty
    if is_in_sentence:
        made = _end_sentence(page, text, column, bottom_space, empty, number=number)
    if not made.children and (number or not is_in_sentence):
        made = _place_figures(page, text, column, bottom_space, empty, number=number)
    made = _place_text(page, text, column, bottom_space, made, number=number)
    in_flow = [one for one in made.children if one.is_in_normal_flow()]
    if not in_flow:
        return made
    last = in_flow[-1]
    if last.index in (made.resume_at or ()):
        _draw_up(last)
    height = end_of(last) - text.top
    return replace(made, height=height, margin_below=[last.margin_bottom])


def _is_end_of_sentence(page: Page, resume_at: Any) -> bool:
    """Whether the text goes on at *resume_at* with the last lines of a paragraph."""
    ((index, inner),) = (resume_at or {0: None}).items()
    is_begun = bool(inner) and page.box.children[index].element_tag == "p"
    return is_begun and page.letters(index, index + 1, inner) < FEW * LINE


def _end_sentence(
    page: Page, text: ColumnText, column: Any, bottom_space: float, empty: FilledColumn, *,
    number: int,
) -> FilledColumn:  # fmt: skip
    """Set what is left of a paragraph at the head of *column*, which is *empty*, and the figures
    that wait below it; nothing, where none has room there: those of the first one, *number* 0, have
    the second one.
    """
    whole, after = column.children, next(iter(empty.resume_at)) + 1
    column.children = whole[:after]
    made = _place_text(page, text, column, bottom_space, empty, number=number)
    column.children = whole
    if made.children and not made.resume_at:
        made = replace(made, resume_at={after: None} if after < text.end else None)
        column.position_y = end_of(made.children[-1])
        filled = _place_figures(page, text, column, bottom_space, made, number=number)
        if len(filled.children) > len(made.children):
            return filled
    page.take_off(made.children)
    column.position_y = text.top
    return empty


def _make_column(page: Page, text: ColumnText, number: int) -> Any:
    """Make the box of a column, whose children are as narrow as it is."""
    box, width = page.box, page.column_width
    begun = text.index if text.inner else None
    children = in_columns(page, begun=begun, parts_lists=text.parts_lists)
    column = type(box).anonymous_from(box, children[: text.end])
    page.block.resolve_percentages(column, box)
    column.is_column = True
    # Its children keep the margin at the end of their lines: it is as much wider, unseen.
    column.width = width + page.margin
    column.position_x = box.content_box_x() + number * (width + page.gap)
    if page.end_side == "left":
        column.position_x = box.content_box_x() + (1 - number) * (width + page.gap)
        column.position_x -= page.margin
    column.position_y = text.top
    return column


def _place_figures(
    page: Page, text: ColumnText, column: Any, bottom_space: float, made: FilledColumn, *,
    number: int,
) -> FilledColumn:  # fmt: skip
    """Set the figures that wait in *column*, below what is *made* of it, as many as fit.

    *bottom_space*: what the column leaves of the page at its foot.
    """
    context, placed, waiting = page.context, [*made.children], made.waiting
    is_empty = text.is_empty and not number
    while waiting:
        child = column.children[waiting[0]].copy()
        child.position_x = column.position_x
        child.position_y = column.position_y - (0 if placed else child.margin_top)
        box, resume_at, *_ = page.block.block_level_layout(
            context, child, bottom_space, None, column, is_empty and not placed,
            page.absolute, page.fixed, [],
        )  # fmt: skip
        if box is None or resume_at or context.overflows_page(bottom_space, end_of(box)):
            page.take_off([box] if box else [])
            break
        box.index, waiting = waiting[0], waiting[1:]
        placed.append(box)
        column.position_y = below_figure(page, box, text.top)
    return replace(made, children=placed, waiting=waiting)


def _place_text(
    page: Page, text: ColumnText, column: Any, bottom_space: float, made: FilledColumn, *,
    number: int,
) -> FilledColumn:  # fmt: skip
    """Set the text that is left in *column*, below what is *made* of it, which ends with a figure
    if with anything.
    """
    if not made.resume_at:
        return made
    context, above = page.context, made.children
    notes = [*context.current_page_footnotes]
    part = column.flow_part = PartInLayout(
        page, text.elsewhere, grid=text.top, figure_above=above[-1] if above else None,
        is_below_display=bool(above) or (not number and text.is_below_display),
    )  # fmt: skip
    box, resume_at, next_page, *_ = page.block.block_box_layout(
        context, column, bottom_space, made.resume_at, page.box,
        text.is_empty and not number and not above, page.absolute, page.fixed, [],
        None, None, False, None,
    )  # fmt: skip
    # WeasyPrint takes them back with the second column.
    call_again(context, notes if number else [])
    if box is None:
        return made
    waiting = (*made.waiting, *passed(part.later, resume_at))
    return replace(
        made, children=[*above, *box.children], waiting=waiting, resume_at=resume_at,
        next_page=next_page,
    )  # fmt: skip


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
