"""Turn a chart's specification and its data into SVG, in the house's colours and fonts.

Charts are Vega-Lite, the grammar that newsrooms and institutes know, drawn by vl-convert-python,
which needs neither a browser nor a network.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.brief import Brief, Language
from ..model.cells import DataTable
from ..model.page import Chart
from ..model.problems import Problems, nearest
from ..model.text import plain
from .chart_rows import check_channel, in_units_of_time, write_rows

if TYPE_CHECKING:
    from ..model.blocks.figures import Figure

WIDTH = 438
"""Of a chart, in CSS pixels: the measure of the text, 116 mm."""
HEIGHT = 170
# What a specification may hold. Vega-Lite drops what it does not know in silence, or fails with a
# message about its own inside; so the names are checked here, on the line where they stand.
_MARKS = {
    "arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "line", "point", "rect",
    "rule", "square", "text", "tick", "trail",
}  # fmt: skip
_CHANNELS = {
    "x", "y", "x2", "y2", "xError", "yError", "xOffset", "yOffset", "theta", "theta2", "radius",
    "radius2", "color", "fill", "stroke", "opacity", "size", "shape", "angle", "strokeDash",
    "strokeWidth", "text", "detail", "order", "key", "description", "row", "column", "facet",
}  # fmt: skip
_TYPES = {"quantitative", "temporal", "ordinal", "nominal"}
_GUIDES = {"axis", "header", "legend", "scale"}
"""Parts of a channel that have types of their own."""
_PARTS = {
    "autosize", "background", "columns", "concat", "description", "encoding", "facet", "hconcat",
    "height", "layer", "mark", "name", "padding", "params", "repeat", "resolve", "spacing", "spec",
    "title", "transform", "vconcat", "view", "width", "$schema", "config",
}  # fmt: skip
"""Of a chart, or of one of its layers."""
_OUTSIDE = {"url", "href", "data", "usermeta", "datasets", "from", "geojson", "projection"}
_HOUSE = {"accent", "ink", "muted", "pale"}
_COLOURED = {"color", "fill", "stroke", "value", "range"}


def prepare_chart(
    brief: Brief,
    name: str,
    tokens: Mapping[str, str],
    language: Language,
    problems: Problems,
) -> Chart | None:
    """Make the `Chart` of the figure *name* complete: its data, and the house's style.

    *tokens*: the brand, of which a specification can name `accent`, `ink`, `muted` and `pale`.

    Problems: a mark, channel, type or field that does not exist, a quantity that is no number,
    anything that would be fetched.
    """
    figure = brief.fields.figures[name]
    data = brief.data.get(figure.data or "")
    if figure.chart is None or data is None:
        return None
    before = problems.errors
    _check(figure, brief, ("figures", name, "chart"), data, problems)
    if problems.errors > before:
        return None
    spec = {
        "width": WIDTH,
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        **in_units_of_time(_in_order(_in_colour(figure.chart, tokens)), data),
        "data": {"values": write_rows(data, figure.chart)},
    }
    return Chart(
        engine=_engine(),
        spec=json.dumps(spec, sort_keys=True),
        config=json.dumps(_config(tokens), sort_keys=True),
        locale=language.charts,
        title=plain(figure.caption.html),
        description=figure.alt,
    )


def _engine() -> str:
    """Name and version of the library that draws, told without importing it (8 ms)."""
    spec = find_spec("vl_convert")
    folder = Path(str(spec.origin)).parents[1] if spec else Path()
    return next((path.name for path in folder.glob("vl_convert_python-*.dist-info")), "")


def draw_chart(chart: Chart, font_folders: Sequence[str]) -> bytes | str:
    """Draw *chart* as SVG with text in it, a title and a description.

    Returns the SVG, or Vega-Lite's complaint as a string. Runs in a worker: the first chart of a
    process takes 0.4 s, later ones 0.02 s, and what a chart computes can outgrow any limit.
    """
    os.environ["TZ"] = "UTC"  # Vega reads `2023-08-29` as midnight in Greenwich
    import vl_convert

    locale: Any = chart.locale  # one of the names that d3 knows
    for folder in font_folders:
        vl_convert.register_font_directory(folder)
    try:
        with _silent():
            svg = vl_convert.vegalite_to_svg(
                chart.spec,
                config=json.loads(chart.config),
                allowed_base_urls=[],
                format_locale=locale,
                time_format_locale=locale,
            )
    except ValueError as error:
        lines = str(error).splitlines()
        reason = next((line for line in lines[1:] if line.strip()), lines[0])
        return re.sub(r"^\w*Error: ", "", reason.strip())[:200]
    title, description = escape(chart.title), escape(chart.description)
    words = f"<title>{title}</title><desc>{description}</desc>"
    return str(svg).replace(">", f">{words}", 1).encode()


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Vega's own traceback, written past Python, off the screen."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _check(
    figure: Figure, brief: Brief, path: tuple[str, ...], data: DataTable, problems: Problems
) -> None:
    chart, heads = figure.chart or {}, data.heads
    made = {str(value) for key, value in _walk(chart) if key[-1] == "as" for value in _list(value)}
    marked = False
    for where, value in _walk(chart):
        place = brief.place(*path, *where)
        key = where[-1]
        if isinstance(value, dict) and isinstance(value.get("field"), str):
            check_channel(data, value, f"{place.file.rpartition('/')[0]}/{figure.data}", problems)
        if key in _OUTSIDE:
            problems.error(
                place, f"a chart cannot hold `{key}`", "its data is the CSV file named at `data:`"
            )
        elif (len(where) == 1 or where[-3:-2] == ("layer",)) and key not in _PARTS:
            problems.error(
                place,
                f"no part `{key}` in a chart of Vega-Lite",
                nearest(str(key), _PARTS, "parts"),
            )
        elif key == "mark" or (key == "type" and where[-2:-1] == ("mark",)):
            marked = True
            if isinstance(value, str) and value not in _MARKS:
                problems.error(
                    place, f"no mark `{value}` in Vega-Lite", nearest(value, _MARKS, "marks")
                )
        elif "encoding" in where[-2:-1] and key not in _CHANNELS:
            problems.error(
                place, f"no channel `{key}` in Vega-Lite", nearest(str(key), _CHANNELS, "channels")
            )
        elif (
            key == "type"
            and "encoding" in where
            and not _GUIDES.intersection(where)
            and str(value) not in _TYPES
        ):
            problems.error(
                place, f"no type `{value}` in Vega-Lite", nearest(str(value), _TYPES, "types")
            )
        elif key in ("field", "groupby") and where[-2:-1] != ("axis",):
            for name in _list(value):
                if isinstance(name, str) and name not in {*heads, *made}:
                    problems.error(
                        place,
                        f"no column `{name}` in `{figure.data}`",
                        nearest(name, heads, "its columns"),
                    )
    if not marked:
        problems.error(brief.place(*path), "the chart has no mark", "add `mark: bar`")


def _walk(
    value: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(value, dict):
            yield (*path, key), item
        if isinstance(item, dict | list):
            yield from _walk(item, (*path, key))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _in_colour(value: Any, tokens: Mapping[str, str], key: str = "") -> Any:
    """Put the brand's colours for their names."""
    if isinstance(value, dict):
        return {name: _in_colour(item, tokens, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_in_colour(item, tokens, key) for item in value]
    if key in _COLOURED and isinstance(value, str) and value in _HOUSE:
        return tokens[value]
    return value


def _in_order(value: Any) -> Any:
    """Keep names in the order of the file, where Vega-Lite would sort them by the alphabet."""
    if isinstance(value, list):
        return [_in_order(item) for item in value]
    if not isinstance(value, dict):
        return value
    ordered = {key: _in_order(item) for key, item in value.items()}
    if value.get("type") in ("nominal", "ordinal") and "field" in value:
        ordered.setdefault("sort", None)
    return ordered


def _config(tokens: Mapping[str, str]) -> dict[str, Any]:
    """Style of every chart: direct labels, no boxes, the little that helps to read."""
    ink, muted, pale = tokens["ink"], tokens["muted"], tokens["pale"]
    return {
        "font": tokens["font-display"].strip("\"'"),
        "background": None,
        "padding": 0,
        "view": {"stroke": None},
        "range": {"category": [ink, tokens["accent"], muted, pale]},
        "mark": {"color": ink},
        "bar": {"color": ink},
        "line": {"color": ink, "strokeWidth": 2},
        "point": {"color": ink, "filled": True},
        "text": {"color": tokens["text"], "fontSize": 11.3, "fontWeight": 600},
        "rule": {"color": muted},
        "axis": {
            "domain": False, "ticks": False, "grid": False, "labelColor": tokens["text"],
            "labelFontSize": 11.3, "labelPadding": 8, "titleColor": muted, "titleFontSize": 11,
            "titleFontWeight": 400,
        },
        "axisX": {"labelAngle": 0},
        "axisQuantitative": {"grid": True, "gridColor": tokens["hairline"], "gridWidth": 0.75},
        "axisTemporal": {"domain": True, "domainColor": muted},
        "legend": {
            "labelColor": tokens["text"], "labelFontSize": 11.3, "title": None, "orient": "top",
            "offset": 8, "symbolType": "square",
        },
        "scale": {"bandPaddingInner": 0.38, "bandPaddingOuter": 0.1},
    }  # fmt: skip
