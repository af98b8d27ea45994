"""The check `tag-notes`: each note has a name of its own, each call its note."""

from typing import Any

from support.broken import broken, elements, take_out, whole
from support.printed_pages import find


def test_a_note_without_a_name_is_found() -> None:
    """PDF/UA wants one; the note is told by its first words."""

    def breaks(pdf: Any) -> None:
        del elements(pdf, "Note")[5].ID

    (found,) = find("tag-notes", broken(whole(), breaks))
    assert found.message == "the note `Une note simple.` has no name, on page 1 of a4"
    assert found.place.file == "content/everything/brief.md"


def test_two_notes_of_one_name_are_found() -> None:
    """Only the first of two with the same name can be reached."""

    def breaks(pdf: Any) -> None:
        notes = elements(pdf, "Note")
        notes[1].ID = notes[0].ID

    (found,) = find("tag-notes", broken(whole(), breaks))
    assert "has the name `note-1` of another one" in found.message


def test_a_call_without_its_note_is_found() -> None:
    """A number in the text that leads to nothing."""
    proof = broken(whole(), lambda pdf: take_out(elements(pdf, "Note")[2]))
    (found,) = find("tag-notes", proof)
    assert found.message == "the note 3 that is called on page 1 of a4 is not there"


def test_honest_notes_have_no_finding() -> None:
    """Notes of two paragraphs, of links, of sources, several at one word."""
    assert not find("tag-notes", whole())
