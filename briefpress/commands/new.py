"""Begin a brief."""

from __future__ import annotations

import click

from .shared import (
    find_house,
    program,
    show,
)
from .table import COMMANDS


@click.command()
@click.argument("slug")
@click.option("--title", required=True, help="The headline.")
@click.option(
    "--template", default="policy-brief", show_default=True, help="policy-brief, statement, …"
)
def new(slug: str, title: str, template: str) -> int:
    """Start a new brief, content/SLUG, that builds at once."""
    from datetime import date

    from ..content.scaffold import start_brief
    from ..content.sources import MEETINGS
    from ..editions.files import write_files
    from ..model.problems import Problems

    if slug in COMMANDS:
        raise click.BadParameter(f"`{slug}` is a command; choose another name")
    if slug == MEETINGS:
        raise click.BadParameter(f"content/{slug}/ holds meetings; choose another name")
    problems = Problems()
    house = find_house()
    files = start_brief(house, slug, title, template, date.today(), problems)
    written = write_files(house, files, problems)
    show(problems)
    for name in written:
        click.echo(name)
    if written and not problems.errors:
        click.echo(f"Now: {program()} {slug}")
    return 1 if problems.errors else 0
