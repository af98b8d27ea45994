"""Lists on paper: their numbers."""

from pathlib import Path

from support.printed import new_house
from support.printed_pages import proof_of


def test_a_list_begins_with_the_number_that_its_author_wrote(tmp_path: Path) -> None:
    """A list that goes on after a paragraph, and one that begins with nought."""
    prose = "3. Third\n4. Fourth\n\nBetween them.\n\n0. Nought\n1. One\n\nAfter them.\n\n1. First\n"
    proof = proof_of(new_house(tmp_path / "house"), prose)
    pieces = [piece.text.strip() for page in proof.pdf.layout.pages for piece in page.pieces]
    numbers = [text for text in pieces if text.isdigit() and len(text) == 1]
    assert numbers[:5] == ["3", "4", "0", "1", "1"]
