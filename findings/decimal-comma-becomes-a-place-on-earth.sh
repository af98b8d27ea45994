#!/usr/bin/env bash
set -euo pipefail
# Frictionless (frictionless 5.21.0) describes tables for data portals: it guesses the type of each column of a CSV file.
# Guess: a column of decimal commas, "12,5", is a number or, where it knows points alone, a text.
# Seen: it is a GEOPOINT: 12,5 is a place 12 degrees east and 5 north, in Cameroon, and its rows are read as pairs of whole
# numbers. Rates, shares and prices of a French, Spanish or German office are places, as long as none is over 180
# before the comma or 90 behind it; so "12,45" is one and "12,95" makes the column a text, and which it is may change with
# one more row. No warning; the table is valid. The same figures with points are numbers.
# Who is hurt: whoever publishes a European table under the schema that was guessed, or draws a map where one offers itself.
# What to do: give the schema by hand, with decimalChar ",", or refuse a guessed geopoint.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet frictionless==5.21.0
venv/bin/python - <<'PY'
from frictionless import Resource


def guess(*cells):
    with open("shares.csv", "w", encoding="utf-8") as file:
        file.write("place,share\n" + "".join(f'P,"{cell}"\n' for cell in cells))
    table = Resource("shares.csv")
    table.infer()
    return table.schema.get_field("share").type, [row["share"] for row in table.read_rows()]


CASES = (
    (("12.5", "3.1", "40.2"), "number"),
    (("12,5", "3,1", "40,2"), "geopoint"),
    (("12,45", "3,10", "40,25"), "geopoint"),
    (("12,95", "3,91", "40,99"), "string"),
)
for cells, expected in CASES:
    kind, rows = guess(*cells)
    print(f"{cells}: {kind}, {rows}")
    assert kind == expected
    assert kind != "geopoint" or [list(map(float, row)) for row in rows][1] in ([3, 1], [3, 10])
PY
