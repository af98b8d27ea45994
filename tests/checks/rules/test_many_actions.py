"""The check `many-actions`: an addressee can remember what to do."""

from pathlib import Path

from support.printed_pages import told


def test_six_actions_for_one_addressee_are_found(house: Path) -> None:
    """Who it is, and how many."""
    one = {"to": "The Council", "actions": [f"Do this {n}." for n in range(6)]}
    (found,) = told("many-actions", house, recommendations=[one])
    assert found.endswith("6 recommendations for `The Council`")


def test_five_for_each_of_two_are_none(house: Path) -> None:
    """The number counts for each addressee."""
    one = {"to": "The Council", "actions": [f"Do this {n}." for n in range(5)]}
    assert not told("many-actions", house, recommendations=[one, one | {"to": "The Assembly"}])
