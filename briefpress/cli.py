"""The command: arguments in, progress and problems on the screen, an exit code out."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from .problems import Problems
    from .workers import Workers
    from .workflow import Outcome

# Everything else is imported by the command that needs it: `--help` must not wait for it.


class _Commands(click.Group):
    """Commands, of which `build` goes without saying: `build.py dprk` is `build.py build dprk`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((arg for arg in args if not arg.startswith("-")), None)
        if first not in self.commands and not {"-h", "--help", "--version"} & set(args):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command: build. `build.py dprk --paper letter` prints one brief on Letter.",
)
@click.version_option(package_name="briefpress")
def command() -> None:
    """Print the institute's policy briefs: Markdown and YAML in, PDF out."""


_QUIET = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")


@command.command()
@click.argument("briefs", nargs=-1)
@click.option("--paper", multiple=True, type=str.lower, help="Print on this paper: a4 or letter.")
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core)."
)
@_QUIET
def build(briefs: tuple[str, ...], paper: tuple[str, ...], jobs: int | None, quiet: bool) -> int:
    """Build BRIEFS, or every brief of content/, into output/."""
    from .text import PAPERS
    from .workers import Workers, warm_up

    start = time.perf_counter()
    house = _house()
    slugs = _chosen(briefs, house)
    _check_papers(paper)
    pages = len(slugs) * (len(paper) or len(PAPERS))
    with Workers(min(jobs or os.cpu_count() or 1, pages)) as workers:
        workers.all_do(warm_up)  # while the rest is imported and the first brief is read here
        return _build(house, slugs, paper, workers, quiet, start)


def _build(
    house: Path, slugs: list[str], paper: Sequence[str], workers: Workers, quiet: bool, start: float
) -> int:
    from .workers import uninterrupted

    with uninterrupted():
        from .workflow import build as run

    outcomes: list[Outcome] = []
    with _Screen(slugs, quiet) as screen:
        for outcome in run(house, slugs, paper or None, workers):
            outcomes.append(outcome)
            screen.outcome(outcome)
    failed = sum(1 for outcome in outcomes if outcome.problems.errors)
    made = sum(len(outcome.editions) for outcome in outcomes)
    screen.close(f"{made} PDF{'s' * (made != 1)} in {time.perf_counter() - start:.1f} s", failed)
    return 1 if failed else 0


@command.command()
@click.argument("slug")
@click.option("--title", required=True, help="The headline.")
@click.option(
    "--template", default="policy-brief", show_default=True, help="policy-brief, statement, …"
)
def new(slug: str, title: str, template: str) -> int:
    """Start a new brief, content/SLUG, that builds at once."""
    from datetime import date

    from .problems import Problems
    from .scaffold import start_brief

    if slug in command.commands:
        raise click.BadParameter(f"`{slug}` is a command; choose another name")
    problems = Problems()
    files = start_brief(_house(), slug, title, template, date.today(), problems)
    _show(problems)
    for file in files:
        click.echo(f"{file}")
    if files:
        click.echo(f"Now: python build.py {slug}")
    return 1 if problems.errors else 0


@command.command()
def schema() -> int:
    """Write the JSON Schemas of brief.yaml and institute.yaml, for the editor's completion."""
    import json

    from .contract import schemas
    from .editions import write_whole
    from .problems import Place, Problems

    problems = Problems()
    for name, made in schemas().items():
        path = _house() / "output/schema" / f"{name}.json"
        text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
        label = f"output/schema/{name}.json"
        if write_whole(path, text.encode(), Place(label), problems):
            click.echo(label)
    _show(problems)
    return 1 if problems.errors else 0


@command.command()
@click.argument("brief")
@click.option("--paper", help="Lay out for this paper: a4 or letter.")
def html(brief: str, paper: str | None) -> int:
    """Write the finished page of BRIEF as one closed HTML file, to look into."""
    from .problems import Problems
    from .workflow import write_html

    house = _house()
    _chosen((brief,), house)
    _check_papers((paper,) if paper else ())
    problems = Problems()
    label = write_html(house, brief, paper, problems)
    _show(problems)
    if label:
        click.echo(label)
    return 1 if problems.errors else 0


@command.command()
def doctor() -> int:
    """Say what this machine lacks or what slows it, and how to mend it."""
    from .doctor import examine

    sound = True
    for finding in examine(_house()):
        mark = {"good": "✓", "slow": "!", "bad": "✗"}[finding.state]
        click.echo(f"{mark} {finding.what}")
        if finding.mend:
            click.echo(f"    {finding.mend}")
        sound = sound and finding.state != "bad"
    return 0 if sound else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command: 0, or 1 where the content has errors, or 2 where the command line has."""
    gc.set_threshold(50_000)  # a command is short: it need not look for garbage often
    for stream in (sys.stdout, sys.stderr):  # Windows may write in a code page without dashes
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return int(command.main(arguments, standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what was finished is in output/", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _house() -> Path:
    """The folder of the house: that of build.py, or the working folder."""
    started = Path(sys.argv[0]).resolve().parent
    root = started if (started / "content").is_dir() else Path.cwd()
    if not (root / "content").is_dir():
        raise click.UsageError("there is no content/ here; go to the folder with build.py")
    return root


def _chosen(briefs: tuple[str, ...], house: Path) -> list[str]:
    from .problems import nearest
    from .sources import find_briefs

    known = find_briefs(house / "content")
    for slug in briefs:
        if slug not in known:
            raise click.UsageError(f"no brief `{slug}`; {nearest(slug, known, 'briefs')}")
    return list(dict.fromkeys(briefs)) or known


def _check_papers(papers: Sequence[str]) -> None:
    from .text import PAPERS

    for name in papers:
        if name not in PAPERS:
            raise click.BadParameter(
                f"`{name}`: choose of {', '.join(PAPERS)}", param_hint="--paper"
            )


def _show(problems: Problems) -> None:
    for problem in problems:
        _problem(problem)


def _problem(problem: Any) -> None:
    colour = {"error": "red", "warning": "yellow"}[problem.severity]
    severity = click.style(problem.severity, fg=colour, bold=True)
    click.echo(f"{problem.place}: {severity}: {problem.message}", err=True)
    if problem.hint:
        click.echo(f"  hint: {problem.hint}", err=True)


class _Screen:
    """Progress with names and times: a bar on a terminal, plain lines elsewhere."""

    def __init__(self, slugs: Sequence[str], quiet: bool) -> None:
        self.quiet = quiet
        self.bar: Any = None
        if not quiet and sys.stdout.isatty() and len(slugs) > 1:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            self.bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(32),
                MofNCompleteColumn(),
                transient=True,
            )
            self.task = self.bar.add_task(slugs[0], total=len(slugs))
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
            self.bar.update(self.task, advance=1, description=rest[0] if rest else "")
            self.bar.stop()
        _show(outcome.problems)
        if not self.quiet:
            seconds = sum(outcome.seconds.get(step, 0) for step in _STEPS)
            for edition in outcome.editions:
                pages = edition.pdf.pages
                click.echo(
                    f"{edition.file}  {pages} page{'s' * (pages != 1)}, "
                    f"{len(edition.pdf.data) / 1024:.0f} KB, {seconds:.1f} s"
                )
        if self.bar:
            self.bar.start()

    def close(self, summary: str, failed: int) -> None:
        """Sum up."""
        if failed:
            click.echo(
                f"{failed} brief{'s' * (failed != 1)} failed; the last good PDF stays in output/",
                err=True,
            )
        if not self.quiet:
            click.echo(summary)


_STEPS = ("read", "parse", "charts", "page", "press", "write")
