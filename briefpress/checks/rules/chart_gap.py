"""A chart has a gap: a cell of its data is empty.

Why: whoever sees the line stop asks whether nothing happened or nothing is known.

Mend: fill the cell in, or write n/a there if nothing is known, and say so in the note.
"""

from collections.abc import Iterator
from typing import Any

from ...model.cells import NUMERIC
from ...model.problems import Place, Severity
from ...model.walk import walk
from ..evidence.texts import Reading
from ..table import Finding
from .empty_cell import FILLED

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the empty cells of the columns that a chart names, where others are filled; those of a
    file that a table prints as well are told once, by empty-cell.
    """
    data = reading.brief.data
    in_tables = {
        name
        for path, block, name in reading.placed_data
        if block.table(data) and reading.brief.is_printed(path)
    }
    for path, block, name in reading.placed_data:
        if block.table(reading.brief.data):  # which shows itself what is empty
            continue
        shown = "no data on the map" if getattr(block, "is_map", False) else "a gap in the chart"
        named = {text for leaf in walk(block) for text in _texts(leaf.value)}
        table = reading.brief.data[name]
        folder = reading.brief.place(*path).file.rpartition("/")[0]
        for column in table.columns:
            if column.head not in named or column.kind not in NUMERIC:
                continue
            is_mostly_filled = sum(map(bool, column.texts)) > FILLED * len(column.texts)
            if name in in_tables and is_mostly_filled:
                continue
            for text, line in zip(column.texts, table.lines, strict=True):
                if not text:
                    yield Finding(
                        Place(f"{folder}/{name}", line),
                        f"the cell under `{column.head}` is empty: {shown}",
                        "fill it in, or write n/a where nothing is known",
                    )


def _texts(spec: Any) -> Iterator[str]:
    """Every text of a field, the names of columns among them."""
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, dict | list):
        for part in spec.values() if isinstance(spec, dict) else spec:
            yield from _texts(part)
