"""The check `tag-tables`: heads that are heads, and rows that are alike."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.broken import broken, elements, is_a, whole, with_template
from support.printed import new_house
from support.printed_pages import find, proof_of

TABLE = "| Pays | Voix |\n| --- | ---: |\n| Un | 670 |\n| Deux | 12 |\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


@pytest.mark.long
def test_a_table_without_heads_is_found(house: Path) -> None:
    """Where every cell is like the others, nobody hears which column is read."""

    def breaks(pdf: Any) -> None:
        for head in elements(pdf, "TH"):
            is_a(head, "TD")

    (found,) = find("tag-tables", broken(proof_of(house, TABLE), breaks))
    assert found.message == "the table `Pays` has no heads, on page 1 of a4"
    assert str(found.place) == "content/it/brief.md:1:3"


@pytest.mark.long
def test_a_head_without_scope_is_found(house: Path) -> None:
    """A head has to say whether it heads its column or its row."""

    def breaks(pdf: Any) -> None:
        del elements(pdf, "TH")[1].A.Scope
        for cell in elements(pdf, "TD"):
            del cell.A.Headers

    (found,) = find("tag-tables", broken(proof_of(house, TABLE), breaks))
    assert "the head `Voix` of the table `Pays` does not say what it heads" in found.message


def test_a_head_that_is_named_by_its_cells_needs_no_scope(house: Path) -> None:
    """The other way of the standard: each cell names its heads."""

    def breaks(pdf: Any) -> None:
        for head in elements(pdf, "TH"):
            del head.A.Scope
        names = [head.ID for head in elements(pdf, "TH")]
        for number, cell in enumerate(elements(pdf, "TD")):
            cell.A = pikepdf.Dictionary(
                O=pikepdf.Name.Table, Headers=pikepdf.Array([names[number % 2]])
            )

    assert not find("tag-tables", broken(proof_of(house, TABLE), breaks))


def test_a_row_that_is_shorter_is_counted(house: Path) -> None:
    """The row and both lengths are named, once a table."""

    def breaks(pdf: Any) -> None:
        for row in elements(pdf, "TR")[1:]:
            del row.K[1]

    (found,) = find("tag-tables", broken(proof_of(house, TABLE), breaks))
    assert found.message == (
        "row 2 of the table `Pays` has 1 columns, the first has 2, on page 1 of a4"
    )


@pytest.mark.long
def test_cells_that_take_several_are_counted_as_such(house: Path) -> None:
    """A cell across two columns, one down two rows: the rows are alike all the same."""
    prose = (
        "<table><thead><tr><th scope='col'>A</th><th scope='col' colspan='2'>B</th></tr></thead>"
        "<tbody><tr><td rowspan='2'>1</td><td>2</td><td>3</td></tr>"
        "<tr><td>4</td><td>5</td></tr></tbody></table>\n"
    )
    proof = with_template(house, "{{ prose }}", prose)
    assert not find("tag-tables", proof)


def test_honest_tables_have_no_finding() -> None:
    """One of prose, one of votes, one that is written in place."""
    assert not find("tag-tables", whole())
