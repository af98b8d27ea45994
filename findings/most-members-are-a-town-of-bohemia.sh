#!/usr/bin/env bash
set -euo pipefail
# geotext 0.4.0 (PyPI) finds the countries and cities that a text names, and counts the mentions of each country
# (country_mentions), for maps of what reports are about. It has lists of GeoNames within.
# Guess: it knows the members of the United Nations by their usual names; a word that is a town somewhere too may be wrong.
# Seen: any word with a capital that is a town is one, and its country is counted: "Most members" is a mention of Czechia
# (Most, a town of Bohemia), "March" of the United Kingdom, "Of the Council" of Turkey. Names of countries of more than two
# words, and those with a hyphen or an accent, are not found: the Democratic People's Republic of Korea, Côte d'Ivoire,
# Timor-Leste; nor are Eswatini and North Macedonia, and a mention of Palestine is one of the United States (a town of Texas).
# Niger and Nigeria, South Sudan and Sudan are kept apart, so that a test with hard pairs passes.
# Who is hurt: a map of what a report is about has no North Korea and much Czechia. What to do: look for names of countries by
# a list of one's own, the longest first, and leave cities out.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet geotext==0.4.0
venv/bin/python - <<'PY'
from geotext import GeoText

TEXTS = [  # sentence, mentions by country
    ("Most members agreed.", {"CZ": 1}),
    ("It met in March again.", {"GB": 1}),
    ("Of the Council's members ten agreed.", {"TR": 1}),
    ("The Democratic People's Republic of Korea abstained.", {}),
    ("Côte d'Ivoire and Timor-Leste abstained.", {}),
    ("Eswatini and North Macedonia abstained.", {}),
    ("The State of Palestine spoke.", {"US": 1}),
    ("Niger and Nigeria, South Sudan and Sudan spoke.", {"NE": 1, "NG": 1, "SS": 1, "SD": 1}),
]
for text, known in TEXTS:
    seen = dict(GeoText(text).country_mentions)
    print(f"{text} -> {seen}")
    assert seen == known, seen
PY
