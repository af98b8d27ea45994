"""Read a brief and its printed pages over, before paper is wasted on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..model.brief import Brief
from ..model.page import Pdf
from ..model.problems import Place, Problem, Problems, nearest
from .evidence.printed_page import PrintedPage
from .evidence.texts import Reading
from .table import ESSENTIAL, Check, Finding, load, names


class Proofreader:
    """Reads one brief over with all checks: what is written once, what is printed on each paper."""

    def __init__(self, brief: Brief, day: date | None = None, *, publishes: bool = False) -> None:
        """Take the checks of the table; without *day*, those alone that every page must pass.

        *publishes*: whether the brief is to be published, where some warnings are errors.
        """
        self.brief, self.day, self.publishes = brief, day, publishes
        self.allowed = brief.fields.allow
        self._checks = [load(name) for name in (ESSENTIAL if day is None else names())]
        self._needed: set[str] = set()
        self._read: set[str] = set()

    def read_brief(self, problems: Problems) -> None:
        """Note what is wrong in what is written, and an `allow:` that names no check."""
        known = names()
        for name, reason in self.allowed.items():
            place = self.brief.place("allow", name)
            if name not in known:
                problems.error(place, f"no check `{name}`", nearest(name, known, "checks"))
            elif not reason.strip():
                problems.error(place, f"`{name}` is allowed without a reason", "say why")
        reading = Reading(self.brief, self.day or self.brief.fields.published)
        for check in self._checks:
            if check.find_in_brief:
                self._note(check, check.find_in_brief(reading), problems)

    def read_page(self, pdf: Pdf, problems: Problems) -> None:
        """Note what is wrong on *pdf*, on one paper."""
        self._read.add(pdf.paper)
        proof = PrintedPage(self.brief, pdf)
        for check in self._checks:
            if check.find_on_page:
                self._note(check, check.find_on_page(proof), problems)

    def finish(self, problems: Problems) -> bool:
        """Note each `allow:` that nothing needed, if all papers have been read; say whether."""
        is_done = self.day is not None and self._read >= set(self.brief.papers)
        for name in self.allowed if is_done else ():
            if name in names() and name not in self._needed:
                problems.warning(
                    self.brief.place("allow", name),
                    f"`{name}` is allowed, and nothing needs it",
                    "delete the line",
                )
        return is_done

    def _note(self, check: Check, findings: Iterable[Finding], problems: Problems) -> None:
        for one in self._all(check, findings, problems):
            if check.name in self.allowed:
                self._needed.add(check.name)
                continue
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
