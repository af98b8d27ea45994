"""The check `glyph`: a font of the house has every character."""

from pathlib import Path

from support.printed_pages import find, proof_of


def test_a_character_without_a_font_is_found(house: Path) -> None:
    """It is named, with the line and the column where it is written."""
    (found,) = find("glyph", proof_of(house, "## A heading\n\nThe word 한 is Korean.\n"))
    assert found.message == "no font of the house has `한` (U+D55C)"
    assert str(found.place) == "content/it/brief.md:3:10"


def test_latin_greek_and_cyrillic_are_none(house: Path) -> None:
    """With their accents, quotation marks and dashes."""
    assert not find("glyph", proof_of(house, "Łódź, Ελλάδα, Україна, “quoted” — ½ €\n"))
