"""Measure in a process of its own, with the Python of a checkout; prints JSON.

    python bench/inside.py warm HOUSE FIRST SLUG PAPER    the second brief of a process, and an edit
    python bench/inside.py bare FIRST PAGE PDF VARIANT    the same for WeasyPrint alone
    python bench/inside.py finish HOUSE PAPER FOLDER SLUG …    write finished pages into FOLDER
    python bench/inside.py layout HOUSE ROUNDS SLUG …     layout of each brief, by its pages
    python bench/inside.py check HOUSE ROUNDS SLUG …      all checks of each brief, by its pages
    python bench/inside.py print HOUSE SLUG …             each brief within the limits of a worker

HOUSE is a copy of a checkout, this one or commit e6a4cae, whose rooms had other names. What is
measured is seconds of the clock, and of the processor with all children: [seconds, seconds].
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from texts import edit_sentence

Times = tuple[float, float]


def spent() -> float:
    """Seconds of the processor that this process and its children have spent."""
    return sum(os.times()[:4])


def clock(run: Callable[[], object]) -> Times:
    """Run *run* with no garbage about: seconds of the clock, and of the processor."""
    gc.collect()
    start, before = time.perf_counter(), spent()
    run()
    return time.perf_counter() - start, spent() - before


def warm(house: str, first: str, slug: str, paper: str, edits: str = "") -> dict[str, Times]:
    """Print *slug* in a process that has printed *first*, and again after an edit.

    Without *slug*, *first* alone; without the edit, where *edits* is `alone`.
    """
    build, executor = _builder(house)
    command = Path(house, "briefpress/cli.py").read_text("utf-8")
    if found := re.search(r"gc\.set_threshold\(([\d_]+)\)", command):
        gc.set_threshold(int(found[1]))  # as the command does, whose process it stands for
    with suppress(ImportError):  # as it does, too; e6a4cae does not
        from briefpress.model.kept_patterns import forget_no_pattern

        forget_no_pattern()

    def run(one: str) -> None:
        *_, outcome = build(Path(house), [one], [paper], executor)
        if not getattr(outcome, "written", None) and not getattr(outcome, "editions", None):
            sys.exit(f"{one} was not printed: {[*map(str, outcome.problems)]}")

    run(first)
    if not slug:
        return {}
    unknown = clock(lambda: run(slug))
    if edits == "alone":
        return {"unknown": unknown}
    edit_sentence(Path(house, "content", slug), time.time_ns() % 1000)
    return {"unknown": unknown, "edited": clock(lambda: run(slug))}


def bare(first: str, page: str, pdf: str, variant: str) -> dict[str, Times]:
    """Print *page* with WeasyPrint in a process that has printed *first*."""
    import weasyprint

    def run(one: str) -> None:
        weasyprint.HTML(one).render(pdf_variant=variant).write_pdf(pdf, pdf_variant=variant)

    run(first)
    return {"unknown": clock(lambda: run(page))} if page else {}


def finish(house: str, paper: str, folder: str, *slugs: str) -> dict[str, str]:
    """Write the finished page of each brief below *folder*; where it lies."""
    from contenders import write_finished

    written = {}
    for slug in slugs:
        page = _page(house, slug, paper)
        written[slug] = str(write_finished(page, Path(folder, slug)) / "index.html")
    return written


def layout(house: str, rounds: str, *slugs: str) -> dict[str, list[float]]:
    """Lay each brief out, as it is; its pages, and seconds of each round."""
    _enter(house)
    from briefpress.press.workers import print_page

    pages = [_page(house, slug, "a4") for slug in slugs]
    for page in pages[:1]:
        print_page(page)
    times: dict[str, list[float]] = {}
    for _ in range(int(rounds)):
        for page in pages:
            pdf = print_page(page)
            times.setdefault(page.slug, [float(pdf.pages)]).append(pdf.seconds["layout"])
    return times


def check(house: str, rounds: str, *slugs: str) -> dict[str, list[float]]:
    """Read each brief over with all checks; its pages, and seconds of each round."""
    _enter(house)
    from briefpress.checks.preflight import Proofreader
    from briefpress.model.problems import Problems
    from briefpress.press.workers import print_page

    printed = []
    for slug in slugs:
        brief, page = _laid(house, slug, "a4")
        printed.append((brief, print_page(page)))
    times: dict[str, list[float]] = {}
    for number in range(int(rounds) + 1):  # the first time loads what checks ask for
        for brief, pdf in printed:

            def read(brief: Any = brief, pdf: Any = pdf) -> None:
                reader = Proofreader(brief, date(2024, 12, 2))
                problems = Problems()
                reader.read_brief(problems)
                reader.read_page(pdf, problems)
                reader.finish(problems)

            took = clock(read)[1]
            if number:
                times.setdefault(brief.slug, [float(pdf.pages)]).append(took)
    return times


def print_(house: str, *slugs: str) -> dict[str, list[float]]:
    """Print each brief in a new worker with its own limits: pages, seconds, MB at its peak."""
    _enter(house)
    from briefpress.model.problems import Place, Problems
    from briefpress.press.executors import give, result
    from briefpress.press.workers import Workers

    printed = {}
    for slug in slugs:
        page, problems = _page(house, slug, "a4"), Problems()
        with Workers(1) as workers:
            start = time.perf_counter()
            found = result(workers, give(workers, _print, page), Place(slug), problems)
            took = time.perf_counter() - start
        if found is None:
            sys.exit(f"{slug}: {[*map(str, problems)]}")
        printed[slug] = [float(found[0]), took, found[1]]
    return printed


def _print(page: Any) -> tuple[int, float]:
    from briefpress.press.workers import print_page

    pages = print_page(page).pages
    status = Path("/proc/self/status").read_text()
    return pages, int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _enter(house: str) -> None:
    sys.path.insert(0, house)


def _old(house: str) -> tuple[Any, ...]:
    """The modules `workflow`, `workers` and `problems` of e6a4cae, where *house* is one."""
    _enter(house)
    if Path(house, "briefpress/workflows").is_dir():
        return ()
    return tuple(import_module(f"briefpress.{one}") for one in ("workflow", "workers", "problems"))


def _builder(house: str) -> tuple[Any, Any]:
    """Names the command that builds briefs, and its process."""
    if old := _old(house):
        return old[0].build, old[1].InProcess()
    from briefpress.press.executors import InProcess
    from briefpress.workflows.build import build

    return build, InProcess()


def _page(house: str, slug: str, paper: str) -> Any:
    return _laid(house, slug, paper)[1]


def _laid(house: str, slug: str, paper: str) -> tuple[Any, Any]:
    """Lay *slug* out: the brief, and its closed page, stamped as a draft."""
    folder = Path(house)
    if old := _old(house):
        workflow, workers, problems = old
        outcome = workflow.Outcome(slug)
        look = workflow.open_house(folder, problems.Problems())
        laid = workflow.lay_out_brief(folder, look, slug, [paper], workers.InProcess(), outcome)
        return laid.brief, workflow.stamp_draft(laid.pages[0], laid.brief, look, outcome.problems)
    from briefpress.model.problems import Problems
    from briefpress.press.executors import InProcess
    from briefpress.workflows.lay_out import lay_out_brief, open_house
    from briefpress.workflows.stamps import stamp_draft

    found = Problems()
    theme = open_house(folder, found)
    new = lay_out_brief(folder, theme, slug, [paper], InProcess(), found)
    return new.brief, stamp_draft(new.pages[0], new.brief, theme, found)


WHAT: dict[str, Callable[..., object]] = {
    **{"warm": warm, "bare": bare, "finish": finish},
    **{"layout": layout, "check": check, "print": print_},
}


def main(arguments: Sequence[str]) -> None:
    """Do what the first of *arguments* says with the others."""
    what, *rest = arguments
    print(json.dumps(WHAT[what](*rest)))


if __name__ == "__main__":
    main(sys.argv[1:])
