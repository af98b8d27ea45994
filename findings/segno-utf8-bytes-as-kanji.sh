#!/usr/bin/env bash
set -euo pipefail
# segno 1.6.6 decides whether a QR code may use Kanji mode by looking at the
# encoded bytes, and it does so even when those bytes are UTF-8. Where they
# happen to lie in the ranges of Shift JIS, it writes a Kanji code whose
# characters are other characters: Palau, Yemen and Myanmar in Chinese and North
# Korea in Korean go wrong with no option set, France and the United States in
# Chinese go wrong because encoding="utf-8" was asked for, and eci=True does not help.
# One would have guessed that a code for readable text either fails or reads
# back as that text, and that asking for UTF-8 is the safe choice.
# A printed code cannot be corrected. Ask for mode="byte", encoding="utf-8" and
# eci=True together, and read every code back before the page is printed.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet segno==1.6.6 zxing-cpp==3.1.1 pillow==12.0.0 numpy==2.2.6
venv/bin/python - <<'PY'
import io
from importlib.metadata import version

import segno
import zxingcpp
from PIL import Image

print("segno", version("segno"), "| reader: zxing-cpp", version("zxing-cpp"))


def read_back(text, **options):
    code = segno.make(text, micro=False, **options)
    png = io.BytesIO()
    code.save(png, kind="png", scale=8, border=4)
    found = zxingcpp.read_barcodes(Image.open(png).convert("L"))
    return code.mode, found[0].text if found else None


print("expected: every code reads back as the text that was put in")
wrong = [(text, {}) for text in ("帕劳", "也门", "缅甸", "북한")]
wrong += [(text, {"encoding": "utf-8"}) for text in ("法国", "美国")]
wrong += [(text, {"encoding": "utf-8", "eci": True}) for text in ("法国", "美国")]
for text, options in wrong:
    mode, seen = read_back(text, **options)
    print(f"seen: {text} {options} -> mode {mode}, reads as {seen!r}")
    assert mode == "kanji" and seen is not None and seen != text

# what a Shift JIS reader must make of the UTF-8 bytes
assert read_back("帕劳")[1] == "帕劳".encode().decode("shift_jis") == "蟶募患"

for text, _ in wrong:
    mode, seen = read_back(text, mode="byte", encoding="utf-8", eci=True)
    assert (mode, seen) == ("byte", text)
print('seen: with mode="byte", encoding="utf-8", eci=True all of them read back right')
PY
