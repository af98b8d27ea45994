"""List what was made, for another system."""

from __future__ import annotations

import click

from .shared import (
    FORMAT,
    find_house,
    print_json,
    show,
)


@click.command()
@FORMAT
def manifest(form: str) -> int:
    """Write output/manifest.json: every file that was made, for a mailing or web system.

    Each with path, purpose, digest, size, pages, edition, code, language, paper and recipient;
    output/manifest.schema.json describes it.
    """
    from ..cache.freshness import BuildState
    from ..distribute.manifest import FILE, make_manifest
    from ..editions.books import open_books
    from ..model.problems import Problems

    problems = Problems()
    house = find_house()
    ledger, book = open_books(house, problems)
    files = []
    if not problems.errors:
        files = make_manifest(house, BuildState(house, ledger), book, problems)
    show(problems)
    if form == "json":
        print_json([vars(one) for one in files])
    elif files:
        click.echo(f"{FILE}: {len(files)} file{'s' * (len(files) != 1)}")
    return 1 if problems.errors else 0
