"""Lay out the notes at the foot of a page: on the page that calls them, side by side.

They stand in as many columns as the page has room for, whatever stands above them: text beside a
margin, text in columns. press/side_column.py says what a block beside the text does about them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import pairwise
from math import inf
from typing import Any

NOTES = 260
"""Pixels that a column of notes has at least: 50 of their letters."""
SLACK = 0.01
"""Pixels."""


def keep_notes(block: Any) -> None:
    """Have WeasyPrint keep each note on the page that calls it, whatever stands below.

    A paragraph whose second line does not fit moves, as it would have if there were no notes.

    *block*: its module of this name.
    """
    set_lines = block._linebox_layout

    @wraps(set_lines)
    def set_lines_below_notes(context: Any, box: Any, *rest: Any) -> Any:
        page_is_empty = rest[3]
        before = [*context.current_page_footnotes]
        abort, stop, resume_at, position_y, notes, lines = set_lines(context, box, *rest)
        moved = [note for note in context.reported_footnotes if note in before or note in notes]
        if moved and not page_is_empty:
            for note in moved:
                context.reported_footnotes.remove(note)
            kept = [note for note in notes if note not in before]
            context.current_page_footnotes = before + kept
            context._update_footnote_area()
            return True, False, None, position_y, notes, lines
        return abort, stop, resume_at, position_y, notes, lines

    block._linebox_layout = set_lines_below_notes


def lay_out_notes(
    lay_out: Callable[..., Any], context: Any, area: Any, *rest: Any, **named: Any
) -> Any:
    """Lay the notes in *area* out in columns, each as WeasyPrint's *lay_out* does."""
    whole = area.width
    area.width = _width_of_column(area)
    result = lay_out(context, area, *rest, **named)
    result[0].width = whole
    _set_side_by_side(result[0])
    return result


def height_of_notes(context: Any) -> float:
    """How high the notes of the page are, in pixels."""
    area = context.current_footnote_area
    return 0.0 if area.height == "auto" else float(area.margin_height())


def free_empty_area(context: Any) -> None:
    """Take the room back that WeasyPrint keeps for the margins of notes that are gone."""
    area = context.current_footnote_area
    if context.current_page_footnotes or area.height == "auto":
        return
    if not context.in_column:
        context.page_bottom += area.margin_height()
    area.height = "auto"


def take_off(
    block: Any, context: Any, boxes: list[Any], absolute: list[Any], fixed: list[Any]
) -> None:
    """Take *boxes*, and the notes that they call, off the page.

    *block*: the module of WeasyPrint; *absolute* and *fixed*: what it has placed so.
    """
    notes = len(context.current_page_footnotes)
    # WeasyPrint would lay all notes of the page out again for each that goes.
    vars(context)["_update_footnote_area"] = lambda: False
    block.remove_placeholders(context, boxes, absolute, fixed)
    del vars(context)["_update_footnote_area"]
    if len(context.current_page_footnotes) != notes:
        context._update_footnote_area()
        free_empty_area(context)


def call_again(context: Any, notes: list[Any]) -> None:
    """Have *notes*, which the page called before, stand on it again."""
    for note in notes:
        if note not in context.current_page_footnotes:
            context.unlayout_footnote(note)  # put off to the next page, or taken off already
            context.layout_footnote(note)


def _width_of_column(area: Any) -> float:
    """How wide a column of the notes in *area* is: as many stand side by side as have room."""
    gap = area.style["column_gap"].value
    number = max(1, int((area.width + gap) // (NOTES + gap)))
    return float((area.width + gap) / number - gap)


def _set_side_by_side(area: Any) -> None:
    """Put the notes of *area* side by side, in columns no higher than they need to be."""
    notes, across = area.children, _width_of_column(area) + area.style["column_gap"].value
    number = round((area.width + area.style["column_gap"].value) / across)
    if number < 2 or not notes:
        return
    tops = [*(note.position_y for note in notes), area.content_box_y() + area.height]
    height = max(area.height / number, *(end - top for top, end in pairwise(tops)))
    heads, higher = _fill_columns(tops, height)
    while len(heads) > number:
        heads, higher = _fill_columns(tops, higher)
    for column, (start, end) in enumerate(pairwise([*heads, len(notes)])):
        place = number - 1 - column if area.style["direction"] == "rtl" else column
        for note in notes[start:end]:
            note.translate(place * across, tops[0] - tops[start])
    area.height = max(tops[end] - tops[start] for start, end in pairwise([*heads, len(notes)]))


def _fill_columns(tops: list[float], height: float) -> tuple[list[int], float]:
    """Divide notes, with their *tops* and the end of the last one, into columns of this *height*.

    Gives the first note of each column, and the next height at which they are divided otherwise.
    """
    heads, higher = [0], inf
    for note, end in enumerate(tops[1:]):
        if end - tops[heads[-1]] > height + SLACK:
            higher = min(higher, end - tops[heads[-1]])
            heads.append(note)
    return heads, higher
