"""The check `river`: no white runs through justified text."""

from pathlib import Path

import pytest
from printed import new_house, words
from proofs import find, proof_of


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def _style(house: Path, css: str) -> None:
    (house / "styles/policy-brief.css").write_text(css, "utf-8")


LINE = "labour asylum duty rights "


def test_gaps_under_one_another_are_found(house: Path) -> None:
    """Lines of few long words in a narrow column, justified: the gaps stand under one another."""
    _style(house, "main > p { text-align: justify; width: 60mm; word-spacing: 0; hyphens: none }")
    text = "internationally representative administrations " * 12
    (found,) = find("river", proof_of(house, text))
    assert "a river through the lines from" in found.message


def test_text_that_is_not_justified_has_none(house: Path) -> None:
    """The house's text ends where its words end; nor has justified text with narrow gaps one."""
    assert not find("river", proof_of(house, words(200)))
    _style(house, "main > p { text-align: justify }")
    assert not find("river", proof_of(house, LINE * 40))
