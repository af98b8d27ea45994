#!/usr/bin/env bash
# A note's call that follows a number, set raised and small by WeasyPrint 70.0: "670" with note 1.
# Guess: readers of a PDF see that it is smaller and higher and keep it apart, or offer it apart;
# an invisible character between the two (U+2060 or U+200B) is enough where they do not.
# Seen: Poppler 22.12, PDFium (pypdfium2 5.15.2), pdf.js 5.6.205 and pdfminer.six 20260107 all give
# "6701", with both invisible characters too. PDFium also begins a new line after each
# raised call, in the middle of the sentence. Only a space helps; U+202F is narrow and never breaks.
# Who is hurt: who copies a figure from a brief gets ten times as much; a check that compares the
# numbers of two editions by the text of their PDFs reports a change when a note is added.
# What to do: set U+202F before a call that follows a digit, or move the call to the end of the
# clause; do not read numbers or lines back from PDFium's text without knowing where calls are.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

poppler=$({ pdftotext -v 2>&1 || true; } | sed -n 1p)
echo "$poppler"
[ "$poppler" = "pdftotext version 22.12.0" ]

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  weasyprint==70.0 pypdfium2==5.15.2 pdfminer.six==20260107 font-source-serif-pro==0.0.1
npm install --silent --no-audit --no-fund --prefix "$work" pdfjs-dist@5.6.205

cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { getDocument } from "./node_modules/pdfjs-dist/legacy/build/pdf.mjs";
const data = new Uint8Array(readFileSync("page.pdf"));
const page = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
const { items } = await page.getTextContent();
console.log(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
JS

cat > read.py <<'PY'
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
from pdfminer.high_level import extract_text
from weasyprint import HTML

for package in ("weasyprint", "pypdfium2", "pdfminer.six"):
    print(package, version(package))
folder = Path(find_spec("font_source_serif_pro").submodule_search_locations[0])
font = next(folder.rglob("SourceSerifPro-Regular.ttf")).as_uri()


def told(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def texts(between):
    HTML(string=f"""<html lang=en><title>Brief</title><style>
    @font-face {{ font-family: House; src: url({font}) }}
    p {{ font: 10pt House }} sup {{ font-size: 60%; vertical-align: super; line-height: 0 }}
    </style><p>In all, 670{between}<sup>1</sup> people came back.""").write_pdf("page.pdf")
    return {
        "Poppler": told("pdftotext", "page.pdf", "-").strip(),
        "PDFium": pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range(),
        "pdf.js": told("node", "read.mjs").strip(),
        "pdfminer": extract_text("page.pdf").strip(),
    }


print("expected: 670 and 1 apart")
for name, between in (("nothing", ""), ("U+2060", "\u2060"), ("U+200B", "\u200b")):
    for reader, text in texts(between).items():
        print(f"{name:7} {reader:8} {text!r}")
        assert "6701" in text, text
        assert ("\n" in text) == (reader == "PDFium"), text
for reader, text in texts("\u202f").items():
    print(f"U+202F  {reader:8} {text!r}")
    assert "6701" not in text and "670" in text.split()[2][:3]
PY
env/bin/python read.py
