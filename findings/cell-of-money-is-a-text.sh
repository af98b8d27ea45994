#!/usr/bin/env bash
set -euo pipefail
# In an .ods sheet a cell of money holds its number and, beside it, its currency (office:value-type="currency").
# pyexcel-ods 0.6.0 and pyexcel-ods3 0.6.1 read such sheets into lists, for Django and Flask as well.
# Guess: the number comes out, as of a cell of per cent or a plain one, and the currency is lost.
# Seen: the cell is a text, "1204.5 EUR", beside numbers that are numbers, so a sum of the column fails or passes over the
# money; "12,5 %" is 0.125. A time with a part of a second (0:45:30.5) is an empty cell, at the end of a row
# none at all. calamine 0.9.1 gives 1204.5 and the time.
# Who is hurt: a sheet of contributions in which somebody pressed the button of a currency in some cells.
# What to do: read .ods with python-calamine, or look for texts that end in three capitals.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pyexcel-ods==0.6.0 pyexcel-ods3==0.6.1 python-calamine==0.9.1
venv/bin/python - <<'PY'
import datetime
import zipfile

import pyexcel_ods
import pyexcel_ods3
from python_calamine import CalamineWorkbook

URN = "urn:oasis:names:tc:opendocument:xmlns"
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def cell(kind, shown, **attributes):
    says = "".join(f' office:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<table:table-cell office:value-type="{kind}"{says}><text:p>{shown}</text:p></table:table-cell>'


row = (
    cell("float", "12", value="12") + cell("percentage", "12,5 %", value="0.125")
    + cell("currency", "1 204,50 €", value="1204.5", currency="EUR")
    + cell("time", "0:45:30,5", time_value="PT00H45M30.5S") + cell("string", "end")
)  # fmt: skip
spaces = " ".join(f'xmlns:{name}="{URN}:{name}:1.0"' for name in ("office", "table", "text"))
with zipfile.ZipFile("gifts.ods", "w") as file:
    file.writestr("mimetype", KIND)
    file.writestr(
        "META-INF/manifest.xml",
        f'<manifest:manifest xmlns:manifest="{URN}:manifest:1.0" manifest:version="1.2"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{KIND}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>',
    )
    file.writestr(
        "content.xml",
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet><table:table '
        f'table:name="S"><table:table-row>{row}</table:table-row></table:table></office:spreadsheet></office:body>'
        "</office:document-content>",
    )
(calamine,) = CalamineWorkbook.from_path("gifts.ods").get_sheet_by_index(0).to_python()
print("expected:", calamine)
assert calamine[2:4] == [1204.5, datetime.time(0, 45, 30, 500000)]
for reader in (pyexcel_ods, pyexcel_ods3):
    (seen,) = reader.get_data("gifts.ods")["S"]
    print(f"seen, {reader.__name__}:", seen)
    assert seen == [12, 0.125, "1204.5 EUR", None, "end"]
PY
