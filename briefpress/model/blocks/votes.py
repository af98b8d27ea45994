"""Votes: a kind of table whose rows say who was for, who against, who abstained."""

from __future__ import annotations

from collections.abc import Iterator

from ..cells import DataTable
from ..fields import Fault
from ..text import is_date

COLUMNS = ("date", "question", "for", "against", "abstaining", "outcome")
OUTCOMES = ("adopted", "vetoed", "not adopted")
"""Each has a word in every language, with `_` for its space."""


def find_vote_faults(file: str, data: DataTable | None, has_rows: bool) -> Iterator[Fault]:
    """Find what makes the rows of *data*, the CSV file *file*, no votes.

    *has_rows*: whether the author has written rows in place.
    """
    if data is None:
        if has_rows:
            yield Fault("votes come from a CSV file", f"with the columns {', '.join(COLUMNS)}")
        return
    if tuple(head.lower() for head in data.heads) != COLUMNS:
        yield Fault(
            f"the columns are {', '.join(data.heads)}",
            f"name them {','.join(COLUMNS)}",
            file=file,
        )
        return
    for line, row in zip(data.lines, data.rows, strict=True):
        if not all(cell.isdecimal() and int(cell) < 1000 for cell in row[2:5]):
            yield Fault(
                "a vote that is no number",
                "write how many voted, in digits",
                file=file,
                line=line,
            )
        if row[5].lower() not in OUTCOMES:
            yield Fault(
                f"the outcome `{row[5]}`",
                f"write one of: {', '.join(OUTCOMES)}",
                file=file,
                line=line,
            )
        if not is_date(row[0]):
            yield Fault(f"`{row[0]}` is no date", "write it as 2024-03-28", file=file, line=line)
