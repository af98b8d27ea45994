#!/usr/bin/env bash
set -euo pipefail
# python-bidi 0.6.12 puts Arabic and Hebrew into the order in which they are drawn, for what draws letters one by one
# from the left: labels of charts and maps, Pillow, ReportLab, tickets.
# Guess: the end of a line stays the end of a line; each line is turned by itself.
# Seen: it counts as a sign of its paragraph, and in one that reads from the right the last sign is drawn first. The
# break between two lines of Arabic or Hebrew goes to the HEAD of the first: an empty line, and then both lines as one,
# with no space between their words. Under base_dir="R" it befalls English too. Left-to-right text is as it was, so a
# test with "one\ntwo" shows nothing, nor does one that sorts or counts the signs. Nothing is said.
# Who is hurt: the label "South\nSudan" of a map in Arabic is one word that does not exist, and the column heads of a
# table run into each other. What to do: call it for each line by itself, with one direction for all (base_dir="R").
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-bidi==0.6.12
venv/bin/python - <<'PY'
from bidi import get_display

HEBREW = ("\u05e9\u05dc\u05d5\u05dd", "\u05e2\u05d5\u05dc\u05dd")  # peace, world
ARABIC = ("\u062c\u0646\u0648\u0628", "\u0627\u0644\u0633\u0648\u062f\u0627\u0646")  # south, Sudan
for first, second in (HEBREW, ARABIC):
    drawn = get_display(f"{first}\n{second}")
    print(ascii(f"{first}|{second}"), "is drawn as", ascii(drawn))
    assert drawn == "\n" + first[::-1] + second[::-1]
    assert [get_display(line) for line in (first, second)] == [first[::-1], second[::-1]]
drawn = get_display("South\nSudan", base_dir="R")
print("South|Sudan is drawn as", ascii(drawn), "from the right")
assert drawn == "\nSouthSudan" and get_display("South\nSudan") == "South\nSudan"
PY
