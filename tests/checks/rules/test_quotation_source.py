"""The check `quotation-source`: a quotation says whose it is."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    "prose",
    [
        'The report says "they were sent back at once" and goes on.',
        "The report says “they were sent back at once”. Another sentence.",
        "It begins.[@one] Then it says “they were sent back at once”.",
        "> They were sent back at once, and nobody asked.",
        "> They were sent back at once, and nobody asked.\n\nThey now live here. They work.[@one]",
        "> 大河有水小河满，大河无水小河干。\n>\n> ——泰国清孔县村民",
        "一位渔民说：“以前一天能捕二十公斤，现在只有两公斤。”",
        "> They were sent back at once, and nobody asked.\n\n## Next\n\nThey now live here.[@one]",
    ],
)
def test_a_quotation_without_a_source_is_found(house: Path, prose: str) -> None:
    """Within a sentence, after a note that belongs to another one, in a paragraph of its own."""
    (found,) = told("quotation-source", house, f"## A\n\n{prose}\n")
    assert found.startswith("brief.md:3: the quotation `")


@pytest.mark.parametrize(
    "prose",
    [
        'It says "they were sent back at once".[@one]',
        "It says “they were sent back at once”.[^n]\n\n[^n]: Minutes of the meeting.",
        "> They were sent back at once, and nobody asked.[@one]",
        "> They were sent back at once.\n\nSo one of them told the *Courier*.[@one] They stayed.",
        "> They were sent back at once.\n\nSo the report.[^n] More.\n\n[^n]: Page 3 of it.",
        "> They were sent back at once.\n\n“We saw it!” she told the U.N. afterwards.[@one]",
        "> CO~2~ + H~2~O → H^+^ + HCO~3~^−^",
        "> mean rate = cases of all weeks / people of all ages",
        "> Article 9",
        "> Go.\n>\n> A trader, in an interview in 2024",
        "> Go.\n>\n> (A trader, in an interview, in 2024)",
        "> 走吧。\n>\n> ——一个 村民 在 清孔 县",
        'They call it "safe return".',
        "他们称之为“一带一路”倡议。",
        'It is titled "Forced Labour by the State of Our Time".',
        "The bill called “Money that follows the child” was adopted.",
        "The report[@one] says that “they were sent back at once”.",
        "It says “they were sent back at once”.[@one] Again: “They were sent back at once”!",
    ],
)
def test_a_cited_one_a_term_and_a_title_are_none(house: Path, prose: str) -> None:
    """A note or a citation behind it; three words are a term; capitals make a title."""
    assert not told("quotation-source", house, prose)


@pytest.mark.long
@pytest.mark.parametrize(
    ("after", "is_found"),
    [("So one of them told us.[@one]", False), ("They live here now.", True)],
)
def test_a_box_may_say_after_a_quotation_whose_it_is(
    after: str, is_found: bool, house: Path
) -> None:
    """As prose may; what stands in another box says nothing of it."""
    quoted = "> They were sent back at once, and nobody asked.\n\n"
    boxes = {"a": {"text": quoted + after}, "b": {"text": "So one of them told us.[@one]"}}
    found = told("quotation-source", house, "{{ boxes.a }}\n\n{{ boxes.b }}", boxes=boxes)
    assert bool(found) == is_found


def test_french_marks_are_known(house: Path) -> None:
    """« … » is a quotation."""
    prose = "Il dit : « ils ont été renvoyés aussitôt ». Une autre phrase."
    (found,) = told("quotation-source", house, prose, language="fr")
    assert "ils ont été renvoyés aussitôt" in found


def test_a_cell_of_a_table_with_a_source_is_none(house: Path) -> None:
    """Its table names it."""
    table = {"columns": ["Who", "What"], "rows": [["A", "“they were sent back at once”"]],
             "caption": "Who said what", "source": "one"}  # fmt: skip
    assert not told("quotation-source", house, "{{ tables.t }}", tables={"t": table})
    del table["source"]
    assert told("quotation-source", house, "{{ tables.t }}", tables={"t": table})


def test_an_appeal_in_capitals_is_found(house: Path) -> None:
    """A whole sentence behind a colon is no title."""
    (found,) = told(
        "quotation-source", house, "He said: “We will not leave this place.” Then he left."
    )
    assert "We will not leave" in found


QUOTE = "They were sent back at once, and nobody asked."


@pytest.mark.parametrize(
    ("quote", "prose", "is_found"),
    [
        ({"text": QUOTE, "speaker": "Ash"}, "Nothing of it.", True),
        ({"text": QUOTE, "speaker": "Ash", "source": "one"}, "Nothing of it.", False),
        ({"text": f"{QUOTE}[@one]"}, "Nothing of it.", False),
        ({"text": QUOTE}, f"It begins. {QUOTE} It ends.", False),
    ],
)
def test_a_pull_quote_names_its_source_or_is_the_texts_own(
    house: Path, quote: dict[str, str], prose: str, is_found: bool
) -> None:
    """A quotation in the text is cited there, where it is anybody else's."""
    found = told("quotation-source", house, f"{prose}\n\n{{{{ quotes.q }}}}\n", quotes={"q": quote})
    assert bool(found) == is_found


def test_a_line_that_says_who_was_quoted_is_no_quotation(house: Path) -> None:
    """The quotation above it is told, once, or cites what the line says."""
    prose = (
        "> They were sent back at once, and nobody asked.{}\n>\n> — A trader, interview, 3 May 2024"
    )
    (found,) = told("quotation-source", house, prose.format(""))
    assert "They were sent back" in found
    assert not told("quotation-source", house, prose.format("[@one]"))
