"""Chapters → an EPUB 3: a ZIP of XHTML, its styles, fonts and pictures, and what leads to them.

The same chapters give the same bytes: nothing in it has a time but the one that it says itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from ..model.brief import Language, Theme
from ..model.css import strip_comments
from ..model.page import Book, Chapter, Heading
from ..model.pictures import picture_kind
from .chapter import OPS, STYLE, XHTML
from .web_fonts import cut_fonts

if TYPE_CHECKING:
    from zipfile import ZipFile

FOLDER = "EPUB"
COVER = "cover.jpg"
CONTAINER = f"""\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>\
</rootfiles>
</container>
"""
FEATURES = (
    *("alternativeText", "ARIA", "displayTransformability", "readingOrder"),
    *("structuralNavigation", "tableOfContents", "unlocked"),
)
"""Features on which readers can rely in each EPUB of ours, in the words of schema.org."""
_TOKEN = re.compile(r"var\(--([\w-]+)\)")
_KINDS = {"css": "text/css", "woff2": "font/woff2", "xhtml": "application/xhtml+xml"}


@dataclass
class _Entry:
    """A line of the package's list of files."""

    path: str
    data: bytes
    kind: str
    properties: list[str] = field(default_factory=list)
    is_read: bool = False
    """Whether it is a page that the reader comes to, in the order of these lines."""


def bind_epub(book: Book, chapters: Sequence[Chapter], cover: bytes, theme: Theme) -> bytes:
    """Bind *chapters* into an EPUB with the picture *cover*, a JPEG; empty, where it has none."""
    language = theme.language(book.language)
    entries = [*_list_pages(book, chapters, cover, language)]
    text = "".join(chapter.text for chapter in chapters)
    rules = ""
    for path, (rule, font) in cut_fonts(theme, text).items():
        named = f"{path.rpartition('.')[0]}.woff2"
        rules += rule.replace(f'"{path}"', f'"{named}"') + "\n"
        entries.append(_Entry(named, font, _KINDS["woff2"]))
    style = rules + _put_tokens_in(strip_comments(theme.styles.get("epub", "")), theme.tokens)
    entries.append(_Entry(STYLE, style.encode(), _KINDS["css"]))
    pictures = {path: data for chapter in chapters for path, data in chapter.pictures.items()}
    entries += [_Entry(path, data, picture_kind(data)) for path, data in sorted(pictures.items())]
    if cover:
        entries.append(_Entry(COVER, cover, "image/jpeg", ["cover-image"]))
    package = _write_package(book, entries, language)
    files = {
        "META-INF/container.xml": CONTAINER.encode(),
        f"{FOLDER}/package.opf": package.encode(),
        **{f"{FOLDER}/{one.path}": one.data for one in entries},
    }
    return _zip(files)


def _list_pages(
    book: Book, chapters: Sequence[Chapter], cover: bytes, language: Language
) -> Iterator[_Entry]:
    kind = _KINDS["xhtml"]
    if cover:
        alt = f"{language.site['cover']}{language.words['colon']} {book.title}"
        page = f'<section epub:type="cover"><img src="{COVER}" alt="{escape(alt)}"/></section>'
        page = _page(book.title, page, book.language, language.direction, "cover")
        yield _Entry("cover.xhtml", page.encode(), kind, is_read=True)
    for chapter in chapters:
        properties = ["svg"] if chapter.has_drawings else []
        yield _Entry(_path_of(chapter), chapter.text.encode(), kind, properties, is_read=True)
    contents = _write_contents(chapters, bool(cover), language)
    page = _page(language.words["contents"], contents, book.language, language.direction, "")
    yield _Entry("nav.xhtml", page.encode(), kind, ["nav"])


def _path_of(chapter: Chapter) -> str:
    return f"texts/{chapter.name}.xhtml"


def _page(title: str, inside: str, language: str, direction: str, name: str) -> str:
    """Write a page that is no chapter."""
    named = f' class="{name}"' if name else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{language}" xml:lang="{language}" '
        f'dir="{direction}">\n<head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="{STYLE}"/></head>\n'
        f'<body dir="{direction}"{named}>\n{inside}\n</body>\n</html>\n'
    )


def _write_contents(chapters: Sequence[Chapter], has_cover: bool, language: Language) -> str:
    """Write the contents, and where a reader begins."""
    title = escape(language.words["contents"])
    listed = "\n".join(_list_chapter(chapter) for chapter in chapters)
    first = _path_of(chapters[0])
    marks = [("cover", "cover.xhtml", language.site["cover"])] if has_cover else []
    marks.append(("bodymatter", first, chapters[0].title))
    landmarks = "".join(
        f'<li><a epub:type="{kind}" href="{path}">{escape(name)}</a></li>'
        for kind, path, name in marks
    )
    return (
        f'<nav epub:type="toc" id="toc" role="doc-toc" aria-labelledby="contents">\n'
        f'<h1 id="contents">{title}</h1>\n<ol>\n{listed}\n</ol>\n</nav>\n'
        f'<nav epub:type="landmarks" aria-label="{title}" hidden="hidden">'
        f"<ol>{landmarks}</ol></nav>"
    )


def _list_chapter(chapter: Chapter) -> str:
    """Write a line of the contents: the chapter, and its headings below it."""
    file = _path_of(chapter)
    lang = f'lang="{chapter.language}" xml:lang="{chapter.language}" dir="{chapter.direction}"'
    inside = _list_headings(file, [one for one in chapter.headings if one.level > 1])
    return f'<li {lang}><a href="{file}">{escape(chapter.title)}</a>{inside}</li>'


def _list_headings(file: str, headings: Sequence[Heading]) -> str:
    """Write *headings* as a list, with those that are lower below the one before them."""
    if not headings:
        return ""
    items = ""
    rest = [*headings]
    while rest:
        first = rest.pop(0)
        below = []
        while rest and rest[0].level > first.level:
            below.append(rest.pop(0))
        link = f'<a href="{file}#{escape(first.anchor)}">{escape(first.text)}</a>'
        items += f"<li>{link}{_list_headings(file, below)}</li>\n"
    return f"\n<ol>\n{items}</ol>\n"


def _write_package(book: Book, entries: Sequence[_Entry], language: Language) -> str:
    """Write the package: what the book is, which files it has, in which order they are read."""
    names = {entry.path: f"file-{number}" for number, entry in enumerate(entries, 1)}
    manifest = "\n".join(
        f'<item id="{names[one.path]}" href="{escape(one.path)}" media-type="{one.kind}"'
        + f' properties="{" ".join(one.properties)}"' * bool(one.properties)
        + "/>"
        for one in entries
    )
    spine = "\n".join(f'<itemref idref="{names[one.path]}"/>' for one in entries if one.is_read)
    has_pictures = any(one.kind.startswith("image/") or "svg" in one.properties for one in entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identity" '
        f'xml:lang="{book.language}" dir="{language.direction}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{_describe(book, language, has_pictures=has_pictures)}\n</metadata>\n"
        f"<manifest>\n{manifest}\n</manifest>\n"
        f'<spine page-progression-direction="{language.direction}">\n{spine}\n</spine>\n'
        "</package>\n"
    )


def _describe(book: Book, language: Language, *, has_pictures: bool) -> str:
    """Write what *book* is, and what it is to those who do not see it, as elements."""
    core = [
        ("identifier", book.identity),
        *(("identifier", one) for one in book.codes),
        ("title", book.title),
        *(("creator", one) for one in book.creators),
        ("publisher", book.publisher),
        ("language", book.language),
        ("date", book.issued.isoformat()),
        ("description", book.description),
        *(("subject", one) for one in book.subjects),
        ("rights", book.rights),
    ]
    modes = ["textual", *["visual"] * has_pictures]
    told = [
        ("dcterms:modified", f"{book.modified.isoformat()}T00:00:00Z"),
        *(("schema:accessMode", one) for one in modes),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", one) for one in FEATURES),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", language.words["access_summary"]),
    ]
    lines = [f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in core if text]
    lines[0] = lines[0].replace("<dc:identifier", '<dc:identifier id="identity"', 1)
    lines += [f'<meta property="{name}">{escape(text)}</meta>' for name, text in told]
    if book.series:
        lines.append(
            f'<meta property="belongs-to-collection" id="series">{escape(book.series)}</meta>'
        )
        lines.append('<meta refines="#series" property="collection-type">series</meta>')
        if re.fullmatch(r"\d+(\.\d+)*", book.number):
            lines.append(f'<meta refines="#series" property="group-position">{book.number}</meta>')
    return "\n".join(lines)


def _put_tokens_in(css: str, tokens: Mapping[str, str]) -> str:
    """Put the values of *tokens* into *css*: half of the reading systems know no `var()`."""
    for _ in tokens:  # a token may name another
        css, count = _TOKEN.subn(lambda match: tokens.get(match[1], ""), css)
        if not count:
            break
    return css


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Pack *files*, behind the line by which an EPUB is known, which is not compressed."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

    written = BytesIO()
    with ZipFile(written, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", ZIP_STORED)
        for path, data in files.items():
            is_packed = path.endswith((".jpg", ".png", ".woff2"))
            _put(archive, path, data, ZIP_STORED if is_packed else ZIP_DEFLATED)
    return written.getvalue()


def _put(archive: ZipFile, path: str, data: bytes, method: int) -> None:
    from zipfile import ZipInfo

    entry = ZipInfo(path)  # of 1980: no clock is asked
    entry.compress_type = method
    entry.create_system = 3  # the same on Windows
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)
