"""Points that are not final: the lines of `tentative:` → the spots that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...model.cells import DataTable
from ...model.problems import Place, Problems, nearest
from ...model.scripts import with_one_apostrophe

_FROM = re.compile(r"(?:(.*)\s)?from\s(.+)", re.DOTALL)
"""`from 2026`, `Repair from 2026`."""
_Spot = tuple[int, int]


@dataclass(frozen=True)
class DrawnPoints:
    """The points of a chart, and the words by which they can be named."""

    series: Sequence[str]
    stops: Sequence[Collection[str]]
    """The texts of each place along the axis: as it was typed, and as YAML has its date."""
    rows: Mapping[_Spot, int]
    """The row of the data of each point."""
    signs: Mapping[str, Collection[int]]
    """The texts of columns that are not drawn, each with the rows that have it."""


def find_tentative(
    names: Sequence[str], chart: DrawnPoints, place: Callable[[int], Place], problems: Problems
) -> frozenset[_Spot]:
    """Find the points of *chart* that *names* mean; the nth of them stands at *place*.

    Problems: a name of no row, no series, and in no other column.
    """
    spots: set[_Spot] = set()
    for n, name in enumerate(names):
        named = {*_named(_plain(name), chart)}
        if not named:
            texts = [*(next(iter(texts)) for texts in chart.stops), *chart.series, *chart.signs]
            problems.error(
                place(n),
                f"nothing in the chart is called `{name}`",
                nearest(_FROM.sub(r"\2", name), texts, "it has"),
            )
        spots |= named
    return frozenset(spots & chart.rows.keys())


def list_signs(table: DataTable, drawn: Collection[str]) -> dict[str, set[int]]:
    """List the texts of the columns of *table* that are not *drawn*, each with its rows."""
    signs: dict[str, set[int]] = {}
    for column in table.columns:
        if column.head not in drawn:
            for row, text in enumerate(column.texts):
                signs.setdefault(_plain(text), set()).add(row)
    signs.pop("", None)
    return signs


def _named(name: str, chart: DrawnPoints) -> Iterator[_Spot]:
    """The spots that *name* means: of a series, a row, a sign, or all after a row."""
    stops, series = range(len(chart.stops)), range(len(chart.series))
    if chosen := [n for n in series if _plain(chart.series[n]) == name]:
        yield from ((n, stop) for n in chosen for stop in stops)
    elif (at := _find(name, chart)) is not None:
        yield from ((n, at) for n in series)
    elif name in chart.signs:
        yield from (spot for spot, row in chart.rows.items() if row in chart.signs[name])
    elif match := _FROM.fullmatch(name):
        whose, since = match.groups()
        first = _find(since, chart)
        if first is not None:
            yield from ((n, stop) for n in series for stop in stops[first:]
                        if whose in (None, _plain(chart.series[n])))  # fmt: skip


def _find(name: str, chart: DrawnPoints) -> int | None:
    """The place along the axis that is called *name*."""
    return next((n for n, texts in enumerate(chart.stops) if name in map(_plain, texts)), None)


def _plain(text: str) -> str:
    return with_one_apostrophe(text.strip())
