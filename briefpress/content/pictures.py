"""Turn a picture as a camera, a scanner or a program has saved it into one that prints.

A JPEG or PNG that prints as it is goes through as it is. All others become one of the two: 8 bits,
sRGB, upright, cut as the author says, and no finer than a page can show. The notes of a camera in
a photo, such as the place, do not come along.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.house import DEFAULT_LANGUAGE
from ..model.pictures import Crop
from .drawings import is_drawing, prepare_drawing, unpack_drawing
from .refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "TIFF", "GIF", "BMP", "JPEG2000")
"""By the names that Pillow gives them; a JPEG that holds a second one it calls an MPO."""
PIXELS = 40_000_000
"""How many pixels a picture has at most: an A3 page at 600 pixels per inch has more, a screen has
less."""
PIXELS_OF_PHOTO = 110_000_000
"""How many pixels a JPEG has at most, which is unpacked no finer than needed: telephones take
photos of 108 million."""
FINE = 2600
"""Pixels on the longer side: 300 per inch on the width of a page."""
MANY = 600
"""Colours of a photo, at least, when it is 64 pixels wide and high; a chart has fewer."""
QUALITY = 90
"""The quality of a JPEG that is written anew."""


@dataclass(frozen=True)
class Prepared:
    """A picture that was made ready for print."""

    data: bytes
    """PNG, JPEG or SVG."""
    remark: tuple[str, str] | None = None
    """A remark for its author, and what to do."""


def prepare_picture(
    data: bytes,
    files: Mapping[str, bytes],
    language: str = DEFAULT_LANGUAGE,
    crop: Crop | None = None,
) -> Prepared:
    """Make a picture that prints of the file *data*.

    *files*: the other files of its folder by name, which a drawing may show. *language*: of the
    brief, for drawings with words in several.
    Raises `Refused` with what is wrong, told from the head of the file where that is enough.
    """
    if not data:
        raise Refused("is empty", "save it, or copy it, once more")
    if _WEB_PAGE.match(data):
        raise Refused("is a page of the web, and no picture", "open the picture, and save that one")
    data = unpack_drawing(data)
    if is_drawing(data):
        if crop:
            raise Refused("is a drawing, which is not cut", "leave out `crop:`, or save it as PNG")

        def embed(picture: bytes) -> bytes:
            return prepare_picture(picture, {}).data

        return Prepared(prepare_drawing(data, files, language, embed), _remark_of_drawing(data))
    return _prepare_pixels(data, crop)


def prepare_cover(
    data: bytes,
    files: Mapping[str, bytes],
    language: str = DEFAULT_LANGUAGE,
    crop: Crop | None = None,
) -> Prepared:
    """Make a picture that prints of a publication's cover: of a PDF, its first page.

    As `prepare_picture`. Raises `Refused`.
    """
    if not data.startswith(b"%PDF"):
        return prepare_picture(data, files, language, crop)
    from .first_page import draw_first_page

    if page := draw_first_page(data):
        return Prepared(page)
    raise Refused("is a PDF whose first page cannot be drawn", "save that page as PNG")


_LEFT_OUT = (
    (
        rb"mix-blend-mode\s*:\s*(?!normal)",
        "mixes colours (`mix-blend-mode`): on a page the upper hides the lower one",
    ),
    (
        rb"\bfilter\s*[:=]\s*[\"']?\s*url\(",
        "has effects (`filter`), such as blur: a page leaves them out",
    ),
    (rb"color-mix\(", "mixes colours (`color-mix`): a page prints black"),
    (
        rb"clip-path\s*:\s*(?:inset|circle|ellipse|polygon|path|rect|xywh)\(",
        "is cut by a shape of CSS (`clip-path`): a page shows all of it",
    ),
    (
        rb"writing-mode\s*[:=]\s*[\"']?\s*(?:tb|vertical|sideways)",
        "has words that run downwards (`writing-mode`): on a page they do not",
    ),
    (
        rb"transform-box\s*[:=]\s*[\"']?\s*(?:fill|stroke)-box",
        "turns parts about themselves (`transform-box`): on a page they lie elsewhere",
    ),
    (
        rb"<(?:animate|animateTransform|animateMotion|set)\b|@keyframes",
        "moves: a page shows how it begins",
    ),
)
"""Parts of a drawing that the press does not know, and what its author should hear."""


def _remark_of_drawing(data: bytes) -> tuple[str, str] | None:
    for pattern, message in _LEFT_OUT:
        if re.search(pattern, data):
            return message, "look at it, or save it as PNG"
    return None


def without_remarks(data: bytes) -> bytes:
    """Leave out of a JPEG what a camera notes in it: place, time, owner, and a small picture.

    Which way is up and its colour profile stay; its pixels are not touched. Anything else than a
    JPEG is returned as it is.
    """
    if not data.startswith(b"\xff\xd8"):
        return data
    kept = bytearray(data[:2])
    for kind, start, end in _segments(data):
        if kind == 0xDA:
            return bytes(kept + data[start:])
        if kind in (*range(0xE3, 0xEE), 0xE1, 0xEF, 0xFE) or (
            kind == 0xE2 and _is_index(data, start)
        ):
            if kind == 0xE1 and (turned := _orientation(data[start + 4 : end])) != 1:
                kept += _orientation_alone(turned)
            continue
        kept += data[start:end]
    return data


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The parts of a JPEG up to its pixels: kind, start, end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF:  # a byte that fills
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        yield kind, at, end
        if kind == 0xDA:
            return
        at = end


def _is_index(data: bytes, start: int) -> bool:
    """Whether a part of a JPEG lists further pictures behind it, as a telephone writes them."""
    return data[start + 4 : start + 8] == b"MPF\0"


def _orientation(exif: bytes) -> int:
    """Which way is up: 1 where nothing turns the picture."""
    from PIL import Image

    if not exif.startswith(b"Exif\0\0"):
        return 1
    notes = Image.Exif()
    try:
        notes.load(exif)
        turned = notes.get(ORIENTATION, 1)
    except Exception:  # Pillow says in many ways that it cannot be read
        return 1
    return turned if turned in range(1, 9) else 1


def _orientation_alone(turned: int) -> bytes:
    from PIL import Image

    notes = Image.Exif()
    notes[ORIENTATION] = turned
    exif = notes.tobytes()
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif


ORIENTATION = 0x0112
"""The tag of EXIF."""

# ---------------------------------------------------------------------------------------------
# Pixels

_OTHERS = (
    (b"%PDF", "is a PDF", "save the page as PNG or SVG"),
    (b"%!PS", "is an EPS", "save it as SVG or PNG"),
    (b"\xc5\xd0\xd3\xc6", "is an EPS", "save it as SVG or PNG"),
    (b"\xd7\xcd\xc6\x9a", "is a WMF", "save it as SVG or PNG"),
    (b"\x01\x00\x00\x00", "is an EMF", "save it as SVG or PNG"),
    (b"8BPS", "is a file of Photoshop", "export it as JPEG or PNG"),
    (b"\xd0\xcf\x11\xe0", "is a document of Office", "save the picture in it as PNG"),
    (b"PK\x03\x04", "is a document or an archive", "save the picture in it as PNG"),
)
"""Other files that come under the name of a picture: how each begins, what it is, what to do."""
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HEIC = re.compile(rb"....ftyp(?:heic|heix|hevc|mif1|msf1)", re.DOTALL)


def _prepare_pixels(data: bytes, crop: Crop | None) -> Prepared:
    from PIL import Image, ImageOps, UnidentifiedImageError

    for begin, what, hint in _OTHERS:
        if data.startswith(begin):
            raise Refused(what, hint)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_fine(PIXELS) from None
    except UnidentifiedImageError:
        if _HEIC.match(data):
            raise Refused(
                "is a HEIC", "export it as JPEG; on a telephone: “most compatible”"
            ) from None
        raise Refused("is no picture that we print", "save it as PNG, JPEG or SVG") from None
    except Exception:  # Pillow says in many ways that a head is broken
        raise Refused("is cut off or damaged", "save it, or copy it, once more") from None
    with picture:
        is_photo = picture.format in ("JPEG", "MPO")
        limit = PIXELS_OF_PHOTO if is_photo else PIXELS
        if picture.width * picture.height > limit:
            raise _too_fine(limit)
        if not _is_whole(data, picture.format or ""):
            raise Refused("is cut off or damaged", "save it, or copy it, once more")
        profile = picture.info.get("icc_profile")
        remark = _remark(picture, profile)
        if _prints(data, picture, profile) and not crop:
            return Prepared(without_remarks(data), remark)
        try:
            if is_photo:  # unpacked no finer than needed: a quarter of the time and the memory
                picture.draft(None, (FINE, FINE))
            upright = ImageOps.exif_transpose(picture)
            upright = _in_eight_bits(upright)
            upright = _in_srgb(upright, profile)
            if crop:
                upright = upright.crop(_part(upright.size, crop))
            upright.thumbnail((FINE, FINE), Image.Resampling.LANCZOS)
            return Prepared(_write(upright, as_jpeg=is_photo or _is_photo_of(picture)), remark)
        except (OSError, ValueError, SyntaxError):
            raise Refused("is cut off or damaged", "save it, or copy it, once more") from None


def _too_fine(limit: int) -> Refused:
    return Refused(f"has more than {limit // 1_000_000} million pixels", "save it smaller")


def _is_whole(data: bytes, form: str) -> bool:
    """Whether a PNG or a JPEG goes on to its end; its pixels are not unpacked."""
    from zlib import crc32

    if form in ("JPEG", "MPO"):  # in the data of a JPEG both marks are written otherwise
        return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda") > 0
    if form != "PNG":
        return True  # they are unpacked, which tells
    at = 8
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        end = at + 8 + length
        if crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return False
        if kind == b"IEND":
            return True
        at = end + 4
    return False


def _prints(data: bytes, picture: Image, profile: bytes | None) -> bool:
    """Whether *picture* prints as its file is."""
    if (
        max(picture.size) > FINE
        or _is_another_space(profile)
        or getattr(picture, "n_frames", 1) > 1
    ):
        return False
    if picture.format == "JPEG":
        return picture.mode in ("L", "RGB") and picture.getexif().get(ORIENTATION, 1) == 1
    # Bits of each colour: WeasyPrint prints a PNG of 16 as black where it is grey.
    return picture.format == "PNG" and data[24] <= 8 and picture.getexif().get(ORIENTATION, 1) == 1


def _remark(picture: Image, profile: bytes | None) -> tuple[str, str] | None:
    if picture.mode == "CMYK":
        how = "by its own profile" if profile else "without a profile, so only roughly"
        return (
            f"is in CMYK: its colours were turned into sRGB {how}",
            "save it as RGB, or look at it",
        )
    if getattr(picture, "n_frames", 1) > 1 and picture.format in ("GIF", "WEBP", "PNG", "AVIF"):
        return "moves: its first picture is printed", "save the one that you mean"
    if picture.format == "TIFF" and (pages := getattr(picture, "n_frames", 1)) > 1:
        return f"has {pages} pages: the first is printed", "save the one that you mean"
    return None


def _is_another_space(profile: bytes | None) -> bool:
    """Whether a colour profile is none of sRGB."""
    if not profile:
        return False
    from PIL import ImageCms

    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return True
    return "srgb" not in name.lower()


def _in_eight_bits(picture: Image) -> Image:
    if picture.mode.startswith("I;16"):  # a scan, or a PNG of 16 bits
        return (
            picture.point(lambda value: value / 257, "L")
            if picture.mode == "I;16"
            else (picture.convert("I").point(lambda value: value / 257).convert("L"))
        )
    if picture.mode in ("I", "F"):
        _, high = picture.getextrema()
        top = 65535 if picture.mode == "I" else float(high) or 1.0  # type: ignore[arg-type]
        return picture.convert("F").point(lambda value: value * (255 / top)).convert("L")
    if picture.mode in ("P", "PA"):
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    return picture.convert(
        {"1": "L", "La": "LA", "RGBa": "RGBA", "RGBX": "RGB"}.get(picture.mode, picture.mode)
    )


def _in_srgb(picture: Image, profile: bytes | None) -> Image:
    """Turn the colours of *picture* into sRGB, by its *profile* if it can be read."""
    from PIL import ImageCms

    alpha = picture.getchannel("A") if picture.mode in ("RGBA", "LA") else None
    plain = picture.convert(picture.mode.removesuffix("A")) if alpha else picture
    mode = "L" if plain.mode == "L" else "RGB"
    if _is_another_space(profile) and profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            plain, mode = turned or plain, "RGB"
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # of another kind of colour than the picture: as if it had none
    plain = plain.convert(mode)
    if alpha:
        plain.putalpha(alpha)
    plain.info.clear()
    return plain


def _part(size: tuple[int, int], crop: Crop) -> tuple[int, int, int, int]:
    """The part of a picture of *size* that *crop* keeps: left, top, right, bottom, in pixels."""
    width, height = (
        min(size[0], round(size[1] * crop.ratio)),
        min(size[1], round(size[0] / crop.ratio)),
    )
    left = min(max(round(size[0] * crop.focus[0] - width / 2), 0), size[0] - width)
    top = min(max(round(size[1] * crop.focus[1] - height / 2), 0), size[1] - height)
    return left, top, left + width, top + height


def _is_photo_of(picture: Image) -> bool:
    """Whether *picture*, of a format in which both come, is a photo: opaque, of many colours."""
    return (
        picture.format in ("WEBP", "AVIF", "JPEG2000", "TIFF")
        and picture.mode in ("RGB", "CMYK", "L")
        and len(picture.resize((64, 64)).getcolors(64 * 64) or ()) > MANY
    )


def _write(picture: Image, *, as_jpeg: bool) -> bytes:
    file = io.BytesIO()
    if as_jpeg and picture.mode in ("L", "RGB"):
        picture.save(file, "JPEG", quality=QUALITY, subsampling=0)
    else:
        picture.save(file, "PNG")
    return file.getvalue()
