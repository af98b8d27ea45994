#!/usr/bin/env bash
set -euo pipefail
# qrcode-generator 2.0.4 (npm) makes QR codes in the browser and stands behind many other packages; jsqr 1.4.0 reads them here.
# Guess: text beyond ASCII is written as UTF-8, as readers expect; what cannot be written is refused.
# Seen: of each character the lower byte is written. For an address in Cyrillic or Arabic that byte is often a letter or a
# figure of ASCII: https://example.org/совет is scanned as https://example.org/A>25B, /ملخص as /ED.5. That is a sound code
# with another address, which telephones open without a question. With é (/résumé) this reader finds no text in it. UTF-8 is
# there, as a function that one has to put in its place (stringToBytesFuncs["UTF-8"]), and then all are right; the form of
# the package that `import` takes does not have it.
# Who is hurt: the handout of the Arabic or Russian edition leads to a page that does not exist, or to somebody else's.
# What to do: percent-encode each address before it becomes a code, and scan what goes to print.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund qrcode-generator@2.0.4 jsqr@1.4.0
cat > try.mjs <<'END'
import assert from "node:assert";
import jsqr from "jsqr";
import { createRequire } from "node:module";

const qrcode = createRequire(import.meta.url)("qrcode-generator"); // as CommonJS, which has the other function

function scan(text) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const [size, scale, margin] = [code.getModuleCount(), 4, 16];
  const width = size * scale + 2 * margin;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < size * scale; y++)
    for (let x = 0; x < size * scale; x++)
      if (code.isDark(Math.floor(y / scale), Math.floor(x / scale)))
        pixels.fill(0, ((y + margin) * width + x + margin) * 4, ((y + margin) * width + x + margin) * 4 + 3);
  return jsqr(pixels, width, width).data;
}

const KNOWN = {
  "https://example.org/совет": "https://example.org/A>25B", "https://example.org/ملخص": "https://example.org/ED.5",
  "https://example.org/résumé": "", "https://example.org/brief": "https://example.org/brief",
  [encodeURI("https://example.org/совет")]: encodeURI("https://example.org/совет"),
};
for (const [address, known] of Object.entries(KNOWN)) {
  console.log(address, "->", scan(address));
  assert.strictEqual(scan(address), known);
}
qrcode.stringToBytes = qrcode.stringToBytesFuncs["UTF-8"];
for (const address of Object.keys(KNOWN)) assert.strictEqual(scan(address), address);
END
node try.mjs
