#!/usr/bin/env bash
set -euo pipefail
# cn2an 0.5.24 writes the numbers of a Chinese text in figures (transform(text, "cn2an")) and figures in words ("an2cn"), as
# for a document to be read aloud; dates, fractions and per cent are named as what it knows.
# Guess: a date by ISO is a date or stays as it is; a word that holds a numeral is a word.
# Seen: 2024-05-03 becomes "two thousand and twenty-four minus five minus three", while 2024年5月3日 is right; 2019-2024年
# becomes a number, a hyphen and a year; of the symbol A/RES/70/1 the end becomes a fraction, one seventieth turned over, 1,204 two
# numbers with a comma. The other way round the province of Sichuan (四川) is 4川, the Belt and Road (一带一路) 1带1路,
# "some" (一些) 1些, "three to five years" (三五年) 35 years, and hundreds of thousands (数十万) "number 100000".
# Who is hurt: who listens to a brief in Chinese; who looks for Sichuan in one. Nothing is said of any of these.
# What to do: spell out the dates first, shield document symbols and names, or change numbers before a measure word alone.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet cn2an==0.5.24
venv/bin/python - <<'PY'
import cn2an

FIGURES = (
    ("2024年5月3日", "二零二四年五月三日"), ("2024-05-03", "二千零二十四负五负三"), ("1,204人", "一,二百零四人"),
    ("A/RES/70/1", "A/RES/一分之七十"), ("2019-2024年", "二千零一十九-二零二四年"),
)  # fmt: skip
WORDS = (
    ("第七十八届会议", "第78届会议"), ("四川省", "4川省"), ("一带一路", "1带1路"), ("一些国家", "1些国家"),
    ("三五年", "35年"), ("数十万人", "数100000人"),
)  # fmt: skip
for way, cases in (("an2cn", FIGURES), ("cn2an", WORDS)):
    for text, known in cases:
        seen = cn2an.transform(text, way)
        print(f"{text}: {seen}")
        assert seen == known
PY
