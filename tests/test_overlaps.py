"""Nothing runs into anything: a few generated briefs, each on one paper.

`make overlaps` prints 400 of them on both.
"""

import re
from itertools import cycle

import pytest
from overlaps import find_faults, print_generated, write_brief
from support.depth import some
from support.printed import PAPERS, house_theme, new_house

from briefpress.checks.evidence.places import place_on_page
from briefpress.checks.evidence.printed_page import PrintedPage

pytestmark = pytest.mark.long

CHOSEN = (1, 2, 77, 87, 89)
"""Timeline, notes and facts in each other's way; a letterhead; a page of key messages."""


@pytest.fixture(scope="module")
def proofs(tmp_path_factory: pytest.TempPathFactory) -> list[PrintedPage]:
    """The chosen briefs, on one paper and the other in turn."""
    house = new_house(tmp_path_factory.mktemp("overlaps") / "house")
    theme = house_theme(house)
    slugs = [write_brief(house, number) for number in CHOSEN]
    papers = zip(slugs, cycle(PAPERS), strict=False)
    return [print_generated(house, theme, slug, paper) for slug, paper in papers]


def test_nothing_runs_into_anything(proofs: list[PrintedPage]) -> None:
    """No text, picture, note, table or block beside the text stands on another, or is lost."""
    assert [str(finding) for proof in proofs for finding in find_faults(proof)] == []


@pytest.mark.deep
def test_the_rest_of_a_timeline_breaks_again_above_many_notes(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Its second page has so many notes that it must be broken higher up more than three times."""
    house = new_house(tmp_path_factory.mktemp("overlaps") / "house")
    proof = print_generated(house, house_theme(house), write_brief(house, 44), "letter")
    assert [str(finding) for finding in find_faults(proof)] == []


@pytest.mark.deep
@pytest.mark.parametrize(
    ("number", "paper"),
    some(
        [
            (6, "a4"),
            (33, "letter"),
            (59, "a4"),
            (286, "letter"),
            (331, "letter"),
        ],
        [1, 2],
    ),
    ids=[
        "notes of dates that stand above the text that names them",
        "a picture below figures that were moved up",
        "a timeline that goes on below a figure",
        "contents below a timeline",
        "two lines and their note at the foot of a page",
    ],
)
def test_a_long_brief_is_whole(
    number: int, paper: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With lists of places, quotations and annexes, on up to sixteen pages."""
    house = new_house(tmp_path_factory.mktemp("overlaps") / "house")
    proof = print_generated(house, house_theme(house), write_brief(house, number), paper)
    assert [str(finding) for finding in find_faults(proof)] == []


def test_a_place_is_a_line_of_the_author(proofs: list[PrintedPage]) -> None:
    """The line of each text on a page holds some of its words, or its block's name."""
    names = re.compile(r'^\s*"?(\w+"?: ?|\{|b?\d+)')
    wrong = []
    for proof in proofs:
        lines = {file.name: file.text.splitlines() for file in proof.brief.texts}
        for page in proof.pdf.layout.pages:
            for piece in page.pieces[::7]:
                place = place_on_page(proof, piece.text, page, piece.area)
                line = lines[place.file][(place.line or 1) - 1].casefold()
                words = re.findall(r"[^\W\d_]{3,}", piece.text.casefold())
                if not names.match(line) and words and not any(one in line for one in words):
                    wrong.append(f"{place}: {piece.text}")
    assert wrong == []
