#!/usr/bin/env bash
set -euo pipefail
# mapshaper 0.7.70 (npm) joins districts into provinces (-dissolve) and adds up a field for each (sum-fields). GeoJSON from
# web forms and from spreadsheets often has its counts as text, "900" in quotation marks; CSV has no other kind.
# Guess: a text is refused, passed over, or taken for the number that it is, as mapshaper does when it reads CSV.
# Seen: the texts are put one behind the other, behind a nought: "900" and "300" are "0900300", nine hundred thousand for
# twelve hundred; as CSV it is a number without quotation marks that the next program reads as 900300. With a number in
# one district and a text in the other it is the same, "900300", and with no value in the first it is 0300. calc='people =
# sum(people)' adds in the same way. Nothing is said.
# Who is hurt: a map of needs by province; more people are counted the more districts a province has.
# What to do: -each 'people = +people' before the sum, as the last run here does; look at the type of each field first.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund mapshaper@0.7.70 >/dev/null
cat > run.py <<'PY'
import csv
import json
import subprocess


def provinces(first, second, *options):
    def square(west, people):
        ring = [[west, 0], [west, 1], [west + 1, 1], [west + 1, 0], [west, 0]]
        return {
            "type": "Feature",
            "properties": {"province": "N", "people": people},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }

    with open("districts.geojson", "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": [square(0, first), square(1, second)]}, file)
    command = ["npx", "mapshaper", "districts.geojson", *options, "-o", "sums.csv", "force"]
    subprocess.run(command, check=True, capture_output=True)
    with open("sums.csv", encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    return row["people"]


SUM = ("-dissolve", "province", "sum-fields=people")
CALC = ("-dissolve", "province", "calc=people = sum(people)")
for first, second, known in ((900, 300, "1200"), ("900", "300", "0900300"), (900, "300", "900300")):
    seen = provinces(first, second, *SUM)
    print(f"{first!r} and {second!r}: expected 1200, seen {seen}")
    assert seen == known == provinces(first, second, *CALC)
assert provinces("900", "300", "-each", "people = +people", *SUM) == "1200"
PY
python3 run.py
