"""Make the publications page."""

from __future__ import annotations

import click

from .shared import (
    FORMAT,
    WORKERS_OR_CLUSTER,
    WorkerOptions,
    count,
    find_house,
    moment_of,
    print_json,
    show,
    start_workers,
)


def _address(_: click.Context, __: click.Parameter, address: str | None) -> str | None:
    """Take an address of the web, without what comes after `?` and `#`."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address or "")
    except ValueError:
        parts = None
    if address is None or (
        parts and parts.scheme in ("http", "https") and parts.hostname
        and not parts.query and not parts.fragment and address.isprintable() and " " not in address
    ):  # fmt: skip
        return address
    raise click.BadParameter(
        f"`{address}` is no address; write it as https://example.org/publications/"
    )


@click.command()
@click.option(
    "--now", metavar="TIME", help="The time to go by, as 2026-12-01T09:00-05:00 (default: now)."
)
@click.option(
    "--base",
    metavar="URL",
    callback=_address,
    help="Where the site will be found (default: site_at).",
)
@WORKERS_OR_CLUSTER
@FORMAT
def catalog(
    now: str | None,
    base: str | None,
    worker_options: WorkerOptions,
    form: str,
) -> int:
    """Make the publications page, output/site/: what the ledger says, and its PDFs.

    It is static: open index.html, or have any web server serve the folder. All else in
    output/site/ is deleted.
    """
    from ..distribute.site import make_catalog

    when = moment_of(now)
    with start_workers(worker_options, 64, warm=False) as workers:
        made = make_catalog(find_house(), workers, now=when, base=base)
    show(made.problems)
    show(made.to_recall)
    if form == "json":
        print_json(
            {
                "publications": made.publications,
                "editions": made.editions,
                "written": made.written,
                "deleted": made.deleted,
                "embargoed": [one.code for one in made.embargoed],
                "barred": [one.code for one in made.barred],
            }
        )
    elif not made.problems.errors:
        for one in made.embargoed:
            click.echo(f"edition {one.number} of {one.slug} is under embargo: left out")
        for one in made.barred:
            click.echo(f"edition {one.number} of {one.slug} has no files there, for its pictures")
        click.echo(
            f"output/site/index.html: {made.publications} "
            f"publication{'s' * (made.publications != 1)}, {made.editions} "
            f"edition{'s' * (made.editions != 1)}; "
            f"{count(made.written, 'file', 'is new', 'are new')}, {made.deleted} deleted"
        )
        if not made.has_address:
            click.echo(
                "output/site/feed.xml names no address, and many readers of feeds need one: write "
                "`site_at: https://…` into content/institute.yaml, where the site will be found"
            )
    return 1 if made.problems.errors or made.to_recall.errors else 0
