"""The check `ink-coverage`: no page is mostly dark."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle


@pytest.mark.long
def test_a_dark_page_is_found(house: Path) -> None:
    """How much of it is dark, and which box it is."""
    restyle(house, "blockquote { background: #14355e; color: white; height: 150mm }")
    (found,) = find("ink-coverage", proof_of(house, f"{words(20)}\n\n> A quotation.\n"))
    assert "% of page 1 of a4 is dark, most of it `blockquote`" in found.message


@pytest.mark.long
def test_a_pale_ground_and_a_small_dark_one_are_none(house: Path) -> None:
    """A box in the house's pale, and a dark band under a heading."""
    restyle(house, "blockquote { background: #e8edf3; height: 150mm } h2 { background: #14355e }")
    assert not find("ink-coverage", proof_of(house, f"## A\n\n{words(20)}\n\n> A quotation.\n"))
