"""Numbers of registers: one with a wrong digit is told, and never printed."""

import re

import lxml.html
import pytest
from support.houses import House

from briefpress.model.identifiers import read_doi, read_isbn, read_issn
from briefpress.model.problems import Problems
from briefpress.press.executors import InProcess
from briefpress.press.workers import print_page
from briefpress.workflows.lay_out import OpenHouse, lay_out_brief, open_house
from briefpress.workflows.screen_editions import ToShow
from briefpress.workflows.stamps import stamp_draft

NUMBERS = """\
doi: https://doi.org/10.5555/rbi.2024.12
isbn: 978-3-16-148410-0
issn: 20493630
report_number: RBI/2024/12
"""


@pytest.mark.parametrize(
    ("read", "typed", "kept"),
    [
        (read_doi, "10.5555/12345678", "10.5555/12345678"),
        (read_doi, "https://doi.org/10.5555/A(b);c", "10.5555/A(b);c"),
        (read_doi, "doi: 10.1000.10/x", "10.1000.10/x"),
        (read_issn, "2049-3630", "2049-3630"),
        (read_issn, "ISSN 0000006x", "0000-006X"),
        (read_issn, "0317\u20118471", "0317-8471"),
        (read_isbn, "978-3-16-148410-0", "978-3-16-148410-0"),
        (read_isbn, "ISBN-13: 9783161484100", "9783161484100"),
        (read_isbn, "0-8044-2957-X", "0-8044-2957-X"),
    ],
)
def test_a_number_is_read_as_people_write_it(read, typed: str, kept: str) -> None:  # type: ignore[no-untyped-def]
    """With its name before it, with hyphens or without; as an address."""
    assert read(typed) == kept


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("doi: 11.5555/12345678", "`11.5555/12345678` is no DOI\n  hint: write it as 10.5555/1234"),
        ("issn: 2049-3631", "`2049-3631` is no ISSN: its last digit would be 0"),
        ("issn: 2049-363", "`2049-363` is no ISSN: it has eight digits"),
        ("isbn: 978-3-16-148410-1", "is no ISBN: its last digit would be 0\n  hint: copy it anew"),
        ("isbn: 0-8044-2957-1", "is no ISBN: its last digit would be X"),
        ("isbn: 977-3-16-148410-0", "is no ISBN: it has 13 digits, the first are 978 or 979"),
    ],
)
def test_a_wrong_number_is_told_on_its_line(house: House, line: str, message: str) -> None:
    """With the digit that would be right, or how one is written."""
    told = house.complaints(f"{line}\n")
    assert told.startswith("content/tiny/brief.yaml:4: error: ")
    assert message in told


def test_every_digit_counts() -> None:
    """Any one digit that is another one is found."""
    for read, number in ((read_issn, "2049-3630"), (read_isbn, "978-3-16-148410-0")):
        for at in (place for place, sign in enumerate(number) if sign.isdigit()):
            for digit in set("0123456789") - {number[at]}:
                with pytest.raises(ValueError, match="is no IS"):
                    read(f"{number[:at]}{digit}{number[at + 1 :]}")


@pytest.mark.long
def test_they_stand_in_the_imprint_and_are_told_to_machines(house: House) -> None:
    """On paper with a link, in XMP, and as Highwire's tags and schema.org on the web."""
    from briefpress.editions.ledger import Ledger
    from briefpress.model.page import WebLinks
    from briefpress.workflows.web import make_web_page

    text = house.html(NUMBERS)
    (line,) = lxml.html.fromstring(text).xpath("//footer//*[@class='numbers']")
    assert " ".join(line.text_content().split()) == (
        "Report number RBI/2024/12 · ISSN 2049-3630 · ISBN 978-3-16-148410-0 · "
        "https://doi.org/10.5555/rbi.2024.12"
    )
    problems = Problems()
    theme = open_house(house.root, problems)
    laid = lay_out_brief(house.root, theme, "tiny", None, InProcess(), problems)
    pdf = print_page(stamp_draft(laid.pages[0], laid.brief, theme, problems)).data
    (bag,) = re.findall(rb"<xmp:Identifier><rdf:Bag>(.*?)</rdf:Bag>", pdf)
    assert re.findall(rb"<rdf:li>(.*?)</rdf:li>", bag) == [
        b"doi:10.5555/rbi.2024.12", b"urn:ISBN:978-3-16-148410-0", b"urn:ISSN:2049-3630",
    ]  # fmt: skip
    brief = ToShow(OpenHouse(house.root, theme, Ledger()), laid, None)
    page = lxml.html.fromstring(make_web_page(brief, WebLinks(), InProcess(), problems))
    told = {one.get("name"): one.get("content") for one in page.xpath("//meta[@name]")}
    assert told["citation_doi"] == "10.5555/rbi.2024.12"
    assert told["citation_technical_report_number"] == "RBI/2024/12"
    assert (told["citation_issn"], told["citation_isbn"]) == ("2049-3630", "978-3-16-148410-0")
    assert '"doi:10.5555/rbi.2024.12"' in page.xpath("//script/text()")[0]


def test_a_brief_without_them_says_nothing_of_them(house: House) -> None:
    """No line, and nothing for machines."""
    text = house.html("")
    assert 'class="numbers"' not in text and "identifiers" not in text
