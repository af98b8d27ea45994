#!/usr/bin/env bash
# UserUnit says how many 1/72 inch one unit of a page is; programs for maps and posters use it
# for large sheets. A page of 200 by 300 units with UserUnit 2 is 400 by 600 points of paper.
# Guess: PDF 1.6 has it, so every reader of today knows it.
# Seen: pdf.js 5.6.205 says 400 by 600; PDFium (pypdfium2 5.15.2, so Chrome) and Poppler 22.12
# (pdfinfo and pdftoppm) say 200 by 300. pikepdf 10.18.0 gives the small boxes, but makes a form XObject that is twice as large as the box it came from.
# Who is hurt: a pack or booklet whose sizes come from PDFium or pdfinfo and whose pages are placed
# with pikepdf prints a partner's map at twice its size, cut off, while a preview looks right.
# What to do: multiply every box by /UserUnit oneself, in one place; scale a form by its /Matrix as
# well as its /BBox; warn about a sheet with UserUnit, for half of its readers see another scale.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

poppler=$({ pdfinfo -v 2>&1 || true; } | sed -n 1p)
echo "$poppler"
[ "$poppler" = "pdfinfo version 22.12.0" ]

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  pikepdf==10.18.0 pypdfium2==5.15.2
npm install --silent --no-audit --no-fund --prefix "$work" pdfjs-dist@5.6.205

cat > size.mjs <<'JS'
import { readFileSync } from "node:fs";
import { getDocument } from "./node_modules/pdfjs-dist/legacy/build/pdf.mjs";
const data = new Uint8Array(readFileSync("sheet.pdf"));
const page = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
const { width, height } = page.getViewport({ scale: 1 });
console.log(width, height);
JS

cat > size.py <<'PY'
import re
import subprocess
from importlib.metadata import version

import pikepdf
import pypdfium2

for package in ("pikepdf", "pypdfium2"):
    print(package, version(package))
sheet = pikepdf.new()
sheet.add_blank_page(page_size=(200, 300))
sheet.pages[0].obj.UserUnit = 2
sheet.save("sheet.pdf")


def told(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


told("pdftoppm", "-r", "72", "sheet.pdf", "picture")
header = open("picture-1.ppm", "rb").read(15).split()
sizes = {
    "pdf.js": tuple(map(float, told("node", "size.mjs").split())),
    "PDFium": pypdfium2.PdfDocument("sheet.pdf")[0].get_size(),
    "pdfinfo": tuple(map(float, re.search(r"Page size: +(\S+) x (\S+)", told("pdfinfo", "sheet.pdf")).groups())),
    "pdftoppm at 72 dpi": (float(header[1]), float(header[2])),
}
print("expected of all: (400, 600)")
for reader, size in sizes.items():
    print(f"{reader:18} {size}")
    assert size == ((400, 600) if reader == "pdf.js" else (200, 300)), (reader, size)
form = sheet.pages[0].as_form_xobject()
print("pikepdf's form: BBox", *form.BBox, "Matrix", *form.Matrix)
assert [float(n) for n in form.BBox] == [0, 0, 200, 300]
assert [float(n) for n in form.Matrix] == [2, 0, 0, 2, 0, 0]
PY
env/bin/python -W ignore size.py
