"""Finish the printed page: both conformance claims, the tag tree mended, before it is written.

WeasyPrint hands the finished `pydyf.PDF` over to a `finisher`; nothing is parsed or written twice.
It does not say which element of the tag tree stands for which element of the page; so its tree
builder is watched while it works (weasyprint_patches.py). With a WeasyPrint that cannot be watched
the tags stay as they are, and the PDF does not claim PDF/UA.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import PurePosixPath
from typing import Any
from unicodedata import category

from ..model.house import DEFAULT_LANGUAGE
from .struct_tree import StructTree
from .weasyprint_patches import Tagged, WatchedTags, watched_tags, write_once

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
# All numbers that it has besides, which PDF/A knows as a bag.
_IDENTIFIERS = (
    '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:Identifier>'
    "<rdf:Bag>{}</rdf:Bag></xmp:Identifier></rdf:Description>"
)
_LANGUAGE = (
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>'
    b"<rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language></rdf:Description>"
)
_SPANS = {"b", "bdi", "cite", "dfn", "em", "i", "mark", "q", "small", "strong", "sub", "sup"}
_CHANGES = {"del": "/LineThrough", "ins": "/Underline"}
_LISTS = {"dl", "ol", "ul"}
_NUMBERINGS = {
    "circle": "/Circle", "decimal": "/Decimal", "disc": "/Disc", "lower-alpha": "/LowerAlpha",
    "lower-latin": "/LowerAlpha", "lower-roman": "/LowerRoman", "square": "/Square",
    "upper-alpha": "/UpperAlpha", "upper-latin": "/UpperAlpha", "upper-roman": "/UpperRoman",
}  # fmt: skip
"""The names in PDF of the values of `list-style-type` (ISO 32000-1, table 347)."""
_TYPES = {
    "A": "/UpperAlpha", "I": "/UpperRoman", "a": "/LowerAlpha", "i": "/LowerRoman",
    "abjad": "/LowerAlpha", "cyrillic": "/LowerAlpha", "hangul": "/LowerAlpha",
    "hijai": "/LowerAlpha", "large-cyrillic": "/UpperAlpha",
}  # fmt: skip
"""The same of the types, and the classes, of lists in HTML."""
_LISTED = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}
"""The tags for the parts of a list of the headings or the figures of the paper."""
_JOINED = ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/BlockQuote", "/L", "/LI", "/LBody",
           "/TOC", "/TOCI", "/Reference", "/Table", "/TBody", "/TR", "/TH", "/TD",
           "/Link")  # fmt: skip
"""Tags of elements that are one though they stand in several places, those that hold others first.
"""
_REPEATED = ("/THead", "/TFoot", "/Caption")
"""Tags of the parts that WeasyPrint prints again on each page of a table."""


def write_pdf_ua(document: Any) -> bytes:
    """Write *document* (a `weasyprint.Document`) as a PDF that claims what it keeps.

    Returns the bytes: PDF/A-3a and PDF/UA-1, footnotes as Note, foreign phrases with their
    language, short forms with their meaning, nested lists in their item, captions in their figure,
    lists of the headings as TOC, tables and links whole, capitals as they were written;
    what is inserted and deleted says so.

    Source: ISO 32000-1, 14.8; ISO 14289-1; ISO 19005-3.
    """
    for page in document.pages:  # what stands in a link, a word in italics, is no link of its own
        page.links = [link for link in page.links if link[3].link]
    # Not in the template: the digest of a page would change with every version.
    if document.metadata.generator == "briefpress":
        document.metadata.generator = f"briefpress {_version()}"
    with watched_tags() as watched:
        return document.write_pdf(  # type: ignore[no-any-return]
            pdf_variant="pdf/a-3a", finisher=lambda document, pdf: _finish(document, pdf, watched)
        )


@cache
def _version() -> str:
    from importlib.metadata import version

    return version("briefpress")


def _finish(document: Any, pdf: Any, watched: WatchedTags | None) -> None:
    if watched is not None:
        _mend_tags(pdf, watched)
    for picture in pdf.objects:
        if "Interpolate" in getattr(picture, "extra", {}):  # PDF/A lets no viewer smooth a picture
            picture.extra["Interpolate"] = "false"
    _label_attachments(pdf)
    if document.pages[0]._page_box.children[0].style["direction"] == "rtl":  # bound on the right
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"
    _claim(pdf, document.metadata, is_ua=watched is not None)
    write_once(pdf)


def _mend_tags(pdf: Any, watched: WatchedTags) -> None:
    """Give the tags of *pdf* what WeasyPrint does not: `write_pdf_ua` says what."""
    import pydyf

    notes: dict[Any, Any] = {}
    figures, lists, items, unread = [], [], [], []
    listed: set[Any] = set()  # what lists the headings and figures of the paper
    marks: dict[Any, list[Any]] = {}
    # Parents first: of the boxes that stand for one note, the outermost is the note.
    for box, element, parent in reversed(watched.tagged):
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
        if tag == "nav":
            element["S"] = "/Sect"
            listed |= {*html.iter("ol"), *html.iter("li")}
        elif html in listed:
            element["S"] = _LISTED.get(element["S"], element["S"])
        if element["S"] == "/L" and (numbering := _numbering(html, box.style["list_style_type"])):
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
        if tag in _LISTS and parent["S"] == "/L" and element["S"] == "/L":
            lists.append((element, parent))
        elif element["S"] == "/LI":
            items.append(element)
        if html.get("aria-hidden") == "true" and tag == html.tag:
            unread.append(element)
        if html.get("lang") and tag != "html":
            element["Lang"] = pydyf.String(html.get("lang"))
    for html, parts in marks.items():
        _say_change(html, parts)
    for number, note in enumerate(reversed(notes.values()), 1):
        note["ID"] = pydyf.String(f"note-{number}")
    tree = StructTree(pdf)
    for figure in figures:
        _gather_figure(tree, figure)
    for nested, outer in lists:
        _move_into_item(tree, nested, outer)
    for item in items + [kid for _, outer in lists for kid in tree.children(outer)]:
        _give_body(tree, item)
    _say_what_was_written(tree, watched.marks)
    _say_spaces(tree, watched.marks)
    _join_parts(tree, watched.tagged)
    for element in unread:
        tree.leave_out(element)
    tree.prune()


_KINDS = {
    ".csv": "text/csv", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg",
    ".md": "text/markdown", ".pdf": "application/pdf", ".png": "image/png", ".svg": "image/svg+xml",
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


def _numbering(html: Any, style: Any) -> str | None:
    """How the list *html* numbers its items; None where they have no sign.

    A house's own `@counter-style` is what the list is in HTML, by its `type` or its class, else by
    its name.
    """
    if html.tag == "dl" or style == "none":
        return None
    kind = html.get("type") or html.get("class", "")
    plain = "/Disc" if html.tag == "ul" else _TYPES.get(kind, "/Decimal")
    return _NUMBERINGS.get(style, plain) if isinstance(style, str) else plain


def _join_parts(tree: StructTree, tagged: list[Tagged]) -> None:
    """Make one element of those that stand for one element of the page, on several lines or pages.

    Of a table that goes on overleaf the heads are tagged once; where they are printed again
    they are an artifact.
    """
    sources = {
        element.reference: (box.element, box.element_tag)
        for box, element, _ in reversed(tagged)  # html and body give what stands in them again
        if box.element is not None
    }
    parts: dict[str, dict[tuple[Any, str], list[Any]]] = {}

    def gather(element: Any, above: frozenset[Any]) -> None:
        source = sources.get(element.reference)
        if source is not None and (element["S"], source) not in above:  # no box without a name
            parts.setdefault(element["S"], {}).setdefault(source, []).append(element)
            above |= {(element["S"], source)}
        for kid in tree.children(element):
            gather(kid, above)

    gather(tree.document, frozenset())
    heads = [[*those] for those in parts.get("/TH", {}).values()]
    left_out: set[bytes] = set()
    for kind in _REPEATED:
        for _, again in _several(parts, kind):
            for one in again:
                left_out |= {each.reference for each in tree.below(one)}
                tree.leave_out(one)
    for kind in _JOINED:
        for first, rest in _several(parts, kind):
            for one in rest:
                if one.reference not in left_out:
                    tree.join(first, one)
    names = {
        again["ID"].string: first["ID"]
        for first, *rest in heads
        for again in rest
        if "ID" in again and "ID" in first
    }
    for cells in parts.get("/TD", {}).values():
        for cell in cells:
            for number, head in enumerate(cell["A"].get("Headers", ())):
                cell["A"]["Headers"][number] = names.get(head.string, head)


def _several(
    parts: dict[str, dict[tuple[Any, str], list[Any]]], kind: str
) -> Iterator[tuple[Any, list[Any]]]:
    """Give the elements of *kind* that stand for one element of the page: the first, the others."""
    for first, *rest in parts.get(kind, {}).values():
        if rest:
            yield first, rest


def _say_what_was_written(tree: StructTree, marks: list[dict[Any, int]]) -> None:
    """Have text that styles set in capitals read as it was written."""
    import pydyf

    before: dict[str, str] = {}
    for page, drawn in enumerate(marks):
        for box, mark in drawn.items():
            written = getattr(box, "written", None)
            if written is None:
                continue
            # A text that breaks is several boxes, and each has the whole of it.
            key = f"{id(box.element)} {written}"
            words, before[key] = split_written(before.get(key) or written, box.text)
            if words != box.text:
                owner = tree.owner(page, mark)
                span = tree.wrap(page, mark) if owner["S"] == "/Link" else owner
                span["ActualText"] = pydyf.String(words)


def _say_spaces(tree: StructTree, marks: list[dict[Any, int]]) -> None:
    """Have a space between two elements read, and leave out one at the end of a block.

    WeasyPrint tags both, and draws neither; a word joiner before a note's call is none of the text.
    """
    import pydyf

    for page, drawn in enumerate(marks):
        for box, mark in drawn.items():
            owner = tree.owner(page, mark)
            text = getattr(box, "text", "x")
            if owner["S"] != "/Span" or not all(
                letter.isspace() or category(letter) == "Cf" for letter in text
            ):
                continue
            beside = tree.at(owner["P"])["K"]
            if owner.reference in beside[1:-1] and any(map(str.isspace, text)):
                owner["ActualText"] = pydyf.String(" ")
            elif owner.reference in beside:
                tree.leave_out(owner)


def split_written(written: str, printed: str) -> tuple[str, str]:
    """Say which part of *written* is *printed*, in other letters; and what comes after it.

    Spaces are those of the print; a letter may have become two, as ß becomes SS.
    """
    letters = sum(not letter.isspace() for letter in printed)
    end = 0
    while letters > 0 and end < len(written):
        letters -= 0 if written[end].isspace() else len(written[end].upper())
        end += 1
    part, rest = written[:end], written[end:]
    return (part if printed[:1].isspace() else part.lstrip()), rest.lstrip()


def _gather_figure(tree: StructTree, figure: Any) -> None:
    """Put the caption of a `<figure>` into the Figure that stands for its picture."""
    kids = tree.children(figure)
    pictures = [kid for kid in kids if kid["S"] == "/Figure"]
    above = kids[: kids.index(pictures[0])] if pictures else []
    for kid in kids:
        if kid["S"] == "/Caption" and pictures:
            tree.move(kid, figure, pictures[0])
            if kid in above:
                pictures[0]["K"].insert(0, pictures[0]["K"].pop())


def _move_into_item(tree: StructTree, nested: Any, outer: Any) -> None:
    """Put a nested list into the item before it, to which it belongs."""
    references = list(outer["K"])
    before = references[: references.index(nested.reference)]
    items = (kid for kid in map(tree.at, reversed(before)) if kid["S"] == "/LI")
    item = next(items, None) or tree.make("/LI", outer, nested)
    bodies = [kid for kid in tree.children(item) if kid["S"] == "/LBody"]
    tree.move(nested, outer, bodies[-1] if bodies else item)


def _give_body(tree: StructTree, item: Any) -> None:
    """Put what stands beside the label of a list item, such as paragraphs, into a body."""
    body = None
    for kid in tree.children(item):
        if kid["S"] == "/LBody":
            body = kid
        elif kid["S"] != "/Lbl":
            body = body or tree.make("/LBody", item, kid)
            tree.move(kid, item, body)


def _claim(pdf: Any, metadata: Any, *, is_ua: bool) -> None:
    """Put the second claim (if *is_ua*), the language and the edition into the first one's XMP."""
    block = next(o for o in pdf.objects if getattr(o, "extra", {}).get("Type") == "/Metadata")
    claims = (_UA + _SCHEMA) * is_ua + _LANGUAGE % (metadata.lang or DEFAULT_LANGUAGE).encode()
    custom = metadata.custom
    if "dc.identifier" in custom:
        claims += _EDITION % tuple(
            escape(custom.get(name, "")).encode() for name in ("dc.identifier", "version")
        )
    if numbers := custom.get("identifiers", "").split():
        listed = "".join(f"<rdf:li>{escape(one)}</rdf:li>" for one in numbers)
        claims += _IDENTIFIERS.format(listed).encode()
    block.stream = [block.stream[0].replace(b"</rdf:RDF>", claims + b"</rdf:RDF>")]
    # Plain, for 2 KB: what a copy says of itself can be read where the rest of it is broken.
    block.compress = False
