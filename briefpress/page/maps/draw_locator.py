"""Where a map lies in a larger part of the world → a small map for its corner, as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model.map_shapes import Position
from ...model.problems import Problems
from .areas import longer_side, surface
from .place_labels import Room
from .projections import Azimuthal, Line, Point, clip_to_box
from .shades import shade
from .shown import ShownMap
from .svg import NEAR, SPECK, path, thin
from .views import MapView, find_view

_EDGE = 8
"""Positions that are taken along each side of the map, to draw it on the small one."""


@dataclass(frozen=True)
class Locator:
    """The small map, and where it may stand."""

    svg: str
    """With its upper left at the origin."""
    width: float
    height: float
    corner: Point | None
    """The upper left of its place on the map; None where it would cover something there."""


def draw_locator(shown: ShownMap, room: Room, problems: Problems) -> Locator | None:
    """Draw the small map; None where there is none. Its place on the map is taken then.

    Problems: a map of the world, which needs none; one that does not lie within its small map.
    """
    if shown.locator is None:
        return None
    if not isinstance(shown.view.projection, Azimuthal):
        problems.error(
            shown.order.place("locator"), "a map of the world needs no locator", "delete `locator:`"
        )
        return None
    width = min(112.0, max(62.0, 0.24 * shown.view.width))
    small = find_view(shown.locator, shown.atlas.outlines, (), width)
    land = shade(shown.order.tokens["muted"], 80)
    colours = shown.colours
    svg = (
        f'<rect width="{small.width:.1f}" height="{small.height:.1f}" fill="{colours.sea}"/>'
        f'<path d="{path([*_land(shown, small)])}" fill="{land}" stroke="{land}" '
        f'stroke-width="0.3"/>{_mark(shown, small, problems)}'
        f'<rect width="{small.width:.1f}" height="{small.height:.1f}" fill="none" '
        f'stroke="{colours.coast}" stroke-width="0.8"/>'
    )
    return Locator(svg, small.width, small.height, _find_corner(shown, small, room))


def _land(shown: ShownMap, small: MapView) -> Iterator[Line]:
    for polygons in shown.atlas.outlines.values():
        for polygon in polygons:
            if not small.may_show(polygon[0]):
                continue
            for line in small.projection.rings(small.thinned(polygon[0], NEAR)):
                cut = clip_to_box(small.on_page(line), small.box)
                if cut and longer_side(cut) > SPECK / 4:
                    yield thin(cut)


def _find_corner(shown: ShownMap, small: MapView, room: Room) -> Point | None:
    """Find the corner in which the small map covers the least, and no point and nothing that is
    shaded; None where each covers some. It is taken then.
    """
    right, bottom = shown.view.width - small.width, shown.view.height - small.height
    anywhere = Room((-1e9, -1e9, 1e9, 1e9), room.taken)
    costs = []
    for corner in ((0.0, 0.0), (right, 0.0), (0.0, bottom), (right, bottom)):
        box = (*corner, corner[0] + small.width, corner[1] + small.height)
        bare = shaded = 0.0
        for area in shown.areas:
            covered = sum(map(surface, area.rings_in(box)))
            if shown.is_own or shown.fills[area.key] != shown.colours.land:
                shaded += covered
            else:
                bare += covered
        if anywhere.is_free(box) and shaded < 0.01 * small.width * small.height:
            costs.append((bare, corner, box))
    if not costs:
        return None
    _, corner, box = min(costs)
    room.taken.append(box)
    return corner


def _mark(shown: ShownMap, small: MapView, problems: Problems) -> str:
    """Draw where the map lies on the *small* one."""
    points = [point for position in _edge(shown.view) if (point := small.point(*position))]
    box = clip_to_box(points, small.box)
    if not box:
        problems.error(
            shown.order.place("locator"),
            "the map does not lie within its locator",
            "name a larger part of the world there: `world`, or a continent",
        )
        return ""
    xs, ys = [x for x, _ in box], [y for _, y in box]
    if max(xs) - min(xs) < 6 and max(ys) - min(ys) < 6:
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        box = [(x - 3, y - 3), (x + 3, y - 3), (x + 3, y + 3), (x - 3, y + 3)]
    accent = shown.order.tokens["accent"]
    return f'<path d="{path([box])}" fill="none" stroke="{accent}" stroke-width="1.3"/>'


def _edge(view: MapView) -> Iterator[Position]:
    """The positions along the frame of *view*, once around it."""
    assert isinstance(view.projection, Azimuthal)
    steps = [n / _EDGE for n in range(_EDGE)]
    for x, y in (
        *((along, 0.0) for along in steps), *((1.0, along) for along in steps),
        *((1 - along, 1.0) for along in steps), *((0.0, 1 - along) for along in steps), (0.0, 0.0),
    ):  # fmt: skip
        plane = (
            view.middle[0] + (x - 0.5) * view.width / view.scale,
            view.middle[1] - (y - 0.5) * view.height / view.scale,
        )
        if position := view.projection.position(*plane):
            yield position
