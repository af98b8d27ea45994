"""Lines, words and hatching of a map → elements of SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from ..plots.chart_words import SMALL
from .place_labels import PlacedLabel, across
from .projections import Line, Point

NEAR = 0.7
"""Pixels, 0.2 mm: positions that are nearer to each other are drawn as one."""
SPECK = 3.0
"""Pixels: a country with a colour that is smaller is drawn as a dot."""
_HATCH = 4.0
"""Pixels from one line of hatching to the next, along the page."""


def thin(line: Sequence[Point]) -> Line:
    """Leave out what is too near to the position before it to be seen."""
    kept = [line[0]]
    for x, y in line[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > NEAR:
            kept.append((x, y))
    return [*kept, line[-1]] if len(line) > 1 else kept


def path(lines: Sequence[Line], *, close: bool = True) -> str:
    """Lines as the path of an SVG, each position from the one before it, in tenths."""
    parts = []
    for line in lines:
        before = (0, 0)
        steps: list[str] = []
        for x, y in line:
            here = round(10 * x), round(10 * y)
            if here != before or not steps:
                steps.append(f"{(here[0] - before[0]) / 10:g} {(here[1] - before[1]) / 10:g}")
            before = here
        start = f"M{steps[0]}"
        parts.append(start + "l" * (len(steps) > 1) + " ".join(steps[1:]) + ("Z" if close else ""))
    return "".join(parts)


def hatch(rings: Sequence[Line], colour: str) -> str:
    """Lines from lower left to upper right over an area."""
    turned = [[(x + y, x - y) for x, y in ring] for ring in rings]
    low = min(v for ring in turned for _, v in ring)
    high = max(v for ring in turned for _, v in ring)
    lines = []
    for n in range(math.ceil(low / _HATCH), math.floor(high / _HATCH) + 1):
        level = n * _HATCH + 0.01
        ends = sorted(across(turned, level))
        for left, right in zip(ends[::2], ends[1::2], strict=False):
            x1, y1 = (left + level) / 2, (left - level) / 2
            x2, y2 = (right + level) / 2, (right - level) / 2
            lines.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
    return f'<path d="{"".join(lines)}" fill="none" stroke="{colour}" stroke-width="0.5"/>'


def small_words(text: str, x: float, y: float, colour: str, anchor: str = "start") -> str:
    """Words of the legend, with their base line at *y*."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{SMALL}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def write_label(label: PlacedLabel, ground: str) -> str:
    """A label on the map, over a patch in the colour *ground* unless that is empty."""
    left, top, right, bottom = label.box
    under = (
        f'<rect x="{left - 1.5:.1f}" y="{top - 0.5:.1f}" width="{right - left + 3:.1f}" '
        f'height="{bottom - top + 1:.1f}" rx="1.5" fill="{ground}"/>'
        if ground
        else ""
    )
    line = ""
    if label.leader:
        (x1, y1), (x2, y2) = label.leader
        line = (
            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" '
            f'stroke="{label.colour}" stroke-width="0.5"/>'
        )
    return (
        f'{line}{under}<text x="{label.x:.1f}" y="{label.y:.1f}" font-size="{label.size}" '
        f'font-weight="{label.weight}" fill="{label.colour}" text-anchor="middle">'
        f"{escape(label.text)}</text>"
    )
