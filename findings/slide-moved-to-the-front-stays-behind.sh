#!/usr/bin/env bash
set -euo pipefail
# In a slide show (.pptx) each slide is a file, slide1.xml, slide2.xml …, and the order in which they are shown is a
# list of its own (p:sldIdLst). PowerPoint numbers the files anew when it saves, other programs let them be and write
# the list. Here python-pptx 1.0.2 makes eleven slides and moves the last one to the front.
# Guess: who reads the text of a show reads it in the order in which it is shown, as pandoc 3.9 (pypandoc-binary 1.17)
# does.
# Seen: officeparser 7.8.0 (npm) goes by the numbers of the files, so the slide that was moved comes last. pptx2txt2
# 1.1.0 (PyPI) goes by the alphabet: 1, 10, 11, 2; of a table it also gives the number of its style, as a word in
# braces. Nothing is said; a show made in one go, of nine slides, is right in both.
# Who is hurt: a search, a summary or a translation has the conclusion before the question, and "slide 3" is another
# one. What to do: read p:sldIdLst and its relations for the order.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-pptx==1.0.2 pptx2txt2==1.1.0 pypandoc-binary==1.17
npm install --silent --no-audit --no-fund officeparser@7.8.0
venv/bin/python - <<'PY'
from pptx import Presentation

show = Presentation()
for number in range(1, 12):
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = f"point{number}"
order = show.slides._sldIdLst
order.insert(0, order[10])
show.save("show.pptx")
PY
cat > read.js <<'END'
const { OfficeParser } = require("officeparser");

OfficeParser.parseOffice("show.pptx").then((show) => console.log(show.toText()));
END
node read.js > officeparser.txt
venv/bin/python - <<'PY'
import re
from pathlib import Path

import pptx2txt2
import pypandoc

TEXTS = {
    "pandoc": (pypandoc.convert_file("show.pptx", "plain"), [11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    "officeparser": (Path("officeparser.txt").read_text(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    "pptx2txt2": (pptx2txt2.extract_text("show.pptx"), [1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9]),
}
for name, (text, known) in TEXTS.items():
    order = [int(number) for number in re.findall(r"point(\d+)", text)]
    print(f"{name}: {order}")
    assert order == known
PY
