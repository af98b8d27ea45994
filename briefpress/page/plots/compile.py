"""A plot and its data → a specification in Vega-Lite, and which row each of its marks shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...model.blocks.figures import Plot, PlotKind
from ...model.brief import Brief, Language
from ...model.problems import Problems
from . import bars, dots, lines, multiples
from .grid import Grid, read_grid
from .number_formats import NumberFormats
from .series import find_highlighted
from .view import Spec, Style

_KINDS: Mapping[PlotKind, Callable[[Grid, Style, NumberFormats], Spec]] = {
    "line": lines.line,
    "bars": bars.bars,
    "stacked": bars.stacked,
    "share": bars.share,
    "slope": lines.slope,
    "dots": dots.dots,
    "area": lines.area,
    "small-multiples": multiples.small_multiples,
}


@dataclass(frozen=True)
class Compiled:
    """A chart in Vega-Lite."""

    spec: dict[str, Any]
    rows: Mapping[str, int]
    """The row of the data, from 0, that a mark must show, by what the mark is known by."""


def compile_plot(
    brief: Brief, path: tuple[str, ...], plot: Plot, style: Style, language: Language,
    problems: Problems,
) -> Compiled | None:  # fmt: skip
    """Make the *plot* at *path* of *brief* a specification; None where it has errors.

    *path*: of the chart in brief.yaml, below the figure whose `data:` it shows.

    Problems: those of `read_grid`.
    """
    name = brief.fields.figures[path[1]].data or ""
    grid = read_grid(brief, path, plot, name, problems)
    if grid is None:
        return None
    if highlighted := find_highlighted(brief, plot, grid.series):
        grid = replace(grid, plot=grid.plot.model_copy(update={"highlight": highlighted}))
    spec = _KINDS[plot.kind](_spaced(grid, language), style, NumberFormats(language, grid.suffix))
    rows = grid.rows
    if plot.kind == "area":  # all areas have a gap where one is not known
        whole = grid.whole_stops
        rows = {p.key: p.row for (_, n), p in grid.points.items() if n in whole}
    return Compiled(spec, rows)


def _spaced(grid: Grid, language: Language) -> Grid:
    """*grid* with names that part where *language* lets a line end, not between 22 and m³/s."""
    space, plot = language.space, grid.plot
    named: dict[str, Any] = {
        "unit": plot.unit and space(plot.unit), "highlight": [*map(space, plot.highlight)]
    }  # fmt: skip
    if plot.tentative:
        word = space(plot.tentative.word)
        named["tentative"] = plot.tentative.model_copy(update={"word": word})
    return replace(
        grid,
        plot=plot.model_copy(update=named),
        series=tuple(map(space, grid.series)),
        stops=tuple(replace(stop, text=space(stop.text)) for stop in grid.stops),
    )
