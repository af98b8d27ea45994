"""Who does the heavy work, drawing and printing: processes with a press each.

All of it goes through one `concurrent.futures.Executor`. A task is a function of values that are
closed, so it does not matter which process, or which machine, does it.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from ..model.page import Html, Pdf
from ..model.problems import Place, Problems
from .pdf_ua import write_pdf_ua
from .render import Press

SECONDS = 60.0
"""How long one brief may take, where nobody says otherwise."""
BYTES = 2 * 1024**3
"""How much memory a worker may use, where nobody says otherwise."""
TASKS = 200
"""After how many tasks for each the processes are renewed: a press grows by 0.3 MB a brief."""


class Workers(Executor):
    """Processes; one that hangs or dies is replaced, and costs its task alone."""

    def __init__(self, jobs: int, seconds: float = SECONDS, memory: int = BYTES) -> None:
        """Start up to *jobs* processes, when there is work for them.

        *seconds*: the time limit of a task. *memory*: the limit of a process, in bytes.
        """
        self.jobs, self.seconds, self.memory = jobs, seconds, memory
        self._given = 0
        self._pool: ProcessPoolExecutor | None = None
        # The type cases of the presses. They belong to this process, so that a worker that dies
        # leaves none behind.
        self._folder = TemporaryDirectory(prefix="briefpress-", ignore_cleanup_errors=True)

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Future[Any]:
        """Give a task to the next free process."""
        self._given += 1
        with uninterrupted():
            if self._pool is None:
                self._pool = self._start()
            try:
                return self._pool.submit(function, *args, **values)
            except BrokenProcessPool:
                _kill(self._pool)
                self._pool = self._start()
                return self._pool.submit(function, *args, **values)

    @property
    def is_tired(self) -> bool:
        """Whether the processes have done so much that they should be renewed."""
        return self._given > TASKS * self.jobs

    def renew(self) -> None:
        """Send the processes home and have new ones come; nothing may be under way."""
        self.shutdown()
        self._given = 0

    def all_do(self, function: Callable[..., Any], /, *args: Any) -> None:
        """Give a task to each process, those that are not started yet among them."""
        for _ in range(self.jobs):
            self.submit(function, *args)

    def _start(self) -> ProcessPoolExecutor:
        import multiprocessing

        # A fork is there at once, where a spawned process spends 0.1 s to start Python and import
        # what is imported here already. It is safe as long as this process has one thread, as the
        # kernel counts: what has drawn a chart here has threads that Python knows nothing of.
        alone = sys.platform == "linux" and len([*Path("/proc/self/task").iterdir()]) == 1
        context = multiprocessing.get_context("fork" if alone else "spawn")
        settled = (self._folder.name, self.memory)
        return ProcessPoolExecutor(self.jobs, context, initializer=_settle, initargs=settled)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Send the processes home; without *wait*, whatever they are doing."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if not wait:
            _kill(pool)
        pool.shutdown(cancel_futures=cancel_futures)

    def __enter__(self) -> Workers:
        """Return the workers."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave no process behind; after an error or Ctrl-C, at once."""
        self.shutdown(wait=kind is None, cancel_futures=True)
        self._folder.cleanup()


def _kill(pool: Any) -> None:
    """Kill the processes of *pool*, whatever they are doing, and wait until it has taken note.

    Its threads may be in the middle of a page to or from one of them, and would wait for the rest
    of it for ever: so the ends of the pipes that only the processes use are closed here as well.
    """
    if not pool._processes:
        return
    pool._result_queue._writer.close()
    for process in [*pool._processes.values()]:
        process.kill()
    pool._executor_manager_thread.join(1)
    if pool._executor_manager_thread.is_alive():  # Python does this itself since 3.11.4
        pool._call_queue._reader.close()
        pool._executor_manager_thread.join()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait: a process that is being started would hear it and die with a traceback, a
    library that is being imported in Rust or C would swallow it.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class InProcess(Executor):
    """Does the work at once, in this process: for a bench, a debugger, a machine of one core."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Future[Any]:
        """Do the task now."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **values))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass(frozen=True)
class Task:
    """Work that an executor has in hand, and what it needs to be done once more."""

    future: Future[Any]
    function: Callable[..., Any]
    args: tuple[Any, ...]


def give(executor: Executor, function: Callable[..., Any], *args: Any) -> Task:
    """Give a task to *executor*."""
    return Task(executor.submit(function, *args), function, args)


class _Died(Exception):
    """Raised where a process died; with it died what its neighbours had in hand."""


def result(executor: Executor, task: Task, name: str, problems: Problems) -> Any:
    """Wait for *task*, the oldest that is not finished; None where it cannot be done.

    A worker that hangs or dies takes down what the others have in hand. Which task was at fault
    shows when each is done once more, alone: the others pass.

    Problems: what happened to *name*, and what to look for.
    """
    try:
        return _wait(executor, task.future, name, problems)
    except _Died:
        pass
    try:
        if not isinstance(executor, Workers):
            return _wait(executor, executor.submit(task.function, *task.args), name, problems)
        with Workers(1, executor.seconds, executor.memory) as alone:
            return _wait(alone, alone.submit(task.function, *task.args), name, problems)
    except _Died:
        problems.error(Place(name), "the worker died, perhaps for want of memory", _HEAVY)
    return None


def _wait(executor: Executor, future: Future[Any], name: str, problems: Problems) -> Any:
    seconds = getattr(executor, "seconds", SECONDS)
    try:
        return future.result(timeout=seconds)
    except TimeoutError:
        executor.shutdown(wait=False, cancel_futures=True)
        problems.error(
            Place(name), f"not finished after {seconds:g} s", f"{_HEAVY}; or raise --time-limit"
        )
    except MemoryError:
        executor.shutdown(wait=False, cancel_futures=True)  # it does not give back what it took
        size = getattr(executor, "memory", BYTES) / 1024**3
        problems.error(
            Place(name), f"more than {size:.3g} GB of memory", f"{_HEAVY}; or raise --memory-limit"
        )
    except RecursionError:
        problems.error(Place(name), "elements in elements without end", _HEAVY)
    except (BrokenProcessPool, CancelledError) as error:
        raise _Died from error
    except OSError as error:  # the press keeps its type in files, which a full disk has no room for
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(name), f"the worker cannot go on: {reason}", _NO_ROOM)
    return None


_NO_ROOM = "check the free space of the folder for temporary files"
_HEAVY = "look for a very long table or paragraph, a huge picture, lists or boxes in one another"


class Overdue(BaseException):
    """Raised in the middle of a step that takes too long; nothing on the way may catch it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `Overdue` where what is done in this process is not done after *seconds*.

    Where there is no timer, on Windows and in a thread, it waits.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise Overdue

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again each second, should a library catch it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# ---------------------------------------------------------------------------------------------
# In a worker


def warm_up() -> None:
    """Set the press of this process up, before there is anything to print."""
    with _uncollected():
        _press()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the garbage until the page is printed: 7 % of the time goes into looking for it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def make_ready(html: Html) -> None:
    """Print a sheet that nobody will see, so that the first one that counts is printed at once."""
    print_page(html)


def print_page(html: Html) -> Pdf:
    """Print *html* with the press of this process, and bind it."""
    with _uncollected():
        return _press().print_pdf(html, write_pdf_ua)


@cache
def _press() -> Press:
    # The one thing that a worker keeps: a press, whose type stays cast between briefs.
    return Press()


def _follow() -> None:
    """Go when the parent has gone: one that is killed can send nobody home."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _leave() -> None:
    """Go: Python would take 40 ms to take the press apart first."""
    os._exit(0)


def _settle(folder: str, memory: int) -> None:
    """Settle in a new worker: a folder for its type, a limit to its memory where there is one.

    Ctrl-C is the parent's to hear.
    """
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Finalize(None, _leave, exitpriority=-100)
    threading.Thread(target=_follow, daemon=True).start()
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
