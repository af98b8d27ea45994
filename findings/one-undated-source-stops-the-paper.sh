#!/usr/bin/env bash
set -euo pipefail
# Typst 0.15.2 (PyPI `typst`) reads a library of BibTeX, as Zotero and Google Scholar export one.
# Guess: a book that is still to come, `year = {forthcoming}`, is printed without a date; where the text does
# not cite it, nobody notices; `year = {2019/2020}` is printed so, or as 2019–2020.
# Seen: with such an entry anywhere in the library, cited or not, no page is printed at all: "failed to parse
# BibLaTeX (wrong number of digits)", with neither its key nor its line. Of 2019/2020 the second year is gone
# without a word.
# Who is hurt: whoever adds one forthcoming paper to the library of an institute stops every paper that shares
# it, and the message names none of the thousand entries.
# What to do: move such words into `pubstate`, or `note`, before Typst reads the library; give two years as an
# EDTF range, `date = {2019/2020}`, and look whether both are printed.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet typst==0.15.2 pypdfium2==5.15.2
cat >it.py <<'PY'
import typst
from pypdfium2 import PdfDocument

SOUND = "@book{plan, author={Roe, Jane}, title={A plan}, publisher={A House}, year={2019/2020}}\n"
COMING = "@book{soon, author={Doe, Max}, title={A draft}, publisher={A House}, year={forthcoming}}\n"
open("text.typ", "w").write('As said.@plan\n#bibliography("library.bib", style: "chicago-notes")\n')


def print_with(library: str) -> str:
    open("library.bib", "w").write(library)
    typst.compile("text.typ", output="text.pdf")
    return " ".join(PdfDocument("text.pdf")[0].get_textpage().get_text_range().split())


text = print_with(SOUND)
print("expected: 2019 and 2020; seen:", text)
assert "2019" in text and "2020" not in text
try:
    print_with(SOUND + COMING)
except typst.TypstError as error:
    said = str(error)
else:
    raise SystemExit("Typst prints a library with a forthcoming book now")
print("expected: the same page, for nobody cites the draft; seen:", said)
assert "wrong number of digits" in said
assert "soon" not in said and "forthcoming" not in said
PY
env/bin/python it.py
