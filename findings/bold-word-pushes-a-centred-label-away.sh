#!/usr/bin/env bash
set -euo pipefail
# A label that is centred on its place (text-anchor="middle"), one word of which is bold: a tspan in a text.
# SVG measures all that stands between two places, whatever its tspans, and centres it as one piece.
# Guess: a converter that centres a label centres it with a bold word as well.
# Seen: CairoSVG 2.9.1 and svglib 2.3.2 centre the words before the first tspan by themselves or not at all, and put
# the rest behind them: the label begins near its middle and ends far on the right, at the end over the edge. With
# text-anchor="end" it runs over the axis that it should end at. WeasyPrint 70.0 is right.
# Who is hurt: the names of a map stand on the neighbouring country; a chart without bold words is right, so a
# sample of charts proves nothing.
# What to do: give each label one style, or measure and place its pieces oneself.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0 cairosvg==2.9.1 svglib==2.3.2 reportlab==5.1.0 \
    pypdfium2==5.15.2 pillow==13.0.0
venv/bin/python - <<'PY'
import io

import cairosvg
import pypdfium2
import weasyprint
from PIL import Image, ImageChops
from reportlab.graphics import renderPDF
from svglib.svglib import svg2rlg


def drawing(words):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 60" width="400" height="60">'
        '<rect width="400" height="60" fill="white"/><text x="200" y="40" text-anchor="middle" '
        f'font-family="sans-serif" font-size="20">{words}</text></svg>'
    )


def rendered(paper):
    return pypdfium2.PdfDocument(paper)[0].render(scale=96 / 72).to_pil()


def weasy(svg):
    page = f"<style>@page{{size:400px 60px;margin:0}}body{{margin:0}}svg{{display:block}}</style>{svg}"
    return rendered(weasyprint.HTML(string=page).write_pdf())


PAINTERS = {
    "WeasyPrint": weasy,
    "CairoSVG": lambda svg: Image.open(io.BytesIO(cairosvg.svg2png(svg.encode()))),
    "svglib": lambda svg: rendered(renderPDF.drawToString(svg2rlg(io.BytesIO(svg.encode())))),
}


def middle(picture):
    left, _, right, _ = ImageChops.invert(picture.convert("L")).point(lambda v: 255 * (v > 60)).getbbox()
    return (left + right) / 2


print("expected: a label whose middle is at 200")
for name, paint in PAINTERS.items():
    plain = middle(paint(drawing("Votes in the 2024 session")))
    bold = middle(paint(drawing('Votes in <tspan font-weight="bold">the 2024</tspan> session')))
    print(f"seen, {name}: {plain:.0f} without a bold word, {bold:.0f} with one")
    assert abs(plain - 200) < 4
    assert bold > 230 if name in ("CairoSVG", "svglib") else abs(bold - 200) < 4
PY
