"""The check `widow`: no last line stands alone at the head of a page."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle


def _long(lines: int) -> str:
    return "\n\n".join([words(11)] * lines)


@pytest.mark.long
def test_a_last_line_on_the_next_page_is_found(house: Path) -> None:
    """A style that allows it, and a paragraph that ends one line after the page."""
    restyle(house, "body { orphans: 1 !important; widows: 1 !important } main > p { height: auto }")
    found = []
    for lines in range(38, 52):
        found = find("widow", proof_of(house, f"{_long(lines)}\n\n{words(36)}\n"))
        if found:
            break
    (one,) = found
    assert one.message.startswith(f"the last line of `{words(36)[:12]}")
    assert one.message.endswith("stands alone on page 2 of a4")


@pytest.mark.long
def test_the_house_leaves_none(house: Path) -> None:
    """Two lines at least stand on each side of a break; a paragraph of one line is no widow."""
    for lines in range(40, 50):
        assert not find("widow", proof_of(house, f"{_long(lines)}\n\n{words(36)}\n"))
