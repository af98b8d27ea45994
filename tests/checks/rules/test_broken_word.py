"""The check `broken-word`: no hyphen of a PDF's lines stands in a word."""

from pathlib import Path

import pytest
from support.printed_pages import brief_of, find, told


@pytest.mark.parametrize(
    ("prose", "word"),
    [
        ("The mini-\nstry gave no word.", "ministry"),
        ("It gave no infor- mation.", "information"),
        ("Die Regie- rung schweigt.", "Regierung"),
        ("Le gouverne- ment se tait.", "gouvernement"),
        ("El go- bierno calla.", "gobierno"),
        ("El go¬bierno calla.", "gobierno"),
        ("It gave no infor¬\nmation.", "information"),
    ],
)
def test_a_word_in_two_halves_is_found(house: Path, prose: str, word: str) -> None:
    """Over the end of a line or in it; the hint has the whole word."""
    (found,) = find("broken-word", brief_of(house, prose))
    assert "is a word broken in two" in found.message
    assert found.hint.startswith(f"write {word}, or ")


@pytest.mark.parametrize(
    "prose",
    [
        "Pre- and post-war borders, short- to medium-term plans, two- or three-year terms.",
        "Vor- und Nachteile, Ein- bzw. Ausfuhr, Haupt- oder Nebensache, Kosten- Nutzen.",
        "Les relations franco- et germano-russes, pro- ou anti-guerre.",
        "Las fuerzas pro- y anti-gubernamentales, socio- e histórico.",
        "Tages-, Wochen- und Monatskarten; first-, second- and third-class.",
        "The plan- which failed- was old.",
        "From 2014- 2019, A/HRC- 25.",
        "A well-known long-term plan.",
    ],
)
def test_what_shares_an_end_is_none(house: Path, prose: str) -> None:
    """In four languages; nor is a hyphen that should be a dash, nor a number."""
    assert not told("broken-word", house, prose)
