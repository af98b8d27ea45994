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
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from . import editions
from .doctor import SUBSET_MISSING, has_subset
from .figures import draw_chart, draw_code, prepare_chart
from .fonts import find_faces, font_folder
from .freshness import Memory, PaperRecord
from .ledger import Entry, Ledger, changed_facts
from .look import read_look
from .model import Brief, Correction, Edition, Html, Look, Pdf, Proof, Sources, Stamp
from .page import lay_out, make_ready_sheet, stamp_page
from .parse import parse_brief
from .preflight import Proofreader
from .problems import Place, Problems, Stopped
from .proofs import keep_proof, kept_proof, proof_file
from .sources import read_sources
from .tags import make_ready_to_read
from .workers import (
    SECONDS,
    InProcess,
    Overdue,
    Task,
    Workers,
    give,
    make_ready,
    print_page,
    result,
    time_limit,
    uninterrupted,
)

KEEP = 5.0
"""Seconds between two times that what was printed is written down: a kill costs no more."""


@dataclass
class Outcome:
    """What became of one brief."""

    slug: str
    editions: list[Edition] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each step took."""
    reasons: tuple[str, ...] = ()
    """Why it was out of date."""
    current: list[str] = field(default_factory=list)
    """Papers that needed no printing: the page is the one that was printed."""
    entry: Entry | None = None
    """What it was published as."""
    proofs: list[Proof] = field(default_factory=list)
    """The pages that were read over, where nothing was to be written."""


@dataclass
class Laid:
    """A brief that is laid out, on each of its papers; no page is stamped yet."""

    brief: Brief
    charts: Mapping[str, bytes]
    pages: list[Html]


def build(
    house: Path,
    slugs: Sequence[str],
    papers: Sequence[str] | None,
    executor: Executor,
    memory: Memory | None = None,
    today: date | None = None,
    *,
    writes: bool = True,
) -> Iterator[Outcome]:
    """Build the briefs *slugs*, one outcome after another; a brief that fails stops no other.

    *papers*: those to print on, where they are not the brief's own. *memory*: what is printed
    already, and will not be printed again; without one, everything is. *today*: the day on which
    they are read over with all checks; without one, with those that every page must pass.
    *writes*: whether the PDFs are brought out; otherwise they are only read over.
    Problems of the house itself (its templates, styles and fonts) come as an outcome of their own,
    and then nothing is built.
    """
    editions.sweep(house)
    shared = Problems()
    if not has_subset():
        shared.warning(Place("this machine"), SUBSET_MISSING, "run `python build.py doctor`")
    try:
        ledger = memory.ledger if memory else editions.read_ledger_file(house, shared)
        shared.stop_on_errors()
        shop = _Shop(house, open_house(house, shared), executor, ledger, memory, today, writes)
    except Stopped:
        slugs = ()
    else:
        if isinstance(executor, Workers):
            executor.all_do(make_ready, make_ready_sheet(shop.look))
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
    tasks: list[tuple[Html, str, Task]] = field(default_factory=list)
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
    look: Look
    executor: Executor
    ledger: Ledger
    memory: Memory | None
    today: date | None
    writes: bool

    def build(self, slugs: Sequence[str], papers: Sequence[str] | None) -> Iterator[Outcome]:
        """Begin briefs before those ahead of them are finished, so that no worker waits."""
        under_way: deque[_Job] = deque()
        ahead = getattr(self.executor, "jobs", 0)
        kept = time.monotonic()
        for slug in slugs:
            under_way.append(self._begin(slug, papers))
            tired = isinstance(self.executor, Workers) and self.executor.is_tired
            while len(under_way) > (0 if tired else ahead):
                yield self._finish(under_way.popleft())
            if isinstance(self.executor, Workers) and tired:
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
        memory = self.memory
        if memory:
            memory.files(slug)  # before it is read: what is saved from now on is noticed
            stale = [one for one in memory.standings(slug, papers or ()) if one.reasons]
            outcome.reasons = stale[0].reasons if stale else ()
        try:
            laid = lay_out_brief(self.house, self.look, slug, papers, self.executor, outcome)
            if memory:
                memory.note_read(slug, laid.brief.language, laid.brief.papers)
            for page in laid.pages:
                if memory and memory.finds_current(slug, page.paper, page.digest):
                    outcome.current.append(page.paper)
                    if kept := self._kept(page, memory):
                        job.kept.append(kept)
                    if kept or self.writes:
                        continue
                code, stamped = self._stamp(laid, page, outcome.problems)
                job.tasks.append((page, code, give(self.executor, print_page, stamped)))
            # Read over while it is printed; where that finds an error, the print is thrown away.
            job.reader = Proofreader(laid.brief, self.today)
            with in_time(f"content/{slug}", self.seconds, outcome.problems):
                job.reader.read_brief(outcome.problems)
            if self.writes:
                outcome.problems.stop_on_errors()
            if self.today:
                make_ready_to_read()
        except Stopped:
            job.give_up()
        return job

    def _kept(self, page: Html, memory: Memory) -> Pdf | None:
        """The PDF that was printed of *page*, and what is known of it, if it is to be read over."""
        if self.today is None:
            return None
        printed = memory.record(page.slug).printed[page.paper]
        data = (self.house / "output" / printed.file).read_bytes()
        pdf = Pdf(page.slug, page.paper, data, printed.pages, page.digest)
        return kept_proof(self.house, pdf, memory.press)

    def _stamp(self, laid: Laid, page: Html, problems: Problems) -> tuple[str, Html]:
        """Stamp *page* as the edition that it is, or as a draft."""
        entry = self.ledger.current(page.slug)
        if entry and page.paper in entry.papers and entry.papers[page.paper].html == page.digest:
            before = self.ledger.before(entry.slug, entry.edition)
            corrected = correct(laid, page, self.look, correction(entry, before), problems)
            return entry.code, stamp_edition(corrected, entry, laid, self.look, problems)
        return "", stamp_draft(page, laid.brief, self.look, problems)

    def _finish(self, job: _Job) -> Outcome:
        outcome = job.outcome
        with _lap(outcome, "press"):
            pdfs = [
                (page, code, result(self.executor, task, f"output/{page.slug}", outcome.problems))
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
                    if self.memory:
                        printed = record(self.house, edition, page, code, self.memory)
                        self.memory.note_printed(page.slug, page.paper, printed)
                        self._keep_proof(edition.pdf, page)
            if job.reader.finish(outcome.problems) and self.memory and self.today:
                self.memory.note_verdict(outcome.slug, self.today, outcome.problems)
        return outcome

    @property
    def seconds(self) -> float:
        """How long a step may take that is done in this process."""
        return getattr(self.executor, "seconds", SECONDS)

    def _read(self, pdf: Pdf, reader: Proofreader, outcome: Outcome) -> None:
        read_page(pdf, reader, self.seconds, outcome.problems)
        if not self.writes:
            outcome.proofs.append(Proof(reader.brief, pdf))

    def _keep_proof(self, pdf: Pdf, page: Html) -> None:
        """Keep what is known of *pdf*, a print of *page* before its stamp, for the next `check`."""
        if self.memory and self.today:
            said = keep_proof(replace(pdf, html_digest=page.digest), self.memory.press)
            editions.keep(self.house, [(proof_file(pdf.slug, pdf.paper), said)])

    def _keep(self) -> None:
        if self.memory:
            editions.keep(self.house, self.memory.to_keep())


def record(house: Path, edition: Edition, page: Html, code: str, memory: Memory) -> PaperRecord:
    """Say what *edition*, a PDF of output/, was printed from: *page*, before its stamp."""
    stat = (house / edition.file).stat()
    return PaperRecord(
        file=edition.file.removeprefix("output/"),
        size=stat.st_size,
        time=stat.st_mtime_ns,
        sha256=edition.digest,
        pages=edition.pdf.pages,
        html=page.digest,
        press=memory.press,
        stamp=code,
    )


def recheck(house: Path, slugs: Sequence[str], memory: Memory) -> Iterator[Outcome]:
    """Lay out those of *slugs* whose files changed: perhaps the page is the one that was printed.

    *memory* learns it. An outcome tells of a brief with errors; nothing is drawn and printed.
    """
    shared = Problems()
    try:
        look = open_house(house, shared)
    except Stopped:
        yield Outcome("", problems=shared)
        return
    for slug in slugs:
        outcome = Outcome(slug)
        try:
            laid = lay_out_brief(house, look, slug, None, None, outcome)
        except Stopped:
            yield outcome
            continue
        memory.note_read(slug, laid.brief.language, laid.brief.papers)
        for page in laid.pages:
            memory.finds_current(slug, page.paper, page.digest)
    editions.keep(house, memory.to_keep())


# ---------------------------------------------------------------------------------------------
# Stamps


def stamp_draft(page: Html, brief: Brief, look: Look, problems: Problems) -> Html:
    """Stamp *page* as what nobody has published."""
    return stamp_page(page, Stamp(page.digest[:8]), brief, look, problems)


def stamp_edition(page: Html, entry: Entry, laid: Laid, look: Look, problems: Problems) -> Html:
    """Stamp *page* as the edition *entry*, with its code for the eye and for a telephone."""
    institute = laid.brief.institute
    where = f"{institute.check_at}#{entry.code}" if institute.check_at else (
        f"{entry.code}\n{institute.name}, {institute.city}"
    )  # fmt: skip
    qr = draw_code(where, look.tokens["ink"])
    stamp = Stamp(entry.code, entry.edition, entry.date, qr)
    return stamp_page(page, stamp, laid.brief, look, problems)


def correction(entry: Entry, before: Entry | None) -> Correction | None:
    """What *entry* prints about itself: a material correction shows its figures, old and new."""
    if entry.kind != "material" or before is None:
        return None
    changes = tuple(changed_facts(before.facts, entry.facts))
    return Correction(before.edition, before.date, entry.note, changes)


def correct(
    laid: Laid, page: Html, look: Look, correction: Correction | None, problems: Problems
) -> Html:
    """Lay *page* out with what it says of a correction, if there is one."""
    if correction is None:
        return page
    return lay_out(laid.brief, look, page.paper, laid.charts, problems, correction)


# ---------------------------------------------------------------------------------------------
# Brief by brief


def open_house(house: Path, problems: Problems) -> Look:
    """Read the look of the house and find its fonts. Raises `Stopped`."""
    look = read_look(house, problems)
    families: dict[str, list[str]] = {}
    for role in ("text", "display"):
        family = look.tokens.get(f"font-{role}", "").strip("\"'")
        faces = look.tokens.get(f"font-{role}-faces", "400").strip("\"'")
        families[family] = [face.strip() for face in faces.split(",")]
    rules, files = find_faces(families, Place("styles/tokens.css"), problems)
    problems.stop_on_errors()
    return replace(look, font_faces=rules, fonts=files)


def lay_out_brief(
    house: Path,
    look: Look,
    slug: str,
    papers: Sequence[str] | None,
    executor: Executor | None,
    outcome: Outcome,
) -> Laid:
    """Read, parse and lay out one brief, for each of its papers. Raises `Stopped`.

    *executor*: who draws its charts; without one, a chart that was never drawn is left empty.
    """
    with _lap(outcome, "read"):
        sources = read_sources(house / "content", slug, outcome.problems)
    return lay_out_sources(house, look, sources, papers, executor, outcome)


def lay_out_sources(
    house: Path,
    look: Look,
    sources: Sources,
    papers: Sequence[str] | None,
    executor: Executor | None,
    outcome: Outcome,
) -> Laid:
    """Parse and lay out what was read, for each of its papers. Raises `Stopped`."""
    problems = outcome.problems
    seconds = getattr(executor, "seconds", SECONDS)
    with _lap(outcome, "parse"), in_time(sources.folder, seconds, problems):
        brief = parse_brief(sources, look.languages, problems)
    with _lap(outcome, "charts"):
        charts = _draw_charts(house, look, brief, executor, problems)
        problems.stop_on_errors()
    with _lap(outcome, "page"), in_time(sources.folder, seconds, problems):
        pages = [lay_out(brief, look, paper, charts, problems) for paper in papers or brief.papers]
    return Laid(brief, charts, pages)


def check_embargo(
    house: Path, look: Look, entry: Entry, now: datetime, place: Place, problems: Problems
) -> None:
    """Compare *entry* with its brief: one that got an embargo later is an edition without a mark.

    Problems: an embargo that holds and that no page of *entry* says. A brief with faults of its own
    is for `build` to tell, here it says nothing.
    """
    apart = Problems()
    try:
        brief = parse_brief(
            read_sources(house / "content", entry.slug, apart), look.languages, apart
        )
    except Stopped:
        return
    until = brief.fields.embargo
    if until and now < until and not entry.embargo:
        problems.error(
            place,
            f"edition {entry.edition} of `{entry.slug}` does not say that it is under embargo "
            f"until {until.isoformat(timespec='minutes')}",
            f"run `python build.py publish {entry.slug} --note …`: each page of the new one does",
        )


@contextmanager
def in_time(folder: str, seconds: float, problems: Problems) -> Iterator[None]:
    """Let Ctrl-C wait, and raise `Stopped` after *seconds*: what is done here is no worker's."""
    try:
        with uninterrupted(), time_limit(seconds):
            yield
    except Overdue:
        problems.error(
            Place(folder),
            f"not read after {seconds:g} s",
            "look for a very long text, thousands of citations; or raise --time-limit",
        )
        raise Stopped from None


def read_page(pdf: Pdf, reader: Proofreader, seconds: float, problems: Problems) -> None:
    """Have *reader* read *pdf* over, in *seconds*: what it takes longer for is an error."""
    with suppress(Stopped), in_time(f"content/{pdf.slug}", seconds, problems):
        reader.read_page(pdf, problems)


def bring_out(
    pdf: Pdf | None, reader: Proofreader, house: Path, folder: str, outcome: Outcome
) -> Edition | None:
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
    return editions.write_edition(
        pdf, house, folder, main_paper=main_paper, problems=outcome.problems
    )


def _draw_charts(
    house: Path, look: Look, brief: Brief, executor: Executor | None, problems: Problems
) -> dict[str, bytes]:
    """Draw the charts of *brief*, each once: a drawn one is kept by its digest."""
    language = look.language(brief.language)
    folder = font_folder(look.tokens["font-display"].strip("\"'"))
    # Not on another machine: the fonts of a chart lie in a folder of this one.
    artist = executor if isinstance(executor, Workers) else InProcess()
    drawn, drawing = {}, {}
    for name in brief.fields.figures:
        chart = prepare_chart(brief, name, look.tokens, language, problems)
        if chart is None:
            continue
        kept = editions.kept_chart(house / "output", chart.digest)
        if kept is not None or executor is None:
            drawn[name] = kept or b""
        else:
            drawing[name] = chart, give(artist, draw_chart, chart, [str(folder)])
    for name, (chart, task) in drawing.items():
        place = brief.place("figures", name, "chart")
        svg = result(artist, task, str(place), problems)
        if isinstance(svg, str):
            problems.error(
                place,
                f"Vega-Lite refuses this chart: {svg}",
                "compare it with a chart that is drawn",
            )
        elif svg is not None:
            drawn[name] = svg
            editions.keep_chart(house / "output", chart.digest, svg, problems)
    return drawn


@contextmanager
def _lap(outcome: Outcome, step: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        outcome.seconds[step] = time.perf_counter() - start


def write_html(house: Path, slug: str, paper: str | None, problems: Problems) -> str | None:
    """Write the finished page of a brief as one file, its assets inside; returns its name."""
    outcome = Outcome(slug, problems=problems)
    try:
        look = open_house(house, problems)
        with Workers(1) as workers:
            laid = lay_out_brief(house, look, slug, [paper] if paper else None, workers, outcome)
        page = stamp_draft(laid.pages[0], laid.brief, look, problems)
    except Stopped:
        return None
    label = f"output/{slug}.html"
    text = page.in_one_file()
    written = editions.write_whole(house / label, text.encode(), Place(label), problems)
    return label if written else None
