"""A GeoJSON or TopoJSON file: what is sound becomes shapes, all else is told."""

import json
from typing import Any

import pytest

from briefpress.content.geojson import read_shapes
from briefpress.content.refusal import Refused

SQUARE = [[10, 0], [11, 0], [11, 1], [10, 1], [10, 0]]


def feature(ring: Any, **properties: Any) -> dict[str, Any]:
    """An area of one ring."""
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any) -> bytes:
    """The bytes of a file of *features*."""
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_each_area_has_its_key_and_its_name() -> None:
    """A number is a key as well; parts of one key are one shape; a byte order mark is no matter."""
    data = b"\xef\xbb\xbf" + collection(
        feature(SQUARE, pcode=7, name="Aru"),
        feature([[x + 5, y] for x, y in SQUARE], pcode=7),
        feature(SQUARE, pcode="ZZ02"),
    )
    shapes = read_shapes(data, "pcode")
    assert [(one.key, one.name, len(one.polygons)) for one in shapes] == [
        ("7", "Aru", 2),
        ("ZZ02", "ZZ02", 1),
    ]


def test_a_ring_that_is_open_is_closed() -> None:
    """The last corner is the first."""
    (shape,) = read_shapes(collection(feature(SQUARE[:-1], id="a")), "id")
    assert shape.polygons[0][0][0] == shape.polygons[0][0][-1]


def test_topojson_is_unpacked() -> None:
    """Arcs are steps from one position to the next, and a negative one is walked backwards."""
    tree = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [10, 0]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
        "objects": {
            "all": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, -2]], "properties": {"name": "Aru"}},
                    {"type": None},
                ],
            }
        },
    }
    (shape,) = read_shapes(json.dumps(tree).encode(), "name")
    assert shape.polygons == (((((10, 0), (11, 0), (11, 1), (10, 1), (10, 0))),),)


@pytest.mark.parametrize(
    ("data", "fault", "hint"),
    [
        (b"{", "is no JSON, line 1", "GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "is no JSON", "GeoJSON"),
        (b"\xff\xfe", "is not UTF-8", "UTF-8"),
        (b"[]", "is no whole GeoJSON", "again"),
        (b'{"type": "Sphere"}', "is no whole GeoJSON", "again"),
        (b'{"type": "FeatureCollection"}', "is no whole GeoJSON", "again"),
        (collection(), "has no areas", "`Polygon`"),
        (
            collection(
                {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}
            ),
            "has no areas",
            "`Polygon`",
        ),
        (collection(feature(SQUARE, name="x")), "without the property `pcode`", "name"),
        (
            collection(feature([[500000, 40000], *SQUARE], pcode="a")),
            "outside the world: 500000, 40000",
            "WGS 84",
        ),
        (
            collection(feature([[5, 120], *SQUARE], pcode="a")),
            "outside the world: 5, 120",
            "longitude comes first",
        ),
        (collection(feature([["a", 1], *SQUARE], pcode="a")), "is no whole GeoJSON", "again"),
        (collection(feature([[True, 1], *SQUARE], pcode="a")), "is no whole GeoJSON", "again"),
        (collection(feature(SQUARE[:2], pcode="a")), "fewer than three corners", "draw it"),
        (
            b'{"type": "Topology", "arcs": [], "objects": '
            b'{"a": {"type": "Polygon", "arcs": [[3]]}}}',
            "is no whole GeoJSON",
            "again",
        ),
    ],
)  # fmt: skip
def test_what_is_no_shape_is_told(data: bytes, fault: str, hint: str) -> None:
    """The fault names what is wrong, the hint what to do."""
    with pytest.raises(Refused) as refused:
        read_shapes(data, "pcode")
    assert fault in refused.value.fault
    assert hint in refused.value.hint


def test_a_file_that_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """In bytes, in positions, in areas; an arc that is used over and over counts each time."""
    monkeypatch.setattr("briefpress.content.geojson.POSITIONS", 12)
    monkeypatch.setattr("briefpress.content.geojson.SHAPES", 3)
    for data in (
        collection(*(feature(SQUARE, id=str(n)) for n in range(3))),
        collection(*(feature(SQUARE[:3], id=str(n)) for n in range(4))),
        json.dumps(
            {
                "type": "Topology",
                "arcs": [SQUARE],
                "objects": {"a": {"type": "MultiPolygon", "arcs": [[[0, 0, 0, 0]]]}},
            }
        ).encode(),
    ):
        with pytest.raises(Refused, match="more than"):
            read_shapes(data, "id")
    monkeypatch.setattr("briefpress.content.geojson.BYTES", 10)
    with pytest.raises(Refused, match="larger than"):
        read_shapes(collection(), "id")
