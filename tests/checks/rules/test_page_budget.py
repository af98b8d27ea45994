"""The check `page-budget`: a brief takes the pages that it says."""

import re
from pathlib import Path

import pytest
from support.depth import few
from support.printed import PAPERS, words
from support.printed_pages import find, proof_of, restyle


@pytest.mark.long
@pytest.mark.parametrize("paper", few(PAPERS))
def test_too_many_pages_say_how_many_lines_and_where(house: Path, paper: str) -> None:
    """Beyond the smallest setting an error counts the lines over and names the longest section."""
    prose = f"## Short\n\n{words(60)}\n\n## The long one\n\n{words(2000)}\n"
    (found,) = find("page-budget", proof_of(house, prose, paper=paper, pages=1))
    assert f"3 pages on {paper}, the budget is 1: " in found.message
    lines, said = re.search(
        r"(\d+) lines too many in the smallest type, about (\d+) words;", found.message
    ).groups()  # type: ignore[union-attr]
    assert 5 < int(said) / int(lines) < 16
    assert "“The long one”, the longest section on the last pages" in found.hint
    assert found.severity is None


@pytest.mark.long
def test_too_few_pages_are_a_warning(house: Path) -> None:
    """A sheet that is half empty is no reason to print nothing."""
    (found,) = find("page-budget", proof_of(house, f"## One\n\n{words(60)}\n", pages=2))
    assert (found.severity, found.message) == ("warning", "1 page on a4, the budget is 2")


@pytest.mark.long
@pytest.mark.parametrize("paper", few(PAPERS))
def test_a_brief_that_fits_is_none(house: Path, paper: str) -> None:
    """A brief that is fitted into its pages has no finding; nor has one without a budget."""
    prose = f"## One\n\n{words(900)}\n"
    assert not find("page-budget", proof_of(house, prose, paper=paper, pages=2))
    assert not find("page-budget", proof_of(house, prose, paper=paper))


@pytest.mark.long
def test_a_hole_that_would_hold_what_is_too_much_is_named_first(house: Path) -> None:
    """Where a block that did not fit has left a hole, moving it is the cure, not cutting text."""
    rows = [["A row", f"{number}"] for number in range(42)]
    tables = {"t": {"caption": "A table", "columns": ["What", "How many"], "rows": rows}}
    restyle(house, ".table { break-inside: avoid }")
    prose = f"## One\n\n{words(200)}\n\n{{{{ tables.t }}}}\n\n## Two\n\n{words(60)}\n"
    (found,) = find("page-budget", proof_of(house, prose, pages=2, tables=tables))
    assert found.hint.startswith("first fill the hole of ")
    assert "on page 1, under" in found.hint


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_an_imprint_alone_on_a_page_is_named(house: Path, paper: str) -> None:
    """The text fits, and the imprint does not: how many lines it wants is in the hint."""
    prose = f"## One\n\n{words(845)}\n"
    (found,) = find("page-budget", proof_of(house, prose, paper=paper, pages=1))
    assert found.message.endswith("; nothing but the imprint stands on page 2")
    lines = found.message.split(": ")[1].split(" too many")[0]
    assert found.hint.endswith(f"by {lines}, or raise `pages:`")


@pytest.mark.long
def test_blocks_that_are_tall_are_named(house: Path) -> None:
    """Where no section is as long as what is too much, and never a shorter one alone."""
    rows = [["A row", f"{number}"] for number in range(30)]
    tables = {"t": {"caption": "A table", "columns": ["What", "How many"], "rows": rows}}
    prose = f"## One\n\n{words(300)}\n\n{{{{ tables.t }}}}\n\n## Two\n\n{words(340)}\n"
    (found,) = find("page-budget", proof_of(house, prose, pages=1, tables=tables))
    assert re.match(r"make smaller or leave out what is tall: `\{\{ tables.t }}` \(\d\d lines\); "
                    r"shorten the text by \d+ lines", found.hint or "")  # fmt: skip


@pytest.mark.long
def test_a_page_that_begins_with_a_table_is_told_by_the_line_of_the_table(house: Path) -> None:
    """No line of the title, whose cells stand in no text of the brief."""
    tables = {"t": {"caption": "A table", "data": "rows.csv"}}
    files = {"rows.csv": b"What,How\n" + b"".join(b"Row,%d\n" % n for n in range(120))}
    prose = f"## One\n\n{words(330)}\n\n{{{{ tables.t }}}}\n"
    (found,) = find("page-budget", proof_of(house, prose, files, pages=1, tables=tables))
    begin = r"page 2 begins with `Table\s1[^`]*`, content/it/brief.yaml:8:"
    assert re.search(begin, found.message), found.message
