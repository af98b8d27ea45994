"""The check `word-count`: a brief is brief."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import told


def test_more_than_fifteen_hundred_words_are_found(house: Path) -> None:
    """All texts together, with the number."""
    (found,) = told("word-count", house, "\n\n".join([words(30)] * 51))
    assert found.startswith("brief.md:1: 1,53")


@pytest.mark.long
def test_notes_and_sources_do_not_count(house: Path) -> None:
    """Notes at the foot are looked up, not read."""
    notes = "\n\n".join(f"Text.[^{n}]\n\n[^{n}]: {words(30)}" for n in range(60))
    assert not told("word-count", house, notes)


@pytest.mark.long
def test_a_brief_of_eight_pages_may_have_more(house: Path) -> None:
    """Its budget says how many; the cells of a table are looked at, not read."""
    text = "\n\n".join([words(30)] * 51)
    assert not told("word-count", house, text, pages=8)
    row = f"| {words(30)} |\n"
    assert not told("word-count", house, f"| A |\n| - |\n{row * 51}")
