"""Lay a flow out on one page, part by part."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any

from ...model.geometry import HOLE
from ..side_column import move_below
from .filling import Columns, fill_columns
from .flow import HEADINGS, is_chapter, is_display, is_section, is_text
from .foot import Foot, keep_together
from .page import Page, end_of
from .parts import NextPart, next_part
from .plain import cut, set_plain
from .progress import Displaced, Kind, Progress, Rest, TextSpot, passed
from .sizes import CLEAR, LINE, LOW, SHORT, SLACK, TALL, THREE, UNEVEN
from .turned import lay_out_turned, page_for
from .waiting import (
    can_go_below,
    can_wait,
    find_beside_below,
    find_broken,
    first_across,
    head_of_page,
    stands_above_hole,
    waiting_beside,
    without,
)
from .widths import spans_page


def lay_out_page(page: Page, margins: list[float]) -> tuple[Any, Any, dict[str, Any], list[float]]:
    """Lay the flow out on *page*; give its box, where it goes on, the next page, and the margins
    that collapse below it, as WeasyPrint does.

    *margins*: those that collapse above it.
    """
    if getattr(page.skip_stack, "turned", []):
        return lay_out_turned(page, page.skip_stack, margins)
    apart = (n for begin, end in page.flow.turned.items() for n in range(begin, end))
    waiting = getattr(page.skip_stack, "waiting", [])
    return _lay_out(page, margins, Displaced(frozenset(apart), waiting=tuple(waiting)))


def _lay_out(
    page: Page, margins: list[float], elsewhere: Displaced
) -> tuple[Any, Any, dict[str, Any], list[float]]:
    """Lay the flow out; once more, where the page ends above what was moved, or a long table waits
    below a hole that the text after it cannot fill.
    """
    progress, children = _begin(page, margins, elsewhere), page.box.children
    while not progress.resume_at and (
        progress.elsewhere.waiting or progress.at.number < len(children)
    ):
        progress = _go_on(page, progress)
    if progress.resume_at:
        progress = _widen_above_hole(page, progress)
    foot = keep_together(page, progress)
    end = next(iter(foot.resume_at)) if foot.resume_at else len(children)
    if any(one.index in progress.elsewhere.moved and one.index >= end for one in foot.placed):
        page.take_off(foot.placed)  # it stays in its place
        return _lay_out(page, margins, replace(elsewhere, may_move=False))
    if foot.resume_at or progress.elsewhere.later:
        table = find_broken(page, progress, foot.placed, foot.bottom)
        if table is not None:
            page.take_off(foot.placed)
            broken = elsewhere.broken.union([table])
            return _lay_out(page, margins, replace(elsewhere, broken=broken))
    turned = [n for n in page.flow.turned if page.start <= n < end]
    rest = _rest_at(progress, foot, end, turned)
    next_page = page_for(page, turned) if turned else progress.next_page
    if not turned and rest and not foot.placed and page.start < len(children):
        return None, None, {"break": "any", "page": None}, []
    box = _make_box(page, progress, foot, is_last=not rest)
    return box, rest, next_page, [] if rest else progress.at.margins


def _begin(page: Page, margins: list[float], elsewhere: Displaced) -> Progress:
    """Begin the page: with what waited for it, and the text that goes on there."""
    _, inner = page.begin
    is_in_columns = getattr(page.skip_stack, "is_in_columns", False)
    if page.is_continued:
        move_below(page.context, page.box.position_y)
    if page.is_continued and elsewhere.may_move:
        head = head_of_page(page, elsewhere, is_in_columns=is_in_columns)
        elsewhere = elsewhere.with_moved(head.moved).with_later(*head.later)
        elsewhere = replace(elsewhere, unmeasured=frozenset(head.unmeasured))
    return Progress(
        TextSpot(page.start, inner, page.box.position_y, margins),
        elsewhere,
        "columns" if is_in_columns else "page",
        is_at_head=page.is_continued,
    )


def _go_on(page: Page, progress: Progress) -> Progress:
    """Set what comes next."""
    index, waiting = progress.at.number, progress.elsewhere.waiting
    if index in page.flow.turned:
        at = progress.at._replace(number=page.flow.turned[index], inner=None)
        return replace(progress, at=at)
    if _ends_page(page, progress):
        progress = replace(progress, next_page={"break": "page", "page": None})
        return progress.end_at(index)
    top = _find_top(page, progress)
    part = next_part(page, progress, top, has_waiting=bool(waiting))
    is_in_columns = part.kind == "columns"
    number = first_across(page, progress.elsewhere) if is_in_columns else next(iter(waiting), None)
    if number is not None and not is_in_columns and _ends_sentence(page, progress, number):
        return _set_plain(page, progress, NextPart("page", index + 1))
    if number is not None:
        return _set_waiting(page, progress, number, part.kind)
    if is_in_columns:
        return _set_columns(page, progress, part.end)
    return _set_plain(page, progress, part)


def _find_top(page: Page, progress: Progress) -> float:
    """Where the child that comes next begins, below the margins that collapse with its own."""
    index, inner, position_y, margins = progress.at
    if inner or not progress.placed or index >= len(page.box.children):
        return position_y
    own = page.box.children[index].margin_top
    return float(position_y + page.block.collapse_margin([*margins, own]))


def _ends_page(page: Page, progress: Progress) -> bool:
    """Whether the child that comes next has to begin the next page, below what waits here."""
    index, inner, *_ = progress.at
    is_begun = page.is_continued and index == page.start  # what waited may stand above it
    is_forced = index < len(page.box.children) and not inner and page.forces_break(index)
    is_above = bool(progress.placed) and not progress.elsewhere.waiting
    return is_forced and not is_begun and is_above


def _ends_sentence(page: Page, progress: Progress, number: int) -> bool:
    """Whether the last lines of a paragraph of the page before stand at the head of this one, above
    the child *number* that waits, which would part its sentences.
    """
    index, inner, *_ = progress.at
    is_begun = inner and page.box.children[index].element_tag == "p"
    if not (is_begun and progress.is_at_head) or number in progress.elsewhere.moved:
        return False
    letters = page.letters(index, index + 1, inner)
    lines = CLEAR + ceil(letters / LINE)
    height = page.height_alone(number) + lines * page.leading
    return (
        LINE <= letters < SHORT
        and not find_beside_below(page, progress, number)
        and height < TALL * page.height
    )


def _set_waiting(page: Page, progress: Progress, number: int, kind: Kind) -> Progress:
    """Set the child *number*, which waits, above text of this *kind*, or have it wait on."""
    below = find_beside_below(page, progress, number)
    elsewhere = progress.elsewhere.without(number)
    in_place = replace(elsewhere, moved=elsewhere.moved - {number})
    progress = replace(progress, elsewhere=elsewhere)
    if (
        kind == "margin"
        and progress.at.number < len(page.box.children)
        and number not in elsewhere.brought_back
        and not below
        and stands_above_hole(page, page.box.children[number], progress.at.position_y)
    ):
        if number in elsewhere.unmeasured and page.is_too_high(number):
            return replace(progress, elsewhere=in_place)
        below_beside = elsewhere.below_beside | {number}
        elsewhere = replace(elsewhere.with_later(number), below_beside=below_beside)
        return replace(progress, elsewhere=elsewhere)
    with without(page, below):
        laid = set_plain(
            page, replace(progress, elsewhere=in_place), number, None, number + 1,
            spreads=kind != "margin",
        )  # fmt: skip
    progress, whole = progress.noting(laid), None if laid.resume_at else laid.box
    if number in elsewhere.unmeasured and page.is_too_high(number, whole):
        page.take_off([laid.box] if laid.box else [])
        moved = progress.elsewhere.moved - {number}
        return replace(progress, elsewhere=replace(progress.elsewhere, moved=moved))
    if whole is None:
        page.take_off([laid.box] if laid.box else [])
        return replace(progress, elsewhere=progress.elsewhere.with_later(number))
    if below:
        end = laid.box.content_box_y() + laid.box.height
        move_below(page.context, end + page.block.collapse_margin(laid.margins))
    if kind != "columns":
        progress = replace(progress, before_columns=None)
    is_at_head = progress.is_at_head and bool(below)
    return progress.place(laid, progress.at.number, progress.at.inner, is_at_head=is_at_head)


def _set_plain(page: Page, progress: Progress, part: NextPart) -> Progress:
    """Set this *part* of the text beside the margin or as wide as the page.

    A figure that does not fit waits.
    """
    (kind, end), (index, inner, *_) = part, progress.at
    progress = _clear_of_columns(page, progress)
    laid = set_plain(page, progress, index, inner, end, spreads=kind == "page")
    if kind == "page" and laid.box is not None and laid.later:
        page.take_off(laid.boxes)  # the text goes on, and is set otherwise
        return progress.noting(laid)
    before, progress = progress, progress.noting(laid)
    if kind == "margin":
        laid, cut_end = cut(page, before, laid, end)
        if cut_end != end:
            end, progress = cut_end, _bring_back(progress, cut_end)
            kind = kind if is_section(page.box.children[end]) else "page"
    fits = laid.box is not None and index not in (laid.resume_at or ())
    if not (fits or inner) and progress.placed and can_wait(page, progress.elsewhere, index):
        page.take_off([laid.box] if laid.box else [])
        return _go_on_without(page, progress, index)
    if laid.box is None:
        return progress.end_at(index, inner)
    return replace(progress, measure=kind, before_columns=None).place(laid, end)


def _clear_of_columns(page: Page, progress: Progress) -> Progress:
    """The page, on which a heading below columns stands a line below them, as one within them."""
    index, inner, _, margins = progress.at
    tags = [one.element_tag for one in page.box.children[index : index + 1]]
    is_head = not inner and not HEADINGS.isdisjoint(tags)
    if not (is_head and progress.measure == "columns" and progress.placed):
        return progress
    return replace(progress, at=progress.at._replace(margins=[*margins, page.leading]))


def _bring_back(progress: Progress, end: int) -> Progress:
    """The page, which goes on with the child *end*, and the blocks before it that waited for the
    end of what stands beside.
    """
    elsewhere = progress.elsewhere
    elsewhere = replace(elsewhere, later=tuple(n for n in elsewhere.later if n < end))
    back = waiting_beside(elsewhere)
    elsewhere = replace(
        elsewhere,
        waiting=(*elsewhere.waiting, *back),
        later=tuple(n for n in elsewhere.later if n not in back),
        brought_back=elsewhere.brought_back.union(back),
    )
    return replace(progress, elsewhere=elsewhere)


def _go_on_without(page: Page, progress: Progress, index: int) -> Progress:
    """The page on which the child *index*, which comes next, waits; columns above it go on in its
    place.
    """
    if progress.before_columns is None:
        progress = replace(progress, at=progress.at._replace(number=index + 1))
    else:
        progress = _go_back(page, progress, progress.before_columns)
    return replace(progress, elsewhere=progress.elsewhere.with_later(index))


def _go_back(page: Page, progress: Progress, before: Progress) -> Progress:
    """The page as it was *before*, but that it is known which blocks were tried beside the text."""
    page.take_off(progress.placed[len(before.placed) :])
    elsewhere = replace(
        progress.elsewhere,
        waiting=before.elsewhere.waiting,
        later=before.elsewhere.later,
        moved=before.elsewhere.moved,
    )
    return replace(
        progress, at=before.at, elsewhere=elsewhere, placed=before.placed, top=before.top,
        before_columns=None,
    )  # fmt: skip


# Columns


def _set_columns(page: Page, progress: Progress, end: int) -> Progress:
    """Set the text up to the child *end* in columns, and the figures that wait for one.

    A block as wide as the page with which they would end beside a hole comes before them.
    """
    before = replace(progress, before_columns=None)
    waiting = progress.elsewhere.waiting
    figures = tuple(n for n in waiting if not spans_page(page, n))
    across = tuple(n for n in waiting if n not in figures)
    below = replace(
        before,
        at=_below_margins(page, before),
        elsewhere=replace(before.elsewhere, waiting=across),
        before_columns=before,
    )
    columns = fill_columns(page, below, end, figures)
    laid, end = columns.laid(page), columns.text.end
    is_beside_hole = figures and columns.hole > HOLE * page.leading
    if is_beside_hole and can_go_below(page, below.noting(laid).elsewhere, end):
        page.take_off(columns.children)  # the text goes on beside what waited
        return replace(before, elsewhere=before.elsewhere.with_moved([end]))
    if laid.box is not None and _holds_one_figure(columns):
        page.take_off(columns.children)  # it would stand beside an empty column
        return _set_waiting(page, before, figures[0], "page")
    if laid.box is not None and _is_stub(page, progress, columns):
        page.take_off(columns.children)  # a few lines beside an empty column
        laid = replace(laid, box=None, later=figures)
    elif laid.box is not None and _is_low(page, progress, columns):
        page.take_off(columns.children)
        index, inner, *_ = before.at
        wide = set_plain(page, before, index, inner, end, spreads=True)
        lines = sum(one.height for one in wide.boxes if one.element_tag not in HEADINGS)
        if lines > (THREE - SLACK) * page.leading:
            return replace(before.noting(wide), measure="page").place(wide, end)
        page.take_off(wide.boxes)  # they go over
        laid = replace(laid, box=None)
    if laid.box is None:
        below = replace(below.noting(laid), before_columns=progress.before_columns)
        return below.end_at(below.at.number, below.at.inner)
    if _is_one_section(page, progress, columns):
        page.take_off(columns.children)
        section = _set_section(page, before, below, columns, end)
        if section is not None:
            return section
        columns = fill_columns(page, below, end, figures)
        laid, end = columns.laid(page), columns.text.end
    if _is_better_in_one(page, columns):
        page.take_off(columns.children)
        index, inner, *_ = before.at
        wide = set_plain(page, before, index, inner, end, spreads=True)
        most = max(columns.heights) + CLEAR * page.leading
        fits = wide.box is not None and not wide.resume_at and wide.box.height <= most
        if fits and any(index <= n < end for n in page.flow.of_three):
            page.take_off(wide.boxes)
            columns = fill_columns(page, below, end, figures, parts_lists=True)
            if not _is_better_in_one(page, columns):
                laid, end = columns.laid(page), columns.text.end
                return replace(below.noting(laid), measure="columns").place(laid, end)
            page.take_off(columns.children)
            wide = set_plain(page, before, index, inner, end, spreads=True)
        if fits:
            return replace(before.noting(wide), measure="page").place(wide, end)
        page.take_off(wide.boxes)
        columns = fill_columns(page, below, end, figures)
        laid, end = columns.laid(page), columns.text.end
    return replace(below.noting(laid), measure="columns").place(laid, end)


def _below_margins(page: Page, progress: Progress) -> TextSpot:
    """Where columns begin: below the margins of what stands above them, without one of theirs."""
    index, inner, position_y, margins = progress.at
    if page.is_empty and not progress.placed:
        return progress.at
    own = 0 if inner else page.box.children[index].margin_top
    return progress.at._replace(position_y=position_y + page.block.collapse_margin([*margins, own]))


def _holds_one_figure(columns: Columns) -> bool:
    """Whether a figure that waited is all that the *columns* hold."""
    indices = [one.index for one in columns.children]
    return not columns.resume_at and indices == [*columns.text.figures[:1]]


def _is_stub(page: Page, progress: Progress, columns: Columns) -> bool:
    """Whether the *columns* are a few lines at the foot of the page, beside an empty column."""
    is_one = bool(columns.resume_at and progress.placed) and len(columns.heights) == 1
    return is_one and columns.heights[0] < LOW * page.leading


def _is_low(page: Page, progress: Progress, columns: Columns) -> bool:
    """Whether the *columns* are a few lines of text at the foot of the page, in each of them: three
    and more stand in one measure.
    """
    if not (columns.resume_at and progress.placed) or columns.waiting:
        return False
    is_low = max(columns.heights) < LOW * page.leading
    return is_low and all(is_text(page.box.children[one.index]) for one in columns.children)


def _is_one_section(page: Page, progress: Progress, columns: Columns) -> bool:
    """Whether a section fills both of the *columns*, which begin with its heading: it stands above
    both, or the text beside it would be without one.
    """
    children, text = page.box.children, columns.text
    if text.inner or not is_chapter(children[text.index]):
        return False
    in_flow = [one.index for one in columns.children if one.is_in_normal_flow()]
    first, second = columns.children[: columns.second], columns.children[columns.second :]
    if text.figures:
        has_figures = [bool(half) and half[0].index in text.figures for half in (first, second)]
        chapters = sum(is_chapter(children[n]) for n in in_flow)
        return all(has_figures) and not columns.resume_at and chapters == 1
    if len(columns.heights) < 2 or not any(is_chapter(children[n]) for n in in_flow[1:]):
        return len(columns.heights) > 1
    # Two columns of text end right above them.
    above = [*progress.placed]
    is_below_columns = progress.measure == "columns" and bool(above) and not is_display(above)
    head = next(one for one in second if one.is_in_normal_flow())
    return is_below_columns and not is_chapter(head)


def _set_section(
    page: Page, before: Progress, below: Progress, columns: Columns, end: int
) -> Progress | None:
    """Set the section that would fill both of the *columns*: below the two figures that stand side
    by side, or its heading alone, and columns below it. None where these have room for the next
    section, up to the child *end*: its heading would stand lower than this one, beside it.

    *before*: the page above them; *below*: where they begin.
    """
    index, figures = columns.text.index, columns.text.figures
    if figures:
        laid = fill_columns(page, below, index, figures).laid(page)
        progress = replace(below.noting(laid), measure="columns", before_columns=None)
        return progress.place(laid, index)
    laid = set_plain(page, before, index, None, index + 1, spreads=True)
    if laid.box is None or laid.resume_at:
        page.take_off([laid.box] if laid.box else [])
        return before.noting(laid).end_at(index)
    headed = replace(before.noting(laid), measure="columns").place(laid, index + 1)
    section = _set_columns(page, headed, end)
    placed = [one for one in section.placed[len(headed.placed) :] if one.is_in_normal_flow()]
    if not any(is_chapter(page.box.children[one.index]) for one in placed):
        return section
    page.take_off(section.placed[len(before.placed) :])
    return None


def _is_better_in_one(page: Page, columns: Columns) -> bool:
    """Whether a text in *columns* would rather be in one measure, or with a list of three in both:
    one of them is empty below, as a list or a section stands whole.
    """
    numbers = range(columns.text.index, columns.text.end)
    return (
        columns.hole > UNEVEN * page.leading
        and not columns.text.figures
        and all(is_text(page.box.children[n]) for n in numbers)
    )


def _widen_above_hole(page: Page, progress: Progress) -> Progress:
    """Set the columns with which the page ends above a hole in one measure, where that fits: what
    comes next does not.
    """
    ((end, inner),) = progress.resume_at.items()
    before, hole = progress.before_columns, page.bottom - progress.at.position_y
    if before is None or inner or hole <= HOLE * page.leading or progress.elsewhere.waiting:
        return progress
    index, start, *_ = before.at
    numbers = [n for n in range(index, end) if n not in progress.elsewhere.later]
    if not all(is_text(page.box.children[n]) for n in numbers) or page.forces_break(end):
        return progress
    before = _go_back(page, progress, before)
    laid = set_plain(page, before, index, start, end, spreads=True)
    wide = before.noting(laid)
    is_whole = laid.box is not None and not laid.resume_at
    if is_whole and wide.elsewhere.later == progress.elsewhere.later:
        wide = wide.place(laid, end)
    else:
        page.take_off(laid.boxes)
        wide = _set_columns(page, before, end)
    return replace(wide, resume_at=progress.resume_at)


# The page


def _rest_at(progress: Progress, foot: Foot, end: int, turned: list[int]) -> Rest | None:
    """Note where the flow goes on, before the child *end*, with what waits and with the *turned*
    parts that come first; None where nothing is left.
    """
    elsewhere = progress.elsewhere
    waiting = [n for n in elsewhere.waiting if n < end or n not in elsewhere.moved]
    if not (foot.resume_at or waiting or elsewhere.later or turned):
        return None
    resume_at = foot.resume_at or {end: None}
    waiting += passed(elsewhere.later, resume_at)
    is_in_columns = progress.measure == "columns"
    return Rest(resume_at, sorted(waiting), turned, is_in_columns=is_in_columns)


def _make_box(page: Page, progress: Progress, foot: Foot, *, is_last: bool) -> Any:
    """Make the box of the flow on this page, with all that was placed.

    *is_last*: whether the flow ends here.
    """
    box, bottom = page.box, foot.bottom
    box.position_y = box.position_y if progress.top is None else progress.top
    made = box.copy_with_children([*foot.placed])
    made.remove_decoration(start=page.is_continued, end=not is_last)
    if not is_last:  # the margin below the last one is not held against the page
        ends = [end_of(one) for one in foot.placed if one.is_in_normal_flow()]
        bottom = min(bottom, max(ends, default=bottom))
    made.height = max(0, bottom - made.content_box_y())
    return made
