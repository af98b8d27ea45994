"""The check `cut-off`: all text is on the paper."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle


@pytest.mark.long
@pytest.mark.parametrize(
    ("css", "what"),
    [
        ("blockquote { margin-inline-start: -40mm }", "runs over the edge"),
        ("blockquote { height: 10pt; overflow: hidden }", "is cut off by its box"),
        ("blockquote { position: absolute; top: 266mm }", "runs into the notes or over the foot"),
    ],
)
def test_text_that_is_cut_is_found(house: Path, css: str, what: str) -> None:
    """By the edge of the paper, by a box that hides what is too much, by the notes."""
    restyle(house, css)
    found = find("cut-off", proof_of(house, f"{words(20)}\n\n> {words(40)}\n"))
    assert [one for one in found if f"` {what}, on page 1 of a4" in one.message]


@pytest.mark.long
def test_text_in_its_place_is_none(house: Path) -> None:
    """Also in a box that would hide what is too much, if there were any."""
    restyle(house, "blockquote { overflow: hidden }")
    assert not find("cut-off", proof_of(house, f"{words(20)}\n\n> {words(40)}\n"))
