"""The rows that charts and tables print, with the number of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...model.blocks.figures import Figure, Plot
from ...model.blocks.tables import Table
from ...model.problems import Place
from ...model.text import Citation, Fragment, plain
from ...model.walk import Step, walk
from .numbers import Number, NumberFinder
from .texts import Reading

_MOST = 40
"""Rows of which each two are compared."""


@dataclass(frozen=True)
class NumberGrid:
    """The rows that a chart or a table prints."""

    name: str
    """The file, or the block."""
    path: tuple[Step, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[Place, ...]
    cells: tuple[tuple[Number | None, ...], ...]
    """The number of each cell; None of a label."""
    about: str
    """Caption and note."""
    powers: tuple[frozenset[int], ...]
    """The powers of ten that the head of each column, the caption or the chart's unit names."""
    sources: set[str]
    is_votes: bool
    finder: NumberFinder

    def column(self, number: int) -> list[Number]:
        """The numbers of a column."""
        return [cell for row in self.cells if (cell := row[number])]

    def derives(self, number: Number) -> bool:
        """Whether *number* is a sum, a difference, a mean or a share of the numbers of a column."""
        for n in range(len(self.heads)):
            values = [min(cell.readings) for cell in self.column(n)]
            if not values:
                continue
            total = sum(values, Decimal())
            derived = [total, total / len(values), *map(abs, _differences(values[:_MOST]))]
            if total and number.unit in ("%", "point"):
                derived += [100 * one / total for one in values]
            # With one digit, too much would be a sum in round figures.
            part = Decimal("0.5") if number.significant_digits > 1 else Decimal(0)
            if any(
                abs(one.value - b) <= one.step * part for one in number.amounts for b in derived
            ):
                return True
        return False


def find_grids(reading: Reading) -> Iterator[NumberGrid]:
    """Give the rows of each chart and table: of a file, or written in place."""
    from ...model.fields import walk_blocks  # pydantic, for which `--help` should not wait

    finder, brief = reading.numbers, reading.brief
    files = {path: name for path, _, name in reading.placed_data}
    for path, block in walk_blocks(brief.fields):
        rows: Sequence[Sequence[str]]
        if path in files:
            name, table = files[path], brief.data[files[path]]
            heads, rows = table.heads, table.rows
            folder = brief.place(*path).file.rpartition("/")[0]
            places = [Place(f"{folder}/{name}", line) for line in table.lines]
        elif isinstance(block, Table) and block.rows is not None:
            name, heads = str(path[-1]), tuple(map(_cell, block.columns or ()))
            rows = [[*map(_cell, row)] for row in block.rows]
            places = [brief.place(*path, "rows", number) for number in range(len(rows))]
            if len({len(row) for row in rows} | {len(heads) or len(rows[0])}) > 1:
                continue  # a cell is missing, which is an error of its own
        else:
            continue
        about = " ".join(
            text.text
            for text in reading.texts
            if text.kind == "caption" and text.path[: len(path)] == path
        )
        cites = [leaf.value for leaf in walk(block) if isinstance(leaf.value, Citation)]
        plot = block.chart if isinstance(block, Figure) else None
        counted_in = (plot.unit or "") if isinstance(plot, Plot) else ""
        shared_powers = finder.powers_of(f"{about} {counted_in}")
        yield NumberGrid(
            name,
            path,
            heads,
            tuple(map(tuple, rows)),
            tuple(places),
            tuple(tuple(map(finder.read_cell, row)) for row in rows),
            about,
            tuple(frozenset(shared_powers | finder.powers_of(head)) for head in heads),
            {one.key for cite in cites for one in cite.items},
            isinstance(block, Table) and block.kind == "votes",
            finder,
        )


def _cell(fragment: Fragment | str) -> str:
    return plain(fragment.html) if isinstance(fragment, Fragment) else fragment


def _differences(values: Sequence[Decimal]) -> Iterator[Decimal]:
    yield from (one - other for n, one in enumerate(values) for other in values[n + 1 :])
