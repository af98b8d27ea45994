"""Begin a house."""

from __future__ import annotations

from pathlib import Path

import click

from ..model.house import DEFAULT_LANGUAGE
from .shared import one_line, show


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--name",
    default="Your institute",
    show_default=True,
    callback=one_line,
    help="The name of the institute.",
)
@click.option(
    "--language", default=DEFAULT_LANGUAGE, show_default=True, help="What it writes in: en, fr, …"
)
def init(folder: Path, name: str, language: str) -> int:
    """Start a house in FOLDER: an institute and a first brief, which builds at once.

    It looks as briefpress looks; `theme copy` takes a template or a style over to change it.
    """
    from datetime import date

    from ..content.scaffold import FIRST, start_house
    from ..editions.files import write_files
    from ..model.problems import Problems

    problems = Problems()
    files = start_house(folder, name, language, date.today(), problems)
    written = write_files(folder, files, problems)
    show(problems)
    for file in written:
        click.echo(str(folder / file))
    if written and not problems.errors:
        click.echo(f"Now: cd {folder} && briefpress")
        click.echo(
            f"Then write over what is in content/, {FIRST}/ first; `briefpress watch` shows it"
        )
    return 1 if problems.errors else 0
