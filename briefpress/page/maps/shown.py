"""An order for a map and the outlines of the world → all that it shows, before it is painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from ...model.boundaries import APART, AREAS, in_language
from ...model.house import DEFAULT_LANGUAGE
from ...model.map_shapes import Polygon, Position
from ...model.problems import Problems, nearest
from ...model.scripts import with_one_apostrophe
from .areas import MapArea, find_area
from .colours import HATCHED, MapColours, find_colours
from .countries import find_country, name_of, nearest_country
from .data_rows import Row, Spot, read_names, read_rows, read_spots, tell_codes
from .disputed_areas import DecidedAreas, find_decisions, home_of
from .order import MapOrder
from .outlines import Atlas
from .projections import Point
from .views import MapView, Region, find_view, read_region

_NARROW = 250
"""Pixels: a map that is narrower may be higher than it is wide."""
_MANY = 60
"""Countries of which the whole world is shown."""
_WHOLE = Region((-169, -56, 191, 84))
_SPECKS: Mapping[str, Position] = {
    "GI": (-5.35, 36.14), "TK": (-171.85, -9.17), "TV": (179.2, -8.52), "CX": (105.63, -10.49),
    "CC": (96.83, -12.17),
}  # fmt: skip
"""Where countries lie that world-atlas leaves out, or draws as parts of others."""


@dataclass(frozen=True)
class ShownMap:
    """All that a map shows."""

    order: MapOrder
    atlas: Atlas
    rows: Mapping[str, Row]
    """By the codes of countries, or the keys of shapes."""
    spots: Sequence[Spot]
    shape_names: Mapping[str, str]
    """Names of the house's own shapes, by their keys."""
    outlines: Mapping[str, Sequence[Polygon]]
    """All that there are, by code or key, those in the frame and those beyond."""
    region: Region
    view: MapView
    decided: DecidedAreas
    areas: Sequence[MapArea]
    """In the frame."""
    highlight: Sequence[str]
    """Keys of the outlines that have the house's colour."""
    labels: Sequence[str]
    """Keys of those that are named, in their order; empty where all are."""
    names_all: bool
    locator: Region | None
    """The part of the world on the small map."""
    colours: MapColours

    @property
    def is_own(self) -> bool:
        """Whether it shows shapes of the house in place of countries."""
        return self.order.shapes is not None

    @cached_property
    def fills(self) -> Mapping[str, str]:
        """The colour of each area, by its key."""
        return {area.key: self.fill(area.key) for area in self.areas}

    def fill(self, key: str) -> str:
        """The colour of the country or shape *key*."""
        owner = self.decided.owner(key)
        if owner in self.highlight or key in self.highlight:
            return self.colours.highlight
        row = self.rows.get(owner)
        if row is None or row.value is None:
            decision = self.decided.decisions.get(key)
            is_hatched = decision is not None and decision.shown == APART
            return HATCHED if is_hatched else self.colours.land
        return self.colours.shade_of(row.value)

    def is_speck(self, key: str) -> bool:
        """Whether the country *key* has no outline, but a place."""
        return key in _SPECKS and key not in self.outlines

    def speck(self, key: str) -> Point | None:
        """Where the country *key*, a speck, lies in the frame; None where it does not, or where
        it is none.
        """
        return self.view.point_in_frame(*_SPECKS[key]) if self.is_speck(key) else None

    def name(self, key: str) -> str:
        """The name of a country, a disputed area or a shape."""
        if self.is_own:
            return self.shape_names[key]
        language, house = self.order.language, self.order.boundaries
        decision = self.decided.decisions.get(key)
        if decision and decision.name:
            return in_language(decision.name, language)
        code = AREAS[key].code if key in AREAS else key
        for called, words in (house.fields.names if house else {}).items():
            if code and find_country(called, language) == code:
                return in_language(words, language)
        if not code:
            return AREAS[key].name
        return self.order.countries.get(code) or name_of(code, language)


def find_shown(order: MapOrder, atlas: Atlas, problems: Problems) -> ShownMap | None:
    """Find what the map of *order* shows; None where there are errors.

    Problems: those of its rows, points and colours; countries that do not exist or have no outline;
    disputed areas of which the house has not decided; rows, countries in the house's colour and
    points out of the frame.
    """
    rows, spots = read_rows(order, problems), read_spots(order, problems)
    own, fields = order.shapes, order.map
    outlines: Mapping[str, Sequence[Polygon]] = (
        {shape.key: shape.polygons for shape in own} if own is not None else atlas.outlines
    )
    column_of_names = read_names(order, rows)
    names = {shape.key: shape.name for shape in own or ()} | column_of_names
    names_all = bool(column_of_names) or fields.labels == ["all"]
    tell_codes(order, names, problems)
    colours = find_colours(order, rows, problems)
    if problems.errors:
        return None
    region = read_region(fields.region, "region", order, names, problems)
    find_keys = partial(_find_keys, order=order, names=names, outlines=outlines, problems=problems)
    highlight = find_keys("highlight", fields.highlight)
    locator = read_region(fields.locator, "locator", order, (), problems)
    labels = [] if names_all else find_keys("labels", fields.labels)
    if problems.errors:
        return None
    region = region or _default_region(order, outlines, [*highlight, *rows])
    region = _outlined("region", region, order, outlines, problems)
    if locator:
        locator = _outlined("locator", locator, order, atlas.outlines, problems)
    if not (region.box or region.codes or spots):
        hint = "name a `region:` or countries to `highlight:`, or give the figure `data:`"
        problems.error(order.place(), "the map shows nothing", hint)
    if problems.errors:
        return None
    view = find_view(
        region,
        outlines,
        [(spot.lon, spot.lat) for spot in spots] if not fields.region else [],
        order.width,
        order.highest,
        is_narrow=order.width < _NARROW,
    )
    decided = DecidedAreas({}, {})
    if own is None:
        decided = find_decisions(order, outlines, view, problems)
    outlines = {**outlines, **decided.outlines}
    areas = [area for key, one in outlines.items() if (area := find_area(key, one, view))]
    return ShownMap(
        order, atlas, rows, spots, names, outlines, region, view, decided, areas, highlight,
        labels, names_all, locator, colours,
    )  # fmt: skip


def _find_keys(
    field: str, texts: Sequence[str], order: MapOrder, names: Mapping[str, str],
    outlines: Collection[str], problems: Problems,
) -> list[str]:  # fmt: skip
    """Find the countries or shapes that *texts* name, by their keys; at `labels:` disputed areas as
    well.
    """
    keys = []
    own = _keys_by_name(names) if order.shapes is not None else {}
    for n, text in enumerate(texts):
        place = order.place(field, n)
        if order.shapes is not None:
            key = own.get(with_one_apostrophe(text.casefold()))
            if key is None:
                hint = nearest(text, [*names, *names.values()], "shapes")
                problems.error(place, f"no shape `{text}`", hint)
        elif field == "labels" and text in AREAS:
            key = home_of(text, outlines)
        else:
            code = find_country(text, order.language)
            key = home_of(code, outlines) if code else None
            if key is None:
                hint = nearest_country(text, order.language)
                problems.error(place, f"`{text}` is no country", hint)
        if key is not None:
            keys.append(key)
    return keys


def _keys_by_name(names: Mapping[str, str]) -> dict[str, str]:
    """The keys of the house's own shapes, by key and, where no two share it, by name."""
    folded = {key: with_one_apostrophe(name.casefold()) for key, name in names.items()}
    counts = Counter(folded.values())
    keys = {name: key for key, name in folded.items() if counts[name] == 1}
    return keys | {with_one_apostrophe(key.casefold()): key for key in names}


def _default_region(order: MapOrder, outlines: Collection[str], named: Sequence[str]) -> Region:
    """The region where `region:` says none: all shapes, or the countries that are *named*."""
    if order.shapes is not None:
        return Region(codes=tuple(outlines))
    keys = dict.fromkeys(home_of(code, outlines) for code in named)
    drawn = tuple(key for key in keys if key in outlines)
    return _WHOLE if len(drawn) > _MANY else Region(codes=drawn)


def _outlined(
    field: str, region: Region, order: MapOrder, outlines: Collection[str], problems: Problems
) -> Region:
    """Name the countries of *region* by the keys of their *outlines*.

    Problems: countries without one.
    """
    keys = [home_of(code, outlines) for code in region.codes]
    for n, (code, key) in enumerate(zip(region.codes, keys, strict=True)):
        if key not in outlines:
            problems.error(
                order.place(field, n),
                f"there is no outline of {name_of(code, DEFAULT_LANGUAGE)} (`{code}`)",
                "name west, south, east and north in degrees: [124, 37, 131, 43]",
            )
    return Region(region.box, tuple(keys))
