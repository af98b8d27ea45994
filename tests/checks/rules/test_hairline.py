"""The check `hairline`: a rule is thick enough to be printed."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle

PROSE = f"{words(20)}\n\n> {words(10)}\n\n| A |\n| --- |\n| b |\n"


@pytest.mark.long
@pytest.mark.parametrize(
    "css",
    [
        "blockquote { border-inline-start: 0.1pt solid black }",
        "blockquote { height: 0.2pt; background: black }",
    ],
)
def test_a_rule_that_a_printer_skips_is_found(house: Path, css: str) -> None:
    """A border, or a box that is drawn as one."""
    restyle(house, css)
    (found,) = find("hairline", proof_of(house, PROSE))
    assert "at `blockquote`, on page 1 of a4" in found.message
    assert found.place.file == "styles/policy-brief.css"


@pytest.mark.long
def test_the_rules_of_the_house_are_none(house: Path) -> None:
    """0.4 pt under the rows of a table, which its cells share; no border has no width."""
    restyle(house, "blockquote { border: 0 solid black }")
    assert not find("hairline", proof_of(house, PROSE))
