"""The check `note-apart`: a note stands on the page that calls it."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of


def test_a_note_on_the_next_page_is_found(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A press that lets it slip: the note is named, with its page."""
    from dataclasses import replace

    proof = proof_of(house, "A call.[^n]\n\n[^n]: What the note says.\n")
    (page,) = proof.pdf.layout.pages
    two = (replace(page, notes=()), replace(page, calls=()))
    layout = replace(proof.pdf.layout, pages=two)
    (found,) = find("note-apart", replace(proof, pdf=replace(proof.pdf, layout=layout)))
    assert found.message.startswith("the note `What the note says.` is called on page 1 of a4")
    assert str(found.place).startswith("content/it/brief.md:3")


@pytest.mark.long
def test_notes_at_the_foot_of_their_page_are_none(house: Path) -> None:
    """However many there are on each of two pages."""
    notes = "\n\n".join(f"{words(60)}[^{n}]\n\n[^{n}]: {words(20)}" for n in range(12))
    assert not find("note-apart", proof_of(house, notes))
