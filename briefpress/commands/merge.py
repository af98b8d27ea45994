"""Join two branches that both published."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .shared import find_house, show


@click.command()
@click.option("--install", is_flag=True, help="Have git join the lines of two ledgers by itself.")
@click.option("--driver", nargs=4, hidden=True, type=str, help="What git runs: %O %A %B %P.")
def merge(install: bool, driver: tuple[str, str, str, str] | None) -> int:
    """Join two branches of git that both published, where `git merge` has stopped.

    Each edition of the other branch gets its line below yours, or yours below theirs: those stay
    that were published first. PDFs and codes stay as they are, so what was handed out verifies;
    where both published one brief, the second is the next edition, and its code stays known.
    """
    from ..model.problems import Problems
    from ..workflows.branches import describe, install_driver, join_branches, join_files

    problems = Problems()
    if driver:
        _, ours, theirs, name = driver
        moved = join_files(Path(ours), Path(theirs), name, problems)
        show(problems)
        told = describe(moved or ())
        for line in told:
            click.echo(line, err=True)
        if told or problems.errors:
            click.echo("run `briefpress merge`, then `git commit`", err=True)
        return 1 if told or problems.errors else 0
    house = find_house()
    if install:
        if install_driver(house, _program(), problems):
            click.echo("git joins ledgers and registers here from now on; commit .gitattributes")
        show(problems)
        return 1 if problems.errors else 0
    joined = join_branches(house, problems)
    show(problems)
    if joined is None or problems.errors:
        return 1
    number = len(joined)
    click.echo(f"joined: {number} line{'s' * (number != 1)} of one branch below those of the other")
    for line in describe(joined):
        click.echo(f"  {line}")
    click.echo("now: `git commit`, then `briefpress catalog`")
    return 0


def _program() -> str:
    """The command line by which this program was called, from any folder."""
    called = Path(sys.argv[0])
    if called.name == "build.py" and called.is_file():
        return f'"{sys.executable}" "{called.resolve()}"'
    return f'"{sys.executable}" -m briefpress'
