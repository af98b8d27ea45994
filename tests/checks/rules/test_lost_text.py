"""The check `lost-text`: every text of the source is on the page."""

from pathlib import Path
from typing import Any

import pytest
from support.printed import PAPERS, add_everything
from support.printed_pages import find, proof_in, proof_of, restyle

PROSE = """\
## A heading

The first paragraph says something of the CoI and of {{ facts.people }} people.[^n]

- The only item of a list

[^n]: A note with a sentence of its own.

| State | Votes |
| ----- | ----: |
| China |    13 |

{{ recommendations }}
"""
FIELDS: dict[str, Any] = {
    "key_messages": ["A message for those who read nothing else."],
    "acronyms": {"CoI": "Commission of Inquiry"},
    "facts": {"people": {"value": "10000"}},
    "recommendations": [{"to": "The Council", "actions": ["Do what has to be done."]}],
}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_that_prints_everything_has_none(house: Path, paper: str) -> None:
    """Short forms that are spelled out, values, quotation marks and hard spaces lose nothing."""
    assert not find("lost-text", proof_of(house, PROSE, paper=paper, **FIELDS))


def test_a_brief_with_every_construct_has_none(house: Path) -> None:
    """Notes of two paragraphs, nested lists, definitions, tables, votes, in French."""
    add_everything(house)
    assert not find("lost-text", proof_in(house, "everything"))


@pytest.mark.parametrize(
    ("css", "what"),
    [
        ("main > ul { display: none }", "The only item of a list"),
        ("main > ul { visibility: hidden }", "The only item of a list"),
        ("td { opacity: 0 }", "China"),
        (".footnote { display: none }", "A note with a sentence of its own."),
        (".key-messages li { visibility: hidden }", "A message for those"),
    ],
)
def test_what_a_style_hides_is_an_error(house: Path, css: str, what: str) -> None:
    """An item, a cell, a note, a message that the style does not print is named, with its line."""
    restyle(house, css)
    found = find("lost-text", proof_of(house, PROSE, **FIELDS))
    (one,) = (one for one in found if what in one.message)
    assert "is not wholly on the page, on a4" in one.message
    assert one.place.file.startswith("content/it/brief.")


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("{{ prose }}", "The first paragraph says"),
        ("{{ parts.title() }}", "Two lines under it"),
        ("<li>{{ message }}</li>", "A message for those"),
    ],
)
def test_what_a_template_forgets_is_an_error(house: Path, part: str, what: str) -> None:
    """A field that the template leaves out is named sentence by sentence."""
    template = house / "templates/policy-brief.html"
    text = template.read_text("utf-8")
    assert part in text
    template.write_text(text.replace(part, "<li>Something</li>"), "utf-8")
    found = find("lost-text", proof_of(house, PROSE, **FIELDS))
    (one,) = (one for one in found if what in one.message)
    assert "is not on the page" in one.message
    assert "templates/policy-brief.html" in one.hint
