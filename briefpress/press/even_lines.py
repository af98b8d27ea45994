"""Have the lines of headings and standfirsts be as long as each other: the blocks of WeasyPrint.

One whose last line is short is set in the least width that takes no more lines. A heading that
takes no more lines with a break after its colon has one there.

    Four in five of the displaced stay within a        Four in five of the displaced
    day’s walk of home                            ─►   stay within a day’s walk of home
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import wraps
from math import inf
from typing import Any

EVEN = 0.85
"""The part of the longest line up to which a last one is mended: one that is longer stays as it is.
"""
LEAST = 0.5
"""The part of the longest line that the shortest has, at least, where a heading breaks at a colon.
"""
TRIES = 6
"""How often a text is set: its width is then found to 1 % of the measure."""


def even_lines(block: Any) -> None:
    """Have WeasyPrint set each heading, and each `.standfirst`, with lines of about one length.

    *block*: its module of this name.
    """
    lay_out = block.block_container_layout

    @wraps(lay_out)
    def lay_out_evenly(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        if not _is_even(box):
            return lay_out(context, box, *rest, **named)
        whole = box.width

        def widths(box: Any, width: float) -> list[float]:
            trial = box.copy()
            trial.width = width
            laid = lay_out(context, trial, -inf, None, True, [], [], [], None, None, False, None)[0]
            return [line.width for line in laid.children]

        low, high, found = whole / 2, whole, widths(box, whole)
        for parted in _parted(box) if len(found) > 1 else ():
            lines = widths(parted, whole)
            if len(lines) == len(found) and min(lines) > LEAST * max(lines):
                box, found = parted, lines
                break
        if not found or found[-1] > EVEN * max(found):
            return lay_out(context, box, *rest, **named)
        for _ in range(TRIES):
            middle = (low + high) / 2
            if len(widths(box, middle)) > len(found):
                low = middle
            else:
                high = middle
        begin, spared = box.position_x, whole - high
        if box.style["text_align_all"] == "center":
            spared /= 2
        elif box.style["direction"] == "ltr":
            spared = 0
        box.position_x, box.width = begin + spared, high
        result = lay_out(context, box, *rest, **named)
        if result[0] is not None:
            result[0].position_x, result[0].width = begin, whole
        return result

    block.block_container_layout = lay_out_evenly


_HEADINGS = {"h1", "h2", "h3", "h4"}


def _is_even(box: Any) -> bool:
    classes = (box.element.get("class") or "").split() if box.element is not None else ()
    return (box.element_tag in _HEADINGS or "standfirst" in classes) and not any(
        one.footnote for one in box.descendants()
    )


_STOPS = re.compile(r"(?<=[:?!؟]) (?=\S)")


def _parted(box: Any) -> Iterator[Any]:
    """Copies of a heading, each with a line that ends at another of its colons."""
    texts = [n for n, one in enumerate(box.descendants()) if hasattr(one, "text")]
    for n in texts if box.element_tag in _HEADINGS else ():
        for stop in _STOPS.finditer([*box.descendants()][n].text):
            parted = box.deepcopy()
            text = [*parted.descendants()][n]
            text.text = f"{text.text[: stop.start()]}\n{text.text[stop.end() :]}"
            yield parted
