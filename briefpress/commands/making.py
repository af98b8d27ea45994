"""Make PDFs, and see how they stand: build, status, watch, new, html, schema, restore, doctor."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .shell import (
    FORMAT,
    ON,
    WORKERS,
    check_papers,
    choose,
    count,
    edition_line,
    find_house,
    hire,
    moment_of,
    print_json,
    remember,
    show,
)

if TYPE_CHECKING:
    from ..cluster import Cluster
    from ..freshness import Memory, Standing
    from ..problems import Problems
    from ..workers import Workers
    from ..workflow import Outcome


@click.command()
@click.argument("briefs", nargs=-1)
@click.option("--paper", multiple=True, type=str.lower, help="Print on this paper: a4 or letter.")
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
    memory = remember(house)
    if memory is None:
        return 1
    if force:
        memory.forget(slugs)
    stale = [slug for slug in slugs if not memory.is_current(slug, paper)]
    if not stale:
        from ..editions import MADE, keep, sweep

        # A command that was killed need not have changed what is current. Of editions/, where
        # a thousand folders take 40 ms to look at, the next one that prints takes care.
        sweep(house, MADE)
        keep(house, memory.to_keep())
        if not quiet:
            click.echo(count(len(slugs), "brief", "is current", "are current, all of them"))
            day = moment_of(None).date()
            warned = sum(len(memory.verdict(slug, day) or ()) for slug in slugs)
            if warned:
                say = count(warned, "warning", "stands", "stand")
                click.echo(f"{say}; see `python build.py check`")
        return 0
    pages = len(stale) * (len(paper) or 2)
    with hire(jobs, time_limit, memory_limit, pages, on) as workers:
        return _build(house, stale, paper, workers, memory, quiet, start, len(slugs) - len(stale))


def _build(
    house: Path,
    slugs: list[str],
    paper: Sequence[str],
    workers: Workers | Cluster,
    memory: Memory,
    quiet: bool,
    start: float,
    current: int,
) -> int:
    from ..workers import uninterrupted

    with uninterrupted():
        from ..workflow import build as run

    day = moment_of(None).date()
    outcomes: list[Outcome] = []
    with _Screen(slugs, quiet) as screen:
        for outcome in run(house, slugs, paper or None, workers, memory, day):
            outcomes.append(outcome)
            screen.outcome(outcome)
    failed = sum(1 for outcome in outcomes if outcome.problems.errors)
    made = sum(len(outcome.editions) for outcome in outcomes)
    current += sum(1 for outcome in outcomes if outcome.current and not outcome.editions)
    rest = f", {count(current, 'brief', 'is current', 'are current')}" if current else ""
    seconds = time.perf_counter() - start
    screen.close(f"{made} PDF{'s' * (made != 1)} in {seconds:.1f} s{rest}", failed)
    return 1 if failed else 0


@click.command()
@click.argument("briefs", nargs=-1)
@FORMAT
def status(briefs: tuple[str, ...], form: str) -> int:
    """Say how BRIEFS stand: current, out of date and because of what, or never built."""
    from ..editions import keep

    house = find_house()
    slugs = choose(briefs, house)
    memory = remember(house)
    if memory is None:
        return 1
    stale = [
        slug for slug in slugs if any(one.state == "out of date" for one in memory.standings(slug))
    ]
    failed: dict[str, Problems] = {}
    if stale:
        from ..workflow import recheck

        failed = {one.slug: one.problems for one in recheck(house, stale, memory)}
    keep(house, memory.to_keep())
    standings = [one for slug in slugs for one in memory.standings(slug)]
    if form == "json":
        said = [
            one.as_json() | {"problems": [str(problem) for problem in failed.get(one.slug, [])]}
            for one in standings
        ]
        print_json(said)
    else:
        _table(standings)
        for problems in failed.values():
            show(problems)
    return 1 if any(problems.errors for problems in failed.values()) else 0


def _table(standings: Sequence[Standing]) -> None:
    """Show standings, a line each; their colour says nothing that the words do not say."""
    colours = {"current": "green", "out of date": "yellow", "never built": "red"}
    rows = [
        (
            one.slug,
            one.language or "–",
            one.paper or "–",
            one.state,
            f"edition {one.edition}" if one.edition else "draft" if one.pages else "–",
            one.published or "–",
            str(one.pages or "–"),
            "; ".join(one.reasons),
        )
        for one in standings
    ]
    heads = ("brief", "language", "paper", "state", "PDF", "published", "pages", "because of")
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads) - 1)]
    for row in [heads, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        cells[3] = click.style(cells[3], fg=colours.get(row[3]), bold=row is heads)
        click.echo("  ".join([*cells, row[-1]]).rstrip())


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8128,
    show_default=True,
    help="The next free one, where this one is taken; 0 for any.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")
def watch(port: int, no_browser: bool, quiet: bool) -> int:
    """Show every brief in the browser, and build again what a save touches, until Ctrl-C."""
    from ..preview.builder import watch as show

    screen = _Screen([], quiet)

    def opened(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")
        if not no_browser:
            import threading
            import webbrowser

            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    show(find_house(), port, opened, screen.outcome)
    return 0


@click.command()
@click.argument("slug")
@click.option("--title", required=True, help="The headline.")
@click.option(
    "--template", default="policy-brief", show_default=True, help="policy-brief, statement, …"
)
def new(slug: str, title: str, template: str) -> int:
    """Start a new brief, content/SLUG, that builds at once."""
    from datetime import date

    from ..problems import Problems
    from ..scaffold import start_brief
    from ..sources import MEETINGS

    commands = click.get_current_context().find_root().command.commands  # type: ignore[attr-defined]
    if slug in commands:
        raise click.BadParameter(f"`{slug}` is a command; choose another name")
    if slug == MEETINGS:
        raise click.BadParameter(f"content/{slug}/ holds meetings; choose another name")
    problems = Problems()
    files = start_brief(find_house(), slug, title, template, date.today(), problems)
    show(problems)
    for file in files:
        click.echo(f"{file}")
    if files:
        click.echo(f"Now: python build.py {slug}")
    return 1 if problems.errors else 0


@click.command()
def schema() -> int:
    """Write the JSON Schemas of brief.yaml and institute.yaml, for the editor's completion."""
    import json

    from ..contract import schemas
    from ..editions import write_whole
    from ..problems import Place, Problems

    problems = Problems()
    for name, made in schemas().items():
        path = find_house() / "output/schema" / f"{name}.json"
        text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
        label = f"output/schema/{name}.json"
        if write_whole(path, text.encode(), Place(label), problems):
            click.echo(label)
    show(problems)
    return 1 if problems.errors else 0


@click.command()
@click.argument("brief")
@click.option("--paper", help="Lay out for this paper: a4 or letter.")
def html(brief: str, paper: str | None) -> int:
    """Write the finished page of BRIEF as one closed HTML file, to look into."""
    from ..problems import Problems
    from ..workflow import write_html

    house = find_house()
    choose((brief,), house)
    check_papers((paper,) if paper else ())
    problems = Problems()
    label = write_html(house, brief, paper, problems)
    show(problems)
    if label:
        click.echo(label)
    return 1 if problems.errors else 0


@click.command()
@click.argument("pdf", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help="Replace files that are there and differ.")
def restore(pdf: Path, folder: Path, force: bool) -> int:
    """Write the content that PDF carries into FOLDER: YAML, Markdown, data and pictures."""
    from ..history import restore as run
    from ..problems import Problems

    problems = Problems()
    files = run(pdf, folder, problems, force=force)
    show(problems)
    for file in files:
        click.echo(file)
    return 1 if problems.errors else 0


@click.command()
def doctor() -> int:
    """Say what this machine lacks or what slows it, and how to mend it."""
    from ..doctor import examine

    sound = True
    for finding in examine(find_house()):
        mark = {"good": "✓", "slow": "!", "bad": "✗"}[finding.state]
        click.echo(f"{mark} {finding.what}")
        if finding.mend:
            click.echo(f"    {finding.mend}")
        sound = sound and finding.state != "bad"
    return 0 if sound else 1


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
            if outcome.reasons and (outcome.editions or outcome.current):
                gone = "" if outcome.editions else "; the page is the same"
                click.echo(f"{outcome.slug}: {'; '.join(outcome.reasons)}{gone}")
            seconds = sum(outcome.seconds.get(step, 0) for step in _STEPS)
            for edition in outcome.editions:
                click.echo(f"{edition_line(edition)}, {seconds:.1f} s")
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
