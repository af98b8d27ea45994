"""Have no Chinese letter stand alone in the last line of a paragraph: the blocks of WeasyPrint.

One or two that would are drawn into the lines above, whose letters stand a little closer.
"""

from __future__ import annotations

from functools import wraps
from math import inf
from typing import Any

from ..model.scripts import SQUARE
from .footnote_area import take_off

BLOCK = 6
"""So many values WeasyPrint gives with a block in the flow, at least; fewer with one in a line, a
row or a flex.
"""
PAIR, FEW = 2, 2
"""Lines of a text of Chinese letters, at least, whose last one is drawn in, and letters in that."""
CLOSER = (-0.012, -0.024, -0.036)
"""How close its letters stand then, in parts of one: the first that saves a line."""


def draw_last_letters_in(block: Any) -> None:
    """Have WeasyPrint set a paragraph or an item in Chinese that ends with one or two letters in a
    line so that it has a line less.

    *block*: its module of this name.
    """
    lay_out = block.block_container_layout

    @wraps(lay_out)
    def lay_out_closer(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        if box.element_tag not in _TEXTS or len(rest) < BLOCK:
            return lay_out(context, box, *rest, **named)
        top, margins = box.position_y, [*(rest[5] or ())]  # it collapses them, and moves the box
        result = lay_out(context, box, *rest, **named)
        if rest[1] or result[0] is None or result[1] or not _ends_with_few_letters(result[0]):
            return result
        closer = _draw_in(lay_out, context, box)
        if closer is None:
            return result
        take_off(block, context, [result[0]], *rest[3:5])
        closer.position_y = top
        return lay_out(context, closer, *rest[:5], margins, *rest[6:], **named)

    block.block_container_layout = lay_out_closer


_TEXTS = {"p", "li", "dd"}


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
