"""Pictures as cameras, scanners and programs save them: each prints, or is refused with a hint."""

import gzip
import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms
from support.houses import House

from briefpress.content import pictures
from briefpress.content.pictures import prepare_picture, without_remarks
from briefpress.content.refusal import Refused
from briefpress.model.pictures import Crop

YAML = "content/tiny/brief.yaml"
FIGURE = "figures: {f: {image: p, caption: c, alt: a}}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{}</svg>'
INKSCAPE = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    ' inkscape:export-filename="/home/somebody/map.png" width="50mm" height="25.4mm">{}</svg>'
)
ILLUSTRATOR = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
    ' [<!ENTITY ns_svg "http://www.w3.org/2000/svg"> <!ENTITY st0 "fill:#14355E;">]>'
    '<svg xmlns="&ns_svg;" viewBox="0 0 9 9"><rect style="&st0;" width="9" height="9"/></svg>'
)
DRAWIO = SVG.format(
    "<switch><foreignObject><div xmlns='http://www.w3.org/1999/xhtml'>Ministry</div></foreignObject>"
    "<text>Ministry</text></switch><switch><g requiredFeatures='x'/>"
    "<a href='https://example.org/why'><text>Text is not SVG</text></a></switch>"
)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RED, BLUE = (200, 30, 20), (20, 30, 200)


def drawn(width: int = 4, height: int = 2, mode: str = "RGB") -> Image.Image:
    """Draw a picture: its left half red, its right half blue."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def saved(picture: Image.Image, form: str = "PNG", **how: object) -> bytes:
    """The file of a picture."""
    file = io.BytesIO()
    picture.save(file, form, **how)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture that a prepared file holds: a PNG or a JPEG of 8 bits, in a colour of sRGB."""
    picture = Image.open(io.BytesIO(data))
    assert picture.format in ("PNG", "JPEG")
    assert picture.mode in ("1", "L", "LA", "RGB", "RGBA", "P")
    return picture.convert("RGB")


def near(colour: object, other: tuple[int, ...], by: int = 40) -> bool:
    """Whether two colours look alike."""
    assert isinstance(colour, tuple)
    return all(abs(one - two) <= by for one, two in zip(colour, other, strict=True))


# ---------------------------------------------------------------------------------------------
# Pixels


@pytest.mark.parametrize(
    "data",
    [
        saved(drawn()),
        saved(drawn(mode="L")),
        saved(drawn(mode="P")),
        saved(drawn(), "JPEG"),
        saved(
            drawn(),
            "JPEG",
            icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        ),
    ],
    ids=["png", "grey", "palette", "jpeg", "jpeg in sRGB"],
)
def test_what_prints_goes_through_as_it_is(data: bytes) -> None:
    """No picture is saved anew that need not be."""
    assert prepare_picture(data, {}).data == data


@pytest.mark.parametrize("form", ["WEBP", "AVIF", "TIFF", "GIF", "BMP", "JPEG2000"])
def test_a_picture_of_another_format_is_printed(form: str) -> None:
    """It has the same colours on the same sides."""
    picture = opened(prepare_picture(saved(drawn(64, 32), form), {}).data)
    assert picture.size == (64, 32)
    assert near(picture.getpixel((8, 16)), RED)
    assert near(picture.getpixel((56, 16)), BLUE)


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_a_grey_picture_of_16_bits_is_not_black(form: str) -> None:
    """WeasyPrint 70 prints a PNG of 16 bits, grey, as black."""
    half = Image.frombytes(
        "I;16", (2, 1), (32896).to_bytes(2, "little") + (65535).to_bytes(2, "little")
    )
    picture = opened(prepare_picture(saved(half, form), {}).data)
    assert [picture.getpixel((x, 0)) for x in (0, 1)] == [(128, 128, 128), (255, 255, 255)]


@pytest.mark.parametrize("mode", ["1", "LA", "RGBA", "CMYK", "YCbCr", "F", "I"])
@pytest.mark.parametrize("form", ["PNG", "TIFF", "JPEG", "WEBP"])
def test_every_mode_prints(mode: str, form: str) -> None:
    """A scan in black and white, one with a clear ground, one of a laboratory."""
    try:
        data = saved(drawn(8, 4, mode), form)
    except (OSError, KeyError):
        return  # Pillow writes no such file
    assert opened(prepare_picture(data, {}).data).size == (8, 4)


def test_a_jpeg_in_cmyk_becomes_rgb_and_that_is_told(house: House) -> None:
    """PDF/A knows no CMYK without its own output intent; the author hears of it once."""
    house.put("p", saved(drawn(64, 32, "CMYK"), "JPEG"))
    brief, problems = house.parse(FIGURE, "{{ figures.f }}\n")
    assert brief
    assert near(opened(brief.files["p"]).getpixel((8, 16)), RED)
    (told,) = [str(one.message) for one in problems if "CMYK" in one.message]
    assert (
        told
        == "`p` is in CMYK: its colours were turned into sRGB without a profile, so only roughly"
    )


def test_a_profile_of_another_space_is_reckoned_in() -> None:
    """A space whose red is the blue of sRGB: what its numbers call red is printed blue."""
    swapped = SRGB.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "wide".encode("utf-16-be"))
    for form in ("JPEG", "PNG"):
        data = saved(drawn(64, 32), form, icc_profile=swapped)
        assert near(opened(prepare_picture(data, {}).data).getpixel((8, 16)), RED[::-1])


def test_a_photo_is_upright_and_keeps_the_place_to_itself() -> None:
    """The notes of a telephone in a photo, such as the place, are neither printed nor carried."""
    notes = Image.Exif()
    notes[pictures.ORIENTATION] = 6
    notes.get_ifd(0x8825)[1] = "N"
    notes[0x010F] = "Maker of telephones"
    data = saved(drawn(64, 32), "JPEG", exif=notes, comment=b"a remark")
    printed = prepare_picture(data, {}).data
    assert opened(printed).size == (32, 64)
    assert near(opened(printed).getpixel((16, 8)), RED)
    carried = without_remarks(data)
    for one in (printed, carried):
        assert b"Maker" not in one
        assert b"remark" not in one
        assert not Image.open(io.BytesIO(one)).getexif().get_ifd(0x8825)
    assert Image.open(io.BytesIO(carried)).getexif()[pictures.ORIENTATION] == 6
    assert prepare_picture(carried, {}).data == printed
    assert without_remarks(carried) == carried


@pytest.mark.long
def test_a_large_photo_is_made_as_fine_as_a_page_can_show() -> None:
    """A photo of 24 million pixels would make a PDF of 8 MB."""
    data = saved(drawn(6000, 3000), "JPEG")
    assert max(opened(prepare_picture(data, {}).data).size) == pictures.FINE


@pytest.mark.parametrize(
    ("crop", "size", "colour"),
    [
        (Crop(1, 1), (100, 100), None),
        (Crop(1, 1, (0, 0.5)), (100, 100), RED),
        (Crop(1, 1, (1, 0)), (100, 100), BLUE),
        (Crop(4, 1), (200, 50), None),
        (Crop(1, 2, (0.1, 0.9)), (50, 100), RED),
    ],
)
def test_a_photo_is_cut_about_its_focus(
    crop: Crop, size: tuple[int, int], colour: tuple[int, ...] | None
) -> None:
    """The part that is cut off is not in the PDF either."""
    picture = opened(prepare_picture(saved(drawn(200, 100), "JPEG"), {}, crop=crop).data)
    assert picture.size == size
    sides = [picture.getpixel((x, size[1] // 2)) for x in (2, size[0] - 3)]
    assert all(near(side, colour) for side in sides) if colour else near(sides[0], RED)


def test_one_photo_can_be_printed_in_two_shapes(house: House) -> None:
    """Each figure has its own part of it."""
    house.put("p.jpg", saved(drawn(200, 100), "JPEG"))
    one = "image: p.jpg, caption: c, alt: a"
    left = f"{{{one}, crop: 1:1, focus: left}}"
    brief = house.brief(
        f"figures: {{f: {{{one}}}, g: {left}, h: {{{one}, crop: 1:1}}}}\n",
        "{{ figures.f }}\n\n{{ figures.g }}\n\n{{ figures.h }}\n",
    )
    assert [opened(data).size for data in brief.files.values()] == [(200, 100)] + 2 * [(100, 100)]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ("crop: wide", "`wide` is no shape\n  hint: write width and height as 3:2"),
        ("crop: 40:1", "`40:1` is no shape"),
        ("crop: 3:2, focus: middle", "`middle` is no place in a picture"),
        ("crop: 3:2, focus: 120% 30%", "`120% 30%` is no place in a picture"),
        ("width: huge", "side"),
    ],
)
def test_a_crop_that_means_nothing_is_refused(house: House, fields: str, fault: str) -> None:
    """The hint shows how to write it."""
    house.put("p", saved(drawn()))
    figure = f"figures: {{f: {{image: p, caption: c, alt: a, {fields}}}}}\n"
    assert fault in house.complaints(figure, "{{ figures.f }}\n")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "is an EPS"),
        (b"PK\3\4", "is a document or an archive"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "is a HEIC"),
        (saved(drawn(3, 2))[:20], "is "),
        (b"\x89PNG\r\n\x1a\n\0\0\0\4IHDR" + b"\0" * 20, "is "),
        (saved(drawn(30, 20))[:-4], "is cut off or damaged"),
        (saved(drawn(30, 20), "JPEG")[:-2], "is cut off or damaged"),
        (saved(drawn(30, 20), "WEBP")[:-20], "is cut off or damaged"),
        (saved(drawn(30, 20))[:-14] + b"xx" + saved(drawn(30, 20))[-12:], "is cut off or damaged"),
        (b"<html><body>no</body></html>", "is a page of the web"),
        (b"<!DOCTYPE html>\n<p>404<br>", "is a page of the web"),
        (b"<svg viewBox='0 0 1 1'/>", "is no SVG"),
        (SVG.format("<g>").encode(), "is no whole SVG, see its line 1"),
        (b"<?xml version='1.0' encoding='x'?>" + SVG.encode(), "is no whole SVG"),
        (SVG.replace("0 0 1 1", "a b c d").format("").encode(), "has the viewBox `a b c d`, which"),
        (SVG.replace("0 0 1 1", "0 0 1").format("").encode(), "has the viewBox `0 0 1`, which"),
        (SVG.format("<g>" * 101 + "</g>" * 101).encode(), "has elements more than 100 deep"),
        (SVG.format('<image href="https://example.org/x.png"/>').encode(), "shows `x.png`, which"),
        (SVG.format('<image href="file:///etc/passwd"/>').encode(), "shows `passwd`, which is not"),
        (SVG.format("<image href='../secret.png'/>").encode(), "shows `secret.png`, which is not"),
        (SVG.format('<use href="other.svg#a"/>').encode(), "takes a part of itself"),
        (SVG.format('<image href="data:image/png;base64,AA=="/>').encode(), "cannot be printed"),
        (SVG.format("<foreignObject><p>Words</p></foreignObject>").encode(), "has words"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("&x;").encode(),
         "takes `x` from another file"),
        (b'<!DOCTYPE svg [<!ENTITY x "y"><!ENTITY z "&#38;x;">]>' + SVG.format("&z;").encode(),
         "has the short form `z`"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("error")
def test_a_picture_that_cannot_be_printed_is_refused(house: House, data: bytes, fault: str) -> None:
    """A file that is no picture, or lacks a program, is an error on its line, with a way out."""
    house.put("p", data)
    complaint = house.complaints(FIGURE, "{{ figures.f }}\n")
    assert complaint.startswith(f"{YAML}:4: error: `p` {fault}")
    assert "\n  hint: " in complaint


@pytest.mark.parametrize("side", [8, 12, 15])
@pytest.mark.filterwarnings("error")
def test_a_picture_that_is_huge_is_refused(
    house: House, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond our limit, beyond that at which Pillow warns, and beyond that at which it stops."""
    assert pictures.PIXELS == 40_000_000
    monkeypatch.setattr(pictures, "PIXELS", 60)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    house.put("p", saved(drawn(side, side)))
    complaint = house.complaints(FIGURE, "{{ figures.f }}\n")
    assert complaint.startswith(f"{YAML}:4: error: `p` has more than ")
    assert complaint.endswith(" million pixels\n  hint: save it smaller")


def test_a_picture_that_moves_stands_still_and_that_is_told() -> None:
    """Its first picture is printed."""
    data = saved(drawn(8, 4), "GIF", save_all=True, append_images=[drawn(8, 4, "L")])
    prepared = prepare_picture(data, {})
    assert near(opened(prepared.data).getpixel((1, 1)), RED)
    assert prepared.remark
    assert prepared.remark[0] == "moves: its first picture is printed"


# ---------------------------------------------------------------------------------------------
# Drawings


@pytest.mark.parametrize(
    "data",
    [
        SVG.format("<path d='M0 0'/>"),
        '<?xml version="1.0"?>\n<!-- by hand -->\n' + SVG.format(""),
        "\ufeff" + SVG.format(""),
        "<!-- Generator -->" + SVG.format(""),
        SVG.replace("<svg ", "<svg\n").format(""),
        SVG.replace("0 0 1 1", "-.5, 0 1e2,+30.").format(""),
        SVG.format('<defs><g id="a"/></defs><use href="#a" fill="url(#b)"/>'),
    ],
    ids=["svg", "declared", "bom", "comment", "newline", "box", "inner links"],
)
def test_a_plain_drawing_goes_through_as_it_is(data: str) -> None:
    """No drawing is written anew that need not be."""
    assert prepare_picture(data.encode(), {}).data == data.encode()


@pytest.mark.parametrize("pack", [gzip.compress, lambda svg: svg.decode().encode("utf-16")])
def test_a_drawing_that_is_packed_or_in_utf_16_is_printed(pack: Callable[[bytes], bytes]) -> None:
    """As `.svgz` of Inkscape, and as some programs of Windows save it."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Zürich</text></svg>'
    head = b"<?xml version='1.0'?>\n"
    assert prepare_picture(pack(head + svg.encode()), {}).data.endswith(svg.encode())
    with pytest.raises(Refused, match="cut off"):
        prepare_picture(pack(head + svg.encode())[:-9], {})


def test_a_drawing_may_hold_pictures_and_show_those_beside_it() -> None:
    """As Inkscape and Excel write them; each is prepared as any other picture."""
    inside = "data:image/webp;base64," + _base64(saved(drawn(8, 4), "WEBP"))
    drawing = INKSCAPE.format(
        f'<image xlink:href="{inside}"/><image xlink:href="C:\\Photos\\photo.png"/>'
    )
    data = prepare_picture(drawing.encode(), {"photo.png": saved(drawn(8, 4))}).data
    assert data.count(b"data:image/png;base64,") == 2
    assert b"webp" not in data
    assert b"Photos" not in data


def test_a_drawing_of_inkscape_keeps_its_folder_to_itself_and_its_size() -> None:
    """Its millimetres are pixels of 1/96 inch inside; the path of the file on a disk goes."""
    data = prepare_picture(INKSCAPE.format("<rect width='9' height='9'/>").encode(), {}).data
    assert b"somebody" not in data
    assert b'viewBox="0 0 188.976 96"' in data


def test_a_drawing_of_illustrator_has_its_short_forms_written_out() -> None:
    """The entities of its head are a colour and a namespace."""
    data = prepare_picture(ILLUSTRATOR.encode(), {}).data
    assert b"<!DOCTYPE" not in data
    assert b'style="fill:#14355E;"' in data


def test_a_drawing_of_drawio_keeps_its_words_and_loses_its_advice() -> None:
    """The plain words stay of HTML and its plain words; “Text is not SVG” is not printed."""
    data = prepare_picture(DRAWIO.encode(), {}).data
    assert data.count(b"Ministry") == 1
    assert b"not SVG" not in data


def test_words_that_drawio_cuts_off_are_whole_again() -> None:
    """In lines as wide as their box; the plain words beside the HTML end with `...`."""
    box = "<div xmlns='http://www.w3.org/1999/xhtml' style='width: 80px'>Ministry of Health</div>"
    text = "<text x='60' y='34' font-size='12px'>Ministry o...</text>"
    drawing = SVG.format(f"<switch><foreignObject>{box}</foreignObject>{text}</switch>")
    data = prepare_picture(drawing.encode(), {}).data.decode()
    assert '<tspan x="60" dy="-7.2">Ministry of</tspan>' in data
    assert '<tspan x="60" dy="14.4">Health</tspan>' in data
    assert "..." not in data


@pytest.mark.parametrize(
    ("language", "word"), [("de", "Südsudan"), ("fr", "Soudan"), ("pt", "South")]
)
def test_a_drawing_in_several_languages_speaks_that_of_the_brief(language: str, word: str) -> None:
    """As Wikimedia's maps have them."""
    words = {"de": "Südsudan", "fr": "Soudan", "": "South"}
    texts = "".join(
        f"<text{f' systemLanguage={chr(34)}{tag}{chr(34)}' if tag else ''}>{name}</text>"
        for tag, name in words.items()
    )
    data = prepare_picture(SVG.format(f"<switch>{texts}</switch>").encode(), {}, language).data
    assert [one for one in words.values() if one in data.decode()] == [word]


@pytest.mark.parametrize(
    "inner",
    [
        "<script>x()</script>",
        '<rect onclick="x()"/>',
        "<style>@import 'x.css'; .a{fill:url(https://example.org/#a)}</style>",
        '<g fill="url(https://example.org/#a)"/>',
        '<a href="https://example.org/"><path d="M0 0"/></a>',
        "<metadata>https://example.org/</metadata>",
        "<foreignObject/>",
    ],
)
def test_what_no_page_needs_goes_out_of_a_drawing(inner: str) -> None:
    """Scripts, links, rules that fetch: the drawing is printed without them."""
    data = prepare_picture(SVG.format(inner).encode(), {}).data
    assert not [word for word in (b"x()", b"example.org", b"x.css", b"foreign") if word in data]


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        ('<text style="font: 700 12px Arial, sans-serif; fill: red"/>',
         "font-size:12px;font-family:Arial, sans-serif;font-weight:700"),
        ("<style>text{font:italic bold 12px/1.2 serif}</style>",
         "font-size:12px;font-family:serif;font-style:italic;font-weight:bold"),
        ('<text font-size="large"/>', 'font-size="18px"'),
        ('<text style="font-size: x-small"/>', "font-size: 10px"),
        ('<rect style="fill:var(--none, red)"/>', "fill:red"),
        ("<style>.r{stop-color:red}</style><radialGradient><stop class='r'/></radialGradient>",
         '<stop class="r" stop-color="red"/>'),
        ('<g style="text-transform:uppercase"><text>a <tspan>b</tspan> c</text></g>',
         "<text>A <tspan>B</tspan> C</text>"),
        ('<text style="white-space: pre">a  b</text>', 'xml:space="preserve">a  b<'),
        ("<style>:root{--ink: #123456} rect{fill:var(--ink)}</style>", "rect{fill:#123456}"),
        ('<rect style="fill:light-dark(rgb(1, 2, 3), #fff)"/>', 'style="fill:rgb(1, 2, 3)"'),
        ('<switch><g requiredExtensions="urn:x" id="x"/><g id="y"/></switch>', '<g id="y"/>'),
    ],
)  # fmt: skip
def test_the_styles_of_a_drawing_are_written_as_the_press_reads_them(
    inner: str, printed: str
) -> None:
    """As matplotlib, draw.io and Datawrapper write them; 700 is a weight, and no size."""
    data = prepare_picture(SVG.format(inner).encode(), {}).data.decode()
    assert printed in data
    assert not [word for word in ("font:", "var(", "light-dark", "urn:x") if word in data]


@pytest.mark.parametrize(
    "inner",
    [
        '<text paint-order="stroke" stroke="#fff" id="a">Tarn</text>',
        '<g style="paint-order:stroke fill;stroke:#fff"><text>Tarn</text></g>',
        "<style>.halo, text.x { paint-order: stroke; stroke: #fff }</style>"
        '<text class="label halo">Tarn</text>',
    ],
)
def test_the_outline_of_letters_lies_below_them(inner: str) -> None:
    """A name with a white halo is set twice: its outline, and the letters above it."""
    data = prepare_picture(SVG.format(inner).encode(), {}).data.decode()
    below, above = [part.partition("</text>")[0] for part in data.split("<text")[1:]]
    assert "stroke:none" not in below
    assert "stroke:none" in above
    assert data.count('id="a"') <= 1


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        ('<text>10<tspan baseline-shift="super">6</tspan> t</text>',
         '10<tspan dy="-0.35em"><tspan baseline-shift="super">6</tspan></tspan>'
         '<tspan dy="0.35em"> t</tspan></text>'),
        ('<text>CO<tspan style="font-size:65%;baseline-shift:sub" x="9">2</tspan></text>',
         'CO<tspan dy="0.2em" x="9"><tspan style="font-size:65%;baseline-shift:sub">2</tspan>'
         '</tspan><tspan dy="-0.2em"/></text>'),
        ('<text><tspan baseline-shift="40%">a</tspan><tspan id="b">b</tspan></text>',
         '<tspan dy="0.4em"><tspan id="b">b</tspan></tspan></text>'),
        ('<text><tspan baseline-shift="-3">a</tspan><tspan y="9">b</tspan></text>',
         '<tspan dy="3"><tspan baseline-shift="-3">a</tspan></tspan><tspan y="9">b</tspan></text>'),
        ('<text>1<tspan baseline-shift="baseline">2</tspan></text>', '1<tspan baseline-shift='),
        ('<style>.up{baseline-shift:super}</style><text>m<tspan class="up">2</tspan> x</text>',
         'm<tspan dy="-0.35em"><tspan class="up">2</tspan></tspan><tspan dy="0.35em"> x</tspan>'),
    ],
)  # fmt: skip
def test_a_raised_figure_of_a_drawing_stands_over_its_line(inner: str, printed: str) -> None:
    """WeasyPrint 70.0 does not know `baseline-shift`: 10 to the sixth is printed 106."""
    assert printed in prepare_picture(SVG.format(inner).encode(), {}).data.decode()


@pytest.mark.parametrize(
    ("inner", "written"),
    [
        ('<g transform="scale(10)"><path stroke-width="2" {}/></g>', "stroke-width:0.2"),
        ('<g stroke-width="3" transform="translate(9) scale(2,8) rotate(30)"><path {}/></g>',
         "stroke-width:0.75"),
        ("<style>path{{stroke-width:.5px;stroke-dasharray:4 2}}</style>"
         '<g transform="matrix(.1 0 0 .1 3 3)"><path {}/></g>',
         "stroke-width:5px;stroke-dasharray:40 20"),
        ('<svg viewBox="0 0 50 5" width="100"><path {}/></svg>', "stroke-width:0.5"),
        ("<path {}/>", "stroke-width:1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("how", ['vector-effect="{}"', 'style="vector-effect: {}"'])
def test_a_line_that_is_not_to_be_scaled_keeps_its_width(
    inner: str, written: str, how: str
) -> None:
    """WeasyPrint 70.0 does not know `vector-effect`; maps of GIS and of Datawrapper have it."""
    drawing = SVG.replace("viewBox", 'width="1" viewBox').format(
        inner.format(how.format("non-scaling-stroke"))
    )
    assert f'{written}"' in prepare_picture(drawing.encode(), {}).data.decode()


@pytest.mark.parametrize(
    ("inner", "fault"),
    [
        ("<flowRoot><flowPara>Words</flowPara></flowRoot>", "has words in a frame of Inkscape's"),
        ('<rect width="calc(100% - 5px)" height="9"/>', "has a length that is to be calculated"),
        ('<text><textPath href="#p">River</textPath></text>', "has words along a line"),
        ('<clipPath id="c"><path clip-rule="evenodd" d="M0 0h9v9zM1 1h2v2z"/></clipPath>',
         "is cut by a shape with a hole in it"),
        ("<style>g > text:first-child {paint-order: stroke}</style><text>Tarn</text>",
         "paints the outlines of letters below them"),
    ],
)  # fmt: skip
def test_a_drawing_that_would_show_something_else_is_refused(inner: str, fault: str) -> None:
    """The hint says how to save it so that it prints."""
    with pytest.raises(Refused, match=fault) as refused:
        prepare_picture(SVG.format(inner).encode(), {})
    assert refused.value.hint.startswith("export")


@pytest.mark.parametrize(
    ("inner", "remark"),
    [
        ('<g style="mix-blend-mode:multiply"/>', "mixes colours"),
        ('<g filter="url(#blur)"/>', "has effects"),
        ('<g style="mix-blend-mode:normal"/>', ""),
        ('<filter id="never-used"/>', ""),
        ('<rect style="fill: color-mix(in srgb, red, blue)"/>', "mixes colours (`color-mix`)"),
        ('<rect style="clip-path: inset(0 50% 0 0)"/>', "is cut by a shape of CSS"),
        ('<rect clip-path="url(#c)"/>', ""),
        ('<text style="writing-mode:vertical-rl"/>', "has words that run downwards"),
        ('<text style="writing-mode:lr-tb"/>', ""),
        ('<animate attributeName="x"/>', "moves"),
    ],
)
def test_what_a_page_leaves_out_of_a_drawing_is_told(inner: str, remark: str) -> None:
    """Its author looks at it."""
    prepared = prepare_picture(SVG.format(inner).encode(), {})
    assert (prepared.remark or ("",))[0].startswith(remark)
    assert bool(prepared.remark) is bool(remark)


def test_a_scan_of_several_pages_is_told() -> None:
    """A TIFF holds a page after another; the first is printed."""
    data = saved(drawn(8, 4), "TIFF", save_all=True, append_images=[drawn(8, 4)] * 2)
    assert prepare_picture(data, {}).remark == (
        "has 3 pages: the first is printed", "save the one that you mean"
    )  # fmt: skip
    assert prepare_picture(saved(drawn(8, 4), "TIFF"), {}).remark is None


def test_a_drawing_is_not_cut() -> None:
    """A crop is for pixels."""
    with pytest.raises(Refused, match="is a drawing, which is not cut"):
        prepare_picture(SVG.format("").encode(), {}, crop=Crop(1, 1))


def _base64(data: bytes) -> str:
    import base64

    return base64.b64encode(data).decode()
