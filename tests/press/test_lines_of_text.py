"""Lines of text: what stands above and below the line pushes none of them apart."""

from itertools import pairwise
from pathlib import Path

import pytest
from support.printed import new_house, words
from support.printed_pages import proof_of

from briefpress.checks.evidence.text_lines import flow_lines

RAISED = "CO~2~ of 5 m^2^ and H~2~O, `code_in_it` and 3<sup>rd</sup>"


@pytest.mark.long
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_letters_above_and_below_the_line_push_no_line(tmp_path: Path, paper: str) -> None:
    """Each line of a paragraph is as far from the next as in one without them."""
    house = new_house(tmp_path / "house")
    steps = []
    for prose in (words(90), f"{words(20)} {RAISED} {words(20)} {RAISED} {words(20)} {RAISED}."):
        (page,) = proof_of(house, prose, paper=paper).pdf.layout.pages
        lines = [line for line in flow_lines(page) if page.areas[line.area].tag == "p"]
        assert len(lines) > 5
        bases = [line.bottom for line in lines]  # of its largest type
        # A line that stands higher than the one before it begins a column.
        steps.append({round(two - one, 2) for one, two in pairwise(bases) if two > one})
    assert steps[0] == steps[1]
    assert len(steps[0]) == 1
