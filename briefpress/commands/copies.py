"""Make a copy for each recipient of a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ..distribute.wishes import CopyWish
from .shared import (
    DATE,
    FORMAT,
    NOW,
    PAPER,
    WORKERS_OR_CLUSTER,
    WorkerOptions,
    check_papers,
    choose,
    day_of,
    find_house,
    list_of_recipients,
    moment_of,
    options_as,
    print_json,
    show,
    start_workers,
)


@click.command()
@click.argument("brief")
@list_of_recipients("name, organisation, language, copies")
@options_as(
    CopyWish,
    "wish",
    click.option("--one-file", is_flag=True, help="One PDF for the printer, which holds them all."),
    click.option("--watermark", is_flag=True, help="The recipient across each page, pale."),
    click.option(
        "--class",
        "distribution",
        type=click.Choice(["public", "limited", "restricted", "not-for-publication"]),
        help="Class of distribution, printed on each page.",
    ),
    PAPER,
    click.option(
        "--draft", is_flag=True, help="Of what stands in content/; the register has no line."
    ),
    click.option(
        "--embargoed", is_flag=True, help="Also while the embargo holds; each page says so."
    ),
)
@NOW
@DATE
@WORKERS_OR_CLUSTER
@FORMAT
def copies(
    brief: str,
    recipients: Path,
    wish: CopyWish,
    now: str | None,
    day: str | None,
    worker_options: WorkerOptions,
    form: str,
) -> int:
    """Make a named copy of BRIEF, its current edition, for each recipient of a list.

    Each page carries the copy's number, its recipient and its code; the register has a line for it.
    """
    house = find_house()
    check_papers((wish.paper,) if wish.paper else ())
    when, moment = day_of(day), moment_of(now)
    if wish.draft:
        choose((brief,), house)
    with start_workers(replace(worker_options, jobs=worker_options.jobs or 1), 1) as workers:
        from ..distribute.copies import make_copies

        made = make_copies(house, brief, recipients, workers, wish, day=when, now=moment)
    show(made.problems)
    if form == "json":
        print_json([one.as_json() for one in made.copies if made.files])
    elif made.files:
        number = len(made.copies)
        where = made.files[0] if wish.one_file else f"{Path(made.files[0]).parent.as_posix()}/"
        click.echo(f"{number} {'copy' if number == 1 else 'copies'} in {where}")
        if wish.draft:
            click.echo("copies of a draft: the register has no line for them")
        else:
            click.echo(f"editions/register.jsonl: {made.new} new line{'s' * (made.new != 1)}")
    return 1 if made.problems.errors else 0
