#!/usr/bin/env bash
# A label in an SVG that reads from right to left (direction="rtl") and begins at x (text-anchor="start"): by SVG 1.1
# (10.9.1) and 2 the start of such words is their right end, so they stand on the left of x.
#
# Guess: converters that set Arabic letters in their right order and shape know on which side of x the words begin.
# Seen: WeasyPrint 70.0 (and Chromium 156) set them on the left of x. resvg, in vl-convert-python 1.9.0.post1, and CairoSVG
# 2.8.2 do not read `direction`: the same label stands on the right of x, over the bars, and one with text-anchor="end"
# on the left; nothing is said. So the PNG for the web and the PDF of one chart differ, and who tried one has the other wrong.
# And where the direction is the page's (<html dir="rtl">) and the drawing stands within it, a browser hands it on to
# the words of the drawing, and WeasyPrint does not: they are on the right of x on paper, on the left on the screen.
#
# Whom it hurts: charts of Arabic, Persian and Hebrew papers. What to do: write anchors for left to right, and
# `direction: ltr` on the drawing itself, as briefpress does (styles/web.css); each word still says itself how it reads.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 vl-convert-python==1.9.0.post1 \
  cairosvg==2.8.2 pypdfium2==5.15.2 pillow==12.0.0 fontpkg-amiri==1.2
cd "$folder"
cat > draw.py <<'PY'
import io
from importlib.metadata import files, version
from pathlib import Path

import cairosvg
import pypdfium2
import vl_convert
import weasyprint
from PIL import Image

WIDTH, HEIGHT, SCALE = 300, 40, 2


def label(anchor, direction):
    """A drawing of one number whose anchor is in the middle."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text x="150" y="25" font-size="16" font-family="Amiri" text-anchor="{anchor}"{direction}>2019</text></svg>'
    )


def side(picture):
    """On which side of the middle there is ink."""
    grey = picture.convert("L").point(lambda tone: 255 if tone < 128 else 0)
    left, _, right, _ = grey.getbbox()
    middle = picture.width / 2
    return "left" if right <= middle + 2 else "right" if left >= middle - 2 else "both"


font = next(file.locate() for file in files("fontpkg-amiri") if file.name == "Amiri-Regular.ttf")
vl_convert.register_font_directory(str(Path(font).parent))
HEAD = "<style>@font-face{font-family:Amiri;src:url(%s)}@page{size:%dpx %dpx;margin:0}body{margin:0}svg{display:block}</style>"


def print_page(drawing, page=""):
    html = f"<html{page}>" + HEAD % (Path(font).as_uri(), WIDTH, HEIGHT) + drawing
    return pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())[0].render(scale=SCALE).to_pil()


ways = {
    "weasyprint": print_page,
    "vl-convert-python": lambda svg: Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=SCALE))),
    "cairosvg": lambda svg: Image.open(io.BytesIO(cairosvg.svg2png(svg.encode(), scale=SCALE))),
}
seen = {}
for name, draw in ways.items():
    seen[name] = [
        side(draw(label(anchor, direction)))
        for direction in ("", ' direction="rtl"') for anchor in ("start", "end")
    ]
    print(name, version(name), "ltr start, end; rtl start, end:", *seen[name])
on_paper = side(print_page(label("start", ""), ' dir="rtl"'))
print("weasyprint, in a page from right to left, start:", on_paper)
assert seen["weasyprint"] == ["right", "left", "left", "right"], seen
assert seen["vl-convert-python"] == seen["cairosvg"] == ["right", "left", "right", "left"], seen
assert on_paper == "right"
PY
"$folder/venv/bin/python" draw.py
