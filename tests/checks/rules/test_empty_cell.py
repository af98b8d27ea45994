"""The check `empty-cell`: a cell of a table that is left empty among numbers is told."""

from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import told

TABLE = {"t": {"data": "c.csv", "caption": "c"}}


def _told(house: Path, csv: str, prose: str = "{{ tables.t }}", language: str = "en") -> list[str]:
    files = {"c.csv": csv.encode()}
    return told("empty-cell", house, prose, files, tables=TABLE, language=language)


@pytest.mark.parametrize("cell", ["", " "])
def test_an_empty_cell_is_told_with_its_line(house: Path, cell: str) -> None:
    """A cell of a file is told, whatever its numbers are."""
    (found,) = _told(house, f"month,people,share\nJan,12,4%\nFeb,{cell},5%\nMar,13,6%\n")
    assert found.startswith("content/it/c.csv:3: ") or found.startswith("c.csv:3: ")
    assert found.endswith("the cell under `people` is empty")


def test_the_empty_cells_of_one_row_are_one_warning(house: Path) -> None:
    """A row Total that sums up one column alone is told once, with the heads of the others."""
    csv = "Place,2020,2021,2022\nA,1,2,3\nB,1,2,3\nTotal,2,,\n"
    (found,) = _told(house, csv)
    assert found.endswith("c.csv:4: the cells under `2021` and `2022` are empty")


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("Price of a kilo", "en"), ("Share (%)", "en"), ("Pesos/kg", "es"), ("Precio medio", "es"),
        ("Prix moyen", "fr"), ("Taxa de desemprego", "pt"), ("Цена", "ru"), ("人均收入比例", "zh"),
        ("실업률", "ko"), ("سعر الخبز", "ar"),
    ],
)  # fmt: skip
def test_a_total_of_prices_and_rates_may_be_empty(house: Path, head: str, language: str) -> None:
    """Nobody adds them up; a row that is no total has one, and a total of counts."""
    total = {"ru": "Итого", "zh": "合计", "ko": "합계", "ar": "المجموع"}.get(language, "Total")
    csv = f"Place,People,{head}\nA,1,20\nB,1,30\nC,2,40\n{total},4,\n"
    assert not _told(house, csv, language=language)
    assert _told(house, csv.replace(total, "D"), language=language)
    assert _told(house, csv.replace(head, "X"), language=language)


def test_a_total_of_per_cents_may_be_empty(house: Path) -> None:
    """The sign in its cells says what they are, in a file and in place."""
    assert not _told(house, "Place,People,Women\nA,1,20%\nB,1,30%\nTotal,2,\n")
    rows = [["A", "1", "20%"], ["B", "1", "30%"], ["Total", "2", ""]]
    table = {"t": {"columns": ["Place", "People", "Women"], "rows": rows, "caption": "c"}}
    assert not told("empty-cell", house, "{{ tables.t }}", tables=table)


@pytest.mark.parametrize("cell", ["–", "n/a", "..", "-", "0", "…"])
def test_a_cell_that_says_that_nothing_is_known_is_none(house: Path, cell: str) -> None:
    """Its author has thought of it."""
    assert not _told(house, f"month,people,share\nJan,12,4%\nFeb,{cell},5%\nMar,13,6%\n")


def test_what_is_empty_on_purpose_is_none(house: Path) -> None:
    """Remarks, a group named once, a heading between rows; a table that is not placed."""
    csv = "state,city,people,remark\nA,a,1,x\n,b,2,\n,c,3,\nThe north,,,\nB,d,4,\n"
    assert not _told(house, "state,city,people,share\nA,a,1,2\n,b,2,3\nNorth,,,\nB,d,4,5\n")
    assert not _told(house, csv)
    assert not _told(house, "month,people\nJan,12\nFeb,\nMar,13\n", "Text.")
    assert not _told(house, "what,first,second\nA,1,\nB,2,\nC,3,4\n")


def test_a_row_that_is_written_in_place_is_told_with_its_line(house: Path) -> None:
    """A fact that the page fills in is no empty cell."""
    rows: list[list[Any]] = [["a", 1, "2 km"], ["b", "", "3 km"], ["c", "{{ facts.f }}", "4 km"],
                             ["d", 7, "5 km"]]  # fmt: skip
    table = {"t": {"columns": ["Who", "How many", "How far"], "rows": rows, "caption": "c"}}
    facts = {"f": {"value": "5", "source": "one"}}
    (found,) = told("empty-cell", house, "{{ tables.t }}", tables=table, facts=facts)
    assert found.endswith("the cell under `How many` is empty")
    assert "brief.yaml:" in found
