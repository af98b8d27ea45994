"""Draw the charts of a brief: each once, for a drawn one is kept in output/.charts/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..editions.files import cache_chart, read_cached_chart
from ..model.brief import Brief, Theme
from ..model.page import Chart, Refusal
from ..model.problems import Place, Problems
from ..page.chart_widths import find_widths
from ..page.charts import draw_chart, prepare_chart
from ..page.plots import WIDTHS
from ..page.scripts import find_script_fonts
from ..page.single_texts import name_values
from ..press.executors import Executor, Task, give, result


def draw_charts(
    house: Path, theme: Theme, brief: Brief, executor: Executor | None, problems: Problems,
    widths: Mapping[str, int] = WIDTHS, *, is_optional: bool = False,
) -> dict[str, bytes]:  # fmt: skip
    """Draw the charts of *brief*; returns an SVG by the name of its figure, and a second one by
    `columns/` and that name, where a text in two columns has another width for it.

    *executor*: whose processes draw; without one, a chart that was never drawn is left empty.
    *widths*: of them, in CSS pixels, by the `width:` of a figure. *is_optional*: one that is
    refused at these widths is left empty, and not tried again.

    Problems: a chart that Vega-Lite refuses, or that takes more time or memory than it may; what a
    drawn one does not show, with the line of its data.
    """
    language = theme.language(brief.language)
    # The fonts of a chart lie in a folder of this machine.
    folder = theme.chart_fonts
    artist = executor.on_this_machine() if executor else None
    drawn: dict[str, bytes] = {}
    under_way: list[tuple[str, str, Chart, Task[bytes | tuple[Refusal, ...]], Problems]] = []
    for path, name, sizes, problems_of_it in find_drawings(brief, widths, problems):
        chart = prepare_chart(brief, name, theme.tokens, language, problems_of_it, folder, sizes)
        if chart is None:
            continue
        chart = name_values(chart, name, brief, theme, problems_of_it)
        kept = read_cached_chart(house / "output", chart.digest)
        if not kept and artist and not (is_optional and kept is not None):
            folders = [str(folder), *map(str, find_script_fonts(chart.spec))]
            task = give(artist, draw_chart, chart, folders)
            under_way.append((path, name, chart, task, problems_of_it))
        else:
            drawn[path] = kept or b""
    for path, name, chart, task, problems_of_it in under_way:
        assert artist is not None
        place = brief.place("figures", name, "chart")
        made = result(artist, task, place, problems_of_it)
        if isinstance(made, bytes):
            drawn[path] = made
            cache_chart(house / "output", chart.digest, made, problems)
        elif is_optional and made:
            cache_chart(house / "output", chart.digest, b"", problems)
        for refusal in made if isinstance(made, tuple) else ():
            file, row = brief.fields.figures[name].data, refusal.row
            at = place
            if row is not None and file:
                at = Place(f"{place.file.rpartition('/')[0]}/{file}", brief.data[file].lines[row])
            problems_of_it.error(at, refusal.message, refusal.hint)
    return drawn


def find_drawings(
    brief: Brief, widths: Mapping[str, int], problems: Problems
) -> Iterator[tuple[str, str, Mapping[str, int], Problems]]:
    """Find what is drawn of the figures of *brief*: its name, that of the figure, the width of each
    `width:`, and where its problems go.

    Those of a drawing for columns are not told: they are those of the first one, or the first one
    is printed in its place.
    """
    for name in brief.fields.figures:
        for before, others in find_widths(brief, name, widths).items():
            yield f"{before}{name}", name, others, Problems() if before else problems
