"""Columns beside and below the text are on its grid, and what is alike has one colour."""

from pathlib import Path

import pytest
from support.printed import new_house, words
from support.printed_pages import proof_of

from briefpress.model.geometry import Area, PageLayout

MM = 72 / 25.4


def _areas(page: PageLayout, name: str) -> list[Area]:
    """The areas of *page* that are elements *name*, or have it as a class; each element once."""
    found = [one for one in page.areas if name in (one.tag, *one.classes)]
    return [*{one.element: one for one in reversed(found)}.values()][::-1]


@pytest.mark.long
def test_questions_recommendations_and_imprint_are_on_the_grid_of_the_text(tmp_path: Path) -> None:
    """The third question is as wide as what stands beside the text, the citation is wider than a
    quarter of the page; recommendations are numbered in the colour of lists of the text, and their
    addressees are headings as all others.
    """
    prose = f"{words(60)}\n\n1. {words(6)}\n2. {words(6)}\n\n{{{{ recommendations }}}}\n"
    layout = proof_of(
        new_house(tmp_path / "house"),
        prose,
        questions={"new": words(12), "why": words(12), "do": words(12)},
        key_messages=[words(9)],
        recommendations=[{"to": "The Court", "actions": [words(9), words(7)]}],
        contact={"name": "The editors", "email": "a@example.org"},
    ).pdf.layout
    (page,) = layout.pages
    (beside,) = _areas(page, "key-messages")
    last = [one for one in page.areas if one.path.endswith("section.questions div")][-1]
    assert abs(last.x - beside.x) < 0.1 and abs(last.right - beside.right) < 0.1
    (cite,) = _areas(page, "cite")
    assert 44 * MM < cite.width < 60 * MM
    markers = [one for one in page.pieces if one.text in ("1\u2002", "2\u2002")]
    assert len(markers) == 4
    assert {one.colour for one in markers} == {"#ad3b1e"}
    addressee = next(one for one in page.pieces if one.text == "The Court")
    assert addressee.colour == "#14355e"
