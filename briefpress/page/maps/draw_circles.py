"""Points of a map, and countries that are too small to see → SVG: circles."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from .data_rows import Spot
from .projections import Point
from .shades import round_below, shade
from .shown import ShownMap
from .svg import SPECK

DOT = 2.1
"""Pixels: the radius of the dot of a country that is too small to be seen."""


@dataclass(frozen=True)
class Circle:
    """A point of the brief on the page."""

    spot: Spot
    middle: Point
    radius: float
    svg: str


def draw_specks(shown: ShownMap) -> str:
    """Draw a dot for each country that has a colour of its own and is too small to be seen."""
    owner = shown.decided.owner
    coloured = {*shown.rows, *shown.highlight, *map(owner, shown.highlight)}
    sizes: dict[str, tuple[float, Point]] = {}
    for area in shown.areas:
        if (key := owner(area.key)) in coloured:
            here = area.size, area.middle
            sizes[key] = max(sizes.get(key, here), here)
    for key in sorted(coloured - sizes.keys()):
        if point := shown.speck(key):
            sizes[key] = 0.0, point
    return "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{shown.fill(key)}" '
        f'stroke="{shown.order.tokens["muted"]}" stroke-width="0.4"/>'
        for key, (size, (x, y)) in sizes.items()
        if size < SPECK
    )


def draw_circles(shown: ShownMap) -> Iterator[Circle]:
    """Draw a circle for each point, the largest first."""
    accent = shown.order.tokens["accent"]
    most = _most(shown)
    look = (
        f'fill="{shade(accent, 78)}" stroke="{accent}" stroke-width="1"'
        if most
        else f'fill="{accent}" stroke="{shown.colours.sea}" stroke-width="0.8"'
    )
    for spot in sorted(shown.spots, key=lambda one: -(one.size or 0.0)):
        point = shown.view.point(spot.lon, spot.lat)
        assert point is not None, "a point outside the frame is an error before anything is drawn"
        radius = _radius(spot.size, most, shown.view.width)
        svg = f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{radius:.1f}" {look}/>'
        yield Circle(spot, point, radius, svg)


def sample_sizes(shown: ShownMap) -> list[tuple[float, float]]:
    """Two sizes of circles for the legend, each with its radius; empty where they have none."""
    most = _most(shown)
    if not most:
        return []
    sizes = most, round_below(most / 4)
    return [(size, _radius(size, most, shown.view.width)) for size in sizes]


def _most(shown: ShownMap) -> float:
    return max((spot.size or 0.0 for spot in shown.spots), default=0.0)


def _radius(size: float | None, most: float, width: float) -> float:
    """The radius of a circle whose surface stands for *size*, on a map so wide, in pixels.

    *most*: the largest of all sizes; 0 where points have none.
    """
    if not most:
        return 2.9
    return max(1.8, min(18.0, width / 24) * math.sqrt((size or 0.0) / most))
