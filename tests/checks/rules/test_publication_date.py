"""The check `publication-date`: a paper that the back page names is out."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    ("day", "found"),
    [("2024-12-02", True), ("2025", True), ("2024-12-01", False), ("2024", False)],
)
def test_a_day_to_come_is_found(house: Path, day: str, found: bool) -> None:
    """After the day of the check; a month or a year that has begun may be out."""
    papers = [{"title": "The Road", "published": "2024"}, {"title": "The Sea", "published": day}]
    said = told("publication-date", house, back_page=True, publications=papers)
    assert [f"`The Sea` is dated {day}, after today, 2024-12-01" in one for one in said] == (
        [True] if found else []
    )
