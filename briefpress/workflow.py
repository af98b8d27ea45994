"""The arrows in order: Sources → Brief → Html → Pdf → Edition, and who works on them.

    this process   read ─► parse ─► lay out ───────────────┐         ┌─► write
    a worker       warm up the press ─► (draw charts) ──── print ────┘

A page is closed, so the heavy work, drawing and printing, is a function of its arguments and goes
to worker processes. The press warms up there while the first brief is read here.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import editions
from .doctor import SUBSET_MISSING, has_subset
from .figures import draw_chart, prepare_chart
from .fonts import find_faces, font_folder
from .model import Brief, Edition, Html, Look, Pdf
from .page import lay_out, make_ready_sheet, read_look
from .parse import parse_brief
from .preflight import check_pdf
from .problems import Place, Problems, Stopped
from .sources import read_sources
from .workers import Workers, make_ready, print_page, result, uninterrupted


@dataclass
class Outcome:
    """What became of one brief."""

    slug: str
    editions: list[Edition] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each step took."""


def build(
    house: Path, slugs: Sequence[str], papers: Sequence[str] | None, executor: Executor
) -> Iterator[Outcome]:
    """Build the briefs *slugs*, one outcome after another; a brief that fails stops no other.

    *papers*: those to print on, where they are not the brief's own. Problems of the house itself
    (its templates, styles and fonts) come as an outcome of their own, and then nothing is built.
    """
    editions.sweep(house / "output")
    shared = Problems()
    if not has_subset():
        shared.warning(Place("this machine"), SUBSET_MISSING, "run `python build.py doctor`")
    try:
        look = open_house(house, shared)
    except Stopped:
        slugs = ()
    else:
        if isinstance(executor, Workers):
            executor.all_do(make_ready, make_ready_sheet(look))
    if shared.found:
        yield Outcome("", problems=shared)
    for slug in slugs:
        yield _build_one(house, look, slug, papers, executor)


def open_house(house: Path, problems: Problems) -> Look:
    """Read the look of the house and find its fonts. Raises `Stopped`."""
    look = read_look(house, problems)
    families: dict[str, list[str]] = {}
    for role in ("text", "display"):
        family = look.tokens.get(f"font-{role}", "").strip("\"'")
        faces = look.tokens.get(f"font-{role}-faces", "400").strip("\"'")
        families[family] = [face.strip() for face in faces.split(",")]
    rules, files = find_faces(families, Place("styles/tokens.css"), problems)
    problems.stop_on_errors()
    return replace(look, font_faces=rules, fonts=files)


def lay_out_brief(
    house: Path,
    look: Look,
    slug: str,
    papers: Sequence[str] | None,
    executor: Executor,
    outcome: Outcome,
) -> tuple[Brief, list[Html]]:
    """Read, parse and lay out one brief, for each of its papers. Raises `Stopped`."""
    problems = outcome.problems
    with _lap(outcome, "read"):
        sources = read_sources(house / "content", slug, problems)
    with _lap(outcome, "parse"), uninterrupted():
        brief = parse_brief(sources, look.languages, problems)
    with _lap(outcome, "charts"):
        charts = _draw_charts(house, look, brief, executor, problems)
        problems.stop_on_errors()
    with _lap(outcome, "page"), uninterrupted():
        pages = [lay_out(brief, look, paper, charts, problems) for paper in papers or brief.papers]
    return brief, pages


def _build_one(
    house: Path, look: Look, slug: str, papers: Sequence[str] | None, executor: Executor
) -> Outcome:
    outcome = Outcome(slug)
    problems = outcome.problems
    try:
        brief, pages = lay_out_brief(house, look, slug, papers, executor, outcome)
        with _lap(outcome, "press"):
            printed = [executor.submit(print_page, page) for page in pages]
            pdfs = [result(executor, one, f"output/{slug}", problems) for one in printed]
        with _lap(outcome, "write"):
            for pdf in pdfs:
                _bring_out(pdf, brief, house / "output", outcome)
    except Stopped:
        pass
    return outcome


def _bring_out(pdf: Pdf | None, brief: Brief, output: Path, outcome: Outcome) -> None:
    if pdf is None:
        return
    found = Problems([*pdf.problems])
    check_pdf(pdf, brief, found)
    outcome.problems.extend(found)
    for step, seconds in pdf.seconds.items():
        outcome.seconds[step] = outcome.seconds.get(step, 0) + seconds
    if not found.errors:
        edition = editions.write_edition(
            pdf, output, main_paper=pdf.paper == brief.papers[0], problems=outcome.problems
        )
        if edition:
            outcome.editions.append(edition)


def _draw_charts(
    house: Path, look: Look, brief: Brief, executor: Executor, problems: Problems
) -> dict[str, bytes]:
    """Draw the charts of *brief*, each once: a drawn one is kept by its digest."""
    language = look.language(brief.language)
    folder = font_folder(look.tokens["font-display"].strip("\"'"))
    drawn, drawing = {}, {}
    for name in brief.fields.figures:
        chart = prepare_chart(brief, name, look.tokens, language, problems)
        if chart is None:
            continue
        kept = editions.kept_chart(house / "output", chart.digest)
        if kept is not None:
            drawn[name] = kept
        else:
            drawing[name] = chart, executor.submit(draw_chart, chart, [str(folder)])
    for name, (chart, future) in drawing.items():
        place = brief.place("figures", name, "chart")
        svg = result(executor, future, str(place), problems)
        if isinstance(svg, str):
            problems.error(
                place,
                f"Vega-Lite refuses this chart: {svg}",
                "compare it with a chart that is drawn",
            )
        elif svg is not None:
            drawn[name] = svg
            editions.keep_chart(house / "output", chart.digest, svg, problems)
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
        look = open_house(house, problems)
        with Workers(1) as workers:
            _, pages = lay_out_brief(
                house, look, slug, [paper] if paper else None, workers, outcome
            )
    except Stopped:
        return None
    label = f"output/{slug}.html"
    text = pages[0].in_one_file()
    written = editions.write_whole(house / label, text.encode(), Place(label), problems)
    return label if written else None
