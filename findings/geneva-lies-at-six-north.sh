#!/usr/bin/env bash
set -euo pipefail
# geopy 2.5.0 reads places as people type them: Point("12°30'N 15°20'E"), Point("12.5, 15.3"), "12 30' N, 15 20' E".
# Guess: what it does not know is an error ("unknown format"), as it is for 12º30'N with the ordinal sign or "15.3 E 12.5 N".
# Seen: it looks for two numbers that it knows ANYWHERE in the text and leaves out the rest. Degrees and minutes without their
# signs, "12 30 N 15 20 E", are 15 N, 20 E: the minutes are the latitude's hour and the first number is gone. Santiago,
# "33 20 S, 70 40 W", is 70 NORTH, 40 W, in Greenland. With decimal commas Geneva, "46,2044 N, 6,1432 E", is 6 N, 8 WEST, and
# "12,5 15,3" is 15 N, 3 E.
# Who is hurt: a list of incidents from a French or Spanish office is mapped into other seas, row by row without an error.
# What to do: bring signs and commas to one form, and check that each place lies in the country that its row names.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet geopy==2.5.0
venv/bin/python - <<'PY'
from geopy import Point

KNOWN = {
    "12°30'N 15°20'E": (12.5, 15.33), "12 30' N, 15 20' E": (12.5, 15.33), "12.5, 15.3": (12.5, 15.3),
    "12 30 N 15 20 E": (15.0, 20.0), "33 20 S, 70 40 W": (70.0, -40.0), "46,2044 N, 6,1432 E": (6.0, -8.0),
    "12,5 15,3": (15.0, 3.0),
}  # fmt: skip
for text, known in KNOWN.items():
    point = Point(text)
    print(text, round(point.latitude, 2), round(point.longitude, 2))
    assert (round(point.latitude, 2), round(point.longitude, 2)) == known, text
for text in ("12º30'N 15º20'E", "15.3 E 12.5 N"):
    try:
        Point(text)
    except ValueError as error:
        print(text, error)
    else:
        raise SystemExit(f"{text} is read")
PY
