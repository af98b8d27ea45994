"""Tables: rows from a CSV file, or written in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from ..cells import NUMERIC, DataTable
from ..fields import (
    BlockFields,
    CitedSource,
    DataFile,
    Fault,
    Inline,
    OneOrMore,
    PrintedTable,
    Width,
)
from ..problems import nearest
from ..text import plain
from ..walk import Reads, Step
from .votes import find_vote_faults

ROWS, COLUMNS = 5_000, 24
"""How many rows and columns a table has at most; a page holds forty rows."""
BESIDE = 4
"""Columns of a table beside the text, at most."""


class Table(BlockFields):
    """Rows from a CSV file, or written in place."""

    numbered: ClassVar[str] = "table"
    kind: Literal["table", "votes"] = "table"
    """`votes`: columns date, question, for, against, abstaining, outcome, drawn as votes. Outcomes
    are `adopted`, `vetoed`, `not adopted`; both may be in the words of the language of the brief,
    as its page prints them."""
    width: Width = "text"
    """How wide it stands: beside the text, as wide as the text, or over the whole page, as votes
    and tables of more than seven columns always do."""
    turn: bool = False
    """`true`: it has a page of its own, in landscape, for more columns than an upright page holds;
    the text goes on before it."""
    data: DataFile | None = None
    """Data file: `returns.csv`, `returns.xlsx`, `returns.xlsx#Sheet name`."""
    caption: Annotated[Inline, Reads("caption")]
    """The words over it: what it shows."""
    note: Annotated[Inline, Reads("caption")] | None = None
    """A remark under it that a reader needs."""
    columns: Annotated[list[Inline], Reads("cell")] | None = None
    """The heads, where the rows are written here; of a file, the columns to print, by their names
    in the file, or a head for each of its columns.
    """
    rows: Annotated[list[list[Inline]], Reads("cell")] | None = None
    """The rows, a list of cells each: `[[2022, 3], [2023, 5]]`."""
    bars: OneOrMore = []
    """Columns of its file whose numbers have a bar each, all on one scale: `[men, women]`."""
    source: CitedSource | None = None
    """Name of the source of its figures, with the part that is meant; `;` stands between two:
    `un-2024, p. 5; wfp-2025`."""

    @property
    def template(self) -> str | None:
        """That of its kind, where it is no common table."""
        return None if self.kind == "table" else self.kind

    def table(self, data: Mapping[str, DataTable]) -> PrintedTable | None:
        """Heads and rows: those written in place, or those of the file under heads of its own."""
        if self.rows is not None:
            return self.columns or (), self.rows
        rows = self._printed_rows(data)
        return (self.columns or rows.heads, rows) if rows else None

    def _printed_rows(self, data: Mapping[str, DataTable]) -> DataTable | None:
        """The rows of its file, of which it may print a few columns."""
        rows = data.get(self.data or "")
        if rows is None or not self.columns or self.kind == "votes":
            return rows
        return rows.pick([plain(head.html) for head in self.columns]) or rows

    def faults(self, name: Step, data: Mapping[str, DataTable]) -> Iterator[Fault]:
        """Refuse a table without rows or heads, rows of another length, votes that are none."""
        if (self.data is None) == (self.rows is None):
            yield Fault(
                f"the table `{name}` needs data or rows, one of them", "add `data: …` or `rows:`"
            )
        if self.rows is not None:
            if not self.columns:
                yield Fault(f"the table `{name}` has no heads", "add `columns: [ … ]`")
            for number, row in enumerate(self.rows):
                if self.columns and len(row) != len(self.columns):
                    yield Fault(
                        f"{len(row)} cell{'s' * (len(row) != 1)} under {len(self.columns)} columns",
                        "put text that holds a comma in quotation marks",
                        ("rows", number),
                    )
        rows = self._printed_rows(data)
        if rows and self.columns and len(self.columns) != len(rows.heads):
            yield Fault(
                f"{len(self.columns)} columns, `{self.data}` has {len(rows.heads)}",
                "name each column of the file, or those to print as the file calls them",
                ("columns",),
            )
        if rows and (len(rows.lines) > ROWS or len(rows.heads) > COLUMNS):
            yield Fault(
                f"more than {ROWS:,} rows or {COLUMNS} columns",
                "keep the rows that the page shows",
                file=self.data or "",
                line=rows.lines[min(ROWS, len(rows.lines) - 1)],
            )
        heads = self.columns or (rows.heads if rows else ())
        if self.width == "side" and (self.kind == "votes" or len(heads) > BESIDE):
            yield Fault(
                f"the table `{name}` is too wide to stand beside the text",
                "delete `width`, or leave columns out",
                ("width",),
            )
        if self.width == "side" and self.turn:
            yield Fault(
                f"the table `{name}` cannot be turned beside the text",
                "delete `width`: it has a page of its own",
                ("turn",),
            )
        for number, head in enumerate(self.bars):
            path = ("bars", number)
            column = rows.column(head) if rows else None
            if rows is None or self.kind == "votes":
                if self.rows is not None or self.kind == "votes":
                    yield Fault("bars are for the columns of a file", "delete `bars`", path)
                break
            if column is None:
                yield Fault(f"no column `{head}` in `{self.data}`",
                            nearest(head, rows.heads, "its columns"), path)  # fmt: skip
            elif column.kind not in NUMERIC:
                yield Fault(
                    f"the column `{head}` of `{self.data}` holds no numbers",
                    "name a column of numbers",
                    path,
                )
        if self.kind == "votes":
            yield from find_vote_faults(self.data or "", rows, self.rows is not None)
