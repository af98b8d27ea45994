"""Lines, areas and slopes: what goes on over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .grid import Grid, Point, Stop
from .lettering import LEADING, SIZE, SMALL, height, spread
from .palette import darkened, mixed
from .sheet import (
    Label,
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
from .writing import ChartWords, Tick

PLOT = 172.0
"""Height of a plot of lines."""
_AXIS = 32.0
"""Below a plot: two lines of an axis."""
_LABELS, _LEAST_LABELS = 0.3, 84.0
"""The part of the width that the names at the ends of the lines take at most, and yet so many
pixels."""


@dataclass(frozen=True)
class Upright:
    """The vertical scale of a plot of lines."""

    ticks: Sequence[Tick]
    log: bool

    @property
    def domain(self) -> tuple[float, float]:
        """Its lowest and its highest number."""
        return self.ticks[0].at, self.ticks[-1].at

    def y(self, value: float, high: float) -> float:
        """Where *value* lies in a plot *high* pixels high."""
        from math import log10

        low, top = self.domain
        if self.log:
            return high * (1 - log10(value / low) / log10(top / low))
        return high * (1 - (value - low) / (top - low))


def make_upright(
    values: Sequence[float], grid: Grid, words: ChartWords, *, from_zero: bool
) -> Upright:
    """The scale on which all *values* have a place."""
    log = grid.plot.scale == "log"
    return Upright(
        words.log_ticks(values) if log else words.ticks(values, from_zero=from_zero), log
    )


def colours(grid: Grid, style: Style) -> list[str]:
    """The colour of each series: six of the house, or its first and grey where one matters.

    Of what is not named at its end but in a legend, each has a grey of its own.
    """
    names = [name for name in grid.series if name in grid.plot.highlight]
    if names:
        strong = (style.accent, style.ink, *style.colours[2:])
        others = [name for name in grid.series if name not in names]
        greys = dict.fromkeys(others, style.grey)
        if grid.plot.kind not in ("line", "slope"):
            for n, name in enumerate(others):
                greys[name] = mixed(style.muted, 0.3 + 0.48 * n / max(1, len(others) - 1))
        return [greys.get(name) or strong[names.index(name) % len(strong)] for name in grid.series]
    return [style.colours[n % len(style.colours)] for n in range(len(grid.series))]


def domain_of(stops: Sequence[Stop]) -> tuple[float, float]:
    """From the first of *stops* to the last; around a single one where there is but one."""
    first, last = stops[0].at, stops[-1].at
    return (first, last) if first < last else (first - 1, first + 1)


def _below(
    grid: Grid, style: Style, words: ChartWords, width: float, inset: float = 0
) -> Spec:  # fmt: skip
    letters = style.lettering
    ticks = words.stops_along(grid, width, lambda lines: letters.widest(lines, SMALL), inset)
    return axis_below(ticks, style)


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


def line_rows(grid: Grid, series: int, colour: str) -> list[Spec]:
    """The points of *series*, as data of Vega-Lite; without a number where its line breaks."""
    return [
        {
            "x": stop.at,
            "v": point.value if point else None,
            "s": series,
            "c": colour,
            "k": point.key if point else "",
        }
        for stop, point in grid.line(series)
    ]


def _alone(grid: Grid, series: int) -> list[tuple[Stop, Point]]:
    """The points of *series* between two gaps, which no line shows."""
    line = [(None, None), *grid.line(series), (None, None)]
    return [
        (stop, point)
        for (_, before), (stop, point), (_, after) in zip(line, line[1:], line[2:], strict=False)
        if stop and point and before is None and after is None
    ]


def draw_lines(
    view: View, grid: Grid, chosen: Sequence[int], upright: Upright, palette: Sequence[str],
    axes: tuple[Spec | None, Spec | None], width: float = 2.0, *, dots: bool = True,
) -> None:  # fmt: skip
    """Draw the lines of the series *chosen*, their last points and those that stand alone."""
    x = numbers("x", domain_of(grid.stops), axis=axes[0])
    y = numbers("v", upright.domain, log=upright.log, axis=axes[1])
    rows = [row for series in chosen for row in line_rows(grid, series, palette[series])]
    view.layers.append(
        {
            "data": {"values": rows},
            "mark": {
                "type": "line", "strokeWidth": width, "strokeJoin": "round", "strokeCap": "round",
                "invalid": "break-paths-show-path-domains",
            },
            "encoding": {
                "x": x, "y": y, "color": as_it_is("c"), "detail": {"field": "s", "type": "nominal"},
                "description": known_by(),
            },
        }
    )  # fmt: skip
    spots = [
        (stop, point, palette[series])
        for series in chosen
        for stop, point in dict.fromkeys(
            [*_alone(grid, series), *([_last(grid, series)] if dots else [])]
        )
    ]
    view.layers.append(
        {
            "data": {
                "values": [{"x": s.at, "v": p.value, "c": c, "k": p.key} for s, p, c in spots]
            },
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 26},
            "encoding": {"x": x, "y": y, "color": as_it_is("c"), "description": known_by()},
        }
    )


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
    words: ChartWords,
    high: float,
) -> list[Label]:
    """Name each line at its end, at *x* 0; a single line has its last number there."""
    texts = []
    for series in known_series(grid):
        _stop, point = _last(grid, series)
        if len(grid.series) == 1:
            lines = [words.number(point.value, grid.decimals)]
        else:
            lines = _name(grid, series, style)
        grey = bool(grid.plot.highlight) and not grid.is_highlighted(series)
        colour = style.muted if grey else darkened(palette[series])
        y = upright.y(point.value, high)
        texts.append(Label(0, y, lines, colour, weight=400 if grey else 600))
    heights = [height(text.lines) + 1 for text in texts]
    moved = spread([text.y for text in texts], heights, high + 6)
    return [
        Label(text.x, y, text.lines, text.colour, weight=text.weight)
        for text, y in zip(texts, moved, strict=True)
    ]


def _name(grid: Grid, series: int, style: Style) -> list[str]:
    """The name of a series, in lines that fit beside the plot."""
    most = max(style.width * _LABELS, _LEAST_LABELS)
    return style.lettering.wrap(grid.series[series], most, SIZE, 600)


def _room_for_names(grid: Grid, style: Style) -> float:
    """The height of a plot: enough for all names, one under another."""
    names = [height(_name(grid, series, style)) + 1 for series in range(len(grid.series))]
    return max(PLOT, sum(names))


def line(grid: Grid, style: Style, words: ChartWords) -> Spec:
    """Draw a line for each series, named at its end."""
    palette, high = colours(grid, style), _room_for_names(grid, style)
    upright = make_upright(grid.values, grid, words, from_zero=False)
    letters = style.lettering
    names = _ends(grid, palette, upright, style, words, high)
    right = max(letters.widest(text.lines, SIZE, 600) for text in names) + 9
    left = letters.widest([tick.lines[0] for tick in upright.ticks], SMALL) + 9
    for _ in range(2):  # the labels below may reach over the sides
        axis = _below(grid, style, words, style.width - left - right)
        over = _overhang(axis, grid, style, style.width - left - right)
        left, right = max(left, over[0] + 1), max(right, over[1] + 1)
    view = View(style.width - left - right, high)
    head = make_head(grid.plot.unit, [], left, style, gap=10)
    draw_lines(
        view,
        grid,
        known_series(grid),
        upright,
        palette,
        (axis, axis_of_numbers(upright.ticks, style)),
    )
    first, last = domain_of(grid.stops)
    ends = {
        series: (_last(grid, series)[0].at - first) / (last - first) * view.width
        for series in known_series(grid)
    }
    view.texts(
        [
            Label(
                (ends[series] if len(grid.series) == 1 else view.width) + 7,
                text.y, text.lines, text.colour, weight=text.weight,
            )
            for series, text in zip(known_series(grid), names, strict=True)
        ]
    )  # fmt: skip
    head.set_in(view)
    return whole(view, left, max(head.height, 8), right, _AXIS - spare(axis))


# ---------------------------------------------------------------------------------------------
# Areas


def area(grid: Grid, style: Style, words: ChartWords) -> Spec:
    """Stack an area for each series, named at its end; where one is not known all have a gap."""
    palette = colours(grid, style)
    order = [n for n in range(len(grid.series)) if n in known_series(grid)]
    whole_stops = [
        n for n in range(len(grid.stops)) if all((series, n) in grid.points for series in order)
    ]
    sums = [sum(grid.points[series, n].value for series in order) for n in whole_stops]
    upright = make_upright([0.0, *sums], grid, words, from_zero=True)
    letters, several = style.lettering, len(order) > 1
    named = [
        _name(grid, series, style) if several
        else [words.number(grid.points[series, whole_stops[-1]].value, grid.decimals)]
        for series in order
    ] if whole_stops else []  # fmt: skip
    right = max((letters.widest(lines, SIZE, 600) for lines in named), default=0) + 9
    left = letters.widest([tick.lines[0] for tick in upright.ticks], SMALL) + 9
    for _ in range(2):
        axis = _below(grid, style, words, style.width - left - right)
        over = _overhang(axis, grid, style, style.width - left - right)
        left, right = max(left, over[0] + 1), max(right, over[1] + 1)
    high = _room_for_names(grid, style)
    view = View(style.width - left - right, high)
    x = numbers("x", domain_of(grid.stops), axis=axis)
    y = numbers("a", upright.domain, axis=axis_of_numbers(upright.ticks, style))
    middles: list[float] = []
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
                if n == whole_stops[-1]:
                    middles.append(upright.y(low + point.value / (2 if several else 1), high))
    view.layers.append(
        {
            "data": {"values": rows},
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
        if row["k"] and not filled & {_beside(grid, row["x"], -1), _beside(grid, row["x"], 1)}
    ]  # fmt: skip
    if alone:
        view.layers.append(
            {
                "data": {"values": alone},
                "mark": {"type": "rule", "strokeWidth": 2.5},
                "encoding": {"x": x, "y": y, "y2": {"field": "b"}, "color": as_it_is("c")},
            }
        )
    heights = [height(lines) + 1 for lines in named]
    grey = [bool(grid.plot.highlight) and not grid.is_highlighted(series) for series in order]
    view.texts(
        [
            Label(view.width + 7, at, lines, style.muted if pale else darkened(palette[series]),
                 weight=400 if pale else 600)
            for series, at, lines, pale in zip(
                order, spread(middles, heights, high + 6), named, grey, strict=True
            )
        ]
    )  # fmt: skip
    head = make_head(grid.plot.unit, [], left, style, gap=10)
    head.set_in(view)
    return whole(view, left, max(head.height, 8), right, _AXIS - spare(axis))


def _beside(grid: Grid, at: float, step: int) -> float | None:
    """The stop before or after the one at *at*; None at the ends."""
    places = [stop.at for stop in grid.stops]
    n = places.index(at) + step
    return places[n] if 0 <= n < len(places) else None


# ---------------------------------------------------------------------------------------------
# Slopes


def slope(grid: Grid, style: Style, words: ChartWords) -> Spec:
    """Draw a line for each series from one year to another, with its name and both numbers."""
    palette = colours(grid, style)
    upright = make_upright(grid.values, grid, words, from_zero=False)
    low, top = min(grid.values), max(grid.values)
    if not upright.log and low < top:  # no axis: the numbers stand beside the lines
        upright = Upright((Tick(low, ("",)), Tick(top, ("",))), log=False)
    letters = style.lettering
    high = max(150.0, len(grid.series) * SIZE * LEADING * 1.45)
    sides: list[list[Label]] = []
    for n in (0, 1):
        texts = []
        for series in known_series(grid):
            if (series, n) not in grid.points:
                continue
            value = grid.points[series, n].value
            number = words.number(value, grid.decimals)
            name = grid.series[series] if len(grid.series) > 1 else ""
            lines = letters.wrap(f"{name}\u2002{number}".strip(), style.width * 0.36, SIZE, 600)
            if n and (series, 0) in grid.points:
                lines = [number]
            elif n:
                lines = letters.wrap(f"{number}\u2002{name}".strip(), style.width * 0.3, SIZE, 600)
            grey = bool(grid.plot.highlight) and not grid.is_highlighted(series)
            colour = style.muted if grey else darkened(palette[series])
            y = upright.y(value, high)
            texts.append(Label(0, y, lines, colour, "left" if n else "right", SIZE,
                              400 if grey else 600))  # fmt: skip
        moved = spread([t.y for t in texts], [height(t.lines) + 2 for t in texts], high + 4)
        sides.append(
            [
                Label(t.x, y, t.lines, t.colour, t.align, weight=t.weight)
                for t, y in zip(texts, moved, strict=True)
            ]
        )
    heads = [words.stop(grid, stop) for stop in grid.stops]
    wide = [letters.widest([line for text in side for line in text.lines], SIZE, 600) + 10
            for side in sides]  # fmt: skip
    half = [letters.width(head, SIZE, 600) / 2 for head in heads]
    left, right = max(wide[0], half[0]), max(wide[1], half[1])
    span = min(style.width - left - right, 200.0)
    right = style.width - left - span
    view = View(span, high)
    view.rules([(x, -6, x, high + 6) for x in (0, span)], style.hairline, 0.8)
    draw_lines(view, grid, known_series(grid), upright, palette, (None, None), dots=False)
    dots = [
        {"x": grid.stops[n].at, "v": point.value, "c": palette[series], "k": point.key}
        for (series, n), point in grid.points.items()
    ]
    view.layers.append(
        {
            "data": {"values": dots},
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 34},
            "encoding": {
                "x": numbers("x", domain_of(grid.stops)),
                "y": numbers("v", upright.domain, log=upright.log),
                "color": as_it_is("c"), "description": known_by(),
            },
        }
    )  # fmt: skip
    view.texts([Label(-8, t.y, t.lines, t.colour, "right", weight=t.weight) for t in sides[0]])
    view.texts([Label(span + 8, t.y, t.lines, t.colour, weight=t.weight) for t in sides[1]])
    view.texts(
        [Label(x, -17, [head], style.text, "center", weight=600)
         for x, head in zip((0, span), heads, strict=True)]
    )  # fmt: skip
    head = make_head(grid.plot.unit, [], left, style, gap=26)
    head.set_in(view)
    return whole(view, left, max(head.height, 27), right, 8)
