"""The check `lone-heading`: a heading has text below it."""

from pathlib import Path

import pytest
from support.printed import words
from support.printed_pages import find, proof_of, restyle

FULL = "\n\n".join(words(14, n) for n in range(26))


@pytest.mark.long
def test_a_heading_at_the_foot_of_a_page_is_found(house: Path) -> None:
    """With nothing below it, or a line; its place is that of the heading."""
    restyle(house, "h2 { break-after: auto !important } .last { break-before: page } "
                  "h2 + p { break-before: page }")  # fmt: skip
    (found,) = find("lone-heading", proof_of(house, f"Text.\n\n## Alone\n\n{words(30)}\n"))
    assert found.message == "the heading `Alone` ends page 1 of a4"
    assert str(found.place) == "content/it/brief.md:3:4"


@pytest.mark.long
def test_a_heading_with_text_below_it_is_none(house: Path) -> None:
    """Two lines are enough; so is a figure, a table, or the last lines of the brief."""
    table = "| One | Two |\n| --- | --- |\n| 1 | 2 |\n"
    prose = f"## One\n\n{words(40)}\n\n## Two\n\n{table}\n\n## Three\n\nA last line.\n"
    assert not find("lone-heading", proof_of(house, prose))
    assert not find("lone-heading", proof_of(house, f"{FULL}\n\n## Four\n\n{words(60)}\n"))


@pytest.mark.long
def test_a_section_of_one_line_that_its_author_ends_is_none(house: Path) -> None:
    """An annex begins a page; so does what stands below a break."""
    for rest in ("{{ page_break }}\n\n## Two", "## Annex: two {: .annex }"):
        prose = f"{words(30)}\n\n## One\n\nA line.\n\n{rest}\n\n{words(30)}\n"
        assert not find("lone-heading", proof_of(house, prose, template="report"))


TIMELINE = [{"date": "2024-01", "event": "It began."}, {"date": "2024-05", "event": "It ended."}]


@pytest.mark.long
@pytest.mark.parametrize("sentence", ["", "It took five months.\n\n"])
def test_a_heading_over_what_stands_beside_the_text_is_found(house: Path, sentence: str) -> None:
    """Where no sentence stands under it; one of a lower level may follow at once."""
    prose = (
        f"## One\n\n{words(60)}\n\n## Two\n\n{sentence}{{{{ timeline }}}}\n\n"
        f"## Three\n\n### Four\n\n{words(60)}\n"
    )
    found = find("lone-heading", proof_of(house, prose, timeline=TIMELINE))
    assert [one.message for one in found] == [
        "the heading `Two` has nothing between it and `Three`, on page 1 of a4"
    ][: not sentence]
