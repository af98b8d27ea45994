#!/usr/bin/env bash
set -euo pipefail
# HXL is the markup of humanitarian tables; libhxl 5.2.2 (the library behind the HXL Proxy) filters them by a query.
# Guess: "#affected>1000" keeps the rows over a thousand; a figure that it cannot read is refused, or named.
# Seen: a figure with a comma or space in it is compared letter by letter, and nothing is said: 1,204 and 1 500 come before
# 1000, so the largest rows are left out of ">1000" and kept by "<1000", and 70% is more than a thousand, for 7 comes
# behind 1. "is min" is 1 500, the highest of all. The sum of the same column passes over such cells with a line in the log,
# and the cleaning of numbers reads them rightly: one library, three answers.
# Who is hurt: a list of the worst hit places has the middling ones, whose figures need no comma.
# What to do: clean the numbers first (clean_data(number=...)), then filter; refuse the column where "is not number" finds a row.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet libhxl==5.2.2 six==1.17.0
venv/bin/python - <<'PY'
import hxl

ROWS = [["place", "affected"], ["#adm1+name", "#affected"]]
ROWS += [["A", "1,204"], ["B", "1 500"], ["C", "900"], ["D", "70%"], ["E", "1100"]]


def chosen(query, clean=False):
    table = hxl.data([list(row) for row in ROWS])
    table = table.clean_data(number="#affected") if clean else table
    return [row.values[0] for row in table.with_rows(query)]


print("expected: #affected>1000 keeps A, B and E")
for query, seen in (("#affected>1000", ["D", "E"]), ("#affected<1000", ["A", "B", "C"]), ("#affected is min", ["B"])):
    print(f"seen, {query}: {chosen(query)}")
    assert chosen(query) == seen
print("seen, #affected>1000 of clean numbers:", chosen("#affected>1000", clean=True))
assert chosen("#affected>1000", clean=True) == ["A", "B", "E"]
PY
