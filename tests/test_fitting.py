"""Copyfitting finds what it promises: a generated brief. `tests/fitting.py` proves it for 1,002."""

from pathlib import Path

import pytest
from fitting import generated_page, prove
from support.printed import house_theme, new_house

from briefpress.press.render import Press

pytestmark = pytest.mark.long

CHOSEN = [(36, "a4")]
"""It takes four pages in the largest setting alone."""


@pytest.mark.deep
@pytest.mark.parametrize(("number", "paper"), CHOSEN)
def test_what_is_chosen_fits_and_the_next_larger_does_not(
    tmp_path: Path, number: int, paper: str
) -> None:
    """In a page less, as many and one more than it would take, in every fifth of its settings."""
    house = new_house(tmp_path / "house")
    theme = house_theme(house)
    page = generated_page(house, theme, number, paper)
    proofs = [*prove(Press(), page, theme, step=5)]
    assert len({one.pages for one in proofs[0].table}) > 1
    assert len(proofs) == 3
    assert all(proof.is_right for proof in proofs)
    assert any(any(proof.fits) for proof in proofs)
