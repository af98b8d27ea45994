"""Print large-print editions: Sources → Brief → Html → larger → Pdf → output/<slug>.large.pdf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..checks.preflight import Proofreader
from ..editions.files import read_ledger_file, write_pdf
from ..model.problems import Place, Problems, Stopped
from ..page.large_print import enlarge
from ..page.plots import LARGE
from ..press.executors import Executor, give, result
from ..press.workers import print_page
from .build import Outcome, read_over
from .draw_charts import draw_charts
from .draw_maps import draw_maps
from .lay_out import lay_out_brief, open_house
from .stamps import stamp_draft, stamp_edition


def print_large(
    house: Path, slugs: Sequence[str], papers: Sequence[str] | None, executor: Executor
) -> Iterator[Outcome]:
    """Print the large-print edition of each of *slugs*, one outcome after another.

    What is written there and on which edition it is says the same as on the ordinary page, by the
    same code. It is printed anew each time, and is not in the ledger.

    *papers*: those to print on, where they are not the brief's own.
    Problems: those of the texts are told by a build; here those of the larger page that an author
    can mend, and what stops a build.
    """
    shared = Problems()
    try:
        theme = open_house(house, shared)
        ledger = read_ledger_file(house, shared)
        shared.stop_on_errors()
    except Stopped:
        slugs = ()
    if shared.found:
        yield Outcome("", shared)
    for slug in slugs:
        problems = Problems()
        written = []
        try:
            laid = lay_out_brief(house, theme, slug, papers, executor, problems)
            told = Problems()  # of the same charts, on the ordinary page
            charts = draw_charts(house, theme, laid.brief, executor, told, LARGE)
            charts |= draw_maps(house, theme, laid.brief, executor, told, LARGE)
            for page in laid.pages:
                edition = ledger.edition_of(page.slug, page.paper, page.digest)
                stamped = (
                    stamp_edition(page, edition, laid, theme, problems)
                    if edition
                    else stamp_draft(page, laid.brief, theme, problems)
                )
                large = enlarge(stamped, laid.brief, theme, charts, problems)
                place = Place(f"output/{large.slug}")
                task = give(executor, print_page, large)
                pdf = result(executor, task, place, problems)
                if pdf is None or not pdf.data:
                    continue
                found = Problems()
                fields = laid.brief.fields.model_copy(update={"pages": None})
                reader = Proofreader(replace(laid.brief, fields=fields), None)
                read_over(pdf, reader, executor.seconds, found)
                problems.extend(one for one in found if one.severity == "error")
                main = page.paper == laid.brief.papers[0]
                if file := write_pdf(pdf, house, "output", main_paper=main, problems=problems):
                    written.append(file)
        except Stopped:
            pass
        yield Outcome(slug, problems, written=tuple(written))
