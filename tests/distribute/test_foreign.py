"""Tests of the one reader of other people's PDFs: nothing lost in silence, nothing leaked."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
import pytest
from support import foreign_pdfs as made

from briefpress.distribute.foreign.claims import Claims
from briefpress.distribute.foreign.reader import Received, examine, join, receive
from briefpress.model.papers import PAPERS

A4 = PAPERS["a4"].points


def taken(data: bytes, use: Any = "pack") -> Received:
    """Take *data* without an error."""
    received = receive(data, use)
    assert received.pdfs and not received.errors, received.errors
    return received


def refusal(data: bytes, use: Any = "pack") -> str:
    """Why *data* is refused, in one message with a hint."""
    received = receive(data, use)
    assert not received.pdfs
    (error,) = received.errors
    assert error.hint
    return error.message


def warnings(received: Received) -> str:
    """Give its problems."""
    assert all(one.hint for one in received.warnings)
    return "\n".join(one.message for one in received.warnings)


def texts(data: bytes) -> list[str]:
    """The text of each page, as PDFium reads it."""
    with pypdfium2.PdfDocument(data) as document:
        pages: Any = document
        return [page.get_textpage().get_text_bounded() for page in pages]


def picture(data: bytes, number: int = 1) -> Any:
    """Page *number*, from 1, as it is seen: a spot for each point."""
    with pypdfium2.PdfDocument(data) as document:
        return document[number - 1].render(may_draw_forms=False).to_pil().convert("RGB")


# ---------------------------------------------------------------------------------------------
# Damaged


def test_what_is_cut_off_is_refused_with_the_pages_that_are_lost() -> None:
    """Two of four pages are gone: they are named, and none is printed blank."""
    assert refusal(made.cut_off()) == "is damaged: pages 3–4 of 4 are lost, in whole or in part"


@pytest.mark.parametrize("damage", [made.without_its_table, made.sent_as_text])
def test_what_is_only_disordered_is_mended(damage: Callable[[], bytes]) -> None:
    """All pages are there once the table of their places is made anew; it is told all the same."""
    received = taken(damage())
    assert warnings(received) == "was damaged and is mended"
    for number, text in enumerate(texts(received.pdfs[0].data), 1):
        assert f"Paper {number}" in text and "Line 11" in text


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (made.with_a_bad_sector, "page 2 of 3 is lost"),
        (made.without_a_page, "page 2 of 3 is lost"),
        (made.with_half_a_picture, "page 2 of 2 is lost"),
    ],
)
def test_what_breaks_inside_names_the_page(damage: Callable[[], bytes], said: str) -> None:
    """Words, a page, or half of a picture that cannot be unpacked: the page is named."""
    assert said in refusal(damage())


@pytest.mark.long
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_cut_anywhere_it_is_whole_or_refused(packed: bool) -> None:
    """At no place does a cut make a page blank without a word, packed as Word writes it or not."""
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    whole = made.saved(made.paper(4), compress_streams=packed, object_stream_mode=mode)
    outcomes = set()
    for end in range(200, len(whole), 37):
        received = receive(whole[:end], "pack")
        outcomes.add(bool(received.pdfs))
        for paper in received.pdfs:
            pages = texts(paper.data)
            assert len(pages) == 4, end
            assert all(f"Paper {n}" in text and "Line 11" in text
                       for n, text in enumerate(pages, 1)), end  # fmt: skip
    assert outcomes == {True, False}


def test_junk_beside_a_page_is_no_traceback() -> None:
    """Annotations that are none, a form without fields, a turn by half are passed over."""
    pdf = made.paper(2)
    pdf.pages[0].obj.Annots = pikepdf.Array([1, pikepdf.String("x"), pikepdf.Dictionary()])
    pdf.pages[1].obj.Annots = pikepdf.Name.X
    pdf.pages[0].obj.Rotate = 45
    pdf.pages[1].obj.Rotate = pikepdf.Name.X
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())
    (paper,) = taken(made.saved(pdf)).pdfs
    assert examine(paper.data, A4).sizes == (made.A4,) * 2


def test_a_blank_page_of_a_sound_pdf_is_no_damage() -> None:
    """Secretariats leave pages blank; an empty content and none at all are two ways to do it."""
    pdf = made.paper(3)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"")
    del pdf.pages[1].obj["/Contents"]
    received = taken(made.saved(pdf))
    assert not received.warnings
    assert received.pdfs[0].data == made.saved(pdf), "what is sound stays as it is"


# ---------------------------------------------------------------------------------------------
# No PDF, or not for us


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "holds nothing but blanks"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml word/document.xml", "a Word document"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml ppt/slides", "a PowerPoint presentation"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml xl/workbook", "an Excel workbook"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "a document of LibreOffice"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word", "a document of an old Word"),
        (b"{\\rtf1\\ansi Words}", "a text in RTF"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html><title>Log in</title>", "a web page"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"PK\x03\x04\x14\x00\x00\x00 a.pdf %PDF-1.7 and another", "a ZIP folder"),
        (b"[InternetShortcut]\r\nURL=https://example.org/a.pdf", "a link to where it lies"),
        (b'{"url": "https://docs.example.org/open?id=1"}', "a link to where it lies"),
        (b"JVBERi0xLjcKJeLjz9M", "a PDF in the letters of a mail"),
        (b"0\x82\x0a\x00\x06\x09*\x86H\x86\xf7\r\x01\x07\x02", "a signed envelope"),
        (b"From: a@example.org\nSubject: the paper\n", "an e-mail"),
        (b"Words alone.", "is no PDF that can be read"),
    ],
)
def test_what_is_called_pdf_and_is_none_is_named(data: bytes, said: str) -> None:
    """Whoever sent it hears what it is, and what to do with it."""
    assert said in refusal(data)


def test_a_form_in_xfa_is_refused_by_name() -> None:
    """Its page says "please wait": only one reader shows the form."""
    assert "XFA" in refusal(made.xfa_form())
    assert "XFA" in refusal(made.xfa_form(), "print")


@pytest.mark.long
def test_locks_are_opened_where_nobody_needs_a_key() -> None:
    """An empty password opens; a password asks for the owner; a ban on copying is kept."""
    data = taken(made.locked(owner="o", user="")).pdfs[0].data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.is_encrypted
    assert refusal(made.locked(owner="o", user="secret")) == "asks for a password"
    no_copies = made.locked(owner="o", user="", allow=pikepdf.Permissions(extract=False))
    assert "is locked" in refusal(no_copies)
    assert taken(no_copies, "print"), "whoever only prints it takes nothing out"


@pytest.mark.parametrize(
    ("size", "said"), [(made.no_size, "page 2 has no size"), (made.absurd_size, "83961 × 118816")]
)
def test_a_page_of_no_size_is_refused(size: Callable[[], bytes], said: str) -> None:
    """No printer takes it; a banner of five metres is the most."""
    assert said in refusal(size())


def test_no_pages_are_no_paper() -> None:
    """A PDF without a page is refused by what it lacks."""
    assert refusal(made.saved(pikepdf.new())) == "has no pages"


# ---------------------------------------------------------------------------------------------
# Portfolios


def test_a_portfolio_is_opened() -> None:
    """Its papers come in their order, its cover sheet stays behind, and all of it is told."""
    files = {name: made.saved(made.paper(n, text=name)) for n, name in enumerate("cab", 1)}
    received = taken(made.portfolio({f"{name}.pdf": data for name, data in files.items()}))
    assert [one.name for one in received.pdfs] == ["a.pdf", "b.pdf", "c.pdf"]
    assert [len(texts(one.data)) for one in received.pdfs] == [2, 3, 1]
    assert "is a portfolio: the 3 papers in it are taken, `a.pdf`, `b.pdf`, `c.pdf`" in warnings(
        received
    )
    assert len(texts(join(received.pdfs))) == 6


def test_a_portfolio_is_in_the_order_that_it_says() -> None:
    """By a field of its own, downwards; not by the names of its files."""
    sort = pikepdf.Dictionary(S=pikepdf.Name.Order, A=False)
    schema = pikepdf.Dictionary(Order=pikepdf.Dictionary(Subtype=pikepdf.Name.N))
    files = {f"{name}.pdf": made.saved(made.paper(1)) for name in "abc"}
    data = made.portfolio(files, Sort=sort, Schema=schema)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for (_, spec), place in zip(sorted(pdf.attachments.items()), (2, 10, 1), strict=True):
            spec.obj.CI = pikepdf.Dictionary(Order=place)
        data = made.saved(pdf)
    assert [one.name for one in taken(data).pdfs] == ["b.pdf", "a.pdf", "c.pdf"]


def test_a_portfolio_without_an_order_goes_by_the_numbers_of_its_names() -> None:
    """The second paper comes before the tenth, in each of its folders."""
    data = made.saved(made.paper(1))
    files = dict.fromkeys(("10 Annex.pdf", "2 Budget.pdf", "1b.pdf", "1a.pdf"), data)
    names = [one.name for one in taken(made.portfolio(files)).pdfs]
    assert names == ["1a.pdf", "1b.pdf", "2 Budget.pdf", "10 Annex.pdf"]
    files = {"<2>1.pdf": data, "<1>2.pdf": data, "<1>10.pdf": data}
    assert [one.name for one in taken(made.portfolio(files)).pdfs][-1].endswith("1.pdf")


def test_what_is_no_pdf_in_a_portfolio_is_named() -> None:
    """So is one that is damaged: every fault at once, none of its papers without the others."""
    workbook = b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml xl/workbook.xml"
    data = made.portfolio(
        {"a.pdf": made.saved(made.paper(1)), "b.xlsx": workbook, "c.pdf": made.cut_off()}
    )
    received = receive(data, "pack")
    assert not received.pdfs
    first, second = (one.message for one in received.errors)
    assert first == "is a portfolio, and `b.xlsx` in it is no PDF but an Excel workbook"
    assert second.startswith("is a portfolio, and `c.pdf` in it is damaged: pages 3–4 of 4")


def test_an_attachment_that_may_be_an_annex_is_told() -> None:
    """A PDF with an annex attached is printed without it, and says so."""
    assert "carries `annex.pdf` as attachment" in warnings(taken(made.with_annex()))


# ---------------------------------------------------------------------------------------------
# Beside the pages


@pytest.mark.parametrize("stale", [True, False])
def test_a_form_is_printed_as_it_was_filled_in(stale: bool) -> None:
    """Each answer is drawn into the page, every letter of it, on as many lines as it needs."""
    received = taken(made.filled_form(stale=stale))
    (data,) = (one.data for one in received.pdfs)
    (text,) = texts(data)
    assert "Zoë Łukasz" in text
    assert "narrow box" in " ".join(text.split())
    assert "Send" not in text, "a button is pressed, and not printed"
    page = picture(data)
    assert page.crop((60, 842 - 185, 75, 842 - 170)).convert("L").getextrema()[0] < 128, "a tick"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj


def test_remarks_of_colleagues_are_told_and_left_out() -> None:
    """Each with its page; what was written onto a page is printed, and links are kept."""
    received = taken(made.reviewed())
    said = warnings(received)
    assert "page 1 (highlight of Jane Doe: “Is that so?”); page 3 (note: “Not for" in said
    assert "was written on: page 2 (text box, stamp)" in said
    (data,) = (one.data for one in received.pdfs)
    assert b"Not for delegates" not in data and b"Is that so" not in data
    assert "AS DELIVERED" in texts(data)[1]
    assert picture(data).getpixel((150, 842 - 637)) == (255, 255, 255), "no highlight"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [[str(one.Subtype) for one in page.obj.get("/Annots", [])] for page in pdf.pages]
    assert kinds == [["/Link"], [], []]


def test_a_signature_is_told() -> None:
    """In a pack it no longer holds; on paper it is what it looks like."""
    received = taken(made.signed())
    assert warnings(received) == (
        "is signed by A Minister; in a pack its signature no longer holds"
    )
    assert not taken(made.signed(), "print").warnings
    blue = picture(received.pdfs[0].data).getpixel((62, 842 - 120))
    assert blue[2] > 200 > blue[0]


def test_what_is_to_be_blacked_out_stops_it() -> None:
    """Words that are only marked to be blacked out would be handed to everybody."""
    assert "words on page 2 that are marked to be blacked out" in refusal(made.redacted_in_vain())


# ---------------------------------------------------------------------------------------------
# Claims


@pytest.mark.parametrize(("part", "level"), [(1, "B"), (2, "B"), (3, "A")])
def test_a_claim_that_is_broken_is_none(part: int, level: str) -> None:
    """It is enough that a font is not embedded."""
    claims = taken(made.claims_archive(part, level)).pdfs[0].claims
    assert claims == Claims(
        broken=(f"it says PDF/A-{part}{level.lower()}, but Helvetica is not embedded (page 1)",)
    )


# ---------------------------------------------------------------------------------------------
# What is seen of a page


def test_pages_are_measured_as_they_are_seen() -> None:
    """Turned, cropped, in units of their own; a box that reaches out is cut at the sheet."""
    pdf = made.paper(2)
    pdf.pages[0].obj.CropBox = pikepdf.Array([-50, 100, 2000, 300])
    pdf.pages[1].obj.CropBox = pikepdf.Array([900, 900, 950, 950])
    sizes = examine(made.odd_pages(), A4).sizes
    assert sizes == (
        (595, 842), (792, 612), (460, 442), (595, 842), (2384, 3370), (420, 595),
    )  # fmt: skip
    data = taken(made.saved(pdf)).pdfs[0].data
    assert examine(data, A4).sizes == ((595, 200), (595, 842))


def test_the_corners_that_are_clear_are_found() -> None:
    """White, or light and even: clear. Dark, striped or written on: not."""
    everywhere = frozenset(("top-left", "top-right", "bottom-left", "bottom-right"))

    def clear(data: bytes) -> frozenset[str]:
        return examine(data, A4).clear[0]

    assert clear(made.saved(made.paper(1))) == everywhere
    assert clear(made.scan()) == everywhere, "grey paper of a scan"
    assert clear(made.slides()) == clear(made.full_bleed()) == frozenset()
    assert clear(made.running_head()) == everywhere - {"top-right"}
