"""Bars in the cells of a table, and the small line of a big figure."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from support.printed import add_brief, bare_house, house_theme, print_briefs, tags

from briefpress.content.data_files import read_csv
from briefpress.model.brief import TextFile
from briefpress.model.cells import DataTable
from briefpress.model.problems import Problems
from briefpress.page.cell_bars import draw_bars, draw_trend
from briefpress.page.plots.palette import series_colours

TOKENS = {"ink": "#14355e", "accent": "#ad3b1e"}
SIX = series_colours("#14355e", "#ad3b1e")


def table(text: str) -> DataTable:
    """The rows of a CSV file."""
    read = read_csv(TextFile("it.csv", text), Problems(), locale="en-GB")
    assert read is not None
    return read


def test_bars_stand_on_one_scale() -> None:
    """The largest number of two columns fills its track, and each has a colour of the six."""
    bars = draw_bars(table("A,x,y\na,10,20\nb,5,n/a\n"), ["x", "y"], TOKENS)
    assert {n: [one and one.width for one in column] for n, column in bars.items()} == {
        1: [50.0, 25.0],
        2: [100.0, None],
    }
    assert [column[0] and column[0].colour for column in bars.values()] == [*SIX[:2]]
    assert all(one is None or (one.start, one.side) == (0, "") for one in bars[1])


def test_what_is_less_than_nothing_goes_to_the_left() -> None:
    """0 stands in one place in each row; of a single column it has a colour of its own."""
    (bars,) = draw_bars(table("A,x\na,30\nb,-10\nc,0\n"), ["x"], TOKENS).values()
    assert [(one.start, one.width, one.side, one.colour) for one in bars if one] == [
        (25.0, 75.0, "left", SIX[0]),
        (0.0, 25.0, "right", SIX[1]),
        (25.0, 0.0, "left", SIX[0]),
    ]


@pytest.mark.parametrize("text", ["A,x\na,n/a\n", "A,x\na,0\nb,0\n", "A,x\na,-3\n", "A,x\na,7%\n"])
def test_any_column_of_numbers_has_bars(text: str) -> None:
    """None is wider than its track, and none begins before it."""
    for column in draw_bars(table(text), ["x"], TOKENS).values():
        for one in filter(None, column):
            assert one.start >= 0 and one.start + one.width <= 100


def points(svg: bytes) -> list[list[tuple[float, float]]]:
    """The points of each part of the line of a trend."""
    lines = re.findall(r'points="([^"]*)"', svg.decode())
    return [[(float(x), float(y)) for x, y in (p.split(",") for p in one.split())] for one in lines]


def test_a_trend_is_spaced_by_its_days_and_ends_in_a_dot() -> None:
    """Half a year is six times as far as a month; higher is more; what is missing is a gap."""
    data = table("Month,x\n2024-01,1\n2024-02,3\n2024-03,n/a\n2024-04,2\n2024-10,9\n")
    svg = draw_trend(data, "x", "x: 1 & 9", TOKENS)
    first, second = points(svg)
    assert (len(first), len(second)) == (2, 2)
    assert (second[1][0] - second[0][0]) / (first[1][0] - first[0][0]) == pytest.approx(6, 0.1)
    assert min(first + second, key=lambda point: point[1]) == second[1]
    root = ElementTree.fromstring(svg)
    assert [one.text for one in root.iter("{http://www.w3.org/2000/svg}title")] == ["x: 1 & 9"]
    (dot,) = root.iter("{http://www.w3.org/2000/svg}circle")
    assert (float(dot.get("cx", 0)), float(dot.get("cy", 0))) == second[1]


@pytest.mark.parametrize("text", ["A,x\na,1\nb,1\n", "A,x\na,1\nb,2\n", "A,x\n2024,5\n2024,6\n"])
def test_rows_without_days_are_spaced_alike(text: str) -> None:
    """And values that are all the same are a line in the middle."""
    (line,) = points(draw_trend(table(text), "x", "", TOKENS))
    assert [x for x, _ in line] == [3.0, 117.0]
    assert all(3 <= y <= 23 for _, y in line)


FIELDS: dict[str, dict[str, Any]] = {
    "facts": {
        "all": {
            "value": 9,
            "label": "people",
            "as_of": "2024-10-01",
            "trend": {"data": "it.csv", "column": "people"},
        }
    },
    "tables": {"it": {"data": "it.csv", "caption": "Them", "bars": ["people"]}},
}
PROSE = "## A heading\n\nText.\n\n{{ facts }}\n\n{{ tables.it }}\n"
CSV = b"Month,people\n2024-01,3\n2024-02,-4\n2024-10,9\n"


@pytest.mark.long
def test_a_cell_is_tagged_as_its_number_alone(tmp_path: Path) -> None:
    """A reader hears the number; the trend has its values for an alternative."""
    house = bare_house(tmp_path / "house")
    add_brief(house, "it", PROSE, {"it.csv": CSV}, **FIELDS)
    (outcome,) = print_briefs(house)
    assert not outcome.problems.errors, "\n".join(map(str, outcome.problems))
    root = tags(house / outcome.written[0].file)

    cells = [cell for cell in root.all("TD") if cell.text.strip() in ("3", "−4", "9")]
    assert len(cells) == 3
    assert [cell.pieces() for cell in cells] == [["3"], ["−4"], ["9"]]
    assert all(len([*cell]) == 2 for cell in cells)  # the cell, and the run of its number
    page = outcome.written[0].pdf.layout.pages[0]
    grounds = [
        area.ground for area in page.areas if area.path.endswith(("zero-left", "zero-right"))
    ]
    six = series_colours(*(house_theme(house).tokens[name] for name in ("ink", "accent")))
    assert grounds == [six[0], six[1], six[0]]
    (figure,) = root.all("Figure")
    assert figure.entries["Alt"] == "people: 2024-01 3; 2024-02 −4; 2024-10 9"


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "changed", "message", "line"),
    [
        ("tables", {"bars": "peple"}, "no column `peple`", "bars"),
        ("tables", {"bars": "Month"}, "holds no numbers", "bars"),
        (
            "tables",
            {"data": None, "columns": ["a"], "rows": [["1"]], "bars": "a"},
            "bars are for the columns of a file",
            "bars",
        ),
        (
            "facts",
            {"trend": {"data": "it.csv", "column": "x"}},
            "no column `x` in `it.csv`",
            "column",
        ),
        (
            "facts",
            {"trend": {"data": "it.csv", "column": "Month"}},
            "does not hold two numbers",
            "column",
        ),
    ],
)
def test_a_column_that_has_no_bars_is_told(
    tmp_path: Path, kind: str, changed: dict[str, Any], message: str, line: str
) -> None:
    """On its line, with the nearest column."""
    house = bare_house(tmp_path / "house")
    ((name, fields),) = FIELDS[kind].items()
    blocks = {**FIELDS, kind: {name: {k: v for k, v in {**fields, **changed}.items() if v}}}
    folder = add_brief(house, "it", PROSE, {"it.csv": CSV}, **blocks)
    (outcome,) = print_briefs(house)
    (problem,) = [one for one in outcome.problems if one.severity == "error"]
    assert message in problem.message
    text = (folder / "brief.yaml").read_text("utf-8").splitlines()
    assert (
        problem.place.line and line in text[problem.place.line - 1] + text[problem.place.line - 2]
    )
