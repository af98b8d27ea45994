"""The parts that fields of the contract are made of: their types, and the classes that hold them.

A type says what a field is, and everything else follows from it, wherever the field stands: an
`Inline` is set and read over, a `CitedSource` is looked up and cited, a `DataFile` and a
`PictureFile` are read, checked and carried in the PDF.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from .cells import DataTable
from .identifiers import read_doi, read_isbn, read_issn
from .pictures import Crop, read_focus, read_ratio
from .rights import Channel
from .text import Citation, Fragment, PartialDate, SourceDate, find_season
from .walk import InFolder, InSentence, NamesFact, Reads, Step, find_annotation, leaf_types, unwrap

# pydantic would ask each package that is installed for plugins, 10 ms, and a plugin could say what
# an author may write.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def hyphens(name: str) -> str:
    """Give the name that a field has in files of others, where `_` is `-`: `title-short`."""
    return name.replace("_", "-")


def _set(inline: bool) -> BeforeValidator:
    """Set a Markdown text while it is checked; the typesetter comes with the context."""

    def validate(text: object, info: ValidationInfo) -> object:
        if not isinstance(text, str) or info.context is None:
            raise ValueError("should be text")
        return info.context.set(text, inline=inline)

    return BeforeValidator(validate)


def _set_plain(text: object, info: ValidationInfo) -> object:
    """Put the marks of values into a text that is no Markdown."""
    if not isinstance(text, str) or info.context is None:
        raise ValueError("should be text")
    return info.context.set_plain(text)


def _cites(text: object, info: ValidationInfo) -> object:
    """Read a `source:` as the citation that it is: `coi-2014, paras. 74–76`."""
    if isinstance(text, list) and text and all(isinstance(one, str) for one in text):
        raise ValueError(
            "several stand in one text, with `;` between them", f"write `{_in_one_line(text)}`"
        )
    if not isinstance(text, str) or info.context is None:
        raise ValueError("should be text")
    return info.context.cite(text)


def _in_one_line(items: list[str]) -> str:
    """Write the *items* of a list of sources, which YAML parts at commas, as one `source:`."""
    line = ""
    for item in items:
        is_source = re.match(r"@?[A-Za-z][\w-]*\s*(?:[,;]|\Z)", item)  # no `p. 3`
        line += ("; " if is_source else ", ") * bool(line) + item
    return line


_TEXT = {"type": "string"}
_SCALAR = {"type": ["string", "number"]}


_BETWEEN_WORDS = re.compile(r"\s+;\s*|;\s+|\s*[；、،؛]\s*")


def apart(value: Any) -> Any:
    """Take words apart that were typed as one, `water; food`, `饥饿、粮食`, `ماء، غذاء`; `&lt;` is
    one.
    """
    if not isinstance(value, list):
        return value
    return [
        word
        for one in value
        for word in (
            re.split(r"\s+;\s*|;\s+|\s*[；、،؛]\s*", one) if isinstance(one, str) else (one,)
        )
        if word
    ]


# ---------------------------------------------------------------------------------------------
# Texts

Inline = Annotated[Fragment, _set(inline=True), WithJsonSchema(_TEXT), InSentence()]
"""One paragraph of Markdown, with facts and citations; with `Reads`, which says what it is."""
Markdown = Annotated[Fragment, _set(inline=False), WithJsonSchema(_TEXT)]
"""Paragraphs, lists and tables of Markdown, with facts and citations; with `Reads`."""
PlainText = Annotated[Fragment, BeforeValidator(_set_plain), WithJsonSchema(_TEXT)]
"""Text that is heard and not set: it can name facts, and all else stays as typed; with `Reads`."""
Label = Annotated[str, WithJsonSchema(_SCALAR), InSentence()]
"""Text that YAML might take for a number."""
Doi = Annotated[str, AfterValidator(read_doi), WithJsonSchema(_TEXT), InSentence()]
"""A DOI: `10.5555/12345678`."""
Issn = Annotated[str, AfterValidator(read_issn), WithJsonSchema(_SCALAR), InSentence()]
Isbn = Annotated[str, AfterValidator(read_isbn), WithJsonSchema(_SCALAR), InSentence()]
CitedSource = Annotated[Citation, BeforeValidator(_cites), WithJsonSchema(_TEXT)]
"""Key of one of `sources:`, or several, each with the part that is meant."""


def several(value: object) -> object:
    """Make a list of one of a text that may be a list."""
    return [value] if isinstance(value, str) else value


OneOrMore = Annotated[
    list[str],
    BeforeValidator(several),
    WithJsonSchema({"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}),
    InSentence(),
]
"""A text that YAML might take for a number, or a list of them."""

# ---------------------------------------------------------------------------------------------
# Files of the brief's folder

DataFile = Annotated[str, InFolder("data")]
"""Data file of the brief's folder: `.csv`, `.xlsx`, `.ods`; a sheet stands behind `#`."""
DataCell = Annotated[str, InFolder("cell")]
"""A cell of such a file: the file, `#`, what its row says, `/`, its column:
`returns.csv#date=2024-04-26/people`, `returns.xlsx#Sheet name#date=2024-04-26/people`."""
PictureFile = Annotated[str, InFolder("picture")]
"""Picture of the brief's folder, as content/pictures.py prepares it."""
CoverFile = Annotated[str, InFolder("cover")]
"""A picture, as above, or a PDF, of which the first page is drawn."""


def _ratio(value: object) -> object:
    return read_ratio(value) if isinstance(value, str) else value


def _focus(value: object) -> object:
    return read_focus(value) if isinstance(value, str) else value


Channels = Annotated[list[Channel], BeforeValidator(several)]
"""The ways on which something may go out: one, or a list of them."""
Width = Literal["side", "text", "page"]
"""How wide a block stands: beside the text, as wide as the text, or over the whole page."""
Ratio = Annotated[tuple[float, float], BeforeValidator(_ratio), WithJsonSchema(_TEXT)]
"""Width and height of a shape: `3:2`."""
Focus = Annotated[tuple[float, float], BeforeValidator(_focus), WithJsonSchema(_TEXT)]
"""A place in a picture, as parts of its width and height from the upper left: `60% 30%`."""


def cut_short(text: str, most: int) -> str:
    """The first words of *text*, of at *most* so many characters, as a message shows it."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"


# ---------------------------------------------------------------------------------------------
# Dates, numbers, names


def _meaning(value: str, info: ValidationInfo) -> PartialDate | None:
    """The one date that people mean by *value*, `29 November 2026`; None where it is none.

    Raises `ValueError` where it may be two.
    """
    dates = info.context.read_dates(value) if info.context else ()
    if len(dates) > 1:
        ways = " or ".join(map(str, dates))
        raise ValueError(f"`{value}` may be {ways}", f"write {ways}")
    return dates[0] if dates else None


def _full_date(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            date = _meaning(value, info)
            if date and date.day:
                return date.first
            raise ValueError(f"`{value}` is not a date, write it as 2024-11-26")
        try:
            return datetime.date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"`{value}` is not a day of the calendar") from error
    return value


Date = Annotated[datetime.date, BeforeValidator(_full_date), InSentence()]


def _partial_date(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str):
        match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", value)
        if not match:
            if date := _meaning(value, info):
                return date
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
    PartialDate,
    BeforeValidator(_partial_date),
    WithJsonSchema({"type": ["string", "integer"]}),
    InSentence(),
]
"""A day, a month or a year, as exact as its source."""


_ABOUT = re.compile(r"(?:c\.|ca?\.|circa\b|ca\b)\s*", re.IGNORECASE)
_FROM = re.compile(r"(?:from|du|del?|do|von|vom|с|من|从)\s+(?=\w)", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*[/–—~～]\s*|\s+(?:-|to|until|au|à|al?|bis|по|إلى|至|到|부터)\s+|(?<=\d{4})-(?=\d{4}$)"
    r"|(?<=[^\W\d_])\.?-(?=[^\W\d_])|(?<!\d)(?<=\d)-(?=\d{1,2}\s)|(?<=\b\d\d)-(?=\d{1,2}\s)"
)
"""The signs between the two ends of a range of dates."""


def _span(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return _partial_date(value, info)
    text = value.strip()
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    season, years = find_season(text) or ("", text)
    text = _both_years(years, in_season=bool(season))
    try:
        first, until = _ends(text, info)
    except ValueError as error:
        message, *hints = error.args
        also = ", or 2019/2021, spring 2019, c. 2019" if "write it as" in message else ""
        raise ValueError(f"{message}{also}", *hints) from error
    if until is not None and until.last < first.first:
        raise ValueError(f"`{value}` ends before it begins", "write the earlier date first")
    if season and first.month is not None:
        both = f"{season} {first.year}"
        raise ValueError(f"`{value}` has a season and a month", f"write {both}, or {first}")
    if not (about or season or until):
        return first
    return SourceDate(
        *(first.year, first.month, first.day), until,
        season or None, bool(about),
    )  # fmt: skip


def _both_years(text: str, *, in_season: bool) -> str:
    """Write the second year of a season in full, `2006/07`, where it is the one after the first.

    Without a season, `2024/25` alone, for `2006-07` is a month.
    """
    years = re.fullmatch(r"(\d{4})[/–—-](\d{2})", text)
    is_pair = years and (int(years[1]) + 1) % 100 == int(years[2])
    if years and is_pair and (in_season or int(years[2]) > 12):
        return f"{years[1]}/{int(years[1]) + 1}"
    return text


def _ends(text: str, info: ValidationInfo) -> tuple[PartialDate, PartialDate | None]:
    """Read a date, or the two ends of a range: `2019/2021`, `12–14 November 2024`.

    The first may leave away what it has in common with the second. Raises `ValueError`.
    """
    try:
        date = _partial_date(text, info)
    except ValueError:
        ends = _BETWEEN.split(_FROM.sub("", text, count=1))
        if len(ends) != 2:
            raise
        last = _partial_date(ends[1], info)
        shared = ends[1].split()
        for left in range(len(shared)):
            tail = shared[len(shared) - left :]
            with suppress(ValueError):
                first = _partial_date(" ".join([ends[0], *tail]), info)
                assert isinstance(first, PartialDate)
                assert isinstance(last, PartialDate)
                return first, last
        raise
    assert isinstance(date, PartialDate)
    return date, None


def _source_date(value: object, info: ValidationInfo) -> object:
    try:
        return _span(value, info)
    except ValueError as error:
        message, *hints = error.args
        also = "; without one, `status: forthcoming`" if "c. 2019" in message else ""
        raise ValueError(f"{message}{also}", *hints) from error


AnySpan = Annotated[
    PartialDate,
    BeforeValidator(_span),
    WithJsonSchema({"type": ["string", "integer"]}),
    InSentence(),
]
"""The same of an event."""
AnySourceDate = Annotated[
    PartialDate,
    BeforeValidator(_source_date),
    WithJsonSchema({"type": ["string", "integer"]}),
    InSentence(),
]
"""A day, a month, a year; a range, a season, about then: `2019/2021`, `spring 2019`, `c. 2019`; of
a source, which may have none."""


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


def _countable(number: Decimal) -> Decimal:
    whole, decimals = number.adjusted() + 1, -int(number.as_tuple().exponent)
    if whole > WHOLE or decimals > DECIMALS:
        side, found, most = (
            ("before", whole, WHOLE) if whole > WHOLE else ("after", decimals, DECIMALS)
        )
        raise ValueError(
            f"{found} digits {side} its point are too many, the most is {most}",
            "round it, or write it in words in `show:`",
        )
    return number


WHOLE, DECIMALS = 18, 12
"""Digits of a number before and after its point: Python counts with 28, and sums have more."""
Number = Annotated[Decimal, AfterValidator(_countable), WithJsonSchema(_SCALAR), InSentence()]

NAME = r"^[A-Za-z][A-Za-z0-9_-]*$"
Key = Annotated[str, Field(pattern=NAME)]
"""A name that prose can call: letters, digits, `-` and `_`."""
SOURCE_NAME = r"^(?:[0-9][0-9-]*)?[A-Za-z_][A-Za-z0-9_-]*$"
SourceKey = Annotated[str, Field(pattern=SOURCE_NAME)]
"""The key of a source: Zotero calls one `__2008` whose author has no Latin letters."""
FactName = Annotated[str, Field(pattern=NAME), NamesFact()]
"""Name of one of `facts:`."""


# ---------------------------------------------------------------------------------------------
# Classes


class Contract(BaseModel):
    """Fields that an author writes: nothing unknown, nothing changed later."""

    # Deferred: what checks a class is made when it is first used. A brief needs those of two
    # classes out of thirty, which hold the others; to make all of them takes 100 ms more.
    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Refuse a text of which nobody has said how it is read over: no check would see it."""
        for name, kind, metadata in leaf_types(cls.model_fields):
            if kind is Fragment and find_annotation(metadata, Reads) is None:
                raise TypeError(
                    f"{cls.__module__}: `{cls.__name__}.{name}` does not say how it is read over: "
                    'write Annotated[Inline, Reads("paragraph")], or another role of model/walk.py'
                )


@dataclass(frozen=True)
class Fault:
    """A fault of a block that none of its fields shows alone."""

    message: str
    hint: str
    path: tuple[Step, ...] = ()
    """Where it stands in the block."""
    file: str = ""
    """The data file in which it stands, where it is not brief.yaml."""
    line: int | None = None
    """The line in *file*."""
    words: tuple[str, ...] = ()
    """The keys of words of the page that the hint goes on with, in the language of the brief."""


PrintedTable = tuple[Sequence[Any], DataTable | Sequence[Sequence[Fragment]]]
"""Heads, and the rows under them: those of a file, or those that are written in place."""
_SAYS_WHAT_IT_IS = (InFolder, InSentence, NamesFact, Reads)


class BlockFields(Contract):
    """The fields of a block, which prose places on a line of its own.

    In `BriefFields`, `figures: dict[Key, Figure]` makes a block of each figure,
    `{{ figures.returns }}`, and `timeline: list[Event]` makes one of all events, `{{ timeline }}`.
    The template of the block is templates/blocks/<field>.html.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        """Refuse a plain text of which nobody has said what it is: it may be one to read over."""
        super().__pydantic_init_subclass__(**options)
        for name, kind, metadata in leaf_types(cls.model_fields):
            if kind is str and not any(find_annotation(metadata, one) for one in _SAYS_WHAT_IT_IS):
                raise TypeError(
                    f"{cls.__module__}: `{cls.__name__}.{name}` does not say what it is: write "
                    "Annotated[str, Reads(…)] where it is read over, DataFile, PictureFile or Label"
                )

    numbered: ClassVar[str] = ""
    """The count that its template takes part in, in the order of the text: `figure`; else empty."""
    to_show: ClassVar[str] = ""
    """The hint for an author who places a block that shows none of its items."""

    @property
    def is_shown(self) -> bool:
        """Whether the block that holds all of them prints this one."""
        return True

    @property
    def template(self) -> str | None:
        """Name of the template in templates/blocks/, where it is not that of the field."""
        return None

    @property
    def part(self) -> Crop | None:
        """The part of its `PictureFile` that is printed; None where that is all of it."""
        return None

    def table(self, data: Mapping[str, DataTable]) -> PrintedTable | None:
        """Heads and rows that it prints, of its `DataFile`; None where it prints none.

        *data*: the data files of the brief, by name. Rows written in place are set texts.
        """
        for name, _, metadata in leaf_types(type(self).model_fields):
            file = find_annotation(metadata, InFolder)
            if file and file.kind == "data" and getattr(self, name) in data:
                table = data[getattr(self, name)]
                return table.heads, table
        return None

    def faults(self, name: Step, data: Mapping[str, DataTable]) -> Iterator[Fault]:
        """Find what is wrong between its fields, or in the rows of its data.

        *name*: its own, or its number in a list. *data*: the data files of the brief, by name.
        """
        yield from ()


class TextFields(BlockFields):
    """A block that may be written as its `text` alone: `note: "…"` for `note: {text: "…"}`."""

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class SentenceFields(BlockFields):
    """A block of which each entry prints in a sentence by its name, `{{ facts.returned }}`, and all
    of them together on a line of their own, `{{ facts }}`.
    """

    also_printed: ClassVar[tuple[str, ...]] = ()
    """The names that prose can print of it besides its fields."""

    @property
    def in_sentence(self) -> Any:
        """How it reads in a sentence."""
        raise NotImplementedError


@dataclass(frozen=True)
class BlockKind:
    """A field of the contract that prints as a block, or as a block for each of its entries."""

    model: type[BlockFields]
    has_names: bool
    """Whether prose calls it with a name: `{{ figures.returns }}`."""

    @property
    def is_in_sentences(self) -> bool:
        """Whether prose can print each entry in a sentence: `{{ facts.returned }}`."""
        return issubclass(self.model, SentenceFields)

    @property
    def noun(self) -> str:
        """The word for one entry in a message: `figure`."""
        return self.model.__name__.lower()


@cache
def find_blocks(model: type[Contract]) -> Mapping[str, BlockKind]:
    """Find the fields of *model* that print as blocks, by name."""
    blocks = {}
    for name, kind, _ in leaf_types(model.model_fields):
        if isinstance(kind, type) and issubclass(kind, BlockFields):
            holder, _ = unwrap(model.model_fields[name].annotation)
            together = issubclass(kind, SentenceFields) or get_origin(holder) is not dict
            blocks[name] = BlockKind(kind, not together)
    return blocks


@cache
def find_values(model: type[Contract]) -> tuple[str, ...]:
    """Find what prose can print in a sentence of *model*: fields, and what is made of them."""
    fields = tuple(
        name
        for name, info in model.model_fields.items()
        if find_annotation(unwrap(info.annotation, tuple(info.metadata))[1], InSentence)
    )
    return fields + (model.also_printed if issubclass(model, SentenceFields) else ())


def walk_blocks(fields: Contract) -> Iterator[tuple[tuple[str, Step], BlockFields]]:
    """Give every block of *fields*, or item of one, with its path: field, name or number."""
    for kind in find_blocks(type(fields)):
        entries = getattr(fields, kind)
        for name, block in entries.items() if isinstance(entries, dict) else enumerate(entries):
            yield (kind, name), block
