#!/usr/bin/env bash
set -euo pipefail
# quantulum3 0.10.0 finds the quantities of a text, with their units, for databases and for checks of figures. It reads
# numbers in words: "two and a half million dollars" is 2,500,000 dollars.
# Guess: who reads two and a half million reads half a million; or it gives 0.5 and 1,000,000, two numbers.
# Seen: "half a million people" is 1,500,000, "half a billion dollars" 1.5 billion dollars: the half is ADDED to the one that
# "a" is taken for. "A half million" is right. "Half a tonne" is 0.5 PER tonne and "half a per cent" 0.5 year per cent.
# Of a document symbol it makes a quantity: A/HRC is 1 per hour per coulomb, 25/63 is 0.397. "USD 4.5m" is 4.5 metres.
# Who is hurt: half a million displaced is the commonest round number in reports, and a check that compares text and table
# finds three times as many; no doubt is given. What to do: have numbers in words written in figures before, and leave out
# symbols of documents.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet quantulum3==0.10.0
venv/bin/python - <<'PY'
import warnings

from quantulum3 import parser

warnings.simplefilter("ignore")
KNOWN = {
    "half a million people": (1_500_000.0, "dimensionless"), "half a billion dollars": (1_500_000_000.0, "dollar"),
    "a half million people": (500_000.0, "dimensionless"), "two and a half million dollars": (2_500_000.0, "dollar"),
    "half a tonne": (0.5, "per tonne"), "half a per cent": (0.5, "year per cent"), "USD 4.5m": (4.5, "metre"),
    "A/HRC/25/63": (1.0, "per hour per coulomb"),
}  # fmt: skip
for text, known in KNOWN.items():
    found = [(quantity.value, quantity.unit.name) for quantity in parser.parse(text)]
    print(text, found)
    assert found[0] == known, (text, found)
PY
