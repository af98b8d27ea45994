"""The check `unused`: what is written is used."""

from pathlib import Path
from typing import Any

import pytest
from support.printed import picture
from support.printed_pages import SOURCES, told


def test_a_fact_and_a_source_that_nothing_uses_are_found(house: Path) -> None:
    """Each on its line."""
    facts = {"a": {"value": "5", "source": "one"}}
    found = told("unused", house, facts=facts)
    assert [one.partition(": ")[2] for one in found] == [
        "nothing prints the fact `a`", "nothing cites the source `bare`"
    ]  # fmt: skip


@pytest.mark.long
def test_a_label_counts_only_where_the_block_is_placed(house: Path) -> None:
    """A fact with a label is printed by `{{ facts }}`; without that line nothing prints it."""
    facts = {"a": {"value": "5", "source": "one", "label": "of them"}}
    used: dict[str, Any] = {"facts": facts, "sources": {"one": SOURCES["one"]}}
    assert not told("unused", house, "Text.\n\n{{ facts }}\n", **used)
    assert [one for one in told("unused", house, "Text.", **used) if "prints the fact `a`" in one]


@pytest.mark.long
def test_whatever_names_it_uses_it(house: Path) -> None:
    """A sentence, another fact, a note; a source is cited by a text, a fact, an event, a figure."""
    facts = {"a": {"value": "5", "source": "one"}, "b": {"show": "of {{ facts.a }}"}}
    timeline = [{"date": "2024", "event": "It is {{ facts.b }}.", "source": "bare"}]
    assert not told("unused", house, "Text.\n\n{{ timeline }}\n", facts=facts, timeline=timeline)


def test_a_field_that_is_printed_with_another_one_is_told_where_that_is_missing(
    house: Path,
) -> None:
    """The address of an author of whom nothing is said, the focus of a figure that is not cut."""
    figure = {"image": "a.png", "caption": "c", "alt": "a", "focus": "top"}
    fields: dict[str, Any] = {
        "authors": [{"name": "Ann Miller", "email": "ann@example.org"}, "Bo Ek"],
        "figures": {"f": figure},
        "sources": {},
    }
    files = {"a.png": picture(600, 400)}
    found = told("unused", house, "{{ figures.f }}", files, **fields)
    assert [one.partition(": ")[2] for one in found] == [
        "nothing prints the `email` of Ann Miller", "nothing prints the `focus` of the figure `f`"
    ]  # fmt: skip
    fields["authors"][0]["bio"] = "She works there."
    figure["crop"] = "1:1"
    assert not told("unused", house, "{{ figures.f }}", files, **fields)


@pytest.mark.parametrize(
    "remark",
    [
        "* access denied",
        "(1) estimates of May",
        "† not all",
        "Note: no camps",
        "注：估计",
        "* مؤقت",
    ],
)
def test_a_remark_below_the_rows_of_a_table_is_told(house: Path, remark: str) -> None:
    """With its line; not where the table has a note, nor a source or what a program adds."""
    table = {"t": {"data": "c.csv", "caption": "c"}}
    fields: dict[str, Any] = {"tables": table, "sources": {}}
    csv = "camp,people\nA*,5\nB,3\nTotal,8\n"
    files = {"c.csv": f"{csv}{remark},\n".encode()}
    (found,) = told("unused", house, "{{ tables.t }}", files, **fields)
    assert found.endswith(f"c.csv:5: nothing prints the remark `{remark}` below the rows")
    plain = {"c.csv": f"{csv}Source: OCHA,\nLast Updated: 2026,\n".encode()}
    assert not told("unused", house, "{{ tables.t }}", plain, **fields)
    table["t"]["note"] = "* Access was denied."
    assert not told("unused", house, "{{ tables.t }}", files, **fields)
