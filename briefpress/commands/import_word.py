"""Start a brief from a Word file."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import count, find_house, program, show


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "slug", metavar="NAME", required=True, help="The name of the new brief.")
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject", "comments"]),
    default="accept",
    show_default=True,
    help="What becomes of tracked changes; comments: accepted, and each told as a comment.",
)
@click.option("--bold-headings", is_flag=True, help="Short lines in bold are headings.")
def import_word(file: Path, slug: str, changes: str, bold_headings: bool) -> int:
    """Make of the Word file FILE a new brief, content/NAME, that builds at once.

    Headings, lists, tables, notes, pictures and citations (Zotero, Mendeley, EndNote, Word's own)
    come over. Comments are told on their lines, and stand in `notes:` of brief.yaml. Every word
    that did not come is in left-out.txt, in the folder of the brief.
    """
    from datetime import date
    from typing import cast

    from ..content.scaffold import check_slug, language_of_house
    from ..content.sources import BYTES_OF_FILE
    from ..editions.files import write_files
    from ..model.house import DEFAULT_LANGUAGE
    from ..model.problems import Place, Problems, Stopped
    from ..word.import_brief import LEFT_OUT, KnownLanguages, Manuscript, import_word
    from ..word.tracked_changes import How
    from ..workflows.lay_out import open_house
    from .new import refuse_name

    refuse_name(slug)
    house = find_house()
    problems = Problems()
    check_slug(house, slug, problems)
    if file.stat().st_size > BYTES_OF_FILE:
        limit = BYTES_OF_FILE // 1024**2
        problems.error(
            Place(str(file)), f"more than {limit} MB", "save its pictures smaller in Word"
        )
    brief = None
    folder = f"content/{slug}"
    if not problems.errors:
        try:
            theme = open_house(house, problems)
        except Stopped:
            show(problems)
            return 1
        known = {tag: one.common for tag, one in theme.languages.items()}
        languages = KnownLanguages(known, language_of_house(house) or DEFAULT_LANGUAGE)
        how = cast(How, changes)
        manuscript = Manuscript(file.read_bytes(), str(file), how, bold_headings)
        brief = import_word(manuscript, folder, date.today(), problems, languages)
    written = []
    if brief is not None:
        named = {f"{folder}/{name}": data for name, data in brief.files.items()}
        written = write_files(house, named, problems)
    show(problems)
    for name in written:
        click.echo(name)
    if brief is None or problems.errors:
        return 1
    counts = brief.counts
    parts = (
        (counts.words, "word"), (counts.citations, "citation"), (counts.notes, "note"),
        (counts.drawings, "drawing"), (counts.comments, "comment"),
        (counts.changes, "tracked change"),
    )  # fmt: skip
    click.echo(", ".join(count(number, noun, "", "").strip() for number, noun in parts if number))
    if brief.left:
        click.echo(f"What did not come is listed in {folder}/{LEFT_OUT}")
    click.echo(f"Now: {program()} {slug}")
    return 0
