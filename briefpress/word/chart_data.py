"""Take the numbers of a chart out of a Word file: its XML → a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .inline import without_hidden
from .package import C

_KINDS = {"lineChart": "line", "areaChart": "area", "barChart": "bars", "scatterChart": "dots"}
ROWS, SERIES = 5_000, 60


@dataclass(frozen=True)
class ChartNumbers:
    """The numbers of a chart, as a table."""

    kind: str
    """The word for it behind `chart:`: `bars`, `line`."""
    heads: tuple[str, ...]
    """The first is that of the labels."""
    rows: tuple[tuple[str, ...], ...]

    @property
    def as_csv(self) -> bytes:
        """The bytes of its file."""
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows([self.heads, *self.rows])
        return written.getvalue().encode()


def read_chart(root: Any) -> ChartNumbers | None:
    """Read the numbers that the part *root* of a chart remembers; None where it has none."""
    columns: list[tuple[str, dict[int, str]]] = []
    labels: dict[int, str] = {}
    for series in [*root.iter(f"{C}ser")][:SERIES]:
        values = _points(series, "val") or _points(series, "yVal")
        labels = labels or _points(series, "cat") or _points(series, "xVal")
        name = " ".join(_points(series, "tx").values()) or _text(series.find(f"{C}tx/{C}v"))
        if values:
            columns.append((name or f"Series {len(columns) + 1}", values))
    if not columns:
        return None
    last = max(max(values) for _, values in columns)
    numbers = range(min(max([last, *labels]) + 1, ROWS))
    kind = next(
        (kind for name, kind in _KINDS.items() if root.find(f".//{C}{name}") is not None), "bars"
    )
    return ChartNumbers(
        kind,
        ("Label", *_unlike(name for name, _ in columns)),
        tuple(
            (labels.get(one) or str(one + 1), *(values.get(one, "") for _, values in columns))
            for one in numbers
        ),
    )


def _points(series: Any, name: str) -> dict[int, str]:
    """The points of a part of a series, by their numbers; of several levels the innermost."""
    part = series.find(f"{C}{name}")
    level = None if part is None else part.find(f".//{C}lvl")
    points = {}
    for point in () if part is None else (level if level is not None else part).iter(f"{C}pt"):
        number = point.get("idx", "")
        if number.isdecimal() and len(number) < 6:
            points[int(number)] = _text(point.find(f"{C}v"))
    return points


def _text(node: Any) -> str:
    return "" if node is None else " ".join(without_hidden(node.text or "").split())


def _unlike(names: Iterator[str]) -> Iterator[str]:
    """Names of columns, no two alike."""
    taken = {"Label"}
    for name in names:
        one, number = name, 1
        while one in taken:
            number += 1
            one = f"{name} {number}"
        taken.add(one)
        yield one
