"""Look at a picture before it is drawn: whether it is whole, closed and of a size to print."""

from __future__ import annotations

import io
import re
import warnings
from codecs import BOM_UTF8
from collections.abc import Mapping
from zlib import crc32

PIXELS = 40_000_000
"""Of a picture: an A3 page at 600 pixels per inch is larger, a screen is not."""


def find_fault(data: bytes) -> tuple[str, str] | None:
    """What is wrong with a picture, told from its first bytes, before anything draws it."""
    if data.removeprefix(BOM_UTF8).lstrip().startswith(b"<"):
        return _find_fault_in_drawing(data)
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                width, height = picture.size
    except Image.DecompressionBombError:
        width = height = PIXELS
    except Exception:  # Pillow says it in many ways
        return "is no picture that we print", "save it as PNG, JPEG or SVG"
    if width * height > PIXELS:
        return f"has more than {PIXELS // 1_000_000} million pixels", "save it smaller"
    if not _is_whole(data):
        return "is cut off or damaged", "save it, or copy it, once more"
    return None


def _is_whole(data: bytes) -> bool:
    """Whether a PNG or a JPEG goes on to its end; its picture is not unpacked."""
    if data.startswith(b"\xff\xd8"):  # in the data of a JPEG both marks are written otherwise
        return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda") > 0
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


_REACHES_OUT = re.compile(
    rb"<!ENTITY|<script|<foreignObject|(?:href|src)\s*=\s*[\"'](?!#|data:image/)|"
    rb"url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)
_BOX = re.compile(r"\s*(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?:\s*,\s*|\s+|$)){4}")
LEVELS = 100
"""Of elements in a drawing; what groups of groups come to is a dozen."""


def _find_fault_in_drawing(data: bytes) -> tuple[str, str] | None:
    from xml.parsers import expat  # reads no other file, whatever a drawing names

    again = "export it again as SVG"
    if _REACHES_OUT.search(data):
        return "names something outside of itself", "save it as a plain SVG without links"
    faults: list[str] = []
    depth = 0

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        box = attributes.get("viewBox")
        if not depth and name != "http://www.w3.org/2000/svg svg":
            faults.append("is no SVG")
        elif box is not None and not _BOX.fullmatch(box):
            faults.append(f"has the viewBox `{box}`, which is not four numbers")
        elif depth == LEVELS:
            faults.append(f"has elements more than {LEVELS} deep")
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # an encoding that nobody knows
        line = getattr(error, "lineno", 1)
        return (faults or [f"is no whole SVG, see its line {line}"])[0], again
    return (faults[0], again) if faults else None
