"""Measure what goes to a meeting: `python bench/distribute.py [PART …] [--rounds N]`.

Parts: copies, pack, catalog, web, cluster; all where none is named. Contenders begin with what lies
on the disk and end with files on the disk; they take turns, and a ratio is one of medians. The
first round makes ready and is not counted. `--before ../before`, a checkout of commit e6a4cae with
a .venv of its own (`make setup` there), has `catalog` compared with that one as well.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from briefpress.cache.freshness import BuildState  # noqa: E402
from briefpress.distribute.copies import make_copies  # noqa: E402
from briefpress.distribute.pack import make_pack  # noqa: E402
from briefpress.distribute.site import make_catalog  # noqa: E402
from briefpress.distribute.wishes import CopyWish, PackWish  # noqa: E402
from briefpress.editions.files import read_ledger_file  # noqa: E402
from briefpress.editions.ledger import FILE  # noqa: E402
from briefpress.editions.truncation import write_ends_again  # noqa: E402
from briefpress.model.page import WebLinks  # noqa: E402
from briefpress.model.problems import Place, Problems  # noqa: E402
from briefpress.press.cluster import Cluster  # noqa: E402
from briefpress.press.executors import Executor, InProcess, give, result  # noqa: E402
from briefpress.press.workers import Workers, load_press, print_page  # noqa: E402
from briefpress.workflows.build import build  # noqa: E402
from briefpress.workflows.lay_out import OpenHouse, lay_out_brief, open_house  # noqa: E402
from briefpress.workflows.publish import Release, publish  # noqa: E402
from briefpress.workflows.screen_editions import ToShow  # noqa: E402
from briefpress.workflows.stamps import stamp_draft  # noqa: E402
from briefpress.workflows.web import make_web_page  # noqa: E402

SLUG = "dprk"
NEW_FIELDS = {"format", "institute", "corrects", "was", "rights", "hash", "before"}
"""The fields of a line of the ledger that e6a4cae does not know, and those of its chain."""
COPIES, PAPERS, EDITIONS, TASKS = 193, 20, 500, 400
BLOCK = 50
"""Tasks of a block: cluster and local processes take turns after each."""
DAY, NOW = date(2024, 12, 2), datetime(2024, 12, 3, tzinfo=UTC)


@contextmanager
def a_house(*slugs: str) -> Iterator[Path]:
    """Copy the house, with the brief on the DPRK under each of *slugs*."""
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        for name in ("templates", "styles"):
            shutil.copytree(ROOT / name, house / name)
        for slug in slugs:
            shutil.copytree(ROOT / "content" / SLUG, house / "content" / slug)
        shutil.copy(ROOT / "content/institute.yaml", house / "content")
        yield house


def issue(house: Path, slug: str, worker: Executor) -> None:
    """Publish *slug*."""
    problems = Problems()
    state = BuildState(house, read_ledger_file(house, problems))
    release = Release("For the bench", kind=None, day=DAY, today=DAY)
    assert publish(house, slug, release, worker, state, problems), [*map(str, problems)]


def take_turns(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each of *runs* in each of *rounds*, after one that makes ready."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if number:
                took[name].append(time.perf_counter() - start)
    return took


def show(what: str, ours: float, against: float, goal: str) -> None:
    """Print a line: seconds, seconds, the ratio and its goal."""
    print(f"{what:<58} {ours:8.2f} s {against:8.2f} s  {ours / against:6.3f}  goal {goal}")


def copies(rounds: int) -> None:
    """Named copies of a brief of two pages, against a full render for each of them."""
    worker = InProcess()
    with a_house(SLUG) as house:
        issue(house, SLUG, worker)
        listed = house / "recipients.csv"
        rows = "".join(f"Permanent Mission of State {n},Geneva\n" for n in range(1, COPIES + 1))
        listed.write_text(f"name,organisation\n{rows}", "utf-8")

        def made(wish: CopyWish) -> None:
            (house / "editions/register.jsonl").unlink(missing_ok=True)
            done = make_copies(house, SLUG, listed, worker, wish, day=DAY, now=NOW)
            assert done.files and not done.problems.found, [*map(str, done.problems)]

        took = take_turns(
            {
                "render": lambda: [*build(house, [SLUG], ["a4"], worker)],
                "a file each": lambda: made(CopyWish()),
                "one file": lambda: made(CopyWish(one_file=True)),
                "a watermark": lambda: made(CopyWish(watermark=True)),
            },
            rounds,
        )
    renders = median(took.pop("render")) * COPIES
    for name, seconds in took.items():
        what = f"{COPIES} copies, {name}; as many renders (one, times {COPIES})"
        show(what, median(seconds), renders, "≤ 0.02")


def pack(rounds: int) -> None:
    """A pack of twenty papers, against printing its papers; of editions, and of drafts."""
    worker = InProcess()
    slugs = [f"paper-{n:02}" for n in range(1, PAPERS + 1)]
    with a_house(*slugs) as house:
        for slug in slugs:
            issue(house, slug, worker)
        (house / "content/meetings").mkdir()
        for name, draft in (("editions", False), ("drafts", True)):
            meeting = {
                "title": "A session", "place": "Geneva", "begins": "2025-09-08", "draft": draft,
                "items": [{"title": "An item", "briefs": slugs}],
            }  # fmt: skip
            path = house / f"content/meetings/{name}.yaml"
            path.write_text(json.dumps(meeting), "utf-8")

        def made(name: str) -> None:
            problems = Problems()
            assert make_pack(house, name, worker, problems, PackWish(), now=NOW), [
                *map(str, problems)
            ]

        took = take_turns(
            {
                "render": lambda: [*build(house, slugs, ["a4"], worker)],
                "editions": lambda: made("editions"),
                "drafts": lambda: made("drafts"),
            },
            rounds,
        )
    renders = median(took.pop("render"))
    for name, seconds in took.items():
        show(f"a pack of {PAPERS} {name}; printing its papers", median(seconds), renders, "≤ 1.3")


def catalog(rounds: int, before: Path | None = None) -> None:
    """The publications page of 500 editions with nothing new, against the first time; and against
    that of e6a4cae, where *before* is a checkout of it: the command, by its processor time."""
    with ExitStack() as stack:
        house = stack.enter_context(a_house(SLUG))
        write_editions(house)

        def made() -> None:
            with Workers(os.cpu_count() or 1) as workers:
                done = make_catalog(house, workers, now=NOW)
            assert done.editions == EDITIONS, [*map(str, done.problems)]

        start = time.perf_counter()
        made()
        first = time.perf_counter() - start
        took = take_turns({"again": made}, rounds)
        what = f"a catalogue of {EDITIONS}, nothing new; the first time, once"
        show(what, median(took["again"]), first, "≤ 0.1")
        if before:
            old = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            write_old_house(house, old, before)
            runs = {
                "now": partial(cpu_of_catalog, house, Path(sys.executable)),
                "before": partial(cpu_of_catalog, old, before / ".venv/bin/python"),
            }
            costs: dict[str, list[float]] = {name: [] for name in runs}
            for number in range(rounds + 1):
                for name, run in runs.items():
                    seconds = run()
                    if number:
                        costs[name].append(seconds)
            what = f"the command for {EDITIONS}, nothing new, CPU; that of e6a4cae"
            show(what, median(costs["now"]), median(costs["before"]), "≤ 1.05")


def write_editions(house: Path) -> None:
    """Publish the brief of *house* once, and have 500 papers that are as it is."""
    issue(house, SLUG, InProcess())
    problems = Problems()
    first = read_ledger_file(house, problems)
    ledger, edition = type(first)(), first.editions[0]
    for number in range(EDITIONS):
        slug = f"paper-{number:03}"
        shutil.copytree(house / f"editions/{SLUG}/1", house / f"editions/{slug}/1")
        papers = {}
        for paper, one in edition.papers.items():
            file = one.file.replace(f"/{SLUG}/", f"/{slug}/")
            with (house / file).open("ab") as pdf:  # a picture of its own for each
                pdf.write(f"% {number}\n".encode())
            data = (house / file).read_bytes()
            digest = sha256(data).hexdigest()
            papers[paper] = replace(one, file=file, sha256=digest, size=len(data))
        code = f"PAPER-{number:03}-1-ABCDEF"
        ledger = ledger.with_event(replace(edition, slug=slug, code=code, papers=papers))
    shutil.rmtree(house / f"editions/{SLUG}")
    (house / FILE).write_bytes(bytes(ledger))
    write_ends_again(house, ledger, 0, None, problems)
    assert not problems.found, [*map(str, problems)]


def write_old_house(house: Path, old: Path, before: Path) -> None:
    """Make *old* a house of e6a4cae with the editions of *house*, its look that of *before*."""
    for name in ("templates", "styles"):
        shutil.copytree(before / name, old / name)
    (old / "content").mkdir()
    shutil.copy(before / "content/institute.yaml", old / "content")
    shutil.copytree(house / "editions", old / "editions")
    lines, digest = [], "0" * 64
    for line in (house / FILE).read_text("utf-8").splitlines():
        fields = {name: one for name, one in json.loads(line).items() if name not in NEW_FIELDS}
        text = json.dumps(fields | {"before": digest}, ensure_ascii=False, sort_keys=True)
        fields |= {"before": digest, "hash": sha256(text.encode()).hexdigest()}
        lines.append(json.dumps(fields, ensure_ascii=False, sort_keys=True))
        digest = sha256(lines[-1].encode()).hexdigest()
    (old / FILE).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def cpu_of_catalog(house: Path, python: Path) -> float:
    """Seconds of the processor that the command takes in *house*, with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command: list[str | Path] = [
        python.with_name("briefpress"),
        "catalog",
        "--now",
        NOW.isoformat(),
    ]
    environment = os.environ | {"BRIEFPRESS_RESIDENT": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python compiles once
    done = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert f"{EDITIONS} editions" in done.stdout, done.stderr
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def web(rounds: int) -> None:
    """The web edition of a brief, laid out already, against the render of its PDF."""
    with a_house(SLUG) as house:
        problems = Problems()
        theme = open_house(house, problems)
        worker = InProcess()
        laid = lay_out_brief(house, theme, SLUG, ["a4"], worker, problems)
        page = stamp_draft(laid.pages[0], laid.brief, theme, problems)
        links = WebLinks()
        opened = OpenHouse(house, theme, read_ledger_file(house, problems))
        brief = ToShow(opened, laid, None)
        took = take_turns(
            {
                "render": lambda: print_page(page),
                "web": lambda: make_web_page(brief, links, worker, Problems()),
            },
            rounds,
        )
    what = "a web edition of a brief; the render of its PDF"
    show(what, median(took["web"]), median(took["render"]), "≤ 0.1")


def cluster(rounds: int) -> None:
    """400 pages printed by a loopback cluster of two workers, against two local processes."""
    with a_house(SLUG) as house, ExitStack() as stack:
        theme = open_house(house, Problems())
        laid = lay_out_brief(house, theme, SLUG, ["a4"], InProcess(), Problems())
        html = laid.pages[0]
        there = stack.enter_context(_loopback(house))
        here = stack.enter_context(Workers(2))
        here.prepare(load_press)

        def printed(executor: Executor, number: int) -> None:
            # A title of its own for each: no task may be answered by another one's result.
            pages = [replace(html, text=html.text.replace("<title>", f"<title>{number} {n} "))
                     for n in range(BLOCK)]  # fmt: skip
            problems = Problems()
            tasks = [give(executor, print_page, page) for page in pages]
            for task in tasks:
                assert result(executor, task, Place(SLUG), problems), [*map(str, problems)]

        blocks = rounds * TASKS // BLOCK
        count = iter(range(2 * blocks + 2))
        took = take_turns(
            {
                "cluster": lambda: printed(there, next(count)),
                "local": lambda: printed(here, next(count)),
            },
            blocks,
        )
    what = f"{BLOCK} pages on a cluster of two; two local processes"
    show(what, median(took["cluster"]), median(took["local"]), "≤ 1.3")
    what = f"{blocks * BLOCK} pages, all told"
    show(what, sum(took["cluster"]), sum(took["local"]), "≤ 1.3")


@contextmanager
def _loopback(folder: Path) -> Iterator[Cluster]:
    """Start a scheduler with two workers on this machine alone, and stop them at the end."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    python = [sys.executable, "-m"]
    scheduler = subprocess.Popen(
        [*python, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
         "--no-dashboard"],
        env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    processes = [scheduler]
    try:
        assert scheduler.stderr is not None
        lines = (re.search(r"tcp://127\.0\.0\.1:\d+", line) for line in scheduler.stderr)
        address = next(found[0] for found in lines if found)
        for number in range(2):
            processes.append(
                subprocess.Popen(
                    [*python, "distributed.cli.dask_worker", address, "--host", "127.0.0.1",
                     "--nthreads", "1", "--no-dashboard", "--no-nanny",
                     "--local-directory", str(folder / f"worker-{number}")],
                    env=environment, stderr=subprocess.DEVNULL, text=True,
                )
            )  # fmt: skip
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        with Cluster(address, 60, Problems()) as there:
            yield there
    finally:
        for one in processes:
            one.kill()
            one.wait()


PARTS: dict[str, Callable[[int], None]] = {
    "copies": copies, "pack": pack, "catalog": catalog, "web": web, "cluster": cluster,
}  # fmt: skip

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--before", type=Path, help="a checkout of e6a4cae with its .venv")
    chosen = parser.parse_args()
    print(f"{'':<58} {'ours':>10} {'against':>10}   ratio")
    before = chosen.before and chosen.before.resolve()
    parts = PARTS | {"catalog": partial(catalog, before=before)}
    for part in chosen.parts or parts:
        parts[part](1 if part == "cluster" else chosen.rounds)
