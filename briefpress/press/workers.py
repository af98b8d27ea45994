"""The heavy work in other processes, each with a press of its own."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import active_children
from multiprocessing.util import Finalize
from pathlib import Path
from stat import S_ISDIR
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ..model.call_stack import with_room_for_calls
from ..model.page import Html, Pdf
from ..model.patches import is_known
from .executors import BYTES, SECONDS, uninterrupted
from .handing_over import Packer, call_unpacked

if TYPE_CHECKING:
    from .render import Press

TASKS = 200
"""After how many tasks for each the processes are renewed: a press grows by 0.1 MB a brief."""
LEFT = 50_000
"""Objects that a page may leave behind which are not looked through for garbage before the next."""


class Workers:
    """Processes; one that hangs or dies is replaced, and only its task fails."""

    def __init__(
        self,
        jobs: int,
        seconds: float = SECONDS,
        memory: int = BYTES,
        *,
        has_spare_core: bool = False,
    ) -> None:
        """Start up to *jobs* processes, when there is work for them.

        *seconds*: the time limit of a task. *memory*: the limit of a process, in bytes.
        """
        self.jobs, self.seconds, self.memory = jobs, seconds, memory
        self.has_spare_core = has_spare_core
        self._given = 0
        self._pool: ProcessPoolExecutor | None = None
        # The temporary files of the presses, fonts above all. The folder belongs to this process,
        # so that a worker that dies leaves none behind.
        prefix = f"briefpress-{os.getpid()}-"
        self._folder = TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
        self._packer = Packer(Path(self._folder.name))

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Future[Any]:
        """Give a task to the next free process."""
        self._given += 1
        args = function, *map(self._packer.pack, args)
        with uninterrupted():
            if self._pool is None:
                self._pool = self._start()
            try:
                return self._pool.submit(call_unpacked, *args, **values)
            except BrokenProcessPool:
                _kill(self._pool)
                self._pool = self._start()
                return self._pool.submit(call_unpacked, *args, **values)

    @property
    def processes(self) -> Collection[int]:
        """The numbers of its processes, where this Python is known to keep them."""
        return [*(self._pool._processes or ())] if self._pool and is_known("python") else ()

    @property
    def needs_renewal(self) -> bool:
        """Whether the processes have done so much that they should be renewed."""
        return self._given > TASKS * self.jobs

    def renew(self) -> None:
        """End the processes; the next task starts new ones. Nothing may be under way."""
        self._finish()
        self._given = 0

    def prepare(self, function: Callable[..., Any], /, *args: Any) -> None:
        """Start every process, and give each a task."""
        for _ in range(self.jobs):
            self.submit(function, *args)

    def on_this_machine(self) -> Workers:
        """Themselves."""
        return self

    def alone(self) -> Workers:
        """One more process, with the same limits."""
        return Workers(1, self.seconds, self.memory)

    def _start(self) -> ProcessPoolExecutor:
        import multiprocessing

        # A fork is there at once, where a spawned process spends 0.1 s to start Python and import
        # what is imported here already. It is safe as long as this process has one thread, as the
        # kernel counts: what has drawn a chart here has threads that Python knows nothing of.
        alone = sys.platform == "linux" and len([*Path("/proc/self/task").iterdir()]) == 1
        context = multiprocessing.get_context("fork" if alone else "spawn")
        settled = (self._folder.name, self.memory)
        pool: Any = ProcessPoolExecutor(
            self.jobs, context, initializer=_set_up_worker, initargs=settled
        )
        # All are started with the first task. Python would start a spawned one when there is work
        # for it, and miss it where another dies meanwhile: nobody tells that one to go.
        if is_known("python"):
            pool._safe_to_dynamically_spawn_children = False
        started: ProcessPoolExecutor = pool
        return started

    def abandon(self) -> None:
        """Kill the processes, whatever they are doing; the next task starts new ones."""
        pool, self._pool = self._pool, None
        if pool is not None:
            _kill(pool)
            pool.shutdown(cancel_futures=True)

    def _finish(self) -> None:
        """Wait until the processes have done what they are doing, and end them."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

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
        if kind is None:
            self._finish()
        else:
            self.abandon()
        self._folder.cleanup()


def _sweep(folder: Path) -> None:
    """Delete the temporary folders that commands have left in *folder* which were killed.

    They are a day old, so that none is taken that a command of another container uses.
    """
    for name in os.listdir(folder):  # noqa: PTH208 - text, of which there may be thousands
        process = re.fullmatch(r"briefpress-(\d+)-\w+", name)
        if not process:
            continue
        path = folder / name
        with suppress(OSError):
            status = path.lstat()
            old = time.time() - status.st_mtime > DAY
            if old and S_ISDIR(status.st_mode) and not _runs(int(process[1])):
                shutil.rmtree(path, ignore_errors=True)  # not those of other users: they may not


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


DAY = 24 * 60 * 60
"""In seconds."""


def _kill(pool: Any) -> None:
    """Kill the processes of *pool*, whatever they are doing, and wait until it has taken note.

    Its threads may be in the middle of a page to or from one of them, and would wait for the rest
    of it for ever: so the ends of the pipes that only the processes use are closed here as well.
    They have private names; a Python that is not known to have them only kills.
    """
    if not is_known("python"):
        for process in active_children():
            process.kill()
        return
    if not pool._processes:
        return
    pool._result_queue._writer.close()
    for process in [*pool._processes.values()]:
        process.kill()
    pool._executor_manager_thread.join(1)
    if pool._executor_manager_thread.is_alive():  # Python does this itself since 3.11.4
        pool._call_queue._reader.close()
        pool._executor_manager_thread.join()


# ---------------------------------------------------------------------------------------------
# In a worker


def load_press() -> None:
    """Load the press of this process, before there is anything to print."""
    with _uncollected():
        _press()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Collect no garbage until the page is printed: looking for it takes 7 % of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def load_fonts_and_styles(html: Html) -> None:
    """Print the dummy page *html*, so that fonts and styles are loaded before the first brief.

    The press of a process that was forked from one that has printed has them.
    """
    if not _press().has_fonts:
        print_page(html)
        gc.freeze()  # what is loaded is never looked through for garbage


@with_room_for_calls
def print_page(html: Html, has_spare_core: bool = False) -> Pdf:
    """Print *html* with the press of this process, and turn it into PDF/UA."""
    from .pdf_ua import write_pdf_ua

    # Nobody waits for a page that is not begun. Boxes of a page hold each other: at the threshold
    # of the command 60 MB of them would lie about, and looking for them takes as long in the end.
    if gc.get_count()[0] > LEFT:
        gc.collect(1)
    with _uncollected():
        return _press().print_pdf(html, write_pdf_ua, has_spare_core=has_spare_core)


@cache
def _press() -> Press:
    # Imported here: a worker does so while the command that has started it reads a brief.
    from .render import Press

    # The one thing that a worker keeps: its press has fonts and styles loaded for the next brief.
    return Press()


def _exit_with_parent() -> None:
    """Exit when the parent process ends, even if it was killed."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _leave() -> None:
    """Exit at once: Python would first take 40 ms to free what the press holds."""
    os._exit(0)


def _set_up_worker(folder: str, memory: int) -> None:
    """Set a new worker up: its temporary folder, and a limit to its memory where there is one.

    It ignores Ctrl-C, which the parent handles, and looks for garbage before a page alone.
    """
    tempfile.tempdir = folder
    gc.disable()  # once a page is printed somebody waits for it: see `print_page`
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGHUP") and callable(signal.getsignal(signal.SIGHUP)):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    Finalize(None, _leave, exitpriority=-100)
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    _sweep(Path(folder).parent)  # here, where nobody waits for it
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
