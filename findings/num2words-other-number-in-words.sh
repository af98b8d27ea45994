#!/usr/bin/env bash
set -euo pipefail
# num2words 0.5.14 speaks many languages, and in some the words are those of
# another number. 12.05 is "twelve and a half" in Persian, and "twelve point five"
# in Arabic, Turkish and Vietnamese: the zero behind the point is dropped. -5 in
# Vietnamese is "mười lăm", fifteen. A Decimal in Turkish gives an empty text. English,
# French, Spanish and Russian are right.
# One would have guessed that a language which is offered is right or raises an error.
# Sums written out in words, as in agreements and grants, say another sum than the
# figures beside them, in a language that the editor may not read.
# Allow whole numbers from 0 up only, in languages you have tested, and have a speaker
# of the language read each list of results once.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet num2words==0.5.14
venv/bin/python - <<'PY'
from decimal import Decimal
from importlib.metadata import version

from num2words import num2words

print("num2words", version("num2words"))
for language, expected in (("en", "twelve point zero five"), ("fr", "douze virgule zéro cinq"),
                           ("es", "doce punto cero cinco"), ("ru", "двенадцать целых пять сотых")):
    assert num2words(12.05, lang=language) == expected

print("expected: 12.05 and 12.5 differ, and 12.05 has a zero in its words")
half = num2words(12.5, lang="fa")
print("seen, Persian: 12.05", repr(num2words(12.05, lang="fa")), "| 12.5", repr(half))
assert num2words(12.05, lang="fa") == half == "دوازده و نیم"
for language, words, zero in (("tr", "onikivirgülbeş", "sıfır"), ("vi", "mười hai phẩy năm", "không"),
                              ("ar", "اثنا عشر  , خمس", "صفر")):
    seen = num2words(12.05, lang=language)
    print(f"seen, {language}: 12.05 {seen!r}")
    assert seen == words and zero not in seen

print("expected: -5 and 15 differ in Vietnamese")
seen = num2words(-5, lang="vi"), num2words(15, lang="vi")
print("seen:", seen)
assert seen == ("mười lăm", "mười lăm")

print("expected: twelve in Turkish begins with oniki, from a Decimal too")
seen = num2words(Decimal("12.05"), lang="tr")
print("seen:", repr(seen))
assert seen.strip() == ""
PY
