"""The arrows in order: Sources → Brief → Html → Pdf → Edition, and who works on them.

    this process   read ─► parse ─► lay out ───────────────┐         ┌─► write
    a worker       warm up the press ─► (draw charts) ──── print ────┘

A page is closed, so the heavy work, drawing and printing, is a function of its arguments and goes
to worker processes. The press warms up there while the first brief is read here, and while pages
are printed there the next brief is read.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ..cache.freshness import BuildState, PaperRecord
from ..cache.printed_layouts import keep_layout, kept_layout, layout_file
from ..checks.evidence.tag_tree import make_ready_to_read
from ..checks.preflight import Proofreader
from ..editions.files import keep, read_ledger_file, sweep, write_pdf
from ..editions.ledger import Ledger
from ..model.brief import Theme
from ..model.page import Html, Pdf, PrintedPage, WrittenPdf
from ..model.problems import Place, Problems, Stopped
from ..page.compose import make_ready_sheet
from ..press.executors import SECONDS, Executor, Task, give, result
from ..press.libraries import SUBSET_MISSING, has_subset
from ..press.workers import make_ready, print_page
from .lay_out import (
    Laid,
    Outcome,
    _lap,
    correct,
    correction,
    in_time,
    lay_out_brief,
    open_house,
    stamp_draft,
    stamp_edition,
)

KEEP = 5.0
"""Seconds between two times that what was printed is written down: a kill costs no more."""


def build(
    house: Path,
    slugs: Sequence[str],
    papers: Sequence[str] | None,
    executor: Executor,
    state: BuildState | None = None,
    today: date | None = None,
    *,
    writes: bool = True,
) -> Iterator[Outcome]:
    """Build the briefs *slugs*, one outcome after another; a brief that fails stops no other.

    *papers*: those to print on, where they are not the brief's own. *state*: what is printed
    already, and will not be printed again; without one, everything is. *today*: the day on which
    they are read over with all checks; without one, with those that every page must pass.
    *writes*: whether the PDFs are brought out; otherwise they are only read over.
    Problems of the house itself (its templates, styles and fonts) come as an outcome of their own,
    and then nothing is built.
    """
    sweep(house)
    shared = Problems()
    if not has_subset():
        shared.warning(Place("this machine"), SUBSET_MISSING, "run `python build.py doctor`")
    try:
        ledger = state.ledger if state else read_ledger_file(house, shared)
        shared.stop_on_errors()
        shop = _Shop(house, open_house(house, shared), executor, ledger, state, today, writes)
    except Stopped:
        slugs = ()
    else:
        executor.prepare(make_ready, make_ready_sheet(shop.theme))
    if shared.found:
        yield Outcome("", problems=shared)
    if slugs:
        yield from shop.build(slugs, papers)


@dataclass
class _Job:
    """A brief that is being printed."""

    outcome: Outcome
    reader: Proofreader | None = None
    kept: list[Pdf] = field(default_factory=list)
    """What is printed already, and is to be read over once more."""
    tasks: list[tuple[Html, str, Task[Pdf]]] = field(default_factory=list)
    """A page without its stamp, the code of its edition, and its printing."""

    def give_up(self) -> None:
        """Bring nothing out; what a worker has in hand is finished, for nobody."""
        self.reader = None
        self.outcome.current.clear()
        self.kept.clear()
        self.tasks = [one for one in self.tasks if not one[2].future.cancel()]


@dataclass
class _Shop:
    """Where briefs are printed: what is the same for all of them."""

    house: Path
    theme: Theme
    executor: Executor
    ledger: Ledger
    state: BuildState | None
    today: date | None
    writes: bool

    def build(self, slugs: Sequence[str], papers: Sequence[str] | None) -> Iterator[Outcome]:
        """Begin briefs before those ahead of them are finished, so that no worker waits."""
        under_way: deque[_Job] = deque()
        kept = time.monotonic()
        for slug in slugs:
            under_way.append(self._begin(slug, papers))
            tired = self.executor.is_tired
            while len(under_way) > (0 if tired else self.executor.jobs):
                yield self._finish(under_way.popleft())
            if tired:
                self.executor.renew()
            if time.monotonic() - kept > KEEP:
                self._keep()
                kept = time.monotonic()
        while under_way:
            yield self._finish(under_way.popleft())
        self._keep()

    def _begin(self, slug: str, papers: Sequence[str] | None) -> _Job:
        outcome = Outcome(slug)
        job = _Job(outcome)
        state = self.state
        if state:
            state.files(slug)  # before it is read: what is saved from now on is noticed
            stale = [one for one in state.standings(slug, papers or ()) if one.reasons]
            outcome.reasons = stale[0].reasons if stale else ()
        try:
            laid = lay_out_brief(self.house, self.theme, slug, papers, self.executor, outcome)
            if state:
                state.note_read(slug, laid.brief.language, laid.brief.papers)
            for page in laid.pages:
                if state and state.finds_current(slug, page.paper, page.digest):
                    outcome.current.append(page.paper)
                    if kept := self._kept(page, state):
                        job.kept.append(kept)
                    if kept or self.writes:
                        continue
                code, stamped = self._stamp(laid, page, outcome.problems)
                job.tasks.append((page, code, give(self.executor, print_page, stamped)))
            # Read over while it is printed; where that finds an error, the print is thrown away.
            job.reader = Proofreader(laid.brief, self.today)
            with in_time(f"content/{slug}", self.executor.seconds, outcome.problems):
                job.reader.read_brief(outcome.problems)
            if self.writes:
                outcome.problems.stop_on_errors()
            if self.today:
                make_ready_to_read()
        except Stopped:
            job.give_up()
        return job

    def _kept(self, page: Html, state: BuildState) -> Pdf | None:
        """The PDF that was printed of *page*, and what is known of it, if it is to be read over."""
        if self.today is None:
            return None
        printed = state.record(page.slug).printed[page.paper]
        data = (self.house / "output" / printed.file).read_bytes()
        pdf = Pdf(page.slug, page.paper, data, printed.pages, page.digest)
        return kept_layout(self.house, pdf, state.press)

    def _stamp(self, laid: Laid, page: Html, problems: Problems) -> tuple[str, Html]:
        """Stamp *page* as the edition that it is, or as a draft."""
        entry = self.ledger.current(page.slug)
        if entry and page.paper in entry.papers and entry.papers[page.paper].html == page.digest:
            before = self.ledger.before(entry.slug, entry.edition)
            corrected = correct(laid, page, self.theme, correction(entry, before), problems)
            return entry.code, stamp_edition(corrected, entry, laid, self.theme, problems)
        return "", stamp_draft(page, laid.brief, self.theme, problems)

    def _finish(self, job: _Job) -> Outcome:
        outcome = job.outcome
        with _lap(outcome, "press"):
            pdfs = [
                (
                    page,
                    code,
                    result(self.executor, task, Place(f"output/{page.slug}"), outcome.problems),
                )
                for page, code, task in job.tasks
            ]
        if job.reader is None:
            return outcome
        for kept in job.kept:
            self._read(kept, job.reader, outcome)
        with _lap(outcome, "write"):
            for page, code, pdf in pdfs:
                if not self.writes:
                    if pdf:
                        outcome.problems.extend(pdf.problems)
                        self._read(pdf, job.reader, outcome)
                    continue
                if edition := bring_out(pdf, job.reader, self.house, "output", outcome):
                    outcome.editions.append(edition)
                    if self.state:
                        printed = record(self.house, edition, page, code, self.state)
                        self.state.note_printed(page.slug, page.paper, printed)
                        self._keep_proof(edition.pdf, page)
            if job.reader.finish(outcome.problems) and self.state and self.today:
                self.state.note_verdict(outcome.slug, self.today, outcome.problems)
        return outcome

    def _read(self, pdf: Pdf, reader: Proofreader, outcome: Outcome) -> None:
        read_page(pdf, reader, self.executor.seconds, outcome.problems)
        if not self.writes:
            outcome.proofs.append(PrintedPage(reader.brief, pdf))

    def _keep_proof(self, pdf: Pdf, page: Html) -> None:
        """Keep what is known of *pdf*, a print of *page* before its stamp, for the next `check`."""
        if self.state and self.today:
            said = keep_layout(replace(pdf, html_digest=page.digest), self.state.press)
            keep(self.house, [(layout_file(pdf.slug, pdf.paper), said)])

    def _keep(self) -> None:
        if self.state:
            keep(self.house, self.state.to_keep())


def record(
    house: Path, edition: WrittenPdf, page: Html, code: str, state: BuildState
) -> PaperRecord:
    """Say what *edition*, a PDF of output/, was printed from: *page*, before its stamp."""
    stat = (house / edition.file).stat()
    return PaperRecord(
        file=edition.file.removeprefix("output/"),
        size=stat.st_size,
        time=stat.st_mtime_ns,
        sha256=edition.digest,
        pages=edition.pdf.pages,
        html=page.digest,
        press=state.press,
        stamp=code,
    )


def recheck(house: Path, slugs: Sequence[str], state: BuildState) -> Iterator[Outcome]:
    """Lay out those of *slugs* whose files changed: perhaps the page is the one that was printed.

    *state* learns it. An outcome tells of a brief with errors; nothing is drawn and printed.
    """
    shared = Problems()
    try:
        theme = open_house(house, shared)
    except Stopped:
        yield Outcome("", problems=shared)
        return
    for slug in slugs:
        outcome = Outcome(slug)
        try:
            laid = lay_out_brief(house, theme, slug, None, None, outcome)
        except Stopped:
            yield outcome
            continue
        state.note_read(slug, laid.brief.language, laid.brief.papers)
        for page in laid.pages:
            state.finds_current(slug, page.paper, page.digest)
    keep(house, state.to_keep())


def read_page(pdf: Pdf, reader: Proofreader, seconds: float, problems: Problems) -> None:
    """Have *reader* read *pdf* over, in *seconds*: what it takes longer for is an error."""
    with suppress(Stopped), in_time(f"content/{pdf.slug}", seconds, problems):
        reader.read_page(pdf, problems)


def bring_out(
    pdf: Pdf | None, reader: Proofreader, house: Path, folder: str, outcome: Outcome
) -> WrittenPdf | None:
    """Have *reader* look *pdf* over and write it into *folder*; None where it has errors."""
    if pdf is None:
        return None
    found = Problems([*pdf.problems])
    read_page(pdf, reader, SECONDS, found)
    outcome.problems.extend(found)
    if folder == "output":
        for step, seconds in pdf.seconds.items():
            outcome.seconds[step] = outcome.seconds.get(step, 0) + seconds
    if found.errors:
        return None
    main_paper = pdf.paper == reader.brief.papers[0]
    return write_pdf(pdf, house, folder, main_paper=main_paper, problems=outcome.problems)
