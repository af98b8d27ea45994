#!/usr/bin/env bash
set -euo pipefail
# htmldate 1.11.0 finds the date of a web page, for archives, corpora and reference managers; it knows the months of some
# thirty languages and of the scripts of most.
# Guess: a date that it cannot read is None, so that somebody looks; what is read for the 2nd is read for the 1st.
# Seen: the day before the month has to be bare figures. "2 mai 2024" is right; "1er mai 2024", as French writes the first of
# each month, is 1 JANUARY 2024, and so are "1.º de mayo de 2024", "1º de maio de 2024" and "1º maggio 2024": the year alone is
# taken, with the first day that it has. The same befalls Chinese and Japanese (2024年5月3日), though Korean is right, and the
# double months of the United Nations' Arabic (أيار/مايو), though مايو alone is right.
# Who is hurt: a decree that is in force from the first of a month, as most are, is dated to New Year's Day, in a form that
# looks exact. What to do: take 1 January for "unknown" until somebody has looked, and give <time datetime> or meta tags
# on your own pages, which it believes first.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet htmldate==1.11.0
venv/bin/python - <<'PY'
import logging

from htmldate import find_date

logging.disable(logging.CRITICAL)
KNOWN = (
    ("fr", "Publié le 2 mai 2024", "2024-05-02"), ("fr", "Publié le 1er mai 2024", "2024-01-01"),
    ("es", "3 de mayo de 2024", "2024-05-03"), ("es", "1.º de mayo de 2024", "2024-01-01"),
    ("pt", "1º de maio de 2024", "2024-01-01"), ("it", "1º maggio 2024", "2024-01-01"),
    ("zh", "2024年5月3日", "2024-01-01"), ("ja", "2024年5月3日", "2024-01-01"), ("ko", "2024년 5월 3일", "2024-05-03"),
    ("ar", "3 مايو 2024", "2024-05-03"), ("ar", "3 أيار/مايو 2024", "2024-01-01"),
)  # fmt: skip
for language, text, known in KNOWN:
    page = f"<html lang='{language}'><body><h1>T</h1><p>{text}</p></body></html>"
    found = find_date(page, max_date="2026-12-01")
    print(language, text, found)
    assert found == known, (text, found)
marked = "<html lang='fr'><body><p>Publié le <time datetime='2024-05-01'>1er mai 2024</time></p></body></html>"
assert find_date(marked, max_date="2026-12-01") == "2024-05-01"
PY
