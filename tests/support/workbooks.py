"""Workbooks for tests, as small as they can be."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
STYLES = ("General", "0.0%", "#,##0.00", "yyyy-mm-dd", "0%", "0")
"""Formats of numbers; a cell `("0.125", 1)` has the second one."""

Cell = str | float | tuple[str, int] | None


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    hidden: Sequence[str] = (),
    merged: str = "",
) -> bytes:
    """Write a workbook: texts, numbers, numbers with a format, `=formula` and `#ERROR!`."""
    files = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _links([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _links(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(),
    }
    listed = ""
    for number, (name, rows) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        listed += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        files[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, merged)
    files["xl/workbook.xml"] = (
        f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>'
    )
    return packed(files)


def packed(files: Mapping[str, str]) -> bytes:
    """Pack *files* as a workbook is."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text if name == "mimetype" else f"<?xml version='1.0'?>{text}")
    return data.getvalue()


def _types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
    for number in range(1, sheets + 1):
        listed += (
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
            f'ContentType="{kind}.worksheet+xml"/>'
        )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _links(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{links}</Relationships>'


def _styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{200 + number}" formatCode="{code}"/>'
        for number, code in enumerate(STYLES)
    )
    cells = "".join(f'<xf numFmtId="{200 + number}"/>' for number in range(len(STYLES)))
    return (
        f'<styleSheet {_MAIN}><numFmts count="{len(STYLES)}">{formats}</numFmts>'
        f'<cellXfs count="{len(STYLES)}">{cells}</cellXfs></styleSheet>'
    )


def _sheet(rows: Sequence[Sequence[Cell]], merged: str) -> str:
    lines = ""
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{chr(65 + at)}{number}", cell) for at, cell in enumerate(row))
        lines += f'<row r="{number}">{cells}</row>'
    merges = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return f"<worksheet {_MAIN}><sheetData>{lines}</sheetData>{merges}</worksheet>"


def _cell(at: str, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return f'<c r="{at}" s="{cell[1]}"><v>{cell[0]}</v></c>'
    if isinstance(cell, float | int):
        return f'<c r="{at}"><v>{cell}</v></c>'
    if cell.startswith("="):
        return f'<c r="{at}"><f>{escape(cell[1:])}</f></c>'
    if cell.startswith("#"):
        return f'<c r="{at}" t="e"><v>{cell}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'


def ods(cells: str) -> bytes:
    """Write a workbook of one sheet, `Returns`; *cells*: its rows as OpenDocument has them."""
    spaces = "".join(
        f' xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content{spaces} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Returns">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    space = f'xmlns:manifest="{_OFFICE}:manifest:1.0"'
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = entry.format("/", kind) + entry.format("content.xml", "text/xml")
    return packed(
        {
            "mimetype": kind,
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest:manifest {space}>{listed}</manifest:manifest>",
        }
    )
