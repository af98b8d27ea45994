"""Write briefs as EPUBs."""

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
def epub(
    briefs: NamedBriefs,
    staff: Staff,
    form: str,
) -> int:
    """Write BRIEFS, all of them if none is named, as EPUBs for reading devices: output/epub/.

    The text is that of `web`, the cover the first page of the PDF.
    """
    from ..distribute.epub import write_epubs

    house = find_house()
    slugs = choose_languages(briefs, house)
    with hire(staff, len(slugs)) as workers:
        return show_files(write_epubs(house, slugs, workers, day_of(None)), form)
