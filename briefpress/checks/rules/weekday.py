"""A date has the name of another day: `Friday, 12 May 2026` is a Tuesday.

Why: who has to come does not know which of the two days is meant.

Mend: look it up, and correct the day or the date.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ...model.months import read_months
from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_BETWEEN = r"\.?,?\s+(?:(?:the|den|dem|the|le|el|o|dia|día)\s+)?"
_OUR_CALENDAR = 1925
"""Since when all countries count the days of today."""
_EAST = r"(?P<year>[12]\d{3})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the dates, with their year, that stand beside the name of a day of the week."""
    from babel.dates import get_day_names

    locale = reading.brief.words.locale.replace("-", "_")
    names = get_day_names("wide", locale=locale)
    days = _numbers(names)
    months = _numbers(dict(enumerate(read_months(locale, "format", "wide"), 1)))
    months |= _numbers(dict(enumerate(read_months(locale, "stand-alone", "wide"), 1)))
    for pattern in _patterns(days, months):
        for text in reading.texts:
            for match in pattern.finditer(text.text.replace("\u2060", "")):
                month = match["month"].casefold()
                number = int(month) if month.isdecimal() else months[month]
                try:
                    day = date(int(match["year"]), number, int(match["day"]))
                except ValueError:
                    continue
                if day.year < _OUR_CALENDAR:
                    continue
                named_day = next(
                    n for stem, n in days.items() if match["name"].casefold().startswith(stem)
                )
                if named_day != day.weekday():
                    yield Finding(
                        text.line_of(match[0]),
                        f"`{match[0]}`: that day is a {names[day.weekday()]}",
                        "correct the day, or the date",
                    )


def _patterns(days: Mapping[str, int], months: Mapping[str, int]) -> Iterator[re.Pattern[str]]:
    """Give the patterns of a date beside its day: before it, or behind it in East Asia."""
    name = rf"(?P<name>(?:{'|'.join(map(re.escape, days))})\w{{0,2}})"
    month = rf"(?P<month>{'|'.join(sorted(map(re.escape, months), key=len, reverse=True))})"
    year, day = r"(?P<year>[12]\d{3})(?!\d)", r"(?P<day>\d{1,2})"
    yield re.compile(
        rf"(?<!\w){name}{_BETWEEN}{day}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?{month},?\s+(?:de\s+)?{year}",
        re.IGNORECASE,
    )
    yield re.compile(
        rf"(?<!\w){name},?\s+{month}\s+{day}(?:st|nd|rd|th)?,?\s+{year}", re.IGNORECASE
    )
    yield re.compile(rf"{_EAST}\s?[(（]?\s?{name}[)）]?")


def _numbers(names: Mapping[Any, str]) -> dict[str, int]:
    """Number *names* by themselves, so far as they do not change: Russian days end otherwise in a
    sentence, `в пятницу`.
    """
    return {
        (name[:-1] if re.search("[а-я]$", name) and min(names) == 0 else name).casefold(): number
        for number, name in names.items()
    }
