"""The check `odd-cell`: a word beside a number in a column of numbers is told."""

from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import told

TABLE = {"t": {"data": "c.csv", "caption": "c"}}


def _told(house: Path, cell: str, prose: str = "{{ tables.t }}") -> list[str]:
    csv = f"month,people\nJan,12\nFeb,{cell}\nMar,13\nApr,15\n"
    return told("odd-cell", house, prose, {"c.csv": csv.encode()}, tables=TABLE)


@pytest.mark.parametrize("cell", ["approx. 40", "40 km", "3.2k", "ca. 1200"])
def test_words_beside_a_number_are_told(house: Path, cell: str) -> None:
    """With the line, and with where they belong."""
    (found,) = _told(house, cell)
    assert "c.csv:3: " in found
    assert f"`{cell}` stands among the numbers under `people`: " in found


@pytest.mark.parametrize("cell", ["40", "<5", "40*", "not counted", "–", "1,200", ""])
def test_what_a_table_says_so_is_none(house: Path, cell: str) -> None:
    """A small number that is hidden, a mark of a note, words alone; a table that is not placed."""
    assert not _told(house, cell)
    assert not _told(house, "approx. 40", "Text.")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("1,5;2,1;1.9;1,8", ["`1.9` stands among the numbers under `x`: "
         "their decimals stand behind a comma"]),
        ("1.5;2.1;1,9;1.8", ["`1,9` stands among the numbers under `x`: "
         "their decimals stand behind a point"]),
        ("1,5;2,1;1.900;1,8", []),
        ("1,5;2,1;3;1,8", []),
    ],
)  # fmt: skip
def test_decimals_behind_another_sign_are_told(house: Path, cells: str, said: list[str]) -> None:
    """A table would print it as typed; a thousand and a whole number are written as the others."""
    csv = "name;x\n" + "".join(f"a;{cell}\n" for cell in cells.split(";"))
    found = told("odd-cell", house, "{{ tables.t }}", {"c.csv": csv.encode()}, tables=TABLE)
    assert [one.partition(": ")[2] for one in found] == said


@pytest.mark.parametrize("is_prose", [True, False])
def test_typed_decimals_behind_another_sign_are_told(house: Path, is_prose: bool) -> None:
    """In a table of brief.md and in one of brief.yaml; where three digits stand behind the sign,
    they may be thousands.
    """
    rows = [
        ["1.9", "1,5", "1.200"],
        ["b", "2,1 [@one]", "2.5"],
        ["c", "1.9", "1.9"],
        ["d", "1,8", ""],
    ]
    lines = [["name", "x", "y"], ["---"] * 3, *rows]
    prose = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    table = {"caption": "c", "columns": lines[0], "rows": rows}
    found = (
        told("odd-cell", house, f"{prose}\n")
        if is_prose
        else told("odd-cell", house, "{{ tables.t }}", tables={"t": table})
    )
    (said,) = found
    assert said.startswith("brief.md:5: " if is_prose else "brief.yaml:")
    assert "`1.9` stands among the numbers under `x`: their decimals stand behind a comma" in said


def test_a_column_of_many_units_is_one_of_indicators(house: Path) -> None:
    """Each of its rows counts something of its own."""
    csv = "indicator,now\nPeople,132\nSluices,3 of 27\nWells,−29.6 m\nRent,$88\nTrust,61%\n"
    assert not told("odd-cell", house, "{{ tables.t }}", {"c.csv": csv.encode()}, tables=TABLE)


@pytest.mark.parametrize(
    ("csv", "count"),
    [
        ("place,Share (%)\nA,0.45\nB,0.30\nC,0.25\n", 1),
        ("place,Share (%)\nA,0.45\nB,0.30\nC,0.25\nTotal,1\n", 1),
        ("place,Share\nA,0.45\nB,0.30\nC,0.25\n", 0),
        ("place,Growth (%)\nA,0.45\nB,0.3\nC,0.9\n", 0),
        ("place,Share (%)\nA,45\nB,30\nC,25\n", 0),
    ],
)
def test_parts_of_one_under_per_cent_are_told(house: Path, csv: str, count: int) -> None:
    """They add up to one; growth of less than one per cent does not."""
    table = {"t": {"data": "c.csv", "caption": "c"}}
    found = told("odd-cell", house, "{{ tables.t }}", {"c.csv": csv.encode()}, tables=table)
    assert [one.partition(": ")[2] for one in found] == count * [
        "the numbers under `Share (%)` are parts of one, and its head says per cent: 0.45 is 45%"
    ]


@pytest.mark.parametrize(
    ("cells", "language", "said"),
    [
        ("0-4;5-Sep;Oct-14;15-19;65+", "en", ["5-Sep", "Oct-14"]),
        ("0-4;05-sept;oct-14", "fr", ["05-sept", "oct-14"]),
        ("Jan-24;Feb-24;Mar-24", "en", []),
        ("5 Sep;Oct 14;May", "en", []),
        ("0-4;5-9;March", "en", []),
    ],
)
def test_a_range_of_which_a_spreadsheet_made_a_date_is_told(
    house: Path, cells: str, language: str, said: list[str]
) -> None:
    """In a chart as in a table; a column of months has no ranges."""
    csv = "age,people\n" + "".join(f"{cell},{n}\n" for n, cell in enumerate(cells.split(";"), 1))
    chart = {"kind": "bars", "x": "age", "y": "people"}
    figure = {"chart": chart, "data": "c.csv", "caption": "c", "alt": "Bars of people by age."}
    fields: dict[str, Any] = {"language": language, "figures": {"f": figure}}
    found = told("odd-cell", house, "{{ figures.f }}", {"c.csv": csv.encode()}, **fields)
    assert [one.partition("`")[2].partition("`")[0] for one in found] == said


@pytest.mark.parametrize(
    "cell", ["CO~2~", "**Chad**", "Chad<br>north", "A&nbsp;B", "[a](https://example.org)", "[@key]"]
)
def test_marks_of_markdown_and_html_in_a_file_are_told(house: Path, cell: str) -> None:
    """No page reads them there; once for a file, with the line."""
    (found,) = told(
        "odd-cell", house, "{{ tables.t }}",
        {"c.csv": f"place,people\nA,12\n{cell},13\n{cell},5\n".encode()},
        tables=TABLE,
    )  # fmt: skip
    assert "c.csv:3: " in found
    assert found.endswith("is printed as it stands in a file")


@pytest.mark.parametrize(
    "cell", ["~40", "A & B", "a < b", "x*", "2 ** 3", "[north]", "m²", "~ 5 ~"]
)
def test_signs_that_are_meant_are_none(house: Path, cell: str) -> None:
    """About so many, two names, a mark of a note."""
    csv = f"place,people\nA,12\n{cell},13\n"
    assert not told("odd-cell", house, "{{ tables.t }}", {"c.csv": csv.encode()}, tables=TABLE)
