"""The approvals: who has approved which brief, and of what.

`editions/approvals.jsonl` holds a line for each approval, and one for each that was taken back, in
the order in which they were given; the lines are a chain, as those of the ledger. A line has the
digest of each part that was approved, so a change of another part leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from ..model.approvals import PARTS, Part, PartState, PartStates
from ..model.problems import Problems
from .hash_chain import End, add_line, find_branch_ends, read_lines
from .line_patterns import LineShape

FILE = "editions/approvals.jsonl"


@dataclass(frozen=True)
class Approval:
    """A line: that somebody has approved a brief as it was."""

    slug: str
    role: str
    by: str
    """The name of whoever gave it; empty where nobody knows it."""
    date: date
    note: str
    parts: PartStates
    """The parts that were approved, as they were."""
    was: str = ""
    """Its line on a branch, where two were joined."""

    def as_json(self) -> dict[str, Any]:
        """The approval as it stands in the file, without the hash."""
        return {
            **_head("approved", self),
            "note": self.note,
            "digests": {part: one.digest for part, one in self.parts.items()},
            "pieces": {part: {**one.pieces} for part, one in self.parts.items()},
        }


@dataclass(frozen=True)
class TakenBack:
    """A line: that an approval holds no longer, whatever became of the brief."""

    slug: str
    role: str
    by: str
    date: date
    why: str
    was: str = ""
    """Its line on a branch, where two were joined."""

    def as_json(self) -> dict[str, Any]:
        """The line as it stands in the file, without the hash."""
        return {**_head("taken back", self), "note": self.why}


Entry = Approval | TakenBack


def _head(event: str, entry: Entry) -> dict[str, Any]:
    day = entry.date.isoformat()
    head = {"event": event, "slug": entry.slug, "role": entry.role, "by": entry.by, "date": day}
    return {**head, "was": entry.was} if entry.was else head


@dataclass(frozen=True)
class Approvals:
    """Every approval, and every one that was taken back, in the order of the lines."""

    entries: Sequence[Entry] = ()
    lines: Sequence[str] = ()

    def last(self, names: Collection[str], role: str) -> Entry | None:
        """The last word of *role*, capitals aside, on the brief that has had these *names*; None
        where there is none.
        """
        of_brief = (one for one in reversed(self.entries) if one.slug in names)
        return next((one for one in of_brief if one.role.casefold() == role.casefold()), None)

    def knows(self, names: Collection[str]) -> bool:
        """Whether anybody has said anything of the brief that has had these *names*."""
        return any(one.slug in names for one in self.entries)

    @cached_property
    def branch_ends(self) -> frozenset[End]:
        """The ends of branches that were merged, whose lines are written here once more."""
        return find_branch_ends(self.entries, self.lines, lambda one: one.was, _entry, _is_same)

    def with_entry(self, entry: Entry) -> Approvals:
        """The approvals with one more line."""
        return Approvals((*self.entries, entry), add_line(self.lines, entry.as_json()))

    def __bytes__(self) -> bytes:
        return "".join(f"{line}\n" for line in self.lines).encode()


def read_approvals(data: bytes, name: str, problems: Problems) -> Approvals:
    """Read approvals from their bytes, none of them where there are none yet.

    Problems: those of a chain. None come back then, for a broken one tells nothing.
    """
    return Approvals(*read_lines(data, name, _SHAPE, _RESTORE, problems))


_RESTORE = "take the approvals from a copy that nobody has touched; they are only ever added to"


def _entry(line: dict[str, Any]) -> Entry:
    """Read what a line says. Raises ValueError and the like where it is no entry."""
    was = line.pop("was", "")
    head = {name: line.pop(name) for name in ("slug", "role", "by", "note")}
    if not all(isinstance(text, str) for text in (*head.values(), was)):
        raise ValueError
    slug, role, by, note = head.values()
    kind, day = line.pop("event"), date.fromisoformat(line.pop("date"))
    if kind == "approved":
        digests, pieces = line.pop("digests"), line.pop("pieces")
        parts = {
            part: _part_state(digests[part], pieces[part]) for part in PARTS if part in digests
        }
        if len(parts) == len(digests) and parts and not line:
            return Approval(slug, role, by, day, note, parts, was)
    elif kind == "taken back" and not line:
        return TakenBack(slug, role, by, day, note, was)
    raise ValueError


_SHAPE: LineShape[Entry] = LineShape(_entry, lambda _: ())


def _is_same(entry: Entry, other: Entry) -> bool:
    """Whether two entries are one, but for its line."""
    return replace(other, was=entry.was) == entry


def _part_state(digest: Any, pieces: dict[str, Any]) -> PartState:
    if not all(isinstance(text, str) for text in (digest, *pieces.values())):
        raise ValueError
    return PartState(digest, pieces)


# ---------------------------------------------------------------------------------------------
# Whether an approval holds


@dataclass(frozen=True)
class RoleState:
    """How it stands with the approval of one role."""

    role: str
    state: Literal["approved", "must look again", "taken back", "not yet"]
    of: tuple[Part, ...]
    """The parts that the role has to approve."""
    entry: Entry | None = None
    """Its last word."""
    changed: Mapping[Part, tuple[str, ...]] | None = None
    """The parts of which an approval is void, each with what is other in it; no names where the
    part was not approved at all, or nothing but its order is other."""

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON has it, for a script."""
        entry = self.entry
        fields = {
            "role": self.role,
            "state": self.state,
            "of": [*self.of],
            "by": entry.by if entry else "",
            "date": entry.date.isoformat() if entry else "",
            "note": (entry.why if isinstance(entry, TakenBack) else entry.note) if entry else "",
        }
        return {
            **fields,
            "changed": {part: [*names] for part, names in (self.changed or {}).items()},
        }

    @property
    def holds(self) -> bool:
        """Whether nobody of this role needs to look again."""
        return self.state == "approved"


def judge_role(
    role: str,
    of: Sequence[Part],
    names: Collection[str],
    approvals: Approvals,
    now: PartStates,
) -> RoleState:
    """Say how it stands with the approval by *role* of the parts *of* a brief.

    *names*: all that the brief has had. *now*: its parts as they are. An approval of before holds
    again once a part is what it was.
    """
    entry, parts = approvals.last(names, role), tuple(of)
    if entry is None:
        return RoleState(role, "not yet", parts)
    if isinstance(entry, TakenBack):
        return RoleState(role, "taken back", parts, entry)
    changed: dict[Part, tuple[str, ...]] = {}
    for part in parts:
        before = entry.parts.get(part)
        if before is None:
            changed[part] = ()
        elif before.digest != now[part].digest:
            changed[part] = now[part].changed_since(before)
    return RoleState(role, "must look again" if changed else "approved", parts, entry, changed)


def word_parts(parts: Iterable[str]) -> str:
    """Name *parts* in a sentence: `prose, facts and page`."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


NAMED = 3
"""Changed pieces of a part that a sentence names."""


def word_state(role_state: RoleState) -> str:
    """Say how it stands with an approval: `approved on 2024-11-26 by A. Name`."""
    entry = role_state.entry
    if entry is None:
        return "not yet"
    who = f" by {entry.by}" if entry.by else ""
    if isinstance(entry, TakenBack):
        return f"taken back on {entry.date}{who}: {entry.why}"
    given = f"approved on {entry.date}{who}"
    if not role_state.changed:
        return f"{given}: {entry.note}" if entry.note else given
    return f"must look again: {_word_changes(role_state, entry)}; {given}"


def _word_changes(role_state: RoleState, entry: Approval) -> str:
    changes = []
    for part, names in (role_state.changed or {}).items():
        named = ", ".join(names[:NAMED])
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        if part not in entry.parts:
            changes.append(f"{part} not looked at")
        else:
            changes.append(f"{part} changed ({named or 'the order'}{more})")
    return "; ".join(changes)
