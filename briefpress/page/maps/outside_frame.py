"""A map → what its author should know: rows, countries and points that are not on it."""

from __future__ import annotations

from ...model.boundaries import AREAS
from ...model.problems import Problems
from .data_rows import Row
from .disputed_areas import home_of
from .shown import ShownMap

MANY_OUTSIDE = 8
"""Rows outside the frame; more are meant."""


def check_shown(shown: ShownMap, problems: Problems) -> None:
    """Compare what the brief names with what is on its map.

    Problems: rows without an outline; rows, countries in the house's colour and points that lie
    outside the frame.
    """
    on_page = {shown.decided.owner(area.key) for area in shown.areas}
    _check_rows(shown, on_page, problems)
    for n, key in enumerate(shown.highlight):
        owner = shown.decided.owner(key)
        if owner not in on_page and not shown.speck(owner):
            problems.error(
                shown.order.place("highlight", n),
                f"{shown.name(key)} is not on the map",
                "show more at `region:`, or do not name it",
            )
    for spot in shown.spots:
        if not shown.view.point_in_frame(spot.lon, spot.lat):
            problems.error(
                spot.place,
                f"the point {spot.label or 'without a label'} lies outside the map",
                "show more at `region:`, or see whether `lat` and `lon` are the right way round",
            )


def _check_rows(shown: ShownMap, on_page: set[str], problems: Problems) -> None:
    owners = {shown.decided.owner(key) for key in shown.outlines}
    outside = []
    for key, row in shown.rows.items():
        if key not in owners and not shown.is_speck(key):
            _tell_lost(key, row, shown, problems)
        elif key not in on_page and not shown.speck(key):
            outside.append(row)
    rows = shown.rows
    # Many are no slip: the map is of a part of what the file holds.
    if outside and 2 * len(outside) <= len(rows) and len(outside) <= MANY_OUTSIDE:
        names = ", ".join(row.name for row in outside)
        problems.warning(
            outside[0].place,
            f"{len(outside)} of {len(rows)} rows lie outside the map: {names}",
            "show more at `region:`, or delete the rows",
        )
    if rows and len(outside) == len(rows):
        problems.error(
            shown.order.place("region"),
            "no row of the data lies within the map",
            "name at `region:` the countries that the data has",
        )


def _tell_lost(key: str, row: Row, shown: ShownMap, problems: Problems) -> None:
    """Say why *row* has no outline."""
    home = home_of(key, shown.outlines)
    decision = shown.decided.decisions.get(home)
    if decision:
        problems.error(
            row.place,
            f"content/boundaries.yaml shows {AREAS[home].name} as `{decision.shown}`, so this "
            "row has no shape",
            "delete the row, or write `shown: apart` there",
        )
    elif home not in shown.outlines:  # else it is of an area that is not on this map
        problems.error(
            row.place,
            f"there is no outline of {row.name} (`{key}`): it is drawn as a part of another "
            "country, or not at all",
            "delete the row",
        )
