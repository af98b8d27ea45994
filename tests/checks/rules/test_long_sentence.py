"""The check `long-sentence`: a sentence can be read aloud."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import told


def test_a_sentence_of_more_than_forty_words_is_found(house: Path) -> None:
    """With its length and its line."""
    (found,) = told("long-sentence", house, f"## A\n\nA short one.\n\n{words(41, most=99)}\n")
    assert found.startswith("brief.md:5: a sentence of 41 words, `")


def test_forty_words_and_abbreviations_are_none(house: Path) -> None:
    """A full stop that ends no sentence makes none longer; two sentences are two."""
    assert not told("long-sentence", house, f"{words(40, most=99)} {words(40, most=99)}")
    abbreviated = f"{words(30)} See p. 5 of No. 12, cf. Art. 3. {words(20)}"
    assert not told("long-sentence", house, abbreviated)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sentence_may_begin_or_end_with_a_quotation(house: Path, language: str) -> None:
    """After a citation, and with the blanks that the language has inside its marks."""
    text = f'{words(25)} towns [@one, p. 1]. "We know {words(20)} all of it."[@one] Nobody'
    prose = f"{text} {words(20)} of them.\n"
    assert not told("long-sentence", house, prose, language=language)


@pytest.mark.long
def test_a_long_quotation_is_none(house: Path) -> None:
    """Nobody makes two sentences of what somebody else has said."""
    assert not told("long-sentence", house, f"> {words(60, most=99)}[@one]")
