"""Hand the rows of a data file to Vega-Lite in the types that a chart needs.

Vega-Lite takes an empty text for 0 and 2019 for a moment of the year 1970, and says nothing; so it
gets null for what is not known, numbers, and days as 2024-01-05.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..model.cells import NUMERIC, Column, DataTable, find_odd
from ..model.problems import Place, Problems

_COUNTED = {"count", "distinct", "valid", "missing"}
"""Aggregates that need no numbers."""
_IN_TIME = {"date", "quarter", "year"}


def write_rows(data: DataTable, spec: Any) -> list[dict[str, Any]]:
    """Write the rows of *data* as JSON, each column as *spec*, a chart of Vega-Lite, uses it."""
    uses: dict[str, set[str]] = {}
    for channel in find_channels(spec):
        uses.setdefault(channel["field"], set()).add(str(channel.get("type", "")))
    columns = [
        [_json(column, row, uses.get(column.head, set())) for row in range(len(data.lines))]
        for column in data.columns
    ]
    return [dict(zip(data.heads, row, strict=True)) for row in zip(*columns, strict=True)]


def find_channels(spec: Any) -> Iterator[Mapping[str, Any]]:
    """Find each part of a chart that names a column."""
    if isinstance(spec, dict):
        if isinstance(spec.get("field"), str):
            yield spec
        spec = [*spec.values()]
    if isinstance(spec, list):
        for part in spec:
            yield from find_channels(part)


def in_units_of_time(spec: Any, data: DataTable) -> Any:
    """Say where time is counted in years or in quarters, so that no month stands between them."""
    if isinstance(spec, list):
        return [in_units_of_time(part, data) for part in spec]
    if not isinstance(spec, dict):
        return spec
    read = {name: in_units_of_time(part, data) for name, part in spec.items()}
    column = data.column(read["field"]) if isinstance(read.get("field"), str) else None
    if column and read.get("type") == "temporal":
        unit = "yearquarter" if column.kind == "quarter" else "year"
        if column.kind in ("quarter", "year") or _are_years(column):
            read = {"title": column.head, "timeUnit": unit} | read
    return read


def with_per_cents(spec: Any, data: DataTable, pattern: str) -> Any:
    """Write the sign on an axis of per cents, as *pattern* has it, `# %`; not on one whose labels
    its author has written, nor where the chart counts rows or shares.
    """
    if isinstance(spec, list):
        return [with_per_cents(part, data, pattern) for part in spec]
    if not isinstance(spec, dict):
        return spec
    read = {name: with_per_cents(part, data, pattern) for name, part in spec.items()}
    for name in {"x", "y"} & read.keys():
        channel = read[name]
        if not isinstance(channel, dict) or not isinstance(channel.get("field"), str):
            continue
        column = data.column(re.sub(r"\\(.)", r"\1", channel["field"]))
        axis = channel.get("axis", {})
        is_written = not isinstance(axis, dict) or bool(axis.keys() & {"format", "labelExpr"})
        counts = {"bin", "stack", "impute"} & channel.keys() or channel.get("aggregate") in _COUNTED
        is_of_column = column and column.kind == "percent" and channel.get("type") == "quantitative"
        if is_of_column and not is_written and not counts:
            written = f"replace({json.dumps(pattern)}, '#', datum.label)"
            read[name] = {**channel, "axis": {**axis, "labelExpr": written}}
    return read


def _json(column: Column, row: int, uses: set[str]) -> str | float | None:
    """Write a cell: a day as text where it names something, as a day of the calendar elsewhere."""
    value, is_name = column.values[row], bool(uses) and uses <= {"nominal", "ordinal"}
    if is_name and (column.kind in ("date", "quarter") or column.faults):
        return column.texts[row]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str) or value is None:
        return column.texts[row] if is_name else value
    if "temporal" in uses:
        return f"{value:04.0f}-01-01"
    return int(value) if value == int(value) else value


def check_channel(
    data: DataTable, channel: Mapping[str, Any], file: str, problems: Problems
) -> None:
    """Note each cell that *channel* cannot draw: Vega-Lite leaves it out, and says nothing.

    *file*: the data file as its author calls it.
    """
    column = data.column(channel["field"])
    kind = channel.get("type")
    if column is None or channel.get("aggregate") in _COUNTED:
        return
    if kind == "quantitative" and column.kind not in (*NUMERIC, "year", "empty"):
        _refuse_numbers(data, column, Place(file), problems)
    elif kind == "temporal" and not (column.kind in (*_IN_TIME, "empty") or _are_years(column)):
        _refuse_dates(data, column, Place(file), problems)
    elif kind in ("quantitative", "temporal"):
        for fault in column.faults:
            problems.error(Place(file, data.lines[fault.row]), fault.message, fault.hint)


def _are_years(column: Column) -> bool:
    """Whether all that is said in a column can be a year, whatever it was taken for."""
    return (
        any(value is not None for value in column.values)
        and not column.faults
        and all(
            re.fullmatch(r"[12]\d{3}", text)
            for text, value in zip(column.texts, column.values, strict=True)
            if value is not None
        )
    )


def _refuse_numbers(data: DataTable, column: Column, file: Place, problems: Problems) -> None:
    """Note the cells that keep a column from being one of numbers; plain digits do not."""
    for row, message, hint in find_odd(column):
        if not re.fullmatch(r"-?\d+(\.\d+)?", column.texts[row]):
            problems.error(Place(file.file, data.lines[row]), message, hint)


def _refuse_dates(data: DataTable, column: Column, file: Place, problems: Problems) -> None:
    """Note the first cell of a column of another kind: none of them is a date."""
    for text, line in zip(column.texts, data.lines, strict=True):
        if text:
            message = f"`{text}` is no date for the chart"
            hint = "write it as 2024-01-05 or 2024-01, or say `type: ordinal`"
            problems.error(Place(file.file, line), message, hint)
            return
