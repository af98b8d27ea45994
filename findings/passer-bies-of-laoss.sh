#!/usr/bin/env bash
set -euo pipefail
# inflect 7.6.0 writes English for programs: plurals, "a" or "an", numbers in words. It knows mothers-in-law, secretaries-general
# and courts martial, an hour and a one-off.
# Guess: whoever knows these knows plain figures before a noun, and the names of countries.
# Seen: "an" is chosen by letters, and a figure has none: "a 8-year war", "a 11th session", "a 18 per cent rise", "a 800-page report";
# "a HIV test", "a FAO report", while an NGO and an SDG are right. Passer-by makes passer-bies, Laos Laoss, Congo Congoes (there
# are two), roman romen, as of a man. Nothing is said.
# Who is hurt: sentences that are made of facts, "a {{ share }} per cent rise", are wrong in one of five.
# What to do: choose by the first digits oneself (8, 11, 18 and what begins with 8 take "an"), and give plurals by hand.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet inflect==7.6.0
venv/bin/python - <<'PY'
import inflect

words = inflect.engine()
ARTICLES = (
    ("hour", "an hour"), ("NGO", "an NGO"), ("8-year war", "a 8-year war"), ("11th session", "a 11th session"),
    ("18 per cent rise", "a 18 per cent rise"), ("800-page report", "a 800-page report"), ("HIV test", "a HIV test"),
)  # fmt: skip
PLURALS = (
    ("mother-in-law", "mothers-in-law"), ("court martial", "courts martial"), ("passer-by", "passer-bies"),
    ("Laos", "Laoss"), ("Congo", "Congoes"), ("roman", "romen"),
)  # fmt: skip
for given, known in ARTICLES:
    print(f"{given}: {words.a(given)}")
    assert words.a(given) == known
for given, known in PLURALS:
    print(f"{given}: {words.plural(given)}")
    assert words.plural(given) == known
PY
