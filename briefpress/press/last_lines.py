"""Have no line of a paragraph gape above a last one of two words: the blocks of WeasyPrint.

A short last word of a text stands in one line with the one before it. Where both go down, or a
long word alone, the line above has a gap; the paragraph is set a little narrower then, in as many
lines.

    The Council met in March and         The Council met in March
    adopted its first resolution   ─►    and adopted its first
    on the                               resolution on the
    evacuation of Karsk.                 evacuation of Karsk.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import wraps
from math import inf
from typing import Any

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
        if skip_stack or result[0] is None or result[1] or not _gapes(result[0], whole):
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
