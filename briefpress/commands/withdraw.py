"""Withdraw an edition."""

from __future__ import annotations

import click

from .shared import (
    DATE,
    day_of,
    find_house,
    one_line,
    show,
)


@click.command()
@click.argument("brief")
@click.argument("edition", type=click.IntRange(1))
@click.option(
    "--why",
    required=True,
    callback=one_line,
    help="The reason, in a line: whoever verifies it reads it.",
)
@DATE
def withdraw(brief: str, edition: int, why: str, day: str | None) -> int:
    """Note in the ledger that EDITION of BRIEF must not be used any more."""
    from ..model.problems import Problems
    from ..workflows.publish import withdraw as run

    problems = Problems()
    withdrawal = run(find_house(), brief, edition, why, day_of(day), day_of(None), problems)
    show(problems)
    if withdrawal:
        click.echo(f"edition {edition} of {brief} is withdrawn: {why}")
    return 1 if problems.errors else 0
