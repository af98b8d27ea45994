"""The check `river`: no white runs through justified text."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle

LINE = "labour asylum duty rights "


@pytest.mark.long
def test_gaps_under_one_another_are_found(house: Path) -> None:
    """Lines of few long words in a narrow column, justified: the gaps stand under one another."""
    restyle(house, "main > p { text-align: justify; width: 60mm; word-spacing: 0; hyphens: none }")
    text = "internationally representative administrations " * 12
    (found,) = find("river", proof_of(house, text))
    assert "a river through the lines from" in found.message


@pytest.mark.long
def test_text_that_is_not_justified_has_none(house: Path) -> None:
    """The house's text ends where its words end; nor has justified text with narrow gaps one."""
    assert not find("river", proof_of(house, words(200)))
    restyle(house, "main > p { text-align: justify }")
    assert not find("river", proof_of(house, LINE * 40))
