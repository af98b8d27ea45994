"""Bring the content of a PDF back."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import (
    show,
)


@click.command()
@click.argument("pdf", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help="Replace files that are there and differ.")
def restore(pdf: Path, folder: Path, force: bool) -> int:
    """Write the content that PDF carries into FOLDER: YAML, Markdown, data and pictures."""
    from ..model.problems import Problems
    from ..workflows.restore import restore as run

    problems = Problems()
    files = run(pdf, folder, problems, force=force)
    show(problems)
    for file in files:
        click.echo(file)
    return 1 if problems.errors else 0
