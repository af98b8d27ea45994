#!/usr/bin/env bash
set -euo pipefail
# A serial carries its ISSN as an EAN-13: 977, seven digits of the ISSN, two of a variant, a check digit.
# python-barcode 0.16.1 has a class for it, and its documentation says that it is made so.
# Guess: ISSN("0317-8471") draws 9770317847001, as GS1 and the ISSN's own manual have it; a wrong one is refused.
# Seen: it draws 97703174: the class says that its number has 7 digits, the class of EAN-13 that it stands on
# takes that for the length of its own, cuts the code after the fourth digit of the ISSN and adds a check digit.
# The bars are of no kind that exists: ZXing 3 (zxing-cpp) reads nothing, where it reads the EAN-13 of the same
# class given by hand. Besides, each ISSN whose check digit is 0 (one in eleven) is given one of "11".
# Who is hurt: a series that prints its barcode on the cover finds out when the first library scans it.
# What to do: build the thirteen digits and ask for an EAN-13; read each barcode back before it is printed.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-barcode==0.16.1 zxing-cpp==3.0.0 cairosvg==2.9.0 pillow==12.0.0 numpy
venv/bin/python - <<'PY'
import io
from importlib.metadata import version

import barcode
import cairosvg
import zxingcpp
from PIL import Image

print("python-barcode", version("python-barcode"), "zxing-cpp", version("zxing-cpp"))


def read(code):
    svg = io.BytesIO()
    code.write(svg)
    png = cairosvg.svg2png(svg.getvalue(), scale=4, background_color="white")
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))]


by_hand = barcode.get("ean13", "977031784700")
print("expected:", by_hand.get_fullcode(), "read as", read(by_hand))
assert read(by_hand) == ["9770317847001"]
issn = barcode.get("issn", "0317-8471")
print("seen:", issn.get_fullcode(), "read as", read(issn))
assert issn.get_fullcode() == "97703174" and read(issn) == []
nought = barcode.get("issn", "2049-3630")
print("seen, check digit 0: 2049-3630 is called", str(nought))
assert str(nought) == "204936311"
PY
