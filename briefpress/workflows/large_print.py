"""Print large-print editions: Sources → Brief → Html → larger → Pdf → output/<slug>.large.pdf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..checks.preflight import Proofreader
from ..editions.files import write_pdf
from ..model.brief import Brief
from ..model.page import Html, Pdf, WrittenPdf
from ..model.problems import Place, Problems, Stopped
from ..page.large_print import enlarge
from ..page.plots import LARGE
from ..press.executors import Executor, give, result
from ..press.workers import print_page
from .build import Outcome, read_over
from .draw_charts import draw_charts
from .draw_maps import draw_maps
from .lay_out import Laid, OpenHouse, lay_out_brief, open_house_and_ledger
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
    opened = open_house_and_ledger(house, shared)
    if shared.found:
        yield Outcome("", shared)
    if opened is None:
        return
    for slug in slugs:
        problems, written = Problems(), list[WrittenPdf]()
        try:
            laid = lay_out_brief(house, opened.theme, slug, papers, executor, problems)
            for page in _enlarge_pages(opened, laid, executor, problems):
                if pdf := _print(page, laid.brief, executor, problems):
                    main = page.paper == laid.brief.papers[0]
                    file = write_pdf(pdf, house, "output", main_paper=main, problems=problems)
                    written += [file] if file else []
        except Stopped:
            pass
        yield Outcome(slug, problems, written=tuple(written))


def _enlarge_pages(
    house: OpenHouse, laid: Laid, executor: Executor, problems: Problems
) -> Iterator[Html]:
    """Stamp the pages of *laid* as what they are, and set them and their charts in large type."""
    theme, told = house.theme, Problems()  # of the same charts, on the ordinary page
    given = house.folder, theme, laid.brief, executor, told, LARGE
    charts = {**draw_charts(*given), **draw_maps(*given)}
    for page in laid.pages:
        edition = house.ledger.edition_of(page.slug, page.paper, page.digest)
        stamped = (
            stamp_edition(page, edition, laid, theme, problems)
            if edition
            else stamp_draft(page, laid.brief, theme, problems)
        )
        yield enlarge(stamped, laid.brief, theme, charts, problems)


def _print(page: Html, brief: Brief, executor: Executor, problems: Problems) -> Pdf | None:
    """Print *page*, and read it over for errors, whatever number of pages *brief* asks for."""
    task = give(executor, print_page, page)
    pdf = result(executor, task, Place(f"output/{page.slug}"), problems)
    if pdf is None or not pdf.data:
        return None
    problems_of_page = Problems()
    fields = brief.fields.model_copy(update={"pages": None})
    read_over(
        pdf, Proofreader(replace(brief, fields=fields), None), executor.seconds, problems_of_page
    )
    problems.extend(one for one in problems_of_page if one.severity == "error")
    return pdf
