"""Take sources over from the library of a reference manager."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import choose, find_house, program, show


@click.command()
@click.argument("brief")
@click.option(
    "--from",
    "libraries",
    metavar="FILE",
    multiple=True,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A library: .bib, .ris or CSL-JSON. Several are read one after the other.",
)
@click.option("--all", "take_all", is_flag=True, help="Take every source, cited or not.")
def sources(brief: str, libraries: tuple[Path, ...], take_all: bool) -> int:
    """Write what BRIEF cites of a library into its brief.yaml, each source under the key that it
    has there.

    Sources that are there already stay as they are. It is told what a
    source lacks, and which two are the same.
    """
    from ..content.fill_sources import fill_sources
    from ..content.source_libraries import KINDS
    from ..content.sources import read_sources
    from ..editions.files import write_files
    from ..model.problems import Problems, Stopped

    house = find_house()
    (slug,) = choose((brief,), house)
    for file in libraries:
        if file.suffix.lower() not in KINDS:
            raise click.BadParameter(
                f"`{file}` is no library: export it as .bib, .ris or CSL-JSON (.json)",
                param_hint="--from",
            )
    problems = Problems()
    try:
        read = read_sources(house / "content", slug, problems)
        files = {str(file): file.read_bytes() for file in libraries}
        filled = fill_sources(read, files, problems, take_all=take_all)
    except Stopped:
        show(problems)
        return 1
    name = read.fields.name
    if filled.added:
        write_files(house, {name: filled.fields}, problems)
    show(problems)
    for key in filled.added:
        click.echo(f"{name}: {key}")
    number = len(filled.added)
    kept = f"; {len(filled.kept)} stay as they are there" if filled.kept else ""
    click.echo(f"{number} source{'s' * (number != 1)} added{kept}. Now: {program()} {slug}")
    return 1 if problems.errors else 0
