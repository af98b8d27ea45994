"""Draw the maps of a brief: each once, for a drawn one is kept in output/.charts/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..editions.files import cache_chart, read_cached_chart
from ..model.brief import Brief, Theme
from ..model.maps import Map
from ..model.problems import Problems
from ..page.plots import WIDTHS
from ..press.executors import Executor, Task, give, result
from .draw_charts import find_drawings


def draw_maps(
    house: Path, theme: Theme, brief: Brief, executor: Executor | None, problems: Problems,
    widths: Mapping[str, int] = WIDTHS,
) -> dict[str, bytes]:  # fmt: skip
    """Draw the maps of *brief*; returns an SVG by the name of its figure, and a second one as
    `draw_charts` does.

    *executor*: whose processes draw; without one, a map that was never drawn is left empty.
    *widths*: of them, in CSS pixels, by the `width:` of a figure.

    Problems: those of `draw_map`, and one that takes more time or memory than it may.
    """
    if not any(isinstance(one.chart, Map) for one in brief.fields.figures.values()):
        return {}
    # Imported here: most briefs have no map.
    from ..page.maps.drawing import DrawnMap, draw_map
    from ..page.maps.order import MapOrder, order_map
    from ..page.maps.outlines import atlas_file
    from ..page.single_texts import name_values

    # The fonts of a map lie in a folder of this machine.
    folder = theme.chart_fonts
    artist = executor.on_this_machine() if executor else None
    drawn: dict[str, bytes] = {}
    under_way: list[tuple[str, MapOrder, Task[DrawnMap], Problems]] = []
    for path, name, sizes, problems_of_it in find_drawings(brief, widths, problems):
        order = order_map(brief, name, theme, folder, sizes)
        if order is None:
            continue
        order = name_values(order, name, brief, theme, problems_of_it)
        kept = read_cached_chart(house / "output", order.digest)
        if kept is None and artist:
            task = give(artist, draw_map, order, atlas_file())
            under_way.append((path, order, task, problems_of_it))
        else:
            drawn[path] = kept or b""
    for path, order, task, problems_of_it in under_way:
        assert artist is not None
        made = result(artist, task, order.place(), problems_of_it)
        if made is None:
            continue
        problems_of_it.extend(made.problems)
        if made.svg:
            drawn[path] = made.svg
        if not made.problems:  # what is kept is not told again
            cache_chart(house / "output", order.digest, made.svg, problems)
    return drawn
