"""The check `next-update`: a promise of an update has a day to come."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-11-29", "is before today, 2024-12-01"),
        ("2024-11-26", "is before the brief itself"),
        ("2024-10", "2024-10, is before the brief itself"),
        ("2023", "2023, is before the brief itself"),
    ],
)
def test_a_day_that_has_passed_is_found(house: Path, day: str, said: str) -> None:
    """Before today, or before the brief; `today` is the day of the check."""
    (found,) = told("next-update", house, next_update=day)
    assert said in found


@pytest.mark.long
def test_a_day_to_come_is_none(house: Path) -> None:
    """So is no promise at all, and today; a month and a year last until their last day."""
    for day in ("2024-12-01", "2024-12", "2024", "2025-02", "2025"):
        assert not told("next-update", house, next_update=day), day
    assert not told("next-update", house)
