"""Problems: what is wrong, where, and what to do about it; collected, worded, shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

from .scripts import with_one_apostrophe

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Place:
    """Where something stands: a file as its author calls it, a line and a column, both from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    @property
    def base(self) -> str:
        """The file's name in its folder: `brief.md`."""
        return self.file.rpartition("/")[2]

    def down(self, lines: int) -> Place:
        """The place *lines* further down."""
        return Place(self.file, (self.line or 1) + lines)


NOWHERE = Place("")
"""The place of a value that no file holds."""


def nearest_place(
    path: tuple[str | int, ...], places: Mapping[tuple[str | int, ...], Place]
) -> Place:
    """Where the value of *path* stands, or the nearest one that holds it."""
    while path and path not in places:
        path = path[:-1]
    return places[path]


@dataclass(frozen=True)
class Problem:
    """One thing that its author should know; *hint* is an action."""

    severity: Severity
    place: Place
    message: str
    hint: str | None = None
    check: str = ""
    """Name of the check that found it; empty where it is none that can be switched off."""

    def __str__(self) -> str:
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        check = f" [{self.check}]" if self.check else ""
        return f"{self.place}: {self.severity}: {self.message}{check}{hint}"


class Stopped(Exception):
    """Raised where a step cannot go on; the problems say why."""


@dataclass
class Problems:
    """The problems of one brief, in the order in which they were found."""

    found: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Remember what is found: thousands of problems are not compared with each other."""
        self._known = {*self.found}
        self._on_pages: dict[Problem, list[int]] = {}
        """Where in `found` those of a page stand, by what they say besides the page."""

    def error(self, place: Place, message: str, hint: str | None = None) -> None:
        """Note an error: what it stands in is printed as a draft, and will not be published."""
        self.add(Problem("error", place, message, hint))

    def warning(self, place: Place, message: str, hint: str | None = None) -> None:
        """Note a warning: the page may be published all the same."""
        self.add(Problem("warning", place, message, hint))

    def add(self, problem: Problem) -> None:
        """Note *problem*, if it is new; its words on one line, without control characters.

        What was noted of a page of another paper is told once, with both pages.
        """
        hint = None if problem.hint is None else in_a_line(problem.hint)
        problem = replace(problem, message=in_a_line(problem.message), hint=hint)
        if problem in self._known:
            return
        self._known.add(problem)
        if on_page := _ON_PAGE.fullmatch(problem.message):
            alike = self._on_pages.setdefault(replace(problem, message=on_page[1]), [])
            for number in alike:
                if both := _on_both(self.found[number].message, problem.message):
                    self.found[number] = replace(problem, message=both)
                    return
            alike.append(len(self.found))
        self.found.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note each of *problems*."""
        for problem in problems:
            self.add(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(problem.severity == "error" for problem in self.found)

    def stop_on_errors(self) -> None:
        """Raise `Stopped` where there is an error."""
        if self.errors:
            raise Stopped


_ON_PAGE = re.compile(r"(.*), on page (\d+) of (\w+)")


def _on_both(known: str, new: str) -> str:
    """One message for two that differ in page and paper alone; empty where they do not."""
    one, other = _ON_PAGE.fullmatch(known), _ON_PAGE.fullmatch(new)
    if not one or not other or one[1] != other[1] or one[3] == other[3]:
        return ""
    where = other[3] if one[2] == other[2] else f"page {other[2]} of {other[3]}"
    return f"{known} and {where}"


LENGTH = 1_000
"""Characters of a message; an author's value can be twenty times as long."""
_BREAKS = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_CONTROLS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufeff\ufff9-\uffff"
    r"\U000f0000-\U0010ffff]"
)
"""Characters that control a terminal, or that it cannot show."""


def in_a_line(text: str) -> str:
    """Write *text* on one line, without control characters, and not without end."""
    text = _CONTROLS.sub("?", _BREAKS.sub(" ", text))
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"


def near(name: str, known: Iterable[str]) -> str:
    """The one of *known* that *name* is meant to be, which may differ in capitals alone; or ""."""
    names = [*known]
    alike = [one for one in names if _folded(one) == _folded(name)]
    return next(iter(alike or get_close_matches(name, names, n=1, cutoff=0.6)), "")


def _folded(name: str) -> str:
    return with_one_apostrophe(name.casefold())


def nearest(name: str, known: Iterable[str], what: str = "known") -> str:
    """A hint for a name that is not known: the nearest one, or all that there are, up to forty."""
    names = sorted(known)
    if close := near(name, names):
        return f"did you mean `{close}`?"
    listed = [*names[:40], "…"] if len(names) > 40 else names
    return f"{what}: {', '.join(listed) or 'none'}"
