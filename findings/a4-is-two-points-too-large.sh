#!/usr/bin/env bash
set -euo pipefail
# papersize 1.6.1 (PyPI), by the author of several tools that impose pages, gives the size of paper by its name: parse_papersize("A4"),
# in points where no other unit is asked for. A point of PDF, of PostScript, of CSS and of every printer is 1/72 inch.
# Guess: A4 is 595.28 by 841.89, Letter 612 by 792, the numbers that everybody who makes PDFs knows by heart.
# Seen: the unit pt is the point of TeX, 1/72.27 inch. A4 is 597.51 by 845.05 and Letter 614.29 by 794.97; PDF's point has the name
# bp. And a size typed without units, "210x297", is 210 by 297 points, as small as a postcard (A4 in
# millimetres was meant), B5 is ISO's, where Japan's paper of that name is larger, and "ledger" is wider than high.
# Who is hurt: a sheet made with these numbers is a millimetre larger than the paper: a viewer says "not A4", a printer scales it down
# or asks for other paper, and two pages side by side do not fold in the middle. What to do: ask for "bp" in each call.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet papersize==1.6.1 reportlab==5.1.0
venv/bin/python - <<'PY'
from papersize import parse_papersize
from reportlab.lib import pagesizes


def size(*asked):
    return tuple(round(float(side), 2) for side in parse_papersize(*asked))


for name in ("A4", "letter"):
    known = tuple(round(side, 2) for side in getattr(pagesizes, name.lower() if name == "letter" else name))
    print(f"{name}: in PDF {known}, papersize {size(name)}, with bp {size(name, 'bp')}")
    assert size(name, "bp") == known and size(name) != known
assert size("A4") == (597.51, 845.05) and size("letter") == (614.29, 794.97), (size("A4"), size("letter"))
print("210x297:", size("210x297"), "B5:", size("B5", "mm"), "ledger:", size("ledger", "in"))
assert size("210x297") == (210.0, 297.0)
assert size("B5", "mm") == (176.0, 250.0) and size("ledger", "in") == (17.0, 11.0)
PY
