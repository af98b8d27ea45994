#!/usr/bin/env bash
# vl-convert-python 1.9.0.post1 (Vega-Lite 6.4): a long table, a row for each place and year, in
# which one place lacks the row of one year.
# Guess: what has no row is not drawn; a null row and a missing one are the same; a value that has a
# row is seen.
# Seen: areas are stacked by filling in rows: the place without a row of 2021 falls to 0 THERE and
# rises again, where a row with null leaves a gap. And a value between two nulls of a line is the
# path "M50,0Z", which has no length: the place stands in the legend, and nowhere in the chart.
# Who is hurt: "nobody asked in 2021" becomes "none in 2021"; a country with every second year
# vanishes from a chart of lines.
# What to do: before drawing, ask for a row of each series at each place of the axis where areas are
# stacked; read the drawn paths back, and refuse one of a single point.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile vl-convert-python==1.9.0.post1

cat > draw.py <<'PY'
import re
from importlib.metadata import version

import vl_convert

print("vl-convert-python", version("vl-convert-python"))


def chart(mark, rows):
    values = [{"place": place, "year": year, "people": people} for place, year, people in rows]
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {
            "x": {"field": "year", "type": "ordinal"},
            "y": {"field": "people", "type": "quantitative"},
            "color": {"field": "place", "type": "nominal"},
        },
    }


def marks(scene, kind):
    for item in scene.get("items", []):
        if scene["marktype"] == kind:
            yield item
        for inner in item.get("items", []) if scene["marktype"] == "group" else []:
            yield from marks(inner, kind)


def heights(rows):
    """How high the area of the first place is drawn in each year; None where it has a gap."""
    scene = vl_convert.vegalite_to_scenegraph(chart("area", rows))["scenegraph"]
    drawn = [
        round(one["y2"] - one["y"]) if one.get("defined", True) else None
        for one in marks(scene, "area")
    ]
    return drawn[:4]


south = [("South", year, 4) for year in (2020, 2021, 2022, 2023)]
north = [("North", 2020, 6), ("North", 2022, 8), ("North", 2023, 9)]
lacking, null = heights(north + south), heights(north + [("North", 2021, None)] + south)
print("North in 2020 to 2023, without a row of 2021:", lacking)
print("with null in 2021:", null)
assert lacking[1] == 0 and min(lacking[0], *lacking[2:]) > 50, lacking
assert null[1] is None and min(null[0], *null[2:]) > 50, null

alone = [("North", 2020, 5), ("North", 2021, None), ("North", 2022, 8), *south]
svg = vl_convert.vegalite_to_svg(chart("line", alone))
paths = re.findall(r'aria-label="[^"]*place: North"[^>]* d="([^"]*)"', svg)
print("the line of North:", paths, "in the legend:", ">North</text>" in svg)
assert len(paths) == 1 and re.fullmatch(r"(M[\d.]+,[\d.]+Z)+", paths[0]), paths
assert ">North</text>" in svg
PY
env/bin/python draw.py
