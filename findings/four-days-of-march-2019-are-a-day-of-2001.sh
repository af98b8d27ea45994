#!/usr/bin/env bash
set -euo pipefail
# EDTF is the notation of libraries for dates that are ranges or uncertain; edtf 5.0.2 turns the words of a catalogue into
# it (text_to_edtf), "circa 1860s" into 186X~.
# Guess: "1 to 4 March 2019" is 2019-03-01/2019-03-04, as "1998-1999" is 1998/1999; what it does not know is None.
# Seen: it is 2001-03-04, ONE day of another year: the words are cut at "to", "1" by itself is no date, and 4 March 2019 with
# a 1 before it is read as the month's day, a 4th and a year '1. A document symbol is a date: A/RES/70/1 is January
# 2070. The first quarter, Q1 2024, is January 2024, Q4 April. Of "1998 or 1999" the first is left. "12 Feb 2024 - 3 Mar 2024"
# and "between 2014 and 2019" are None, as guessed.
# Who is hurt: a meeting is filed eighteen years before it took place, in sound EDTF that every validator passes.
# What to do: give it whole years, decades and centuries alone; compare the digits of each year with those of the text.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet edtf==5.0.2
venv/bin/python - <<'PY'
import edtf

CASES = (
    ("circa 1860s", "186X~"), ("1998-1999", "1998/1999"), ("4 March 2019", "2019-03-04"),
    ("1 to 4 March 2019", "2001-03-04"), ("A/RES/70/1", "2070-01"), ("Q1 2024", "2024-01"), ("Q4 2024", "2024-04"),
    ("1998 or 1999", "1998"), ("between 2014 and 2019", None),
)  # fmt: skip
for text, known in CASES:
    seen = edtf.text_to_edtf(text)
    print(f"{text}: {seen}")
    assert seen == known
PY
