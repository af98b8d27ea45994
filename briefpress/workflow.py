"""The arrows in order: Sources → Brief → Html → Pdf → Edition, and who works on them.

    this process   read ─► parse ─► lay out ───────────────┐         ┌─► write
    a worker       warm up the press ─► (draw charts) ──── print ────┘

A page is closed, so the heavy work, drawing and printing, is a function of its arguments and goes
to worker processes. The press warms up there while the first brief is read here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from . import editions
from .figures import draw_chart, prepare_chart
from .fonts import find_faces, font_folder
from .model import Brief, Edition, Html, Look, Pdf
from .page import lay_out, read_look
from .parse import parse_brief
from .preflight import check_pdf
from .press import Press
from .problems import Place, Problems, Stopped
from .sources import find_briefs, read_sources

SECONDS = 60.0
"""How long one brief may be printed."""
BYTES = 2 * 1024**3
"""How much memory a worker may use."""


@dataclass(frozen=True)
class House:
    """Where the parts of the house stand, below *root*."""

    root: Path

    @property
    def content(self) -> Path:
        """What the institute writes."""
        return self.root / "content"

    @property
    def output(self) -> Path:
        """What is made."""
        return self.root / "output"


@dataclass
class Outcome:
    """What became of one brief."""

    slug: str
    editions: list[Edition] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each step took."""


def build(
    house: House, slugs: Sequence[str], papers: Sequence[str] | None, executor: Executor
) -> Iterator[Outcome]:
    """Build the briefs *slugs*, one outcome after another; a brief that fails stops no other.

    *papers*: those to print on, where they are not the brief's own. Problems of the house itself
    (its templates, styles and fonts) come as an outcome of their own, and then nothing is built.
    """
    executor.submit(warm_up)
    editions.sweep(house.output)
    shared = Problems()
    try:
        look = open_house(house, shared)
    except Stopped:
        yield Outcome("", problems=shared)
        return
    for slug in slugs:
        yield _build_one(house, look, slug, papers, executor)


def open_house(house: House, problems: Problems) -> Look:
    """Read the look of the house and find its fonts. Raises `Stopped`."""
    from dataclasses import replace

    look = read_look(house.root, problems)
    families: dict[str, list[str]] = {}
    for role in ("text", "display"):
        family = look.tokens.get(f"font-{role}", "").strip("\"'")
        faces = look.tokens.get(f"font-{role}-faces", "400").strip("\"'")
        families[family] = [face.strip() for face in faces.split(",")]
    rules, files = find_faces(families, Place("styles/tokens.css"), problems)
    problems.stop_on_errors()
    return replace(look, font_faces=rules, fonts=files)


def lay_out_brief(
    house: House,
    look: Look,
    slug: str,
    papers: Sequence[str] | None,
    executor: Executor,
    outcome: Outcome,
) -> tuple[Brief, list[Html]]:
    """Read, parse and lay out one brief, for each of its papers. Raises `Stopped`."""
    problems = outcome.problems
    with _lap(outcome, "read"):
        sources = read_sources(house.content, slug, problems)
    with _lap(outcome, "parse"):
        brief = parse_brief(sources, look.languages, problems)
    with _lap(outcome, "charts"):
        charts = _draw_charts(house, look, brief, executor, problems)
        problems.stop_on_errors()
    with _lap(outcome, "page"):
        pages = [lay_out(brief, look, paper, charts, problems) for paper in papers or brief.papers]
    return brief, pages


def _build_one(
    house: House, look: Look, slug: str, papers: Sequence[str] | None, executor: Executor
) -> Outcome:
    outcome = Outcome(slug)
    problems = outcome.problems
    try:
        brief, pages = lay_out_brief(house, look, slug, papers, executor, outcome)
        with _lap(outcome, "press"):
            printed = [executor.submit(print_page, page) for page in pages]
            pdfs = [_result(executor, one, f"output/{slug}", problems) for one in printed]
        with _lap(outcome, "write"):
            for pdf in pdfs:
                _bring_out(pdf, brief, house.output, outcome)
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
    house: House, look: Look, brief: Brief, executor: Executor, problems: Problems
) -> dict[str, bytes]:
    """Draw the charts of *brief*, each once: a drawn one is kept by its digest."""
    language = look.languages.get(brief.language) or look.languages[brief.language.split("-")[0]]
    folder = font_folder(look.tokens["font-display"].strip("\"'"))
    drawn, drawing = {}, {}
    for name in brief.fields.figures:
        chart = prepare_chart(brief, name, look.tokens, language, problems)
        if chart is None:
            continue
        kept = editions.kept_chart(house.output, chart.digest)
        if kept is not None:
            drawn[name] = kept
        else:
            drawing[name] = chart, executor.submit(draw_chart, chart, [str(folder)])
    for name, (chart, future) in drawing.items():
        place = brief.place("figures", name, "chart")
        svg = _result(executor, future, str(place), problems)
        if isinstance(svg, str):
            problems.error(
                place, f"Vega-Lite refuses this chart: {svg}", "compare it with a chart that is drawn"
            )
        elif svg is not None:
            drawn[name] = svg
            editions.keep_chart(house.output, chart.digest, svg, problems)
    return drawn


@contextmanager
def _lap(outcome: Outcome, step: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        outcome.seconds[step] = time.perf_counter() - start


# ---------------------------------------------------------------------------------------------
# Workers


class Workers(Executor):
    """Processes with a press each; one that hangs or dies is replaced, and costs its task alone."""

    def __init__(self, jobs: int) -> None:
        """Start *jobs* processes when there is work for them."""
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        """Give a task to the next free process."""
        import multiprocessing

        if self._pool is not None and getattr(self._pool, "_broken", False):
            self._pool = None
        if self._pool is None:
            methods = multiprocessing.get_all_start_methods()
            method = "forkserver" if "forkserver" in methods else "spawn"
            self._pool = ProcessPoolExecutor(
                self.jobs, multiprocessing.get_context(method), initializer=_limit, initargs=(BYTES,)
            )
        return self._pool.submit(function, *args, **values)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Send the processes home; without *wait*, whatever they are doing."""
        if self._pool is not None:
            if not wait:
                for process in list((getattr(self._pool, "_processes", None) or {}).values()):
                    process.kill()
            self._pool.shutdown(wait, cancel_futures=cancel_futures)
            self._pool = None


class InProcess(Executor):
    """Does the work at once, in this process: for a bench, a debugger, a machine of one core."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        """Do the task now."""
        from concurrent.futures import Future

        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **values))
        except Exception as error:
            future.set_exception(error)
        return future


def _limit(memory: int) -> None:
    """Limit the memory of this worker, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _result(executor: Executor, future: Any, name: str, problems: Problems) -> Any:
    """Wait for a task; None where its worker hung, died or ran out of memory."""
    from concurrent.futures import TimeoutError as Late

    try:
        return future.result(timeout=SECONDS)
    except Late:
        executor.shutdown(wait=False, cancel_futures=True)
        problems.error(Place(name), f"not finished after {SECONDS:.0f} s", _HEAVY)
    except (BrokenProcessPool, CancelledError, MemoryError):
        problems.error(Place(name), f"more than {BYTES // 1024**3} GB of memory", _HEAVY)
    except RecursionError:
        problems.error(Place(name), "elements in elements without end", _HEAVY)
    return None


_HEAVY = "look for a very long table or paragraph, a huge picture, lists or boxes in one another"


@cache
def _press() -> Press:
    # The one thing that a worker keeps: a press, whose type stays cast between briefs.
    return Press()


def warm_up() -> None:
    """Set the press of this process up, before there is anything to print."""
    _press()


def print_page(html: Html) -> Pdf:
    """Print *html* with the press of this process, and bind it."""
    from .bindery import bind

    return _press().print_pdf(html, bind)


def known_briefs(house: House) -> list[str]:
    """Slugs of the briefs in content/."""
    return find_briefs(house.content)


def write_html(house: House, slug: str, paper: str | None, problems: Problems) -> str | None:
    """Write the finished page of a brief as one file, its assets inside; returns its name."""
    outcome = Outcome(slug, problems=problems)
    try:
        look = open_house(house, problems)
        with Workers(1) as workers:
            _, pages = lay_out_brief(house, look, slug, [paper] if paper else None, workers, outcome)
    except Stopped:
        return None
    label = f"output/{slug}.html"
    text = pages[0].in_one_file()
    written = editions.write_whole(house.root / label, text.encode(), Place(label), problems)
    return label if written else None
