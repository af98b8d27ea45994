"""Tests of box_tree.py: the places of all on the finished page, told from the press's boxes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.printed import new_house, own_file, pdf_of, print_brief, read_pages, save
from support.printed_pages import proof_of

from briefpress.cache.printed_layouts import layout_file, read_sealed_layout, seal_layout
from briefpress.model.geometry import Area, Layout, PageLayout, Piece, find_cut

pytestmark = pytest.mark.shared

PROSE = """\
## A heading

The first paragraph of the page has a note.[^one] It goes on for more than a line of the page, so
that it has two of them.

[^one]: What the note says.

- An item
- Another one

> A quotation.
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


@pytest.mark.long
def test_the_text_stands_where_another_program_finds_it(house: Path, tmp_path: Path) -> None:
    """Each line that poppler reads off the PDF is a piece at the same place, in the same colour."""
    proof = proof_of(house, PROSE)
    (page,) = proof.pdf.layout.pages
    (read,) = read_pages(save(proof.pdf, tmp_path))
    assert (page.width, page.height) == pytest.approx((read.width, read.height), abs=0.5)
    found = 0
    for line in read.lines:
        middle = line.y + line.height / 2
        pieces = [one for one in page.pieces if one.text.strip() == line.text.strip()]
        if pieces and len(line.text) > 6:  # the name of the institute stands at head and foot
            piece = min(pieces, key=lambda one: abs(one.y + one.height / 2 - middle))
            found += 1
            assert piece.x == pytest.approx(line.x, abs=1)
            assert piece.y + piece.height / 2 == pytest.approx(middle, abs=piece.size / 3)
            assert piece.colour == line.colour
    assert found > 8


@pytest.mark.long
def test_an_area_knows_what_it_is_and_where_it_ends(house: Path) -> None:
    """Elements with their classes, around one another, in the order of the page."""
    (page,) = proof_of(house, PROSE).pdf.layout.pages
    tags = [area.tag for area in page.areas]
    assert tags.index("h1") < tags.index("h2") < tags.index("ul") < tags.index("blockquote")
    paragraph = next(one for one in page.areas if one.path.endswith("main p"))
    heading = next(one for one in page.areas if one.path.endswith("main h2"))
    assert heading.bottom <= paragraph.y
    assert page.areas[paragraph.above].tag == "main"
    lines = {one.line for one in page.pieces if page.areas[one.area] is paragraph}
    assert len(lines) == 2
    (quotation,) = (one for one in page.areas if one.tag == "blockquote")
    assert quotation.borders == ((1.5, "#ad3b1e"),)


def test_notes_are_told_from_their_calls(house: Path) -> None:
    """A page knows which notes it calls, and which stand at its foot; the text ends above them."""
    layout = proof_of(house, PROSE).pdf.layout
    (page,) = layout.pages
    assert page.calls == page.notes
    assert [layout.texts[note] for note in page.notes] == ["What the note says."]
    notes = [one for one in page.areas if one.kind == "note"]
    text = [one for one in page.areas if one.tag in ("p", "li") and " main" in one.path]
    assert text and max(one.bottom for one in text) < min(one.y for one in notes)


@pytest.mark.long
def test_what_is_hidden_is_not_printed(house: Path) -> None:
    """A text of no opacity, or one that is not visible, is no piece; it stays among the texts."""
    style = own_file(house, "styles/policy-brief.css")
    style.write_text("h2 { visibility: hidden } blockquote { opacity: 0 }", "utf-8")
    layout = proof_of(house, PROSE).pdf.layout
    (page,) = layout.pages
    said = " ".join(piece.text for piece in page.pieces)
    assert "Another" in said
    assert "A heading" not in said
    assert "A quotation" not in said
    assert {"A heading", "A quotation."} <= set(layout.texts.values())


@pytest.mark.long
def test_the_pixels_of_a_picture_are_known(house: Path) -> None:
    """The pixels of a picture that has some are known, and how large it is printed."""
    from support.printed import picture

    figures = {"f": {"image": "it.png", "caption": "A picture", "alt": "A grey area, all of it"}}
    proof = proof_of(house, "{{ figures.f }}\n", {"it.png": picture(300, 120)}, figures=figures)
    (area,) = (one for one in proof.pdf.layout.pages[0].areas if one.kind == "picture")
    assert area.pixels == (300, 120)
    assert area.picture == "files/it.png"
    assert area.width / area.height == pytest.approx(300 / 120, rel=0.01)


def _page(*pieces: Piece, **cut: float) -> PageLayout:
    box: dict[str, Any] = {"x": 50, "y": 50, "width": 300, "height": 600, **cut}
    area = Area(1, "html body main p", **box, above=-1, cuts=bool(cut))
    return PageLayout(595, 842, (50, 50, 540, 700), (area,), pieces)


def _piece(x: float, y: float) -> Piece:
    return Piece("word", x, y, 30, 12, 10, "#000000", "#ffffff", 0, 1)


@pytest.mark.parametrize(
    ("x", "y", "what"),
    [(60, 695, "the notes"), (580, 100, "edge"), (-5, 100, "edge"), (60, -3, "edge")],
)
def test_text_outside_of_its_place_is_cut(x: float, y: float, what: str) -> None:
    """Over the edge of the paper, or where the notes stand."""
    ((_, said),) = find_cut(_page(_piece(x, y)))
    assert what in said
    assert not [*find_cut(_page(_piece(60, 100)))]


def test_a_box_that_cuts_is_noticed() -> None:
    """Text that stands out of a box which hides what is too much is known."""
    ((_, said),) = find_cut(_page(_piece(60, 100), height=55))
    assert said == "is cut off by its box"
    assert not [*find_cut(_page(_piece(60, 100), height=63))]


@pytest.mark.long
def test_what_is_kept_of_a_page_comes_back(house: Path) -> None:
    """Written and read again it is the same; of another page, another press, or broken, nothing."""
    pdf = proof_of(house, PROSE, pages=1).pdf
    path = house / layout_file(pdf.slug, pdf.paper)
    path.parent.mkdir(parents=True)
    path.write_bytes(seal_layout(pdf, "press"))
    bare = replace(pdf, layout=Layout(()), fitted=None)
    assert read_sealed_layout(house, bare, "press") == pdf
    assert read_sealed_layout(house, bare, "another") is None
    assert read_sealed_layout(house, replace(bare, html_digest="other"), "press") is None
    path.write_bytes(path.read_bytes()[:-9])
    assert read_sealed_layout(house, bare, "press") is None
    path.unlink()
    assert read_sealed_layout(house, bare, "press") is None


@pytest.mark.long
def test_the_survey_is_of_the_page_that_is_printed(house: Path) -> None:
    """A brief is surveyed as it was fitted: the size of its text is the one that was chosen."""
    pdf = pdf_of(print_brief(house, PROSE, pages=1))
    assert pdf.fitted
    sizes = {piece.size for piece in pdf.layout.pages[0].pieces if "first par" in piece.text}
    assert sizes == {pdf.fitted.setting.size}
