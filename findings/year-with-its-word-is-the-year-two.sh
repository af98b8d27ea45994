#!/usr/bin/env bash
set -euo pipefail
# dateparser 1.5.0 reads dates in some 200 languages. In many of them a year that stands alone has a word behind
# it: "2024年" in Chinese and Japanese, "2024년" in Korean, "2024 года" in Russian, "2024 év" in Hungarian.
# It takes each for "2024 years ago" and answers with a day of the year 2 of our era; with a month or a day
# before it, all is right. In running text the same befalls each Russian, Ukrainian or Belarusian month that
# stands in the case in which one says "in May 2024" ("в мае 2024 года"): the month is passed over, and the year
# is two thousand years old. Polish and Czech, with the same grammar, are right.
# One would have guessed the year 2024, as for the bare number, or no answer: "ago" stands nowhere.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet dateparser==1.5.0
venv/bin/python - <<'PY'
from datetime import datetime

from dateparser import parse
from dateparser.search import search_dates

TODAY = {"RELATIVE_BASE": datetime(2026, 3, 17)}
ALONE = (
    ("zh", "2024年", 2), ("ja", "2024年", 2), ("ko", "2024년", 2), ("ru", "2024 года", 2),
    ("ru", "в 2024 году", 2), ("uk", "2024 року", 2), ("hu", "2024 év", 2), ("et", "2024 aasta", 2),
    ("pl", "2024 roku", 2024), ("fi", "vuonna 2024", 2024), ("ru", "2024 год", 2024),
    ("zh", "2024年5月3日", 2024), ("ko", "2024년 5월", 2024), ("ru", "5 мая 2024 года", 2024),
)  # fmt: skip
for language, text, year in ALONE:
    date = parse(text, languages=[language], settings=TODAY)
    print(f"{language} {text}: {date:%Y-%m-%d}")
    assert date.year == year

SENTENCES = (
    ("ru", "Резолюция принята в мае 2024 года", "2024 года", datetime(2, 3, 17)),
    ("uk", "Резолюцію ухвалено у травні 2024 року", "2024 року", datetime(2, 3, 17)),
    ("pl", "Rezolucję przyjęto w maju 2024 roku", "w maju 2024 roku", datetime(2024, 5, 17)),
)
for language, text, seen, day in SENTENCES:
    dates = search_dates(text, languages=[language], settings=TODAY)
    print(f"{language} {text}: {dates}")
    assert (seen, day) in dates
PY
