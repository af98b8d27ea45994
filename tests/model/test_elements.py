"""Which field of brief.yaml an element of a page prints."""

import pytest

from briefpress.model.contract import BLOCKS, BriefFields
from briefpress.model.elements import find_block_kind, find_fields, find_part
from briefpress.model.walk import Approved, PrintedIn, find_annotated


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (["wide", "figure"], ["figures"]),
        (["box", "aside"], ["boxes"]),
        (["beside", "timeline", "aside"], ["timeline"]),
        (["h1"], ["title"]),
        (["beside", "key-messages", "aside"], ["key_messages"]),
        (["footnote", "span"], ["sources"]),
        (["about-authors", "section"], ["authors"]),
        (["number", "td"], []),
        (["source", "p"], []),
        (["label", "span"], []),
    ],
)
def test_an_element_prints_a_field(names: list[str], fields: list[str]) -> None:
    """A block is known by its name, for one or for many; a cell or a source line is no field."""
    assert [*find_fields(names)] == fields
    assert find_block_kind(names) == next((one for one in fields if one in BLOCKS), "")


def test_a_part_is_known_by_one_of_it() -> None:
    """Whatever names a language has words for: `back-page` is no field."""
    assert find_part(["back-page"], {"back_page": "back page"}) == "back_page"
    assert find_part(["message"], {"messages"}) == "messages"
    assert find_part(["message"], {"boxes"}) == ""


def test_notes_of_the_contract_are_found_however_a_field_may_be_left_away() -> None:
    """With `| None`, inside it or around, and on lists."""
    approved = find_annotated(BriefFields, Approved)
    parts = {name: note.part for name, note in approved.items()}
    assert (parts["number"], parts["paper"], parts["keywords"]) == ("page", "page", "page")
    assert (parts["facts"], parts["sources"]) == ("facts", "facts")
    assert "title" not in parts  # of the prose, as every field is of which nothing else is said
    assert find_annotated(BriefFields, PrintedIn)["cover"].elements == ("front-cover",)
