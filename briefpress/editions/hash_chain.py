"""Lines that are only ever added to: each carries a hash of itself and of the line before.

So a line which was changed, moved or taken out is noticed. The ledger and the register are such
chains.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from ..model.problems import Place, Problems
from .line_patterns import (
    FORMAT,
    HASH,
    LENGTH_OF_HASH,
    Entries,
    Head,
    LineKind,
    LineShape,
    LongList,
)

FIRST = "0" * 64
"""The first line carries this in place of a hash."""
_SINCE: Mapping[int, Set[str]] = {4: {"old", "key"}, 3: {"was", "email"}}
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


def add_line(lines: Sequence[str], fields: Mapping[str, Any]) -> Sequence[str]:
    """Write *fields* as the line after *lines*."""
    return add_lines(lines, [fields])


def add_lines(lines: Sequence[str], new: Sequence[Mapping[str, Any]]) -> Sequence[str]:
    """Write each of *new*, the fields of a line, one after another."""
    before = hash_line(lines[-1]) if lines else FIRST
    more: list[str] = []
    for fields in new:
        number = next((n for n, names in _SINCE.items() if fields.keys() & names), 2)
        more.append(_line({**fields, "format": number, "before": before}))
        before = hash_line(more[-1])
    return lines.followed_by(more) if isinstance(lines, LongList) else (*lines, *more)


def read_lines(
    data: bytes, name: str, shape: LineShape[Line], restore: str, problems: Problems
) -> tuple[Sequence[Line], Sequence[str]]:
    """Read a chain from its bytes, none of them where there is none yet: entries and lines.

    A byte order mark and line ends of Windows are no change: editors and git put them there.

    Problems: a line of a newer briefpress, which is not judged; a line that is no entry, that is
    not what was written, that does not carry the hash of the one before; *restore* is the hint of
    the last three. Nothing comes back then, for a broken chain tells nothing.
    """
    is_long = data.count(b"\n") > LONG
    check = _Checker(shape.kinds, data) if is_long else None
    lines: list[str] = []
    entries: list[Line] = []
    heads: list[Head] = []
    before = FIRST
    for number, raw in enumerate(_split(data), 1):
        try:
            line = raw.decode()
        except UnicodeDecodeError:
            problems.error(Place(name), "this is not UTF-8", restore)
            return (), ()
        if check and (head := check.head_of(line, raw, before)):
            heads.append(head)
        else:
            entry = _read_line(Place(name, number), line, before, shape.make, restore, problems)
            if entry is None:
                return (), ()
            if is_long:
                heads.append(shape.head(entry))
            else:
                entries.append(entry)
        before = sha256(raw).hexdigest()
        lines.append(line)
    if is_long:
        long = LongList(lines, len(lines))
        heads_of_all = LongList(heads, len(heads))
        return Entries(
            long, heads_of_all, lambda line: _read(json.loads(line), shape.make)[0]
        ), long
    return tuple(entries), tuple(lines)


def _split(data: bytes) -> Iterator[bytes]:
    """Give the lines of *data*, at `\\n` alone: a note may hold U+2028."""
    start = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
    while start < len(data):
        end = data.find(b"\n", start)
        line = data[start : end if end >= 0 else len(data)]
        yield line.removesuffix(b"\r") if end >= 0 else line
        start = end + 1 if end >= 0 else len(data)


LONG = 1_000
"""Lines of a chain beyond which its entries are made when somebody asks for them. The patterns
that this needs take as long as 300 lines do."""


class _Checker:
    """Finds sound lines of a long chain without parsing them."""

    def __init__(self, kinds: Sequence[LineKind], data: bytes) -> None:
        """*data*: of the whole chain."""
        self._patterns = [(one.name, one.pattern(is_plain=False)) for one in kinds]
        self._plain = [(one.name, one.pattern(is_plain=True)) for one in kinds]
        if len(data.translate(None, _CONTROL)) != len(data):
            self._plain = self._patterns
        self._days: set[str] = set()

    def head_of(self, line: str, raw: bytes, before: str) -> Head | None:
        """The head of *line*, where it is sound and follows the line whose hash is *before*.

        *raw*: its bytes. None where it has to be read to know.
        """
        for name, pattern in self._patterns if "\\" in line else self._plain:
            if match := pattern.fullmatch(line):
                at = raw.find(_HASH)
                text = raw[:at] + raw[at + LENGTH_OF_HASH :]
                head = (name, *match.groups(""))
                is_sound = (
                    line.startswith(before, _START)
                    and raw.startswith(sha256(text).hexdigest().encode(), at + len(_HASH))
                    and (head[_DATE] in self._days or self._is_day(head[_DATE]))
                )
                return head if is_sound else None
        return None

    def _is_day(self, text: str) -> bool:
        try:
            date.fromisoformat(text)
        except ValueError:
            return False
        self._days.add(text)
        return True


_CONTROL = bytes(one for one in range(32) if one != ord("\n"))
_HASH = HASH.encode()
_DATE = 2
"""Where the day stands in a head, behind the code."""
_START = len('{"before": "')
"""Where the hash of the line before stands in each line."""


def _read_line(
    place: Place,
    line: str,
    before: str,
    make: Callable[[dict[str, Any]], Line],
    restore: str,
    problems: Problems,
) -> Line | None:
    """Read one line of a chain, which follows the line whose hash is *before*.

    Problems: those of `read_lines`; None comes back then.
    """
    try:
        fields = json.loads(line)
        if _is_newer(fields):
            problems.error(
                place,
                f"this line is of format {fields['format']}, written by a newer briefpress; "
                f"this one knows format {FORMAT}",
                "install the briefpress that wrote it, or a newer one",
            )
            return None
        entry, carried, written = _read(fields, make)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        if line.startswith("<<<<<<< "):
            problems.error(
                place,
                "git has put the lines of two branches here, which both published",
                "run `briefpress merge`: it joins them",
            )
        else:
            problems.error(place, "this line is no entry", restore)
        return None
    if line != written:
        problems.error(place, "this line was changed", restore)
        return None
    if carried != before:
        problems.error(
            place,
            "this line does not follow the one before: one of them was moved or is gone",
            restore,
        )
        return None
    return entry


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
    rejoined = [number for number, line in enumerate(lines) if _WAS in line]
    if not rejoined:
        return frozenset()
    places = {FIRST: 0, **{hash_line(line): number for number, line in enumerate(lines, 1)}}
    ends = set()
    for number in rejoined:
        try:
            entry = entries[number]
            for line in reversed([*lines_within(carried(entry))]):
                original, before, written = _read(json.loads(line), make)
                if line == written and before in places and is_same(original, entry):
                    end = End(places[before] + 1, hash_line(line))
                    places.setdefault(end.hash, end.lines)
                    ends.add(end)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            continue
    return frozenset(ends)


_WAS = '"was": "'
"""Stands in each line that carries another one."""


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
