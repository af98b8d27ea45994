"""The register: which copy of an edition was made for whom.

`editions/register.jsonl` holds a line for each copy, in the order in which they were made, and one
for each run that was a mistake and is recalled; the lines are a chain, as those of the ledger. A
line is written before its copy is, so there is no copy without one. With the ledger it tells who
holds what has been superseded or withdrawn since.
"""

from __future__ import annotations

import hmac
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from ..model.problems import Problems
from .files import read_chain
from .hash_chain import End, add_lines, find_branch_ends, hash_line, read_ends, read_lines
from .ledger import Ledger
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
)
from .verdict import State, Verdict, judge_edition, read_code

FILE = "editions/register.jsonl"
Distribution = Literal["public", "limited", "restricted", "not-for-publication"]
"""Classes of distribution, the widest first."""


@dataclass(frozen=True)
class Copy:
    """A line of the register: a copy of an edition, and its recipient."""

    slug: str
    edition: int
    code: str
    """The code of the copy: that of its edition, its number, two digits of its recipient."""
    number: int
    total: int
    """How many were made together."""
    name: str
    date: date
    paper: str
    file: str
    sha256: str
    """The SHA-256 of the file that holds it; where one file holds all of them, it is theirs
    together."""
    organisation: str = ""
    language: str = ""
    distribution: Distribution | Literal[""] = ""
    ledger: str = ""
    """Where the ledger ended then: the number of its last line, and its hash."""
    was: str = ""
    """Its line on a branch, where two were joined."""
    email: str = ""
    """The address of the recipient."""
    key: str = ""
    """The secret that the codes of this copy and of those after it are made with; who has not the
    register cannot make one up. Only the first line that has one counts."""

    @property
    def recipient(self) -> str:
        """Whom it was made for, in a line."""
        return f"{self.name}, {self.organisation}" if self.organisation else self.name

    def as_json(self) -> dict[str, Any]:
        """The copy as it stands in the register, without the hash."""
        fields = asdict(self) | {"date": self.date.isoformat()}
        return {name: value for name, value in fields.items() if value != ""}


@dataclass(frozen=True)
class Recall:
    """A line of the register: that copies were a mistake, and must not be used."""

    slug: str
    codes: tuple[str, ...]
    """The codes of the copies."""
    date: date
    why: str
    ledger: str = ""
    """Where the ledger ended then."""
    was: str = ""
    """Its line on a branch, where two were joined."""

    def as_json(self) -> dict[str, Any]:
        """The recall as it stands in the register, without the hash."""
        fields = {**asdict(self), "date": self.date.isoformat(), "event": "recalled"}
        return {name: value for name, value in fields.items() if value != ""}


@dataclass(frozen=True)
class Register:
    """Which copies were made, and which of them were recalled, in the order of the lines."""

    entries: Sequence[Copy | Recall] = ()
    lines: Sequence[str] = ()

    @cached_property
    def heads(self) -> Sequence[Head]:
        """The kind of each entry, and as texts its code, day, edition, where the ledger ended then,
        its digest and brief: no entry of a long register is made for it.
        """
        return heads_of(self.entries, _head)

    @cached_property
    def key(self) -> str:
        """The secret that codes of copies are made with; empty where nobody has chosen it yet."""
        keyed = (n for n, line in enumerate(self.lines) if '"key": "' in line)
        first = next(keyed, None)
        entry = None if first is None else self.entries[first]
        return entry.key if isinstance(entry, Copy) else ""

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        """Every copy, recalled or not."""
        return tuple(one for one in self.entries if isinstance(one, Copy))

    @cached_property
    def slugs(self) -> frozenset[str]:
        """The briefs of which copies were made, by their names of then."""
        return frozenset(head[-1] for head in self.heads if head[0] == COPIED)

    @property
    def ledger_ends(self) -> frozenset[End]:
        """Where the ledger ended when a line was written."""
        return read_ends(head[4] for head in self.heads)

    @cached_property
    def branch_ends(self) -> frozenset[End]:
        """The ends of branches that were merged, whose lines are written here once more."""
        return find_branch_ends(self.entries, self.lines, lambda one: one.was, _entry, _is_same)

    @cached_property
    def _recalls(self) -> Mapping[str, Recall]:
        """The recall of each copy, by its code; none for a copy that was made once more."""
        recalls: dict[str, Recall] = {}
        for number, head in enumerate(self.heads):
            if head[0] == COPIED:
                recalls.pop(head[1], None)
            elif isinstance(entry := self.entries[number], Recall):
                recalls |= dict.fromkeys(entry.codes, entry)
        return recalls

    def _places(self, field: int) -> Mapping[str, list[int]]:
        """Give the places of copies in the register, by what one *field* of their heads says."""
        places: dict[str, list[int]] = {}
        for number, head in enumerate(self.heads):
            if head[0] == COPIED:
                places.setdefault(head[field], []).append(number)
        return places

    @cached_property
    def _by_code(self) -> Mapping[str, list[int]]:
        return self._places(1)

    @cached_property
    def _by_digest(self) -> Mapping[str, list[int]]:
        return self._places(5)

    def _copies_at(self, places: Iterable[int]) -> list[Copy]:
        return [one for one in map(self.entries.__getitem__, places) if isinstance(one, Copy)]

    def copies_with_digest(self, digest: str) -> Sequence[Copy]:
        """The copies that the file with the SHA-256 *digest* holds."""
        return self._copies_at(self._by_digest.get(digest, ()))

    def copies_with_code(self, code: str) -> Sequence[Copy]:
        """The copies that have *code*: one has a line for each file that it was written into."""
        return self._copies_at(self._by_code.get(code, ()))

    def recall(self, copy: Copy) -> Recall | None:
        """The recall of *copy*; None where it may be used."""
        return self._recalls.get(copy.code)

    def last_run(self, names: Collection[str]) -> tuple[Copy, ...]:
        """The copies of a brief that were made together last and are not recalled, in order.

        *names*: all that it has had. A run is a row of lines, of one edition and one day, whose
        numbers rise.
        """
        run: list[Copy] = []
        for copy in reversed(self.copies):
            if copy.slug not in names or self.recall(copy):
                if run:
                    break
                continue
            if run and (_run_of(copy) != _run_of(run[-1]) or copy.number >= run[-1].number):
                break
            run.append(copy)
        return tuple(reversed(run))

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], int]:
        """How many copies were made of an edition, by slug and number."""
        heads = {head[1]: head for head in self.heads if head[0] == COPIED}
        return Counter((head[-1], head[3]) for head in heads.values())

    def copies_of(self, slug: str, edition: int) -> Sequence[Copy]:
        """The copies of an edition that are not recalled."""
        places = (
            number
            for number, head in enumerate(self.heads)
            if head[0] == COPIED and (head[-1], head[3]) == (slug, str(edition))
        )
        return [copy for copy in self._copies_at(places) if not self.recall(copy)]

    def count_copies(self, slug: str, edition: int) -> int:
        """How many copies were made of an edition, each once, into however many files it went."""
        return self._numbers.get((slug, str(edition)), 0)

    def with_copies(self, copies: Sequence[Copy], key: str = "") -> Register:
        """The register with *copies*; one that it has, to the byte of its file, has its line.

        One that was recalled gets a line anew. *key*: what their codes are made with.
        """
        new = [
            one
            for one in copies
            if self.recall(one)
            or all(known.sha256 != one.sha256 for known in self.copies_with_code(one.code))
        ]
        if new and not self.key:
            new[0] = replace(new[0], key=key)
        return self._with(new)

    def with_entries(self, entries: Sequence[Copy | Recall]) -> Register:
        """The register with more lines, those of another branch."""
        return self._with(entries)

    def with_recall(self, recall: Recall) -> Register:
        """The register with one more line, which recalls copies."""
        return self._with([recall])

    def _with(self, new: Sequence[Copy | Recall]) -> Register:
        longer = add_lines(self.lines, [one.as_json() for one in new])
        if isinstance(self.entries, Entries):
            return Register(self.entries.followed_by(longer, map(_head, new)), longer)
        return Register((*self.entries, *new), longer)

    def __bytes__(self) -> bytes:
        return "".join(f"{line}\n" for line in self.lines).encode()


def _run_of(copy: Copy) -> tuple[object, ...]:
    return copy.edition, copy.date, copy.total, copy.paper, copy.distribution


def read_register(data: bytes, name: str, problems: Problems) -> Register:
    """Read a register from its bytes, none of them where there is none yet.

    Problems: those of a chain. An empty register comes back, for a broken one tells nothing.
    """
    return Register(*read_lines(data, name, _SHAPE, _RESTORE, problems))


def beside(ledger: Path) -> tuple[str, bytes]:
    """The register that lies beside *ledger*: its name, and its bytes, none where there is none."""
    path = ledger.with_name(Path(FILE).name)
    try:
        return str(path), read_chain(path)
    except FileNotFoundError:
        return str(path), b""


def _head(entry: Copy | Recall) -> Head:
    """The words to look an entry up by: its kind, code, day, edition, ledger, digest, brief."""
    day = entry.date.isoformat()
    if isinstance(entry, Recall):
        return RECALLED, "", day, "", entry.ledger, "", entry.slug
    return COPIED, entry.code, day, str(entry.edition), entry.ledger, entry.sha256, entry.slug


COPIED, RECALLED = "copied", "recalled"


_RESTORE = "take the register from a copy that nobody has touched; it is only ever added to"


def _entry(fields: dict[str, Any]) -> Copy | Recall:
    """Make an entry of what a line says. Raises ValueError and the like where it is none."""
    fields["date"] = date.fromisoformat(fields["date"])
    if fields.pop("event", "copied") == "recalled":
        recall = Recall(**{**fields, "codes": tuple(fields["codes"])})
        texts = (recall.slug, recall.why, recall.ledger, recall.was, *recall.codes)
        if not all(isinstance(one, str) for one in texts):
            raise ValueError
        return recall
    copy = Copy(**fields)
    values = vars(copy) | {"date": ""}
    numbers = ("edition", "number", "total")
    if not all(
        type(value) is int and value > 0 if name in numbers else isinstance(value, str)
        for name, value in values.items()
    ):
        raise ValueError
    return copy


_PLAIN = ("slug", "code", "sha256")
_COPY_FIELDS = {
    one.name: PLAIN_TEXT if one.name in _PLAIN else TEXT
    for one in fields(Copy)
    if one.default is MISSING
} | {"edition": f"({COUNT})", "number": COUNT, "total": COUNT, "date": DAY}
_SHAPE: LineShape[Copy | Recall] = LineShape(
    _entry,
    _head,
    (
        LineKind(
            COPIED,
            _COPY_FIELDS,
            {one.name: TEXT for one in fields(Copy) if one.default == ""} | {"ledger": PLAIN_TEXT},
        ),
    ),
)


def _is_same(one: Copy | Recall, other: Copy | Recall) -> bool:
    """Whether two entries are one, but for its place: the number of its edition, its line."""
    if isinstance(one, Copy) and isinstance(other, Copy):
        return replace(other, edition=one.edition, was=one.was) == one
    return isinstance(other, Recall) and replace(other, was=one.was) == one


def make_key() -> str:
    """Make what codes of copies are made with."""
    from secrets import token_hex

    return token_hex(16)


def make_copy_code(
    code: str,
    number: int,
    total: int,
    name: str,
    organisation: str,
    distribution: str,
    key: str = "",
) -> str:
    """The code of a copy: that of its edition, its number, six digits that tell its recipient.

    Nobody can work them out without the *key*. Where there is none they are two: so it is in
    registers that were begun before there were keys.
    """
    parts = (code, str(number), str(total), name, organisation, distribution)
    text = chr(0).join(parts)
    if not key:
        return f"{code}-{number:03}-{hash_line(text)[:2].upper()}"
    digits = hmac.new(key.encode(), text.encode(), "sha256").hexdigest()[:6].upper()
    return f"{code}-{number:03}-{digits}"


# ---------------------------------------------------------------------------------------------
# Who holds what


@dataclass(frozen=True)
class Holding:
    """A copy, and how its edition stands today."""

    copy: Copy
    state: State
    """How its edition stands, or that it was recalled."""
    why: str

    def as_json(self) -> dict[str, Any]:
        """For a script: the line of the register, the state and why."""
        copy = self.copy.as_json()
        copy.pop("key", None)  # it is nobody's but the register's
        return {**copy, "state": self.state, "why": self.why}


def list_holdings(register: Register, ledger: Ledger, slug: str | None = None) -> list[Holding]:
    """Say of every copy, or of those of *slug*, how its edition stands; in order of making."""
    judged: dict[tuple[str, int], tuple[State, str]] = {}
    holdings = []
    names = ledger.names_of(slug) if slug else ()
    for copy in register.copies:
        if slug and copy.slug not in names:
            continue
        key = (copy.slug, copy.edition)
        if key not in judged:
            edition = ledger.edition(*key)
            verdict = judge_edition(copy.slug, edition, ledger) if edition else None
            judged[key] = (
                (verdict.state, verdict.why)
                if verdict
                else ("UNKNOWN", "its edition is not in this ledger")
            )
        recall = register.recall(copy)
        holdings.append(
            Holding(copy, "RECALLED", _word_recall(recall))
            if recall
            else Holding(copy, *judged[key])
        )
    return holdings


@dataclass(frozen=True)
class Holder:
    """Somebody who holds copies that are not to be used."""

    name: str
    organisation: str
    email: str
    language: str
    held: tuple[Holding, ...]


def list_holders(holdings: Sequence[Holding]) -> list[Holder]:
    """List whoever holds copies that are superseded, withdrawn or recalled, each once."""
    held: dict[tuple[str, str], dict[str, Holding]] = {}
    for one in holdings:
        if one.state != "CURRENT":
            who = one.copy.name, one.copy.organisation
            held.setdefault(who, {})[one.copy.code] = one  # once, into however many files it went
    holders = []
    for (name, organisation), copies in held.items():
        newest = [*reversed(copies.values())]
        email = next((one.copy.email for one in newest if one.copy.email), "")
        language = next((one.copy.language for one in newest if one.copy.language), "")
        holders.append(Holder(name, organisation, email, language, tuple(copies.values())))
    return holders


def _word_recall(recall: Recall) -> str:
    return f"recalled on {recall.date}: {recall.why}"


def judge_copy_digest(name: str, digest: str, register: Register, ledger: Ledger) -> Verdict | None:
    """Say whose copy the file with the SHA-256 *digest* is; None where the register has none."""
    held = register.copies_with_digest(digest)
    return _judge(name, held, register, ledger) if held else None


def tell_named_copies(verdict: Verdict, register: Register) -> Verdict:
    """Add to the *verdict* on the file of an edition that named copies of it were made.

    Whoever was given one may have cut it back to what it is a copy of.
    """
    if verdict.edition is None:
        return verdict
    number = register.count_copies(verdict.slug, verdict.edition)
    if not number:
        return verdict
    made = "1 named copy was made" if number == 1 else f"{number} named copies were made"
    return replace(verdict, why=f"{verdict.why}; it bears no name, and {made} of that edition")


def judge_copy(
    name: str,
    data: bytes,
    verdict: Verdict,
    register: Register,
    ledger: Ledger,
    *,
    is_whole: bool = True,
) -> Verdict:
    """Say whose copy the PDF *data* is; *verdict*, what the ledger says of it, where it is none.

    The digest finds the copy. Where that is unknown, its code in the metadata tells whose copy it
    was before somebody changed it. *is_whole*: whether the register is here, all of it: otherwise
    a copy that it does not know may still be a true one, and is UNKNOWN.
    """
    stands = judge_copy_digest(name, sha256(data).hexdigest(), register, ledger)
    if stands:
        return stands
    if verdict.state != "ALTERED":
        return verdict
    codes = [match.decode() for match in _CODE.findall(data)]
    known = (copy for code in codes for copy in register.copies_with_code(code))
    changed = next(known, None)
    if changed:
        whose = f"it was copy {changed.number} of {changed.total}, of {changed.recipient}; "
        return replace(verdict, why=whose + verdict.why)
    mark = re.compile(rf"{re.escape(verdict.code)}-[0-9]{{3,}}-[0-9A-F]{{2,}}")
    unknown = next((code for code in codes if mark.fullmatch(code)), None)
    if unknown is None:
        return verdict
    if is_whole:
        return replace(verdict, why=f"{verdict.why}; the register knows no copy {unknown}")
    why = f"it says that it is the copy {unknown}; {_MISSING}"
    return replace(verdict, state="UNKNOWN", why=why)


_MISSING = f"the register of copies, {Path(FILE).name}, which would know it, is not here"


def judge_copy_code(
    code: str, verdict: Verdict, register: Register, ledger: Ledger, *, is_whole: bool = True
) -> Verdict:
    """Say whose copy has *code*; *verdict*, what the ledger says of it, where it is of none.

    *is_whole*: whether the register is here, all of it.
    """
    typed = read_code(code)
    held = register.copies_with_code(typed)
    if held and (stands := _judge(code, held[-1:], register, ledger)):
        return stands
    if verdict.state == "UNKNOWN" and re.search(r"-[0-9A-F]{6}-[0-9]{3,}-[0-9A-F]{2,}$", typed):
        missing = "the register knows no copy with this code" if is_whole else _MISSING
        return replace(verdict, why=f"it is the code of a named copy; {missing}")
    return verdict


_CODE = re.compile(rb"(?<=<rdf:li>)[A-Z0-9-]{1,200}(?=</rdf:li>)")


def _judge(name: str, held: Sequence[Copy], register: Register, ledger: Ledger) -> Verdict | None:
    edition = ledger.edition(held[0].slug, held[0].edition)
    if edition is None:
        return None
    stands = judge_edition(name, edition, ledger)
    if len({copy.number for copy in held}) > 1:
        numbers = sorted(copy.number for copy in held)
        whose = f"copies {numbers[0]} to {numbers[-1]} of {held[0].total}, in one file"
    else:
        whose = f"copy {held[0].number} of {held[0].total}, of {held[0].recipient}"
    recalls = [recall for copy in held if (recall := register.recall(copy))]
    if len(recalls) == len(held):
        why = f"{whose}; {_word_recall(recalls[-1]).rstrip('.')}; it was of {stands.why}"
        return replace(stands, state="RECALLED", why=why)
    return replace(stands, why=f"{whose}; {stands.why}")
