"""Decisions of the house on disputed areas → how a map shows those that it reaches."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ...model.boundaries import APART, AREAS, AS_DRAWN, AreaDecision, DisputedArea, HouseBoundaries
from ...model.map_shapes import Polygon
from ...model.problems import Problems
from .countries import find_country, nearest_country
from .order import MapOrder
from .views import Box, MapView


@dataclass(frozen=True)
class DecidedAreas:
    """The disputed areas that a map shows, and how."""

    decisions: Mapping[str, AreaDecision]
    """By the keys of the areas; `shown` is `apart`, `atlas` or the code of a country."""
    outlines: Mapping[str, Sequence[Polygon]]
    """Those that the house has given, by the keys of the areas."""

    def owner(self, key: str) -> str:
        """Whose value and colour the outline *key* has: a code, or its own key."""
        decision, area = self.decisions.get(key), AREAS.get(key)
        if decision is None:
            return key
        if decision.shown == APART:
            return (area.code if area else "") or key
        if decision.shown == AS_DRAWN:
            return (area.within or area.code if area else "") or key
        return decision.shown


def home_of(code: str, outlines: Collection[str]) -> str:
    """The key of the outline of the country *code*: that of its area, where it is disputed.

    *outlines*: the keys of those that there are.
    """
    own = next((key for key, area in AREAS.items() if area.code == code), code)
    return own if own in outlines else code


def find_decisions(
    order: MapOrder, outlines: Mapping[str, Sequence[Polygon]], view: MapView, problems: Problems
) -> DecidedAreas:
    """Take what the house has decided of each disputed area that *view* shows.

    *outlines*: of countries and areas, by code or key.

    Problems: areas of which it has not decided, or which need a shape.
    """
    house = order.boundaries
    decided = house.fields.areas if house else {}
    decisions: dict[str, AreaDecision] = {}
    given: dict[str, Sequence[Polygon]] = {}
    undecided = []
    for key in [*AREAS, *(key for key in decided if key not in AREAS)]:
        area = AREAS.get(key)
        if area and not view.shows(area.box):
            continue
        if house is None or key not in decided:
            undecided.append(key)
            continue
        shown = _read_shown(key, house, order.language, problems)
        if shown is None:
            continue
        if decided[key].shape:
            shapes = house.shapes[decided[key].shape or ""]
            given[key] = [polygon for shape in shapes for polygon in shape.polygons]
        outline = given.get(key) or outlines.get(key)
        if not outline or any(view.shows(_bounds(polygon)) for polygon in outline):
            decisions[key] = decided[key].model_copy(update={"shown": shown})
    if undecided:
        _tell_undecided(undecided, order, problems)
    return DecidedAreas(decisions, given)


def _read_shown(key: str, house: HouseBoundaries, language: str, problems: Problems) -> str | None:
    """Read as whose the area *key* is shown: a code, `apart` or `atlas`; None with an error."""
    decision, area = house.fields.areas[key], AREAS.get(key)
    place = house.places.get(("areas", key, "shown")) or house.places[()]
    shown = decision.shown
    if shown not in (APART, AS_DRAWN):
        code = find_country(shown, language)
        if code is None:
            near = nearest_country(shown, language, is_drawn=False)
            hint = f"{near}, or `apart`, or `atlas`"
            problems.error(place, f"`{shown}` is no country", hint)
            return None
        shown = code
    is_drawn = area is not None and (area.can_be_cut or shown == area.within)
    if decision.shape or is_drawn or shown == AS_DRAWN:
        return shown
    problems.error(
        place,
        f"world-atlas has no line around {area.name if area else f'`{key}`'}, so it cannot be "
        "shown so",
        "name a GeoJSON file with its outline, `shape: …`, beside boundaries.yaml"
        + ("; or write `shown: atlas`" if area else ""),
    )
    return None


def _tell_undecided(keys: Sequence[str], order: MapOrder, problems: Problems) -> None:
    example = ", ".join(f"{key}: {{{_example(AREAS[key])}}}" for key in keys)
    names = ", ".join(AREAS[key].name for key in keys)
    file, house = "content/boundaries.yaml", order.boundaries
    says = f"{file} does not say how" if house else f"there is no {file} that says how"
    problems.error(
        order.place(),
        f"the map shows what is disputed, and {says}: {names}",
        f"{'write into it' if house else 'make that file, and write into it'}, for example,"
        f" `areas: {{{example}}}`; behind `shown:` stands the code of a country, `apart` "
        "or `atlas`; docs/maps.md says what each means",
    )


def _example(area: DisputedArea) -> str:
    return f"shown: {APART}" if area.can_be_cut else f"shown: {AS_DRAWN}, line: dotted"


def _bounds(polygon: Polygon) -> Box:
    lons, lats = [lon for lon, _ in polygon[0]], [lat for _, lat in polygon[0]]
    return min(lons), min(lats), max(lons), max(lats)
