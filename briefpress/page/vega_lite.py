"""Check an author's own specification in Vega-Lite and complete it: data, types, the style.

Vega-Lite drops what it does not know in silence, or fails with a message about its own inside; so
names are checked here, on the line where they stand. Nothing that it can draw is refused, but what
would be fetched, and what says something false: bars without a zero, colours used twice.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from ..model.blocks.figures import Figure
from ..model.brief import Brief
from ..model.cells import NUMERIC, CellValue, Column, DataTable, in_periods
from ..model.problems import Place, Problems, nearest
from .chart_rows import check_channel, in_units_of_time, write_rows
from .plots.view import Style

HEIGHT = 170
_MARKS = {
    "arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "geoshape", "line",
    "point", "rect", "rule", "square", "text", "tick", "trail",
}  # fmt: skip
_CHANNELS = {
    "x", "y", "x2", "y2", "xError", "yError", "xError2", "yError2", "xOffset", "yOffset", "theta",
    "theta2", "radius", "radius2", "longitude", "latitude", "longitude2", "latitude2", "color",
    "fill", "stroke", "opacity", "fillOpacity", "strokeOpacity", "size", "shape", "angle",
    "strokeDash", "strokeWidth", "text", "tooltip", "detail", "order", "key", "description", "time",
    "row", "column", "facet",
}  # fmt: skip
_TYPES = {"quantitative", "temporal", "ordinal", "nominal", "geojson"}
_GUIDES = {"axis", "header", "legend", "scale"}
"""Parts of a channel that have types of their own."""
_PARTS = {
    "align", "autosize", "background", "bounds", "center", "columns", "concat", "config",
    "description", "encoding", "facet", "hconcat", "height", "layer", "mark", "name", "padding",
    "params", "projection", "repeat", "resolve", "spacing", "spec", "title", "transform", "vconcat",
    "view", "width", "$schema",
}  # fmt: skip
"""Parts of a chart, or of one of its layers."""
_OUTSIDE = {"url", "href", "data", "usermeta", "datasets", "from", "geojson"}
_MADE_HERE = {"sphere", "graticule", "sequence"}
"""Data that Vega-Lite makes by itself."""
_HOUSE = {"accent", "ink", "muted", "pale"}
_COLOURED = {"color", "fill", "stroke", "value", "range"}
COLOURS = 6
"""How many colours of series the house has."""
_APART = {
    "color": (COLOURS, "colours"), "fill": (COLOURS, "colours"), "stroke": (COLOURS, "colours"),
    "strokeDash": (5, "kinds of dashes"), "shape": (8, "shapes"),
}  # fmt: skip
"""How many series each channel tells apart; Vega-Lite gives the next one the first once more."""
_SIZE = ("width", "height", "autosize")
_LENGTHS = {"bar", "area"}
_BENT = {"log", "symlog", "sqrt", "pow"}
"""Scales on which twice the number is not twice the length."""
_KEEPS_ROWS = {"calculate", "window", "joinaggregate", "stack", "timeUnit", "bin", "extent"}
"""Transforms after which there is a mark for each row as before."""
KEY = "__row"
"""The field by which a mark is known."""
Path = tuple[str | int, ...]
Spec = dict[str, Any]


@dataclass(frozen=True)
class Completed:
    """A specification that is ready to be drawn."""

    spec: Spec
    marks: Spec
    """The same, with each mark known by its row."""
    rows: Mapping[str, int]
    """The row, from 0, that a mark must show, by what it is known by; none where a transform
    decides which rows there are."""


def complete(
    figure: Figure, brief: Brief, path: tuple[str, ...], tokens: Mapping[str, str],
    width: int, problems: Problems,
) -> Completed | None:  # fmt: skip
    """Check the specification at *path* of *brief* and complete it; None where it has errors.

    *tokens*: the brand, of which it can name `accent`, `ink`, `muted` and `pale`. *width*: of a
    specification that says none, in pixels.

    Problems: a mark, channel, type or field that does not exist; a quantity that is no number, a
    time that is no date; bars or areas without a zero; more series than there are colours; anything
    that would be fetched.
    """
    assert isinstance(figure.chart, dict)
    data, before = brief.data[figure.data or ""], problems.errors
    if "transform" not in figure.chart:  # which may compare days as they are typed
        data = in_periods(data)
    _check(figure.chart, figure.data or "", brief, path, data, problems)
    if problems.errors == before:
        folder = brief.place(*path).file.rpartition("/")[0]
        for where, unit in _units(figure.chart):
            _check_unit(unit, brief, (*path, *where), data, problems)
            if not _chooses_rows(figure.chart):
                _check_domains(unit, f"{folder}/{figure.data}", data, problems)
                _check_areas(unit, f"{folder}/{figure.data}", data, problems)
    if problems.errors > before:
        return None
    values = write_rows(data, figure.chart)
    orders = _find_orders(data, values)
    spec: Spec = {
        "width": width,
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        **in_units_of_time(_in_order(_in_colour(figure.chart, tokens), orders), data),
    }
    if {"concat", "hconcat", "vconcat", "facet", "repeat"} & figure.chart.keys():
        size = {name: spec.pop(name) for name in {*_SIZE} - figure.chart.keys()}
        if set(_dict(figure.chart.get("repeat"))) == {"layer"}:  # one view, not several
            spec["spec"] = {"width": size.get("width", width), **_dict(spec.get("spec"))}
    spec = _map_units(spec, lambda unit: _without_null(_with_types(unit, data)))
    spec["data"] = {"values": [{**row, KEY: str(n)} for n, row in enumerate(values)]}
    rows = {} if _chooses_rows(figure.chart) else _expected(spec, data)
    marks = _map_units(spec, _with_key) if rows else spec
    return Completed(spec, marks, rows)


# ---------------------------------------------------------------------------------------------
# Names


def _check(
    chart: Spec, file: str, brief: Brief, path: tuple[str, ...], data: DataTable, problems: Problems
) -> None:
    made = {str(value) for key, value in _walk(chart) if key[-1] == "as" for value in _list(value)}
    if any(key[-1] == "fold" for key, _ in _walk(chart)):
        made |= {"key", "value"}
    marked = False
    for where, value in _walk(chart):
        place, key = brief.place(*path, *where), where[-1]
        if _names_a_column(value):
            check_channel(data, value, f"{place.file.rpartition('/')[0]}/{file}", problems)
        marked = marked or _is_mark(where)
        if unknown := _find_unknown(where, value):
            problems.error(place, *unknown)
        elif key in ("field", "groupby") and where[-2:-1] != ("axis",):
            _check_columns(value, file, place, data, made, problems)
    if not marked:
        problems.error(
            brief.place(*path), "the chart has no mark", "add `mark: bar`, or `kind: bars`"
        )


def _is_mark(where: Path) -> bool:
    """Whether a mark stands there: `mark: bar`, or `type: bar` in a `mark:` with its looks."""
    return where[-1] == "mark" or where[-2:] == ("mark", "type")


def _find_unknown(where: Path, value: Any) -> tuple[str, str] | None:
    """Say what is wrong with the name or the word at *where*, and what to do about it."""
    key = where[-1]
    if key in _OUTSIDE and not _is_made_here(value):
        return f"a chart cannot hold `{key}`", "its data is the CSV file named at `data:`"
    if (len(where) == 1 or where[-3:-2] == ("layer",)) and key not in _PARTS | {"data"}:
        if key in _CHANNELS:
            hint = "move it under `encoding:`, or write `kind: bars` in the place of `mark:`"
            return f"`{key}` is no part of a chart of Vega-Lite, but a channel", hint
        known = {*_PARTS, "kind"} if len(where) == 1 else _PARTS
        return f"no part `{key}` in a chart of Vega-Lite", nearest(str(key), known, "parts")
    if _is_mark(where):
        if isinstance(value, str) and value not in _MARKS:
            return f"no mark `{value}` in Vega-Lite", nearest(value, _MARKS, "marks")
    elif "encoding" in where[-2:-1] and key not in _CHANNELS:
        return f"no channel `{key}` in Vega-Lite", nearest(str(key), _CHANNELS, "channels")
    elif (
        key == "type"
        and "encoding" in where
        and not _GUIDES.intersection(where)
        and str(value) not in _TYPES
    ):
        return f"no type `{value}` in Vega-Lite", nearest(str(value), _TYPES, "types")
    return None


def _check_columns(
    value: Any, file: str, place: Place, data: DataTable, made: Collection[str], problems: Problems
) -> None:
    """See that each column that *value* names is in *data*, once, or is *made* by the chart."""
    heads = data.heads
    for name in _list(value):
        if not isinstance(name, str) or name in made:
            continue
        if name not in heads:
            problems.error(
                place,
                f"no column `{name}` in `{file}`",
                nearest(name, filter(None, heads), "its columns"),
            )
        elif heads.count(name) > 1:
            problems.error(
                place,
                f"two columns of `{file}` are called `{name}`",
                "give each column a head of its own",
            )


def _is_made_here(data: Any) -> bool:
    return isinstance(data, dict) and bool(data) and data.keys() <= _MADE_HERE


def _walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(value, dict):
            yield (*path, key), item
        if isinstance(item, dict | list):
            yield from _walk(item, (*path, key))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# ---------------------------------------------------------------------------------------------
# Units: a mark and its channels, with those of what it is a layer of


_NESTS = ("layer", "concat", "hconcat", "vconcat")


def _units(
    spec: Spec, path: Path = (), encoding: Spec | None = None
) -> Iterator[tuple[Path, Spec]]:
    """Each mark of *spec*, with its channels, and its path."""
    channels = {**(encoding or {}), **_dict(spec.get("encoding"))}
    if "mark" in spec:
        yield path, {"mark": spec["mark"], "encoding": channels}
    for name in _NESTS:
        for n, inner in enumerate(_list(spec.get(name, []))):
            if isinstance(inner, dict):
                yield from _units(inner, (*path, name, n), channels)
    if isinstance(spec.get("spec"), dict):
        yield from _units(spec["spec"], (*path, "spec"))


def _map_units(spec: Spec, change: Callable[[Spec], Spec]) -> Spec:
    """*spec* with `change` of each part that has channels."""
    spec = {
        name: [_map_units(one, change) if isinstance(one, dict) else one for one in value]
        if name in _NESTS and isinstance(value, list)
        else _map_units(value, change)
        if name == "spec" and isinstance(value, dict)
        else value
        for name, value in spec.items()
    }
    return change(spec)


def _dict(value: Any) -> Spec:
    return value if isinstance(value, dict) else {}


def _mark_of(unit: Spec) -> tuple[str, Spec]:
    """The kind of its mark, and what else is said of it."""
    mark = unit["mark"]
    return (str(mark.get("type", "")), mark) if isinstance(mark, dict) else (str(mark), {})


# ---------------------------------------------------------------------------------------------
# What would say something false


def _check_unit(unit: Spec, brief: Brief, path: Path, data: DataTable, problems: Problems) -> None:
    for name in _APART:
        for one in _list(unit["encoding"].get(name)):
            column = data.column(one["field"]) if _names_a_column(one) else None
            if column is not None:
                _check_apart(name, one, column, brief.place(*path, "encoding", name), problems)
    for name, channel in unit["encoding"].items():
        for one in _list(channel):
            column = data.column(one["field"]) if _names_a_column(one) else None
            if column is not None and column.kind == "percent":
                _check_format(one, column, brief.place(*path, "encoding", name), problems)
    _check_zero(unit, brief, path, problems)


def _names_a_column(channel: Any) -> TypeGuard[Spec]:
    return isinstance(channel, dict) and isinstance(channel.get("field"), str)


def _check_format(channel: Spec, column: Column, place: Place, problems: Problems) -> None:
    """A format such as `.0%` multiplies by a hundred what is in per cent already."""
    formats = [str(value) for key, value in _walk(channel) if key[-1] == "format"]
    if any(one.endswith("%") for one in formats):
        problems.error(
            place,
            f"a `format` with % multiplies by a hundred, and `{column.head}` is in per cent: "
            f"{next(filter(None, column.texts))} would be a hundred times as much",
            "delete the `format`, or write fractions in the file: 0.12",
        )


def _check_apart(
    name: str, channel: Spec, column: Column, place: Place, problems: Problems
) -> None:
    """Colours that come back after the sixth say that two series are one."""
    most, noun = _APART[name]
    scale = channel.get("scale")
    has_its_own = scale is None and "scale" in channel
    has_its_own |= bool({"range", "scheme"} & _dict(scale).keys())
    is_named = channel.get("type", "nominal" if column.kind == "label" else "") == "nominal"
    count = len({text for text in column.texts if text})
    if is_named and not has_its_own and "aggregate" not in channel and count > most:
        problems.error(
            place,
            f"{count} series, and a reader can tell {most} {noun} apart",
            "use `kind: small-multiples`, or `kind: line` with `highlight:` for the one that "
            "matters; or put the small ones together",
        )


def _check_domains(unit: Spec, file: str, data: DataTable, problems: Problems) -> None:
    """Refuse values outside a scale: they are drawn outside the chart, or shrink it to nothing."""
    for name in ("x", "y"):
        channel = unit["encoding"].get(name)
        column = data.column(channel["field"]) if _names_a_column(channel) else None
        scale = _dict(channel.get("scale")) if column else {}
        if column and scale.get("type") == "log":
            for value, text, line in zip(column.values, column.texts, data.lines, strict=True):
                if isinstance(value, int | float) and value <= 0:
                    problems.error(
                        Place(file, line),
                        f"{text} has no place on a log scale",
                        "delete `type: log`, or leave the cell empty",
                    )
        ends = scale.get("domain")
        if not column or not isinstance(ends, list) or len(ends) != 2:
            continue
        if not all(isinstance(end, int | float) for end in ends):
            continue
        for value, text, line in zip(column.values, column.texts, data.lines, strict=True):
            if isinstance(value, int | float) and not min(ends) <= value <= max(ends):
                problems.error(
                    Place(file, line),
                    f"{text} lies outside the chart, whose `domain` is {ends[0]} to {ends[1]}",
                    "widen the domain, or filter the row out",
                )


def _check_areas(unit: Spec, file: str, data: DataTable, problems: Problems) -> None:
    """Refuse a value between two gaps of an area, which has no width and is not drawn.

    It cannot be read back: to stack areas Vega-Lite fills the gaps of marks that have a key.
    """
    encoding = unit["encoding"]
    columns = {
        name: data.column(one["field"]) for name, one in encoding.items() if _names_a_column(one)
    }
    x, y = columns.pop("x", None), columns.pop("y", None)
    if _mark_of(unit)[0] != "area" or x is None or y is None:
        return
    if _dict(encoding["x"]).get("type") == "quantitative" and y.kind not in NUMERIC:
        x, y = y, x
    parts = [one for name, one in columns.items() if one and name not in ("x2", "y2", "tooltip")]
    known = [*dict.fromkeys(value for value in x.values if value is not None)]
    known.sort(key=_at)  # labels stay as they are
    rows: dict[tuple[str, ...], dict[CellValue, int]] = {}
    for row, (value, number) in enumerate(zip(x.values, y.values, strict=True)):
        if value is not None and number is not None:
            rows.setdefault(tuple(one.texts[row] for one in parts), {})[value] = row
    gaps = {value for value, number in zip(x.values, y.values, strict=True) if number is None}
    for line in rows.values():
        stops = [value for value in known if value in line or value in gaps]
        for n, value in enumerate(stops):
            near = {*stops[max(n - 1, 0) : n], *stops[n + 1 : n + 2]}
            if value in line and not near & line.keys():
                cells = ", ".join(filter(None, data.rows[line[value]]))
                problems.error(
                    Place(file, data.lines[line[value]]),
                    f"the row `{cells}` stands alone between gaps, where no area is drawn",
                    "use `mark: bar`, or `kind: area`",
                )
    stack = next((_dict(encoding[name]).get("stack", "zero") for name in ("x", "y")
                  if _dict(encoding[name]).get("type") == "quantitative"), "zero")  # fmt: skip
    seen = {(value, *(one.texts[row] for one in parts)) for row, value in enumerate(x.values)}
    for series, line in rows.items() if stack else ():
        for value in known:
            if (value, *series) not in seen:
                problems.error(
                    Place(file, data.lines[next(iter(line.values()))]),
                    f"`{', '.join(series)}` has no row of {value}, and its area would be 0 there",
                    "add the row, with an empty cell where nothing is known, or use `kind: area`",
                )


def _check_zero(unit: Spec, brief: Brief, path: Path, problems: Problems) -> None:
    """A bar or an area shows its number by its length, from zero on."""
    kind, mark = _mark_of(unit)
    encoding = unit["encoding"]
    if kind not in _LENGTHS:
        return
    counts = [
        name for name in ("x", "y")
        if (channel := _dict(encoding.get(name)))
        and (channel.get("type") == "quantitative" or "aggregate" in channel)
        and not channel.get("bin") and f"{name}2" not in encoding
    ]  # fmt: skip
    if len(counts) == 2:
        counts = ["x"] if mark.get("orient") == "horizontal" else ["y"]
    for name in counts:
        scale = _dict(_dict(encoding[name]).get("scale"))
        domain = scale.get("domain")
        ends = [one for one in _list(domain) if isinstance(one, int | float)]
        place = brief.place(*path, "encoding", name, "scale")
        noun = "bars" if kind == "bar" else "areas"
        bent = scale.get("type")
        if bent in _BENT:
            fault = "has no zero" if bent == "log" else "is not even"
            problems.error(
                place,
                f"{noun} show their number by their length from zero, and a {bent} scale {fault}",
                "use `mark: point`, or `kind: dots` with `scale: log`",
            )
        elif (
            scale.get("zero") is False
            or (len(ends) == 2 and (min(ends) > 0 or max(ends) < 0))
            or (isinstance(scale.get("domainMin"), int | float) and scale["domainMin"] > 0)
        ):
            problems.error(
                place,
                f"{noun} show their number by their length, and this scale does not begin at zero",
                "let it begin at zero, or use `mark: point` or `kind: dots`",
            )


# ---------------------------------------------------------------------------------------------
# Completed


def _in_colour(value: Any, tokens: Mapping[str, str], key: str = "") -> Any:
    """Put the brand's colours for their names."""
    if isinstance(value, dict):
        return {name: _in_colour(item, tokens, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_in_colour(item, tokens, key) for item in value]
    if key in _COLOURED and isinstance(value, str) and value in _HOUSE:
        return tokens[value]
    return value


def _find_orders(data: DataTable, rows: Sequence[Spec]) -> dict[str, list[Any]]:
    """The values of each column in the order of the file, for a chart that cannot tell it: a row
    with a gap is left out before it looks which comes first.

    Years, days and numbers that go neither up nor down, for one series lacks some, go up.
    """
    has_gaps = any(None in column.values for column in data.columns)
    orders = {}
    for column in data.columns:
        known = {
            row[column.head]: value
            for row, value in zip(rows, column.values, strict=True)
            if value is not None
        }
        values = [*known.values()]
        is_turning = False
        if column.kind not in ("label", "empty"):
            at = [*map(_at, values)]
            is_turning = at not in (sorted(at), sorted(at, reverse=True))
        if has_gaps or is_turning:
            orders[column.head] = (
                sorted(known, key=lambda one: _at(known[one])) if is_turning else [*known]
            )
    return orders


def _at(value: CellValue) -> float:
    if isinstance(value, datetime.date):
        return value.toordinal()
    return value if isinstance(value, int | float) else 0


def _in_order(value: Any, orders: Mapping[str, list[Any]]) -> Any:
    """Keep names in the order of the file, where Vega-Lite would sort them by the alphabet.

    *orders*: of a column, its names in that order; of a file with gaps, whose rows Vega-Lite leaves
    out before it looks which name comes first.
    """
    if isinstance(value, list):
        return [_in_order(item, orders) for item in value]
    if not isinstance(value, dict):
        return value
    ordered = {key: _in_order(item, orders) for key, item in value.items()}
    if value.get("type") in ("nominal", "ordinal") and "field" in value:
        ordered.setdefault("sort", orders.get(str(value["field"])))
    return ordered


def _without_null(unit: Spec) -> Spec:
    """*unit*, without the word `null` where it prints numbers and one is not known."""
    channel = _dict(_dict(unit.get("encoding")).get("text"))
    if "mark" not in unit or channel.get("type") != "quantitative" or "aggregate" in channel:
        return unit
    known = {"filter": {"field": channel["field"], "valid": True}}
    return {**unit, "transform": [*_list(unit.get("transform", [])), known]}


def _escaped(field: str) -> str:
    """A column's head as Vega-Lite reads it: a dot or a bracket would lead into an object."""
    return re.sub(r"([.\[\]\\'\"])", r"\\\1", field)


def _with_types(unit: Spec, data: DataTable) -> Spec:
    """Its channels, as years and heads with dots want them."""
    if not isinstance(unit.get("encoding"), dict):
        return unit
    kind = _mark_of(unit)[0] if "mark" in unit else ""

    def typed(name: str, channel: Any) -> Any:
        if isinstance(channel, list):
            return [typed(name, one) for one in channel]
        column = data.column(channel["field"]) if _names_a_column(channel) else None
        if column is None:
            return channel
        channel = {**channel, "field": _escaped(column.head)}
        if column.head != channel["field"]:
            channel.setdefault("title", column.head)
        if column.kind == "date" and channel.get("type") == "temporal" and name in ("x", "y"):
            if not channel.keys() & {"timeUnit", "bin"}:
                channel = _with_axis(channel, _days(column))
        elif column.kind == "quarter" and channel.get("type") == "temporal" and name in ("x", "y"):
            channel = _with_axis(channel, _quarters(column))
        elif column.kind == "year" and channel.get("type") == "quantitative" and name in ("x", "y"):
            channel = _with_axis(channel, {"format": "d", "values": _years(column)})
            if kind not in _LENGTHS and channel.get("scale", {}) is not None:
                channel["scale"] = {"zero": False, **_dict(channel.get("scale"))}
        return channel

    encoding = {name: typed(name, channel) for name, channel in unit["encoding"].items()}
    return {**unit, "encoding": encoding}


def _days(column: Column) -> Spec:
    """An axis of days, written by d3 as exactly as about five of them need."""
    days = [value for value in column.values if isinstance(value, datetime.date)]
    first, span = (min(days), (max(days) - min(days)).days) if days else (None, 0)
    months = sorted({*days})
    if 1 < len(months) <= 8 and all(day.day == 1 for day in days) and span < 200:
        moments = [86_400_000 * (day - datetime.date(1970, 1, 1)).days for day in months]
        return {"format": "%b %Y", "values": moments}
    if first is None or span >= 200:
        return {"format": "%b %Y" if span < 2_000 else "%Y", "tickCount": 5}
    # Left to itself, the axis of three days has six places, at noon as well.
    start, step = first.toordinal() - datetime.date(1970, 1, 1).toordinal(), max(1, -(-span // 5))
    ticks = [86_400_000 * (start + day) for day in range(0, span + 1, step)]
    return {"format": "%-d %b", "values": ticks}


def _quarters(column: Column) -> Spec:
    """An axis of a few quarters: each once, where d3 would write their months as quarters."""
    days = sorted({one for one in column.values if isinstance(one, datetime.date)})
    moments = [86_400_000 * (day - datetime.date(1970, 1, 1)).days for day in days]
    return {"values": moments} if len(moments) < 4 else {}


def _years(column: Column) -> list[int]:
    """The years of an axis: all of them, or every second, fifth or tenth."""
    years = sorted({int(value) for value in column.values if isinstance(value, int | float)})
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 1000) if len(years) <= 8 * one)
    return [year for year in years if step == 1 or year % step == 0]


def _with_axis(channel: Spec, defaults: Spec) -> Spec:
    axis = channel.get("axis", {})
    if axis is None or {"format", "labelExpr", "values", "tickCount"} & _dict(axis).keys():
        return channel
    return {**channel, "axis": {**defaults, **_dict(axis)}}


# ---------------------------------------------------------------------------------------------
# Known by its row


def _chooses_rows(chart: Spec) -> bool:
    """Whether something in *chart* decides which rows there are, or puts several into one mark."""
    for where, value in _walk(chart):
        key = where[-1]
        if key == "transform" and any(not _KEEPS_ROWS & _dict(one).keys() for one in _list(value)):
            return True
        if key in ("aggregate", "bin", "timeUnit") and value and "encoding" in where:
            return True
        if key == "repeat" or (key in ("mark", "type") and value in _SUMMARIES):
            return True
    return False


_SUMMARIES = ("boxplot", "errorband", "errorbar")
_PLACES = ("x", "y", "x2", "y2", "theta", "radius", "longitude", "latitude", "xOffset", "yOffset")
_SHOWN = ("color", "fill", "stroke", "size", "opacity", "angle", "strokeWidth", "text")
"""Channels that show a number otherwise than by a place."""


def _expected(spec: Spec, data: DataTable) -> dict[str, int]:
    """Rows that a mark must show: those in which every column that it shows is filled."""
    rows: dict[str, int] = {}
    for _, unit in _units(spec):
        fields = [
            channel["field"]
            for name in (*_PLACES, *_SHOWN)
            if _names_a_column(channel := unit["encoding"].get(name))
            and (name in _PLACES or channel.get("type") == "quantitative")
        ]
        columns = [
            column for column in data.columns
            if _escaped(column.head) in fields
        ]  # fmt: skip
        if columns:
            rows |= {
                str(row): row
                for row in range(len(data.lines))
                if all(column.values[row] is not None for column in columns)
            }
    return rows


def _with_key(unit: Spec) -> Spec:
    if "mark" not in unit:
        return unit
    encoding = {**_dict(unit.get("encoding")), "description": {"field": KEY, "type": "nominal"}}
    return {**unit, "encoding": encoding}


ABOVE = 4
"""Pixels above the first line of letters that are read from the right, whose signs stand high."""


def house_style(tokens: Mapping[str, str], direction: str = "ltr") -> Spec:
    """Style of every chart: direct labels, no boxes, the little that helps to read.

    *direction*: in which its words are read, `ltr` or `rtl`.
    """
    ink, muted = tokens["ink"], tokens["muted"]
    return {
        "font": tokens["font-display"].strip("\"'"),
        "background": None,
        "padding": {"top": ABOVE if direction == "rtl" else 0, "left": 0, "right": 0, "bottom": 0},
        "view": {"stroke": None},
        "range": {"category": list(Style.of(tokens).colours)},
        "mark": {"color": ink},
        "bar": {"color": ink},
        "line": {"color": ink, "strokeWidth": 2},
        "point": {"color": ink, "filled": True},
        "text": {"color": tokens["text"], "fontSize": 11.3, "fontWeight": 600},
        "rule": {"color": muted},
        "axis": {
            "domain": False, "ticks": False, "grid": False, "labelColor": tokens["text"],
            "labelFontSize": 11.3, "labelPadding": 8, "labelLimit": 0, "titleColor": muted,
            "titleFontSize": 11, "titleFontWeight": 400, "titleLimit": 0,
        },
        "axisX": {"labelAngle": 0},
        # A label near the end of an axis ends there, and not beyond the edge.
        "axisXTemporal": {"labelFlush": 26},
        "axisXQuantitative": {"labelFlush": 20},
        "axisQuantitative": {"grid": True, "gridColor": tokens["hairline"], "gridWidth": 0.75},
        "axisTemporal": {"domain": True, "domainColor": muted},
        "header": {
            "labelColor": tokens["text"], "labelFontSize": 11.3, "labelLimit": 0, "title": None,
        },
        # Under the caption it says what is counted, as the unit of a chart of ours does.
        "title": {
            "color": muted, "fontSize": 11, "fontWeight": 400, "anchor": "start", "limit": 0,
        },
        "legend": {
            "labelColor": tokens["text"], "labelFontSize": 11.3, "title": None, "orient": "top",
            "offset": 8, "symbolType": "square", "labelLimit": 0,
        },
        "scale": {"bandPaddingInner": 0.38, "bandPaddingOuter": 0.1},
    }  # fmt: skip
