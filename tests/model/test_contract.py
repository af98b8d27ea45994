"""Tests of the contract by itself: what it takes and what it refuses."""

import pytest
from pydantic import ValidationError

from briefpress.model.contract import TimeZone


@pytest.mark.parametrize("zone", ["Europe/Zurich", "America/New_York", "UTC"])
def test_a_zone_of_the_database_is_a_time_zone(zone: str) -> None:
    """By its name there."""
    assert TimeZone(name="Geneva", zone=zone).zone == zone


@pytest.mark.parametrize("zone", ["Geneva", "Europe", "zone.tab", "", "/etc/passwd", "../UTC"])
def test_nothing_else_is_one(zone: str) -> None:
    """Neither a town, nor a folder of the database, nor a file beside its zones or outside."""
    with pytest.raises(ValidationError, match=f"`{zone}` is no time zone, write it as America"):
        TimeZone(name="Geneva", zone=zone)
