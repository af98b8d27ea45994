"""The fields that a reader needs to find a source: which ones it lacks, which two are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .contract import Source
from .names import divide_names
from .text import SourceDate

_IN_SOMETHING = {"article-journal": "journal", "article-magazine": "magazine",
                 "article-newspaper": "newspaper", "chapter": "book",
                 "paper-conference": "proceedings", "entry": "work"}  # fmt: skip
_BY_NOBODY = {
    *("treaty", "legislation", "bill", "map", "dataset", "standard", "event"),
    *("legal_case", "regulation", "hearing", "motion_picture", "broadcast", "periodical"),
    *("interview", "personal_communication"),  # of somebody who must not be named
}
_UNDATED = {"periodical"}


def find_gaps(source: Source) -> Iterator[tuple[str, str]]:
    """Find who, when, in what, by whom published, as far as the type of *source* asks.

    Gives what it has not, `no publisher`, and how to add it.
    """
    by_whom = (source.author, source.editor, source.publisher, source.container_title)
    if not any((*by_whom, source.authority)) and source.type not in _BY_NOBODY:
        yield "nobody who wrote it", "add `author:`, or `publisher:`"
    dates = (source.issued, source.status, source.accessed, source.event_date)
    if not any(dates) and source.type not in _UNDATED:
        yield "no date", "add `issued:`, or `accessed:` of a page without a date"
    is_given_only = source.type == "paper-conference" and (source.event_title or source.event_place)
    if source.type in _IN_SOMETHING and not (source.container_title or is_given_only):
        yield f"no {_IN_SOMETHING[source.type]}", "add `container-title:`"
    if source.type == "article" and source.container_title and (source.volume or source.issue):
        yield "a journal, and the type of a preprint", "write `type: article-journal`"
    if source.type in ("book", "thesis") and not source.publisher:
        yield "no publisher", "add `publisher:`"
    if source.type == "legal_case" and not (source.authority or source.number):
        yield "no court", "add `authority:`, and `number:`"
    for name in (*(source.author or ()), *(source.editor or ())):
        if (name.literal or name.family or "").casefold() in _OTHERS:
            hint = "name them, or the first alone: the style shortens a long list by itself"
            yield f"an author `{name.literal or name.family}`", hint
        elif people := divide_names(name.literal or ""):
            yield (
                f"one author `{name.literal}`",
                f"write each of the {len(people)} as one of a list",
            )
    if re.search(r"https?://", source.title, re.IGNORECASE):
        yield "an address in its title", "write that as `URL:`, and the title alone"


_OTHERS = frozenset(
    (
        "et al.",
        "et al",
        "and others",
        "others",
        "y otros",
        "e outros",
        "и др.",
        "وآخرون",
        "等",
        "외",
    )
)
"""Authors whom a source does not name."""


def find_duplicates(sources: Mapping[str, Source]) -> Iterator[tuple[str, str, str]]:
    """Find each source that is the same as one before it: its key, that of the other, and why.

    Two are the same that have one DOI; or one symbol of a UN document; or one address, unless they
    are parts of one work, or the address is that of a whole site. So are two of one kind with one
    title, authors and year, unless something says that they are two: a volume, an edition, a day.
    """
    seen: dict[tuple[str, ...], str] = {}
    for key, one in sources.items():
        marks = {
            "DOI": (_fold(one.DOI),) if one.DOI else (),
            "symbol": (_fold(one.number),) if one.number and _SYMBOL.match(one.number) else (),
            "address": _fold_address(one) if one.URL else (),
            _BY_TITLE: _fold_work(one),
        }
        same = [(name, seen[name, *mark]) for name, mark in marks.items() if (name, *mark) in seen]
        if same and same[0][0] == _BY_TITLE and _differ(one, sources[same[0][1]]):
            same = []
        if same:
            yield key, same[0][1], same[0][0]
        for name, mark in marks.items():
            if mark:
                seen.setdefault((name, *mark), key)


_BY_TITLE = "title, author and year"
_OF_ONE_WORK = (
    *("type", "volume", "issue", "number", "edition", "page", "language", "container_title"),
    *("collection_title", "collection_number", "section", "version", "chapter_number"),
)
"""Fields of which another value, or none, makes another work, or another part of it."""
_OF_ONE_COPY = ("DOI", "ISBN", "URL", "publisher", "genre", "medium", "status", "event_title",
                "event_place", "event_date", "archive_location")  # fmt: skip
"""The same, where both have one."""


def _fold_work(source: Source) -> tuple[str, ...]:
    """Fold the title, authors and year of *source*, and what tells works of one title apart; empty
    where nobody wrote it, or nobody knows when.
    """
    if not (source.author and source.issued):
        return ()
    apart = (str(getattr(source, name) or "") for name in _OF_ONE_WORK)
    issued = source.issued
    is_span = isinstance(issued, SourceDate) and (issued.season or issued.last_of)
    when = str(issued) if is_span else str(issued.year)
    return (_fold(source.title), str(source.author), when, *apart)


def _differ(one: Source, other: Source) -> bool:
    """Whether two of one title, authors and year are two: two days, two addresses."""
    days = zip(one.issued.parts, other.issued.parts, strict=False) if (
        one.issued and other.issued) else ()  # fmt: skip
    copies = ((getattr(one, name), getattr(other, name)) for name in _OF_ONE_COPY)
    return any(a != b for a, b in days) or any(a and b and a != b for a, b in copies)


_SYMBOL = re.compile(r"[A-Z]+/")


def _fold(text: str) -> str:
    return re.sub(r"[\s“”‘’\"'.,:;]", "", text).casefold()


def _fold_address(source: Source) -> tuple[str, ...]:
    address = re.sub(r"^https?://(?:www\.)?|/?(?:#.*)?$", "", source.URL or "")
    if "/" not in address:
        return ()
    return (address, _fold(source.title) if source.type in _IN_SOMETHING else "")
