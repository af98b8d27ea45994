"""Print an edition, a pack, or any PDF on the office printer."""

from __future__ import annotations

import click

from .imposing import Wanted, asks_what_to_impose, find_origin, take
from .shared import WORKERS, WorkerOptions, find_house, show, start_workers


class _PrinterName(click.types.StringParamType):
    """The name of a printer; who gives none hears which there are."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """Say which queues CUPS has, or how to see them."""
        from ..distribute.printers import list_queues

        if queues := list_queues():
            return f"The queues of CUPS: {', '.join(queues)}."
        return "`lpstat -e` lists the queues of CUPS; or write its address, ipp://HOST/ipp/print."


@click.command()
@click.option(
    "--printer",
    "printer_name",
    required=True,
    type=_PrinterName(),
    metavar="NAME",
    help="A queue of CUPS, as `lpstat -e` lists them, or an address, ipp://HOST/ipp/print.",
)
@click.option("--copies", type=click.IntRange(1, 9999), default=1, show_default=True)
@asks_what_to_impose(
    "BRIEF|MEETING|PDF",
    ("plain", "booklet", "2-up", "4-up"),
    "Page by page, folded in the middle, or two or four pages a side.",
)
@click.option("--one-sided", is_flag=True, help="On one side of each sheet.")
@click.option("--grey", is_flag=True, help="Without colour.")
@click.option("--hold", is_flag=True, help="Send it, and print it when somebody releases it.")
@WORKERS
def print_sheets(
    wanted: Wanted,
    printer_name: str,
    copies: int,
    one_sided: bool,
    grey: bool,
    hold: bool,
    worker_options: WorkerOptions,
) -> int:
    """Print the current edition of BRIEF, the pack of MEETING, or any PDF on the office printer.

    The printer is asked first what it can do, and is told its sheet, sides, scale and pages.
    """
    from ..model.problems import Problems, Stopped

    if wanted.layout == "booklet" and one_sided:
        raise click.UsageError("a booklet has pages on both sides: leave out --one-sided")
    house = find_house()
    origin = find_origin(wanted, house, packs=True)
    problems = Problems()
    job = None
    with start_workers(worker_options, 1, warm=False) as workers:
        from ..distribute.booklet import make_sheaf, set_plain
        from ..distribute.print_job import PrintOrder, send_sheets
        from ..distribute.printers import find_printer

        try:
            taken = take(wanted, origin, house, problems)
            printer = find_printer(printer_name, problems)
            sheaf = (
                set_plain(taken, workers, problems, sheet=wanted.sheet)
                if wanted.layout == "plain"
                else make_sheaf(house, taken, workers, problems, wanted.imposition)
            )
            if sheaf:
                order = PrintOrder(copies, one_sided, grey, hold)
                job = send_sheets(sheaf.imposed, sheaf.file, printer, order, problems)
        except Stopped:
            pass
    show(problems)
    if job:
        click.echo(job.in_words)
    return 1 if problems.errors else 0
