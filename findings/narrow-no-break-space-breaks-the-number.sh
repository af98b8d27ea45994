#!/usr/bin/env bash
set -euo pipefail
# CLDR parts the thousands of a French number by U+202F, the NARROW NO-BREAK space: 12 000 is never to stand on two lines.
# ReportLab 5.1.0 sets paragraphs of PDFs, invoices and reports above all.
# Guess: it does not know the sign and draws a box, or treats it as the no-break space U+00A0, which it holds together.
# Seen: it breaks there, as at U+2009 and any other space, and sets a space of full width in its stead: a line ends with 12
# and the next begins with 000. Twelve refugees and nothing. U+00A0 holds. The same text from Babel 2.19.0 in
# German or English, with a point or comma, is right, so a test in English finds nothing. Nothing is said.
# Who is hurt: amounts in French and Russian reports, at the ends of lines, other ones after each change.
# What to do: turn U+202F into U+00A0 before a paragraph is made.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet reportlab==5.1.0 Babel==2.19.0
venv/bin/python - <<'PY'
from babel.numbers import format_decimal
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph


def lines(number):
    paragraph = Paragraph(f"Il y a environ {number} hommes", ParagraphStyle("plain", fontName="Helvetica", fontSize=10))
    paragraph.wrap(87, 1000)
    return [" ".join(line[1]) for line in paragraph.blPara.lines]


french = format_decimal(12000, locale="fr")
assert french == "12\u202f000"
print("expected: no line ends within the number")
for number, known in (
    (french, ["Il y a environ 12", "000 hommes"]),
    (french.replace("\u202f", "\u2009"), ["Il y a environ 12", "000 hommes"]),
    (french.replace("\u202f", "\u00a0"), ["Il y a environ", "12\u00a0000 hommes"]),
    (format_decimal(12000, locale="de"), ["Il y a environ", "12.000 hommes"]),
):
    print(f"seen, {number!r}: {lines(number)}")
    assert lines(number) == known
PY
