"""The check `quotation-altered`: what is quoted stands in the saved copy of its source."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from support.foreign_pdfs import saved
from support.houses import House, build_house
from support.printed_pages import find

from briefpress.checks.evidence.saved_copies import SavedPage, look_up, read_copy
from briefpress.content.sources import read_sources
from briefpress.model.problems import Problems

COPY = """\
Report of the commission

The Commission finds that the dam was opened at night, without a warning
to the people of the lower valley. It did so for the third time in a de-
cade. Nobody has been “held to account” for it.
"""
FIELDS = (
    "sources:\n  one: {type: report, title: T, issued: 2020}\n"
    "  two: {type: report, title: U, issued: 2020}\n"
)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house whose brief a test writes file by file."""
    return build_house(tmp_path)


def save(house: House, name: str, data: str | bytes) -> None:
    """Put a saved copy beside the brief."""
    (house.root / "content/tiny/sources").mkdir(exist_ok=True)
    house.put(f"sources/{name}", data)


def told(house: House, prose: str, fields: str = "") -> list[str]:
    """Give line and message of each finding, with its severity where it is milder."""
    brief = house.brief(FIELDS + fields, prose)
    return [
        f"{one.place.line}: {one.message}{f' [{one.severity}]' if one.severity else ''}"
        for one in find("quotation-altered", brief)
    ]


SAME = [
    "The dam “was opened at night, without a warning to the people”.[@one]",
    "The dam “Was opened at night … third time in a decade”, it says.[@one]",
    "It was “opened at night, without [any] warning to the people”.[@two; @one]",
    "Nobody is “held to account” there.[@one]",
    "They say “something that nobody has ever said”.[@two]",
    "They say “something that nobody has ever said”. It is so. It is.[@one]",
    "> The dam was opened at night, without a warning.[@one]",
]


@pytest.mark.parametrize("kind", ["txt", "html"])
@pytest.mark.parametrize("prose", SAME)
def test_what_stands_there_is_no_finding(house: House, kind: str, prose: str) -> None:
    """Marks, ends of lines, capitals and what is left out do not count; nor what has no copy."""
    text = COPY if kind == "txt" else f"<html><head><title>x</title></head><p>{COPY}</p></html>"
    save(house, f"one.{kind}", text)
    assert told(house, f"## B\n\n{prose}\n") == []


@pytest.mark.parametrize(
    "prose",
    [
        "The dam “was opened at night, without any warning to the people”.[@one, p. 5]",
        "> The dam was opened at night, without any warning to the people.[@one]",
    ],
)
def test_an_altered_word_is_told_with_the_nearest_passage(house: House, prose: str) -> None:
    """On the line of the quotation."""
    save(house, "one.txt", COPY)
    (found,) = told(house, f"## B\n\nFirst.\n\n{prose}\n")
    assert found.startswith("5: the quotation `")
    assert "is not in sources/one.txt; nearest there: `" in found
    assert "opened at night, without a warning to the people" in found


def test_a_quotation_that_stands_nowhere_is_told(house: House) -> None:
    """Without a passage, where nothing comes near it; a block with a source is looked up, too."""
    save(house, "one.txt", COPY)
    (found,) = told(house, "## B\n\n“Rivers should be left to their own devices”.[@one]\n")
    assert found.endswith("is not in sources/one.txt")
    quotes = "quotes:\n  q: {text: The dam was opened in the morning by hand, source: one}\n"
    (found,) = told(house, "## B\n\nWords.\n\n{{ quotes.q }}\n", quotes)
    assert "is not in sources/one.txt" in found


PAGES = f"Front matter\n\f{COPY}\fThe end of the report\n"


@pytest.mark.parametrize(
    ("cited", "message"),
    [
        ("p. 2", None),
        ("pp. 1–3", None),
        ("para. 9", None),
        ("p. 3", "stands on page 2 of sources/one.txt, not 3 [warning]"),
    ],
)
def test_another_page_is_named(house: House, cited: str, message: str | None) -> None:
    """A warning also where the brief is published."""
    save(house, "one.txt", PAGES)
    found = told(
        house, f"## B\n\nThe dam “was opened at night, without a warning”.[@one, {cited}]\n"
    )
    assert [one.partition("` ")[2] for one in found] == ([message] if message else [])


def test_a_copy_without_text_is_told_once(house: House) -> None:
    """As a scan is."""
    save(house, "one.pdf", b"no PDF")
    prose = "## B\n\n“One two three four five”.[@one] And “six seven eight nine ten”.[@one]\n"
    (found,) = told(house, prose)
    assert "there is no text in sources/one.pdf" in found


def test_copies_are_neither_carried_nor_taken_for_files(house: House) -> None:
    """Whatever else lies in the folder is passed over."""
    save(house, "one.txt", COPY)
    save(house, "picture.png", b"x")
    sources = read_sources(house.root / "content", "tiny", Problems())
    assert [*sources.saved] == ["one.txt"]
    brief = house.brief(FIELDS, "## B\n\nWords.[@one; @two]\n")
    assert not [name for name in brief.content if "one.txt" in name]


def test_a_quotation_may_run_over_the_end_of_a_page() -> None:
    """With notes and the number of the page between."""
    pages = [
        SavedPage(4, "and the dam was opened at night\n1 A note of the page."),
        SavedPage(5, "without a warning to the people"),
    ]
    passage = look_up("the dam was opened at night without a warning", pages)
    assert passage is not None
    assert (passage.is_same, passage.pages) == (True, (4,))


def pdf_of(*pages: str) -> bytes:
    """A PDF with a page for each text, whose lines are its lines."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for text in pages:
        page = pdf.add_blank_page(page_size=(420, 595))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
        lines = " ".join(f"({line}) Tj T*" for line in text.split("\n"))
        page.Contents = pdf.make_stream(f"BT /F1 10 Tf 14 TL 40 500 Td {lines} ET".encode())
    return saved(pdf)


@pytest.mark.long
def test_the_printed_numbers_of_a_pdf_count() -> None:
    """Not the places of its pages in the file; heads of pages are no text."""
    texts = [f"Journal of rivers\nwords of page {n} stand here\n{n}" for n in range(114, 120)]
    pages = read_copy("a.pdf", pdf_of(*texts))
    assert [page.number for page in pages] == [*range(114, 120)]
    assert pages[1].words == ("words", "of", "page", "115", "stand", "here")
    passage = look_up("words of page 117 stand here", pages)
    assert passage is not None
    assert passage.pages == (117,)
