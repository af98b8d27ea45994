"""The check `fact-source`: a fact can be looked up."""

from pathlib import Path

from support.printed_pages import told


def test_a_fact_without_a_source_is_found(house: Path) -> None:
    """On its line; one whose source has no date, and which has none itself, is a warning."""
    facts = {"a": {"value": "5"}, "b": {"value": "6", "source": "bare"}}
    first, second = told("fact-source", house, facts=facts)
    assert first.startswith("brief.yaml:")
    assert first.endswith("the fact `a` has no source")
    assert second.endswith("the fact `b` has no date, and neither has its source")


def test_a_fact_with_both_is_none(house: Path) -> None:
    """The date may be its own, or that of its source."""
    facts = {
        "a": {"value": "5", "source": "one"},
        "b": {"value": "6", "source": "bare", "as_of": "2024-05"},
    }
    assert not told("fact-source", house, facts=facts)
