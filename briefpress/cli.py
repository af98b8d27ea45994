"""The command: arguments in, progress and problems on the screen, an exit code out."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from datetime import date, datetime

    from .cluster import Cluster
    from .freshness import Memory, Standing
    from .model import Changes, Edition, Proof
    from .problems import Problem, Problems
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


Command = TypeVar("Command", bound=Callable[..., Any])


def _options(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Give a command several options."""

    def decorate(function: Command) -> Command:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


_WORKERS = _options(
    click.option(
        "-j", "--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core)."
    ),
    click.option(
        "--time-limit",
        type=click.FloatRange(min=0.1),
        default=60,
        show_default=True,
        metavar="SECONDS",
        help="How long one brief may take.",
    ),
    click.option(
        "--memory-limit",
        type=click.FloatRange(min=0.25),
        default=2,
        show_default=True,
        metavar="GB",
        help="How much memory a worker may use.",
    ),
)
_ON = click.option("--on", metavar="tcp://HOST:PORT", help="Print on this scheduler's cluster.")
_NOW = click.option(
    "--now", metavar="TIME", help="The time, for the embargo: 2026-12-01T09:00-05:00."
)
_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For a script."
)
_DATE = click.option(
    "--date", "day", metavar="YYYY-MM-DD", help="The day that it happens (default: today)."
)
_LEDGER = click.option(
    "--ledger",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The ledger to ask (default: editions/ledger.jsonl).",
)


def _address(_: click.Context, __: click.Parameter, said: str | None) -> str | None:
    """Take an address of the web, without what comes after `?` and `#`."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(said or "")
    except ValueError:
        parts = None
    if said is None or (
        parts and parts.scheme in ("http", "https") and parts.hostname
        and not parts.query and not parts.fragment and said.isprintable() and " " not in said
    ):  # fmt: skip
        return said
    raise click.BadParameter(f"`{said}` is no address; write it as https://example.org/papers/")


@command.command()
@click.argument("briefs", nargs=-1)
@click.option("--paper", multiple=True, type=str.lower, help="Print on this paper: a4 or letter.")
@click.option("--force", is_flag=True, help="Print what is current as well.")
@_ON
@_WORKERS
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
    house = _house()
    slugs = _chosen(briefs, house)
    _check_papers(paper)
    memory = _memory(house)
    if memory is None:
        return 1
    if force:
        memory.forget(slugs)
    stale = [slug for slug in slugs if not memory.is_current(slug, paper)]
    if not stale:
        from .editions import MADE, keep, sweep

        # A command that was killed need not have changed what is current. Of editions/, where
        # a thousand folders take 40 ms to look at, the next one that prints takes care.
        sweep(house, MADE)
        keep(house, memory.to_keep())
        if not quiet:
            click.echo(_count(len(slugs), "brief", "is current", "are current, all of them"))
        return 0
    pages = len(stale) * (len(paper) or 2)
    with _workers(jobs, time_limit, memory_limit, pages, on) as workers:
        return _build(house, stale, paper, workers, memory, quiet, start, len(slugs) - len(stale))


def _workers(
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    pages: int,
    on: str | None = None,
    *,
    warm: bool = True,
) -> Workers | Cluster:
    """Hire the workers; they warm up while the rest is imported and the first brief is read.

    *warm*: whether there is something to print.
    """
    from .workers import Workers, warm_up

    if on:
        from .cluster import Cluster
        from .problems import Problems, Stopped

        problems = Problems()
        try:
            return Cluster(on, time_limit, problems)
        except Stopped:
            _show(problems)
            raise click.exceptions.Exit(1) from None

    limit = int(memory_limit * 1024**3)
    workers = Workers(min(jobs or os.cpu_count() or 1, pages), time_limit, limit)
    if warm:
        workers.all_do(warm_up)
    return workers


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
    from .workers import uninterrupted

    with uninterrupted():
        from .workflow import build as run

    day = _moment(None).date()
    outcomes: list[Outcome] = []
    with _Screen(slugs, quiet) as screen:
        for outcome in run(house, slugs, paper or None, workers, memory, day):
            outcomes.append(outcome)
            screen.outcome(outcome)
    failed = sum(1 for outcome in outcomes if outcome.problems.errors)
    made = sum(len(outcome.editions) for outcome in outcomes)
    current += sum(1 for outcome in outcomes if outcome.current and not outcome.editions)
    rest = f", {_count(current, 'brief', 'is current', 'are current')}" if current else ""
    seconds = time.perf_counter() - start
    screen.close(f"{made} PDF{'s' * (made != 1)} in {seconds:.1f} s{rest}", failed)
    return 1 if failed else 0


@command.command()
@click.argument("briefs", nargs=-1)
@click.option("--explain", metavar="CHECK", help="Say what CHECK looks for, why, and what to do.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="For a script, for GitHub, for a tool that reads SARIF.",
)
@click.option("--report", is_flag=True, help="Say what the PDF says to those who do not see it.")
@click.option("--vera", is_flag=True, help="Ask veraPDF as well, where it is installed.")
@_NOW
@_ON
@_WORKERS
def check(
    briefs: tuple[str, ...],
    explain: str | None,
    form: str,
    report: bool,
    vera: bool,
    now: str | None,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
) -> int:
    """Read BRIEFS, or all of content/, over with every check; nothing is written to output/.

    The exit status is 1 where a brief has an error.
    """
    if explain:
        return _explain(explain)
    house = _house()
    slugs = _chosen(briefs, house)
    memory = _memory(house)
    if memory is None:
        return 1
    day = _moment(now).date()
    found: dict[str, list[Problem]] = {}
    for slug in () if report or vera else slugs:
        if (verdict := memory.verdict(slug, day)) is not None:
            found[slug] = verdict
    proofs: list[Proof] = []
    for outcome in _read_over(
        house, [slug for slug in slugs if slug not in found], memory, day,
        (jobs, time_limit, memory_limit, on),
    ):  # fmt: skip
        found[outcome.slug] = [*outcome.problems]
        proofs += outcome.proofs if report or vera else ()
    if vera:
        _ask_vera(house, proofs, found)
    if report:
        _report(proofs, form)
        return 1 if _is_bad(found) else 0
    found = {slug: found[slug] for slug in ("", *slugs) if slug in found}
    _tell(found, form)
    return 1 if _is_bad(found) else 0


def _is_bad(found: dict[str, list[Problem]]) -> bool:
    return any(one.severity == "error" for said in found.values() for one in said)


def _ask_vera(house: Path, proofs: Sequence[Proof], found: dict[str, list[Problem]]) -> None:
    """Have veraPDF judge what was printed, and note what it says with the rest."""
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from .problems import Place, Problems, Stopped
    from .vera import run_vera

    problems = Problems()
    with TemporaryDirectory(prefix="briefpress-") as folder:
        files = {
            Path(folder) / f"{proof.pdf.slug}.{proof.pdf.paper}.pdf": proof.pdf
            for proof in proofs
            if proof.pdf.data
        }
        for file, pdf in files.items():
            file.write_bytes(pdf.data)
        try:
            verdicts = run_vera([*files], house, problems)
        except Stopped:
            found[""] = [*found.get("", []), *problems]
            return
    for file, said in verdicts.items():
        place = Place(f"output/{file.name}")
        found[files[file].slug] += [replace(one, place=place) for one in said]


def _report(proofs: Sequence[Proof], form: str) -> None:
    """Say what each PDF says to those who do not see it."""
    from .accessibility import report, tell

    told = [report(proof) for proof in proofs]
    if form == "json":
        _json(told)
    else:
        click.echo("\n".join(tell(one) for one in told), nl=False)


def _explain(name: str) -> int:
    """Print what a check looks for."""
    from .checks.table import load, names
    from .problems import nearest

    if name not in names():
        raise click.UsageError(f"no check `{name}`; {nearest(name, names(), 'checks')}")
    one = load(name)
    click.echo(f"{one.name} ({one.severity})\n\n{one.explanation}")
    return 0


def _read_over(
    house: Path,
    slugs: list[str],
    memory: Memory,
    day: date,
    workers: tuple[int | None, float, float, str | None],
) -> Iterator[Outcome]:
    """Read *slugs* over; their outcomes hold the proofs."""
    if not slugs:
        return
    jobs, time_limit, memory_limit, on = workers
    with _workers(jobs, time_limit, memory_limit, 2 * len(slugs), on) as hired:
        from .workers import uninterrupted

        with uninterrupted():
            from .workflow import build as run
        yield from run(house, slugs, None, hired, memory, day, writes=False)


def _tell(found: dict[str, list[Problem]], form: str) -> None:
    """Say what was found, by brief, worst first."""
    from . import reports

    if form == "json":
        _json(reports.as_json(found))
    elif form == "github":
        for line in reports.as_github(found):
            click.echo(line)
    elif form == "sarif":
        from importlib.metadata import version

        from .checks.table import load, names

        checks = (load(name) for name in names())
        rules = ((one.name, one.severity, one.what, one.explanation) for one in checks)
        _json(reports.as_sarif(found, rules, version("briefpress")))
    else:
        for slug, problems in found.items():
            head = slug or "this house"
            click.echo(f"{click.style(head, bold=True)}: {_score(problems)}")
            for problem in reports.worst_first(problems):
                _problem(problem, err=False)
        if len(found) > 1:
            click.echo(_score([one for said in found.values() for one in said]) + " in all")


def _score(problems: Sequence[Problem]) -> str:
    """Count: `1 error, 2 warnings`."""
    counts = [
        (sum(one.severity == severity for one in problems), severity)
        for severity in ("error", "warning")
    ]
    said = [f"{number} {name}{'s' * (number != 1)}" for number, name in counts if number]
    return ", ".join(said) or "nothing found"


@command.command()
@click.argument("briefs", nargs=-1)
@_FORMAT
@_ON
@_WORKERS
def fit(
    briefs: tuple[str, ...],
    form: str,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
) -> int:
    """Say how copyfitting set BRIEFS, or all of content/, and how much room each paper has left."""
    house = _house()
    slugs = _chosen(briefs, house)
    memory = _memory(house)
    if memory is None:
        return 1
    day = _moment(None).date()
    rows = []
    failed = False
    for outcome in _read_over(house, slugs, memory, day, (jobs, time_limit, memory_limit, on)):
        failed |= not outcome.proofs
        if not outcome.proofs:
            _show(outcome.problems)
        for proof in outcome.proofs:
            rows.append(_fit_row(proof))
    if form == "json":
        _json(rows)
    else:
        for row in rows:
            click.echo(_fit_line(row))
    return 1 if failed else 0


def _fit_row(proof: Proof) -> dict[str, Any]:
    """How a brief is set on one paper; points."""
    pdf, fitted = proof.pdf, proof.pdf.fitted
    row: dict[str, Any] = {"brief": pdf.slug, "paper": pdf.paper, "pages": pdf.pages}
    if fitted:
        row |= {"budget": fitted.pages, **vars(fitted.setting)}
        row |= {"room": fitted.room, "lines": fitted.lines, "layouts": fitted.tried}
    return row


def _fit_line(row: dict[str, Any]) -> str:
    head = f"{row['brief']} on {row['paper']}: {row['pages']} page{'s' * (row['pages'] != 1)}"
    if "budget" not in row:
        return f"{head}; no `pages:`, so nothing is fitted"
    lines = abs(row["lines"])
    said = f"{lines} line{'s' * (lines != 1)}"
    room = f"{said} too many" if row["lines"] < 0 else f"room for {said} more"
    setting = f"text {row['size']:g}/{row['leading']:g} pt, {row['space']:g} pt between blocks"
    return f"{head} of {row['budget']}; {setting}; {room}"


@command.command()
@click.argument("briefs", nargs=-1)
@_FORMAT
def status(briefs: tuple[str, ...], form: str) -> int:
    """Say how BRIEFS stand: current, out of date and because of what, or never built."""
    from .editions import keep

    house = _house()
    slugs = _chosen(briefs, house)
    memory = _memory(house)
    if memory is None:
        return 1
    stale = [
        slug
        for slug in slugs
        if any(one.state == "out of date" for one in memory.standings(slug))
    ]
    failed: dict[str, Problems] = {}
    if stale:
        from .workflow import recheck

        failed = {one.slug: one.problems for one in recheck(house, stale, memory)}
    keep(house, memory.to_keep())
    standings = [one for slug in slugs for one in memory.standings(slug)]
    if form == "json":
        said = [
            one.as_json() | {"problems": [str(problem) for problem in failed.get(one.slug, [])]}
            for one in standings
        ]
        _json(said)
    else:
        _table(standings)
        for problems in failed.values():
            _show(problems)
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


def _one_line(_: click.Context, __: click.Parameter, said: str) -> str:
    """Take a line that the ledger will keep: it is there for good, so it hides nothing."""
    import re

    from .text import find_hidden

    line = re.sub(r"[^\S\u00a0\u202f]+", " ", said).strip()  # French needs its hard spaces
    if not line:
        raise click.BadParameter("it says nothing")
    # Bytes that are no UTF-8 come from the shell as lone surrogates.
    if any(find_hidden(line)) or re.search("[\ud800-\udfff]", line):
        raise click.BadParameter("it holds a hidden character; type it anew")
    return line


@command.command()
@click.argument("brief")
@click.option(
    "--note",
    required=True,
    callback=_one_line,
    help="What is new, in a line, for readers: a material correction prints it.",
)
@click.option(
    "--kind",
    type=click.Choice(["editorial", "substantive", "material"]),
    help="Class of the correction; a material one prints a box with the changed facts.",
)
@_DATE
@_ON
@_WORKERS
@_FORMAT
def publish(
    brief: str,
    note: str,
    kind: str | None,
    day: str | None,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    form: str,
) -> int:
    """Freeze BRIEF as its next edition: editions/BRIEF/N/, and a line in the ledger."""
    house = _house()
    _chosen((brief,), house)
    when = _day(day)
    memory = _memory(house)
    if memory is None:
        return 1
    with _workers(jobs, time_limit, memory_limit, 2, on) as workers:
        from .publish import publish as run

        outcome = run(house, brief, workers, memory, note=note, kind=kind, day=when)
    _show(outcome.problems)
    entry = outcome.entry
    if form == "json":
        _json(entry.as_json() if entry else None)
    elif entry:
        click.echo(f"edition {entry.edition} of {entry.slug}, {entry.kind}, code {entry.code}")
        for edition in outcome.editions:
            click.echo(_edition_line(edition))
    return 1 if outcome.problems.errors else 0


@command.command()
@click.argument("brief")
@click.argument("edition", type=click.IntRange(1))
@click.option(
    "--why",
    required=True,
    callback=_one_line,
    help="The reason, in a line: whoever verifies it reads it.",
)
@_DATE
def withdraw(brief: str, edition: int, why: str, day: str | None) -> int:
    """Note in the ledger that EDITION of BRIEF must not be used any more."""
    from .problems import Problems
    from .publish import withdraw as run

    problems = Problems()
    entry = run(_house(), brief, edition, why, _day(day), problems)
    _show(problems)
    if entry:
        click.echo(f"edition {edition} of {brief} is withdrawn: {why}")
    return 1 if problems.errors else 0


@command.command()
@click.argument("copies", nargs=-1, metavar="PDF…", type=click.Path(path_type=Path))
@click.option("--code", multiple=True, help="A code that is printed on paper: DPRK-3-8F2C91.")
@_LEDGER
@_FORMAT
def verify(copies: tuple[Path, ...], code: tuple[str, ...], ledger: Path | None, form: str) -> int:
    """Say what a copy is: CURRENT, SUPERSEDED, WITHDRAWN, ALTERED or UNKNOWN, and why.

    The exit status is 0 where every copy is current.
    """
    from .distribute.register import beside, judge_copy, judge_copy_code, read_register
    from .ledger import FILE, judge_code, judge_file, read_ledger
    from .problems import Place, Problems

    if not copies and not code:
        raise click.UsageError("name a PDF, or a code with --code")
    problems = Problems()
    path = ledger or _house() / FILE
    if not path.is_file():
        raise click.UsageError(f"there is no {FILE} yet; name another ledger with --ledger")
    book = read_ledger(path.read_bytes(), str(ledger or FILE), problems)
    label, handed = beside(path)
    register = read_register(handed, label, problems)
    verdicts = []
    if not problems.errors:
        for one in code:
            verdicts.append(judge_copy_code(one, judge_code(one, book), register, book))
        for copy in copies:
            try:
                data = copy.read_bytes()
                verdict = judge_file(str(copy), data, book)
                verdicts.append(judge_copy(str(copy), data, verdict, register, book))
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                problems.error(Place(str(copy)), f"cannot be read: {reason}", "check the name")
    _show(problems)
    if form == "json":
        _json([vars(verdict) for verdict in verdicts])
    for verdict in verdicts if form == "text" else ():
        colour = "green" if verdict.state == "CURRENT" else "red"
        click.echo(f"{verdict.copy}: {click.style(verdict.state, fg=colour, bold=True)}")
        click.echo(f"  {verdict.why}")
    good = all(verdict.state == "CURRENT" for verdict in verdicts)
    return 0 if good and not problems.errors else 1


@command.command("copies")
@click.argument("brief")
@click.option(
    "--to",
    "recipients",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CSV",
    help="Who gets one: a row each, columns name, organisation, language, copies.",
)
@click.option("--one-file", is_flag=True, help="One PDF for the printer, which holds them all.")
@click.option("--watermark", is_flag=True, help="The recipient across each page, pale.")
@click.option(
    "--class",
    "distribution",
    type=click.Choice(["public", "limited", "restricted", "not-for-publication"]),
    default=None,
    help="Class of distribution, printed on each page.",
)
@click.option("--paper", type=str.lower, help="On this paper: a4 or letter.")
@click.option("--draft", is_flag=True, help="Of what stands in content/; the register has no line.")
@click.option("--embargoed", is_flag=True, help="Also while the embargo holds; each page says so.")
@_NOW
@_DATE
@_ON
@_WORKERS
@_FORMAT
def make_copies(
    brief: str,
    recipients: Path,
    one_file: bool,
    watermark: bool,
    distribution: str | None,
    paper: str | None,
    draft: bool,
    embargoed: bool,
    now: str | None,
    day: str | None,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    form: str,
) -> int:
    """Make a named copy of BRIEF, its current edition, for each recipient of a list.

    Each page carries the copy's number, its recipient and its code; the register has a line for it.
    """
    house = _house()
    _check_papers((paper,) if paper else ())
    when, moment = _day(day), _moment(now)
    if draft:
        _chosen((brief,), house)
    with _workers(jobs or 1, time_limit, memory_limit, 1, on) as workers:
        from .distribute.copies import Wish
        from .distribute.copies import make_copies as run

        wish = Wish(paper, distribution or "", watermark, one_file, draft, embargoed)
        made = run(house, brief, recipients, workers, wish, day=when, now=moment)
    _show(made.problems)
    if form == "json":
        _json([one.as_json() for one in made.copies if made.files])
    elif made.files:
        number = len(made.copies)
        where = made.files[0] if one_file else f"{Path(made.files[0]).parent.as_posix()}/"
        click.echo(f"{number} {'copy' if number == 1 else 'copies'} in {where}")
        if draft:
            click.echo("copies of a draft: the register has no line for them")
        else:
            click.echo(f"editions/register.jsonl: {made.new} new line{'s' * (made.new != 1)}")
    return 1 if made.problems.errors else 0


@command.command()
@click.argument("brief", required=False)
@_FORMAT
def register(brief: str | None, form: str) -> int:
    """Say who got which copy, of BRIEF or of all, and who holds one that is not current.

    The exit status is 0 also where somebody holds a superseded or withdrawn edition.
    """
    from .distribute.copies import read_register_file
    from .distribute.register import list_holdings
    from .editions import read_ledger_file
    from .problems import Problems, nearest

    problems = Problems()
    house = _house()
    ledger = read_ledger_file(house, problems)
    book = read_register_file(house, problems)
    _show(problems)
    if problems.errors:
        return 1
    known = {one.slug for one in ledger.entries} | {one.slug for one in book.copies}
    if brief and brief not in known:
        raise click.UsageError(f"nothing of `{brief}` is published; {nearest(brief, known)}")
    holdings = list_holdings(book, ledger, brief)
    if form == "json":
        _json([one.as_json() for one in holdings])
        return 0
    rows = [
        (
            one.copy.code,
            f"{one.copy.number} of {one.copy.total}",
            one.copy.date.isoformat(),
            one.copy.distribution or "–",
            one.state,
            one.copy.recipient,
        )
        for one in holdings
    ]
    heads = ("copy", "number", "date", "class", "edition is", "recipient")
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads) - 1)]
    for row in [heads, *rows] if rows else []:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        colour = None if row is heads else "green" if row[4] == "CURRENT" else "red"
        cells[4] = click.style(cells[4], fg=colour, bold=row is heads)
        click.echo("  ".join([*cells, row[-1]]))
    old = sum(1 for one in holdings if one.state != "CURRENT")
    copies = f"{len(holdings)} {'copy' if len(holdings) == 1 else 'copies'}"
    click.echo(f"{copies} handed out, {old} of an edition that is not current")
    return 0


@command.command()
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
    from .preview import watch as show

    screen = _Screen([], quiet)

    def opened(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")
        if not no_browser:
            import threading
            import webbrowser

            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    show(_house(), port, opened, screen.outcome)
    return 0


@command.command()
@click.argument("brief")
@click.option(
    "--since",
    metavar="EDITION|PDF",
    help="What to compare with: the number of an edition, or a PDF (default: the last edition).",
)
@click.option("--paper", type=str.lower, help="Print on this paper: a4 or letter.")
@click.option("--text", "on_screen", is_flag=True, help="Show it here, and print no PDF.")
@_WORKERS
@_FORMAT
def diff(
    brief: str,
    since: str | None,
    paper: str | None,
    on_screen: bool,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    form: str,
) -> int:
    """Print a redline of BRIEF, what changed since an edition, as output/BRIEF.diff.pdf.

    What is new is underlined, what is gone struck out; a box sums up facts, sections and sources.

    As JSON: `old`, `new` (what is compared), `changed`, `file` and `pages` (of the redline, or
    null), `facts` (each with `name`, `label`, `old`, `new`), `sections` (`added`, `removed`,
    `moved`, these with `title` and `after`), `passages` (`moved`, the same), `sources` (`added`,
    `removed`), `pictures`, `others` (what else changed), `insertions`, `deletions`, and `texts`:
    each with its `section`, `is_note` and `parts`, which are `kept`, `deleted` or `inserted`.
    """
    house = _house()
    _chosen((brief,), house)
    _check_papers((paper,) if paper else ())
    memory = _memory(house)
    if memory is None:
        return 1
    from dataclasses import replace

    from .problems import Problems

    problems = Problems()
    comparison = None
    with _workers(jobs, time_limit, memory_limit, 1) as workers:
        from .history import diff as run
        from .history import find_old

        found = find_old(house, brief, since, workers, memory.ledger, problems)
        if found:
            comparison = run(
                house, brief, *found, workers, memory.ledger, paper=paper, printed=not on_screen
            )
            problems.extend(comparison.outcome.problems)
    _show(problems)
    if comparison is None or comparison.changes is None:
        return 1
    edition = comparison.edition
    # A terminal breaks no lines, and whoever looks for a word types a space.
    changes = replace(
        comparison.changes,
        old=comparison.changes.old.replace("\u00a0", " "),
        new=comparison.changes.new.replace("\u00a0", " "),
    )
    if form == "json":
        _json(_changes_as_json(changes, edition))
    elif not changes:
        click.echo(f"no word changed since {changes.old}; templates and styles are not compared")
    elif on_screen:
        _show_changes(changes)
    elif edition:
        click.echo(f"{changes.old} → {changes.new}")
        click.echo(_edition_line(edition))
    return 1 if problems.errors else 0


def _changes_as_json(changes: Changes, edition: Edition | None) -> dict[str, Any]:
    kinds = {"=": "kept", "-": "deleted", "+": "inserted"}
    return {
        "old": changes.old,
        "new": changes.new,
        "changed": bool(changes),
        "file": edition.file if edition else None,
        "pages": edition.pdf.pages if edition else None,
        "facts": [vars(fact) for fact in changes.facts],
        "sections": {
            "added": changes.sections_added,
            "removed": changes.sections_removed,
            "moved": [vars(one) for one in changes.sections_moved],
        },
        "passages": {"moved": [vars(one) for one in changes.passages_moved]},
        "sources": {"added": changes.sources_added, "removed": changes.sources_removed},
        "pictures": changes.pictures,
        "others": changes.others,
        "insertions": changes.insertions,
        "deletions": changes.deletions,
        "texts": [
            {
                "section": one.section,
                "is_note": one.is_note,
                "parts": [{kinds[kind]: text} for kind, text in one.parts],
            }
            for one in changes.texts
        ],
    }


def _show_changes(changes: Changes) -> None:
    """Show what the box of a redline says, then each text that changed, under its heading."""
    click.secho(f"{changes.old} → {changes.new}", bold=True)
    moved = [
        f"“{one.title}”, {f'now follows “{one.after}”' if one.after else 'now comes first'}"
        for one in changes.sections_moved
    ]
    passages = [
        f"“{one.title}”{f', now under “{one.after}”' if one.after else ''}"
        for one in changes.passages_moved
    ]
    facts = [
        f"{one.label}: {_deleted(one.old)}{' → ' * bool(one.old and one.new)}{_inserted(one.new)}"
        for one in changes.facts
    ]
    for name, lines in (
        ("facts", facts),
        ("new sections", changes.sections_added),
        ("removed sections", changes.sections_removed),
        ("moved sections", moved),
        ("moved passages", passages),
        ("figures", changes.pictures),
        ("also changed", [", ".join(changes.others).replace("\u00a0", " ")] * bool(changes.others)),
        ("new sources", changes.sources_added),
        ("removed sources", changes.sources_removed),
    ):
        for number, line in enumerate(lines):
            click.echo(f"  {'' if number else name:<18}{line}")
    section = None
    for text in changes.texts:
        if text.section != section:
            section = text.section
            click.echo()
            click.secho(section or "Title", bold=True)
        shown = "".join(
            _deleted(said) if kind == "-" else _inserted(said) if kind == "+" else _short(said)
            for kind, said in text.parts
        )
        click.echo(f"  {'note: ' * text.is_note}{shown.strip()}")


def _deleted(text: str) -> str:
    return _within("[-", text, "-]", "red")


def _inserted(text: str) -> str:
    return _within("{+", text, "+}", "green")


def _within(before: str, text: str, after: str, colour: str) -> str:
    """Set *text* between two signs, the spaces round it outside of them."""
    bare = text.strip()
    start = text.index(bare)
    marked = click.style(f"{before}{bare}{after}", fg=colour) if bare else ""
    return f"{text[:start]}{marked}{text[start + len(bare) :]}"


def _short(text: str, words: int = 8) -> str:
    """Leave out the middle of a long text that has not changed."""
    found = text.split(" ")
    if len(found) <= 2 * words + 1:
        return text
    return " ".join([*found[:words], "…", *found[-words:]])


@command.command()
@click.argument("meeting")
@click.option("--addendum", is_flag=True, help="Only what changed since the pack was last made.")
@click.option("--paper", type=str.lower, help="Print on this paper: a4 or letter.")
@_NOW
@_ON
@_WORKERS
def pack(
    meeting: str,
    addendum: bool,
    paper: str | None,
    now: str | None,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
) -> int:
    """Put the papers of MEETING, content/meetings/MEETING.yaml, into one numbered PDF.

    Cover, contents, a tab sheet for each item, every paper on a right-hand page, and a last page
    for the printer.
    """
    house = _house()
    _check_papers((paper,) if paper else ())
    moment = _moment(now)
    with _workers(jobs, time_limit, memory_limit, 4, on) as workers:
        from .distribute.pack import make_pack
        from .problems import Problems

        problems = Problems()
        made = make_pack(
            house, meeting, workers, problems, now=moment, paper=paper, addendum=addendum
        )
    _show(problems)
    if made:
        claims = [f"PDF/A-3{made.level.lower()}"] if made.level else []
        claims += ["PDF/UA-1"] if made.is_accessible else []
        click.echo(
            f"{made.file}  {made.pages} pages, {made.size / 1024:.0f} KB, "
            f"{' and '.join(claims) or 'neither PDF/A nor PDF/UA'}, code {made.code}"
        )
        for entry in made.entries:
            which = f"edition {entry.edition}" if entry.edition else "draft" if entry.draft else ""
            said = ", ".join(part for part in (which, entry.code) if part)
            click.echo(f"  {entry.first:>3}  {entry.title}  ({said})")
    return 1 if problems.errors else 0


@command.command()
@click.argument("what", metavar="BRIEF|PDF")
@click.option(
    "--layout",
    type=click.Choice(["booklet", "2-up", "4-up"]),
    default="booklet",
    show_default=True,
    help="Folded in the middle, or two or four pages a side.",
)
@click.option("--paper", help="What the pages are on: a4 or letter.")
@click.option(
    "--sheet",
    type=click.Choice(["a3", "a4", "letter", "tabloid"], case_sensitive=False),
    help="What the printer has (default: A3 or Tabloid for a booklet of A4 or Letter pages).",
)
@click.option("--edition", type=click.IntRange(1), help="An older edition (default: the current).")
@click.option("--draft", is_flag=True, help="Take what was built last, published or not.")
@click.option(
    "--creep",
    type=click.FloatRange(0, 5),
    default=0,
    metavar="MM",
    help="How far the pages of each sheet move towards the spine; office paper needs 0.1.",
)
@click.option("--proof", is_flag=True, help="Make a sheet to test the printer with as well.")
@_ON
@_WORKERS
def booklet(
    what: str,
    layout: str,
    paper: str | None,
    sheet: str | None,
    edition: int | None,
    draft: bool,
    creep: float,
    proof: bool,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
) -> int:
    """Impose the current edition of BRIEF, or any PDF, to be printed on both sides of a sheet.

    Writes output/BRIEF.booklet.pdf, or .2-up.pdf, .4-up.pdf: for a printer, so without tags.
    """
    from .problems import Problems, Stopped

    house = _house()
    paper = paper.lower() if paper else None
    _check_papers((paper,) if paper else ())
    is_file = what.lower().endswith(".pdf")
    if is_file and (edition or draft):
        raise click.UsageError("a PDF is taken as it is, without --edition and --draft")
    if edition and draft:
        raise click.UsageError("a draft is no edition: choose --edition or --draft")
    if not is_file:
        _chosen((what,), house)
    problems = Problems()
    sheaf = None
    # Only the proof sheet needs a press; the others need not wait until one is warm (0.6 s).
    with _workers(jobs, time_limit, memory_limit, 1, on, warm=proof) as workers:
        from .distribute.booklet import make_sheaf, take_draft, take_edition, take_file

        try:
            if is_file:
                taken = take_file(Path(what), problems)
            elif draft:
                memory = _memory(house)
                if memory is None:
                    return 1
                taken = take_draft(house, what, paper, memory, problems)
            else:
                taken = take_edition(house, what, edition, paper, problems)
            sheaf = make_sheaf(
                house, taken, workers, problems, layout=layout, paper=paper, sheet=sheet,
                creep=creep, proof=proof,
            )  # fmt: skip
        except Stopped:
            pass
    _show(problems)
    if sheaf:
        click.echo(sheaf.in_words)
    return 1 if problems.errors else 0


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
    from .sources import MEETINGS

    if slug in command.commands:
        raise click.BadParameter(f"`{slug}` is a command; choose another name")
    if slug == MEETINGS:
        raise click.BadParameter(f"content/{slug}/ holds meetings; choose another name")
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
@click.argument("pdf", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help="Replace files that are there and differ.")
def restore(pdf: Path, folder: Path, force: bool) -> int:
    """Write the content that PDF carries into FOLDER: YAML, Markdown, data and pictures."""
    from .history import restore as run
    from .problems import Problems

    problems = Problems()
    files = run(pdf, folder, problems, force=force)
    _show(problems)
    for file in files:
        click.echo(file)
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


@command.command()
@click.option(
    "--now", metavar="TIME", help="The time to go by, as 2026-12-01T09:00-05:00 (default: now)."
)
@click.option("--base", metavar="URL", callback=_address, help="Where the site will be found.")
@_ON
@_WORKERS
@_FORMAT
def catalog(
    now: str | None,
    base: str | None,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    form: str,
) -> int:
    """Make the publications page, output/site/: what the ledger says, and its PDFs.

    It is static: open index.html, or have any web server serve the folder. What else lies in
    output/site/ is deleted.
    """
    from .distribute.catalog import make_catalog

    when = _moment(now)
    with _workers(jobs, time_limit, memory_limit, 64, on, warm=False) as workers:
        made = make_catalog(_house(), workers, now=when, base=base)
    _show(made.problems)
    if form == "json":
        _json(
            {
                "publications": made.publications,
                "editions": made.editions,
                "written": made.written,
                "deleted": made.deleted,
                "embargoed": [one.code for one in made.embargoed],
            }
        )
    elif not made.problems.errors:
        for one in made.embargoed:
            click.echo(f"edition {one.edition} of {one.slug} is under embargo: left out")
        click.echo(
            f"output/site/index.html: {made.publications} "
            f"publication{'s' * (made.publications != 1)}, {made.editions} "
            f"edition{'s' * (made.editions != 1)}; "
            f"{_count(made.written, 'file', 'is new', 'are new')}, {made.deleted} deleted"
        )
    return 1 if made.problems.errors else 0


@command.command()
@_FORMAT
def manifest(form: str) -> int:
    """Write output/manifest.json: every file that was made, for a mailing or web system.

    Each with path, purpose, digest, size, pages, edition, code, language, paper and recipient;
    output/manifest.schema.json describes it.
    """
    from .distribute.copies import read_register_file
    from .distribute.manifest import FILE, make_manifest
    from .problems import Problems

    memory = _memory(_house())
    if memory is None:
        return 1
    problems = Problems()
    book = read_register_file(_house(), problems)
    files = make_manifest(_house(), memory, book, problems) if not problems.errors else []
    _show(problems)
    if form == "json":
        _json([vars(one) for one in files])
    elif files:
        click.echo(f"{FILE}: {len(files)} file{'s' * (len(files) != 1)}")
    return 1 if problems.errors else 0


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
    except click.exceptions.Exit as error:
        return error.exit_code
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
    from difflib import get_close_matches

    from .problems import nearest
    from .sources import find_briefs

    known = find_briefs(house / "content")
    for slug in briefs:
        if slug not in known:
            hint = nearest(slug, known, "briefs")
            if close := get_close_matches(slug, command.commands, 1, 0.7):
                hint = f"did you mean the command `{close[0]}`?"
            raise click.UsageError(f"no brief `{slug}`; {hint}")
    return list(dict.fromkeys(briefs)) or known


def _memory(house: Path) -> Memory | None:
    """What is printed already; None, and said why, where the ledger is broken."""
    from .editions import read_ledger_file
    from .freshness import Memory
    from .problems import Problems

    problems = Problems()
    ledger = read_ledger_file(house, problems)
    _show(problems)
    return None if problems.errors else Memory(house, ledger)


def _day(day: str | None) -> date:
    from datetime import date

    try:
        return date.fromisoformat(day) if day else date.today()
    except ValueError:
        raise click.BadParameter(
            f"`{day}` is no day; write it as 2024-11-26", param_hint="--date"
        ) from None


def _moment(now: str | None) -> datetime:
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


def _json(said: Any) -> None:
    import json

    click.echo(json.dumps(said, indent=2, ensure_ascii=False))


def _count(number: int, noun: str, one: str, many: str) -> str:
    return f"{number} {noun} {one}" if number == 1 else f"{number} {noun}s {many}"


def _edition_line(edition: Edition) -> str:
    pages = edition.pdf.pages
    size = len(edition.pdf.data) / 1024
    return f"{edition.file}  {pages} page{'s' * (pages != 1)}, {size:.0f} KB"


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


def _problem(problem: Problem, *, err: bool = True) -> None:
    colour = {"error": "red", "warning": "yellow"}[problem.severity]
    severity = click.style(problem.severity, fg=colour, bold=True)
    name = click.style(f" [{problem.check}]", dim=True) if problem.check else ""
    click.echo(f"{problem.place}: {severity}: {problem.message}{name}", err=err)
    if problem.hint:
        click.echo(f"  hint: {problem.hint}", err=err)


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
        _show(outcome.problems)
        if not self.quiet:
            if outcome.reasons and (outcome.editions or outcome.current):
                gone = "" if outcome.editions else "; the page is the same"
                click.echo(f"{outcome.slug}: {'; '.join(outcome.reasons)}{gone}")
            seconds = sum(outcome.seconds.get(step, 0) for step in _STEPS)
            for edition in outcome.editions:
                click.echo(f"{_edition_line(edition)}, {seconds:.1f} s")
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
