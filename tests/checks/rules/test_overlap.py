"""The check `overlap`: no two things stand on one another."""

from pathlib import Path

import pytest
from support.printed import PAPERS, words
from support.printed_pages import find, proof_of, restyle

PROSE = f"""## A heading

{words(60)}[^n]

{{{{ boxes.aside }}}}

{{{{ figures.it }}}}

{words(40, 3)}

| One head | Another |
| -------- | ------- |
| a cell   | 12      |

[^n]: A note at the foot.
"""
FIGURE = {"image": "it.svg", "alt": "Three bars", "caption": "A picture of three bars"}


def _find(house: Path, css: str, paper: str = "a4") -> list[str]:
    from support.printed import DRAWING

    restyle(house, css)
    fields = {"boxes": {"aside": "A box with a ground."}, "figures": {"it": FIGURE}}
    proof = proof_of(house, PROSE, {"it.svg": DRAWING}, paper=paper, **fields)
    return [f"{one.place.line}: {one.message}" for one in find("overlap", proof)]


@pytest.mark.long
@pytest.mark.parametrize(
    ("css", "what"),
    [
        ("figure { margin-top: -20pt }", "stand on one another"),
        ("figure img { margin-bottom: -20pt }", "and a picture stand on one another"),
        (".box { margin-block: 0 -30pt }", "stand on one another"),
        (
            "main > table { position: relative; top: 300pt } .closing { display: none }",
            "and the notes stand on one another",
        ),
        ("figure { position: absolute; top: 255mm }", "stand on one another"),
        ("figure { position: absolute; top: -15mm }", "stand on one another"),
    ],
)
def test_two_things_on_one_another_are_an_error(house: Path, css: str, what: str) -> None:
    """Text and picture, box and picture, table and notes, picture and foot, picture and head."""
    (found,) = _find(house, css)
    assert what in found


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_what_stands_in_its_place_is_none(house: Path, paper: str) -> None:
    """A text in its box, a cell in its table, a row under a row, a note at the foot."""
    assert _find(house, "", paper) == []


@pytest.mark.long
def test_its_place_is_a_line_of_the_author(house: Path) -> None:
    """A word that no author wrote is told on the line of the name of its block."""
    (found,) = _find(house, ".box { margin-block: 0 -30pt }")
    fields = (house / "content/it/brief.yaml").read_text().splitlines()
    line, _, message = found.partition(": ")
    assert message.startswith("`Figure 1.` and the box of `A box with a ground.`")
    assert fields[int(line) - 1].strip() == '"it": {'
