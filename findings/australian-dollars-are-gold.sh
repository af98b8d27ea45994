#!/usr/bin/env bash
set -euo pipefail
# iso4217parse 0.6.2 finds the currency of an amount that was typed by people: parse("12 CHF"), parse("A$ 5"), likely
# ones first; it is made for that, with the codes and signs of ISO 4217.
# Guess: AU$ is the Australian dollar, as A$ is; CAN$ the Canadian one or, at worst, one of all dollars; an F before CFA
# does not hide the CFA franc.
# Seen: signs are compared without regard to capitals, the longest first, and in its list gold (XAU) has the sign Au:
# AU$ 5 million are GOLD, and nothing else. "12 000 F CFA", as francophone Africa types it, are guilders of the
# Netherlands Antilles, whose sign is f; FCFA without a space is right. CAN$ is first of all the Argentine peso. Codes
# are looked for in plain words: TOP 10 donors paid in pa'anga of Tonga, ALL 5 states in Albanian lek. Nothing is said.
# Who is hurt: pledges are added up by currency, and the rate of an ounce of gold is a thousand times that of a dollar.
# What to do: allow only the currencies that the table may have, ask for the code itself, and refuse the rest.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet iso4217parse==0.6.2
venv/bin/python - <<'PY'
import iso4217parse

AMOUNTS = (
    ("A$ 5 million", "AUD"), ("US$ 5 million", "USD"), ("5 FCFA", "XAF"),
    ("AU$ 5 million", "XAU"), ("12 000 F CFA", "ANG"), ("CAN$ 3", "ARS"), ("TOP 10 donors", "TOP"), ("ALL 5 states", "ALL"),
)  # fmt: skip
for typed, known in AMOUNTS:
    found = iso4217parse.parse(typed)
    print(f"{typed}: {found[0].alpha3} ({found[0].name}), one of {len(found)}")
    assert found[0].alpha3 == known
assert len(iso4217parse.parse("AU$ 5 million")) == len(iso4217parse.parse("12 000 F CFA")) == 1
PY
