"""Who does the heavy work, drawing and printing, and what becomes of a task that cannot be done.

A task is a function of values that are closed, so it does not matter who does it: this process
(`InProcess`), other processes (workers.py) or other machines (cluster.py).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from ..model.problems import Place, Problems, Stopped
from .time_limits import TimeLimit

SECONDS = 60.0
"""Time limit of one brief, where nobody says otherwise."""
BYTES = 2 * 1024**3
"""Memory limit of a worker, where nobody says otherwise."""

Made = TypeVar("Made")


class Executor(Protocol):
    """Does tasks: in this process, in others, or on other machines."""

    jobs: int
    """How many tasks it does while this process goes on; 0 where this process does them itself."""
    seconds: float
    """Time limit of a task, without the time in which its process waits for a core."""
    memory: int
    """Memory limit of a task in bytes; 0 where there is none."""
    has_spare_core: bool
    """Whether there is a core on which a task may have another process help it."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Future[Any]:
        """Give a task to whoever is free next."""

    @property
    def processes(self) -> Collection[int]:
        """The numbers of its processes here, as far as they are known."""

    def prepare(self, function: Callable[..., Any], /, *args: Any) -> None:
        """Have each process that it starts here call *function*, before there is work for it."""

    def on_this_machine(self) -> Executor:
        """Who does a task that reads files of this machine, as a chart's fonts."""

    def alone(self) -> AbstractContextManager[Executor]:
        """Lend an executor for one task that no other can take down with it."""

    def abandon(self) -> None:
        """Drop every task under way; those given from now on are done."""

    @property
    def needs_renewal(self) -> bool:
        """Whether its processes have done so much that they should be renewed."""

    def renew(self) -> None:
        """Replace its processes by new ones; call it when nothing is under way."""


class InProcess:
    """Does the work at once, in this process: for a bench, a debugger, a machine of one core."""

    jobs = 0
    seconds = SECONDS
    processes = ()
    memory = 0
    has_spare_core = False
    needs_renewal = False

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Future[Any]:
        """Do the task now."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **values))
        except Exception as error:
            future.set_exception(error)
        return future

    def prepare(self, function: Callable[..., Any], /, *args: Any) -> None:
        """Do nothing: it starts no process."""

    def on_this_machine(self) -> InProcess:
        """Itself."""
        return self

    def alone(self) -> AbstractContextManager[InProcess]:
        """Itself."""
        return nullcontext(self)

    def abandon(self) -> None:
        """Do nothing: no task is ever under way."""

    def renew(self) -> None:
        """Do nothing: it has no processes."""


# ---------------------------------------------------------------------------------------------
# Tasks


@dataclass(frozen=True)
class Task(Generic[Made]):
    """Work that was given to an executor, and what it takes to do it once more."""

    future: Future[Made]
    function: Callable[..., Made]
    args: tuple[Any, ...]


def give(executor: Executor, function: Callable[..., Made], *args: Any) -> Task[Made]:
    """Give a task to *executor*: *function* of *args*."""
    return Task(executor.submit(function, *args), function, args)


class _Died(Exception):
    """Raised where a process died; the tasks of the other processes are lost with its own."""


def result(executor: Executor, task: Task[Made], place: Place, problems: Problems) -> Made | None:
    """Wait for *task*, the oldest that is not finished; None where it cannot be done.

    Where a worker hangs or dies, the tasks that the others work on are lost as well. Each of them
    is done once more, alone: the one at fault fails again, the others do not.

    Problems: what happened to the task, at *place*, and what to look for there.
    """
    try:
        return _wait(executor, task.future, place, problems)
    except _Died:
        pass
    try:
        with executor.alone() as alone:
            return _wait(alone, alone.submit(task.function, *task.args), place, problems)
    except _Died:
        problems.error(place, "the worker died, perhaps for want of memory", _HEAVY)
    return None


def _wait(
    executor: Executor, future: Future[Made], place: Place, problems: Problems
) -> Made | None:
    try:
        return TimeLimit(executor.seconds, lambda: executor.processes).wait(future)
    except TimeoutError:
        executor.abandon()
        problems.error(
            place, f"not finished after {executor.seconds:g} s", f"{_HEAVY}; or raise --time-limit"
        )
    except MemoryError:
        executor.abandon()  # its process does not give back what it took
        limit = f"more than {executor.memory / 1024**3:.3g} GB of memory"
        message = limit if executor.memory else "more memory than there is"
        problems.error(place, message, f"{_HEAVY}; or raise --memory-limit")
    except RecursionError:
        problems.error(place, "elements in elements without end", _HEAVY)
    except (BrokenProcessPool, CancelledError) as error:
        raise _Died from error
    except OSError as error:  # the press keeps its type in files, which a full disk has no room for
        reason = (error.strerror or str(error)).lower()
        problems.error(place, f"the worker cannot go on: {reason}", _NO_ROOM)
    return None


_NO_ROOM = "check the free space of the folder for temporary files"
_HEAVY = "look for a very long table or paragraph, a huge picture, lists or boxes in one another"


# ---------------------------------------------------------------------------------------------
# Steps that are done in this process


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back until the block is done.

    A process that is being started would end with a traceback, and a library in Rust or C that is
    being imported would ignore it.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Overdue(BaseException):
    """Raised in the middle of a step that takes too long; nothing on the way may catch it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `Overdue` where what is done in this process is not done after *seconds*, in which the
    time that it waits for a core does not count.

    Where there is no timer, on Windows and in a thread, it waits.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    limit = TimeLimit(seconds, lambda: (os.getpid(),))

    def ring(*_: object) -> None:
        if (left := limit.left) <= 0:
            raise Overdue
        signal.setitimer(signal.ITIMER_REAL, left, 1)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again each second, should a library catch it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def in_time(folder: str, seconds: float, problems: Problems) -> Iterator[None]:
    """Do a step on *folder* in this process: Ctrl-C waits until it is done.

    Raises `Stopped` after *seconds*.

    Problems: that it was not done in time.
    """
    try:
        with uninterrupted(), time_limit(seconds):
            yield
    except Overdue:
        problems.error(
            Place(folder),
            f"not read after {seconds:g} s",
            "look for a very long text, thousands of citations; or raise --time-limit",
        )
        raise Stopped from None
