"""Measure what regenerating costs: `make bench`, `python bench/regenerate.py --help`.

A house of many briefs is made in a temporary folder, each a copy of the real one with a number of
its own, kept with git as a real house would be. What is compared takes turns in one run, and the
ratio of medians is what counts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contenders import PYTHON, VARIANT, copy_house, write_finished
from measure import Failed, Ran, Spread, peak_memory, run, wait_for_quiet

ROOT = Path(__file__).resolve().parent.parent
SLUG, PAPER = "dprk", "a4"
ROUNDS, BRIEFS, BATCH = 7, 1000, 100

# The plain loop: what somebody writes who knows WeasyPrint's documentation.
LOOP = """
import sys
from pathlib import Path
import weasyprint
for folder in sorted(Path(sys.argv[1]).iterdir()):
    page = weasyprint.HTML(folder / "index.html")
    page.write_pdf(folder / "page.pdf", pdf_variant=sys.argv[2])
"""


@dataclass
class House:
    """A house in a folder of its own, with *number* briefs, kept with git."""

    root: Path
    number: int

    @classmethod
    def make(cls, folder: Path, number: int) -> House:
        """Copy the real brief *number* times."""
        folder.mkdir()
        root = copy_house(ROOT, folder)
        content = root / "content"
        text = (content / SLUG / "brief.yaml").read_text("utf-8")
        for n in range(number):
            shutil.copytree(content / SLUG, content / cls.slug(n))
            # A number and a date of its own for each: no note of one is that of another.
            own = text.replace("number: 12", f"number: {n + 1}")
            own = own.replace("issued: 2024-07-16", f"issued: {1900 + n % 100}-07-16")
            (content / cls.slug(n) / "brief.yaml").write_text(own, "utf-8")
        for old in (SLUG, "panel-of-experts"):
            shutil.rmtree(content / old)
        (root / ".gitignore").write_text("output/\n__pycache__/\n")
        house = cls(root, number)
        for command in (["init", "-q"], ["add", "-A"], [*_AUTHOR, "commit", "-qm", "all of it"]):
            house.run(["git", *command])
        return house

    @staticmethod
    def slug(n: int) -> str:
        """The name of the brief number *n*."""
        return f"brief-{n:04}"

    def run(self, command: Sequence[str]) -> Ran:
        """Run *command* in the house."""
        return run(command, self.root, os.environ)

    def build(self, *arguments: str) -> Ran:
        """Run `build.py`, on one paper."""
        return self.run(self.command(*arguments))

    def command(self, *arguments: str) -> list[str]:
        """The words of that."""
        return [PYTHON, "build.py", "--quiet", "--paper", PAPER, *arguments]

    def change(self, n: int, value: int) -> None:
        """Write another figure into the brief number *n*."""
        path = self.root / "content" / self.slug(n) / "brief.yaml"
        text = path.read_text("utf-8")
        head, _, rest = text.partition("    value: 183")
        if not rest:
            head, _, rest = text.partition("    value: 18")
            rest = rest[rest.index("\n") :]
        path.write_text(f"{head}    value: 18{value}{rest}", "utf-8")


_AUTHOR = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]


def pretend_built(house: House) -> None:
    """Make *house* one that was built: one brief is printed, the others are said to be the same.

    A thousand real PDFs take minutes and prove nothing more: what a build with nothing to do reads
    is the same, their names, sizes and times.
    """
    sys.path.insert(0, str(house.root))
    from dataclasses import replace

    from briefpress.cache.freshness import BuildState
    from briefpress.editions.ledger import Ledger

    time.sleep(2.5)  # what was saved this shortly before is looked at twice
    first = house.slug(0)
    house.build(first)
    memory = BuildState(house.root, Ledger())
    printed = memory.record(first).printed[PAPER]
    pdf = house.root / "output" / printed.file
    for n in range(1, house.number):
        slug = house.slug(n)
        copy = pdf.with_name(f"{slug}.pdf")
        shutil.copy(pdf, copy)
        stat = copy.stat()
        memory.record_read(slug, "en", ["a4", "letter"])
        own = replace(printed, file=copy.name, size=stat.st_size, time=stat.st_mtime_ns)
        memory.record_printed(slug, PAPER, own)
    for label, data in memory.to_keep():
        (house.root / label).write_bytes(data)


def nothing_to_do(house: House) -> dict[str, float]:
    """A build with nothing to do, and `git status` on the same tree."""
    return {
        "build": house.build().seconds,
        "git": house.run(["git", "status", "--short"]).seconds,
    }


def one_changed(house: House, small: House, value: int) -> dict[str, float]:
    """One changed brief among many, and the cold build of that brief alone."""
    house.change(7, value)
    small.change(0, value)
    return {"one": house.build().seconds, "alone": small.build().seconds}


def batch(house: House, finished: Path) -> dict[str, float]:
    """All briefs with two workers, and the plain loop over their finished pages."""
    ours = house.build("--force", "--jobs", "2")
    loop = house.run([PYTHON, "-c", LOOP, str(finished), VARIANT])
    cpu = {"batch cpu": ours.cpu, "loop cpu": loop.cpu}
    return {"batch": ours.seconds, "loop": loop.seconds} | cpu


def on_screen(house: House, rounds: int) -> dict[str, Spread]:
    """From a save to the new page in a browser, the warm render of the same, and a cold build.

    The warm render reads, lays out, prints and writes both papers with workers that wait for it.
    """
    sys.path[:0] = [str(house.root), str(ROOT / "tests")]
    from support.screen import open_chromium, seconds_to_screen, watching

    from briefpress.press.workers import Workers, load_press
    from briefpress.workflows.build import build

    slug = house.slug(0)
    with Workers(2) as workers, watching(house.root) as (_, address), open_chromium() as browser:
        workers.prepare(load_press)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}briefs/{slug}")
        page.locator("main img").first.wait_for()
        page.wait_for_timeout(2000)

        def save(value: int) -> float:
            house.change(0, value)
            return time.time()

        def turn(n: int) -> dict[str, float]:
            shown = seconds_to_screen(page, lambda: save(n % 10))
            page.wait_for_timeout(1500)
            start = time.perf_counter()
            if not [*build(house.root, [slug], None, workers)][-1].written:
                raise Failed("our own build has failed")
            warm = time.perf_counter() - start
            page.wait_for_timeout(1500)
            cold = house.run([PYTHON, "build.py", "--quiet", "--force"]).seconds
            page.wait_for_timeout(1500)
            return {"screen": shown, "warm": warm, "cold": cold}

        turn(9)
        return take_turns(rounds, turn)


def finish_pages(house: House, folder: Path) -> Path:
    """Write the finished page of each brief of *house* into a folder of its own."""
    sys.path.insert(0, str(house.root))
    from briefpress.model.problems import Problems
    from briefpress.press.executors import InProcess
    from briefpress.workflows.lay_out import lay_out_brief, open_house
    from briefpress.workflows.stamps import stamp_draft

    theme = open_house(house.root, Problems())
    for n in range(house.number):
        problems = Problems()
        laid = lay_out_brief(house.root, theme, house.slug(n), [PAPER], InProcess(), problems)
        page = stamp_draft(laid.pages[0], laid.brief, theme, problems)
        write_finished(page, folder / house.slug(n))
    (folder / "all").mkdir()
    for n in range(house.number):
        (folder / house.slug(n) / "finished").rename(folder / "all" / house.slug(n))
    return folder / "all"


def take_turns(rounds: int, turn: Callable[[int], Mapping[str, float]]) -> dict[str, Spread]:
    """Let *turn* be taken *rounds* times, when the machine is quiet."""
    samples: dict[str, list[float]] = {}
    for n in range(rounds):
        wait_for_quiet(20)
        for name, seconds in turn(n).items():
            samples.setdefault(name, []).append(seconds)
    return {name: Spread(tuple(found)) for name, found in samples.items()}


def measure(folder: Path, rounds: int, briefs: int, number: int) -> Iterator[str]:
    """Measure everything; the lines of the report, each when it is known."""

    def line(what: str, name: str, base: str, goal: str) -> str:
        a, b = spreads[name].median, spreads[base].median
        return f"| {what} | {a:.2f} s | {b:.2f} s | {a / b:.2f} | {goal} |"

    yield "| what | ours | against | ratio | goal |"
    yield "| --- | --: | --: | --: | --: |"
    small = House.make(folder / "small", 1)
    small.build()
    spreads = on_screen(small, rounds)
    yield line("a save, until it is on screen; against the warm render", "screen", "warm", "≤ 1.5")
    yield line("the same; against a cold build", "screen", "cold", "≤ 0.3")
    house = House.make(folder / "many", briefs)
    pretend_built(house)
    spreads |= take_turns(rounds, lambda _: nothing_to_do(house))
    yield line(f"nothing to do, {briefs} briefs; against `git status`", "build", "git", "≤ 10")
    spreads |= take_turns(rounds, lambda n: one_changed(house, small, n))
    yield line(f"one changed of {briefs}; against it alone, cold", "one", "alone", "≤ 1.5")
    middle = House.make(folder / "batch", number)
    middle.build()
    peak = peak_memory(middle.command("--force", "--jobs", "2"), middle.root, os.environ)
    finished = finish_pages(middle, folder / "finished")
    spreads |= take_turns(max(3, rounds // 2), lambda _: batch(middle, finished))
    yield line(f"{number} briefs, two workers; against a plain loop", "batch", "loop", "≤ 0.42")
    printing = spreads["batch"].median / number * briefs
    times = printing / spreads["build"].median
    yield f"| nothing to do; against printing them | | {printing:.0f} s | 1/{times:.0f} | ≤ 1/300 |"
    yield ""
    cpu, base = spreads["batch cpu"].median, spreads["loop cpu"].median
    yield f"CPU of the {number} briefs: {cpu:.1f} s, of the plain loop {base:.1f} s."
    if peak:
        yield f"Memory at the peak, of the command and two workers: {peak / 1024**2:.0f} MB."


def main() -> int:
    """Measure, and print a table; 0 where everything ran, however fast."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default: {ROUNDS}")
    parser.add_argument("--briefs", type=int, default=BRIEFS, help=f"default: {BRIEFS}")
    parser.add_argument("--batch", type=int, default=BATCH, help=f"default: {BATCH}")
    parser.add_argument("--quick", action="store_true", help="small numbers, to see that it runs")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python compiles once
    numbers = (2, 50, 4) if options.quick else (options.rounds, options.briefs, options.batch)
    with tempfile.TemporaryDirectory(prefix="briefpress-bench-") as folder:
        try:
            for line in measure(Path(folder), *numbers):
                print(line, flush=True)
        except Failed as error:
            print(f"bench: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
