"""Cells of a data file: columns that know their kind, rows that know their line.

Every reader of data asks these: tables, charts, checks and facts. Nobody reads a cell again.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "percent", "money", "year", "date", "quarter", "label", "empty"]
"""What a column holds."""
CellValue = float | str | datetime.date | None
"""None: nothing is known, the cell is empty or says `n/a`."""
NUMERIC: frozenset[Kind] = frozenset({"number", "percent", "money"})
"""Kinds whose cells count something."""


@dataclass(frozen=True)
class CellFault:
    """A cell that is not of the kind of its column."""

    row: int
    """From 0; its line is that of the table's `lines`."""
    message: str
    hint: str


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
    """Of `percent`: `%`; of `money` the currency as it was typed: `US$`, `EUR`."""
    faults: tuple[CellFault, ...] = ()
    """Cells that could not be read: errors of a chart that draws them; a table prints the text."""


@dataclass(frozen=True)
class DataTable:
    """The rows of a file; each column has a cell for each of *lines*."""

    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    """The line of the file in which each row ends; of a spreadsheet, its row."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of all columns."""
        return tuple(column.head for column in self.columns)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The texts, row by row."""
        return tuple(zip(*(column.texts for column in self.columns), strict=True))

    def column(self, head: str) -> Column | None:
        """The column under *head*; None where there is none."""
        return next((column for column in self.columns if column.head == head), None)
