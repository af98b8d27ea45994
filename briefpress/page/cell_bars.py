"""Turn columns of numbers into bars in their cells, all on one scale, and into small lines."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ..model.cells import NUMERIC, Column, DataTable
from .plots.palette import series_colours

WIDE, HIGH = 120.0, 26.0
"""Width and height of the drawing of a trend, in CSS pixels."""
_EDGE = 3.0
"""Around its line."""


@dataclass(frozen=True)
class Bar:
    """A bar in a cell, in per cent of its track."""

    start: float
    """Where its left end is."""
    width: float
    side: str
    """The side at which 0 stands, where the table has bars on either side: `left`, `right`."""
    colour: str


def draw_bars(
    table: DataTable, heads: Sequence[str], tokens: Mapping[str, str]
) -> dict[int, list[Bar | None]]:
    """Measure the bars of the columns *heads* of *table*, by the number of the column, from 0.

    One scale for all of them, which holds 0; None for a cell without a number. *tokens*: the brand,
    whose six colours part the columns, and of a single one what is less than nothing.
    """
    columns = [
        (n, column)
        for head in heads
        for n, column in enumerate(table.columns)
        if column.head == head and column.kind in NUMERIC
    ]
    numbers = [value for _, column in columns for value in _numbers(column) if value is not None]
    least, most = min([0.0, *numbers]), max([0.0, *numbers])
    scale = 100 / ((most - least) or 1)
    colours = tokens.get("series", "").split() or series_colours(tokens["ink"], tokens["accent"])

    def bar(value: float, which: int) -> Bar:
        start = round((min(value, 0.0) - least) * scale, 2)
        side = "" if least == 0 else "right" if value < 0 else "left"
        is_other = len(columns) == 1 and value < 0
        colour = colours[(which + is_other) % len(colours)]
        return Bar(start, round(abs(value) * scale, 2), side, colour)

    return {
        n: [None if value is None else bar(value, which) for value in _numbers(column)]
        for which, (n, column) in enumerate(columns)
    }


def _numbers(column: Column) -> list[float | None]:
    return [float(one) if isinstance(one, int | float) else None for one in column.values]


def draw_trend(table: DataTable, head: str, title: str, tokens: Mapping[str, str]) -> bytes:
    """Draw the column *head* of *table* as a line, as SVG, its last value as a dot.

    A gap parts the line where a number is missing. The days of the first column space it, where
    that has a day in each row; else the rows do.
    """
    column = table.column(head)
    numbers = _numbers(column) if column else []
    days = [one.toordinal() if isinstance(one, datetime.date) else None
            for one in table.columns[0].values]  # fmt: skip
    places = [float(day) for day in days if day is not None]
    if len(places) != len(numbers) or len({*places}) < 2:
        places = [float(n) for n in range(len(numbers))]
    known = [value for value in numbers if value is not None]
    least, most = min(known, default=0.0), max(known, default=0.0)
    first, last = min(places, default=0.0), max(places, default=0.0)
    parts: list[list[str]] = [[]]
    end = ""
    for place, value in zip(places, numbers, strict=True):
        if value is None:
            parts.append([])
            continue
        x = _EDGE + (place - first) / ((last - first) or 1) * (WIDE - 2 * _EDGE)
        share = (value - least) / (most - least) if most > least else 0.5
        y = HIGH - _EDGE - share * (HIGH - 2 * _EDGE)
        parts[-1].append(f"{x:.1f},{y:.1f}")
        end = f'cx="{x:.1f}" cy="{y:.1f}"'
    lines = "".join(
        f'<polyline points="{" ".join(points)}"/>' for points in parts if len(points) > 1
    )
    dot = f'<circle {end} r="2.4" fill="{tokens["accent"]}"/>' if end else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {HIGH:g}">'
        f"<title>{escape(title)}</title>"
        f'<g fill="none" stroke="{tokens["ink"]}" stroke-width="1.3" stroke-linejoin="round" '
        f'stroke-linecap="round">{lines}</g>{dot}</svg>'
    ).encode()
