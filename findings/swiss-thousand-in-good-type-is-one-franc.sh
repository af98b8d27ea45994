#!/usr/bin/env bash
set -euo pipefail
# Switzerland parts thousands by an apostrophe: a keyboard gives the straight one, good type and every word processor, which
# turns it round by itself, the curly one (U+2019). Arabic has a sign of its own, U+066C.
# price-parser 0.5.1 takes the amount and the currency out of a text, in many notations.
# Guess: both apostrophes are known, or neither; a thousand that is not understood is no amount.
# Seen: CHF 1'250.50 with the straight one is 1250.50; with the curly one it is 1 franc, and so is 1.25 million. In Arabic
# 2,500 in its own signs is 2. A narrow no-break space, as in French, is read, and so are Indian groups. Nothing is said.
# Who is hurt: a table of pledges that came through Word is a thousand times too small, for Switzerland alone.
# What to do: replace U+2019 between digits by nothing, and Arabic signs by ASCII ones, before a text is read for amounts.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet price-parser==0.5.1
venv/bin/python - <<'PY'
from decimal import Decimal

from price_parser import Price

CASES = (
    ("CHF 1'250.50", "1250.50"), ("CHF 1\u2019250.50", "1"), ("1\u2019250\u2019000 CHF", "1"),
    ("\u0662\u066c\u0665\u0660\u0660 USD", "2"), ("1\u202f250 €", "1250"), ("Rs 1,50,000", "150000"),
)  # fmt: skip
for text, known in CASES:
    seen = Price.fromstring(text).amount
    print(f"{text}: {seen}")
    assert seen == Decimal(known)
PY
