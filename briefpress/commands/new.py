"""Begin a brief."""

from __future__ import annotations

import click
from click.core import ParameterSource

from .shared import (
    find_house,
    program,
    show,
)
from .table import COMMANDS


def refuse_name(slug: str) -> None:
    """Refuse a name for a brief that stands for something else."""
    from ..content.sources import MEETINGS

    if slug in COMMANDS:
        raise click.BadParameter(f"`{slug}` is a command; choose another name")
    if slug == MEETINGS:
        raise click.BadParameter(f"content/{slug}/ holds meetings; choose another name")


@click.command()
@click.argument("slug")
@click.option("--title", help="The headline; it is needed without --from.")
@click.option(
    "--template", default="policy-brief", show_default=True, help="policy-brief, statement, …"
)
@click.option(
    "--from",
    "before",
    metavar="BRIEF",
    help="Start the next issue of BRIEF, from its files: of today, with the next number.",
)
@click.option("--language", metavar="TAG", help="Its language, where not the institute's: pt.")
def new(
    slug: str, title: str | None, template: str, before: str | None, language: str | None
) -> int:
    """Start a new brief, content/SLUG, that builds at once.

    With --from and no --title it waits for its title: `publish` refuses it until there is one.
    """
    from datetime import date

    from ..content.scaffold import check_slug, start_brief, start_next
    from ..editions.files import write_files
    from ..model.problems import Problems

    house = find_house()
    refuse_name(slug)
    context = click.get_current_context()
    if before and context.get_parameter_source("template") == ParameterSource.COMMANDLINE:
        raise click.UsageError("a brief has its template --from the other; say one of the two")
    if before and language:
        raise click.UsageError("a brief has its language --from the other; say one of the two")
    problems = Problems()
    check_slug(house, slug, problems)
    if problems.errors:
        show(problems)
        return 1
    if not before and title is None:
        raise click.UsageError("say its --title, or --from which brief it goes on")
    today = date.today()
    if before:
        files = start_next(house, slug, before, title, today, problems)
    else:
        files = start_brief(house, slug, title or "", template, today, problems, language)
    written = write_files(house, files, problems)
    show(problems)
    for name in written:
        click.echo(name)
    if written and not problems.errors:
        click.echo(f"Now: {program()} {slug}")
    return 1 if problems.errors else 0
