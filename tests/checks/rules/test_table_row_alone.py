"""The check `table-row-alone`: no row of a table stands alone."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle


def _table(rows: int) -> str:
    return "| One | Two |\n| --- | --- |\n" + "| a | b |\n" * rows


@pytest.mark.long
def test_a_last_row_on_the_next_page_is_found(house: Path) -> None:
    """A style that allows it, and a table that goes on with one row: its length is told."""
    restyle(house, "tbody tr { break-before: auto !important; break-after: auto !important }")
    found = []
    for rows in range(28, 40):
        found = find("table-row-alone", proof_of(house, f"{words(30)}\n\n{_table(rows)}"))
        if found:
            break
    (one,) = found
    assert one.message == f"one row, `a b`, of a table of {rows} stands alone on page 2 of a4"


@pytest.mark.deep
@pytest.mark.long
def test_a_whole_table_and_one_cut_in_the_middle_are_none(house: Path) -> None:
    """Nor is a table of one row."""
    for rows in (1, 5, 33, 34, 35, 36, 45):
        assert not find("table-row-alone", proof_of(house, f"{words(30)}\n\n{_table(rows)}"))
