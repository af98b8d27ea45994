"""Open a Word file: bytes → its parts, each read once, none of them trusted.

A .docx is a zip of XML. How much it unpacks to is counted while it does; no part may have a
DOCTYPE, so that no entity can grow; nothing is fetched.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

UNPACKED = 256 * 1024 * 1024
"""Bytes of all parts together."""
MOST_PARTS = 5_000
OF_XML = 64 * 1024 * 1024
"""Bytes of one part of XML: that of a book of a thousand pages."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
VML_OFFICE = "{urn:schemas-microsoft-com:office:office}"
"""Namespaces: of text, relations, charts, what Word wrote twice, and of Word 2010; of drawings,
SmartArt and where both stand; of drawings and objects of an old Word.
"""
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/bibliography": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    ),
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
"""Namespaces of a “strict” file, by those that every other file has."""
_SAVE = "open it in Word and save it as .docx"
_SAVE_IN_OFFICE = (
    "save it as .docx in LibreOffice; where it has citations of Zotero, choose first in Zotero’s "
    "Document Preferences to store them as bookmarks"
)
"""Zotero's reference marks get lost on the way to .docx; its bookmarks are read."""


class NotWord(Exception):
    """Raised with what is wrong with a file, and what to do about it."""


@dataclass
class Package:
    """A Word file that was opened."""

    parts: Mapping[str, bytes]
    """By their names in the zip: `word/document.xml`."""
    _roots: dict[str, Any] = field(default_factory=dict)

    def root(self, name: str) -> Any:
        """The root of a part of XML, the same each time; None where there is no such part.

        Raises `NotWord` where it is no XML.
        """
        if name not in self._roots:
            self._roots[name] = read_xml(self.parts[name]) if name in self.parts else None
        return self._roots[name]

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """The parts and addresses that *part* refers to, by id: the kind, its name, whether it is
        outside."""
        folder, _, name = part.rpartition("/")
        root = self.root(f"{folder}/_rels/{name}.rels".removeprefix("/"))
        related = {}
        for one in root if root is not None else ():
            target, kind = one.get("Target", ""), one.get("Type", "").rpartition("/")[2]
            is_outside = one.get("TargetMode") == "External"
            if not is_outside:
                target = posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
            related[one.get("Id", "")] = (kind, target, is_outside)
        return related

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts of a *kind* that *part* refers to."""
        return [
            target
            for found, target, is_outside in self.relations(part).values()
            if found == kind and not is_outside and target in self.parts
        ]

    @property
    def document(self) -> str:
        """The name of the part that holds the text."""
        return next(iter(self.related("", "officeDocument")), "word/document.xml")


def open_package(data: bytes) -> Package:
    """Open the bytes of a .docx. Raises `NotWord`."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotWord("it is locked with a password, or of an old Word (.doc)", _SAVE)
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = _unpack(packed)
    except (BadZipFile, NotImplementedError, OSError, EOFError, ValueError, RuntimeError) as error:
        raise NotWord("this is not a whole Word file", _SAVE) from error
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        raise NotWord("it is of LibreOffice (.odt), and Word files alone are read", _SAVE_IN_OFFICE)
    package = Package(parts)
    body = package.root(package.document)
    if body is None or body.tag != f"{W}document":
        raise NotWord("there is no text of Word in it", _SAVE)
    return package


def _unpack(packed: ZipFile) -> dict[str, bytes]:
    listed = packed.infolist()
    if len(listed) > MOST_PARTS:
        raise NotWord(f"it has more than {MOST_PARTS} parts", _SAVE)
    parts: dict[str, bytes] = {}
    left = UNPACKED
    for one in listed:
        if one.is_dir():
            continue
        with packed.open(one) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise NotWord(f"it unpacks to more than {UNPACKED // 1024**2} MB", _SAVE)
        parts[one.filename] = content
    return parts


def read_xml(data: bytes) -> Any:
    """Read XML that nobody trusts; gives its root. Raises `NotWord`."""
    from lxml import etree

    if len(data) > OF_XML:
        raise NotWord(f"a part of it is larger than {OF_XML // 1024**2} MB", _SAVE)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise NotWord("a part of it defines names of its own (a DOCTYPE)", _SAVE)
    if b"purl.oclc.org" in data:
        for strict, common in _STRICT.items():
            data = data.replace(strict, common)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotWord("a part of it is no XML", _SAVE) from error
    if root.getroottree().docinfo.doctype:
        raise NotWord("a part of it defines names of its own (a DOCTYPE)", _SAVE)
    return root


def text_of(node: Any, tags: frozenset[str] = frozenset({f"{W}t", f"{W}delText"})) -> str:
    """The words inside of *node*, paragraphs divided by a blank."""
    words = []
    for one in node.iter():
        if one.tag in tags:
            words.append(one.text or "")
        elif one.tag in (f"{W}p", f"{W}tab", f"{W}br", f"{W}tc"):
            words.append(" ")
    return re.sub(r"\s+", " ", "".join(words)).strip()
