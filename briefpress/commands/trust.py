"""Say, and choose, who remembers where the ledger ends."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import find_house, show


@click.command()
@click.option(
    "--witness",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A file, best on another disk, that gets a line for each line of the ledger.",
)
@click.option(
    "--forget", metavar="FILE", type=click.Path(path_type=Path), help="Ask this witness no longer."
)
def trust(witness: Path | None, forget: Path | None) -> int:
    """Say who remembers where the ledger ends; name another witness, or forget one.

    A ledger that lost lines is told by any of them.
    """
    from ..editions.trust import Trust
    from ..model.problems import Problems
    from ..workflows.trust import forget_witness, name_witness

    problems = Problems()
    house = find_house()
    if witness:
        name_witness(house, witness, problems)
    if forget:
        forget_witness(house, forget, problems)
    witnesses = Trust.read(house / "editions", problems).witnesses
    show(problems)
    for one in witnesses:
        click.echo(f"witness of the ledger: {one}")
    if not witnesses and not problems.errors:
        click.echo("no witness of the ledger outside of this folder: `trust --witness FILE`")
    return 1 if problems.errors else 0
