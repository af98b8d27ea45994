"""Tests of sheets for the printer: each page in its place, in its size, on the right side.

All of it is read back from the finished PDF, by other programs than the one that made it.
"""

import io
import json
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from support.depth import few
from support.printed import (
    MILLIMETRE,
    add_brief,
    everything,
    new_house,
    own_file,
    run,
    text_of,
    words,
)
from support.tools import need

from briefpress.distribute import imposition
from briefpress.distribute.imposition import Imposed, Imposition, impose
from briefpress.model.papers import PAPER_SIZES, PaperSize

pytestmark = pytest.mark.long

A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
LETTER = (612.0, 792.0)
X, Y, TYPE = 100.0, 400.0, 24
"""Where the word of each page stands, from its lower left corner, and how large it is."""


def make_pdf(
    pages: int = 1, size: tuple[float, float] = A4, paint: str = "", **entries: Any
) -> bytes:
    """Make a PDF whose page 3 says `page3`; *paint* is drawn first, *entries* are its pages’."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    ))  # fmt: skip
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        said = f"{paint}\nBT /F {TYPE} Tf {X} {Y} Td (page{number}) Tj ET"
        page.obj.Contents = pdf.make_stream(said.encode())
        for name, value in entries.items():
            page.obj[f"/{name}"] = value
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """The bytes of *pdf*."""
    stream = io.BytesIO()
    pdf.save(stream, **options)
    return stream.getvalue()


def imposed(data: bytes, layout: str = "booklet", **options: Any) -> Imposed:
    """Impose *data* without an error."""
    made = impose(data, "it.pdf", "it", Imposition(layout, **options))
    assert made.data, said(made)
    return made


def said(made: Imposed) -> str:
    """Give the problems as they are shown."""
    return "\n".join(map(str, made.problems))


Word = tuple[str, float, float, float]
"""A word, the left edge of it and its base from the lower left corner, its width; in points."""


def sides(data: bytes) -> list[tuple[float, float, list[Word]]]:
    """Width, height and words of each side, as poppler reads them."""
    need("pdftotext")
    command = ["pdftotext", "-bbox", "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    assert done.stderr.replace(b"no word list\n", b"") == b""  # of a side that is blank
    root = ElementTree.fromstring(re.sub(rb' xmlns="[^"]*"|<!DOCTYPE.*?>', b"", done.stdout))
    found = []
    for page in root.iter("page"):
        width, height = float(page.get("width", 0)), float(page.get("height", 0))
        on_it = []
        for word in page.iter("word"):
            left, right, low = (float(word.get(name, 0)) for name in ("xMin", "xMax", "yMax"))
            on_it.append((word.text or "", left, height - low, right - left))
        found.append((width, height, on_it))
    return found


def word_of(data: bytes, text: str = "page1") -> Word:
    """The word *text*, which stands there once."""
    (found,) = [word for _, _, on_it in sides(data) for word in on_it if word[0] == text]
    return found


def halves(data: bytes) -> list[tuple[int, int]]:
    """The pages on the left and on the right half of each side; 0 where it is blank."""
    found = []
    for width, _, on_it in sides(data):
        half = [0, 0]
        for text, left, _, _ in on_it:
            place = int(left > width / 2)
            assert not half[place], "two pages on one half"
            half[place] = int(text.removeprefix("page"))
        found.append((half[0], half[1]))
    return found


def picture(data: bytes, number: int = 0, zoom: float = 1) -> Image.Image:
    """A page as PDFium paints it, a pixel a point."""
    with pypdfium2.PdfDocument(data) as document:
        image: Image.Image = document[number].render(scale=zoom).to_pil()
        return image.convert("RGB")


def differ(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, from 0 to 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


# ---------------------------------------------------------------------------------------------
# A booklet: order


FOLDED = {
    1: [(0, 1), (0, 0)],
    2: [(0, 1), (2, 0)],
    3: [(0, 1), (2, 3)],
    4: [(4, 1), (2, 3)],
    5: [(0, 1), (2, 0), (0, 3), (4, 5)],
    6: [(0, 1), (2, 0), (6, 3), (4, 5)],
    7: [(0, 1), (2, 7), (6, 3), (4, 5)],
    8: [(8, 1), (2, 7), (6, 3), (4, 5)],
    9: [(0, 1), (2, 0), (0, 3), (4, 9), (8, 5), (6, 7)],
}


@pytest.mark.parametrize("size", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize("pages", FOLDED)
def test_a_booklet_has_each_page_on_its_half(pages: int, size: tuple[float, float]) -> None:
    """The outermost sheet first, its front and its back; what is blank stands at the end."""
    made = imposed(make_pdf(pages, size))
    assert halves(made.data) == FOLDED[pages]
    assert (made.pages, made.sides) == (pages, len(FOLDED[pages]))
    blanks = sum(one == 0 for side in FOLDED[pages] for one in side)
    assert made.blanks == blanks
    assert ("blank" in said(made)) == bool(blanks)


def test_a_folded_booklet_reads_from_the_first_page_to_the_last() -> None:
    """Leafed through, sheets in one another, it gives the pages in order and then what is blank."""
    read = halves(imposed(make_pdf(37)).data)
    fronts, backs = read[::2], read[1::2]
    outside_in = [one for f, b in zip(fronts, backs, strict=True) for one in (f[1], b[0])]
    inside_out = [
        one for f, b in zip(reversed(fronts), reversed(backs), strict=True) for one in (b[1], f[0])
    ]
    assert outside_in + inside_out == [*range(1, 38), 0, 0, 0]


@pytest.mark.parametrize("says", ["Direction", "Lang"])
def test_what_reads_from_the_right_is_bound_on_the_right(says: str) -> None:
    """A PDF in Arabic, or one that says so, opens from the other side."""
    with pikepdf.open(io.BytesIO(make_pdf(8))) as pdf:
        if says == "Lang":
            pdf.Root.Lang = "ar-EG"
        else:
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
        data = saved(pdf)
    assert halves(imposed(data).data) == [(right, left) for left, right in FOLDED[8]]
    assert halves(imposed(data, "2-up").data) == [(2, 1), (4, 3), (6, 5), (8, 7)]


# ---------------------------------------------------------------------------------------------
# A booklet: size and place


@pytest.mark.parametrize(
    ("size", "sheet", "wide"),
    [(A4, "a3", (420, 297)), (LETTER, "tabloid", (431.8, 279.4))],
    ids=["a4", "letter"],
)
def test_a_page_keeps_its_size_and_its_margins(
    size: tuple[float, float], sheet: str, wide: tuple[float, float]
) -> None:
    """A4 on A3 and Letter on Tabloid: scale 1, to the thousandth, each page where its half is."""
    data = make_pdf(4, size)
    made = imposed(data)
    assert (made.sheet, made.scale, made.flip) == (sheet, 1, "short")
    _, left, low, width = word_of(data)
    for wide_, high, on_it in sides(made.data):
        assert (wide_, high) == pytest.approx([one * MILLIMETRE for one in wide], abs=0.001)
        for at, (_, x, y, long) in zip((0, size[0]), sorted(on_it, key=lambda one: one[1]),
                                       strict=True):  # fmt: skip
            assert (x, y, long) == pytest.approx((at + left, low, width), abs=0.002)
    assert made.problems == ()


def test_boxes_are_those_of_the_sheet() -> None:
    """Nothing is left of the size, the turning and the trimming of a page."""
    made = imposed(make_pdf(4, Rotate=180, CropBox=pikepdf.Array([10, 10, 500, 700])))
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        for page in pdf.pages:
            for box in (page.mediabox, page.cropbox, page.trimbox):
                assert [float(one) for one in box] == pytest.approx(
                    [0, 0, 2 * A4[0], A4[1]], abs=0.001
                )
            assert "/Rotate" not in page.obj


def test_creep_moves_the_pages_of_inner_sheets_towards_the_spine() -> None:
    """Sheet 1 keeps its place, sheet 2 moves by the creep, sheet 3 by twice as much."""
    still, moved = (imposed(make_pdf(12), creep=creep).data for creep in (0, 0.5))
    assert halves(moved) == halves(still)
    for number, (before, after) in enumerate(zip(sides(still), sides(moved), strict=True)):
        shift = (number // 2) * 0.5 * MILLIMETRE
        for (text, x, y, _), (same, moved_x, moved_y, _) in zip(before[2], after[2], strict=True):
            assert same == text
            on_left = x < before[0] / 2
            assert moved_x - x == pytest.approx(shift if on_left else -shift, abs=0.002)
            assert moved_y == y


def test_a_page_that_moves_is_not_printed_on_its_neighbour() -> None:
    """At the fold each page ends, coloured to its edge or not."""
    pdf = pikepdf.open(io.BytesIO(make_pdf(8)))
    for number, page in enumerate(pdf.pages):
        colour = "1 0 0" if number % 2 else "0 0 1"  # even pages, on the left, are red
        page.contents_add(f"{colour} rg 0 0 596 842 re f".encode(), prepend=True)
    shown = picture(imposed(saved(pdf), creep=4).data, 2, zoom=2)
    fold = shown.width // 2
    millimetre = round(2 * MILLIMETRE)
    row = shown.height // 2
    assert shown.getpixel((fold - millimetre, row)) == (255, 0, 0)
    assert shown.getpixel((fold + millimetre, row)) == (0, 0, 255)
    assert shown.getpixel((millimetre, row)) == (255, 255, 255)  # it has moved


def test_creep_out_of_the_margins_is_an_error() -> None:
    """A binding that would move a page by more than 5 mm is refused, and another one named."""
    made = impose(make_pdf(40), "it.pdf", "it", Imposition("booklet", creep=1))
    assert made.data == b""
    assert said(made) == (
        "it.pdf: error: creep of 1 mm would move the innermost of 10 sheets by 9.0 mm, out of its "
        "margins\n  hint: take at most 0.55; office paper needs 0.1"
    )
    assert imposed(make_pdf(40), creep=0.55).problems == ()


def test_a_booklet_too_thick_to_staple_is_a_warning() -> None:
    """Twenty sheets can be stapled, twenty-one are made and said."""
    assert imposed(make_pdf(80)).problems == ()
    assert "21 sheets folded in one another are too thick" in said(imposed(make_pdf(84)))


# ---------------------------------------------------------------------------------------------
# 2-up and 4-up


def origins(data: bytes, source: bytes) -> list[list[tuple[str, float, float, float]]]:
    """Give of each side the page, its lower left corner, and its scale, from its word."""
    _, left, low, width = word_of(source)
    found = []
    for _, _, on_it in sides(data):
        side = []
        for text, x, y, long in on_it:
            wide = width * (1 + (len(text) - 5) * 0.2)
            scale = long / width if len(text) == 5 else long / wide
            side.append((text, x - left * scale, y - low * scale, scale))
        found.append(side)
    return found


@pytest.mark.parametrize(
    ("layout", "size", "columns", "rows", "sheet", "flip"),
    [
        ("2-up", A4, 2, 1, (297, 210), "short"),
        ("2-up", LETTER, 2, 1, (279.4, 215.9), "short"),
        ("2-up", A4[::-1], 1, 2, (210, 297), "long"),
        ("4-up", A4, 2, 2, (210, 297), "long"),
        ("4-up", LETTER, 2, 2, (215.9, 279.4), "long"),
        ("4-up", A4[::-1], 2, 2, (297, 210), "short"),
    ],
)
def test_n_up_reads_in_rows_with_equal_margins(
    layout: str,
    size: tuple[float, float],
    columns: int,
    rows: int,
    sheet: tuple[float, float],
    flip: str,
) -> None:
    """From left to right, from top to bottom; between pages as far as to the edge; all alike."""
    source = make_pdf(9, size)
    made = imposed(source, layout)
    assert made.flip == flip
    assert made.problems == ()
    read = origins(made.data, source)
    count = columns * rows
    assert [len(side) for side in read] == [count] * (9 // count) + [9 % count]
    for number, side in enumerate(read):
        width, height, _ = sides(made.data)[number]
        assert (width, height) == pytest.approx([one * MILLIMETRE for one in sheet], abs=0.001)
        by_place = sorted(side, key=lambda one: (-round(one[2]), one[1]))
        first = number * count + 1
        assert [one[0] for one in by_place] == [f"page{n}" for n in range(first, first + len(side))]
        for position, (_, x, y, scale) in enumerate(by_place):
            assert scale == pytest.approx(made.scale, abs=0.001)
            row, column = divmod(position, columns)
            across, down = size[0] * made.scale, size[1] * made.scale
            gap_x = (width - columns * across) / (columns + 1)
            gap_y = (height - rows * down) / (rows + 1)
            assert min(gap_x, gap_y) == pytest.approx(5 * MILLIMETRE, abs=0.001)
            assert x == pytest.approx(gap_x + column * (across + gap_x), abs=0.2)
            assert y == pytest.approx(height - (row + 1) * (down + gap_y), abs=0.2)


def test_creep_without_a_fold_is_a_warning() -> None:
    """It does nothing, and that is said."""
    made = imposed(make_pdf(4), "2-up", creep=0.5)
    assert "creep is nothing for 2-up" in said(made)
    assert made.data == imposed(make_pdf(4), "2-up").data


# ---------------------------------------------------------------------------------------------
# Pages of other makes


PAINT = "0.9 0.2 0.1 rg 60 60 200 90 re f 0.1 0.3 0.8 rg 300 500 90 200 re f"


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90])
def test_a_turned_page_stands_as_a_reader_sees_it(turn: int) -> None:
    """Whatever /Rotate says, the page on the sheet looks as it does on a screen."""
    size = A4 if turn % 180 == 0 else A4[::-1]
    source = make_pdf(4, size, PAINT.replace("500 90 200", "300 90 200"), Rotate=turn)
    made = imposed(source)
    assert made.scale == 1
    sheet, page = picture(made.data, zoom=2), picture(source, zoom=2)
    right = sheet.crop((sheet.width // 2, 0, sheet.width // 2 + page.width, page.height))
    assert ImageStat.Stat(page).mean[0] < 254
    assert differ(right, page) < 1


@pytest.mark.parametrize(
    "entries",
    [
        {"CropBox": [20, 30, 20 + A4[0], 30 + A4[1]], "MediaBox": [0, 0, 700, 900]},
        {"MediaBox": [-100, -50, A4[0] - 100, A4[1] - 50]},
        {"MediaBox": [A4[0], A4[1], 0, 0]},
        {"TrimBox": [20, 30, 20 + A4[0], 30 + A4[1]], "MediaBox": [0, 0, 700, 900]},
    ],
    ids=["crop", "origin", "turned round", "trim"],
)
def test_a_page_is_what_its_boxes_leave_of_it(entries: dict[str, list[float]]) -> None:
    """Parts that are cut off, on a screen or by trimming, are not on the sheet; scale is 1."""
    boxes = {name: pikepdf.Array(box) for name, box in entries.items()}
    source = make_pdf(4, A4, PAINT, **boxes)
    made = imposed(source)
    assert (made.scale, made.sheet) == (1, "a3")
    _, left, low, width = word_of(make_pdf())
    box = entries.get("TrimBox") or entries.get("CropBox") or entries["MediaBox"]
    ((_, x, y, long),) = [one for one in sides(made.data)[0][2] if one[0] == "page1"]
    x0, y0 = min(box[0], box[2]), min(box[1], box[3])
    assert (x, y, long) == pytest.approx((A4[0] + left - x0, low - y0, width), abs=0.002)


@pytest.mark.parametrize("sheet", [None, "a3"])
def test_pages_that_lie_keep_their_size_in_a_booklet(sheet: str | None) -> None:
    """All of them are turned, as one among upright pages is: none is too large for its half."""
    made = imposed(make_pdf(4, (A4[1], A4[0])), sheet=sheet)
    assert (made.sheet, made.scale, made.least, said(made)) == ("a3", 1, 1, "")


def test_a_page_in_larger_units_is_larger() -> None:
    """A /UserUnit of 2 makes A5 of half the numbers A4, and is not lost."""
    half = (A4[0] / 2, A4[1] / 2)
    source = make_pdf(4, half, UserUnit=2)
    with pikepdf.open(io.BytesIO(source)) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(b"BT /F 12 Tf 50 300 Td (page1) Tj ET")
        source = saved(pdf)
    made = imposed(source)
    assert (made.sheet, made.scale) == ("a3", 1)
    _, left, _, width = word_of(make_pdf())
    x, long = next((one[1], one[3]) for one in sides(made.data)[0][2])
    assert (x, long) == pytest.approx((left, width), abs=0.002)


def test_a_landscape_page_among_upright_ones_is_turned() -> None:
    """It keeps its size, and its head is to the left."""
    source = make_pdf(4, A4, PAINT)
    with pikepdf.open(io.BytesIO(source)) as pdf:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, A4[1], A4[0]])
        source = saved(pdf)
    made = imposed(source)
    assert (made.scale, said(made)) == (1, "")
    sheet, page = picture(made.data, zoom=2), picture(source, zoom=2).rotate(90, expand=True)
    right = sheet.crop((sheet.width // 2, 0, sheet.width // 2 + page.width, page.height))
    assert ImageStat.Stat(page).mean[0] < 254
    assert differ(right, page) < 1


def test_a_page_that_is_too_large_is_scaled_and_named() -> None:
    """It fits, in the middle of its half; the others keep their size."""
    with pikepdf.open(io.BytesIO(make_pdf(8))) as pdf:
        for number in (1, 2, 5):
            pdf.pages[number].MediaBox = pikepdf.Array([0, 0, A4[1], 2 * A4[0]])
            pdf.pages[number].Contents = pdf.make_stream(
                f"BT /F {TYPE} Tf {X} 300 Td (page{number + 1}) Tj ET".encode()
            )
        made = imposed(saved(pdf))
    assert said(made) == (
        "it.pdf: warning: pages 2–3, 6 are 297 × 420 mm, too large for half of A3: scaled to 71 %\n"
        "  hint: print apart what must keep its size"
    )
    _, left, _, width = word_of(make_pdf())
    scale = A4[0] / A4[1]
    on_it = {one[0]: one for _, _, side in sides(made.data) for one in side}
    assert on_it["page4"][3] == pytest.approx(width, abs=0.002)
    _, x, _, long = on_it["page2"]
    assert (x, long) == pytest.approx((left * scale, width * scale), abs=0.02)
    assert halves(made.data) == FOLDED[8]


def test_papers_that_are_rounded_are_not_scaled() -> None:
    """595 by 842 points is A4, as everybody writes it; so is what is a millimetre too large."""
    for size in ((595, 842), (596, 843), (A4[0] + 2, A4[1] + 2)):
        made = imposed(make_pdf(4, size))
        assert (made.scale, made.sheet, made.problems) == (1, "a3", ())


@pytest.mark.parametrize(
    ("size", "options", "sheet", "percent"),
    [
        ((419.53, 595.28), {}, "a4", 100),  # A5
        ((396, 612), {}, "letter", 100),  # half a Letter
        ((612, 1008), {}, "tabloid", 79),  # Legal
        (A4, {"sheet": "a4"}, "a4", 71),
        (A4, {"paper": "letter"}, "tabloid", 94),
        (LETTER, {"paper": "a4"}, "a3", 97),
        ((841.89, 1190.55), {}, "a3", 71),  # A3
    ],
)
def test_the_sheet_suits_the_pages(
    size: tuple[float, float], options: dict[str, str], sheet: str, percent: int
) -> None:
    """The smallest of its kind that needs no scaling, or the one that was asked for; it is said."""
    made = imposed(make_pdf(4, size), **options)
    assert made.sheet == sheet
    assert round(made.scale * 100) == percent
    unexpected = percent != 100 and "sheet" not in options
    assert ("pages 1–4 are" in said(made)) == unexpected
    assert (f"scaled to {percent} %" in said(made)) == unexpected


def test_pages_as_wide_as_another_paper_is_high_have_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where briefs are printed on A3, whose width is the height of A4, its booklet is on A2."""
    sizes = {
        **PAPER_SIZES,
        "a3": replace(PAPER_SIZES["a3"], is_for_briefs=True, twice="a2"),
        "a2": PaperSize("A2", "420mm", "594mm", is_for_briefs=False),
    }
    briefs = {name: paper for name, paper in sizes.items() if paper.is_for_briefs}
    monkeypatch.setattr(imposition, "PAPER_SIZES", sizes)
    monkeypatch.setattr(imposition, "PAPERS", briefs)
    made = imposed(make_pdf(4, sizes["a3"].points))
    assert (made.sheet, made.scale) == ("a2", 1)


def test_what_was_filled_in_is_printed() -> None:
    """A field of a form and a stamp stand beside the page; they come with it, links do not."""
    with pikepdf.open(io.BytesIO(make_pdf(4))) as pdf:
        form = pdf.make_stream(b"0 0.6 0 rg 0 0 100 50 re f")
        form.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form,
                     "/BBox": pikepdf.Array([0, 0, 100, 50])})  # fmt: skip
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, F=4,
            Rect=pikepdf.Array([200, 200, 300, 250]), AP=pikepdf.Dictionary(N=form),
        )  # fmt: skip
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, F=4,
            Rect=pikepdf.Array([20, 20, 90, 90]),
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="x:"),
        )  # fmt: skip
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([stamp, link]))
        source = saved(pdf)
    made = imposed(source)
    sheet = picture(made.data)
    half = sheet.width // 2
    assert sheet.getpixel((half + 250, sheet.height - 225)) == (0, 153, 0)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert not any("/Annots" in page.obj for page in pdf.pages)


def test_a_hidden_layer_stays_hidden() -> None:
    """A layer that is switched off in the PDF does not appear on paper."""
    with pikepdf.open(io.BytesIO(make_pdf(4))) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Draft marks"))
        layers = pikepdf.Array([layer])
        pdf.Root.OCProperties = pikepdf.Dictionary(
            OCGs=layers, D=pikepdf.Dictionary(OFF=layers, Order=layers)
        )
        for page in pdf.pages:
            page.Resources.Properties = pikepdf.Dictionary(L=layer)
            page.contents_add(b"/OC /L BDC 1 0 0 rg 0 0 300 300 re f EMC")
        source = saved(pdf)
    assert differ(picture(source), picture(make_pdf(4))) < 1
    made = imposed(source)
    assert differ(picture(made.data), picture(imposed(make_pdf(4)).data)) < 1


# ---------------------------------------------------------------------------------------------
# What cannot be printed


def locked(**options: Any) -> bytes:
    """A PDF behind a password."""
    with pikepdf.open(io.BytesIO(make_pdf(2))) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="owner", **options))


NO_SIZE = "this PDF cannot be printed: pages 1–2 have no size"


def without_pages() -> bytes:
    """A PDF that has no page."""
    return saved(pikepdf.new())


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "this PDF is empty"),
        (b"\x00\xff garbage " * 99, "this PDF is no PDF that can be read"),
        (b"%PDF-1.7\n%%EOF\n", "this PDF is damaged: no page of it can be read"),
        (locked(user="secret"), "this PDF asks for a password"),
        (
            locked(user="", allow=pikepdf.Permissions(print_lowres=False, print_highres=False)),
            "this PDF is locked: its owner forbids printing it",
        ),
        (without_pages(), "this PDF has no pages"),
        (
            make_pdf(2, MediaBox=pikepdf.Array([0, 0, 0, 0])),
            "this PDF cannot be printed: pages 1–2 have no size",
        ),
        (make_pdf(2, UserUnit=0), "this PDF cannot be printed: pages 1–2 have no size"),
    ],
)
def test_what_cannot_be_printed_says_why(data: bytes, complaint: str) -> None:
    """No traceback: the file, what is wrong with it, and what to do."""
    made = impose(data, "it.pdf", "it", Imposition("booklet"))
    assert made.data == b""
    first = str(made.problems[0])
    assert first.startswith(f"it.pdf: error: {complaint}\n  hint: ")


def test_a_pdf_that_may_be_printed_is_taken_out_of_its_lock() -> None:
    """Where no password is needed to read it, the sheets need none either."""
    made = imposed(locked(user=""))
    assert halves(made.data) == FOLDED[2]
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert not pdf.is_encrypted


def test_a_cut_pdf_is_mended_or_refused() -> None:
    """Cut anywhere, a PDF gives sheets with a warning, or an error; never a traceback."""
    whole = make_pdf(4)
    told = set()
    for end in range(0, len(whole) - 40, 97):
        made = impose(whole[:end], "it.pdf", "it", Imposition("2-up"))
        assert made.problems
        told |= {problem.severity for problem in made.problems}
        assert bool(made.data) == all(one.severity == "warning" for one in made.problems)
    assert "error" in told


def test_a_broken_pdf_gives_no_traceback() -> None:
    """Whatever a byte or a passage of it is changed into, there are sheets or there is a word."""
    chance = random.Random(4)
    with pikepdf.open(io.BytesIO(make_pdf(3))) as pdf:
        pdf.Root.Lang, pdf.docinfo["/Title"] = "en", "A title"
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.L2R)
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([]))
        whole = saved(pdf, qdf=True)
    outcomes = set()
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(chance.choice([1, 2, 9, 30])):
            at, other = (chance.randrange(len(broken) - 12) for _ in range(2))
            put = chance.choice([b"[", b"<<", b">>", b"/X ", b"(", b"-1 ", b"null", b"9 0 R",
                                 b"1e99", bytes(broken[other : other + 8])])  # fmt: skip
            broken[at : at + chance.randrange(12)] = put
        made = impose(bytes(broken), "it.pdf", "it", Imposition("booklet"))
        outcomes.add(bool(made.data))
        assert made.data or any(one.severity == "error" for one in made.problems)
    assert outcomes == {True, False}


def test_a_page_without_anything_is_an_empty_page() -> None:
    """It holds its place."""
    with pikepdf.open(io.BytesIO(make_pdf(4))) as pdf:
        del pdf.pages[1].obj["/Contents"]
        del pdf.pages[2].obj["/Resources"]
        pdf.pages[2].Contents = pdf.make_stream(b"")
        made = imposed(saved(pdf))
    assert halves(made.data) == [(4, 1), (0, 0)]


# ---------------------------------------------------------------------------------------------
# The real thing


@pytest.fixture(scope="module")
def printed() -> bytes:
    """A brief that holds everything a page can print."""
    return everything().read_bytes()


LAYOUTS = ("booklet", "2-up", "4-up")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_other_programs_open_it_without_complaint(
    printed: bytes, layout: str, tmp_path: Path
) -> None:
    """So do qpdf, poppler and PDFium, and all text is there to be found. A point behind the small
    raised call of a note stands before it for poppler, at some sizes of a page.
    """
    need("qpdf", "pdftoppm", "pdftotext")
    file = tmp_path / "it.pdf"
    file.write_bytes(imposed(printed, layout).data)
    commands: list[list[str | Path]] = [
        ["qpdf", "--check", file],
        ["pdftoppm", "-r", "20", "-png", file, tmp_path / "p"],
    ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
    with pypdfium2.PdfDocument(file) as document:
        assert all(page.render(scale=0.2).to_pil().getbbox() for page in document)
    source = tmp_path / "source.pdf"
    source.write_bytes(printed)
    found, there = (
        sorted(word for one in text_of(path).split() if (word := one.strip(".")))
        for path in (file, source)
    )
    assert found == there


def test_what_is_on_the_sheet_is_the_page(printed: bytes) -> None:
    """Painted, the right half of the first side is the first page, pixel for pixel."""
    sheet, page = picture(imposed(printed).data), picture(printed)
    half = round(A4[0])
    right = sheet.crop((half, 0, half + page.width - 1, page.height))
    assert differ(right, page.crop((0, 0, page.width - 1, page.height))) < 4


def test_sheets_claim_nothing_that_they_are_not(printed: bytes) -> None:
    """No tags, no links, no attachments; so no claim to be PDF/A or PDF/UA, and no date."""
    assert b"pdfuaid" in printed
    with pikepdf.open(io.BytesIO(imposed(printed).data)) as pdf:
        assert {*pdf.Root.keys()} <= {
            "/Type", "/Pages", "/Metadata", "/ViewerPreferences", "/Version"
        }  # fmt: skip
        xmp = pdf.Root.Metadata.read_bytes()
        assert b"pdfaid" not in xmp
        assert b"pdfuaid" not in xmp
        assert b"Date" not in xmp
        assert [*pdf.docinfo.keys()] == ["/Title"]
        assert str(pdf.docinfo["/Title"]).endswith("(booklet)")
        assert not any("/Annots" in page.obj for page in pdf.pages)


def test_fonts_and_pictures_are_there_once(printed: bytes) -> None:
    """Sheets hold as many streams of fonts and pictures as the PDF, and no more bytes."""

    def heavy(data: bytes) -> list[int]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            fonts = [len(one.read_raw_bytes()) for one in found if "/Length1" in one or
                     one.get("/Subtype") in ("/Image", "/OpenType", "/CIDFontType0C")]  # fmt: skip
            return sorted(fonts)

    made = imposed(printed).data
    assert len(heavy(printed)) > 3
    assert heavy(made) == heavy(printed)
    assert len(made) < len(printed)


@pytest.mark.parametrize(
    ("layout", "edge"), [("booklet", "Short"), ("2-up", "Short"), ("4-up", "Long")]
)
def test_the_printer_is_told_how_to_print(layout: str, edge: str) -> None:
    """Where a program asks the PDF, both sides, the edge and the actual size are set already."""
    with pikepdf.open(io.BytesIO(imposed(make_pdf(4), layout).data)) as pdf:
        told: Any = pdf.Root.ViewerPreferences
        assert told.Duplex == f"/DuplexFlip{edge}Edge"
        assert told.PrintScaling == "/None"
        assert told.PickTrayByPDFSize is True


@pytest.mark.deep
@pytest.mark.anew
def test_the_same_pages_give_the_same_bytes(printed: bytes, tmp_path: Path) -> None:
    """In this process and in another one, however its hashes are salted."""
    source = tmp_path / "it.pdf"
    source.write_bytes(printed)
    ask = (
        "import sys; from pathlib import Path\n"
        "from briefpress.distribute.imposition import Imposition, impose\n"
        f"data = Path({str(source)!r}).read_bytes()\n"
        "made = impose(data, 'it.pdf', 'it', Imposition('booklet', creep=0.1))\n"
        "sys.stdout.buffer.write(made.data)"
    )
    made = imposed(printed, creep=0.1).data
    assert imposed(printed, creep=0.1).data == made
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", ask], capture_output=True, check=True,
            cwd=Path(__file__).parents[2], env={"PYTHONHASHSEED": seed},
        )  # fmt: skip
        assert done.stdout == made


# ---------------------------------------------------------------------------------------------
# The command

DAY = "2024-12-03"
LONG = "\n\n".join(f"## Heading {n}\n\n{words(420, n)}" for n in range(8))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with a brief of two editions, one that is withdrawn, and one that is a draft."""
    house = new_house(tmp_path_factory.mktemp("booklet") / "house")
    add_brief(house, "long", LONG)
    add_brief(house, "gone", "## A heading\n\nSome text.\n", paper=["a4"])
    add_brief(house, "draft", "## A heading\n\nSome text.\n")
    done(house, "publish", "long", "--note", "New.", "--date", DAY)
    add_brief(house, "long", LONG.replace("Rights", "Duties"))
    done(house, "publish", "long", "--note", "Better.", "--date", DAY)
    done(house, "publish", "gone", "--note", "New.", "--date", DAY)
    done(house, "withdraw", "gone", "1", "--why", "All wrong.", "--date", DAY)
    return house


def done(house: Path, *arguments: object) -> str:
    """Run a command that ends well; what it said."""
    ran = run(*arguments, house=house)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_a_booklet_is_one_command(shelf: Path) -> None:
    """From the current edition, with words for whoever stands at the printer."""
    ran = run("booklet", "long", house=shelf)
    assert ran.returncode == 0
    with pikepdf.open(shelf / "editions/long/2/long.pdf") as pdf:
        pages = len(pdf.pages)
    sheets = -(-pages // 4)
    assert pages > 4
    first, second = ran.stdout.splitlines()
    assert first.startswith(f"output/long.booklet.pdf  {sheets} sheets of A3, {pages} pages")
    assert second == (
        "Print it on A3, on both sides, flipped on the short edge, at actual size; "
        "fold it in the middle."
    )
    assert "LONG-2-" in text_of(shelf / "output/long.booklet.pdf")


def test_another_paper_and_an_older_edition(shelf: Path) -> None:
    """They get names of their own, and what is superseded is said."""
    said = done(shelf, "booklet", "long", "--paper", "Letter", "--layout", "4-up")
    assert said.startswith("output/long.letter.4-up.pdf  1 sheet of Letter, ")
    assert "do not hand it out" in said
    ran = run("booklet", "long", "--edition", "1", "--layout", "2-up", house=shelf)
    assert ran.returncode == 0
    assert "warning: edition 1 is superseded: edition 2 of 2024-12-03 took its place" in ran.stderr
    assert "LONG-1-" in text_of(shelf / "output/long.2-up.pdf")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["draft"], "content/draft: error: it was never published\n  hint: run `python build.py "
                    "publish draft --note …`, or take the draft with --draft"),
        (["draft", "--draft"], "content/draft: error: it was never built\n  hint: run "
                               "`python build.py draft` first"),
        (["gone"], "content/gone: error: edition 1 was withdrawn on 2024-12-03: All wrong."),
        (["long", "--edition", "7"], "content/long: error: no edition 7\n  hint: published: 1, 2"),
        (["nowhere.pdf"], "nowhere.pdf: error: cannot be read: no such file or directory"),
        (["content/none.pdf"], "content/none.pdf: error: this PDF is no PDF that can be read"),
    ],
)  # fmt: skip
def test_what_is_not_there_to_print_says_what_to_do(
    shelf: Path, arguments: Sequence[str], complaint: str
) -> None:
    """Errors are 1, in words with a hint, and nothing is written."""
    (shelf / "content/none.pdf").write_text("no PDF")
    before = sorted((shelf / "output").glob("*.pdf"))
    ran = run("booklet", *arguments, house=shelf)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(complaint)
    assert "hint: " in ran.stderr
    assert "Traceback" not in ran.stderr
    assert sorted((shelf / "output").glob("*.pdf")) == before


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["lon"], "did you mean `long`?"),
        (["long", "--layout", "8-up"], "--layout"),
        (["long", "--paper", "a5"], "choose of a4, letter"),
        (["long", "--sheet", "a2"], "--sheet"),
        (["long", "--creep", "-1"], "--creep"),
        (["long", "--edition", "1", "--draft"], "a draft is no edition"),
        (["it.pdf", "--draft"], "a PDF is taken as it is"),
        ([], "BRIEF|PDF"),
    ],
)
def test_a_wrong_command_line_is_2(shelf: Path, arguments: Sequence[str], complaint: str) -> None:
    """It says what would make sense."""
    ran = run("booklet", *arguments, house=shelf)
    assert ran.returncode == 2
    assert complaint in ran.stderr


def test_a_draft_is_taken_as_it_was_built(tmp_path: Path) -> None:
    """Once it is built; and not when it has changed since."""
    house = new_house(tmp_path / "house")
    add_brief(house, "it", "## A heading\n\nSome text.\n")
    done(house, "build")
    assert done(house, "booklet", "it", "--draft").startswith(
        "output/it.booklet.pdf  1 sheet of A3"
    )
    add_brief(house, "it", "## A heading\n\nOther text.\n")
    ran = run("booklet", "it", "--draft", house=house)
    assert ran.returncode == 1
    assert "content/it: error: its PDF is out of date: brief.md: " in ran.stderr
    assert "run `python build.py it` first" in ran.stderr


def test_a_changed_edition_is_not_printed(tmp_path: Path) -> None:
    """The file must be the one that was published, to the byte."""
    house = new_house(tmp_path / "house")
    add_brief(house, "it", "## A heading\n\nSome text.\n", paper=["a4"])
    done(house, "publish", "it", "--note", "New.", "--date", DAY)
    file = house / "editions/it/1/it.pdf"
    file.write_bytes(file.read_bytes() + b"\n")
    ran = run("booklet", "it", house=house)
    assert ran.returncode == 1
    assert "editions/it/1/it.pdf: error: this is not the file that was published" in ran.stderr
    ran = run("booklet", "it", "--paper", "letter", house=house)
    assert "error: edition 1 was not published on letter\n  hint: papers: a4" in ran.stderr


def test_scales_of_one_job_are_told_as_one_range(shelf: Path, tmp_path: Path) -> None:
    """Where some pages are smaller than most, what was made does not say that all keep theirs."""
    with pikepdf.open(io.BytesIO(make_pdf(4))) as pdf:
        pdf.pages[1].MediaBox = pikepdf.Array([0, 0, A4[1], 2 * A4[0]])
        (tmp_path / "mixed.pdf").write_bytes(saved(pdf))
    ran = run("booklet", tmp_path / "mixed.pdf", house=shelf)
    assert "scaled to 71 %" in ran.stderr
    assert "at 71 to 100 % of their size" in ran.stdout


def test_any_pdf_can_be_folded(shelf: Path, tmp_path: Path) -> None:
    """A PDF from elsewhere gives sheets by its own name."""
    file = tmp_path / "Ordre du jour.pdf"
    file.write_bytes(make_pdf(8, LETTER))
    said = done(shelf, "booklet", file, "--creep", "0.1")
    assert said.startswith(
        "output/Ordre du jour.booklet.pdf  2 sheets of Tabloid, 8 pages, at 100 %"
    )
    assert halves((shelf / "output/Ordre du jour.booklet.pdf").read_bytes()) == FOLDED[8]


def test_what_fails_leaves_the_last_sheets(shelf: Path) -> None:
    """An error after good sheets: they stay, and nothing unfinished lies beside them."""
    done(shelf, "booklet", "long")
    file = shelf / "output/long.booklet.pdf"
    good = file.read_bytes()
    styles = own_file(shelf, "styles/proof.css")
    css = styles.read_text("utf-8")
    try:
        styles.write_text(css + "p { color: red", "utf-8")
        ran = run("booklet", "long", "--paper", "a4", "--creep", "0.2", "--proof", house=shelf)
    finally:
        styles.write_text(css, "utf-8")
    assert ran.returncode == 1
    assert "styles/proof.css:" in ran.stderr
    assert file.read_bytes() == good
    assert not [*(shelf / "output").glob(".*unfinished")]


# ---------------------------------------------------------------------------------------------
# The proof sheet


def figures(data: bytes) -> list[dict[str, tuple[float, float]]]:
    """The big figures of each side, by what they say: where they stand, from 0 to 1."""
    with pypdfium2.PdfDocument(data) as document:
        found = []
        for page in document:
            text = page.get_textpage()
            side = {}
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                if top - bottom > 40:  # points
                    said = text.get_text_range(index, 1)
                    side[said] = (left + right) / 2 / page.get_width(), bottom / page.get_height()
            found.append(side)
        return found


@pytest.mark.parametrize(
    ("layout", "paper", "front", "back", "flip"),
    few(
        [
            ("booklet", "a4", ["4", "1"], ["2", "3"], "short edge"),
            ("booklet", "letter", ["4", "1"], ["2", "3"], "short edge"),
            ("2-up", "a4", ["1", "2"], ["3", "4"], "short edge"),
            ("4-up", "letter", ["1", "2", "3", "4"], ["5", "6", "7", "8"], "long edge"),
        ]
    ),
)
def test_the_proof_sheet_stands_as_the_first_sheet_does(
    shelf: Path, layout: str, paper: str, front: list[str], back: list[str], flip: str
) -> None:
    """One sheet of the same size, its figures where the pages will be, and the edge in words."""
    name = "long" if paper == "a4" else "long.letter"
    said = done(shelf, "booklet", "long", "--layout", layout, "--paper", paper, "--proof")
    file = shelf / f"output/{name}.{layout}.proof.pdf"
    assert f"output/{file.name}  1 sheet: print it first" in said
    data = file.read_bytes()
    proof, sheets = sides(data), sides((shelf / f"output/{name}.{layout}.pdf").read_bytes())
    assert len(proof) == 2
    for width, height, _ in proof:
        assert (width, height) == pytest.approx(sheets[0][:2], abs=0.1)
    read = [
        sorted(side, key=lambda one: (-round(side[one][1], 1), side[one][0]))
        for side in figures(data)
    ]
    assert read == [front, back]
    text = " ".join(text_of(file).split())
    assert f"Choose “flip on the {flip}”" in text
    other = "long edge" if flip == "short edge" else "short edge"
    assert f"Choose “flip on the {other}” where you chose “{flip}”" in text


def test_the_ruler_of_the_proof_sheet_is_as_long_as_it_says(shelf: Path) -> None:
    """Its line, the longest on the left half, is 100 mm."""
    done(shelf, "booklet", "long", "--proof")
    shown = picture((shelf / "output/long.booklet.proof.pdf").read_bytes(), zoom=4)
    left = shown.convert("L").crop((0, 0, shown.width // 2 - 20, shown.height))
    rows = [left.crop((0, y, left.width, y + 1)).tobytes() for y in range(left.height)]
    longest = max(len(run) for row in rows for run in re.findall(rb"[\x00-\xa0]+", row))
    assert longest / 4 / MILLIMETRE == pytest.approx(100, abs=0.5)


def test_the_proof_sheet_is_made_as_a_brief_is(shelf: Path) -> None:
    """The house's fonts alone, and the same bytes each time."""
    done(shelf, "booklet", "long", "--proof")
    file = shelf / "output/long.booklet.proof.pdf"
    before = file.read_bytes()
    done(shelf, "booklet", "long", "--proof")
    assert file.read_bytes() == before
    with pikepdf.open(file) as pdf:
        fonts = {str(one.BaseFont) for one in pdf.objects
                 if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one}  # fmt: skip
    assert fonts
    assert all("Source-Sans" in name or "SourceSans" in name for name in fonts), json.dumps(
        [*fonts]
    )
