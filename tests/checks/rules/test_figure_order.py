"""The check `figure-order`: figures follow one another as their numbers do."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from support.printed_pages import find, proof_of

CSV = b"place,people\nA,1\nB,2\n"
FIGURE = {"chart": {"kind": "bars", "x": "place", "y": "people"}, "data": "c.csv",
          "caption": "People", "alt": "Two bars, of which the second is longer."}  # fmt: skip


def test_a_figure_behind_the_next_one_is_told(house: Path) -> None:
    """It stands a page later; where both are on their pages in turn, nothing is said."""
    figures: dict[str, Any] = {"one": FIGURE, "two": FIGURE}
    prose = "One.\n\n{{ figures.one }}\n\n{{ page_break }}\n\nTwo.\n\n{{ figures.two }}\n"
    proof = proof_of(house, prose, {"c.csv": CSV}, figures=figures)
    assert not find("figure-order", proof)
    layout = replace(proof.pdf.layout, pages=proof.pdf.layout.pages[::-1])
    turned = replace(proof, pdf=replace(proof.pdf, layout=layout))
    (found,) = find("figure-order", turned)
    assert found.message == (
        "Figure 1 stands on page 2, and Figure 2 before it, on page 1 of a4"
    )  # fmt: skip
    assert (found.place.file.rpartition("/")[2], found.place.line) == ("brief.md", 3)
