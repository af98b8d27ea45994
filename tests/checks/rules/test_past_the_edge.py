"""The check `past-the-edge`: no text runs out of the column, the cell or the box that holds it."""

from pathlib import Path

import pytest
from support.depth import few
from support.printed import words
from support.printed_pages import find, proof_of, restyle

from briefpress.checks.rules.past_the_edge import SLACK, measure_past
from briefpress.model.geometry import Area, PageLayout, Piece

LONG = "a_very_long_name_that_nobody_can_break_because_it_is_one_word_and_goes_on_for_ever_and_ever"
TABLE = f"| One | Two |\n|---|---|\n| {LONG} | {LONG} |\n"


@pytest.mark.long
@pytest.mark.parametrize("paper", few(["a4", "letter"]))
@pytest.mark.parametrize(
    "prose",
    [
        LONG,
        f"See https://example.org/{LONG} there.",
        f"`{LONG}`",
        f"    {LONG} = {LONG}",
        f"> {LONG}",
        f"- {LONG}",
        f"A note.^[{LONG}]",
        f"Term\n: {LONG}",
        f"| One | Two |\n|---|---|\n| https://example.org/{LONG} | 2 |\n",
        f"## {LONG}\n\nText.",
    ],
)
def test_long_words_break(house: Path, paper: str, prose: str) -> None:
    """Words, addresses and code break, in text, lists, notes and cells."""
    proof = proof_of(house, f"{words(20)}\n\n{prose}\n", paper=paper)
    assert not find("past-the-edge", proof)
    assert not find("cut-off", proof)


@pytest.mark.long
@pytest.mark.parametrize(
    ("css", "prose", "where"),
    [
        ("body { overflow-wrap: normal }", LONG, "column"),
        ("main > p { width: 20mm; white-space: nowrap }", words(20), "column"),
        ("table { table-layout: fixed } td { overflow-wrap: normal }", TABLE, "cell"),
    ],
)
def test_what_runs_out_is_found(house: Path, css: str, prose: str, where: str) -> None:
    """Out of a column that it cannot break for, out of a cell that is too narrow."""
    restyle(house, css)
    found = find("past-the-edge", proof_of(house, f"{words(9)}\n\n{prose}\n"))
    assert f"runs past the edge of its {where}, on page 1 of a4" in found[0].message
    assert found[0].place.file == "content/it/brief.md"


@pytest.mark.parametrize(("text", "runs_past"), [("应签署谅解备忘录。", False), ("A word", True)])
def test_a_line_that_is_filled_between_its_letters_ends_where_it_ends(
    text: str, runs_past: bool
) -> None:
    """The press counts the room behind the last of them, and fractions of the others."""
    holder = Area(1, "main p", 40, 40, 100, 20, -1)
    piece = Piece(text, 40, 40, 100.8, 10, 10, "#000000", "#ffffff", 0, 0)
    page = PageLayout(200, 200, (40, 40, 160, 160), (holder,), (piece,))
    assert (measure_past(page, holder, piece, from_right=False) > SLACK) is runs_past
