#!/usr/bin/env bash
set -euo pipefail
# CLDR gives French, Spanish, Italian, Portuguese and Catalan a plural form "many"
# beside "one" and "other", used for whole millions only ("un million de personnes").
# Babel 2.19.0 answers "many" for 1,000,000 and 2,000,000, and "other" for every
# count from 2 to 999,999 and for 2,500,000. No smaller number brings "many" out.
# One would have guessed that French and Spanish have a singular and a plural, and
# tests with 0, 1, 2, 5 and 5500 agree. A table {"one": …, "other": …} looked up by
# plural_form() fails on the day a figure reaches exactly two million.
# Fall back from a missing form to "other", and test every label with 1,000,000.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet babel==2.19.0
venv/bin/python - <<'PY'
from importlib.metadata import version

from babel import Locale

print("Babel", version("babel"))
labels = {"one": "personne déplacée", "other": "personnes déplacées"}
print("expected: two forms, one and other, in fr, es, it, pt, ca")
for language in ("fr", "es", "it", "pt", "ca"):
    form = Locale(language).plural_form
    small = {form(n) for n in range(1_000_000)}
    millions = {form(n) for n in (1_000_000, 2_000_000, 5_000_000, 120_000_000)}
    print(f"seen, {language}: 0 to 999,999 {sorted(small)}, whole millions {sorted(millions)}, "
          f"2,500,000 {form(2_500_000)!r}")
    assert small == {"one", "other"} and millions == {"many"} and form(2_500_000) == "other"
assert Locale("en").plural_form(2_000_000) == "other"

assert labels[Locale("fr").plural_form(1_999_999)] == "personnes déplacées"
try:
    labels[Locale("fr").plural_form(2_000_000)]
except KeyError as missing:
    print("seen: a table of one and other fails for 2,000,000 in French with KeyError", missing)
else:
    raise AssertionError
PY
