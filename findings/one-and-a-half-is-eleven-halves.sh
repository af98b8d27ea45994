#!/usr/bin/env bash
set -euo pipefail
# anyascii 0.3.3 writes any text in ASCII, for links, old systems and labels, in many languages of programming; it covers
# more signs than Unidecode does.
# Guess: ½ becomes 1/2, ancient numerals become figures, and the value of a number stays what it was.
# Seen: nothing is put between a figure and a fraction. 1½ is 11/2, which is five and a half; 5½ million is 51/2 million;
# 3¾ is 33/4. Numerals that are no digits are written one by one: in the numerals of Ethiopia, in which articles of its laws
# and years are numbered, twelve (፲፪) is 102, 24 is 204 and the year 2016 is 20100106. Khmer and Tamil digits are right.
# Who is hurt: a rate of 1½ per cent in a label is 11/2, in a link 11-2; Article 12 of a proclamation is cited as 102.
# What to do: put fractions into figures before (1.5, or 1 1/2 with a space), and numerals by the rules of their script.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet anyascii==0.3.3
venv/bin/python - <<'PY'
from anyascii import anyascii

KNOWN = {
    "1½ per cent": "11/2 per cent", "5½ million": "51/2 million", "3¾": "33/4", "½": "1/2",
    "፲፪": "102", "፳፬": "204", "፳፻፲፮": "20100106", "២០២៤": "2024", "௨௦௨௪": "2024",
}  # fmt: skip
for text, known in KNOWN.items():
    print(text, anyascii(text))
    assert anyascii(text) == known, text
PY
