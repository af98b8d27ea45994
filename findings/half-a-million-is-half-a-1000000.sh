#!/usr/bin/env bash
set -euo pipefail
# text2num 3.1.0 (alpha2digit) writes the numbers of a text in digits, as speech recognition and editors need it, in seven
# languages. It is sold on knowing numbers of several words: "two thousand twenty-four" is 2024.
# Guess: a number of which it knows a part only stays as it is, or is 2500000.
# Seen: "two and a half million" is "two and a half 1000000", "anderthalb Millionen" is "anderthalb 1000000", "deux
# millions et demi" is "2000000 et demi". Spanish says veintiún before mil, always: "veintiún mil personas" is "veintiún 1000
# personas", where treinta y un mil is 31000. "between five and six hundred" is between 5 and 600, in French as well,
# and "one hundred and fifty and two" is 152. Nothing is said.
# Who is hurt: a reader sees 1000 people where 21,000 are meant; a program that looks for digits finds 5 where 500 stands.
# What to do: leave numbers in words alone that touch half, demi, or "and" before hundred, or let a person look at each.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet text2num==3.1.0
venv/bin/python - <<'PY'
from text_to_num import alpha2digit

CASES = (
    ("en", "two thousand twenty-four people", "2024 people"),
    ("en", "two and a half million people", "two and a half 1000000 people"),
    ("en", "half a million people", "half a 1000000 people"),
    ("de", "anderthalb Millionen Menschen", "anderthalb 1000000 Menschen"),
    ("fr", "deux millions et demi", "2000000 et demi"),
    ("es", "treinta y un mil personas", "31000 personas"),
    ("es", "veintiún mil personas", "veintiún 1000 personas"),
    ("en", "between five and six hundred people", "between 5 and 600 people"),
    ("fr", "entre cinq et six cents personnes", "entre 5 et 600 personnes"),
    ("en", "articles one hundred and fifty and two", "articles 152"),
)
for language, text, known in CASES:
    seen = alpha2digit(text, language)
    print(f"{language} {text}: {seen}")
    assert seen == known
PY
