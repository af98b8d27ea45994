"""Turn an SVG, as Inkscape, Illustrator, Excel or draw.io writes it, into one that prints.

A plain SVG goes through as it is. The others lose what no page needs: the document type, after
its short forms are written out; scripts; links; what the program notes for itself, such as the path
of the file; HTML, where the drawing brings words of its own in its place. Pictures in it are
prepared as any other, and those that lie beside it in the folder are put in.
"""

from __future__ import annotations

import base64
import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Mapping
from textwrap import wrap
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from ..model.css import without_addresses
from .drawing_rules import SVG
from .drawing_styles import plain_styles
from .refusal import Refused

HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
LEVELS = 100
"""How deep elements of a drawing may lie in one another; what groups of groups come to is a dozen.
"""
SHORT_FORMS = 64 * 1024
"""Characters that the short forms of a document type may come to when they are written out."""
AGAIN = "export it again as SVG"
_OWN_NOTES = (
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://ns.adobe.com/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/",
    "http://schemas.microsoft.com/",
)
"""How the namespaces begin in which programs note what is theirs."""
_TO_CLEAN = re.compile(
    rb"<!DOCTYPE|<\?xml-stylesheet|<(?:\w+:)?(?:script|foreignObject|image|switch|a|metadata)\b"
    rb"|(?:inkscape|sodipodi|adobe|serif)|@import|@font-face|\bon\w+\s*=|url\(\s*[\"']?(?!#)"
    rb"|href\s*=\s*[\"'](?!#)|\bfont\s*:|font-size\s*[:=]\s*[\"']?\s*[a-z]|var\(|light-dark\("
    rb"|textPath|paint-order|clip-rule|baseline-shift|non-scaling-stroke"
    rb"|text-transform|white-space|<stop\b[^>]*\b(?:class|id)=|flowRoot|calc\(",
    re.IGNORECASE,
)
_BOX = re.compile(r"\s*(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?:\s*,\s*|\s+|$)){4}")
_LENGTH = re.compile(r"\s*(\d+\.?\d*|\.\d+)(px|pt|pc|mm|cm|in|Q|)\s*")
_UNITS = {
    "": 1,
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96,
    "Q": 96 / 101.6,
}
"""In the units of a drawing without a viewBox, which are pixels of CSS."""


UNPACKED = 32_000_000
"""Bytes of a packed drawing, at most, when it is unpacked: a map of all countries has five."""


def unpack_drawing(data: bytes) -> bytes:
    """Give a drawing that is packed, `.svgz`, or written in UTF-16 as an SVG in UTF-8; *data* as it
    is where it is none. Raises `Refused`.
    """
    if data.startswith(b"\x1f\x8b"):
        unpacking = zlib.decompressobj(wbits=31)
        try:
            data = unpacking.decompress(data, UNPACKED)
        except zlib.error:
            raise Refused("is cut off or damaged", "save it, or copy it, once more") from None
        if not unpacking.eof:
            raise Refused("is cut off, or unpacks to more than 32 MB", "save it as plain SVG")
    if data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            raise Refused("is cut off or damaged", "save it, or copy it, once more") from None
        data = re.sub(r"\A\s*<\?xml[^>]*\?>\s*", "", text).encode()
    return data


def is_drawing(data: bytes) -> bool:
    """Whether *data* begins as XML does."""
    return data.removeprefix(BOM_UTF8).lstrip().startswith(b"<")


def prepare_drawing(
    data: bytes, files: Mapping[str, bytes], language: str, embed: Callable[[bytes], bytes]
) -> bytes:
    """Make an SVG that prints of *data*.

    *files*: those of its folder by name, for pictures that it names. *language*: of the brief.
    *embed*: what prepares a picture in it.
    Raises `Refused`.
    """
    has_box = _check(data)
    if has_box and not _TO_CLEAN.search(data):
        return data
    from lxml import etree

    parser = etree.XMLParser(no_network=True, load_dtd=False, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"is no whole SVG, see its line {error.lineno}", AGAIN) from None
    _choose(root, language)
    for element in [*root.iter(etree.Element)]:
        _clean(element)
    for image in root.iter(f"{SVG}image"):
        _fill(image, files, embed)
    plain_styles(root)
    if not root.get("viewBox") and (box := _make_box(root)):
        root.set("viewBox", box)
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _check(data: bytes) -> bool:
    """Read *data* once, in a parser that reads no other file; say whether it has a viewBox."""
    from xml.parsers import expat

    faults: list[str] = []
    depth = written = 0
    has_box = False

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, has_box
        box = attributes.get("viewBox")
        if not depth:
            has_box = box is not None
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

    def declare(name: str, _: bool, value: str | None, *__: Any) -> None:
        nonlocal written
        if value is None:
            faults.append(f"takes `{name}` from another file")
        elif (
            "&" in value
            or "<" in value
            or len(value) * data.count(f"&{name};".encode()) > SHORT_FORMS
        ):
            faults.append(f"has the short form `{name}`, which stands for more than a word")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.EntityDeclHandler = declare
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # an encoding that nobody knows
        line = getattr(error, "lineno", 1)
        raise Refused((faults or [f"is no whole SVG, see its line {line}"])[0], AGAIN) from None
    if faults:
        raise Refused(faults[0], AGAIN)
    return has_box


def _choose(root: Any, language: str) -> None:
    """Keep of each `switch` the child that a page in *language* shows, and take out HTML."""
    for switch in [*root.iter(f"{SVG}switch")]:
        children = [
            one for one in switch
            if one.tag != f"{SVG}foreignObject" and _is_element(one)
            and not one.get("requiredExtensions")
        ]  # fmt: skip
        wanted = [one for one in children if language in _languages(one)]
        plain = [one for one in children if not one.get("systemLanguage")]
        kept = (wanted or plain or children)[:1]
        for html in switch.findall(f"{SVG}foreignObject"):
            for text in kept:
                _write_whole(text, html)
        for child in [*switch]:
            if child not in kept:
                switch.remove(child)
        for child in kept:
            child.attrib.pop("systemLanguage", None)
    for html in [*root.iter(f"{SVG}foreignObject")]:
        if "".join(html.itertext()).strip():
            raise Refused(
                "has words in HTML, which a page does not print",
                "export it with its text as paths or as plain text (Mermaid: `htmlLabels: false`)",
            )
        html.getparent().remove(html)


_CUT = re.compile(r"(?:\.\.\.|…)$")
_WIDTH = re.compile(r"(?<![\w-])width:\s*(\d+(?:\.\d+)?)px")
_LETTER = 0.5
"""Width of a letter, as a part of the size of its type."""
_LEADING = 1.2


def _write_whole(text: Any, html: Any) -> None:
    """Write the words of *html* into *text*, which draw.io cuts off behind some letters, in lines
    as wide as their box.
    """
    words = " ".join(" ".join(html.itertext()).split())
    plain = " ".join("".join(text.itertext()).split())
    start = _CUT.sub("", plain)
    if text.tag != f"{SVG}text" or start == plain or not words.startswith(start):
        return
    size = _LENGTH.fullmatch(text.get("font-size", "12px"))
    letter = _LETTER * (float(size[1]) * _UNITS[size[2]] if size else 12)
    widths = [float(one) for style in html.xpath(".//@style") for one in _WIDTH.findall(style)]
    most = int(max([*widths, 0]) / letter)
    lines = wrap(words, most) if most > 1 else [words]
    leading = _LEADING * letter / _LETTER
    for child in [*text]:
        text.remove(child)
    text.text = None
    for number, line in enumerate(lines):
        shift = leading if number else -leading * (len(lines) - 1) / 2
        span = text.makeelement(f"{SVG}tspan", {"x": text.get("x", "0"), "dy": f"{shift:g}"})
        span.text = line
        text.append(span)


def _languages(element: Any) -> list[str]:
    tags = [one.strip().lower() for one in (element.get("systemLanguage") or "").split(",")]
    return [*tags, *(one.split("-")[0] for one in tags)]


def _is_element(node: Any) -> bool:
    return isinstance(node.tag, str)


def _clean(element: Any) -> None:
    """Take out of *element* what no page needs, or the element itself."""
    name = str(element.tag)
    parent = element.getparent()
    if name in (f"{SVG}script", f"{SVG}metadata") or _is_own_note(name):
        if parent is not None:
            _remove(element)
        return
    if name == f"{SVG}style" and element.text:
        element.text = without_addresses(element.text)
    for key, value in element.attrib.items():
        local = key.rpartition("}")[2]
        if (
            _is_own_note(key)
            or local.lower().startswith("on")
            or key.endswith("}base")
            or (key in HREFS and name == f"{SVG}a")
        ):
            del element.attrib[key]
        elif key in HREFS and name != f"{SVG}image" and not value.startswith("#"):
            raise Refused(
                f"takes a part of itself from `{value[:60]}`", "embed it, then export again"
            )
        elif "url(" in value.lower():
            element.set(key, without_addresses(value))


def _remove(element: Any) -> None:
    """Remove *element*; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _is_own_note(name: str) -> bool:
    return name.startswith(tuple("{" + one for one in _OWN_NOTES))


def _fill(image: Any, files: Mapping[str, bytes], embed: Callable[[bytes], bytes]) -> None:
    """Put a picture that prints into *image*."""
    for key in HREFS:
        address = image.attrib.pop(key, None)
        if address:
            break
    else:
        return  # it shows nothing
    if address.lower().startswith("data:"):
        head, _, body = address[5:].partition(",")
        try:
            data = (
                base64.b64decode(unquote(body))
                if head.endswith(";base64")
                else unquote_to_bytes(body)
            )
        except ValueError:
            raise Refused("has a picture in it that is damaged", AGAIN) from None
        label = "a picture in it"
    else:
        name = unquote(re.split(r"[/\\]", address)[-1])
        if name not in files:
            raise Refused(
                f"shows `{name[:60]}`, which is not in it",
                "embed the picture and export again, or put it beside the drawing",
            )
        data, label = files[name], f"`{name[:60]}` in it"
    try:
        data = embed(data)
    except Refused as refused:
        raise Refused(f"cannot be printed: {label} {refused.fault}", refused.hint) from None
    kind = "svg+xml" if is_drawing(data) else "png" if data.startswith(b"\x89PNG") else "jpeg"
    image.set(HREFS[1], f"data:image/{kind};base64,{base64.b64encode(data).decode()}")


def _make_box(root: Any) -> str | None:
    """The viewBox of a drawing that says how large it is and has none."""
    sides = [_LENGTH.fullmatch(root.get(name) or "") for name in ("width", "height")]
    lengths = [float(side[1]) * _UNITS[side[2]] for side in sides if side]
    return f"0 0 {lengths[0]:g} {lengths[1]:g}" if len(lengths) == 2 else None
