"""References on paper: links to the places of the same paper, and the pages on which those are."""

from pathlib import Path

import pytest
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
        for number, sheet in enumerate(pdf.layout.sheets, 1)
        if any(
            area.tag == "h2" and pdf.layout.texts.get(area.element) == "Far" for area in sheet.areas
        )
    ]
    assert page > 1
    links = [link.text for link in tags(file).all("Link")]
    assert links[:3] == ["“Far”", f"page {page}", "table 1"]
    assert all(link.within("P") for link in tags(file).all("Link")[:3])
    assert not verapdf([file], "3a")[file]
    assert not verapdf([file], "ua1")[file]
