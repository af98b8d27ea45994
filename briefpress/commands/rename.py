"""Give a brief another name."""

from __future__ import annotations

import click

from .shared import DATE, count, day_of, find_house, show


@click.command()
@click.argument("old")
@click.argument("new")
@DATE
def rename(old: str, new: str, day: str | None) -> int:
    """Call the brief OLD from now on NEW, in all of its languages.

    What was published keeps its number, its code and its files, and every copy of it verifies: a
    line of the ledger says what the brief was called. The publications page leads from the old
    address to the new one, and the next edition goes on counting.
    """
    from ..model.problems import Problems
    from ..workflows.rename import rename as run
    from .new import refuse_name

    refuse_name(new)
    problems = Problems()
    renamed = run(find_house(), old, new, day_of(day), day_of(None), problems)
    show(problems)
    if renamed is None:
        return 1
    kept = count(renamed.editions, "edition", "keeps its code", "keep their codes")
    click.echo(f"{old} is called {new} now{f'; {kept}' if renamed.editions else ''}")
    if renamed.renamings:
        click.echo("now: `briefpress catalog`, which leads from the old address to the new one")
    return 0
