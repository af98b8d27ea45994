"""Impose an edition, or any PDF, for the printer."""

from __future__ import annotations

import click

from .imposing import Wanted, asks_what_to_impose, find_origin, take
from .shared import WORKERS_OR_CLUSTER, WorkerOptions, find_house, show, start_workers


@click.command()
@asks_what_to_impose(
    "BRIEF|PDF",
    ("booklet", "2-up", "4-up"),
    "Folded in the middle, or two or four pages a side.",
)
@click.option("--proof", is_flag=True, help="Make a sheet to test the printer with as well.")
@WORKERS_OR_CLUSTER
def booklet(
    wanted: Wanted,
    proof: bool,
    worker_options: WorkerOptions,
) -> int:
    """Impose the current edition of BRIEF, or any PDF, to be printed on both sides of a sheet.

    Writes output/BRIEF.booklet.pdf, or .2-up.pdf, .4-up.pdf: for a printer, so without tags.
    """
    from ..model.problems import Problems, Stopped

    house = find_house()
    origin = find_origin(wanted, house)
    problems = Problems()
    sheaf = None
    # Only the proof sheet needs a press; the others need not wait until one is loaded (0.6 s).
    with start_workers(worker_options, 1, warm=proof) as workers:
        from ..distribute.booklet import make_sheaf

        try:
            taken = take(wanted, origin, house, problems)
            sheaf = make_sheaf(house, taken, workers, problems, wanted.imposition, proof=proof)
        except Stopped:
            pass
    show(problems)
    if sheaf:
        click.echo(sheaf.in_words)
    return 1 if problems.errors else 0
