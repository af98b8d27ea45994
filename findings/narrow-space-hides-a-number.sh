#!/usr/bin/env bash
set -euo pipefail
# CLDR writes French and Russian numbers with a narrow space (U+202F), typographers set a thin space before a
# unit and a figure space in tables, and a word joiner keeps a document symbol whole. Who searches a PDF types
# an ordinary space, and nothing where a joiner stands.
# Guess: readers treat all spaces alike, as they all do with the no-break space (U+00A0); or none of them does.
# Seen: PDFium 5.1.0 (pypdfium2) and MuPDF 1.26 do not find "1 204", "50 km" or "7 000" set with a narrow, thin
# or figure space; Poppler 22.12 (pdfgrep, which searches what pdftotext writes) finds all of them. The joiner
# is the other way round: each reader finds the symbol as typed, but the words as they are in the page, copied
# from the source with the joiner, are found by none of them.
# Where a number has to be found, U+00A0 is the space to set; it costs a tenth of an em.
command -v pdfgrep >/dev/null || { echo "needs pdfgrep"; exit 2; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0 pypdfium2==5.1.0 pymupdf==1.26.4
venv/bin/python - <<'PY'
import subprocess

import pymupdf
import pypdfium2
import weasyprint

SET = {
    "no-break": ("Figure\u00a03", "Figure 3"),
    "narrow": ("1\u202f204", "1 204"),
    "thin": ("50\u2009km", "50 km"),
    "figure": ("7\u2007000", "7 000"),
    "joiner": ("A/\u2060HRC/\u206063", "A/HRC/63"),
}
body = "".join(f"<p>{printed}</p>" for printed, _ in SET.values())
weasyprint.HTML(string=f"<style>body {{ font-family: 'DejaVu Serif' }}</style>{body}").write_pdf("it.pdf")
text = pypdfium2.PdfDocument("it.pdf")[0].get_textpage()
page = pymupdf.open("it.pdf")[0]


def find(words):
    grep = subprocess.run(["pdfgrep", "-q", "-F", "--", words, "it.pdf"])
    return {
        "pdfium": text.search(words).get_next() is not None,
        "mupdf": bool(page.search_for(words)),
        "poppler": grep.returncode == 0,
    }


print("WeasyPrint", weasyprint.__version__, "pypdfium2", pypdfium2.PYPDFIUM_INFO, "PyMuPDF", pymupdf.__version__)
typed = {name: find(words) for name, (_, words) in SET.items()}
for name, found in typed.items():
    print(f"{name:9} as typed", found)
everywhere = {"pdfium": True, "mupdf": True, "poppler": True}
poppler_alone = {"pdfium": False, "mupdf": False, "poppler": True}
assert typed == {
    "no-break": everywhere, "narrow": poppler_alone, "thin": poppler_alone, "figure": poppler_alone,
    "joiner": everywhere,
}
pasted = find(SET["joiner"][0])
print("joiner    as set  ", pasted)
assert not any(pasted.values())
PY
