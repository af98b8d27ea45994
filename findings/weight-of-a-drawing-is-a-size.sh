#!/usr/bin/env bash
# matplotlib up to 3.9 writes the words of an SVG (svg.fonttype "none") as style="font: 12px 'DejaVu Sans'",
# and a bold title as "font: 700 12px 'DejaVu Sans'", as CSS has it: weight, size, family.
# Guess: a converter that knows `font: 12px …` knows the rest of it, or says what it does not know.
# Seen: WeasyPrint 70.0 takes the first word for the size. The title of matplotlib 3.9.4 is set 700
# pixels high over the chart; with `font: bold 12px` or `font: 12px/1.2`, or with a size in words
# (`large`), the text is left out. Nothing is logged, write_pdf succeeds.
# Who is hurt: a report with charts of matplotlib, R's gridSVG, Highcharts or Illustrator loses the
# headings of its charts, or the chart under one.
# What to do: write `font:` out as font-size, font-weight, font-style and font-family, and sizes in
# words as pixels, before the drawing is printed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  weasyprint==70.0 matplotlib==3.9.4 "numpy<2.3" pypdfium2==5.15.2

cat > draw.py <<'PY'
import base64
import logging
import re
from importlib.metadata import version

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import pypdfium2
import weasyprint

for package in ("weasyprint", "matplotlib"):
    print(package, version(package))
matplotlib.rcParams["svg.fonttype"] = "none"
figure, axes = plt.subplots(figsize=(3, 2))
axes.set_title("Cases", fontweight="bold", fontsize=12)
figure.savefig("chart.svg")
chart = open("chart.svg").read()
print(re.search(r'<text style="(font: 700[^"]*)', chart)[1])

messages = []
logger = logging.getLogger("weasyprint")
logger.addHandler(logging.NullHandler())
logger.addFilter(lambda record: messages.append(record.getMessage()) or True)


def heights(drawing):
    """How high each line of text of a drawing is printed, in points."""
    address = "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
    page = "<style>@page { size: 2000px; margin: 0 }</style><img src='%s'>" % address
    text = pypdfium2.PdfDocument(weasyprint.HTML(string=page).write_pdf())[0].get_textpage()
    return [round(t - b) for _, b, _, t in map(text.get_rect, range(text.count_rects()))]


def text(style):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900">'
        f'<text x="9" y="800" style="{style}">Hxg</text></svg>'
    )


seen = {style: heights(text(style)) for style in (
    "font: 12px serif", "font: 700 12px serif", "font: bold 12px serif", "font: 12px/1.2 serif",
    "font-size: large",
)}
for style, found in seen.items():
    print(f"{style:25}", found)
print("of the chart, the highest", max(heights(chart)))
assert 5 < max(seen["font: 12px serif"]) < 15
assert max(seen["font: 700 12px serif"]) > 300
assert [*seen.values()][2:] == [[], [], []]
assert max(heights(chart)) > 300
assert not messages, messages
PY
env/bin/python draw.py
