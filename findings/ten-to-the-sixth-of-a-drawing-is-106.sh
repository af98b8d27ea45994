#!/usr/bin/env bash
set -euo pipefail
# Inkscape, Illustrator and Word set a small raised figure of a drawing, as in 10 to the sixth, CO2 or the call of a
# note, by baseline-shift (super, sub, or a length) on a tspan of a smaller size; SVG has had it since 1.0.
# Guess: it is an old and simple property, one length up or down; who knows tspan knows it.
# Seen: WeasyPrint 70.0 and CairoSVG 2.9.1 set the figure on the line of the other words, with the attribute, in a
# style, as a word and as a length: a picture with baseline-shift is, point for point, the one without. 10 with a
# raised 6 is printed 106, only a little smaller, and m2 and CO2 look alike.
# Who is hurt: a chart's axis in millions; a figure with a note becomes another figure. Nothing is logged.
# What to do: give the tspan a dy (-0.35em), and what follows it one back; both converters know that.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0 cairosvg==2.9.1 pypdfium2==5.15.2 pillow==13.0.0
venv/bin/python - <<'PY'
import io

import cairosvg
import pypdfium2
import weasyprint
from PIL import Image


def drawing(shift):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">'
        '<rect width="200" height="100" fill="white"/><text x="10" y="60" font-family="sans-serif" font-size="40">'
        f'10<tspan {shift} font-size="24">6</tspan></text></svg>'
    )


def weasy(svg):
    page = f"<style>@page{{size:200px 100px;margin:0}}body{{margin:0}}svg{{display:block}}</style>{svg}"
    return pypdfium2.PdfDocument(weasyprint.HTML(string=page).write_pdf())[0].render(scale=96 / 72).to_pil()


def cairo(svg):
    return Image.open(io.BytesIO(cairosvg.svg2png(svg.encode())))


SHIFTS = ('baseline-shift="super"', 'style="baseline-shift:super"', 'baseline-shift="12"', 'baseline-shift="sub"')
print("expected: four pictures that are not the one without baseline-shift")
for name, paint in (("WeasyPrint", weasy), ("CairoSVG", cairo)):
    plain = paint(drawing("")).convert("L").tobytes()
    same = [paint(drawing(shift)).convert("L").tobytes() == plain for shift in SHIFTS]
    moved = paint(drawing('dy="-12"')).convert("L").tobytes() != plain
    print(f"seen, {name}: like the one without: {same}; dy moves it: {moved}")
    assert same == [True] * 4 and moved
PY
