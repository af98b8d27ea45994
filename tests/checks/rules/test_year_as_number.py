"""The check `year-as-number`: no year is printed with a sign between its thousands."""

from pathlib import Path

import pytest
from support.printed_pages import SOURCES, brief_of, find, told

FACTS = {"now": {"value": 2025, "source": "one"}}


@pytest.mark.parametrize(
    "sentence", ["In {{ facts.now }} it exported less.", "It was so until {{ facts.now }}, and is."]
)
def test_a_number_where_a_year_stands_is_found(house: Path, sentence: str) -> None:
    """Once, on its line, with the way to write it."""
    brief = brief_of(house, f"Text.\n\n{sentence}\n{sentence}", facts=FACTS, sources=SOURCES)
    (found,) = find("year-as-number", brief)
    assert found.place == brief.prose.place.down(2)
    assert found.hint == 'add `show: "2025"` to it'


def test_a_number_in_words_of_its_own_is_found(house: Path) -> None:
    """A fact whose `show:` prints its number is told what to write there."""
    facts = {"now": {"value": 2025, "show": "late in {{ facts.now.value }}"}}
    brief = brief_of(house, "It rained {{ facts.now }}.", facts=facts)
    (found,) = find("year-as-number", brief)
    assert found.hint == "write 2025 in its `show:`"


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("In {{ facts.now }} villages it rained.", {}),
        ("It rained in {{ facts.now }}.", {"show": "2025"}),
        ("It rained in {{ facts.now }}.", {"unit": "km"}),
        ("It rained in {{ facts.now }}.", {"label": "year of the census"}),
        ("It rained in {{ facts.now }}.", {"value": 1204}),
        ("A total of {{ facts.now }}, or more.", {}),
    ],
)
def test_an_amount_is_none(house: Path, sentence: str, fact: dict[str, str]) -> None:
    """Nor is a year that says what it is."""
    facts = {"now": FACTS["now"] | fact}
    assert not told("year-as-number", house, sentence, facts=facts)
