"""Lay out one brief: Sources → Brief → Html, on each of its papers, and stamp its pages."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ..content.parse import parse_brief
from ..content.sources import read_sources
from ..editions.files import keep_chart, kept_chart, write_whole
from ..editions.ledger import Entry, changed_facts
from ..model.brief import Brief, Sources, Theme
from ..model.page import Chart, Correction, Html, PrintedPage, Stamp, WrittenPdf
from ..model.problems import Place, Problems, Stopped
from ..page.charts import draw_chart, prepare_chart
from ..page.compose import lay_out, stamp_page
from ..page.fonts import find_faces, font_folder
from ..page.qr_code import draw_code
from ..page.theme import read_theme
from ..press.executors import (
    SECONDS,
    Executor,
    Overdue,
    Task,
    give,
    result,
    time_limit,
    uninterrupted,
)
from ..press.workers import Workers


@dataclass
class Outcome:
    """What became of one brief."""

    slug: str
    editions: list[WrittenPdf] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each step took."""
    reasons: tuple[str, ...] = ()
    """Why it was out of date."""
    current: list[str] = field(default_factory=list)
    """Papers that needed no printing: the page is the one that was printed."""
    entry: Entry | None = None
    """What it was published as."""
    proofs: list[PrintedPage] = field(default_factory=list)
    """The pages that were read over, where nothing was to be written."""


@dataclass
class Laid:
    """A brief that is laid out, on each of its papers; no page is stamped yet."""

    brief: Brief
    charts: Mapping[str, bytes]
    pages: list[Html]


# ---------------------------------------------------------------------------------------------
# Stamps


def stamp_draft(page: Html, brief: Brief, theme: Theme, problems: Problems) -> Html:
    """Stamp *page* as what nobody has published."""
    return stamp_page(page, Stamp(page.digest[:8]), brief, theme, problems)


def stamp_edition(page: Html, entry: Entry, laid: Laid, theme: Theme, problems: Problems) -> Html:
    """Stamp *page* as the edition *entry*, with its code for the eye and for a telephone."""
    institute = laid.brief.institute
    where = f"{institute.check_at}#{entry.code}" if institute.check_at else (
        f"{entry.code}\n{institute.name}, {institute.city}"
    )  # fmt: skip
    qr = draw_code(where, theme.tokens["ink"])
    stamp = Stamp(entry.code, entry.edition, entry.date, qr)
    return stamp_page(page, stamp, laid.brief, theme, problems)


def correction(entry: Entry, before: Entry | None) -> Correction | None:
    """What *entry* prints about itself: a material correction shows its figures, old and new."""
    if entry.kind != "material" or before is None:
        return None
    changes = tuple(changed_facts(before.facts, entry.facts))
    return Correction(before.edition, before.date, entry.note, changes)


def correct(
    laid: Laid, page: Html, theme: Theme, correction: Correction | None, problems: Problems
) -> Html:
    """Lay *page* out with what it says of a correction, if there is one."""
    if correction is None:
        return page
    return lay_out(laid.brief, theme, page.paper, laid.charts, problems, correction)


# ---------------------------------------------------------------------------------------------
# Brief by brief


def open_house(house: Path, problems: Problems) -> Theme:
    """Read the look of the house and find its fonts. Raises `Stopped`."""
    theme = read_theme(house, problems)
    families: dict[str, list[str]] = {}
    for role in ("text", "display"):
        family = theme.tokens.get(f"font-{role}", "").strip("\"'")
        faces = theme.tokens.get(f"font-{role}-faces", "400").strip("\"'")
        families[family] = [face.strip() for face in faces.split(",")]
    rules, files = find_faces(families, Place("styles/tokens.css"), problems)
    problems.stop_on_errors()
    return replace(theme, font_faces=rules, fonts=files)


def lay_out_brief(
    house: Path,
    theme: Theme,
    slug: str,
    papers: Sequence[str] | None,
    executor: Executor | None,
    outcome: Outcome,
) -> Laid:
    """Read, parse and lay out one brief, for each of its papers. Raises `Stopped`.

    *executor*: who draws its charts; without one, a chart that was never drawn is left empty.
    """
    with _lap(outcome, "read"):
        sources = read_sources(house / "content", slug, outcome.problems)
    return lay_out_sources(house, theme, sources, papers, executor, outcome)


def lay_out_sources(
    house: Path,
    theme: Theme,
    sources: Sources,
    papers: Sequence[str] | None,
    executor: Executor | None,
    outcome: Outcome,
) -> Laid:
    """Parse and lay out what was read, for each of its papers. Raises `Stopped`."""
    problems = outcome.problems
    seconds = executor.seconds if executor else SECONDS
    with _lap(outcome, "parse"), in_time(sources.folder, seconds, problems):
        brief = parse_brief(sources, theme.languages, problems)
    with _lap(outcome, "charts"):
        charts = _draw_charts(house, theme, brief, executor, problems)
        problems.stop_on_errors()
    with _lap(outcome, "page"), in_time(sources.folder, seconds, problems):
        pages = [lay_out(brief, theme, paper, charts, problems) for paper in papers or brief.papers]
    return Laid(brief, charts, pages)


def check_embargo(
    house: Path, theme: Theme, entry: Entry, now: datetime, place: Place, problems: Problems
) -> None:
    """Compare *entry* with its brief: one that got an embargo later is an edition without a mark.

    Problems: an embargo that holds and that no page of *entry* says. A brief with faults of its own
    is for `build` to tell, here it says nothing.
    """
    apart = Problems()
    try:
        brief = parse_brief(
            read_sources(house / "content", entry.slug, apart), theme.languages, apart
        )
    except Stopped:
        return
    until = brief.fields.embargo
    if until and now < until and not entry.embargo:
        problems.error(
            place,
            f"edition {entry.edition} of `{entry.slug}` does not say that it is under embargo "
            f"until {until.isoformat(timespec='minutes')}",
            f"run `python build.py publish {entry.slug} --note …`: each page of the new one does",
        )


@contextmanager
def in_time(folder: str, seconds: float, problems: Problems) -> Iterator[None]:
    """Let Ctrl-C wait, and raise `Stopped` after *seconds*: what is done here is no worker's."""
    try:
        with uninterrupted(), time_limit(seconds):
            yield
    except Overdue:
        problems.error(
            Place(folder),
            f"not read after {seconds:g} s",
            "look for a very long text, thousands of citations; or raise --time-limit",
        )
        raise Stopped from None


def _draw_charts(
    house: Path, theme: Theme, brief: Brief, executor: Executor | None, problems: Problems
) -> dict[str, bytes]:
    """Draw the charts of *brief*, each once: a drawn one is kept by its digest."""
    language = theme.language(brief.language)
    folder = font_folder(theme.tokens["font-display"].strip("\"'"))
    # Not on another machine: the fonts of a chart lie in a folder of this one.
    artist = executor.on_this_machine() if executor else None
    drawn: dict[str, bytes] = {}
    drawing: dict[str, tuple[Chart, Task[bytes | str]]] = {}
    for name in brief.fields.figures:
        chart = prepare_chart(brief, name, theme.tokens, language, problems)
        if chart is None:
            continue
        kept = kept_chart(house / "output", chart.digest)
        if kept is not None or artist is None:
            drawn[name] = kept or b""
        else:
            drawing[name] = chart, give(artist, draw_chart, chart, [str(folder)])
    for name, (chart, task) in drawing.items():
        place = brief.place("figures", name, "chart")
        svg = result(artist, task, place, problems) if artist else None
        if isinstance(svg, str):
            problems.error(
                place,
                f"Vega-Lite refuses this chart: {svg}",
                "compare it with a chart that is drawn",
            )
        elif svg is not None:
            drawn[name] = svg
            keep_chart(house / "output", chart.digest, svg, problems)
    return drawn


@contextmanager
def _lap(outcome: Outcome, step: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        outcome.seconds[step] = time.perf_counter() - start


def write_html(house: Path, slug: str, paper: str | None, problems: Problems) -> str | None:
    """Write the finished page of a brief as one file, its assets inside; returns its name."""
    outcome = Outcome(slug, problems=problems)
    try:
        theme = open_house(house, problems)
        with Workers(1) as workers:
            laid = lay_out_brief(house, theme, slug, [paper] if paper else None, workers, outcome)
        page = stamp_draft(laid.pages[0], laid.brief, theme, problems)
    except Stopped:
        return None
    label = f"output/{slug}.html"
    text = page.in_one_file()
    written = write_whole(house / label, text.encode(), Place(label), problems)
    return label if written else None
