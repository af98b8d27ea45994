"""Finish the printed page: both conformance claims, the tag tree mended, before it is written.

WeasyPrint hands the finished `pydyf.PDF` over to a `finisher`; nothing is parsed or written twice.
It does not say which element of the tag tree stands for which element of the page; so its tree
builder is watched while it works (weasyprint_patches.py). With a WeasyPrint that cannot be watched
the tags stay as they are, and the PDF does not claim PDF/UA.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import PurePosixPath
from typing import Any

from .weasyprint_patches import Tagged, watched_tags, write_once

_UA = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)
# PDF/A allows no property that it does not know, unless a schema describes it.
_SCHEMA = (
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    b'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>'
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    b'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    b"</rdf:Description>"
)
# Which edition it is: both properties are among those that PDF/A knows.
_EDITION = (
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    b' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"><dc:identifier>%s</dc:identifier>'
    b"<xmpMM:VersionID>%s</xmpMM:VersionID></rdf:Description>"
)
_LANGUAGE = (
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>'
    b"<rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language></rdf:Description>"
)
_SPANS = {"b", "cite", "dfn", "em", "i", "mark", "q", "small", "strong", "sub", "sup"}
_CHANGES = {"del": "/LineThrough", "ins": "/Underline"}
_LISTS = {"dl", "ol", "ul"}


def write_pdf_ua(document: Any) -> bytes:
    """Write *document* (a `weasyprint.Document`) as a PDF that claims what it keeps.

    Returns the bytes: PDF/A-3a and PDF/UA-1, footnotes as Note, foreign phrases with their
    language, short forms with their meaning, nested lists in their item, captions in their figure;
    what is inserted and deleted says so.

    Source: ISO 32000-1, 14.8; ISO 14289-1; ISO 19005-3.
    """
    for page in document.pages:  # what stands in a link, a word in italics, is no link of its own
        page.links = [link for link in page.links if link[3].link]
    # Not in the template: the digest of a page would change with every version.
    if document.metadata.generator == "briefpress":
        document.metadata.generator = f"briefpress {_version()}"
    with watched_tags() as tagged:
        return document.write_pdf(  # type: ignore[no-any-return]
            pdf_variant="pdf/a-3a", finisher=lambda document, pdf: _finish(document, pdf, tagged)
        )


@cache
def _version() -> str:
    from importlib.metadata import version

    return version("briefpress")


def _finish(document: Any, pdf: Any, tagged: list[Tagged] | None) -> None:
    if tagged is not None:
        _mend_tags(pdf, tagged)
    for picture in pdf.objects:
        if "Interpolate" in getattr(picture, "extra", {}):  # PDF/A lets no viewer smooth a picture
            picture.extra["Interpolate"] = "false"
    _label_attachments(pdf)
    _claim(pdf, document.metadata, is_ua=tagged is not None)
    write_once(pdf)


def _mend_tags(pdf: Any, tagged: list[Tagged]) -> None:
    """Give the tags of *pdf* what WeasyPrint does not: `write_pdf_ua` says what."""
    import pydyf

    notes: dict[Any, Any] = {}
    figures, lists, items = [], [], []
    marks: dict[Any, list[Any]] = {}
    # Parents first: of the boxes that stand for one note, the outermost is the note.
    for box, element, parent in reversed(tagged):
        html, tag = box.element, box.element_tag
        if html is None:
            continue
        if tag == "span" and "footnote" in html.get("class", "").split():
            if (html, element["Pg"]) not in notes:
                notes[html, element["Pg"]] = element
                element["S"] = "/Note"
        elif tag == "span::footnote-call":
            element["S"] = "/Reference"
        elif tag == "span::footnote-marker":
            element["S"] = "/Lbl"
        elif tag in _SPANS or tag == "abbr":
            element["S"] = "/Span"
            if tag == "abbr" and html.get("title"):
                element["E"] = pydyf.String(html.get("title"))
        elif tag in _CHANGES:
            element["S"] = "/Span"
            element["A"] = pydyf.Dictionary({"O": "/Layout", "TextDecorationType": _CHANGES[tag]})
            marks.setdefault(html, []).insert(0, (element, box))
        elif tag == "aside":
            element["S"] = "/Sect"
        elif tag == "figure" and element["S"] == "/NonStruct":
            figures.append(element)
        elif tag == "th" and element["S"] == "/TH":
            element["A"]["Scope"] = "/Row" if html.get("scope") == "row" else "/Column"
        if tag in _LISTS and parent["S"] == "/L" and element["S"] == "/L":
            lists.append((element, parent))
        elif element["S"] == "/LI":
            items.append(element)
        if html.get("lang") and tag != "html":
            element["Lang"] = pydyf.String(html.get("lang"))
    for html, parts in marks.items():
        _say_change(html, parts)
    for number, note in enumerate(reversed(notes.values()), 1):
        note["ID"] = pydyf.String(f"note-{number}")
    tree = _Tree(pdf)
    for figure in figures:
        tree.gather_figure(figure)
    for nested, outer in lists:
        tree.move_into_item(nested, outer)
    for item in items + [kid for _, outer in lists for kid in tree.children(outer)]:
        tree.give_body(item)


_KINDS = {
    ".csv": "text/csv", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg",
    ".md": "text/markdown", ".png": "image/png", ".svg": "image/svg+xml",
    ".yaml": "application/yaml",
}  # fmt: skip


def _label_attachments(pdf: Any) -> None:
    """Say of each attached file what kind it is: WeasyPrint asks the machine, and they differ.

    And name each once among the catalogue's associated files, where WeasyPrint names it twice.
    """
    import pydyf

    for file in pdf.objects:
        if isinstance(file, dict) and file.get("Type") == "/Filespec":
            stream = pdf.objects[int(file["EF"]["F"].split()[0])]
            suffix = PurePosixPath(file["UF"].string).suffix.lower()
            kind = _KINDS.get(suffix, "application/octet-stream")
            stream.extra["Subtype"] = f"/{kind.replace('/', '#2f')}"
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _say_change(html: Any, parts: list[tuple[Any, Any]]) -> None:
    """Have a change said where it begins, and where it ends if that is on another line.

    A line under or through a word is seen and not heard: no screen reader tells TextDecorationType.
    Alt is what they read in place of an element. ActualText would do as well, but it is what is
    copied and searched too, and nobody has written `inserted: 680`. Nothing but words stands in
    these elements, so nothing is lost behind the Alt.
    """
    import pydyf

    texts = [
        "".join(part.text for part in box.descendants() if getattr(part, "text", ""))
        for _, box in parts
    ]
    before, after = html.get("data-said", ""), html.get("data-end", "")
    if before:
        parts[0][0]["Alt"] = pydyf.String(f"{before} {texts[0]}")
    if after and not (before and len(parts) == 1):
        parts[-1][0]["Alt"] = pydyf.String(f"{texts[-1].rstrip(' .')}. {after}.")


class _Tree:
    """The tag tree of a PDF that is not written yet."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf

    def children(self, element: Any) -> list[Any]:
        """Elements below *element*; marked content, which is a bare number, is left out."""
        kids = (self.at(kid) for kid in element["K"] if not isinstance(kid, int))
        return [kid for kid in kids if kid.get("Type") == "/StructElem"]

    def at(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def move(self, element: Any, old: Any, new: Any) -> None:
        old["K"].remove(element.reference)
        new["K"].append(element.reference)
        element["P"] = new.reference

    def make(self, kind: str, above: Any, before: Any) -> Any:
        """Make an element of *kind* in *above*, *before* one of its children."""
        import pydyf

        made = pydyf.Dictionary({"Type": "/StructElem", "S": kind, "K": pydyf.Array([])})
        made |= {"Pg": before["Pg"], "P": above.reference}
        self.pdf.add_object(made)
        above["K"].insert(above["K"].index(before.reference), made.reference)
        return made

    def gather_figure(self, figure: Any) -> None:
        """Put the caption of a `<figure>` into the Figure that stands for its picture."""
        kids = self.children(figure)
        pictures = [kid for kid in kids if kid["S"] == "/Figure"]
        for kid in kids:
            if kid["S"] == "/Caption" and pictures:
                self.move(kid, figure, pictures[0])

    def move_into_item(self, nested: Any, outer: Any) -> None:
        """Put a nested list into the item before it, to which it belongs."""
        references = list(outer["K"])
        before = references[: references.index(nested.reference)]
        items = (kid for kid in map(self.at, reversed(before)) if kid["S"] == "/LI")
        item = next(items, None) or self.make("/LI", outer, nested)
        bodies = [kid for kid in self.children(item) if kid["S"] == "/LBody"]
        self.move(nested, outer, bodies[-1] if bodies else item)

    def give_body(self, item: Any) -> None:
        """Put what stands beside the label of a list item, such as paragraphs, into a body."""
        body = None
        for kid in self.children(item):
            if kid["S"] == "/LBody":
                body = kid
            elif kid["S"] != "/Lbl":
                body = body or self.make("/LBody", item, kid)
                self.move(kid, item, body)


def _claim(pdf: Any, metadata: Any, *, is_ua: bool) -> None:
    """Put the second claim (if *is_ua*), the language and the edition into the first one's XMP."""
    block = next(o for o in pdf.objects if getattr(o, "extra", {}).get("Type") == "/Metadata")
    claims = (_UA + _SCHEMA) * is_ua + _LANGUAGE % (metadata.lang or "en").encode()
    custom = metadata.custom
    if "dc.identifier" in custom:
        claims += _EDITION % tuple(
            escape(custom.get(name, "")).encode() for name in ("dc.identifier", "version")
        )
    block.stream = [block.stream[0].replace(b"</rdf:RDF>", claims + b"</rdf:RDF>")]
    # Plain, for 2 KB: what a copy says of itself can be read where the rest of it is broken.
    block.compress = False
