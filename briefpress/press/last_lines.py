"""Have no line of a paragraph gape above a last one of two words: the blocks of WeasyPrint.

A short last word of a text stands in one line with the one before it. Where both go down, or a
long word alone, the line above has a gap; the paragraph is set a little narrower then, in as many
lines.

    The Council met in March and         The Council met in March
    adopted its first resolution   ─►    and adopted its first
    on the                               resolution on the
    evacuation of Karsk.                 evacuation of Karsk.

One or two Chinese letters that would stand alone in a last line are drawn into the lines above,
whose letters stand a little closer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import wraps
from math import inf
from typing import Any

from ..model.scripts import SQUARE
from .footnote_area import take_off

GAP = 0.15
"""The part of the measure that the last line but one lacks, from which on it gapes."""
LEAST = 0.88
"""The part of the measure that a paragraph is set in at least."""
TRIES = 4
"""How often a paragraph is set narrower, each time so that its longest line loses a word."""
BLOCK = 6
"""So many values WeasyPrint gives with a block in the flow, at least; fewer with one in a line, a
row or a flex.
"""
PAIR, FEW = 2, 2
"""Lines of a text of Chinese letters, at least, whose last one is drawn in, and letters in that."""
CLOSER = (-0.012, -0.024, -0.036)
"""How close its letters stand then, in parts of one: the first that saves a line."""
BETTER = 0.8
"""The part of what the lines lacked, squared, that they may lack then."""


def close_last_lines(block: Any) -> None:
    """Have WeasyPrint set a paragraph or an item, whose last line but one gapes, so that it does
    not, in as many lines.

    *block*: its module of this name.
    """
    lay_out = block.block_container_layout

    @wraps(lay_out)
    def lay_out_closed(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        if box.element_tag not in _TEXTS or len(rest) < BLOCK:
            return lay_out(context, box, *rest, **named)
        whole, begin, top = box.width, box.position_x, box.position_y
        bottom_space, skip_stack, is_empty, absolute, fixed, margins, *others = rest
        known_margins = [*(margins or ())]  # it collapses them, and moves the box by them
        result = lay_out(context, box, *rest, **named)
        if skip_stack or result[0] is None or result[1]:
            return result
        if _ends_with_few_letters(result[0]) and (closer := _draw_in(lay_out, context, box)):
            take_off(block, context, [result[0]], absolute, fixed)
            closer.position_y = top
            rest = (bottom_space, skip_stack, is_empty, absolute, fixed, known_margins, *others)
            return lay_out(context, closer, *rest, **named)
        if not _gapes(result[0], whole):
            return result
        widths = _widths(result[0])
        known = vars(context).setdefault("narrower_texts", {})
        key = box.element, whole, *widths  # laid out again for each column and page that is tried
        if key not in known:
            known[key] = _find_width(lay_out, context, box, whole, widths)
        if known[key] == whole:
            return result
        take_off(block, context, [result[0]], absolute, fixed)
        box.width, box.position_y = known[key], top
        if box.style["direction"] == "rtl":
            box.position_x += whole - box.width
        rest = (bottom_space, skip_stack, is_empty, absolute, fixed, known_margins, *others)
        result = lay_out(context, box, *rest, **named)
        box.width, box.position_x = whole, begin
        if result[0] is not None:
            result[0].width, result[0].position_x = whole, begin
        return result

    block.block_container_layout = lay_out_closed


_TEXTS = {"p", "li", "dd"}


def _widths(box: Any) -> list[float]:
    return [one.width for one in box.children]


def _gapes(box: Any, measure: float) -> bool:
    """Whether the last line of *box* is words that are tied, below a line that lacks much of the
    *measure*.
    """
    lines = box.children
    if len(lines) < 3 or any(type(one).__name__ != "LineBox" for one in lines[-2:]):
        return False
    if measure - lines[-2].width < GAP * measure or box.style["text_align_all"] == "justify":
        return False
    last = "".join(one.text for one in lines[-1].descendants() if hasattr(one, "text")).strip(" ")
    return " " not in last


def _ends_with_few_letters(box: Any) -> bool:
    """Whether the last line of *box*, a paragraph of Chinese letters, has one or two of them."""
    lines = box.children
    if box.style["text_align_all"] != "justify" or len(lines) < PAIR:
        return False
    if any(type(one).__name__ != "LineBox" for one in lines):
        return False
    last = "".join(one.text for one in lines[-1].descendants() if hasattr(one, "text"))
    letters = [one for one in last if one.isalpha()]  # not the number of a note
    return 0 < len(letters) <= FEW and min(letters) >= SQUARE[0]


def _draw_in(lay_out: Any, context: Any, box: Any) -> Any:
    """Give a copy of *box* whose letters stand so much closer that it has a line less; None where
    they would have to stand too close.
    """
    known = vars(context).setdefault("closer_letters", {})
    key = box.element, box.width
    if key not in known:
        count = _count_lines(lay_out, context, box, 0)
        ways = (one for one in CLOSER if _count_lines(lay_out, context, box, one) < count)
        known[key] = next(ways, None)
    return None if known[key] is None else _with_spacing(box, known[key])


def _count_lines(lay_out: Any, context: Any, box: Any, spacing: float) -> int:
    """How many lines *box* has where its letters stand apart by *spacing*, parts of one."""
    trial = _with_spacing(box, spacing)
    for one in trial.descendants():  # its notes are not laid out, for the page would keep them
        one.footnote = None
    laid = lay_out(context, trial, -inf, None, True, [], [], [], None, None, False, None)[0]
    return len(laid.children)


def _with_spacing(box: Any, spacing: float) -> Any:
    """A copy of *box* whose letters stand apart by *spacing*, parts of one."""
    made = box.deepcopy()
    for one in (made, *made.descendants()):
        one.style = one.style.copy()
        one.style["letter_spacing"] = spacing * one.style["font_size"]
    return made


def _find_width(
    lay_out: Any, context: Any, box: Any, measure: float, widths: Sequence[float]
) -> float:
    """Find the width in which *box* is best set: the *measure*, in which its lines are *widths*, or
    a little less.
    """
    trial = box.deepcopy()
    for one in trial.descendants():  # its notes are not laid out, for the page would keep them
        one.footnote = None
    best, least, count = measure, BETTER * _missing(widths, measure), len(widths)
    for _ in range(TRIES):
        width = max(widths[:-1]) - 1
        if width < LEAST * measure:
            break
        trial.width = width
        laid = lay_out(context, trial, -inf, None, True, [], [], [], None, None, False, None)[0]
        widths = _widths(laid)
        if len(widths) > count:
            break
        if (missing := _missing(widths, measure)) < least:
            best, least = width, missing
    return best


def _missing(widths: Sequence[float], measure: float) -> float:
    """Square what each of the lines but the last one lacks of the *measure*, and add it up."""
    return sum((measure - width) ** 2 for width in widths[:-1])
