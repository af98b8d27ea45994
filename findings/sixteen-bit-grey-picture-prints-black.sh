#!/usr/bin/env bash
# WeasyPrint 70.0 with Pillow 13.0.0: a greyscale PNG of 16 bits a pixel, as scanners, satellites and
# programs for maps write it.
# Guess: it is brought down to 8 bits and looks as it does in a browser.
# Seen: the picture is a solid black box of the right size. WeasyPrint puts one WARNING into its log
# ("Unknown image mode: I;16") and carries on; the PDF is valid. Anybody who makes errors only of
# log lines that say ERROR publishes the black box. Converting it with Pillow's convert("L") is no
# cure: it cuts every value over 255 off, and the picture turns white.
# Who is hurt: briefs with a scan, a relief map or a radar picture.
# What to do: look at the mode of every picture before it is printed; divide 16-bit grey by 256
# (Pillow: point(lambda v: v / 256) and then convert("L")), refuse other unknown modes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  weasyprint==70.0 pillow==13.0.0 pypdfium2==5.15.2

cat > print.py <<'PY'
import logging
from importlib.metadata import version

import pypdfium2
from PIL import Image
from weasyprint import HTML

print("weasyprint", version("weasyprint"), "with pillow", version("pillow"))
said = []


class Listener(logging.Handler):
    def emit(self, record):
        said.append((record.levelname, record.getMessage()))


logging.getLogger("weasyprint").handlers = [Listener()]

deep = Image.new("I;16", (5, 1))
for x, grey in enumerate((0, 64, 128, 191, 255)):
    deep.putpixel((x, 0), grey * 257)
deep = deep.resize((200, 40), Image.Resampling.NEAREST)
deep.save("deep.png")
cut = Image.open("deep.png").convert("L")
cut.save("cut.png")
divided = Image.open("deep.png").point(lambda value: value / 256).convert("L")
divided.save("divided.png")


def printed(name):
    """The greys of the five steps on the page."""
    HTML(string=f"""<html lang=en><title>Relief</title>
    <style>@page {{ size: 200px 40px; margin: 0 }} body {{ margin: 0 }} img {{ display: block }}</style>
    <img src={name} alt=Relief>""", base_url=".").write_pdf("page.pdf")
    page = pypdfium2.PdfDocument("page.pdf")[0].render(scale=96 / 72).to_pil().convert("L")
    return [page.getpixel((20 + 40 * step, 20)) for step in range(5)]


print("expected: [0, 64, 128, 191, 255]")
seen = printed("deep.png")
print("seen:    ", seen, said)
assert seen == [0, 0, 0, 0, 0]
assert said == [("WARNING", "Unknown image mode: I;16")], said
print("made L by Pillow:", printed("cut.png"))
assert printed("cut.png") == [0, 255, 255, 255, 255]
print("divided first:   ", printed("divided.png"))
assert printed("divided.png") == [0, 64, 128, 191, 255]
PY
env/bin/python print.py
