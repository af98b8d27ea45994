"""The state of each brief → a card each, on the dashboard; the server shows what is there alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..model.house import word_problem
from ..model.papers import PAPERS
from ..model.problems import Problem, Problems
from .rasters import Picture, Print, compare

if TYPE_CHECKING:
    from ..workflows.build import Outcome

State = Literal["waiting", "building", "current", "errors", "held", "gone"]
"""How a brief stands: to be built, being built, built, not built for its own errors or for those of
the house, no longer in content/."""

HOUSE = ""
"""The slug of what belongs to no brief: the house, its templates, styles and fonts."""
WIDEST = 4800
"""The width of a picture, in pixels, at most: A4 at 300 % on a screen of double density."""


@dataclass(frozen=True)
class Card:
    """The state of a brief, as far as it is known."""

    slug: str
    state: State = "waiting"
    prints: tuple[Print, ...] = ()
    """The main paper first; where nothing could be printed, those from before."""
    problems: tuple[Problem, ...] = ()
    sentence: str = ""
    """Its result in one sentence, to be read aloud; empty while there is none."""
    is_old: bool = False
    """Whether its pages are those from before: nothing of it could be printed."""
    remarks: tuple[dict[str, Any], ...] = ()
    """The remarks of reviewers, and the answers of the editor."""
    serial: int = 0
    """Counts up with every change on the dashboard."""

    def as_json(self, word: Callable[[Problem], Problem]) -> dict[str, Any]:
        """All of it that the browser needs, as JSON knows it; *word* words a problem."""
        return {
            "slug": self.slug,
            "state": self.state,
            "title": self.prints[0].title if self.prints else "",
            "said": self.sentence,
            "old": self.is_old,
            "remarks": [*self.remarks],
            "problems": [
                {
                    "severity": problem.severity,
                    "place": str(problem.place),
                    "message": problem.message,
                    "hint": problem.hint,
                }
                for problem in map(word, self.problems)
            ],
            "prints": [
                {
                    "paper": one.paper,
                    "label": PAPERS[one.paper].label,
                    "file": one.file,
                    "name": one.name,
                    "standing": one.standing,
                    "sheets": one.page_sizes,
                    "budget": one.budget,
                    "changed": one.changed,
                }
                for one in self.prints
            ],
        }


@dataclass
class Dashboard:
    """Everything that the browser may see; the builder lays it there, the server shows it."""

    house: Path | None = None
    program: str = "briefpress"
    """The command that was called, as hints name it: `briefpress`, `python build.py`."""
    cards: dict[str, Card] = field(default_factory=dict)
    looked_at: str = ""
    """The brief whose picture was asked for last: it is built first."""
    paper_looked_at: str = ""
    """The paper of that picture."""
    closed: bool = False
    _serial: int = 0
    _before: dict[str, tuple[Print, ...]] = field(default_factory=dict)
    """The prints before the present ones: a browser may just be asking for one of them."""
    _whole: dict[str, tuple[Print, ...]] = field(default_factory=dict)
    """Where a paper is laid out before the others of its brief, all prints before that."""
    _listeners: list[Callable[[], None]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def set_briefs(
        self, slugs: Iterable[str], last_prints: Callable[[str], tuple[Print, ...]]
    ) -> None:
        """Lay out the briefs *slugs* and no others; a new one with its last pages."""
        slugs = [*slugs]
        for slug in slugs:
            if slug not in self.cards:
                self.put(Card(slug, prints=last_prints(slug)))
            elif self.cards[slug].state == "gone":
                self.mark(slug, "waiting")
        for slug, card in [*self.cards.items()]:
            if slug not in {*slugs, HOUSE} and card.state != "gone":
                self.put(replace(card, state="gone", problems=(), sentence=f"{slug}: gone"))

    def put(self, card: Card) -> None:
        """Lay *card* on the dashboard in place of the one before, and tell everyone."""
        with self._lock:
            self._serial += 1
            self.cards[card.slug] = replace(card, serial=self._serial)
            listeners = [*self._listeners]
        for listener in listeners:
            listener()

    def mark(self, slug: str, state: State) -> None:
        """Say what is being done with a brief."""
        if self.cards[slug].state != state:
            self.put(replace(self.cards[slug], state=state, sentence=""))

    def news(self, since: int) -> list[Card]:
        """The cards that changed after the serial number *since*, in that order."""
        with self._lock:
            cards = [card for card in self.cards.values() if card.serial > since]
        return sorted(cards, key=lambda card: card.serial)

    def word(self, problem: Problem) -> Problem:
        """Word *problem* for whoever started the preview."""
        return word_problem(problem, self.program, self.house)

    @contextmanager
    def listening(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call *listener* whenever there is news."""
        with self._lock:
            self._listeners.append(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.remove(listener)

    def close(self) -> None:
        """Mark the dashboard closed, and wake all listeners, so that their connections end."""
        self.closed = True
        with self._lock:
            listeners = [*self._listeners]
        for listener in listeners:
            listener()

    def lay(
        self, slug: str, outcome: Outcome, prints: Sequence[Print],
        remarks: Sequence[dict[str, Any]] = (),
    ) -> None:  # fmt: skip
        """Lay out what became of the brief *slug*; *prints* are the PDFs of it that are new,
        *remarks* what reviewers said of it.
        """
        errors = outcome.problems.errors
        present = self.cards[slug].prints
        old = {one.paper: one for one in self._whole.pop(slug, present)}
        new = {one.paper: one for one in prints}
        if errors or not new:
            new |= {paper: one for paper, one in old.items() if paper not in new}
        state: State = "errors" if errors else "current"
        is_old = bool(errors and not prints)
        card = Card(
            slug, state, (*new.values(),), (*outcome.problems,), is_old=is_old, remarks=(*remarks,)
        )
        self._before[slug] = (*old.values(), *present)
        # The pages go to the screen first, then it is told which of them changed (8 ms each).
        if old and any(one.name != old[paper].name for paper, one in new.items() if paper in old):
            self.put(card)
        prints = tuple(compare(old.get(one.paper), one) for one in card.prints)
        self.put(
            replace(card, prints=prints, sentence=in_a_sentence(slug, outcome.problems, prints))
        )

    def lay_first(self, slug: str, prints: Sequence[Print]) -> None:
        """Lay out *prints*, of a paper that is printed before the others of the brief *slug*."""
        card = self.cards[slug]
        new = {one.paper: one for one in prints}
        self._whole.setdefault(slug, card.prints)
        self._before[slug] = card.prints
        self.put(replace(card, prints=tuple(new.get(one.paper, one) for one in card.prints)))
        new = {one.paper: compare(one, new[one.paper]) for one in card.prints if one.paper in new}
        self.put(replace(card, prints=tuple(new.get(one.paper, one) for one in card.prints)))

    def picture(self, slug: str, paper: str, name: str, number: int, width: int) -> bytes | None:
        """Page *number*, from 1, as PNG; None where there is no such page (any more)."""
        card = self.cards.get(slug, Card(slug))
        for one in (*card.prints, *self._before.get(slug, ())):
            if (one.paper, one.name) == (paper, name) and 0 < number <= len(one.page_sizes):
                self.looked_at, self.paper_looked_at = slug, paper
                wide = min(max(width, 32), WIDEST)
                return Picture.of(one.data, number - 1, wide, hurry=True).png()
        return None

    def pdf(self, file: str) -> bytes | None:
        """The last PDF of that name."""
        prints = [one for card in [*self.cards.values()] for one in card.prints]
        return next((one.data for one in prints if one.file == file), None)


def in_a_sentence(slug: str, problems: Problems, prints: Sequence[Print]) -> str:
    """Put the result of a brief in a sentence, to be read aloud."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        place = errors[0].place
        file = place.file.removeprefix(f"content/{slug}/")
        where = f"{file} line {place.line}" if place.line else file
        first = ", the first" if len(errors) > 1 else ""
        return f"{slug}: {_many(len(errors), 'error')}{first} in {where}"
    words = []
    for one in prints[:1]:
        words = [_many(len(one.page_sizes), "page"), "rebuilt"]
        if one.changed == ():
            words[1] = "nothing changed"
        elif one.changed is not None and len(one.changed) < len(one.page_sizes):
            numbers = ", ".join(map(str, one.changed))
            words.append(f"page{'s' * (len(one.changed) > 1)} {numbers} changed")
    if problems.found:
        words.append(_many(len(problems.found), "warning"))
    return f"{slug}: {', '.join(words)}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
