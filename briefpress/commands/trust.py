"""Say, and choose, whom the house trusts."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import day_of, find_house, show


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
@click.option(
    "--certificate",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Sign PDFs with this certificate: .p12 or .pfx, of an authority.",
)
@click.option("--no-certificate", "drops", is_flag=True, help="Sign no PDFs any more.")
def trust(
    key: str | None,
    revoke: str | None,
    witness: Path | None,
    forget: Path | None,
    certificate: Path | None,
    *,
    drops: bool,
) -> int:
    """Say which keys sign the ledger and who remembers where it ends; choose others.

    A ledger that lost lines is told by any witness, one that was forged by its signature. A key is
    made with `keygen`. A certificate signs the PDFs themselves, for readers such as Acrobat: it
    needs `pip install 'briefpress[sign]'`.
    """
    from ..editions.trust import Trust
    from ..model.problems import Problems
    from ..workflows.trust import (
        drop_certificate,
        forget_witness,
        is_certificate,
        name_witness,
        revoke_key,
        take_certificate,
        trust_key,
    )

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
    if certificate:
        password = ""
        if not is_certificate(certificate, password):
            password = click.prompt(f"password of {certificate.name}", hide_input=True, err=True)
        take_certificate(house, certificate, password, day_of(None), problems)
    if drops:
        drop_certificate(house, problems)
    known = Trust.read(house / "editions", problems)
    show(problems)
    for one in known.keys:
        click.echo(
            f"key {one.public.name}, {_STATES[one.state]}: {one.key}, on paper {one.public.short}"
        )
    for name in known.witnesses:
        click.echo(f"witness of the ledger: {name}")
    for held in known.certificates:
        use = "which signs PDFs" if held.signs else "which signed PDFs"
        click.echo(f"certificate {held.sha256[:16]}, {use}: {held.subject}")
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
