#!/usr/bin/env bash
set -euo pipefail
# Surveys of households and of refugees come as Stata files, which have seven formats of a date: days (%td) and
# hours (%tc), weeks, months (%tm), quarters (%tq), half years and years.
# pyreadstat 1.3.7 turns the first two into dates and gives the others as the number that lies in the file, which
# counts from 1960: January 2024 is 768.0, its first quarter 256.0, its first half 128.0. A year is 2024.0, which looks
# right, so a table with years and quarters is half right. No warning; the format is in the metadata alone. pandas
# 3.1.1 reads all seven of the same file as dates.
# One would have guessed that a reader with an option to keep dates raw (disable_datetime_conversion), which is off,
# converts dates.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pyreadstat==1.3.7 pandas==3.1.1
venv/bin/python - <<'PY'
import warnings

import pandas
import pyreadstat

warnings.simplefilter("error")
FORMATS = {"day": "td", "month": "tm", "quarter": "tq", "half": "th", "year": "ty"}
day = pandas.to_datetime(["2024-01-01"])
pandas.DataFrame(dict.fromkeys(FORMATS, day)).to_stata("survey.dta", convert_dates=dict(FORMATS), write_index=False)

rows, meta = pyreadstat.read_dta("survey.dta")
first = rows.iloc[0]
print(first.to_dict(), meta.original_variable_types)
assert str(first["day"]) == "2024-01-01"
assert [first[name] for name in ("month", "quarter", "half", "year")] == [768.0, 256.0, 128.0, 2024.0]
assert meta.original_variable_types == {name: "%" + form for name, form in FORMATS.items()}
raw, _ = pyreadstat.read_dta("survey.dta", disable_datetime_conversion=True)
print("kept raw", raw.iloc[0].to_dict())
assert raw.iloc[0]["day"] == 23376 and raw.iloc[0]["quarter"] == 256

by_pandas = pandas.read_stata("survey.dta").iloc[0]
print("pandas", {name: str(value.date()) for name, value in by_pandas.items()})
assert {str(value.date()) for value in by_pandas} == {"2024-01-01"}
PY
