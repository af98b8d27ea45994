"""Recall copies that were a mistake."""

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
@click.option(
    "--why",
    required=True,
    callback=one_line,
    help="The reason, in a line: whoever verifies a copy reads it.",
)
@click.option("--code", multiple=True, help="Of a copy (default: all that were made last).")
@DATE
def recall(brief: str, why: str, code: tuple[str, ...], day: str | None) -> int:
    """Note in the register that copies of BRIEF were a mistake: those that were made last.

    No line is deleted: one is added, `register` shows it, and `verify` says so of each copy. Made
    once more, a copy may be used again.
    """
    from ..distribute.copies import recall_copies
    from ..model.problems import Problems

    problems = Problems()
    codes = [one.strip().upper() for one in code]
    copies = recall_copies(find_house(), brief, codes, why, day_of(day), problems)
    show(problems)
    for one in copies:
        click.echo(f"  {one.code}  {one.recipient}  {one.file}")
    if copies:
        number = len(copies)
        many = f"{number} copies are" if number > 1 else "1 copy is"
        reason = why.rstrip(".")
        click.echo(f"{many} recalled: {reason}; collect what was handed out, and delete the files")
    return 1 if problems.errors else 0
