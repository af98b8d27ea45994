"""Two ledgers that went apart, or two registers → one that holds the lines of both.

Two colleagues who publish on two branches each add lines to the same end. The lines of one branch
stay as they are; those of the other are written once more below them, and each says where it stood
before, so that whoever remembers that end finds it still. An edition keeps its PDFs to the byte and
its code, which is printed on them; only where both branches published the same brief, the second
one gets the next number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from .approvals import Approval, Approvals, TakenBack
from .hash_chain import hash_line, lines_within
from .ledger import Edition, Event, Ledger, PublishedPdf, Renaming
from .register import Copy, Recall, Register

Entry = TypeVar("Entry", bound="Event | Copy | Recall | Approval | TakenBack")


@dataclass(frozen=True)
class Rejoined:
    """An event that was written below the other branch's lines."""

    before: Event
    """As its branch has it."""
    after: Event

    @property
    def is_renumbered(self) -> bool:
        """Whether it is an edition that has another number now."""
        numbers = {one.number for one in (self.before, self.after) if isinstance(one, Edition)}
        return len(numbers) == 2


@dataclass(frozen=True)
class JoinedLedger:
    """The ledger of two branches."""

    ledger: Ledger
    moved: tuple[Rejoined, ...]

    @property
    def numbers(self) -> Mapping[tuple[str, int], int]:
        """The number that an edition of the second branch has now, by its slug and the one before;
        only those that have another one.
        """
        return {
            (one.before.slug, one.before.number): one.after.number
            for one in self.moved
            if isinstance(one.before, Edition) and isinstance(one.after, Edition)
            if one.is_renumbered
        }


Chain = TypeVar("Chain", Ledger, Register, Approvals)


def comes_first(one: Chain, other: Chain) -> bool:
    """Whether the lines of *one* stay as they are, and *other* is the second branch.

    The same two give the same answer in any order: that comes first whose first line of its own is
    dated earlier; of the same day the longer one, or the one whose line has the lower hash.
    """
    common = _common(one.lines, other.lines)
    if min(len(one.lines), len(other.lines)) == common:
        return len(one.lines) >= len(other.lines)

    def rank(chain: Chain) -> tuple[object, ...]:
        entries = chain.events if isinstance(chain, Ledger) else chain.entries
        return entries[common].date, -len(chain.lines), hash_line(chain.lines[common])

    return rank(one) <= rank(other)


def join_ledgers(first: Ledger, second: Ledger) -> JoinedLedger:
    """Write the lines that *second* has of its own below those of *first*."""
    joined = first
    moved: list[Rejoined] = []
    numbers: dict[tuple[str, int], int] = {}
    for event, was in _own(first.events, first.lines, second.events, second.lines):
        if isinstance(event, Edition):
            if any(one.code == event.code for one in joined.published(event.slug)):
                continue  # both branches took it from a third one
            last = joined.last(event.slug)
            number = last.number + 1 if last else event.number
            numbers[event.slug, event.number] = number
            now: Event = _renumber(event, number, numbers, was)
        elif isinstance(event, Renaming):
            now = replace(event, was=was)
        else:
            edition = numbers.get((event.slug, event.edition), event.edition)
            now = replace(event, edition=edition, was=was)
        moved.append(Rejoined(event, now))
        joined = joined.with_event(now)
    return JoinedLedger(joined, tuple(moved))


def join_registers(
    first: Register, second: Register, numbers: Mapping[tuple[str, int], int]
) -> Register:
    """Write the lines that *second* has of its own below those of *first*.

    *numbers*: what editions of the second branch are called now.
    """
    entries: list[Copy | Recall] = []
    for entry, was in _own(first.entries, first.lines, second.entries, second.lines):
        if isinstance(entry, Copy):
            edition = numbers.get((entry.slug, entry.edition), entry.edition)
            entries.append(replace(entry, edition=edition, was=was))
        else:
            entries.append(replace(entry, was=was))
    return first.with_entries(entries)


def join_approvals(first: Approvals, second: Approvals) -> Approvals:
    """Write the lines that *second* has of its own below those of *first*."""
    joined = first
    for entry, was in _own(first.entries, first.lines, second.entries, second.lines):
        joined = joined.with_entry(replace(entry, was=was))
    return joined


def _own(
    first: Sequence[Entry],
    first_lines: Sequence[str],
    second: Sequence[Entry],
    second_lines: Sequence[str],
) -> Iterator[tuple[Entry, str]]:
    """Give the entries of the *second* chain that the *first* has not, and the line of each."""
    common = _common(first_lines, second_lines)
    known = {*first_lines[common:]}
    known |= {line for one in first for line in lines_within(one.was)}
    for entry, line in [*zip(second, second_lines, strict=True)][common:]:
        if not known & {line, *lines_within(entry.was)}:
            yield entry, line


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two chains have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _renumber(
    edition: Edition, number: int, numbers: Mapping[tuple[str, int], int], was: str
) -> Edition:
    """Give *edition* its *number*, and its files the folder of that."""
    before, now = (f"editions/{edition.slug}/{one}/" for one in (edition.number, number))
    papers: dict[str, PublishedPdf] = {
        paper: replace(one, file=now + one.file.removeprefix(before))
        if one.file.startswith(before)
        else one
        for paper, one in edition.papers.items()
    }
    corrects = numbers.get((edition.slug, edition.corrects), edition.corrects)
    return replace(edition, number=number, papers=papers, corrects=corrects, institute="", was=was)
