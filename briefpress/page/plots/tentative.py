"""Points that are not final: the lines of `tentative:` → the spots that they name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ...model.cells import Column, DataTable
from ...model.problems import Place, Problems, nearest
from ...model.scripts import with_one_apostrophe

if TYPE_CHECKING:
    from .grid import Grid, Spot, Stop

_FROM = re.compile(r"(?:(.*)\s)?from\s(.+)", re.DOTALL)
"""`from 2026`, `Repair from 2026`."""


def find_tentative(
    grid: Grid, table: DataTable, by: Column | None, place: Callable[[int], Place],
    problems: Problems,
) -> frozenset[Spot]:  # fmt: skip
    """Find the points of *grid* that its plot calls tentative.

    *by*: the column of *table* that says to which series a row belongs. *place*: where the nth name
    stands.

    Problems: a text that names no row, no series, and is in no other column.
    """
    spots: set[Spot] = set()
    signs = _list_signs(grid, table, by)
    for n, name in enumerate(grid.plot.tentative.at if grid.plot.tentative else ()):
        named = {*_named(_plain(name), grid, signs)}
        if not named:
            texts = [*(stop.text for stop in grid.stops), *grid.series, *signs]
            problems.error(
                place(n),
                f"nothing in the chart is called `{name}`",
                nearest(_FROM.sub(r"\2", name), texts, "it has"),
            )
        spots |= named
    return frozenset(spots & grid.points.keys())


def _list_signs(grid: Grid, table: DataTable, by: Column | None) -> dict[str, set[int]]:
    """List the texts of columns that are not drawn, each with the rows that have it."""
    drawn = {grid.plot.x, *grid.plot.y, by.head if by else ""}
    signs: dict[str, set[int]] = {}
    for column in table.columns:
        if column.head not in drawn:
            for row, text in enumerate(column.texts):
                signs.setdefault(_plain(text), set()).add(row)
    signs.pop("", None)
    return signs


def _named(name: str, grid: Grid, signs: dict[str, set[int]]) -> Iterator[Spot]:
    """The spots that *name* means: of a row, a series, all after a row, or a sign."""
    stops, series = range(len(grid.stops)), range(len(grid.series))
    chosen = [n for n in series if _plain(grid.series[n]) == name]
    if chosen:
        yield from ((n, stop) for n in chosen for stop in stops)
    elif at := [n for n in stops if name in _names_of(grid.stops[n])]:
        yield from ((n, at[0]) for n in series)
    elif name in signs:
        yield from (spot for spot, point in grid.points.items() if point.row in signs[name])
    elif match := _FROM.fullmatch(name):
        whose, since = match.groups()
        first = next((n for n in stops if since in _names_of(grid.stops[n])), None)
        if first is not None:
            yield from ((n, stop) for n in series for stop in stops[first:]
                        if whose in (None, _plain(grid.series[n])))  # fmt: skip


def _names_of(stop: Stop) -> Iterable[str]:
    """The texts by which *stop* is known: as it was typed, and in the form of YAML."""
    day = stop.value.isoformat() if isinstance(stop.value, datetime.date) else ""
    return _plain(stop.text), day


def _plain(text: str) -> str:
    return with_one_apostrophe(text.strip())
