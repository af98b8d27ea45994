#!/usr/bin/env bash
set -euo pipefail
# Excel can save a workbook as "Strict Open XML Spreadsheet", the strict form of
# ISO/IEC 29500, with the same ending .xlsx; archives and ministries ask for it.
# openpyxl 3.1.5 opens such a file without an error, and the workbook it hands
# over has no sheet at all; its one warning speaks of an "invalid specification
# for 0" and names neither the sheet nor the form. python-calamine 0.9.1 reads it whole.
# One would have guessed that a file that opens has its sheets, or that a form
# which is not supported is refused by name.
# A tool that loops over the sheets prints an empty table and succeeds.
# Treat a workbook without sheets as an error, and read strict files with calamine.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5 python-calamine==0.9.1
venv/bin/python - <<'PY'
import warnings
import zipfile
from importlib.metadata import version

import openpyxl
from python_calamine import CalamineWorkbook

print("openpyxl", version("openpyxl"), "| python-calamine", version("python-calamine"))
main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
rel = "http://purl.oclc.org/ooxml/officeDocument/relationships"
pkg = "http://schemas.openxmlformats.org/package/2006"
kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
parts = {
    "[Content_Types].xml": f'<Types xmlns="{pkg}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{pkg}/relationships">'
    f'<Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{pkg}/relationships">'
    f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}" conformance="strict">'
    f'<sheets><sheet name="Votes" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1">'
    f'<c r="A1" t="inlineStr"><is><t>in favour</t></is></c><c r="B1"><v>13</v></c></row></sheetData></worksheet>',
}
with zipfile.ZipFile("strict.xlsx", "w") as file:
    for name, text in parts.items():
        file.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)

print("expected: one sheet named Votes from both, or an error")
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    book = openpyxl.load_workbook("strict.xlsx")
print("seen, openpyxl: sheets", book.sheetnames, "| active sheet", book.active, "| warnings", [str(w.message) for w in told])
assert book.sheetnames == [] and book.active is None
assert all(word not in str(w.message) for w in told for word in ("strict", "Strict", "Votes"))
calamine = CalamineWorkbook.from_path("strict.xlsx")
rows = calamine.get_sheet_by_name("Votes").to_python()
print("seen, python-calamine: sheets", calamine.sheet_names, rows)
assert rows == [["in favour", 13.0]]
PY
