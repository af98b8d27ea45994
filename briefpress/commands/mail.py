"""Write a mail for each recipient of a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ..distribute.wishes import MailWish
from .shared import (
    FORMAT,
    NOW,
    WORKERS,
    WorkerOptions,
    find_house,
    list_of_recipients,
    moment_of,
    options_as,
    print_json,
    show,
    start_workers,
)


@click.command()
@click.argument("brief")
@list_of_recipients("name, email, organisation, language")
@options_as(
    MailWish,
    "wish",
    click.option("--copies", is_flag=True, help="Attach the copy that `copies` made for each."),
    click.option(
        "--from", "sender", metavar="ADDRESS", default="", help="Who writes (default: the contact)."
    ),
    click.option(
        "--embargoed", is_flag=True, help="Also while the embargo holds; the text says so."
    ),
)
@NOW
@WORKERS
@FORMAT
def mail(
    brief: str,
    recipients: Path,
    wish: MailWish,
    now: str | None,
    worker_options: WorkerOptions,
    form: str,
) -> int:
    """Write a mail for each recipient of a list, with the text of BRIEF and its PDF: output/mail/.

    Nothing is sent: each is a file, .eml, that a mail program opens. A recipient gets the edition
    in their language, where there is one.
    """
    from ..distribute.mail import write_mails

    moment = moment_of(now)
    house = find_house()
    with start_workers(
        replace(worker_options, jobs=worker_options.jobs or 1), 1, warm=False
    ) as workers:
        written = write_mails(house, brief, recipients, workers, wish, now=moment)
    show(written.problems)
    if form == "json":
        print_json(written.files)
    elif written.files:
        number = len(written.files)
        where = Path(written.files[0]).parent.as_posix()
        click.echo(f"{number} mail{'s' * (number != 1)} in {where}/; nothing was sent")
    return 1 if written.problems.errors else 0
