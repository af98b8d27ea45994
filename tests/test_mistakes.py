"""The checks are right: each real mistake is found, and what is right is left alone."""

from pathlib import Path

import pytest
from mistakes import DAY, MISTAKES, Mistake
from printed import HOUSE, new_house

from briefpress.checks.table import names


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name.replace(" ", "-"))
def test_a_mistake_is_found(mistake: Mistake, tmp_path: Path) -> None:
    """The check that it is meant for names it, with a place that leads to it and a hint."""
    house = new_house(tmp_path / "house", content=True)
    found = [one for one in mistake.found(house) if one.check == mistake.check]
    assert found
    assert all(one.place.file and one.hint for one in found)
    assert any((house / one.place.file).exists() for one in found)


def test_there_are_sixty_of_them_and_more() -> None:
    """Each is one small change of its own; most checks have one of them at least."""
    assert len(MISTAKES) >= 60
    assert len({one.name for one in MISTAKES}) == len(MISTAKES)
    assert len({(one.file, one.old, one.new, one.paper) for one in MISTAKES}) == len(MISTAKES)
    assert {one.check for one in MISTAKES} <= set(names())
    assert len({one.check for one in MISTAKES}) > 30


def test_the_day_is_one_on_which_the_briefs_are_right() -> None:
    """Five days after they were published; nothing of them is out of date by then."""
    for brief in (HOUSE / "content").glob("*/brief.yaml"):
        assert f"published: {DAY.year}-11-26" in brief.read_text("utf-8")
