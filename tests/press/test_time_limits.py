"""A time limit: the time that a process waits for a core does not count."""

import os
import sys
import time
from concurrent.futures import Future
from threading import Timer

import pytest

from briefpress.press import time_limits
from briefpress.press.time_limits import MOST, TimeLimit, read_wait


def _be_done_after(seconds: float) -> Future[str]:
    future: Future[str] = Future()
    Timer(seconds, future.set_result, ["done"]).start()
    return future


@pytest.mark.long
@pytest.mark.parametrize("part", [0, 1])
def test_who_waits_for_a_core_has_longer(monkeypatch: pytest.MonkeyPatch, part: float) -> None:
    """A task that was given no core meanwhile is waited for; one that had it is not.

    *part*: of the time in which it had none.
    """
    monkeypatch.setattr(time_limits, "read_wait", lambda _: part * time.monotonic())
    limit, future = TimeLimit(0.1, lambda: [1]), _be_done_after(0.3)
    if part:
        assert limit.wait(future) == "done"
    else:
        with pytest.raises(TimeoutError):
            limit.wait(future)


@pytest.mark.long
def test_there_is_a_limit_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task that never gets a core is given up after ten times its limit."""
    monkeypatch.setattr(time_limits, "read_wait", lambda _: time.monotonic())
    limit, start = TimeLimit(0.02, lambda: [1]), time.monotonic()
    with pytest.raises(TimeoutError):
        limit.wait(Future())
    assert time.monotonic() - start >= 0.02 * MOST


def test_the_error_of_a_task_is_its_own() -> None:
    """A task that ends with a `TimeoutError` is not waited for again."""
    future: Future[None] = Future()
    future.set_exception(TimeoutError("of a server"))
    with pytest.raises(TimeoutError, match="server"):
        TimeLimit(60, lambda: ()).wait(future)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel counts it there")
def test_two_processes_on_one_core_wait_for_it() -> None:
    """The system says how long; of a process that is gone it says nothing."""
    core = min(os.sched_getaffinity(0))
    children = []
    for _ in range(2):
        if not (child := os.fork()):
            os.sched_setaffinity(0, {core})
            end = time.monotonic() + 5
            while time.process_time() < 0.05 and time.monotonic() < end:
                pass
            time.sleep(60)
            os._exit(0)
        children.append(child)
    try:
        end = time.monotonic() + 10
        while not (found := sum(map(read_wait, children))) > 0.02 and time.monotonic() < end:
            time.sleep(0.01)
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
    assert found > 0.02
    assert read_wait(children[0]) == 0
