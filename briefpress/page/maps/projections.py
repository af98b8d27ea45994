"""Longitudes and latitudes → positions on a plane, on which areas keep their size.

A part of the world is drawn around its middle (Lambert's azimuthal projection, 1772), all of it as
an ellipse with flat poles (Equal Earth, by Šavrič, Patterson and Jenny, 2018). Positions on the
plane are in radii of the Earth, to the east and to the north.
"""

from __future__ import annotations

import itertools
import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from ...model.map_shapes import Position

Point = tuple[float, float]
"""On a plane: to the east and to the north; or on a page: to the right and down."""
Line = list[Point]
STEP = 2.0
"""Degrees: a longer edge is bent, as its parallel is."""


class Projection(ABC):
    """A way to draw the world."""

    @abstractmethod
    def rings(self, ring: Sequence[Position]) -> Iterator[Line]:
        """Project a ring of an area: what of it can be seen, in one part or several."""

    @abstractmethod
    def lines(self, line: Sequence[Position]) -> Iterator[Line]:
        """Project a line: what of it can be seen, in one part or several."""

    @abstractmethod
    def point(self, lon: float, lat: float) -> Point | None:
        """Project a position; None where it cannot be seen."""


class Azimuthal(Projection):
    """A part of the world, around a middle."""

    REACH = math.radians(100)
    """From the middle; no country reaches from there to the other side of the world."""

    def __init__(self, lon: float, lat: float) -> None:
        """Take the middle, in degrees."""
        self.lon = math.radians(lon)
        self.sin, self.cos = math.sin(math.radians(lat)), math.cos(math.radians(lat))

    def rings(self, ring: Sequence[Position]) -> Iterator[Line]:
        """Project a ring, if any of it is within reach."""
        if any(self._is_near(*ring[n]) for n in range(0, len(ring), max(1, len(ring) // 40))):
            line = [self._project(*one) for one in _bent(_unwrapped(ring))]
            yield line

    def lines(self, line: Sequence[Position]) -> Iterator[Line]:
        """Project a line, if any of it is within reach."""
        yield from self.rings(line)

    def point(self, lon: float, lat: float) -> Point | None:
        """Project a position within reach."""
        return self._project(lon, lat) if self._is_near(lon, lat) else None

    def position(self, x: float, y: float) -> Position | None:
        """The position that is projected onto a point; None where none is."""
        reach = math.hypot(x, y)
        if reach > 1.9:
            return None
        angle = 2 * math.asin(reach / 2)
        sine, cosine = math.sin(angle), math.cos(angle)
        share = y * sine * self.cos / reach if reach else 0.0
        lat = math.asin(max(-1.0, min(1.0, cosine * self.sin + share)))
        turn = math.atan2(x * sine, reach * self.cos * cosine - y * self.sin * sine)
        return math.degrees(self.lon + turn), math.degrees(lat)

    def _is_near(self, lon: float, lat: float) -> bool:
        phi = math.radians(lat)
        height = self.sin * math.sin(phi)
        height += self.cos * math.cos(phi) * math.cos(math.radians(lon) - self.lon)
        return height > math.cos(self.REACH)

    def _project(self, lon: float, lat: float) -> Point:
        phi, turn = math.radians(lat), math.radians(lon) - self.lon
        sine, cosine = math.sin(phi), math.cos(phi)
        along = cosine * math.cos(turn)
        k = math.sqrt(2 / max(1e-9, 1 + self.sin * sine + self.cos * along))
        return k * cosine * math.sin(turn), k * (self.cos * sine - self.sin * along)


class EqualEarth(Projection):
    """All of the world."""

    _A = (1.340264, -0.081106, 0.000893, 0.003796)

    def __init__(self, lon: float) -> None:
        """Take the longitude in the middle, in degrees."""
        self.lon = lon

    def rings(self, ring: Sequence[Position]) -> Iterator[Line]:
        """Project a ring; one that reaches over the edge comes back at the other."""
        line = self._turned(ring)
        if abs(line[-1][0] - line[0][0]) > 180:  # around a pole
            pole = math.copysign(90, sum(lat for _, lat in line))
            line += [(line[-1][0], pole), (line[0][0], pole), line[0]]
        least, most = min(lon for lon, _ in line), max(lon for lon, _ in line)
        for turn in range(math.ceil((-180 - most) / 360), math.floor((180 - least) / 360) + 1):
            moved = [(lon + 360 * turn, lat) for lon, lat in line]
            cut = clip_ring(clip_ring(moved, 0, -180, 1), 0, 180, -1)
            if len(cut) > 2:
                yield [self._project(*one) for one in _bent(cut)]

    def lines(self, line: Sequence[Position]) -> Iterator[Line]:
        """Project a line, in two where it crosses the edge."""
        part: list[Position] = []
        for lon, lat in _bent(self._turned(line)):
            lon = (lon + 180) % 360 - 180
            if part and abs(lon - part[-1][0]) > 180:
                yield [self._project(*one) for one in part]
                part = []
            part.append((lon, lat))
        yield [self._project(*one) for one in part]

    def point(self, lon: float, lat: float) -> Point | None:
        """Project a position."""
        return self._project((lon - self.lon + 180) % 360 - 180, lat)

    def _turned(self, line: Sequence[Position]) -> list[Position]:
        first = (line[0][0] - self.lon + 180) % 360 - 180
        by = first - line[0][0]
        return [(lon + by, lat) for lon, lat in _unwrapped(line)]

    def _project(self, lon: float, lat: float) -> Point:
        a1, a2, a3, a4 = self._A
        t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
        t2, t6 = t * t, t**6
        slope = 9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1
        x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(t) / (3 * slope)
        return x, t * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)


def _unwrapped(line: Sequence[Position]) -> Iterator[Position]:
    """Let no longitude jump: behind 179 comes 181, and not -179."""
    before = line[0][0]
    for lon, lat in line:
        lon += 360 * round((before - lon) / 360)
        before = lon
        yield lon, lat


def _bent(line: Sequence[Position] | Iterator[Position]) -> Iterator[Position]:
    """Put positions into long edges."""
    before: Position | None = None
    for lon, lat in line:
        if before is not None:
            steps = math.ceil(max(abs(lon - before[0]), abs(lat - before[1])) / STEP)
            for n in range(1, steps):
                share = n / steps
                yield before[0] + share * (lon - before[0]), before[1] + share * (lat - before[1])
        before = lon, lat
        yield before


def clip_ring(ring: Sequence[Point], axis: int, edge: float, sign: int) -> Line:
    """Cut a ring at a line, after Sutherland and Hodgman: what lies on one side of it.

    *axis*: 0 cuts at x = *edge*, 1 at y = *edge*. *sign*: 1 keeps what is greater, -1 the rest.
    """
    kept: Line = []
    if not ring:
        return kept
    before = ring[-1]
    was_in = sign * (before[axis] - edge) >= 0
    for one in ring:
        is_in = sign * (one[axis] - edge) >= 0
        if is_in != was_in:
            share = (edge - before[axis]) / (one[axis] - before[axis])
            across = before[1 - axis] + share * (one[1 - axis] - before[1 - axis])
            kept.append((edge, across) if axis == 0 else (across, edge))
        if is_in:
            kept.append(one)
        before, was_in = one, is_in
    return kept


def clip_to_box(ring: Sequence[Point], box: tuple[float, float, float, float]) -> Line:
    """Cut a ring to a *box*: left, top, right, bottom."""
    left, top, right, bottom = box
    for axis, edge, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        ring = clip_ring(ring, axis, edge, sign)
    return list(ring)


def clip_line(line: Sequence[Point], box: tuple[float, float, float, float]) -> Iterator[Line]:
    """Cut a line to a *box*, after Liang and Barsky: the parts of it that lie inside."""
    part: Line = []
    for (x1, y1), (x2, y2) in itertools.pairwise(line):
        span = _inside(x1, y1, x2, y2, box)
        if span is None:
            if part:
                yield part
            part = []
            continue
        start, end = span
        if start > 0 or not part:
            if part:
                yield part
            part = [(x1 + start * (x2 - x1), y1 + start * (y2 - y1))]
        part.append((x1 + end * (x2 - x1), y1 + end * (y2 - y1)))
        if end < 1:
            yield part
            part = []
    if part:
        yield part


def _inside(
    x1: float, y1: float, x2: float, y2: float, box: tuple[float, float, float, float]
) -> tuple[float, float] | None:
    """Between which shares of its length an edge lies in *box*; None where it does not."""
    left, top, right, bottom = box
    start, end = 0.0, 1.0
    for step, room in (
        (x1 - x2, x1 - left),
        (x2 - x1, right - x1),
        (y1 - y2, y1 - top),
        (y2 - y1, bottom - y1),
    ):
        if step == 0:
            if room < 0:
                return None
            continue
        share = room / step
        if step < 0:
            start = max(start, share)
        else:
            end = min(end, share)
    return (start, end) if start < end else None
