#!/usr/bin/env bash
# A gradient in an SVG, printed by WeasyPrint 70.0, and shown by Poppler (22.12 in Debian 12) at six resolutions.
#
# Guess: it fills its shape at each of them.
# Seen: WeasyPrint writes the gradient as a tiling pattern whose only tile ends where the shape ends. At some
# resolutions Poppler's rounding asks for a second tile; then it draws all tiles at the scale of the drawing's own units,
# without that of the page, and three quarters of the shape stay white. PDFium draws it whole at each. With the tiles
# set further apart (XStep and YStep twice as large) Poppler draws it whole as well.
#
# Whom it hurts: Evince, Okular and printing under Linux show half a map. briefpress sets the tiles apart, docs/patches.md.
set -euo pipefail
command -v pdftoppm >/dev/null || { echo "needs pdftoppm (poppler-utils)"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet weasyprint==70.0 pillow==12.0.0 pypdfium2==5.1.0
cd "$folder"
cat > print.py <<'PY'
import sys

import weasyprint
from weasyprint.pdf.stream import Stream

if sys.argv[1] == "apart.pdf":
    add = Stream.add_pattern
    Stream.add_pattern = lambda it, x, y, w, h, dx, dy, m: add(it, x, y, w, h, 2 * dx, 2 * dy, m)
stops = '<stop offset="0" stop-color="#a00"/><stop offset="1" stop-color="#a00"/>'
svg = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" width="302">'
    f'<linearGradient id="r" x2="90" gradientUnits="userSpaceOnUse">{stops}</linearGradient>'
    '<rect fill="url(#r)" width="100" height="40"/></svg>'
)
page = "<style>@page { size: 80mm 32mm; margin: 0 } svg { display: block }</style>" + svg
weasyprint.HTML(string=page).write_pdf(sys.argv[1])
PY
cat > look.py <<'PY'
import subprocess
import sys

import pypdfium2
from PIL import Image

SIZES = range(50, 110, 10)


def white(picture):
    """Whether the middle of the lower right quarter is paper."""
    where = picture.width * 3 // 4, picture.height * 3 // 4
    return picture.convert("RGB").getpixel(where) == (255, 255, 255)


found = {}
for name in ("plain", "apart"):
    found[f"poppler {name}"] = found[f"pdfium {name}"] = 0
    for size in SIZES:
        subprocess.run(["pdftoppm", "-singlefile", "-r", str(size), f"{name}.pdf", "it"], check=True)
        found[f"poppler {name}"] += white(Image.open("it.ppm"))
        page = pypdfium2.PdfDocument(f"{name}.pdf")[0]
        found[f"pdfium {name}"] += white(page.render(scale=size / 72).to_pil())
print(found)
ok = found["poppler plain"] > 0 and not any(n for k, n in found.items() if k != "poppler plain")
sys.exit(not ok)
PY
venv/bin/python print.py plain.pdf
venv/bin/python print.py apart.pdf
pdftoppm -v 2>&1 | sed -n 1p
venv/bin/python look.py && echo "as written above" || { echo "it is different now"; exit 1; }
