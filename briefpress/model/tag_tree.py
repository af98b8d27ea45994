"""The tag tree of a PDF, which is read to those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple


class Run(NamedTuple):
    """Text that a PDF draws on one line; in points, from the upper left corner of its page."""

    text: str
    page: int
    x: float
    y: float
    """The line that its letters stand on."""
    width: float
    size: float


@dataclass(frozen=True)
class Tag:
    """An element of a PDF's tag tree: what it is, what it says, what is in it in reading order."""

    kind: str
    """The type of the standard: `P`, `H1`, `Figure`."""
    page: int
    """Number of the page on which it begins."""
    kids: tuple[Tag | Run, ...] = ()
    alt: str | None = None
    """The words that are read in its place; None where there are none."""
    actual: str | None = None
    """The text that its letters stand for, which is also what is copied."""
    expansion: str | None = None
    """The meaning of a short form."""
    language: str = ""
    """Empty where it is that of the tag above."""
    id: str = ""
    scope: str = ""
    """The cells of which a head of a table is the head: `Column`, `Row` or `Both`."""
    heads: tuple[str, ...] = ()
    """The heads that a cell names, by their ids."""
    across: int = 1
    """Columns that a cell takes."""
    down: int = 1
    """Rows that it takes."""
    addresses: tuple[str, ...] = ()
    """Where its links lead."""

    def __iter__(self) -> Iterator[Tag]:
        """Give this tag and all below, in reading order."""
        waiting = [self]
        while waiting:
            tag = waiting.pop()
            yield tag
            waiting += tag.tags[::-1]

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The tags right below."""
        return tuple([kid for kid in self.kids if isinstance(kid, Tag)])

    @cached_property
    def _by_kind(self) -> dict[str, list[tuple[int, Tag]]]:
        """This one and all below, each with its number in reading order, by their kinds."""
        by_kind: dict[str, list[tuple[int, Tag]]] = {}
        for number, tag in enumerate(self):
            by_kind.setdefault(tag.kind, []).append((number, tag))
        return by_kind

    def all(self, *kinds: str) -> list[Tag]:
        """Every tag of *kinds* among this one and all below."""
        of_kinds = [one for kind in {*kinds} for one in self._by_kind.get(kind, ())]
        return [tag for _, tag in sorted(of_kinds, key=itemgetter(0))]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All text below, in reading order."""
        runs: list[Run] = []
        for kid in self.kids:
            runs += kid.runs if isinstance(kid, Tag) else (kid,)
        return tuple(runs)

    @cached_property
    def text(self) -> str:
        """All text below, with a space where the print has a new line or a gap."""
        return _join(self.runs)

    @property
    def spoken(self) -> str:
        """The same, with what its letters stand for: a label in capitals as it was written."""
        return _join(self._spoken())

    def _spoken(self) -> Iterator[Run]:
        if self.actual is not None and self.runs:
            first, last = self.runs[0], self.runs[-1]
            width = last.x + last.width - first.x if first.y == last.y else first.width
            yield first._replace(text=self.actual, width=width)
            return
        for kid in self.kids:
            yield from kid._spoken() if isinstance(kid, Tag) else (kid,)


def _join(runs: Iterable[Run]) -> str:
    parts: list[str] = []
    before = None
    for run in runs:
        if before and _is_apart(before, run):
            parts.append(" ")
        parts.append(run.text)
        before = run
    return " ".join("".join(parts).split())


def _is_apart(run: Run, other: Run) -> bool:
    """Whether a reader sees a space between two runs; a word that is divided has none."""
    if run.page != other.page or abs(run.y - other.y) > max(run.size, other.size) / 2:
        return not (run.text.endswith("-") and other.text[:1].islower())
    return not -run.size <= other.x - run.x - run.width <= run.size / 7


@dataclass(frozen=True)
class TagTree:
    """The tag tree of a PDF, and what the document says of its title and language."""

    root: Tag
    title: str = ""
    """In its metadata."""
    shows_title: bool = False
    """Whether a viewer shows it, and not the name of the file."""
    language: str = ""
    untagged: tuple[Run, ...] = ()
    """Text that is in no tag, and is not said to be left out either."""
