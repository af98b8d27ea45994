"""Write briefs as pages of the web."""

from __future__ import annotations

import click

from .shared import (
    BRIEFS,
    FORMAT,
    WORKERS,
    NamedBriefs,
    Staff,
    choose_languages,
    day_of,
    find_house,
    hire,
    show_files,
)


@click.command()
@BRIEFS
@WORKERS
@FORMAT
def web(
    briefs: NamedBriefs,
    staff: Staff,
    form: str,
) -> int:
    """Write BRIEFS, all of them if none is named, as pages for a screen of any width: output/web/.

    Each is one file that needs no other, no network and no script.
    """
    from ..workflows.web import write_web

    house = find_house()
    slugs = choose_languages(briefs, house)
    with hire(staff, len(slugs), warm=False) as workers:
        return show_files(write_web(house, slugs, workers, day_of(None)), form)
