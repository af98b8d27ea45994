"""Rows of data → a value for each country, and points; every row has to be found on the map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...model.cells import NUMERIC, Column, DataTable, is_missing
from ...model.problems import Place, Problems, nearest
from ...model.scripts import with_one_apostrophe
from .countries import find_country, find_region, nearest_country
from .order import MapOrder

MOST_WORDS = 5
"""Words by which a map can be shaded."""


@dataclass(frozen=True)
class Row:
    """The row of one country, or of another shape."""

    value: float | str | None
    """None: nothing is known."""
    name: str
    """Its name in the file."""
    place: Place


@dataclass(frozen=True)
class Spot:
    """A place on the map."""

    lon: float
    lat: float
    label: str
    size: float | None
    place: Place


def read_rows(order: MapOrder, problems: Problems) -> dict[str, Row]:
    """Read the data of a map: a row for each country by its code, or for each shape by its key.

    Problems: columns that do not exist, a code or name that is none, a country twice, a cell that
    is no number among numbers, more words than can be told apart.
    """
    fields = order.map
    if order.data is None or fields.code is None or fields.value is None:
        return {}
    file, table = order.data
    codes = _column(order, table, file, "code", problems)
    values = _column(order, table, file, "value", problems)
    if codes is None or values is None:
        return {}
    rows: dict[str, Row] = {}
    find = _finder(order)
    is_number = values.kind in NUMERIC or values.kind == "year"
    for n, line in enumerate(table.lines):
        place, cell = Place(f"{order.folder}/{file}", line), codes.texts[n]
        key = find(cell)
        if key is None:
            _tell_unknown(order, cell, place, problems)
        elif key in rows:
            problems.error(
                place,
                f"`{cell}` again, it stands in line {rows[key].place.line}",
                "a map shows one row for each: keep the one that is meant, such as the last year",
            )
        elif is_number:
            value = values.values[n]
            known = float(value) if isinstance(value, int | float) else None
            rows[key] = Row(known, cell, place)
        else:
            text = values.texts[n]
            rows[key] = Row(None if is_missing(text) else text, cell, place)
    for fault in values.faults if is_number else ():
        place = Place(f"{order.folder}/{file}", table.lines[fault.row])
        problems.error(place, fault.message, fault.hint)
    words = {row.value for row in rows.values() if isinstance(row.value, str)}
    if len(words) > MOST_WORDS:
        problems.error(
            next(iter(rows.values())).place,
            f"`{values.head}` has {len(words)} different words, a map can tell {MOST_WORDS} apart",
            "put some of them together, or name a column of numbers at `value:`",
        )
    return rows


def read_names(order: MapOrder, rows: Mapping[str, Row]) -> dict[str, str]:
    """Read the names of shapes from the column of the data that `labels:` names; empty where it
    names none.
    """
    if order.data is None or order.shapes is None or len(order.map.labels) != 1:
        return {}
    table = order.data[1]
    column = table.column(order.map.labels[0])
    if column is None:
        return {}
    cells = dict(zip(table.lines, column.texts, strict=True))
    return {key: cells[row.place.line] or key for key, row in rows.items() if row.place.line}


def tell_codes(order: MapOrder, names: Mapping[str, str], problems: Problems) -> None:
    """Warn where shapes are named by codes, and the data have a column of names."""
    if order.data is None or order.map.labels != ["all"]:
        return
    codes = [key for key, name in names.items() if key == name and _CODE.fullmatch(name)]
    columns = [
        one.head
        for one in order.data[1].columns
        if one.kind == "label" and one.head not in (order.map.code, order.map.value)
    ]
    if codes and columns:
        problems.warning(
            order.place("labels"),
            f"areas are named by their codes, `{codes[0]}`",
            f"write `labels: {columns[0]}`, the column of their names",
        )


_CODE = re.compile(r"(?=.*\d)[\w.-]+|[A-Z]{2,3}(?:-[A-Z]+)?")


def _column(
    order: MapOrder, table: DataTable, file: str, field: str, problems: Problems
) -> Column | None:
    head = str(getattr(order.map, field))
    if head not in table.heads:
        problems.error(
            order.place(field), f"no column `{head}` in `{file}`", nearest(head, table.heads)
        )
        return None
    if table.has_twice(head):
        problems.error(
            order.place(field),
            f"two columns of `{file}` are called `{head}`",
            "give each column a head of its own",
        )
        return None
    return table.column(head)


def _finder(order: MapOrder) -> Callable[[str], str | None]:
    if order.shapes is None:
        return lambda cell: find_country(cell, order.language)
    keys = {with_one_apostrophe(shape.key.casefold()): shape.key for shape in order.shapes}
    return lambda cell: keys.get(with_one_apostrophe(cell.casefold()))


def _tell_unknown(order: MapOrder, cell: str, place: Place, problems: Problems) -> None:
    if order.shapes is None and not cell.strip():
        problems.error(place, "no country in this row", "write its code, or delete the row")
    elif cell.strip(" :").casefold() in order.totals:
        problems.error(place, f"`{cell}` adds up other rows", "delete the row")
    elif order.shapes is None and find_region(cell, order.language):
        problems.error(place, f"`{cell}` is no country, but several", "delete the row")
    elif order.shapes is None:
        problems.error(place, f"`{cell}` is no country", nearest_country(cell, order.language))
    else:
        problems.error(
            place,
            f"no shape of `{order.map.shapes}` has `{cell}` as its `{order.map.join}`",
            nearest(cell, (shape.key for shape in order.shapes), "shapes"),
        )


def read_spots(order: MapOrder, problems: Problems) -> list[Spot]:
    """Read the points of a map, from brief.yaml and from their file.

    Problems: columns that are missing, positions that are none.
    """
    spots = [
        Spot(one.lon, one.lat, one.label or "", one.size, order.place("points", n))
        for n, one in enumerate(order.map.points)
    ]
    if order.points:
        spots += _read_file(order, *order.points, problems)
    return spots


_LIMITS = {"lat": 90.0, "lon": 180.0}


def _read_file(order: MapOrder, file: str, table: DataTable, problems: Problems) -> Iterator[Spot]:
    heads = {column.head.strip().casefold(): column for column in table.columns}
    known = {"lat": "latitude", "lon": "longitude", "label": "name", "size": "size"}
    columns = {one: heads.get(one) or heads.get(other) for one, other in known.items()}
    for name in ("lat", "lon"):
        if columns[name] is None:
            problems.error(
                order.place("points_data"),
                f"`{file}` has no column `{name}`",
                "its columns are lat, lon, label and, for circles, size",
            )
            return
    for n, line in enumerate(table.lines):
        place = Place(f"{order.folder}/{file}", line)
        numbers = _read_numbers(columns, n, place, problems)
        label = columns["label"].texts[n] if columns["label"] else ""
        if numbers is not None:
            yield Spot(numbers["lon"], numbers["lat"], label, numbers.get("size"), place)


def _read_numbers(
    columns: Mapping[str, Column | None], row: int, place: Place, problems: Problems
) -> dict[str, float] | None:
    numbers: dict[str, float] = {}
    for name in ("lat", "lon", "size"):
        column = columns[name]
        if column is None or (name == "size" and is_missing(column.texts[row])):
            continue
        number, limit = column.values[row], _LIMITS.get(name)
        if not isinstance(number, int | float) or not (
            abs(number) <= limit if limit else number >= 0
        ):
            hint = f"write degrees, up to {limit:g}: 39.02" if limit else "write it in digits: 1200"
            problems.error(place, f"`{column.texts[row]}` is no `{name}`", hint)
            return None
        numbers[name] = float(number)
    return numbers
