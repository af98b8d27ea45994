"""The check `invisible`: what is printed can be seen."""

from pathlib import Path

import pytest
from support.printed_pages import find, proof_of, restyle

PROSE = "## A heading\n\nThe first paragraph.\n\n> A quotation.\n\n{{ boxes.aside }}\n"
BOX = {"aside": "A box with a ground of its own."}


@pytest.mark.long
@pytest.mark.parametrize(
    ("css", "what"),
    [
        ("blockquote { color: white }", "`A quotation.` cannot be seen (#ffffff on #ffffff)"),
        ("blockquote { color: #fafafa }", "(#fafafa on #ffffff)"),
        ("blockquote { color: transparent }", "`A quotation.` cannot be seen"),
        (".box { color: #e8edf3 }", "`A box with a ground of its own.` cannot be seen"),
        ("blockquote { font-size: 2pt }", "(2 pt)"),
    ],
)
def test_what_no_eye_can_see_is_an_error(house: Path, css: str, what: str) -> None:
    """In the colour of its ground, in a clear one, or smaller than any print."""
    restyle(house, css)
    (found,) = find("invisible", proof_of(house, PROSE, boxes=BOX))
    assert what in found.message
    assert found.place.file == ("content/it/brief.yaml" if "box" in css else "content/it/brief.md")


@pytest.mark.long
def test_white_on_a_dark_ground_can_be_seen(house: Path) -> None:
    """The difference counts, not the colour."""
    css = ".box { background: #14355e; color: white }"
    restyle(house, css)
    assert not find("invisible", proof_of(house, PROSE, boxes=BOX))
