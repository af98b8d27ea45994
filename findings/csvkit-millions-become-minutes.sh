#!/usr/bin/env bash
set -euo pipefail
# Tables of money are typed as newspapers print it: "4.5m" for four and a half million. csvkit 2.2.0, with
# which people who work with data look at, sort and convert CSV, guesses the type of each column by agate
# 1.14.2, and agate asks for a duration before it asks for a text.
# Guess: "4.5m" is no number for it, so the column stays a text.
# Seen: the column is a TimeDelta; csvjson and csvlook write 0:04:30, four and a half minutes, for 4.5m, and
# csvstat a sum of 0:24:30. "3 w" (for 3 wounded) is 21 days; the paragraph "12:30" of a report is 0:12:30.
# A cell "n/a" among them changes nothing; one "$4.5m" or "120k" keeps the column a text.
# Who is hurt: whoever passes a table of pledges through csvkit on its way into a brief. No warning is given.
# What to do: pass --no-inference (-I), or write whole numbers with the unit in the column's head.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet csvkit==2.2.0 agate==1.14.2 pytimeparse==1.1.8 parsedatetime==2.6 babel==2.17.0
venv/bin/csvjson --version
cat >pledges.csv <<'CSV'
agency,pledged,lost,paragraph
A,4.5m,3 w,12:30
B,12m,10 w,4:11
C,8m,1 w,7:05
CSV
venv/bin/csvjson pledges.csv >seen.json
venv/bin/csvlook pledges.csv
venv/bin/csvstat --sum -c pledged pledges.csv | tee sum
grep -q "0:24:30" sum
venv/bin/csvjson -I pledges.csv >plain.json
printf 'agency,pledged\nA,$4.5m\nB,8m\n' >dollars.csv
printf 'agency,pledged\nA,4.5m\nB,n/a\n' >unknown.csv
printf 'agency,pledged\nA,4.5m\nB,120k\n' >thousands.csv
venv/bin/csvjson dollars.csv >dollars.json
venv/bin/csvjson unknown.csv >unknown.json
venv/bin/csvjson thousands.csv >thousands.json
venv/bin/python - <<'PY'
import json

def column(file, name):
    return [row[name] for row in json.load(open(file))]

print("expected: the texts as they were typed")
for name, seen in (
    ("pledged", ["0:04:30", "0:12:00", "0:08:00"]),
    ("lost", ["21 days, 0:00:00", "70 days, 0:00:00", "7 days, 0:00:00"]),
    ("paragraph", ["0:12:30", "0:04:11", "0:07:05"]),
):
    print("seen:", name, column("seen.json", name))
    assert column("seen.json", name) == seen, name
assert column("plain.json", "pledged") == ["4.5m", "12m", "8m"]
print("seen, with n/a:", column("unknown.json", "pledged"))
assert column("unknown.json", "pledged") == ["0:04:30", None]
print("seen, with $:", column("dollars.json", "pledged"))
assert column("dollars.json", "pledged") == ["$4.5m", "8m"]
print("seen, with 120k:", column("thousands.json", "pledged"))
assert column("thousands.json", "pledged") == ["4.5m", "120k"]
PY
