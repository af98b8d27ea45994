"""The check `covered`: nothing is printed over a text."""

from pathlib import Path

import pytest
from support.printed import PAPERS
from support.printed_pages import find, proof_in, proof_of, restyle

PROSE = "## A heading\n\nThe first paragraph.\n\n{{ boxes.aside }}\n\nThe last paragraph.\n"
BOX = {"aside": "A box with a ground of its own."}


@pytest.mark.long
def test_a_box_over_a_paragraph_is_an_error(house: Path) -> None:
    """A ground that is painted later, over the text before it."""
    restyle(house, ".box { position: relative; top: -30pt }")
    (found,) = find("covered", proof_of(house, PROSE, boxes=BOX))
    assert "`The first paragraph.` is covered by `aside.box`, on page 1 of a4" in found.message
    assert str(found.place) == "content/it/brief.md:3:1"


@pytest.mark.long
def test_two_lines_on_one_another_are_an_error(house: Path) -> None:
    """Two paragraphs at one place, neither of them with a ground."""
    restyle(house, "main > p + p { margin-top: -13.4pt; text-indent: 0 }")
    found = find("covered", proof_of(house, "The first paragraph.\n\nThe second one.\n"))
    assert [one for one in found if "is printed on" in one.message]


@pytest.mark.long
def test_a_box_is_not_over_its_own_text(house: Path) -> None:
    """A ground of its own, a float beside the text, a note's mark over the line: none of them."""
    prose = PROSE.replace("paragraph.", "paragraph.[^n]", 1) + "\n[^n]: A note.\n"
    assert not find("covered", proof_of(house, prose, boxes=BOX, key_messages=["One.", "Two."]))


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_the_real_pages_have_none(paper: str) -> None:
    """Nothing covers anything on the pages of the institute."""
    from support.printed import HOUSE

    for slug in ("dprk", "panel-of-experts"):
        assert not find("covered", proof_in(HOUSE, slug, paper))
