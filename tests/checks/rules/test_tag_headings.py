"""The check `tag-headings`: one title, no level skipped, none empty."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.broken import broken, elements, is_a, whole, with_template
from support.printed import new_house
from support.printed_pages import find, proof_of


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


@pytest.mark.long
def test_a_page_without_a_title_says_so(house: Path) -> None:
    """A template whose title is a paragraph leaves a listener without a beginning."""
    proof = with_template(house, "h1", "p")
    found = find("tag-headings", proof)
    assert found[0].message == "the page has no heading of the first level, on a4"
    assert str(found[0].place) == "templates/policy-brief.html"
    assert len(found) == 1


@pytest.mark.long
def test_a_second_title_is_named(house: Path) -> None:
    """A template that makes each section a title has more than one."""

    def breaks(pdf: Any) -> None:
        is_a(elements(pdf, "H2")[0], "H1")

    proof = broken(proof_of(house, "## The section\n\nText.\n"), breaks)
    (found,) = find("tag-headings", proof)
    assert found.message == "`The section` is a second title, on page 1 of a4"
    assert str(found.place) == "content/it/brief.md:1:4"


def test_a_level_that_is_skipped_is_named() -> None:
    """From the second level to the fourth: the one between is missing."""
    proof = broken(whole(), lambda pdf: is_a(elements(pdf, "H3")[0], "H4"))
    (found,) = find("tag-headings", proof)
    said = "the heading `Un titre plus profond` of level 4 follows one of level 2"
    assert found.message == f"{said}, on page 1 of a4"
    assert found.severity is None


def test_a_heading_before_the_title_is_one_too_deep() -> None:
    """A heading before the title is under nothing."""
    proof = broken(whole(), lambda pdf: is_a(elements(pdf, "P")[0], "H2"))
    assert "of level 2 follows nothing" in find("tag-headings", proof)[0].message


@pytest.mark.long
def test_an_empty_heading_is_found(house: Path) -> None:
    """A heading without a letter is a stop on the way that says nothing."""

    def breaks(pdf: Any) -> None:
        elements(pdf, "H2")[0].K = pikepdf.Array([])

    proof = broken(proof_of(house, "## One\n\nText.\n"), breaks)
    (found,) = find("tag-headings", proof)
    assert found.message == "a heading of level 2 is empty, on page 1 of a4"


@pytest.mark.long
def test_an_honest_outline_has_no_finding(house: Path) -> None:
    """Up by several levels at once, a box, key messages: all of that is an outline."""
    assert not find("tag-headings", whole())
    prose = "Text before.\n\n## One\n\n### Deep\n\n#### Deeper\n\nText.\n\n## Two\n\nText.\n"
    assert not find("tag-headings", proof_of(house, prose, key_messages=["One."]))
