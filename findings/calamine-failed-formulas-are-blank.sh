#!/usr/bin/env bash
set -euo pipefail
# python-calamine 0.9.1 gives an empty string for a cell whose formula failed
# (#DIV/0!, #NAME?, #REF!), the same as for a cell that holds nothing, in .xlsx and
# in .ods as LibreOffice writes it. openpyxl 3.1.5, and pandas 3.1.1 with odfpy
# 1.4.1, give the name of the error. A newer error name (#CALC!, #SPILL!) anywhere
# in a sheet is the opposite: calamine then refuses the whole sheet.
# One would have guessed the error's name, as in every other reader, or an exception.
# A total that broke the evening before the meeting prints as a blank cell, as if
# nothing had been reported. Look at the cells' own type (t="e" in .xlsx,
# calcext:value-type="error" in .ods) and refuse the file with the cell's address.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pandas==3.1.1 openpyxl==3.1.5 python-calamine==0.9.1 odfpy==1.4.1
venv/bin/python - <<'PY'
import zipfile
from importlib.metadata import version

import openpyxl
import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

print("python-calamine", version("python-calamine"), "| openpyxl", version("openpyxl"),
      "| pandas", version("pandas"), "| odfpy", version("odfpy"))


def calamine(name):
    return CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()


def workbook(name, *values):
    book = openpyxl.Workbook()
    book.active.append(values)
    book.save(name)  # openpyxl writes these names with the cell type "e", as Excel does


workbook("errors.xlsx", "#DIV/0!", "#NAME?", "#REF!", None, 13)
urn = "urn:oasis:names:tc:opendocument:xmlns"
spaces = " ".join(f'xmlns:{p}="{urn}:{p}:1.0"' for p in ("office", "table", "text"))
spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
cells = "".join(f'<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
                f'<text:p>{error}</text:p></table:table-cell>' for error in ("#DIV/0!", "#NAME?", "#REF!"))
cells += '<table:table-cell/><table:table-cell office:value-type="float" office:value="13"><text:p>13</text:p></table:table-cell>'
kind = "application/vnd.oasis.opendocument.spreadsheet"
with zipfile.ZipFile("errors.ods", "w") as file:
    file.writestr("mimetype", kind)
    file.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0" manifest:version="1.2">'
                  f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
                  f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    file.writestr("content.xml", f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
                  f'<table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>'
                  f'</office:spreadsheet></office:body></office:document-content>')

print("expected: the names of the errors, or an exception")
by_openpyxl = [cell.value for cell in openpyxl.load_workbook("errors.xlsx", data_only=True).active[1]]
by_odfpy = pd.read_excel("errors.ods", engine="odf", header=None, keep_default_na=False).values.tolist()[0]
print("seen, openpyxl:", by_openpyxl)
print("seen, pandas with odfpy:", by_odfpy)
assert by_openpyxl == ["#DIV/0!", "#NAME?", "#REF!", None, 13]
assert by_odfpy == ["#DIV/0!", "#NAME?", "#REF!", "", 13]
for name in ("errors.xlsx", "errors.ods"):
    rows = calamine(name)
    print(f"seen, python-calamine, {name}:", rows)
    assert rows == [["", "", "", "", 13.0]]

for error in ("#CALC!", "#SPILL!"):
    workbook("newer.xlsx", "placeholder", 13)
    with zipfile.ZipFile("newer.xlsx") as old, zipfile.ZipFile("edited.xlsx", "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                start = data.index(b"<c r=\"A1\"")
                end = data.index(b"</c>", start) + 4
                data = data[:start] + f'<c r="A1" t="e"><v>{error}</v></c>'.encode() + data[end:]
            new.writestr(part, data)
    try:
        rows = calamine("edited.xlsx")
    except CalamineError as refusal:
        print(f"seen, python-calamine, one cell with {error}:", refusal)
    else:
        raise AssertionError(rows)
PY
