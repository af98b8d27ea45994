#!/usr/bin/env bash
set -euo pipefail
# segno 1.6.6 writes text that fits into Latin-1 as Latin-1 bytes and does not
# say in the code which encoding it used (no ECI), so a reader has to guess. jsQR 1.4.0, which many web pages use to scan with the
# camera, finds the code of a French or German title and hands back an empty
# text; zxing-cpp 3.1.1 and jsQR both read the same text right once it is
# written as UTF-8 and says so.
# One would have guessed that é and ö are the easy case, and that only Chinese
# or Russian need care. It is the other way round: jsQR reads those right.
# Write mode="byte", encoding="utf-8", eci=True for anything beyond ASCII, or
# percent-encode addresses so that nothing beyond ASCII is left.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet segno==1.6.6 zxing-cpp==3.1.1 pillow==12.0.0 numpy==2.2.6
npm install --silent --no-audit --no-fund --prefix . jsqr@1.4.0 >/dev/null
cat > make.py <<'PY'
import io
import json
from importlib.metadata import version

import segno
import zxingcpp
from PIL import Image

print("segno", version("segno"), "| zxing-cpp", version("zxing-cpp"), "| jsqr 1.4.0")
codes = []
for text in ("Résumé", "Réunion du comité", "Österreich", "Россия", "中国"):
    for options in ({}, {"mode": "byte", "encoding": "utf-8", "eci": True}):
        code = segno.make(text, micro=False, **options)
        png = io.BytesIO()
        code.save(png, kind="png", scale=8, border=4)
        image = Image.open(png).convert("RGBA")
        name = f"code{len(codes)}.rgba"
        with open(name, "wb") as out:
            out.write(image.tobytes())
        zxing = zxingcpp.read_barcodes(image.convert("L"))[0]
        assert zxing.text == text
        codes.append({"text": text, "told": bool(options), "mode": code.mode,
                      "file": name, "side": image.width})
assert segno.make("Россия", micro=False).mode == "kanji"
json.dump(codes, open("codes.json", "w"))
PY
venv/bin/python make.py
cat > read.js <<'JS'
const fs = require("fs"), assert = require("assert"), jsQR = require("jsqr");
console.log("expected: jsQR reads every code as the text that was put in");
for (const code of JSON.parse(fs.readFileSync("codes.json"))) {
  const pixels = new Uint8ClampedArray(fs.readFileSync(code.file));
  const found = jsQR(pixels, code.side, code.side);
  assert(found, "jsQR finds the code itself");
  console.log(`seen: ${code.text}, ${code.told ? "UTF-8 with ECI" : "segno's default"} (${code.mode}): ${JSON.stringify(found.data)}`);
  const latin = /^[\u0000-\u00ff]*$/.test(code.text);
  assert.strictEqual(found.data, !code.told && latin ? "" : code.text);
}
JS
node read.js
