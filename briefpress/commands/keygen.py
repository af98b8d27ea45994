"""Make a key that signs the ledger."""

from __future__ import annotations

import click

from .shared import find_house, show


@click.command()
def keygen() -> int:
    """Make a key that signs the ledger from now on, and sign it as it stands.

    Its secret half lies outside of the house, for you alone; keep a copy where no fire reaches it.
    Its public half is in editions/trust.json: print it, put it on the web site. Anybody checks with
    it: minisign -Vm ledger.jsonl -P RW…
    """
    from ..model.problems import Problems
    from ..workflows.trust import make_key

    problems = Problems()
    made = make_key(find_house(), problems)
    show(problems)
    if made:
        key, path = made
        click.echo(f"key {key.name} signs the ledger from now on")
        click.echo(f"public half:  {key}")
        click.echo(f"on paper:     {key.short}")
        click.echo(f"secret half:  {path}")
        click.echo(f"whoever has the ledger checks it: minisign -Vm editions/ledger.jsonl -P {key}")
    return 1 if problems.errors else 0
