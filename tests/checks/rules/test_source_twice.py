"""The check `source-twice`: no source stands there under two keys."""

from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import told

BODY = {"type": "report", "author": [{"literal": "A Body"}], "issued": "2024", "title": "It"}
OTHER = BODY | {"title": "Another"}


@pytest.mark.long
@pytest.mark.parametrize(
    ("one", "two", "mark"),
    [
        ({"DOI": "10.1000/X"}, {"DOI": "10.1000/x"}, "DOI"),
        ({"number": "S/RES/2627 (2022)"}, {"number": "S/RES/2627(2022)"}, "symbol"),
        ({"URL": "https://www.example.org/a/"}, {"URL": "http://example.org/a"}, "address"),
    ],
)
def test_a_source_under_two_keys_is_told(
    house: Path, one: dict[str, Any], two: dict[str, Any], mark: str
) -> None:
    """By its DOI, its symbol or its address, however each is written."""
    (found,) = told("source-twice", house, sources={"a": BODY | one, "b": OTHER | two})
    assert f"the source `b` has the {mark} of `a`" in found


@pytest.mark.long
@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"DOI": "10.1000/x"}, {"DOI": "10.1000/y"}),
        ({"number": "7"}, {"number": "7"}),
        ({"URL": "https://example.org"}, {"URL": "https://example.org/"}),
        (
            {"type": "chapter", "container-title": "A Book", "URL": "https://example.org/book"},
            {"type": "chapter", "container-title": "A Book", "URL": "https://example.org/book"},
        ),
    ],
)
def test_two_sources_are_two(house: Path, one: dict[str, Any], two: dict[str, Any]) -> None:
    """A bare number, the address of a site, and that of a book with two chapters say nothing."""
    assert not told("source-twice", house, sources={"a": BODY | one, "b": OTHER | two})


WORK = {"type": "book", "title": "On Two Rivers", "issued": "2024",
        "author": [{"family": "Roy", "given": "Ana"}], "publisher": "P"}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "is_told"),
    [
        ({}, True),
        ({"DOI": "10.1000/x", "title": "On two rivers"}, True),
        ({"volume": "2"}, False),
        ({"edition": "2"}, False),
        ({"issued": "2023"}, False),
        ({"type": "article"}, False),
    ],
)
def test_one_title_author_and_year_are_one_source(
    house: Path, more: dict[str, str], is_told: bool
) -> None:
    """But for another volume, edition, year or kind of source."""
    found = told("source-twice", house, sources={"a": WORK, "b": WORK | more})
    assert [one.partition(": ")[2] for one in found] == (
        ["the source `b` has the title, author and year of `a`"] if is_told else []
    )


def test_two_days_are_two_sources(house: Path) -> None:
    """A situation report has one title each week."""
    days = [WORK | {"type": "report", "issued": f"2024-05-{day}"} for day in ("01", "08")]
    assert not told("source-twice", house, sources=dict(zip("ab", days, strict=True)))
