#!/usr/bin/env bash
set -euo pipefail
# humanize 4.17.0 writes large numbers in words in some 35 languages (intword). In most of Europe the word after
# million is milliard, and "billion" has twelve noughts.
# In Danish it writes 1,200,000,000 as 1.2 billioner and 1,200,000,000,000 as 1.2 billioner too: a thousand times
# apart, in the same words. In Basque ten to the 12th is trilioi, a million times too much, in Hungarian ten to
# the 15th kvadrillió, a milliard times. Swedish and Norwegian beside them are right. In Arabic 1.2 million is
# "1.2 two millions" (the dual, for the form is that of the second plural).
# Babel 2.19.0, which has CLDR's words, has the right word in each.
# One would have guessed that words which were translated were counted too: two of a series are the same word.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet humanize==4.17.0 babel==2.19.0
venv/bin/python - <<'PY'
import humanize
from babel.numbers import format_compact_decimal

CASES = (
    ("da_DK", 1_200_000_000, "1.2 billioner", "milliard"),
    ("da_DK", 1_200_000_000_000, "1.2 billioner", "billion"),
    ("nb", 1_200_000_000, "1.2 milliarder", "milliarder"),
    ("sv_SE", 1_200_000_000, "1.2 miljarder", "miljarder"),
    ("eu", 2_000_000_000_000, "2.0 trilioi", "bilioi"),
    ("hu_HU", 2 * 10**15, "2,0 kvadrillió", "billió"),
    ("ar", 1_200_000, "1.2 مليونين", "مليون"),
)
for language, number, seen, by_cldr in CASES:
    humanize.i18n.activate(language)
    words = humanize.intword(number)
    babel = format_compact_decimal(number, format_type="long", locale=language, fraction_digits=1)
    print(f"{language} {number:,}: humanize {words!r}, Babel {babel!r}")
    assert words == seen
    assert by_cldr in babel
PY
