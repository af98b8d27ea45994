"""Mark rows and cells of tables: those that a page cannot hold as they are, totals, and zeros."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from html import unescape
from itertools import groupby

from ..model.cells import DataTable

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
    those of groups: `again` where the row above has the same, `goes-on` where the row below has.

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
        " ".join(["again"] * (row > 0) + ["goes-on"] * (row < rows - 1))
        for _, rows in groups
        for row in range(rows)
    ]


def has_many_zeros(table: DataTable) -> bool:
    """Whether zeros in *table* hide its numbers."""
    return sum(column.values.count(0) for column in table.columns) >= _ZEROS
