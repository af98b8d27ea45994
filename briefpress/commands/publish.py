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
    from ..model.problems import Problems

    problems = Problems()
    with hire(jobs, time_limit, memory_limit, 2, on) as workers:
        from ..workflows.publish import publish as run

        edition = run(
            house, brief, workers, state, problems,
            note=note, kind=kind, day=when, today=day_of(None),
        )  # fmt: skip
    show(problems)
    if form == "json":
        print_json(edition.as_json() if edition else None)
    elif edition:
        head = f"edition {edition.number} of {edition.slug}"
        click.echo(f"{head}, {edition.kind}, code {edition.code}")
        for printed in edition.papers.values():
            click.echo(pdf_line(printed.file, printed.pages, printed.size))
    return 1 if problems.errors else 0
