"""The check `reading-order`: what is heard first stands first, in its column."""

from pathlib import Path
from typing import Any

import pytest
from support.broken import broken, elements, move, take_out, whole
from support.printed import PAPERS, new_house, own_file, words
from support.printed_pages import find, proof_of

PROSE = "## One\n\nThe first text.\n\nThe second text.\n\nThe third text.\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def _moves(kid: int, to: int) -> Any:
    return lambda pdf: move(elements(pdf, "Part")[0].K[kid], to)


@pytest.mark.long
@pytest.mark.parametrize(
    ("kid", "to", "said"),
    [
        (3, 0, "`One` is read after `The third text.`"),
        (0, 3, "`One` is read after `The third text.`"),
        (1, 2, "`The first text.` is read after `The second text.`"),
    ],
)
def test_one_block_out_of_order_is_one_finding(house: Path, kid: int, to: int, said: str) -> None:
    """Whether it is read too early or too late, and not one for each block that it passes."""
    (found,) = find("reading-order", broken(proof_of(house, PROSE), _moves(kid, to)))
    assert found.message == f"{said}, which stands below it, on page 1 of a4"
    assert found.severity == "warning"
    assert found.place.file == "content/it/brief.md"


@pytest.mark.long
def test_a_style_that_moves_a_block_is_caught(house: Path) -> None:
    """`position: absolute` at the foot of the page: seen last, heard first."""
    style = own_file(house, "styles/policy-brief.css")
    text = style.read_text("utf-8") if style.exists() else ""
    rule = "\n.standfirst { position: absolute; top: 200mm; margin: 0 }\n"
    style.write_text(text + rule, "utf-8")
    found = find("reading-order", proof_of(house, PROSE))
    assert [one.message.split(",")[0] for one in found] == [
        "`One` is read after `Two lines under it.`"
    ]


@pytest.mark.long
def test_text_in_no_tag_is_an_error(house: Path) -> None:
    """It is seen, and nobody hears it."""
    proof = broken(proof_of(house, PROSE), _unmark)
    (found,) = find("reading-order", proof)
    assert found.message == "`The second text.` is in no tag, on page 1 of a4"
    assert found.severity is None


def _unmark(pdf: Any) -> None:
    """Take the second paragraph out of the tag tree, and its number off the page."""
    paragraph = elements(pdf, "Part")[0].K[2]
    (number,) = paragraph.K[0].K
    take_out(paragraph)
    page = pdf.pages[0]
    data = page.Contents.read_bytes()
    assert data.count(b"/MCID %d>>" % number) == 1
    page.Contents = pdf.make_stream(data.replace(b"/MCID %d>>" % number, b">>"))


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_honest_orders_have_no_finding(house: Path, paper: str) -> None:
    """Notes, floats beside the text, columns, a paragraph overleaf, an embargo over the head."""
    assert not find("reading-order", whole())
    prose = f"## One\n\n{words(40)}[^a]\n\n{{{{ facts }}}}\n\n" + f"{words(150)}\n\n" * 5
    proof = proof_of(
        house,
        f"{prose}{{{{ timeline }}}}\n\n{words(90)}\n\n{{{{ recommendations }}}}\n\n[^a]: A note.",
        paper=paper,
        key_messages=[words(12), words(12)],
        embargo="2030-01-01T09:00-05:00",
        facts={"a": {"value": 670, "label": words(8)}},
        timeline=[{"date": f"202{n}", "event": words(7)} for n in range(5)],
        recommendations=[{"to": f"To {n}", "actions": [words(9), words(8)]} for n in range(5)],
        contact={"email": "contact@example.org"},
        next_update="2030-02-01",
    )
    assert proof.pdf.pages > 1
    assert not find("reading-order", proof)
