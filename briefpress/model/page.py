"""A page: what it prints, the closed `Html`, the printed `Pdf`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from html import escape

from .brief import TextFile
from .changes import Change
from .geometry import Fit, Fitted, Layout
from .pictures import picture_kind
from .problems import Problem
from .text import without_idle_blanks

BASE = "https://brief.invalid/"
"""Where the addresses of a page begin: a name that is reserved for being nowhere (RFC 2606)."""


@dataclass(frozen=True)
class Citations:
    """The texts of the citations of a page, as HTML."""

    in_notes: bool
    """Whether the style sets them as notes; the others set them in the text."""
    written: tuple[str, ...]
    """One after another, in reading order."""
    references: tuple[str, ...]
    """The list of what is cited, of a style that sets citations in the text."""
    suggestion: str
    """How to cite the brief itself."""


@dataclass(frozen=True)
class Chart:
    """A chart that is ready to be drawn: nothing that it shows is outside of it."""

    engine: str
    """Version of the library that draws it."""
    spec: str
    """Vega-Lite with its data, as JSON."""
    config: str
    """The house's style, as JSON."""
    locale: str
    """Locale of its dates, as d3 calls it: `en-GB`."""
    numbers: str
    """The same of its numbers."""
    months: tuple[tuple[str, ...], ...]
    """The months as it names them in full, and where there is little room."""
    direction: str
    """In which direction it is read: `ltr` or `rtl`, its mirror image."""
    family: str
    """The family of its type."""
    title: str
    description: str
    marks: str
    """Vega-Lite in which each mark is known by its row, as JSON: what is read back."""
    width: int
    """The width of the place where it is printed, in CSS pixels."""
    rows: Mapping[str, int]
    """The row of the data, from 0, that a mark must show, by what the mark is known by."""
    names: tuple[str, ...]
    """How a message calls each row."""

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        months = (name for names in self.months for name in names)
        parts = (self.engine, self.spec, self.config, self.locale, self.numbers, *months,
                 self.direction, self.family, self.title, self.description, self.marks,
                 str(self.width), repr(self.rows), repr(self.names))  # fmt: skip
        return sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Refusal:
    """Why a chart that was drawn is not printed; *hint* is an action."""

    message: str
    hint: str
    row: int | None = None
    """The row of its data, from 0, where it is about one."""


@dataclass(frozen=True)
class Correction:
    """The sentences that a material correction prints about itself."""

    edition: int
    """The edition that it replaces, and its date."""
    date: date
    note: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Stamp:
    """The standing of a page, as it says it: which edition it is, or that it is a draft."""

    code: str
    """The code by which it is found: `DPRK-3-8F2C91`; of a draft, eight digits of its digest."""
    edition: int | None = None
    """None: a draft."""
    date: date | None = None
    """The date of the edition."""
    qr: bytes = b""
    """The QR code of an edition as an SVG: its code, and where to check it."""
    errors: int = 0
    """How many errors there are in a draft."""
    key: str = ""
    """The key that signs the editions of the house, short: `3F2A 9C01 77B4 E81F`; empty without."""


# ---------------------------------------------------------------------------------------------
# Html and Pdf: the page, and the paper


@dataclass(frozen=True)
class Html:
    """A finished page, closed: nothing that it needs is outside of it.

    Before it is stamped, marks stand where it will say which edition it is. Its digest is that of
    what it shows and carries; stamping changes no line break and no page.
    """

    slug: str
    paper: str
    text: str
    """The document; whatever it names is in *assets* or *styles*."""
    styles: tuple[TextFile, ...]
    """The style sheets, in the order of the cascade."""
    assets: Mapping[str, bytes]
    """Pictures, charts and fonts, by the path at which the text and styles name them."""
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    """The content that travels in the PDF, by path in content/: `dprk/brief.md`."""
    fit: Fit | None = None
    """The pages that it has to fit, and how it may be set; None where it takes what it takes."""
    is_read: bool = False
    """Whether the print will be read over: the press says then what stands where."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all of it: two pages with one digest give one PDF, but for line ends of
        Windows in the content that travels in it, which git turns round, and idle blanks.
        """
        digest = sha256()
        parts = [self.text.encode(), *(style.text.encode() for style in self.styles)]
        parts.append(repr(self.fit).encode())
        attachments = {
            name: without_idle_blanks(name, data) for name, data in self.attachments.items()
        }
        for files in (self.assets, attachments):
            parts.append(b"%d files" % len(files))
            for name in sorted(files):
                parts += [name.encode(), files[name]]
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()

    def in_one_file(self) -> str:
        """The page as one HTML file: styles in it, assets as `data:` addresses."""
        import base64
        import mimetypes

        text = re.sub(r' srcset="[^"]*"', "", self.text)  # a page that scrolls has no columns
        styles = "".join(f"<style>\n{style.text}</style>\n" for style in self.styles)
        for name, data in self.assets.items():
            kind = mimetypes.guess_type(name)[0] or picture_kind(data)  # `house/logo` has no ending
            address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
            text = text.replace(f'src="{name}"', f'src="{address}"')
            styles = styles.replace(f'url("{name}")', f'url("{address}")')
        return text.replace("</head>", f"{styles}</head>", 1)


@dataclass(frozen=True)
class Pdf:
    """A printed page."""

    slug: str
    paper: str
    data: bytes
    pages: int
    html_digest: str
    """Digest of the `Html` that it was printed from."""
    layout: Layout = field(default_factory=Layout)
    """The layout: what stands where; empty of a page that is not read over."""
    fitted: Fitted | None = None
    missing: tuple[str, ...] = ()
    """Characters that no font of the house has."""
    problems: tuple[Problem, ...] = ()
    """Problems that the press noticed."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long layout, painting and writing took."""


@dataclass(frozen=True)
class WrittenPdf:
    """A PDF that lies on the disk."""

    pdf: Pdf
    file: str
    """From the folder of the house: `output/dprk.pdf`."""
    digest: str
    """SHA-256 of its bytes."""

    @property
    def pages(self) -> int:
        """How many it has."""
        return self.pdf.pages

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.pdf.data)


@dataclass(frozen=True)
class WebLink:
    """Where a page of the web leads to."""

    name: str
    """The words that a reader reads: `A4`, `Français`."""
    address: str
    tag: str = ""
    """The language that is spoken there."""


@dataclass(frozen=True)
class WebLinks:
    """The pages and languages around a page of the web; nothing, where it lies alone."""

    languages: tuple[WebLink, ...] = ()
    """The same in other languages."""
    papers: tuple[WebLink, ...] = ()
    """Its PDFs."""
    publications: str = ""
    """The address of the list of publications."""
    editions: str = ""
    """The address of the page that tells of all its editions."""
    changes: str = ""
    """The address of the page that tells what changed since the edition before."""
    check: str = ""
    """Where its code can be checked."""
    site: str = ""
    """The whole address at which the site is found, with `/` behind it: machines ask for one."""
    path: str = ""
    """Where the page is found in the site."""
    picture: str = ""
    """Where its card is found there, the head of its first page as a picture of 1,200 × 630."""
    pdf: str = ""
    """Where its PDF is found there."""
    epub: str = ""
    """The address of its EPUB."""


@dataclass(frozen=True)
class Heading:
    """A heading of a chapter, to which the contents lead."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """The text of a brief as a part of an EPUB."""

    name: str
    """The name of its file there: `dprk`."""
    title: str
    language: str
    direction: str
    text: str
    """XHTML, the whole file."""
    pictures: Mapping[str, bytes]
    """By the path at which the text names them."""
    headings: tuple[Heading, ...]
    has_drawings: bool
    """Whether an SVG stands in the text."""


@dataclass(frozen=True)
class Book:
    """The things that an EPUB says of itself to those who keep and find books."""

    identity: str
    """A name that no other has, a URI: `urn:uuid:…`."""
    title: str
    language: str
    creators: tuple[str, ...]
    publisher: str
    issued: date
    modified: date
    description: str = ""
    codes: tuple[str, ...] = ()
    """Its other names: the code of its edition."""
    subjects: tuple[str, ...] = ()
    rights: str = ""
    series: str = ""
    number: str = ""
    """Its number in the series."""


@dataclass(frozen=True)
class Mail:
    """The text of a brief as a mail."""

    subject: str
    html: str
    plain: str

    def with_line(self, line: str) -> str:
        """The HTML with *line*, plain text, above it."""
        attached = f'<p class="attached" style="margin: 0 0 16px">{escape(line)}</p>'
        return self.html.replace('<div class="mail"', f'{attached}\n<div class="mail"', 1)
