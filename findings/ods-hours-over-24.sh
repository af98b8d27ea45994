#!/usr/bin/env bash
set -euo pipefail
# A cell that counts hours (36:00, format [HH]:MM) is PT36H00M00S in .ods.
# pandas 3.1.1 with odfpy 1.4.1, its own reader for .ods, takes it for a time of
# day and refuses the whole file ("hour must be in 0..23"). python-calamine 0.9.1
# gives the text "PT36H00M00S" for it, but a time of day for 18:00 in the same
# column. The same cells in .xlsx are read as durations by calamine and openpyxl.
# One would have guessed a duration for both cells, as in .xlsx.
# A table of hours of electricity or of negotiation is either not read at all or
# prints codes among times. Read office:time-value yourself; write hours as numbers.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pandas==3.1.1 openpyxl==3.1.5 python-calamine==0.9.1 odfpy==1.4.1
venv/bin/python - <<'PY'
import datetime
from importlib.metadata import version

import openpyxl
import pandas as pd
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

print("pandas", version("pandas"), "| odfpy", version("odfpy"), "| python-calamine", version("python-calamine"))
document = OpenDocumentSpreadsheet()
table = Table(name="Hours")
for value, shown in (("PT18H00M00S", "18:00"), ("PT36H00M00S", "36:00")):
    row, cell = TableRow(), TableCell(valuetype="time", timevalue=value)
    cell.addElement(P(text=shown))
    row.addElement(cell)
    table.addElement(row)
document.spreadsheet.addElement(table)
document.save("hours.ods")

book = openpyxl.Workbook()
for hours in (18, 36):
    book.active.append([datetime.timedelta(hours=hours)])
book.save("hours.xlsx")
in_xlsx = CalamineWorkbook.from_path("hours.xlsx").get_sheet_by_index(0).to_python()
assert in_xlsx == [[datetime.timedelta(hours=18)], [datetime.timedelta(hours=36)]]

print("expected: two durations, as from .xlsx:", [str(row[0]) for row in in_xlsx])
try:
    rows = pd.read_excel("hours.ods", engine="odf", header=None).values.tolist()
except ValueError as refusal:
    print("seen, pandas with odfpy:", type(refusal).__name__, refusal)
    assert "hour must be in 0..23" in str(refusal)
else:
    raise AssertionError(rows)
rows = CalamineWorkbook.from_path("hours.ods").get_sheet_by_index(0).to_python()
print("seen, python-calamine:", rows)
assert rows == [[datetime.time(18, 0)], ["PT36H00M00S"]]
PY
