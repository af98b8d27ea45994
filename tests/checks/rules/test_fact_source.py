"""The check `fact-source`: a fact can be looked up."""

from pathlib import Path

from support.printed_pages import SOURCES, brief_of, find, told


def test_a_fact_without_a_source_is_found(house: Path) -> None:
    """On its line; one whose source has no date, and which has none itself, is a warning."""
    facts = {"a": {"value": "5"}, "b": {"value": "6", "source": "bare"}}
    first, second = told("fact-source", house, facts=facts)
    assert first.startswith("brief.yaml:")
    assert first.endswith("the fact `a` has no source")
    assert second.endswith("the fact `b` has no date, and neither has its source")


def test_one_source_that_is_missing_is_told_once(house: Path) -> None:
    """For all cells of one file, with the source of the table that prints it; what is made of them
    lacks nothing else.
    """
    facts = {
        "north": {"from": "seats.csv#place=North/seats"},
        "south": {"from": "seats.csv#place=South/seats"},
        "all": {"sum": ["north", "south"]},
        "part": {"share": {"of": "north", "in": "all"}},
    }
    tables = {"seats": {"data": "seats.csv", "caption": "Seats", "source": "one"}}
    files = {"seats.csv": b"place,seats\nNorth,5\nSouth,7\n"}
    prose = "So it is: {{ facts.part }}.\n\n{{ tables.seats }}\n"
    brief = brief_of(house, prose, files, facts=facts, tables=tables, sources=SOURCES)
    (found,) = find("fact-source", brief)
    assert found.message == "the facts `north`, `south` have no source"
    assert found.hint == "add `source: one` to each"


def test_a_fact_with_both_is_none(house: Path) -> None:
    """The date may be its own, or that of its source."""
    facts = {
        "a": {"value": "5", "source": "one"},
        "b": {"value": "6", "source": "bare", "as_of": "2024-05"},
    }
    assert not told("fact-source", house, facts=facts)
