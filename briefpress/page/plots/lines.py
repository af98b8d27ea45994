"""Lines, areas and slopes: what goes on over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .chart_words import SIZE, SMALL, height
from .end_names import AFTER_NUMBER, Names, name_ends
from .grid import Grid, Point, Stop
from .number_formats import NumberFormats, Tick
from .palette import darkened, mixed
from .view import (
    CLEAR,
    DASHES,
    NARROW,
    Align,
    Label,
    Sample,
    Spec,
    Style,
    View,
    as_it_is,
    axis_below,
    axis_of_numbers,
    known_by,
    make_head,
    numbers,
    spare,
    whole,
)

PLOT = 172.0
"""Height of a plot of lines."""
_AXIS = 32.0
"""Below a plot: two lines of an axis."""
_LABELS, _LEAST_LABELS = 0.3, 84.0
"""The part of the width that the names at the ends of the lines take at most, and yet so many
pixels."""
_BESIDE_SLOPE = 0.33
"""The part of the width that the names on one side of a slope take at most."""
_LEAST_TURNING = 4
"""Points of a line from which on it can turn."""


@dataclass(frozen=True)
class Upright:
    """The vertical scale of a plot of lines."""

    ticks: Sequence[Tick]
    """From the lowest up: of a plot that is reversed, from the highest number down."""
    log: bool

    @property
    def domain(self) -> tuple[float, float]:
        """The number at its foot and that at its head."""
        return self.ticks[0].at, self.ticks[-1].at

    @property
    def begins_at_zero(self) -> bool:
        """Whether its foot is 0."""
        return self.domain[0] == 0

    @property
    def is_broken(self) -> bool:
        """Whether it has no zero, and could be read as though its foot were one."""
        low, top = sorted(self.domain)
        return not self.log and not low <= 0 <= top

    def rule_at_zero(self, view: View, style: Style) -> None:
        """Draw the line of 0 across *view* where it lies above the foot; where there is none, the
        mark of an axis that is broken off: below its foot, or above its head if all is below zero.

        70 ────────
           ⌇
        """
        if self.is_broken:
            low, top = self.domain
            view.break_off(0, view.height + 1 if abs(low) < abs(top) else -CLEAR, style)
        elif not self.log and not self.begins_at_zero:
            y = self.y(0, view.height)
            view.rules([(0, y, view.width, y)], style.muted, 0.8)

    def y(self, value: float, high: float) -> float:
        """Where *value* lies in a plot *high* pixels high."""
        low, top = self.domain
        if self.log:
            return high * (1 - math.log10(value / low) / math.log10(top / low))
        return high * (1 - (value - low) / (top - low))


def make_upright(
    values: Sequence[float], grid: Grid, words: NumberFormats, *, from_zero: bool
) -> Upright:
    """The scale on which all *values* have a place."""
    log = grid.plot.scale == "log"
    ticks = words.log_ticks(values) if log else words.ticks(values, from_zero=from_zero)
    return Upright(ticks[::-1] if grid.plot.reverse else ticks, log)


def colours(grid: Grid, style: Style) -> list[str]:
    """The colour of each series: six of the house, or its first and grey where one matters.

    Lines that are named in the legend, and not at their ends, have a grey each.
    """
    palette = [style.colours[n] for n in grid.colours]
    names = [name for name in grid.series if grid.plot.is_highlighted(name)]
    if names:
        others = [name for name in grid.series if name not in names]
        greys = dict.fromkeys(others, style.grey)
        if grid.plot.kind not in ("line", "slope"):
            for n, name in enumerate(others):
                greys[name] = mixed(style.muted, 0.3 + 0.48 * n / max(1, len(others) - 1))
        pairs = zip(grid.series, palette, strict=True)
        return [greys.get(name) or colour for name, colour in pairs]
    return palette


def sample_tentative(grid: Grid, shape: str, palette: Sequence[str], style: Style) -> list[Sample]:
    """The mark of a legend for what is not final, in its colour where it has but one; none where
    all is final.
    """
    seen = {palette[series] for series, _ in grid.tentative}
    colour = seen.pop() if len(seen) == 1 else style.muted
    word = grid.word_for_tentative
    return [Sample(word, colour, shape, is_hollow=True)] if word else []


def domain_of(stops: Sequence[Stop]) -> tuple[float, float]:
    """From the first of *stops* to the last; around a single one where there is but one."""
    first, last = stops[0].at, stops[-1].at
    return (first, last) if first < last else (first - 1, first + 1)


def _below(
    grid: Grid, style: Style, words: NumberFormats, width: float, *, at_zero: bool = True
) -> Spec:  # fmt: skip
    letters = style.lettering
    ticks = words.stops_along(grid, width, lambda lines: letters.widest(lines, SMALL), 0)
    return axis_below(ticks, style, at_zero=at_zero)


def _overhang(axis: Spec, grid: Grid, style: Style, width: float) -> tuple[float, float]:
    """How far the labels of a horizontal axis reach over the ends of a plot of *width*."""
    import json

    words = json.loads(axis["labelExpr"].removesuffix("[datum.value]"))
    first, last = domain_of(grid.stops)
    left = right = 0.0
    for at, text in zip(axis["values"], words.values(), strict=True):
        half = style.lettering.widest([text] if isinstance(text, str) else text, SMALL) / 2
        x = (at - first) / (last - first) * width
        left, right = max(left, half - x), max(right, x + half - width)
    return left, right


# ---------------------------------------------------------------------------------------------
# Lines


_TURN = 8.0
"""How far, in pixels, the highest point of a line lies beyond both of its ends, to be numbered."""
_OFF, _HIGH = 10.0, 7.0
"""From a point to the middle of its number, and half the height of that."""
_CAPITAL = 4.0
"""Half the height of a figure."""
_TOUCHES, _CLEAR = 6.0, 7.5
"""From the middle of a number to a line across the plot: less touches it, this is apart from it."""


def _number_turns(
    grid: Grid, upright: Upright, words: NumberFormats, view: View, style: Style
) -> list[tuple[Stop, Point, Label]]:
    """Number the highest and the lowest point of a single line where it turns there, and its first.

    9.4
    ╱‾‾╲__       A number stands above what is highest and below what is lowest, and beside the
    3.1          first point where the line does not go: nothing crosses it.
    """
    first, last = domain_of(grid.stops)
    line = [
        (stop, point, (stop.at - first) / (last - first) * view.width,
         upright.y(point.value, view.height))
        for stop, point in grid.line(0) if point
    ]  # fmt: skip
    if style.width < NARROW or len(line) < _LEAST_TURNING:
        return []
    begin, second, *_, end = line
    top, low = min(line, key=lambda one: one[3]), max(line, key=lambda one: one[3])
    wanted = [(top, -_OFF)] if top[3] < min(begin[3], end[3]) - _TURN else []
    wanted += [(low, _OFF)] if low[3] > max(begin[3], end[3]) + _TURN else []
    off = _OFF if second[3] < begin[3] else -_OFF
    wanted += [(begin, off)] if begin[3] + off - _HIGH >= 0 else []  # or it is near the unit
    numbered: list[tuple[Stop, Point, Label]] = []
    for (stop, point, x, y), off in wanted:
        text = words.number(point.value, grid.decimals)
        wide = style.lettering.width(text, SIZE, 600)
        middle = min(max(x, wide / 2 + 2), view.width - wide / 2)
        for tick in upright.ticks:  # no line goes through a number
            across = upright.y(tick.at, view.height)
            if abs(y + off - across) < _TOUCHES:
                off = across - y + math.copysign(_CLEAR, off)
        is_free = all(
            abs(middle - other.x) > (wide + style.lettering.width(other.lines[0], SIZE, 600)) / 2
            or abs(y + off - other.y) > 2 * _HIGH
            for _, _, other in numbered
        )
        sides = (middle - wide / 2, middle + wide / 2)
        is_free = is_free and not _goes_through(line, sides, y + off)
        if is_free and y + off + _HIGH <= view.height:
            label = Label(middle, y + off, [text], style.text, "center", weight=600)
            numbered.append((stop, point, label))
    return numbered


def _goes_through(
    line: Sequence[tuple[Stop, Point, float, float]], sides: tuple[float, float], middle: float
) -> bool:
    """Whether *line* goes through type between two *sides*, whose middle is so far down."""
    for (*_, x, y), (*_, u, v) in pairwise(line):
        left, right = max(x, sides[0]), min(u, sides[1])
        if left <= right and x < u:
            ends = sorted(y + (v - y) * (at - x) / (u - x) for at in (left, right))
            if ends[0] < middle + _CAPITAL and ends[1] > middle - _CAPITAL:
                return True
    return False


def line_rows(grid: Grid, series: int, colour: str) -> list[Spec]:
    """The points of *series*, as data of Vega-Lite; without a number where its line breaks."""
    return [_row(stop, point, series, colour) for stop, point in grid.line(series)]


def _row(stop: Stop, point: Point | None, series: int, colour: str) -> Spec:
    return {
        "x": stop.at,
        "v": point.value if point else None,
        "s": series,
        "c": colour,
        "k": point.key if point else "",
    }


def part_rows(rows: Sequence[Spec], unsure: frozenset[str]) -> tuple[list[Spec], list[Spec]]:
    """Part the *rows* of one line into those of what is final and of what is not: what joins a
    point of *unsure*, by its key, to another is not.
    """
    firm, open_ = [], []
    before = [{"k": ""}, *rows]
    after = [*rows[1:], {"k": ""}]
    for one, row, other in zip(before, rows, after, strict=False):
        near = {row["k"], one["k"], other["k"]} - {""}
        is_open = row["k"] in unsure
        nothing = {name: None for name in ("v", "a", "b") if name in row} | {"k": ""}
        firm.append(row | nothing if is_open else row)
        open_.append(row if near & unsure else row | nothing)
    return firm, open_


def _alone(grid: Grid, series: int) -> list[tuple[Stop, Point]]:
    """The points of *series* between two gaps, or two points that are not final, which no line
    shows.
    """
    line = [(None, None), *grid.line(series), (None, None)]
    return [
        (stop, point)
        for (_, before), (stop, point), (_, after) in zip(line, line[1:], line[2:], strict=False)
        if stop and point and before is None and after is None
    ]


def draw_lines(
    view: View, grid: Grid, chosen: Sequence[int], upright: Upright, palette: Sequence[str],
    axes: tuple[Spec | None, Spec | None], width: float = 2.0, *, dots: bool = True,
    numbered: Sequence[tuple[Stop, Point]] = (),
) -> None:  # fmt: skip
    """Draw the lines of the series *chosen*, their last points and those that stand alone, and of
    a single line those that are *numbered*; what is not final is dashed, and its points hollow.
    """
    x = numbers("x", domain_of(grid.stops), axis=axes[0])
    y = numbers("v", upright.domain, log=upright.log, axis=axes[1])
    parts = [part_rows(line_rows(grid, series, palette[series]), grid.unsure) for series in chosen]
    for rows, dash in ((0, None), (1, DASHES)):
        values = [row for part in parts for row in part[rows]]
        if dash and not grid.tentative:
            continue
        view.layers.append(
            {
                "data": {"values": values},
                "mark": {
                    "type": "line", "strokeWidth": width, "strokeJoin": "round",
                    "strokeCap": "butt" if dash else "round",
                    "invalid": "break-paths-show-path-domains",
                    **({"strokeDash": dash} if dash else {}),
                },
                "encoding": {
                    "x": x, "y": y, "color": as_it_is("c"),
                    "detail": {"field": "s", "type": "nominal"}, "description": known_by(),
                },
            }
        )  # fmt: skip
    spots = [
        (stop, point, palette[series])
        for series in chosen
        for stop, point in dict.fromkeys(
            [*_alone(grid, series), *([_last(grid, series)] if dots else []), *numbered]
        )
    ]
    draw_spots(view, grid, spots, (x, y), 26)


def draw_spots(
    view: View, grid: Grid, spots: Sequence[tuple[Stop, Point, str]], axes: tuple[Spec, Spec],
    size: float,
) -> None:  # fmt: skip
    """Draw *spots*, each with its colour, as points; as rings where they are not final."""
    for is_open in (False, True):
        rows = [
            {"x": stop.at, "v": point.value, "c": colour, "k": point.key}
            for stop, point, colour in spots
            if (point.key in grid.unsure) == is_open
        ]
        if is_open and not rows:
            continue
        look: Spec = {"fill": "#ffffff", "strokeWidth": 1.4} if is_open else {"filled": True}
        channel = "stroke" if is_open else "color"
        view.layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "point", "opacity": 1, "size": size, **look},
                "encoding": {"x": axes[0], "y": axes[1], channel: as_it_is("c"),
                             "description": known_by()},
            }
        )  # fmt: skip


def _last(grid: Grid, series: int) -> tuple[Stop, Point]:
    return [(stop, point) for stop, point in grid.line(series) if point][-1]


def known_series(grid: Grid) -> list[int]:
    """The series of which anything is known; what is grey first, so that it lies below."""
    known = {series for series, _ in grid.points}
    return sorted(known, key=lambda series: (grid.is_highlighted(series), series))


def _ends(
    grid: Grid,
    palette: Sequence[str],
    upright: Upright,
    style: Style,
    words: NumberFormats,
    high: float,
) -> Names:
    """Name each line at its end, with its last number; a single line has the number alone, one
    beside the text its name alone.
    """
    texts = []
    for series in known_series(grid):
        _stop, point = _last(grid, series)
        number = words.number(point.value, grid.decimals)
        lines = _name(grid, series, style)
        if len(grid.series) == 1:
            lines = [number]
        elif style.width >= NARROW:
            lines[-1] += AFTER_NUMBER + number
        grey = bool(grid.plot.highlight) and not grid.is_highlighted(series)
        colour = style.muted if grey else darkened(palette[series])
        y = upright.y(point.value, high)
        texts.append(Label(0, y, lines, colour, weight=400 if grey else 600))
    return name_ends(texts, [height(text.lines) + 1 for text in texts], high)


def _name(grid: Grid, series: int, style: Style) -> list[str]:
    """The name of a series, in lines that fit beside the plot."""
    most = max(style.width * _LABELS, _LEAST_LABELS)
    return style.lettering.wrap(grid.series[series], most, SIZE, 600)


def _room_for_names(grid: Grid, style: Style) -> float:
    """The height of a plot: enough for all names, one under another."""
    names = [height(_name(grid, series, style)) + 1 for series in range(len(grid.series))]
    return max(PLOT, sum(names))


def line(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Draw a line for each series, named at its end."""
    palette, high = colours(grid, style), _room_for_names(grid, style)
    upright = make_upright(grid.values, grid, words, from_zero=False)
    letters = style.lettering
    names = _ends(grid, palette, upright, style, words, high)
    right = names.reach(letters)
    left = letters.widest([tick.lines[0] for tick in upright.ticks], SMALL) + 9
    for _ in range(2):  # the labels below may reach over the sides
        wide = style.width - left - right
        axis = _below(grid, style, words, wide, at_zero=upright.begins_at_zero)
        over = _overhang(axis, grid, style, wide)
        left, right = max(left, over[0] + 1), max(right, over[1] + 1)
    view = View(style.width - left - right, high)
    upright.rule_at_zero(view, style)
    turns = _number_turns(grid, upright, words, view, style) if len(grid.series) == 1 else []
    is_over = any(label.y < _HIGH for *_, label in turns)
    gap = 18 if is_over else 10
    head = make_head(
        grid.plot.unit, sample_tentative(grid, "line", palette, style), left, style, gap
    )
    draw_lines(
        view,
        grid,
        known_series(grid),
        upright,
        palette,
        (axis, axis_of_numbers(upright.ticks, style)),
        numbered=[(stop, point) for stop, point, _ in turns],
    )
    first, last = domain_of(grid.stops)
    ends = [
        (_last(grid, series)[0].at - first) / (last - first) * view.width
        for series in known_series(grid)
    ]
    # The number of a single line stands where it ends, names at the edge.
    names.set_in(view, ends[0] if len(grid.series) == 1 else view.width, ends, style)
    if turns:
        view.texts([label for *_, label in turns])
    head.set_in(view)
    foot = _AXIS - spare(axis) + axis["offset"]
    return whole(view, left, max(head.height, 18 if is_over else 8), right, foot)


# ---------------------------------------------------------------------------------------------
# Areas


def area(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Stack an area for each series, named at its end; where one is not known all have a gap."""
    palette = colours(grid, style)
    order = [n for n in range(len(grid.series)) if n in known_series(grid)]
    whole_stops = grid.whole_stops
    sums = [sum(grid.points[series, n].value for series in order) for n in whole_stops]
    upright = make_upright([0.0, *sums], grid, words, from_zero=True)
    letters, several, high = style.lettering, len(order) > 1, _room_for_names(grid, style)
    names = _name_areas(grid, order, whole_stops[-1:], palette, upright, style, words, high)
    right = names.reach(letters)
    left = letters.widest([tick.lines[0] for tick in upright.ticks], SMALL) + 9
    for _ in range(2):
        axis = _below(grid, style, words, style.width - left - right)
        over = _overhang(axis, grid, style, style.width - left - right)
        left, right = max(left, over[0] + 1), max(right, over[1] + 1)
    view = View(style.width - left - right, high)
    x = numbers("x", domain_of(grid.stops), axis=axis)
    y = numbers("a", upright.domain, axis=axis_of_numbers(upright.ticks, style))
    rows: list[Spec] = []
    base = dict.fromkeys(whole_stops, 0.0)
    for series in order:
        for n, stop in enumerate(grid.stops):
            point = grid.points.get((series, n)) if n in base else None
            low = base.get(n, 0.0)
            rows.append(
                {
                    "x": stop.at, "a": low if point else None,
                    "b": low + point.value if point else None,
                    "s": series, "c": palette[series], "k": point.key if point else "",
                }
            )  # fmt: skip
            if point:
                base[n] = low + point.value
    parts = [
        part_rows([row for row in rows if row["s"] == series], grid.unsure) for series in order
    ]
    for which in (0, 1) if grid.tentative else (0,):
        values = [row for part in parts for row in part[which]]
        if which:
            values = [row | {"c": mixed(row["c"], 0.55)} for row in values]
        view.layers.append(
            {
                "data": {"values": values},
                "mark": {
                    "type": "area", "opacity": 1, "stroke": "#ffffff",
                    "strokeWidth": 0.7 if several else 0, "line": False,
                    "invalid": "break-paths-show-path-domains",
                },
                "encoding": {
                    "x": x, "y": y, "y2": {"field": "b"}, "color": as_it_is("c"),
                    "detail": {"field": "s", "type": "nominal"}, "description": known_by(),
                },
            }
        )  # fmt: skip
    # An area of one year between two gaps has no width.
    filled = {row["x"] for row in rows if row["k"]}
    alone = [
        row for row in rows
        if row["k"] and not filled & {_next_stop(grid, row["x"], -1), _next_stop(grid, row["x"], 1)}
    ]  # fmt: skip
    if alone:
        view.layers.append(
            {
                "data": {"values": alone},
                "mark": {"type": "rule", "strokeWidth": 2.5},
                "encoding": {
                    "x": x, "y": y, "y2": {"field": "b"}, "color": as_it_is("c"),
                    "description": known_by(),
                },
            }
        )  # fmt: skip
    first, last = domain_of(grid.stops)
    ends = [(grid.stops[n].at - first) / (last - first) * view.width for n in whole_stops[-1:]]
    names.set_in(view, view.width, ends * len(names.labels), style)
    legend = sample_tentative(grid, "square", palette, style)
    head = make_head(grid.plot.unit, legend, left, style, gap=10)
    head.set_in(view)
    return whole(view, left, max(head.height, 8), right, _AXIS - spare(axis))


def _name_areas(
    grid: Grid, order: Sequence[int], stops: Sequence[int], palette: Sequence[str],
    upright: Upright, style: Style, words: NumberFormats, high: float,
) -> Names:  # fmt: skip
    """Name each area of *order*, with its last number, beside its middle at the last of *stops*,
    from the lowest up; a single one has its last number at its height, one beside the text its
    name alone.
    """
    several, texts, low = len(order) > 1, [], 0.0
    for series, n in ((series, n) for series in order for n in stops):
        value = grid.points[series, n].value
        number = words.number(value, grid.decimals)
        lines = _name(grid, series, style) if several else [number]
        if several and style.width >= NARROW:
            lines[-1] += AFTER_NUMBER + number
        grey = bool(grid.plot.highlight) and not grid.is_highlighted(series)
        colour = style.muted if grey else darkened(palette[series])
        y = upright.y(low + value / (2 if several else 1), high)
        texts.append(Label(0, y, lines, colour, weight=400 if grey else 600))
        low += value
    return name_ends(texts, [height(text.lines) + 1 for text in texts], high)


def _next_stop(grid: Grid, at: float, step: int) -> float | None:
    """The stop before or after the one at *at*; None at the ends."""
    places = [stop.at for stop in grid.stops]
    n = places.index(at) + step
    return places[n] if 0 <= n < len(places) else None


# ---------------------------------------------------------------------------------------------
# Slopes


def slope(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Draw a line for each series from one year to another, with its name and both numbers."""
    palette = colours(grid, style)
    upright = make_upright(grid.values, grid, words, from_zero=False)
    low, top = min(grid.values), max(grid.values)
    if low < top:  # no axis: the numbers stand beside the lines
        ends = (top, low) if grid.plot.reverse else (low, top)
        upright = Upright([Tick(at, ("",)) for at in ends], upright.log)
    letters = style.lettering
    sides = [_beside_stop(grid, n, palette, upright, style, words) for n in (0, 1)]
    heights = [[height(one.lines) + 2 for one in side] for side in sides]
    high = max(150.0, *(sum(one) * 1.2 for one in heights))
    names = [
        name_ends([replace(one, y=one.y * high) for one in side], those, high)
        for side, those in zip(sides, heights, strict=True)
    ]
    heads = [words.stop(grid, stop) for stop in grid.stops]
    half = [letters.width(head, SIZE, 600) / 2 for head in heads]
    left, right = (max(one.reach(letters), wide) for one, wide in zip(names, half, strict=True))
    span = min(style.width - left - right, 200.0)
    right = style.width - left - span
    view = View(span, high)
    view.rules([(x, -6, x, high + 6) for x in (0, span)], style.hairline, 0.8)
    draw_lines(view, grid, known_series(grid), upright, palette, (None, None), dots=False)
    dots = [(grid.stops[n], point, palette[series]) for (series, n), point in grid.points.items()]
    scales = (
        numbers("x", domain_of(grid.stops)), numbers("v", upright.domain, log=upright.log)
    )  # fmt: skip
    draw_spots(view, grid, dots, scales, 34)
    for one, x in zip(names, (0, span), strict=True):
        one.set_in(view, x, [x] * len(one.labels), style)
    view.texts(
        [Label(x, -17, [head], style.text, "center", weight=600)
         for x, head in zip((0, span), heads, strict=True)]
    )  # fmt: skip
    legend = sample_tentative(grid, "line", palette, style)
    head = make_head(grid.plot.unit, legend, left, style, gap=26)
    head.set_in(view)
    return whole(view, left, max(head.height, 27), right, 8)


def _beside_stop(
    grid: Grid, n: int, palette: Sequence[str], upright: Upright, style: Style, words: NumberFormats
) -> list[Label]:
    """The number of each series at the stop *n* and its name; under a plot that is 1 pixel high.

    Where the chart stands beside the text, a name stands once.
    """
    labels = []
    for series in known_series(grid):
        if (series, n) not in grid.points:
            continue
        value = grid.points[series, n].value
        number = words.number(value, grid.decimals)
        name = grid.series[series] if len(grid.series) > 1 else ""
        if n and style.width < NARROW and (series, 0) in grid.points:
            name = ""
        room = style.width * _BESIDE_SLOPE
        room -= style.lettering.width(number + AFTER_NUMBER, SIZE, 600)
        first, *more = style.lettering.wrap(name, room, SIZE, 600)
        parts = (number, first) if n else (first, number)
        lines = [AFTER_NUMBER.join(filter(None, parts)), *more]
        grey = bool(grid.plot.highlight) and not grid.is_highlighted(series)
        colour = style.muted if grey else darkened(palette[series])
        align: Align = "left" if n else "right"
        weight = 400 if grey else 600
        labels.append(Label(0, upright.y(value, 1), lines, colour, align, SIZE, weight))
    return labels
