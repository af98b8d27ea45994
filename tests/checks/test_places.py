"""Where the words of a text were written: `find_words` of checks/evidence/texts.py."""

from pathlib import Path

import pytest
from support.houses import House
from support.printed import new_house
from support.printed_pages import proof_of

from briefpress.checks.evidence.places import find_block, place_on_page
from briefpress.checks.evidence.texts import find_words, texts
from briefpress.model.brief import TextFile
from briefpress.model.geometry import around

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


@pytest.mark.long
def test_words_of_a_table_are_found_in_that_table(tmp_path: Path) -> None:
    """Where another one, or the text, has the same words."""
    heads, row = ["Province", "Governor"], ["Northern Dessa", "Idris Maro"]
    proof = proof_of(
        new_house(tmp_path / "house"),
        "## One\n\n| Province | Governor |\n| - | - |\n| Northern Dessa | Idris Maro |\n\n"
        "{{ tables.here }}\n\n{{ tables.there }}\n",
        {"a.csv": "\n".join(map(",".join, (heads, row))).encode()},
        tables={
            "here": {"caption": "Typed here", "columns": heads, "rows": [row]},
            "there": {"caption": "From a file", "data": "a.csv"},
        },
    )
    places = [
        place_on_page(proof, piece.text, page, piece.area)
        for page in proof.pdf.layout.pages
        for piece in page.pieces
        if piece.text.startswith("Idris")
    ]
    assert [place.file for place in places] == [
        "content/it/brief.md", "content/it/brief.yaml", "content/it/a.csv",
    ]  # fmt: skip


@pytest.mark.long
def test_a_table_from_a_file_is_named_by_its_caption(tmp_path: Path) -> None:
    """And not as one whose cells have the same words."""
    proof = proof_of(
        new_house(tmp_path / "house"),
        "## One\n\n{{ tables.there }}\n\n{{ tables.here }}\n",
        {"a.csv": b"Province,Governor\nNorthern Dessa,Idris Maro\n"},
        tables={
            "here": {"caption": "Here", "columns": ["Governor"], "rows": [["Northern Dessa"]]},
            "there": {"caption": "From a file", "data": "a.csv"},
        },
    )
    (page,) = proof.pdf.layout.pages
    blocks = [
        find_block(proof, [*around(page, piece.area)])
        for piece in page.pieces
        if piece.text == "Governor"
    ]
    assert [block and block[0] for block in blocks] == [
        "`{{ tables.there }}`", "`{{ tables.here }}`",
    ]  # fmt: skip


def test_what_stands_for_an_unreadable_text_has_its_line(house: House) -> None:
    """A draft shows something in its place; what a check says of that has the line of the text."""
    assert not house.parse("key_messages:\n  - One.\n  - This has: a colon.\n", "Text.\n")[0]
    brief, _ = house.draft()
    lines = [one.place.line for one in texts(brief) if one.kind == "message"]
    assert lines == [5, 6]
