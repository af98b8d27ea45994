#!/usr/bin/env bash
set -euo pipefail
# One SVG may hold its words in several languages: <switch> has a child for each, with systemLanguage, and one without
# for everybody else; a reader shows the first that fits. Maps and diagrams of Wikimedia Commons are translated so.
# Guess: a printer that knows nothing of languages shows the first child, or the last one, which is meant for that.
# Seen: WeasyPrint 70.0 prints all children, in one place: French, Arabic and English names lie over each other, and
# a copy of the text holds each name three times. With <html lang="fr"> as well. Nothing is logged. CairoSVG 2.9.1
# and svglib 2.3.2 show one.
# Who is hurt: who prints a map that was right in every browser; an Arabic name over a French one cannot be read.
# What to do: keep the child for the page's language, and drop the others, before the drawing is printed.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0 cairosvg==2.9.1 svglib==2.3.2 reportlab==5.1.0 pypdfium2==5.15.2
venv/bin/python - <<'PY'
import io

import cairosvg
import pypdfium2
import weasyprint
from reportlab.graphics import renderPDF
from svglib.svglib import svg2rlg

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" width="300" height="100">'  # three lines: so a reader tells them apart
    '<g font-family="sans-serif" font-size="20"><switch>'
    '<text systemLanguage="fr" x="10" y="50">Centrafrique</text>'
    '<text systemLanguage="es" x="10" y="70">Centroafricana</text>'
    '<text x="10" y="90">Bangui</text></switch></g></svg>'
)


def words(paper):
    return pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_bounded().split()


with open("map.svg", "w") as file:
    file.write(SVG)
print("expected: one of the three")
for language in ("fr", "de"):
    page = f'<html lang="{language}"><img src="map.svg" alt="map">'
    seen = words(weasyprint.HTML(string=page, base_url=".").write_pdf())
    print(f"seen, WeasyPrint, a page in {language}:", seen)
    assert sorted(seen) == ["Bangui", "Centrafrique", "Centroafricana"]

others = {
    "CairoSVG": words(cairosvg.svg2pdf(SVG.encode())),
    "svglib": words(renderPDF.drawToString(svg2rlg(io.BytesIO(SVG.encode())))),
}
for name, seen in others.items():
    print(f"seen, {name}:", seen)
    assert len(seen) == 1
PY
