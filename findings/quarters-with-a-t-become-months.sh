#!/usr/bin/env bash
set -euo pipefail
# Statistics offices that write in French, Spanish and Portuguese call a quarter T1 2024, 1T 2024, 2024-T1 or
# 1T24 (trimestre); those that write in English Q1 2024 or 2024Q1.
# pandas 3.0.3 reads the letter T as the one between a day and its hour, and python-dateutil 2.9.0.post0 as well:
# T2 2024 is not 1 April but 1 February 2024, T4 2024 is April, and the four quarters of a year become its first
# four months, one after the other and in good order, so that a chart of them shows nothing odd.
# 1T24 is a day of the year 1. read_csv(parse_dates=...) does so as well; of either there is only the warning
# that no format could be inferred, which all mixed dates get, and which says nothing of quarters.
# With a Q the same call gives the quarters, or refuses.
# One would have guessed that what is no date is refused, as "Trim 2 2024" is.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pandas==3.0.3 python-dateutil==2.9.0.post0
venv/bin/python - <<'PY'
import datetime
import io
import warnings

import dateutil.parser
import pandas

MONTHS = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]
QUARTERS = ["2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01"]


def days(texts):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "Could not infer format"
        return [str(day.date()) for day in pandas.to_datetime(texts)]


for form in ("T{} 2024", "{}T 2024", "2024-T{}", "2024T{}"):
    texts = [form.format(number) for number in range(1, 5)]
    print(texts, days(texts))
    assert days(texts) == MONTHS
assert days([f"2024-Q{number}" for number in range(1, 5)]) == QUARTERS
warnings.simplefilter("ignore")
short = pandas.Timestamp("2T24")
print("2T24", short)
assert (short.year, short.month, short.day) == (1, 2, 24)
try:
    pandas.to_datetime("Trim 2 2024")
except ValueError as error:
    print("Trim 2 2024", error)
else:
    raise AssertionError("no longer refused")
assert dateutil.parser.parse("T2 2024", default=datetime.datetime(2000, 6, 15)) == datetime.datetime(2024, 2, 15)
table = pandas.read_csv(io.StringIO("t,n\nT1 2024,3\nT2 2024,4\nT3 2024,5\nT4 2024,6\n"), parse_dates=["t"])
print(table)
assert [str(day.date()) for day in table["t"]] == MONTHS
PY
