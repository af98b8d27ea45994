"""Make a copy for each recipient of a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import (
    DATE,
    FORMAT,
    NOW,
    PAPER,
    WORKERS_OR_CLUSTER,
    Staff,
    check_papers,
    choose,
    day_of,
    find_house,
    hire,
    moment_of,
    print_json,
    show,
)

if TYPE_CHECKING:
    from ..editions.register import Distribution


@click.command()
@click.argument("brief")
@click.option(
    "--to",
    "recipients",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CSV",
    help="Who gets one: a row each, columns name, organisation, language, copies.",
)
@click.option("--one-file", is_flag=True, help="One PDF for the printer, which holds them all.")
@click.option("--watermark", is_flag=True, help="The recipient across each page, pale.")
@click.option(
    "--class",
    "distribution",
    type=click.Choice(["public", "limited", "restricted", "not-for-publication"]),
    default=None,
    help="Class of distribution, printed on each page.",
)
@PAPER
@click.option("--draft", is_flag=True, help="Of what stands in content/; the register has no line.")
@click.option("--embargoed", is_flag=True, help="Also while the embargo holds; each page says so.")
@NOW
@DATE
@WORKERS_OR_CLUSTER
@FORMAT
def copies(
    brief: str,
    recipients: Path,
    one_file: bool,
    watermark: bool,
    distribution: Distribution | None,
    paper: str | None,
    draft: bool,
    embargoed: bool,
    now: str | None,
    day: str | None,
    staff: Staff,
    form: str,
) -> int:
    """Make a named copy of BRIEF, its current edition, for each recipient of a list.

    Each page carries the copy's number, its recipient and its code; the register has a line for it.
    """
    house = find_house()
    check_papers((paper,) if paper else ())
    when, moment = day_of(day), moment_of(now)
    if draft:
        choose((brief,), house)
    with hire(replace(staff, jobs=staff.jobs or 1), 1) as workers:
        from ..distribute.copies import Wish, make_copies

        wish = Wish(paper, distribution or "", watermark, one_file, draft, embargoed)
        made = make_copies(house, brief, recipients, workers, wish, day=when, now=moment)
    show(made.problems)
    if form == "json":
        print_json([one.as_json() for one in made.copies if made.files])
    elif made.files:
        number = len(made.copies)
        where = made.files[0] if one_file else f"{Path(made.files[0]).parent.as_posix()}/"
        click.echo(f"{number} {'copy' if number == 1 else 'copies'} in {where}")
        if draft:
            click.echo("copies of a draft: the register has no line for them")
        else:
            click.echo(f"editions/register.jsonl: {made.new} new line{'s' * (made.new != 1)}")
    return 1 if made.problems.errors else 0
