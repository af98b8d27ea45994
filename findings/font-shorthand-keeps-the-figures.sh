#!/usr/bin/env bash
# `font: 20px F` resets all of font-variant in CSS (Fonts 3, 4: "all subproperties … are first reset
# to their initial values, plus … all subproperties of font-variant"): a rule that says `font:` below
# a body with `font-variant-numeric: proportional-nums` has the figures of the font again.
# Guess: the printer of a style sheet does as a browser does, or keeps all that was said above.
# Seen: WeasyPrint 70.0 does half of it. Small capitals are reset, figures are not: 1117 stays
# proportional under `font:`, 24.5 points wide and not 28.3. Nothing is logged.
# Who is hurt: one style sheet for paper and screen. Figures that are set once, on the body, are right
# in every heading, note and table of the PDF, and wrong there in the browser, where tables of
# figures do not stand in columns; whoever proofreads the PDF does not see it.
# What to do: write font-variant-numeric again in each rule that says `font:`. It looks like a
# repetition and is none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  weasyprint==70.0 pypdfium2==5.15.2 font-source-serif-pro==0.0.1

cat > figures.py <<'PY'
from importlib.metadata import version
from pathlib import Path

import font_source_serif_pro
import pypdfium2
import weasyprint

print("weasyprint", version("weasyprint"))
font = Path(font_source_serif_pro.__path__[0], "files/SourceSerifPro-Regular.ttf").as_uri()


def width(body, paragraph, words):
    """How wide *words* are printed, in points."""
    page = (
        f"<style>@font-face {{ font-family: F; src: url({font}) }} @page {{ size: 800px 200px; margin: 0 }}"
        f" body {{ margin: 0; font-family: F; {body} }} p {{ margin: 0; {paragraph} }}</style><p>{words}</p>"
    )
    text = pypdfium2.PdfDocument(weasyprint.HTML(string=page).write_pdf())[0].get_textpage()
    assert text.count_rects() == 1
    left, _, right, _ = text.get_rect(0)
    return round(right - left, 1)


usual, caps = width("", "font: 20px F", "1117"), width("", "font: 20px F", "abcd")
for name, value, words in (
    ("small capitals", "font-variant-caps: small-caps", "abcd"),
    ("figures", "font-variant-numeric: proportional-nums", "1117"),
):
    kept = width(value, "font-size: 20px", words)
    shorthand = width(value, "font: 20px F", words)
    initial = caps if words == "abcd" else usual
    print(f"{name}: {initial} by themselves, {kept} as the body says, {shorthand} under `font:`")
    assert kept != initial
    if name == "figures":
        assert shorthand == kept, "`font:` resets figures now"
    else:
        assert shorthand == initial, "`font:` keeps small capitals now"
PY
env/bin/python figures.py
