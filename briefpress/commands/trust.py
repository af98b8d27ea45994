"""Say, and choose, whom the house trusts."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import find_house, show


@click.command()
@click.option("--key", metavar="KEY", help="Believe this public key as well: RW…, of a colleague.")
@click.option("--revoke", metavar="KEY", help="Believe this key no longer; others must sign.")
@click.option(
    "--witness",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A file, best on another disk, that gets a line for each line of the ledger.",
)
@click.option(
    "--forget", metavar="FILE", type=click.Path(path_type=Path), help="Ask this witness no longer."
)
def trust(key: str | None, revoke: str | None, witness: Path | None, forget: Path | None) -> int:
    """Say which keys sign the ledger and who remembers where it ends; choose others.

    A ledger that lost lines is told by any witness, one that was forged by its signature. A key is
    made with `keygen`.
    """
    from ..editions.trust import Trust
    from ..model.problems import Problems
    from ..workflows.trust import forget_witness, name_witness, revoke_key, trust_key

    problems = Problems()
    house = find_house()
    if key:
        trust_key(house, key, problems)
    if revoke:
        revoke_key(house, revoke, problems)
    if witness:
        name_witness(house, witness, problems)
    if forget:
        forget_witness(house, forget, problems)
    known = Trust.read(house / "editions", problems)
    show(problems)
    for one in known.keys:
        click.echo(f"key {one.public.name}, {_STATES[one.state]}: {one.key}")
    for name in known.witnesses:
        click.echo(f"witness of the ledger: {name}")
    if not problems.errors and not known.keys:
        click.echo("no key signs the ledger: `keygen` makes one")
    if not problems.errors and not known.witnesses:
        click.echo("no witness of the ledger outside of this folder: `trust --witness FILE`")
    return 1 if problems.errors else 0


_STATES = {
    "signs": "which signs the ledger",
    "trusted": "trusted still",
    "revoked": "revoked",
}
