"""The check `hole`: no page has empty paper where text should stand."""

from pathlib import Path
from typing import Any

import pytest
from support.printed import picture, words
from support.printed_pages import find, proof_of, restyle

from briefpress.checks.evidence.holes import make_lower
from briefpress.model.blocks.figures import Figure, Plot
from briefpress.model.maps import Map

FIGURE = {"f": {"image": "it.png", "caption": "A picture", "alt": "A grey area, all of it"}}
TEXT = "\n\n".join(words(30, n) for n in range(9))


@pytest.mark.long
def test_a_figure_that_does_not_fit_leaves_a_hole(house: Path) -> None:
    """It moves to the next page with its heading, and the paper that it leaves is told in lines."""
    files = {"it.png": picture(1200, 1100)}
    prose = f"{TEXT}\n\n## Its heading\n\n{{{{ figures.f }}}}\n\n{words(30)}\n"
    wide = {"f": {**FIGURE["f"], "width": "page"}}
    (found,) = find("hole", proof_of(house, prose, files, figures=wide))
    assert found.message.startswith("a hole of ")
    assert found.message.endswith("on page 1 of a4")


@pytest.mark.long
def test_a_block_that_went_over_beside_no_text_is_named(house: Path) -> None:
    """A timeline that has the last page of a situation report for itself, beside nothing."""
    timeline = [{"date": f"2024-0{month}-02", "event": words(20)} for month in range(1, 9)]
    prose = f"## Its text\n\n{TEXT}\n\n{{{{ timeline }}}}\n\n## Next\n\n{words(40)}\n"
    (found,) = find("hole", proof_of(house, prose, timeline=timeline, template="sitrep"))
    begins = (
        "`{{ timeline }}`, beside the text, did not fit there: it is 38 lines high, and 58 lines"
    )
    assert str(found.hint).startswith(begins)
    assert str(found.hint).endswith(
        "are empty there: in content/it/brief.md:21 place it further up"
    )


@pytest.mark.long
def test_a_figure_that_waits_leaves_none(house: Path) -> None:
    """It moves to the next page, and the text below it takes its place."""
    files = {"it.png": picture(1200, 1100)}
    wide = {"f": {**FIGURE["f"], "width": "page"}}
    prose = f"{TEXT}\n\n{{{{ figures.f }}}}\n\n{words(900)}\n"
    assert find("hole", proof_of(house, prose, files, figures=wide)) == []


@pytest.mark.long
def test_a_page_on_which_no_text_begins_has_none(house: Path) -> None:
    """A cover over all of it; one over a third, with a summary down to the foot."""
    cover = {"size": "page", "colour": "ink"}
    assert find("hole", proof_of(house, words(30), cover=cover, template="report")) == []
    summary = [words(22, n) for n in range(20)]
    text = f"## First\n\n{words(90)}"
    proof = proof_of(house, text, cover={"colour": "ink"}, key_messages=summary, template="report")
    assert len(proof.pdf.layout.pages) == 2
    assert find("hole", proof) == []


@pytest.mark.long
def test_a_gap_between_two_paragraphs_is_a_hole(house: Path) -> None:
    """A style that sets too much between them."""
    restyle(house, "blockquote { margin-top: 120pt !important }")
    (found,) = find("hole", proof_of(house, f"{words(30)}\n\n> {words(20)}\n"))
    assert "a hole of " in found.message


@pytest.mark.long
def test_a_full_page_and_a_short_last_one_have_none(house: Path) -> None:
    """Nor has a page whose text stands beside a long figure, or a table over all of it."""
    files = {"it.png": picture(1200, 500)}
    prose = f"{TEXT}\n\n{{{{ figures.f }}}}\n\n{TEXT}\n\n{TEXT}\n"
    assert not find("hole", proof_of(house, prose, files, figures=FIGURE))
    assert not find("hole", proof_of(house, words(30)))


@pytest.mark.long
def test_a_hole_is_told_by_words_that_can_be_found(house: Path) -> None:
    """The line above it may be set in several pieces; a full stop alone finds nothing."""
    restyle(house, "blockquote { margin-top: 120pt !important }")
    (found,) = find("hole", proof_of(house, f"What they want is *a word*.\n\n> {words(20)}\n"))
    assert "under `What they want is`" in found.message
    assert found.place.file == "content/it/brief.md"


WIDE = {"w": {"caption": "A table", "columns": [*"abcdefgh"], "rows": [[*"12345678"]] * 8}}
"""A table as wide as the page."""
EVENTS = [{"date": f"20{n:02}-03-07", "event": words(9, n)} for n in range(14)]


def _hint(house: Path, block: str, **fields: Any) -> str:
    """The hint for a hole above a wide table, with *block* beside the text that stands over it."""
    files = {"it.png": picture(400, 1500)}
    prose = f"{words(60)}\n\n{block}\n\n{words(40)}\n\n{{{{ tables.w }}}}\n\n{words(300)}\n"
    (found,) = find("hole", proof_of(house, prose, files, tables=WIDE, **fields))
    return found.hint


@pytest.mark.long
def test_a_block_that_does_not_fit_is_named(house: Path) -> None:
    """The hint says which one it is, and in which line the author placed it."""
    files = {"it.png": picture(1200, 1100)}
    prose = f"{TEXT}\n\n## Its heading\n\n{{{{ figures.f }}}}\n\n{words(30)}\n"
    wide = {"f": {**FIGURE["f"], "width": "page"}}
    (found,) = find("hole", proof_of(house, prose, files, figures=wide))
    line = prose[: prose.index("{{ fig")].count("\n") + 1
    assert found.hint == (
        f"`{{{{ figures.f }}}}` did not fit there: in content/it/brief.md:{line} place it at "
        "least 12 lines further up in the text, or cut its picture lower, `crop: 493:291`"
    )
    first, then = TEXT.split("\n\n")[:5], TEXT.split("\n\n")[5:]
    moved = "\n\n".join([*first, "## Its heading", "{{ figures.f }}", *then, words(30)])
    assert not find("hole", proof_of(house, moved, files, figures=wide))


@pytest.mark.long
def test_a_wide_table_that_waits_is_not_blamed(house: Path) -> None:
    """The hint names what it waits for, the timeline beside the text."""
    assert _hint(house, "{{ timeline }}", timeline=EVENTS) == (
        "`{{ tables.w }}` waits until `{{ timeline }}`, beside the text, ends: in "
        "content/it/brief.md:3 place `{{ timeline }}` up to 8 lines further up, or shorten it, or "
        "place `{{ tables.w }}` further down"
    )


@pytest.mark.long
def test_a_figure_beside_the_text_is_named_by_its_name(house: Path) -> None:
    """The block beside the text that has a name is the one that is told."""
    side = {"s": {**FIGURE["f"], "width": "side"}}
    assert "waits until `{{ figures.s }}`, beside" in _hint(house, "{{ figures.s }}", figures=side)


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (Plot.model_construct(kind="bars"), "leave rows out of its chart, `without:`, or set it"),
        (Plot.model_construct(kind="line"), "set it beside the text, `width: side`"),
        (Map.model_construct(kind="map"), "set it beside the text, `width: side`"),
        ({"mark": "bar"}, "give its chart a lower `height:`, or set it beside the text"),
    ],
)
def test_a_chart_is_not_told_to_be_shorter(chart: object, said: str) -> None:
    """It has no words to leave out; a table has rows."""
    figures = {"f": Figure.model_construct(chart=chart)}
    assert make_lower(figures, "`{{ figures.f }}`", 9).startswith(said)
    assert make_lower(figures, "`{{ tables.f }}`", 9) == "make it 9 lines shorter"


@pytest.mark.long
def test_key_messages_cannot_be_placed_elsewhere(house: Path) -> None:
    """They stand where the template has them: they can be made shorter."""
    messages = [words(30, n) for n in range(6)]
    hint = _hint(house, "Text.", key_messages=messages)
    assert "shorten `key_messages`, or place `{{ tables.w }}` further down" in hint


@pytest.mark.long
def test_recommendations_leave_no_hole(house: Path) -> None:
    """They are as wide as the page, and stand beside the timeline where they would wait for it."""
    prose = f"{words(60)}\n\n{{{{ timeline }}}}\n\n{words(40)}\n\n{{{{ recommendations }}}}\n"
    to = [{"to": "The Council", "actions": ["Act."]}]
    proof = proof_of(house, f"{prose}\n{words(300)}\n", timeline=EVENTS, recommendations=to)
    assert not find("hole", proof)


@pytest.mark.long
def test_a_page_that_its_author_ends_has_none_unless_it_is_mostly_white(house: Path) -> None:
    """The `{{ page_break }}` is named, and nothing that did not fit."""
    rest = f"\n\n{{{{ page_break }}}}\n\n## Next\n\n{words(200)}\n"
    assert find("hole", proof_of(house, "\n\n".join([TEXT] * 2) + rest)) == []
    (found,) = find("hole", proof_of(house, words(60) + rest))
    assert "delete the {{ page_break }} that ends the page" in found.hint


@pytest.mark.long
def test_a_hole_at_the_head_of_a_page_is_told(house: Path) -> None:
    """Where the text waits until the block beside it ends."""
    restyle(house, "main > p { clear: inline-end }")
    prose = f"{words(60)}\n\n{{{{ page_break }}}}\n\n{{{{ timeline }}}}\n\nHere. {words(30)}\n"
    _, found = find("hole", proof_of(house, prose, timeline=EVENTS))
    assert " at the head of the text, on page 2 of a4" in found.message
    assert not found.message.startswith("a hole of 0 ")
    assert (found.place.file, found.place.line) == ("content/it/brief.md", 7)


@pytest.mark.long
def test_an_imprint_that_did_not_fit_is_named(house: Path) -> None:
    """Under the text before it nothing has to be moved."""
    proof = proof_of(house, f"## One\n\n{words(845)}\n", pages=1)
    assert len(proof.pdf.layout.pages) == 2
    for found in find("hole", proof):
        assert found.hint.startswith("the imprint did not fit there")
