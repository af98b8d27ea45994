"""Lay out one brief: Sources → Brief → Html, on each of its papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from ..content.brand_file import read_brand
from ..content.parse import parse_brief
from ..content.sources import read_sources
from ..editions.files import read_ledger_file
from ..editions.ledger import Ledger
from ..model.brief import Brief, Sources, Theme
from ..model.house import brand_files
from ..model.page import Html
from ..model.problems import Place, Problems, Stopped
from ..page.citeproc import RunProcessor
from ..page.compose import lay_out
from ..page.fonts import chart_fonts, find_faces
from ..page.theme import read_theme
from ..press.executors import SECONDS, Executor, in_time
from .draw_charts import draw_charts
from .draw_maps import draw_maps
from .keep_citations import keep_citations
from .keep_languages import KeepLanguages


@dataclass(frozen=True)
class Laid:
    """A brief that is laid out; no page is stamped yet."""

    brief: Brief
    folder: str
    """The folder as its author calls it: `content/dprk`."""
    charts: Mapping[str, bytes]
    """An SVG by the name of its figure."""
    pages: tuple[Html, ...]
    """One for each of its papers, in their order."""
    run_processor: RunProcessor
    """Who writes its citations."""
    seconds: Mapping[str, float]
    """How long each step took: `read`, `parse`, `charts`, `page`."""


@dataclass(frozen=True)
class OpenHouse:
    """A house whose look is read, and its ledger."""

    folder: Path
    theme: Theme
    ledger: Ledger


def open_house(house: Path, problems: Problems) -> Theme:
    """Read the look of the house and find its fonts. Raises `Stopped`."""
    brand = read_brand(house, problems) if brand_files(house) else None
    theme = read_theme(house, problems, brand, KeepLanguages(house))
    families: dict[str, list[str]] = {}
    branded: dict[str, tuple[Path, ...]] = {}
    places = {}
    for role, faces in _FACES.items():
        family = theme.tokens.get(f"font-{role}", "").strip("\"'")
        if family.startswith("var("):
            continue  # it is that of another role
        named_faces = theme.tokens.get(f"font-{role}-faces", "").strip("\"'")
        wanted = [face.strip() for face in (named_faces or faces).split(",")]
        families[family] = [*dict.fromkeys([*families.get(family, []), *wanted])]
        place = theme.origins.get(f"font-{role}")
        places[family] = place or Place("styles/tokens.css")
        if brand and place and place.file == brand.file:
            branded[family] = brand.fonts
        elif not named_faces:
            branded.setdefault(family, ())
    rules, files = find_faces(families, house, places, problems, branded)
    problems.stop_on_errors()
    folder = chart_fonts(
        house, theme.tokens["font-display"].strip("\"'"), brand.fonts if brand else ()
    )
    return replace(theme, font_faces=rules, fonts=files, chart_fonts=folder)


def open_house_and_ledger(house: Path, problems: Problems) -> OpenHouse | None:
    """Read the look of the house and its ledger; None where *problems* tell errors of them."""
    try:
        opened = OpenHouse(house, open_house(house, problems), read_ledger_file(house, problems))
        problems.stop_on_errors()
    except Stopped:
        return None
    return opened


_FACES = {
    "text": "400, 400 italic, 700, 700 italic",
    "display": "300, 400, 400 italic, 600, 700",
    "title": "300, 400, 400 italic, 500, 600, 700, 800, 900",
    "headings": "300, 400, 400 italic, 500, 600, 700, 800, 900",
}
"""The fonts that a page is set in, by what they set, and the faces that are taken of one of which
nobody says which it has."""


def lay_out_brief(
    house: Path,
    theme: Theme,
    slug: str,
    papers: Sequence[str] | None,
    executor: Executor | None,
    problems: Problems,
) -> Laid:
    """Read, parse and lay out one brief, for each of its papers.

    One with errors is laid out as a draft: whoever may not hand one out stops on them. Raises
    `Stopped` where nothing can be laid out.

    *papers*: those to lay it out for, where they are not its own. *executor*: who draws its charts;
    without one, a chart that was never drawn is left empty.
    """
    laid = prepare_brief(house, theme, slug, executor, problems)
    return _with_pages(laid, theme, papers, executor, problems)


def lay_out_sources(
    house: Path,
    theme: Theme,
    sources: Sources,
    papers: Sequence[str] | None,
    executor: Executor | None,
    problems: Problems,
) -> Laid:
    """Parse and lay out what was read, as `lay_out_brief` does. Raises `Stopped`."""
    laid = _prepare_sources(house, theme, sources, executor, problems)
    return _with_pages(laid, theme, papers, executor, problems)


def prepare_brief(
    house: Path, theme: Theme, slug: str, executor: Executor | None, problems: Problems
) -> Laid:
    """Read and parse one brief and draw its charts; it has no pages yet. Raises `Stopped`."""
    start = perf_counter()
    sources = read_sources(house / "content", slug, problems)
    seconds = perf_counter() - start
    laid = _prepare_sources(house, theme, sources, executor, problems)
    return replace(laid, seconds={"read": seconds, **laid.seconds})


def _prepare_sources(
    house: Path, theme: Theme, sources: Sources, executor: Executor | None, problems: Problems
) -> Laid:
    start = perf_counter()
    with in_time(sources.folder, _limit(executor), problems):
        brief = parse_brief(sources, theme.languages, problems)
    parsed = perf_counter()
    charts = draw_charts(house, theme, brief, executor, problems)
    charts |= draw_maps(house, theme, brief, executor, problems)
    seconds = {"parse": parsed - start, "charts": perf_counter() - parsed}
    return Laid(brief, sources.folder, charts, (), keep_citations(house), seconds)


def lay_out_pages(
    laid: Laid,
    theme: Theme,
    papers: Sequence[str] | None,
    executor: Executor | None,
    problems: Problems,
) -> Iterator[Html]:
    """Lay *laid* out for each of *papers*, or of its own: one page can be printed while the next is
    laid out. Raises `Stopped`.
    """
    brief = laid.brief
    for paper in papers or brief.papers:
        with in_time(laid.folder, _limit(executor), problems):
            page = lay_out(
                brief, theme, paper, laid.charts, problems, run_processor=laid.run_processor
            )
        yield page


def _with_pages(
    laid: Laid,
    theme: Theme,
    papers: Sequence[str] | None,
    executor: Executor | None,
    problems: Problems,
) -> Laid:
    start = perf_counter()
    pages = tuple(lay_out_pages(laid, theme, papers, executor, problems))
    return replace(laid, pages=pages, seconds={**laid.seconds, "page": perf_counter() - start})


def _limit(executor: Executor | None) -> float:
    """Seconds that a step may take in this process."""
    return executor.seconds if executor else SECONDS
