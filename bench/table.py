"""Measure every row of the table in docs/speed.md, and write it there.

    python bench/table.py ../before                       all rows, into docs/speed.md
    python bench/table.py ../before --rows warm second    some rows, on the screen alone
    python bench/table.py ../before --instructions        instructions as well, by callgrind

*before* is a checkout of commit e6a4cae with a .venv of its own (`make setup` there). The
contenders of a row take turns, and a ratio is one of medians; each is given for the time that
passed and for the processor time of the command and all that it starts. `chrt -r 1` puts the bench
before other work, for root.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from contenders import VARIANT, copy_house
from measure import Failed, peak_of_children, run
from regenerate import LOOP
from texts import (
    edit_sentence,
    write_cited,
    write_copies,
    write_other,
    write_prose,
    write_report,
    write_table,
    write_texts,
)

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs/speed.md"
BEGIN, END = "<!-- made by bench/table.py -->", "<!-- end of what bench/table.py makes -->"
INSIDE = ROOT / "bench/inside.py"
SLUG, PAPER = "dprk", "a4"
ROUNDS, BATCH, PRINTS = 7, 100, 40

Times = tuple[float, float]
"""Seconds that passed, and seconds of the processor."""
Turn = Callable[[], Mapping[str, Times]]
"""Measures one contender, or a few; times by the name of each."""


@dataclass
class Row:
    """A row of the table."""

    what: str
    goal: str
    today: Times | None = None
    """At e6a4cae: the ratio of times that passed, and of times of the processor."""
    now: Times | None = None
    numbers: str = ""
    """The names of the two sides of a ratio."""

    def line(self) -> str:
        """The row in Markdown."""
        cells = [self.what, _ratios(self.today), _ratios(self.now), self.goal, self.numbers]
        return f"| {' | '.join(cells)} |"


def _ratios(one: Times | None) -> str:
    if one is None:
        return "–"
    return f"{one[0]:.2f}" if math.isnan(one[1]) else f"{one[0]:.2f} ({one[1]:.2f})"


@dataclass
class Checkout:
    """A state of briefpress: its Python, and a copy of its house for each row that changes it."""

    root: Path
    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def __post_init__(self) -> None:
        """Give it a folder for temporary files of its own.

        Jinja keeps compiled templates there by their names, which are the same in all checkouts.
        """
        temporary = self.folder / "temporary"
        temporary.mkdir(parents=True)
        self.environment["TMPDIR"] = str(temporary)

    @property
    def python(self) -> str:
        """Its own Python."""
        return str(self.root / ".venv/bin/python")

    def copy(self, name: str, *, keeps_pages: bool = True) -> Path:
        """Make a copy of the house, called *name*; without `pages:`, where nothing is to fit."""
        (self.folder / name).mkdir(parents=True)
        house = copy_house(self.root, self.folder / name)
        if not keeps_pages:
            for path in house.glob("content/*/brief.yaml"):
                path.write_text(re.sub(r"(?m)^pages: .*\n", "", path.read_text("utf-8")), "utf-8")
        return house

    def inside(self, what: str, *words: object) -> Any:
        """Run bench/inside.py with its Python; what that says."""
        command = [self.python, str(INSIDE), what, *map(str, words)]
        return json.loads(run(command, self.folder, self.environment).written.splitlines()[-1])

    def build(self, house: Path, *words: str) -> Times:
        """Run build.py in *house*."""
        ran = run([self.python, "build.py", *words], house, self.environment)
        return ran.seconds, ran.cpu


class Table:
    """Both checkouts, and how often a row is measured."""

    def __init__(self, before: Path, folder: Path, rounds: int, batch: int) -> None:
        """*folder* is for the copies."""
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python compiles once
        os.environ |= {"XDG_RUNTIME_DIR": str(folder), "BRIEFPRESS_RESIDENT": "0"}
        self.ours = Checkout(ROOT, folder / "ours")
        self.before = Checkout(before, folder / "before")
        self.both = {"now": self.ours, "today": self.before}
        self.folder, self.rounds, self.batch = folder, rounds, batch

    def rows(self) -> dict[str, Callable[[], Iterator[Row]]]:
        """The measures of the rows, by a short name."""
        return {
            "warm": self.warm,
            "cold": self.cold,
            "second": self.second,
            "screen": self.screen,
            "batch": self.many,
            "texts": self.texts,
            "citations": self.citations,
            "report": self.report,
            "peak": self.peak,
            "check": self.check,
            "layout": self.layout,
            "limits": self.limits,
        }

    # -----------------------------------------------------------------------------------------
    # One brief

    def warm(self) -> Iterator[Row]:
        """Measure the second brief of a process, and that after an edit."""
        turns: dict[str, Turn] = {}
        for when, checkout in self.both.items():
            for kind in ("fitted", "free"):
                house = checkout.copy(f"warm-{kind}", keeps_pages=kind == "fitted")
                other = write_other(house, SLUG)
                _build_drafts(checkout, house, "--paper", PAPER, "--quiet")  # charts are drawn
                turns[f"{when} {kind}"] = self._turn(
                    f"{when} {kind}", checkout, "warm", house, other, SLUG, PAPER
                )
            pages = checkout.inside("finish", house, PAPER, house / "finished", other, SLUG)
            words = (pages[other], pages[SLUG], house / "bare.pdf", VARIANT)
            turns[f"{when} bare"] = self._turn(f"{when} bare", self.ours, "bare", *words)
        found = take_turns(turns, self.rounds)
        for what, kind, edit, goal in (
            ("warm, fitted, nothing known, of bare warm", "fitted", "unknown", "≤ 1.1"),
            ("warm, fitted, after an edit of one paragraph", "fitted", "edited", "≤ 0.65"),
            ("warm, nothing to fit, of bare warm", "free", "unknown", "≤ 0.65"),
        ):
            today, now = (
                _ratio(found[f"{when} {kind} {edit}"], found[f"{when} bare unknown"])
                for when in ("today", "now")
            )
            numbers = _seconds(found[f"now {kind} {edit}"], found["now bare unknown"])
            yield Row(what, goal, today, now, numbers)

    def _turn(self, name: str, checkout: Checkout, what: str, *words: object) -> Turn:
        def turn() -> dict[str, Times]:
            done = checkout.inside(what, *words)
            return {f"{name} {kind}": (took[0], took[1]) for kind, took in done.items()}

        return turn

    def cold(self) -> Iterator[Row]:
        """Measure a new process that prints the brief."""
        turns: dict[str, Turn] = {}
        for when, checkout in self.both.items():
            house = checkout.copy("cold")
            checkout.build(house, "--paper", PAPER, "--quiet")  # charts are drawn
            pages = checkout.inside("finish", house, PAPER, house / "finished", SLUG)
            turns |= self._cold_turns(when, checkout, house, SLUG, Path(pages[SLUG]))
        found = take_turns(turns, self.rounds)
        yield self._cold_row("cold process, fitted, of bare cold", "≤ 0.95*", found)

    def _cold_turns(
        self, when: str, checkout: Checkout, house: Path, slug: str, page: Path
    ) -> dict[str, Turn]:
        bare = [self.ours.python, "-m", "weasyprint", "--pdf-variant", VARIANT, "--pdf-tags"]
        bare += ["index.html", str(page.with_name("bare.pdf"))]

        def print_bare() -> dict[str, Times]:
            ran = run(bare, page.parent, checkout.environment)
            return {f"{when} bare": (ran.seconds, ran.cpu)}

        words = (slug, "--paper", PAPER, "--force", "--quiet")
        return {
            f"{when} ours": lambda: {f"{when} ours": checkout.build(house, *words)},
            f"{when} bare": print_bare,
        }

    def _cold_row(self, what: str, goal: str, found: Mapping[str, Times]) -> Row:
        today = None
        if "today ours" in found:
            today = _ratio(found["today ours"], found["today bare"])
        now = _ratio(found["now ours"], found["now bare"])
        return Row(what, goal, today, now, _seconds(found["now ours"], found["now bare"]))

    def second(self) -> Iterator[Row]:
        """Measure a command that a resident answers, and the cold build before and now."""
        old, house = self.before.copy("second"), self.ours.copy("second")
        for papers, options, goal in (
            ("A4", ["--paper", "a4"], "≤ 0.25"),
            ("both papers", [], "≤ 0.3"),
        ):
            words = [SLUG, "--force", "--quiet", *options]
            cold, warm = [*words, "--no-resident"], [*words, "--resident"]
            edit_sentence(house / "content" / SLUG, 0)  # what was saved last, a resident rehearses
            self.ours.build(house, *warm)
            resident = wait_for_resident(self.folder)
            number = 0

            def edit_and_build(
                name: str, checkout: Checkout, house: Path, words: list[str], resident: int = 0
            ) -> dict[str, Times]:
                nonlocal number
                number += 1
                edit_sentence(house / "content" / SLUG, number)
                before = spent_by(resident) if resident else 0.0
                took, cpu = checkout.build(house, *words)
                if resident:
                    time.sleep(0.2)  # it has to learn that its child has ended
                    cpu += spent_by(resident) - before
                return {name: (took, cpu)}

            turns: dict[str, Turn] = {
                "today": partial(edit_and_build, "today", self.before, old, words),
                "cold": partial(edit_and_build, "cold", self.ours, house, cold),
                "second": partial(edit_and_build, "second", self.ours, house, warm, resident),
            }
            found = take_turns(turns, self.rounds)
            numbers = _seconds(found["second"], found["today"])
            what = f"second command, {papers}, of the cold build of e6a4cae"
            yield Row(what, goal, (1, 1), _ratio(found["second"], found["today"]), numbers)
            what = f"a cold build, {papers}, of that of e6a4cae"
            numbers = _seconds(found["cold"], found["today"])
            yield Row(what, "", (1, 1), _ratio(found["cold"], found["today"]), numbers)
        self.ours.build(house, "stop")

    def screen(self) -> Iterator[Row]:
        """Measure how long a save takes until a browser has painted it."""
        sys.path.insert(0, str(ROOT / "tests"))
        from support.screen import open_chromium, seconds_to_screen

        found: dict[str, Mapping[str, Times]] = {}
        for when, checkout in self.both.items():
            house = checkout.copy("screen")
            for folder in (house / "content").glob("*/brief.yaml"):
                if folder.parent.name != SLUG:
                    shutil.rmtree(folder.parent)
            checkout.build(house, "--quiet")
            folder = house / "content" / SLUG
            number = 0

            def save(folder: Path = folder) -> float:
                nonlocal number
                number += 1
                edit_sentence(folder, number)
                return time.time()

            with _watching(checkout, house) as address, open_chromium() as browser:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(f"{address}briefs/{SLUG}")
                page.locator("main img").first.wait_for()
                page.wait_for_timeout(2000)

                def on_screen(
                    page: Any = page, save: Callable[[], float] = save
                ) -> dict[str, Times]:
                    took = seconds_to_screen(page, save)
                    page.wait_for_timeout(1500)
                    return {"screen": (took, math.nan)}

                def cold(
                    checkout: Checkout = checkout, house: Path = house, page: Any = page
                ) -> dict[str, Times]:
                    took = checkout.build(house, SLUG, "--quiet", "--force")
                    page.wait_for_timeout(1500)
                    return {"cold": took}

                on_screen()
                found[when] = take_turns({"screen": on_screen, "cold": cold}, self.rounds)
        for what, goal, base in (
            ("save → screen in a browser, of a cold build of both papers", "≤ 0.25", None),
            ("the same, of the cold build of e6a4cae", "", found["today"]["cold"]),
        ):
            today, now = (
                _ratio(found[when]["screen"], base or found[when]["cold"])
                for when in ("today", "now")
            )
            numbers = _seconds(found["now"]["screen"], base or found["now"]["cold"])
            yield Row(what, goal, today, now, numbers)

    # -----------------------------------------------------------------------------------------
    # Many briefs

    def many(self) -> Iterator[Row]:
        """Measure copies of the brief, each with words of its own, beside the plain loop."""
        turns: dict[str, Turn] = {}
        for when, checkout in self.both.items():
            house = checkout.copy("many")
            slugs = write_copies(house, SLUG, self.batch)
            turns |= self._batch_turns(when, checkout, house, slugs)
        found = take_turns(turns, max(1, self.rounds // 3))
        what = f"{self.batch} different briefs, two workers, of the plain loop that fits nothing"
        yield self._batch_row(what, "≤ 0.62*", found, "all")
        yield self._batch_row("the same after a template changed", "≤ 0.5", found, "again")

    def texts(self) -> Iterator[Row]:
        """Measure twenty different texts, a few times each with other words."""
        house = self.ours.copy("texts")
        slugs = write_texts(house, self.batch)
        turns = self._batch_turns("now", self.ours, house, slugs)
        found = take_turns(turns, max(1, self.rounds // 3))
        yield self._batch_row(f"{self.batch} briefs, twenty texts", "", found, "all")

    def _batch_turns(
        self, when: str, checkout: Checkout, house: Path, slugs: Sequence[str]
    ) -> dict[str, Turn]:
        words = ("--paper", PAPER, "--jobs", "2", "--quiet")
        _build_drafts(checkout, house, *words)
        pages = checkout.inside("finish", house, PAPER, house / "finished", *slugs)
        loop = house / "loop"
        loop.mkdir()
        for slug, page in pages.items():
            (loop / slug).symlink_to(Path(page).parent)
        number = 0

        def change_template() -> dict[str, Times]:
            nonlocal number
            number += 1
            template = house / "templates/parts/base.html"
            text = re.sub(r' data-n="\d+"', "", template.read_text("utf-8"))
            template.write_text(text.replace("<html", f'<html data-n="{number}"', 1), "utf-8")
            return {f"{when} again": _build_drafts(checkout, house, *words)}

        def print_loop() -> dict[str, Times]:
            command = [self.ours.python, "-c", LOOP, str(loop), VARIANT]
            ran = run(command, house, checkout.environment)
            return {f"{when} loop": (ran.seconds, ran.cpu)}

        return {
            f"{when} all": lambda: {
                f"{when} all": _build_drafts(checkout, house, "--force", *words)
            },
            f"{when} again": change_template,
            f"{when} loop": print_loop,
        }

    def _batch_row(self, what: str, goal: str, found: Mapping[str, Times], name: str) -> Row:
        today = None
        if "today loop" in found:
            today = _ratio(found[f"today {name}"], found["today loop"])
        ours, loop = found[f"now {name}"], found["now loop"]
        return Row(what, goal, today, _ratio(ours, loop), _seconds(ours, loop))

    # -----------------------------------------------------------------------------------------
    # Long briefs

    def citations(self) -> Iterator[Row]:
        """Measure a brief with many notes, warm."""
        turns: dict[str, Turn] = {}
        for when, checkout in self.both.items():
            house = checkout.copy("cited")
            write_cited(house, "cited", 100, 20)
            write_cited(house, "other", 90, 23)
            checkout.build(house, "--paper", PAPER, "--quiet")
            words = (house, "other", "cited", PAPER)
            turns[f"{when} ours"] = self._turn(f"{when} ours", checkout, "warm", *words)
            pages = checkout.inside("finish", house, PAPER, house / "finished", "other", "cited")
            words_ = (pages["other"], pages["cited"], house / "bare.pdf", VARIANT)
            turns[f"{when} bare"] = self._turn(f"{when} bare", self.ours, "bare", *words_)
        found = take_turns(turns, self.rounds)
        today, now = (
            _ratio(found[f"{when} ours unknown"], found[f"{when} bare unknown"])
            for when in ("today", "now")
        )
        numbers = _seconds(found["now ours unknown"], found["now bare unknown"])
        pages_ = count_pages(house / "output/cited.pdf")
        yield Row(f"100 citations on {pages_} pages, warm, of bare", "≤ 0.3", today, now, numbers)

    def report(self) -> Iterator[Row]:
        """Measure a long report, cold, as it is: its charts drawn before, and with none kept."""
        house = self.ours.copy("report")
        write_report(house, "report")
        self.ours.build(house, "report", "--paper", PAPER, "--quiet")
        pages = self.ours.inside("finish", house, PAPER, house / "finished", "report")
        turns = self._cold_turns("now", self.ours, house, "report", Path(pages["report"]))

        def nothing_kept() -> dict[str, Times]:
            for kept in (house / "output").glob(".*/"):
                shutil.rmtree(kept)
            words = ("report", "--paper", PAPER, "--force", "--quiet")
            return {"nothing kept": self.ours.build(house, *words)}

        found = take_turns(turns | {"nothing kept": nothing_kept}, self.rounds)
        number = count_pages(house / "output/report.pdf")
        what = f"a {number}-page report with 60 notes and 12 figures, cold, of bare cold"
        yield self._cold_row(what, "≤ 0.75*", found)
        numbers = _seconds(found["nothing kept"], found["now bare"])
        now = _ratio(found["nothing kept"], found["now bare"])
        yield Row("the same, with nothing kept and its figures to draw", "", None, now, numbers)

    def peak(self) -> Iterator[Row]:
        """Measure the memory of one worker that prints many briefs."""
        peaks = {}
        for when, checkout in self.both.items():
            house = checkout.copy("peak")
            write_copies(house, SLUG, PRINTS)
            words = ["--paper", PAPER, "--jobs", "1", "--quiet"]
            _build_drafts(checkout, house, *words)
            command = [checkout.python, "build.py", "--force", *words]
            peaks[when] = peak_of_children(command, house, checkout.environment) / 1024**2
        today, now = peaks["today"], peaks["now"]
        numbers = f"{now:.0f} MB, {today:.0f} MB at e6a4cae"
        what = f"peak of one worker over {PRINTS} fitted prints, of that of e6a4cae"
        yield Row(what, "≤ 115 MB", (1, 1), (now / today, now / today), numbers)

    def check(self) -> Iterator[Row]:
        """Measure how the time of all checks grows with the pages of a brief."""
        house = self.ours.copy("check")
        slugs = [f"prose-{pages}" for pages in (19, 38, 75, 150)]
        for slug in slugs:
            write_prose(house, slug, int(slug.partition("-")[2]))
        found = self.ours.inside("check", house, min(3, self.rounds), *slugs)
        yield _exponent_row("check of a brief, exponent", found)

    def layout(self) -> Iterator[Row]:
        """Measure how the time of a layout grows with the pages of a report."""
        house = self.ours.copy("layout")
        slugs = [f"report-{pages}" for pages in (2, 4, 8, 16)]
        for slug in slugs:
            write_report(house, slug, int(slug.partition("-")[2]))
        found = self.ours.inside("layout", house, self.rounds, *slugs)
        yield _exponent_row("layout of a report, exponent", found)

    def limits(self) -> Iterator[Row]:
        """Print what is very long within the limits of a worker."""
        house = self.ours.copy("limits")
        write_table(house, "table", 5000)
        write_cited(house, "notes", 1500, 20)
        write_prose(house, "pages", 200)
        found = self.ours.inside("print", house, "table", "notes", "pages")
        for what, slug in (
            ("a table of 5,000 rows", "table"),
            ("1,500 notes", "notes"),
            ("200 pages of prose", "pages"),
        ):
            pages, seconds, memory = found[slug]
            numbers = f"{pages:.0f} pages, {seconds:.1f} s, {memory:.0f} MB"
            yield Row(f"{what} within the limits of a worker", "60 s, 2 GB", None, None, numbers)


def take_turns(turns: Mapping[str, Turn], rounds: int) -> dict[str, Times]:
    """Let *turns* be taken *rounds* times; the medians of all that they measure."""
    samples: dict[str, list[Times]] = {}
    for number in range(rounds):
        names = [*turns]
        first = number % len(names)  # lest a place in a round be an advantage
        for name in names[first:] + names[:first]:
            for what, times in turns[name]().items():
                samples.setdefault(what, []).append(times)
    return {
        what: (statistics.median(t for t, _ in one), statistics.median(c for _, c in one))
        for what, one in samples.items()
    }


def _ratio(one: Times, base: Times) -> Times:
    return one[0] / base[0], one[1] / base[1]


def _seconds(one: Times, base: Times) -> str:
    return f"{one[0]:.2f} s, {base[0]:.2f} s"


def _exponent_row(what: str, found: Mapping[str, Sequence[float]]) -> Row:
    """A row for the slope of seconds by pages, both as logarithms, from the first to the last."""
    points = sorted((one[0], statistics.median(one[1:])) for one in found.values())
    logs = [(math.log(pages), math.log(seconds)) for pages, seconds in points]
    slope, _ = statistics.linear_regression(*zip(*logs, strict=True))
    numbers = ", ".join(f"{pages:.0f} pages {seconds:.2f} s" for pages, seconds in points)
    what = f"{what} from {points[0][0]:.0f} to {points[-1][0]:.0f} pages"
    return Row(what, "≤ 1.1", None, (slope, slope), numbers)


def _build_drafts(checkout: Checkout, house: Path, *words: str) -> Times:
    """Run build.py in *house*; a brief that has errors in this house is printed all the same."""
    command = [checkout.python, "-c", _DRAFTS, *words]
    ran = run(command, house, checkout.environment)
    return ran.seconds, ran.cpu


_DRAFTS = """
import runpy, sys
sys.argv[0] = "build.py"
try:
    runpy.run_path("build.py", run_name="__main__")
except SystemExit as end:
    sys.exit(end.code if end.code not in (0, 1) else 0)
"""


@contextmanager
def _watching(checkout: Checkout, house: Path) -> Iterator[str]:
    """Run `build.py watch` in *house*; gives the address of the preview, and ends it at last."""
    command = [checkout.python, "build.py", "watch", "--no-browser", "--port", "0"]
    with (house / "watch.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=house, env=checkout.environment, stdout=subprocess.PIPE, stderr=log,
            text=True,
        )  # fmt: skip
    try:
        assert process.stdout
        found = re.match(r"http://127\.0\.0\.1:\d+/([\w-]+/)?", process.stdout.readline())
        if not found:
            raise Failed("no preview")
        yield found[0]
    finally:
        process.terminate()
        try:
            process.wait(60)
        finally:
            process.kill()


def wait_for_resident(folder: Path) -> int:
    """Wait until the resident listens that the last command has started; its process."""
    sys.path.insert(0, str(ROOT))
    from briefpress.resident.sockets import SUFFIX, call

    for _ in range(600):
        for path in folder.glob(f"briefpress/*{SUFFIX}"):
            if line := call(str(path), 1):
                with line:
                    peer = line.getsockopt(1, 17, 12)  # SOL_SOCKET, SO_PEERCRED
                    return int.from_bytes(peer[:4], sys.byteorder)
        time.sleep(0.1)
    raise Failed("no resident listens")


def spent_by(process: int) -> float:
    """Seconds of the processor of *process* and of the children it has waited for."""
    stat = Path(f"/proc/{process}/stat").read_text()
    ticks = map(int, stat[stat.rindex(")") + 2 :].split()[11:15])
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def count_pages(pdf: Path) -> int:
    """How many pages *pdf* has."""
    import pikepdf

    with pikepdf.open(pdf) as one:
        return len(one.pages)


# ---------------------------------------------------------------------------------------------
# Instructions


def count_instructions(table: Table) -> Iterator[str]:
    """Lines of a table: instructions of a new process, and of one brief more in it, by callgrind.

    Other work on the machine does not change them.
    """
    if not shutil.which("valgrind"):
        yield "No valgrind: instructions are not counted."
        return
    yield "| millions of instructions, by callgrind | e6a4cae | its bare | now | its bare |"
    yield "| --- | --: | --: | --: | --: |"
    cold, warm = [], []
    for checkout in (table.before, table.ours):
        house = checkout.copy("instructions")
        other = write_other(house, SLUG)
        checkout.build(house, "--paper", PAPER, "--quiet")
        pages = checkout.inside("finish", house, PAPER, house / "finished", other, SLUG)
        build = [checkout.python, "build.py", SLUG, "--paper", PAPER, "--force", "--quiet"]
        build += ["--time-limit", "3600", "--memory-limit", "16"]  # callgrind is fifty times slower
        cold.append(_instructions(checkout, house, build))
        page = Path(pages[SLUG])
        bare = [table.ours.python, "-m", "weasyprint", "--pdf-variant", VARIANT, "--pdf-tags"]
        bare += [str(page), str(page.with_name("bare.pdf"))]
        cold.append(_instructions(checkout, house, bare))
        again = [checkout.python, str(INSIDE), "warm", str(house), other]
        once = [table.ours.python, str(INSIDE), "bare", pages[other]]
        rest = [str(page.with_name("bare.pdf")), VARIANT]
        warm += [
            _instructions(checkout, house, [*again, SLUG, PAPER, "alone"])
            - _instructions(checkout, house, [*again, "", PAPER]),
            _instructions(checkout, house, [*once, pages[SLUG], *rest])
            - _instructions(checkout, house, [*once, "", *rest]),
        ]
    yield f"| a new process, fitted | {' | '.join(f'{one:,.0f}' for one in cold)} |"
    what = "in a warm process, fitted, nothing known"
    yield f"| {what} | {warm[0]:,.0f} | {warm[1]:,.0f} | {warm[2]:,.0f} | {warm[3]:,.0f} |"


def _instructions(checkout: Checkout, house: Path, command: Sequence[str]) -> float:
    """Millions of instructions of *command* and all that it starts."""
    with tempfile.TemporaryDirectory(dir=checkout.folder) as folder:
        valgrind = ["valgrind", "--tool=callgrind", "--trace-children=yes"]
        valgrind += [f"--callgrind-out-file={folder}/%p"]
        subprocess.run(
            [*valgrind, *command], cwd=house, env=checkout.environment, check=True,
            capture_output=True,
        )  # fmt: skip
        total = 0
        for path in Path(folder).iterdir():
            with path.open("rb") as file:
                file.seek(-100, os.SEEK_END)
                total += int(re.findall(rb"(?m)^totals: (\d+)", file.read())[-1])
        return total / 1e6


# ---------------------------------------------------------------------------------------------


HEAD = """\
| | at e6a4cae | now | goal | now, and what it is of |
| --- | --: | --: | --: | --: |"""


def main() -> int:
    """Measure, and write the table; 0 where everything ran, however fast."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("before", type=Path, help="a checkout of e6a4cae with its .venv")
    parser.add_argument("--rows", nargs="+", metavar="ROW", help="these alone, on the screen")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default: {ROUNDS}")
    parser.add_argument("--batch", type=int, default=BATCH, help=f"default: {BATCH} briefs")
    parser.add_argument("--instructions", action="store_true", help="count instructions as well")
    options = parser.parse_args()
    lines = HEAD.splitlines()
    with tempfile.TemporaryDirectory(prefix="briefpress-bench-") as folder:
        table = Table(options.before.resolve(), Path(folder), options.rounds, options.batch)
        for name, measure in table.rows().items():
            if options.rows and name not in options.rows:
                continue
            print(f"{name} …", file=sys.stderr, flush=True)
            try:
                for row in measure():
                    lines.append(row.line())
                    print(lines[-1], flush=True)
            except Failed as error:
                print(f"bench: {name}: {error}", file=sys.stderr)
                return 1
        if options.instructions:
            lines += ["", *count_instructions(table)]
            print("\n".join(lines[-4:]))
    if not options.rows:
        text = DOCS.read_text("utf-8")
        head, _, rest = text.partition(BEGIN)
        _, _, rest = rest.partition(END)
        DOCS.write_text(f"{head}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{rest}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
