#!/usr/bin/env bash
set -euo pipefail
# A font is cut down to the letters of a page so that it loads fast. fonteditor-core 2.6.3 (npm), which fontmin and the
# editors of icon fonts stand on, does so by subset: [code points]; here with Amiri 1.002 (fontpkg-amiri 1.2).
# Guess: the letters' other forms (beginning, middle, end) and the rules for them are kept, as HarfBuzz and fontTools
# do, since the letters are nothing without them; or an Arabic font is refused.
# Seen: the table of the rules (GSUB) is gone and with it each form: of "peace" the four letters stand apart, in the
# form of one that stands alone. With kerning: true it keeps the table of positions (GPOS) as it was, with the numbers
# of the old glyphs, so vowel signs and kerning speak of other letters. Latin text is right; so is each letter in a
# table of letters.
# Who is hurt: Arabic, Persian and Urdu pages, and Hindi and Khmer for the same reason, are shown as loose letters. What
# to do: cut fonts with pyftsubset (fontTools) or hb-subset, and shape a word of each script with the small font.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet fontpkg-amiri==1.2 uharfbuzz==0.57.0 fonttools==4.68.0
npm install --silent --no-audit --no-fund fonteditor-core@2.6.3
cp venv/lib/python3*/site-packages/fontpkg_amiri/files/Amiri-Regular.ttf whole.ttf
cat > cut.js <<'END'
const fs = require("fs");
const { Font } = require("fonteditor-core");

const subset = [...new Set("سلام")].map((letter) => letter.codePointAt(0));
for (const [name, options] of [["plain.ttf", {}], ["kerned.ttf", { kerning: true }]]) {
  const font = Font.create(fs.readFileSync("whole.ttf"), { type: "ttf", subset, ...options });
  fs.writeFileSync(name, Buffer.from(font.write({ type: "ttf", ...options })));
}
END
node cut.js
venv/bin/pyftsubset whole.ttf --text=سلام --output-file=right.ttf
venv/bin/python - <<'PY'
import uharfbuzz
from fontTools.ttLib import TTFont


def widths(path):
    """The advances of the shaped word "peace", in units of the font, and the letters' own advances."""
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)))
    buffer = uharfbuzz.Buffer()
    buffer.add_str("سلام")
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    alone = [font.get_glyph_h_advance(font.get_nominal_glyph(ord(letter))) for letter in reversed("سلام")]
    return [place.x_advance for place in buffer.glyph_positions], alone


for path in ("whole.ttf", "right.ttf", "plain.ttf", "kerned.ttf"):
    shaped, alone = widths(path)
    tables = set(TTFont(path).keys()) & {"GSUB", "GPOS"}
    print(f"{path}: {sorted(tables)}, widths {shaped}, letters alone {alone}")
    assert (shaped == alone) == (path in ("plain.ttf", "kerned.ttf"))
    assert ("GSUB" in tables) == (path in ("whole.ttf", "right.ttf"))
assert "GPOS" in TTFont("kerned.ttf")
PY
