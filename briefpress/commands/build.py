"""Print what is out of date."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..model.papers import PAPERS_IN_WORDS
from .shared import (
    BRIEFS,
    WORKERS_OR_CLUSTER,
    NamedBriefs,
    WorkerOptions,
    check_papers,
    choose_languages,
    count,
    find_house,
    moment_of,
    pdf_line,
    program,
    read_build_state,
    show,
    show_problem,
    start_workers,
)

if TYPE_CHECKING:
    from datetime import date

    from ..cache.freshness import BuildState
    from ..model.problems import Problem, Problems
    from ..press.executors import Executor
    from ..workflows.build import Outcome


@click.command()
@BRIEFS
@click.option(
    "--paper",
    multiple=True,
    type=str.lower,
    metavar="PAPER",
    help=f"Print on this paper: {PAPERS_IN_WORDS}.",
)
@click.option("--force", is_flag=True, help="Print what is current as well.")
@click.option(
    "--large-print",
    is_flag=True,
    help="Print the large-print edition, `<brief>.large.pdf`: 16 pt, one column.",
)
@WORKERS_OR_CLUSTER
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")
def build(
    briefs: NamedBriefs,
    paper: tuple[str, ...],
    force: bool,
    large_print: bool,
    worker_options: WorkerOptions,
    quiet: bool,
) -> int:
    """Build what is out of date of BRIEFS, or of all of content/, into output/.

    A brief with errors is printed as a draft, which says so. The exit status is 1 then.
    """
    start = time.perf_counter()
    house = find_house()
    slugs = choose_languages(briefs, house)
    check_papers(paper)
    if large_print:
        with start_workers(worker_options, len(slugs)) as workers:
            return _print_large(house, slugs, paper, workers, quiet, start)
    state = read_build_state(house)
    if state is None:
        return 1
    if force:
        state.forget(slugs)
    day = moment_of(None).date()
    known = {slug: one for slug in slugs if (one := _known(state, slug, paper, day)) is not None}
    stale = [slug for slug in slugs if slug not in known]
    if not stale:
        from ..editions.files import MADE, sweep, write_cache

        # A command that was killed need not have changed what is current. The next one that prints
        # looks at the folders of editions: a thousand of them take 40 ms.
        sweep(house, (*MADE, "editions"))
        write_cache(house, state.to_keep())
        if not quiet:
            click.echo(count(len(slugs), "brief", "is current", "are current, all of them"))
            warnings = [one for found in known.values() for one in found if one.severity != "error"]
            if warnings:
                say = count(len(warnings), "warning", "stands", "stand")
                click.echo(f"{say}; see `{program()} check`")
        return _tell_again(known)
    pages = len(stale) * (len(paper) or 2)
    with start_workers(worker_options, pages) as workers:
        screen = Screen(stale, quiet=quiet, start=start, current=len(known))
        failed = _build(house, stale, paper, workers, state, screen)
    return _tell_again(known) or failed


def _print_large(
    house: Path,
    slugs: list[str],
    paper: Sequence[str],
    workers: Executor,
    quiet: bool,
    start: float,
) -> int:
    """Print large-print editions; the exit status."""
    from ..press.executors import uninterrupted

    with uninterrupted():
        from ..workflows.large_print import print_large
    outcomes = []
    for outcome in print_large(house, slugs, paper or None, workers):
        outcomes.append(outcome)
        show(outcome.problems)
        for pdf in outcome.written if not quiet else ():
            click.echo(pdf_line(pdf.file, pdf.pages, pdf.size))
    if not quiet:
        made = sum(len(outcome.written) for outcome in outcomes)
        click.echo(f"{made} PDF{'s' * (made != 1)} in {time.perf_counter() - start:.1f} s")
    return 1 if any(outcome.problems.errors for outcome in outcomes) else 0


def _known(state: BuildState, slug: str, paper: Sequence[str], day: date) -> Problems | None:
    """The problems of *slug* where its PDFs are current; None where it has to be built."""
    from ..model.problems import Problems

    if not state.is_current(slug, paper):
        return None
    verdict = state.findings(slug, day)
    has_errors = any(one.errors for one in state.compare(slug, paper))
    return None if has_errors and verdict is None else Problems([*(verdict or ())])


def _tell_again(known: Mapping[str, Problems]) -> int:
    """Tell the errors of briefs that are current as drafts; the exit status."""
    with_errors = [problems for problems in known.values() if problems.errors]
    for problems in with_errors:
        for problem in problems:
            if problem.severity == "error":
                show_problem(problem)
    if with_errors:
        _say_drafts(len(with_errors))
    return 1 if with_errors else 0


def _say_drafts(number: int) -> None:
    have = count(number, "brief", "has", "have")
    click.echo(f"{have} errors: printed as a draft, and not to be published", err=True)


def _build(
    house: Path,
    slugs: list[str],
    paper: Sequence[str],
    workers: Executor,
    state: BuildState,
    screen: Screen,
) -> int:
    """Build *slugs*, and say on *screen* what becomes of them; the exit status."""
    from ..press.executors import uninterrupted

    with uninterrupted():
        from ..workflows.build import build as run

    day = moment_of(None).date()
    outcomes: list[Outcome] = []
    with screen:
        for outcome in run(house, slugs, paper or None, workers, state, day):
            outcomes.append(outcome)
            screen.outcome(outcome)
    failed = [outcome for outcome in outcomes if outcome.problems.errors]
    drafts = sum(1 for outcome in failed if outcome.written or outcome.current)
    lost = [outcome.slug for outcome in failed if not (outcome.written or outcome.current)]
    there = any(one.file for slug in lost if slug for one in state.compare(slug))
    made = sum(len(outcome.written) for outcome in outcomes)
    current = screen.current
    current += sum(1 for outcome in outcomes if outcome.current and not outcome.written)
    rest = f", {count(current, 'brief', 'is current', 'are current')}" if current else ""
    seconds = time.perf_counter() - screen.start
    if drafts:
        _say_drafts(drafts)
    if lost:
        stays = "; the PDF from before stays" if there else ""
        click.echo(f"{count(len(lost), 'brief', 'was', 'were')} not printed{stays}", err=True)
    if not screen.quiet:
        click.echo(f"{made} PDF{'s' * (made != 1)} in {seconds:.1f} s{rest}")
    return 1 if failed else 0


class Screen:
    """Progress with names and times: a bar on a terminal, plain lines elsewhere."""

    def __init__(
        self, slugs: Sequence[str], *, quiet: bool, start: float = 0, current: int = 0
    ) -> None:
        """Show how *slugs* get on; *start*: when the command began, *current*: how many other
        briefs need nothing.
        """
        self.quiet, self.start, self.current = quiet, start, current
        self.bar: Any = None
        if not quiet and sys.stdout.isatty() and len(slugs) > 1:
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            self.bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(32),
                MofNCompleteColumn(),
                TextColumn("{task.fields[left]} left,"),
                TimeRemainingColumn(),
                transient=True,
            )
            self.task = self.bar.add_task(slugs[0], total=len(slugs), left=len(slugs))
        self.slugs = list(slugs)
        self.told: set[Problem] = set()
        """The problems that are on the screen: one of a file of several briefs is told once."""

    def __enter__(self) -> Screen:
        if self.bar:
            self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar:
            self.bar.stop()

    def new_problems(self, problems: Problems) -> Problems:
        """Those of *problems* that are not on the screen; all of them where briefs come again."""
        from ..model.problems import Problems

        new = Problems([one for one in problems if one not in self.told])
        self.told |= {*new} if self.slugs else set()
        return new

    def outcome(self, outcome: Outcome) -> None:
        """Say what became of a brief."""
        if self.bar:
            rest = self.slugs[self.slugs.index(outcome.slug) + 1 :] if outcome.slug else []
            self.bar.update(
                self.task, advance=1, description=rest[0] if rest else "", left=len(rest)
            )
            self.bar.stop()
        show(self.new_problems(outcome.problems))
        if not self.quiet:
            if outcome.reasons and (outcome.written or outcome.current):
                gone = "" if outcome.written else "; the page is the same"
                click.echo(f"{outcome.slug}: {'; '.join(outcome.reasons)}{gone}")
            seconds = sum(outcome.seconds.get(step, 0) for step in _STEPS)
            for pdf in outcome.written:
                click.echo(f"{pdf_line(pdf.file, pdf.pages, pdf.size)}, {seconds:.1f} s")
        if self.bar:
            self.bar.start()


_STEPS = ("read", "parse", "charts", "page", "press", "write")
