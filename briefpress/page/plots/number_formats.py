"""Numbers, years and days → the words of a chart, as the language of the brief writes them."""

from __future__ import annotations

import datetime
import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ...model.brief import Language
from ..dates_and_numbers import write_date, write_number, write_percent, write_quarter
from .grid import Grid, Stop, are_months, are_weeks

_SAYS_QUARTER = re.compile(r"[^\W\dIV_]")
"""A letter of a quarter as it was typed: `2024/1` and `I/2024` say so in the head alone."""
TICKS = 4
"""On an axis of numbers, about."""


@dataclass(frozen=True)
class Tick:
    """A place on an axis, and what stands there, in one or two lines."""

    at: float
    lines: tuple[str, ...]


class NumberFormats:
    """Writes the numbers and dates of one chart."""

    def __init__(self, language: Language, suffix: str = "") -> None:
        """Take the language; *suffix* `%` is written to each number as the language does it."""
        self.in_text = language
        """The language as the text of a brief has it: its months may have two names."""
        months = language.short_months if language.months else ()
        self.language = replace(language, months=months)
        self.suffix = suffix

    @property
    def no_data(self) -> str:
        """Stands where nothing is known."""
        return self.language.words["map_no_data"]

    def number(self, value: float, decimals: int) -> str:
        """Write *value* with as many *decimals*, a large one with fewer than its small neighbours
        need; a half is rounded up, as people do it.
        """
        if decimals > _CENTS and value:
            exact = Decimal(f"{value:.{_DIGITS}g}").normalize()
            needed = max(0, -int(exact.as_tuple().exponent))
            least = 1 - exact.adjusted()  # two digits of a small one
            decimals = min(decimals, max(needed, least) if least > 1 else min(_CENTS, needed))
        if decimals == 1 and abs(value) >= _LARGE and value == int(value):
            decimals = 0
        return self._write(value, decimals)

    def _write(self, value: float, decimals: int) -> str:
        """Write *value* with so many *decimals*."""
        meant = Decimal(f"{value:.13g}")  # 57.49999999999999 is 57.5
        exact = meant.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        number = write_number(exact if exact else abs(exact), self.language)
        return write_percent(number, self.language) if self.suffix else number

    def share(self, value: float, decimals: int) -> str:
        """Write *value*, a part of a hundred; only nothing is 0, and only all of it 100."""
        least = 10.0**-decimals
        if 0 < value < least / 2:
            return f"<{self.number(least, decimals)}"
        if 100 - least / 2 <= value < 100 - 1e-9:
            return f">{self.number(100 - least, decimals)}"
        return self.number(value, decimals)

    def ticks(self, values: Sequence[float], *, from_zero: bool) -> list[Tick]:
        """About four round numbers, from below the least of *values* to above the greatest."""
        low, high = min(values), max(values)
        if from_zero or (low >= 0 and low < 0.6 * high) or (high <= 0 and high > 0.6 * low):
            low, high = min(low, 0.0), max(high, 0.0)
        if low == high:
            low, high = min(low, 0.0), max(high, 0.0) or float(low >= 0)
        first, last, step = min(
            (_round_to(low, high, step) for step in _round_steps(high - low)), key=_awkwardness
        )
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        count = round((last - first) / step)
        at = [round(first + n * step, decimals + 2) for n in range(count + 1)]
        return [Tick(one, (self._write(one, decimals),)) for one in at]

    def log_ticks(self, values: Sequence[float]) -> list[Tick]:
        """Choose ticks for a log scale of *values*: the powers of ten, and at each end 1, 2 or 5
        times one. Where the values lie within one power, all of 1, 2 and 5 times it.
        """
        low, high = min(values), max(values)
        first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
        round_ones = [
            m * 10.0**power for power in range(first, max(last, first + 1)) for m in (1, 2, 5)
        ]
        round_ones.append(10.0 ** max(last, first + 1))
        begin = max(one for one in round_ones if one <= low * (1 + 1e-9))
        end = min(one for one in round_ones if one >= high * (1 - 1e-9) and one > begin)
        decades = math.log10(end / begin)
        if decades <= 1 + 1e-9:
            at = [one for one in round_ones if begin <= one <= end]
        else:
            every = max(1, math.ceil(decades / 6))
            # Each as far from the next, counted from the end that is a power itself.
            is_power = abs(math.log10(begin) - first) < 1e-9
            powers = (
                [10.0**power for power in range(first, last + 1, every)] if is_power
                else [10.0**power for power in range(last, first - 1, -every)]
            )  # fmt: skip
            apart = 10 ** (decades * _APART)
            within = sorted(one for one in powers if begin * apart < one < end / apart)
            at = [begin, *within, end]
        return [
            Tick(one, (self.number(one, max(0, -math.floor(math.log10(one) + 1e-9))),))
            for one in at
        ]

    def stop(self, grid: Grid, stop: Stop, *, as_in_text: bool = False) -> str:
        """Write a year, a day, a month or a label, in full; *as_in_text*: a month with both names
        where the text gives it two, `أيار/مايو`.
        """
        if grid.over == "year" and isinstance(stop.value, int | float):
            return str(int(stop.value))
        if grid.over == "date" and isinstance(stop.value, datetime.date):
            if are_weeks(grid):
                ends = (grid.stops[0].value, grid.stops[-1].value)
                years = {day.isocalendar().year for day in ends if isinstance(day, datetime.date)}
                year = stop.value.isocalendar().year
                return self._week(stop.value) + (f", {year}" if len(years) > 1 else "")
            form = "month_short" if _is_monthly(grid) else "day_short"
            text = write_date(stop.value, form, self.in_text if as_in_text else self.language)
            return text.replace("\u2060", "")  # no line is broken but at a space
        if grid.over in ("number", "percent", "money") and isinstance(stop.value, int | float):
            exponent = Decimal(f"{stop.value:.6g}").normalize().as_tuple().exponent
            return self._write(stop.value, max(0, -int(exponent)))
        if isinstance(stop.value, datetime.date) and not _SAYS_QUARTER.search(stop.text):
            return write_quarter(stop.value, self.language)
        return stop.text

    def stops_along(
        self, grid: Grid, width: float, measure: Callable[[Sequence[str]], float], inset: float = 0
    ) -> list[Tick]:
        """Label an axis of *width*, as many of its stops as there is room for.

        *measure*: how wide some lines are. *inset*: between each end and the nearest stop.
        """
        stops = grid.stops
        span = (stops[-1].at - stops[0].at) or 1.0
        scale = (width - 2 * inset) / span

        def fit(ticks: list[Tick]) -> bool:
            places = [(tick.at * scale, measure(tick.lines)) for tick in ticks]
            return all(
                b[0] - a[0] >= (a[1] + b[1]) / 2 + _BETWEEN for a, b in itertools.pairwise(places)
            )

        for ticks in self._ways_to_label(grid):
            if fit(ticks):
                return ticks
        return [self._ways_to_label(grid)[-1][0]]

    def _ways_to_label(self, grid: Grid) -> list[list[Tick]]:
        """Ticks under an axis, from many to few."""
        stops = grid.stops
        if grid.over == "date":
            return self._dates(grid)
        if grid.over == "year":
            every = [round(stop.at) for stop in stops]
            first, last = every[0], every[-1]
            chosen = [
                [year for year in range(first, last + 1) if _is_named(year, first, last, step)]
                for step in (1, 2, 3, 5, 10, 20, 25, 50)
                if last - first < _MOST_YEARS * step
                and (step not in (2, 3) or (last - first) % step == 0)
                and (step != 3 or last - first < _FEW_YEARS)
            ]
            if len(every) <= 8:
                chosen.insert(0, every)
            chosen.append([first, last] if first < last else [first])
            return [[Tick(year, (str(year),)) for year in years] for years in chosen]
        if grid.over in ("number", "percent", "money"):
            plain = NumberFormats(self.language)
            ticks = plain.ticks([stops[0].at, stops[-1].at], from_zero=False)
            few = [tick for tick in ticks if stops[0].at <= tick.at <= stops[-1].at] or ticks[:1]
            first = round(stops[0].at)
            counted = [float(first + n) for n in range(min(len(stops), _COUNTED))]
            if counted == [stop.at for stop in stops]:  # months by their numbers, grades
                return [[Tick(one, (plain.number(one, 0),)) for one in counted], few]
            return [few]
        names = [self.stop(grid, stop) for stop in stops]
        if grid.over == "quarter" and (parted := _part_quarters(names)):
            quarters = [(stop.at, *parts) for stop, parts in zip(stops, parted, strict=True)]
            return [_with_years(quarters[::step]) for step in (1, 2, 4, 8, 12, 20)]
        whole = [Tick(stop.at, (name,)) for stop, name in zip(stops, names, strict=True)]
        broken = [Tick(tick.at, _in_two(tick.lines[0])) for tick in whole]
        return [whole, broken, *(broken[::step] for step in (2, 3, 4, 5, 8, 10, 12, 20, 30))]

    def _week(self, day: datetime.date) -> str:
        """Write the week in which *day* lies, as ISO 8601 counts them: `Week 39`."""
        return self.language.dates.get("week", "W{}").format(day.isocalendar().week)

    def _weeks(self, first: datetime.date, last: datetime.date) -> list[list[Tick]]:
        """Label weeks by their numbers: the first with the word, each year below its first week."""
        ways = []
        for step in (1, 2, 4, 5, 8, 10, 13, 26):
            ticks: list[Tick] = []
            year = 0
            for n in range(0, (last - first).days // 7 + 1, step):
                day = first + datetime.timedelta(7 * n)
                text = self._week(day) if not ticks else str(day.isocalendar().week)
                is_new = day.isocalendar().year != year
                year = day.isocalendar().year
                ticks.append(Tick(float(day.toordinal()), (text, str(year)) if is_new else (text,)))
            ways.append(ticks)
        return ways

    def _dates(self, grid: Grid) -> list[list[Tick]]:
        days = [stop.value for stop in grid.stops if isinstance(stop.value, datetime.date)]
        first, last = days[0], days[-1]
        if are_weeks(grid) and (last - first).days < _MOST_WEEKS * 7:
            return self._weeks(first, last)
        ways: list[list[datetime.date]] = []
        monthly = _is_monthly(grid)
        if monthly or len(days) <= 8:
            ways.append(days)
        inner = _months(first, last, 1)
        if not monthly and len(inner) <= _FEW_MONTHS:
            near = (last - first) / _FEW_MONTHS
            between = [day for day in inner if first + near <= day <= last - near]
            if not between:  # weeks from the first day on
                weeks = range(0, (last - first).days + 1, 7)
                ways += [[first + datetime.timedelta(n) for n in weeks[::step]] for step in (1, 2)]
            ways.append([first, *between, last])
        for step in (1, 2, 3, 6):
            ways.append(_months(first, last, step))
        years = [datetime.date(year, 1, 1) for year in range(first.year, last.year + 1)]
        years = [day for day in years if first <= day <= last]
        ways += [[day for day in years if day.year % step == 0] for step in (1, 2, 5, 10, 20)]
        if not monthly:
            ways += [days[::step] for step in (2, 3, 4, 5, 8, 10, 12, 20, 30)]
        ways = [way for way in ways if len(way) > 1 or len(days) == 1]
        return [self._label(way) for way in ways] or [self._label(days[:1])]

    def _label(self, days: Sequence[datetime.date]) -> list[Tick]:
        """A day or a month, and its year below where that is another one than before."""
        ticks, year = [], 0
        only_years = all((day.month, day.day) == (1, 1) for day in days) and len(days) > 1
        monthly = all(day.day == 1 for day in days)
        for day in days:
            if only_years:
                lines: tuple[str, ...] = (str(day.year),)
            else:
                form = "month_short" if monthly else "day_short"
                text = _without_year(write_date(day, form, self.language), day.year)
                lines = (text,) if day.year == year else (text, str(day.year))
            year = day.year
            ticks.append(Tick(float(day.toordinal()), lines))
        return ticks


_CENTS, _DIGITS = 2, 7
"""Decimals of a number from one up that stands beside smaller ones, and all its digits, at most."""
_LARGE = 10_000
"""A number that has no decimal where it is whole, though a small one beside it has one."""
_MOST_WEEKS = 80
"""Weeks of an axis that are counted; over more of them it has months and years."""
_FEW_MONTHS = 6
"""Months that begin between the first and the last day of an axis that names these two days."""
_MOST_YEARS = 12
"""Years that are named under an axis; over more of them, only each second, fifth or tenth is."""
_FEW_YEARS = 22
"""Years of an axis that may name each third; over more of them, those that are round are named."""
_COUNTED = 12
"""Whole numbers, one behind the other, that are all named under an axis."""
_BETWEEN = 10
"""Pixels between two labels, at least: more than a wide space of them."""


def _is_named(year: int, first: int, last: int, step: int) -> bool:
    """Whether an axis from *first* to *last* names *year*: its ends, and each *step*th between
    them that is not close to one.
    """
    if year in (first, last):
        return True
    is_round = (last - year if step < 5 else year) % step == 0
    return is_round and min(year - first, last - year) >= 0.6 * step


def _is_monthly(grid: Grid) -> bool:
    return are_months(grid.stops) and len(grid.stops) > 1


def _months(first: datetime.date, last: datetime.date, step: int) -> list[datetime.date]:
    """The first day of every *step*th month from *first* to *last*."""
    days = []
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        if month % step == 0 and first <= (day := datetime.date(month // 12, month % 12 + 1, 1)):
            days.append(day)
    return days


def _without_year(text: str, year: int) -> str:
    pattern = rf"[\s,]*(\bde )?(?<!\d){year}(?!\d)[\s,年년\u2060]*"
    return re.sub(pattern, " ", text).strip()


_QUARTER = re.compile(
    r"(?P<year>\d{4})(?:[\s/.-]+|(?=[A-Z]))(?P<part>(?=.*[^\W\d_]).{1,9})"
    r"|(?P<part_first>(?=.*[^\W\d_]).{1,9}?)[\s/.-]+(?P<year_last>\d{4})"
)
"""A quarter as it was typed: `2024-Q1`, `T1 2024`."""


def _part_quarters(names: Sequence[str]) -> list[tuple[str, str]]:
    """Part each quarter into its name and its year; empty where one has no such form."""
    matches = [_QUARTER.fullmatch(name) for name in names]
    return [
        (match["part"] or match["part_first"], match["year"] or match["year_last"])
        for match in matches
        if match and all(matches)
    ]


def _with_years(quarters: Sequence[tuple[float, str, str]]) -> list[Tick]:
    """Label quarters, each a place, a name and a year: the year stands below its first one."""
    before = ("", *(year for *_, year in quarters))
    return [
        Tick(at, (name, year) if year != last else (name,))
        for (at, name, year), last in zip(quarters, before, strict=False)
    ]


def _in_two(text: str) -> tuple[str, ...]:
    """*text* in two lines, broken at the space nearest to its middle."""
    spaces = [match.start() for match in re.finditer(" ", text)]
    if not spaces:
        return (text,)
    middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return text[:middle], text[middle + 1 :]


def _round_steps(span: float) -> list[float]:
    power = 10.0 ** math.floor(math.log10(span))
    return [m * p for p in (power / 10, power) for m in (1, 2, 5)]


def _awkwardness(ticks: tuple[float, float, float]) -> tuple[float, float]:
    """How far the number of ticks is from about four, and how far apart the outer ones lie."""
    first, last, step = ticks
    count = round((last - first) / step) + 1
    return abs(count - TICKS - 0.2), last - first


_APART = 0.12
"""Part of a log scale that lies between a power of ten and the end of it, at least."""


def _round_to(low: float, high: float, step: float) -> tuple[float, float, float]:
    first = math.floor(low / step + 1e-9) * step
    return first, math.ceil(high / step - 1e-9) * step, step
