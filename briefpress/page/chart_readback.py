"""A drawn chart, read back from its scenegraph → what it does not show, or shows so that nobody can
read it.

The scenegraph says where each mark and each word lies, in pixels. Vega-Lite
draws by rules of its own: here a drawing is looked at as a reader would, before it is printed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.page import Refusal
from .plots.chart_words import LEAST, Lettering

HIGHEST = 718
"""The height of a chart on any paper, at most, in CSS pixels: the 190 mm of `figure img` in
styles/base.css."""
_SLACK = 1.5
"""Pixels by which a mark may reach over an edge: half of a line's width, a rounding."""
_PATHS = {"line", "area", "trail"}
_MOST = 6
"""Refusals of one kind that are told; a chart with more of them has one fault, not sixty."""
Item = dict[str, Any]


@dataclass(frozen=True)
class _Word:
    """A text as it is set: its lines, and the corners of the box around them."""

    text: str
    size: float
    corners: tuple[tuple[float, float], ...]
    width: float
    limit: float
    role: str


@dataclass(frozen=True)
class _Mark:
    """A mark, and the frame in which it should lie."""

    key: str
    kind: str
    box: tuple[float, float, float, float]
    """Left, top, right and bottom; NaN where it lies nowhere."""
    frame: tuple[float, float, float, float]
    is_drawn: bool
    is_alone: bool = False
    """Whether it stands between two gaps of a line, and a point has no length."""


@dataclass(frozen=True)
class _Axis:
    labels: tuple[str, ...]
    """In their order; an axis that should have none is not here."""


class _Reading:
    """All words, marks and axes of a scenegraph, with their places on the whole picture."""

    def __init__(self, scene: Item, letters: Lettering) -> None:
        self.letters = letters
        self.words: list[_Word] = []
        self.marks: list[_Mark] = []
        self.axes: list[_Axis] = []
        x, y = scene["origin"]
        page = (0.0, 0.0, float(scene["width"]), float(scene["height"]))
        self._group(scene["scenegraph"], float(x), float(y), page, "")

    def _group(
        self, mark: Item, x: float, y: float, frame: tuple[float, float, float, float], role: str
    ) -> None:
        """Read the items of a mark of groups, whose own place is *x*, *y*."""
        role = mark.get("role", "") if mark.get("role") not in ("mark", "scope", None) else role
        for group in mark.get("items", []):
            left, top = x + _number(group, "x"), y + _number(group, "y")
            inner = frame
            if mark.get("role") in ("frame", "scope") and group.get("width") is not None:
                wide, high = _number(group, "width"), _number(group, "height")
                inner = (left, top, left + wide, top + high)
            kids = group.get("items", [])
            if mark.get("role") == "axis":
                labels = [kid for kid in kids if kid.get("role") == "axis-label"]
                if labels:
                    texts = [_text(one) for one in labels[0]["items"] if _is_seen(one)]
                    self.axes.append(_Axis(tuple(filter(None, texts))))
            for kid in kids:
                if kid["marktype"] == "group":
                    self._group(kid, left, top, inner, role)
                else:
                    self._mark(kid, left, top, inner, role)

    def _mark(
        self, mark: Item, x: float, y: float, frame: tuple[float, float, float, float], role: str
    ) -> None:
        kind, role = mark["marktype"], mark.get("role") or role
        items = mark.get("items", [])
        defined = [False, *(bool(item.get("defined", True)) for item in items), False]
        for n, item in enumerate(items, 1):
            if kind == "text" and _is_seen(item) and _text(item):
                self.words.append(self._word(item, x, y, role))
            if role == "mark":
                box = tuple(edge + (x, y, x, y)[n] for n, edge in enumerate(_box(kind, item)))
                drawn = defined[n] or kind not in _PATHS
                alone = kind in _PATHS and drawn and not (defined[n - 1] or defined[n + 1])
                key = str(item.get("description", ""))
                self.marks.append(
                    _Mark(key, kind, box, frame, drawn and not alone, alone)  # type: ignore[arg-type]
                )

    def _word(self, item: Item, x: float, y: float, role: str) -> _Word:
        size = float(item.get("fontSize", 11))
        weight = 600 if item.get("fontWeight") in ("bold", 600, 700, 800, 900) else 400
        text = item["text"]
        lines = [str(one) for one in text] if isinstance(text, list) else [str(text)]
        leading = float(item.get("lineHeight") or size + 2)
        wide = self.letters.widest(lines, size, weight)
        x += _number(item, "x") + _number(item, "dx")
        y += _number(item, "y") + _number(item, "dy")
        if "radius" in item:
            angle = _number(item, "theta") - math.pi / 2
            x += _number(item, "radius") * math.cos(angle)
            y += _number(item, "radius") * math.sin(angle)
        left = {"left": 0.0, "center": -wide / 2, "right": -wide}.get(item.get("align", "left"), 0)
        # Capitals and figures, from the baseline up and a little down.
        top = {"top": 0.1, "middle": -0.36, "bottom": -0.86, "line-top": 0.1,
               "line-bottom": -0.86}.get(item.get("baseline", "alphabetic"), -0.68)  # fmt: skip
        first = top * size
        last = first + (len(lines) - 1) * leading + 0.72 * size
        turn = math.radians(float(item.get("angle") or 0))
        corners = tuple(
            (
                x + a * math.cos(turn) - b * math.sin(turn),
                y + a * math.sin(turn) + b * math.cos(turn),
            )
            for a, b in ((left, first), (left + wide, first), (left + wide, last), (left, last))
        )
        return _Word(" ".join(lines), size, corners, wide, float(item.get("limit") or 0), role)


def _number(item: Item, name: str) -> float:
    value = item.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _text(item: Item) -> str:
    text = item.get("text")
    return " ".join(map(str, text)) if isinstance(text, list) else str(text or "").strip()


def _is_seen(item: Item) -> bool:
    """Whether a text has any colour: Vega hides the labels of an axis that would overlap."""
    return bool(item.get("opacity", 1)) and bool(item.get("fillOpacity", 1)) and (
        item.get("fill") not in (None, "transparent")
    )  # fmt: skip


def _box(kind: str, item: Item) -> tuple[float, float, float, float]:
    """Around what an item shows; NaN where a part of its place is missing."""
    nowhere = math.nan
    if kind == "arc":
        ends = _number(item, "endAngle") - _number(item, "startAngle")
        x, y = _number(item, "x"), _number(item, "y")
        return (x, y, x, y) if math.isfinite(ends) else (nowhere,) * 4
    if kind == "shape":
        return (0.0, 0.0, 0.0, 0.0)  # Vega knows its path, and does not tell it
    sides = []
    for start, end, length in (("x", "x2", "width"), ("y", "y2", "height")):
        value = item.get(start, 0 if kind in ("rect", "rule", "group") else None)
        if not isinstance(value, int | float) or not math.isfinite(value):
            return (nowhere,) * 4
        other = item.get(end, value)
        size = item.get(length, 0) if kind in ("rect", "area") else 0
        if not isinstance(other, int | float) or not isinstance(size, int | float):
            return (nowhere,) * 4
        edges = (value, other, value + size)
        sides.append((min(edges), max(edges)))
    (left, right), (top, bottom) = sides
    return left, top, right, bottom


# ---------------------------------------------------------------------------------------------
# What is wrong


def read_back(
    scene: Mapping[str, Any], letters: Lettering, width: float, rows: Mapping[str, int],
    names: Sequence[str],
) -> list[Refusal]:  # fmt: skip
    """Find what the chart of a scenegraph does not show, and what nobody can read on it.

    *width*: of its place on the page, in CSS pixels. *rows*: the row of the data that each mark
    must show, by what the mark is known by. *names*: how a message calls each row.
    """
    reading = _Reading(dict(scene), letters)
    wide, high = float(scene["width"]), float(scene["height"])
    faults: list[Refusal] = []
    for found in (
        _undrawn(reading, rows, names),
        _outside(reading, rows, names),
        _axes(reading),
        _cut(reading, wide, high),
        _small(reading, min(1.0, width / max(wide, 1), HIGHEST / max(high, 1)), width),
        _overlapping(reading),
    ):
        faults += list(found)[:_MOST]
    return faults


def _undrawn(reading: _Reading, rows: Mapping[str, int], names: Sequence[str]) -> Iterator[Refusal]:
    shown = {
        mark.key for mark in reading.marks
        if mark.is_drawn and not any(map(math.isnan, mark.box))
    }  # fmt: skip
    missing = dict.fromkeys(row for key, row in rows.items() if key not in shown)
    alone = {
        rows[mark.key]: mark.kind for mark in reading.marks if mark.is_alone and mark.key in rows
    }
    for row in missing:
        hint = (
            "see whether the scale has a place for it: a log scale has no zero, a domain has ends"
        )
        message = f"{names[row]} is not drawn"
        if row in alone:
            message = f"{names[row]} stands alone between gaps, where no {alone[row]} is drawn"
            hint = f"say `mark: {{type: {alone[row]}, point: true}}`, or use `kind: line`"
        yield Refusal(message, hint, row)
    if not rows and not reading.marks:
        yield Refusal("nothing is drawn", "compare it with a chart that is drawn")


def _outside(reading: _Reading, rows: Mapping[str, int], names: Sequence[str]) -> Iterator[Refusal]:
    told: set[int] = set()
    if any(mark.frame[0] == mark.frame[2] or mark.frame[1] == mark.frame[3]
           for mark in reading.marks):  # fmt: skip
        yield Refusal(
            "a mark lies so far outside the chart that no room is left for it",
            "widen the `domain` of its scale, or filter the row out",
        )
        return
    for mark in reading.marks:
        if mark.kind in ("text", "rule", "shape", "arc") or not mark.is_drawn:
            continue
        row = rows.get(mark.key)
        if row is None or row in told or any(map(math.isnan, mark.box)):
            continue
        left, top, right, bottom = mark.frame
        a, b, c, d = mark.box
        if a < left - _SLACK or b < top - _SLACK or c > right + _SLACK or d > bottom + _SLACK:
            told.add(row)
            yield Refusal(
                f"{names[row]} is drawn outside the frame of the chart",
                "widen the `domain` of its scale, or filter the row out",
                row,
            )


def _axes(reading: _Reading) -> Iterator[Refusal]:
    for axis in reading.axes:
        if not axis.labels:
            yield Refusal("an axis has no labels", "write `axis: null` where it should have none")
        for one, other in zip(axis.labels, axis.labels[1:], strict=False):
            if one == other:
                yield Refusal(
                    f"an axis says `{one}` twice",
                    "give it a `format`, or a smaller `tickCount`",
                )
                break


def _cut(reading: _Reading, wide: float, high: float) -> Iterator[Refusal]:
    for word in reading.words:
        xs, ys = zip(*word.corners, strict=True)
        if 0 < word.limit < word.width - 0.5:
            yield Refusal(f"`{_short(word.text)}` is cut", "say `labelLimit: 0` or shorten it")
        elif min(xs) < -_SLACK or max(xs) > wide + _SLACK or (
            min(ys) < -_SLACK or max(ys) > high + _SLACK
        ):  # fmt: skip
            yield Refusal(
                f"`{_short(word.text)}` reaches over the edge of the chart",
                "shorten it, or give the figure more room: `width: page`",
            )


def _small(reading: _Reading, on_page: float, width: float) -> Iterator[Refusal]:
    """*on_page*: how large it is printed, of how large it is drawn; never larger."""
    small = [word for word in reading.words if word.size * on_page < LEAST - 0.05]
    if small:
        least = min(small, key=lambda word: word.size)
        yield Refusal(
            f"`{_short(least.text)}` would be printed in {least.size * on_page * 0.75:.1f} pt, "
            "and nobody reads less than 6.5",
            f"draw it {width:.0f} wide or less, {HIGHEST} high or less, in type of 9 or more",
        )


def _overlapping(reading: _Reading) -> Iterator[Refusal]:
    """Texts that cover each other; a text that is set twice in one place is one (a halo)."""
    words = sorted(reading.words, key=lambda word: min(x for x, _ in word.corners))
    pairs: list[tuple[str, str]] = []
    for n, one in enumerate(words):
        right = max(x for x, _ in one.corners)
        for other in words[n + 1 :]:
            if min(x for x, _ in other.corners) > right:
                break
            if one.text == other.text and one.corners == other.corners:
                continue
            if _overlap(one.corners, other.corners):
                pairs.append((_short(one.text), _short(other.text)))
    if pairs:
        more = f", and {len(pairs) - 1} more" if pairs[1:] else ""
        yield Refusal(
            f"`{pairs[0][0]}` and `{pairs[0][1]}` lie over each other{more}",
            "shorten them, show fewer, or give the figure more room: `width: page`",
        )


def _overlap(
    one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]
) -> bool:  # fmt: skip
    """Whether two boxes have more than a hair in common, however they are turned."""
    for box in (one, other):
        for (x, y), (a, b) in itertools.pairwise(box):
            length = math.hypot(a - x, b - y)
            if length < 1e-6:
                continue
            nx, ny = (y - b) / length, (a - x) / length
            first = [px * nx + py * ny for px, py in one]
            second = [px * nx + py * ny for px, py in other]
            if min(max(first), max(second)) - max(min(first), min(second)) < 0.8:
                return False
    return True


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
