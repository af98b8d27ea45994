#!/usr/bin/env bash
set -euo pipefail
# lat-lon-parser 1.3.1 (PyPI) reads one latitude or longitude as people write it, "12° 30' South", and gives degrees.
# Guess: words it does not know, as those of Spanish or French, are an error, as "123015N" is one; or they are known.
# Seen: it takes the numbers and looks for the signs N, S, E and W, or the English words, and passes over all other words: 12° 02'
# Sur, the latitude of Lima, is 12.03 NORTH, and 77° 02' Oeste is 77 EAST: together a place in the south of India. Ouest and the O of French,
# Spanish and Italian go the same way, and so do the German Süd and the Russian letter for south. "Sud" and "Sur" begin with an S
# and are not South; a lone S is. Nothing is said.
# Who is hurt: a list of a mission in South America or Africa lands in the other half of the earth; rows in the north and the
# east are right. What to do: refuse a text with letters other than N, S, E, W, and look whether each place is in its country.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet lat-lon-parser==1.3.1
venv/bin/python - <<'PY'
from lat_lon_parser import parse

PLACES = [
    ("12° 02' S", -12.0333), ("12° 02' South", -12.0333), ("12° 02' Sur", 12.0333), ("12° 02' Sud", 12.0333),
    ("77° 02' W", -77.0333), ("77° 02' West", -77.0333), ("77° 02' Oeste", 77.0333), ("77° 02' Ouest", 77.0333),
    ("77° 02' O", 77.0333), ("12° 02' Süd", 12.0333), ("12° 02' ю. ш.", 12.0333),
]
for typed, known in PLACES:
    seen = round(parse(typed), 4)
    print(f"{typed} -> {seen}")
    assert seen == known
try:
    parse("123015N")
except ValueError as error:
    print(error)
else:
    raise AssertionError("123015N was read")
PY
