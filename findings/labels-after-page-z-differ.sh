#!/usr/bin/env bash
# Page labels of a PDF (/PageLabels), as a meeting pack has them: roman numerals for the first pages,
# letters for tab sheets, a word before the number for annexes. Four libraries read one valid file.
# Guess: they agree; the rules fill half a page of the standard.
# Seen: after Z the standard counts AA, BB, CC. PDFium (pypdfium2 5.15.2) and pypdf 7.1.1 do so,
# pikepdf 10.18.0 and PyMuPDF 2.0 count AA, AB, AC like a spreadsheet. PyMuPDF gives a prefix that
# is not ASCII as it is spelled in the file: "Annexe \3117" for "Annexe É7", "<FEFF21160020>7" for
# "№ 7".
# Who is hurt: whoever is told "turn to page AB" and reads in a browser, where that sheet is BB; a
# contents list that a program made from pikepdf's labels names pages that do not exist on screen.
# What to do: never label more than 26 pages with letters in a row (begin anew, or use numbers),
# keep prefixes to ASCII, and write printed page numbers from one's own count, not from a
# library's reading of the labels.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  pikepdf==10.18.0 pypdfium2==5.15.2 pypdf==7.1.1
env/bin/pip install --quiet --disable-pip-version-check --no-compile --no-deps pymupdf==2.0

cat > read.py <<'PY'
from importlib.metadata import version

import pikepdf
import pymupdf
import pypdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String

pack = pikepdf.new()
for _ in range(35):
    pack.add_blank_page(page_size=(200, 300))
pack.Root.PageLabels = Dictionary(Nums=Array([
    0, Dictionary(S=Name.r),
    3, Dictionary(S=Name.A),
    33, Dictionary(S=Name.D, P=String("Annexe É"), St=7),
    34, Dictionary(S=Name.D, P=String("№ "), St=7),
]))
pack.save("pack.pdf")

document = pypdfium2.PdfDocument("pack.pdf")
labels = {
    "pypdfium2": [document.get_page_label(n) for n in range(35)],
    "pypdf": list(pypdf.PdfReader("pack.pdf").page_labels),
    "pikepdf": [page.label for page in pikepdf.open("pack.pdf").pages],
    "pymupdf": [page.get_label() for page in pymupdf.open("pack.pdf")],
}
DOUBLED, SPREADSHEET = ["Z", "AA", "BB", "CC"], ["Z", "AA", "AB", "AC"]
SEEN = {
    "pypdfium2": (DOUBLED, ["Annexe É7", "№ 7"]),
    "pypdf": (DOUBLED, ["Annexe É7", "№ 7"]),
    "pikepdf": (SPREADSHEET, ["Annexe É7", "№ 7"]),
    "pymupdf": (SPREADSHEET, [r"Annexe \3117", "<FEFF21160020>7"]),
}
print("expected of all:", *DOUBLED, "and Annexe É7, № 7")
for library, found in labels.items():
    assert found[:3] == ["i", "ii", "iii"] and found[3:5] == ["A", "B"]
    letters, prefixed = found[28:32], found[33:]
    print(f"{library} {version(library)}:", *letters, "and", ", ".join(prefixed))
    assert (letters, prefixed) == SEEN[library], (library, found[28:])
PY
env/bin/python -W ignore read.py
