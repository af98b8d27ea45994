"""Who does the heavy work, on other machines: a Dask cluster behind the same Executor.

A task is closed, an `Html` in and a `Pdf` out, so the machines share no disk. They must be alike:
another Pango breaks other lines, so a cluster whose parts differ from those here is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

from ..model.problems import Place, Problems, Stopped
from .libraries import PRESS, PRESS_FILES, find_parts

PATIENCE = 5
"""Seconds in which a scheduler answers, or is said not to be there."""


def find_press() -> dict[str, str]:
    """The parts of the press on the machine that is asked, by name, and their versions."""
    parts = find_parts()
    digest = sha256()
    for name in PRESS_FILES:
        digest.update((Path(__file__).parents[2] / name).read_bytes())
    ours = {"briefpress": digest.hexdigest()[:8]}
    return {part: parts.get(part, "none") for part in PRESS} | ours


class Cluster(Executor):
    """The workers of a Dask scheduler. One that is lost costs nothing but time."""

    def __init__(self, address: str, seconds: float, problems: Problems) -> None:
        """Meet the scheduler at *address*, `tcp://127.0.0.1:8786`. Raises `Stopped`.

        *seconds*: the time limit of a task; the limit of memory is that of its workers.

        Problems: a scheduler that does not answer, workers that are not there, that do several
        things at once, or whose press is not ours.
        """
        self.seconds = seconds
        place = Place(address)
        if not re.fullmatch(r"(tcp|tls)://[^/\s]+:\d+", address):
            problems.error(place, "this is no address", "write it as tcp://127.0.0.1:8786")
            raise Stopped
        try:
            # Imported here: it takes 0.5 s.
            import logging

            from distributed import Client

            logging.getLogger("distributed").setLevel(logging.CRITICAL)
            self._client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
        except ImportError:
            hint = 'run `pip install "briefpress[cluster]"`'
            problems.error(place, "Dask is not installed here", hint)
            raise Stopped from None
        except (OSError, ValueError):
            hint = "start it with `dask scheduler`, or leave `--on` away"
            problems.error(place, "no scheduler answers there", hint)
            raise Stopped from None
        self._executor = self._client.get_executor(pure=False)
        try:
            self.jobs = self._count(place, problems)
            problems.stop_on_errors()
        except Stopped:
            self._client.close()
            raise

    def _count(self, place: Place, problems: Problems) -> int:
        """How many tasks are done at once; notes what is wrong with the workers."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        start = "`dask worker … --nthreads 1`, one for each core"
        if not workers:
            problems.error(place, "the cluster has no workers", f"start them with {start}")
        elif any(one["nthreads"] > 1 for one in workers.values()):
            problems.error(place, "a worker has several threads, a press has one", f"use {start}")
        else:
            problems.extend(self._differences(place))
        return len(workers)

    def _differences(self, place: Place) -> Iterator[Any]:
        found = Problems()
        ours = find_press()
        hint = "install the same there: `make` from the same files, on the same system"
        for worker, theirs in self._client.run(find_press, on_error="return").items():
            if isinstance(theirs, BaseException):
                found.error(Place(worker), f"briefpress does not run there: {theirs}", hint)
                continue
            other = [f"{name} {theirs.get(name)}, here {ours[name]}" for name in ours
                     if theirs.get(name) != ours[name]]  # fmt: skip
            if other:
                found.error(Place(worker), f"another press: {'; '.join(other)}", hint)
        yield from found

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Future[Any]:
        """Give a task to the next free worker of the cluster."""
        future: Future[Any] = Future()

        def done(given: Future[Any]) -> None:
            if given.cancelled():
                future.set_exception(BrokenProcessPool("the cluster has lost it"))
                return
            error = given.exception()
            if error is None:
                future.set_result(given.result())
            elif type(error).__name__ in ("KilledWorker", "FutureCancelledError"):
                future.set_exception(BrokenProcessPool(str(error)))
            else:
                future.set_exception(error)

        self._executor.submit(function, *args, **values).add_done_callback(done)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """With *wait*, say goodbye; without, have the workers drop whatever they are doing."""
        if wait:
            self._client.close()
        else:
            self._client.restart(timeout=30)
            self._executor = self._client.get_executor(pure=False)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say goodbye to the scheduler; it and its workers go on."""
        self._client.close()
