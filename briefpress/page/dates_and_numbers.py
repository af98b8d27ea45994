"""Dates, numbers and set prose → text, as a language writes them on a page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from ..model.brief import Language
from ..model.cells import NUMERIC, Column
from ..model.contract import TimeZone
from ..model.months import Context, read_months
from ..model.text import NO_DAY, Fragment, PartialDate, Quantity, SourceDate, Year, plain


class ValueWriter:
    """Writes dates, numbers and the cells of a file in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def word(self, name: str) -> str:
        """Find the word *name* of the table `[words]`. Raises `LookupError` where it has none."""
        if name not in self.language.words:
            file = f"templates/languages/{self.language.tag}.toml"
            raise LookupError(f"no word `{name}` in {file}")
        return self.language.words[name]

    def print(self, value: Any) -> Any:
        """Print a value as a template names it: set prose, dates and numbers of the language."""
        from markupsafe import Markup

        if isinstance(value, Fragment):
            return Markup(value.html)  # noqa: S704 - cleaned by prose
        if isinstance(value, PartialDate | datetime.date):
            return self.date(value)
        if isinstance(value, Year):
            return str(int(value))
        if isinstance(value, Decimal):
            return self.decimal(value)
        if isinstance(value, Quantity):
            return write_quantity(value, self.language)
        return "" if value is None else value

    def text(self, value: Any) -> str:
        """Print a value as plain text."""
        printed = self.print(value)
        return plain(str(printed)) if hasattr(printed, "__html__") else str(printed)

    def date(self, value: PartialDate | datetime.date, form: str = "") -> str:
        """Write a day, or the month or year if no more is known; *form* `_short`: as in a table."""
        exact = "day"
        if isinstance(value, SourceDate):
            return self._span(value, form)
        if isinstance(value, PartialDate):
            exact = ("year", "month", "day")[len(value.parts) - 1]
            value = value.first
        if value == NO_DAY:
            return f"[{self.word('date')}]"
        return write_date(value, exact + form, self.language)

    def _span(self, value: SourceDate, form: str) -> str:
        """Write a range, a season, or what is known about: `Spring 2019`."""
        text = self.date(value.beginning, form)
        if value.season:
            text = self.language.dates.get(value.season, f"{value.season} {{}}").format(text)
        if value.last_of:
            text = self.dates(value.beginning, value.last_of)
        return self.language.dates.get("about", "c. {}").format(text) if value.is_about else text

    def dates(self, first: PartialDate | datetime.date, last: PartialDate | datetime.date) -> str:
        """Write the days from *first* to *last*; a month and a year that they share come once:
        `8–12 September 2025`.
        """
        until = self.date(last)
        words, others = self.date(first).split(), until.split()
        while words and words[-1] == others[-1]:
            words.pop()
            others.pop()
        dash = "–" if len(words) == 1 else " – "
        return self.language.space(f"{' '.join(words)}{dash}{until}") if words else until

    def print_column(self, column: Column) -> list[str]:
        """Write the cells of a file: days and numbers as the language does, all else as typed."""
        cells = zip(column.texts, column.values, strict=True)
        if column.kind in NUMERIC:
            return [
                self.language.space(text)
                if value is None
                else self._number(text, float(value), column.decimals(row))
                for row, (text, value) in enumerate(cells)
                if not isinstance(value, str | datetime.date)
            ]
        if column.kind == "date":
            hours = _hours(column)
            return [
                self.date(value, "_short") + hours.get(row, "")
                if isinstance(value, datetime.date) and len(re.findall(r"\d+", text)) > 2
                else text
                for row, (text, value) in enumerate(cells)
            ]
        return [self.language.space(text) for text in column.texts]

    def _number(self, text: str, value: float, decimals: int) -> str:
        """Write *value* in place of the digits of *text*, with what stands around them."""
        digits = re.search(r"[.,]?\d(?:[^\w%]?\d)*", text)
        assert digits is not None, text
        exact = Decimal(repr(abs(value))).quantize(Decimal(1).scaleb(-decimals))
        before, after = text[: digits.start()], text[digits.end() :]
        if value < 0 and after[-1:] in ("-", "\u2212"):  # as some programs of accounts write it
            before, after = f"-{before}", after[:-1].rstrip()
        before = re.sub(r"[-\u2010-\u2013]", "\u2212", before)
        before, after = (part.replace(" ", "\u00a0") for part in (before, after))
        number = self.decimal(exact)
        if share := re.match(r"\s*%", after):
            number = self.language.space(write_percent(number, self.language))
            after = after[share.end() :]
        return f"{before}{number}{after}"

    def decimal(self, value: Decimal) -> str:
        """Write a number as the language does, with as many decimals as its author wrote."""
        return write_number(value, self.language)

    def moment(self, moment: datetime.datetime, zones: Sequence[TimeZone]) -> str:
        """Write a time as the clocks of each of *zones* show it; without zones, as its author wrote
        it, with the offset from Greenwich.
        """
        if not zones:
            offset = moment.strftime("%z")
            greenwich = f"UTC{offset[:3]}:{offset[3:]}".replace("-", "−")
            return f"{self.date(moment.date())}, {moment:%H:%M} {greenwich}"
        first, *others = zones
        here = moment.astimezone(ZoneInfo(first.zone))
        in_first = f"{self.date(here.date())}, {here:%H:%M} {first.name}"
        elsewhere = []
        for zone in others:
            there = moment.astimezone(ZoneInfo(zone.zone))
            day = "" if there.date() == here.date() else f"{self.date(there.date())}, "
            elsewhere.append(f"{day}{there:%H:%M} {zone.name}")
        return f"{in_first} ({'; '.join(elsewhere)})" if elsewhere else in_first

    @property
    def locale(self) -> str:
        """The locale by the name that Babel has for it: `en_GB`."""
        return _locale(self.language)


_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\b\.?)?")


def _hours(column: Column) -> dict[int, str]:
    """The hours to print behind the days of *column*, by its rows: those by which cells of one day
    are told apart.
    """
    clocks = {
        row: found[0] for row, text in enumerate(column.texts) if (found := _CLOCK.search(text))
    }
    days = {column.values[row] for row in clocks}
    if len({(column.values[row], clock) for row, clock in clocks.items()}) == len(days):
        return {}
    return {row: ", " + re.sub(r"(?<=:\d\d):00", "", clock) for row, clock in clocks.items()}


def write_date(value: datetime.date, form: str, language: Language) -> str:
    """Write *value* in one of the *language*'s forms of dates: `day`, `month_short`."""
    from babel.dates import format_date

    pattern = language.dates.get(form, language.dates[form.removesuffix("_short")])
    # In quotation marks, CLDR prints a text as it stands.
    if language.months:
        pattern = re.sub("M{3,4}", f"'{language.months[value.month - 1]}'", pattern)
    elif language.short_months:
        pattern = re.sub("(?<!M)MMM(?!M)", f"'{language.short_months[value.month - 1]}'", pattern)
    text = format_date(value, pattern, locale=_locale(language))
    # Some languages write the first day of a month as an ordinal, and no other.
    if text.startswith("1 "):
        text = language.dates["first"] + text[1:]
    return language.space(text)


def write_quarter(value: datetime.date, language: Language) -> str:
    """Write the quarter that begins with *value* as the *language* does: `Q1 2024`."""
    from babel.dates import format_skeleton

    return format_skeleton("yQQQ", value, locale=_locale(language))


def name_months(language: Language, *, beside_a_day: bool) -> tuple[list[str], list[str]]:
    """The months as a chart in *language* names them, and where there is little room: `янв.`; some
    languages have another form *beside a day*, and of two names there both, as in the text.
    """
    own = [*language.short_months]
    if language.months:
        return [*language.months], [*language.months] if beside_a_day else own
    context: Context = "format" if beside_a_day else "stand-alone"
    locale = _locale(language)
    short = own if own and beside_a_day else read_months(locale, context, "abbreviated")
    return read_months(locale, context, "wide"), short


def write_number(value: Decimal, language: Language) -> str:
    """Write *value* as the *language* does, with as many decimals as it has."""
    from babel.numbers import format_decimal

    # `1.10` is not 1.1; and a minus is no hyphen.
    decimals = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0" + "." * bool(decimals) + "0" * decimals
    return format_decimal(value, pattern, locale=_locale(language)).replace("-", "−")


def write_quantity(value: Quantity, language: Language) -> str:
    """Write a number and its unit; a per cent sign as the *language* has it: `12 %` in French."""
    number = write_number(value.number, language)
    if value.unit == "%":
        return language.space(write_percent(number, language))
    return f"{number}\u00a0{value.unit}"


def write_percent(number: str, language: Language) -> str:
    """Write a per cent sign to *number* as the *language* does."""
    from babel import Locale

    pattern = Locale.parse(_locale(language)).percent_formats[None].pattern
    return re.sub(r"[#,0.]+", number, pattern)


def _locale(language: Language) -> str:
    """The locale by the name that Babel has for it: `en_GB`."""
    return language.locale.replace("-", "_")
