#!/usr/bin/env bash
set -euo pipefail
# In a budget sheet a comma at the end of a number's format divides what is shown by a thousand: 1204000 in #,##0, is
# 1,204, and with two commas and a word, #,##0.0,,"m", 1204000000 is 1,204.0m. The cell keeps the whole number.
# xlsx2html 0.6.4 makes a web page of a sheet by the formats of its cells.
# Guess: it divides as well, or gives the bare number where it does not know a format.
# Seen: it does not divide and keeps the unit: 1,204,000,000.0"m", a million times too much, with the quotation marks of
# the format in the page; #,##0, is ",1204000"; a nought that is shown as a dash is "-" with its marks. And the format
# General" t" is set itself, General" t", where 1204 t should stand. Nothing is said.
# Who is hurt: tables of budgets and pledges; a sheet without such formats is right.
# What to do: look for a comma behind the last digit of each format, and refuse the sheet or divide.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet xlsx2html==0.6.4 openpyxl==3.1.5
venv/bin/python - <<'PY'
import html
import re

import openpyxl
from xlsx2html import xlsx2html

CELLS = (
    (1204000, "#,##0", "1,204,000", "1,204,000"),
    (1204000, "#,##0,", "1,204", ",1204000"),
    (1204000000, '#,##0.0,,"m"', "1,204.0m", '1,204,000,000.0"m"'),
    (0, '#,##0;-#,##0;"-"', "-", '"-"'),
    (12, '0" days"', "12 days", '12" days"'),
    (1204, 'General" t"', "1204 t", 'General" t"'),
)
book = openpyxl.Workbook()
for row, (value, style, _, _) in enumerate(CELLS, 1):
    book.active.cell(row, 1, value).number_format = style
book.save("budget.xlsx")
xlsx2html("budget.xlsx", "budget.html")
with open("budget.html") as file:
    seen = [html.unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", file.read(), re.DOTALL)]
for (value, style, expected, known), cell in zip(CELLS, seen, strict=True):
    print(f"{value} as {style}: expected {expected}, seen {cell}")
    assert cell == known
PY
