"""Fill the line of a text that ends in a space: the lines of WeasyPrint.

Such a text stands before what is set otherwise: an abbreviation, a link, a word in italics. Pango
lets the space hang over the edge of the line; WeasyPrint takes the line for one that has no place
to break, and breaks it after its first word.

    years.                                 years. What the figures cannot say
    What the figures cannot say       ─►   is told by <UNHCR>.
    is told by <UNHCR>.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import wraps
from typing import Any

FIXED = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
"""Spaces after which no line ends."""
RESUME, WIDTH = 2, 3
"""Where WeasyPrint says of a line at which byte the next one begins, or None, and how wide
the line is, in pixels."""


def let_spaces_hang(modules: Sequence[Any]) -> None:
    """Have WeasyPrint fill a line of a text that ends in a space.

    *modules*: those of its modules that break lines, which have the same function.
    """
    split = modules[0].split_first_line

    @wraps(split)
    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any
    ) -> tuple[Any, ...]:
        line = tuple(split(text, style, context, max_width, *rest, **named))
        if (
            not text.endswith((" ", *FIXED))
            or line[RESUME] is None
            or b" " in text.encode()[: line[RESUME]].rstrip()  # it holds more than one word
        ):
            return line
        bare = text[:-1]
        other = tuple(split(bare, style, context, max_width, *rest, **named))
        if other[RESUME] is None and other[WIDTH] <= max_width:  # it fits, and its space does not
            if not text.endswith(FIXED):  # what comes next begins a line
                return tuple(split(text, style, context, None, *rest, **named))
            other = tuple(split(bare, style, context, other[WIDTH] - 1, *rest, **named))
        return max(line, other, key=lambda one: one[RESUME] or 0)

    for module in modules:
        module.split_first_line = split_first_line


def justify_from_the_right(inline: Any, line_size: Any) -> None:
    """Have a justified line that is read from the right end at both edges of its column.

    WeasyPrint moves such a line to the left by the space at its end, which hangs over, and then
    sets it anew without that space. And a space that is made wider is taken from the first font of
    the text, where one between Arabic words was taken from theirs. *inline*: the module that sets
    lines; *line_size*: what measures them.
    """
    justify = inline.justify_line

    def fill(box: Any) -> None:
        """Give the spaces of each text of *box* as much room as it takes to be so wide."""
        for child in getattr(box, "children", ()):
            fill(child)
        if not (spaces := inline.count_expandable_spaces(box)) or not hasattr(box, "pango_layout"):
            return
        layout = box.pango_layout
        layout.reactivate(box.style)
        missing = box.width - line_size(layout.get_first_line()[0], box.style)[0]
        layout.deactivate()
        layout.justification_spacing += missing / spaces

    @wraps(justify)
    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        justify(context, line, extra_width)
        flowing = [one for one in line.children if one.is_in_normal_flow()]
        if line.style["direction"] != "rtl" or not flowing:
            return
        last = line
        while getattr(last, "children", ()):
            last = last.children[-1]
        if hasattr(last, "pango_layout") and not inline.count_expandable_spaces(last):
            last.pango_layout = inline.create_layout(last.text, last.style, context, None, 0)
            last.pango_layout.deactivate()
        fill(line)
        inset = line.position_x - min(one.position_x for one in flowing)
        for child in line.children:
            child.translate(dx=inset, ignore_floats=True)

    inline.justify_line = justify_line
