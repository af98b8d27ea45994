"""Turn a chart and its data into SVG, in the house's colours and fonts, and read it back.

A chart of a `kind:` is compiled in plots/; any other is Vega-Lite, the grammar that newsrooms and
institutes know. Both are drawn by vl-convert-python, which needs neither a browser nor a network.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from html import escape
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from ..model.blocks.figures import Plot
from ..model.brief import Brief, Language
from ..model.cells import Column, DataTable
from ..model.maps import Map
from ..model.page import Chart, Refusal
from ..model.problems import Problems
from ..model.text import plain
from .chart_widths import find_width
from .dates_and_numbers import name_months, write_percent
from .plots import WIDTHS
from .right_to_left import mirror_drawing


def prepare_chart(
    brief: Brief,
    name: str,
    tokens: Mapping[str, str],
    language: Language,
    problems: Problems,
    fonts: Path | None = None,
    widths: Mapping[str, int] = WIDTHS,
) -> Chart | None:
    """Make the `Chart` of the figure *name* complete: its data, and the house's style.

    *tokens*: the brand, of which a specification can name `accent`, `ink`, `muted` and `pale`.
    *fonts*: the folder of its type, where that is no package. *widths*: in CSS pixels, by the
    `width:` of a figure.

    Problems: a column, mark or channel that does not exist, what is no number, more series than can
    be told apart, bars without a zero, anything that would be fetched.
    """
    figure = brief.fields.figures[name]
    data = brief.data.get(figure.data or "")
    if figure.chart is None or isinstance(figure.chart, Map) or data is None:
        return None
    # Imported here: it takes 6 ms, and few briefs have a chart.
    from .chart_rows import with_per_cents
    from .vega_lite import complete, house_style

    path, width = ("figures", name, "chart"), find_width(brief, name, widths)
    if isinstance(figure.chart, Plot):
        # Imported here, as is what reads a chart back: each takes 15 ms, and few briefs need them.
        from .plots.compile import compile_plot
        from .plots.view import Style

        plot = compile_plot(
            brief, path, figure.chart, Style.of(tokens, fonts, width), language, problems
        )
        spec, marks, rows = (plot.spec, plot.spec, plot.rows) if plot else (None, None, {})
    else:
        made = complete(figure, brief, path, tokens, width, problems)
        spec, marks, rows = (made.spec, made.marks, made.rows) if made else (None, None, {})
        spec = with_per_cents(_dated(spec, language), data, write_percent("#", language))
    if spec is None:
        return None
    return Chart(
        engine=_engine(),
        spec=json.dumps(spec, sort_keys=True),
        config=json.dumps(house_style(tokens, language.direction), sort_keys=True),
        locale=language.charts,
        numbers=language.chart_numbers,
        months=tuple(map(tuple, name_months(language, beside_a_day=_names_days(spec)))),
        direction="ltr" if _is_a_map(spec) else language.direction,
        family=tokens["font-display"].strip("\"'"),
        title=plain(figure.caption.html),
        description=plain(figure.alt.html),
        marks=json.dumps(marks, sort_keys=True),
        width=width,
        rows=rows,
        names=tuple(f"the row `{', '.join(filter(None, row))}`" for row in data.rows),
    )


_PARTS_OF_DATES = {"y": "%Y", "M": "%-m", "d": "%-d"}


def _dated(spec: Any, language: Language) -> Any:
    """Write the dates of an axis in the order of a language that begins with the year: `1月5日`,
    where d3 has `5 1月`.
    """
    month, day = (
        re.sub("[yMd]", lambda part: _PARTS_OF_DATES[part[0]], language.dates[name])
        for name in ("month", "day")
    )
    if not month.startswith("%Y"):
        return spec
    ours = {"%b %Y": month, "%-d %b": day.partition("%-m")[1] + day.partition("%-m")[2]}

    def dated(value: Any) -> Any:
        if isinstance(value, list):
            return [dated(one) for one in value]
        if not isinstance(value, dict):
            return value
        return {
            key: ours.get(one, one) if key == "format" and isinstance(one, str) else dated(one)
            for key, one in value.items()
        }

    return dated(spec)


def _names_days(spec: Any) -> bool:
    """Whether a specification writes a month behind a day: `%-d %b`."""
    return bool(re.search(r"%-?[de][^%]*%[bB]", json.dumps(spec)))


def _is_a_map(spec: Any) -> bool:
    """Whether a specification draws places of the earth, where east is on the right."""
    return any(word in json.dumps(spec) for word in ('"geoshape"', '"projection"', '"longitude"'))


@cache
def _engine() -> str:
    """Name and version of the library that draws, told without importing it (8 ms)."""
    spec = find_spec("vl_convert")
    folder = Path(str(spec.origin)).parents[1] if spec else Path()
    return next((path.name for path in folder.glob("vl_convert_python-*.dist-info")), "")


def draw_chart(chart: Chart, font_folders: Sequence[str]) -> bytes | tuple[Refusal, ...]:
    """Draw *chart* as SVG with text in it, a title and a description, and read it back.

    Returns the SVG, or why it cannot be printed: Vega-Lite's complaint, or what is not drawn as it
    should be. Runs in a worker: the first chart of a process takes 0.4 s, later ones 0.04 s, and
    what a chart computes can outgrow any limit.
    """
    os.environ["TZ"] = "UTC"  # Vega reads `2023-08-29` as midnight in Greenwich
    import vl_convert

    from .chart_readback import read_back
    from .plots.chart_words import Lettering

    locale: Any = chart.locale  # names that d3 knows, as the next
    numbers: Any = chart.numbers
    if chart.months:
        full, short = chart.months
        with suppress(ValueError):  # one that it does not know is told below
            known = vl_convert.get_time_format_locale(locale)
            locale = {**known, "months": [*full], "shortMonths": [*short]}
    for folder in font_folders:
        vl_convert.register_font_directory(folder)
    drawn: dict[str, Any] = {
        "allowed_base_urls": [], "format_locale": numbers, "time_format_locale": locale,
    }  # fmt: skip
    try:
        with _silent():
            # Translated once: the drawing and its scene would each translate it (5 ms).
            config = json.loads(chart.config)
            specs = {chart.spec, chart.marks}  # often the same
            vega = {one: vl_convert.vegalite_to_vega(one, config=config) for one in specs}
            svg = vl_convert.vega_to_svg(vega[chart.spec], **drawn)
            scene = vl_convert.vega_to_scenegraph(vega[chart.marks], **drawn)
    except ValueError as error:
        lines = str(error).splitlines()
        reason = next((line for line in lines[1:] if line.strip()), lines[0])
        reason = re.sub(r"^\w*Error: ", "", reason.strip())[:200]
        if "/locale" in reason:
            return (
                Refusal(
                    f"the charts of this language are of {chart.locale}, with the numbers of "
                    f"{chart.numbers}, and d3 does not know both",
                    "name others at `charts` and `chart_numbers` in templates/languages/",
                ),
            )
        hint = "compare it with a chart that is drawn"
        return (Refusal(f"Vega-Lite refuses this chart: {reason}", hint),)
    letters = Lettering(chart.family, Path(font_folders[0]) if font_folders else None)
    if refusals := read_back(scene, letters, chart.width, chart.rows, chart.names):
        return tuple(refusals)
    title, description = escape(chart.title), escape(chart.description)
    words = f"<title>{title}</title><desc>{description}</desc>"
    svg = _widened(_numbered_anew(_lines_apart(str(svg))), chart.width)
    svg = mirror_drawing(svg) if chart.direction == "rtl" else svg
    return svg.replace(">", f">{words}", 1).encode()


def picture_of(svg: bytes, font_folders: Sequence[str]) -> bytes | None:
    """Draw an SVG as a PNG, twice as fine as a screen shows it; None where it cannot be drawn.

    Runs in a worker, as `draw_chart` does: for programs that show no SVG.
    """
    import vl_convert

    for folder in font_folders:
        vl_convert.register_font_directory(folder)
    try:
        with _silent():
            return bytes(vl_convert.svg_to_png(svg.decode(), scale=2))
    except ValueError:
        return None


def _numbered_anew(svg: str) -> str:
    """*svg*, its scales of colours and clips numbered as in a first drawing: Vega goes on counting
    over all drawings of a process, and a chart would be other bytes behind another one.
    """
    numbers = {"gradient_": count(0), "clip": count(1)}
    defined = re.findall(r' id="((gradient_|clip)\d+)"', svg)
    names = {old: f"{kind}{next(numbers[kind])}" for old, kind in defined}
    return re.sub(
        r'(?<= id=")\w+(?=")|(?<="url\(#)\w+(?=\)")',
        lambda name: names.get(name[0], name[0]),
        svg,
    )


_LINES = re.compile(r"<text\b([^<>]*)>((?:<tspan\b[^<>]*>[^<>]*</tspan>)+)</text>")
_LINE = re.compile(r"<tspan\b([^<>]*)>([^<>]*)</tspan>")


def _lines_apart(svg: str) -> str:
    """*svg*, each line of a text a text of its own: WeasyPrint centres the lines of one together,
    by the widest, and the month above its year would stand left of the tick of both.
    """

    def part(match: re.Match[str]) -> str:
        lines, down = [], 0.0
        for attributes, words in _LINE.findall(match[2]):
            step = re.search(r'\bdy="([\d.]+)"', attributes)
            down += float(step[1]) if step else 0.0
            place = f' y="{down:g}"' if down else ""
            lines.append(f"<text{match[1]}{place}>{words}</text>")
        return "".join(lines)

    return _LINES.sub(part, svg)


def _widened(svg: str, width: int) -> str:
    """*svg*, at least *width* pixels wide: a narrow one would be drawn larger, with its type."""
    wide = re.search(r'width="(\d+(?:\.\d+)?)"', svg)
    if wide is None or float(wide[1]) >= width:
        return svg
    svg = svg.replace(wide[0], f'width="{width}"', 1)
    return re.sub(r'viewBox="0 0 [\d.]+', f'viewBox="0 0 {width}', svg, count=1)


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


# ---------------------------------------------------------------------------------------------
# What a chart shows, in words


def shown_rows(
    chart: Plot | Map | Mapping[str, Any], table: DataTable, write: Callable[[Column], list[str]]
) -> dict[str, tuple[str, str]]:
    """Give the words that *chart* shows of each row of *table*, by its place: a year, a label.

    For each row a pair: the text that the chart prints, and that of all its cells; the same
    where it prints none. *write*: prints the cells of a column.
    """
    first, *others = table.columns
    labelled = others
    if isinstance(chart, Plot):
        chart, table = chart.taken_from(table)
        first = table.column(chart.x) or first
        named = [chart.series] if chart.series is not None else []
        others = labelled = [c for c in map(table.column, [*named, *chart.y]) if c is not None]
    elif isinstance(chart, Map):
        first = table.column(chart.code or "") or first
        others = labelled = [c for c in [table.column(chart.value or "")] if c is not None]
    else:
        texts = [*_text_fields(chart)]
        labelled = [column for column in others if texts == [column.head]] or others
    rows: dict[str, tuple[str, str]] = {}
    for row, name in enumerate(write(first)):
        seen = ", ".join(c.texts[row] for c in labelled if c.texts[row] or c.kind != "label")
        known = ", ".join(c.texts[row] for c in others)
        if name in rows:  # one row for each series of a chart
            seen, known = f"{rows[name][0]}, {seen}", f"{rows[name][1]}, {known}"
        rows[name] = seen, known
    return rows


def _text_fields(chart: Any) -> Iterator[str]:
    """The columns that *chart* prints as text, wherever in its layers that is said."""
    if isinstance(chart, Mapping):
        text = chart.get("text")
        if isinstance(text, Mapping) and isinstance(text.get("field"), str):
            yield text["field"]
    parts = chart.values() if isinstance(chart, Mapping) else chart
    for part in parts if isinstance(chart, Mapping | list) else ():
        yield from _text_fields(part)
