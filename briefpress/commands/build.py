"""Print what is out of date."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..model.papers import PAPERS_IN_WORDS
from .shared import (
    ON,
    WORKERS,
    check_papers,
    choose,
    count,
    find_house,
    hire,
    moment_of,
    pdf_line,
    program,
    remember,
    show,
)

if TYPE_CHECKING:
    from ..cache.freshness import BuildState
    from ..press.executors import Executor
    from ..workflows.build import Outcome


@click.command()
@click.argument("briefs", nargs=-1)
@click.option(
    "--paper", multiple=True, type=str.lower, help=f"Print on this paper: {PAPERS_IN_WORDS}."
)
@click.option("--force", is_flag=True, help="Print what is current as well.")
@ON
@WORKERS
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")
def build(
    briefs: tuple[str, ...],
    paper: tuple[str, ...],
    force: bool,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    quiet: bool,
) -> int:
    """Build what is out of date of BRIEFS, or of all of content/, into output/."""
    start = time.perf_counter()
    house = find_house()
    slugs = choose(briefs, house)
    check_papers(paper)
    state = remember(house)
    if state is None:
        return 1
    if force:
        state.forget(slugs)
    stale = [slug for slug in slugs if not state.is_current(slug, paper)]
    if not stale:
        from ..editions.files import MADE, sweep, write_cache

        # A command that was killed need not have changed what is current. Of editions/, where
        # a thousand folders take 40 ms to look at, the next one that prints takes care.
        sweep(house, MADE)
        write_cache(house, state.to_keep())
        if not quiet:
            click.echo(count(len(slugs), "brief", "is current", "are current, all of them"))
            day = moment_of(None).date()
            warned = sum(len(state.verdict(slug, day) or ()) for slug in slugs)
            if warned:
                say = count(warned, "warning", "stands", "stand")
                click.echo(f"{say}; see `{program()} check`")
        return 0
    pages = len(stale) * (len(paper) or 2)
    with hire(jobs, time_limit, memory_limit, pages, on) as workers:
        return _build(house, stale, paper, workers, state, quiet, start, len(slugs) - len(stale))


def _build(
    house: Path,
    slugs: list[str],
    paper: Sequence[str],
    workers: Executor,
    state: BuildState,
    quiet: bool,
    start: float,
    current: int,
) -> int:
    from ..press.executors import uninterrupted

    with uninterrupted():
        from ..workflows.build import build as run

    day = moment_of(None).date()
    outcomes: list[Outcome] = []
    with _Screen(slugs, quiet) as screen:
        for outcome in run(house, slugs, paper or None, workers, state, day):
            outcomes.append(outcome)
            screen.outcome(outcome)
    failed = sum(1 for outcome in outcomes if outcome.problems.errors)
    made = sum(len(outcome.written) for outcome in outcomes)
    current += sum(1 for outcome in outcomes if outcome.current and not outcome.written)
    rest = f", {count(current, 'brief', 'is current', 'are current')}" if current else ""
    seconds = time.perf_counter() - start
    screen.close(f"{made} PDF{'s' * (made != 1)} in {seconds:.1f} s{rest}", failed)
    return 1 if failed else 0


class _Screen:
    """Progress with names and times: a bar on a terminal, plain lines elsewhere."""

    def __init__(self, slugs: Sequence[str], quiet: bool) -> None:
        self.quiet = quiet
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

    def __enter__(self) -> _Screen:
        if self.bar:
            self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar:
            self.bar.stop()

    def outcome(self, outcome: Outcome) -> None:
        """Say what became of a brief."""
        if self.bar:
            rest = self.slugs[self.slugs.index(outcome.slug) + 1 :] if outcome.slug else []
            self.bar.update(
                self.task, advance=1, description=rest[0] if rest else "", left=len(rest)
            )
            self.bar.stop()
        show(outcome.problems)
        if not self.quiet:
            if outcome.reasons and (outcome.written or outcome.current):
                gone = "" if outcome.written else "; the page is the same"
                click.echo(f"{outcome.slug}: {'; '.join(outcome.reasons)}{gone}")
            seconds = sum(outcome.seconds.get(step, 0) for step in _STEPS)
            for pdf in outcome.written:
                click.echo(f"{pdf_line(pdf.file, pdf.pages, pdf.size)}, {seconds:.1f} s")
        if self.bar:
            self.bar.start()

    def close(self, summary: str, failed: int) -> None:
        """Sum up."""
        if failed:
            click.echo(
                f"{count(failed, 'brief', 'failed', 'failed')}; a good PDF from before stays",
                err=True,
            )
        if not self.quiet:
            click.echo(summary)


_STEPS = ("read", "parse", "charts", "page", "press", "write")
