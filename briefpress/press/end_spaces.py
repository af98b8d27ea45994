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
