#!/usr/bin/env bash
# WeasyPrint 70.0 sets letter-spaced text as single letters with gaps; every reader of a PDF has its
# own idea of the gap from which on a new word begins.
# Guess: letter-spacing of 0.1 to 0.15 em, usual for labels in capitals, is safe; it breaks somewhere
# near a real word space (0.2 em), and about there in all readers.
# Seen: in Source Sans Bold the label RECOMMENDATIONS comes apart from 0.1 em on in PDFium (pypdfium2
# 5.15.2, that is Chrome) and Poppler 22.12, from 0.12 em in pdf.js 5.6.205 (Firefox) and from
# 0.15 em in MuPDF (PyMuPDF 2.0): half of what one would take for safe.
# Who is hurt: a search for a section's label finds nothing, catalogues that are made
# with pdftotext list "R E CO M M E N D AT I O N S", and read-aloud spells the letters out.
# What to do: keep letter-spacing at 0.08 em or less, and read the tracked labels of a printed page
# back with at least PDFium and Poppler: each font has its own limit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

poppler=$({ pdftotext -v 2>&1 || true; } | sed -n 1p)
echo "$poppler"
[ "$poppler" = "pdftotext version 22.12.0" ]

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  weasyprint==70.0 pypdfium2==5.15.2 font-source-sans-pro==0.0.1
env/bin/pip install --quiet --disable-pip-version-check --no-compile --no-deps pymupdf==2.0
npm install --silent --no-audit --no-fund --prefix "$work" pdfjs-dist@5.6.205

cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { getDocument } from "./node_modules/pdfjs-dist/legacy/build/pdf.mjs";
const data = new Uint8Array(readFileSync("labels.pdf"));
const page = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
const { items } = await page.getTextContent();
console.log(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
JS

cat > read.py <<'PY'
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pymupdf
import pypdfium2
from weasyprint import HTML

for package in ("weasyprint", "pypdfium2", "pymupdf"):
    print(package, version(package))

WIDTHS = ("0.05", "0.08", "0.09", "0.1", "0.12", "0.15", "0.2")
folder = Path(find_spec("font_source_sans_pro").submodule_search_locations[0])
font = next(folder.rglob("SourceSansPro-Bold.ttf")).as_uri()
labels = "".join(f"<p style='letter-spacing: {width}em'>RECOMMENDATIONS</p>" for width in WIDTHS)
labels += "<p>KEY MESSAGES</p>"  # so that the font in the PDF has a space, as that of a brief has
HTML(string=f"""<html lang=en><title>Labels</title><style>
@font-face {{ font-family: House; src: url({font}) }}
p {{ font: 8pt House }}</style>{labels}""").write_pdf("labels.pdf")


def told(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


texts = {
    "Poppler": told("pdftotext", "labels.pdf", "-"),
    "pdf.js": told("node", "read.mjs"),
    "PDFium": pypdfium2.PdfDocument("labels.pdf")[0].get_textpage().get_text_range(),
    "MuPDF": pymupdf.open("labels.pdf")[0].get_text(),
}
SEEN = {
    "PDFium": "0.1 0.12 0.15 0.2",
    "Poppler": "0.1 0.12 0.15 0.2",
    "pdf.js": "0.12 0.15 0.2",
    "MuPDF": "0.15 0.2",
}
print("expected: broken from 0.2 em on, in all four")
for reader, text in texts.items():
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines.pop() == "KEY MESSAGES"
    assert len(lines) == len(WIDTHS), lines
    assert {line.replace(" ", "") for line in lines} == {"RECOMMENDATIONS"}
    broken = {width: line for width, line in zip(WIDTHS, lines) if " " in line}
    print(f"{reader:8} broken at {', '.join(broken)} em; first: {next(iter(broken.values()))}")
    assert " ".join(broken) == SEEN[reader], (reader, broken)
PY
env/bin/python -W ignore read.py
