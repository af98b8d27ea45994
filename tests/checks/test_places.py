"""Where the words of a text were written: `find_words` of checks/evidence/texts.py."""

import pytest
from support.houses import House

from briefpress.checks.evidence.texts import find_words, texts
from briefpress.model.brief import TextFile

WRITTEN = """\
## Background

_Nobody knows_ where **they** are {{ facts.returned }} today.[@one, p. 5]
İzmir and [the port](https://example.org) are closed.
"""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Nobody knows where they are", 3),
        ("NOBODY KNOWS WHERE THEY ARE", 3),
        ("they are 670 today", 3),
        ("are today", 3),
        ("Izmir and", 4),
        ("İzmir and", 4),
        ("harbour of ships", None),
        ("now", None),
    ],
)
def test_words_are_found_through_what_markdown_puts_between_them(
    text: str, line: int | None
) -> None:
    """Whole words, in capitals or not, past emphasis, notes and values that are filled in."""
    place = find_words(TextFile("brief.md", WRITTEN), text, 0, len(WRITTEN))
    assert (place and place.line) == line


def test_words_are_found_between_two_places_alone() -> None:
    """Neither before nor after them."""
    file = TextFile("brief.md", "one two\none two\none two\n")
    place = find_words(file, "one two", 1, 16)
    assert place is not None
    assert (place.line, place.column) == (2, 1)
    assert find_words(file, "one two", 9, 15) is None


NOTES = """One thing is true.[^a] Another is true.^[Said here ..] So it goes on.[^b]

[^b]: The second is wrong ..

[^a]: The first says so.

[^c]: One thing is true ..

And the rest.[^c]
"""


def test_words_of_a_note_are_found_in_it(house: House) -> None:
    """Not in the text, nor in another note, that has the same words; in whatever order they are."""
    brief, _ = house.parse("", NOTES)
    assert brief
    notes = {one.text: one for one in texts(brief) if one.kind == "note"}
    assert len(notes) == 4
    lines = {text: note.where(text).line for text, note in notes.items()}
    assert lines == {
        "The first says so.": 5,
        "Said here ..": 1,
        "The second is wrong ..": 3,
        "One thing is true ..": 7,
    }
