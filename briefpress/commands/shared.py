"""Parts that the commands share: options, the house, workers, problems on the screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from ..model.papers import PAPERS, PAPERS_IN_WORDS
from .table import COMMANDS

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..cache.freshness import BuildState
    from ..model.problems import Problem, Problems
    from ..press.cluster import Cluster
    from ..press.workers import Workers
    from ..workflows.screen_editions import WrittenFile

Command = TypeVar("Command", bound=Callable[..., Any])


def options(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Give a command several options."""

    def decorate(function: Command) -> Command:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


@dataclass(frozen=True)
class WorkerOptions:
    """The workers that the options of a command ask for."""

    jobs: int | None = 1
    """Their number; None: one a core."""
    seconds: float = 60
    """How long one brief may take."""
    gigabytes: float = 2
    """How much memory each may use."""
    on: str | None = None
    """The address of a scheduler, whose cluster prints in their place."""


def options_as(
    kind: type[Any], name: str, *asked: Callable[[Any], Any]
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command the options *asked*, which it takes as one value: a *kind*, called *name*.

    Each option has the name of a field of *kind*; a field without an option keeps its default.
    """

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def with_value(**given: Any) -> int:
            known = {one.name for one in fields(kind)} & given.keys()
            value = kind(**{field: given.pop(field) for field in known})
            return function(**{name: value}, **given)

        return options(*asked)(with_value)

    return decorate


_JOBS = click.option(
    "-j", "--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core)."
)
_ON = click.option("--on", metavar="tcp://HOST:PORT", help="Print on this scheduler's cluster.")
_LIMITS = (
    click.option(
        "--time-limit",
        "seconds",
        type=click.FloatRange(min=0.1),
        default=60,
        show_default=True,
        metavar="SECONDS",
        help="How long one brief may take; waiting for a core does not count.",
    ),
    click.option(
        "--memory-limit",
        "gigabytes",
        type=click.FloatRange(min=0.25),
        default=2,
        show_default=True,
        metavar="GB",
        help="How much memory a worker may use.",
    ),
)
LIMITS = options_as(WorkerOptions, "worker_options", *_LIMITS)
WORKERS = options_as(WorkerOptions, "worker_options", _JOBS, *_LIMITS)
WORKERS_OR_CLUSTER = options_as(WorkerOptions, "worker_options", _ON, _JOBS, *_LIMITS)


NOW = click.option(
    "--now", metavar="TIME", help="The time, for the embargo: 2026-12-01T09:00-05:00."
)


PAPER = click.option(
    "--paper", type=str.lower, metavar="PAPER", help=f"Print on this paper: {PAPERS_IN_WORDS}."
)


@dataclass(frozen=True)
class NamedBriefs:
    """The briefs that the arguments of a command name; all of content/ where they name none."""

    slugs: tuple[str, ...]
    languages: tuple[str, ...] = ()
    """Only in these; in all of them where there are none."""


_SLUGS = click.argument("slugs", metavar="[BRIEFS]...", nargs=-1)
BRIEFS_IN_ALL_LANGUAGES = options_as(NamedBriefs, "briefs", _SLUGS)
BRIEFS = options_as(
    NamedBriefs,
    "briefs",
    _SLUGS,
    click.option("--language", "languages", multiple=True, help="Only in this language: fr."),
)


def list_of_recipients(columns: str) -> Callable[[Command], Command]:
    """Give a command the list of those who get something, a CSV with these *columns*."""
    return click.option(
        "--to",
        "recipients",
        required=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="CSV",
        help=f"Who gets one: a row each, columns {columns}.",
    )


FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For a script."
)


DATE = click.option(
    "--date", "day", metavar="YYYY-MM-DD", help="The day that it happens (default: today)."
)


LEDGER = click.option(
    "--ledger",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The ledger to ask (default: editions/ledger.jsonl).",
)


def one_line(_: click.Context, __: click.Parameter, text: str) -> str:
    """Take a line that the ledger will keep: it is there for good, so it hides nothing."""
    import re

    from ..model.text import find_hidden

    line = re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()  # French needs its hard spaces
    if not line:
        raise click.BadParameter("it says nothing")
    # Bytes that are no UTF-8 come from the shell as lone surrogates.
    if any(find_hidden(line)) or re.search("[\ud800-\udfff]", line):
        raise click.BadParameter("it holds a hidden character; type it anew")
    return line


NO_HOUSE = "there is no content/ here, nor in a folder above"
START_HOUSE = "`cd` to a house, or start one: `briefpress init my-institute`"
NO_BRIEFS = "no briefs yet"
START_BRIEF = '`briefpress new first-brief --title "…"` starts one'


def refuse(place: str, message: str, hint: str, code: int) -> NoReturn:
    """Say why the command does nothing, and end it with *code*."""
    from ..model.problems import Place, Problem

    show_problem(Problem("error", Place(place), message, hint))
    raise click.exceptions.Exit(code)


def program() -> str:
    """The name that was called: `briefpress`, or `python build.py`."""
    return click.get_current_context().find_root().info_name or "briefpress"


def seek_house() -> Path | None:
    """The folder of the house: that of build.py, or the one that the working folder lies in."""
    from ..model.house import find_house as find

    beside = click.get_current_context().find_root().obj
    return beside if beside and (beside / "content").is_dir() else find(Path.cwd())


def find_house() -> Path:
    """The folder of the house; where there is none, says so and ends the command with 2."""
    house = seek_house()
    if house is None:
        refuse(str(Path.cwd()), NO_HOUSE, START_HOUSE, 2)
    return house


def choose(briefs: tuple[str, ...], house: Path) -> list[str]:
    """The briefs that are named, which exist; all of them where none is.

    Where the house has none yet, says so and ends the command with 1.
    """
    from difflib import get_close_matches

    from ..model.house import find_briefs
    from ..model.problems import nearest

    known = find_briefs(house / "content")
    if not known:
        refuse("content", NO_BRIEFS, START_BRIEF, 1)
    for slug in briefs:
        if slug not in known:
            hint = nearest(slug, known, "briefs")
            if close := get_close_matches(slug, COMMANDS, 1, 0.7):
                hint = f"did you mean the command `{close[0]}`?"
            raise click.UsageError(f"no brief `{slug}`; {hint}")
    return list(dict.fromkeys(briefs)) or known


def choose_languages(briefs: NamedBriefs, house: Path) -> list[str]:
    """The briefs that are named, in all of their languages or those named; as `choose` does."""
    from ..model.house import locate_brief, main_language

    content = house / "content"
    chosen = choose(briefs.slugs, house)
    if briefs.slugs:
        every = choose((), house)
        briefs_named = [
            one
            for slug in chosen
            for one in every
            if one == slug
            or (one.rpartition(".")[0] == slug and locate_brief(content, one).folder == slug)
        ]
        chosen = list(dict.fromkeys(briefs_named))
    if not briefs.languages:
        return chosen
    tags = {}
    for slug in chosen:
        where = locate_brief(content, slug)
        tags[slug] = where.tag or main_language(content, content / where.folder)
    for tag in briefs.languages:
        if tag not in tags.values():
            known_tags = ", ".join(sorted({*tags.values()}))
            raise click.BadParameter(
                f"nothing is written in `{tag}`, only in {known_tags}; the prose in `{tag}` is "
                f"brief.{tag}.md, what brief.yaml says is {tag}.yaml",
                param_hint="--language",
            )
    return [slug for slug in chosen if tags[slug] in briefs.languages]


def read_build_state(house: Path) -> BuildState | None:
    """Read what is printed already; None, and said why, where the ledger is broken."""
    from ..cache.freshness import BuildState
    from ..editions.files import read_ledger_file
    from ..model.problems import Problems

    problems = Problems()
    ledger = read_ledger_file(house, problems)
    show(problems)
    return None if problems.errors else BuildState(house, ledger)


def start_workers(
    worker_options: WorkerOptions, pages: int, *, warm: bool = True
) -> Workers | Cluster:
    """Hire the workers; they load the press while the rest is imported and the first brief is read.

    *warm*: whether there is something to print.
    """
    from ..press.libraries import PANGO_MISSING, has_pango
    from ..press.workers import Workers, load_press

    if warm and not worker_options.on and not has_pango():
        refuse("this machine", PANGO_MISSING, "`briefpress doctor` says how to install it", 1)
    if worker_options.on:
        from ..model.problems import Problems, Stopped
        from ..press.cluster import Cluster

        problems = Problems()
        try:
            return Cluster(worker_options.on, worker_options.seconds, problems)
        except Stopped:
            show(problems)
            raise click.exceptions.Exit(1) from None

    memory = int(worker_options.gigabytes * 1024**3)
    cores = worker_options.jobs or os.cpu_count() or 1
    workers = Workers(
        min(cores, pages), worker_options.seconds, memory, has_spare_core=cores > pages
    )
    if warm:
        workers.prepare(load_press)
    return workers


def check_papers(papers: Sequence[str]) -> None:
    """Refuse a paper that nobody prints on."""
    for name in papers:
        if name not in PAPERS:
            raise click.BadParameter(
                f"`{name}`: choose of {', '.join(PAPERS)}", param_hint="--paper"
            )


def day_of(day: str | None) -> date:
    """The day that *day* says; today where it says none."""
    from datetime import date

    try:
        return date.fromisoformat(day) if day else date.today()
    except ValueError:
        raise click.BadParameter(
            f"`{day}` is no day; write it as 2024-11-26", param_hint="--date"
        ) from None


def moment_of(now: str | None) -> datetime:
    """The time that it is, or that *now* says; with its offset from Greenwich."""
    from datetime import UTC, datetime

    if now is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise click.BadParameter(
            f"`{now}` is no time with its offset; write it as 2026-12-01T09:00-05:00",
            param_hint="--now",
        )
    return moment


def print_json(value: Any) -> None:
    """Print *value* for a program."""
    import json

    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def count(number: int, noun: str, one: str, many: str) -> str:
    """Say how many there are: `1 brief is current`."""
    return f"{number} {noun} {one}" if number == 1 else f"{number} {noun}s {many}"


def pdf_line(file: str, pages: int, size: int) -> str:
    """Where a PDF lies, its pages and its *size*, which is in bytes."""
    return f"{file}  {pages} page{'s' * (pages != 1)}, {size / 1024:.0f} KB"


WriteForScreens = Callable[
    ["Path", "Sequence[str]", "Workers | Cluster", "date"], "Iterable[WrittenFile]"
]
"""Writes briefs of a house for screens, by a worker, as they stand on a day."""


def write_for_screens(
    write: WriteForScreens,
    briefs: NamedBriefs,
    worker_options: WorkerOptions,
    form: str,
    *,
    warm: bool = True,
) -> int:
    """Have *write* write *briefs*, and print what became of each as it is done; the exit status.

    *warm*: whether it prints pages.
    """
    house = find_house()
    slugs = choose_languages(briefs, house)
    done = []
    with start_workers(worker_options, len(slugs), warm=warm) as workers:
        for outcome in write(house, slugs, workers, day_of(None)):
            done.append(outcome)
            show(outcome.problems)
            if form == "text" and outcome.file:
                click.echo(outcome.file)
    if form == "json":
        print_json([{"slug": one.slug, "file": one.file or None} for one in done])
    return 1 if any(one.problems.errors for one in done) else 0


def show(problems: Problems) -> None:
    """Print *problems* for their author, the errors first."""
    from ..checks.reports import worst_first

    for problem in worst_first(problems):
        show_problem(problem)


def worded(problem: Problem) -> Problem:
    """Word *problem* for whoever called this command, where they are."""
    from ..model.house import word_problem

    return word_problem(problem, program(), seek_house())


def show_problem(problem: Problem, *, err: bool = True) -> None:
    """Print one of them, in colours where there are some."""
    problem = worded(problem)
    colour = {"error": "red", "warning": "yellow"}[problem.severity]
    severity = click.style(problem.severity, fg=colour, bold=True)
    name = click.style(f" [{problem.check}]", dim=True) if problem.check else ""
    click.echo(f"{problem.place}: {severity}: {problem.message}{name}", err=err)
    if problem.hint:
        click.echo(f"  hint: {problem.hint}", err=err)
