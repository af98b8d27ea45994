"""The check `lost-text`: every text of the source is on the page."""

from pathlib import Path
from typing import Any

import pytest
from support.printed import PAPERS, add_everything, own_file
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


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_that_prints_everything_has_none(house: Path, paper: str) -> None:
    """Short forms that are spelled out, values, quotation marks and hard spaces lose nothing."""
    assert not find("lost-text", proof_of(house, PROSE, paper=paper, **FIELDS))


@pytest.mark.long
def test_short_lines_that_their_author_broke_have_none(house: Path) -> None:
    """In a cell of a table, in brief.yaml or in the prose, and in a paragraph."""
    table = {
        "caption": "It",
        "columns": ["A", "B"],
        "rows": [["x", "one line<br>another<br>a third"]],
    }
    prose = "So it is\\\nand was\\\nso.\n\n| A | B |\n| - | - |\n| x | half<br>whole |\n"
    prose += "\n{{ tables.it }}\n"
    assert not find("lost-text", proof_of(house, prose, tables={"it": table}))


@pytest.mark.long
def test_a_brief_with_every_construct_has_none(house: Path) -> None:
    """Notes of two paragraphs, nested lists, definitions, tables, votes, in French."""
    add_everything(house)
    assert not find("lost-text", proof_in(house, "everything"))


@pytest.mark.long
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


@pytest.mark.long
@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("{{ prose }}", "The first paragraph says"),
        ("{{ front.head() }}", "Two lines under it"),
        ("<li>{{ message }}</li>", "A message for those"),
    ],
)
def test_what_a_template_forgets_is_an_error(house: Path, part: str, what: str) -> None:
    """A field that the template leaves out is named sentence by sentence."""
    template = own_file(house, "templates/policy-brief.html")
    text = template.read_text("utf-8")
    assert part in text
    template.write_text(text.replace(part, "<li>Something</li>"), "utf-8")
    found = find("lost-text", proof_of(house, PROSE, **FIELDS))
    (one,) = (one for one in found if what in one.message)
    assert "is not on the page" in one.message
    assert "templates/policy-brief.html" in one.hint


ACRONYMS = {
    "UN": "United Nations",
    "CoI": "Commission of Inquiry",
    "HRC": "Human Rights Council",
    "IDP": "internally displaced person",
    "R&D": "research and development",
    "UN SC": "United Nations Security Council",
}
FILLED: dict[str, Any] = {
    "facts": {
        "people": {"value": "10000", "show": "more than 10,000"},
        "rate": {"value": "2.5"},
        "day": {"value": "1250000"},
    }
}


@pytest.mark.long
@pytest.mark.parametrize(
    "prose",
    [
        "## A\n\nThe UN agreed.",
        "## A\n\nUN.",
        "## A\n\nThe UN’s CoI met.",
        "## A\n\nIDPs fled.",
        "## A\n\n(UN) HRC (CoI).",
        "## A\n\nThe UN, the HRC, the CoI.",
        "## A\n\nThe UN SC met.",
        "## A\n\nR&D pays.",
        "## The UN agreed\n\nThe UN agreed.\n\n### IDPs\n\nText.",
        "## A\n\n- UN\n- HRC, UN\n- The IDPs’ UN\n",
        "## A\n\n| UN | HRC |\n| -- | --- |\n| CoI | The UN |\n| UN’s | IDPs |\n",
        "## A\n\n> The UN agreed.\n\nThe *UN* agreed; the **HRC** did. “UN”?",
        "## A\n\nText.[^n] The UN agreed.[^n2]\n\n[^n]: The UN.\n\n[^n2]: CoI, HRC.",
        "## A\n\n{{ facts.people }}.\n\n{{ facts.rate }} {{ facts.day }}\n\n- {{ facts.day }}!\n",
        "## A\n\n{{ facts.people }} fled. On {{ published }} {{ facts.day }} came.",
        "## A\n\n{{ published }}\n\n{{ title }}: {{ published }}.\n\n{{ series }}!",
        "## A\n\nUN {{ facts.people }} IDPs. “{{ facts.rate }}” HRC.",
    ],
)
def test_a_short_sentence_with_what_the_page_fills_in_has_none(house: Path, prose: str) -> None:
    """Short forms that are spelled out, values and dates are other words on the page."""
    proof = proof_of(house, prose, acronyms=ACRONYMS, **FILLED)
    assert not find("lost-text", proof)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "fr"])
def test_short_forms_in_fields_have_none(house: Path, language: str) -> None:
    """A title, a key message, an event, an action, a box, a caption, a cell, divided thousands."""
    proof = proof_of(
        house,
        "## UN\n\n{{ timeline }}\n\n{{ boxes.b }}\n\n{{ tables.t }}\n\n{{ tables.numbers }}\n\n"
        "{{ facts }}\n\n{{ recommendations }}",
        acronyms=ACRONYMS,
        language=language,
        title="The UN",
        standfirst="HRC, UN: {{ facts.people }}.",
        key_messages=["The UN agreed.", "IDPs!", "{{ facts.day }} IDPs."],
        timeline=[{"date": "2024-05", "event": "UN."}, {"date": "2024", "event": "CoI, HRC."}],
        boxes={"b": {"title": "The CoI", "text": "UN.\n\n- IDPs\n"}},
        tables={
            "t": {
                "columns": ["UN", "{{ facts.rate }}"],
                "rows": [["IDPs", "{{ facts.people }}"]],
                "caption": "HRC",
                "note": "UN.",
            },
            "numbers": {"columns": ["Camp", "Doses"], "rows": [["A", 2400000], ["B", 1200]]},
        },
        recommendations=[{"to": "UN", "actions": ["Ask the UN.", "Act."]}],
        facts={"people": {"value": "10000", "label": "IDPs"}, "rate": {"value": "2.5"},
               "day": {"value": "1250000", "big": "1.25 m", "label": "HRC"}},
    )  # fmt: skip
    assert not find("lost-text", proof)


@pytest.mark.long
@pytest.mark.parametrize(
    ("prose", "css", "what"),
    [
        ("The UN agreed.", "main > p { display: none }", "agreed"),
        ("Nothing.\n\n- UN met", "main > ul { display: none }", "met"),
        ("{{ facts.rate }} of them fled.", "main > p { display: none }", "of them fled"),
    ],
)
def test_a_short_sentence_that_is_hidden_is_an_error(
    house: Path, prose: str, css: str, what: str
) -> None:
    """A short text, or one that is mostly filled in, is missed as well."""
    restyle(house, css)
    found = find("lost-text", proof_of(house, f"## A\n\n{prose}", acronyms=ACRONYMS, **FILLED))
    assert any(what in one.message for one in found)


@pytest.mark.long
@pytest.mark.parametrize(
    "prose",
    ["UN staff met.", "The UN’s staff.", "A body (UN) met.", "The UN agreed.", "UN.", "A UN aid."],
)
def test_a_short_sentence_whose_short_form_is_explained_is_not_lost(
    house: Path, prose: str
) -> None:
    """Before the meaning, behind it and in brackets: what the page adds is no text of the brief."""
    acronyms = {"UN": "United Nations' Organization"}
    assert not find("lost-text", proof_of(house, f"## A\n\n{prose}\n", acronyms=acronyms))
