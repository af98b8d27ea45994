"""List what was made, for another system."""

from __future__ import annotations

import click

from .shared import (
    FORMAT,
    find_house,
    print_json,
    remember,
    show,
)


@click.command()
@FORMAT
def manifest(form: str) -> int:
    """Write output/manifest.json: every file that was made, for a mailing or web system.

    Each with path, purpose, digest, size, pages, edition, code, language, paper and recipient;
    output/manifest.schema.json describes it.
    """
    from ..distribute.copies import read_register_file
    from ..distribute.manifest import FILE, make_manifest
    from ..model.problems import Problems

    state = remember(find_house())
    if state is None:
        return 1
    problems = Problems()
    book = read_register_file(find_house(), problems)
    files = make_manifest(find_house(), state, book, problems) if not problems.errors else []
    show(problems)
    if form == "json":
        print_json([vars(one) for one in files])
    elif files:
        click.echo(f"{FILE}: {len(files)} file{'s' * (len(files) != 1)}")
    return 1 if problems.errors else 0
