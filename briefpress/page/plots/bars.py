"""Bars, stacked bars and shares: how much of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from .chart_words import LEADING, LEAST, SIZE, SMALL, Lettering, height, spread
from .end_names import Names, name_ends
from .grid import Grid, Point, direction
from .lines import colours, sample_tentative
from .no_data import Spot, beside_rows, find_bare_stacks, find_gaps, on_columns
from .number_formats import NumberFormats, Tick
from .palette import darkened, ink_on, mixed
from .view import (
    EDGE,
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
    known_by,
    make_head,
    numbers,
    paler,
    spare,
    whole,
)

_PLOT = 172.0
"""Height of a plot of upright bars, as that of lines."""
_NAMES, _LEAST_NAMES = 0.24, 78.0
"""The part of the width that the names beside a stack take at most, and yet so many pixels."""
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
    is_open: bool = False
    """Whether its number is not final."""

    @property
    def fill(self) -> str:
        """The colour of its surface."""
        return paler(self.colour) if self.is_open else self.colour

    @property
    def is_below_zero(self) -> bool:
        return self.end < self.start


@dataclass(frozen=True)
class _BarChart:
    """Bars that are to be drawn, before any of them has its place."""

    grid: Grid
    style: Style
    words: NumberFormats
    bars: Sequence[_Bar]
    lanes: int
    """How many bars stand side by side at each stop."""
    is_stacked: bool
    """Whether the bars of a stop are parts of one."""
    gaps: Mapping[Spot, str]
    """The words that stand where a bar has no number."""

    @cached_property
    def numbered(self) -> Sequence[_Bar]:
        """The bars that have a number at their end: of a stack its total, of shares none."""
        if self.grid.plot.kind == "share":
            return []
        return self._totals() if self.is_stacked else self.bars

    def _totals(self) -> list[_Bar]:
        """A bar without a length at the end of each stack, which says what its parts add up to;
        none where some are below zero.
        """
        totals = []
        for stop in range(len(self.grid.stops)):
            parts = [bar for bar in self.bars if bar.stop == stop]
            if parts and not any(bar.is_below_zero for bar in parts):
                end = max(bar.end for bar in parts)
                total = sum(bar.point.value for bar in parts)
                label = self.words.number(total, self.grid.decimals)
                if any(self.grid.is_unknown(one, stop) for one in range(len(self.grid.series))):
                    label = f"≥{label}"
                totals.append(_Bar(stop, 0, end, end, "", parts[0].point, label))
        return totals

    def parts(self, *, has_totals: bool) -> list[_Bar]:
        """The bars that have a number of their own: parts of stacks, without one that is all of
        it, whose number is that of the total.
        """
        bars = [bar for bar in self.bars if bar.point.value]
        if not (has_totals and self.numbered):
            return bars
        counts = Counter(bar.stop for bar in bars)
        summed = {bar.stop for bar in self.numbered}
        return [bar for bar in bars if counts[bar.stop] > 1 or bar.stop not in summed]

    @property
    def ends(self) -> list[float]:
        """The values at which bars end."""
        return [bar.end for bar in [*self.bars, *self.numbered]]

    @property
    def mark(self) -> Spec:
        """The mark of a bar: parts of one are divided by a white line."""
        stroke = "#ffffff" if self.is_stacked else None
        return {"type": "rect", "stroke": stroke, "strokeWidth": 0.7}

    def looks(self, bar: _Bar) -> Spec:
        """The colour of *bar*, and of its edge where its number is not final."""
        return bar_looks(bar.colour, is_open=bar.is_open, edge=0.7 if self.is_stacked else 0.0)

    @property
    def channels(self) -> Spec:
        """The channels of the looks of bars."""
        return look_channels(self.grid)


def bar_looks(colour: str, *, is_open: bool, edge: float = 0.0) -> Spec:
    """The colour of a bar, as data, and that of its edge: pale with a dark one where it *is_open*,
    not final; else with a white one *edge* wide.
    """
    if is_open:
        return {"c": paler(colour), "o": colour, "w": EDGE}
    return {"c": colour, "o": "#ffffff", "w": edge}


def look_channels(grid: Grid) -> Spec:
    """The channels of what `bar_looks` says."""
    if not grid.tentative:
        return {"color": as_it_is("c")}
    width = {"field": "w", "type": "quantitative", "scale": None}
    return {"fill": as_it_is("c"), "stroke": as_it_is("o"), "strokeWidth": width}


def bars(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Draw a bar for each number, side by side where there are several series."""
    palette = bar_colours(grid, style)
    made = [
        _Bar(stop, series, 0.0, point.value, palette[series][stop], point,
             words.number(point.value, grid.decimals), (series, stop) in grid.tentative)
        for (series, stop), point in sorted(grid.points.items(), key=lambda one: one[0][::-1])
    ]  # fmt: skip
    gaps = find_gaps(grid, words)
    chart = _BarChart(grid, style, words, made, len(grid.series), is_stacked=False, gaps=gaps)
    return _draw(chart)


def stacked(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Draw the numbers of all series end to end, those below zero on the other side of it."""
    return _stack(grid, style, words, share=False)


def share(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Draw the numbers of all series as parts of a hundred."""
    return _stack(grid, style, words, share=True)


def _stack(grid: Grid, style: Style, words: NumberFormats, *, share: bool) -> Spec:
    palette = colours(grid, style)
    made = []
    written = NumberFormats(words.language, "%") if share else words
    as_typed = share and _are_shares(grid)
    decimals = grid.decimals if not share or as_typed else 0
    for n in range(len(grid.stops)):
        parts = [(s, grid.points[s, n]) for s in range(len(grid.series)) if (s, n) in grid.points]
        total = sum(point.value for _, point in parts)
        ends = [0.0, 0.0]  # above zero, and below
        for series, point in parts:
            value = point.value / total * 100 if share else point.value
            side = 1 if value < 0 else 0
            shown = point.value if as_typed else value
            label = (written.share if share else written.number)(shown, decimals)
            made.append(
                _Bar(n, 0, ends[side], ends[side] + value, palette[series], point, label,
                     (series, n) in grid.tentative)
            )  # fmt: skip
            ends[side] += value
    gaps = find_bare_stacks(grid, words)
    return _draw(_BarChart(grid, style, written, made, 1, is_stacked=True, gaps=gaps))


def _draw(chart: _BarChart) -> Spec:
    return _columns(chart) if direction(chart.grid) == "columns" else _rows(chart)


def _are_shares(grid: Grid) -> bool:
    """Whether the numbers of each bar are parts of a hundred already; those with decimals may have
    been rounded, 33.3 each of three.
    """
    totals = [0.0] * len(grid.stops)
    for (_, stop), point in grid.points.items():
        totals[stop] += point.value
    rounded = 0.5 * 10**-grid.decimals * len(grid.series) if grid.decimals else 0
    return all(abs(total - 100) < 0.01 + rounded for total in totals if total)


def bar_colours(grid: Grid, style: Style) -> list[list[str]]:
    """The colour of each bar, by series and stop: of a single series, what is highlighted."""
    if len(grid.series) > 1 or not grid.plot.highlight:
        return [[colour] * len(grid.stops) for colour in colours(grid, style)]
    chosen = [grid.plot.is_highlighted(stop.text) for stop in grid.stops]
    return [[style.accent if one else style.grey for one in chosen]]


def list_legend(grid: Grid, style: Style) -> list[Sample]:
    """List the names of several series with their colours, and the word for what is not final."""
    palette = colours(grid, style)
    names = zip(grid.series, palette, strict=True) if len(grid.series) > 1 else ()
    return [*(Sample(*one) for one in names), *sample_tentative(grid, "square", palette, style)]


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


def label_rows(
    grid: Grid, style: Style, words: NumberFormats, lanes: int
) -> tuple[list[list[str]], list[float], _Measures, float]:
    """The labels on the left in lines, the height of each row, and the width that they take."""
    sizes = _Measures.of(len(grid.stops) * lanes)
    letters = style.lettering
    if lanes > 1:
        sizes = replace(sizes, bar=max(sizes.bar - 4, 8))
    names = [words.stop(grid, stop, as_in_text=True) for stop in grid.stops]
    lines = [letters.wrap(name, style.width * _LABELS, sizes.type) for name in names]
    highs = [max(lanes * sizes.bar, len(one) * sizes.type * LEADING) + sizes.gap for one in lines]
    room = max(letters.widest(one, sizes.type) for one in lines) + 12
    return lines, highs, sizes, room


def find_middles(highs: Sequence[float], under: Sequence[float] = ()) -> list[float]:
    """How far down the middle of each row is; *under*: the room below each of them."""
    middles, y = [], 0.0
    for n, high in enumerate(highs):
        middles.append(y + high / 2)
        y += high + (under[n] if under else 0.0)
    return middles


_INSIDE = LEAST + 0.6
"""Type of the numbers on upright bars, in pixels."""
_LEAST_PART = 9.2
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


def _rows(chart: _BarChart) -> Spec:
    """Lay bars one under another, in the order of the file; a legend names the parts of all rows,
    which begin at other places in each of them.
    """
    style, letters = chart.style, chart.style.lettering
    lines, highs, sizes, room = label_rows(chart.grid, style, chart.words, chart.lanes)
    ends = [0.0, *chart.ends]
    low, high = min(ends), max(ends)
    high = high if low < high else 1.0
    widths = {bar: letters.width(bar.label, sizes.type, 600) + 6 for bar in chart.numbered}
    right = max((wide for bar, wide in widths.items() if not bar.is_below_zero), default=1)
    left = room + max((wide for bar, wide in widths.items() if bar.is_below_zero), default=0)
    width = style.width - left - right
    scale = width / (high - low)
    small, narrow = min(sizes.type, SMALL), []
    if chart.is_stacked and sizes.bar >= _LEAST_BAR:
        narrow = [
            bar for bar in chart.parts(has_totals=True)
            if abs((bar.end - low) * scale - (bar.start - low) * scale)
            <= letters.width(bar.label, small, 600) + 6
        ]  # fmt: skip
    under = {bar.stop for bar in narrow}
    middles = find_middles(highs, [_UNDER if n in under else 0.0 for n in range(len(highs))])
    places = _Lying(chart, low, scale, middles, sizes)
    view = View(width, sum(highs) + _UNDER * len(under))
    ticks = [Tick(at, tuple(one)) for at, one in zip(middles, lines, strict=True)]
    axis = axis_of_labels(ticks, style, left, sizes.type)
    view.layers.append(_draw_rows(chart, places, view.height, (low, high), axis))
    if not chart.is_stacked or low < 0:
        view.rules([(places.x(0), 0, places.x(0), view.height)], style.muted, 0.8)
    texts = _number_rows(chart, places, small, narrow)
    for stop in sorted(under):
        parts = [bar for bar in narrow if bar.stop == stop]
        texts += _set_under(
            view, parts, [places.middle(bar) for bar in parts], places.y(parts[0]) + sizes.bar,
            style,
        )  # fmt: skip
    texts += beside_rows(
        chart.gaps, style, sizes.type, places.x(0), places.middle_of_spot, is_left=high < -low
    )
    if texts:
        view.texts(texts)
    head = make_head(chart.grid.plot.unit, list_legend(chart.grid, style), left, style, 10)
    head.set_in(view)
    return whole(view, left, head.height, right, 2)


def name_colour(grid: Grid, name: str, colour: str, style: Style) -> str:
    """The colour of type for the series *name*, drawn in *colour*: dark enough to be read."""
    is_grey = bool(grid.plot.highlight) and not grid.plot.is_highlighted(name)
    return style.muted if is_grey else darkened(colour)


@dataclass(frozen=True)
class _Lying:
    """Where bars that lie one under another are in their plot; in pixels."""

    chart: _BarChart
    low: float
    """The value at the left end."""
    scale: float
    """Pixels for each one of the values."""
    middles: Sequence[float]
    """How far down the middle of each row is."""
    sizes: _Measures

    def x(self, value: float) -> float:
        """How far *value* is from the left."""
        return (value - self.low) * self.scale

    def middle(self, bar: _Bar) -> float:
        """How far the middle of *bar* is from the left."""
        return (self.x(bar.start) + self.x(bar.end)) / 2

    def y(self, bar: _Bar) -> float:
        """The upper edge of *bar*."""
        return self.middles[bar.stop] + (bar.lane - self.chart.lanes / 2) * self.sizes.bar

    def middle_of_spot(self, spot: Spot) -> float:
        """How far down the middle of the bar at *spot* would be."""
        lane, stop = spot
        return self.middles[stop] + (lane + 0.5 - self.chart.lanes / 2) * self.sizes.bar


def _draw_rows(
    chart: _BarChart, places: _Lying, height: float, domain: tuple[float, float], axis: Spec
) -> Spec:
    """The bars themselves as a layer; *axis*: their labels on the left."""
    thick, gap = places.sizes.bar, chart.lanes > 1
    rects = [
        {"a": bar.start, "b": bar.end, "t": places.y(bar), "u": places.y(bar) + thick - gap,
         "k": bar.point.key, **chart.looks(bar)}
        for bar in chart.bars
    ]  # fmt: skip
    down = {
        "field": "t", "type": "quantitative", "axis": axis,
        "scale": {"domain": [0, height], "range": [0, height], "nice": False, "zero": False},
    }  # fmt: skip
    return {
        "data": {"values": rects},
        "mark": chart.mark,
        "encoding": {
            "x": numbers("a", domain), "x2": {"field": "b"}, "y": down, "y2": {"field": "u"},
            "description": known_by(), **chart.channels,
        },
    }  # fmt: skip


def _number_rows(
    chart: _BarChart, places: _Lying, small: float, narrow: Sequence[_Bar]
) -> list[Label]:
    """The numbers behind the bars, and those on the parts of a stack that are not too *narrow*.

    *small*: the type of those on the parts.
    """
    text, sizes = chart.style.text, places.sizes
    labels = [
        Label(places.x(bar.end) + (-6 if bar.is_below_zero else 6), places.y(bar) + sizes.bar / 2,
             [bar.label], text, "right" if bar.is_below_zero else "left", sizes.type, 600)
        for bar in chart.numbered
    ]  # fmt: skip
    if chart.is_stacked and sizes.bar >= _LEAST_BAR:
        labels += [
            Label(places.middle(bar), places.y(bar) + sizes.bar / 2, [bar.label],
                 ink_on(bar.fill, text), "center", small, 600)
            for bar in chart.parts(has_totals=True)
            if bar not in narrow
        ]  # fmt: skip
    return labels


# ---------------------------------------------------------------------------------------------
# Columns


@dataclass(frozen=True)
class _TimeAxis:
    """The axis of time under upright bars: it goes half a step beyond the first and the last."""

    grid: Grid
    words: NumberFormats
    lettering: Lettering

    @cached_property
    def shortest(self) -> float:
        """The shortest time between two stops."""
        return min(after.at - before.at for before, after in pairwise(self.grid.stops))

    @cached_property
    def domain(self) -> tuple[float, float]:
        """The times at which it begins and ends."""
        stops, half = self.grid.stops, self.shortest / 2
        return stops[0].at - half, stops[-1].at + half

    def step(self, width: float) -> float:
        """The pixels between two stops that are as near as any, in a plot of *width*."""
        first, last = self.domain
        return width * self.shortest / (last - first)

    def labels(self, width: float) -> list[Tick]:
        """The labels under a plot of *width*."""
        return self.words.stops_along(
            self.grid, width, lambda lines: self.lettering.widest(lines, SMALL),
            self.step(width) / 2,
        )  # fmt: skip

    def reach_over(self, width: float) -> float:
        """How far the last label reaches over the right end of a plot of *width*."""
        first, last = self.domain
        tick = self.labels(width)[-1]
        half = self.lettering.widest(tick.lines, SMALL) / 2
        return (tick.at - first) * width / (last - first) + half - width


@dataclass(frozen=True)
class _ValueAxis:
    """The values along upright bars, and how a reader is told them."""

    low: float
    high: float
    spec: Spec | None
    """The axis on the left; None where each bar has its number above it."""
    left: float
    """The room that it needs on the left."""
    above: float
    """The room that the numbers need above the plot."""
    has_numbers_inside: bool
    """Whether each part of a stack has its number on it."""

    @property
    def domain(self) -> tuple[float, float]:
        """The values at which it begins and ends."""
        return self.low, self.high

    def y(self, value: float) -> float:
        """How far down *value* is."""
        return _PLOT * (1 - (value - self.low) / (self.high - self.low))


@dataclass(frozen=True)
class _Uprights:
    """Where upright bars stand in their plot; in pixels."""

    chart: _BarChart
    time: _TimeAxis
    left: float
    right: float
    thick: float
    """The width of the bars that stand at one stop, together."""
    low_parts: Sequence[_Bar]
    """Parts of a stack that are too low for their number."""
    aside: float
    """The room beside a bar for the numbers of its low parts; 0 where they stand under the axis."""

    @property
    def width(self) -> float:
        """The width of the plot."""
        return self.chart.style.width - self.left - self.right

    @property
    def bar(self) -> float:
        """The width of one bar."""
        return self.thick / self.chart.lanes

    @property
    def scale(self) -> float:
        """Pixels along the axis for each year or day."""
        first, last = self.time.domain
        return self.width / (last - first)

    def x(self, bar: _Bar) -> float:
        """The left edge of *bar*."""
        return self.middle_of_spot((bar.lane, bar.stop)) - self.bar / 2

    def middle_of_spot(self, spot: Spot) -> float:
        """How far from the left the middle of the bar at *spot* is, or would be."""
        lane, stop = spot
        middle = (self.chart.grid.stops[stop].at - self.time.domain[0]) * self.scale
        return middle + (lane + 0.5) * self.bar - self.thick / 2


def _columns(chart: _BarChart) -> Spec:
    """Stand bars upright along an axis of time, with a number on each where there is room; the
    parts of the last stack are named beside it where that leaves the numbers their room.
    """
    names, beside = _name_last_stack(chart), 0.0
    if names:
        beside = names.reach(chart.style.lettering)
        narrow = replace(chart, style=replace(chart.style, width=chart.style.width - beside))
        if not _says_less(narrow, chart):
            chart = narrow
        else:
            names, beside = None, 0.0
    grid, style = chart.grid, chart.style
    time = _TimeAxis(grid, chart.words, style.lettering)
    values = _scale_columns(chart, time)
    places = _place_columns(chart, time, values)
    view = View(places.width, _PLOT)
    below = axis_below(time.labels(view.width), style, marked=False)
    below |= {"domain": values.low == 0, "zindex": 1}  # the bars' white edges do not cover it
    if values.low < 0 and values.spec is None:  # the numbers below the bars come first
        below["labelPadding"] = 18
    view.layers.append(_draw_columns(chart, places, values, below))
    if values.low < 0:
        view.rules([(0, values.y(0), view.width, values.y(0))], style.muted, 0.8)
    texts = _number_columns(chart, places, values)
    bottom = 27.0 + below["labelPadding"] - spare(below)
    if places.aside:
        texts += _number_low_parts_aside(places, values)
    else:
        rows = _number_low_parts_below(view, places, bottom + 5)
        texts += [label for row in rows for label in row]
        bottom += _ROW_BELOW * len(rows)
    room = time.step(view.width) if chart.lanes == 1 else places.bar
    texts += on_columns(
        chart.gaps, style, chart.lanes, values.y(0), places.middle_of_spot, room,
        is_below=values.high <= 0,
    )  # fmt: skip
    if texts:
        view.texts(texts)
    legend = list_legend(grid, style)
    if names:
        legend = [sample for sample in legend if sample.is_hollow]
    head = make_head(grid.plot.unit, legend, places.left, style, values.above + 2)
    head.set_in(view)
    if names:
        edge = places.middle_of_spot((0, len(grid.stops) - 1)) + places.thick / 2
        aside = places.aside if any(b.stop == len(grid.stops) - 1 for b in places.low_parts) else 0
        names.set_in(view, edge + aside, [edge + aside] * len(names.labels), style)
    top = max(head.height, values.above)
    return whole(view, places.left, top, places.right + beside, bottom)


def _name_last_stack(chart: _BarChart) -> Names | None:
    """The names of the parts of the last of several upright stacks, to stand beside them; None
    where it lacks one of them, or the chart stands beside the text.
    """
    grid, style = chart.grid, chart.style
    last = [bar for bar in chart.bars if bar.stop == len(grid.stops) - 1]
    if not chart.is_stacked or not len(grid.series) == len(last) > 1 or any(
        bar.end <= bar.start for bar in last
    ) or style.width < NARROW:  # fmt: skip
        return None
    high, most = max(chart.ends), max(style.width * _NAMES, _LEAST_NAMES)
    labels = [
        Label(0, _PLOT * (1 - (bar.start + bar.end) / 2 / high),
             style.lettering.wrap(name, most, SIZE, 600),
             name_colour(grid, name, bar.colour, style), weight=600)
        for name, bar in zip(grid.series, last, strict=True)
    ]  # fmt: skip
    return name_ends(labels, [height(one.lines) + 1 for one in labels], _PLOT)


def _says_less(narrow: _BarChart, chart: _BarChart) -> bool:
    """Whether the chart *narrow* has an axis, or no numbers on its parts, where *chart* has none,
    or them.
    """
    one, other = (
        _scale_columns(each, _TimeAxis(each.grid, each.words, each.style.lettering))
        for each in (narrow, chart)
    )
    return (one.spec is None, one.has_numbers_inside) != (
        other.spec is None, other.has_numbers_inside
    )  # fmt: skip


def _scale_columns(chart: _BarChart, time: _TimeAxis) -> _ValueAxis:
    """Choose the values from foot to head: without an axis where each bar has room for a number."""
    grid, letters, numbered = chart.grid, chart.style.lettering, chart.numbered
    ends = [0.0, *chart.ends]
    room_inside = min(time.step(chart.style.width - 40) * 0.72, 46.0)
    has_inside = chart.is_stacked and _widest_inside(chart) < room_inside
    widest = max(
        (letters.width(bar.label, SMALL, 600) for bar in numbered), default=chart.style.width
    )
    room = time.step(chart.style.width - 8) / chart.lanes * (1 if chart.lanes == 1 else 0.8)
    if numbered and widest + 3 <= room and (has_inside or not chart.is_stacked):
        low, high = min(ends), max(ends)
        left = 14.0 if has_inside else 4.0
        return _ValueAxis(low, high if low < high else 1.0, None, left, 15.0, has_inside)
    shown = [0.0, 100.0] if grid.plot.kind == "share" else ends
    ticks = chart.words.ticks(shown, from_zero=True)
    low, high = ticks[0].at, ticks[-1].at
    left = letters.widest([tick.lines[0] for tick in ticks], SMALL) + 9
    axis = axis_of_numbers(ticks, chart.style)
    return _ValueAxis(low, high if low < high else 1.0, axis, left, 8.0, has_inside)


def _widest_inside(chart: _BarChart) -> float:
    """The width of the widest number that may stand on a bar, with a little room at its sides."""
    width = chart.style.lettering.width
    return max(width(bar.label, _INSIDE, 600) for bar in chart.bars) + 4


def _place_columns(chart: _BarChart, time: _TimeAxis, values: _ValueAxis) -> _Uprights:
    """Choose the room on both sides of the plot and the width of the bars in it."""
    letters, whole_width = chart.style.lettering, chart.style.width
    low_parts = [
        bar for bar in chart.parts(has_totals=values.spec is None)
        if values.has_numbers_inside
        and abs(values.y(bar.end) - values.y(bar.start)) <= _LEAST_PART
    ]  # fmt: skip
    # The number of a low part stands beside it, where there is room between two columns.
    aside = max((letters.width(bar.label, _INSIDE, 600) for bar in low_parts), default=0.0) + 7
    reach = letters.widest(time.labels(whole_width - values.left - 4)[0].lines, SMALL) / 2
    left = max(values.left, reach - time.step(whole_width - reach - 4) / 2 + 1)
    right = 4.0
    if low_parts and time.step(whole_width - left - aside / 2) - aside >= _widest_inside(chart):
        right = max(4.0, aside - 0.14 * time.step(whole_width - left - 4))
    else:
        aside = 0.0
    right = max(right, time.reach_over(whole_width - left - right))
    step = time.step(whole_width - left - right)
    thick = min(step * (0.72 if chart.lanes == 1 else 0.82), 46.0 * chart.lanes)
    return _Uprights(chart, time, left, right, min(thick, step - aside), low_parts, aside)


def _draw_columns(chart: _BarChart, places: _Uprights, values: _ValueAxis, below: Spec) -> Spec:
    """The bars themselves as a layer, with the axis *below* them."""
    first, scale, gap = places.time.domain[0], places.scale, chart.lanes > 1
    rects = [
        {"a": bar.start, "b": bar.end, "l": places.x(bar) / scale + first,
         "r": (places.x(bar) + places.bar - gap) / scale + first, "k": bar.point.key,
         **chart.looks(bar)}
        for bar in chart.bars
    ]  # fmt: skip
    return {
        "data": {"values": rects},
        "mark": chart.mark,
        "encoding": {
            "x": numbers("l", places.time.domain, axis=below), "x2": {"field": "r"},
            "y": numbers("a", values.domain, axis=values.spec), "y2": {"field": "b"},
            "description": known_by(), **chart.channels,
        },
    }  # fmt: skip


def _number_columns(chart: _BarChart, places: _Uprights, values: _ValueAxis) -> list[Label]:
    """The numbers above the bars where no axis says them, and those on the parts of a stack."""
    text = chart.style.text
    labels = [
        Label(places.x(bar) + places.bar / 2,
             values.y(bar.end) + (9 if bar.is_below_zero else -8), [bar.label], text, "center",
             SMALL, 600)
        for bar in chart.numbered
        if values.spec is None
    ]  # fmt: skip
    labels += [
        Label(places.x(bar) + places.thick / 2, (values.y(bar.start) + values.y(bar.end)) / 2,
             [bar.label], ink_on(bar.fill, text), "center", _INSIDE, 600)
        for bar in chart.parts(has_totals=values.spec is None)
        if values.has_numbers_inside and bar not in places.low_parts
    ]  # fmt: skip
    return labels


def _number_low_parts_aside(places: _Uprights, values: _ValueAxis) -> list[Label]:
    """The numbers of low parts, each on the right of its part, moved apart."""
    labels = []
    for stop in dict.fromkeys(bar.stop for bar in places.low_parts):
        parts = [bar for bar in places.low_parts if bar.stop == stop]
        middles = [(values.y(bar.start) + values.y(bar.end)) / 2 for bar in parts]
        moved = spread(middles, [_INSIDE * 1.1] * len(parts), _PLOT)
        text = places.chart.style.text
        labels += [
            Label(places.x(bar) + places.thick + 3, y, [bar.label], text, "left", _INSIDE, 600)
            for bar, y in zip(parts, moved, strict=True)
        ]
    return labels


_ROW_BELOW = 13.0
"""Pixels of a row of numbers under the axis."""


def _number_low_parts_below(view: View, places: _Uprights, below: float) -> list[list[Label]]:
    """The numbers of low parts, a row for each colour, which stands at its head as a square.

    *below*: how far under the plot the first row is.
    """
    rows = []
    y, text = view.height + below, places.chart.style.text
    for colour in reversed(dict.fromkeys(bar.colour for bar in places.low_parts)):
        view.swatches([(-8, y, Sample("", colour))])
        rows.append([
            Label(places.x(bar) + places.thick / 2, y, [bar.label], text, "center", _INSIDE, 600)
            for bar in places.low_parts
            if bar.colour == colour
        ])  # fmt: skip
        y += _ROW_BELOW
    return rows
