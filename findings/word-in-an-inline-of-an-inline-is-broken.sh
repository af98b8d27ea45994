#!/usr/bin/env bash
set -euo pipefail
# `overflow-wrap: break-word` lets a word be broken between any two letters where it is wider than a whole line.
# WeasyPrint 70.0 does so as well with a word that only lacks room at the end of its line, where an element begins with
# it that stands in another inline element: <span>… into the <abbr>SDG</abbr>s</span> ends a line with "SD" and begins
# the next with "Gs", with no hyphen. Without the outer span the word goes down whole. So it is the words in italics and
# the abbreviations of notes, which citation processors set into a span, that come out in two.
# Each level asks whether a text begins its line of its own children alone.
# One would have guessed that a span without a style changes nothing.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0
venv/bin/python - <<'PY'
import weasyprint


def lines(text, width):
    style = f"<style>body {{ font: 16px monospace; width: {width}px; overflow-wrap: break-word }}</style>"
    page = weasyprint.HTML(string=f"{style}<p>{text}</p>").render().pages[0]._page_box
    return [
        "".join(part.text for part in box.descendants() if hasattr(part, "text"))
        for box in page.descendants()
        if type(box).__name__ == "LineBox"
    ]


TEXT = "Five years into the <abbr>SDG</abbr>s, Geneva, 2021."
broken = {width: lines(f"<span>{TEXT}</span>", width) for width in range(150, 330, 3)}
broken = {width: found for width, found in broken.items() if any(line.endswith(("S", "SD")) for line in found)}
width = max(broken)
print("within a span:", broken[width])
print("without it:", lines(TEXT, width))
assert "Five years into the SD" in broken[width]
assert "Five years into the" in [line.strip() for line in lines(TEXT, width)]
PY
