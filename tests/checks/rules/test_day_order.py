"""The check `day-order`: no brief is updated, or free to report on, before it appears."""

from pathlib import Path
from typing import Any

from support.printed_pages import told


def test_a_day_before_the_one_of_the_brief_is_found(house: Path) -> None:
    """Both the day of an update and the end of an embargo are told."""
    fields: dict[str, Any] = {"updated": "2024-11-20", "embargo": "2024-11-19T09:00-05:00"}
    updated, embargo = told("day-order", house, **fields)
    assert "updated on 2024-11-20, before 2024-11-26" in updated
    assert "ends on 2024-11-19, before the day of the brief" in embargo


def test_days_in_their_order_are_none(house: Path) -> None:
    """Nor is one and the same day."""
    assert not told("day-order", house, updated="2024-11-26", embargo="2024-11-26T09:00-05:00")
    assert not told("day-order", house)
