"""Workbooks: a table or a chart names a file and, where it is not the first, a sheet."""

import datetime
import io
import zipfile

import pytest
from support.houses import House
from support.workbooks import Cell, ods, packed, xlsx

ROWS: list[list[Cell]] = [
    ["day", "share", "people", "place"],
    [("45296", 3), ("0.125", 1), 1200, "North"],
    [("45303", 3), None, 980.5, "South"],
]
PLACED = "{{ tables.t }}\n"


def table(data: str) -> str:
    """Give the fields of a table of *data*."""
    return f"tables:\n  t: {{data: '{data}', caption: c}}\n"


@pytest.mark.parametrize("name", ["it.xlsx", "it.xlsx#Returns", "a b.xlsx#Returns"])
def test_a_sheet_is_read_as_its_author_sees_it(house: House, name: str) -> None:
    """Days, per cents, numbers and what is empty keep what they are."""
    house.put(name.partition("#")[0], xlsx({"Returns": ROWS, "Other": [["a"], ["b"]]}))
    read = house.brief(table(name), PLACED).data[name]
    assert [column.kind for column in read.columns] == ["date", "percent", "number", "label"]
    assert read.columns[0].values == (datetime.date(2024, 1, 5), datetime.date(2024, 1, 12))
    assert read.columns[1].values == (12.5, None)
    assert read.columns[1].texts == ("12.5%", "")
    assert read.columns[2].values == (1200, 980.5)
    assert read.lines == (2, 3)


def test_a_sheet_is_named_behind_the_file(house: House) -> None:
    """Any sheet can be named, one with blanks and a hidden one as well."""
    sheets: dict[str, list[list[Cell]]] = {
        "Returns": ROWS,
        "By month": [["a", "b"], [1, 2]],
        "Raw": [["c", "d"], [3, 4]],
    }
    house.put("it.xlsx", xlsx(sheets, hidden=["Raw"]))
    for name, heads in (("it.xlsx#By month", ("a", "b")), ("it.xlsx#Raw", ("c", "d"))):
        assert house.brief(table(name), PLACED).data[name].heads == heads


def test_a_hidden_sheet_is_not_the_first(house: House) -> None:
    """Without a name it is the first sheet that its author sees."""
    house.put("it.xlsx", xlsx({"Raw": [["c"], [3]], "Returns": ROWS}, hidden=["Raw"]))
    assert house.brief(table("it.xlsx"), PLACED).data["it.xlsx"].heads[0] == "day"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("it.xlsx#Retruns", "no sheet `Retruns` in `it.xlsx`", "did you mean `Returns`?"),
        ("it.xlsx#Zzz", "no sheet `Zzz` in `it.xlsx`", "its sheets: Other, Returns"),
        ("ti.xlsx#Returns", "no file `ti.xlsx` in content/tiny/", "did you mean `it.xlsx`?"),
        ("t.csv#Returns", "`t.csv` has no sheets", "write `data: t.csv`"),
        ("bad.xlsx", "`bad.xlsx` is no workbook that can be read", "open it in the spreadsheet"),
        ("old.xlsx", "`old.xlsx` is locked with a password, or", "open it in the spreadsheet"),
        ("empty.ods", "`empty.ods` is no workbook that can be read", "open it in the"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_an_error(
    house: House, name: str, message: str, hint: str
) -> None:
    """At the line that names it, with the sheets that there are."""
    house.put("it.xlsx", xlsx({"Returns": ROWS, "Other": [["a"], ["b"]]}))
    house.put("t.csv", "a\n1\n")
    house.put("bad.xlsx", "no workbook")
    house.put("old.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600))
    house.put("empty.ods", xlsx({})[:40])
    told = house.complaints(table(name), PLACED)
    assert told.startswith(f"content/tiny/brief.yaml:5: error: {message}")
    assert f"  hint: {hint}" in told
    assert told.count("error:") == 1


def test_a_workbook_is_not_unpacked_without_end(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that would fill the memory is refused by what its own list says."""
    monkeypatch.setattr("briefpress.content.workbooks.UNPACKED", 100)
    house.put("it.xlsx", xlsx({"Returns": ROWS}))
    assert "`it.xlsx` holds more than" in house.complaints(table("it.xlsx"), PLACED)


def test_a_formula_without_a_value_is_an_error(house: House) -> None:
    """A program wrote it and no spreadsheet computed it: the cell would be a gap."""
    house.put("it.xlsx", xlsx({"Returns": [["a", "b"], ["x", "=A1*2"], ["y", 2]]}))
    told = house.complaints(table("it.xlsx"), PLACED)
    assert told.startswith(
        "content/tiny/it.xlsx:2: error: the formula in B2 of `Returns` has no value\n"
        "  hint: open it in the spreadsheet and save it again"
    )


def test_an_error_of_a_formula_stays_one(house: House) -> None:
    """It is no empty cell: a chart refuses it, and the check `placeholder` finds it."""
    house.put("it.xlsx", xlsx({"Returns": [["a", "b"], ["x", "#DIV/0!"], ["y", 2], ["z", 3]]}))
    column = house.brief(table("it.xlsx"), PLACED).data["it.xlsx"].columns[1]
    assert column.texts == ("#DIV/0!", "2", "3")
    assert [fault.row for fault in column.faults] == [0]


def test_what_a_sheet_hides_is_told(house: House) -> None:
    """A filter leaves rows in the file, a hidden column stays: both are read, and that is told."""
    data = xlsx({"Returns": [["a", "b", "c"], ["x", 1, 2], ["y", 3, 4], ["z", 5, 6]]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    text = files[name].partition("?>")[2].replace('<row r="3">', '<row r="3" hidden="1">')
    text = text.replace("<sheetData>", '<cols><col min="3" max="9" hidden="1"/></cols><sheetData>')
    bare = {one: two.partition("?>")[2] for one, two in files.items()}
    house.put("it.xlsx", packed(bare | {name: text}))
    told = house.complaints(table("it.xlsx"), PLACED)
    assert "`Returns` hides its row 3, and they are read" in told
    assert "`Returns` hides its column C, and they are read" in told
    hidden = (
        '<table:table-row table:visibility="filter"><table:table-cell office:value-type="string">'
        "<text:p>y</text:p></table:table-cell></table:table-row>"
    )
    shown = hidden.replace(' table:visibility="filter"', "")
    house.put("it.ods", ods(shown + shown + hidden + shown))
    assert "hides its row 3, and they" in house.complaints(table("it.ods"), PLACED)
    house.put("it.ods", ods(shown * 4))
    assert "hides" not in house.complaints(table("it.ods"), PLACED)


def test_heads_of_merged_cells_are_joined(house: House) -> None:
    """`People` over two columns, and `place` over two rows."""
    rows: list[list[Cell]] = [
        ["place", "people", None], [None, "2023", "2024"], ["North", 1, 2], ["South", 3, 4]
    ]  # fmt: skip
    house.put("it.xlsx", xlsx({"Returns": rows}, merged="A1:A2"))
    read = house.brief(table("it.xlsx"), PLACED).data["it.xlsx"]
    assert read.heads == ("place", "people 2023", "people 2024")


def test_merged_cells_hold_for_each_row(house: House) -> None:
    """`North` over two rows is the label of both."""
    rows: list[list[Cell]] = [["place", "people"], ["North", 1], [None, 2], ["South", 3]]
    house.put("it.xlsx", xlsx({"Returns": rows}, merged="A2:A3"))
    read = house.brief(table("it.xlsx"), PLACED).data["it.xlsx"]
    assert read.columns[0].texts == ("North", "North", "South")


def test_merged_cells_of_opendocument_hold_for_each_row(house: House) -> None:
    """LibreOffice says at the first of them how many rows it goes over."""
    cell = '<table:table-cell {}office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    covered = "<table:covered-table-cell/>"
    rows = (
        [cell.format("", "place"), cell.format("", "people")],
        [cell.format('table:number-rows-spanned="2" ', "North"), cell.format("", "1")],
        [covered, cell.format("", "2")],
        [cell.format("", "South"), cell.format("", "3")],
    )
    house.put("it.ods", ods("".join(f"<table:table-row>{''.join(row)}</table:table-row>"
                                    for row in rows)))  # fmt: skip
    read = house.brief(table("it.ods"), PLACED).data["it.ods"]
    assert read.columns[0].texts == ("North", "North", "South")


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        ("0.125", 1, "12.5%"), ("0.5", 4, "50%"), ("1234.5", 2, "1234.50"), ("7.0", 5, "7"),
        ("0.30000000000000004", 0, "0.3"), ("0.333333333333333", 0, "0.33333333333"),
        ("1200", 0, "1200"), ("-2.5", 0, "-2.5"), ("1000000", 0, "1000000"),
        ("0.575", 4, "58%"), ("0.325", 4, "33%"), ("0.125", 2, "0.13"), ("1.005", 2, "1.01"),
        ("-0.125", 2, "-0.13"), ("2.5", 5, "3"),
    ],
)  # fmt: skip
def test_a_number_is_read_with_the_decimals_that_are_shown(
    house: House, value: str, style: int, text: str
) -> None:
    """As its format has it, or as many as a spreadsheet shows without one."""
    house.put("it.xlsx", xlsx({"Returns": [["a", "b"], ["x", (value, style)]]}))
    assert house.brief(table("it.xlsx"), PLACED).data["it.xlsx"].rows == (("x", text),)


def test_a_sheet_of_opendocument_is_read(house: House) -> None:
    """LibreOffice says what a cell is, and how it is shown."""
    cell = '<table:table-cell office:value-type="{}" {}><text:p>{}</text:p></table:table-cell>'
    heads = "".join(cell.format("string", "", head) for head in ("day", "share", "people"))
    row = cell.format("date", 'office:date-value="2024-01-05"', "5.1.2024")
    row += cell.format("percentage", 'office:value="0.125"', "12,5 %")
    row += cell.format("float", 'office:value="1200"', "1.200")
    error = cell.format("string", 'table:formula="of:=1/0" ', "#DIV/0!")
    rows = "".join(f"<table:table-row>{one}</table:table-row>" for one in (heads, row))
    rows += f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{error}'
    house.put("it.ods", ods(rows + "</table:table-row>"))
    read = house.brief(table("it.ods#Returns"), PLACED).data["it.ods#Returns"]
    assert read.rows == (("2024-01-05", "12.5%", "1200"), ("", "", "#DIV/0!"))


def test_a_span_of_time_is_read_and_a_remark_is_not(house: House) -> None:
    """25:30 is no PT25H30M, and what a colleague noted at a cell stands beside it."""
    text = '<table:table-cell office:value-type="string">%s</table:table-cell>'
    remark = "<office:annotation><text:p>99,75</text:p></office:annotation>"
    heads = text % "<text:p>who</text:p>" + text % "<text:p>time</text:p>"
    span = (
        '<table:table-cell office:value-type="time" office:time-value="PT25H30M00S">'
        "<text:p>25:30</text:p></table:table-cell>"
    )
    number = (
        '<table:table-cell office:value-type="float" office:value="12.5">'
        f"{remark}<text:p>12,5</text:p></table:table-cell>"
    )
    rows = [heads, text % f"{remark}<text:p>Ana</text:p>" + span, number + span]
    house.put("it.ods", ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows)))
    read = house.brief(table("it.ods"), PLACED).data["it.ods"]
    assert [list(row) for row in read.rows] == [["Ana", "25:30"], ["12.5", "25:30"]]


def test_a_workbook_is_one_of_the_files_of_a_brief(house: House) -> None:
    """It is carried in the PDF, once, whichever of its sheets are named."""
    house.put("it.xlsx", xlsx({"Returns": ROWS, "Other": [["a"], ["b"]]}))
    fields = "tables:\n  t: {data: it.xlsx, caption: c}\n  u: {data: 'it.xlsx#Other', caption: c}\n"
    brief = house.brief(fields, "{{ tables.t }}\n\n{{ tables.u }}\n")
    assert [name for name in brief.content if "xlsx" in name] == ["tiny/it.xlsx"]


def test_a_first_sheet_without_data_names_the_others(house: House) -> None:
    """Notes stand there, and the data in the next one."""
    house.put("it.xlsx", xlsx({"Read me": [["On this file"]], "Data": ROWS}))
    told = house.complaints(table("it.xlsx"), PLACED)
    assert "`Read me`, the first sheet of `it.xlsx`, has no rows under its heads" in told
    assert "name the one that is meant: `it.xlsx#Data`" in told


def test_letters_of_another_encoding_are_told_in_a_sheet(house: House) -> None:
    """It was filled from a CSV file that was opened as Windows-1252."""
    house.put("it.xlsx", xlsx({"Data": [["place", "n"], ["ÃŽle", 1], ["Nord", 2]]}))
    assert "it.xlsx:2: error: `ÃŽ` was `Î` once" in house.complaints(table("it.xlsx"), PLACED)
