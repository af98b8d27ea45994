"""An outline of the world → an area on the page, cut at the frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...model.map_shapes import Polygon
from .projections import Line, Point, clip_to_box
from .svg import NEAR, SPECK, thin
from .views import Box, MapView


@dataclass(frozen=True)
class MapArea:
    """An area as it lies on the page."""

    key: str
    rings: list[Line]
    """Within the frame."""
    size: float
    """The longer side of all of it, within the frame and beyond."""
    middle: Point

    def rings_in(self, box: Box) -> Iterator[Line]:
        """Give the part of each ring in *box*; only those are cut that reach it, which are few."""
        for ring, (left, top, right, bottom) in zip(self.rings, self._reaches, strict=True):
            if left <= box[2] and right >= box[0] and top <= box[3] and bottom >= box[1]:
                yield clip_to_box(ring, box)

    @cached_property
    def _reaches(self) -> list[Box]:
        """How far each ring reaches."""
        both = (zip(*ring, strict=True) for ring in self.rings)
        return [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in both]


def find_area(key: str, outline: Sequence[Polygon], view: MapView) -> MapArea | None:
    """Bring an *outline* onto the page; None where nothing of it lies within the frame."""
    lines = [
        view.on_page(line)
        for polygon in outline
        if view.may_show(polygon[0])
        for ring in polygon
        for line in view.projection.rings(view.thinned(ring, NEAR))
    ]
    cut = [part for line in lines if (part := clip_to_box(line, view.box))]
    if not cut:
        return None
    # Many islands: those that can be seen; where all are specks, the largest.
    seen = [ring for ring in cut if longer_side(ring) > SPECK / 4] or [max(cut, key=longer_side)]
    xs, ys = ([point[n] for line in lines for point in line] for n in (0, 1))
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return MapArea(key, [thin(ring) for ring in seen], size, middle)


def surface(ring: Sequence[Point]) -> float:
    """How large *ring* is, in square pixels; 0 where it is empty."""
    return abs(
        sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in
            zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2
    )  # fmt: skip


def longer_side(line: Sequence[Point]) -> float:
    """The longer side of what lies around *line*."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(max(xs) - min(xs), max(ys) - min(ys))
