"""The ledger: which editions there are, which one is current, and what a copy is.

`editions/ledger.jsonl` holds a line for each event, in the order in which they happened; the lines
are a chain. Nothing but the ledger is asked: no content, no network, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from ..model.changes import Change
from ..model.problems import Problems, nearest
from .hash_chain import add_line, hash_line, read_lines

FILE = "editions/ledger.jsonl"
KINDS = ("editorial", "substantive", "material")
"""Classes of a correction: wording; what is said; a figure that was wrong or has changed."""


@dataclass(frozen=True)
class Printed:
    """A published PDF."""

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
    """What is new in it."""
    code: str
    """What its pages carry, to find it again: `DPRK-3-8F2C91`."""
    kind: str = ""
    """One of `KINDS`, or `first`."""
    title: str = ""
    standfirst: str = ""
    language: str = ""
    papers: Mapping[str, Printed] = field(default_factory=dict)
    """The main paper first."""
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Label and value of each, as they read."""
    embargo: str = ""
    """Until when nobody may report on it: `2026-12-01T09:00-05:00`."""
    issue: str = ""
    """Its place in a series: `Policy brief 12`."""

    def is_embargoed(self, now: datetime) -> bool:
        """Whether nobody may report on it yet; *now* knows its offset from Greenwich."""
        return bool(self.embargo) and now < datetime.fromisoformat(self.embargo)

    def as_json(self) -> dict[str, Any]:
        """The edition as it stands in the ledger, without the hash."""
        fields = asdict(self) | {"date": self.date.isoformat()}
        line = {"event": "published", "edition": fields.pop("number"), **fields}
        return {name: value for name, value in line.items() if value not in ("", {})}


@dataclass(frozen=True)
class Withdrawal:
    """That an edition must not be used any more."""

    slug: str
    edition: int
    """Its number."""
    date: date
    why: str
    code: str
    """Of the edition."""

    def as_json(self) -> dict[str, Any]:
        """The withdrawal as it stands in the ledger, without the hash."""
        fields = asdict(self) | {"date": self.date.isoformat()}
        return {"event": "withdrawn", "note": fields.pop("why"), **fields}


Event = Edition | Withdrawal
"""What a line of the ledger says."""


@dataclass(frozen=True)
class Ledger:
    """What has been published and withdrawn, in the order in which it happened."""

    events: tuple[Event, ...] = ()
    lines: tuple[str, ...] = ()

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Every edition of every brief."""
        return tuple(one for one in self.events if isinstance(one, Edition))

    @cached_property
    def _editions_of(self) -> Mapping[str, list[Edition]]:
        by_slug: dict[str, list[Edition]] = {}
        for one in self.editions:
            by_slug.setdefault(one.slug, []).append(one)
        return by_slug

    @cached_property
    def _withdrawals(self) -> Mapping[tuple[str, int], Withdrawal]:
        gone = [one for one in self.events if isinstance(one, Withdrawal)]
        return {(one.slug, one.edition): one for one in reversed(gone)}

    def published(self, slug: str) -> Sequence[Edition]:
        """Every edition of *slug*, the oldest first."""
        return self._editions_of.get(slug, [])

    def edition(self, slug: str, number: int) -> Edition | None:
        """The edition of *slug* that has this *number*; None where there is none."""
        return next((one for one in self.published(slug) if one.number == number), None)

    def withdrawal(self, edition: Edition) -> Withdrawal | None:
        """The withdrawal of *edition*; None where it may be used."""
        return self._withdrawals.get((edition.slug, edition.number))

    def last(self, slug: str) -> Edition | None:
        """The last edition of *slug*, withdrawn or not."""
        return next(reversed(self.published(slug)), None)

    def current(self, slug: str) -> Edition | None:
        """The last edition of *slug*, where it was not withdrawn: an older one never comes back."""
        last = self.last(slug)
        return last if last and not self.withdrawal(last) else None

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
        for one in self.events:
            if one.slug != slug:
                continue
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
        return Ledger((*self.events, event), add_line(self.lines, event.as_json()))

    def __bytes__(self) -> bytes:
        return "".join(f"{line}\n" for line in self.lines).encode()


def read_ledger(data: bytes, name: str, problems: Problems) -> Ledger:
    """Read a ledger from its bytes, none of them where there is none yet.

    Problems: those of a chain. An empty ledger comes back, for a broken one tells nothing.
    """
    return Ledger(*read_lines(data, name, _event, _RESTORE, problems))


_RESTORE = "take the ledger from a copy that nobody has touched; it is only ever added to"


def _event(line: dict[str, Any]) -> Event:
    """Read what a line says. Raises ValueError and the like where it is no event."""
    kind = line.pop("event")
    line["date"] = date.fromisoformat(line["date"])
    if kind == "published":
        return _edition(line)
    if kind != "withdrawn":
        raise ValueError
    withdrawal = Withdrawal(why=line.pop("note"), **line)
    _check([withdrawal.slug, withdrawal.why, withdrawal.code], [withdrawal.edition])
    return withdrawal


def _edition(line: dict[str, Any]) -> Edition:
    line["papers"] = {name: Printed(**one) for name, one in line.get("papers", {}).items()}
    line["facts"] = {name: (label, value) for name, (label, value) in line.get("facts", {}).items()}
    edition = Edition(number=line.pop("edition"), **line)
    printed = edition.papers.values()
    texts = [edition.slug, edition.note, edition.code, edition.kind, edition.title]
    texts += [edition.standfirst, edition.language, edition.embargo, edition.issue]
    texts += [text for fact in edition.facts.values() for text in fact]
    texts += [text for one in printed for text in (one.file, one.sha256, one.html)]
    _check(texts, [edition.number, *(n for one in printed for n in (one.size, one.pages))])
    return edition


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
    """Compare the facts of two editions, in the order of the newer one."""
    for name, (label, value) in new.items():
        before = old[name][1] if name in old else ""
        if before != value:
            yield Change(name, label, before, value)
    for name, (label, value) in old.items():
        if name not in new:
            yield Change(name, label, value, "")


# ---------------------------------------------------------------------------------------------
# Is this copy the current one?

State = Literal["CURRENT", "SUPERSEDED", "WITHDRAWN", "ALTERED", "UNKNOWN"]


@dataclass(frozen=True)
class Verdict:
    """What a copy is, and why."""

    copy: str
    """The file, or the code."""
    state: State
    why: str
    slug: str = ""
    edition: int | None = None
    code: str = ""
    date: str = ""


def judge_file(name: str, data: bytes, ledger: Ledger) -> Verdict:
    """Say what the PDF *data* is.

    Its digest finds it. Where that is unknown, the code that it carries, in its metadata or on its
    pages, tells what it was made from; it is then never the published file, whatever it shows.
    """
    digest = sha256(data).hexdigest()
    for edition in reversed(ledger.editions):
        if any(printed.sha256 == digest for printed in edition.papers.values()):
            return judge_edition(name, edition, ledger)
    known = ledger.editions
    for made_from in (*_codes_in(data, known), *_codes_in(_text_of(data), known)):
        stands = judge_edition(name, made_from, ledger)
        why = (
            f"it carries the code of edition {made_from.number} of {made_from.slug}, but is not "
            f"the file that was published; that edition is {stands.state}: {stands.why}"
        )
        return _verdict(name, "ALTERED", why, made_from)
    if not data.startswith(b"%PDF-") or not data.rstrip().endswith(b"%%EOF"):
        return Verdict(name, "UNKNOWN", "no whole PDF: it may have been cut off on its way")
    if b"<xmpMM:VersionID>redline<" in data:
        return Verdict(name, "UNKNOWN", "a redline: it was never published")
    if b"<xmpMM:VersionID>draft<" in data:
        return Verdict(name, "UNKNOWN", "a draft: it was never published")
    return Verdict(name, "UNKNOWN", "no edition in this ledger has its digest or its code")


def judge_code(code: str, ledger: Ledger) -> Verdict:
    """Say what the edition with *code* is, as it may have been typed from paper."""
    typed = re.sub(r"[\s\u00ad\u2010-\u2015\u2212-]+", "-", code.strip().upper())
    # Digits that look like letters: the check has no O, I or L.
    head, _, check = typed.rpartition("-")
    typed = f"{head}-{check.translate(str.maketrans('OIL', '011'))}"
    for edition in ledger.editions:
        if edition.code == typed:
            return judge_edition(code, edition, ledger)
    known = [edition.code for edition in ledger.editions]
    close = nearest(typed, known)
    hint = f"; {close}" if close.startswith("did you") else ""
    return Verdict(code, "UNKNOWN", f"no edition in this ledger has this code{hint}")


def judge_edition(name: str, edition: Edition, ledger: Ledger) -> Verdict:
    """Say how *edition* stands, of which *name* is a copy."""
    ours = f"edition {edition.number} of {edition.slug}, of {edition.date}"
    if gone := ledger.withdrawal(edition):
        why = f"{ours}; withdrawn on {gone.date}: {gone.why}"
        return _verdict(name, "WITHDRAWN", why, edition)
    last = ledger.last(edition.slug)
    assert last is not None
    if last.number != edition.number:
        withdrawn = ", which was withdrawn" if ledger.withdrawal(last) else ""
        why = f"{ours}; edition {last.number} of {last.date} took its place{withdrawn}"
        return _verdict(name, "SUPERSEDED", why, edition)
    return _verdict(name, "CURRENT", ours, edition)


def _verdict(name: str, state: State, why: str, edition: Edition) -> Verdict:
    day = edition.date.isoformat()
    return Verdict(name, state, why, edition.slug, edition.number, edition.code, day)


def _codes_in(data: bytes, published: Sequence[Edition]) -> Iterator[Edition]:
    """Give those of *published* whose code stands in *data*.

    Looked for by their ends: a pattern for the whole of a code takes hours over a file that is
    nothing but hyphens and capitals.
    """
    ends: dict[bytes, list[Edition]] = {}
    for edition in published:
        end = "-".join(edition.code.rsplit("-", 2)[1:])
        ends.setdefault(end.encode(), []).append(edition)
    for match in re.finditer(rb"(?<=-)[0-9]+-[0-9A-F]{6}(?![0-9A-Z])", data):
        for edition in ends.get(match[0], ()):
            start = match.end() - len(edition.code)
            whole = start >= 0 and data[start : match.end()] == edition.code.encode()
            if whole and not re.match(rb"[0-9A-Z-]", data[max(start - 1, 0) : start]):
                yield edition


def _text_of(data: bytes) -> bytes:
    """The text of the PDF *data*, as far as it can be read."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages: Sequence[Any] = document
            text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    except pypdfium2.PdfiumError:
        return b""
    return text.encode(errors="replace")
