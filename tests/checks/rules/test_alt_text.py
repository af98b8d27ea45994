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


@pytest.mark.parametrize(
    ("alt", "word", "is_told"),
    [
        ("Bars of cases from 2024 to 2025: 3 and 5.", "Provisional", True),
        ("Bars of cases from 2024 to 2025: 3 and, provisionally, 5.", "Provisional", False),
        ("Bars of cases: 3 and, in a year that is not complete, 5.", "Not complete", False),
        ("柱形图显示病例由2024年的3例增至5例。", "初步数据", True),
        ("柱形图显示病例由2024年的3例增至5例，后者为初步数字。", "初步数据", False),
    ],
)
def test_numbers_that_are_not_final_are_said(
    house: Path, alt: str, word: str, *, is_told: bool
) -> None:
    """The chart shows them pale; who hears it has to be told."""
    chart = {"kind": "bars", "x": "year", "y": "cases", "tentative": {"at": "2025", "word": word}}
    figure = {"data": "d.csv", "caption": "Cases rise", "alt": alt, "chart": chart}
    files = {"d.csv": b"year,cases\n2024,3\n2025,5\n"}
    found = told("alt-text", house, PROSE, files, figures={"f": figure})
    assert bool(found) is is_told
    assert all("does not say which numbers" in one for one in found)
