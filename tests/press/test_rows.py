"""Tests of rows.py: recommendations that stand beside one another begin on one line."""

from inspect import unwrap
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.printed import PAPERS, new_house, own_file, words
from support.printed_pages import find, proof_of

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.model.geometry import Area
from briefpress.press.weasyprint_patches import load

pytestmark = pytest.mark.shared

ADVICE = [{"to": words(2, n), "actions": [words(14, n)] * (n % 3 + 1)} for n in range(7)]
FAULTS = (
    "cut-off",
    "covered",
    "overlap",
    "lost-text",
    "note-apart",
    "lone-heading",
    "past-the-edge",
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with the real templates and styles."""
    return new_house(tmp_path / "house")


def _print(house: Path, prose: str, paper: str = "a4", **brief: Any) -> PrintedPage:
    proof = proof_of(house, prose, {}, paper=paper, **{"recommendations": ADVICE, **brief})
    assert [one.message for name in FAULTS for one in find(name, proof)] == []
    return proof


def _sections(proof: PrintedPage) -> list[list[Area]]:
    """The blocks of recommendations, page by page, in the order of the brief."""
    return [
        [area for area in page.areas if area.tag == "section"] for page in proof.pdf.layout.pages
    ]


def _check_rows(sections: list[Area], *, from_the_right: bool = False, across: int = 2) -> None:
    rows = [sections[n : n + across] for n in range(0, len(sections), across)]
    for row in rows:
        assert len({round(one.y, 2) for one in row}) == 1
        edges = [one.x for one in row]
        assert edges == sorted(edges, reverse=from_the_right)
    for above, below in pairwise(rows):
        assert max(one.bottom for one in above) == pytest.approx(below[0].y, abs=0.01)


@pytest.mark.long
@pytest.mark.parametrize("paper", few(PAPERS, 2))
@pytest.mark.parametrize("number", [1, 2, 3, 4, 7])
def test_rules_of_a_row_stand_on_one_line(house: Path, number: int, paper: str) -> None:
    """The higher block sets the row, and the next row begins where it ends."""
    proof = _print(house, "{{ recommendations }}", paper, recommendations=ADVICE[:number])
    (sections,) = _sections(proof)
    assert len(sections) == number
    _check_rows(sections, across=3 if number == 3 else 2)


@pytest.mark.long
@pytest.mark.parametrize("length", few([420, 470, 500, 520]))
def test_a_row_that_does_not_fit_goes_over_whole(house: Path, length: int) -> None:
    """No block is divided, and none stands on another page than its neighbour."""
    first, *others = _sections(
        _print(house, f"{words(length)}\n\n## Do\n\n{{{{ recommendations }}}}")
    )
    (second,) = others
    assert len(first) % 2 == 0
    assert len(first) + len(second) == len(ADVICE)
    _check_rows(first)
    _check_rows(second)


@pytest.mark.long
def test_rows_stand_below_the_side_column(house: Path) -> None:
    """They are as wide as the page: where that ends a few lines lower, they wait for it."""
    timeline = [{"date": f"20{n:02}-03-07", "event": words(9, n)} for n in range(6)]
    proof = _print(
        house,
        f"{words(60)}\n\n{{{{ timeline }}}}\n\n{words(150)}\n\n{{{{ recommendations }}}}",
        timeline=timeline,
        recommendations=ADVICE[:3],
    )
    (sections,) = _sections(proof)
    _check_rows(sections, across=3)
    (aside,) = [one for one in proof.pdf.layout.pages[0].areas if one.tag == "aside"]
    assert sections[0].y >= aside.bottom


@pytest.mark.long
def test_a_note_of_a_row_stands_at_its_foot(house: Path) -> None:
    """A row and the notes that it calls are on one page."""
    advice = [{"to": "All", "actions": [f"{words(20, n)} [@paper, p. {n + 1}]"]} for n in range(8)]
    sources = {"paper": {"type": "report", "title": "Paper", "author": "Bureau", "date": "2020"}}
    proof = _print(
        house, f"{words(430)}\n\n{{{{ recommendations }}}}", recommendations=advice, sources=sources
    )
    for sections in _sections(proof):
        _check_rows(sections)


@pytest.mark.long
def test_in_a_script_that_runs_to_the_left_a_row_begins_at_the_right(house: Path) -> None:
    """The first block of a row stands at the right."""
    styles = own_file(house, "styles/policy-brief.css")
    styles.write_text(styles.read_text("utf-8") + "main { direction: rtl }", "utf-8")
    proof = proof_of(house, "{{ recommendations }}", recommendations=ADVICE)
    (sections,) = _sections(proof)
    _check_rows(sections, from_the_right=True)


@pytest.mark.long
def test_without_the_patch_rules_stand_on_different_lines(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone stacks the blocks in columns."""
    load()
    from weasyprint.layout import block

    monkeypatch.setattr(block, "columns_layout", unwrap(block.columns_layout))
    (sections,) = _sections(_print(house, "{{ recommendations }}"))
    first, second, *_ = sections
    assert second.x == first.x and second.y >= first.bottom
