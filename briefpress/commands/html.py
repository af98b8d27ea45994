"""Write a page as one HTML file."""

from __future__ import annotations

import click

from ..model.papers import PAPERS_IN_WORDS
from .shared import (
    check_papers,
    choose,
    find_house,
    show,
)


@click.command()
@click.argument("brief")
@click.option("--paper", help=f"Lay out for this paper: {PAPERS_IN_WORDS}.")
def html(brief: str, paper: str | None) -> int:
    """Write the finished page of BRIEF as one closed HTML file, to look into."""
    from ..model.problems import Problems
    from ..workflows.html import write_html

    house = find_house()
    choose((brief,), house)
    check_papers((paper,) if paper else ())
    problems = Problems()
    label = write_html(house, brief, paper, problems)
    show(problems)
    if label:
        click.echo(label)
    return 1 if problems.errors else 0
