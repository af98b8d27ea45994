#!/usr/bin/env bash
set -euo pipefail
# In a spreadsheet a date is a number whose format says so, and a unit is text in quotation marks within
# a number's format: 0" days", #,##0" households", 0" m", [Red]0. The value of such a cell is a plain number.
# pylightxl 1.61 and xlsx2csv 0.8.6 look for letters of dates (d, m, h, s, y) anywhere in a format, the unit
# and the colour included, so that 12 days becomes a day of January 1900, in silence.
# python-calamine 0.9.1 and openpyxl 3.1.5 give the numbers.
# One would have guessed that a reader either leaves all formats alone or reads the quotation marks.
# pylightxl also takes no notice of a workbook of the old Macintosh kind (date1904), which spreadsheets keep
# for ever once it is set: each of its dates is four years and a day too early. The three others are right.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pylightxl==1.61 xlsx2csv==0.8.6 python-calamine==0.9.1 openpyxl==3.1.5
venv/bin/python - <<'PY'
import datetime
import subprocess

import openpyxl
import pylightxl
import python_calamine
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FORMATS = ['0" days"', '#,##0" households"', '0" m"', "[Red]0", '0" %"', "0"]


def as_text(value):
    return str(value).removesuffix(" 00:00:00").removesuffix(".0").replace("/", "-")


def readings(name):
    subprocess.run(["venv/bin/xlsx2csv", "-f", "%Y-%m-%d", name, "it.csv"], check=True)
    values = {
        "openpyxl": [cell.value for cell in openpyxl.load_workbook(name).active[1]],
        "python-calamine": python_calamine.CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()[0],
        "pylightxl": pylightxl.readxl(name).ws("Sheet").row(1),
        "xlsx2csv": open("it.csv").read().strip().split(","),
    }
    for reader, row in values.items():
        print(f"{name} {reader:16} {[as_text(value) for value in row]}")
    return values


book = openpyxl.Workbook()
for column, form in enumerate(FORMATS, 1):
    book.active.cell(1, column, 12).number_format = form
book.save("units.xlsx")
wrong = {
    reader: [form for form, value in zip(FORMATS, row, strict=True) if not as_text(value).startswith("12")]
    for reader, row in readings("units.xlsx").items()
}
print(wrong)
book = openpyxl.Workbook()
book.epoch = CALENDAR_MAC_1904
book.active["A1"] = datetime.date(2024, 4, 26)
book.active["A1"].number_format = "yyyy-mm-dd"
book.save("mac.xlsx")
days = {reader: as_text(row[0]) for reader, row in readings("mac.xlsx").items()}
assert wrong == {
    "openpyxl": [],
    "python-calamine": [],
    "pylightxl": ['0" days"', '#,##0" households"', "[Red]0"],
    "xlsx2csv": ['0" days"', '#,##0" households"', '0" m"'],
}
assert days == {name: "2020-04-25" if name == "pylightxl" else "2024-04-26" for name in days}
PY
