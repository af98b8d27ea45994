"""Turn a GeoJSON or TopoJSON file into shapes: every number in the world, every ring closed."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from ..model.map_shapes import Outline, Polygon, Position, Ring
from .refusal import Refused

BYTES = 8 * 1024 * 1024
"""Size of a file: countries-50m.json of world-atlas, all of the world, is a tenth of it."""
POSITIONS = 300_000
SHAPES = 2_000
_SIMPLIFY = "simplify it: mapshaper.org does, and writes TopoJSON as well"
_WGS84 = "save it with longitude and latitude in degrees (WGS 84, EPSG:4326)"


def read_shapes(data: bytes, join: str | None) -> tuple[Outline, ...]:
    """Read *data*, a GeoJSON or TopoJSON file, as shapes; each is called by its property *join*.

    Without *join* the file is one shape. It does not matter which way round a ring is written.

    Raises `Refused`: no JSON, no GeoJSON and no TopoJSON, too large, positions outside the world,
    a property that is missing.
    """
    if len(data) > BYTES:
        raise Refused(f"is larger than {BYTES // 1024**2} MB", _SIMPLIFY)
    try:
        tree = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise Refused("is not UTF-8", "save it as UTF-8") from error
    except RecursionError as error:
        raise Refused("is nested too deep", "save it as GeoJSON") from error
    except ValueError as error:
        line = getattr(error, "lineno", None)
        at = f", line {line}" if line else ""
        raise Refused(f"is no JSON{at}", "save it as GeoJSON") from error
    try:
        features = list(_features(tree))
    except RecursionError as error:
        raise Refused("is nested too deep", "save it as GeoJSON") from error
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Refused("is no whole GeoJSON and no whole TopoJSON", "save it again") from error
    shaped = [(fields, polygons) for fields, polygons in features if polygons]
    if not shaped:
        raise Refused("has no areas", "a map is drawn of `Polygon` and `MultiPolygon`")
    if join is None:
        return (Outline("", "", tuple(polygon for _, polygons in shaped for polygon in polygons)),)
    shapes: dict[str, Outline] = {}
    for fields, polygons in shaped:
        key = _text(fields.get(join))
        if not key:
            known = sorted({str(name) for names, _ in shaped for name in names})
            raise Refused(
                f"has an area without the property `{join}`",
                f"its properties: {', '.join(known[:20]) or 'none'}",
            )
        before = shapes.get(key) or Outline(key, _name_in(fields, join) or key, ())
        shapes[key] = replace(before, polygons=before.polygons + polygons)
    return tuple(shapes.values())


_NAME = re.compile(
    r"name|nom|nombre|nome|название|الاسم|label|libell?e|shapename|nm_[a-z]+|name_?\d"
    r"|adm\d_?(?:name\d?(?:_[a-z]{2})?|[a-z]{2})",
    re.IGNORECASE,
)
"""Properties that hold names: ours, and those of HDX, GADM, geoBoundaries, statistics offices."""


def _name_in(fields: Mapping[str, Any], join: str) -> str:
    """The name of an area among its *fields*: where *join* is of one level of many, `ADM2_PCODE`,
    that of the same level.
    """
    level = re.search(r"\d", join)
    for field, value in fields.items():
        of = re.search(r"\d", field)
        if _NAME.fullmatch(field) and field != join and (not (level and of) or of[0] == level[0]):
            return _text(value)
    return ""


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""


Feature = tuple[dict[str, Any], tuple[Polygon, ...]]
"""The properties of an area, and its polygons."""


def _features(tree: Any) -> Iterator[Feature]:
    kind = tree["type"]
    if kind == "Topology":
        yield from _of_topology(tree)
        return
    features = tree["features"] if kind == "FeatureCollection" else [tree]
    _limit(features, SHAPES, "areas")
    budget = [POSITIONS]
    for feature in features:
        is_feature = feature["type"] == "Feature"
        fields = (feature.get("properties") or {}) if is_feature else {}
        geometry = feature.get("geometry") if is_feature else feature
        yield dict(fields), tuple(_polygons(geometry, budget)) if geometry else ()


def _polygons(geometry: Any, budget: list[int]) -> Iterator[Polygon]:
    kind = geometry["type"]
    if kind == "GeometryCollection":
        for one in geometry["geometries"]:
            yield from _polygons(one, budget)
    elif kind in ("Polygon", "MultiPolygon"):
        parts = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
        for part in parts:
            for ring in part:
                budget[0] -= len(ring)
                if budget[0] < 0:
                    raise Refused(f"has more than {POSITIONS:,} positions", _SIMPLIFY)
            if part:
                yield tuple(_ring([_position(*one[:2]) for one in ring]) for ring in part)
    elif kind not in ("Point", "MultiPoint", "LineString", "MultiLineString"):
        raise KeyError(kind)


def _ring(positions: list[Position]) -> Ring:
    if positions and positions[0] != positions[-1]:
        positions.append(positions[0])
    if len(positions) < 4:
        raise Refused("has an area of fewer than three corners", "delete it, or draw it again")
    return tuple(positions)


def _position(lon: Any, lat: Any) -> Position:
    if isinstance(lon, bool) or isinstance(lat, bool):
        raise TypeError
    lon, lat = float(lon), float(lat)
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180.001):
        raise Refused(f"has a position outside the world: {lon:g}, {lat:g}", _WGS84)
    if abs(lat) > 90.001:
        swapped = "; longitude comes first" if abs(lon) <= 90 else ""
        raise Refused(f"has a position outside the world: {lon:g}, {lat:g}", _WGS84 + swapped)
    return lon, lat


def _limit(items: Sequence[Any], most: int, what: str) -> None:
    if len(items) > most:
        raise Refused(f"has more than {most:,} {what}", _SIMPLIFY)


# ---------------------------------------------------------------------------------------------
# TopoJSON


def _of_topology(tree: Any) -> Iterator[Feature]:
    if sum(len(arc) for arc in tree["arcs"]) > POSITIONS:
        raise Refused(f"has more than {POSITIONS:,} positions", _SIMPLIFY)
    arcs = [*_arcs(tree)]
    geometries = [one for part in tree["objects"].values() for one in _leaves(part)]
    _limit(geometries, SHAPES, "areas")
    budget = [POSITIONS]
    for geometry in geometries:
        fields = dict(geometry.get("properties") or {})
        if "id" in geometry:
            fields.setdefault("id", geometry["id"])
        if geometry["type"] not in ("Polygon", "MultiPolygon"):
            continue
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        yield fields, tuple(tuple(_join(ring, arcs, budget) for ring in part) for part in parts)


def _leaves(part: Any) -> Iterator[Any]:
    if part["type"] == "GeometryCollection":
        for one in part["geometries"]:
            yield from _leaves(one)
    elif part["type"] is not None:
        yield part


def _arcs(tree: Any) -> Iterator[list[Position]]:
    transform = tree.get("transform")
    (kx, ky), (dx, dy) = (
        (transform["scale"], transform["translate"]) if transform else ((1, 1),) * 2
    )
    for arc in tree["arcs"]:
        if not transform:
            yield [_position(*one[:2]) for one in arc]
            continue
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append(_position(x * kx + dx, y * ky + dy))
        yield line


def _join(ring: Sequence[int], arcs: Sequence[list[Position]], budget: list[int]) -> Ring:
    positions: list[Position] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        budget[0] -= len(arc)
        if budget[0] < 0:
            raise Refused(f"has more than {POSITIONS:,} positions", _SIMPLIFY)
        positions += arc[1:] if positions else arc
    return _ring(positions)
