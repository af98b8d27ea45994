"""The check `grey-contrast`: text can be read from a grey printer."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle


@pytest.mark.long
def test_colours_of_one_grey_are_found(house: Path) -> None:
    """Red on navy can be read in colour; in grey it is a contrast of next to nothing."""
    restyle(house, "blockquote { color: #ff0000; background: #000040 }")
    (found,) = find("grey-contrast", proof_of(house, f"{words(20)}\n\n> A quotation.\n"))
    assert "has a contrast of 2.3 in grey (#ff0000 on #000040), on page 1 of a4" in found.message


@pytest.mark.long
def test_what_is_too_weak_in_colour_is_told_once(house: Path) -> None:
    """Pale grey on white is for the check `contrast` to tell."""
    restyle(house, "blockquote { color: #999999 }")
    assert not find("grey-contrast", proof_of(house, f"{words(20)}\n\n> A quotation.\n"))


def test_the_colours_of_the_house_are_none(house: Path) -> None:
    """Ink, accent and muted text are dark enough on white, and on the pale ground."""
    prose = f"{words(20)}\n\n> A quotation.\n\n{{{{ boxes.b }}}}\n"
    assert not find("grey-contrast", proof_of(house, prose, boxes={"b": "A box."}))
