"""Print briefs in memory, and run every check on them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import (
    BRIEFS,
    NOW,
    WORKERS_OR_CLUSTER,
    NamedBriefs,
    WorkerOptions,
    choose_languages,
    find_house,
    moment_of,
    print_json,
    program,
    read_build_state,
    show_problem,
    start_workers,
    worded,
)

if TYPE_CHECKING:
    from datetime import date

    from ..cache.freshness import BuildState
    from ..checks.evidence.printed_page import PrintedPage
    from ..model.problems import Problem
    from ..workflows.build import Outcome


@click.command()
@BRIEFS
@click.option(
    "--explain",
    metavar="[CHECK]",
    is_flag=False,
    flag_value="",
    help="Say what CHECK looks for, why, and what to do; without CHECK, list them all.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="For a script, for GitHub, for a tool that reads SARIF.",
)
@click.option("--report", is_flag=True, help="Say what the PDF says to those who do not see it.")
@click.option(
    "--evidence",
    is_flag=True,
    help="Say row by row whether WCAG 2.1 AA and EN 301 549 are met, in Markdown.",
)
@click.option("--vera", is_flag=True, help="Ask veraPDF as well, where it is installed.")
@NOW
@WORKERS_OR_CLUSTER
def check(
    briefs: NamedBriefs,
    explain: str | None,
    form: str,
    report: bool,
    evidence: bool,
    vera: bool,
    now: str | None,
    worker_options: WorkerOptions,
) -> int:
    """Read BRIEFS, or all of content/, over with every check; nothing is written to output/.

    `--evidence` asks veraPDF as well, where it is installed. The exit status is 1 where a brief has
    an error.
    """
    if explain is not None:
        return _explain(explain)
    house = find_house()
    slugs = choose_languages(briefs, house)
    state = read_build_state(house)
    if state is None:
        return 1
    day = moment_of(now).date()
    by_brief: dict[str, list[Problem]] = {}
    prints_all = report or vera or evidence
    for slug in () if prints_all else slugs:
        if (verdict := state.findings(slug, day)) is not None:
            by_brief[slug] = verdict
    proofs: list[PrintedPage] = []
    for outcome in proofread(
        house, [slug for slug in slugs if slug not in by_brief], state, day,
        worker_options,
    ):  # fmt: skip
        by_brief[outcome.slug] = [*outcome.problems]
        proofs += outcome.proofs if prints_all else ()
    if evidence:
        _prove(house, proofs, by_brief, state, day, form)
        return 1 if _is_bad(by_brief) else 0
    if vera:
        _ask_vera(house, proofs, by_brief)
    if report:
        _report(proofs, form)
        return 1 if _is_bad(by_brief) else 0
    by_brief = {slug: by_brief[slug] for slug in ("", *slugs) if slug in by_brief}
    _tell(by_brief, form)
    return 1 if _is_bad(by_brief) else 0


def _is_bad(by_brief: dict[str, list[Problem]]) -> bool:
    return any(one.severity == "error" for problems in by_brief.values() for one in problems)


def _prove(
    house: Path, proofs: Sequence[PrintedPage], by_brief: dict[str, list[Problem]],
    state: BuildState, day: date, form: str,
) -> None:  # fmt: skip
    """Print the evidence sheet of each brief; one that cannot be printed says on stderr why."""
    from importlib.metadata import version
    from itertools import groupby

    from ..checks.conformance import assess, tell
    from ..editions.verdict import judge_file

    noted = {slug: [*problems] for slug, problems in by_brief.items()}
    _ask_vera(house, proofs, noted)
    is_asked = "" not in noted
    evidence_of_briefs = []
    for slug, printed in groupby(proofs, key=lambda one: one.brief.slug):
        pages = [*printed]
        vera = [one for one in noted[slug] if one.check == "vera"] if is_asked else None
        evidence = assess(pages, by_brief[slug], vera, day)
        verdicts = {one.pdf.paper: judge_file(slug, one.pdf.data, state.ledger) for one in pages}
        standings = {
            paper: f"{one.why}, {one.code}" if one.code else "a draft: nobody has published it"
            for paper, one in verdicts.items()
        }
        evidence_of_briefs.append(evidence | {"standings": standings})
        if form != "json":
            click.echo(tell(evidence, standings, version("briefpress")))
    if form == "json":
        print_json(evidence_of_briefs)
    proved = {one["brief"] for one in evidence_of_briefs}
    for slug, problems in noted.items():
        for problem in problems if slug not in proved else ():
            show_problem(problem)


def _ask_vera(
    house: Path, proofs: Sequence[PrintedPage], by_brief: dict[str, list[Problem]]
) -> None:
    """Have veraPDF judge what was printed, and note what it says with the rest."""
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from ..checks.verapdf import run_vera
    from ..model.problems import Place, Problems, Stopped

    problems = Problems()
    with TemporaryDirectory(prefix=f"briefpress-{os.getpid()}-") as folder:
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
            by_brief[""] = [*by_brief.get("", []), *problems]
            return
    for file, rules in verdicts.items():
        place = Place(f"output/{file.name}")
        by_brief[files[file].slug] += [replace(one, place=place) for one in rules]


def _report(proofs: Sequence[PrintedPage], form: str) -> None:
    """Say what each PDF says to those who do not see it."""
    from ..checks.accessibility import report, tell

    reports = [report(proof) for proof in proofs]
    if form == "json":
        print_json(reports)
    else:
        click.echo("\n".join(tell(one) for one in reports), nl=False)


def _explain(name: str) -> int:
    """Print what a check looks for; without a *name*, what each of them does."""
    from ..checks.table import TABLE, load, names
    from ..model.house import name_program
    from ..model.problems import nearest

    if not name:
        for group, those in TABLE.items():
            click.echo(f"{group}")
            for one in map(load, those):
                click.echo(f"  {one.name:<20}  {one.what}")
        return 0
    if name not in names():
        raise click.UsageError(f"no check `{name}`; {nearest(name, names(), 'checks')}")
    one = load(name)
    explanation = name_program(one.explanation, program())
    click.echo(f"{one.name} ({one.severity})\n\n{explanation}")
    return 0


def proofread(
    house: Path,
    slugs: list[str],
    state: BuildState,
    day: date,
    worker_options: WorkerOptions,
) -> Iterator[Outcome]:
    """Read *slugs* over; their outcomes hold the proofs."""
    if not slugs:
        return
    with start_workers(worker_options, 2 * len(slugs)) as hired:
        from ..press.executors import uninterrupted

        with uninterrupted():
            from ..workflows.build import build as run
        yield from run(house, slugs, None, hired, state, day, writes=False)


def _tell(by_brief: dict[str, list[Problem]], form: str) -> None:
    """Say what was found, by brief, worst first."""
    from ..checks import reports

    if form != "text":  # as text, each is worded when it is shown
        by_brief = {slug: [*map(worded, problems)] for slug, problems in by_brief.items()}
    if form == "json":
        print_json(reports.as_json(by_brief))
    elif form == "github":
        for line in reports.as_github(by_brief):
            click.echo(line)
    elif form == "sarif":
        from importlib.metadata import version

        from ..checks.table import load, names
        from ..model.house import name_program

        checks = (load(name) for name in names())
        rules = (
            (one.name, one.severity, one.what, name_program(one.explanation, program()))
            for one in checks
        )
        print_json(reports.as_sarif(by_brief, rules, version("briefpress")))
    else:
        for slug, problems in by_brief.items():
            head = slug or "this house"
            click.echo(f"{click.style(head, bold=True)}: {_score(problems)}")
            for problem in reports.worst_first(problems):
                show_problem(problem, err=False)
        if len(by_brief) > 1:
            click.echo(
                _score([one for problems in by_brief.values() for one in problems]) + " in all"
            )


def _score(problems: Sequence[Problem]) -> str:
    """Count: `1 error, 2 warnings`."""
    counts = [
        (sum(one.severity == severity for one in problems), severity)
        for severity in ("error", "warning")
    ]
    counted = [f"{number} {name}{'s' * (number != 1)}" for number, name in counts if number]
    return ", ".join(counted) or "nothing found"
