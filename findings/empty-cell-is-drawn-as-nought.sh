#!/usr/bin/env bash
# vl-convert-python 1.9.0.post1 (Vega-Lite 6.4): a table's cell without a value, given as rows.
# Guess: a missing value is missing however it is written; the row keeps its place on the axis.
# Seen: "" (what Python's csv module makes of an empty cell) is DRAWN AND LABELLED AS 0, as if
# somebody had counted none. None (what a YAML or JSON file has) takes the whole row out: the
# country is not on the axis at all. Both without a word.
# Who is hurt: "no data" becomes "no victims", or a country that did not answer was never asked.
# What to do: never pass "" to a chart; turn an empty cell into None, fix the axis with
# "scale": {"domain": [all names]} so that the row keeps its place, and write "no data" there.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile vl-convert-python==1.9.0.post1

cat > returns.csv <<'CSV'
country,returned
Alba,12
Borea,
Cisla,30
CSV

cat > draw.py <<'PY'
import csv
import re
from importlib.metadata import version

import vl_convert

print("vl-convert-python", version("vl-convert-python"))
rows = list(csv.DictReader(open("returns.csv")))
assert rows[1] == {"country": "Borea", "returned": ""}
NAMES = [row["country"] for row in rows]


def drawn(rows, **scale):
    """What the bars say, and the names on the axis."""
    x = {"field": "country", "type": "nominal", **scale}
    y = {"field": "returned", "type": "quantitative"}
    svg = vl_convert.vegalite_to_svg({
        "data": {"values": rows},
        "encoding": {"x": x, "y": y},
        "layer": [{"mark": "bar"}, {"mark": "text", "encoding": {"text": y}}],
    })
    bars = re.findall(r'aria-label="(country: [^"]*)"[^>]*aria-roledescription="bar"', svg)
    words = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return bars, [word for word in words if word in NAMES], words


bars, axis, words = drawn(rows)
print("expected for Borea: its name on the axis, no bar, no number")
print('seen with "":      ', bars, axis)
assert bars == ["country: Alba; returned: 12", "country: Borea; returned: 0", "country: Cisla; returned: 30"]
assert words[-3:] == ["12", "0", "30"], words

absent = [row | {"returned": row["returned"] or None} for row in rows]
bars, axis, words = drawn(absent)
print("seen with None:     ", bars, axis)
assert axis == ["Alba", "Cisla"] and len(bars) == 2

bars, axis, words = drawn(absent, scale={"domain": NAMES})
print("None and a domain:  ", bars, axis)
assert axis == NAMES and len(bars) == 2 and words[-2:] == ["12", "30"]
PY
env/bin/python draw.py
