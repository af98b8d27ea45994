#!/usr/bin/env bash
set -euo pipefail
# PyArabic 0.6.15 is the library for Arabic text on which many others stand; its pyarabic.number reads numbers in words.
# Guess: the forms of a grammar book are known, with the hamza and in each case; what is not known gives nothing.
# Seen: the thousand is known with its madda alone (آلاف). Typed as most people and most Arabic sites type it, الاف, it is left
# out, and the rest is added: خمسة الاف وخمسمائة (5,500) is 505, ثلاثة الاف (3,000) is 3. Hundreds in two words, which the
# academies and the news write, are added too: ثلاث مئة (300) is 103, خمس مئة 105; in one word they are right. مائتان (200)
# is 0 in its old spelling and 200 in the new one; "two thousand persons", ألفا شخص, are 1000, and 0 behind a preposition
# (ألفي شخص). Half a million (نصف مليون) and a million and a half are both 1,000,000.
# Who is hurt: a figure read from a speech or a press release is a hundredth or a thousandth of what was said, with no error.
# What to do: bring the spelling to one form before (آلاف, مئة in one word) and compare with figures of the same text.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet PyArabic==0.6.15
venv/bin/python - <<'PY'
from pyarabic.number import text2number

KNOWN = {
    "خمسة آلاف وخمسمائة": 5500, "خمسة الاف وخمسمائة": 505, "ثلاثة الاف": 3, "ثلاثمئة": 300, "ثلاث مئة": 103,
    "خمس مئة": 105, "مئتان": 200, "مائتان": 0, "ألفا شخص": 1000, "ألفي شخص": 0, "نصف مليون": 1_000_000,
    "مليون ونصف": 1_000_000, "أحد عشر ألفا": 11000,
}  # fmt: skip
for words, known in KNOWN.items():
    print(words, text2number(words))
    assert text2number(words) == known, words
PY
