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


def draw_maps(
    house: Path, theme: Theme, brief: Brief, executor: Executor | None, problems: Problems,
    widths: Mapping[str, int] = WIDTHS,
) -> dict[str, bytes]:  # fmt: skip
    """Draw the maps of *brief*; returns an SVG by the name of its figure.

    *executor*: whose processes draw; without one, a map that was never drawn is left empty.
    *widths*: of them, in CSS pixels, by the `width:` of a figure.

    Problems: those of `draw_map`, and one that takes more time or memory than it may.
    """
    names = [name for name, one in brief.fields.figures.items() if isinstance(one.chart, Map)]
    if not names:
        return {}
    # Imported here: most briefs have no map.
    from ..page.compose import name_values
    from ..page.maps.drawing import DrawnMap, draw_map
    from ..page.maps.order import MapOrder, order_map
    from ..page.maps.outlines import atlas_file

    # The fonts of a map lie in a folder of this machine.
    folder = theme.chart_fonts
    artist = executor.on_this_machine() if executor else None
    drawn: dict[str, bytes] = {}
    under_way: list[tuple[str, MapOrder, Task[DrawnMap]]] = []
    for name in names:
        order = order_map(brief, name, theme, folder, widths)
        assert order is not None
        order = name_values(order, name, brief, theme, problems)
        kept = read_cached_chart(house / "output", order.digest)
        if kept is None and artist:
            under_way.append((name, order, give(artist, draw_map, order, atlas_file())))
        else:
            drawn[name] = kept or b""
    for name, order, task in under_way:
        assert artist is not None
        made = result(artist, task, order.place(), problems)
        if made is None:
            continue
        problems.extend(made.problems)
        if made.svg:
            drawn[name] = made.svg
        if not made.problems:  # what is kept is not told again
            cache_chart(house / "output", order.digest, made.svg, problems)
    return drawn
