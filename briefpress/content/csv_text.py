"""Turn a CSV file into rows that know their line."""

from __future__ import annotations

import csv
import io
import re

from ..model.brief import TextFile
from ..model.cells import CellValue, Column, DataTable, Kind
from ..model.problems import Place, Problems
from ..model.text import is_date

ROWS, COLUMNS = 400, 24
"""Size of a CSV file; a page holds forty rows."""


def read_csv(file: TextFile, problems: Problems, most: int = ROWS) -> DataTable | None:
    """Read a CSV file whose first row holds the heads; a German or French Excel writes `;`.

    *most*: rows that it may have.
    """
    first = file.text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(file.text), delimiter=delimiter, strict=True)
    rows: list[tuple[str, ...]] = []
    lines = []
    width = 0
    sound = True
    try:
        for row in reader:
            place = Place(file.name, reader.line_num)
            cells = tuple(cell.strip() for cell in row)
            if not any(cells):
                continue
            width = width or len(cells)
            if len(cells) != width:
                sound = False
                problems.error(
                    place,
                    f"{len(cells)} cell{'s' * (len(cells) != 1)}, the first row has {width}",
                    f"put a cell in quotation marks where it holds a `{delimiter}`",
                )
            if (
                delimiter == ";"
            ):  # where the comma is a decimal point, 315.000 may be a large number
                cells = tuple(re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", cell) for cell in cells)
            for cell in cells:
                if delimiter == ";" and re.fullmatch(r"-?\d{1,3}(\.\d{3})+", cell):
                    sound = False
                    problems.error(
                        place,
                        f"`{cell}` can be read in two ways",
                        "write it without points: 315000",
                    )
                if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell) and not is_date(cell):
                    sound = False
                    problems.error(place, f"`{cell}` is not a day of the calendar", "correct it")
            if len(rows) > most or width > COLUMNS:
                problems.error(
                    place,
                    f"more than {most} rows or {COLUMNS} columns",
                    "keep the rows that the page shows",
                )
                return None
            rows.append(cells)
            lines.append(reader.line_num)
    except csv.Error as error:
        problems.error(
            Place(file.name, reader.line_num),
            f"this is not CSV: {error}",
            "check the quotation marks",
        )
        return None
    if len(rows) < 2:
        problems.error(Place(file.name), "no rows under the heads", "add a row, or delete the file")
        return None
    columns = map(_type, rows[0], zip(*rows[1:], strict=True))
    return DataTable(tuple(columns), tuple(lines[1:])) if sound else None


def _type(head: str, texts: tuple[str, ...]) -> Column:
    kind: Kind = "label"
    values: tuple[CellValue, ...] = tuple(text or None for text in texts)
    if all(re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text) for text in texts if text):
        kind = "number" if any(texts) else "empty"
        values = tuple(float(text) if text else None for text in texts)
    return Column(head, kind, texts, values)
