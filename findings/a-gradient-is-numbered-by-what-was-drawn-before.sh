#!/usr/bin/env bash
# vl-convert-python 1.9.0.post1 (Vega-Lite 6.4): the same heat map, drawn twice by one process.
# Guess: a specification gives the same SVG each time.
# Seen: the legend is a <linearGradient> whose id counts on over all drawings of the process:
# gradient_0, then gradient_1; clips count on as well, clip1, clip2. And the first heat maps of two
# processes are both gradient_0: with other colours, in one page of HTML, the second legend is painted
# in the colours of the first.
# Who is hurt: a build that compares digests prints anew, or not, by what another figure did; with
# charts drawn by several workers it is another file on each run. A page that sets SVG inline shows
# a legend that does not fit its map.
# What to do: number the gradients and clips of each drawing anew, and, where two stand in one page,
# with a prefix of their own.
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

heat = {
    "data": {"values": [{"year": 2019, "camp": "A", "people": 5}, {"year": 2020, "camp": "A", "people": 3}]},
    "mark": "rect",
    "encoding": {
        "x": {"field": "year", "type": "ordinal"},
        "y": {"field": "camp", "type": "nominal"},
        "color": {"field": "people", "type": "quantitative"},
    },
}
first, second = (vl_convert.vegalite_to_svg(heat) for _ in range(2))
ids = [re.findall(r'id="([^"]+)"', svg) for svg in (first, second)]
print("vl-convert-python", version("vl-convert-python"))
print("the same bytes:", first == second, "ids:", *ids)
assert ids == [["gradient_0"], ["gradient_1"]]
assert first.replace("gradient_0", "gradient_1") == second
bars = {**heat, "mark": {"type": "bar", "clip": True}, "encoding": {**heat["encoding"], "color": {"value": "teal"}}}
clips = [re.findall(r'id="([^"]+)"', vl_convert.vegalite_to_svg(bars)) for _ in range(2)]
print("clips:", *clips)
assert clips == [["clip1"], ["clip2"]]
PY
env/bin/python draw.py
env/bin/python -c "import runpy; runpy.run_path('draw.py')" > again.txt # another process begins with 0 again
grep -q "gradient_0" again.txt
echo "as told above"
