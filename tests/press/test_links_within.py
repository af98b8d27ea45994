"""References on paper: links to the places of the same paper, and the pages on which those are."""

from pathlib import Path

import pytest
from support.depth import few
from support.printed import new_house, pdf_of, print_brief, save, tags, words
from support.tools import verapdf

pytestmark = [pytest.mark.java, pytest.mark.long]
PROSE = (
    "## First\n\nSee {{ sections.far.ref }} on {{ sections.far.page }}, {{ tables.one.ref }}.\n\n"
    + f"{words(900)}.\n\n" * 3
    + "## Far\n\n{{ tables.one }}\n\nText.\n"
)
TABLE = {"one": {"columns": ["a", "b"], "rows": [["c", 1]], "caption": "One"}}


def test_a_reference_is_a_link_in_the_tags_and_has_the_page_of_its_target(tmp_path: Path) -> None:
    """The page is the one on which the heading stands, and the paper keeps both claims."""
    house = new_house(tmp_path / "house")
    pdf = pdf_of(print_brief(house, PROSE, tables=TABLE))
    file = save(pdf, tmp_path)
    (page,) = [
        number
        for number, one in enumerate(pdf.layout.pages, 1)
        if any(
            area.tag == "h2" and pdf.layout.texts.get(area.element) == "Far" for area in one.areas
        )
    ]
    assert page > 1
    links = [link.text for link in tags(file).all("Link")]
    assert links[:3] == ["“Far”", f"page {page}", "table 1"]
    assert all(link.within("P") for link in tags(file).all("Link")[:3])
    assert not verapdf([file], "3a")[file]
    assert not verapdf([file], "ua1")[file]


def test_contents_are_tagged_as_contents(tmp_path: Path) -> None:
    """Each item of a TOC leads to its place, and says the page on which that is; once, in an entry
    of two lines as well.
    """
    house = new_house(tmp_path / "house")
    long = "Annex: data that no office along the whole of the river has ever told us of"
    prose = f"{{{{ contents }}}}\n\n{PROSE}\n## {long} {{: .annex }}\n\nText.\n"
    file = save(pdf_of(print_brief(house, prose, tables=TABLE)), tmp_path)
    (toc,) = tags(file).all("TOC")
    items = toc.all("TOCI")
    assert [[one.kind for one in item.tags] for item in items] == [["Reference"]] * 3
    assert [item.text.replace("\u00a0", " ") for item in items] == [
        "First 1",
        "Far 4",
        f"Annex A. {long[7:].capitalize()} 4",
    ]
    assert all(len(item.all("Link")) == 1 for item in items)
    assert not verapdf([file], "3a")[file]
    assert not verapdf([file], "ua1")[file]


@pytest.mark.parametrize("number", few([3, 400, 1500]))
def test_a_page_break_begins_a_page_wherever_it_stands(tmp_path: Path, number: int) -> None:
    """Beside the margin, in one measure and in two columns; a page may end before its foot."""
    house = new_house(tmp_path / "house")
    prose = f"{words(number)}.\n\n{{{{ page_break }}}}\n\n## Second\n\n{words(600)}.\n"
    pdf = pdf_of(print_brief(house, prose))
    pages = [
        [pdf.layout.texts.get(area.element) for area in one.areas if area.tag == "h2"]
        for one in pdf.layout.pages
    ]
    (page,) = [number for number, heads in enumerate(pages) if "Second" in heads]
    before = {piece.text[:8] for piece in pdf.layout.pages[page].pieces[:12]}
    assert page > 0 and "Second" in before
