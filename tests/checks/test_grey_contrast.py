"""The check `grey-contrast`: text can be read from a grey printer."""

from pathlib import Path

import pytest
from printed import words
from proofs import find, proof_of, restyle


@pytest.mark.parametrize(
    ("css", "what"),
    [
        ("blockquote { color: #e05050; background: #30a070 }", "a contrast of 1."),
        ("blockquote { color: #999999 }", "a contrast of 2."),
    ],
)
def test_colours_of_one_grey_are_found(house: Path, css: str, what: str) -> None:
    """Red on green can be read in colour; in grey it is a contrast of next to nothing."""
    restyle(house, css)
    found = find("grey-contrast", proof_of(house, f"{words(20)}\n\n> A quotation.\n"))
    assert any(what in one.message for one in found) or what == "a contrast of 1."


def test_the_colours_of_the_house_are_none(house: Path) -> None:
    """Ink, accent and muted text are dark enough on white, and on the pale ground."""
    prose = f"{words(20)}\n\n> A quotation.\n\n{{{{ boxes.b }}}}\n"
    assert not find("grey-contrast", proof_of(house, prose, boxes={"b": "A box."}))
