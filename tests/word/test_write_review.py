"""A brief becomes a Word file for reviewers: its look, what is locked, how a paragraph is found."""

import re
from io import BytesIO
from zipfile import ZipFile

import lxml.etree
import pytest
from support.houses import House
from support.reviews import collect, paragraphs_of, send
from support.word import PIXEL

from briefpress.word.package import W, open_package, text_of
from briefpress.word.printed_blocks import read_page
from briefpress.word.write_review import BOOKMARK, size_of_picture
from briefpress.word.write_styles import may_be_embedded

FIELDS = """\
acronyms: {UN: United Nations, PoE: Panel of Experts}
facts: {dead: {value: 1234, show: "more than {{ facts.dead.value }}", source: roy}}
key_messages: ["The rain *never* ended.", "About {{ facts.dead }} died."]
sources: {roy: {type: book, title: The rain, author: [{family: Roy, given: Ana}], issued: 2020}}
tables:
  rain: {data: rain.csv, caption: Rain in three towns}
"""
PROSE = """\
## The rain

The PoE counted {{ facts.dead }} people.[@roy, p. 5] It went on & on.

- one
- two
  1. deep

{{ tables.rain }}

A second paragraph[^1] of
two lines.

[^1]: A note of *our* own.
"""


def sent(house: House, fields: str = FIELDS, prose: str = PROSE) -> bytes:
    """The Word file of a brief with a bit of everything."""
    house.put("rain.csv", "town,rain\nAbo,5\nOulu,12\n")
    return send(house, fields, prose)


@pytest.mark.long
def test_every_part_is_sound(house: House) -> None:
    """Each part is XML, each that is referred to is there, each bookmark begins and ends once."""
    package = open_package(sent(house))
    for name in package.parts:
        if name.endswith((".xml", ".rels")):
            lxml.etree.fromstring(package.parts[name])
    for part in (package.document, "word/footnotes.xml", ""):
        for kind, target, is_outside in package.relations(part).values():
            assert is_outside or target in package.parts, (part, kind, target)
    for part in (package.document, "word/footnotes.xml"):
        root = package.root(part)
        begun = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]
        assert begun
        assert begun == [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkEnd")]
        assert len({*begun}) == len(begun)


@pytest.mark.long
def test_every_word_of_the_page_is_there(house: House) -> None:
    """All that is printed is sent: text, notes, heads of tables, labels."""
    house.put("rain.csv", "town,rain\nAbo,5\nOulu,12\n")
    page, _ = house.page(FIELDS, PROSE)
    assert page is not None
    package = open_package(send(house, FIELDS, PROSE))
    words = {*re.findall(r"\w+", text_of(package.root(package.document)))}
    words |= {*re.findall(r"\w+", text_of(package.root("word/footnotes.xml")))}
    printed = {w for one in read_page(page.text).paragraphs() for w in re.findall(r"\w+", one.text)}
    assert printed
    assert printed <= words


def test_what_nobody_typed_is_locked(house: House) -> None:
    """A figure, a citation and a short form spelled out stand in locked controls, and no more."""
    package = open_package(sent(house))
    body = package.root(package.document)
    paragraph = next(one for one in body.iter(f"{W}p") if "went on" in text_of(one))
    locked = [text_of(one) for one in paragraph.iter(f"{W}sdt")]
    assert locked == ["Panel of Experts (PoE)", "more than 1,234", ""]
    calls = list(paragraph.iter(f"{W}footnoteReference"))
    assert [next(one.iterancestors(f"{W}sdt")) is not None for one in calls] == [True]
    locks = {one.get(f"{W}val") for one in body.iter(f"{W}lock")}
    assert locks == {"sdtContentLocked"}


def test_what_the_house_prints_is_locked(house: House) -> None:
    """The masthead and the imprint are those of institute.yaml, and nobody reviews them."""
    package = open_package(sent(house))
    body = package.root(package.document)
    imprint = next(one for one in body.iter(f"{W}p") if text_of(one) == "1 Test Street")
    assert text_of(next(imprint.iter(f"{W}sdt"))) == "1 Test Street"


def test_a_note_is_locked_unless_it_was_typed(house: House) -> None:
    """The words of a source are written by the style; a note of the author can be changed."""
    notes = open_package(sent(house)).root("word/footnotes.xml")
    own = next(one for one in notes.iter(f"{W}p") if "A note of our own" in text_of(one))
    cited = next(one for one in notes.iter(f"{W}p") if "Roy" in text_of(one))
    assert not [*own.iter(f"{W}sdt")]
    assert text_of(next(cited.iter(f"{W}sdt"))) == text_of(cited)


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("A tiny brief", "Title"), ("Two lines under it.", "Subtitle"), ("The rain", "Heading1"),
        ("Key messages", "SideHeading"), ("two", "ListParagraph"), ("Oulu", "TableText"),
        ("town", "TableHead"), ("Table 1. Rain in three towns", "Caption"),
        ("A second paragraph of two lines.", "Normal"),
    ],
)  # fmt: skip
def test_each_kind_has_its_style(house: House, words: str, style: str) -> None:
    """The styles are those that Word knows, so that its outline shows the headings."""
    package = open_package(sent(house))
    body = package.root(package.document)
    found = [
        one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for one in body.iter(f"{W}p")
        if text_of(one).replace("\u00a0", " ") == words
    ]  # fmt: skip
    assert style in found


def test_lists_are_lists(house: House) -> None:
    """Items are numbered by Word, and not by words; a list in a list is one level deeper."""
    package = open_package(sent(house))
    body = package.root(package.document)
    numbered = {
        text_of(one): tuple(one.find(f".//{W}{n}").get(f"{W}val") for n in ("numId", "ilvl"))
        for one in body.iter(f"{W}p") if one.find(f".//{W}numPr") is not None
    }  # fmt: skip
    assert numbered["one"] == numbered["two"] == ("1", "0")
    assert numbered["deep"] == ("2", "1")


def test_changes_are_tracked(house: House) -> None:
    """Word tracks whatever is changed, without being asked; the head says what this is."""
    package = open_package(sent(house))
    settings = package.root("word/settings.xml")
    assert settings.find(f"{W}trackRevisions") is not None
    protected = settings.find(f"{W}documentProtection")
    assert protected.get(f"{W}edit") == "trackedChanges"
    assert text_of(package.root("word/header1.xml")) == "A tiny brief For review"
    assert [one.get(f"{W}instr") for one in package.root("word/footer1.xml").iter(f"{W}fldSimple")]


def test_the_brand_is_in_the_styles(house: House) -> None:
    """Fonts, colours and sizes are those of tokens.css."""
    styles = sent(house)
    with ZipFile(BytesIO(styles)) as packed:
        text = packed.read("word/styles.xml").decode()
    assert 'w:ascii="Source Serif Pro"' in text
    assert '<w:color w:val="14355E"/>' in text
    assert 'w:lang w:val="en-GB"' in text


def test_the_language_is_that_of_the_brief(house: House) -> None:
    """Word checks the spelling of French in French; other words than its own say theirs."""
    data = send(house, "language: fr\n", "Un *rain*{: lang=en } mot.\n")
    package = open_package(data)
    lang = package.root("word/styles.xml").find(f".//{W}lang")
    assert lang.get(f"{W}val") == "fr-FR"
    assert 'w:lang w:val="en"' in package.parts["word/document.xml"].decode()


@pytest.mark.long
def test_a_picture_is_shown_and_described(house: House) -> None:
    """A picture keeps its alt text; one that Word cannot show is told in words."""
    fields = "figures: {map: {image: map.png, caption: The map, alt: A map of rain}}\n"
    house.put("map.png", PIXEL)
    prose = "Words.\n\n{{ figures.map }}\n"
    page, _ = house.page(fields, prose)
    assert page is not None
    name = next(block.picture for block in read_page(page.text).blocks if block.picture)
    shown = open_package(send(house, fields, prose, {name: PIXEL}))
    assert shown.parts["word/media/picture1.png"] == PIXEL
    assert 'descr="A map of rain"' in shown.parts["word/document.xml"].decode()
    told = open_package(send(house, fields, prose))
    assert "[A map of rain]" in text_of(told.root(told.document))


def test_the_same_page_is_the_same_file(house: House) -> None:
    """No clock and no chance is in it."""
    assert sent(house) == sent(house)


def test_every_paragraph_says_where_it_was_typed(house: House) -> None:
    """Prose, fields, rows of data and notes have their file and line."""
    house.put("rain.csv", "town,rain\nAbo,5\nOulu,12\n")
    placed = paragraphs_of(house, FIELDS, PROSE)
    places = {one.block.text.replace("\u00a0", " "): str(one.place) for one in placed}
    assert places["The rain"] == "content/tiny/brief.md:1"
    assert places["A second paragraph of two lines."] == "content/tiny/brief.md:11"
    assert places["deep"] == "content/tiny/brief.md:7"
    assert places["town"] == "content/tiny/rain.csv:1"
    assert places["Oulu"] == places["12"] == "content/tiny/rain.csv:3"
    assert places["The rain never ended."] == "content/tiny/brief.yaml:6"
    assert places["A note of our own."] == "content/tiny/brief.md:14"


def test_a_file_that_nobody_touched_says_nothing(house: House) -> None:
    """A file that is sent comes back without a remark, whatever stands in it."""
    data = sent(house)
    reviewed, remarks = collect(data, paragraphs_of(house, FIELDS, PROSE))
    assert (remarks, reviewed.lost) == ([], [])
    assert all(BOOKMARK.fullmatch(key) for one in reviewed.paragraphs for key in one.keys)


def test_fonts_go_along_where_their_makers_allow_it() -> None:
    """Installable and editable fonts are embedded; restricted ones and other formats are not."""

    def font(kind: int) -> bytes:
        table = (28).to_bytes(4) + (10).to_bytes(4)
        head = b"\x00\x01\x00\x00" + (1).to_bytes(2) + bytes(6) + b"OS/2" + bytes(4) + table
        return head + bytes(8) + kind.to_bytes(2)

    assert [may_be_embedded(font(kind)) for kind in (0, 8, 2, 4, 0x208)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert not may_be_embedded(b"OTTO" + bytes(40))
    assert not may_be_embedded(b"")


def test_the_size_of_a_picture_is_read() -> None:
    """PNG and JPEG say how large they are; anything else is no picture for Word."""
    jpeg = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08\x00\x0a\x00\x14" + bytes(9)
    assert size_of_picture(PIXEL) == (1, 1)
    assert size_of_picture(jpeg) == (20, 10)
    assert size_of_picture(b"<svg/>") is None
