"""The check `hole`: no page has empty paper where text should stand."""

from pathlib import Path

from support.printed import picture, words
from support.printed_pages import find, proof_of, restyle

FIGURE = {"f": {"image": "it.png", "caption": "A picture", "alt": "A grey area, all of it"}}
TEXT = "\n\n".join(words(30, n) for n in range(9))


def test_a_figure_that_does_not_fit_leaves_a_hole(house: Path) -> None:
    """It moves to the next page, and the paper that it leaves is told in lines."""
    files = {"it.png": picture(1200, 1100)}
    prose = f"{TEXT}\n\n{{{{ figures.f }}}}\n\n{words(30)}\n"
    (found,) = find("hole", proof_of(house, prose, files, figures=FIGURE))
    assert found.message.startswith("a hole of ")
    assert found.message.endswith("on page 1 of a4")


def test_a_gap_between_two_paragraphs_is_a_hole(house: Path) -> None:
    """A style that sets too much between them."""
    restyle(house, "blockquote { margin-top: 120pt !important }")
    (found,) = find("hole", proof_of(house, f"{words(30)}\n\n> {words(20)}\n"))
    assert "a hole of " in found.message


def test_a_full_page_and_a_short_last_one_have_none(house: Path) -> None:
    """Nor has a page whose text stands beside a long figure, or a table over all of it."""
    files = {"it.png": picture(1200, 500)}
    prose = f"{TEXT}\n\n{{{{ figures.f }}}}\n\n{TEXT}\n\n{TEXT}\n"
    assert not find("hole", proof_of(house, prose, files, figures=FIGURE))
    assert not find("hole", proof_of(house, words(30)))


def test_a_hole_is_told_by_words_that_can_be_found(house: Path) -> None:
    """The line above it may be set in several pieces; a full stop alone finds nothing."""
    restyle(house, "blockquote { margin-top: 120pt !important }")
    (found,) = find("hole", proof_of(house, f"What they want is *a word*.\n\n> {words(20)}\n"))
    assert "under `What they want is`" in found.message
    assert found.place.file == "content/it/brief.md"
