"""The check `rise-or-fall`: who rises, rises to more."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("The share rose from 31 to 24 per cent.", "en"),
        ("Prices have fallen sharply from US$ 3.10 to US$ 4.20 a kilo.", "en"),
        ("It fell from 395,000 people to 812,000.", "en"),
        ("El hambre aumentó del 31 % al 24 %.", "es"),
        ("Los casos bajaron de 1.200 a 3.400 personas.", "es"),
        ("La part a augmenté de 31 % à 24 %.", "fr"),
        ("A taxa caiu de 24% para 31%.", "pt"),
        ("Доля выросла с 31 % до 24 %.", "ru"),
        ("ارتفعت النسبة من 31% إلى 24%", "ar"),
        ("比例从31%上升到24%。", "zh"),
        ("비율이 31%에서 24%로 늘었다.", "ko"),
    ],
)
def test_a_verb_that_the_numbers_contradict_is_told(house: Path, prose: str, language: str) -> None:
    """In every language."""
    (found,) = told("rise-or-fall", house, prose, language=language)
    assert "brief.md:1: a " in found


def test_facts_that_were_updated_are_compared(house: Path) -> None:
    """The verb was typed, the numbers were not."""
    facts = {
        "before": {"value": "31", "unit": "%", "source": "one"},
        "now": {"value": "24", "unit": "%", "source": "one"},
    }
    prose = "The share rose from {{{{ facts.{} }}}} to {{{{ facts.{} }}}} in a year."
    (found,) = told("rise-or-fall", house, prose.format("before", "now"), facts=facts)
    assert "a rise, and it goes from 31 to 24" in found
    assert not told("rise-or-fall", house, prose.format("now", "before"), facts=facts)


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("The share rose from 24 to 31 per cent, and fell from 31 to 24 per cent.", "en"),
        ("The country rose from 34 to 21 in the ranking.", "en"),
        ("Prices fell from 2019 to 2024.", "en"),
        ("The temperature fell from 2 to 12 degrees below zero.", "en"),
        ("It fell from -2% to -5%.", "en"),
        ("The water table fell from 8 to 29.6 metres.", "en"),
        ("The pound fell from 600 to 3,000 to the dollar.", "en"),
        ("The pound fell from SDG 600 to SDG 3,000.", "en"),
        ("Losses fell from 4.2 to 3 million.", "en"),
        ("It fell from 1.2 million to 900,000.", "en"),
        ("Increased losses fell from 31% to 24%.", "en"),
        ("The decline deepened from 2% to 5%.", "en"),
        ("Of 31% in May, 24% rose.", "en"),
        ("El hambre aumentó del 24 % al 31 %.", "es"),
        ("La part est passée de 31 % à 24 %.", "fr"),
        ("A taxa caiu de 31% para 24%.", "pt"),
        ("Доля выросла с 24 % до 31 %.", "ru"),
        ("انخفضت النسبة من 31% إلى 24%", "ar"),
        ("比例从31%下降到24%。", "zh"),
        ("비율이 24%에서 31%로 늘었다.", "ko"),
    ],
)
def test_what_goes_its_way_is_none(house: Path, prose: str, language: str) -> None:
    """Nor ranks, years, degrees, depths, rates of exchange, negative numbers."""
    assert not told("rise-or-fall", house, prose, language=language)
