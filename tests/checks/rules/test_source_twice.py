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
