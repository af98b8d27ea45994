"""Small multiples: a small chart for each series, of lines, bars or areas, all on one scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from .bars import bar_looks, look_channels
from .chart_words import LEADING, SIZE, SMALL, height
from .grid import Grid, direction
from .lines import (
    Upright,
    domain_of,
    draw_lines,
    known_series,
    line_rows,
    make_upright,
    part_rows,
    sample_tentative,
)
from .no_data import Spot, beside_rows, find_gaps, on_columns
from .number_formats import NumberFormats, Tick
from .palette import darkened, mixed
from .view import (
    NARROW,
    Label,
    Sample,
    Spec,
    Style,
    View,
    as_it_is,
    axis_below,
    axis_of_labels,
    axis_of_numbers,
    beside_each_other,
    known_by,
    make_head,
    numbers,
)

_GAP = 22.0
"""Pixels from one chart to the next in its row."""
_RIGHT = 6.0
_Axes = tuple[Spec | None, Spec | None]
_Draw = Callable[[View, Grid, int, Upright, str, _Axes], None]
"""Draws one series in its view, in a colour."""


def small_multiples(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Draw a small chart for each series; of bars over labels, with their numbers in rows."""
    if grid.plot.marks == "bars" and direction(grid) == "rows":
        return _rows_of_bars(grid, style, words)
    return _plots(grid, style, words)


def _count_columns(count: int, style: Style) -> int:
    columns = count if count <= 4 else 3 if count in (5, 6, 9) else 4
    return min(columns, 2) if style.width < NARROW else columns


def _colour(grid: Grid, series: int, style: Style) -> str:
    is_strong = grid.is_highlighted(series) or not grid.plot.highlight
    return style.accent if is_strong else style.muted


def _legend(grid: Grid, style: Style) -> list[Sample]:
    """The mark of what is not final; none where all is."""
    shape = "line" if grid.plot.marks == "line" else "square"
    return sample_tentative(grid, shape, [style.muted] * len(grid.series), style)


def _plots(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Draw all series on one upright scale."""
    count, marks = len(grid.series), grid.plot.marks
    columns = _count_columns(count, style)
    upright = make_upright(grid.values, grid, words, from_zero=marks != "line")
    letters = style.lettering
    left = letters.widest([tick.lines[0] for tick in upright.ticks], SMALL) + 9
    width = (style.width - left - _RIGHT - (columns - 1) * _GAP) / columns
    titles = [letters.wrap(name, width + _RIGHT - 1, SIZE, 600) for name in grid.series]
    title_room = max(height(lines) for lines in titles)
    high = 86.0 if count > 4 else 110.0
    ticks = _first_and_last(grid, style, words, width)
    # The first label begins where its axis does, the last one ends there.
    at_zero = upright.begins_at_zero
    below = {**axis_below(ticks, style, at_zero=at_zero), "labelFlush": True}
    del below["labelAlign"]
    if marks == "bars":  # a label stands under its bar, or ends there where it is too wide for that
        half = _step(grid) / (_along(grid)[1] - _along(grid)[0]) * width / 2
        wide = max(letters.widest(tick.lines, SMALL) for tick in ticks) > 2 * (half + _RIGHT)
        below |= {"ticks": False, "labelPadding": 5, "domain": at_zero,
                  "labelFlush": half + 1 if wide else False}  # fmt: skip
    known = known_series(grid)
    ways: dict[str, _Draw] = {"line": _draw_line, "bars": _draw_bars, "area": _draw_area}
    start, end = _along(grid)
    scale = width / ((end - start) or 1.0)
    views, gaps = [], find_gaps(grid, words) if marks == "bars" else {}
    for series in range(count):
        view = View(width, high)
        upright_axis = axis_of_numbers(upright.ticks, style)
        if series % columns:
            upright_axis["labels"] = False
        axes = (below, upright_axis)
        ghosts = [other for other in known if other != series]
        if marks == "line":
            upright.rule_at_zero(view, style)
        if marks == "line" and ghosts:
            _draw_ghosts(view, grid, ghosts, upright, axes, mixed(style.muted, 0.5))
        if series in known:
            ways[marks](view, grid, series, upright, _colour(grid, series, style), axes)
        elif marks != "line":  # an axis needs data
            _draw_ghosts(view, grid, known, upright, axes, "#ffffff")
        if marks != "line" and upright.domain[0] < 0:
            view.rules([(0, upright.y(0, high), width, upright.y(0, high))], style.muted, 0.8)
        title = Label(0, -9 - height(titles[series]) / 2, titles[series], style.text, weight=600)
        view.texts(
            [
                title,
                *_number_end(grid, series, title, words, width, style),
                *on_columns(
                    _of_series(gaps, series), style, 1, upright.y(0, high),
                    lambda spot: (grid.stops[spot[1]].at - start) * scale, _step(grid) * scale,
                    is_below=upright.domain[1] <= 0,
                ),
            ]
        )  # fmt: skip
        views.append(view)
    legend = _legend(grid, style)
    gap = title_room + (20 if legend else 14)
    head = make_head(grid.plot.unit, legend, left, style, gap)
    head.set_in(views[0])
    below_all = 8 + below["offset"] + max(height(tick.lines, SMALL) for tick in ticks)
    sides = (left, max(head.height, title_room + 14), _RIGHT, below_all + 2)
    return beside_each_other(views, columns, (_GAP, title_room + below_all + 18), sides)


def _first_and_last(grid: Grid, style: Style, words: NumberFormats, width: float) -> list[Tick]:
    """The ends of a short axis; in two lines where one is too long."""
    letters = style.lettering
    ends = [grid.stops[0], grid.stops[-1]] if len(grid.stops) > 1 else [grid.stops[0]]
    most = width / len(ends) - 4
    return [
        Tick(stop.at, tuple(letters.wrap(words.stop(grid, stop), most, SMALL))) for stop in ends
    ]


def _draw_line(
    view: View, grid: Grid, series: int, upright: Upright, colour: str, axes: _Axes
) -> None:
    draw_lines(view, grid, [series], upright, [colour] * len(grid.series), axes, 2.0)


def _number_end(
    grid: Grid, series: int, title: Label, words: NumberFormats, width: float, style: Style
) -> list[Label]:
    """The last number of a line, above the end of its plot, in the last line of its *title*, where
    nothing goes through it; none without room there, beside the text, and of bars and areas.
    """
    values = [point.value for _, point in grid.line(series) if point]
    if grid.plot.marks != "line" or style.width < NARROW or not values:
        return []
    number, letters = words.number(values[-1], grid.decimals), style.lettering
    longest = max(letters.width(line, SIZE, 600) for line in title.lines)
    room = width - longest - SIZE
    if letters.width(number, SIZE, 600) > room:
        return []
    y = title.y + (len(title.lines) - 1) * SIZE * LEADING / 2
    colour = darkened(_colour(grid, series, style))
    return [Label(width, y, [number], colour, "right", SIZE, 600)]


def _draw_ghosts(
    view: View, grid: Grid, others: Sequence[int], upright: Upright, axes: _Axes, colour: str
) -> None:
    """Draw what other series do, faintly, behind the one that is meant."""
    rows = [row for series in others for row in line_rows(grid, series, colour)]
    view.layers.append(
        {
            "data": {"values": rows},
            "mark": {"type": "line", "strokeWidth": 0.9,
                     "invalid": "break-paths-show-path-domains"},
            "encoding": {
                "x": numbers("x", _along(grid), axis=axes[0]),
                "y": numbers("v", upright.domain, log=upright.log, axis=axes[1]),
                "color": as_it_is("c"), "detail": {"field": "s", "type": "nominal"},
            },
        }
    )  # fmt: skip


def _of_series(gaps: Mapping[Spot, str], series: int) -> dict[Spot, str]:
    """The gaps of one series."""
    return {spot: said for spot, said in gaps.items() if spot[0] == series}


def _step(grid: Grid) -> float:
    """From one stop to the nearest other."""
    places = [stop.at for stop in grid.stops]
    return min((b - a for a, b in pairwise(places)), default=1.0)


def _along(grid: Grid) -> tuple[float, float]:
    """From the first stop to the last; of bars, with half a step at both ends."""
    if grid.plot.marks != "bars":
        return domain_of(grid.stops)
    half = _step(grid) / 2
    return grid.stops[0].at - half, grid.stops[-1].at + half


def _draw_bars(
    view: View, grid: Grid, series: int, upright: Upright, colour: str, axes: _Axes
) -> None:
    half = _step(grid) * 0.38
    rows = [
        {"a": stop.at - half, "z": stop.at + half, "v": point.value, "n": 0, "k": point.key,
         **bar_looks(colour, is_open=point.key in grid.unsure)}
        for stop, point in grid.line(series)
        if point
    ]  # fmt: skip
    view.layers.append(
        {
            "data": {"values": rows},
            "mark": {"type": "rect"},
            "encoding": {
                "x": numbers("a", _along(grid), axis=axes[0]), "x2": {"field": "z"},
                "y": numbers("n", upright.domain, axis=axes[1]), "y2": {"field": "v"},
                "description": known_by(), **look_channels(grid),
            },
        }
    )  # fmt: skip


def _draw_area(
    view: View, grid: Grid, series: int, upright: Upright, colour: str, axes: _Axes
) -> None:
    """Draw an area, paler where it is not final, and its upper edge as a line, which shows what
    stands between two gaps.
    """
    firm, unsure = part_rows(line_rows(grid, series, mixed(colour, 0.65)), grid.unsure)
    paler_ones = [row | {"c": mixed(colour, 0.85)} for row in unsure]
    for rows in (firm, paler_ones) if grid.tentative else (firm,):
        view.layers.append(
            {
                "data": {"values": [row | {"o": 0} for row in rows]},
                "mark": {"type": "area", "opacity": 1, "line": False,
                         "invalid": "break-paths-show-path-domains"},
                "encoding": {
                    "x": numbers("x", domain_of(grid.stops), axis=axes[0]),
                    "y": numbers("v", upright.domain, axis=axes[1]), "y2": {"field": "o"},
                    "color": as_it_is("c"),
                },
            }
        )  # fmt: skip
    draw_lines(view, grid, [series], upright, [colour] * len(grid.series), axes, 1.6, dots=False)


# ---------------------------------------------------------------------------------------------
# Bars over labels


def _rows_of_bars(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Draw bars one under another, each with its number; the labels stand left of each row."""
    letters, count = style.lettering, len(grid.series)
    columns = 1 if style.width < NARROW else min(_count_columns(count, style), 3)
    size, bar = (SIZE, 13.0) if len(grid.stops) <= 10 else (SMALL, 9.0)
    names = [letters.wrap(words.stop(grid, stop), style.width * 0.3, size) for stop in grid.stops]
    left = letters.widest([line for lines in names for line in lines], size) + 12
    highs = [max(bar, len(lines) * size * LEADING) + 7 for lines in names]
    middles = [sum(highs[:n]) + high / 2 for n, high in enumerate(highs)]
    width = (style.width - left - (columns - 1) * _GAP) / columns
    titles = [letters.wrap(name, width - 1, SIZE, 600) for name in grid.series]
    title_room = max(height(lines) for lines in titles)
    written = {key: words.number(point.value, grid.decimals) for key, point in grid.points.items()}
    low, high = min([0.0, *grid.values]), max([0.0, *grid.values])
    high = high if low < high else 1.0
    wide = letters.widest([*written.values()], size, 600) + 6
    over, right = wide if low < 0 else 0.0, wide if high > 0 else 0.0
    scale = (width - over - right) / (high - low)

    def x(value: float) -> float:
        return over + (value - low) * scale

    axis = axis_of_labels(
        [Tick(at, tuple(lines)) for at, lines in zip(middles, names, strict=True)], style, left,
        size,
    )  # fmt: skip
    down = {
        "field": "t", "type": "quantitative",
        "scale": {"domain": [0, sum(highs)], "range": [0, sum(highs)], "nice": False,
                  "zero": False},
    }  # fmt: skip
    views, gaps = [], find_gaps(grid, words)
    for series in range(count):
        view, colour = View(width, sum(highs)), _colour(grid, series, style)
        points = [(n, grid.points[series, n]) for n in range(len(grid.stops))
                  if (series, n) in grid.points]  # fmt: skip
        rows = [
            {"a": low + (x(0) - over) / scale, "b": point.value, "t": middles[n] - bar / 2,
             "u": middles[n] + bar / 2, "k": point.key,
             **bar_looks(colour, is_open=point.key in grid.unsure)}
            for n, point in points
        ]  # fmt: skip
        view.layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "rect"},
                "encoding": {
                    "x": numbers("a", (low - over / scale, high + right / scale)),
                    "x2": {"field": "b"}, "y2": {"field": "u"},
                    "y": {**down, "axis": None if series % columns else axis},
                    "description": known_by(), **look_channels(grid),
                },
            }
        )  # fmt: skip
        view.rules([(x(0), 0, x(0), view.height)], style.muted, 0.8)
        view.texts(
            [
                Label(x(point.value) + (-5 if point.value < 0 else 5), middles[n],
                     [written[series, n]], style.text,
                     "right" if point.value < 0 else "left", size, 600)
                for n, point in points
            ]
            + beside_rows(
                _of_series(gaps, series), style, size, x(0), lambda spot: middles[spot[1]],
                is_left=high < -low,
            )
            + [Label(0, -7 - height(titles[series]) / 2, titles[series], style.text, weight=600)]
        )  # fmt: skip
        views.append(view)
    legend = _legend(grid, style)
    gap = title_room + (18 if legend else 12)
    head = make_head(grid.plot.unit, legend, left, style, gap)
    head.set_in(views[0])
    sides = (left, max(head.height, title_room + 12), 0.0, 2.0)
    return beside_each_other(views, columns, (_GAP, title_room + 24), sides)
