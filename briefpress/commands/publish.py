"""Publish an edition."""

from __future__ import annotations

import click

from .shared import (
    DATE,
    FORMAT,
    ON,
    WORKERS,
    choose,
    day_of,
    find_house,
    hire,
    one_line,
    pdf_line,
    print_json,
    remember,
    show,
)


@click.command()
@click.argument("brief")
@click.option(
    "--note",
    required=True,
    callback=one_line,
    help="What is new, in a line, for readers: a material correction prints it.",
)
@click.option(
    "--kind",
    type=click.Choice(["editorial", "substantive", "material"]),
    help="Class of the correction; a material one prints a box with the changed facts.",
)
@DATE
@ON
@WORKERS
@FORMAT
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
    house = find_house()
    choose((brief,), house)
    when = day_of(day)
    state = remember(house)
    if state is None:
        return 1
    with hire(jobs, time_limit, memory_limit, 2, on) as workers:
        from ..workflows.publish import publish as run

        outcome = run(house, brief, workers, state, note=note, kind=kind, day=when)
    show(outcome.problems)
    entry = outcome.entry
    if form == "json":
        print_json(entry.as_json() if entry else None)
    elif entry:
        click.echo(f"edition {entry.edition} of {entry.slug}, {entry.kind}, code {entry.code}")
        for edition in outcome.editions:
            click.echo(pdf_line(edition))
    return 1 if outcome.problems.errors else 0
