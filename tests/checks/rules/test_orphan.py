"""The check `orphan`: no first line stands alone at the foot of a page."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle


def _long(lines: int) -> str:
    return "\n\n".join([words(11)] * lines)


@pytest.mark.long
def test_a_first_line_without_the_others_is_found(house: Path) -> None:
    """A style that allows it, and a paragraph that begins on the last line of a page."""
    restyle(house, "body { orphans: 1 !important; widows: 1 !important }")
    found = []
    for lines in range(38, 52):
        found = find("orphan", proof_of(house, f"{_long(lines)}\n\n{words(36)}\n"))
        if found:
            break
    (one,) = found
    assert one.message.startswith(f"the first line of `{words(36)[:12]}")
    assert one.message.endswith("stands alone on page 1 of a4")


@pytest.mark.deep
@pytest.mark.long
def test_the_house_leaves_none(house: Path) -> None:
    """Two lines at least stand on each side of a break; a paragraph of one line is no orphan."""
    for lines in range(40, 50):
        assert not find("orphan", proof_of(house, f"{_long(lines)}\n\n{words(36)}\n"))
