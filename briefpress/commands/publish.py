"""Publish an edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import (
    DATE,
    FORMAT,
    WORKERS_OR_CLUSTER,
    WorkerOptions,
    choose,
    day_of,
    find_house,
    one_line,
    pdf_line,
    print_json,
    read_build_state,
    show,
    start_workers,
)

if TYPE_CHECKING:
    from ..editions.ledger import Edition
    from ..model.problems import Problems


@click.command()
@click.argument("brief")
@click.option(
    "--note",
    required=True,
    callback=one_line,
    help="What is new, in a line, for readers: a material correction prints it.",
)
@click.option(
    "--kind",
    type=click.Choice(["editorial", "substantive", "material"]),
    help="Class of the correction; a material one prints a box with the changed facts.",
)
@click.option(
    "--draft",
    "is_draft",
    is_flag=True,
    help="Publish nothing: print into output/ what would be, with the box of the correction.",
)
@DATE
@WORKERS_OR_CLUSTER
@FORMAT
def publish(
    brief: str,
    note: str,
    kind: str | None,
    day: str | None,
    worker_options: WorkerOptions,
    form: str,
    *,
    is_draft: bool,
) -> int:
    """Freeze BRIEF as its next edition: editions/BRIEF/N/, and a line in the ledger.

    A brief in several languages is published in all that are ready, under one number; one that is
    behind is named and follows later, by its whole name: `publish dprk.fr`.
    """
    house = find_house()
    choose((brief,), house)
    when = day_of(day)
    state = read_build_state(house)
    if state is None:
        return 1
    from ..model.problems import Problems

    problems = Problems()
    editions: list[Edition] = []
    with start_workers(worker_options, 2) as workers:
        from ..workflows.publish import Release
        from ..workflows.publish import publish as run

        ready, names = _languages(house, brief, kind, problems)
        check_remarks(house, brief, problems)
        release = Release(note, kind, when, day_of(None), names, is_draft)
        for slug in () if problems.errors else ready:
            edition = run(house, slug, release, workers, state, problems)
            if edition:
                editions.append(edition)
            elif slug == brief and problems.errors:
                break  # the others would be ahead of it
    show(problems)
    if form == "json":
        rows = [one.as_json() for one in editions]
        print_json(rows if len(names) > 1 and brief == names[0] else rows[0] if rows else None)
    if is_draft and form == "text":
        click.echo("nothing was published")
    for edition in editions if form == "text" else ():
        head = f"edition {edition.number} of {edition.slug}"
        click.echo(f"{head}, {edition.kind}, code {edition.code}")
        for published in edition.papers.values():
            click.echo(pdf_line(published.file, published.pages, published.size))
    return 1 if problems.errors else 0


def check_remarks(house: Path, brief: str, problems: Problems) -> None:
    """Warn of remarks of reviewers that nobody has answered.

    Problems: an error where review.yaml cannot be read, for nobody knows then what is open.
    """
    from ..content.sources import read_text
    from ..model.brief import TextFile
    from ..model.house import locate_brief
    from ..model.problems import Place, Stopped

    name = f"content/{locate_brief(house / 'content', brief).folder}/review.yaml"
    if not (house / name).is_file():
        return
    from ..word.review_record import read_record

    try:
        record = read_record(
            TextFile(name, read_text((house / name).read_bytes(), name, problems)), problems
        )
    except Stopped:
        return
    remarks = sum(not row.get("answer") for row in record.values())
    if remarks:
        which = "a remark of a reviewer has" if remarks == 1 else f"{remarks} remarks have"
        problems.warning(Place(name), f"{which} no answer", "answer them, or say in time why not")


def _languages(
    house: Path, brief: str, kind: str | None, problems: Problems
) -> tuple[list[str], list[str]]:
    """The names under which *brief* is published, and all that it has, the main language first."""
    from ..model.problems import Place, Stopped
    from ..workflows.languages import choose_ready, names_of
    from ..workflows.lay_out import open_house

    names = names_of(house, brief)
    if names[:1] != [brief] or not names[1:]:
        return [brief], names
    if kind == "material":
        problems.warning(
            Place(f"content/{brief}"),
            f"only `{brief}` is published: a material correction prints its note, which is in one "
            "language",
            "; ".join(
                f'`briefpress publish {one} --kind material --note "…"`' for one in names[1:]
            ),
        )
        return [brief], names
    try:
        return choose_ready(house, brief, open_house(house, problems), problems), names
    except Stopped:
        return [], names
