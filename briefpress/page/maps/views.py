"""The region of a map → how the world is turned, and which part of it is on the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...model.map_shapes import Polygon, Position
from ...model.problems import Problems
from .countries import REGIONS, WORLD, find_country, find_region, nearest_country
from .order import MapOrder
from .projections import Azimuthal, EqualEarth, Line, Point, Projection

Box = tuple[float, float, float, float]
"""Left, top, right, bottom of a page; or west, south, east and north in degrees."""
_WORLD: Box = (-169.0, -56.0, 191.0, 84.0)
"""All of it, cut in the Bering Strait, without the Antarctic."""
_WIDEST = 150
"""Degrees from west to east that are drawn as a part of the world."""
_SMALLEST = 0.012
"""In radii of the Earth, 75 km: a point alone is shown with what lies around it."""


@dataclass(frozen=True)
class MapView:
    """A part of the world on a page."""

    projection: Projection
    middle: Point
    """On the plane of the projection."""
    scale: float
    """CSS pixels for a radius of the Earth."""
    width: float
    height: float

    @property
    def box(self) -> Box:
        """The frame."""
        return 0, 0, self.width, self.height

    def on_page(self, line: Iterable[Point]) -> Line:
        """Bring what is projected onto the page."""
        x0, y0, scale = *self.middle, self.scale
        left, top = self.width / 2, self.height / 2
        return [(left + (x - x0) * scale, top + (y0 - y) * scale) for x, y in line]

    def point(self, lon: float, lat: float) -> Point | None:
        """Where a position lies on the page; None where it cannot be seen."""
        point = self.projection.point(lon, lat)
        return self.on_page([point])[0] if point else None

    def point_in_frame(self, lon: float, lat: float) -> Point | None:
        """Where a position lies in the frame; None where it does not."""
        point = self.point(lon, lat)
        is_held = point and 0 <= point[0] <= self.width and 0 <= point[1] <= self.height
        return point if is_held else None

    @cached_property
    def reach(self) -> Box | None:
        """The part of the world in the frame, in degrees, and a little more; None where that is all
        longitudes or a pole.
        """
        if not isinstance(self.projection, Azimuthal):
            return None
        positions = []
        for m in range(-1, 10):
            for n in range(-1, 10):
                x = self.middle[0] + (m / 8 - 0.5) * self.width / self.scale
                y = self.middle[1] + (n / 8 - 0.5) * self.height / self.scale
                position = self.projection.position(x, y)
                if position is None or abs(position[1]) > 84:
                    return None
                positions.append(position)
        lons, lats = [lon for lon, _ in positions], [lat for _, lat in positions]
        return (min(lons), min(lats), max(lons), max(lats)) if _is_short(lons) else None

    def may_show(self, line: Sequence[Position]) -> bool:
        """Whether any of *line* may lie in the frame: a cheap look before it is projected."""
        if self.reach is None:
            return True
        west, south, east, north = self.reach
        lats = [lat for _, lat in line]
        if max(lats) < south or min(lats) > north:
            return False
        lons = [lon for lon, _ in line]
        least, most = min(lons), max(lons)
        if most - least > 180:  # over the edge of the world
            return True
        return any(least + turn <= east and most + turn >= west for turn in (-360, 0, 360))

    def thinned(self, line: Sequence[Position], near: float) -> Sequence[Position]:
        """Leave out of *line* what is nearer than *near* pixels to the position before it."""
        least = math.degrees(near / self.scale)
        kept = [line[0]]
        x0, y0 = line[0]
        across = math.cos(math.radians(y0))
        for one in line[1:-1]:
            if abs(one[0] - x0) * across + abs(one[1] - y0) > least:
                kept.append(one)
                x0, y0 = one
                across = math.cos(math.radians(y0))
        kept.append(line[-1])
        return kept if len(kept) > 3 else line

    def shows(self, box: Box) -> bool:
        """Whether any of *box*, in degrees, may lie within the frame."""
        west, south, east, north = box
        points = [
            point
            for m in range(9)
            for n in range(9)
            if (point := self.point(west + (east - west) * m / 8, south + (north - south) * n / 8))
        ]
        if not points:
            return False
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        return right > 0 and left < self.width and bottom > 0 and top < self.height


def _is_short(lons: Sequence[float]) -> bool:
    """Whether longitudes do not reach around the world."""
    return max(lons) - min(lons) < 180


@dataclass(frozen=True)
class Region:
    """The part of the world that a map shows."""

    box: Box | None = None
    """In degrees; the east may be more than 180."""
    codes: tuple[str, ...] = ()
    """Countries, or keys of shapes."""

    @property
    def is_world(self) -> bool:
        """Whether it is the world from its western to its eastern edge."""
        return self.box is not None and self.box[2] - self.box[0] > 355


def read_region(
    texts: Sequence[str], field: str, order: MapOrder, keys: Iterable[str], problems: Problems
) -> Region | None:
    """Read `region:` or `locator:`; None where it is not given, or has errors.

    *keys*: of the brief's own shapes.

    Problems: what is no country and no continent, a box that is none.
    """
    if not texts:
        return None
    numbers = [_degrees(text) for text in texts]
    if all(number is not None for number in numbers):
        return _read_box([n for n in numbers if n is not None], field, order, problems)
    own = {key.casefold(): key for key in keys}
    boxes: list[Box] = []
    codes: list[str] = []
    for n, text in enumerate(texts):
        number = None if text.casefold() in own else find_region(text, order.language)
        code = own.get(text.casefold()) or find_country(text, order.language)
        if number:
            boxes.append(_WORLD if number == WORLD else REGIONS[number])
        elif code:
            codes.append(code)
        else:
            problems.error(
                order.place(field, n),
                f"`{text}` is no country and no continent",
                nearest_country(text, order.language),
            )
            return None
    if boxes and codes:
        problems.error(
            order.place(field),
            "a continent and a country together",
            "name countries alone, or the continent alone",
        )
        return None
    box = (
        min(one[0] for one in boxes), min(one[1] for one in boxes),
        max(one[2] for one in boxes), max(one[3] for one in boxes),
    ) if boxes else None  # fmt: skip
    return Region(box, tuple(codes))


def _degrees(text: str) -> float | None:
    try:
        number = float(text.replace("−", "-"))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _read_box(
    numbers: Sequence[float], field: str, order: MapOrder, problems: Problems
) -> Region | None:
    if len(numbers) == 4:
        west, south, east, north = numbers
        east += 360 * (east <= west)
        if (abs(south) <= 90 and abs(north) <= 90 and abs(west) <= 180) and (
            0.05 < east - west <= 360 and north - south > 0.05
        ):
            return Region((west, south, east, north))
    problems.error(
        order.place(field),
        f"`{', '.join(f'{one:g}' for one in numbers)}` is no part of the world",
        "write west, south, east and north in degrees: [124, 37, 131, 43]",
    )
    return None


def find_view(
    region: Region, outlines: Mapping[str, Sequence[Polygon]], spots: Sequence[Position],
    width: float, highest: float = math.inf, *, is_narrow: bool = False,
) -> MapView:  # fmt: skip
    """Turn the world so that *region* fills a page of *width*, with *spots* where it names none.

    *outlines*: by code or key; those that *region* names are among them. *highest*: the height of
    the page, at most. *is_narrow*: whether it may be higher than it is wide.
    """
    margin = 0.0
    if region.box:
        west, south, east, north = region.box
        middle = (west + east) / 2, (south + north) / 2
        edge = [
            *((west + (east - west) * n / 24, lat) for n in range(25) for lat in (south, north)),
            *((lon, south + (north - south) * n / 24) for n in range(25) for lon in (west, east)),
        ]
        lines = [edge, [middle]]
        wide = east - west > _WIDEST
    else:
        parts = [part for code in region.codes for part in main_part(outlines[code])]
        lines = [[*polygon[0]] for polygon in parts] + [[spot] for spot in spots]
        middle, wide = _middle(lines)
        margin = 0.06 if region.codes else 0.25
    projection: Projection = EqualEarth(middle[0]) if wide else Azimuthal(*middle)
    if wide and not region.box:
        lines, margin = [[(lon + middle[0] - 11, lat) for lon in (-168, 11, 190)
                          for lat in (-56, 0, 84)]], 0.0  # fmt: skip
    points = [
        (x, y) for line in lines for lon, lat in line
        if (projected := _project(projection, lon, lat, middle[0])) for x, y in [projected]
    ]  # fmt: skip
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    across = max((right - left) * (1 + 2 * margin), _SMALLEST)
    down = max((top - bottom) * (1 + 2 * margin), _SMALLEST * 0.6)
    least, most = (0.7, 1.5) if is_narrow else (0.4, 0.95)
    height = min(width * min(most, max(least, down / across)), highest)
    scale = min(width / across, height / down)
    return MapView(projection, ((left + right) / 2, (bottom + top) / 2), scale, width, height)


def _project(projection: Projection, lon: float, lat: float, middle: float) -> Point | None:
    if isinstance(projection, EqualEarth):  # the eastern edge is not the western one
        turn = min(179.999, max(-179.999, lon - middle))
        return projection.point(middle + turn, lat)
    return projection.point(lon, lat)


def _middle(lines: Sequence[Sequence[Position]]) -> tuple[Position, bool]:
    """The middle of *lines*, and whether they are all over the world."""
    west, east = _span([lon for line in lines for lon, _ in line])
    lats = [lat for line in lines for _, lat in line]
    south, north = min(lats), max(lats)
    if east - west > 200 and south < 35:
        return (11.0, 0.0), True
    return ((west + east) / 2, (south + north) / 2), False


def _span(lons: Sequence[float]) -> tuple[float, float]:
    """The western and the eastern end of *lons*; the widest gap between two of them is outside."""
    ordered = sorted({round(lon % 360, 3) for lon in lons})
    gaps = [b - a for a, b in zip(ordered, [*ordered[1:], ordered[0] + 360], strict=True)]
    last = gaps.index(max(gaps))
    east, west = ordered[last], ordered[(last + 1) % len(ordered)]
    return (west - 360 * (west > east)), east


def main_part(polygons: Sequence[Polygon]) -> list[Polygon]:
    """The largest part of a country, and what lies near it: not its islands in other oceans."""
    boxes = [_box(polygon[0]) for polygon in polygons]
    sizes = [(box[2] - box[0]) * (box[3] - box[1]) for box in boxes]
    first = sizes.index(max(sizes))
    west, south, east, north = whole = boxes[first]
    near = max(1.2, 0.25 * math.hypot(north - south, (east - west) * _narrowing(whole)))
    chosen, rest = [first], {n for n in range(len(boxes)) if n != first}
    while added := [n for n in rest if _gap(whole, boxes[n]) <= near]:
        for n in added:
            box = _beside(whole, boxes[n])
            whole = (
                min(whole[0], box[0]), min(whole[1], box[1]),
                max(whole[2], box[2]), max(whole[3], box[3]),
            )  # fmt: skip
        chosen += added
        rest -= {*added}
    return [polygons[n] for n in chosen]


def _box(ring: Sequence[Position]) -> Box:
    west, east = _span([lon for lon, _ in ring])
    return west, min(lat for _, lat in ring), east, max(lat for _, lat in ring)


def _narrowing(box: Box) -> float:
    return math.cos(math.radians((box[1] + box[3]) / 2))


def _beside(whole: Box, box: Box) -> Box:
    """*box*, turned round the world to where it is nearest to *whole*."""
    turn = 360 * round(((whole[0] + whole[2]) - (box[0] + box[2])) / 720)
    return box[0] + turn, box[1], box[2] + turn, box[3]


def _gap(whole: Box, box: Box) -> float:
    west, south, east, north = _beside(whole, box)
    across = max(0.0, west - whole[2], whole[0] - east) * _narrowing(whole)
    return math.hypot(across, max(0.0, south - whole[3], whole[1] - north))
