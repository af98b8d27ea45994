"""The charts of a brief → which of the six colours each series has, the same in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...model.blocks.figures import Plot
from ...model.brief import Brief
from ...model.text import plain

CALM, STRONG = (0, 2, 3, 5, 4, 1), (1, 0, 2, 3, 4, 5)
"""The order in which colours are given: to the series of a chart, of which only the sixth has the
accent, and to those that it is about.
"""


def find_colours(brief: Brief, series: Sequence[str]) -> tuple[int, ...]:
    """Find the colour of each of *series*, which stand in one chart of *brief*.

    A name has the colour that it has in the other charts, and no two of *series* have one.
    """
    known = _colours_by_name(brief)
    colours: dict[str, int] = {}
    for name in sorted(series, key=lambda one: one not in known):
        order = (known.get(name, 0), *CALM)
        free = [one for one in order if one not in colours.values()]
        colours[name] = free[0] if free else len(colours) % len(CALM)
    return tuple(colours[name] for name in series)


def find_highlighted(brief: Brief, plot: Plot, series: Sequence[str]) -> list[str]:
    """Find those of *series* that have a colour in *plot* since another chart of *brief* highlights
    them, where it shows others of them grey: a colour says the same in all figures.

    None where *plot* highlights some itself.
    """
    if plot.highlight or plot.kind == "small-multiples":
        return []
    strong: set[str] = set()
    grey: set[str] = set()
    for figure in brief.fields.figures.values():
        other = figure.chart
        if not isinstance(other, Plot) or not other.highlight or other.kind == "small-multiples":
            continue
        names = _list_series(brief, figure.data or "", other)
        for name in series:
            if same := name if name in names else _find_same(name, names):
                (strong if other.is_highlighted(same) else grey).add(name)
    return [name for name in series if name in strong] if grey - strong else []


def _find_same(name: str, others: Iterable[str]) -> str | None:
    """Find the first of *others* that is *name* with something behind it, or before whose end it
    stands: `Sarn` and `Sarn at Weir End`.
    """
    return next(
        (one for one in others if one.startswith(f"{name} ") or name.startswith(f"{one} ")), None
    )


def _colours_by_name(brief: Brief) -> dict[str, int]:
    """Give each series that some chart tells apart by its colour one that no neighbour has; what
    is the same under two names has one.

    Those that a chart is about choose first, in the order of the file: the ones that it highlights,
    or else the one that its caption names.
    """
    plots = []
    for figure in brief.fields.figures.values():
        plot = figure.chart
        if not isinstance(plot, Plot) or plot.kind == "small-multiples":
            continue
        names = _coloured(brief, figure.data or "", plot)
        if len(names) > bool(not plot.highlight):
            caption = plain(figure.caption.html)
            plots.append((names, names if plot.highlight else _find_named(caption, names)))
    colours: dict[str, int] = {}
    for names, subjects in sorted(plots, key=lambda one: not one[1]):
        for name in sorted(names, key=lambda one: one not in subjects):
            order = STRONG if name in subjects else CALM
            near = {one for group, _ in plots if name in group for one in group}
            here = {colours[one] for one in names if one in colours}
            taken = {colours[one] for one in near if one in colours}
            same = _find_same(name, [one for one in colours if one not in names])
            free = [colours[same]] if same and colours[same] not in here else []
            free += [one for one in order if one not in taken]
            free += [one for one in order if one not in here]
            colours.setdefault(name, (free or [*order])[0])
    return colours


def _find_named(caption: str, names: Sequence[str]) -> list[str]:
    """Find the one of *names* that *caption* says; none where it says a word of another, as `Tin`
    of `Tin royalties`, or `rent` of `Rented`.
    """

    def says(words: Iterable[str], end: str) -> bool:
        return any(
            re.search(rf"\b{re.escape(word)}{end}", caption, re.IGNORECASE) for word in words
        )

    named = [name for name in names if says([name], r"\b")]
    stems = [[word[:_STEM] for word in name.split() if len(word) >= _WORD] for name in names]
    return named if len(named) == 1 and sum(says(one, "") for one in stems) == 1 else []


_WORD, _STEM = 3, 4
"""Letters of a word that is looked for in a caption, at least, and those by which it is known."""


def _coloured(brief: Brief, file: str, plot: Plot) -> list[str]:
    """Name the series of *plot*, whose data is *file*, that are not grey."""
    names = _list_series(brief, file, plot)
    return [name for name in names if plot.is_highlighted(name)] if plot.highlight else names


def _list_series(brief: Brief, file: str, plot: Plot) -> list[str]:
    """Name all series of *plot*, whose data is *file*."""
    names = [*plot.y]
    if plot.series is not None:
        by = brief.data[file].column(plot.series) if file in brief.data else None
        names = [*filter(None, dict.fromkeys(by.texts))] if by else []
    return names
