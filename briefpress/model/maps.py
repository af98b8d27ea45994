"""Maps: what an author writes of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from .fields import Contract, DataFile, Fault, Label
from .walk import Drawn, InFolder, Reads


def _several(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _degrees(value: object) -> object:
    """Read a number of degrees, with a point or a comma."""
    return value.strip().replace(",", ".").replace("−", "-") if isinstance(value, str) else value


_TEXTS = WithJsonSchema({"type": ["string", "array"], "items": {"type": ["string", "number"]}})
Texts = Annotated[list[str], BeforeValidator(_several), _TEXTS]
"""A text, or a list of several."""
Breaks = Annotated[list[float], Field(min_length=1, max_length=5)]


class MapPoint(Contract):
    """A place on a map."""

    lat: Annotated[float, BeforeValidator(_degrees), Field(ge=-90, le=90)]
    """Degrees to the north; to the south with a minus: `-1.29`."""
    lon: Annotated[float, BeforeValidator(_degrees), Field(ge=-180, le=180)]
    """Degrees to the east; to the west with a minus: `36.82`."""
    label: Annotated[str, Reads("label")] | None = None
    """The words beside it."""
    size: Annotated[float, Field(ge=0)] | None = None
    """The amount that its circle shows, in any unit."""


class Map(Contract):
    """A map: countries or other shapes, shaded by a column of data, and places on it."""

    kind: Annotated[Literal["map"], Drawn()]
    """`map`."""
    region: Texts = []
    """The part of the world in it: `world`, a continent, names or codes of countries, or west,
    south, east and north in degrees; without one, the countries and points that it has data of."""
    code: Label | None = None
    """Column of the countries: their ISO codes, of two or three letters or three digits, or names;
    of `shapes:`, what their property says."""
    value: Label | None = None
    """Column by which they are shaded: numbers, or up to five words."""
    unit: Annotated[str, Reads("label")] | None = None
    """The unit of the numbers, printed over the legend: `Per 100,000 people`."""
    classes: Annotated[int, Field(ge=2, le=6)] = 5
    """How many shades there are, up to six; each has about as many countries."""
    breaks: Breaks | None = None
    """Where one shade ends and the next begins, in place of `classes`: `[10, 50, 100]`."""
    highlight: Texts = []
    """Countries in the house's colour, on a map without data."""
    labels: Texts = []
    """Countries and disputed areas that are named on it; `all` for each country, whereas a disputed
    area is named where it stands in the list; of `shapes:` also the column of the data that holds
    their names."""
    points: list[MapPoint] = []
    """Places, each with a dot: `{lat: 39.02, lon: 125.75, label: Pyongyang}`."""
    points_data: DataFile | None = None
    """CSV file with more of them; its columns are `lat`, `lon`, `label` and `size`."""
    locator: Texts = []
    """A small map in a corner that shows where this one lies: as `region:`, often `world`."""
    shapes: Annotated[str, InFolder("shapes")] | None = None
    """GeoJSON or TopoJSON file of the brief's folder, drawn in place of countries."""
    join: Label | None = None
    """Property of `shapes:` by which the column `code:` calls them: `pcode`."""

    def faults(self, data: str | None) -> Iterator[Fault]:
        """Refuse half of what a shaded map needs, and a map that shows nothing.

        *data*: the name of its CSV file.
        """
        given = {"data": data, "chart.code": self.code, "chart.value": self.value}
        missing = [f"`{name.rpartition('.')[2]}`" for name, one in given.items() if not one]
        if len(missing) in (1, 2):
            yield Fault(
                f"a map that is shaded needs `data`, `code` and `value`; {_and(missing)} "
                f"{'is' if len(missing) == 1 else 'are'} missing",
                "name the CSV file at `data:`, its column of countries at `code:`, and the one of "
                "numbers at `value:`",
                ("chart",),
            )
        if self.shapes is not None and self.join is None:
            yield Fault(
                "nothing says which property of `shapes` names them",
                "add `join: …` with a property that is in the file, such as `name`",
                ("chart", "shapes"),
            )
        if self.breaks and sorted(set(self.breaks)) != self.breaks:
            yield Fault("`breaks` do not rise", "write the least first", ("chart", "breaks"))
        shows = self.region or self.value or self.points or self.points_data or self.shapes
        if not (shows or self.highlight):
            yield Fault(
                "the map does not say what it shows", "add `region: …` with a country", ("chart",)
            )


def _and(names: list[str]) -> str:
    return " and ".join(names)
