#!/usr/bin/env bash
set -euo pipefail
# Babel 2.19.0 prints a range of dates when asked for its parts: "yMMMMd" asks for
# year, full month and day. A single date comes out as asked, "26 avril 2024". The
# range comes out with the month cut: "26–28 avr. 2024" in French, likewise in
# English, German and Russian; in Spanish and Arabic it is in full. Without the
# year ("MMMMd") it is in full everywhere.
# One would have guessed that four letters M mean the full month in both functions,
# or that a request which cannot be met is refused.
# The dates of one meeting stand in two styles on one page, in some languages only.
# Take the month's full name from format_skeleton and join the two days yourself.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet babel==2.19.0
venv/bin/python - <<'PY'
from datetime import date
from importlib.metadata import version

from babel.dates import format_interval, format_skeleton

print("Babel", version("babel"))
first, last = date(2024, 4, 26), date(2024, 4, 28)
expected = {"en": "April", "fr": "avril", "de": "April", "ru": "апреля", "es": "abril", "ar": "أبريل"}
cut = []
for locale, month in expected.items():
    one = format_skeleton("yMMMMd", first, locale=locale)
    span = format_interval(first, last, "yMMMMd", locale=locale)
    without_year = format_interval(first, last, "MMMMd", locale=locale)
    print(f"{locale}: expected {month!r} in all three; seen: {one!r}, {span!r}, {without_year!r}")
    assert month in one and month in without_year
    if month not in span:
        cut.append(locale)
assert cut == ["en", "fr", "de", "ru"], cut
assert format_interval(first, last, "yMMMMd", locale="fr").replace("\u2009", " ").endswith("28 avr. 2024")
PY
