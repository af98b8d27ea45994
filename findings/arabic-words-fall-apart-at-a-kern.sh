#!/usr/bin/env bash
# WeasyPrint 70.0 prints Amiri 1.002, the Arabic font whose letters copy right, with its kerning, as
# every renderer does. Behind a final letter that reaches under the line the font sets a letter with
# dots below up to 0.16 em away, within a word.
# Guess: kerning is for the eye; a font that copies letter for letter copies words too.
# Seen: Poppler 22.12, pdf.js 5.6.205 (Firefox) and PDFium (pypdfium2 5.15.2, Chrome) take the gap for
# a space. "Republic" and "Korea" copy as two words each, "team" and "levels" too, in the first two
# "April" as well. MuPDF (PyMuPDF 2.0) keeps all. No validator looks.
# Who is hurt: whoever looks for the name of a country in an Arabic paper: nothing is found, in the
# very font that is recommended because it copies right.
# What to do: switch the font's kerning off where it is declared (the descriptor
# font-feature-settings of @font-face is enough); the lines look the same but for those pairs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

poppler=$({ pdftotext -v 2>&1 || true; } | sed -n 1p)
echo "$poppler"
[ "$poppler" = "pdftotext version 22.12.0" ]

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  weasyprint==70.0 pypdfium2==5.15.2 fontpkg-amiri==1.2
env/bin/pip install --quiet --disable-pip-version-check --no-compile --no-deps pymupdf==2.0
npm install --silent --no-audit --no-fund --prefix "$work" pdfjs-dist@5.6.205

cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { getDocument } from "./node_modules/pdfjs-dist/legacy/build/pdf.mjs";
const data = new Uint8Array(readFileSync(process.argv[2]));
const page = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
const { items } = await page.getTextContent();
console.log(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
JS

cat > read.py <<'PY'
import re
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pymupdf
import pypdfium2
from weasyprint import HTML

for package in ("weasyprint", "fontpkg-amiri", "pypdfium2", "pymupdf"):
    print(package, version(package))

folder = Path(find_spec("fontpkg_amiri").submodule_search_locations[0])
font = next(folder.rglob("Amiri-Regular.ttf")).as_uri()
WORDS = {
    "republic": "جمهورية",
    "Korea": "كوريا",
    "April": "أبريل",
    "team": "فريق",
    "levels": "مستويات",
    "security": "الأمن",
}


def told(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def copy(features):
    lines = "".join(f"<p>{word}</p>" for word in WORDS.values())
    HTML(string=f"""<html lang=ar dir=rtl><title>Words</title><style>
@font-face {{ font-family: Amiri; src: url({font}); {features} }}
p {{ font: 11pt Amiri }}</style>{lines}""").write_pdf("words.pdf")
    texts = {
        "Poppler": told("pdftotext", "words.pdf", "-"),
        "pdf.js": told("node", "read.mjs", "words.pdf"),
        "PDFium": pypdfium2.PdfDocument("words.pdf")[0].get_textpage().get_text_range(),
        "MuPDF": pymupdf.open("words.pdf")[0].get_text(),
    }
    broken = {}
    for reader, text in texts.items():
        text = re.sub("[\u200e\u200f\u202a-\u202e\f]", "", text)  # marks of direction
        copied = [line.strip() for line in text.splitlines() if line.strip()]
        assert len(copied) == len(WORDS), (reader, copied)
        broken[reader] = [name for name, line in zip(WORDS, copied) if line != WORDS[name]]
        for name, line in zip(WORDS, copied):
            assert line.replace(" ", "") == WORDS[name], (reader, name, line)
    return broken


print("expected: none broken, with kerning or without")
seen, without = copy(""), copy('font-feature-settings: "kern" 0')
for reader in seen:
    print(f"{reader:8} breaks {', '.join(seen[reader]) or 'none'}; without kerning: {', '.join(without[reader]) or 'none'}")
SEEN = {
    "Poppler": ["republic", "Korea", "April", "team", "levels"],
    "pdf.js": ["republic", "Korea", "April", "team", "levels"],
    "PDFium": ["republic", "Korea", "team", "levels"],
    "MuPDF": [],
}
assert seen == SEEN, seen
assert not any(without.values()), without
PY
env/bin/python -W ignore read.py
