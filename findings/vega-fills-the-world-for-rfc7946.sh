#!/usr/bin/env bash
set -euo pipefail
# RFC 7946 orders the outer ring of a GeoJSON polygon counterclockwise, and
# shapely 2.2.0 puts it so when told. Vega, and so vl-convert 1.9.0.post1, draws on
# the sphere and takes the inside to lie on the other side of the line: it fills
# the whole world and leaves the small country out as a hole. The ring in the order
# that the standard forbids is drawn as the country.
# One would have guessed that either order works, as in other map programs, or that
# the standard's is the right one. There is no warning, and the projection, which is
# fitted to what is filled, shows the world and not the region.
# Turn outer rings clockwise, and holes the other way, just before the map is drawn,
# in a copy: what is published as GeoJSON keeps the standard's order.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet vl-convert-python==1.9.0.post1 shapely==2.2.0
venv/bin/python - <<'PY'
import re
from importlib.metadata import version

import vl_convert
from shapely.geometry import box, mapping
from shapely.geometry.polygon import orient

print("vl-convert-python", version("vl-convert-python"), "| shapely", version("shapely"))


def drawn(polygon):
    svg = vl_convert.vegalite_to_svg({
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 360, "height": 180,
        "projection": {"type": "equirectangular", "scale": 57.29578, "translate": [180, 90]},
        "data": {"values": [{"type": "Feature", "properties": {}, "geometry": mapping(polygon)}]},
        "mark": {"type": "geoshape", "fill": "#c00000"}})
    path = re.search(r'd="([^"]*)" fill="#c00000"', svg)[1]
    rings = []
    for ring in path.strip("Z").split("Z"):
        points = [tuple(map(float, point.split(","))) for point in re.split("[ML]", ring) if point]
        around = zip(points, points[1:] + points[:1])
        rings.append(sum(a[0] * b[1] - b[0] * a[1] for a, b in around) / 2)
    return len(rings), abs(sum(rings)) / (360 * 180)


country = box(30, 40, 40, 46)
standard = orient(country, 1.0)
assert standard.exterior.is_ccw
rings, share = drawn(standard)
print("expected: one ring that fills about 0.1 % of the world")
print(f"seen, counterclockwise as in RFC 7946: {rings} rings, {share:.1%} of the world filled")
assert rings == 2 and share > 0.99
rings, share = drawn(orient(country, -1.0))
print(f"seen, clockwise: {rings} ring, {share:.1%} of the world filled")
assert rings == 1 and share < 0.002
PY
