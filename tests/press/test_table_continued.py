"""The caption of a table that goes on is repeated over its rows, and heard once."""

from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.printed import PAPERS, new_house, with_one_column, words
from support.printed_pages import find, proof_of
from support.tools import verapdf

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.evidence.tag_tree import read_tags
from briefpress.press.weasyprint_patches import load

pytestmark = pytest.mark.shared

FAULTS = ("cut-off", "covered", "overlap", "lost-text", "note-apart", "past-the-edge")
AGAIN = "Table\u00a01(continued).Towns"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with the real templates and styles; the text of its statements has one column."""
    return with_one_column(new_house(tmp_path_factory.mktemp("house") / "house"))


def _print(house: Path, rows: int, paper: str = "a4", **given: Any) -> PrintedPage:
    """A table of *rows*, with a note in its caption."""
    data = b"Place,People\n" + b"".join(b"Town %d,7\n" % n for n in range(rows))
    table = {"caption": "Towns", "data": "r.csv"} | given.pop("table", {})
    prose = f"{words(60)}\n\n{{{{ tables.t }}}}\n\n{words(60)}\n"
    proof = proof_of(house, prose, {"r.csv": data}, paper=paper, tables={"t": table}, **given)
    assert [one.message for name in FAULTS for one in find(name, proof)] == []
    return proof


def _captions(proof: PrintedPage) -> list[str]:
    """The caption on each page, with all that stands in it but spaces, at which its lines end;
    empty where there is none.
    """
    return [
        "".join(
            piece.text
            for piece in page.pieces
            if piece.area >= 0 and page.areas[piece.area].tag == "caption"
        ).replace(" ", "")
        for page in proof.pdf.layout.pages
    ]


def _heads(proof: PrintedPage) -> list[int]:
    """How many heads of tables each page has."""
    return [sum(piece.text == "Place" for piece in page.pieces) for page in proof.pdf.layout.pages]


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("template", few(["policy-brief", "statement", "report"]))
def test_a_table_says_on_each_page_which_it_is(house: Path, template: str, paper: str) -> None:
    """Its whole caption on the first page, and again, as continued, on each that follows."""
    proof = _print(house, 110, paper, template=template)
    captions = [one for one in _captions(proof) if one]
    assert captions[0] == "Table\u00a01.Towns"
    assert captions[1:] == [AGAIN] * (len(captions) - 1)
    assert len(captions) >= 3
    assert [n > 0 for n in _heads(proof)] == [one > "" for one in _captions(proof)]


@pytest.mark.deep
@pytest.mark.long
def test_the_caption_is_repeated_in_the_language_of_the_brief(house: Path) -> None:
    """A French one says `suite`."""
    captions = _captions(_print(house, 60, language="fr"))
    assert "Tableau\u00a01(suite).Towns" in captions


@pytest.mark.long
def test_a_table_on_one_page_has_its_caption_once(house: Path) -> None:
    """Nothing is continued there."""
    assert [one for one in _captions(_print(house, 12)) if one] == ["Table\u00a01.Towns"]


@pytest.mark.long
def test_a_note_in_a_caption_is_called_once(house: Path) -> None:
    """Where the table begins; what is repeated has no call."""
    source = {"type": "report", "author": [{"literal": "An Office"}], "title": "It", "issued": 2024}
    table = {"caption": "Towns[@one]"}
    proof = _print(house, 60, table=table, sources={"one": source})
    assert [len(page.calls) for page in proof.pdf.layout.pages][:2] == [1, 0]
    assert _captions(proof)[1].rstrip("\u2060") == AGAIN


@pytest.mark.deep
@pytest.mark.long
@pytest.mark.parametrize("size", few([900, 1500]))
def test_a_cell_as_long_as_a_page_goes_on_under_its_caption(house: Path, size: int) -> None:
    """Nothing of it is lost, and nothing runs over the foot."""
    rows = [["Ash", words(size)], ["Tarn", "7"]]
    prose = f"{words(60)}\n\n{{{{ tables.t }}}}\n"
    table = {"caption": "Towns", "columns": ["Place", "What"], "rows": rows}
    proof = proof_of(house, prose, tables={"t": table}, template="statement")
    assert [one.message for name in FAULTS for one in find(name, proof)] == []
    assert AGAIN in _captions(proof)


@pytest.mark.deep
@pytest.mark.java
def test_a_repeated_caption_is_no_second_one_in_the_tags(house: Path, tmp_path: Path) -> None:
    """The table is one Table over all its pages, with one Caption; what is repeated is unheard."""
    data = _print(house, 110).pdf.data
    tree = read_tags(data)
    (table,) = tree.root.all("Table")
    assert len(table.all("THead")) == len(table.all("TBody")) == 1
    assert [one.text for one in table.all("Caption")] == ["Table 1. Towns"]
    assert "continued" not in tree.root.spoken
    file = tmp_path / "it.pdf"
    file.write_bytes(data)
    assert not verapdf([file], "3a")[file]
    assert not verapdf([file], "ua1")[file]


@pytest.mark.long
def test_without_the_patch_a_caption_stands_where_the_table_begins(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the day this fails, WeasyPrint repeats captions itself."""
    load()
    from weasyprint.layout import block

    monkeypatch.setattr(block, "block_container_layout", unwrap(block.block_container_layout))
    assert AGAIN not in _captions(_print(house, 60, template="statement"))
