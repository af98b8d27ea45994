"""Build briefs: Sources → Brief → Html → Pdf → a file of output/, and who works on them.

    this process   read ─► parse ─► lay out ───────────────┐         ┌─► write
    a worker       load the press ────► (draw charts) ──── print ────┘

A page is closed, so the heavy work, drawing and printing, is a function of its arguments and goes
to worker processes. A worker loads its press while this process reads the first brief, and
this process reads the next brief while pages are printed there.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..cache.freshness import BuildState, PaperRecord
from ..cache.printed_layouts import layout_file, read_sealed_layout, seal_layout
from ..editions.files import (
    BegunPdf,
    FolderSync,
    begin_pdf,
    read_ledger_file,
    read_published,
    sweep,
    write_cache,
)
from ..editions.ledger import Ledger
from ..model.brief import Theme
from ..model.page import Html, Pdf, WrittenPdf
from ..model.problems import Place, Problems, Stopped
from ..page.compose import make_dummy_page
from ..page.single_texts import show_facts
from ..press.executors import Executor, Task, give, in_time, result, uninterrupted
from ..press.libraries import SUBSET_MISSING, has_subset
from ..press.workers import load_fonts_and_styles, print_page
from .lay_out import Laid, lay_out_brief, lay_out_pages, open_house, prepare_brief
from .stamps import (
    find_correction,
    find_unnamed,
    foresee_correction,
    lay_out_with_correction,
    print_draft,
    stamp_draft,
    stamp_edition,
)

if TYPE_CHECKING:
    from ..checks.evidence.printed_page import PrintedPage
    from ..checks.preflight import Proofreader

SAVE_EVERY = 5.0
"""Seconds between two times that the state is written: a kill costs no more than that."""


HANDOVER = 0.003
"""Seconds in which a page is handed to a worker by threads of this process. They wait 5 ms for each
turn as long as it reads on; it sleeps, so the worker has the page 15 ms sooner."""


@dataclass(frozen=True)
class Outcome:
    """The result of building one brief."""

    slug: str
    """Empty where the house itself has problems."""
    problems: Problems = field(default_factory=Problems)
    reasons: tuple[str, ...] = ()
    """Why it was out of date."""
    current: tuple[str, ...] = ()
    """Papers that needed no printing: the page is the one that was printed."""
    written: tuple[WrittenPdf, ...] = ()
    """The PDFs that were printed and written; drafts, where there are errors."""
    proofs: tuple[PrintedPage, ...] = ()
    """The pages that were read over, where nothing was to be written."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long each step took."""
    is_first: bool = False
    """Whether it is the paper alone that somebody looks at; the whole outcome follows."""


def build(
    house: Path,
    slugs: Sequence[str],
    papers: Sequence[str] | None,
    executor: Executor,
    state: BuildState | None = None,
    today: date | None = None,
    *,
    writes: bool = True,
    looked_at: str = "",
) -> Iterator[Outcome]:
    """Build the briefs *slugs*, one outcome after another; a brief that fails stops no other.

    A brief with errors is printed as a draft whose foot says how many there are; the PDF from
    before stays only where nothing can be printed.

    *papers*: those to print on, where they are not the brief's own. *state*: what is printed
    already, and will not be printed again; without one, everything is. *today*: the day on which
    they are read over with all checks; without one, with those that every page must pass.
    *writes*: whether the PDFs are written; otherwise they are only read over. *looked_at*: a paper
    that is printed and written before the others of its brief, with an outcome of its own.
    Problems of the house itself (its templates, styles and fonts) come as an outcome of their own,
    and then nothing is built.
    """
    sweep(house)
    shared = Problems()
    if not has_subset():
        shared.warning(Place("this machine"), SUBSET_MISSING, "run `briefpress doctor`")
    try:
        ledger = state.ledger if state else read_ledger_file(house, shared)
        shared.stop_on_errors()
        theme = open_house(house, shared)
        builder = _Builder(house, theme, executor, ledger, state, today, writes, looked_at)
    except Stopped:
        slugs = ()
    else:
        executor.prepare(load_fonts_and_styles, make_dummy_page(builder.theme))
    if shared.found:
        yield Outcome("", shared)
    if slugs:
        yield from builder.build(slugs, papers)


@dataclass(frozen=True)
class _Print:
    """A page that is being printed."""

    page: Html
    """Without its stamp."""
    code: str
    """The code of the edition that it is stamped as; empty where that is a draft."""
    errors: int
    """How many its foot tells of."""
    stamped: Html
    task: Task[Pdf] | None
    """None where it waits for the paper that somebody looks at."""


class _Printed(NamedTuple):
    """A page that was printed."""

    by: _Print
    pdf: Pdf
    file: BegunPdf | None
    """Its file, that is being written; None where nothing is to be."""


@dataclass(frozen=True)
class _Job:
    """A brief that is being printed."""

    slug: str
    problems: Problems
    """Those so far; more come when it is finished."""
    reasons: tuple[str, ...]
    prints: tuple[_Print, ...]
    laid: Laid | None = None
    """None where nothing can be laid out."""
    reader: Proofreader | None = None
    current: tuple[str, ...] = ()
    kept: tuple[Pdf, ...] = ()
    """PDFs of the papers that are current, to be read over once more."""


@dataclass(frozen=True)
class _Builder:
    """Where briefs are printed: what is the same for all of them."""

    house: Path
    theme: Theme
    executor: Executor
    ledger: Ledger
    state: BuildState | None
    today: date | None
    writes: bool
    looked_at: str

    def build(self, slugs: Sequence[str], papers: Sequence[str] | None) -> Iterator[Outcome]:
        """Begin briefs before those ahead of them are finished, so that no worker waits."""
        under_way: deque[_Job] = deque()
        syncs: list[FolderSync] = []
        saved = time.monotonic()

        def finish() -> Iterator[Outcome]:
            for outcome in self._finish(under_way.popleft()):
                if outcome.written:
                    syncs.append(FolderSync(self.house / "output", Place("output")))
                yield outcome

        for slug in slugs:
            under_way.append(self._begin(slug, papers))
            renews = self.executor.needs_renewal
            while len(under_way) > (0 if renews else self.executor.jobs):
                yield from finish()
            if renews:
                self.executor.renew()
            if time.monotonic() - saved > SAVE_EVERY:
                self._save_state()
                saved = time.monotonic()
        while under_way:
            yield from finish()
        self._save_state()
        problems = Problems()
        for sync in syncs:
            sync.finish(problems)
        if problems.found:
            yield Outcome("", problems)

    def _begin(self, slug: str, papers: Sequence[str] | None) -> _Job:
        """Lay a brief out, have its pages printed, and read meanwhile what is written in it."""
        problems = Problems()
        reasons = self._find_reasons(slug, papers)
        prints: list[_Print] = []
        try:
            laid = prepare_brief(self.house, self.theme, slug, self.executor, problems)
            if self.state:
                self.state.record_read(slug, laid.brief.language, laid.brief.papers)
            pages: list[Html] = []
            current: list[str] = []
            kept: list[Pdf] = []
            start = time.perf_counter()
            all_papers = papers or laid.brief.papers
            first = sorted(all_papers, key=lambda one: one != self.looked_at)
            for page in lay_out_pages(laid, self.theme, first, self.executor, problems):
                pages.append(page)
                is_current, pdf = self._find_current(page)
                current += [page.paper] if is_current else []
                kept += [pdf] if pdf else []
                if not pdf and not (is_current and self.writes):
                    prints.append(self._print(laid, page, prints, problems))
            seconds = {**laid.seconds, "page": time.perf_counter() - start}
            pages.sort(key=lambda one: all_papers.index(one.paper))
            laid = replace(laid, pages=tuple(pages), seconds=seconds)
            # Imported here, while the pages are printed: the checks take 0.05 s.
            from ..checks.evidence.tag_tree import load_pdf_readers
            from ..checks.preflight import Proofreader
            from .past import find_past

            past = find_past(self.house, laid, self.theme, self.ledger) if self.today else None
            reader = Proofreader(laid.brief, self.today, past=past)
            with in_time(f"content/{slug}", self.executor.seconds, problems):
                reader.read_brief(problems)
            if self.today:
                load_pdf_readers()
            if self.state and prints:
                self.state.read_fields(slug)
        except Stopped:
            pass
        except Exception as error:  # a fault of ours or of a library: the other briefs go on
            problems.error(
                Place(f"content/{slug}"),
                f"briefpress broke on this brief: {type(error).__name__}: {error}",
                "take out what was added last, and send the brief to the developers",
            )
        else:
            return _Job(slug, problems, reasons, (*prints,), laid, reader, (*current,), (*kept,))
        begun = tuple(one for one in prints if one.task and not one.task.future.cancel())
        return _Job(slug, problems, reasons, begun)

    def _find_reasons(self, slug: str, papers: Sequence[str] | None) -> tuple[str, ...]:
        """Why *slug* is out of date; of several papers, the first that is."""
        if self.state is None:
            return ()
        self.state.files(slug)  # before it is read: what is saved from now on is noticed
        stale = [one.reasons for one in self.state.compare(slug, papers or ()) if one.reasons]
        return stale[0] if stale else ()

    def _find_current(self, page: Html) -> tuple[bool, Pdf | None]:
        """Whether *page* is printed already, and its PDF if that is to be read."""
        state = self.state
        if state is None or not state.record_if_current(page.slug, page.paper, page.digest):
            return False, None
        if pdf := self._read_printed(page, state) if self.today else None:
            return True, pdf
        # Errors, only its print can tell.
        return not state.record(page.slug).printed[page.paper].errors, None

    def _read_printed(self, page: Html, state: BuildState) -> Pdf | None:
        """The PDF that was printed of *page*, with its layout; None where that was not kept."""
        printed = state.record(page.slug).printed[page.paper]
        data = (self.house / "output" / printed.file).read_bytes()
        pdf = Pdf(page.slug, page.paper, data, printed.pages, page.digest)
        return read_sealed_layout(self.house, pdf, state.press)

    def _print(
        self, laid: Laid, page: Html, others: Sequence[_Print], problems: Problems
    ) -> _Print:
        """Have *page* printed, stamped as the edition that it is, or as a draft.

        Where one of *others* is looked at, it waits for that.
        """
        edition = self.ledger.edition_of(page.slug, page.paper, page.digest)
        if edition:
            correction = find_correction(edition, self.ledger)
            corrected = lay_out_with_correction(laid, page, self.theme, correction, problems)
            stamped = stamp_edition(corrected, edition, laid, self.theme, problems)
        else:
            stamped = stamp_draft(page, laid.brief, self.theme, problems)
        code = edition.code if edition else ""
        if any(one.page.paper == self.looked_at for one in others):
            return _Print(page, code, problems.errors, stamped, None)
        is_alone = page.paper == self.looked_at and self.executor.jobs > 1
        has_spare_core = self.executor.has_spare_core or is_alone
        task = give(self.executor, print_page, stamped, has_spare_core)
        if self.executor.jobs:
            time.sleep(HANDOVER)
        return _Print(page, code, problems.errors, stamped, task)

    def _finish(self, job: _Job) -> Iterator[Outcome]:
        """Wait for the pages of *job*, read them over and write them."""
        with ExitStack() as files:
            yield from self._finish_with(files, job)

    def _finish_with(self, files: ExitStack, job: _Job) -> Iterator[Outcome]:
        """Do what `_finish` says; *files* removes what was begun and is not written."""
        from ..checks.evidence.printed_page import PrintedPage

        problems = job.problems
        start = time.perf_counter()
        seconds = {"press": 0.0}
        printed: list[_Printed] = []
        written: dict[str, WrittenPdf] = {}
        on_pages = Problems()
        for one in self._read_prints(files, job, seconds, problems, on_pages):
            printed.append(one)
            is_right = one.by.errors == problems.errors + on_pages.errors
            is_first = one.file and one.pdf.paper == self.looked_at and len(job.prints) > 1
            if is_first and is_right:
                written |= self._write([one], job.slug, problems)
                yield Outcome(job.slug, written=(*written.values(),), is_first=True)
        problems.extend(on_pages)
        waited = seconds["press"]
        if job.laid is None or job.reader is None:
            yield Outcome(job.slug, problems, job.reasons, seconds=seconds)
            return
        self._try_correction(job.laid, [*job.kept, *(one.pdf for one in printed)], problems)
        if self.writes:
            printed = self._recount(files, job, job.laid, printed, problems)
            rest = [one for one in printed if not (one.file and one.file.is_finished)]
            written |= self._write(rest, job.slug, problems)
        if job.reader.finish(problems) and self.state and self.today:
            self.state.record_findings(job.slug, self.today, problems)
        if self.writes:
            self._tell_what_stays(job, {*written}, problems)
        for one in printed:
            for step, took in one.pdf.seconds.items():
                seconds[step] = seconds.get(step, 0) + took
        read = [*job.kept, *(one.pdf for one in printed)]
        yield Outcome(
            job.slug,
            problems,
            job.reasons,
            tuple(paper for paper in job.current if paper not in written),
            (*written.values(),),
            () if self.writes else tuple(PrintedPage(job.laid.brief, pdf) for pdf in read),
            {**job.laid.seconds, **seconds, "write": time.perf_counter() - start - waited},
        )

    def _read_prints(
        self,
        files: ExitStack,
        job: _Job,
        seconds: dict[str, float],
        problems: Problems,
        on_pages: Problems,
    ) -> Iterator[_Printed]:
        """Wait for the pages of *job*, and read each over while it is written and the next printed.

        Gives those that were printed; the seconds of waiting are added to *seconds*. Problems:
        what happened to the pages; *on_pages*: what is on them.
        """
        place, limit = Place(f"output/{job.slug}"), self.executor.seconds
        if job.reader:
            for pdf in job.kept:
                read_over(pdf, job.reader, limit, on_pages)
        tasks = [one.task for one in job.prints]
        for number, one in enumerate(job.prints):
            start = time.perf_counter()
            task = tasks[number] or give(self.executor, print_page, one.stamped)
            new = result(self.executor, task, place, problems)
            seconds["press"] += time.perf_counter() - start
            if one.page.paper == self.looked_at:  # those that have waited for it
                stamped = [other.stamped for other in job.prints]
                tasks = [
                    task or give(self.executor, print_page, page)
                    for task, page in zip(tasks, stamped, strict=True)
                ]
            if new and job.reader and job.laid:
                printed = self._begin_file(files, job.laid, one, new)
                read_over(new, job.reader, limit, on_pages)
                yield printed

    def _try_correction(self, laid: Laid, pdfs: Sequence[Pdf], problems: Problems) -> None:
        """Warn where the box that a material correction prints would need one page more, or would
        open a hole.

        *pdfs*: the pages without it. Whether it is one is said when it is published, too late to
        cut a text.
        """
        if self.today is None:
            return
        from ..checks.evidence.holes import find_holes
        from ..checks.evidence.places import place_on_page
        from ..checks.evidence.printed_page import PrintedPage
        from ..checks.evidence.texts import shown

        slug = laid.brief.slug
        last = self.ledger.last(slug)
        if before := self.ledger.before(slug, last.number + 1) if last else None:
            facts = show_facts(laid.brief, self.theme, Problems())
            for fault in find_unnamed(before, facts, laid.brief):
                problems.warning(*fault)
        correction = foresee_correction(self.ledger, laid, self.theme, self.today)
        whole = {
            pdf.paper: {hole.above for hole in find_holes(pdf)}
            for pdf in pdfs
            if not pdf.fitted or pdf.pages <= pdf.fitted.pages
        }
        for page in laid.pages if correction else ():
            if page.paper not in whole:
                continue
            pdf = print_draft(laid, page, self.theme, correction, self.executor, problems)
            if correction and pdf and pdf.fitted and pdf.pages > pdf.fitted.pages:
                lines = -pdf.fitted.lines
                problems.warning(
                    laid.brief.place("pages"),
                    f"{pdf.pages} pages on {page.paper} with the box that says what was corrected "
                    f"since edition {correction.edition}: the budget is "
                    f"{pdf.fitted.pages}, {lines} line{'s' * (lines != 1)} are too many",
                    "cut them before you publish it; the box stands until the next material "
                    "correction, or as long as `corrections_for:` of institute.yaml says",
                )
            for hole in find_holes(pdf) if pdf else ():
                if pdf and hole.above and hole.above not in whole[page.paper]:
                    problems.warning(
                        place_on_page(PrintedPage(laid.brief, pdf), hole.above),
                        f"a hole of {hole.lines} lines under `{shown(hole.above)}`, on page "
                        f"{hole.page} of {page.paper}, with the box that says what was corrected",
                        f"`briefpress publish {slug} --kind material --note … --draft` prints it: "
                        "shorten the text above, or place what did not fit elsewhere",
                    )

    def _begin_file(self, files: ExitStack, laid: Laid, by: _Print, pdf: Pdf) -> _Printed:
        """Begin to write *pdf*, if it is to be written and has some data."""
        if not (self.writes and pdf.data):  # the press has said why
            return _Printed(by, pdf, None)
        main = pdf.paper == laid.brief.papers[0]
        out = replace(pdf, data=self._published(by, pdf))
        with uninterrupted():  # after Ctrl-C between the two nobody would remove it
            begun = begin_pdf(out, self.house, "output", main_paper=main)
            files.callback(begun.file.remove)
        return _Printed(by, pdf, begun)

    def _recount(
        self,
        files: ExitStack,
        job: _Job,
        laid: Laid,
        printed: Sequence[_Printed],
        problems: Problems,
    ) -> list[_Printed]:
        """Print those drafts of *job* anew whose foot tells of another number of errors.

        How many there are is known when all papers are read. A stamp moves no line, so the setting
        that was found holds. Gives what is to be written.
        """
        count = problems.errors
        settings = {pdf.paper: pdf.fitted.setting for pdf in job.kept if pdf.fitted}
        fitted = {one.pdf.paper: one.pdf.fitted for one in printed}
        settings |= {paper: one.setting for paper, one in fitted.items() if one}
        right = [one for one in printed if one.by.code or one.by.errors == count]
        stale = {one.pdf.paper for one in printed} - {one.pdf.paper for one in right}
        for one in printed:
            if one.file and one.pdf.paper in stale:
                one.file.file.remove()
        records = self.state.record(job.slug).printed if self.state else {}
        for paper in job.current:
            if not records[paper].stamp and records[paper].errors != count:
                stale.add(paper)
        anew = []
        for page in laid.pages:
            if page.paper in stale:
                stamped = stamp_draft(page, laid.brief, self.theme, problems)
                if page.fit and page.paper in settings:
                    fit = replace(page.fit, settings=(settings[page.paper],))
                    stamped = replace(stamped, fit=fit)
                task = give(self.executor, print_page, stamped)
                anew.append(_Print(page, "", count, stamped, task))
        place = Place(f"output/{job.slug}")
        pdfs = [
            result(self.executor, one.task, place, problems) if one.task else None for one in anew
        ]
        return right + [
            self._begin_file(files, laid, one, pdf)
            for one, pdf in zip(anew, pdfs, strict=True)
            if pdf
        ]

    def _write(
        self, printed: Sequence[_Printed], slug: str, problems: Problems
    ) -> dict[str, WrittenPdf]:
        """Write PDFs into output/, and note in the state what they were printed from.

        Gives them by their papers.
        """
        written = {}
        for by, pdf, begun in printed:
            file = begun.finish(problems) if begun else None
            if file is None:
                continue
            written[pdf.paper] = file
            if self.state:
                record = record_of(self.house, file, by.page, by.code, by.errors, self.state)
                self.state.record_printed(slug, pdf.paper, record)
                if self.today:
                    # Under the digest of the page without its stamp: the next `check` asks by it.
                    layout = seal_layout(replace(pdf, html_digest=by.page.digest), self.state.press)
                    write_cache(self.house, [(layout_file(slug, pdf.paper), layout)])
        return written

    def _tell_what_stays(self, job: _Job, new: Set[str], problems: Problems) -> None:
        """Warn of each PDF from before that stays in output/: its paper could not be printed now.

        *new*: the papers whose PDFs were written.
        """
        records = self.state.record(job.slug).printed if self.state else {}
        for paper in (one.page.paper for one in job.prints):
            before = records.get(paper)
            if paper in new or not before:
                continue
            file = self.house / "output" / before.file
            if not file.is_file():
                continue
            is_same = sha256(file.read_bytes()).hexdigest() == before.sha256
            edition = self.ledger.edition_with_code(before.stamp) if is_same else None
            whose = f"edition {edition.number}" if edition else "the PDF from before"
            problems.warning(
                Place(f"output/{before.file}"),
                f"this is still {whose}: the brief as it is now could not be printed on {paper}",
                "send nobody this file as the new one, and build again when the errors are gone",
            )

    def _published(self, one: _Print, pdf: Pdf) -> bytes:
        """Give the bytes of *pdf*; where it is an edition, those of the published file.

        The two may differ: content with other line ends prints the same page, and the PDF carries
        its files. A file that says that it is an edition must be that file.
        """
        page = one.page
        edition = self.ledger.edition_of(page.slug, page.paper, page.digest) if one.code else None
        printed = edition.papers[page.paper] if edition else None
        if printed is None or sha256(pdf.data).hexdigest() == printed.sha256:
            return pdf.data
        return read_published(self.house, printed, Problems()) or pdf.data

    def _save_state(self) -> None:
        if self.state:
            write_cache(self.house, self.state.to_keep())


def read_over(pdf: Pdf, reader: Proofreader, seconds: float, problems: Problems) -> bool:
    """Have *reader* read *pdf* over, in *seconds*; whether it is without errors.

    Problems: those that the press noticed, and those that the checks find.
    """
    of_pdf = Problems([*pdf.problems])
    if pdf.data:
        with suppress(Stopped), in_time(f"content/{pdf.slug}", seconds, of_pdf):
            reader.read_page(pdf, of_pdf)
    problems.extend(of_pdf)
    return not of_pdf.errors


def record_of(
    house: Path, written: WrittenPdf, page: Html, code: str, errors: int, state: BuildState
) -> PaperRecord:
    """Say what *written*, a PDF of output/, was printed from: *page*, before its stamp.

    *code*: of the edition that it is; *errors*: how many the foot of a draft tells of.
    """
    stat = (house / written.file).stat()
    return PaperRecord(
        file=written.file.removeprefix("output/"),
        size=stat.st_size,
        time=stat.st_mtime_ns,
        sha256=written.digest,
        pages=written.pdf.pages,
        html=page.digest,
        press=state.press,
        stamp=code,
        errors=errors,
        budget=page.fit.pages if page.fit else None,
    )


def recheck(house: Path, slugs: Sequence[str], state: BuildState) -> Iterator[Outcome]:
    """Lay out those of *slugs* whose files changed: perhaps the page is the one that was printed.

    *state* learns it. A draft with errors is out of date until it is printed, for only its print
    can tell them all. An outcome tells of a brief with errors; nothing is drawn and printed.
    """
    shared = Problems()
    try:
        theme = open_house(house, shared)
    except Stopped:
        yield Outcome("", shared)
        return
    for slug in slugs:
        problems = Problems()
        try:
            laid = lay_out_brief(house, theme, slug, None, None, problems)
        except Stopped:
            yield Outcome(slug, problems)
            continue
        state.record_read(slug, laid.brief.language, laid.brief.papers)
        printed = state.record(slug).printed
        for page in laid.pages:
            if page.paper in printed and printed[page.paper].errors == problems.errors == 0:
                state.record_if_current(slug, page.paper, page.digest)
        if problems.errors:
            yield Outcome(slug, problems)
    write_cache(house, state.to_keep())
