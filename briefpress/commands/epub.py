"""Write briefs as EPUBs."""

from __future__ import annotations

import click

from .shared import BRIEFS, FORMAT, WORKERS, NamedBriefs, WorkerOptions, write_for_screens


@click.command()
@BRIEFS
@WORKERS
@FORMAT
def epub(briefs: NamedBriefs, worker_options: WorkerOptions, form: str) -> int:
    """Write BRIEFS, all of them if none is named, as EPUBs for reading devices: output/epub/.

    The text is that of `web`, the cover the first page of the PDF.
    """
    from ..distribute.epub import write_epubs

    return write_for_screens(write_epubs, briefs, worker_options, form)
