"""The check `near-edge`: text stands where a printer prints."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle


@pytest.mark.long
def test_text_that_a_printer_cuts_is_found(house: Path) -> None:
    """Nearer than 5 mm to any edge: how near, and which text."""
    restyle(house, "blockquote { margin-inline-start: -18mm }")
    (found,) = find("near-edge", proof_of(house, f"{words(20)}\n\n> A quotation of some length.\n"))
    assert found.message.startswith("`A quotation of some length.` stands ")
    assert " mm from the edge of page 1 of a4" in found.message


@pytest.mark.long
def test_the_margins_of_the_house_are_none(house: Path) -> None:
    """Folio, running head and embargo stand in the margin, 5 mm and more from the edge."""
    proof = proof_of(house, f"{words(900)}\n", embargo="2026-12-01T09:00-05:00")
    assert len(proof.pdf.layout.pages) > 1
    assert not find("near-edge", proof)
