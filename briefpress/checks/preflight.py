"""Read a brief and its printed pages over, before paper is wasted on them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..model.brief import Brief
from ..model.page import Pdf
from ..model.problems import Place, Problem, Problems, nearest
from ..model.text import Citation, Missing
from ..model.walk import walk
from .evidence.past import Past
from .evidence.printed_page import PrintedPage
from .evidence.texts import Reading, Text, shown
from .table import ESSENTIAL, Check, Finding, load, names

_OF_STRUCTURE = ("lost-text", "tag-headings", "tag-tables", "unused")
"""Checks of a page whose finding on a line that could not be read follows from that."""
_Line = tuple[str, int | None]
"""A file, and a line of it."""


def _line(place: Place) -> _Line:
    return place.file, place.line


def _lines_behind(brief: Brief, misread: Collection[_Line]) -> set[_Line]:
    """Find the lines of which a check can say nothing, for a value that it reads was refused.

    They are those of an entry, a fact, a source, one of whose fields is on a line of *misread*; of
    what is made of it or cites it; and of a text that names it.
    """
    refused = {path[:2] for path, place in brief.places.items() if _line(place) in misread}
    refused |= {
        leaf.path[:2]
        for leaf in walk(brief.fields)
        if isinstance(leaf.value, Citation)
        and any(("sources", one.key) in refused for one in leaf.value.items)
    }
    for name, fact in brief.fields.facts.items():
        if any(("facts", part) in refused for part in fact.parts):
            refused.add(("facts", name))
    named = {_line(mark.place) for mark in brief.marks if isinstance(mark, Missing)}
    return named | {_line(brief.place(*path)) for path in refused if len(path) > 1}


@dataclass(frozen=True)
class _Allowed:
    """A check that a brief may fail, and why."""

    check: str
    words: str
    """Words of the line on which it may; empty where it may anywhere."""
    reason: str

    def __str__(self) -> str:
        return f"`{self.check}` of “{shown(self.words)}”" if self.words else f"`{self.check}`"


def _is_about(finding: Finding, words: str, brief: Brief) -> bool:
    """Whether *words* stand in what is said of *finding*, or on its line."""
    texts = [file.text for file in brief.texts if file.name == finding.place.file]
    line = finding.place.line or 0
    lines = [text.split("\n")[line - 1 : line] for text in texts if line]
    readings = (finding.message, *(one for found in lines for one in found))
    return any(_as_read(words) in _as_read(text) for text in readings)


def _as_read(text: str) -> str:
    """A text without its signs, in small letters: quotation marks are copied as they come."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _is_over(problem: Problem) -> bool:
    """Whether *problem* is that there are more pages than the budget."""
    return problem.check == "page-budget" and problem.severity == "error"


class Proofreader:
    """Reads one brief over with all checks: what is written once, what is printed on each paper."""

    def __init__(
        self,
        brief: Brief,
        day: date | None = None,
        *,
        publishes: bool = False,
        past: Past | None = None,
    ) -> None:
        """Take the checks of the table; without *day*, those alone that every page must pass.

        *publishes*: whether the brief is to be published, where some warnings are errors. *past*:
        the numbers of its editions.
        """
        self.brief, self.day, self.publishes, self.past = brief, day, publishes, past
        self.allowed = [
            _Allowed(name, words, reason)
            for name, places in brief.fields.allow.items()
            for words, reason in (places or {"": ""}).items()
        ]
        self._checks = [load(name) for name in (ESSENTIAL if day is None else names())]
        self._needed: set[_Allowed] = set()
        self._read: set[str] = set()
        self._over: set[str] = set()
        """Papers on which it takes more pages than its budget."""
        self._texts: tuple[Text, ...] = ()
        """Those of the brief, which each of its pages is compared with."""
        self._misread: frozenset[_Line] = frozenset()
        """Lines of which the author was told when they were read."""

    def read_brief(self, problems: Problems) -> None:
        """Note what is wrong in what is written, and an `allow:` that names no check.

        *problems*: with what was told already.
        """
        known = names()
        self._misread = frozenset(
            _line(one.place)
            for one in problems
            if one.severity == "error" and one.place.line and not one.check
        )
        misread = self._misread | _lines_behind(self.brief, self._misread)
        for one in self.allowed:
            place = self._place(one)
            if one.check not in known:
                problems.error(
                    place, f"no check `{one.check}`", nearest(one.check, known, "checks")
                )
            elif not one.reason.strip():
                problems.error(place, f"{one} is allowed without a reason", "say why")
        reading = Reading(self.brief, self.day or self.brief.fields.published, self.past)
        self._texts = reading.texts
        for check in self._checks:
            if check.find_in_brief:
                self._tell(check, check.find_in_brief(reading), problems, misread)

    def read_page(self, pdf: Pdf, problems: Problems) -> None:
        """Note what is wrong on *pdf*, on one paper."""
        self._read.add(pdf.paper)
        proof = PrintedPage(self.brief, pdf, self._texts)
        for check in self._checks:
            if check.find_on_page:
                misread = self._misread if check.name in _OF_STRUCTURE else frozenset()
                known = len(problems.found)
                self._tell(check, check.find_on_page(proof), problems, misread)
                if any(_is_over(one) for one in problems.found[known:]):
                    self._over.add(pdf.paper)
            if check.find_in_edition and self.publishes:
                self._tell(check, check.find_in_edition(proof), problems, frozenset())

    def finish(self, problems: Problems) -> bool:
        """Note each `allow:` that nothing needed, if all papers have been read; say whether."""
        is_done = self.day is not None and self._read >= set(self.brief.papers)
        made = {one.name for one in self._checks if self.publishes or not one.find_in_edition}
        for one in self.allowed if is_done else ():
            if one.check in made and one not in self._needed:
                problems.warning(
                    self._place(one), f"{one} is allowed, and nothing needs it", "delete the line"
                )
        if self._over and (rest := [*filter(self._has_room, self.brief.papers)]):
            way = f"on {rest[0]} it has room: `paper: {rest[0]}`, if that will do"
            for n, told in enumerate(problems.found):
                if _is_over(told):
                    problems.found[n] = replace(told, hint=f"{told.hint}; {way}")
        return is_done

    def _has_room(self, paper: str) -> bool:
        """Whether it was read on *paper*, and has room there."""
        return paper in self._read - self._over

    def _place(self, allowed: _Allowed) -> Place:
        return self.brief.place("allow", allowed.check, *filter(None, [allowed.words]))

    def _tell(
        self,
        check: Check,
        findings: Iterable[Finding],
        problems: Problems,
        misread: Collection[_Line],
    ) -> None:
        for one in self._all(check, findings, problems):
            if _line(one.place) in misread:
                continue
            silencing = [
                allowed
                for allowed in self.allowed
                if allowed.check == check.name
                and (not allowed.words or _is_about(one, allowed.words, self.brief))
            ]
            self._needed.update(silencing)
            if not silencing:
                severity = one.severity or (check.published if self.publishes else check.severity)
                problems.add(Problem(severity, one.place, one.message, one.hint, check.name))

    def _all(
        self, check: Check, findings: Iterable[Finding], problems: Problems
    ) -> Iterator[Finding]:
        """Give the *findings* of *check*; should it break, a good page is not lost to it."""
        try:
            yield from findings
        except Exception as error:
            place = Place(f"content/{self.brief.slug}")
            message = f"the check broke on this brief: {type(error).__name__}: {error}"
            hint = "send the brief to the developers; the other checks were made"
            problems.add(Problem("warning", place, message, hint, check.name))
