"""Labels of a map: how wide they are, and where there is room for them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..plots.chart_words import Lettering
from .projections import Line, Point, clip_to_box
from .views import Box

SIZES = (10.6, 9.7, 8.8)
"""The sizes of labels, in CSS pixels, of which the first is taken that there is room for: 8 pt, and
never under 6.5 pt."""


@dataclass(frozen=True)
class PlacedLabel:
    """A label, and where it stands."""

    text: str
    x: float
    """Where its middle is, from the left."""
    y: float
    """Where its base line is, from the top."""
    size: float
    weight: int
    colour: str
    width: float
    leader: tuple[Point, Point] | None = None
    """A line from the label to what it names, where it stands apart from it."""
    ground: str = ""
    """The colour under it, where it could not be read on what lies there."""

    @property
    def box(self) -> Box:
        """The area that it covers."""
        half = self.width / 2
        return self.x - half, self.y - 0.76 * self.size, self.x + half, self.y + 0.26 * self.size


@dataclass
class Room:
    """The areas of a page that are taken already."""

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def is_free(self, box: Box, gap: float = 1.0) -> bool:
        """Whether *box* lies within the frame and touches nothing."""
        left, top, right, bottom = box
        x0, y0, x1, y1 = self.frame
        if left < x0 + 2 or top < y0 + 2 or right > x1 - 2 or bottom > y1 - 2:
            return False
        return not any(
            left < b[2] + gap and right > b[0] - gap and top < b[3] + gap and bottom > b[1] - gap
            for b in self.taken
        )

    def is_open(self, begin: Point, end: Point) -> bool:
        """Whether a line from *begin* to *end* crosses nothing that is taken."""
        (x1, y1), (x2, y2) = begin, end
        steps = max(2, round(math.dist(begin, end) / 2))
        return not any(
            b[0] < x1 + (x2 - x1) * n / steps < b[2] and b[1] < y1 + (y2 - y1) * n / steps < b[3]
            for n in range(1, steps)
            for b in self.taken
        )


@dataclass(frozen=True)
class LabelWords:
    """The words of a label, and how they are written."""

    text: str
    weight: int
    colour: str
    letters: Lettering

    def width(self, size: float) -> float:
        """How wide they are in this size of type, in CSS pixels."""
        return self.letters.width(self.text, size, self.weight)

    def at(self, x: float, base: float, size: float, width: float) -> PlacedLabel:
        """The label that has its middle at *x* and stands on the line *base*; *width*: that of the
        words in this *size*.
        """
        return PlacedLabel(self.text, x, base, size, self.weight, self.colour, width)


def place_beside(
    words: LabelWords, at: Point, radius: float, room: Room,
    is_on_line: Callable[[Box], bool] = lambda _: False,
    is_barred: Callable[[Box], bool] = lambda _: False,
) -> PlacedLabel | None:  # fmt: skip
    """Find a place for the label of a dot; None where there is none. The place is taken then.

    *is_on_line*: whether a coast or a boundary runs through a box; it stands there last.
    *is_barred*: whether it must not stand in a box.
    """
    x, y = at
    for size in SIZES:
        width = words.width(size)
        middle, low = y + 0.26 * size, 0.7 * (radius + size)
        second = None
        for away in (2.5, 6.0):
            side = radius + away + width / 2
            slant = 0.7 * radius + 0.6 * away + width / 2
            for dx, base in (
                (side, middle), (-side, middle), (slant, middle - low), (slant, middle + low),
                (-slant, middle - low), (-slant, middle + low),
                (0.0, y - radius - away), (0.0, y + radius + away + 0.74 * size),
            ):  # fmt: skip
                label = words.at(x + dx, base, size, width)
                if not room.is_free(label.box) or is_barred(label.box):
                    continue
                if not is_on_line(label.box):
                    room.taken.append(label.box)
                    return label
                second = second or label
        if second:
            room.taken.append(second.box)
            return second
    return None


def place_led(
    words: LabelWords, at: Point, radius: float, room: Room,
    is_barred: Callable[[Box], bool] = lambda _: False,
) -> PlacedLabel | None:  # fmt: skip
    """Find a place for the label of a dot further away, with a line to it that crosses no other
    label; None where there is none. The place is taken then.

    *is_barred*: whether it must not stand in a box.
    """
    x, y = at
    size = SIZES[-1]
    width = words.width(size)
    for away, turn in itertools.product(LED_AWAY, range(_DIRECTIONS)):
        angle = 2 * math.pi * turn / _DIRECTIONS
        dx, dy = math.cos(angle), math.sin(angle)
        far = radius + away
        base = y + dy * (far + size / 2) + 0.26 * size
        label = words.at(x + dx * (far + width / 2), base, size, width)
        if not room.is_free(label.box) or is_barred(label.box):
            continue
        led = _led(label, [(x + radius * dx, y + radius * dy)], 0.0)
        if led.leader and room.is_open(*led.leader):
            room.taken.append(label.box)
            return led
    return None


LED_AWAY = (10.0, 14.0, 20.0, 30.0, 42.0)
"""How far the label of a dot may stand from it with a line to it. In CSS pixels."""
_DIRECTIONS = 16
"""The directions in which a place for the label of a dot is looked for, all around it."""


def place_within(
    words: LabelWords, rings: Sequence[Line], room: Room,
    is_legible: Callable[[Box, str], bool] | None,
    is_barred: Callable[[Box], bool] = lambda _: False,
) -> PlacedLabel | None:  # fmt: skip
    """Find a place for the name of an area within its *rings* on the page; None where there is
    none. The place is taken then.

    *is_legible*: whether a text can be read in a box in a colour; it may stand over the edge of its
    area where it can. Without it, it must not. *is_barred*: whether it must not stand in a box.
    """
    best: tuple[float, PlacedLabel] | None = None
    xs = [x for ring in rings for x, _ in ring]
    if not is_legible and max(xs) - min(xs) < words.width(SIZES[-1]):
        return None
    for size in SIZES:
        width = words.width(size)
        for x, y, room_left, room_right in _middles(rings, room.frame, size):
            label = words.at(x, y + 0.26 * size, size, width)
            over = max(0.0, width / 2 + 2 - min(room_left, room_right))
            if not room.is_free(label.box):
                continue
            if over > OVER_EDGE * width:
                continue
            worth = min(room_left, room_right) - 20 * over
            if (best and worth <= best[0]) or is_barred(label.box):
                continue
            if not over or (is_legible and is_legible(label.box, words.colour)):
                best = worth, label
        if best and best[0] > 0:
            break
    if best is None:
        return None
    room.taken.append(best[1].box)
    return best[1]


OVER_EDGE = 0.2
"""The part of a name that may stand beyond either edge of its area, where it can be read there."""


def place_apart(
    words: LabelWords, rings: Sequence[Line], room: Room,
    is_clear: Callable[[Box, float], bool],
) -> PlacedLabel | None:  # fmt: skip
    """Find a place for the name of an area beside its *rings*; None where there is none. The place
    is taken then.

    *is_clear*: whether nothing that is drawn stands in a box, and nothing else within some pixels.
    """
    points = [point for ring in rings for point in ring]
    (left, right), (top, bottom) = ((min(v), max(v)) for v in zip(*points, strict=True))
    x, y = (left + right) / 2, (top + bottom) / 2
    for gap, away in itertools.product((NEXT_TO, 1.0), AWAY):
        for size in SIZES:
            width = words.width(size)
            side = (right - left) / 2 + away + width / 2
            up, down = top - away - 0.26 * size, bottom + away + 0.76 * size
            middle, slant = y + 0.26 * size, away + width / 2
            for dx, base in (
                (side, middle), (-side, middle), (0.0, up), (0.0, down),
                (side, up), (side, down), (-side, up), (-side, down),
                (slant, up), (slant, down), (-slant, up), (-slant, down),
            ):  # fmt: skip
                label = words.at(x + dx, base, size, width)
                if not room.is_free(label.box) or not is_clear(label.box, gap):
                    continue
                led = _led(label, points, LEADER if gap == NEXT_TO else 0.0)
                if led.leader is None or _leads(*led.leader, room, is_clear):
                    room.taken.append(label.box)
                    return led
    return None


def _leads(begin: Point, end: Point, room: Room, is_clear: Callable[[Box, float], bool]) -> bool:
    """Whether a line from a label to the *end*, what it names, crosses no label and no shape."""
    (x1, y1), (x2, y2) = begin, end
    steps = int(math.dist(begin, end) / _STEP)
    points = ((x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps) for n in range(1, steps))
    return room.is_open(begin, end) and all(
        is_clear((x - 0.5, y - 0.5, x + 0.5, y + 0.5), 0.0) for x, y in points
    )


_STEP = 1.5
"""Pixels between two points of a line at which it is seen whether it crosses something."""


NEXT_TO = 4.0
"""Pixels: a label that is as near to a shape seems to be its name, if no line leads elsewhere."""
AWAY = (2.5, 7.0, 13.0, 20.0, 30.0)
"""How far the name of an area stands from it: as little as can be. In CSS pixels."""
LEADER = 6.0
"""How far a label stands at least from what it names, to need a line to it. In CSS pixels."""


def _led(label: PlacedLabel, points: Sequence[Point], least: float) -> PlacedLabel:
    """*label* with a line to the nearest of *points*, where that is *least* pixels away."""
    left, top, right, bottom = label.box

    def on_edge(point: Point) -> Point:
        return min(max(point[0], left), right), min(max(point[1], top), bottom)

    near = min(points, key=lambda point: math.dist(point, on_edge(point)))
    if math.dist(near, on_edge(near)) < least:
        return label
    return replace(label, leader=(on_edge(near), near))


_ROWS = 24
_COLUMNS = 9


def _middles(
    rings: Sequence[Line], frame: Box, height: float
) -> Iterator[tuple[float, float, float, float]]:
    """Points within an area, with how far it reaches to the left and to the right of each, for a
    word as high as *height*.
    """
    cut = [ring for one in rings if (ring := clip_to_box(one, frame))]
    if not cut:
        return
    top = min(y for ring in cut for _, y in ring)
    bottom = max(y for ring in cut for _, y in ring)
    for n in range(_ROWS):
        y = top + (n + 0.5) * (bottom - top) / _ROWS
        levels = [sorted(across(cut, level)) for level in (y - height / 2, y, y + height / 2)]
        for left, right in zip(levels[1][::2], levels[1][1::2], strict=False):
            for m in range(1, _COLUMNS):
                x = left + (right - left) * m / _COLUMNS
                reaches = [_reach(level, x) for level in levels]
                # A place near the upper or lower edge is worse than one in the middle.
                inside = min(y - top, bottom - y, 30.0) / 60.0 + 0.5
                yield x, y, min(one for one, _ in reaches), inside * min(o for _, o in reaches)


def _reach(level: Sequence[float], x: float) -> tuple[float, float]:
    """How far an area reaches to the left and to the right of *x*; 0 where *x* is outside."""
    for left, right in zip(level[::2], level[1::2], strict=False):
        if left < x < right:
            return x - left, right - x
    return 0.0, 0.0


def across(rings: Sequence[Line], y: float) -> Iterator[float]:
    """Where the edges of *rings* cross a level line."""
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y):
                yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)
