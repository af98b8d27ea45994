"""Dots: a row for each label, and a dot for each number on one scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product

from .bars import bar_colours, find_middles, label_rows, list_legend, name_colour
from .chart_words import SMALL, Lettering
from .grid import Grid
from .number_formats import NumberFormats, Tick
from .palette import mixed
from .view import (
    CLEAR,
    SHAPES,
    Label,
    Spec,
    Style,
    View,
    as_it_is,
    axis_below,
    axis_of_labels,
    known_by,
    make_head,
    numbers,
    pixels,
    whole,
)


def dots(grid: Grid, style: Style, words: NumberFormats) -> Spec:
    """Draw a row of dots for each label, the first and the last joined by a line."""
    lines, highs, sizes, room = label_rows(grid, style, words, 1)
    letters, middles = style.lettering, find_middles(highs)
    palette = bar_colours(grid, style)
    log = grid.plot.scale == "log"
    ticks = words.log_ticks(grid.values) if log else words.ticks(grid.values, from_zero=False)
    low, high = ticks[0].at, ticks[-1].at
    half = [letters.width(tick.lines[0], SMALL) / 2 for tick in (ticks[0], ticks[-1])]
    # One series has its numbers on the right; of two, each has them on its outer side.
    says_all = len(grid.series) <= PAIR
    written = max(
        letters.width(words.number(value, grid.decimals), sizes.type, 600) for value in grid.values
    ) + 9 if says_all else 0.0  # fmt: skip
    left = room + max(half[0], written if len(grid.series) == PAIR else 6)
    right = max(half[1], written, 8)
    view = View(style.width - left - right, sum(highs))
    shown = ticks
    while len(shown) > 2 and _touch(shown, view.width, (low, high), style, log=log):
        shown = shown[::2]
    # A dark line is the one of zero, which stands upright here.
    below = axis_below(shown, style, at_zero=False) | {"offset": 0}
    across = numbers("v", (low, high), log=log, axis=below)
    labels = axis_of_labels(
        [Tick(at, tuple(one)) for at, one in zip(middles, lines, strict=True)], style, left,
        sizes.type,
    )  # fmt: skip
    down: Spec = {
        "field": "y", "type": "quantitative", "axis": labels,
        "scale": {"domain": [0, view.height], "range": [0, view.height], "nice": False,
                  "zero": False},
    }  # fmt: skip
    zero = 0.0 if log else _across(0, view.width, (low, high), log=False)
    if not log and low <= 0 <= high:
        view.rules([(zero, 0, zero, view.height)], style.muted, 0.8)
    elif not log:
        view.break_off(-CLEAR if low > 0 else view.width + 1, view.height, style, lies=True)
    spans = _span_dots(grid, middles)
    if spans:
        view.layers.append(
            {
                "data": {"values": spans},
                "mark": {"type": "rule", "strokeWidth": 3, "color": mixed(style.hairline, 0.25)},
                "encoding": {"x": across, "x2": {"field": "w"}, "y": pixels("y")},
            }
        )
    _draw_dots(view, grid, palette, middles, (across, down))
    places = {
        spot: _across(point.value, view.width, (low, high), log=log)
        for spot, point in grid.points.items()
    }
    texts = _dot_numbers(grid, words, style, places, middles, sizes.type) if says_all else []
    if not log and low <= 0 <= high:
        texts = [_clear_of(zero, text, letters) for text in texts]
    if texts:
        view.texts(texts)
    # Between the rows, as in a table: a line from a label to its dot would be read as a length.
    between = [y - high / 2 for y, high in zip(middles[1:], highs[1:], strict=True)]
    ends = -left, view.width + right
    view.rules([(ends[0], y, ends[1], y) for y in between], mixed(style.hairline, 0.45), 0.6)
    names = _name_dots(grid, style, places, palette, middles[0], ends)
    if names:
        view.texts(names)
    legend = [
        replace(sample, shape="circle" if sample.is_hollow else SHAPES[n % len(SHAPES)])
        for n, sample in enumerate(list_legend(grid, style))
        if sample.is_hollow or not names
    ]
    head = make_head(grid.plot.unit, legend, left, style, gap=13 if names else 8)
    head.set_in(view)
    return whole(view, left, max(head.height, 12 if names else 2), right, 22)


def _draw_dots(
    view: View, grid: Grid, palette: Sequence[Sequence[str]], middles: Sequence[float],
    scales: tuple[Spec, Spec],
) -> None:  # fmt: skip
    """Draw the dots, each series in a shape and a colour of its own, hollow where a number is not
    final.
    """
    for series, is_open in product(range(len(grid.series)), (False, True)):
        rows = [
            {"v": point.value, "y": middles[stop], "c": palette[series][stop], "k": point.key}
            for (one, stop), point in grid.points.items()
            if one == series and ((one, stop) in grid.tentative) == is_open
        ]
        if rows:
            large = _LARGER.get(SHAPES[series % len(SHAPES)], 1.0)
            look = {"fill": "#ffffff", "strokeWidth": 1.6, "size": 50 * large} if is_open else {
                "filled": True, "size": 64 * large, "stroke": "#ffffff", "strokeWidth": 0.8,
            }  # fmt: skip
            view.layers.append(
                {
                    "data": {"values": rows},
                    "mark": {"type": "point", "opacity": 1,
                             "shape": SHAPES[series % len(SHAPES)], **look},
                    "encoding": {"x": scales[0], "y": scales[1],
                                 "stroke" if is_open else "color": as_it_is("c"),
                                 "description": known_by()},
                }
            )  # fmt: skip


_LARGER = {"diamond": 1.3}
"""Shapes that look smaller than a circle of their size, and how much larger they are drawn."""
_OVER_DOT = 13.0
"""Pixels from a dot up to its name."""
_BETWEEN = 8.0
"""Pixels between two names above dots."""
PAIR = 2
"""Series of which each has its number, and its name, on its outer side."""


def _name_dots(
    grid: Grid, style: Style, places: Mapping[tuple[int, int], float],
    palette: Sequence[Sequence[str]], middle: float, ends: tuple[float, float],
) -> list[Label]:  # fmt: skip
    """The names of the series above the dots of the first row, where each has room there; none
    where a legend has to say them. *ends*: of the chart, from the left of its plot.
    """
    count, letters = len(grid.series), style.lettering
    if count < 2 or any((series, 0) not in places for series in range(count)):
        return []
    labels = [
        Label(places[series, 0], middle - _OVER_DOT, [name],
             name_colour(grid, name, palette[series][0], style), "center", weight=600)
        for series, name in enumerate(grid.series)
    ]  # fmt: skip
    if count == PAIR:  # each on its outer side
        first, second = sorted(labels, key=lambda one: one.x)
        labels = [replace(first, x=first.x + 5, align="right"),
                  replace(second, x=second.x - 5, align="left")]  # fmt: skip
    sides = sorted(_sides_of(one, letters) for one in labels)
    is_apart = all(after[0] - before[1] >= _BETWEEN for before, after in pairwise(sides))
    return labels if is_apart and sides[0][0] >= ends[0] and sides[-1][1] <= ends[1] else []


def _sides_of(label: Label, letters: Lettering) -> tuple[float, float]:
    """The left and the right end of *label*."""
    wide = letters.widest(label.lines, label.size, label.weight)
    left = label.x - {"left": 0.0, "center": wide / 2, "right": wide}[label.align]
    return left, left + wide


def _clear_of(line: float, label: Label, letters: Lettering) -> Label:
    """*label* moved away from its dot until an upright *line* does not go through it."""
    left, right = _sides_of(label, letters)
    if not left - _CLEAR < line < right + _CLEAR:
        return label
    moved = line + (-_CLEAR if label.align == "right" else _CLEAR)
    return replace(label, x=moved)


_CLEAR = 3.0
"""Pixels between a number and the line of zero."""


def _span_dots(grid: Grid, middles: Sequence[float]) -> list[Spec]:
    """The lines that join the lowest and the highest dot of a row."""
    spans = []
    for stop in range(len(grid.stops)):
        values = [point.value for (_, at), point in grid.points.items() if at == stop]
        if len(values) > 1:
            spans.append({"v": min(values), "w": max(values), "y": middles[stop]})
    return spans


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
    grid: Grid, words: NumberFormats, style: Style, places: Mapping[tuple[int, int], float],
    middles: Sequence[float], size: float,
) -> list[Label]:  # fmt: skip
    texts = []
    for (series, stop), point in grid.points.items():
        other = grid.points.get((1 - series, stop)) if len(grid.series) == PAIR else None
        on_left = other is not None and (point.value, series) < (other.value, 1 - series)
        if other is not None and other.value == point.value and series:
            continue  # one number for two dots in one place
        texts.append(
            Label(places[series, stop] + (-8 if on_left else 8), middles[stop],
                 [words.number(point.value, grid.decimals)], style.text,
                 "right" if on_left else "left", size, 600)
        )  # fmt: skip
    return texts
