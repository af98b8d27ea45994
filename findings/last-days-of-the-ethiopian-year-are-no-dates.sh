#!/usr/bin/env bash
set -euo pipefail
# Ethiopia counts twelve months of 30 days and a thirteenth of five or six. ethiopian-date 1.0 (PyPI) turns dates of ours into such.
# Guess: it gives the year, the month from 1 to 13 and the day, for each day of ours.
# Seen: it gives a `datetime.date`, which has twelve months and in the second at most 29 days. So the five or six days of Pagume,
# 6 to 10 September, raise "month must be in 1..12", and so does one day in autumn, the 30th of the second month (10 November
# 2023): "day is out of range for month". All other days of a year work, and come back as they were. The other way, from
# Ethiopian to ours, takes the thirteenth month. A month 2 with 30 days is found by nobody who tries a few dates.
# Who is hurt: a job that dates a daily report stops for a week before the new year, and on a day in November. What to do:
# catch ValueError, or count the days from the first of Meskerem yourself.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet ethiopian-date==1.0
venv/bin/python - <<'PY'
from datetime import date, timedelta

from ethiopian_date import EthiopianDateConverter as Converter

failed = {}
day = date(2023, 9, 13)
while day < date(2024, 9, 11):
    try:
        there = Converter.to_ethiopian(day.year, day.month, day.day)
        assert Converter.to_gregorian(there.year, there.month, there.day) == day
    except ValueError as error:
        failed[str(day)] = str(error)
    day += timedelta(1)
for day, error in failed.items():
    print(day, error)
assert [*failed] == ["2023-11-10", *(f"2024-09-{n:02}" for n in range(6, 11))], failed
print("from the 1st of the 13th month:", Converter.to_gregorian(2016, 13, 1))
assert Converter.to_gregorian(2016, 13, 1) == date(2024, 9, 6)
PY
