"""Lines that are only ever added to: each carries a hash of itself and of the line before.

So a line which was changed, moved or taken out is noticed. The ledger and the register are such
chains.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from ..model.problems import Place, Problems

FIRST = "0" * 64
"""What the first line carries in place of a hash."""
FORMAT = 4
"""Number of the newest way in which lines are written; a line without one is of the first.

1: as it began. 2: the first line of a ledger names the institute, a line of the register where the
ledger ended. 3: a line carries the one that it was on a branch, or a mail address. 4: a brief
has another name. Others are written as 2 still.
"""

_SINCE: Mapping[int, Set[str]] = {4: {"old"}, 3: {"was", "email"}}
"""Fields by the format that brought them, the newest first."""

Line = TypeVar("Line")


@dataclass(frozen=True)
class End:
    """Where a chain ends, or ended once."""

    lines: int
    hash: str
    """The hash of its last line."""


def read_ends(texts: Iterable[str]) -> frozenset[End]:
    """Read ends as lines of a chain note them: `3 5c0f…`, the number of a line and its hash."""
    parts = (text.partition(" ") for text in dict.fromkeys(texts))
    return frozenset(End(int(n), digest) for n, _, digest in parts if n.isdecimal() and int(n))


def end_of(lines: Sequence[str]) -> End:
    """The end of a chain that has *lines*."""
    return End(len(lines), hash_line(lines[-1]) if lines else FIRST)


def add_line(lines: Sequence[str], fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Write *fields* as the line after *lines*."""
    return add_lines(lines, [fields])


def add_lines(lines: Sequence[str], new: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Write each of *new*, the fields of a line, one after another."""
    longer = [*lines]
    for fields in new:
        before = hash_line(longer[-1]) if longer else FIRST
        number = next((n for n, names in _SINCE.items() if fields.keys() & names), 2)
        longer.append(_line({**fields, "format": number, "before": before}))
    return tuple(longer)


def read_lines(
    data: bytes,
    name: str,
    make: Callable[[dict[str, Any]], Line],
    restore: str,
    problems: Problems,
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Read a chain from its bytes, none of them where there is none yet: entries and lines.

    *make* makes an entry of what a line says, and raises ValueError and the like where it is none.
    A byte order mark and line ends of Windows are no change: editors and git put them there.

    Problems: a line of a newer briefpress, which is not judged; a line that is no entry, that is
    not what was written, that does not carry the hash of the one before; *restore* is the hint of
    the last three. Nothing comes back then, for a broken chain tells nothing.
    """
    entries = []
    before = FIRST
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    except UnicodeDecodeError:
        problems.error(Place(name), "this is not UTF-8", restore)
        return (), ()
    # Not `splitlines`, which breaks a note at U+2028 as well.
    lines = text.split("\n") if data else []
    for number, line in enumerate(lines, 1):
        place = Place(name, number)
        try:
            fields = json.loads(line)
            if _is_newer(fields):
                problems.error(
                    place,
                    f"this line is of format {fields['format']}, written by a newer briefpress; "
                    f"this one knows format {FORMAT}",
                    "install the briefpress that wrote it, or a newer one",
                )
                return (), ()
            entry, carried, written = _read(fields, make)
            entries.append(entry)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            if line.startswith("<<<<<<< "):
                problems.error(
                    place,
                    "git has put the lines of two branches here, which both published",
                    "run `briefpress merge`: it joins them",
                )
            else:
                problems.error(place, "this line is no entry", restore)
            return (), ()
        if line != written:
            problems.error(place, "this line was changed", restore)
            return (), ()
        if carried != before:
            problems.error(
                place,
                "this line does not follow the one before: one of them was moved or is gone",
                restore,
            )
            return (), ()
        before = hash_line(line)
    return tuple(entries), tuple(lines)


def _read(fields: dict[str, Any], make: Callable[[dict[str, Any]], Line]) -> tuple[Line, str, str]:
    """Read what a line says: its entry, the hash of the line before, and the line as it is written.

    Raises KeyError, ValueError and the like where it is none.
    """
    del fields["hash"]
    written = _line(fields)
    carried = fields.pop("before")
    fields.pop("format", None)
    return make(fields), carried, written


def lines_within(line: str) -> Iterator[str]:
    """Give *line*, which another one carries, and those that it carries itself: where it was joined
    twice. Nothing where it is empty.
    """
    while line and isinstance(line, str):
        yield line
        try:
            line = json.loads(line).get("was", "")
        except (AttributeError, RecursionError, ValueError):  # somebody wrote it by hand
            return


def find_branch_ends(
    entries: Sequence[Line],
    lines: Sequence[str],
    carried: Callable[[Line], str],
    make: Callable[[dict[str, Any]], Line],
    is_same: Callable[[Line, Line], bool],
) -> frozenset[End]:
    """Find where the branches ended, or could have, whose lines are written once more in a chain.

    A line proves it by the one that it carries (*carried*): that follows a line that is known, and
    says the same (*is_same*). So nobody makes a lost line known without writing what it said.
    """
    if not any(map(carried, entries)):
        return frozenset()
    places = {FIRST: 0, **{hash_line(line): number for number, line in enumerate(lines, 1)}}
    ends = set()
    for entry in entries:
        try:
            for line in reversed([*lines_within(carried(entry))]):
                original, before, written = _read(json.loads(line), make)
                if line == written and before in places and is_same(original, entry):
                    end = End(places[before] + 1, hash_line(line))
                    places.setdefault(end.hash, end.lines)
                    ends.add(end)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            continue
    return frozenset(ends)


def _is_newer(fields: Any) -> bool:
    """Whether a line names a format that came after ours."""
    number = fields.get("format") if isinstance(fields, dict) else None
    return type(number) is int and number > FORMAT


def hash_line(line: str) -> str:
    """The hash of a line."""
    return sha256(line.encode()).hexdigest()


def _line(fields: Mapping[str, Any]) -> str:
    """Write a line, with its hash in it."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return json.dumps({**fields, "hash": hash_line(text)}, ensure_ascii=False, sort_keys=True)
