"""The check `short-last-page`: the last page is worth its paper."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle


@pytest.mark.long
def test_a_few_lines_on_a_page_of_their_own_are_found(house: Path) -> None:
    """How full it is."""
    restyle(house, ".imprint { display: none } blockquote { break-before: page }")
    (found,) = find("short-last-page", proof_of(house, f"{words(100)}\n\n> {words(12)}\n"))
    assert "page 2 of a4, the last one, is " in found.message
    assert found.message.endswith("% full")


@pytest.mark.long
def test_a_page_that_is_filled_or_the_only_one_is_none(house: Path) -> None:
    """A brief of one page may be short; a last page of a third is worth its paper."""
    assert not find("short-last-page", proof_of(house, words(20)))
    restyle(house, "blockquote { break-before: page }")
    assert not find("short-last-page", proof_of(house, f"{words(9)}\n\n> {words(300)}\n"))
