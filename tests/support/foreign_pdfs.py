"""PDFs as secretariats send them, made by code: each one harmless, small, and invented."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

A4 = (595, 842)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """*pdf* as bytes."""
    out = io.BytesIO()
    pdf.save(out, **{"deterministic_id": True, **options})
    return out.getvalue()


def paper(
    pages: int = 2, size: tuple[float, float] = A4, *, ground: str = "", text: str = "Paper"
) -> pikepdf.Pdf:
    """A PDF with a line and a paragraph on each page; *ground*: what is drawn below them."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
                   Encoding=Name.WinAnsiEncoding)
    )  # fmt: skip
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        top = size[1] * 0.8
        lines = "".join(
            f"1 0 0 1 60 {top - 30 - 15 * n} Tm (Line {n} of it.) Tj " for n in range(12)
        )
        content = f"q {ground} Q BT 0 g /F 24 Tf 1 0 0 1 60 {top} Tm ({text} {number}) Tj /F 11 Tf "
        page.obj.Contents = pdf.make_stream(f"{content}{lines}ET".encode())
    return pdf


def beside(pdf: pikepdf.Pdf, number: int, kind: str, **entries: Any) -> Any:
    """Put an annotation of *kind* beside page *number*, from 1."""
    page = pdf.pages[number - 1].obj
    one = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), **{"F": 4, **entries})
    )
    page.Annots = Array([*page.get("/Annots", []), one])
    return one


def form(pdf: pikepdf.Pdf, fields: Sequence[Any], **entries: Any) -> pikepdf.Pdf:
    """*pdf* with a form of *fields*."""
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
                   Encoding=Name.WinAnsiEncoding)
    )  # fmt: skip
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(fields), DA=String("/Helv 0 Tf 0 g"),
        DR=Dictionary(Font=Dictionary(Helv=font)), **entries,
    )  # fmt: skip
    return pdf


def filled_form(*, stale: bool = True) -> bytes:
    """A form that somebody filled in: a name, an answer of several lines, a tick; none is drawn."""
    pdf = paper(1)
    size = String("/Helv 12 Tf 0 g")
    name = beside(pdf, 1, "Widget", FT=Name.Tx, T=String("name"), V=String("Zoë Łukasz"),
                  Rect=[60, 300, 360, 325], DA=size)  # fmt: skip
    answer = beside(pdf, 1, "Widget", FT=Name.Tx, Ff=4096, T=String("answer"), DA=size,
                    V=String("A long answer that needs several lines in a narrow box"),
                    Rect=[60, 200, 200, 290])  # fmt: skip
    tick = beside(pdf, 1, "Widget", FT=Name.Btn, T=String("yes"), V=Name.Yes, AS=Name.Yes,
                  Rect=[60, 170, 75, 185], DA=String("/ZaDb 0 Tf 0 g"),
                  MK=Dictionary(CA=String("4")))  # fmt: skip
    button = beside(pdf, 1, "Widget", F=0, FT=Name.Btn, Ff=1 << 16, T=String("send"),
                    Rect=[300, 170, 360, 190], DA=size,
                    MK=Dictionary(CA=String("Send"), BG=[0.5, 0.5, 0.5]))  # fmt: skip
    return saved(form(pdf, [name, answer, tick, button], NeedAppearances=stale))


def xfa_form() -> bytes:
    """A form that only Adobe's reader shows."""
    pdf = paper(1, text="Please wait. If this message is not replaced")
    return saved(form(pdf, [], XFA=pdf.make_stream(b"<xdp:xdp/>")))


def reviewed() -> bytes:
    """A paper that colleagues have read: a highlight, a note, a text box, a stamp, a link."""
    pdf = paper(3)
    corners = [60, 660, 200, 660, 60, 635, 200, 635]
    beside(pdf, 1, "Highlight", Rect=[60, 635, 200, 660], C=[1, 1, 0], T=String("Jane Doe"),
           QuadPoints=corners, Contents=String("Is that so?"))  # fmt: skip
    beside(pdf, 3, "Text", Rect=[400, 600, 420, 620], Contents=String("Not for delegates!"), F=28)
    beside(pdf, 2, "FreeText", Rect=[200, 500, 400, 530], DA=String("/Helv 14 Tf 1 0 0 rg"),
           Contents=String("AS DELIVERED"))  # fmt: skip
    stamp = pdf.make_stream(b"0 0.5 0 RG 3 w 2 2 96 36 re S", Type=Name.XObject, Subtype=Name.Form,
                            BBox=[0, 0, 100, 40])  # fmt: skip
    beside(pdf, 2, "Stamp", Rect=[300, 400, 400, 440], AP=Dictionary(N=stamp))
    beside(pdf, 1, "Link", Rect=[60, 100, 90, 120],
           A=Dictionary(S=Name.URI, URI=String("https://example.org/")))  # fmt: skip
    return saved(pdf)


def signed(name: str = "A Minister") -> bytes:
    """A paper that says that it is signed."""
    pdf = paper(1)
    signature = pdf.make_indirect(
        Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Name=String(name),
                   Contents=String("\0" * 8), ByteRange=[0, 1, 2, 3])
    )  # fmt: skip
    look = pdf.make_stream(b"0 0 1 RG 2 2 96 36 re S", Type=Name.XObject, Subtype=Name.Form,
                           BBox=[0, 0, 100, 40])  # fmt: skip
    field = beside(pdf, 1, "Widget", FT=Name.Sig, T=String("s"), V=signature,
                   Rect=[60, 100, 160, 140], AP=Dictionary(N=look))  # fmt: skip
    return saved(form(pdf, [field], SigFlags=3))


def portfolio(files: Mapping[str, bytes], **collection: Any) -> bytes:
    """A portfolio of *files*, with the cover sheet that Acrobat gives it."""
    pdf = paper(1, text="Open this portfolio in Acrobat")
    for name, data in files.items():
        pdf.attachments[name] = data
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D, **collection)
    return saved(pdf)


def cut_off(pages: int = 4) -> bytes:
    """A paper of which the end is missing: page 3 breaks in its words, those after it are gone."""
    whole = saved(paper(pages), compress_streams=False)
    return whole[: whole.index(b"(Paper 3") + 40]


def without_its_table() -> bytes:
    """A paper whose last bytes are missing: all pages are there."""
    return saved(paper(3))[:-120]


def sent_as_text() -> bytes:
    """A paper that a mail program took for text: each line end became two."""
    return saved(paper(2), compress_streams=False).replace(b"\n", b"\r\n")


def with_a_bad_sector() -> bytes:
    """A paper of which thirty bytes in the middle of page 2 are other ones."""
    data = saved(paper(3))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        raw = pdf.pages[1].obj.Contents.read_raw_bytes()
    at = data.index(raw) + len(raw) // 2
    return data[:at] + b"\0" * 30 + data[at + 30 :]


def without_a_page() -> bytes:
    """A paper of three pages, the second of which leads to nothing."""
    return re.sub(rb"(/Kids \[ \d+ 0 R )\d+( 0 R)", rb"\g<1>99\2", saved(paper(3)))


def with_half_a_picture() -> bytes:
    """A scan whose picture ends in the middle."""
    pdf = paper(2)
    picture = picture_of(pdf, Image.effect_noise((200, 200), 80))
    whole = picture.read_raw_bytes()
    picture.write(whole[: len(whole) // 2], filter=Name.FlateDecode)
    pdf.pages[1].obj.Resources.XObject = Dictionary(P=picture)
    pdf.pages[1].obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /P Do Q")
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def picture_of(pdf: pikepdf.Pdf, picture: Image.Image) -> Any:
    """*picture*, in grey, as an object of *pdf*."""
    grey = picture.convert("L")
    return pikepdf.Stream(
        pdf, zlib.compress(grey.tobytes()), Type=Name.XObject, Subtype=Name.Image,
        Width=grey.width, Height=grey.height, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )  # fmt: skip


def scan(form_: str = "JPEG2000", size: tuple[float, float] = A4) -> bytes:
    """A page as a scanner makes it: one picture in JPEG 2000 or JPEG, turned as it lay."""
    picture = Image.new("L", (620, 877), 236)
    draw = ImageDraw.Draw(picture)
    for n in range(24):
        draw.rectangle((80, 60 + 30 * n, 520 - 37 * n % 90, 70 + 30 * n), fill=30)
    out = io.BytesIO()
    picture.rotate(90, expand=True).save(out, form_)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(size[1], size[0]))
    page.obj.Rotate = 90
    held = pikepdf.Stream(
        pdf, out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=877, Height=620,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        Filter=Name.JPXDecode if form_ == "JPEG2000" else Name.DCTDecode,
    )  # fmt: skip
    page.obj.Resources = Dictionary(XObject=Dictionary(P=held))
    page.obj.Contents = pdf.make_stream(f"q {size[1]} 0 0 {size[0]} 0 0 cm /P Do Q".encode())
    return saved(pdf)


def slides() -> bytes:
    """A presentation of 16:9 on a dark ground."""
    ground = "0.08 0.12 0.3 rg 0 0 960 540 re f 0.9 0.5 0.1 rg 0 500 960 6 re f 1 g"
    pdf = paper(2, (960, 540), ground=ground, text="Slide")
    for page in pdf.pages:
        page.obj.Contents.write(page.obj.Contents.read_bytes().replace(b"BT 0 g", b"BT 1 g"))
    return saved(pdf)


def full_bleed() -> bytes:
    """A report whose cover is a picture to the edge: light and dark in stripes."""
    stripes = Image.linear_gradient("L").resize((240, 340)).rotate(30)
    pdf = paper(2, text="Report")
    pdf.pages[0].obj.Resources.XObject = Dictionary(P=picture_of(pdf, stripes))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /P Do Q")
    return saved(pdf)


def running_head() -> bytes:
    """A paper with a running head and a date where a pack has its numbers."""
    pdf = paper(2)
    for page in pdf.pages:
        head = b" BT /F 9 Tf 1 0 0 1 400 818 Tm (A/HRC/99/L.1 - 3 May 2031) Tj ET "
        page.obj.Contents.write(page.obj.Contents.read_bytes() + head)
    return saved(pdf)


def layered() -> bytes:
    """A drawing of which one layer is switched off, by the state of all and by name."""
    pdf = paper(1)
    shown, hidden = (
        pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("On", "Off")
    )
    page = pdf.pages[0].obj
    page.Resources.Properties = Dictionary(A=shown, B=hidden)
    drawn = (
        b" /OC /A BDC 0 0.6 0 rg 60 200 80 80 re f EMC /OC /B BDC 1 0 0 rg 200 200 80 80 re f EMC"
    )
    page.Contents.write(page.Contents.read_bytes() + drawn)
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([shown, hidden]),
        D=Dictionary(BaseState=Name.OFF, ON=Array([shown]), Order=Array([shown, hidden])),
    )
    return saved(pdf)


def odd_pages() -> bytes:
    """Letter beside A4, one turned, one cropped, one in units of its own, one A0, one A5."""
    pdf = paper(6)
    for page, size in zip(
        pdf.pages, (A4, (612, 792), A4, A4, (2384, 3370), (420, 595)), strict=True
    ):
        page.obj.MediaBox = Array([0, 0, *size])
    pdf.pages[1].obj.Rotate = 90
    pdf.pages[2].obj.CropBox = Array([40, 400, 500, 842])
    pdf.pages[3].obj.MediaBox = Array([0, 0, 297.5, 421])
    pdf.pages[3].obj.UserUnit = 2
    pdf.pages[3].obj.Contents.write(b"0.5 0 0 0.5 0 0 cm " + pdf.pages[3].obj.Contents.read_bytes())
    pdf.pages[4].obj.Contents.write(b"4 0 0 4 0 0 cm " + pdf.pages[4].obj.Contents.read_bytes())
    return saved(pdf)


def sloppy() -> bytes:
    """A page that opens what it never closes, and closes what it never opened."""
    pdf = paper(2)
    first, second = (page.obj.Contents for page in pdf.pages)
    first.write(b"q 0.5 0 0 0.5 0 0 cm q " + first.read_bytes())
    second.write(second.read_bytes() + b" Q Q")
    return saved(pdf)


def no_size() -> bytes:
    """A paper of which page 2 has no width."""
    pdf = paper(2)
    pdf.pages[1].obj.MediaBox = Array([0, 0, 0, 842])
    return saved(pdf)


def absurd_size() -> bytes:
    """A paper of which page 2 is as long as a train."""
    pdf = paper(2)
    pdf.pages[1].obj.MediaBox = Array([0, 0, 595, 842])
    pdf.pages[1].obj.UserUnit = 400
    return saved(pdf)


def claims_archive(part: int = 2, level: str = "B") -> bytes:
    """A paper that says PDF/A, with a font that is not embedded."""
    pdf = paper(1)
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = metadata
    return saved(pdf)


def redacted_in_vain() -> bytes:
    """A paper on which a name is marked to be blacked out, and is not."""
    pdf = paper(2)
    beside(pdf, 2, "Redact", Rect=[60, 600, 200, 640], IC=[0, 0, 0])
    return saved(pdf)


def with_annex() -> bytes:
    """A paper with an annex that is attached to it."""
    pdf = paper(1)
    pdf.attachments["annex.pdf"] = saved(paper(1))
    return saved(pdf)


def locked(**options: Any) -> bytes:
    """A paper behind a lock."""
    return saved(paper(2), deterministic_id=False, encryption=pikepdf.Encryption(**options))


MADE: Mapping[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (
        filled_form, xfa_form, reviewed, signed, cut_off, without_its_table, sent_as_text,
        with_a_bad_sector, without_a_page, with_half_a_picture, scan, slides, full_bleed,
        running_head, layered, odd_pages, sloppy, no_size, absurd_size, claims_archive,
        redacted_in_vain, with_annex,
    )
}  # fmt: skip
"""Each of them by name, as it comes."""
