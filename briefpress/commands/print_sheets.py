"""Print an edition, a pack, or any PDF on the office printer."""

from __future__ import annotations

from pathlib import Path

import click

from ..model.papers import PAPER_SIZES, PAPERS_IN_WORDS
from .shared import WORKERS, check_papers, choose, day_of, find_house, hire, remember, show

LAYOUTS = ("plain", "booklet", "2-up", "4-up")


class _PrinterName(click.types.StringParamType):
    """The name of a printer; who gives none hears which there are."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """Say which queues CUPS has, or how to see them."""
        from ..distribute.printers import list_queues

        if queues := list_queues():
            return f"The queues of CUPS: {', '.join(queues)}."
        return "`lpstat -e` lists the queues of CUPS; or write its address, ipp://HOST/ipp/print."


@click.command()
@click.argument("what", metavar="BRIEF|MEETING|PDF")
@click.option(
    "--printer",
    "printer_name",
    required=True,
    type=_PrinterName(),
    metavar="NAME",
    help="A queue of CUPS, as `lpstat -e` lists them, or an address, ipp://HOST/ipp/print.",
)
@click.option("--copies", type=click.IntRange(1, 9999), default=1, show_default=True)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="plain",
    show_default=True,
    help="Page by page, folded in the middle, or two or four pages a side.",
)
@click.option("--paper", help=f"What the pages are on: {PAPERS_IN_WORDS}.")
@click.option(
    "--sheet",
    type=click.Choice(sorted(PAPER_SIZES), case_sensitive=False),
    help="What the printer is to take (default: what suits the pages).",
)
@click.option("--edition", type=click.IntRange(1), help="An older edition (default: the current).")
@click.option("--draft", is_flag=True, help="Take what was built last, published or not.")
@click.option(
    "--creep",
    type=click.FloatRange(0, 5),
    default=0,
    metavar="MM",
    help="How far the pages of each sheet of a booklet move towards the spine.",
)
@click.option("--one-sided", is_flag=True, help="On one side of each sheet.")
@click.option("--grey", is_flag=True, help="Without colour.")
@click.option("--hold", is_flag=True, help="Send it, and print it when somebody releases it.")
@WORKERS
def print_sheets(
    what: str,
    printer_name: str,
    copies: int,
    layout: str,
    paper: str | None,
    sheet: str | None,
    edition: int | None,
    draft: bool,
    creep: float,
    one_sided: bool,
    grey: bool,
    hold: bool,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
) -> int:
    """Print the current edition of BRIEF, the pack of MEETING, or any PDF on the office printer.

    The printer is asked first what it can do, and is told its sheet, sides, scale and pages.
    """
    from ..model.house import find_briefs
    from ..model.problems import Problems, Stopped

    house = find_house()
    paper = paper.lower() if paper else None
    check_papers((paper,) if paper else ())
    if layout == "booklet" and one_sided:
        raise click.UsageError("a booklet has pages on both sides: leave out --one-sided")
    if edition and draft:
        raise click.UsageError("a draft is no edition: choose --edition or --draft")
    is_file = what.lower().endswith(".pdf")
    is_pack = (
        not is_file
        and (house / f"content/meetings/{what}.yaml").is_file()
        and what not in find_briefs(house / "content")
    )
    if (is_file or is_pack) and (edition or draft):
        kind = "a PDF" if is_file else "a pack"
        raise click.UsageError(f"{kind} is taken as it is, without --edition and --draft")
    if not is_file and not is_pack:
        choose((what,), house)
    problems = Problems()
    job = None
    with hire(jobs, time_limit, memory_limit, 1, warm=False) as workers:
        from ..distribute.booklet import (
            make_sheaf,
            set_plain,
            take_draft,
            take_edition,
            take_file,
            take_pack,
        )
        from ..distribute.print_job import PrintOrder, send_sheets
        from ..distribute.printers import find_printer

        try:
            if is_file:
                taken = take_file(Path(what), problems)
            elif is_pack:
                taken = take_pack(house, what, paper, problems)
            elif draft:
                state = remember(house)
                if state is None:
                    return 1
                taken = take_draft(house, what, paper, state, problems)
            else:
                taken = take_edition(house, what, edition, paper, day_of(None), problems)
            printer = find_printer(printer_name, problems)
            sheaf = (
                set_plain(taken, workers, problems, sheet=sheet)
                if layout == "plain"
                else make_sheaf(
                    house, taken, workers, problems, layout=layout, paper=paper, sheet=sheet,
                    creep=creep,
                )
            )  # fmt: skip
            if sheaf:
                order = PrintOrder(copies, one_sided, grey, hold)
                job = send_sheets(sheaf.imposed, sheaf.file, printer, order, problems)
        except Stopped:
            pass
    show(problems)
    if job:
        click.echo(job.in_words)
    return 1 if problems.errors else 0
