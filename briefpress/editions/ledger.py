"""The ledger: which editions there are, and which one is current.

`editions/ledger.jsonl` holds a line for each event, in the order in which they happened; the lines
are a chain. Nothing but the ledger is asked: no content, no network, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from ..model.changes import Change
from ..model.problems import Problems
from ..model.rights import Rights
from .hash_chain import End, add_lines, find_branch_ends, hash_line, read_lines
from .line_patterns import (
    COUNT,
    DAY,
    PLAIN_TEXT,
    TEXT,
    Entries,
    Head,
    LineKind,
    LineShape,
    heads_of,
    list_of,
    mapping_of,
    object_of,
)

FILE = "editions/ledger.jsonl"
KINDS = ("editorial", "substantive", "material")
"""Classes of a correction: wording; what is said; a figure that was wrong or has changed."""


@dataclass(frozen=True)
class PublishedPdf:
    """A PDF as it was published: an edition on one paper."""

    file: str
    sha256: str
    size: int
    """In bytes."""
    pages: int
    html: str
    """Digest of the page without its stamp and its correction: the same content has the same."""


@dataclass(frozen=True)
class Edition:
    """A brief as it was published once."""

    slug: str
    number: int
    """From 1, in the order in which the editions of a brief came."""
    date: date
    note: str
    """The news in it."""
    code: str
    """The code on its pages, by which it is found again: `DPRK-3-8F2C91`."""
    kind: str = ""
    """One of `KINDS`, or `first`."""
    title: str = ""
    standfirst: str = ""
    language: str = ""
    papers: Mapping[str, PublishedPdf] = field(default_factory=dict)
    """The main paper first."""
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Label and value of each, as they read."""
    embargo: str = ""
    """Until when nobody may report on it: `2026-12-01T09:00-05:00`."""
    issue: str = ""
    """Its place in a series: `Policy brief 12`."""
    institute: str = ""
    """Whose ledger it is; the first line says so."""
    corrects: int = 0
    """Number of the material edition whose correction it goes on printing; 0: of none."""
    was: str = ""
    """Its line on a branch, where two were joined: that one is no longer in the ledger."""
    rights: Rights = field(default_factory=dict)
    """The pictures in it that may not be shown for ever, or not everywhere."""

    @property
    def printed_number(self) -> int:
        """The number that its pages and its code have: that of a branch, where two were joined."""
        number = self.code.rpartition("-")[0].rpartition("-")[2]
        return int(number) if number.isascii() and number.isdecimal() else self.number

    def is_embargoed(self, now: datetime) -> bool:
        """Whether nobody may report on it yet; *now* knows its offset from Greenwich."""
        return bool(self.embargo) and now < datetime.fromisoformat(self.embargo)

    def as_json(self) -> dict[str, Any]:
        """The edition as it stands in the ledger, without the hash."""
        fields = asdict(self) | {"date": self.date.isoformat()}
        line = {"event": "published", "edition": fields.pop("number"), **fields}
        return {name: value for name, value in line.items() if value not in ("", {}, 0)}


@dataclass(frozen=True)
class Withdrawal:
    """That an edition must not be used any more."""

    slug: str
    edition: int
    """Its number."""
    date: date
    why: str
    code: str
    """The code of the edition."""
    was: str = ""
    """Its line on a branch, where two were joined."""

    def as_json(self) -> dict[str, Any]:
        """The withdrawal as it stands in the ledger, without the hash."""
        fields = asdict(self) | {"date": self.date.isoformat()}
        if not self.was:
            del fields["was"]
        return {"event": "withdrawn", "note": fields.pop("why"), **fields}


@dataclass(frozen=True)
class Renaming:
    """That a brief is called otherwise from then on; what was published keeps number and code."""

    slug: str
    """Its new name."""
    old: str
    """The one before."""
    date: date
    was: str = ""
    """Its line on a branch, where two were joined."""

    def as_json(self) -> dict[str, Any]:
        """The renaming as it stands in the ledger, without the hash."""
        fields = asdict(self) | {"date": self.date.isoformat()}
        if not self.was:
            del fields["was"]
        return {"event": "renamed", **fields}


Event = Edition | Withdrawal | Renaming
"""A line of the ledger, read."""


@dataclass(frozen=True)
class Ledger:
    """Everything that was published and withdrawn, in the order in which it happened."""

    events: Sequence[Event] = ()
    lines: Sequence[str] = ()

    @cached_property
    def heads(self) -> Sequence[Head]:
        """The kind of each event, and as texts its code, day, edition and brief: no event of a long
        ledger is made for it.
        """
        return heads_of(self.events, _head)

    def _events_of(self, kind: str) -> Iterator[Any]:
        return (self.events[n] for n, head in enumerate(self.heads) if head[0] == kind)

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Every edition of every brief."""
        return tuple(self._events_of(PUBLISHED))

    @cached_property
    def renamings(self) -> tuple[Renaming, ...]:
        """Every renaming of every brief."""
        return tuple(self._events_of(RENAMED))

    @cached_property
    def slugs(self) -> frozenset[str]:
        """The names under which anything was published."""
        return frozenset(head[-1] for head in self.heads if head[0] == PUBLISHED)

    @cached_property
    def _new_names(self) -> Mapping[str, str]:
        """Each name that a brief had before, and the one that it has now."""
        names: dict[str, str] = {}
        for renaming in self.renamings:
            before = names.get(renaming.old, renaming.old)
            names = {name: renaming.slug if now == before else now for name, now in names.items()}
            names[before] = renaming.slug
            names.pop(renaming.slug, None)  # it has a name again that it had before
        return names

    def name_now(self, slug: str) -> str:
        """The name that the brief has now that was called *slug* once."""
        return self._new_names.get(slug, slug)

    def names_of(self, slug: str) -> frozenset[str]:
        """Every name that the brief *slug* has had, the one of today with them."""
        now = self.name_now(slug)
        return frozenset({now, *(old for old, new in self._new_names.items() if new == now)})

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        """Where the editions and withdrawals of a brief stand, by its name of today."""
        places: dict[str, list[int]] = {}
        for number, head in enumerate(self.heads):
            if head[0] != RENAMED:
                places.setdefault(self.name_now(head[-1]), []).append(number)
        return places

    @cached_property
    def _published(self) -> dict[str, list[Edition]]:
        """The editions of each brief that somebody has asked for."""
        return {}

    @cached_property
    def _withdrawals(self) -> Mapping[tuple[str, int], Withdrawal]:
        gone: list[Withdrawal] = [*self._events_of(WITHDRAWN)]
        return {(self.name_now(one.slug), one.edition): one for one in reversed(gone)}

    def _history(self, slug: str) -> Iterator[Edition | Withdrawal]:
        """Give what happened to the brief *slug*, under whatever name, in its order."""
        for number in self._places.get(self.name_now(slug), ()):
            event = self.events[number]
            if not isinstance(event, Renaming):
                yield event

    @property
    def institute(self) -> str:
        """Whose ledger it is; empty where its first line was written before that was noted."""
        first = next(self._events_of(PUBLISHED), None)
        return first.institute if first else ""

    @cached_property
    def branch_ends(self) -> frozenset[End]:
        """The ends of branches that were merged, whose lines are written here once more."""
        return find_branch_ends(self.events, self.lines, lambda one: one.was, _event, _is_same)

    @cached_property
    def _by_digest(self) -> Mapping[str, int]:
        """Where the last edition stands that has a PDF with a digest."""
        if isinstance(self.events, Entries):  # no edition of a long ledger is made for it
            lines = enumerate(self.lines)
            return {digest: n for n, line in lines for digest in _DIGEST.findall(line)}
        events = enumerate(self.events)
        editions = ((n, one) for n, one in events if isinstance(one, Edition))
        return {published.sha256: n for n, one in editions for published in one.papers.values()}

    def edition_with_digest(self, digest: str) -> Edition | None:
        """The last edition that has a PDF with the SHA-256 *digest*; None where there is none."""
        number = self._by_digest.get(digest)
        event = None if number is None else self.events[number]
        return event if isinstance(event, Edition) else None

    @cached_property
    def codes(self) -> Mapping[str, int]:
        """The code of each edition, and where that stands."""
        heads = reversed([*enumerate(self.heads)])
        return {code: n for n, (kind, code, *_) in heads if kind == PUBLISHED}

    def edition_with_code(self, code: str) -> Edition | None:
        """The edition that has *code*; None where there is none."""
        number = self.codes.get(code)
        event = None if number is None else self.events[number]
        return event if isinstance(event, Edition) else None

    @cached_property
    def codes_by_end(self) -> Mapping[bytes, list[str]]:
        """The codes of editions by their number and check: `3-8F2C91`."""
        ends: dict[bytes, list[str]] = {}
        for code in self.codes:
            ends.setdefault("-".join(code.rsplit("-", 2)[1:]).encode(), []).append(code)
        return ends

    def published(self, slug: str) -> Sequence[Edition]:
        """Every edition of *slug*, the oldest first, whatever it was called then."""
        now = self.name_now(slug)
        if now not in self._published:
            self._published[now] = [one for one in self._history(now) if isinstance(one, Edition)]
        return self._published[now]

    def edition(self, slug: str, number: int) -> Edition | None:
        """The edition of *slug* that has this *number*; None where there is none."""
        return next((one for one in self.published(slug) if one.number == number), None)

    def withdrawal(self, edition: Edition) -> Withdrawal | None:
        """The withdrawal of *edition*; None where it may be used."""
        return self._withdrawals.get((self.name_now(edition.slug), edition.number))

    def last(self, slug: str) -> Edition | None:
        """The last edition of *slug*, withdrawn or not."""
        return next(reversed(self.published(slug)), None)

    def current(self, slug: str) -> Edition | None:
        """The last edition of *slug*, where it was not withdrawn: an older one never comes back."""
        last = self.last(slug)
        return last if last and not self.withdrawal(last) else None

    def next_number(self, slug: str, names: Sequence[str]) -> int:
        """The number of the next edition of *slug*; *names*: the brief in each of its languages,
        the main one first.

        A language follows the last edition of the main one under its number; any other number is
        new for all languages, so that one number never means two states of a brief.
        """
        newest = max((one.number for name in names for one in self.published(name)), default=0)
        main, own = self.last(names[0]), self.last(slug)
        lead = main.number if main else newest
        return lead if (own.number if own else 0) < lead else newest + 1

    def edition_of(self, slug: str, paper: str, html: str) -> Edition | None:
        """The current edition of *slug*, where its page on *paper* has the digest *html*."""
        current = self.current(slug)
        published = current.papers.get(paper) if current else None
        return current if published and published.html == html else None

    def before(self, slug: str, number: int) -> Edition | None:
        """The edition that readers of *slug* held when edition *number* came, to compare it with.

        That is the last that was not withdrawn by then; where all were, the last.
        """
        older: list[Edition] = []
        withdrawn: set[int] = set()
        for one in self._history(slug):
            if isinstance(one, Withdrawal):
                withdrawn.add(one.edition)
            elif one.number >= number:
                break
            else:
                older.append(one)
        held = [one for one in older if one.number not in withdrawn] or older
        return held[-1] if held else None

    def with_event(self, event: Event) -> Ledger:
        """The ledger with one more line."""
        return self.with_events([event])

    def with_events(self, events: Sequence[Event]) -> Ledger:
        """The ledger with a line more for each of *events*."""
        longer = add_lines(self.lines, [one.as_json() for one in events])
        if isinstance(self.events, Entries):
            return Ledger(self.events.followed_by(longer, map(_head, events)), longer)
        return Ledger((*self.events, *events), longer)

    def __bytes__(self) -> bytes:
        return "".join(f"{line}\n" for line in self.lines).encode()


_DIGEST = re.compile('"sha256": "([0-9a-f]{64})"')


def read_ledger(data: bytes, name: str, problems: Problems) -> Ledger:
    """Read a ledger from its bytes, none of them where there is none yet.

    Problems: those of a chain. An empty ledger comes back, for a broken one tells nothing.
    """
    return Ledger(*read_lines(data, name, _SHAPE, _RESTORE, problems))


def _head(event: Event) -> Head:
    """The words that an event is looked up by: its kind, code, day, edition, brief."""
    day = event.date.isoformat()
    if isinstance(event, Renaming):
        return RENAMED, "", day, "", event.slug
    if isinstance(event, Withdrawal):
        return WITHDRAWN, event.code, day, str(event.edition), event.slug
    return PUBLISHED, event.code, day, str(event.number), event.slug


PUBLISHED, WITHDRAWN, RENAMED = "published", "withdrawn", "renamed"


_RESTORE = "take the ledger from a copy that nobody has touched; it is only ever added to"


def _event(line: dict[str, Any]) -> Event:
    """Read what a line says. Raises ValueError and the like where it is no event."""
    kind = line.pop("event")
    line["date"] = date.fromisoformat(line["date"])
    if kind == "published":
        return _edition(line)
    if kind == "renamed":
        renaming = Renaming(**line)
        _check([renaming.slug, renaming.old, renaming.was], [])
        return renaming
    if kind != "withdrawn":
        raise ValueError
    withdrawal = Withdrawal(why=line.pop("note"), **line)
    texts = [withdrawal.slug, withdrawal.why, withdrawal.code, withdrawal.was]
    _check(texts, [withdrawal.edition])
    return withdrawal


def _edition(line: dict[str, Any]) -> Edition:
    line["papers"] = {name: PublishedPdf(**one) for name, one in line.get("papers", {}).items()}
    line["facts"] = {name: (label, value) for name, (label, value) in line.get("facts", {}).items()}
    line["rights"] = {name: (day, ways) for name, (day, ways) in line.get("rights", {}).items()}
    edition = Edition(number=line.pop("edition"), **line)
    published = edition.papers.values()
    texts = [edition.slug, edition.note, edition.code, edition.kind, edition.title]
    texts += [edition.standfirst, edition.language, edition.embargo, edition.issue]
    texts += [edition.institute, edition.was]
    pairs = [*edition.facts.values(), *edition.rights.values()]
    texts += [text for pair in pairs for text in pair]
    texts += [text for one in published for text in (one.file, one.sha256, one.html)]
    if type(edition.corrects) is not int or not 0 <= edition.corrects < edition.number:
        raise ValueError
    _check(texts, [edition.number, *(n for one in published for n in (one.size, one.pages))])
    return edition


_PDF = {one.name: COUNT if one.type == "int" else TEXT for one in fields(PublishedPdf)}
_NEEDED = {
    "slug": PLAIN_TEXT,
    "edition": f"({COUNT})",
    "date": DAY,
    "code": PLAIN_TEXT,
    "note": TEXT,
}
_SHAPE: LineShape[Event] = LineShape(
    _event,
    _head,
    (
        LineKind(
            PUBLISHED,
            {**_NEEDED, "event": '"published"'},
            {
                **{one.name: TEXT for one in fields(Edition) if one.default == ""},
                "papers": mapping_of(object_of(**_PDF)),
                "facts": mapping_of(list_of(TEXT, TEXT)),
                "rights": mapping_of(list_of(TEXT, TEXT)),
            },
        ),
        LineKind(WITHDRAWN, {**_NEEDED, "event": '"withdrawn"'}, {"was": TEXT}),
    ),
)


def _is_same(event: Event, other: Event) -> bool:
    """Whether two events are one, but for its place: its number, its folder, its line."""
    if isinstance(event, Edition) and isinstance(other, Edition):
        files = [
            {paper: replace(published, file="") for paper, published in edition.papers.items()}
            for edition in (event, other)
        ]
        alike = replace(
            other, number=event.number, papers=event.papers, corrects=event.corrects,
            institute=event.institute, was=event.was,
        )  # fmt: skip
        return files[0] == files[1] and alike == event
    if isinstance(event, Withdrawal) and isinstance(other, Withdrawal):
        return replace(other, edition=event.edition, was=event.was) == event
    return isinstance(other, Renaming) and replace(other, was=event.was) == event


def _check(texts: Iterable[object], numbers: Iterable[object]) -> None:
    """Raise ValueError where one of *texts* is no text, or one of *numbers* no count from 1."""
    if not all(isinstance(text, str) for text in texts):
        raise ValueError
    if not all(type(number) is int and number > 0 for number in numbers):
        raise ValueError


def make_code(
    slug: str, number: int, day: date, kind: str, note: str, pages: Mapping[str, str]
) -> str:
    """The code of an edition, short enough to be typed from paper: `DPRK-3-8F2C91`.

    *pages*: the digest of its page on each paper. Six digits say that it was not made up.
    """
    parts = [slug, str(number), day.isoformat(), kind, note]
    parts += [f"{paper} {digest}" for paper, digest in sorted(pages.items())]
    check = hash_line("\0".join(parts))[:6].upper()
    name = re.sub(r"[^A-Z0-9]+", "-", slug.upper()).strip("-") or "BRIEF"
    return f"{name}-{number}-{check}"


def changed_facts(
    old: Mapping[str, tuple[str, str]], new: Mapping[str, tuple[str, str]]
) -> Iterator[Change]:
    """Compare the facts of two editions, in the order of the newer one.

    One that is neither labelled nor printed among words has no label: readers do not know it.
    """
    for name, (label, value) in new.items():
        before = old[name][1] if name in old else ""
        if before != value:
            yield Change(name, label, before, value)
    for name, (label, value) in old.items():
        if name not in new:
            if label == re.sub("[-_]", " ", name):  # by which older ledgers call one without label
                label = ""
            yield Change(name, label, value, "")
