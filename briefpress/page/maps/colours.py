"""The values of a map's rows → its colours: a shade for each class of numbers, or for each word."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...model.problems import Problems
from ..plots.palette import APART, lightness
from .data_rows import Row
from .order import MapOrder
from .shades import class_of, find_breaks, ramp, shade

HATCHED = "hatch"
"""In the place of a colour: the land, with lines over it."""


@dataclass(frozen=True)
class MapColours:
    """The colours of one map."""

    coast: str
    land: str
    """The colour of countries without a value."""
    highlight: str
    shades: Sequence[str]
    """The colours of the classes of numbers, or of the words."""
    breaks: Sequence[float] = ()
    """The least number of each class but the first."""
    categories: Sequence[str] = ()
    sea: str = "#ffffff"

    def shade_of(self, value: float | str) -> str:
        """The shade of a row's *value*."""
        if isinstance(value, str):
            return self.shades[self.categories.index(value)]
        return self.shades[class_of(value, self.breaks)]


def find_colours(order: MapOrder, rows: Mapping[str, Row], problems: Problems) -> MapColours:
    """Choose the colours of the map of *order*.

    Problems: shades that cannot be told apart in grey.
    """
    tokens, fields = order.tokens, order.map
    coast, land = shade(tokens["hairline"], 70), shade(tokens["pale"], 93.5)
    highlight = shade(tokens["ink"], 72)
    values = [row.value for row in rows.values() if row.value is not None]
    numbers = [value for value in values if isinstance(value, float)]
    if numbers:
        breaks = [*(fields.breaks or find_breaks(numbers, fields.classes))]
        colours = MapColours(coast, land, highlight, ramp(tokens["ink"], len(breaks) + 1), breaks)
    else:
        words = [*dict.fromkeys(value for value in values if isinstance(value, str))]
        shades = ramp(tokens["ink"], len(words))[::-1] if values else []
        colours = MapColours(coast, land, highlight, shades, categories=words)
    lights = sorted(map(lightness, (*colours.shades, *([land] if values else ()))))
    if any(other - one < APART for one, other in itertools.pairwise(lights)):
        problems.error(
            order.place("classes"),
            f"{len(colours.shades)} shades cannot be told apart in grey",
            "write fewer `classes`, or fewer `breaks`",
        )
    return colours
