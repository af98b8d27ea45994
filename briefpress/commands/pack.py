"""Make the pack of a meeting."""

from __future__ import annotations

from pathlib import PurePath

import click

from ..distribute.wishes import PackWish
from .shared import (
    NOW,
    PAPER,
    WORKERS_OR_CLUSTER,
    WorkerOptions,
    check_papers,
    find_house,
    moment_of,
    options_as,
    show,
    start_workers,
)


@click.command()
@click.argument("meeting")
@options_as(
    PackWish,
    "wish",
    click.option(
        "--addendum", is_flag=True, help="Only what changed since the pack was last made."
    ),
    PAPER,
    click.option("--epub", is_flag=True, help="Write an EPUB as well, for reading devices."),
)
@NOW
@WORKERS_OR_CLUSTER
def pack(
    meeting: str,
    wish: PackWish,
    now: str | None,
    worker_options: WorkerOptions,
) -> int:
    """Put the papers of MEETING, content/meetings/MEETING.yaml, into one numbered PDF.

    Cover, contents, a tab sheet for each item, every paper on a right-hand page, and a last page
    for the printer. The EPUB has the texts of our briefs, and names the papers of others.
    """
    house = find_house()
    meeting = PurePath(meeting).stem if meeting.endswith(".yaml") else meeting
    check_papers((wish.paper,) if wish.paper else ())
    moment = moment_of(now)
    with start_workers(worker_options, 4) as workers:
        from ..distribute.pack import make_pack
        from ..model.problems import Problems

        problems = Problems()
        made = make_pack(house, meeting, workers, problems, wish, now=moment)
    show(problems)
    if made:
        claims = [f"PDF/A-3{made.level.lower()}"] if made.level else []
        claims += ["PDF/UA-1"] if made.is_accessible else []
        click.echo(
            f"{made.file}  {made.pages} pages, {made.size / 1024:.0f} KB, "
            f"{' and '.join(claims) or 'neither PDF/A nor PDF/UA'}, code {made.code}"
        )
        for entry in made.entries:
            which = f"edition {entry.edition}" if entry.edition else "draft" if entry.draft else ""
            details = ", ".join(part for part in (which, entry.code) if part)
            click.echo(f"  {entry.first:>3}  {entry.title}  ({details})")
        if made.epub:
            click.echo(made.epub)
    return 1 if problems.errors else 0
