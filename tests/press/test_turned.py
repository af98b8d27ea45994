"""Tests of columns/turned.py: a page of its own, and no hole before it."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from support.depth import few
from support.printed import PAPERS, new_house, words
from support.printed_pages import find, proof_of
from support.tools import verapdf

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.evidence.tag_tree import read_tags
from briefpress.model.geometry import PageLayout

pytestmark = pytest.mark.shared

FAULTS = ("cut-off", "covered", "overlap", "lost-text", "note-apart", "hole", "lone-heading",
          "long-line", "past-the-edge")  # fmt: skip
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
TIMELINE = [{"date": f"20{n:02}-03-07", "event": words(9, n)} for n in range(30)]
RUNNING, FOLIO = "A title", "Ralph Bunche Institute"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with the real templates and styles."""
    return new_house(tmp_path_factory.mktemp("house") / "house")


def _print(house: Path, prose: str, paper: str = "a4", rows: int = 12, **given: Any) -> PrintedPage:
    """A brief with the turned tables `t` and `u`, of a column for each month."""
    cells = [[f"District {n}", *(f"{n * month * 7}" for month in range(12))] for n in range(rows)]
    table = {"caption": "Rain", "columns": ["District", *MONTHS], "rows": cells, "turn": True}
    given |= {"tables": {name: table for name in "tu" if f"tables.{name} " in prose}}
    given |= {"timeline": TIMELINE} if "{{ timeline }}" in prose else {}
    return proof_of(house, prose, paper=paper, **given)


def _faults(proof: PrintedPage) -> list[str]:
    return [one.message for name in FAULTS for one in find(name, proof)]


def _turned(proof: PrintedPage) -> list[int]:
    """The pages in landscape, from 0."""
    return [n for n, one in enumerate(proof.pdf.layout.pages) if one.width > one.height]


def _tables(page: PageLayout) -> int:
    return sum(area.kind == "table" for area in page.areas)


@pytest.mark.deep
@pytest.mark.long
def test_a_turned_table_parts_no_sentence_for_a_few_lines(house: Path) -> None:
    """A paragraph that only begins on the page before it stands whole on the page behind it."""
    parts = [words(150), "{{ tables.t }}", words(560), words(200)]
    first, _, last = _print(house, "\n\n".join(parts)).pdf.layout.pages
    begun, rest = (
        {area.element for area in page.areas if area.path.endswith(" main p")}
        for page in (first, last)
    )
    assert len(begun) == 2 and len(rest) == 1
    assert not begun & rest


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("template", few(["policy-brief", "report"]))
def test_the_text_goes_on_before_a_turned_table(house: Path, template: str, paper: str) -> None:
    """To the end of its page; then comes the table, alone on a page as large, and then the text."""
    prose = f"{words(150)}\n\n{{{{ tables.t }}}}\n\n{words(500)}\n\n{words(300)}"
    proof = _print(house, prose, paper, template=template)
    assert not _faults(proof)
    assert _turned(proof) == [1]
    first, turned, last = proof.pdf.layout.pages
    assert (turned.width, turned.height) == (first.height, first.width) == (last.height, last.width)
    assert [_tables(one) for one in (first, turned, last)] == [0, 1, 0]
    left = [piece for piece in turned.pieces if " main " not in turned.areas[piece.area].path]
    texts = " ".join(piece.text for piece in left)
    assert RUNNING in texts and FOLIO in texts and "2 / 3" in texts
    (table,) = (area for area in turned.areas if area.kind == "table")
    assert table.bottom > 0.55 * turned.height  # its rows have air
    right = max(piece.right for piece in turned.pieces)
    assert right == pytest.approx(turned.text[2], abs=1)


@pytest.mark.long
@pytest.mark.parametrize(
    ("prose", "turned", "pages"),
    few(
        [
            ("{{ tables.t }}\n\nW900", [1], 3),  # the first thing of all
            ("W500\n\n{{ tables.t }}\n\n{{ tables.u }}\n\nW600", [1, 2], 4),  # two of them
            ("{{ timeline }}\n\nW200\n\n{{ tables.t }}\n\nW900", [1], 3),  # a block beside goes on
        ]
    ),
)
def test_wherever_it_is_placed(house: Path, prose: str, turned: list[int], pages: int) -> None:
    """Each has a page, in its order, and nothing else of the brief is on it."""
    prose = prose.replace("W500", words(500)).replace("W600", words(600))
    prose = prose.replace("W900", f"{words(900)}").replace("W200", words(200))
    proof = _print(house, prose)
    assert not _faults(proof)
    assert (_turned(proof), proof.pdf.pages) == (turned, pages)
    assert all(_tables(proof.pdf.layout.pages[n]) == 1 for n in turned)


@pytest.mark.deep
@pytest.mark.long
def test_a_longer_one_has_two_pages_and_says_so(house: Path) -> None:
    """With its caption and its heads on both."""
    prose = f"{words(400)}\n\n{{{{ tables.t }}}}\n\n{words(500)}"
    proof = _print(house, prose, rows=40)
    assert not _faults(proof)
    assert _turned(proof) == [1, 2]
    texts = [" ".join(p.text for p in one.pieces) for one in proof.pdf.layout.pages[1:3]]
    assert "Table\u00a01. Rain" in texts[0].replace("  ", " ")
    assert "Table\u00a01 (continued). Rain" in texts[1].replace("  ", " ")
    assert all("District" in text and "Dec" in text for text in texts)


@pytest.mark.deep
@pytest.mark.long
def test_a_heading_over_nothing_else_goes_along(house: Path) -> None:
    """Over text it stays with that text."""
    alone = _print(
        house, f"{words(600)}\n\n## Rain\n\n{{{{ tables.t }}}}\n\n## End\n\n{words(400)}"
    )
    over_text = _print(house, f"{words(300)}\n\n## Rain\n\n{{{{ tables.t }}}}\n\n{words(500)}")
    for proof, is_along in ((alone, True), (over_text, False)):
        assert not _faults(proof)
        page = proof.pdf.layout.pages[1]
        assert any(area.tag == "h2" for area in page.areas) == is_along


@pytest.mark.deep
@pytest.mark.long
def test_a_template_without_columns_turns_the_page_where_the_table_stands(house: Path) -> None:
    """The text before it ends a page, and that after it begins one."""
    prose = f"{words(480)}\n\n{{{{ tables.t }}}}\n\n{words(100)}"
    proof = _print(house, prose, template="statement")
    assert _turned(proof) == [1]
    assert proof.pdf.pages == 3


@pytest.mark.deep
@pytest.mark.long
def test_a_turned_table_in_a_brief_that_has_to_keep_its_pages(house: Path) -> None:
    """Its page is one of them."""
    prose = f"{words(150)}\n\n{{{{ tables.t }}}}\n\n{words(400)}\n\n{words(430)}"
    proof = _print(house, prose, pages=3)
    assert proof.pdf.pages == 3
    assert not _faults(proof)


@pytest.mark.deep
@pytest.mark.java
def test_a_turned_table_is_one_table_in_the_tags(house: Path, tmp_path: Path) -> None:
    """And the PDF keeps both claims."""
    prose = f"{words(400)}\n\n{{{{ tables.t }}}}\n\n{words(500)}"
    data = _print(house, prose, rows=40).pdf.data
    (table,) = read_tags(data).root.all("Table")
    assert len(table.all("Caption")) == 1
    assert len(table.all("TH")) == 13
    file = tmp_path / "it.pdf"
    file.write_bytes(data)
    assert not verapdf([file], "3a")[file]
    assert not verapdf([file], "ua1")[file]


@pytest.mark.long
@pytest.mark.parametrize("seed", few(range(6)))
def test_nothing_is_lost_beside_a_turned_table(house: Path, seed: int) -> None:
    """Whatever stands before and after it: text, a list, the timeline beside it, a figure."""
    any_of = Random(seed)
    parts = [f"M{n}M {words(any_of.choice((30, 90, 150)), n)}" for n in range(14)]
    for part in ("{{ tables.t }}", "{{ tables.u }}", "{{ timeline }}", "## A heading"):
        parts.insert(any_of.randint(1, len(parts) - 1), part)
    proof = _print(house, "\n\n".join(parts), PAPERS[seed % 2])
    pieces = [piece.text for page in proof.pdf.layout.pages for piece in page.pieces]
    assert [sum(f"M{n}M" in text for text in pieces) for n in range(14)] == [1] * 14
    assert sum(text.startswith("District") for text in pieces) == 2 * 13
    assert sum("7 March" in text.replace("\u00a0", " ") for text in pieces) == len(TIMELINE)
    assert len(_turned(proof)) == 2
