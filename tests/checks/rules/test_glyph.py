"""The check `glyph`: a font of the house has every character."""

from pathlib import Path

import pytest
from support.printed_pages import find, proof_of


@pytest.mark.long
def test_a_character_without_a_font_is_found(house: Path) -> None:
    """It is named, with the line and the column where it is written."""
    (found,) = find("glyph", proof_of(house, "## A heading\n\nThe word ஹ is Tamil.\n"))
    assert found.message == "no font of the house has `ஹ` (U+0BB9)"
    assert str(found.place) == "content/it/brief.md:3:10"


@pytest.mark.long
def test_a_missing_script_is_told_once(house: Path) -> None:
    """On its first line, with the package whose font has it; other characters stay apart."""
    prose = "Two ☃ words: ஹப and அம.\n\nThen नमक and more नमक.\n"
    found = find("glyph", proof_of(house, prose))
    assert [(str(one.place), one.message) for one in found] == [
        (f"content/it/brief.md:{place}", f"no font of the house has {characters}")
        for place, characters in [
            ("3:6", "the Devanagari letters `क`, `न`, `म`"),
            ("1:14", "the Tamil letters `அ`, `ப`, `ம` and 1 more"),
            ("1:5", "`☃` (U+2603)"),
        ]
    ]
    assert found[0].hint == "run `pip install fontpkg-noto-sans-devanagari`: its font has them"


@pytest.mark.long
def test_latin_greek_and_cyrillic_are_none(house: Path) -> None:
    """With their accents, quotation marks and dashes."""
    assert not find("glyph", proof_of(house, "Łódź, Ελλάδα, Україна, “quoted” — ½ €\n"))


@pytest.mark.long
def test_a_letter_of_a_drawing_is_told_there(house: Path) -> None:
    """And not where the house has it in a name that this brief does not print."""
    institute = house / "content/institute.yaml"
    institute.write_text(institute.read_text() + "publications: [{title: ஹப, year: 2026}]\n")
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">'
        b'<text x="9" y="50" font-size="20">\xe0\xae\xb9</text></svg>'
    )
    figure = {"image": "it.svg", "caption": "c", "alt": "A letter of Tamil."}
    proof = proof_of(house, "{{ figures.f }}\n", {"it.svg": drawing}, figures={"f": figure})
    (found,) = find("glyph", proof)
    assert str(found.place) == "content/it/it.svg:1"


@pytest.mark.long
@pytest.mark.parametrize("written", ["ஹ", "&#xBB9;"])
def test_one_in_a_drawing_is_told_at_the_drawing(house: Path, written: str) -> None:
    """In the logo of the house as in a figure, on the line of the file that has it."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" viewBox="0 0 200 40">\n'
        f'<text x="0" y="30" font-size="20">Word {written}</text></svg>'
    ).encode()
    figure = {"f": {"image": "it.svg", "caption": "A drawing", "alt": "A word, and no more"}}
    proof = proof_of(house, "{{ figures.f }}\n", {"it.svg": drawing}, figures=figure)
    assert [str(one.place) for one in find("glyph", proof)] == ["content/it/it.svg:2"]
    institute = house / "content/institute.yaml"
    institute.write_text(
        institute.read_text("utf-8") + "\nlogo: {file: logo.svg, alt: The institute}\n", "utf-8"
    )
    (house / "content/logo.svg").write_bytes(drawing)
    (found,) = find("glyph", proof_of(house, "Words.\n"))
    assert str(found.place) == "content/logo.svg:2"
