"""Per cents add up to another number than 100, where all the others beside them add up to it.

Why: a part is missing, or is one of last year; a reader who adds up asks which.

Mend: correct the row or the column. Where the rest is left out, add a row for it, or say so in the
`note:`: numbers are rounded, answers are several.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...model.problems import Severity
from ...model.text import plain
from ...model.walk import Step
from ..evidence.grids import NumberGrid, find_grids
from ..evidence.numbers import Number, write_digits
from ..evidence.texts import Reading, shown
from ..table import Finding

SEVERITY: Severity = "warning"
_WHOLE = Decimal(100)
_NEAR = Decimal(25)
"""How far from 100 a sum may be and be meant for it."""
_PARTS = 3
"""Parts of a column, at least; a row has two."""
_OTHERS = 2
"""Other rows, or columns, that add up to 100, at least: one may by chance."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Add up the rows, and the columns of per cents, of each chart and table."""
    words = reading.brief.words.checks
    explained = re.compile("|".join(words.sums_explained) or "(?!)", re.IGNORECASE)
    for grid in find_grids(reading):
        if not reading.brief.is_printed(grid.path) or explained.search(_note(reading, grid.path)):
            continue
        rows = [n for n, row in enumerate(grid.rows) if not words.is_total(_label(row))]
        columns = [
            n
            for n, head in enumerate(grid.heads)
            if n and not words.is_total(head) and all(grid.cells[row][n] for row in rows)
        ]
        shares = [n for n in columns if _is_share(grid, n, rows)]
        if not shares or _has_minus(grid):
            continue
        sums = [
            _Sum(_label(grid.rows[row]), row, [grid.cells[row][n] for n in shares]) for row in rows
        ]
        for one in _wrong(sums) if len(shares) > 1 else ():
            yield _finding(grid, one)
        sums = [_Sum(grid.heads[n], rows[0], [grid.cells[row][n] for row in rows]) for n in shares]
        for one in _wrong(sums) if len(rows) >= _PARTS else ():
            yield _finding(grid, one)


@dataclass(frozen=True)
class _Sum:
    """The parts of a row or of a column."""

    name: str
    row: int
    parts: Sequence[Number | None]

    @property
    def whole(self) -> Decimal:
        """The sum of the parts."""
        return sum((min(one.readings) for one in self.parts if one), Decimal())

    @property
    def is_right(self) -> bool:
        """Whether they add up to 100, but for what they were rounded by."""
        places = [one.digits.partition(".")[2] for one in self.parts if one]
        step = Decimal(1).scaleb(-max(map(len, places), default=0))
        return abs(self.whole - _WHOLE) <= step * len(self.parts) / 2


def _wrong(sums: Sequence[_Sum]) -> Iterator[_Sum]:
    """Give those of *sums* that are not 100, where the others are: twice as many, and a few."""
    wrong = [one for one in sums if not one.is_right]
    if len(sums) - len(wrong) >= max(_OTHERS, 2 * len(wrong)):
        yield from (one for one in wrong if abs(one.whole - _WHOLE) <= _NEAR)


def _label(row: Sequence[str]) -> str:
    return row[0].strip()


def _note(reading: Reading, path: Sequence[Step]) -> str:
    """The remark under a chart or a table."""
    block = getattr(reading.brief.fields, str(path[0]))[path[1]] if len(path) > 1 else None
    note = getattr(block, "note", None)
    return plain(note.html) if note else ""


def _has_minus(grid: NumberGrid) -> bool:
    return any(re.match(r"\s*[-−–]\s?\d", text) for row in grid.rows for text in row[1:])


def _is_share(grid: NumberGrid, column: int, rows: Sequence[int]) -> bool:
    cells = [grid.cells[row][column] for row in rows]
    units = grid.finder.units_of(f"{grid.heads[column]} {grid.about}")
    return "%" in units or all(cell and cell.unit == "%" for cell in cells)


def _finding(grid: NumberGrid, one: _Sum) -> Finding:
    return Finding(
        grid.places[one.row],
        f"the per cents of `{shown(one.name)}` add up to {write_digits(one.whole)}, and the others "
        f"in `{grid.name}` to 100",
        "correct them, add the part that is missing, or say in the `note:` why",
    )
