"""Tests of the measure of a page: text, figures and tables stand on the page's grid."""

from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.printed import PAPERS, new_house, words
from support.printed_pages import proof_of

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.evidence.text_lines import Line, flow_lines
from briefpress.model.geometry import Area, PageLayout

ROWS = b"year,Ash,Tarn\n2019,12,30\n2025,24,9\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with the real templates and styles."""
    return new_house(tmp_path / "house")


def _figure(**chart: Any) -> dict[str, Any]:
    return {"data": "d.csv", "caption": words(5), "alt": words(9), "chart": chart}


CHARTS = {
    "first": _figure(kind="line", x="year", y=["Ash", "Tarn"]),
    "bars": _figure(kind="bars", x="year", y=["Ash", "Tarn"]),
    "slope": _figure(kind="slope", x="year", y=["Ash", "Tarn"]),
    "last": _figure(kind="line", x="year", y="Ash"),
}


def _print(house: Path, prose: str, paper: str = "a4", **fields: Any) -> PrintedPage:
    return proof_of(house, prose, {"d.csv": ROWS}, paper=paper, **fields)


def _grid(page: PageLayout) -> tuple[float, float]:
    """The widths of the page and of one of its two columns, in points."""
    left, _, right, _ = page.text
    return right - left, (right - left - 7 / 25.4 * 72) / 2


def _pictures(proof: PrintedPage) -> dict[str, tuple[PageLayout, Area]]:
    return {
        area.picture.rpartition("/")[2].removesuffix(".svg"): (page, area)
        for page in proof.pdf.layout.pages
        for area in page.areas
        if area.picture
    }


@pytest.mark.long
@pytest.mark.parametrize("paper", few(PAPERS))
def test_a_chart_among_columns_is_as_wide_as_the_page_or_a_column(house: Path, paper: str) -> None:
    """It is drawn for that width; beside the margin it has the measure of the text."""
    parts = [words(60), "{{ figures.first }}"]
    parts += [words(90, n) for n in range(5)]
    parts += ["## Later", words(90), "{{ figures.bars }}", words(120), "{{ figures.slope }}"]
    parts += [words(150), "{{ figures.last }}", words(20)]
    proof = _print(house, "\n\n".join(parts), paper, figures=CHARTS, key_messages=[words(9)] * 3)
    shown = _pictures(proof)
    assert len(shown) == len(CHARTS)
    page, first = shown.pop("first")
    assert first.width < 0.7 * _grid(page)[0]
    for name, (page, area) in shown.items():
        measure, column = _grid(page)
        assert area.width == pytest.approx(column if name == "slope" else measure, rel=0.002)
        assert area.picture == f"charts/columns/{name}.svg"


TIMELINE = [{"date": f"20{n:02}-03-07", "event": words(9, n)} for n in range(4)]


def _measures(proof: PrintedPage) -> dict[str, set[str]]:
    """Whether the lines of each section, by its heading, stand beside the margin or in columns."""
    found: dict[str, set[str]] = {}
    name = ""
    for page in proof.pdf.layout.pages:
        column = _grid(page)[1]
        for line in flow_lines(page):
            area = page.areas[line.area]
            name = line.text if area.tag == "h2" else name
            measures = found.setdefault(name, set())
            if area.tag == "p" and line.pieces[0].x > page.width / 2:
                measures.add("columns")
            if area.tag == "p" and line.pieces[-1].right - line.pieces[0].x > column + 1:
                measures.add("margin")
    return found


@pytest.mark.long
def test_a_section_that_is_begun_beside_the_margin_keeps_its_measure(house: Path) -> None:
    """Below the timeline a smaller heading changes nothing; the next section does."""
    parts = ["## One", words(70), "{{ timeline }}", words(90), "### Within", words(60)]
    parts += ["### Within as well", words(60), "## Two", *[words(90)] * 2]
    measures = _measures(_print(house, "\n\n".join(parts), timeline=TIMELINE))
    assert measures["Two"] == {"columns"}
    assert measures["One"] == {"margin"}


@pytest.mark.long
def test_a_table_below_what_stands_beside_the_text_parts_two_measures(house: Path) -> None:
    """Nothing stands beside it any more: it has the width of the page, and columns follow."""
    table = f"| A | B |\n| --- | --- |\n| {words(9)} | {words(9)} |"
    parts = [words(70), "{{ timeline }}", words(190), table, *[words(90)] * 3]
    (page, *_) = _print(house, "\n\n".join(parts), timeline=TIMELINE).pdf.layout.pages
    (area,) = (one for one in page.areas if one.kind == "table")
    assert area.width > 0.9 * _grid(page)[0]
    below = [line for line in flow_lines(page) if line.y > area.bottom]
    assert {round(line.pieces[0].x) for line in below if len(line.text) > 35} >= {51, 308}


@pytest.mark.deep
@pytest.mark.long
def test_a_section_waits_a_line_for_the_end_of_what_stands_beside_it(house: Path) -> None:
    """It is set in columns below that, and not beside the margin to its end."""
    found = set()
    for number in range(70, 160, 8):
        parts = ["## One", "{{ timeline }}", words(number), "## Two", *[words(90)] * 4]
        proof = _print(house, "\n\n".join(parts), timeline=TIMELINE)
        (page, *_) = proof.pdf.layout.pages
        (beside,) = (one for one in page.areas if "beside" in one.classes)
        (head,) = (line for line in flow_lines(page) if line.text == "Two")
        is_beside = head.y < beside.bottom
        assert not is_beside or beside.bottom - head.y > 13.4
        assert _measures(proof)["Two"] == {"margin" if is_beside else "columns"}
        found.add(is_beside)
    assert found == {False, True}


def _chapters(paragraphs: int) -> str:
    """A report's chapters, whose heads need two lines in a column."""
    texts = "\n\n".join(words(70, n) for n in range(paragraphs))
    names = [f"Who speaks in 202{n} for the river" for n in range(5)]
    return "\n\n".join(f"## {name}\n\n{texts}" for name in names)


def _heads(proof: PrintedPage) -> list[tuple[list[Line], Line]]:
    """The lines of each chapter's head that is followed by a text, and the first line of that."""
    found = []
    for page in proof.pdf.layout.pages:
        head: list[Line] = []
        for line in flow_lines(page):
            tag = page.areas[line.area].tag
            if tag == "p" and head and line.y > head[-1].y:
                found.append((head, line))
            head = [*head, line] if tag == "h2" else []
    return found


@pytest.mark.deep
@pytest.mark.long
def test_a_chapter_head_fills_its_lines_and_stands_as_far_from_its_text_everywhere(
    house: Path,
) -> None:
    """No line of one word; and one distance, beside the margin and in columns."""
    parts = ["## Margin", words(40), "{{ timeline }}", words(90), _chapters(5), "## Few", words(60)]
    heads = _heads(_print(house, "\n\n".join(parts), template="report", timeline=TIMELINE))
    assert {len(lines) for lines, _ in heads} == {1, 2}
    for lines, _ in heads:
        # Its number hangs before them.
        titles = [[one for one in line.pieces if not one.text.strip().isdigit()] for line in lines]
        widths = [line[-1].right - line[0].x for line in titles]
        assert min(widths) > 0.6 * max(widths)
    gaps = {round(text.y - lines[-1].bottom, 1) for lines, text in heads}
    assert max(gaps) - min(gaps) < 0.4


@pytest.mark.deep
@pytest.mark.long
def test_a_section_does_not_begin_the_second_column_beside_a_hole(house: Path) -> None:
    """It begins below the one before, whose two columns end together."""
    table = f"| A | B |\n| --- | --- |\n| {words(6)} | {words(6)} |"
    for before, after in ((40, 190), (60, 230), (30, 150)):
        parts = ["## One", words(before), words(70), "## Two", words(after), table, words(300)]
        (page, *_) = _print(house, "\n\n".join(parts)).pdf.layout.pages
        (top,) = (one.y for one in page.areas if one.kind == "table")
        lines = [line for line in flow_lines(page) if line.bottom < top]
        middle = page.width / 2
        left, right = (
            max(line.bottom for line in lines if (line.pieces[0].x < middle) == is_left)
            for is_left in (True, False)
        )
        assert abs(left - right) < 5 * 13.4


@pytest.mark.long
@pytest.mark.parametrize("place", few(["{{ tables.t }}", ""]))
@pytest.mark.parametrize(
    ("cell", "least", "most"), [(1, 15, 60), (5, 83.5, 83.5), (7, 174, 174), (14, 174, 174)]
)
def test_a_table_on_a_page_is_as_wide_as_its_cells_or_as_a_column_or_the_page(
    house: Path, place: str, cell: int, least: float, most: float
) -> None:
    """It ends with a column where it has room in one, and else with the page, in millimetres."""
    assert least - 0.4 <= _table_on_page(house, cell, place) <= most + 0.4


@pytest.mark.long
def test_a_table_ends_with_the_text_where_something_stands_beside_that(house: Path) -> None:
    """On a page with key messages the text has an edge of its own, 116 mm from the left."""
    messages = {"key_messages": [words(12), words(12)]}
    assert _table_on_page(house, 7, "", **messages) == pytest.approx(116, abs=0.4)


def _table_on_page(house: Path, cell: int, place: str, **fields: Any) -> float:
    """The width in millimetres of a table whose two cells have *cell* words, among paragraphs.

    *place*: of a table of brief.yaml; where it is empty, one is typed.
    """
    text = words(cell, 3).replace(".", "")
    table = f"| A | B |\n| --- | --- |\n| {text} | {text} |"
    rows = {"t": {"caption": words(4), "columns": ["A", "B"], "rows": [[text, text]]}}
    parts = ["## One", words(90), words(90), place or table, words(90), words(90)]
    proof = _print(house, "\n\n".join(parts), tables=rows if place else {}, **fields)
    (page, *_) = proof.pdf.layout.pages
    (area,) = (one for one in page.areas if one.kind == "table")
    return area.width / _grid(page)[0] * 174


@pytest.mark.long
@pytest.mark.parametrize(("cell", "rows", "whole"), [(7, 30, True), (7, 9, False), (2, 30, False)])
def test_a_long_table_is_as_wide_as_the_page(
    house: Path, cell: int, rows: int, whole: bool
) -> None:
    """White would stand beside it down the page; short columns are not parted by white either."""
    text = words(cell, 3).replace(".", "")
    table = {"caption": words(4), "columns": ["A", "B"], "rows": [[text, text]] * rows}
    parts = ["## One", words(90), words(90), "{{ tables.t }}", words(90)]
    messages: dict[str, Any] = {"key_messages": [words(12), words(12)]}
    proof = _print(house, "\n\n".join(parts), tables={"t": table}, **messages)
    areas = [(page, one) for page in proof.pdf.layout.pages for one in page.areas]
    page, area = next((page, one) for page, one in areas if one.kind == "table")
    assert (area.width / _grid(page)[0] * 174 > 173) is whole
