"""Impose an edition, or any PDF, for the printer."""

from __future__ import annotations

from pathlib import Path

import click

from ..model.papers import PAPER_SIZES, PAPERS, PAPERS_IN_WORDS
from .shared import (
    ON,
    WORKERS,
    check_papers,
    choose,
    day_of,
    find_house,
    hire,
    remember,
    show,
)

_PAPERS = " or ".join(paper.label for paper in PAPERS.values())
_LARGER = " or ".join(PAPER_SIZES[paper.twice].label for paper in PAPERS.values() if paper.twice)


@click.command()
@click.argument("what", metavar="BRIEF|PDF")
@click.option(
    "--layout",
    type=click.Choice(["booklet", "2-up", "4-up"]),
    default="booklet",
    show_default=True,
    help="Folded in the middle, or two or four pages a side.",
)
@click.option("--paper", help=f"What the pages are on: {PAPERS_IN_WORDS}.")
@click.option(
    "--sheet",
    type=click.Choice(sorted(PAPER_SIZES), case_sensitive=False),
    help=f"What the printer has (default: {_LARGER} for a booklet of {_PAPERS} pages).",
)
@click.option("--edition", type=click.IntRange(1), help="An older edition (default: the current).")
@click.option("--draft", is_flag=True, help="Take what was built last, published or not.")
@click.option(
    "--creep",
    type=click.FloatRange(0, 5),
    default=0,
    metavar="MM",
    help="How far the pages of each sheet move towards the spine; office paper needs 0.1.",
)
@click.option("--proof", is_flag=True, help="Make a sheet to test the printer with as well.")
@ON
@WORKERS
def booklet(
    what: str,
    layout: str,
    paper: str | None,
    sheet: str | None,
    edition: int | None,
    draft: bool,
    creep: float,
    proof: bool,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
) -> int:
    """Impose the current edition of BRIEF, or any PDF, to be printed on both sides of a sheet.

    Writes output/BRIEF.booklet.pdf, or .2-up.pdf, .4-up.pdf: for a printer, so without tags.
    """
    from ..model.problems import Problems, Stopped

    house = find_house()
    paper = paper.lower() if paper else None
    check_papers((paper,) if paper else ())
    is_file = what.lower().endswith(".pdf")
    if is_file and (edition or draft):
        raise click.UsageError("a PDF is taken as it is, without --edition and --draft")
    if edition and draft:
        raise click.UsageError("a draft is no edition: choose --edition or --draft")
    if not is_file:
        choose((what,), house)
    problems = Problems()
    sheaf = None
    # Only the proof sheet needs a press; the others need not wait until one is loaded (0.6 s).
    with hire(jobs, time_limit, memory_limit, 1, on, warm=proof) as workers:
        from ..distribute.booklet import make_sheaf, take_draft, take_edition, take_file

        try:
            if is_file:
                taken = take_file(Path(what), problems)
            elif draft:
                state = remember(house)
                if state is None:
                    return 1
                taken = take_draft(house, what, paper, state, problems)
            else:
                taken = take_edition(house, what, edition, paper, day_of(None), problems)
            sheaf = make_sheaf(
                house, taken, workers, problems, layout=layout, paper=paper, sheet=sheet,
                creep=creep, proof=proof,
            )  # fmt: skip
        except Stopped:
            pass
    show(problems)
    if sheaf:
        click.echo(sheaf.in_words)
    return 1 if problems.errors else 0
