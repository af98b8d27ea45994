"""An order for a map → SVG, or what keeps it from being drawn.

From back to front: areas, borders, dots for countries that are too small to see, points, names,
the small map in a corner; the legend stands below. No disputed area is drawn before the house has
decided how.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from ...model.problems import Problem, Problems
from ..plots.chart_words import Lettering
from .draw_areas import draw_areas
from .draw_borders import draw_borders
from .draw_circles import draw_circles, draw_specks
from .draw_labels import draw_labels
from .draw_legend import draw_legend
from .draw_locator import Locator, draw_locator
from .order import MapOrder
from .outlines import Atlas, read_atlas
from .outside_frame import check_shown
from .place_labels import Room
from .shown import ShownMap, find_shown

_LEGEND = 10.0
"""Pixels between the map and its legend."""


@dataclass(frozen=True)
class DrawnMap:
    """A map as SVG, and what its author should know."""

    svg: bytes
    """Empty where there is an error."""
    problems: tuple[Problem, ...]


def draw_map(order: MapOrder, file: Path | None) -> DrawnMap:
    """Draw the map of *order*; *file* holds the outlines of countries, where they are there.

    Problems: those of its rows and points; countries that do not exist or have no outline; disputed
    areas of which the house has not decided; points out of the frame; labels without room.
    """
    problems = Problems()
    if file is None and (order.shapes is None or order.map.locator):
        problems.error(
            order.place(),
            "the outlines of countries are missing",
            "run `make` in a checkout, or install briefpress from its wheel; `briefpress doctor` "
            "looks for them",
        )
        return DrawnMap(b"", tuple(problems))
    shown = find_shown(order, read_atlas(file) if file else Atlas({}, ()), problems)
    if shown is not None:
        check_shown(shown, problems)
    svg = "" if shown is None or problems.errors else _paint(shown, problems)
    return DrawnMap(b"" if problems.errors else svg.encode(), tuple(problems))


def _paint(shown: ShownMap, problems: Problems) -> str:
    order, view = shown.order, shown.view
    family = order.tokens["font-display"].strip("\"'")
    letters = Lettering(family, order.fonts)
    circles = [*draw_circles(shown)]
    # First what cannot stand elsewhere, then the small map, then labels.
    room = Room(view.box)
    for (x, y), radius in ((circle.middle, circle.radius) for circle in circles):
        room.taken.append((x - radius, y - radius, x + radius, y + radius))
    locator = draw_locator(shown, room, problems)
    parts = [
        draw_areas(shown),
        draw_borders(shown),
        draw_specks(shown),
        *(circle.svg for circle in circles),
        draw_labels(shown, circles, letters, room, problems),
        *([_put(locator, *locator.corner)] if locator and locator.corner else ()),
    ]
    if not shown.region.is_world:
        parts.append(
            f'<rect x="0.4" y="0.4" width="{view.width - 0.8:.1f}" '
            f'height="{view.height - 0.8:.1f}" fill="none" stroke="{shown.colours.coast}" '
            'stroke-width="0.8"/>'
        )
    top = view.height + _LEGEND
    below = locator if locator and not locator.corner else None
    legend = draw_legend(shown, letters, top, view.width - (below.width + 16 if below else 0.0))
    parts.append(legend.svg)
    height = legend.height
    if below:
        parts.append(_put(below, view.width - below.width - 0.4, top))
        height = max(height, below.height + 1)
    width, total = view.width, view.height + (height + _LEGEND if height else 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.1f}" height="{total:.1f}" '
        f'viewBox="0 0 {width:.1f} {total:.1f}" font-family="{escape(family)}" '
        f'data-areas="{" ".join(shown.decided.decisions)}">'
        f"<title>{escape(order.title)}</title><desc>{escape(order.description)}</desc>"
        f"{''.join(parts)}</svg>"
    )


def _put(locator: Locator, x: float, y: float) -> str:
    return f'<g transform="translate({x:.1f} {y:.1f})">{locator.svg}</g>'
