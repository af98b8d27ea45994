"""Tests of whole_words.py: a word of a note breaks in its midst only where no line holds it."""

import re
from inspect import unwrap
from pathlib import Path

import pytest
from support.printed import new_house, words
from support.printed_pages import proof_of

from briefpress.checks.evidence.text_lines import lines
from briefpress.press.weasyprint_patches import load

ACRONYMS = {"UNISDR": "United Nations International Strategy for Disaster Reduction"}
NUMBER = 24
"""Notes, each a word longer than the last, so that some come to an end before the acronym."""


def _ends(house: Path, title: str) -> set[str]:
    """The last letters of the lines of a page with such notes that end within the acronym."""
    prose = "\n\n".join(f"{words(5)[:-1]} UNISDR of {n}.[^{n}]" for n in range(NUMBER))
    notes = "".join(
        f"\n\n[^{n}]: {words(9 + n, n)[:-1]} “years of UNISDRs”, Geneva, 2021."
        for n in range(NUMBER)
    )
    layout = proof_of(house, f"## One\n\n{prose}{notes}", title=title, acronyms=ACRONYMS).pdf.layout
    texts = (line.text for page in layout.pages for line in lines(page))
    return {match[0] for text in texts if (match := re.search(r"U(?:N(?:I(?:SD?)?)?)?$", text))}


@pytest.mark.long
def test_without_the_patch_a_word_breaks_in_its_midst(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With it the word goes to the next line."""
    house = new_house(tmp_path / "house")
    inline = load().layout.inline
    assert not _ends(house, "With the patch")
    monkeypatch.setattr(inline, "split_text_box", unwrap(inline.split_text_box))
    assert _ends(house, "As without it")


@pytest.mark.long
def test_a_word_that_is_wider_than_its_line_breaks_still(tmp_path: Path) -> None:
    """In a note as well; nothing stands beyond the measure."""
    long = "Donaudampfschifffahrtsgesellschaft" * 4
    proof = proof_of(
        new_house(tmp_path / "house"), f"## One\n\nText.[^1]\n\n[^1]: In *{long}*, 2021."
    )
    (page,) = proof.pdf.layout.pages
    edges = [line.pieces[-1].right for line in lines(page)]
    assert max(edges) < page.width - 40
    assert sum(line.text[:9] in long for line in lines(page)) > 1
