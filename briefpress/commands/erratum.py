"""Print slips for the copies of an edition that are out."""

from __future__ import annotations

import click

from .shared import (
    NOW,
    PAPER,
    WORKERS_OR_CLUSTER,
    WorkerOptions,
    check_papers,
    find_house,
    moment_of,
    show,
    start_workers,
)


@click.command()
@click.argument("brief")
@click.argument("edition", type=click.IntRange(min=1))
@PAPER
@NOW
@WORKERS_OR_CLUSTER
def erratum(
    brief: str,
    edition: int,
    paper: str | None,
    now: str | None,
    worker_options: WorkerOptions,
) -> int:
    """Print slips to lay into the copies of EDITION of BRIEF that are out: what was corrected.

    Four stand on a sheet, A6 each on A4, with the code of the edition that they belong to.
    """
    house = find_house()
    check_papers((paper,) if paper else ())
    moment = moment_of(now)
    with start_workers(worker_options, 1) as workers:
        from ..distribute.erratum import print_erratum
        from ..model.problems import Problems

        problems = Problems()
        made = print_erratum(house, brief, edition, workers, problems, now=moment, paper=paper)
    show(problems)
    if made:
        figures = f"{made.changes} corrected figure{'s' * (made.changes != 1)}"
        click.echo(f"{made.file}  four slips for {made.edition.code}, {figures}; cut them")
    return 1 if problems.errors else 0
