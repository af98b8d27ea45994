"""The check `fact-stale`: a fact is not older than its author wanted."""

from pathlib import Path

from support.printed_pages import told

FACT = {"value": "5", "source": "one", "as_of": "2024-05"}


def test_a_fact_that_has_become_too_old_is_found(house: Path) -> None:
    """By its own limit or that of the brief, counted from the last day of its month."""
    (found,) = told("fact-stale", house, facts={"a": FACT | {"stale_after": "6 months"}})
    assert found.endswith("the fact `a` is 184 days old, it may become 183")
    (found,) = told("fact-stale", house, facts={"a": FACT}, stale_after="90 days")
    assert found.endswith("the fact `a` is 184 days old, it may become 90")


def test_a_fact_that_may_become_older_is_none(house: Path) -> None:
    """Its own limit goes before that of the brief; without any it never becomes too old."""
    assert not told(
        "fact-stale", house, facts={"a": FACT | {"stale_after": "2 years"}}, stale_after="9 days"
    )
    assert not told("fact-stale", house, facts={"a": FACT})
    assert not told(
        "fact-stale", house, facts={"a": FACT | {"as_of": "2024-11-26"}}, stale_after="1 week"
    )
