"""The nouns: every value that passes between rooms. Read this first.

Sources → Brief → Html → Pdf → Edition. Each is frozen; each field says what it holds. What an
author writes, field by field, is in contract.py; what a text is made of, in text.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from .problems import Place, Problem
from .text import Citation, Fragment, Mark

if TYPE_CHECKING:
    from .contract import BriefFields, Institute

# ---------------------------------------------------------------------------------------------
# Sources: what stands in content/


@dataclass(frozen=True)
class TextFile:
    """A text of an author: *name* as the author calls it (`content/dprk/brief.md`), *text*."""

    name: str
    text: str
    data: bytes = b""
    """Its bytes as they lie on the disk, line ends and byte order mark among them."""


@dataclass(frozen=True)
class Sources:
    """Everything that one brief is made from, read once."""

    slug: str
    """Name of the brief's folder in content/, and of its PDF."""
    folder: str
    """The folder as its author calls it: `content/dprk`."""
    institute: TextFile
    fields: TextFile
    """brief.yaml"""
    prose: TextFile
    """brief.md"""
    files: Mapping[str, bytes]
    """The pictures and data of the folder, by name, as they lie on the disk."""

    @property
    def content(self) -> dict[str, bytes]:
        """Every file by its path in content/: `institute.yaml`, `dprk/brief.md`, …"""
        texts = {"brief.yaml": self.fields.data, "brief.md": self.prose.data}
        folder = {f"{self.slug}/{name}": data for name, data in {**texts, **self.files}.items()}
        return {"institute.yaml": self.institute.data, **folder}


# ---------------------------------------------------------------------------------------------
# Look: templates/ and styles/


@dataclass(frozen=True)
class Language:
    """What a template prints of itself, in one language: templates/languages/<tag>.toml."""

    tag: str
    csl: str
    """Locale of the citations: `en-GB`."""
    quotes: tuple[str, str, str, str]
    """Opening and closing, double and single, as they are set."""
    spaces: tuple[tuple[str, str], ...]
    """Regular expressions, and the space that stands where they match."""
    charts: str
    """Locale of the numbers and dates in charts, as d3 calls it: `en-GB`."""
    dates: Mapping[str, str]
    """Patterns of Unicode's CLDR for `day`, `month`, `year` and their `short` forms."""
    words: Mapping[str, str]
    """`key_messages`: Key messages"""
    redline: Mapping[str, str]
    """What a redline says of itself, and to those who hear it."""
    pack: Mapping[str, str]
    """What a pack says of itself."""
    site: Mapping[str, str] = field(default_factory=dict)
    """What the publications page says of itself, where the institute speaks this language."""

    def space(self, html: str) -> str:
        """Set the spaces of this language in the texts of *html*."""
        for pattern, space in self.spaces:
            html = re.sub(f"{pattern}(?![^<]*>)", space, html)
        return html


@dataclass(frozen=True)
class Look:
    """How briefs look: everything in templates/ and styles/, and the fonts that they name."""

    templates: Mapping[str, str]
    """Jinja2 templates by their path in templates/."""
    styles: Mapping[str, str]
    """Style sheets by their name in styles/."""
    languages: Mapping[str, Language]
    tokens: Mapping[str, str]
    """Custom properties of styles/tokens.css, without the dashes: the brand."""
    font_faces: str = ""
    """`@font-face` rules of the families that the tokens name."""
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    """Font files by the path at which *font_faces* names them."""

    def language(self, tag: str) -> Language:
        """The words of `fr-CA`, or of `fr` where it has none of its own."""
        return self.languages.get(tag) or self.languages[tag.split("-")[0]]


# ---------------------------------------------------------------------------------------------
# Brief: what the content means


@dataclass(frozen=True)
class DataTable:
    """Rows of a CSV file; every row is as long as *heads*."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    """The line of the file in which each row ends."""


@dataclass(frozen=True)
class Brief:
    """A brief that is whole: every field checked, every name known, prose set."""

    slug: str
    institute: Institute
    fields: BriefFields
    prose: Fragment
    marks: tuple[Mark, ...]
    """What the marks in all of its fragments stand for, by number."""
    data: Mapping[str, DataTable]
    """The CSV files that its tables and charts name."""
    files: Mapping[str, bytes]
    """The pictures that its figures name."""
    places: Mapping[tuple[str | int, ...], Place]
    """Where each value of brief.yaml stands, by its path."""
    texts: tuple[TextFile, ...] = ()
    """The texts that it was read from, to find again what the press stumbles over."""
    content: Mapping[str, bytes] = field(default_factory=dict)
    """What its PDF carries, by path in content/: the files that it is made of, without comments."""

    @property
    def language(self) -> str:
        """BCP 47 tag."""
        return self.fields.language or self.institute.language

    @property
    def papers(self) -> tuple[str, ...]:
        """What it is printed on, the main paper first."""
        return tuple(self.fields.paper or self.institute.papers)

    @property
    def series(self) -> str:
        """What the brief is one of, in its language."""
        named = self.institute.series
        short = self.language.split("-")[0]
        return (
            self.fields.series
            or named.get(self.language)
            or named.get(short)
            or next(iter(named.values()))
        )

    def citations(self) -> Iterator[Citation]:
        """Every citation: those of its texts, and the source of each value."""
        yield from (mark for mark in self.marks if isinstance(mark, Citation))
        fields = self.fields
        for values in (fields.facts, fields.figures, fields.tables):
            for value in values.values():
                if value.source:
                    yield value.source
        for event in fields.timeline:
            if event.source:
                yield event.source

    def place(self, *path: str | int) -> Place:
        """Where the value of *path* stands, or the nearest one that holds it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]


@dataclass(frozen=True)
class Citations:
    """What the citations of a page read, as HTML."""

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
    title: str
    description: str

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        parts = (self.engine, self.spec, self.config, self.locale, self.title, self.description)
        return sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """A fact that reads otherwise than in the edition before."""

    name: str
    label: str
    """What it counts, or its name in words."""
    old: str
    """How it read, empty where it is new."""
    new: str
    """How it reads, empty where it is gone."""


@dataclass(frozen=True)
class Moved:
    """A section, or a passage, that stands elsewhere than before."""

    title: str
    """The heading of a section, the first words of a passage."""
    after: str
    """The section that it follows now, or that a passage is in; empty where it is the first."""


@dataclass(frozen=True)
class ChangedText:
    """A paragraph, an item, a cell, a note in which something has changed."""

    section: str
    """The heading that it stands under."""
    parts: tuple[tuple[str, str], ...]
    """Its text: what is as it was (`=`), what is gone (`-`), what is new (`+`)."""
    is_note: bool = False


@dataclass(frozen=True)
class Changes:
    """What is other in a brief than it was."""

    old: str
    """What is compared, in words: `edition 2, 26 November 2024`."""
    new: str
    facts: tuple[Change, ...]
    sections_added: tuple[str, ...]
    sections_removed: tuple[str, ...]
    sections_moved: tuple[Moved, ...]
    passages_moved: tuple[Moved, ...]
    """Paragraphs, figures, tables."""
    sources_added: tuple[str, ...]
    sources_removed: tuple[str, ...]
    pictures: tuple[str, ...]
    """Captions of the charts and pictures that are new, gone or other."""
    others: tuple[str, ...]
    """What else is other, and stands in none of these lists: `Table 1`, `timeline`."""
    texts: tuple[ChangedText, ...]
    insertions: int
    """How often something is underlined; with what it replaces it is one mark."""
    deletions: int
    """How often something is struck out."""

    def __bool__(self) -> bool:
        """Whether anything is."""
        return any(value for name, value in vars(self).items() if name not in ("old", "new"))


@dataclass(frozen=True)
class Correction:
    """What a material correction prints about itself."""

    edition: int
    """The edition that it replaces, and its date."""
    date: date
    note: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Stamp:
    """What a page says of its standing: which edition it is, or that it is a draft."""

    code: str
    """What finds it again: `DPRK-3-8F2C91`; of a draft, the first eight digits of its digest."""
    edition: int | None = None
    """None: a draft."""
    date: date | None = None
    """Of the edition."""
    qr: bytes = b""
    """Of an edition: its code, and where to check it, as an SVG."""


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

    @property
    def digest(self) -> str:
        """SHA-256 of all of it: two pages with one digest give one PDF."""
        digest = sha256()
        parts = [self.text.encode(), *(style.text.encode() for style in self.styles)]
        parts.append(repr(self.fit).encode())
        for files in (self.assets, self.attachments):
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

        text = self.text
        sheets = "".join(f"<style>\n{style.text}</style>\n" for style in self.styles)
        for name, data in self.assets.items():
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
            text = text.replace(f'src="{name}"', f'src="{address}"')
            sheets = sheets.replace(f'url("{name}")', f'url("{address}")')
        return text.replace("</head>", f"{sheets}</head>", 1)


@dataclass(frozen=True)
class Area:
    """A box of a finished page, or a part of one that goes on: where it stands, how it is painted.

    In points, from the upper left corner of the paper; the box ends with its border.
    """

    element: int
    """Number of its element in the document; the parts on several pages share it."""
    path: str
    """Its element and those around it, with their classes: `main p.source`; `@` of the paper."""
    x: float
    y: float
    width: float
    height: float
    above: int
    """The area around it, by its number on the page; -1 of the outermost ones."""
    layer: int = 0
    """In which order it is painted: 0 in the flow, 1 afloat, 2 positioned, more by its z-index."""
    kind: str = "block"
    """`block`, `inline`, `float`, `table`, `row`, `cell`, `item`, `picture`, `note`, `margin`."""
    ground: str = ""
    """Its own ground as `#e8edf3`, empty where it has none."""
    borders: tuple[tuple[float, str], ...] = ()
    """Width and colour of those that are painted."""
    cuts: bool = False
    """Whether it cuts off what stands out of it."""
    picture: str = ""
    """The asset that it shows."""
    pixels: tuple[int, int] | None = None
    """Of a picture that has some."""
    justified: bool = False

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def tag(self) -> str:
        """Its element: `p`."""
        return self.path.rpartition(" ")[2].partition(".")[0]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of its element."""
        return tuple(self.path.rpartition(" ")[2].split(".")[1:])


@dataclass(frozen=True)
class Piece:
    """A piece of text that is set in one type; in points, from the upper left corner."""

    text: str
    x: float
    y: float
    """Upper edge of the type, not of the line."""
    width: float
    height: float
    size: float
    colour: str
    ground: str
    """What it is printed on."""
    area: int
    """The area that it stands in, by its number on the page; the nearest one that is no line."""
    line: int
    """Number of its line on the page: the pieces of a line share it."""
    layer: int = 0
    bold: bool = False
    language: str = ""
    stretch: float = 0.0
    """What was put between each two words to justify the line."""

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Sheet:
    """A finished page: its areas and pieces in the order of the document; in points."""

    width: float
    height: float
    text: tuple[float, float, float, float]
    """Where the text may stand: left, upper, right and lower edge; the last without the notes."""
    areas: tuple[Area, ...]
    pieces: tuple[Piece, ...]
    calls: tuple[int, ...] = ()
    """Elements of the notes that are called on it."""
    notes: tuple[int, ...] = ()
    """Elements of the notes that stand on it."""


@dataclass(frozen=True)
class Layout:
    """What stands where on the finished pages, as the press laid it out."""

    sheets: tuple[Sheet, ...]
    texts: Mapping[int, str] = field(default_factory=dict)
    """What each element of the document has to say by itself, by its number."""


@dataclass(frozen=True)
class Setting:
    """How the text of a page is set: what copyfitting chooses. In points."""

    size: float
    leading: float
    space: float
    """Between a block and the text around it."""


@dataclass(frozen=True)
class Fit:
    """What copyfitting is to do."""

    pages: int
    settings: tuple[Setting, ...]
    """From the largest to the smallest: what the style allows."""


@dataclass(frozen=True)
class Fitted:
    """What copyfitting did."""

    setting: Setting
    pages: int
    """The budget."""
    room: float
    """Points that are left at the foot of the last page; negative where the text is too long."""
    lines: int
    """Lines of the text that would still go in, negative where there are too many."""
    tried: int
    """How often the page was laid out."""


@dataclass(frozen=True)
class Pdf:
    """A printed page."""

    slug: str
    paper: str
    data: bytes
    pages: int
    html_digest: str
    """Digest of the `Html` that it was printed from."""
    layout: Layout = Layout(())
    """What stands where, if somebody wants to know."""
    fitted: Fitted | None = None
    missing: tuple[str, ...] = ()
    """Characters that no font of the house has."""
    problems: tuple[Problem, ...] = ()
    """What the press noticed."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long layout, painting and writing took."""


# ---------------------------------------------------------------------------------------------
# Tags: what a PDF says to those who do not see it


class Run(NamedTuple):
    """Text that a PDF draws on one line; in points, from the upper left corner of its page."""

    text: str
    page: int
    x: float
    y: float
    """The line that its letters stand on."""
    width: float
    size: float


@dataclass(frozen=True)
class Tag:
    """An element of a PDF's tag tree: what it is, what it says, what is in it in reading order."""

    kind: str
    """Of the standard: `P`, `H1`, `Figure`."""
    page: int
    """Number of the page on which it begins."""
    kids: tuple[Tag | Run, ...] = ()
    alt: str | None = None
    """What is read in its place; None where it says nothing of it."""
    actual: str | None = None
    """What its letters stand for: what is copied, too."""
    expansion: str | None = None
    """What a short form means."""
    language: str = ""
    """Empty where it is that of the tag above."""
    id: str = ""
    scope: str = ""
    """Of a head of a table: `Column`, `Row` or `Both`."""
    heads: tuple[str, ...] = ()
    """Of a cell: the heads that it names, by their ids."""
    across: int = 1
    """Columns that a cell takes."""
    down: int = 1
    """Rows that it takes."""
    addresses: tuple[str, ...] = ()
    """Where its links lead."""

    def __iter__(self) -> Iterator[Tag]:
        """Give this tag and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid

    @property
    def tags(self) -> list[Tag]:
        """The tags right below."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def all(self, *kinds: str) -> list[Tag]:
        """Every tag of *kinds* among this one and all below."""
        return [tag for tag in self if tag.kind in kinds]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All text below, in reading order."""
        found: list[Run] = []
        for kid in self.kids:
            found += kid.runs if isinstance(kid, Tag) else (kid,)
        return tuple(found)

    @cached_property
    def text(self) -> str:
        """All text below, with a space where the print has a new line or a gap."""
        parts: list[str] = []
        before = None
        for run in self.runs:
            if before and _is_apart(before, run):
                parts.append(" ")
            parts.append(run.text)
            before = run
        return " ".join("".join(parts).split())


def _is_apart(one: Run, other: Run) -> bool:
    """Whether a reader sees a space between two runs; a word that is divided has none."""
    if one.page != other.page or abs(one.y - other.y) > max(one.size, other.size) / 2:
        return not (one.text.endswith("-") and other.text[:1].islower())
    return not -one.size <= other.x - one.x - one.width <= one.size / 7


@dataclass(frozen=True)
class TagTree:
    """What a PDF says to those who do not see it."""

    root: Tag
    title: str = ""
    """In its metadata."""
    shows_title: bool = False
    """Whether a viewer shows it, and not the name of the file."""
    language: str = ""
    untagged: tuple[Run, ...] = ()
    """Text that is in no tag, and is not said to be left out either."""


@dataclass(frozen=True)
class Proof:
    """A printed page on the desk of whoever reads it over, beside the brief that it prints."""

    brief: Brief
    pdf: Pdf
    desk: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What one of its readers has worked out, and lies there for the others: `tags`."""


@dataclass(frozen=True)
class Edition:
    """A PDF with a name: where it lies, and what it is."""

    pdf: Pdf
    file: str
    digest: str
    """SHA-256 of the PDF."""
