"""The check `doubled-word`: no word stands there twice."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    "prose",
    [
        "It is the the end.",
        "In June June left.",
        "The\nthe end.",
        "It *is* is so.",
        "By the The end.",
    ],
)
def test_a_word_that_follows_itself_is_found(house: Path, prose: str) -> None:
    """Also over the end of a line, in capitals, and where one of them is set apart."""
    (found,) = told("doubled-word", house, prose)
    assert "stands there twice" in found


@pytest.mark.parametrize(
    ("prose", "doubled", "language"),
    [
        ("It rose by at least at least a third.", "at least", "en"),
        ("They live in the\nin the north.", "in the", "en"),
        ("One of the of the oldest camps.", "of the", "en"),
        ("As a result of as a result of the war.", "As a result of", "en"),
        ("Viven allí al menos al menos tres familias.", "al menos", "es"),
        ("C’est l’eau de l’eau de la ville.", "l’eau de", "fr"),
    ],
)
def test_a_few_words_that_follow_themselves_are_found(
    house: Path, prose: str, doubled: str, language: str
) -> None:
    """Two to four of them, over the end of a line as well."""
    (found,) = told("doubled-word", house, prose, language=language)
    assert found.endswith(f"`{doubled}` stands there twice")


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("Step by step by step, and more and more and more.", "en"),
        ("It came from New York New York, in June, in June.", "en"),
        ("Wherever they are they are at risk.", "en"),
        ("In the north, in the north-east and in the in-between.", "en"),
        ("Petit à petit à petit, de jour en jour en jour.", "fr"),
        ("Poco a poco a poco, cada vez más, cada vez menos.", "es"),
        ("한 사람 한 사람, 한 걸음 한 걸음", "ko"),
    ],
)
def test_words_that_are_meant_to_come_again_are_none(
    house: Path, prose: str, language: str
) -> None:
    """A course, a name, clauses that meet; a mark between the two ends the first."""
    assert not told("doubled-word", house, prose, language=language)


@pytest.mark.parametrize("unit", ["%%", " % %", "kmkm", "\u00a0km km", "%\u00a0%"])
def test_a_unit_that_a_fact_has_brought_already_is_found(house: Path, unit: str) -> None:
    """Once, with or without a space."""
    (found,) = told("doubled-word", house, f"It was 21.5{unit} of all.")
    assert "stands there twice" in found


@pytest.mark.parametrize(
    "prose",
    [
        "It is 5 mm wide, 3 mamas say, 20% of 30%.",
        "They had had enough.",
        "He said that that was all.",
        "Boutros Boutros-Ghali.",
        "5 5, I I",
        "From Walla Walla to Pago Pago.",
        "They came to the village\nVillage Neuf.",
        "By the The Hague Rules.",
    ],
)
def test_what_may_stand_twice_is_none(house: Path, prose: str) -> None:
    """Grammar and names ask for it; numbers and letters are no words."""
    assert not told("doubled-word", house, prose)


@pytest.mark.long
def test_french_pronouns_are_none(house: Path) -> None:
    """`Nous nous` is French."""
    assert not told("doubled-word", house, "Nous nous engageons, vous vous engagez.", language="fr")


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("The camp they were in in 2019, and voted on on Monday; it gave her her rights.", "en"),
        ("Tout en en réduisant le nombre, il faut faire faire des travaux.", "fr"),
        ("É preciso agir se se confirmar a notícia.", "pt"),
        ("نوقش المشروع مادة مادة وخطوة خطوة", "ar"),
        ("하루 하루", "ko"),
    ],
)
def test_what_is_right_twice_in_its_language_is_none(
    house: Path, prose: str, language: str
) -> None:
    """A word and a preposition that are alike, words that share out."""
    assert not told("doubled-word", house, prose, language=language)


def test_a_preposition_twice_is_found(house: Path) -> None:
    """Where no day or year is behind it, or no verb before it that takes it; `en en` where no
    participle is.
    """
    assert told("doubled-word", house, "They were in in that camp.")
    assert told("doubled-word", house, "The mandate was adopted in in 2019.")
    assert told("doubled-word", house, "The talks began on on Monday.")
    assert told("doubled-word", house, "Ils en en parlent.", language="fr")
