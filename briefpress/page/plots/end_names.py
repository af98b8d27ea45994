"""Set names beside the ends of lines or beside parts of a bar, and move those apart that touch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .chart_words import LEADING, SIZE, Lettering, height, spread
from .palette import mixed
from .view import Label, Style, View

AFTER_NUMBER = "\u2002"
"""The space between a number and the name that it belongs to."""
_NEAR, _LED, _MOVED, _OVER = 7.0, 15.0, 3.0, 7.0
"""From the end of a line to its name, in pixels; the same where a thin line leads from one to the
other; how far a name may be moved without; and how far the names reach over the plot."""


@dataclass(frozen=True)
class Names:
    """Names on one side of a plot, beside the ends of its lines or moved apart."""

    labels: Sequence[Label]
    """At *x* as far from the edge of the plot as they stand; below zero on its left."""
    ends: Sequence[float]
    """How far down the line of each ends."""

    def reach(self, letters: Lettering) -> float:
        """How wide they are, from the plot on."""
        hung = [part for one in self.labels for part in _hung(one, letters)]
        wide = [abs(one.x) + letters.widest(one.lines, SIZE, 600) for one in hung]
        return max(wide, default=0.0) + 2

    def set_in(self, view: View, edge: float, ends: Sequence[float], style: Style) -> None:
        """Set them beside the *edge* of *view*, and lead to each that was moved from its end, or
        stands close to one that was.

        *ends*: how far right the line of each ends.
        """
        hung = [part for one in self.labels for part in _hung(one, style.lettering)]
        view.texts([replace(one, x=edge + one.x) for one in hung])
        rules = []
        moved = [one for one, y in zip(self.labels, self.ends, strict=True)
                 if abs(one.y - y) > _MOVED]  # fmt: skip
        for one, x, y in zip(self.labels, ends, self.ends, strict=True):
            side = math.copysign(1, one.x)
            if abs(edge - x) > 1 or any(_touch(one, other) for other in moved):
                rules.append((x + side * 5, y, edge + one.x - side * 3, one.y))
        view.rules(rules, mixed(style.muted, 0.25), 0.5)


def _touch(one: Label, other: Label) -> bool:
    """Whether two names stand under each other without a line between them, or are the same."""
    return abs(one.y - other.y) < (height(one.lines) + height(other.lines)) / 2 + _MOVED


def _hung(label: Label, letters: Lettering) -> list[Label]:
    """Part *label* where a number stands beside a name of several lines: these begin as one, or on
    the left of a plot end as one.

    9.40  Water cart            9.40  Water cart
    in Tarn               ─►          in Tarn
    """
    first, parting, last = label.lines[0].partition(AFTER_NUMBER)
    if not parting or len(label.lines) == 1:
        return [label]
    number, name = (last, first) if label.align == "right" else (first, last)
    indent = letters.width(number, SIZE, label.weight) + SIZE / 2  # an en space
    y = label.y - (len(label.lines) - 1) * SIZE * LEADING / 2
    return [
        replace(label, y=y, lines=[number]),
        replace(
            label,
            x=label.x + (-indent if label.align == "right" else indent),
            lines=[name, *label.lines[1:]],
        ),
    ]


def name_ends(labels: Sequence[Label], heights: Sequence[float], high: float) -> Names:
    """Move *labels*, each beside the end of its line, apart in a plot *high* pixels high."""
    ends = [one.y for one in labels]
    over = _OVER
    moved = [y - over for y in spread([end + over for end in ends], heights, high + 2 * over)]
    is_led = any(abs(y - end) > _MOVED for y, end in zip(moved, ends, strict=True))
    gap = _LED if is_led else _NEAR
    return Names(
        [
            replace(one, x=-gap if one.align == "right" else gap, y=y)
            for one, y in zip(labels, moved, strict=True)
        ],
        ends,
    )
