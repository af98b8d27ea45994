"""A plot and its data → the grid of what is drawn: a value for each series at each place."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from ...model.blocks.figures import Plot
from ...model.brief import Brief
from ...model.cells import WEEKS, CellValue, Column, DataTable, Kind, find_odd, in_periods
from ...model.problems import Place, Problems, nearest
from ...model.scripts import with_one_apostrophe
from ...model.text import plain
from .series import find_colours
from .tentative import DrawnPoints, find_tentative, list_signs

MOST: Mapping[str, int] = {
    "line": 6, "bars": 4, "stacked": 6, "share": 6, "slope": 6, "dots": 6, "area": 6,
    "small-multiples": 16,
}  # fmt: skip
"""Series that a chart of each kind shows so that a reader can tell them apart."""
MOST_GREY = 16
"""Series of a chart of lines in which some are highlighted, and the others grey."""
ROWS = 60
"""Bars or rows of dots, one under another: what a page has room for."""
_CAN_BE_GREY = {"line", "slope"}
_DASHES = frozenset("-–—−―") | {"--"}
"""Cells that say that there is nothing."""
_TIMES: frozenset[Kind] = frozenset({"year", "date", "quarter"})
_COUNTS: frozenset[Kind] = frozenset({"number", "percent", "money", "year"})
"""Kinds of a column that can be drawn as numbers; counts that look like years are told as years."""


Spot = tuple[int, int]
"""The number of a series, and of a stop along the axis."""


@dataclass(frozen=True)
class Point:
    """A cell that is drawn."""

    row: int
    """The row of the data, from 0."""
    key: str
    """The key of the mark that shows it: `3.people`."""
    value: float


@dataclass(frozen=True)
class Stop:
    """A place along the axis: a year, a day, a label."""

    text: str
    """As it was typed."""
    value: CellValue
    at: float
    """Where it lies: a year, a day since the first one of our era, or its number from 0."""


@dataclass(frozen=True)
class Grid:
    """The values that a plot shows."""

    plot: Plot
    stops: tuple[Stop, ...]
    """In the order of the axis."""
    over: Kind
    """The kind of the stops along the axis."""
    series: tuple[str, ...]
    """In the order of the file; of a plot that has one, its column."""
    points: Mapping[Spot, Point]
    """By the number of the series and of the stop; where there is none, nothing is known."""
    gaps: frozenset[Spot]
    """Where a line breaks."""
    blanks: Mapping[Spot, str]
    """The cells, as they were typed, of the rows whose number is not known."""
    decimals: int
    """How many decimals the numbers are printed with."""
    suffix: str
    """The sign behind each number: `%`, or nothing."""
    colours: tuple[int, ...]
    """Which of the six colours each series has: that of its name in the other charts."""
    tentative: frozenset[Spot] = frozenset()
    """Which of the points are not final."""

    @cached_property
    def unsure(self) -> frozenset[str]:
        """The keys of the points that are not final."""
        return frozenset(self.points[spot].key for spot in self.tentative)

    @property
    def word_for_tentative(self) -> str:
        """The word that stands above the chart for what is not final; empty where all is."""
        return self.plot.tentative.word if self.plot.tentative and self.tentative else ""

    @property
    def is_time(self) -> bool:
        """Whether the stops are years, quarters or days."""
        return self.over in _TIMES

    @property
    def values(self) -> list[float]:
        """Every number that is drawn."""
        return [point.value for point in self.points.values()]

    @property
    def rows(self) -> dict[str, int]:
        """Which row each key stands for."""
        return {point.key: point.row for point in self.points.values()}

    @property
    def whole_stops(self) -> list[int]:
        """The stops at which each series that has any number has one."""
        known = {series for series, _ in self.points}
        return [n for n in range(len(self.stops)) if all((one, n) in self.points for one in known)]

    def line(self, series: int) -> Iterator[tuple[Stop, Point | None]]:
        """The stops of one series along the axis; None where its line breaks."""
        for n, stop in enumerate(self.stops):
            if (series, n) in self.points or (series, n) in self.gaps:
                yield stop, self.points.get((series, n))

    def is_unknown(self, series: int, stop: int) -> bool:
        """Whether a cell says that its number is not known: a dash says that there is none."""
        return self.blanks.get((series, stop), "–") not in _DASHES

    def is_highlighted(self, series: int) -> bool:
        """Whether *series* is one of those that the plot highlights."""
        return self.plot.is_highlighted(self.series[series])


@dataclass
class _Reader:
    """Reads one plot, and notes what is wrong with it."""

    brief: Brief
    path: tuple[str, ...]
    plot: Plot
    table: DataTable
    name: str
    problems: Problems
    file: str = field(init=False)

    def __post_init__(self) -> None:
        folder = self.brief.place(*self.path).file.rpartition("/")[0]
        self.file = f"{folder}/{self.name}"

    def place(self, *steps: str | int) -> Place:
        return self.brief.place(*self.path, *steps)

    def at_row(self, row: int) -> Place:
        return Place(self.file, self.table.lines[row])

    def column(self, head: str, *steps: str | int) -> Column | None:
        column = self.table.column(head)
        if column is None:
            self.problems.error(
                self.place(*steps),
                f"no column `{head}` in `{self.name}`",
                nearest(head, filter(None, self.table.heads), "its columns"),
            )
        elif self.table.has_twice(head):
            self.problems.error(
                self.place(*steps),
                f"two columns of `{self.name}` are called `{head}`",
                "give each column a head of its own",
            )
        return column

    def faults(self, column: Column) -> None:
        """A cell that its reader could not read is an error of a chart that draws it."""
        for fault in column.faults:
            text, hint = column.texts[fault.row].strip(), fault.hint
            if column.head == self.plot.x and self.brief.words.checks.is_total(text):
                hint = f"leave the row out of the chart: `without: {text}`"
            self.problems.error(self.at_row(fault.row), fault.message, hint)

    def numbers(self, column: Column, *steps: str | int) -> None:
        """Whether *column* holds numbers."""
        self.faults(column)
        if column.kind == "empty":
            self.problems.error(
                self.place(*steps), f"the column `{column.head}` is empty", "name another column"
            )
        elif column.kind not in _COUNTS:
            for row, message, hint in find_odd(column):
                if not any(map(str.isdecimal, column.texts[row])):
                    hint = f"{hint}; or name another column at `y:`"
                self.problems.error(self.at_row(row), message, hint)


def read_grid(
    brief: Brief, path: tuple[str, ...], plot: Plot, name: str, problems: Problems
) -> Grid | None:
    """Read the *plot* at *path* of *brief* and the data file *name*; None where it has errors.

    Problems: a column that is not there; what is no number; one place that two rows claim; more
    series than can be told apart; what a kind cannot show: a negative share, a slope of three
    years, a logarithm of zero.
    """
    before = problems.errors
    plot, table = plot.taken_from(in_periods(brief.data[name]))
    reader = _Reader(brief, path, plot, table, name, problems)
    along = reader.column(plot.x, "x")
    numbers = [
        column
        for n, head in enumerate(plot.y)
        if (column := reader.column(head, *(("y", n) if len(plot.y) > 1 else ("y",))))
    ]
    by = reader.column(plot.series, "series") if plot.series is not None else None
    for n, column in enumerate(numbers):
        reader.numbers(column, *(("y", n) if len(plot.y) > 1 else ("y",)))
    if along is not None:
        reader.faults(along)
    # The faults of a cell may have been told before, and count once.
    if problems.errors > before or along is None or any(one.faults for one in (along, *numbers)):
        return None
    stops = _stops(along)
    where = {stop.value: n for n, stop in enumerate(stops)}
    series = tuple(filter(None, dict.fromkeys(by.texts))) if by else tuple(plot.y)
    points: dict[Spot, Point] = {}
    blanks: dict[Spot, str] = {}
    rows: dict[Spot, int] = {}
    for row in range(len(table.lines)):
        value = along.values[row]
        if value is None or (by and not by.texts[row]):
            head = along.head if value is None or by is None else by.head
            reader.problems.error(
                reader.at_row(row), f"no `{head}` in this row", "fill the cell, or delete it"
            )
            continue
        for n, column in enumerate(numbers):
            spot = (series.index(by.texts[row]) if by else n, where[value])
            if spot in rows:
                _claimed_twice(reader, along, by, row, rows[spot])
                continue
            rows[spot] = row
            count = column.values[row]
            if isinstance(count, int | float):
                points[spot] = Point(row, f"{row}.{column.head}", float(count))
            else:
                blanks[spot] = column.texts[row]
    gaps = {*blanks}
    if along.kind != "date" and along.kind not in ("number", "percent", "money"):
        # Where other series have a value, one without a row has a gap.
        spots = {(s, n) for s in range(len(series)) for n in range(len(stops))}
        gaps |= spots - points.keys()
    grid = Grid(
        _with_currency(brief, path, plot, numbers),
        stops,
        along.kind,
        series,
        points,
        frozenset(gaps),
        blanks,
        max(map(_decimals, numbers), default=0),
        "%" if all(column.kind == "percent" for column in numbers) else "",
        find_colours(brief, series),
    )
    if plot.tentative:
        drawn = DrawnPoints(
            series, [_names_of(stop) for stop in stops], {at: p.row for at, p in points.items()},
            list_signs(table, (plot.x, *plot.y, *([by.head] if by else []))),
        )  # fmt: skip
        tentative = find_tentative(
            plot.tentative.at, drawn, lambda n: reader.place("tentative", "at", n), problems
        )
        grid = replace(grid, tentative=tentative)
    _check(reader, grid)
    return grid if problems.errors == before else None


def _with_currency(
    brief: Brief, path: tuple[str, ...], plot: Plot, numbers: Sequence[Column]
) -> Plot:
    """*plot* with the currency of its *numbers* as its unit, where all have the same, and neither
    the plot nor the caption above it names one.
    """
    units = {column.unit if column.kind == "money" else "" for column in numbers}
    unit = units.pop() if len(units) == 1 else ""
    is_named = plot.unit or plot.kind == "share"  # whose numbers are per cents
    if not unit or is_named or unit in plain(brief.fields.figures[path[1]].caption.html):
        return plot
    return plot.model_copy(update={"unit": unit})


def _stops(column: Column) -> tuple[Stop, ...]:
    """The places along the axis: in order of time or size, labels in the order of the file."""
    texts = dict(zip(column.values, column.texts, strict=True))
    values = [value for value in texts if value is not None]
    if column.kind in _TIMES or column.kind in _COUNTS:
        values.sort(key=_at)
        return tuple(Stop(texts[one], one, _at(one)) for one in values)
    return tuple(Stop(str(one), one, float(n)) for n, one in enumerate(values))


def _names_of(stop: Stop) -> tuple[str, ...]:
    """The texts by which *stop* is known: as it was typed, and in the form of YAML."""
    value = stop.value
    return (stop.text, value.isoformat()) if isinstance(value, datetime.date) else (stop.text,)


def _at(value: CellValue) -> float:
    if isinstance(value, datetime.date):
        return float(value.toordinal())
    return float(value) if isinstance(value, int | float) else 0.0


def _decimals(column: Column) -> int:
    """How many decimals the numbers of *column* have: as few as say the same where they are no
    cents, two where they are many, more where a small one would read as another.
    """
    values = [value for value in column.values if isinstance(value, int | float)]
    for decimals in (0, 1):
        if all(abs(round(value, decimals) - value) < 1e-9 for value in values):
            typed = {column.decimals(row) for row in range(len(column.texts))}
            return 2 if decimals and column.kind == "money" and typed <= {0, 2} else decimals
    for decimals in range(_CENTS, _MOST_DECIMALS):
        if all(abs(round(value, decimals) - value) <= abs(value) * _ROUNDED for value in values):
            return decimals
    return _MOST_DECIMALS


_CENTS, _MOST_DECIMALS, _ROUNDED = 2, 8, 0.045
"""Decimals of a number, usual and at most, and the part of it by which it is rounded, at most."""


def _claimed_twice(
    reader: _Reader, along: Column, by: Column | None, row: int, before: int
) -> None:
    what = f"`{along.texts[row]}`" + (f" of `{by.texts[row]}`" if by else "")
    hint = "add the two up" if by else "add them up, or name at `series:` what tells them apart"
    reader.problems.error(
        reader.at_row(row),
        f"{what} stands in line {reader.table.lines[before]} as well",
        f"{hint}; a chart has one number for each",
    )


# ---------------------------------------------------------------------------------------------
# What a kind cannot show


def _check(reader: _Reader, grid: Grid) -> None:
    """See that the kind of the chart can show what is in *grid*."""
    plot, problems = grid.plot, reader.problems
    if not grid.points:
        problems.error(reader.place("y"), "there is no number to draw", "fill the column")
        return
    _check_highlight(reader, grid)
    _check_number_of_series(reader, grid)
    if plot.kind == "slope" and len(grid.stops) != 2:
        problems.error(
            reader.place("x"),
            f"a slope goes from one `{plot.x}` to another, and `{reader.name}` has "
            f"{len(grid.stops)} of them",
            "keep the rows of two, or use `kind: line`",
        )
    rows = len(grid.stops) * (len(grid.series) if plot.kind == "bars" else 1)
    if plot.kind in ("bars", "stacked", "share", "dots") and not grid.is_time and rows > ROWS:
        problems.error(
            reader.place("kind"),
            f"{rows} bars or rows of dots, and a page has room for {ROWS}",
            "leave the smallest out, or print them as a table",
        )
    if plot.kind == "area" and not grid.whole_stops:
        problems.error(
            reader.place("kind"),
            f"no `{plot.x}` has a number of each series, and areas stand on each other",
            "use `kind: line`, or fill the cells",
        )
    for point in grid.points.values():
        _check_sign(reader, plot, point)
    if plot.kind in ("stacked", "share", "area") and (total := _find_total(grid)):
        problems.error(
            reader.place("series" if plot.series is not None else "y"),
            f"`{total}` is the sum of the others, and would be counted twice",
            "leave it out: a stack shows the sum by its height",
        )
    if plot.kind == "share":
        _check_shares(reader, grid)


def _check_sign(reader: _Reader, plot: Plot, point: Point) -> None:
    """See that *plot* has a place for a number below zero, or for zero, where *point* is one."""
    if point.value > 0:
        return
    place, number = reader.at_row(point.row), _plain(point.value)
    if plot.kind == "share" and point.value < 0:
        reader.problems.error(
            place, f"{number} is below zero, and no share of a whole is", "use `kind: bars`"
        )
    if "area" in (plot.kind, plot.marks) and point.value < 0:
        reader.problems.error(
            place, f"{number} is below zero, and areas stand on it", "use `kind: line`"
        )
    if plot.scale == "log" and point.value <= 0:
        reader.problems.error(
            place,
            f"{number} has no place on a log scale",
            "delete `scale: log`, or leave the cell empty",
        )


def _check_shares(reader: _Reader, grid: Grid) -> None:
    """See that each bar of shares is a whole: of several parts, all known, that are something."""
    problems = reader.problems
    if len(grid.series) == 1 and grid.plot.series is None:
        problems.error(
            reader.place("y"),
            f"`{grid.series[0]}` alone is 100 per cent of each bar",
            "name at `series:` what the whole is parted into, or several columns at `y:`; or use "
            "`kind: bars`",
        )
    for n, stop in enumerate(grid.stops):
        shares = [point for (_, at), point in grid.points.items() if at == n]
        unknown = [name for s, name in enumerate(grid.series) if grid.is_unknown(s, n)]
        whole = sum(point.value for point in shares)
        if shares and unknown and not any(abs(whole - one) <= one / 100 for one in (1, 100)):
            problems.error(
                reader.at_row(shares[0].row),
                f"`{unknown[0]}` of `{stop.text}` is not known, so nobody knows the shares of "
                "the others",
                "write 0 if it is nothing, or delete these numbers; or use `kind: stacked`",
            )
        if shares and not whole:
            problems.error(
                reader.at_row(shares[0].row),
                f"the parts of `{stop.text}` add up to nothing",
                "delete its rows",
            )


def _find_total(grid: Grid) -> str:
    """The series that is the sum of all others wherever it has a value; empty where none is."""
    rows = [
        [grid.points[n, at].value if (n, at) in grid.points else 0 for n in range(len(grid.series))]
        for at in range(len(grid.stops))
    ]
    for n, name in enumerate(grid.series if len(grid.series) > 2 else ()):
        if all(row[n] and abs(sum(row) - 2 * row[n]) <= abs(row[n]) / 100 for row in rows) and (
            len(rows) > 1 or len(grid.series) > 3
        ):
            return name
    return ""


def _plain(value: float) -> str:
    return f"{value:.10g}"


def _check_highlight(reader: _Reader, grid: Grid) -> None:
    known = [*grid.series]
    if len(known) == 1:
        known += [stop.text for stop in grid.stops]
    for n, name in enumerate(grid.plot.highlight):
        if with_one_apostrophe(name) not in map(with_one_apostrophe, known):
            several = reader.place("highlight", n)
            reader.problems.error(
                several,
                f"nothing to highlight is called `{name}`",
                nearest(name, known, "the chart shows"),
            )


def _check_number_of_series(reader: _Reader, grid: Grid) -> None:
    kind, count = grid.plot.kind, len(grid.series)
    most = MOST[kind]
    if grid.plot.highlight and kind in _CAN_BE_GREY:
        most = MOST_GREY
    if count <= most:
        return
    ways = ["use `kind: small-multiples`"] if count <= MOST["small-multiples"] else []
    if kind in _CAN_BE_GREY and not grid.plot.highlight and count <= MOST_GREY:
        ways.append(f"say which one matters: `highlight: {grid.series[0]}`")
    ways.append("put the small ones together")
    reader.problems.error(
        reader.place("series" if grid.plot.series else "y"),
        f"{count} series, and a reader can tell {most} apart in a chart of this kind",
        ", or ".join(ways),
    )


Direction = Literal["rows", "columns"]


def direction(grid: Grid) -> Direction:
    """How bars lie: upright over years, quarters and months without holes, else in rows."""
    if not grid.is_time or len(grid.stops) < 3:
        return "rows"
    return "columns" if is_regular(grid.stops) else "rows"


def is_regular(stops: Sequence[Stop]) -> bool:
    """Whether *stops* lie as far apart as each other; a few may be missing."""
    places = steps(stops)
    gaps = {after - before for before, after in itertools.pairwise(places)}
    return bool(gaps) and all(gap % min(gaps) == 0 for gap in gaps) and max(gaps) <= 4 * min(gaps)


def are_months(stops: Sequence[Stop]) -> bool:
    """Whether *stops* are months or quarters: the first day of each stands for it."""
    days = [stop.value for stop in stops if isinstance(stop.value, datetime.date)]
    return len(days) == len(stops) and all(day.day == 1 for day in days)


def are_weeks(grid: Grid) -> bool:
    """Whether the stops of *grid* are weeks: its column says so, and one day stands for each.

    A Sunday stands for the week that it ends, where the column says that it does.
    """
    days = [stop.value for stop in grid.stops if isinstance(stop.value, datetime.date)]
    if grid.over != "date" or len({day.weekday() for day in days}) != 1:
        return False
    if days[0].isoweekday() == _SUNDAY and not _ENDS.search(grid.plot.x):
        return False
    return bool(WEEKS.search(grid.plot.x)) or all(WEEKS.search(s.text) for s in grid.stops)


_ENDS = re.compile(r"\b(?:end|fin|fim|until|to|jusqu|hasta|até|bis)|конец|оконч", re.IGNORECASE)
"""Words of a head, in any language: data comes from others."""
_SUNDAY = 7


def steps(stops: Sequence[Stop]) -> list[int]:
    """Places in time as whole numbers: years, months, or days."""
    if are_months(stops):
        return [
            stop.value.year * 12 + stop.value.month
            for stop in stops
            if isinstance(stop.value, datetime.date)
        ]
    return [int(stop.at) for stop in stops]
