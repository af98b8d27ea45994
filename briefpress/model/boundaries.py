"""Disputed areas: which there are, how world-atlas draws them, and what a house decides of each.

A house decides in content/boundaries.yaml. Until it has, no map that shows such an area is drawn,
for the outlines that come with briefpress take sides without a sign of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, WithJsonSchema

from .fields import Contract, Key, Label
from .map_shapes import Outline
from .problems import Place
from .walk import InFolder

LineStyle = Literal["solid", "dashed", "dotted", "none"]
APART, AS_DRAWN = "apart", "atlas"
"""Values of `shown:` besides a country: nobody's, and as world-atlas draws it."""


@dataclass(frozen=True)
class DisputedArea:
    """An area of which more than one state says that it is its own, or that is not recognised."""

    name: str
    """In a message."""
    parties: tuple[str, ...]
    """ISO codes of those between whom its line runs."""
    box: tuple[float, float, float, float]
    """West, south, east and north, in degrees."""
    within: str = ""
    """ISO code of the country within which world-atlas draws it; empty where it has an outline."""
    code: str = ""
    """Its own ISO code, or the one that statistics use; empty where it has none."""
    outline: str = ""
    """Name of its outline in world-atlas."""
    points: tuple[tuple[float, float], ...] = ()
    """Longitude and latitude of a point in each of its parts that are apart within `within`."""
    north: float | None = None
    """The latitude that parts it from `within`, of which it is the south."""

    @property
    def can_be_cut(self) -> bool:
        """Whether world-atlas has a line around it; otherwise a shape must be given."""
        return bool(self.outline or self.points or self.north)


AREAS: Mapping[str, DisputedArea] = {
    "abyei": DisputedArea("Abyei", ("SD", "SS"), (27.8, 9.2, 29.1, 10.2), "SD"),
    "aksai-chin": DisputedArea("Aksai Chin", ("CN", "IN"), (77.8, 34.3, 80.5, 36.1), "CN"),
    "arunachal-pradesh": DisputedArea(
        "Arunachal Pradesh", ("CN", "IN"), (91.4, 26.6, 97.5, 29.5), "IN"
    ),
    "chagos": DisputedArea(
        "the Chagos Archipelago", ("GB", "MU"), (71.2, -7.7, 72.6, -5.2),
        code="IO", outline="Br. Indian Ocean Ter.",
    ),
    "crimea": DisputedArea(
        "Crimea", ("RU", "UA"), (32.4, 44.3, 36.7, 46.3), "RU", points=((34.2, 45.2),)
    ),
    "falkland-islands": DisputedArea(
        "the Falkland Islands (Malvinas)", ("AR", "GB"), (-61.4, -52.5, -57.6, -51.0),
        code="FK", outline="Falkland Is.",
    ),
    "golan": DisputedArea("the Golan", ("IL", "SY"), (35.5, 32.6, 36.0, 33.4), "IL"),
    "halaib": DisputedArea("the Hala’ib triangle", ("EG", "SD"), (33.1, 21.7, 37.0, 23.2), "EG"),
    "ilemi": DisputedArea("the Ilemi triangle", ("ET", "KE", "SS"), (34.9, 4.5, 36.0, 5.5), "KE"),
    "jammu-and-kashmir": DisputedArea(
        "Jammu and Kashmir", ("IN", "PK"), (72.5, 32.2, 78.0, 37.1)
    ),
    "kosovo": DisputedArea(
        "Kosovo", ("RS",), (20.0, 41.8, 21.8, 43.3), code="XK", outline="Kosovo"
    ),
    "kuril-islands": DisputedArea(
        "the southern Kuril Islands", ("JP", "RU"), (145.3, 43.3, 149.0, 45.6), "RU",
        points=((145.9, 44.1), (147.8, 45.0), (146.75, 43.8), (145.9, 43.44), (146.31, 43.64),
                (146.06, 43.43)),
    ),
    "mayotte": DisputedArea(
        "Mayotte", ("FR", "KM"), (45.0, -13.1, 45.3, -12.6), "FR", "YT", points=((45.15, -12.8),)
    ),
    "northern-cyprus": DisputedArea(
        "the north of Cyprus", ("CY",), (32.6, 34.9, 34.7, 35.8), outline="N. Cyprus"
    ),
    "palestine": DisputedArea(
        "Palestine", ("IL",), (34.2, 31.2, 35.6, 32.6), code="PS", outline="Palestine"
    ),
    "siachen": DisputedArea(
        "the Siachen Glacier", ("IN", "PK"), (76.7, 35.1, 77.9, 35.7), outline="Siachen Glacier"
    ),
    "somaliland": DisputedArea(
        "Somaliland", ("SO",), (42.6, 7.9, 49.0, 11.6), outline="Somaliland"
    ),
    "south-georgia": DisputedArea(
        "South Georgia and the South Sandwich Islands", ("AR", "GB"), (-38.1, -59.6, -26.2, -53.9),
        code="GS", outline="S. Geo. and the Is.",
    ),
    "taiwan": DisputedArea(
        "Taiwan", ("CN",), (118.2, 21.8, 122.1, 25.4), code="TW", outline="Taiwan"
    ),
    "western-sahara": DisputedArea(
        "Western Sahara", ("MA",), (-17.2, 20.7, -8.6, 27.7), "MA", "EH", "W. Sahara",
        north=27.6667,
    ),
}  # fmt: skip
"""The disputed areas of which world-atlas 2.0.2 has an outline, or that it draws within a country,
by their keys."""


def _in_each_language(value: object) -> object:
    return {"": value} if isinstance(value, str) else value


Words = Annotated[
    dict[str, str],
    BeforeValidator(_in_each_language),
    WithJsonSchema({"type": ["string", "object"], "additionalProperties": {"type": "string"}}),
]
"""A text, or one for each language: `{en: …, fr: …}`."""


class AreaDecision(Contract):
    """How the maps of a house show one disputed area."""

    shown: Label
    """Code of the country as whose part it is shown; `apart`, as nobody's; or `atlas`, as
    world-atlas draws it."""
    line: LineStyle = "dashed"
    """Its line towards those who dispute it: `solid`, `dashed`, `dotted` or `none`."""
    name: Words | None = None
    """The name on maps that name it: a text, or one for each language."""
    note: Words | None = None
    """A sentence under each map that shows it: a text, or one for each language."""
    shape: Annotated[str, InFolder("shapes")] | None = None
    """GeoJSON or TopoJSON file beside boundaries.yaml with its outline, where world-atlas has
    none."""


class Boundaries(Contract):
    """content/boundaries.yaml: how the maps of a house show what is disputed."""

    areas: dict[Key, AreaDecision] = {}
    """Each disputed area by its key: `{crimea: {shown: apart, line: dashed}}`."""
    names: dict[str, Words] = {}
    """Names on maps, by the codes of countries, in place of common ones: `{KP: DPRK}`."""
    notes: Annotated[None, BeforeValidator(lambda _: None), WithJsonSchema({})] = None
    """For colleagues: any text, list or fields. Not printed, and not in the PDF."""


@dataclass(frozen=True)
class HouseBoundaries:
    """The decisions of a house, and the outlines that it has given."""

    fields: Boundaries
    shapes: Mapping[str, tuple[Outline, ...]]
    """The shapes of each file that `fields` names."""
    places: Mapping[tuple[str | int, ...], Place]
    """Where each value of boundaries.yaml stands, by its path."""


def in_language(words: Mapping[str, str], tag: str) -> str:
    """The text of *words* for a brief in the language *tag*; the first where there is none."""
    return (
        words.get(tag)
        or words.get(tag.split("-")[0])
        or words.get("")
        or next(iter(words.values()))
    )
