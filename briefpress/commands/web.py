"""Write briefs as pages of the web."""

from __future__ import annotations

import click

from .shared import BRIEFS, FORMAT, WORKERS, NamedBriefs, WorkerOptions, write_for_screens


@click.command()
@BRIEFS
@WORKERS
@FORMAT
def web(briefs: NamedBriefs, worker_options: WorkerOptions, form: str) -> int:
    """Write BRIEFS, all of them if none is named, as pages for a screen of any width: output/web/.

    Each is one file that needs no other, no network and no script.
    """
    from ..workflows.web import write_web

    return write_for_screens(write_web, briefs, worker_options, form, warm=False)
