#!/usr/bin/env bash
set -euo pipefail
# WeasyPrint 70.0, a heading that is the first thing on a page behind a page break of its own accord: its
# upper margin is dropped, as CSS asks ("margins adjoining an unforced break are truncated"). Where a float
# of no height in the flow, a picture or a list beside the text, stands before it on that page, the margin
# is kept: 40 px here. So of two pages that look alike one begins 40 px lower, by what stands beside it.
# Guess: a float is out of the flow, so what follows it is still the first thing on the page.
# `margin-break: discard` changes nothing; the margin has to be taken off by hand.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0 pypdfium2==5.1.0
venv/bin/python - <<'PY'
import pypdfium2
import weasyprint

print("WeasyPrint", weasyprint.__version__)
STYLE = (
    "@page { size: 300px 200px; margin: 20px } * { font: 16px/20px monospace; margin: 0 }"
    "h2 { margin-top: 40px; break-after: avoid } div { height: 150px } aside { float: right; width: 60px }"
)
seen = {}
for name, beside, more in (
    ("nothing before it", "", ""),
    ("a float before it", "<aside>Beside</aside>", ""),
    ("and margin-break", "<aside>Beside</aside>", "h2 { margin-break: discard }"),
):
    page = f"<style>{STYLE}{more}</style><body><div></div>{beside}<h2>Heading</h2><p>Text"
    document = weasyprint.HTML(string=page).render()
    document.write_pdf("it.pdf")
    pdf = pypdfium2.PdfDocument("it.pdf")
    last = pdf[len(pdf) - 1]
    text = last.get_textpage()
    assert ("Beside" in text.get_text_range()) == bool(beside)
    begin = text.get_text_range().index("Heading")
    top = (last.get_height() - text.get_charbox(begin)[3]) / 0.75 - 20
    seen[name] = len(pdf), round(top / 40)
    print(f"{name}: page {len(pdf)}, the heading begins {top:.0f} px below its head")
assert seen == {"nothing before it": (2, 0), "a float before it": (2, 1), "and margin-break": (2, 1)}
PY
