"""The check `figure-order`: figures follow one another as their numbers do."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import find, proof_of

from briefpress.checks.evidence.printed_page import PrintedPage

CSV = b"place,people\nA,1\nB,2\n"
FIGURE = {"chart": {"kind": "bars", "x": "place", "y": "people"}, "data": "c.csv",
          "caption": "People", "alt": "Two bars, of which the second is longer."}  # fmt: skip


def _proof(house: Path) -> PrintedPage:
    """Print two figures, each on a page."""
    figures: dict[str, Any] = {"one": FIGURE, "two": FIGURE}
    prose = "One.\n\n{{ figures.one }}\n\n{{ page_break }}\n\nTwo.\n\n{{ figures.two }}\n"
    return proof_of(house, prose, {"c.csv": CSV}, figures=figures)


@pytest.mark.long
def test_figures_in_their_order_are_none(house: Path) -> None:
    """Each stands on its page."""
    assert not find("figure-order", _proof(house))


@pytest.mark.long
def test_a_figure_behind_the_next_one_is_told(house: Path) -> None:
    """It stands a page later."""
    proof = _proof(house)
    layout = replace(proof.pdf.layout, pages=proof.pdf.layout.pages[::-1])
    (found,) = find("figure-order", replace(proof, pdf=replace(proof.pdf, layout=layout)))
    message = "Figure 1 stands on page 2, and Figure 2 before it, on page 1 of a4"
    assert found.message == message
    assert (found.place.file.rpartition("/")[2], found.place.line) == ("brief.md", 3)


@pytest.mark.long
def test_one_that_opens_the_text_on_a_later_page_is_told(house: Path) -> None:
    """Where it is as wide as the page, beside the key messages there is no room for it."""
    figures = {"one": FIGURE | {"width": "page"}}
    proof = proof_of(house, "{{ figures.one }}\n\n## One\n\nText.\n", {"c.csv": CSV},
                     figures=figures)  # fmt: skip
    assert not find("figure-order", proof)
    empty = replace(proof.pdf.layout.pages[0], areas=(), pieces=())
    layout = replace(proof.pdf.layout, pages=(empty, *proof.pdf.layout.pages))
    (found,) = find("figure-order", replace(proof, pdf=replace(proof.pdf, layout=layout)))
    assert found.message == "Figure 1 opens the text, and is printed later, on page 2 of a4"
    assert found.hint == "write `width: text` for `one`"
