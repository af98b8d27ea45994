#!/usr/bin/env bash
set -euo pipefail
# A spreadsheet names its common number formats by number only. Numbers 27 to 36
# and 50 to 58 are the dates of Chinese, Japanese and Korean Excel and WPS; they
# are never written out in the file. openpyxl 3.1.5 does not know them and reads
# such a cell as a plain number: 26 April 2024 arrives as 45408. python-calamine
# 0.9.1 reads the same cells as dates, so the two readers of pandas disagree.
# One would have guessed that a date format either is spelled out in the file or
# is known, and that openpyxl, the older of the two, knows more of them.
# A timeline or chart from a ministry in Beijing, Tokyo or Seoul gets bare numbers.
# Read with calamine, or treat these format numbers as dates yourself.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5 python-calamine==0.9.1
venv/bin/python - <<'PY'
import datetime
import re
import zipfile
from importlib.metadata import version

import openpyxl
from python_calamine import CalamineWorkbook

print("openpyxl", version("openpyxl"), "| python-calamine", version("python-calamine"))
numbers = [14, 27, 31, 36, 50, 57, 58]

# a workbook whose styles name the formats above, by number, as Excel does
book = openpyxl.Workbook()
sheet = book.active
for column, number in enumerate(numbers, 1):
    cell = sheet.cell(1, column, 45408)
    cell.number_format = f'0"format {number}"'
book.save("plain.xlsx")
with zipfile.ZipFile("plain.xlsx") as old, zipfile.ZipFile("dates.xlsx", "w") as new:
    for name in old.namelist():
        data = old.read(name)
        if name == "xl/styles.xml":
            text = data.decode()
            own = {i: n for i, n in re.findall(r'numFmtId="(\d+)" formatCode="0&quot;format (\d+)&quot;"', text)}
            assert sorted(map(int, own.values())) == numbers
            text = re.sub(r"<numFmts.*?</numFmts>", "", text)
            data = re.sub(r'numFmtId="(\d+)"', lambda m: f'numFmtId="{own.get(m[1], m[1])}"', text).encode()
        new.writestr(name, data)

first = [cell.value for cell in openpyxl.load_workbook("dates.xlsx").active[1]]
second = CalamineWorkbook.from_path("dates.xlsx").get_sheet_by_index(0).to_python()[0]
print("expected: both readers give 2024-04-26 for all of the formats", numbers)
print("seen, openpyxl:", [str(value) for value in first])
print("seen, python-calamine:", [str(value) for value in second])
assert first == [datetime.datetime(2024, 4, 26)] + [45408] * 6
assert second == [datetime.date(2024, 4, 26)] * 7
PY
