"""A cell of a table is empty among numbers.

That of a row Total may be, under prices, rates and per cents, which nobody adds up.

Why: a reader cannot tell whether it is nothing, not known, or forgotten.

Mend: fill the cell in; or write – where there is nothing to say, n/a or .. where nothing is known.
"""

import re
from collections.abc import Iterator, Sequence

from ...model.brief import Vocabulary
from ...model.cells import NUMERIC, are_amounts, is_missing
from ...model.problems import Place, Severity
from ...model.text import MARK, plain
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
FILLED = 0.5
"""Part of the cells of a column of numbers that must be filled: a column of remarks is not."""

_FILLED_IN = "0"
"""Stands for what the page fills in: a fact."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the empty cells in columns of numbers of the tables that are placed."""
    brief = reading.brief
    words = brief.words.checks
    for path, block, name in reading.placed_data:
        data = reading.printed_table(block)
        if data is None or not brief.is_printed(path):
            continue
        folder = brief.place(*path).file.rpartition("/")[0]
        are_numbers = [column.kind in NUMERIC for column in data.columns]
        for row, heads in _empty_cells(data.heads, data.rows, are_numbers, words):
            yield _finding(Place(f"{folder}/{name}", data.lines[row]), heads)
    for key, table in brief.fields.tables.items():
        if table.rows is None or not brief.is_printed(("tables", key)):
            continue
        rows = [
            [plain(MARK.sub(_FILLED_IN, cell.html)).strip() for cell in row] for row in table.rows
        ]
        columns = [plain(head.html) for head in table.columns or ()]
        are_numbers = [are_amounts(column) or _count(column) for column in zip(*rows, strict=False)]
        for row, heads in _empty_cells(columns, rows, are_numbers, words):
            yield _finding(brief.place("tables", key, "rows", row), heads)


def _finding(place: Place, heads: Sequence[str]) -> Finding:
    named = " and ".join(
        filter(None, (", ".join(f"`{one}`" for one in heads[:-1]), f"`{heads[-1]}`"))
    )
    is_one = len(heads) == 1
    return Finding(
        place,
        f"the cell under {named} is empty" if is_one else f"the cells under {named} are empty",
        f"fill {'it' if is_one else 'them'} in, or write – where there is nothing, n/a or .. where "
        "nothing is known",
    )


def _count(column: Sequence[str]) -> bool:
    """Whether all cells of *column* that say something are plain numbers."""
    texts = [text for text in column if not is_missing(text)]
    return bool(texts) and all(text.replace(".", "", 1).isdecimal() for text in texts)


def _empty_cells(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    are_numbers: Sequence[bool],
    words: Vocabulary,
) -> Iterator[tuple[int, list[str]]]:
    """Give each row, from 0, that has empty cells in columns of numbers, and the heads of these.

    A row of one word alone, or of several columns of numbers without any, is a heading.
    """
    numbers = [
        n
        for n, is_number in enumerate(are_numbers)
        if is_number and sum(bool(row[n]) for row in rows) > FILLED * len(rows)
    ]
    rates = {n for n in numbers if _is_rate(heads[n], [row[n] for row in rows], words)}
    for at, row in enumerate(rows):
        empty = [n for n in numbers if not row[n]]
        is_heading = sum(map(bool, row)) < 2 < len(row) or len(empty) == len(numbers) > 1
        if words.is_total(next(filter(None, row), "").strip()):
            empty = [n for n in empty if n not in rates]
        if empty and not is_heading:
            yield at, [heads[n] for n in empty]


_PER_UNIT = re.compile(r"%|/\s?(?:kg|t|l|ha|km|m)[²³23]?(?!\w)", re.IGNORECASE)


def _is_rate(head: str, cells: Sequence[str], words: Vocabulary) -> bool:
    """Whether the numbers under *head* are prices, rates or per cents, which nobody adds up."""
    not_added = "|".join(words.not_added) or "(?!)"
    return (
        _PER_UNIT.search(head) is not None
        or re.search(not_added, head, re.IGNORECASE) is not None
        or any("%" in cell for cell in cells)
    )
