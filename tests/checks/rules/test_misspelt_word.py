"""The check `misspelt-word`: common misspellings are told with the right word."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    ("language", "prose", "words"),
    [
        ("en", "Teh goverment recieved it on monday 15 december. It occured on 5 may 2024.",
         "Teh goverment recieved monday december occured may"),
        ("fr", "L'oeuvre de sa soeur, au coeur des moeurs. Oeuvrer.", "oeuvre soeur coeur moeurs"
         " Oeuvrer"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_found(house: Path, language: str, prose: str, words: str) -> None:
    """Each is named, in small letters or as the first word of a sentence."""
    found = told("misspelt-word", house, prose, language=language)
    assert {one.split("`")[1] for one in found} == {*words.split()}


@pytest.mark.parametrize(
    ("language", "prose"),
    [
        ("en", "The law of 2019 may march on, said Mr Wich and Mrs Teh of Seperate Ltd: “teh "
         "monday”. June was dry. Monday follows. August sunsets; an "
         "august body received, occurred, perceived, relieved."),
        ("fr", "Le coefficient coexiste, poème, lundi 15 décembre, Goethe, une œuvre, Foetus SA."),
        ("es", "El lunes 15 de diciembre, monday, coeur, teh."),
    ],
)  # fmt: skip
def test_right_words_names_and_quotations_stay(house: Path, language: str, prose: str) -> None:
    """So do words that only look alike, and those of another language."""
    assert told("misspelt-word", house, prose, language=language) == []
