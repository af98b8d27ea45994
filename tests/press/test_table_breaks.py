"""Where a table is broken, and when it waits for the next page instead."""

from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.printed import new_house, with_one_column, words
from support.printed_pages import find, proof_of

SOURCES = {
    "s": {"type": "report", "author": [{"literal": "An Office"}], "title": "Book", "issued": "2024"}
}
LENGTHS = range(420, 660, 40)
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with the real templates and styles; the text of its statements has one column."""
    return with_one_column(new_house(tmp_path_factory.mktemp("house") / "house"))


def _parts(house: Path, rows: int, length: int, **given: Any) -> list[int]:
    """On how many pages a table of *rows* stands, behind *length* words: its rows on each."""
    source = {"source": "s"} if given.pop("has_source", False) else {}
    table = {"caption": "Towns", "data": "r.csv"} | source
    data = b"Place,People\n" + b"".join(b"Town %d,7\n" % n for n in range(rows))
    data = given.pop("data", data)
    rest = "" if given.pop("ends", False) else f"{words(150)}\n\n{words(200)}\n"
    prose = f"{words(length)}\n\n## Towns\n\n{{{{ tables.t }}}}\n\n{rest}"
    given |= {"tables": {"t": table}} | ({"sources": SOURCES} if source else {})
    proof = proof_of(house, prose, {"r.csv": data}, **given)
    assert [*find("note-apart", proof), *find("overlap", proof), *find("lost-text", proof)] == []
    counts = (sum(one.kind == "row" for one in page.areas) - 1 for page in proof.pdf.layout.pages)
    return [count for count in counts if count > 0]


@pytest.mark.deep
def test_a_longer_table_has_three_rows_on_both_sides(house: Path) -> None:
    """No head with a row or two under it, at the foot of a page or at the head of the next."""
    parts = [_parts(house, 14, length, template="statement") for length in range(420, 520, 20)]
    assert any(len(one) == 2 for one in parts)
    assert all(min(one) >= 3 and sum(one) == 14 for one in parts), parts


@pytest.mark.deep
def test_rows_of_a_group_stay_together(house: Path) -> None:
    """A table of five groups of four rows is broken between two of them."""
    rows = b"".join(b"Region %c,Town %d,7\n" % (b"ABCDE"[n // 4], n) for n in range(20))
    given = {"data": b"Region,Place,People\n" + rows, "template": "statement"}
    parts = [_parts(house, 20, length, **given) for length in (420, 440)]
    assert all(len(one) == 2 and one[0] % 4 == 0 for one in parts), parts


@pytest.mark.parametrize("template", few(["policy-brief", "statement", "sitrep"]))
def test_a_small_table_is_not_cut(house: Path, template: str) -> None:
    """Eight rows stand on one page, at whatever length of the text before them."""
    for rows, length in ((8, 440), (6, 480), (8, 520), (5, 560), (8, 600)):
        assert _parts(house, rows, length, template=template, ends=True) == [rows]


@pytest.mark.deep
def test_a_table_with_a_note_waits_and_the_text_goes_on(house: Path) -> None:
    """Its note goes over with it, and is numbered in its place."""
    parts = [_parts(house, 8, length, has_source=True) for length in LENGTHS]
    assert parts == [[8]] * len(parts)
