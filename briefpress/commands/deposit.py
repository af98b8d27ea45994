"""Write what a register of papers asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .shared import LIMITS, NOW, WorkerOptions, find_house, moment_of, show, start_workers

if TYPE_CHECKING:
    from ..model.deposits import Registry


@click.command()
@click.argument("brief")
@click.option(
    "--to",
    "registry",
    required=True,
    type=click.Choice(["crossref", "datacite", "reliefweb"]),
    help="The register.",
)
@click.option("--from", "sender", metavar="ADDRESS", default="", help="Who hands it in.")
@NOW
@LIMITS
def deposit(
    brief: str,
    registry: Registry,
    sender: str,
    now: str | None,
    worker_options: WorkerOptions,
) -> int:
    """Write what a register asks of the last edition of BRIEF: output/deposit/. Nothing is sent.

    Crossref and DataCite register its DOI, with its translations; Crossref is told of corrections
    and of a withdrawal. ReliefWeb publishes its first lines and its PDFs.
    """
    from ..distribute.deposit import write_deposit
    from ..model.problems import Problems

    problems = Problems()
    moment = moment_of(now)
    house = find_house()
    with start_workers(worker_options, 1, warm=False) as workers:
        label = write_deposit(house, brief, registry, workers, problems, sender=sender, now=moment)
    show(problems)
    if label:
        click.echo(f"{label}; nothing was sent")
    return 1 if problems.errors else 0
