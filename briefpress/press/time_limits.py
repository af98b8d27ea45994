"""Limit how long a task takes; the time in which it waits for a core does not count.

On a server that is busy a good chart may wait longer for its turn than it takes to draw.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

MOST = 10
"""How many times its limit a task may take by the clock, however long it waits for a core."""

Made = TypeVar("Made")


class TimeLimit:
    """A limit for what some processes are to do."""

    def __init__(self, seconds: float, processes: Callable[[], Iterable[int]]) -> None:
        """Begin to measure; *processes* says which they are now, by their numbers."""
        self._seconds, self._processes = seconds, processes
        self._start = time.monotonic()
        self._before = {one: read_wait(one) for one in processes()}

    @property
    def left(self) -> float:
        """Seconds that are left; none where it is 0 or less."""
        passed = time.monotonic() - self._start
        waits = (read_wait(one) - self._before.get(one, 0.0) for one in self._processes())
        counted = passed - max(waits, default=0.0)
        return self._seconds - max(counted, passed / MOST)

    def wait(self, future: Future[Made]) -> Made:
        """Wait for *future*. Raises `TimeoutError` where no time is left."""
        while not future.done() and (left := self.left) > 0:
            wait([future], left)
        return future.result(timeout=0)


def read_wait(process: int) -> float:
    """Seconds for which the threads of *process* have waited for a core; 0 where nobody says so.

    Source: https://docs.kernel.org/scheduler/sched-stats.html
    """
    waits = 0
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            waits += int((thread / "schedstat").read_text().split()[1])
    return waits / 1e9
