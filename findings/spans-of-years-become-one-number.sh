#!/usr/bin/env bash
set -euo pipefail
# fpdf2 2.8.9 sets text as PDF; with markdown=True it knows **bold**, __italics__ and --underlined--.
# Guess: a mark counts beside a space or the end of a word, as in Markdown, and in pairs; alone it is what was typed.
# Seen: each -- is taken out of the text wherever it stands. Two hyphens are how a dash is typed in LaTeX, in BibTeX and
# by hand: "1998--2001 and 2004--2006" is printed "19982001 and 20042006" (the end of one year and the beginning of the
# other underlined), "pp. 12--15" becomes "pp. 1215" with no pair at all, and a -- with spaces a gap. 2**3 is 23, A__B
# is AB. Without markdown=True all are right. Nothing is said.
# Who is hurt: pages of sources and spans of years are other numbers, sound ones; copied or searched they stay so. What
# to do: put dashes (U+2013) for -- before fpdf2 sees the text, or a backslash before each mark.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet fpdf2==2.8.9 pypdf==7.1.1
venv/bin/python - <<'PY'
from io import BytesIO

from fpdf import FPDF
from pypdf import PdfReader

TYPED = (
    ("war 1998--2001 and 2004--2006", "war 19982001 and 20042006"),
    ("pp. 12--15", "pp. 1215"),
    ("the vote -- at last", "the vote  at last"),
    ("document A__B", "document AB"),
)


def printed(text, markdown):
    """The text of a page on which fpdf2 set `text`."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.multi_cell(0, 6, text, markdown=markdown)
    return PdfReader(BytesIO(bytes(pdf.output()))).pages[0].extract_text().strip()


for text, known in TYPED:
    print(f"{text}: {printed(text, markdown=True)}")
    assert printed(text, markdown=True) == known and printed(text, markdown=False) == text
PY
