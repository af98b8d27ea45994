"""The check `publication-date`: a paper that the back page names is out."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize("day", ["2024-12-02", "2025"])
def test_a_day_to_come_is_found(house: Path, day: str) -> None:
    """After the day of the check; the others of the list are not named."""
    (one,) = told_of(house, day)
    assert f"`The Sea` is dated {day}, after today, 2024-12-01" in one


@pytest.mark.parametrize("day", ["2024-12-01", "2024"])
def test_what_may_be_out_is_not_told(house: Path, day: str) -> None:
    """A year that has begun may be over for a paper of it."""
    assert told_of(house, day) == []


def told_of(house: Path, day: str) -> list[str]:
    """Give what is found of a list whose second paper is of *day*."""
    papers = [{"title": "The Road", "published": "2024"}, {"title": "The Sea", "published": day}]
    return told("publication-date", house, back_page=True, publications=papers)
