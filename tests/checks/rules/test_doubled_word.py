"""The check `doubled-word`: no word stands there twice."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    "prose", ["It is the the end.", "In June June left.", "The\nthe end.", "It *is* is so."]
)
def test_a_word_that_follows_itself_is_found(house: Path, prose: str) -> None:
    """Also over the end of a line, in capitals, and where one of them is set apart."""
    (found,) = told("doubled-word", house, prose)
    assert "stands there twice" in found


@pytest.mark.parametrize(
    "prose",
    [
        "They had had enough.",
        "He said that that was all.",
        "Boutros Boutros-Ghali.",
        "5 5, I I",
        "From Walla Walla to Pago Pago.",
    ],
)
def test_what_may_stand_twice_is_none(house: Path, prose: str) -> None:
    """Grammar and names ask for it; numbers and letters are no words."""
    assert not told("doubled-word", house, prose)


@pytest.mark.long
def test_french_pronouns_are_none(house: Path) -> None:
    """`Nous nous` is French."""
    assert not told("doubled-word", house, "Nous nous engageons, vous vous engagez.", language="fr")
