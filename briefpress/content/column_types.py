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
    CellFault,
    CellValue,
    Column,
    Kind,
    explain_number,
    is_missing,
    is_spreadsheet_error,
)
from .numerals import WHOLE_DIGITS, Numeral, plain_signs, read_numeral
from .typed_dates import (
    SERIAL,
    TypedDay,
    are_halves,
    days_under,
    is_school_year,
    may_begin_with_years,
    periods_under,
    quarters_under,
    read_quarter,
    read_typed_date,
    speaks_of_dates,
)

_SAMPLE = 60
"""Cells of a column that tell whether all of them have to be looked at."""
_NAMES = re.compile(
    r"(?:^|[^a-z])(?:id|iso\d?|iso-?\d|m49|codes?|p-?codes?|zip|postcode|plz|phone|tel|telephone|"
    r"téléphone|telefon|teléfono|symbol|isbn|issn|doi)(?:$|[^a-z])",
    re.IGNORECASE,
)
"""A head under which digits name something, and count nothing."""


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
        numeral.body
        for text in set(draft.texts)
        if (numeral := read_numeral(text)) and numeral.is_open
    )
    signs = {sign for sign in ".," if sign in bodies}
    points = {"" if proved else habit.point_of(sign, draft.kind) for sign in signs}
    return points.pop() if len(points) == 1 else "" if points else "."


def _most(votes: Counter[str]) -> str:
    return votes.most_common(1)[0][0] if votes else ""


_YEARS = re.compile(
    r"^(?:fy|period|time|time[_ ]period|since|seit|depuis|desde|an)$"
    r"|(?<![^\W_])(?:years?|yr|ann[ée]es?|[^\W_]*jahre?|años?|ejercicio|exercice|anno|ano|"
    r"года?|rok|jaar|år|yıl|tahun|mwaka|năm|(?:ال)?سنة|(?:ال)?عام|سال)(?![^\W_])"
    r"|年(?![^\W\d_]*[数均])|연도|년도|^년$|ปี",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?:(?:year|date)\s)?(?:founded|established|created|adopted|opened|closed|built|signed|ratified|"
    r"acceded|accession|independence|born|launched|elected|joined|entry into force|in force since)"
    r"|gegründet|verabschiedet|eröffnet|gebaut|unterzeichnet|ratifiziert|beitritt|geboren"
    r"|(?:fond|cré|adopt|ratifi)ée?s?|création|adoption|ouverture|signature|ratification|adhésion"
    r"|(?:fund|cre|adopt|ratific|firm|inaugur)ad[oa]s?|creación|adopción|apertura|firma|ratificación"
    r"|criação|adoção|abertura|assinatura|ratificação|основан[аоы]?|принят[аоы]?|подписан[аоы]?"
    r"|ратифицирован[аоы]?|открыт[аоы]?|(?:ال)?تأسيس|(?:ال)?اعتماد|(?:ال)?توقيع|(?:ال)?تصديق"
    r"|成立|通过|签署|批准|设立|설립|채택|서명|비준|개소",
    re.IGNORECASE,
)
"""A head that says what happened: whole numbers of our time under it are years."""
_OUR_TIME = (1800, 2100)
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
    days: Mapping[str, TypedDay | None] = field(default_factory=dict)
    quarters: Mapping[str, datetime.date] = field(default_factory=dict)
    """The quarters of a column whose head says that they are some."""
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
    if days := days_under(head, texts):
        return draft("date", days=days, orders=_proofs(days))
    if quarters := quarters_under(head, texts):
        return draft("quarter", quarters=quarters)
    if are_halves(head, texts):
        return draft("label")
    if days := periods_under(head, texts):
        return draft("date", days=days) if all(days.values()) else draft("label")
    is_named = has_zeros or _NAMES.search(head) is not None or _are_days(head, texts)
    if not is_named and (plain := _read_plain(texts, joined)):
        return draft("number", plain=plain, points=Counter("." * ("." in joined)))
    some = [text for text in texts[:: max(1, len(texts) // _SAMPLE)] if not is_missing(text)]
    some = some or [text for text in texts if not is_missing(text)][:_SAMPLE]
    readers: tuple[Callable[[str], object], ...] = (read_quarter, read_typed_date, read_numeral)
    shares = [sum(bool(read(text)) for text in some) / len(some) for read in readers]
    if max(shares) < 0.2:
        return draft("label")
    missing = {text for text in {*texts} if not text[-1:].isdigit() and is_missing(text)}
    if shares[2] > 0.5 and not is_named and (lines := _write_lines(texts, missing, some)):
        unit = next((one.unit for text in some if (one := read_numeral(text)) and one.unit), "")
        if fits := _find_points(lines):
            points = Counter(fits if len(fits) == 1 else ())
            return draft(_kind_of(unit), lines=lines, fits=fits, unit=unit, points=points)
    counts = Counter(text for text in texts if text not in missing)

    def share(read: Iterable[str]) -> float:
        return sum(counts[text] for text in read) / counts.total()

    if shares[0] >= 0.2 and share(text for text in counts if read_quarter(text)) > 0.5:
        return draft("quarter")
    if shares[1] >= 0.2:
        days = {text: read_typed_date(text) for text in counts}
        if share(text for text in counts if days[text]) > 0.5:
            if all(map(is_school_year, counts)):
                return draft("label")
            if may_begin_with_years(counts):
                return draft("date", days=days, may_begin_with_years=True)
            return draft("date", days=days, orders=_proofs(days))
    numerals = {text: read_numeral(text) for text in counts}
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


def _proofs(days: Mapping[str, TypedDay | None]) -> Counter[str]:
    """Count which part of *days* can only be the day."""
    return Counter(day.proof for day in days.values() if day and day.proof)


def _are_days(head: str, texts: Iterable[str]) -> bool:
    """Whether 05.01 and 19.01 stand under a *head* that speaks of dates: they count nothing."""
    return speaks_of_dates(head) and not all(
        re.fullmatch(r"[12]\d{3}", text) for text in {*texts} if not is_missing(text)
    )


def _kind_of(unit: str) -> Kind:
    return "percent" if unit == "%" else "money" if unit else "number"


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
    if not _PLAIN.fullmatch(joined) or max(map(len, texts)) > WHOLE_DIGITS:
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
    units = {numeral.unit for text in some if (numeral := read_numeral(text))}
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
    return bool(_YEARS.search(head) and not _A_YEAR.search(head)) or speaks_of_dates(head)


def _are_years(head: str, texts: Iterable[str], values: Iterable[float | None]) -> bool:
    """Whether whole numbers are years: their head says so, or they rise by one."""
    is_said = _says_years(head)
    typed = {text for text in set(texts) if text}
    digits = {_without_nought(text) if is_said else text for text in typed}
    if any(len(text) != 4 for text in digits):
        return False
    years = sorted(int(value) for value in {*values} if value is not None)
    if not years or not 1000 <= years[0] <= years[-1] < 3000:
        return False
    rises = len(years) > 1 and years[-1] - years[0] == len(years) - 1
    if not rises and any(re.fullmatch(r"\d\D\d{3}", text) for text in typed):
        return False
    if _EVENT.fullmatch(head.strip()) and _OUR_TIME[0] <= years[0] <= years[-1] <= _OUR_TIME[1]:
        return True
    return is_said or rises


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

        def read(text: str) -> CellValue:
            return draft.quarters.get(text) if draft.quarters else read_quarter(text)

        return _read(draft, read, lambda text: CellFault(
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
    if not all(map(str.isdecimal, set(texts))):
        texts = tuple(map(_without_nought, texts))
    return Column(draft.head, "year", texts, years)


def _without_nought(text: str) -> str:
    """2019, of a year that a program wrote as 2019.0, or with a sign for thousands, 2,019."""
    text = re.sub(r"\.0*$", "", text)
    return re.sub(r"^([12])[, ](?=\d{3}$)", r"\1", plain_signs(text))


def _finish_dates(draft: _Draft, order: str) -> Column:
    def read(text: str) -> CellValue:
        day = draft.days.get(text)
        if draft.may_begin_with_years:
            return None
        return day.value(order) if day and (order or not day.is_open) else None

    def complain(text: str) -> CellFault:
        day = draft.days.get(text)
        if day is None and SERIAL.fullmatch(text):
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
    numerals = {text: read_numeral(text) for text in set(draft.texts)}
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
    digits = (plain_signs(text) for text in draft.texts if not is_missing(text) | (text in odd))
    values = [value for value in column.values if isinstance(value, float)]
    if draft.kind != "number" or (odd and not _says_years(draft.head)):
        return column
    if not _are_years(draft.head, digits, values):
        return column
    # A row Total below its years is one of the table.
    hint = "delete the row, or give the chart a file without it"
    faults = tuple(replace(fault, hint=hint) for fault in column.faults)
    return replace(_of_years(draft, column.values), faults=faults)


def _fits(numeral: Numeral, kind: Kind) -> bool:
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
