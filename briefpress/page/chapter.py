"""Brief + Theme → its text as a part of an EPUB: the text of the web edition, as XHTML.

    text for screens ─► tree ─► notes as footnotes, anchors ─► XHTML ─► drawings

Reading systems show one column and turn its pages, follow no style that they do not know, and show
a note over the page where it says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model.brief import Brief, Theme
from ..model.page import Book, Chapter, Heading, Stamp
from ..model.pictures import picture_kind
from ..model.problems import Problems
from .single_texts import writer_of
from .web import IN_NARROW, OnScreen, set_for_screens, write_drawing

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
"""The namespace of `epub:type`."""
STYLE = "style.css"
UP = "../"
"""The way up from the folder of a chapter to the files that all chapters share."""
SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE = f"{{{OPS}}}type"
_DRAWN = re.compile(r'<img\b[^>]*?\bsrc="(?P<path>(?:charts|trends)/[^"]*)"[^>]*?/>')
_BESIDE = ("aside", "figure", "table", "nav", "footer")
"""The parts that stand beside the text: their headings are not in the contents."""


def lay_out_chapter(shown: OnScreen, problems: Problems) -> Chapter:
    """Turn what is *shown* into a chapter.

    Problems: those of `lay_out`. Raises `Stopped` where no template can be filled.
    """
    brief = shown.brief
    page, text = set_for_screens(shown, problems)
    direction = page.language.direction
    written = write_chapter(text, brief.slug, brief.language, direction, page.pictures.assets)

    def draw(match: re.Match[str]) -> str:
        path = match["path"]
        folder, _, name = path.partition("/")
        svg = page.pictures.assets.get(f"{folder}/{IN_NARROW}{name}") or page.pictures.assets[path]
        alt = re.search(r'\balt="([^"]*)"', match[0])
        kind = "trend" if folder == "trends" else "chart"
        drawing = write_drawing(svg, f"{folder}-{name}", kind, alt[1] if alt else "")
        # Its words say themselves where they begin; a style sheet may not say `direction` here.
        return f'<span class="drawn" dir="ltr">{drawing}</span>'

    text, count = _DRAWN.subn(draw, written.text)
    title = page.text(brief.fields.title)
    return Chapter(
        brief.slug,
        title,
        brief.language,
        direction,
        text,
        written.pictures,
        written.headings,
        count > 0,
    )


def describe_book(brief: Brief, theme: Theme, stamp: Stamp, identity: str) -> Book:
    """Say what *brief* is, with the standing that *stamp* says; *identity* is its alone."""
    page = writer_of(brief, theme, Problems())
    fields, institute = brief.fields, brief.institute
    return Book(
        identity=identity,
        title=page.text(fields.title),
        language=brief.language,
        creators=tuple(one.name for one in fields.authors) or (institute.name,),
        publisher=institute.name,
        issued=stamp.date or fields.published,
        modified=stamp.date or fields.updated or fields.published,
        description=page.text(fields.standfirst),
        codes=(*[stamp.code] * bool(stamp.edition), *map(str, brief.identifiers)),
        subjects=tuple(fields.keywords),
        rights=fields.licence or institute.licence or "",
        series=str(brief.series),
        number=str(fields.number or ""),
    )


@dataclass(frozen=True)
class Xhtml:
    """A text that was written as XHTML."""

    text: str
    pictures: Mapping[str, bytes]
    headings: tuple[Heading, ...]


def write_chapter(
    html: str, name: str, language: str, direction: str, assets: Mapping[str, bytes]
) -> Xhtml:
    """Write the page *html* as XHTML, with what reading systems ask for.

    *assets*: the pictures that it names, by path; the drawings among them are left to the caller.
    """
    from lxml import etree
    from lxml import html as parser

    source = parser.document_fromstring(html)
    (main,) = source.iter("main")
    title = source.findtext("head/title") or ""
    root = etree.Element("html", nsmap={None: XHTML, "epub": OPS})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "link", rel="stylesheet", type="text/css", href=f"{UP}{STYLE}")
    body = etree.SubElement(root, "body")
    body.append(main)
    body.set(_TYPE, "bodymatter")
    main.tail = None
    root.set("lang", language)
    for tree in (root, body):
        tree.set("dir", direction)
    for call in main.iterfind(".//a[@class='call']"):
        call.set(_TYPE, "noteref")
    for notes in [*main.iterfind(".//section[@class='notes']")]:
        _write_notes(notes)
    for one in root.iter(etree.Element):
        if "--" in one.get("style", ""):  # where a browser places a note
            del one.attrib["style"]
        if tag := one.get("lang"):
            one.set(_XML_LANGUAGE, tag)
    pictures = _name_pictures(main, name, assets)
    headings = tuple(_find_headings(main))
    text = etree.tostring(root, encoding="unicode")
    lead = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    return Xhtml(f"{lead}{text}\n", pictures, headings)


def _write_notes(section: Any) -> None:
    """Write each note of *section* as a footnote that begins with the way back to its call."""
    from lxml import etree

    section.set(_TYPE, "footnotes")
    section.attrib.pop("role", None)
    (listed,) = section.iterfind("ol")
    for item in [*listed]:
        note = etree.Element("aside", id=item.get("id"), role="doc-footnote")
        note.set(_TYPE, "footnote")
        note.tail = "\n"
        line = etree.SubElement(note, "p")
        number, words, back = item
        back.text = number.text
        back.tail = " "
        words.tail = None
        line.extend([back, words])
        section.insert(section.index(listed), note)
    section.remove(listed)


def _name_pictures(main: Any, name: str, assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name each picture of *main* after its kind, in a folder of the chapter *name*."""
    pictures = {}
    for image in main.iter("img"):
        image.attrib.pop("srcset", None)
        path = image.get("src", "")
        data = assets.get(path)
        if data is None or path.startswith(("charts/", "trends/")):
            continue
        stem = re.sub(r"[^\w-]+", "-", path).strip("-")
        renamed = f"pictures/{name}/{stem}.{SUFFIXES[picture_kind(data)]}"
        image.set("src", f"{UP}{renamed}")
        pictures[renamed] = data
    return pictures


def _find_headings(main: Any) -> Iterator[Heading]:
    """Find the headings of the text, and give an anchor to each that has none."""
    for number, heading in enumerate(main.iter("h1", "h2", "h3"), 1):
        words = " ".join("".join(heading.itertext()).split())
        if words and next(heading.iterancestors(*_BESIDE), None) is None:
            if not heading.get("id"):
                heading.set("id", f"heading-{number}")
            yield Heading(int(heading.tag[1]), heading.get("id"), words)
