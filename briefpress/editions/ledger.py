"""The ledger: which editions there are, which one is current, and what a copy is.

`editions/ledger.jsonl` holds a line for each event, in the order in which they happened; the lines
are a chain. Nothing but the ledger is asked: no content, no network, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
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
class Entry:
    """A line of the ledger."""

    event: Literal["published", "withdrawn"]
    slug: str
    edition: int
    date: date
    note: str
    """What is new in the edition, or why it was withdrawn."""
    code: str
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
        """The entry as it stands in the ledger, without the hash."""
        said = asdict(self) | {"date": self.date.isoformat()}
        return {name: value for name, value in said.items() if value not in ("", {}, ())}


@dataclass(frozen=True)
class Ledger:
    """What has been published and withdrawn."""

    entries: tuple[Entry, ...] = ()
    lines: tuple[str, ...] = ()

    def published(self, slug: str) -> list[Entry]:
        """Every edition of *slug*, the oldest first."""
        return [one for one in self.entries if (one.event, one.slug) == ("published", slug)]

    def withdrawal(self, edition: Entry) -> Entry | None:
        """Where *edition* was withdrawn."""
        for one in self.entries:
            if (one.event, one.slug, one.edition) == ("withdrawn", edition.slug, edition.edition):
                return one
        return None

    def last(self, slug: str) -> Entry | None:
        """The last edition of *slug*, withdrawn or not."""
        return next(reversed(self.published(slug)), None)

    def current(self, slug: str) -> Entry | None:
        """The last edition of *slug*, where it was not withdrawn: an older one never comes back."""
        last = self.last(slug)
        return last if last and not self.withdrawal(last) else None

    def before(self, slug: str, edition: int) -> Entry | None:
        """What *edition* of *slug* is compared with: the one that readers held when it came.

        That is the last that was not withdrawn by then; where all were, the last.
        """
        older: list[Entry] = []
        withdrawn: set[int] = set()
        for one in self.entries:
            if one.slug != slug:
                continue
            if one.event == "withdrawn":
                withdrawn.add(one.edition)
            elif one.edition >= edition:
                break
            else:
                older.append(one)
        held = [one for one in older if one.edition not in withdrawn] or older
        return held[-1] if held else None

    def with_entry(self, entry: Entry) -> Ledger:
        """The ledger with one more line."""
        return Ledger((*self.entries, entry), add_line(self.lines, entry.as_json()))

    def __bytes__(self) -> bytes:
        return "".join(f"{line}\n" for line in self.lines).encode()


def read_ledger(data: bytes, name: str, problems: Problems) -> Ledger:
    """Read a ledger from its bytes, none of them where there is none yet.

    Problems: those of a chain. An empty ledger comes back, for a broken one tells nothing.
    """
    return Ledger(*read_lines(data, name, _entry, _RESTORE, problems))


_RESTORE = "take the ledger from a copy that nobody has touched; it is only ever added to"


def _entry(said: dict[str, Any]) -> Entry:
    """Make an entry of what a line says. Raises ValueError and the like where it is none."""
    said["date"] = date.fromisoformat(said["date"])
    said["papers"] = {name: Printed(**one) for name, one in said.get("papers", {}).items()}
    said["facts"] = {name: (label, value) for name, (label, value) in said.get("facts", {}).items()}
    entry = Entry(**said)
    texts = [entry.slug, entry.note, entry.code, entry.kind, entry.title, entry.standfirst]
    texts += [entry.embargo, entry.issue]
    texts += [entry.language, *(text for fact in entry.facts.values() for text in fact)]
    texts += [text for one in entry.papers.values() for text in (one.file, one.sha256, one.html)]
    numbers = [entry.edition, *(n for one in entry.papers.values() for n in (one.size, one.pages))]
    if (
        entry.event not in ("published", "withdrawn")
        or not all(isinstance(text, str) for text in texts)
        or not all(type(number) is int and number > 0 for number in numbers)
    ):
        raise ValueError
    return entry


def make_code(
    slug: str, edition: int, day: date, kind: str, note: str, pages: Mapping[str, str]
) -> str:
    """The code of an edition, short enough to be typed from paper: `DPRK-3-8F2C91`.

    *pages*: the digest of its page on each paper. Six digits say that it was not made up.
    """
    parts = [slug, str(edition), day.isoformat(), kind, note]
    parts += [f"{paper} {digest}" for paper, digest in sorted(pages.items())]
    check = hash_line("\0".join(parts))[:6].upper()
    name = re.sub(r"[^A-Z0-9]+", "-", slug.upper()).strip("-") or "BRIEF"
    return f"{name}-{edition}-{check}"


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
    for entry in reversed(ledger.entries):
        if any(printed.sha256 == digest for printed in entry.papers.values()):
            return judge_edition(name, entry, ledger)
    published = [entry for entry in ledger.entries if entry.event == "published"]
    for made_from in (*_codes_in(data, published), *_codes_in(_text_of(data), published)):
        stands = judge_edition(name, made_from, ledger)
        why = (
            f"it carries the code of edition {made_from.edition} of {made_from.slug}, but is not "
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
    published = [entry for entry in ledger.entries if entry.event == "published"]
    for entry in published:
        if entry.code == typed:
            return judge_edition(code, entry, ledger)
    known = [entry.code for entry in published]
    close = nearest(typed, known)
    hint = f"; {close}" if close.startswith("did you") else ""
    return Verdict(code, "UNKNOWN", f"no edition in this ledger has this code{hint}")


def judge_edition(name: str, entry: Entry, ledger: Ledger) -> Verdict:
    """Say how the edition *entry* stands, of which *name* is a copy."""
    ours = f"edition {entry.edition} of {entry.slug}, of {entry.date}"
    if gone := ledger.withdrawal(entry):
        why = f"{ours}; withdrawn on {gone.date}: {gone.note}"
        return _verdict(name, "WITHDRAWN", why, entry)
    last = ledger.last(entry.slug)
    assert last is not None
    if last.edition != entry.edition:
        withdrawn = ", which was withdrawn" if ledger.withdrawal(last) else ""
        why = f"{ours}; edition {last.edition} of {last.date} took its place{withdrawn}"
        return _verdict(name, "SUPERSEDED", why, entry)
    return _verdict(name, "CURRENT", ours, entry)


def _verdict(name: str, state: State, why: str, entry: Entry) -> Verdict:
    return Verdict(name, state, why, entry.slug, entry.edition, entry.code, entry.date.isoformat())


def _codes_in(data: bytes, published: Sequence[Entry]) -> Iterator[Entry]:
    """Give those of *published* whose code stands in *data*.

    Looked for by their ends: a pattern for the whole of a code takes hours over a file that is
    nothing but hyphens and capitals.
    """
    ends: dict[bytes, list[Entry]] = {}
    for entry in published:
        end = "-".join(entry.code.rsplit("-", 2)[1:])
        ends.setdefault(end.encode(), []).append(entry)
    for match in re.finditer(rb"(?<=-)[0-9]+-[0-9A-F]{6}(?![0-9A-Z])", data):
        for entry in ends.get(match[0], ()):
            start = match.end() - len(entry.code)
            whole = start >= 0 and data[start : match.end()] == entry.code.encode()
            if whole and not re.match(rb"[0-9A-Z-]", data[max(start - 1, 0) : start]):
                yield entry


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
