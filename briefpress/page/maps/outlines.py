"""The file of world-atlas → the outlines of all countries and disputed areas, and their borders.

Each disputed area is taken out of the country within which the file draws it, so that a house can
decide where it goes.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ...model.boundaries import AREAS
from ...model.house import OUTLINES, OUTLINES_DIGEST, default_folder
from ...model.map_shapes import Polygon, Position, Ring
from .countries import code_of_number
from .projections import clip_ring


@dataclass(frozen=True)
class Border:
    """A line between two outlines, or a coast."""

    line: Ring
    between: frozenset[str]
    """The keys of the outlines on its sides; one alone is a coast."""


@dataclass(frozen=True)
class Atlas:
    """The outlines of the world, each by the code of its country or the key of its area."""

    outlines: Mapping[str, tuple[Polygon, ...]]
    borders: tuple[Border, ...]


def atlas_file() -> Path | None:
    """Where the outlines lie; None where they are missing, or are others."""
    file = default_folder() / OUTLINES
    is_right = file.is_file() and sha256(file.read_bytes()).hexdigest() == OUTLINES_DIGEST
    return file if is_right else None


# Read once (0.1 s) for all maps of a process.
@lru_cache(maxsize=1)
def read_atlas(file: Path) -> Atlas:
    """Read the outlines of *file*, as `atlas_file` has found it."""
    tree = json.loads(file.read_bytes())
    arcs = [*_arcs(tree)]
    outlines: dict[str, list[Polygon]] = {}
    sides: dict[int, set[str]] = {}
    for geometry in tree["objects"]["countries"]["geometries"]:
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        country = _key(geometry)
        for part in parts:
            polygon = tuple(_join(ring, arcs) for ring in part)
            key = _area_of(country, polygon) or country
            outlines.setdefault(key, []).append(polygon)
            for number in (number for ring in part for number in ring):
                sides.setdefault(max(number, ~number), set()).add(key)
    borders = [Border(tuple(arcs[number]), frozenset(keys)) for number, keys in sides.items()]
    borders = [*_cut_at_parallels(outlines, borders)]
    return Atlas({key: tuple(polygons) for key, polygons in outlines.items()}, tuple(borders))


def _arcs(tree: Any) -> Iterator[list[Position]]:
    (kx, ky), (dx, dy) = tree["transform"]["scale"], tree["transform"]["translate"]
    for arc in tree["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * kx + dx, y * ky + dy))
        yield line


def _join(ring: Sequence[int], arcs: Sequence[list[Position]]) -> Ring:
    line: list[Position] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return tuple(line)


def _key(geometry: Any) -> str:
    name = geometry["properties"]["name"]
    for key, area in AREAS.items():
        if area.outline == name:
            return key
    # Christmas Island and the Cocos Islands have no number in the file.
    return code_of_number(geometry["id"]) if "id" in geometry else "AU"


def _area_of(country: str, polygon: Polygon) -> str | None:
    """The disputed area that *polygon*, a part of *country*, is; None where it is none."""
    for key, area in AREAS.items():
        if area.within == country and any(contains(polygon[0], *one) for one in area.points):
            return key
    return None


def contains(ring: Sequence[Position], x: float, y: float) -> bool:
    """Whether a point lies inside *ring*."""
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _cut_at_parallels(
    outlines: dict[str, list[Polygon]], borders: list[Border]
) -> Iterator[Border]:
    """Give to each area that is the south of a country that south; gives the borders as they are
    then.
    """
    for key, area in AREAS.items():
        if area.north is None:
            continue
        whole = outlines[area.within]
        south = [tuple(clip_ring(one[0], 1, area.north, -1)) for one in whole]
        outlines[area.within] = [
            (tuple(clip_ring(one[0], 1, area.north, 1)), *one[1:]) for one in whole
        ]
        outlines[key] += [((*ring, ring[0]),) for ring in south if ring]
        ends = [lon for ring in south for lon, lat in ring if lat == area.north]
        yield Border(
            ((min(ends), area.north), (max(ends), area.north)), frozenset({key, area.within})
        )
        for border in borders:
            if area.within not in border.between:
                continue
            keys = border.between - {area.within} | {key}
            if len(keys) > 1 or len(border.between) == 1:
                yield from _beyond(border, area.north, -1, keys)
            yield from _beyond(border, area.north, 1, border.between - {key} | {area.within})
        borders = [one for one in borders if area.within not in one.between]
    yield from borders


def _beyond(border: Border, edge: float, sign: int, keys: frozenset[str]) -> Iterator[Border]:
    """The parts of *border* that lie north, or south, of the parallel *edge*."""
    part: list[Position] = []
    for before, one in zip(border.line, border.line[1:], strict=False):
        inside = [sign * (lat - edge) >= 0 for _, lat in (before, one)]
        if inside[0] != inside[1]:
            share = (edge - before[1]) / (one[1] - before[1])
            cut = (before[0] + share * (one[0] - before[0]), edge)
            part += [before, cut] if inside[0] and not part else [cut]
            if inside[1]:
                part = [cut, one]
            else:
                yield Border(tuple(part), keys)
                part = []
        elif inside[0]:
            part += [one] if part else [before, one]
    if part:
        yield Border(tuple(part), keys)
