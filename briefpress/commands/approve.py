"""Approve a brief, before it is published."""

from __future__ import annotations

import click

from .shared import (
    DATE,
    LIMITS,
    WorkerOptions,
    choose,
    day_of,
    find_house,
    one_line,
    read_build_state,
    show,
    start_workers,
)


def _maybe(context: click.Context, option: click.Parameter, text: str | None) -> str:
    return "" if text is None else one_line(context, option, text)


@click.command()
@click.argument("brief")
@click.option(
    "--as",
    "role",
    metavar="ROLE",
    required=True,
    callback=one_line,
    help="Who approves: one of `approvals:` in institute.yaml.",
)
@click.option("--note", metavar="TEXT", callback=_maybe, help="A line for colleagues.")
@click.option(
    "--draft",
    metavar="CODE",
    callback=_maybe,
    help="At the foot of what was read; refused where that is not what stands there.",
)
@click.option(
    "--by",
    metavar="NAME",
    callback=_maybe,
    help="Who gives it (default: the name that git or the system knows).",
)
@click.option(
    "--take-back",
    "why",
    metavar="WHY",
    callback=_maybe,
    help="Take the approval back, for this reason, in a line.",
)
@DATE
@LIMITS
def approve(
    brief: str,
    role: str,
    note: str,
    draft: str,
    by: str,
    why: str,
    day: str | None,
    worker_options: WorkerOptions,
) -> int:
    """Note that ROLE has approved BRIEF as it stands: a line in editions/approvals.jsonl.

    What was approved is told by a digest of its prose, its facts and its page. Where a part
    changes, only those who have approved that part must look again. `status` says how it stands,
    and `publish` waits for all.
    """
    house = find_house()
    choose((brief,), house)
    when = day_of(day)
    from ..model.problems import Problems
    from ..workflows.approve import SignOff, find_user, take_back
    from ..workflows.approve import approve as run

    problems = Problems()
    name = by or find_user(house)
    whose = f" by {name}" if name else ""
    signed = SignOff(brief, role, name, when)
    if why:
        if taken := take_back(house, signed, why, problems):
            click.echo(f"{taken.role}: the approval of {brief} is taken back{whose}: {why}")
        show(problems)
        return 1 if problems.errors else 0
    state = read_build_state(house)
    if state is None:
        return 1
    with start_workers(worker_options, 1, warm=False) as workers:
        given = run(house, signed, workers, state, problems, note=note, draft=draft)
    show(problems)
    if given:
        from ..editions.approvals import word_parts

        whose = f" by {given.by}" if given.by else ""
        parts = word_parts(given.parts)
        click.echo(f"{given.role}: {parts} of {brief} approved on {given.date}{whose}")
    return 1 if problems.errors else 0
