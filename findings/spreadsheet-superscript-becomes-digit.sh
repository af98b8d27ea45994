#!/usr/bin/env bash
set -euo pipefail
# Tables of statistical offices mark a figure with a superscript note number, and
# authors strike the old figure through and type the new one behind it, both
# inside one cell. openpyxl 3.1.5 and python-calamine 0.9.1 join the runs of the
# cell and drop their formatting: 670 with note 1 becomes "6701", a struck 690
# with 712 behind it becomes "690712". pandas 3.1.1 then turns the texts of the
# column into whole numbers, so the wrong figures look like clean data.
# One would have guessed that such a cell at least stays a text that no chart takes.
# Read the runs (openpyxl: rich_text=True): refuse a cell whose runs differ in
# strike-through or in raised position, and say which cell it is.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pandas==3.1.1 openpyxl==3.1.5 python-calamine==0.9.1
venv/bin/python - <<'PY'
from importlib.metadata import version

import openpyxl
import pandas as pd
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from python_calamine import CalamineWorkbook

print("pandas", version("pandas"), "| openpyxl", version("openpyxl"),
      "| python-calamine", version("python-calamine"))
book = openpyxl.Workbook()
sheet = book.active
sheet.append(["district", "returned"])
sheet.append(["North", CellRichText("670", TextBlock(InlineFont(vertAlign="superscript"), "1"))])
sheet.append(["South", CellRichText(TextBlock(InlineFont(strike=True), "690"), "712")])
sheet.append(["West", 700])
book.save("table.xlsx")

print("expected: 670 and 712, or texts that are not taken for numbers")
seen = [cell.value for cell in openpyxl.load_workbook("table.xlsx").active["B"][1:]]
print("seen, openpyxl:", seen)
assert seen == ["6701", "690712", 700]
seen = [row[1] for row in CalamineWorkbook.from_path("table.xlsx").get_sheet_by_index(0).to_python()[1:]]
print("seen, python-calamine:", seen)
assert seen == ["6701", "690712", 700.0]
for engine in ("openpyxl", "calamine"):
    column = pd.read_excel("table.xlsx", engine=engine)["returned"]
    print(f"seen, pandas with {engine}:", column.tolist(), column.dtype)
    assert column.tolist() == [6701, 690712, 700] and str(column.dtype) == "int64"

rich = openpyxl.load_workbook("table.xlsx", rich_text=True).active
assert rich["B2"].value[1].font.vertAlign == "superscript" and rich["B3"].value[0].font.strike
print("seen: with rich_text=True openpyxl shows the superscript and the strike-through")
PY
