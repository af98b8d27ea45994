"""Tests of a cluster: the same bytes as here, and every PDF, though a worker is lost."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.printed import add_brief, new_house, print_briefs, run, run_apart, words
from support.tools import need

from briefpress.model.problems import Problems, Stopped
from briefpress.press.cluster import Cluster
from briefpress.workflows.build import build

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.cluster
SLUGS = [f"brief-{n}" for n in range(6)]


@dataclass
class Loopback:
    """A scheduler and its workers, on this machine alone."""

    address: str
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]]

    def hire(self, folder: Path, *options: str) -> subprocess.Popen[bytes]:
        """Start a worker."""
        command = [sys.executable, "-m", "distributed.cli.dask_worker", self.address]
        command += ["--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard", "--no-nanny"]
        command += ["--local-directory", str(folder), *options]
        folder.mkdir(exist_ok=True)
        worker = subprocess.Popen(
            command, cwd=folder, env=self.environment, stderr=subprocess.DEVNULL
        )
        self.workers.append(worker)
        return worker


@contextmanager
def scheduler(**settings: str) -> Iterator[Loopback]:
    """Start a real scheduler on loopback, with *settings* of Dask; at the end all is stopped."""
    need("scheduler")
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | settings
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    command += ["--port", "0", "--no-dashboard"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    loopback = Loopback("", environment, [])
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if found := re.search(r"tcp://127\.0\.0\.1:\d+", line):
                loopback.address = found[0]
                break
        yield loopback
    finally:
        for worker in loopback.workers:
            worker.kill()
            worker.wait()
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    """A scheduler with two workers."""
    with scheduler() as loopback:
        for n in range(2):
            loopback.hire(tmp_path_factory.mktemp(f"worker-{n}"))
        yield loopback


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with six plain briefs."""
    house = new_house(tmp_path / "house")
    for n, slug in enumerate(SLUGS):
        add_brief(house, slug, f"## A heading\n\n{words(80, n)}\n", paper=["a4"])
    return house


def _meet(loopback: Loopback, workers: int) -> Cluster:
    """Meet the cluster when *workers* have come."""
    from distributed import Client

    with Client(loopback.address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)
    return Cluster(loopback.address, 60, Problems())


def test_a_cluster_prints_the_same_bytes(cluster: Loopback, house: Path) -> None:
    """Two workers of a scheduler print the same bytes as are printed here."""
    slugs = SLUGS[:3]
    with _meet(cluster, 2) as executor:
        outcomes = [*build(house, slugs, ["a4"], executor)]
    there = {one.slug: one.written[0].digest for one in outcomes}
    here = {one.slug: one.written[0].digest for one in print_briefs(house, *slugs)}
    assert there == here
    assert len(set(there.values())) == len(slugs)


@pytest.mark.deep
def test_the_command_prints_on_a_cluster(cluster: Loopback, house: Path) -> None:
    """`build --on` prints there, and afterwards everything is current."""
    for slug in SLUGS[3:]:
        shutil.rmtree(house / "content" / slug)
    _meet(cluster, 2).__exit__(None, None, None)
    done = run_apart("--on", cluster.address, "--paper", "a4", house=house)
    assert done.returncode == 0, done.stderr
    assert "3 PDFs" in done.stdout
    assert "are current" in run("--paper", "a4", house=house).stdout


@pytest.mark.deep
def test_what_goes_to_a_meeting_is_the_same_from_a_cluster(cluster: Loopback, house: Path) -> None:
    """Pack, copies, booklet and publications page, made there and made here: the same bytes."""
    _meet(cluster, 2).__exit__(None, None, None)
    for slug in SLUGS[:2]:
        done = run("publish", slug, "--note", "New.", "--date", "2024-12-03", house=house)
        assert done.returncode == 0, done.stderr
    (house / "content/meetings").mkdir()
    (house / "content/meetings/m.yaml").write_text(
        "title: A session\nplace: Geneva\nbegins: 2025-09-08\nitems:\n"
        f"  - {{title: Item, briefs: [{SLUGS[0]}, {{brief: {SLUGS[2]}, draft: true}}]}}\n"
    )
    (house / "list.csv").write_text("name\nA\nB\n", "utf-8")
    made = []
    for on in (("--on", cluster.address), ()):
        for command in (
            ("pack", "m"),
            ("copies", SLUGS[1], "--to", "list.csv", "--date", "2024-12-04"),
            ("booklet", SLUGS[0], "--proof"),
            ("catalog", "--now", "2024-12-04T09:00Z"),
        ):
            done = run(*command, *on, house=house)
            assert done.returncode == 0, done.stderr
        files = [*house.glob("output/*.*.pdf"), *house.glob("output/copies/**/*.pdf")]
        files += [one for one in house.glob("output/site/**/*") if one.is_file()]
        made.append({one.relative_to(house).as_posix(): one.read_bytes() for one in files})
        shutil.rmtree(house / "output")
    there, here = made
    assert there.keys() == here.keys()
    assert [name for name in there if there[name] != here[name]] == []
    assert {"output/m.pack.pdf", f"output/{SLUGS[0]}.booklet.pdf"} < there.keys()
    assert f"output/copies/{SLUGS[1]}/1/002-b.pdf" in there


def test_a_worker_that_is_lost_costs_no_pdf(cluster: Loopback, house: Path, tmp_path: Path) -> None:
    """One of three workers is killed in the middle: every PDF still comes."""
    lost = cluster.hire(tmp_path / "lost")
    with _meet(cluster, 3) as executor:
        outcomes = []
        for outcome in build(house, SLUGS, ["a4"], executor):
            outcomes.append(outcome)
            if len(outcomes) == 1:
                lost.send_signal(signal.SIGKILL)
    assert [str(one) for outcome in outcomes for one in outcome.problems] == []
    assert [len(outcome.written) for outcome in outcomes] == [1] * len(SLUGS)


def test_a_scheduler_that_is_not_there_is_a_worded_error(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens at the address, or it is none: an error with a hint, and nothing is built."""
    monkeypatch.setattr("briefpress.press.cluster.PATIENCE", 0.5)  # seconds
    for address, said in (
        ("tcp://127.0.0.1:9", "no scheduler answers there\n  hint: start it"),
        ("nonsense://x", "this is no address\n  hint: write it as tcp://"),
    ):
        done = run("--on", address, house=house)
        assert done.returncode == 1
        assert f"{address}: error: {said}" in done.stderr
        assert "Traceback" not in done.stderr
        assert not [*house.glob("output/*.pdf")]


def test_without_workers_and_with_none_left(tmp_path: Path) -> None:
    """A cluster without workers is said at once; a task that has killed its worker is a broken
    pool, as it is on this machine, so that its brief alone fails.
    """
    problems = Problems()
    with scheduler(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as loopback:
        with pytest.raises(Stopped):
            Cluster(loopback.address, 60, problems)
        assert [one.message for one in problems] == ["the cluster has no workers"]
        loopback.hire(tmp_path / "lost")
        with _meet(loopback, 1) as executor, pytest.raises(BrokenProcessPool):
            executor.submit(os._exit, 1).result(60)


def test_workers_with_another_press_are_refused(tmp_path: Path) -> None:
    """A worker whose press differs would print other pages: it is named, with what differs."""
    other = tmp_path / "other"
    shutil.copytree(ROOT / "briefpress", other / "briefpress")
    with (other / "briefpress/press/render.py").open("a") as file:
        file.write("\n")
    problems = Problems()
    with scheduler() as loopback:
        loopback.environment = loopback.environment | {"PYTHONPATH": str(other)}
        loopback.hire(tmp_path / "worker")
        with pytest.raises(Stopped):
            _meet_with(loopback, problems)
    (problem,) = problems
    assert re.match(r"another press: briefpress \w{8}, here \w{8}$", problem.message)


def _meet_with(loopback: Loopback, problems: Problems) -> Cluster:
    from distributed import Client

    with Client(loopback.address, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=60)
    return Cluster(loopback.address, 60, problems)
