"""The check `long-line`: a line is not longer than an eye can follow."""

from pathlib import Path

import pytest
from support.depth import few
from support.printed import words
from support.printed_pages import find, proof_of, restyle

from briefpress.checks.evidence.text_lines import lines


@pytest.mark.long
def test_a_line_over_all_of_the_page_is_found(house: Path) -> None:
    """With the number of its characters; the longest of the page is told."""
    restyle(house, "main > p { margin-inline-end: 0 !important }")
    (found,) = find("long-line", proof_of(house, words(120)))
    assert int(found.message.split()[3]) > 80
    assert str(found.place).startswith("content/it/brief.md:1")


@pytest.mark.long
def test_the_measure_of_the_house_is_none(house: Path) -> None:
    """Nor are notes, captions and tables, which are read line by line."""
    prose = f"{words(120)}[^n]\n\n[^n]: {words(60)}\n\n| A |\n| --- |\n| {words(15)} |\n"
    assert not find("long-line", proof_of(house, prose))


@pytest.mark.long
@pytest.mark.parametrize(
    ("pages", "hint"),
    few(
        [
            (1, "shorten the brief, or raise `pages:`"),
            (2, "shorten the brief, or raise `pages:`"),
            (4, "make the text larger or the column narrower"),
        ]
    ),
)
def test_a_brief_with_a_budget_is_shortened(house: Path, pages: int, hint: str) -> None:
    """The press made the type smaller, to keep its pages: an author cannot enlarge it. Where pages
    are left, it did not.
    """
    restyle(house, "main > p { margin-inline-end: 0 !important }")
    found = find("long-line", proof_of(house, words(1000), pages=pages))
    assert found[0].hint.startswith(hint)


@pytest.mark.long
def test_a_paragraph_of_one_line_is_none(house: Path) -> None:
    """Where there is no second line, no eye has to find it."""
    restyle(house, "main > p { margin-inline-end: 0 !important }")
    prose = "\n\n".join(f"{words(14, n)}" for n in range(6))
    assert not find("long-line", proof_of(house, prose))


@pytest.mark.long
def test_a_box_may_have_longer_lines(house: Path) -> None:
    """One that is as wide as the text, with type made smaller, is no fault of its author; a line
    that is much longer has a way out in the box.
    """
    prose = f"{words(60)}\n\n{{{{ boxes.b }}}}\n"
    restyle(house, ".box p { font-size: 8.3pt }")
    box = {"b": {"title": "It", "text": words(90)}}
    proof = proof_of(house, prose, boxes=box)
    longest = max(len(line.text) for page in proof.pdf.layout.pages for line in lines(page))
    assert 80 < longest <= 90
    assert not find("long-line", proof)
    restyle(house, ".box p { font-size: 6pt }")
    (found,) = find("long-line", proof_of(house, prose, boxes=box))
    assert found.hint == "write `width: side` in the box"
