"""A brief's map → an order to draw it: everything that is drawn, and nothing outside of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from pathlib import Path

from ...model.boundaries import HouseBoundaries
from ...model.brief import Brief, Theme
from ...model.cells import DataTable
from ...model.house import OUTLINES_DIGEST
from ...model.map_shapes import Outline
from ...model.maps import Map
from ...model.problems import Place, nearest_place
from ...model.text import plain
from ..chart_widths import find_width
from ..plots import WIDTHS

HIGHEST = 430
"""The height of a map's frame where nobody asked for the width of the page: half of one of A4."""
_WORDS = ("map_disputed", "map_no_data")


@dataclass(frozen=True)
class MapOrder:
    """A map that is ready to be drawn."""

    map: Map
    places: Mapping[tuple[str | int, ...], Place]
    """Where each value of *map* stands, by its path; `()` is the map itself."""
    folder: str
    """The folder of the brief, as its author calls it."""
    data: tuple[str, DataTable] | None
    """The CSV file by which it is shaded, and its name."""
    points: tuple[str, DataTable] | None
    """The CSV file of its points, and its name."""
    shapes: tuple[Outline, ...] | None
    """The outlines that are drawn in place of countries."""
    boundaries: HouseBoundaries | None
    tokens: Mapping[str, str]
    """The brand."""
    language: str
    locale: str
    """The locale that numbers are written in: `en-GB`."""
    words: Mapping[str, str]
    """The words of the legend."""
    countries: Mapping[str, str]
    """Names of countries by their codes, where the language has them otherwise than CLDR."""
    totals: tuple[str, ...]
    """Words of a row that adds up others, in small letters: `total`."""
    fonts: Path | None
    """The folder of the display face on this machine, to measure what is written."""
    width: float
    """In CSS pixels."""
    highest: float
    """The height of its frame, at most, in CSS pixels."""
    title: str
    description: str
    outlines: str = OUTLINES_DIGEST
    """Digest of the outlines of countries that it is drawn of."""

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, and of the code that draws it."""
        digest = sha256(_program())
        for one in fields(self):
            if one.name == "fonts":  # a folder of this machine
                continue
            digest.update(repr(getattr(self, one.name)).encode() + b"\0")
        return digest.hexdigest()

    def place(self, *path: str | int) -> Place:
        """Where the value at *path* of the map stands, or the nearest one that holds it."""
        return nearest_place(path, self.places)


@cache
def _program() -> bytes:
    """The code that draws: another one draws another map."""
    return b"\0".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))


def order_map(
    brief: Brief, name: str, theme: Theme, fonts: Path | None, widths: Mapping[str, int] = WIDTHS
) -> MapOrder | None:
    """Order the map of the figure *name*; None where that is no map.

    *fonts*: the folder in which the display face lies. *widths*: in CSS pixels, by the `width:` of
    a figure.
    """
    figure = brief.fields.figures[name]
    if not isinstance(figure.chart, Map):
        return None
    language = theme.language(brief.language)
    above = ("figures", name, "chart")
    own = {path[3:]: place for path, place in brief.places.items() if path[:3] == above}
    places = {(): brief.place(*above), **own}
    tables = [
        (file, brief.data[file]) if file and file in brief.data else None
        for file in (figure.data, figure.chart.points_data)
    ]
    return MapOrder(
        map=figure.chart,
        places=places,
        folder=places[()].file.rpartition("/")[0],
        data=tables[0],
        points=tables[1],
        shapes=brief.shapes.get(name),
        boundaries=brief.boundaries,
        tokens=theme.tokens,
        language=brief.language,
        locale=language.locale,
        words={word: language.words.get(word, "") for word in _WORDS},
        countries=language.countries,
        totals=tuple(word.casefold() for word in language.checks.totals),
        fonts=fonts,
        width=find_width(brief, name, widths),
        highest=math.inf if figure.width == "page" else HIGHEST,
        title=plain(figure.caption.html),
        description=plain(figure.alt.html),
    )
