"""Votes: a kind of table whose rows say who was for, who against, who abstained."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..cells import Column, DataTable
from ..fields import Fault
from ..text import fold_words, is_date

COLUMNS = ("date", "question", "for", "against", "abstaining", "outcome")
OUTCOMES = ("adopted", "vetoed", "not adopted")
"""Each has a word in every language, with `_` for its space."""


def as_votes(data: DataTable, words: Mapping[str, Sequence[str]]) -> DataTable:
    """Give *data* with the heads, the outcomes and the dates that votes have.

    *words*: how a language names each of COLUMNS and OUTCOMES. Unknown names stay as they are.
    """
    known = {fold_words(own): own for own in (*COLUMNS, *OUTCOMES)}
    for own, names in words.items():
        known.update((fold_words(name), own.replace("_", " ")) for name in names)
    columns = [_as_column(column, known) for column in data.columns]
    if {column.head for column in columns} == {*COLUMNS} and len(columns) == len(COLUMNS):
        columns.sort(key=lambda column: COLUMNS.index(column.head))
    return replace(data, columns=tuple(columns))


def _as_column(column: Column, known: Mapping[str, str]) -> Column:
    head, texts = known.get(fold_words(column.head), ""), column.texts
    if head not in COLUMNS:
        return column
    if head == "outcome":
        texts = tuple(known.get(fold_words(text), text) for text in texts)
    if head == "date":
        texts = tuple(
            value.isoformat() if isinstance(value, datetime.date) and not is_date(text) else text
            for text, value in zip(texts, column.values, strict=True)
        )
    return replace(column, head=head, texts=texts)


def find_vote_faults(file: str, data: DataTable | None, has_rows: bool) -> Iterator[Fault]:
    """Find what makes the rows of *data*, the CSV file *file*, no votes: all at once.

    *has_rows*: whether the author has written rows in place.
    """
    if data is None:
        if has_rows:
            yield Fault("votes come from a CSV file", f"with the columns {', '.join(COLUMNS)}")
        return
    if data.heads != COLUMNS:
        more = [head for head in data.heads if head not in COLUMNS]
        is_complete = tuple(head for head in data.heads if head in COLUMNS) == COLUMNS
        yield Fault(
            f"the columns are {', '.join(data.heads)}",
            f"delete {', '.join(f'`{head}`' for head in more)}, which votes do not draw"
            if is_complete
            else f"name them {','.join(COLUMNS)}",
            file=file,
            words=COLUMNS,
        )
    columns = {column.head: column for column in data.columns if column.head in COLUMNS}
    asked = {fault.row: fault for column in columns.values() for fault in column.faults}
    for row, line in enumerate(data.lines):
        cells = {head: column.texts[row] for head, column in columns.items()}
        counts = [cells[head] for head in COLUMNS[2:5] if head in cells]
        if not all(cell.isdecimal() and int(cell) < 1000 for cell in counts):
            yield Fault(
                "a vote that is no number",
                "write how many voted, in digits",
                file=file,
                line=line,
            )
        if (outcome := cells.get("outcome", OUTCOMES[0])).lower() not in OUTCOMES:
            yield Fault(
                f"the outcome `{outcome}`",
                f"write one of: {', '.join(OUTCOMES)}",
                file=file,
                line=line,
                words=tuple(one.replace(" ", "_") for one in OUTCOMES),
            )
        if "date" in cells and not is_date(cells["date"]):
            fault = asked.get(row)
            message = fault.message if fault and fault.is_question else ""
            yield Fault(
                message or f"`{cells['date']}` is no date",
                fault.hint if fault and message else "write it as 2024-03-28",
                file=file,
                line=line,
            )
