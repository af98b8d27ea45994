"""Cells of a data file: columns that know their kind, rows that know their line.

Every reader of data asks these: tables, charts, checks and facts. Nobody reads a cell again.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from .scripts import with_one_apostrophe

Kind = Literal["number", "percent", "money", "year", "date", "quarter", "label", "empty"]
"""The kinds of values that a column holds."""
CellValue = float | str | datetime.date | None
"""None: nothing is known, the cell is empty or says `n/a`."""
NUMERIC: frozenset[Kind] = frozenset({"number", "percent", "money"})
"""Kinds whose cells count something."""
WEEKS = re.compile(
    r"(?<![^\W\d_])(?:(?:epi)?weeks?|semaines?|semanas?|wochen?|kw|недел\w*|нед\.|sem\.|w(?= ?\d)|"
    r"тиж(?:день|ні|ня)|settiman[ae]|tydzień|tygodnie|tyg\.|weken|veck(?:a|or)|uger?|uker?|viikko|hét|"
    r"týden|týdny|săptămân[aăi]|haft(?:a|alar)|minggu|tuần|wiki|εβδομάδ(?:α|ες)|هفته|सप्ताह|שבוע)"
    r"(?![^\W\d_])|أسبوع|周|週|주",
    re.IGNORECASE,
)
"""A head under which weeks stand, or a cell that says that it is one."""


@dataclass(frozen=True)
class CellFault:
    """A cell that is not of the kind of its column."""

    row: int
    """From 0; its line is that of the table's `lines`."""
    message: str
    hint: str
    is_question: bool = False
    """Whether it has two readings that differ: told once, of the first such cell of a column."""
    is_never_right: bool = False
    """Whether it is an error of a table as well: no such day, or a number of two readings."""


@dataclass(frozen=True)
class Column:
    """A column of a file: one kind, and every cell both as it was typed and as it is meant."""

    head: str
    kind: Kind
    texts: tuple[str, ...]
    """As typed, without the space around them."""
    values: tuple[CellValue, ...]
    """A float of a `number`, `percent` (12.5 of `12.5%`) and `money`; an int of a `year`; the first
    day of a `quarter`, and of a `date` of which only the month is written; the text of a `label`.
    None where a cell is empty, says that nothing is known, or is a fault."""
    unit: str = ""
    """The unit of `percent` is `%`; that of `money` the currency as it was typed: `US$`, `EUR`."""
    faults: tuple[CellFault, ...] = ()
    """Cells that could not be read: errors of a chart that draws them; a table prints the text."""
    point: str = "."
    """The sign before the decimals of its numbers, as they were typed."""

    def decimals(self, row: int) -> int:
        """How many decimals the number in *row* was typed with: `1.10` is not 1.1."""
        digits = re.search(rf"[{re.escape(self.point)}\u066b](\d+)\D*$", self.texts[row])
        return len(digits[1]) if digits else 0


@dataclass(frozen=True)
class DataTable:
    """The rows of a file; each column has a cell for each of *lines*."""

    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    """The line of the file in which each row ends; of a spreadsheet, its row."""
    remarks: tuple[tuple[int, str], ...] = ()
    """Remarks below the rows, which are no data, each with its line: `* provisional`."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of all columns."""
        return tuple(column.head for column in self.columns)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The texts, row by row."""
        return tuple(zip(*(column.texts for column in self.columns), strict=True))

    def column(self, head: str) -> Column | None:
        """The first column under *head*, whichever apostrophe it has, or under that with its unit
        in brackets where one alone is called so; None where there is none.
        """
        named = with_one_apostrophe(head)
        alike = [one for one in self.columns if with_one_apostrophe(one.head) == named]
        if not alike and head:
            units = [one for one in self.columns if one.head.startswith(f"{head} (")]
            alike = units if len(units) == 1 else []
        return next((one for one in alike if one.head == head), next(iter(alike), None))

    def pick(self, heads: Sequence[str]) -> DataTable | None:
        """The table with the columns under *heads* alone, in their order; None where one of them is
        not there, or does not say which column is meant.
        """
        picked = [self.column(head) for head in heads]
        known = [one for one in picked if one and not self.has_twice(one.head)]
        return replace(self, columns=tuple(known)) if known and len(known) == len(heads) else None

    def has_twice(self, head: str) -> bool:
        """Whether *head* does not say which column is meant."""
        return self.heads.count(head) > 1


def in_periods(table: DataTable) -> DataTable:
    """Turn *table* into one for a chart: the last days of months, as spreadsheets write them, into
    the first days, which stand for months; likewise of quarters and of years.
    """
    columns = tuple(_in_periods(column) for column in table.columns)
    return table if columns == table.columns else replace(table, columns=columns)


def without_rows(table: DataTable, head: str, names: Collection[str]) -> DataTable:
    """*table* without the rows that say one of *names* under *head*."""
    column = table.column(head)
    left_out = {with_one_apostrophe(name.strip()) for name in names}
    if not left_out or column is None:
        return table
    kept = [
        row
        for row, text in enumerate(column.texts)
        if with_one_apostrophe(text.strip()) not in left_out
    ]
    numbers = {row: number for number, row in enumerate(kept)}
    columns = tuple(
        replace(
            one,
            texts=tuple(one.texts[row] for row in kept),
            values=tuple(one.values[row] for row in kept),
            faults=tuple(
                replace(fault, row=numbers[fault.row])
                for fault in one.faults
                if fault.row in numbers
            ),
        )
        for one in table.columns
    )
    return DataTable(columns, tuple(table.lines[row] for row in kept))


def with_years_as_rows(table: DataTable, year: str, number: str) -> DataTable:
    """*table*, whose heads are years as the World Bank writes them, with a row for each of them:
    the years under *year*, their numbers under *number*.

    *table* itself where it has such columns, or fewer than two years among its heads. A year of
    which nothing is known is left out.
    """
    years = [one for one in table.columns if _YEAR.fullmatch(one.head) and one.kind != "empty"]
    kinds = [one.kind for one in years if one.kind in NUMERIC]
    if len(years) < 2 or not kinds or table.column(year) or table.column(number):
        return table
    count, rows = len(years), range(len(table.lines))
    faults = (
        replace(fault, row=fault.row * count + n)
        for n, one in enumerate(years)
        for fault in one.faults or (CellFault(*odd) for odd in find_odd(one) if one.kind == "label")
    )
    columns = (
        *(
            replace(
                one,
                texts=tuple(text for text in one.texts for _ in years),
                values=tuple(value for value in one.values for _ in years),
                faults=(),
            )
            for one in table.columns
            if one not in years
        ),
        Column(
            year,
            "year",
            tuple(one.head for one in years) * len(rows),
            tuple(int(re.findall(r"\d{4}", one.head)[0]) for one in years) * len(rows),
        ),
        Column(
            number,
            kinds[0],
            tuple(one.texts[row] for row in rows for one in years),
            tuple(one.values[row] for row in rows for one in years),
            years[0].unit,
            tuple(sorted(faults, key=lambda fault: fault.row)),
            years[0].point,
        ),
    )
    return DataTable(columns, tuple(line for line in table.lines for _ in years))


_YEAR = re.compile(r"(?:YR)?(?:19|20)\d\d|(?:19|20)\d\d \[YR(?:19|20)\d\d\]")


def _in_periods(column: Column) -> Column:
    days = [value for value in column.values if isinstance(value, datetime.date)]
    if (
        column.kind != "date"
        or column.faults
        or len({*days}) < 2
        or any((day + datetime.timedelta(days=1)).day != 1 for day in days)
    ):
        return column
    months = {day.month for day in days}
    kind: Kind = "date"
    if months == {12}:
        kind = "year"
    elif len(months) > 1 and months <= {3, 6, 9, 12}:
        kind = "quarter"
    periods = [_period(value, kind) for value in column.values]
    texts = column.texts
    if kind != "date":
        texts = tuple(
            before if value is None else _called(value)
            for before, value in zip(texts, periods, strict=True)
        )
    return replace(column, kind=kind, texts=texts, values=tuple(periods))


def _period(value: CellValue, kind: Kind) -> CellValue:
    if not isinstance(value, datetime.date):
        return value
    if kind == "year":
        return value.year
    return value.replace(day=1, month=value.month - 2 if kind == "quarter" else value.month)


def _called(value: CellValue) -> str:
    if isinstance(value, datetime.date):
        return f"Q{(value.month + 2) // 3} {value.year}"
    return str(value)


_UNKNOWN = """\
n/a, n.a., n.a, na, (n/a), n.s., n/s, n.r., no data, unknown, not available,
not reported, not known, not applicable, (blank), nan, null, none, <na>,
k. a., k.a., k.a, k.b., o.a., o.ang., n.v., keine angabe, keine angaben, keine daten,
unbekannt, nicht bekannt, nicht verfügbar, n.v.t., n.b., onbekend, geen gegevens,
n.d., n.d, nd, n/d, s.o., s/o, s.d., s/d, s/i, s.i., n.c., n.p., inconnu, inconnue,
non connu, non disponible, non renseigné, sans objet, desconocido, no aplica,
no disponible, sin datos, sin información, desconhecido, não se aplica, sem dados,
não disponível, não informado, sem informação, non disponibile, dato non disponibile,
non noto, sconosciuto, non applicabile,
b.d., bd, brak danych, nie dotyczy, nieznane, veri yok, bilinmiyor, mevcut değil,
н/д, н.д., нет данных, неизвестно, не указано, неприменимо, немає даних, невідомо,
не вказано,
غير معروف, غير معروفة, غير متاح, غير متاحة, غير متوفر, غير متوفرة, غ.م., غير محدد,
لا تتوفر بيانات, لا توجد بيانات,
不详, 不明, 未知, 暂无, 暂无数据, 暫無, 无数据, 暂缺,
データなし, 資料なし, 該当なし, 未詳,
미상, 불명, 해당 없음, 해당없음, 자료 없음, 자료없음, 정보 없음,
data not available, not recorded, no answer, kein wert, nessun dato, nessuno, n.p.d.,
brak, nie ustalono, yok, belirtilmemiş, ved ikke, uppgift saknas, ikke oppgitt, ei tietoa,
nincs adat, není k dispozici, neznámé, nu este disponibil, δ.υ., δεν υπάρχουν στοιχεία,
không có, không rõ, không có dữ liệu, chưa có, tidak ada, tidak ada data, tidak tersedia,
tidak diketahui, haijulikani, hakuna data, hakuna taarifa,
ندارد, نامشخص, نامعلوم, موجود نیست, اطلاعات موجود نیست, उपलब्ध नहीं, अज्ञात, לא ידוע, אין נתונים,
ไม่มีข้อมูล, ไม่ทราบ"""
"""In English and of programs, German, Dutch, French, Spanish, Portuguese, Italian, Polish, Turkish,
Russian, Ukrainian, Arabic, Chinese, Japanese, Korean, and in some that have no file: data of others
is in any language."""
_MISSING = frozenset(
    {
        *(
            "",
            "-",
            "–",
            "—",
            "−",
            "--",
            "---",
            "―",
            "－",
            "***",
            ".",
            "..",
            "...",
            "…",
            ":",
            "/",
            "·",
            "\\n",
        ),
        *(word.strip() for word in _UNKNOWN.split(",")),
    }
)
_ERRORS = frozenset(
    {  # those without a mark at their end
        *("#N/A", "#NV", "#N/D", "#Н/Д", "#YOK", "#GETTING_DATA"),
        *("ERR:502", "ERR:503", "ERR:504", "ERR:508", "ERR:509", "ERR:511", "ERR:522"),  # Calc
    }
)
_ERROR = re.compile(r"#[¡¿]?[^\W\d_]+(?:/0)?[!?]")
"""How a spreadsheet writes its errors in any language: `#VALOR!`, `#ИМЯ?`."""
_SHORTENED = re.compile(r"[-+]?\d(?:[.,]\d+)?E[-+]?\d{1,3}|#{3,}", re.IGNORECASE)


_AMOUNT = re.compile(
    r"(?P<before>[-+±\u2212\u2013<>≤≥~≈]?\s?(?:(?:US|[AC])?\$|[€£])?\s?)"
    r"(?:0|[1-9]\d{0,2}(?:[,.\u00a0\u202f\u2009 ’']\d{3})+|[1-9]\d*)(?:[.,]\d+)?"
    r"(?P<after>\s?(?:%|‰|°C|K|bn|tn|mn?|[kM]?€|k|[ckm]m|k?m[²³]|[kM]?t|k?g|ha|[kMGT]Wh?|pp|M|"
    r"Mi?o\.?|Mrd\.?|Md€?))?"
)
"""A number, with a currency and a unit: `$512 m`, `+2.3 °C`."""
_MARKS = re.compile(
    r"(?<=[\d%‰])\s?(?:\*+|[†‡§¹²³⁴⁵⁶⁷⁸⁹⁰ªºᵃᵇᶜᵈᵉᶠᵍᵖʳ]+|\[(?:\d{1,2}|[a-z])\]|\((?:[a-z]|\*+)\))$"
)
"""Marks of notes behind a number: `1,204*`, `35¹`, `12.4 (p)`."""


def are_amounts(texts: Iterable[str]) -> bool:
    """Whether the cells of a column all count something: `$512 m`, `12 km`, `about 5,000`.

    Years do not, nor do plain numbers of four digits that might be years or codes.
    """
    bare = [_MARKS.sub("", text.strip()) for text in texts if not is_missing(text.strip())]
    amounts = [_AMOUNT.fullmatch(_without_about(text)) for text in bare]
    if not amounts or None in amounts:
        return False
    return not all(re.fullmatch(r"[12]\d{3}", one[0]) for one in amounts if one)


_GROUPED = re.compile(r"[1-9]\d{0,2}([,.\u00a0\u202f\u2009 ’'])\d{3}(?:\1\d{3})*")


def group_alike(texts: Sequence[str]) -> list[str]:
    """*texts*, the cells of a column that somebody typed, with the bare numbers of five digits and
    more divided as the others are: `1234567` under `345,678` is `1,234,567`.

    They stay as they are where no other is divided, where the sign may divide decimals, or where
    one begins with a nought: that is a code.
    """
    divided = [match for text in texts if (match := _GROUPED.fullmatch(text.strip()))]
    signs = {match[1] for match in divided}
    if len(signs) != 1 or any(re.fullmatch(r"0\d+", text.strip()) for text in texts):
        return [*texts]
    sign = signs.pop()
    others = [one for one in texts if sign in one and not _GROUPED.fullmatch(one.strip())]
    if sign in ".,'" and any(re.search(rf"\d{re.escape(sign)}\d", one) for one in others):
        return [*texts]
    if sign == "." and all(match[0].count(".") == 1 for match in divided):
        return [*texts]
    return [
        f"{int(text):,}".replace(",", sign) if re.fullmatch(r"\s*[1-9]\d{4,14}\s*", text) else text
        for text in texts
    ]


_BESIDE = re.compile(
    r"(?P<before>[^\d]*?)(?P<number>[-+\u2212]?\d(?:[.,'\u2019 \u00a0\u202f\u2009]?\d)*)"
    r"(?P<behind>[^\d]*?(?<=\S)[\d]?)"
)
_POWERS = {
    power: rf"(?:{words})\.?"
    for power, words in {
        3: r"k|K|[Tt]housand|[Tt]sd|[Tt]ausend|mille|milliers?|mil|тыс|тысяч[аи]?|тис|tys|mila|bin",
        4: "万|萬|만",
        8: "亿|億|억",
        6: r"M|mn|mln|[Mm]io|[Mm]illions?|[Mm]illionen|mill[oó]n(?:es)?|млн|миллион(?:а|ов)?"
        r"|мільйон(?:а|ів)?"
        r"|milion[ei]|milion(?:y|ów)|milyon|miljoen|milh(?:ão|ões)|백만|百万",
        9: r"bn|[Mm]rd|[Mm]ia|[Mm]illiarden?|milliards?|млрд|миллиард(?:а|ов)?"
        r"|мільярд(?:а|ів)?"
        r"|mld|miliard[oi]|miliard(?:y|ów)?|milyar|miljard|bilh(?:ão|ões)",
    }.items()
}
"""Words behind a number that make it larger, by their power of ten."""
_ABOUT = re.compile(
    r"[~≈<>≤≥±+]|c\.?|ca\.?|circa|about|around|approx\w*\.?|over|under|nearly|almost|up to|"
    r"at least|(?:more|less|fewer) than|etwa|rund|über|unter|fast|knapp|bis zu|"
    r"(?:mehr|weniger) als|env\.?|environ|près de|(?:plus|moins) de|unos|unas|cerca de|"
    r"alrededor de|(?:más|menos) de|около|более|менее|свыше|почти|до|примерно|близько|понад|майже|"
    r"oltre|quasi|około|ok\.|ponad|prawie|yaklaşık|ongeveer|ruim|bijna|quase|"
    r"約|约|およそ|超过|약|نحو|حوالي|أكثر من",
    re.IGNORECASE,
)
"""Words that say that a number is not exact, in any language: data comes from others."""


_RISES = (*"△▲▽▼▵▴▿▾↑↓",)
"""Signs that say which way a number goes; in Japan and Korea the first two are a minus."""


def _without_about(text: str) -> str:
    """Take off the word that says that a number is not exact: `about 5,000`."""
    about = _ABOUT.match(text)
    return text[about.end() :].lstrip() if about and about[0][-1] not in "~≈<>≤≥±+" else text


def explain_number(text: str) -> tuple[str, str] | None:
    """Say why the number of a cell is none, and what its author can do about it; None where it is
    another thing: `12 km` is 12, and `km` in the head.
    """
    if mark := _MARKS.search(text):
        bare = text[: mark.start()]
        return (
            f"`{mark[0].strip()}` stands behind {bare}",
            f"write {bare}, and what the mark says in `note:`",
        )
    cell = _BESIDE.fullmatch(text)
    before, behind = (cell["before"].strip(), cell["behind"].strip()) if cell else ("", "")
    words = before + behind
    if cell is None or not words or len(words) > 30 or "(" in words or ")" in words:
        return None
    number = cell["number"]
    sides = {f"before {number}": before, f"behind {number}": behind}
    reason = " and ".join(f"`{word}` stands {side}" for side, word in sides.items() if word)
    if not before and re.fullmatch(r"\d+(?:[.,]\d+)?", number):
        for power, names in _POWERS.items():
            if re.fullmatch(names, behind):
                full = Decimal(number.replace(",", ".")).scaleb(power)
                return reason, f"write it in full: {full:f}"
    if before in _RISES:
        return reason, f"write -{number} if it is less than nothing, and {number} if it is more"
    notes = [word for word in (before, behind) if _ABOUT.fullmatch(word)]
    units = [word for word in (before, behind) if word and word not in notes]
    actions = [f"write {number}"]
    if units:
        actions.append(f"`{' '.join(units)}` in the head of the column, or at the chart's `unit:`")
    if notes:
        actions.append(f"`{' '.join(notes)}` in `note:`")
    return reason, ", and ".join(actions)


_AS_NUMBER = re.compile(r"[-+\u2212\u2013(]?\d[\d.,'\u2019 \u00a0\u202f\u2009]*\)?")


def find_odd(column: Column) -> Iterator[tuple[int, str, str]]:
    """Find the cells that keep a *column* of labels from being one of numbers: row, message, hint.

    Of a column without numbers it is the first cell that says something; of others, the first five.
    """
    filled = [row for row, text in enumerate(column.texts) if not is_missing(text)]
    odd = [row for row in filled if not _AS_NUMBER.fullmatch(column.texts[row])] or filled[:1]
    units = {re.sub(r"[\d.,'’\s]", "", column.texts[row]) for row in filled} - {""}
    for row in odd[:5] if len(odd) < len(filled) else odd[:1]:
        text, hint = column.texts[row], "write it in digits, 10000 or 12.5"
        message = f"`{text}` is no number for the chart"
        if beside := explain_number(text):
            message, hint = f"{message}: {beside[0]}", beside[1]
            if len(units) > 1 and "in full" not in hint and "`note:`" not in hint:
                hint = f"write all of them in one unit, and name it in the head `{column.head}`"
        yield row, message, hint


def is_missing(text: str) -> bool:
    """Whether a cell says that nothing is known: it is empty, `n/a`, `–`, or `..`; Stata writes
    `.a` to `.z`, SAS `._` as well, and Eurostat a flag behind its colon, `: c`.
    """
    if text.casefold() in _MISSING or text.upper() in ("#N/A", "#NV", "#N/D"):
        return True
    if len(text) < 7 and (text[:1] == ":" or " " in text):
        bare = text.replace(" ", "").casefold()
        return bare in _MISSING or re.fullmatch(":[a-z]{1,2}", bare) is not None
    return len(text) == 2 and text[0] == "." and (text[1] == "_" or "a" <= text[1] <= "z")


def is_spreadsheet_error(text: str) -> bool:
    """Whether a spreadsheet wrote *text* where it had no number: `#REF!`, `1E+05`, `######`."""
    if text.upper() in _ERRORS or _SHORTENED.fullmatch(text):
        return True
    return text == text.upper() and _ERROR.fullmatch(text) is not None
