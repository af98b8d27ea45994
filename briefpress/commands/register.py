"""Say who holds which copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from .shared import (
    FORMAT,
    find_house,
    print_json,
    show,
)

if TYPE_CHECKING:
    from ..editions.register import Holder


@click.command()
@click.argument("brief", required=False)
@click.option(
    "--outdated",
    is_flag=True,
    help="List whom to write to, as CSV: whoever holds a copy that is not current.",
)
@click.option("--recall", "outdated_once", is_flag=True, hidden=True)  # the old name
@FORMAT
def register(brief: str | None, outdated: bool, outdated_once: bool, form: str) -> int:
    """Say who got which copy, of BRIEF or of all, and who holds one that is not current.

    The exit status is 0 also where somebody holds a superseded or withdrawn edition. A copy that
    was recalled says so, with the reason.

    With --outdated, a list of recipients, with their mail addresses and what they hold:
    `copies --to` takes it, to send each of them the edition that is current.
    """
    from ..editions.books import open_books
    from ..editions.register import list_holders, list_holdings
    from ..model.problems import Problems, nearest

    problems = Problems()
    house = find_house()
    ledger, book = open_books(house, problems)
    show(problems)
    if problems.errors:
        return 1
    known = ledger.slugs | book.slugs
    if brief and not known & ledger.names_of(brief):
        raise click.UsageError(f"nothing of `{brief}` is published; {nearest(brief, known)}")
    holdings = list_holdings(book, ledger, brief)
    if outdated or outdated_once:
        _print_holders(list_holders(holdings), form)
        return 0
    if form == "json":
        print_json([one.as_json() for one in holdings])
        return 0
    # A copy has a line for each file that it was written into, and was handed out once.
    rows = {
        one.copy.code: (
            one.copy.code,
            f"{one.copy.number} of {one.copy.total}",
            one.copy.date.isoformat(),
            one.copy.distribution or "–",
            one.state,
            f"{one.copy.recipient}  ({one.why})" if one.state == "RECALLED" else one.copy.recipient,
        )
        for one in holdings
    }.values()
    heads = ("copy", "number", "date", "class", "edition is", "recipient")
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads) - 1)]
    for row in [heads, *rows] if rows else []:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        colour = None if row is heads else "green" if row[4] == "CURRENT" else "red"
        cells[4] = click.style(cells[4], fg=colour, bold=row is heads)
        click.echo("  ".join([*cells, row[-1]]))
    recalled = sum(1 for row in rows if row[4] == "RECALLED")
    old = sum(1 for row in rows if row[4] not in ("CURRENT", "RECALLED"))
    number = len(rows) - recalled
    copies = f"{number} {'copy' if number == 1 else 'copies'}"
    rest = f"; {recalled} recalled" if recalled else ""
    click.echo(f"{copies} handed out, {old} of an edition that is not current{rest}")
    return 0


def _print_holders(holders: Sequence[Holder], form: str) -> None:
    """Print whom to write to: JSON, or the CSV that `copies --to` reads."""
    if form == "json":
        held = [{**vars(one), "held": [copy.as_json() for copy in one.held]} for one in holders]
        print_json(held)
        return
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["name", "organisation", "email", "language", "copies", "notes"])
    for holder in holders:
        notes = "; ".join(f"{held.copy.code} {held.state}" for held in holder.held)
        who = [holder.name, holder.organisation, holder.email, holder.language]
        row = [*who, str(len(holder.held)), notes]
        # A spreadsheet takes what begins so for a formula, but not behind a space.
        writer.writerow(
            f" {cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in row
        )
    click.echo(text.getvalue(), nl=False)
