"""The check `source-note`: words in a library that no reader sees are told."""

from pathlib import Path

import pytest
from support.printed_pages import find, proof_of

SOURCE = {"type": "report", "author": [{"literal": "A Body"}], "issued": "2024", "title": "It"}


def _told(house: Path, prose: str) -> list[str]:
    notes = {"a": "Preliminary figures", "b": "In Valdorian", "c": "Never cited"}
    sources = {key: SOURCE | {"note": note} for key, note in notes.items()}
    return [one.message for one in find("source-note", proof_of(house, prose, sources=sources))]


@pytest.mark.long
def test_a_note_that_the_style_leaves_out_is_told(house: Path) -> None:
    """A cited source's alone."""
    assert _told(house, "One.[@a] Two.[@b (in Valdorian)]") == [
        "the style of citation leaves the note of `a` out: `Preliminary figures`"
    ]


@pytest.mark.long
def test_words_behind_the_key_are_printed(house: Path) -> None:
    """There an author writes what readers need."""
    assert not _told(house, "One.[@a (preliminary figures)]")
