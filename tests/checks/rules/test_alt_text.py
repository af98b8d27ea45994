"""The check `alt-text`: an alt text says what a figure shows."""

from pathlib import Path

import pytest
from support.printed import DRAWING
from support.printed_pages import told

FIGURE = {"image": "it.svg", "caption": "Most were sent back in October"}
DRAWN = {"it.svg": DRAWING}
PROSE = "{{ figures.f }}\n"


def _alt(house: Path, alt: str) -> list[str]:
    return told("alt-text", house, PROSE, DRAWN, figures={"f": FIGURE | {"alt": alt}})


@pytest.mark.parametrize(
    ("alt", "said"),
    [
        ("", "is empty"),
        ("Chart", "says too little: `Chart`"),
        ("returns-final.png", "is the name of a file"),
        ("Most were sent back, in October.", "is the caption again"),
        ("Image of the border with China", "begins with what everybody knows"),
        ("word " * 101, "has 101 words"),
    ],
)
def test_one_that_says_nothing_is_found(house: Path, alt: str, said: str) -> None:
    """Empty, a word, a file, the caption, `Image of …`, a page."""
    (found,) = _alt(house, alt)
    assert f"the alt text of `f` {said}" in found


@pytest.mark.parametrize(
    "alt",
    [
        "Bar chart of the people returned: 80, 40, 500 and 60.",
        "A map of the border region",
        "折线图显示水位由4.2米降至2.9米。",
    ],
)
def test_one_that_describes_is_none(house: Path, alt: str) -> None:
    """A kind of chart is a part of what it shows."""
    assert not _alt(house, alt)
