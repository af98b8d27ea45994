"""Turn a sheet of a workbook, .xlsx or .ods, into rows of text, as its author sees them.

python-calamine reads the values. This module reads what it leaves out: how a number is shown, the
errors of a formula, formulas whose value nobody has computed.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Any, Literal

from ..model.cells import DataTable
from ..model.problems import Place, Problems, nearest
from ..model.text import find_garbled
from .column_types import Habit
from .data_files import COLUMNS, ROWS, make_table

UNPACKED = 64 * 1024 * 1024
"""Bytes of a workbook, unpacked, at most."""
_ROWS = 2
"""Rows of a sheet that has data, its heads among them."""
_ASK = "open it in the spreadsheet and save it again as .xlsx or .ods"


@dataclass(frozen=True)
class _Shown:
    """A cell as its sheet shows it, besides its value."""

    decimals: int | None = None
    """As many as its format shows; None where it shows all."""
    is_percent: bool = False
    error: str = ""
    is_uncomputed: bool = False
    """Whether it is a formula without a value."""
    hidden: Literal["", "row", "column"] = ""
    """The part of the sheet that is hidden and has the cell in it."""
    rows: int = 1
    """How many rows it goes over, in OpenDocument, of which calamine says nothing."""


def read_worksheet(
    name: str, data: bytes, worksheet: str, asked: Place, problems: Problems
) -> DataTable | None:
    """Read *worksheet* of the workbook *name*, or its first one that is not hidden.

    Cells of a column that are merged each have the value; of a row, the first has it.

    Problems: at *asked*, where the workbook is named: a workbook that cannot be read or is too
    large, a sheet that it has not, or that has no data where others may have, rows and columns that
    the sheet hides; in *name*: letters that were read in another encoding, what
    `make_table` notes, and formulas whose value nobody has computed.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if fault := _find_fault(data):
        problems.error(asked, f"`{name.rpartition('/')[2]}` {fault}", _ASK)
        return None
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = workbook.sheets_metadata
        known = [one.name for one in metadata if one.visible == SheetVisibleEnum.Visible]
        wanted = worksheet or next(iter(known), "")
        if wanted not in workbook.sheet_names:
            problems.error(
                asked, f"no sheet `{wanted}` in `{name.rpartition('/')[2]}`",
                nearest(wanted, known, "its sheets"),
            )  # fmt: skip
            return None
        number = workbook.sheet_names.index(wanted)
        shown = _look(data, wanted, number)
        sheet = workbook.get_sheet_by_index(number)
        values = sheet.to_python(skip_empty_area=False)
        merged = [(top, end) for top, end in sheet.merged_cell_ranges or ()]
    except (CalamineError, zipfile.BadZipFile, LookupError, SyntaxError, ValueError, OSError):
        problems.error(asked, f"`{name.rpartition('/')[2]}` is no workbook that can be read", _ASK)
        return None
    cells = [
        [_write(value, shown.get((row, column), _Shown())) for column, value in enumerate(values_)]
        for row, values_ in enumerate(values)
    ]
    merged += [(at, (at[0] + one.rows - 1, at[1])) for at, one in shown.items() if one.rows > 1]
    for (first, column), (last, _) in merged:
        for row in range(first + 1, min(last + 1, len(cells))):
            cells[row][column] = cells[first][column]
    _tell_hidden(shown, wanted, asked, problems)
    _tell_uncomputed(shown, wanted, name, problems)
    rows = [*map(tuple, cells)]
    file = name.rpartition("/")[2]
    others = [one for one in known if one != wanted]
    if sum(map(any, rows)) < _ROWS and others and not worksheet:
        problems.error(
            asked,
            f"`{wanted}`, the first sheet of `{file}`, has no rows under its heads",
            f"name the one that is meant: {', '.join(f'`{file}#{one}`' for one in others[:5])}",
        )
        return None
    _tell_garbled(rows, name, problems)
    return make_table(name, rows, range(1, len(rows) + 1), problems, habit=Habit(""))


def _tell_hidden(shown: Shown, worksheet: str, asked: Place, problems: Problems) -> None:
    """Warn of the rows and of the columns that *worksheet* hides; *asked*: where it is named."""
    for what in ("row", "column"):
        hidden = {at for at, one in shown.items() if one.hidden == what}
        named = (
            [str(row + 1) for row in sorted({row for row, _ in hidden})]
            if what == "row"
            else [*map(_letters, sorted({column for _, column in hidden}))]
        )
        if named:
            several = f"{what}{'s' * (len(named) > 1)} {', '.join(named[:5])}"
            problems.warning(
                asked,
                f"`{worksheet}` hides its {several}{', …' * (len(named) > 5)}, and they are read",
                "delete them in a copy of the sheet, or show them there",
            )


def _tell_uncomputed(shown: Shown, worksheet: str, name: str, problems: Problems) -> None:
    """Tell each formula of *worksheet*, of the workbook *name*, that nobody has computed."""
    for (row, column), one in sorted(shown.items()):
        if one.is_uncomputed:
            problems.error(
                Place(name, row + 1),
                f"the formula in {_letters(column)}{row + 1} of `{worksheet}` has no value",
                _ASK,
            )


def _tell_garbled(rows: Sequence[Sequence[str]], name: str, problems: Problems) -> None:
    """Tell the first of *rows* whose letters came from a file in another encoding."""
    for line, texts in enumerate(rows, 1):
        if garbled := find_garbled(" ".join(texts)):
            _, letters, meant = garbled
            problems.error(
                Place(name, line),
                f"`{letters}` was `{meant}` once: the sheet was filled from a file in another "
                "encoding",
                "import that file anew, as UTF-8",
            )
            return


def _letters(column: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 27 is AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _find_fault(data: bytes) -> str:
    """Say what keeps a workbook from being read: it is locked, too large, or none."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "is locked with a password, or a workbook of an old Excel"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > UNPACKED:
                return f"holds more than {UNPACKED // 1024 // 1024} MB"
            if archive.testzip():
                return "is damaged"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return "is no workbook that can be read"
    return ""


def _write(value: Any, shown: _Shown) -> str:
    """Write a value as its author sees it."""
    if shown.error:
        return shown.error
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        number = value * 100 if shown.is_percent else value
        if shown.decimals is not None and abs(number) < 1e15:  # a spreadsheet rounds the half up
            step = Decimal(1).scaleb(-shown.decimals)
            text = f"{Decimal(f'{number:.15g}').quantize(step, ROUND_HALF_UP):f}"
        else:
            text = f"{number:.15f}" if abs(number) < 1e15 else f"{number:.0f}"
            text = f"{float(f'{number:.11g}'):.15f}" if "." in text else text
            text = text.rstrip("0").rstrip(".") if "." in text else text
        return f"{text}%" if shown.is_percent else text
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return _write_span(int(value.total_seconds()))
    if span := _SPAN.fullmatch(str(value)):  # as calamine gives one of OpenDocument
        hours, minutes, seconds = (int(part or 0) for part in span.groups())
        return _write_span(hours * 3600 + minutes * 60 + seconds)
    return str(value).strip()


_SPAN = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


def _write_span(seconds: int) -> str:
    """Write a span of time as a spreadsheet shows it: `25:30`."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' * (seconds < 0)}{minutes // 60}:{minutes % 60:02}" + f":{rest:02}" * bool(rest)


# ---------------------------------------------------------------------------------------------
# How cells are shown

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0",
             38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"}  # fmt: skip
"""Formats that every workbook has, by their number."""
_REPEATED = 1_000
"""How often a cell that says something may be repeated."""

Shown = Mapping[tuple[int, int], _Shown]


def _look(data: bytes, worksheet: str, number: int) -> Shown:
    """Tell how the cells of *sheet* are shown, by row and column, both from 0."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "content.xml" in archive.namelist():
            return dict(_look_ods(archive, number))
        return dict(_look_xlsx(archive, worksheet))


def _parse(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(name), parser)


def _look_xlsx(
    archive: zipfile.ZipFile, worksheet: str
) -> Iterator[tuple[tuple[int, int], _Shown]]:
    book = _parse(archive, "xl/workbook.xml")
    links = {
        one.get("Id"): one.get("Target") for one in _parse(archive, "xl/_rels/workbook.xml.rels")
    }
    (link,) = (
        one.get(_RELATION) for one in book.iter(f"{_MAIN}sheet") if one.get("name") == worksheet
    )
    target = str(links[link])
    formats = _read_formats(archive)
    path = target[1:] if target.startswith("/") else f"xl/{target}"
    row = column = -1
    hides_row, hidden_columns = False, set[int]()
    for element in _parse(archive, path).iter(f"{_MAIN}col", f"{_MAIN}row", f"{_MAIN}c"):
        is_hidden = element.get("hidden") in ("1", "true")
        if element.tag == f"{_MAIN}col":
            if is_hidden:
                last = min(int(element.get("max", 0)), COLUMNS)
                hidden_columns |= {*range(int(element.get("min", 1)) - 1, last)}
            continue
        if element.tag == f"{_MAIN}row":
            row = int(element.get("r", row + 2)) - 1
            column = -1
            hides_row = is_hidden
            continue
        if match := re.match("([A-Z]+)", element.get("r", "")):
            column = -1
            for letter in match[1]:
                column = (column + 1) * 26 + ord(letter) - 65
        else:
            column += 1
        if row > 2 * ROWS or column > 10 * COLUMNS:
            raise ValueError("a cell far outside")
        value = element.findtext(f"{_MAIN}v") or ""
        shown = formats.get(int(element.get("s", 0)), _Shown())
        if element.get("t") == "e":
            shown = _Shown(error=value)
        elif element.find(f"{_MAIN}f") is not None and not value and element.get("t") != "str":
            shown = _Shown(is_uncomputed=True)
        if (hides_row or column in hidden_columns) and len(element):
            shown = replace(shown, hidden="row" if hides_row else "column")
        yield (row, column), shown


def _read_formats(archive: zipfile.ZipFile) -> dict[int, _Shown]:
    """Read how numbers are shown, by the number of their style."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = _parse(archive, "xl/styles.xml")
    codes = dict(_BUILT_IN)
    for one in styles.iter(f"{_MAIN}numFmt"):
        codes[int(one.get("numFmtId"))] = one.get("formatCode", "")
    styled = styles.find(f"{_MAIN}cellXfs")
    return {
        number: _read_format(codes.get(int(one.get("numFmtId", 0)), ""))
        for number, one in enumerate(styled if styled is not None else ())
    }


def _read_format(code: str) -> _Shown:
    """Read a number format: `#,##0.0` shows one decimal, `0%` a per cent."""
    positive = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.', "", code.partition(";")[0])
    digits = re.search(r"[0#?](?:\.([0#?]+))?(?=[^0#?.,]*$)", positive)
    if digits is None or re.search("[ymdhsE/]", positive, re.IGNORECASE):
        return _Shown()
    places = digits[1] or ""
    return _Shown(None if "#" in places else len(places), "%" in positive)


def _look_ods(archive: zipfile.ZipFile, number: int) -> Iterator[tuple[tuple[int, int], _Shown]]:
    tables = [*_parse(archive, "content.xml").iter(f"{_TABLE}table")]
    row = 0
    for line in tables[number].iter(f"{_TABLE}table-row"):
        rows = int(line.get(f"{_TABLE}number-rows-repeated", 1))
        column = 0
        for cell in line.iter(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            times = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            if cell.get(f"{_OFFICE}value-type", "") and max(times, rows) > _REPEATED:
                raise ValueError("a cell that fills the sheet")
            if shown := _look_at_cell(line, cell):
                for down, across in product(range(rows), range(times)):
                    yield (row + down, column + across), shown
            column += times
        row += rows


def _look_at_cell(line: Any, cell: Any) -> _Shown | None:
    """See how a *cell* of an .ods is shown; *line*: the row that it is in."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    text = "".join("".join(one.itertext()) for one in cell.iterfind(f"{_TEXT}p"))  # no remark's
    shown = _read_ods(kind, text, bool(cell.get(f"{_TABLE}formula")))
    if kind and line.get(f"{_TABLE}visibility") in ("collapse", "filter"):
        shown = replace(shown or _Shown(), hidden="row")
    if (spanned := int(cell.get(f"{_TABLE}number-rows-spanned", 1))) > 1:
        shown = replace(shown or _Shown(), rows=min(spanned, ROWS))
    return shown


def _read_ods(kind: str, text: str, is_formula: bool) -> _Shown | None:
    """Read how a cell is shown from its own text: `12,5 %`; None where there is nothing to say."""
    if re.fullmatch(r"#\S+[!?]|#N/A|#NV|Err:\d+", text):
        return _Shown(error=text)
    if not kind:
        return _Shown(is_uncomputed=True) if is_formula and not text else None
    if kind not in ("float", "percentage", "currency"):
        return None
    decimals = re.search(r"\d[.,](\d+)\D*$", text)
    is_grouped = bool(decimals) and len(decimals[1]) == 3 if decimals else False
    places = 0 if not decimals or is_grouped else len(decimals[1])
    is_whole = not decimals and bool(re.search(r"\d", text))
    return _Shown(places if decimals or is_whole else None, kind == "percentage")
