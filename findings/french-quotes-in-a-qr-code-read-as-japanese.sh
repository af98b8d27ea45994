#!/usr/bin/env bash
# segno 1.6.6 writes text of Western European letters into a QR code as ISO 8859-1 without naming it,
# as the standard asks for. Readers guess the alphabet from the bytes. zxing-cpp 3.1.1, the C++ port
# of a reader that many telephones use, takes some of them for Japanese (Shift JIS).
# Guess: accented letters are either all right or all wrong, and one test with "é" tells which.
# Seen: "Genève", "MÉXICO" and "¿Qué?" come back right; "« Genève »", "£3 million", "15 °C" and
# "Nº 12" come back with Japanese letters: the signs decide, not the accents.
# Who is hurt: a code that holds a title, a citation or a contact in French or Spanish passes the
# test of its author and shows nonsense to a reader for the sake of one quotation mark.
# What to do: give segno encoding="utf-8", which is read right in all these cases, or keep what is
# in a code to ASCII, as an address is; test codes with guillemets, not with "é".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile segno==1.6.6 zxing-cpp==3.1.1 pillow==13.0.0

cat > read.py <<'PY'
import io
from importlib.metadata import version

import segno
import zxingcpp
from PIL import Image

print("segno", version("segno"), "read by zxing-cpp", version("zxing-cpp"))


def read(text, **options):
    out = io.BytesIO()
    segno.make_qr(text, **options).save(out, kind="png", scale=6, border=4)
    [found] = zxingcpp.read_barcodes(Image.open(out).convert("L"))
    return found.text


for text in ("Genève", "MÉXICO", "¿Qué?", "Ç, Ñ, Ö, ß"):
    print(f"expected {text}   seen {read(text)}")
    assert read(text) == text

SEEN = {
    "« Genève »": "ｫ Gen钁e ｻ",
    "£3 million": "｣3 million",
    "15 °C": "15 ｰC",
    "Nº 12": "Nｺ 12",
}
for text, expected in SEEN.items():
    seen, cured = read(text), read(text, encoding="utf-8")
    print(f"expected {text}   seen {seen}   as UTF-8 {cured}")
    assert seen == expected and cured == text
PY
env/bin/python read.py
