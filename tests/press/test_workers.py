"""Tests of workers: whatever a brief does to its worker, the others are printed."""

import gc
import json
import os
import subprocess
import sys
import time
import weakref
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.harm import (
    EATS,
    HANGS,
    be_killed,
    dawdle,
    eat,
    give_half,
    hang,
    leave,
    nest,
    number,
    print_or_harm,
)
from support.houses import ROOT
from support.printed import add_brief, new_house, page_of, pdf_of, print_briefs, words

from briefpress.model.page import Chart, Pdf
from briefpress.model.patches import VERSIONS
from briefpress.model.problems import Place, Problems
from briefpress.page.charts import draw_chart
from briefpress.press import workers
from briefpress.press.executors import Executor, InProcess, give, result
from briefpress.press.workers import LEFT, Workers, load_press, print_page
from briefpress.workflows.build import build


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with two plain briefs."""
    house = new_house(tmp_path_factory.mktemp("workers") / "house")
    for slug in ("one", "two"):
        add_brief(house, slug, f"## A heading\n\n{words(80)}\n", paper=["a4"])
    return house


def _ask(executor: Executor, task: Any) -> list[str]:
    """Have *task* done that cannot be done; what is said of it."""
    problems = Problems()
    assert result(executor, give(executor, task), Place("output/it"), problems) is None
    return [str(problem.place) + ": " + problem.message for problem in problems]


def _gone(process: int) -> bool:
    """Whether *process* ends; a killed one is still listed until its parent has taken note."""
    for _ in range(6000):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.kills
def test_a_task_that_hangs_is_killed() -> None:
    """After its time a worker is killed, the problem says so, and the next task is done."""
    with Workers(1, seconds=2) as executor:
        hung = executor.submit(number).result()
        assert _ask(executor, hang) == ["output/it: not finished after 2 s"]
        assert result(executor, give(executor, number), Place("it"), Problems()) != hung
    assert _gone(hung)


@pytest.mark.kills
def test_a_task_that_eats_memory_is_stopped() -> None:
    """Past the limit a worker gets no more memory, the problem says so, the next task is done."""
    with Workers(1, memory=1024**3) as executor:
        assert _ask(executor, eat) == ["output/it: more than 1 GB of memory"]
        assert result(executor, give(executor, number), Place("it"), Problems())


@pytest.mark.kills
@pytest.mark.parametrize("death", few([leave, be_killed]))
def test_a_worker_that_dies_is_replaced(death: Any) -> None:
    """A worker that dies costs its task alone: the problem says so, the next task is done."""
    with Workers(1) as executor:
        said = "output/it: the worker died, perhaps for want of memory"
        assert _ask(executor, death) == [said]
        assert result(executor, give(executor, number), Place("it"), Problems())


@pytest.mark.long
def test_endless_nesting_is_a_problem_not_a_traceback() -> None:
    """A recursion without end is an error that names the brief."""
    with Workers(1) as executor:
        assert _ask(executor, nest) == ["output/it: elements in elements without end"]
    assert _ask(InProcess(), nest) == ["output/it: elements in elements without end"]


def _try_with(version: str, program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run *program* in *folder*, with a table of patches that knows *version* of Python."""
    lines = (
        "import os, threading; from pathlib import Path; from briefpress.model import patches",
        f"from support import harm; patches.VERSIONS['python'] = {version!r}",
        program.replace("\n", "\n    "),
    )
    whole = f"{lines[0]}\n{lines[1]}\nif __name__ == '__main__':\n    {lines[2]}\n"
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-c", whole + "    import sys; sys.stdout.flush(); os._exit(0)"],
        cwd=folder, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip


@pytest.mark.kills
def test_half_an_answer_is_not_waited_for(tmp_path: Path) -> None:
    """A worker is killed in the middle of its answer, and the next task is done."""
    with Workers(1) as workers:
        give_half(workers, tmp_path / "began")
        workers.abandon()
        assert result(workers, give(workers, number), Place("it"), Problems())


@pytest.mark.kills
def test_without_the_patch_half_an_answer_is_waited_for(tmp_path: Path) -> None:
    """With a Python that is not known, the same does not end; the worker is gone all the same."""
    done = _try_with(
        "0",
        "from multiprocessing import active_children; workers = harm.Workers(1)\n"
        "harm.give_half(workers, Path('began'))\n"
        "end = threading.Thread(target=workers.abandon, daemon=True); end.start(); end.join(2)\n"
        "print(end.is_alive(), active_children())",
        tmp_path,
    )
    assert done.stdout == "True []\n", done.stderr


@pytest.mark.kills
@pytest.mark.parametrize(("version", "last"), few([("0", "OSError"), (VERSIONS["python"], "done")]))
def test_a_worker_may_die_while_another_is_started(tmp_path: Path, version: str, last: str) -> None:
    """All are started before one can die; with a Python that is not known it ends in an error,
    or, where the death is noticed a moment later, never.
    """
    done = _try_with(
        version,
        "from concurrent.futures import ThreadPoolExecutor\n"  # beside which nothing is forked
        "given = ThreadPoolExecutor(1).submit(harm.give_beside_a_death)\n"
        "print(type(given.exception(60)).__name__ if given.exception() else given.result())",
        tmp_path,
    )
    assert done.stdout == f"{last}\n", done.stderr


@pytest.mark.kills
@pytest.mark.parametrize("task", few([hang, be_killed]))
def test_one_fault_is_one_problem(task: Any) -> None:
    """A task under way in another worker goes down with it, and is done once more."""
    problems = Problems()
    with Workers(2, seconds=3) as executor:
        pids = {executor.submit(number).result() for _ in range(2)}
        tasks = [give(executor, one) for one in (task, dawdle)]
        done = [result(executor, one, Place("output/it"), problems) for one in tasks]
    assert done == [None, "done"]
    assert len(problems.found) == 1
    assert all(_gone(process) for process in pids)


@pytest.fixture
def harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages hang and eat that say so."""
    monkeypatch.setattr("briefpress.workflows.build.print_page", print_or_harm)


@pytest.mark.kills
@pytest.mark.usefixtures("harm")
def test_only_the_briefs_that_hang_or_eat_fail(house: Path) -> None:
    """A page that no press can finish, or that takes more memory than there is, is an error of its
    brief; those before, between and after are printed.
    """
    add_brief(house, "many", f"## A heading\n\n{EATS}\n", paper=["a4"])
    add_brief(house, "only", f"## A heading\n\n{HANGS}\n", paper=["a4", "letter"])
    slugs = ["one", "many", "only", "two"]
    with Workers(2, seconds=8, memory=640 * 1024**2) as executor:
        executor.prepare(load_press)
        outcomes = {outcome.slug: outcome for outcome in build(house, slugs, None, executor)}
    assert [len(outcomes[slug].written) for slug in slugs] == [1, 0, 0, 1]
    assert [len(outcomes[slug].problems.found) for slug in slugs] == [0, 1, 1, 0]
    (problem,) = outcomes["only"].problems
    assert (str(problem.place), problem.severity) == ("output/only", "error")
    assert problem.message == "not finished after 8 s"
    assert "memory" in outcomes["many"].problems.found[0].message


@pytest.mark.long
def test_a_worker_and_this_process_print_the_same_bytes(house: Path) -> None:
    """It does not matter who prints a page: the bytes are the same."""
    page = page_of(house, "one")
    here = InProcess().submit(print_page, page).result()
    with Workers(1) as executor:
        futures: list[Future[Pdf]] = [executor.submit(print_page, page) for _ in range(2)]
        there = [future.result().data for future in futures]
    assert [*{here.data, *there}] == [here.data]
    assert pdf_of(print_briefs(house, "one")[0]).data == here.data


@pytest.mark.deep
@pytest.mark.long
@pytest.mark.parametrize("number", [10, LEFT + 10])
def test_garbage_of_a_page_is_collected_before_the_next(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Boxes that hold each other are gone when the next page is begun, where there are many."""

    class Box:
        def __init__(self) -> None:
            self.itself = self

    class Press:
        def print_pdf(self, *_: object, **__: object) -> Any:
            return left() is None

    monkeypatch.setattr(workers, "_press", Press)
    gc.collect()
    gc.disable()
    try:
        left = weakref.ref([Box() for _ in range(number)].pop())
        assert left() is not None
        html: Any = None
        is_gone: Any = print_page(html)
        assert is_gone is (number > LEFT)
    finally:
        gc.enable()


@pytest.mark.parametrize("is_enabled", [False, True])
def test_printing_leaves_the_collector_as_it_was(
    is_enabled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker looks for no garbage between a page and its answer; a command goes on as before."""

    class Press:
        def print_pdf(self, *_: object, **__: object) -> Any:
            return gc.isenabled()

    monkeypatch.setattr(workers, "_press", Press)
    html: Any = None
    try:
        if not is_enabled:
            gc.disable()
        while_printing: Any = print_page(html)
        assert (while_printing, gc.isenabled()) == (False, is_enabled)
    finally:
        gc.enable()


@pytest.mark.long
def test_no_process_is_left_behind() -> None:
    """When the work is done, and when it is broken off, every worker is gone."""
    with Workers(2) as executor:
        done = {executor.submit(number).result() for _ in range(4)}
    with pytest.raises(KeyboardInterrupt), Workers(1) as executor:
        broken = executor.submit(number).result()
        executor.submit(hang)
        raise KeyboardInterrupt
    assert all(_gone(process) for process in {*done, broken})


@pytest.mark.deep
@pytest.mark.long
def test_workers_come_to_a_process_that_has_drawn_a_chart_itself() -> None:
    """Drawing leaves threads behind, which a fork would miss and wait for without end."""
    spec = {"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
    drawing = json.dumps(spec)
    chart = Chart(
        "", drawing, "{}", "en-US", "en-US", (), "ltr", "", "A title", "A description", drawing,
        438, {}, (),
    )  # fmt: skip
    drawn = draw_chart(chart, [])
    with Workers(1, seconds=60) as workers:
        assert (
            result(workers, give(workers, draw_chart, chart, []), Place("it"), Problems()) == drawn
        )
