#!/usr/bin/env bash
set -euo pipefail
# date-extractor 5.1.5 (PyPI) finds the dates of a text in many languages, for maps and lines of time of what was reported.
# Guess: English dates are right, in French and Spanish as well, for their months are on its list; a symbol of a document is
# none.
# Seen: "17 de febrero de 2014" are two dates, 1 January 2017 and 1 January 2014; "le 17 février 2014" is 17 JANUARY 2014.
# In English a full stop behind the month is enough: "14 Feb. 2024" is 1 January 2024, "Sept. 5, 2023" is 5 February 2002,
# and "1 Sept 2023" 1 January 2023. The symbol A/HRC/25/63 is a date too, 5 February 1963. 17 February 2014, 02/03/2024 and
# the Arabic ١٧ فبراير ٢٠١٤ are right, so a test in English with the month in full passes. Nothing is said.
# Who is hurt: a line of time with events on New Year's Day, years from where they belong. What to do: try such a library
# with a short month, with each language of the sources and with a symbol; drop each date of the first of January.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet date-extractor==5.1.5
venv/bin/python - <<'PY'
from date_extractor import extract_dates

KNOWN = {
    "17 February 2014": ["2014-02-17"], "17 de febrero de 2014": ["2017-01-01", "2014-01-01"],
    "le 17 février 2014": ["2014-01-17"], "14 Feb. 2024": ["2024-01-01"], "Sept. 5, 2023": ["2002-02-05"],
    "1 Sept 2023": ["2023-01-01"], "17 February 2014 (A/HRC/25/63)": ["2014-02-17", "1963-02-05"],
    "02/03/2024": ["2024-02-03"], "١٧ فبراير ٢٠١٤": ["2014-02-17"],
}  # fmt: skip
for text, known in KNOWN.items():
    dates = [str(date.date()) for date in extract_dates(text)]
    print(text, dates)
    assert sorted(dates) == sorted(known)
PY
