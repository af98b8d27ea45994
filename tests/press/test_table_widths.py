"""Tests of table_widths.py: a table is as wide as its cells need, up to its room."""

from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest
from support.printed import new_house, words
from support.printed_pages import proof_of

from briefpress.model.geometry import Area, PageLayout
from briefpress.press.table_widths import AIR, space_evenly, width_in
from briefpress.press.weasyprint_patches import load

ROWS = b"Place,People\nAsh,7\nTarn,9\n"


def test_a_table_that_nearly_fills_its_room_fills_it() -> None:
    """Else it has a little air between its columns, and room for its caption if that is short."""
    assert width_in(300, 280) == width_in(300, 230) == 300
    assert width_in(300, 100) == pytest.approx(100 * AIR)
    assert width_in(300, 100, caption=130) == 130
    assert width_in(300, 210, caption=239) == 239
    assert width_in(300, 210, caption=241) == 300  # it would end just before the edge of its column
    assert 140 < width_in(300, 100, caption=260) < 160
    assert width_in(300, 100, caption=2000) == 300
    assert width_in(300, 20, caption=90) == 90
    assert width_in(300, 20, caption=160, word=130) == 130  # no word runs over the edge


def test_columns_of_numbers_have_one_pitch() -> None:
    """A long head has two lines, or its room out of a wide column of words; the last column has no
    gap behind it. A word that has no room leaves all as they are.
    """
    words, numbers = [50.0, 30, 30, 50], [1, 2, 3]
    assert space_evenly([100, 40, 40, 90], words, [100, 35, 35, 85], numbers, 10) == [
        100,
        60,
        60,
        50,
    ]
    assert space_evenly([200, 40, 40, 60], words, [100, 35, 35, 60], numbers, 10) == [
        140,
        70,
        70,
        60,
    ]
    long = [50.0, 30, 30, 80]
    assert space_evenly([100, 40, 40, 90], long, [100, 35, 35, 85], numbers, 10) == [
        100,
        40,
        40,
        90,
    ]
    assert space_evenly([100, 40], [9, 9], [9, 9], [], 10) == [100, 40]


def _table(tmp_path: Path, **fields: Any) -> tuple[PageLayout, Area]:
    """Print a page with a small table: the page, and the table on it."""
    tables = {"t": {"caption": "Towns", "data": "r.csv", "note": words(30)}}
    house = new_house(tmp_path / "house")
    proof = proof_of(
        house, f"{words(20)}\n\n{{{{ tables.t }}}}\n", {"r.csv": ROWS}, template="statement",
        tables=tables, **fields,
    )  # fmt: skip
    (page,) = proof.pdf.layout.pages
    (table,) = (area for area in page.areas if area.kind == "table")
    return page, table


@pytest.mark.long
def test_a_small_table_begins_where_its_text_does(tmp_path: Path) -> None:
    """On the right in Arabic, with its sources below it; its rules end with it."""
    page, table = _table(tmp_path, language="ar")
    (source,) = (area for area in page.areas if "source" in area.classes)
    assert source.right == pytest.approx(table.right, abs=1)
    assert source.width < (page.text[2] - page.text[0]) / 2
    assert table.right == pytest.approx(page.text[2], abs=1)
    assert table.width < (page.text[2] - page.text[0]) / 2


@pytest.mark.long
def test_without_the_patch_a_table_has_no_air(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the day this fails, WeasyPrint gives a table more room than its cells need."""
    load()
    from weasyprint.layout import block

    _, with_air = _table(tmp_path)
    monkeypatch.setattr(block, "table_wrapper_width", unwrap(block.table_wrapper_width))
    _, without = _table(tmp_path / "again")
    assert with_air.width >= without.width * AIR - 0.1
