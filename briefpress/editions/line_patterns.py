"""How the lines of a chain are written, as patterns: a sound line is known without being parsed.

A long chain is checked so, and its entries are made of their lines when somebody asks for them:
100,000 lines are read in the time that a fifth of them takes otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar, overload

FORMAT = 4
"""Number of the newest way in which lines are written; a line without one is of the first.

1: as it began. 2: the first line of a ledger names the institute, a line of the register where the
ledger ended. 3: a line carries the one that it was on a branch, or a mail address. 4: a brief
has another name, or codes of copies a key. Others are written as 2 still.
"""

Line = TypeVar("Line")
Item = TypeVar("Item")
Head = tuple[str, ...]
"""The words that a chain looks an entry up by: its kind, then fields in the order of their names,
as they stand in the line, `code` and `date` first.
"""

_LETTERS = r'[^"\\\x00-\x1f]*+'
_ESCAPED = r'\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))'
TEXT = f'"{_LETTERS}(?:{_ESCAPED}{_LETTERS})*+"'
"""A text, as `json.dumps` writes it."""
PLAIN_TEXT = f'"({_LETTERS})"'
"""A text in which no sign is escaped; a group holds it."""
_QUICK = '"[^"]*+"'
"""Matches a text in a line that has no such signs, in half of the time."""
COUNT = "[1-9][0-9]{0,11}"
DAY = '"([0-9]{4}-[0-9]{2}-[0-9]{2})"'
"""A day, or what looks like one; a group holds it."""
HASH = '"hash": "'
LENGTH_OF_HASH = len(HASH) + 64 + len('", ')


def list_of(*values: str) -> str:
    """The pattern of a list that holds *values*."""
    return rf"\[{', '.join(values)}\]"


def mapping_of(value: str) -> str:
    """The pattern of a mapping from texts to *value*."""
    return rf"\{{(?:{TEXT}: {value}(?:, {TEXT}: {value})*+)?+\}}"


def _field(name: str, value: str) -> str:
    return f'"{name}": {value}'


def object_of(**fields: str) -> str:
    """The pattern of an object that has exactly *fields*."""
    return rf"\{{{', '.join(_field(name, value) for name, value in sorted(fields.items()))}\}}"


@dataclass(frozen=True)
class LineKind:
    """The lines of a chain that say one kind of thing."""

    name: str
    needed: Mapping[str, str]
    """Its fields and their patterns; one with a group stands in the head."""
    optional: Mapping[str, str]
    """Fields that a line may lack; they are empty in the head then."""

    def pattern(self, *, is_plain: bool) -> re.Pattern[str]:
        """The pattern of a whole line; its groups are what its head holds.

        Fields stand in the order of their names, as they are written; `hash` is in the middle.
        *is_plain*: for lines that hold no `\\` and no control character.
        """
        fields = {
            **self.needed,
            **self.optional,
            "before": '"[^"]{64}+"',
            "hash": '"[^"]{64}+"',
            "format": f"[1-{FORMAT}]",
        }
        optional = {*self.optional, "format"}
        pattern = ""
        last = max(self.needed)
        for name in sorted(fields):
            one = _field(name, fields[name])
            if name > last:
                one = f"(?:, {one})?+"
            elif name in optional:
                one = f"(?:{one}, )?+"
            elif name != last:
                one += ", "
            pattern += one
        if is_plain:
            quick = _QUICK.replace('[^"]*+', '([^"]*+)')
            pattern = pattern.replace(TEXT, _QUICK).replace(PLAIN_TEXT, quick)
        return re.compile(rf"\{{{pattern}\}}")


@dataclass(frozen=True)
class LineShape(Generic[Line]):
    """How the lines of a chain are written."""

    make: Callable[[dict[str, Any]], Line]
    """Makes an entry of what a line says; raises ValueError and the like where it is none."""
    head: Callable[[Line], Head]
    """Gives the head of an entry."""
    kinds: Sequence[LineKind] = ()
    """The kinds of entries that a long chain may have many of."""


class LongList(Sequence[Item]):
    """Items that can be followed by more without being copied: the longer list shares them."""

    def __init__(self, items: list[Item], size: int) -> None:
        """The first *size* of *items*, which may only be added to."""
        self.items, self.size = items, size

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        numbers = range(self.size)[index]
        if isinstance(numbers, int):
            return self.items[numbers]
        return tuple(self.items[number] for number in numbers)

    def __iter__(self) -> Iterator[Item]:
        return islice(self.items, self.size)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def followed_by(self, new: Iterable[Item]) -> LongList[Item]:
        """This list and *new*. Where another one follows it already, it is copied."""
        items = self.items if len(self.items) == self.size else self.items[: self.size]
        items.extend(new)
        return LongList(items, len(items))


class Entries(Sequence[Line]):
    """The entries of a long chain whose lines are sound: each is made when somebody asks for it."""

    def __init__(
        self, lines: LongList[str], heads: LongList[Head], read: Callable[[str], Line]
    ) -> None:
        """*read* makes an entry of a line."""
        self.lines, self.heads, self._read = lines, heads, read
        self._made: dict[int, Line] = {}

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, index: int | slice) -> Line | tuple[Line, ...]:
        numbers = range(len(self))[index]
        if not isinstance(numbers, int):
            return tuple(self[number] for number in numbers)
        if numbers not in self._made:
            self._made[numbers] = self._read(self.lines[numbers])
        return self._made[numbers]

    def __iter__(self) -> Iterator[Line]:
        return (self[number] for number in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def followed_by(self, lines: Sequence[str], heads: Iterable[Head]) -> Entries[Line]:
        """The entries of *lines*, which these begin; *heads* of the new ones."""
        assert isinstance(lines, LongList)
        return Entries(lines, self.heads.followed_by(heads), self._read)


def heads_of(entries: Sequence[Line], head: Callable[[Line], Head]) -> Sequence[Head]:
    """The heads of *entries*."""
    return entries.heads if isinstance(entries, Entries) else [head(one) for one in entries]
