"""Bars, stacked bars, shares and dots: how much of each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .grid import Grid, Point, direction
from .labels import LEADING, LEAST, SIZE, SMALL, spread
from .lines import colours
from .no_data import Spot, beside_rows, find_bare_stacks, find_gaps, on_columns
from .number_formats import ChartWords, Tick
from .palette import ink_on, mixed
from .sheet import (
    Label,
    Spec,
    Style,
    View,
    as_it_is,
    axis_below,
    axis_of_labels,
    axis_of_numbers,
    known_by,
    make_head,
    numbers,
    pixels,
    spare,
    whole,
)

_PLOT = 160.0
"""Height of a plot of upright bars."""
_LABELS = 0.42
"""The part of the width that the labels on the left take at most."""


@dataclass(frozen=True)
class _Bar:
    """A bar, or a part of one, in values along it."""

    stop: int
    lane: int
    """Which of the bars that stand side by side at one stop it is, from 0."""
    start: float
    end: float
    colour: str
    point: Point
    label: str

    @property
    def is_below_zero(self) -> bool:
        return self.end < self.start


def bars(grid: Grid, style: Style, words: ChartWords) -> Spec:
    """Draw a bar for each number, side by side where there are several series."""
    palette = _bar_colours(grid, style)
    made = [
        _Bar(stop, series, 0.0, point.value, palette[series][stop], point,
             words.number(point.value, grid.decimals))
        for (series, stop), point in sorted(grid.points.items(), key=lambda one: one[0][::-1])
    ]  # fmt: skip
    gaps = find_gaps(grid, words)
    if direction(grid) == "columns":
        return _columns(grid, style, words, made, gaps, len(grid.series), labels="above")
    return _rows(grid, style, words, made, gaps, len(grid.series), labels="outside")


def stacked(grid: Grid, style: Style, words: ChartWords) -> Spec:
    """Draw the numbers of all series end to end, those below zero on the other side of it."""
    return _stack(grid, style, words, share=False)


def share(grid: Grid, style: Style, words: ChartWords) -> Spec:
    """Draw the numbers of all series as parts of a hundred."""
    return _stack(grid, style, words, share=True)


def _stack(grid: Grid, style: Style, words: ChartWords, *, share: bool) -> Spec:
    palette = colours(grid, style)
    made = []
    written = ChartWords(words.language, "%") if share else words
    decimals = grid.decimals if not share or _are_shares(grid) else 0
    for n in range(len(grid.stops)):
        parts = [(s, grid.points[s, n]) for s in range(len(grid.series)) if (s, n) in grid.points]
        total = sum(point.value for _, point in parts)
        ends = [0.0, 0.0]  # above zero, and below
        for series, point in parts:
            value = point.value / total * 100 if share else point.value
            side = 1 if value < 0 else 0
            label = (written.share if share else written.number)(value, decimals)
            made.append(_Bar(n, 0, ends[side], ends[side] + value, palette[series], point, label))
            ends[side] += value
    gaps = find_bare_stacks(grid, words)
    if direction(grid) == "columns":
        return _columns(grid, style, written, made, gaps, 1, labels="inside")
    return _rows(grid, style, written, made, gaps, 1, labels="inside")


def _are_shares(grid: Grid) -> bool:
    """Whether the numbers of each bar are parts of a hundred already."""
    totals = [0.0] * len(grid.stops)
    for (_, stop), point in grid.points.items():
        totals[stop] += point.value
    return all(abs(total - 100) < 0.01 for total in totals if total)


def _bar_colours(grid: Grid, style: Style) -> list[list[str]]:
    """The colour of each bar, by series and stop: of a single series, what is highlighted."""
    if len(grid.series) > 1 or not grid.plot.highlight:
        return [[colour] * len(grid.stops) for colour in colours(grid, style)]
    chosen = [grid.plot.is_highlighted(stop.text) for stop in grid.stops]
    return [[style.accent if one else style.grey for one in chosen]]


def _legend(grid: Grid, style: Style) -> list[tuple[str, str]]:
    palette = colours(grid, style)
    return [*zip(grid.series, palette, strict=True)] if len(grid.series) > 1 else []


# ---------------------------------------------------------------------------------------------
# Rows


@dataclass(frozen=True)
class _Measures:
    """Sizes of a row, in pixels, smaller where there are many."""

    type: float
    bar: float
    gap: float

    @classmethod
    def of(cls, rows: int) -> _Measures:
        if rows <= 16:
            return cls(SIZE, 17, 10)
        return cls(SMALL, 12, 5) if rows <= 32 else cls(LEAST + 0.3, 8, 1)


def _label_rows(
    grid: Grid, style: Style, words: ChartWords, lanes: int
) -> tuple[list[list[str]], list[float], _Measures, float]:
    """The labels on the left in lines, the height of each row, and the width that they take."""
    sizes = _Measures.of(len(grid.stops) * lanes)
    letters = style.lettering
    if lanes > 1:
        sizes = replace(sizes, bar=max(sizes.bar - 4, 8))
    names = [words.stop(grid, stop) for stop in grid.stops]
    lines = [letters.wrap(name, style.width * _LABELS, sizes.type) for name in names]
    highs = [max(lanes * sizes.bar, len(one) * sizes.type * LEADING) + sizes.gap for one in lines]
    room = max(letters.widest(one, sizes.type) for one in lines) + 12
    return lines, highs, sizes, room


def _middles(highs: Sequence[float], under: Sequence[float] = ()) -> list[float]:
    """How far down the middle of each row is; *under*: the room below each of them."""
    middles, y = [], 0.0
    for n, high in enumerate(highs):
        middles.append(y + high / 2)
        y += high + (under[n] if under else 0.0)
    return middles


_LEAST_PART = 13.0
"""Pixels up to which a part of a column is too low for type."""
_LEAST_BAR = 12.0
"""Pixels under which a bar is too thin for type."""
_UNDER = 9.0
"""Room under a row for the numbers of its narrow parts."""


def _set_under(
    view: View, bars: Sequence[_Bar], middles: Sequence[float], y: float, style: Style
) -> list[Label]:
    """The numbers of *bars* under them, moved apart, each with a thin line that leads to it.

    *middles*: of the bars along the row. *y*: their lower edge.
    """
    size = LEAST + 0.1
    widths = [style.lettering.width(bar.label, size, 600) + 4 for bar in bars]
    moved = spread(middles, widths, view.width)
    view.rules(
        [(at, y + 0.5, to, y + 4) for at, to in zip(middles, moved, strict=True)],
        mixed(style.muted, 0.25), 0.5,
    )  # fmt: skip
    return [
        Label(at, y + 9.5, [bar.label], style.text, "center", size, 600)
        for bar, at in zip(bars, moved, strict=True)
    ]


def _rows(
    grid: Grid, style: Style, words: ChartWords, made: Sequence[_Bar], gaps: Mapping[Spot, str],
    lanes: int, labels: str,
) -> Spec:  # fmt: skip
    """Lay bars one under another, in the order of the file."""
    lines, highs, sizes, room = _label_rows(grid, style, words, lanes)
    letters = style.lettering
    outer = _totals(grid, words, made) if labels == "inside" else list(made)
    if grid.plot.kind == "share":
        outer = []
    ends = [bar.end for bar in [*made, *outer]]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    high = high if low < high else 1.0
    widths = {bar: letters.width(bar.label, sizes.type, 600) + 6 for bar in outer}
    right = max((widths[bar] for bar in outer if not bar.is_below_zero), default=1)
    over = max((widths[bar] for bar in outer if bar.is_below_zero), default=0)
    wide = style.width - room - over - right
    scale = wide / (high - low)

    def x(value: float) -> float:
        return (value - low) * scale

    small, narrow = min(sizes.type, SMALL), []
    if labels == "inside" and sizes.bar >= _LEAST_BAR:
        narrow = [
            bar for bar in made
            if bar.point.value
            and abs(x(bar.end) - x(bar.start)) <= letters.width(bar.label, small, 600) + 6
        ]  # fmt: skip
    under = {bar.stop for bar in narrow}
    middles = _middles(highs, [_UNDER if n in under else 0.0 for n in range(len(highs))])
    view = View(wide, sum(highs) + _UNDER * len(under))

    def y(bar: _Bar) -> float:
        """The upper edge of *bar*."""
        return middles[bar.stop] + (bar.lane - lanes / 2) * sizes.bar

    head = make_head(grid.plot.unit, _legend(grid, style), room + over, style)
    ticks = [Tick(at, tuple(one)) for at, one in zip(middles, lines, strict=True)]
    rects = [
        {"a": bar.start, "b": bar.end, "t": y(bar), "u": y(bar) + sizes.bar - (lanes > 1),
         "c": bar.colour, "k": bar.point.key}
        for bar in made
    ]  # fmt: skip
    axis = axis_of_labels(ticks, style, room + over, sizes.type)
    view.layers.append(
        {
            "data": {"values": rects},
            "mark": {"type": "rect", "stroke": "#ffffff" if labels == "inside" else None,
                     "strokeWidth": 0.7},
            "encoding": {
                "x": numbers("a", (low, high)), "x2": {"field": "b"},
                "y": {
                    "field": "t", "type": "quantitative", "axis": axis,
                    "scale": {"domain": [0, view.height], "range": [0, view.height],
                              "nice": False, "zero": False},
                },
                "y2": {"field": "u"}, "color": as_it_is("c"), "description": known_by(),
            },
        }
    )  # fmt: skip
    if labels == "outside" or low < 0:
        view.rules([(x(0), 0, x(0), view.height)], style.muted, 0.8)
    texts = [
        Label(
            x(bar.end) + (-6 if bar.is_below_zero else 6),
            y(bar) + sizes.bar / 2,
            [bar.label],
            style.text,
            "right" if bar.is_below_zero else "left",
            sizes.type,
            600,
        )
        for bar in outer
    ]
    if labels == "inside" and sizes.bar >= _LEAST_BAR:
        texts += [
            Label((x(bar.start) + x(bar.end)) / 2, y(bar) + sizes.bar / 2, [bar.label],
                 ink_on(bar.colour, style.text), "center", small, 600)
            for bar in made
            if bar.point.value and bar not in narrow
        ]  # fmt: skip
    for stop in sorted(under):
        parts = [bar for bar in narrow if bar.stop == stop]
        middle = [(x(bar.start) + x(bar.end)) / 2 for bar in parts]
        below = y(parts[0]) + sizes.bar
        texts += _set_under(view, parts, middle, below, style)
    texts += beside_rows(
        gaps, style, sizes.type, x(0), is_left=high < -low,
        middle=lambda spot: middles[spot[1]] + (spot[0] + 0.5 - lanes / 2) * sizes.bar,
    )  # fmt: skip
    if texts:
        view.texts(texts)
    head.set_in(view)
    return whole(view, room + over, head.height, right, 2)


def _totals(grid: Grid, words: ChartWords, made: Sequence[_Bar]) -> list[_Bar]:
    """A bar without a length at the end of each stack, which says what its parts add up to; none
    where some are below zero.
    """
    totals = []
    for stop in range(len(grid.stops)):
        parts = [bar for bar in made if bar.stop == stop]
        if parts and not any(bar.is_below_zero for bar in parts):
            end = max(bar.end for bar in parts)
            label = words.number(sum(bar.point.value for bar in parts), grid.decimals)
            if any(grid.is_unknown(series, stop) for series in range(len(grid.series))):
                label = f"≥{label}"
            totals.append(_Bar(stop, 0, end, end, "", parts[0].point, label))
    return totals


# ---------------------------------------------------------------------------------------------
# Columns


def _columns(
    grid: Grid, style: Style, words: ChartWords, made: Sequence[_Bar], gaps: Mapping[Spot, str],
    lanes: int, labels: str,
) -> Spec:  # fmt: skip
    """Stand bars upright along an axis of time, with a number on each where there is room."""
    letters = style.lettering
    least = min(after.at - before.at
                for before, after in zip(grid.stops, grid.stops[1:], strict=False))  # fmt: skip
    first, last = grid.stops[0].at - least / 2, grid.stops[-1].at + least / 2
    outer = _totals(grid, words, made) if labels == "inside" else list(made)
    if grid.plot.kind == "share":
        outer = []
    ends = [bar.end for bar in [*made, *outer]]

    def step(wide: float) -> float:
        return wide * least / (last - first)

    written = max((letters.width(bar.label, SMALL, 600) for bar in outer), default=style.width)
    inner = LEAST + 0.6
    widest = max(letters.width(bar.label, inner, 600) for bar in made) + 4
    has_inner = labels == "inside" and widest < min(step(style.width - 40) * 0.72, 46.0)
    says_all = (
        bool(outer)
        and written + 3 <= step(style.width - 8) / lanes * (1 if lanes == 1 else 0.8)
        and (has_inner or labels != "inside")
    )
    if says_all:
        low, high = min([0.0, *ends]), max([0.0, *ends])
        left = 14.0 if has_inner else 4.0
        upright_axis, room = None, 15.0
    else:
        ticks = words.ticks([0.0, *ends] if grid.plot.kind != "share" else [0.0, 100.0],
                            from_zero=True)  # fmt: skip
        low, high, room = ticks[0].at, ticks[-1].at, 8.0
        left = letters.widest([tick.lines[0] for tick in ticks], SMALL) + 9
        upright_axis = axis_of_numbers(ticks, style)
    high = high if low < high else 1.0

    def along_for(wide: float) -> list[Tick]:
        """Labels under a plot as wide."""
        return words.stops_along(
            grid, wide, lambda lines: letters.widest(lines, SMALL), step(wide) / 2
        )

    def reach_over(wide: float) -> float:
        """How far the last label reaches over the right end of a plot as wide."""
        tick = along_for(wide)[-1]
        half = letters.widest(tick.lines, SMALL) / 2
        return (tick.at - first) * wide / (last - first) + half - wide

    def y(value: float) -> float:
        return _PLOT * (1 - (value - low) / (high - low))

    seen = [bar for bar in made if bar.point.value] if has_inner else []
    low_parts = [bar for bar in seen if abs(y(bar.end) - y(bar.start)) <= _LEAST_PART]
    # The number of a low part stands beside it, where there is room between two columns.
    aside = max((letters.width(bar.label, inner, 600) for bar in low_parts), default=0.0) + 7
    start = along_for(style.width - left - 4)[0]
    reach = letters.widest(start.lines, SMALL) / 2
    left = max(left, reach - step(style.width - reach - 4) / 2 + 1)  # the first label is whole
    right = 4.0
    if low_parts and step(style.width - left - aside / 2) - aside >= widest:
        right = max(4.0, aside - 0.14 * step(style.width - left - 4))
    else:
        aside = 0.0
    right = max(right, reach_over(style.width - left - right))  # and so is the last one
    view = View(style.width - left - right, _PLOT)
    thick = min(step(view.width) * (0.72 if lanes == 1 else 0.82), 46.0 * lanes)
    thick = min(thick, step(view.width) - aside)
    scale = view.width / (last - first)

    def x(bar: _Bar) -> float:
        """The left edge of *bar*."""
        middle = (grid.stops[bar.stop].at - first) * scale
        return middle - thick / 2 + bar.lane * thick / lanes

    along = along_for(view.width)
    below = axis_below(along, style, marked=False)
    below |= {"domain": low == 0, "zindex": 1}  # the white edges of the bars do not cover it
    if low < 0 and says_all:  # the numbers below the bars come first
        below["labelPadding"] = 18
    rects = [
        {"a": bar.start, "b": bar.end, "l": x(bar) / scale + first,
         "r": (x(bar) + thick / lanes - (lanes > 1)) / scale + first, "c": bar.colour,
         "k": bar.point.key}
        for bar in made
    ]  # fmt: skip
    head = make_head(grid.plot.unit, _legend(grid, style), left, style, gap=room + 2)
    view.layers.append(
        {
            "data": {"values": rects},
            "mark": {"type": "rect", "stroke": "#ffffff" if labels == "inside" else None,
                     "strokeWidth": 0.7},
            "encoding": {
                "x": numbers("l", (first, last), axis=below), "x2": {"field": "r"},
                "y": numbers("a", (low, high), axis=upright_axis), "y2": {"field": "b"},
                "color": as_it_is("c"), "description": known_by(),
            },
        }
    )  # fmt: skip
    if low < 0:
        view.rules([(0, y(0), view.width, y(0))], style.muted, 0.8)
    texts = []
    if says_all:
        texts = [
            Label(x(bar) + thick / lanes / 2, y(bar.end) + (9 if bar.is_below_zero else -8),
                 [bar.label], style.text, "center", SMALL, 600)
            for bar in outer
        ]  # fmt: skip
    bottom = 27.0 + below["labelPadding"] - spare(below)
    texts += [
        Label(x(bar) + thick / 2, (y(bar.start) + y(bar.end)) / 2, [bar.label],
              ink_on(bar.colour, style.text), "center", inner, 600)
        for bar in seen
        if bar not in low_parts
    ]  # fmt: skip
    if aside:
        for stop in dict.fromkeys(bar.stop for bar in low_parts):
            parts = [bar for bar in low_parts if bar.stop == stop]
            middles = [(y(bar.start) + y(bar.end)) / 2 for bar in parts]
            moved = spread(middles, [inner * 1.1] * len(parts), view.height)
            texts += [
                Label(x(bar) + thick + 3, at, [bar.label], style.text, "left", inner, 600)
                for bar, at in zip(parts, moved, strict=True)
            ]
    else:  # in a row under the axis, after a square of its colour
        for colour in reversed(dict.fromkeys(bar.colour for bar in low_parts)):
            row = view.height + bottom + 5
            view.swatches([(-8, row, colour)])
            texts += [
                Label(x(bar) + thick / 2, row, [bar.label], style.text, "center", inner, 600)
                for bar in low_parts
                if bar.colour == colour
            ]
            bottom += 13
    texts += on_columns(
        gaps, style, lanes, y(0), is_below=high <= 0, wide=step(view.width) if lanes == 1 else
        thick / lanes,
        middle=lambda spot: (grid.stops[spot[1]].at - first) * scale
        + (spot[0] + 0.5 - lanes / 2) * thick / lanes,
    )  # fmt: skip
    if texts:
        view.texts(texts)
    head.set_in(view)
    return whole(view, left, max(head.height, room), right, bottom)


# ---------------------------------------------------------------------------------------------
# Dots


def dots(grid: Grid, style: Style, words: ChartWords) -> Spec:
    """Draw a row of dots for each label, the first and the last joined by a line."""
    lines, highs, sizes, room = _label_rows(grid, style, words, 1)
    letters, middles = style.lettering, _middles(highs)
    palette = _bar_colours(grid, style)
    log = grid.plot.scale == "log"
    ticks = words.log_ticks(grid.values) if log else words.ticks(grid.values, from_zero=False)
    low, high = ticks[0].at, ticks[-1].at
    half = [letters.width(tick.lines[0], SMALL) / 2 for tick in (ticks[0], ticks[-1])]
    # One series has its numbers on the right; of two, each has them on its outer side.
    says_all = len(grid.series) <= 2
    written = max(
        letters.width(words.number(value, grid.decimals), sizes.type, 600) for value in grid.values
    ) + 9 if says_all else 0.0  # fmt: skip
    left = room + max(half[0], written if len(grid.series) == 2 else 6)
    right = max(half[1], written, 8)
    view = View(style.width - left - right, sum(highs))
    head = make_head(grid.plot.unit, _legend(grid, style), left, style)
    rows = [
        {"v": point.value, "y": middles[stop], "c": palette[series][stop], "k": point.key}
        for (series, stop), point in grid.points.items()
    ]
    shown = ticks
    while len(shown) > 2 and _touch(shown, view.width, (low, high), style, log=log):
        shown = shown[::2]
    across = numbers("v", (low, high), log=log, axis=axis_below(shown, style))
    labels = axis_of_labels(
        [Tick(at, tuple(one)) for at, one in zip(middles, lines, strict=True)], style, left,
        sizes.type,
    )  # fmt: skip
    down: Spec = {
        "field": "y", "type": "quantitative", "axis": labels,
        "scale": {"domain": [0, view.height], "range": [0, view.height], "nice": False,
                  "zero": False},
    }  # fmt: skip
    spans = []
    for stop in range(len(grid.stops)):
        values = [point.value for (_, at), point in grid.points.items() if at == stop]
        if len(values) > 1:
            spans.append({"v": min(values), "w": max(values), "y": middles[stop]})
    if spans:
        view.layers.append(
            {
                "data": {"values": spans},
                "mark": {"type": "rule", "strokeWidth": 3, "color": mixed(style.hairline, 0.25)},
                "encoding": {
                    "x": across, "x2": {"field": "w"}, "y": pixels("y"),
                },
            }
        )  # fmt: skip
    view.layers.append(
        {
            "data": {"values": rows},
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 64,
                     "stroke": "#ffffff", "strokeWidth": 0.8},
            "encoding": {"x": across, "y": down, "color": as_it_is("c"),
                         "description": known_by()},
        }
    )  # fmt: skip
    places = {
        spot: _across(point.value, view.width, (low, high), log=log)
        for spot, point in grid.points.items()
    }
    texts = _dot_numbers(grid, words, style, places, middles, sizes.type) if says_all else []
    if texts:
        view.texts(texts)
    starts = {
        stop: min(place for (_, at), place in places.items() if at == stop) - 7
        for _, stop in grid.points
    }
    for text in texts:
        if text.align == "right":
            stop = middles.index(text.y)
            reach = letters.width(text.lines[0], sizes.type, 600) + 4
            starts[stop] = min(starts[stop], text.x - reach)
    view.rules(
        [(0, middles[stop], end, middles[stop]) for stop, end in starts.items() if end > 3],
        mixed(style.hairline, 0.45), 0.6,
    )  # fmt: skip
    head.set_in(view)
    return whole(view, left, max(head.height, 2), right, 22)


def _touch(
    ticks: Sequence[Tick], width: float, ends: tuple[float, float], style: Style, *, log: bool
) -> bool:
    """Whether the labels of an axis would touch."""
    places = [_across(tick.at, width, ends, log=log) for tick in ticks]
    wide = [style.lettering.widest(tick.lines, SMALL) + 7 for tick in ticks]
    return any(
        after - before < (wide[n] + wide[n + 1]) / 2
        for n, (before, after) in enumerate(pairwise(places))
    )


def _across(value: float, width: float, ends: tuple[float, float], *, log: bool) -> float:
    """Where *value* lies on an axis of *width* from one of *ends* to the other."""
    low, high = ends
    if log:
        return width * math.log10(value / low) / math.log10(high / low)
    return width * (value - low) / (high - low)


def _dot_numbers(
    grid: Grid, words: ChartWords, style: Style, places: Mapping[tuple[int, int], float],
    middles: Sequence[float], size: float,
) -> list[Label]:  # fmt: skip
    texts = []
    for (series, stop), point in grid.points.items():
        other = grid.points.get((1 - series, stop)) if len(grid.series) == 2 else None
        on_left = other is not None and (point.value, series) < (other.value, 1 - series)
        if other is not None and other.value == point.value and series:
            continue  # one number for two dots in one place
        texts.append(
            Label(places[series, stop] + (-8 if on_left else 8), middles[stop],
                 [words.number(point.value, grid.decimals)], style.text,
                 "right" if on_left else "left", size, 600)
        )  # fmt: skip
    return texts
