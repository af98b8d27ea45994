"""Write the cells of tables, and mark totals, zeros, groups, and what a page has to divide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from html import unescape
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any

from ..model.cells import NUMERIC, Column, DataTable, are_amounts, group_alike, is_missing
from ..model.text import plain
from .dates_and_numbers import ValueWriter
from .shared_units import share_units

if TYPE_CHECKING:
    from ..model.brief import Language
    from ..model.fields import PrintedTable

_LONG = 600
"""Characters of a cell from which its row may be divided by a page break."""
_WORD = 22
"""Characters of a word from which it may be divided, where its column is too narrow."""

_ADDED = 3
"""Rows above a total, at least: two numbers add up to a third by chance."""
_LEAST = 2
"""Rows of a table whose last one can be their total."""
_GROUPED = 6
"""Rows of a table from which on the name of a group stands once."""
_KEPT = 8
"""Rows of a group up to which no page break parts them."""
_ZEROS = 10
"""Zeros of a table from which they are paler than its numbers."""

_TABLE = re.compile(r"<tbody\b.*?</tbody>", re.DOTALL)
_ROW = re.compile(r'<tr(?: class="(total)")?>(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.DOTALL)
IsTotal = Callable[[str], bool]
"""Whether the label of a row says that it adds up the others."""


def mark_rows(html: str, is_total: IsTotal) -> str:
    """Give each row with a long cell the class `long`, with a long word the class `breaks`; the
    last row of a table has the class `total` where its label says that it is one.
    """
    html = _TABLE.sub(partial(_mark_total, is_total), html)
    return _ROW.sub(_mark, html)


def _mark_total(is_total: IsTotal, table: re.Match[str]) -> str:
    rows = [*_ROW.finditer(table[0])]
    if len(rows) < _LEAST:
        return table[0]
    last = rows[-1]
    label = next(filter(None, map(_text, _CELL.findall(last[2]))), "")
    if last[1] or not is_total(label):
        return table[0]
    return f'{table[0][: last.start()]}<tr class="total">{last[2]}</tr>{table[0][last.end() :]}'


def _text(cell: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", cell)).strip()


def _mark(row: re.Match[str]) -> str:
    cells = [re.sub(r"<[^>]*>", "", cell) for cell in _CELL.findall(row[2])]
    classes = [row[1]] if row[1] else []
    if any(len(cell) > _LONG for cell in cells):
        classes.append("long")
    if any(len(word) > _WORD for cell in cells for word in cell.split()):
        classes.append("breaks")
    return f'<tr class="{" ".join(classes)}">{row[2]}</tr>' if classes else row[0]


def has_total(table: DataTable) -> bool:
    """Whether the last row of *table* is the sum of those above it, in all columns of counts."""
    sums = []
    for column in table.columns:
        numbers = [value for value in column.values if isinstance(value, int | float)]
        if column.kind in ("number", "money") and len(numbers) == len(column.values):
            *others, last = numbers
            sums.append(last != 0 and abs(sum(others) - last) <= abs(last) / 1000)
    return len(table.lines) > _ADDED and bool(sums) and all(sums)


def mark_groups(names: Sequence[str]) -> list[str]:
    """Give the class of each of *names*, the first cells of the rows of a table, where they are
    those of groups: `again` where the row above has the same, `goes-on` where the row below has,
    `kept` where no page break comes between it and the row above.

    Groups are several, their rows stand together, and they have two and more on average.
    """
    groups = [(name, len([*rows])) for name, rows in groupby(names)]
    known = {name for name, _ in groups}
    if (
        len(names) < _GROUPED
        or not 1 < len(groups) <= len(names) / 2
        or len(known) < len(groups)
        or "" in known
    ):
        return [""] * len(names)
    return [
        " ".join(
            ["again"] * (row > 0)
            + ["goes-on"] * (row < rows - 1)
            + ["kept"] * (row > 0 and rows <= _KEPT)
        )
        for _, rows in groups
        for row in range(rows)
    ]


def has_many_zeros(table: DataTable) -> bool:
    """Whether zeros in *table* hide its numbers."""
    return sum(column.values.count(0) for column in table.columns) >= _ZEROS


def write_cells(
    table: PrintedTable, writer: ValueWriter, columns: Sequence[Column] = ()
) -> dict[str, Any]:
    """Write *table* as a template has it, dates and numbers in the language of *writer*.

    *columns*: of a table whose rows are written in place, typed as those of a file.
    """
    heads, rows = table
    if not isinstance(rows, DataTable):
        texts = zip_longest(*([plain(cell.html) for cell in row] for row in rows), fillvalue="")
        typed = [_group(*one, writer) for one in zip_longest(texts, columns)]
        numeric = [n > 0 and are_amounts(column) for n, column in enumerate(typed)]
        alike: Iterator[Sequence[str]] = zip(*typed, strict=True)
        written = [
            [
                replace(cell, html=cell.html.replace(plain(cell.html), text, 1))
                if text != plain(cell.html)
                else cell
                for cell, text in zip(row, texts_, strict=False)
            ]
            for row, texts_ in zip_longest(rows, alike, fillvalue=())
        ]
        return {
            "heads": heads,
            "rows": written,
            "numeric": numeric + [False for _ in heads],
            "groups": mark_groups(["" for _ in rows] if not typed or numeric[0] else typed[0]),
        }
    printed = [writer.print_column(column) for column in rows.columns]
    for n, column in enumerate(rows.columns):
        if _are_recent_years(column, writer.language):
            printed[n] = [*column.texts]
        if column.kind == "date":  # 15 Mar 2025 stays in one line
            printed[n] = [text.replace(" ", "\u00a0") for text in printed[n]]
    heads, printed = share_units(rows.columns, heads, printed)
    return {
        "heads": heads,
        "rows": [list(row) for row in zip(*printed, strict=True)],
        "numeric": [*map(_counts, rows.columns)],
        "has_total": has_total(rows),
        "has_many_zeros": has_many_zeros(rows),
        "groups": mark_groups(["" for _ in printed[0]] if _counts(rows.columns[0]) else printed[0]),
    }


def _group(texts: Sequence[str], column: Column | None, writer: ValueWriter) -> Sequence[str]:
    """Divide the numbers of *texts*, cells of *column* that somebody typed, into thousands: as one
    of them is, or as the language of *writer* does where none is and they count something.

    Numbers that may all be years of our time stay, `Opened` says less than `Year`, unless their
    head names people, money or a unit.
    """
    if column is None or column.kind != "number" or any(map(_DIVIDED.search, texts)):
        return group_alike(texts)
    are_ours = all(map(_OUR_TIME.fullmatch, filter(_BARE.fullmatch, texts)))
    if are_ours and not _counts_something(column.head, writer.language):
        return texts
    return [writer.decimal(Decimal(text)) if _BARE.fullmatch(text) else text for text in texts]


def _are_recent_years(column: Column, language: Language) -> bool:
    """Whether bare numbers of *column* may all be years of these decades, as under `Last drill`,
    and its head names nothing that they count.
    """
    known = [text for text in column.texts if not is_missing(text)]
    return (
        column.kind == "number"
        and len(known) > 2
        and all(re.fullmatch(r"\d{4}", text) and int(text) in _RECENT for text in known)
        and not _counts_something(column.head, language)
    )


def _counts_something(head: str, language: Language) -> bool:
    """Whether *head* says what the numbers under it count: people, money, a unit in brackets."""
    words = language.checks
    units = [pattern for patterns in words.units.values() for pattern in patterns]
    people = "|".join(map(re.escape, words.people)) or "(?!)"
    return bool(
        re.search(rf"(?<!\w)(?:{people})(?!\w)", head, re.IGNORECASE)
        or re.search(rf"[(（]\s?(?:{'|'.join(units) or '(?!)'})\s?[)）]", head, re.IGNORECASE)
        or _MONEY.search(head)
    )


_MONEY = re.compile(r"[$€£¥₽₹]|\b(?:US[D$]|EUR|GBP|CHF|BRL|JPY|CNY|RMB|KRW|RUB|INR|TRY|PLN)\b")
_BARE = re.compile(r"\d{1,15}")
_RECENT = range(1990, 2040)
_OUR_TIME = re.compile("19\\d\\d|20\\d\\d")
_DIVIDED = re.compile(r"\d[,.'’ \u00a0\u202f\u2009]\d")


def _counts(column: Column) -> bool:
    """Whether the cells of *column* are numbers, with units of their own or without."""
    if column.kind in NUMERIC:
        return True
    is_code = any(map(str.isdecimal, column.texts))  # a telephone number, a postal code
    return column.kind == "label" and not is_code and are_amounts(column.texts)
