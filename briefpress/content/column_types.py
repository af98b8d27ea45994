"""Tell what the columns of a file hold: texts in, columns out, each typed once.

A column is told from all of its cells, and from those of the other columns where its own decide
nothing: whether 1,200 is a thousand or one and a fifth, whether 05/01/2024 is in January or in May.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial

from ..model.cells import (
    NUMERIC,
    WEEKS,
    CellFault,
    CellValue,
    Column,
    Kind,
    explain_number,
    is_missing,
    is_spreadsheet_error,
)
from ..model.text import PartialDate

_SAMPLE = 60
"""Cells of a column that tell whether all of them have to be looked at."""
_BLANK = str.maketrans(
    {**dict.fromkeys("\u00a0\u2002\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " "), "\u2060": None}
)
_ZEROS = "\u0660\u06f0\u0966\u09e6\u0e50\u1040\u17e0\uff10"
"""The first of ten digits: Arabic, Persian, Devanagari, Bengali, Thai, Burmese, Khmer, wide."""
_DIGIT = {chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)}
_SIGNS = str.maketrans({**_DIGIT, "\u066b": ".", "\u066c": ",", "\u066a": "%",
                        "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
                        "\u2019": "'", "\u02bc": "'", "\u00b4": "'"})  # fmt: skip


@dataclass(frozen=True)
class Habit:
    """How the author of a file is likely to write numbers, where no cell of it shows that."""

    divider: str = ","
    """The sign between the cells of the file; empty in a workbook, whose numbers have a point."""
    point: str = "."
    """The sign before the decimals in the language of the brief: `.` or `,`."""
    group: str = ","
    """The sign between its thousands: `.`, `,` or a space."""
    order: str = ""
    """Which stands first in its dates, `day`, where no date shows it; empty where nothing tells."""

    def point_of(self, sign: str, kind: Kind = "number") -> str:
        """Tell which sign divides decimals in numbers that have one *sign*, a comma or a point, and
        three digits behind it; empty where their author has to say it.

        Spreadsheets put a semicolon between the cells where a comma divides decimals, and people
        write the thousands of their language by hand all the same; per cents are seldom thousands.
        """
        if not self.divider:
            return "."
        of_file = {",": ".", ";": ","}.get(self.divider, self.point)
        if of_file == self.point:
            return self.point if sign in (self.point, self.group) else ""
        if sign == self.group:
            return self.point if self.divider == ";" and kind != "percent" else ""
        return of_file if self.divider == "," else ""


_ENGLISH = Habit()


def type_columns(
    heads: Sequence[str], cells: Sequence[tuple[str, ...]], habit: Habit = _ENGLISH
) -> tuple[Column, ...]:
    """Type the columns of a file.

    *cells*: of each column, as typed, without space around them. *habit*: of its author.
    """
    drafts = [_draft(head, texts) for head, texts in zip(heads, cells, strict=True)]
    proved = {_most(draft.points) for draft in drafts} - {""}
    orders = sum((draft.orders for draft in drafts), Counter[str]())
    return tuple(
        _finish(
            draft,
            _most(draft.points) or _find_point(draft, proved, habit),
            _most(draft.orders) or _most(orders) or habit.order,
        )
        for draft in drafts
    )


def _find_point(draft: _Draft, proved: Set[str], habit: Habit) -> str:
    """Find which sign divides the decimals of a column that does not show it; empty where nothing
    tells. *proved*: the signs that other columns of the file show.
    """
    if draft.kind not in NUMERIC or draft.plain or len(proved) == 1:
        return next(iter(proved), ".")
    bodies = draft.lines or "".join(
        numeral.body for text in set(draft.texts) if (numeral := _numeral(text)) and numeral.is_open
    )
    signs = {sign for sign in ".," if sign in bodies}
    points = {"" if proved else habit.point_of(sign, draft.kind) for sign in signs}
    return points.pop() if len(points) == 1 else "" if points else "."


def _most(votes: Counter[str]) -> str:
    return votes.most_common(1)[0][0] if votes else ""


# ---------------------------------------------------------------------------------------------
# Numbers

_CODES = (
    "AED AFN AMD ARS AUD AZN BAM BDT BGN BIF BRL CAD CDF CHF CLP CNY COP CZK DKK DZD EGP ETB EUR "
    "GBP GEL GHS HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JOD JPY KES KHR KPW KRW KZT LBP LKR LYD "
    "MAD MDL MGA MMK MXN MYR MZN NGN NOK NPR NZD PEN PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SDG "
    "SDR SEK SGD SOS SSP SYP THB TND TRY TWD TZS UAH UGX USD UYU UZS VES VND XAF XDR XOF YER ZAR "
    "ZMW CFA FCFA"
)
_CURRENCY = (
    r"(?:US|AU|CA|NZ|HK|NT|MX|A|C|R|S|J|Z)? ?\$(?:US|CA)?|[€£¥₹₩₽₺₪₴₦₵₫฿₱₸₾₼₡₲]|"
    r"Rs\.?|Fr\.|kr\.?|zł|Kč|руб\.?|р\.|грн\.?|тг\.?|сом\.?|" + "|".join(_CODES.split())
)
_NUMERAL = re.compile(
    rf"(?:(?P<far>{_CURRENCY})\s?(?=\())?"
    rf"(?P<open>\()?\s?(?P<sign>[-+])?\s?(?P<before>{_CURRENCY})?\s?(?P<inner>[-+])?"
    rf"(?P<body>[.,]?\d(?:[.,' ]?\d)*)(?:[.,](?:-{{1,2}}|–|—))?"
    rf"\s?(?P<after>%|‰|{_CURRENCY})?(?P<behind>-)?\s?(?P<close>\))?(?P<outside>%)?"
)
_WITH_POINT = re.compile(
    r"(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+"
    r"|[1-9]\d?(?:,\d{2})+,\d{3})?(?:\.\d+)?"
)
_WITH_COMMA = re.compile(
    r"(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+)?(?:,\d+)?"
)
_PATTERNS = {".": _WITH_POINT, ",": _WITH_COMMA}
_WHOLE, _DIGITS = 15, 28
"""Digits of a number, before its decimals and in all, at most: what is longer names something."""
_NAMES = re.compile(
    r"(?:^|[^a-z])(?:id|iso\d?|iso-?\d|m49|codes?|p-?codes?|zip|postcode|plz|phone|tel|telephone|"
    r"téléphone|telefon|teléfono|symbol|isbn|issn|doi)(?:$|[^a-z])",
    re.IGNORECASE,
)
"""A head under which digits name something, and count nothing."""


@dataclass(frozen=True)
class _Numeral:
    """A number as it is typed, before it is known which sign divides its decimals."""

    body: str
    is_negative: bool
    unit: str

    def value(self, point: str) -> float | None:
        """The number, where *point* divides its decimals; None where it can be none then."""
        if not _PATTERNS[point].fullmatch(self.body):
            return None
        whole, _, fraction = self.body.partition(point)
        number = float(f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction or '0'}")
        return -number if self.is_negative else number

    @property
    def point(self) -> str:
        """Which sign must divide its decimals; empty where both can, or no sign is there."""
        fits = [sign for sign, pattern in _PATTERNS.items() if pattern.fullmatch(self.body)]
        return fits[0] if len(fits) == 1 else ""

    @property
    def is_open(self) -> bool:
        """Whether it is one number with a point and another with a comma."""
        return not self.point and ("." in self.body or "," in self.body)


def _numeral(text: str) -> _Numeral | None:
    match = _NUMERAL.fullmatch(text.translate(_BLANK).translate(_SIGNS))
    if match is None:
        return None
    body, signs = match["body"], [s for s in (match["sign"], match["inner"], match["behind"]) if s]
    is_bracketed = bool(match["open"])
    if is_bracketed != bool(match["close"]) or len(signs) + is_bracketed > 1:
        return None
    units = match["far"], match["before"], match["after"], match["outside"]
    currencies = [one for one in units if one]
    if match["outside"] and not is_bracketed:
        return None
    if len(currencies) > 1:
        return None
    digits = re.sub("[^0-9]", "", body)
    whole = re.sub("[^0-9]", "", re.split(r"[.,](?=\d*$)", body)[0])
    if len(whole) > _WHOLE or len(digits) > _DIGITS or re.match(r"0\d", body):
        return None
    if not any(pattern.fullmatch(body) for pattern in _PATTERNS.values()):
        return None
    if match["sign"] == "+" and len(digits) > 9:  # a telephone number
        return None
    unit = "".join(currencies).strip()
    return _Numeral(body, is_bracketed or "-" in signs, unit)


# ---------------------------------------------------------------------------------------------
# Dates


def _fold(text: str) -> str:
    """Write *text* in small letters; İ and ı become i, or Turkish months were lost in capitals."""
    return text.casefold().replace("\u0307", "").replace("ı", "i")


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv januar jänner jän enero ene janeiro январь января янв ocak "
            "يناير كانون_الثاني",
            "february feb février févr fév fevrier fev "
            "februar febrero fevereiro февраль февраля фев февр şubat فبراير شباط",
            "march mar mars märz mär mrz marzo março март марта мар mart مارس آذار",
            "april apr avril avr abril abr апрель апреля апр nisan أبريل إبريل نيسان",
            "may mai mayo maio май мая mayıs مايو أيار",
            "june jun juin juni junio junho июнь июня июн haziran يونيو يونيه حزيران",
            "july jul juillet juil juli julio julho июль июля июл temmuz يوليو يوليه تموز",
            "august aug août aout agosto ago август августа авг ağustos أغسطس آب",
            "september sep sept septembre septiembre setiembre "
            "set setembro сентябрь сентября сен сент eylül سبتمبر أيلول",
            "october oct octobre oktober okt octubre outubro out октябрь октября окт ekim أكتوبر "
            "تشرين_الأول",
            "november nov novembre noviembre novembro ноябрь ноября нояб ноя kasım نوفمبر "
            "تشرين_الثاني",
            "december dec décembre déc decembre dezember dez "
            "diciembre dic dezembro декабрь декабря дек aralık ديسمبر كانون_الأول",
        ),
        1,
    )
    for name in _fold(names).split()
}
_NAMES_OF_TWO_WORDS = re.compile(r"(?<=كانون|تشرين) (?=ال)")
"""Where the name of a month goes on behind a blank."""
# Data of others has words of any language, so these do not stand in the file of one.
_BESIDE_MONTHS = {
    word
    for words in (
        "de del le el den der er st nd rd th º г года of",
        "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lunes martes miércoles jueves viernes sábado domingo",
        "segunda terça quarta quinta sexta feira",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "lun mer jeu ven sam dim mié jue vie sáb dom seg ter qua qui sex пн вт ср чт пт сб вс",
    )
    for word in _fold(words).split()
}
_EAST = re.compile(r"([12]\d{3}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?")
"""A date in Chinese, Japanese or Korean."""
_CLOCK = (
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}| ?[AaPp]\.?[Mm]\.?)?"
    r"(?: (?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)?)?"
    r"|,? (?:à |a las |às |в |um )?\d{1,2} ?[h:](?: ?\d{2})?(?: Uhr)?)?"
)
_YEAR_FIRST = re.compile(rf"([12]\d{{3}})([-/]|\. ?)(\d{{1,2}})\2(\d{{1,2}})\.?{_CLOCK}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/ ]|\. ?)(\d{{1,2}})\2([12]\d{{3}}|(?<! )\d{{2}}){_CLOCK}")
_MONTH = re.compile(r"([12]\d{3})(?:[-/]|-?M)(0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[/.]([12]\d{3})")
_WEEK_WORD = r"(?:weeks?|semaines?|sem\.?|semanas?|wochen?|kw|недел[яи]|нед\.?|w)"
_WEEK = re.compile(
    rf"([12]\d{{3}})[ \-/]?{_WEEK_WORD} ?(\d{{1,2}})"
    rf"|{_WEEK_WORD} ?(\d{{1,2}})[ \-/,]+(?:of |de )?([12]\d{{3}})",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"(?:quarter|quartal|trimestre|trim\.?|tr\.?|q|t) ?([1-4])(?:[ \-/,]+(?:of |de )?|(?<=\d)')"
    r"'?([12]\d{3}|\d{2})"
    r"|([12]\d{3})[ \-/:.]*(?:(?:q|t|k|kv) ?([1-4])|([1-4]) ?q)"
    r"|([12]\d{3})[年년] ?第?([1-4])(?:/4)? ?(?:季度?|분기)"
    r"|([1-4])(?:st|nd|rd|th|er|e|ème|º|\.)? ?"
    r"(?:quarter|quartal|trimestre|trim\.?|q|t|квартал|кв\.?)[ \-/]*(?:of |de |do |du )?"
    r"([12]\d{3}|\d{2})(?: ?(?:г\.|года?))?",
    re.IGNORECASE,
)
_ROMAN_NUMBERS = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_ROMAN = re.compile(r"(?<![^\W_])(?:I{1,3}|IV)(?![^\W_])")
_HANZI = re.compile("[一二三四](?=季)")
_COMPACT = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
"""A day as a spreadsheet counts them, from 1954 to 2091."""
_DATES = re.compile(
    r"(?i:(?<![^\W_])(?:dates?|fechas?|дата)(?![^\W_])|datum(?![^\W_]))|(?<=[a-z])Date(?![^\W_])"
)
_DAYS = re.compile(
    rf"{_DATES.pattern}|(?i:(?<![^\W_])(?:data|day|tag|jour|día|as[ _]of|time[ _]period)(?![^\W_]))"
)
"""A head under which 20240105 is a day."""
_MONTHLY = re.compile(
    r"(?<![^\W\d_])(?:months?|mois|mes(?:es)?|mês|monate?|месяцы?|(?:ال)?شهر|period|time[ _]period)"
    r"(?![^\W\d_])|月|월",
    re.IGNORECASE,
)
"""A head under which 202403 is a month."""
_NUMBERED = re.compile(r"((?:19|20)\d\d)[-/.]?(\d\d)|(\d\d)[-/.]((?:19|20)\d\d)")
"""A month or a week of a year, both in digits: `202409`, `2024-09`, `09.2024`."""
_SHORT_YEAR = re.compile(r"(\d\d)([-/.])(\d\d)\2(\d\d)")
_ENDS_OF_MONTHS = {1, 28, 29, 30, 31}
_EACH = re.compile(r"\b(?:by|per|par|por|pro|je|nach|each)\b", re.IGNORECASE)
"""In a head that counts something on each day."""
_SCHOOL_YEAR = re.compile(r"[12]\d(\d{2})[-/](\d{2})")


@dataclass(frozen=True)
class _Day:
    """A date as it is typed, before it is known which of its parts is the day."""

    year: int
    first: int
    second: int
    order: str = ""
    """`day` or `month`: what stands first; empty where only the column can tell."""

    def value(self, order: str) -> datetime.date | None:
        """The date, where *order* stands first; None where there is no such day."""
        parts = (self.first, self.second)
        day, month = parts if (self.order or order) == "day" else reversed(parts)
        try:
            return datetime.date(self.year, month, day)
        except ValueError:
            return None

    @property
    def proof(self) -> str:
        """Which of its parts can only be the day, where it shows that: `day` or `month`."""
        fits = [order for order in ("day", "month") if self.value(order)]
        return fits[0] if not self.order and len(fits) == 1 else ""

    @property
    def is_open(self) -> bool:
        """Whether it is one day with the day first and another with the month first."""
        return not self.order and self.value("day") != self.value("month")


def _days_under(head: str, texts: Iterable[str]) -> dict[str, _Day | None]:
    """Read 20240105 as a day where the *head* says that days stand under it, and as a fault what a
    spreadsheet counted; nothing where most *texts* are neither.
    """
    if not _DAYS.search(head) or _EACH.search(head):
        return {}
    known = {text for text in texts if not is_missing(text)}
    days: dict[str, _Day | None] = {}
    for text in known:
        match = _COMPACT.fullmatch(text)
        days[text] = _Day(int(match[1]), int(match[2]), int(match[3]), "month") if match else None
    counted = {text for text in known if _SERIAL.fullmatch(text)} if _DATES.search(head) else set()
    is_counted = bool(counted) and all(map(_date, known - counted))
    if not is_counted and sum(map(bool, days.values())) * 2 <= len(days):
        return {}
    return {text: day or _date(text) for text, day in days.items()}


def _periods_under(head: str, texts: Iterable[str]) -> dict[str, _Day | None]:
    """Read 2024-09 or 202409 as a week, a month, where the *head* says that such stand under it;
    nothing where not all *texts* are written so. None: there is no such week, no such month.
    """
    is_weekly = WEEKS.search(head) is not None
    if not (is_weekly or _MONTHLY.search(head)) or _EACH.search(head) or re.search(r"\d", head):
        return {}
    found: dict[str, _Day | None] = {}
    for text in set(texts):
        if is_missing(text):
            continue
        match = _NUMBERED.fullmatch(text.translate(_SIGNS))
        if match is None:
            return {}
        year, number = (match[1], match[2]) if match[1] else (match[4], match[3])
        if is_weekly:
            found[text] = _monday(int(year), int(number))
        else:
            is_month = 1 <= int(number) <= 12
            found[text] = _Day(int(year), int(number), 1, "month") if is_month else None
    return found


def _may_begin_with_years(texts: Iterable[str]) -> bool:
    """Whether 24/01/05, 24/02/12 are two days of 2024 as well as those of 2005 and of 2012."""
    matches = [_SHORT_YEAR.fullmatch(text.translate(_SIGNS)) for text in texts]
    parts = [(int(one[1]), int(one[3]), int(one[4])) for one in matches if one]
    if len(parts) < len(matches) or any(not 1 <= month <= 12 for _, month, _ in parts):
        return False
    if not all(1 <= last <= 31 for *_, last in parts):
        return False
    first, last = {one for one, *_ in parts}, {one for *_, one in parts}
    return len(last) > len(first) and not first <= _ENDS_OF_MONTHS


_EARLIEST, _LATEST = 1500, 2199
"""Years of our calendar; 1403 is one of the Persian, 2567 one of the Thai."""


def _date(text: str) -> _Day | None:
    day = _read_date(text.translate(_BLANK).translate(_SIGNS))
    return day if day and _EARLIEST <= day.year <= _LATEST else None


def _read_date(text: str) -> _Day | None:
    if match := _EAST.fullmatch(text):
        return _Day(int(match[1]), int(match[2]), int(match[3] or 1), "month")
    if match := _YEAR_FIRST.fullmatch(text):
        return _Day(int(match[1]), int(match[3]), int(match[4]), "month")
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        return _Day(_year(match[4]), first, second, "day" if match[2][0] in ". " else "")
    if match := _MONTH.fullmatch(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _Day(int(year), int(month), 1, "month")
    if match := _WEEK.fullmatch(text):
        return _monday(int(match[1] or match[4]), int(match[2] or match[3]))
    return _named(text)


def read_days(text: str) -> tuple[datetime.date, ...]:
    """The days that *text* can mean, the one with its day first before the other; none where it is
    no date.
    """
    day = _date(text.strip())
    found = (day.value("day"), day.value("month")) if day else ()
    return tuple(dict.fromkeys(one for one in found if one))


def read_dates(text: str) -> tuple[PartialDate, ...]:
    """The dates that *text* can mean, as exact as it says: none where its year has not four digits.

    `Nov 2018` is a month, `12 novembre 2018` a day, and 05/06/2018 one of two days.
    """
    text = text.strip()
    if year := _YEAR_IN_WORDS.fullmatch(text):
        return (PartialDate(int(year[1] or year[2])),)
    numbers = re.findall(r"\d+", text.translate(_SIGNS))
    if not any(len(one) == 4 for one in numbers) or _WEEK.fullmatch(text):
        return ()
    exact = 2 if len(numbers) < 3 and (len(numbers) == 1 or _is_month(text)) else 3
    return tuple(PartialDate(*(day.year, day.month, day.day)[:exact]) for day in read_days(text))


_YEAR_IN_WORDS = re.compile(
    r"(?:(?:year|ann[ée]e|año|ano|год|سنة|عام)\s+(?:de\s+)?)?([12]\d{3})"
    r"|([12]\d{3})\s*(?:г\.|год[ау]?|年|년)",
    re.IGNORECASE,
)


def _is_month(text: str) -> bool:
    text = text.translate(_BLANK).translate(_SIGNS)
    return bool(_MONTH.fullmatch(text) or _EAST.fullmatch(text))


def _monday(year: int, week: int) -> _Day | None:
    """The day with which a *week* of ISO 8601 begins: `2025-W39`; None where there is none."""
    try:
        day = datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return _Day(day.year, day.month, day.day, "month")


def _named(text: str) -> _Day | None:
    """A date with the name of its month, in any language of the house: `5 de enero de 2024`."""
    if len(text) > 40:
        return None
    words = re.findall(r"[^\W\d_]+(?:_[^\W\d_]+)?|\d+", _NAMES_OF_TWO_WORDS.sub("_", _fold(text)))
    if not 2 <= len(words) - sum(word in _BESIDE_MONTHS for word in words) <= 3:
        return None
    parts = [word for word in words if word not in _BESIDE_MONTHS]
    months = [n for n, word in enumerate(parts) if word in _MONTHS]
    if len(months) != 1 or sum(part.isdecimal() for part in parts) != len(parts) - 1:
        return None
    month = _MONTHS[parts.pop(months[0])]
    years = [part for part in parts if len(part) == 4]
    if len(parts) == 1:
        return _Day(int(years[0]), month, 1, "month") if years else None
    day, year = parts if len(parts[1]) in (2, 4) and len(parts[0]) < 4 else reversed(parts)
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    return _Day(_year(year), month, int(day), "month")


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def _quarter(text: str) -> datetime.date | None:
    text = text.translate(_BLANK)
    if "季" in text:
        text = _HANZI.sub(lambda match: str("一二三四".index(match[0]) + 1), text)
    if "I" in text:
        text = _ROMAN.sub(lambda match: _ROMAN_NUMBERS[match[0]], text, count=1)
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    a, year_a, year_b, b, b_q, year_c, c, d, year_d = match.groups()
    return datetime.date(
        _year(year_a or year_b or year_c or year_d), 3 * int(a or b or b_q or c or d) - 2, 1
    )


# ---------------------------------------------------------------------------------------------
# Columns

_YEARS = re.compile(
    r"^(?:fy|period|time|time[_ ]period|since|seit|depuis|desde)$"
    r"|(?<![^\W_])(?:years?|yr|ann[ée]es?|[^\W_]*jahre?|años?|ejercicio|exercice|anno|ano|"
    r"года?|rok|jaar|år|yıl|tahun|mwaka|năm|(?:ال)?سنة|(?:ال)?عام|سال)(?![^\W_])"
    r"|年(?![^\W\d_]*[数均])|연도|년도|^년$|ปี",
    re.IGNORECASE,
)
_YEAR_AND_REMARK = re.compile(
    r"(?:19|20)\d\d(?:[*†‡]+|[a-z]{1,2}|\s?\(.*[^\W\d_].*\)|\s[^\W\d_].*)?"
)
"""A year, or one of which more is said: `2025 (polls)`, `2024*`, `2025e`; then all are labels."""
_A_YEAR = re.compile(
    r"(?:\b(?:per|a|each|every|par|pro|je|por|al|ao)|/)\s+(?:years?|an\w*|jahr|año|ano)",
    re.IGNORECASE,
)
"""A head that counts something in each year."""


@dataclass(frozen=True)
class _Draft:
    """A column of which the kind is told, and not yet how its open cells are read."""

    head: str
    texts: tuple[str, ...]
    kind: Kind
    days: Mapping[str, _Day | None] = field(default_factory=dict)
    may_begin_with_years: bool = False
    """Whether two digits of a year can stand first in its dates."""
    lines: str = ""
    """The digits and signs of a column of numbers that are all written in one way, a line each;
    empty where each of them has to be looked at."""
    fits: tuple[str, ...] = ()
    """Which signs can divide the decimals of all *lines*."""
    plain: tuple[float | None, ...] = ()
    """The values of a column of plain digits."""
    unit: str = ""
    points: Counter[str] = field(default_factory=Counter)
    orders: Counter[str] = field(default_factory=Counter)


def _draft(head: str, texts: tuple[str, ...]) -> _Draft:
    draft = partial(_Draft, head, texts)
    joined = "\n".join(texts)
    if not re.search(r"\d", joined):
        return draft("empty" if all(map(is_missing, set(texts))) else "label")
    has_zeros = re.search(r"\n0\d+\n", f"\n{joined}\n") is not None
    if days := _days_under(head, texts):
        return draft("date", days=days, orders=_proofs(days))
    if days := _periods_under(head, texts):
        return draft("date", days=days) if all(days.values()) else draft("label")
    is_named = has_zeros or _NAMES.search(head) is not None or _are_days(head, texts)
    if not is_named and (plain := _read_plain(texts, joined)):
        return draft("number", plain=plain, points=Counter("." * ("." in joined)))
    some = [text for text in texts[:: max(1, len(texts) // _SAMPLE)] if not is_missing(text)]
    some = some or [text for text in texts if not is_missing(text)][:_SAMPLE]
    readers: tuple[Callable[[str], object], ...] = (_quarter, _date, _numeral)
    shares = [sum(bool(read(text)) for text in some) / len(some) for read in readers]
    if max(shares) < 0.2:
        return draft("label")
    missing = {text for text in {*texts} if not text[-1:].isdigit() and is_missing(text)}
    if shares[2] > 0.5 and not is_named and (lines := _write_lines(texts, missing, some)):
        unit = next((one.unit for text in some if (one := _numeral(text)) and one.unit), "")
        if fits := _find_points(lines):
            points = Counter(fits if len(fits) == 1 else ())
            return draft(_kind_of(unit), lines=lines, fits=fits, unit=unit, points=points)
    counts = Counter(text for text in texts if text not in missing)

    def share(read: Iterable[str]) -> float:
        return sum(counts[text] for text in read) / counts.total()

    if shares[0] >= 0.2 and share(text for text in counts if _quarter(text)) > 0.5:
        return draft("quarter")
    if shares[1] >= 0.2:
        days = {text: _date(text) for text in counts}
        if share(text for text in counts if days[text]) > 0.5:
            if all(map(_is_school_year, counts)):
                return draft("label")
            if _may_begin_with_years(counts):
                return draft("date", days=days, may_begin_with_years=True)
            return draft("date", days=days, orders=_proofs(days))
    numerals = {text: _numeral(text) for text in counts}
    if is_named or share(text for text in counts if numerals[text]) <= 0.5:
        return draft("label")
    if not all(numerals.values()) and all(map(_YEAR_AND_REMARK.fullmatch, counts)):
        return draft("label")
    points = Counter(numeral.point for numeral in numerals.values() if numeral and numeral.point)
    units = Counter(numeral.unit for numeral in numerals.values() if numeral)
    unit = _most(Counter({one: n for one, n in units.items() if one}))
    if unit == "%" and units["%"] * 2 < units.total():
        unit = ""
    return draft(_kind_of(unit), unit=unit, points=points)


def _proofs(days: Mapping[str, _Day | None]) -> Counter[str]:
    """Count which part of *days* can only be the day."""
    return Counter(day.proof for day in days.values() if day and day.proof)


def _speaks_of_dates(head: str) -> bool:
    return bool(_DATES.search(head)) and not _EACH.search(head)


def _are_days(head: str, texts: Iterable[str]) -> bool:
    """Whether 05.01 and 19.01 stand under a *head* that speaks of dates: they count nothing."""
    return _speaks_of_dates(head) and not all(
        re.fullmatch(r"[12]\d{3}", text) for text in {*texts} if not is_missing(text)
    )


def _kind_of(unit: str) -> Kind:
    return "percent" if unit == "%" else "money" if unit else "number"


def _is_school_year(text: str) -> bool:
    years = _SCHOOL_YEAR.fullmatch(text)
    return years is not None and (int(years[1]) + 1) % 100 == int(years[2])


_LINE = {
    point: re.compile(
        rf"(?:(?:-?(?:0|[1-9]\d{{0,14}}+(?:(?<!\d{{4}})(?:{group}\d{{3}}){{1,4}}+)?+)"
        rf"(?:{re.escape(point)}\d{{1,12}}+)?+)?+\n)*+"
    )
    for point, group in ((".", ","), (",", r"\."))
}
"""Lines of numbers that are written in the one or the other way."""
_PLAIN = re.compile(r"[0-9.\-\n]*+")
_PROOF = re.compile(r"\.(?:\d{1,2}|\d{4,})$|(?:^-?0|\d{4})\.", re.MULTILINE)
"""A point that surely divides decimals: other than three digits behind it, or four before it."""


def _read_plain(texts: tuple[str, ...], joined: str) -> tuple[float | None, ...]:
    """Read a column of digits that no sign groups, a point dividing their decimals; else nothing.

    1.200 alone does not show whether its point divides.
    """
    if not _PLAIN.fullmatch(joined) or max(map(len, texts)) > _WHOLE:
        return ()
    if "." in joined and not _PROOF.search(joined):
        return ()
    try:
        values = tuple([float(text) if text else None for text in texts])
    except ValueError:
        return ()
    return values if joined.count("\n") == len(texts) - 1 else ()


def _write_lines(texts: tuple[str, ...], missing: Set[str], some: Sequence[str]) -> str:
    """Write a column of numbers of one unit as lines of digits; empty where it is none."""
    units = {numeral.unit for text in some if (numeral := _numeral(text))}
    if len(units) != 1:
        return ""
    known = [text for text in texts if text not in missing] if missing else texts
    if missing - {""}:
        texts = tuple(["" if text in missing else text for text in texts])
    lines = "\n".join(texts) + "\n"
    if unit := units.pop():
        lines, units_off = re.subn(
            rf"^{re.escape(unit)} ?| ?{re.escape(unit)}$", "", lines, flags=re.MULTILINE
        )
        if units_off != len(known):
            return ""
    return lines if lines.count("\n") == len(texts) else ""


def _find_points(lines: str) -> tuple[str, ...]:
    """Find the signs that can divide the decimals of all *lines*."""
    if "." not in lines and "," not in lines:
        return tuple(_LINE) if _LINE["."].fullmatch(lines) else ()
    return tuple(point for point, pattern in _LINE.items() if pattern.fullmatch(lines))


def _says_years(head: str) -> bool:
    """Whether years stand under *head*."""
    return bool(_YEARS.search(head) and not _A_YEAR.search(head)) or _speaks_of_dates(head)


def _are_years(head: str, texts: Iterable[str], values: Iterable[float | None]) -> bool:
    """Whether whole numbers are years: their head says so, or they rise by one."""
    is_said = _says_years(head)
    texts = {_without_nought(text) if is_said else text for text in set(texts)}
    if any(len(text) != 4 for text in texts if text):
        return False
    years = sorted(int(value) for value in {*values} if value is not None)
    if not years or not 1000 <= years[0] <= years[-1] < 3000:
        return False
    return is_said or (len(years) > 1 and years[-1] - years[0] == len(years) - 1)


def _finish(draft: _Draft, point: str, order: str) -> Column:
    column = partial(Column, draft.head, draft.kind, draft.texts)
    texts = draft.texts
    if draft.kind == "empty":
        return column((None,) * len(texts))
    if draft.kind == "label":
        return column(tuple(text or None for text in texts) if "" in texts else texts)
    if draft.plain:
        return _finish_plain(draft, ".", draft.plain, texts)
    if draft.kind == "quarter":
        return _read(draft, _quarter, lambda text: CellFault(
            0, f"`{text}` is no quarter", "write it as Q1 2024"))  # fmt: skip
    if draft.kind == "date":
        return _finish_dates(draft, order)
    if point in draft.fits:
        return _finish_lines(draft, point)
    return _finish_numbers(draft, point)


def _finish_lines(draft: _Draft, point: str) -> Column:
    """Read numbers that are all written in one way."""
    lines = draft.lines.replace("," if point == "." else ".", "").replace(point, ".")
    values = tuple([float(line) if line else None for line in lines[:-1].split("\n")])
    column = _finish_plain(draft, point, values, draft.lines.split())
    if len(draft.fits) > 1 and "," in draft.lines and "." in draft.lines:
        return replace(column, faults=(_ask_for_thousands(draft, point),))
    return column


def _ask_for_thousands(draft: _Draft, point: str) -> CellFault:
    """Ask for the first number with a *point*: `1.300` below `1,200`, in thousands as well."""
    other = "," if point == "." else "."
    row, text = next((n, text) for n, text in enumerate(draft.texts) if point in text)
    beside = next(text for text in draft.texts if other in text)
    whole = re.sub("[^0-9]", "", text)
    return CellFault(
        row,
        f"`{text}` beside `{beside}` may be {whole}, or {whole[:-3]}.{whole[-3:]}",
        f"write {text.replace(point, other)}, or {text}0 if its last digits are decimals",
        is_question=True,
        is_never_right=True,
    )


def _finish_plain(
    draft: _Draft, point: str, values: tuple[float | None, ...], digits: Iterable[str]
) -> Column:
    if draft.kind == "number" and _are_years(draft.head, digits, values):
        return _of_years(draft, values)
    return Column(draft.head, draft.kind, draft.texts, values, draft.unit, point=point)


def _of_years(draft: _Draft, values: Iterable[CellValue]) -> Column:
    years = tuple([int(value) if isinstance(value, float) else None for value in values])
    texts = draft.texts
    if any("." in text for text in set(texts)):
        texts = tuple(map(_without_nought, texts))
    return Column(draft.head, "year", texts, years)


def _without_nought(text: str) -> str:
    """2019, of a year that a program wrote as 2019.0."""
    return re.sub(r"\.0*$", "", text)


def _finish_dates(draft: _Draft, order: str) -> Column:
    def read(text: str) -> CellValue:
        day = draft.days.get(text)
        if draft.may_begin_with_years:
            return None
        return day.value(order) if day and (order or not day.is_open) else None

    def complain(text: str) -> CellFault:
        day = draft.days.get(text)
        if day is None and _SERIAL.fullmatch(text):
            counted = datetime.date(1899, 12, 30) + datetime.timedelta(int(float(text)))
            return CellFault(
                0,
                f"`{text}` is how a spreadsheet counts {counted}",
                "give the column there the format of a date, and save it again",
                is_question=True,
                is_never_right=True,
            )
        if day is None:
            return CellFault(0, f"`{text}` is no date", "write it as 2024-01-05")
        one, other = day.value("day"), day.value("month")
        is_open = not order and one and other
        if draft.may_begin_with_years:
            one = one or other
            other = datetime.date(2000 + day.first, day.second, day.year % 100)
        if is_open or draft.may_begin_with_years:
            return CellFault(
                0,
                f"`{text}` is {one} or {other}, and no date of the file decides",
                f"write it as {one} or {other}, and the others of `{draft.head}` likewise",
                is_question=True,
            )
        if one or other:
            first = "day" if order == "day" else "month"
            return CellFault(
                0,
                f"`{text}` is no day of the calendar: the {first} stands first in its column",
                "write all dates of the column as 2024-01-05",
                is_never_right=True,
            )
        return CellFault(
            0, f"`{text}` is not a day of the calendar", "correct it", is_never_right=True
        )

    return _read(draft, read, complain)


def _finish_numbers(draft: _Draft, point: str) -> Column:
    """Read numbers one by one; *point* is empty where nothing tells which sign divides decimals."""
    numerals = {text: _numeral(text) for text in set(draft.texts)}
    unit, is_open = draft.unit, not point
    point = point or "."

    def read(text: str) -> CellValue:
        numeral = numerals.get(text)
        if numeral is None or (numeral.unit != unit and not _fits(numeral, draft.kind)):
            return None
        return None if is_open and numeral.is_open else numeral.value(point)

    def complain(text: str) -> CellFault:
        numeral = numerals.get(text)
        if numeral is None:
            if is_spreadsheet_error(text):
                return CellFault(0, f"`{text}` is an error of the spreadsheet", "mend it there")
            if beside := explain_number(text):
                return CellFault(0, f"`{text}` is no number: {beside[0]}", beside[1])
            return CellFault(
                0,
                f"`{text}` is no number",
                "write it in digits, 10000 or 12.5; leave it empty where nothing is known",
            )
        if is_open and numeral.is_open:
            sign = "point" if "." in numeral.body else "comma"
            whole, parted = re.sub("[^0-9]", "", numeral.body), numeral.body.replace(",", ".")
            return CellFault(
                0,
                f"`{text}` is {whole} or {parted}, and no number of the file decides",
                f"write {whole}, and the others of `{draft.head}` likewise; or, where its {sign} "
                f"divides decimals, one of them with a zero more: {numeral.body}0",
                is_question=True,
                is_never_right=True,
            )
        if numeral.value(point) is None:
            name = "a point" if point == "." else "a comma"
            return CellFault(
                0,
                f"`{text}` is no number: the decimals of its column stand behind {name}",
                "write all numbers of the column in one way",
            )
        return CellFault(
            0,
            f"`{text}` stands in a column of {unit or 'numbers'}",
            "give each unit a column of its own",
        )

    column = replace(_read(draft, read, complain), unit=unit, point=point)
    odd = {draft.texts[fault.row] for fault in column.faults}
    digits = (
        text.translate(_SIGNS) for text in draft.texts if not is_missing(text) | (text in odd)
    )
    values = [value for value in column.values if isinstance(value, float)]
    if draft.kind != "number" or (odd and not _says_years(draft.head)):
        return column
    if not _are_years(draft.head, digits, values):
        return column
    # A row Total below its years is one of the table.
    hint = "delete the row, or give the chart a file without it"
    faults = tuple(replace(fault, hint=hint) for fault in column.faults)
    return replace(_of_years(draft, column.values), faults=faults)


def _fits(numeral: _Numeral, kind: Kind) -> bool:
    """Whether a number without the unit of its column is meant in it: 0 of a per cent."""
    return not numeral.unit and (kind == "money" or not numeral.body.strip("0"))


def _read(
    draft: _Draft, read: Callable[[str], CellValue], complain: Callable[[str], CellFault]
) -> Column:
    """Read each text once; a cell that says something and is nothing is a fault."""
    known = {text: None if is_missing(text) else read(text) for text in set(draft.texts)}
    lost = {text for text, value in known.items() if value is None and not is_missing(text)}
    faults = [
        replace(complain(text), row=row)
        for row, text in enumerate(draft.texts if lost else ())
        if text in lost
    ]
    asked = next((fault for fault in faults if fault.is_question), None)
    faults = [fault for fault in faults if fault is asked or not fault.is_question]
    return Column(
        draft.head, draft.kind, draft.texts, tuple([known[text] for text in draft.texts]),
        faults=tuple(faults),
    )  # fmt: skip
