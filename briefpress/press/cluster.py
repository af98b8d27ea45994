"""The heavy work on other machines: the workers of a Dask cluster.

A task is closed, an `Html` in and a `Pdf` out, so the machines share no disk. They must be alike:
another Pango breaks other lines, so a cluster whose parts differ from those here is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

from ..model.problems import Place, Problems, Stopped
from .libraries import PRESS, PRESS_FILES, find_libraries
from .workers import Workers

PATIENCE = 5
"""Seconds in which a scheduler answers, or is said not to be there."""


def find_press() -> dict[str, str]:
    """The parts of the press on the machine that is asked, by name, and their versions."""
    parts = find_libraries()
    digest = sha256()
    for name in PRESS_FILES:
        digest.update((Path(__file__).parents[2] / name).read_bytes())
    ours = {"briefpress": digest.hexdigest()[:8]}
    return {part: parts.get(part, "none") for part in PRESS} | ours


class Cluster:
    """The workers of a Dask scheduler. Where one is lost, its tasks are done once more."""

    def __init__(self, address: str, seconds: float, problems: Problems) -> None:
        """Meet the scheduler at *address*, `tcp://127.0.0.1:8786`. Raises `Stopped`.

        *seconds*: the time limit of a task. Its memory limit is that of the smallest worker.

        Problems: a scheduler that does not answer, workers that are not there, that do several
        things at once, or whose press is not ours.
        """
        self.seconds = seconds
        self.processes = ()
        self._here = Workers(1, seconds)
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
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        self.jobs = len(workers)
        self.memory = min((one["memory_limit"] for one in workers.values()), default=0)
        self.has_spare_core = False
        try:
            self._check(workers, place, problems)
            problems.stop_on_errors()
        except Stopped:
            self._client.close()
            raise

    def _check(self, workers: Mapping[str, Any], place: Place, problems: Problems) -> None:
        """Note what is wrong with the *workers*, as the scheduler lists them."""
        start = "`dask worker … --nthreads 1`, one for each core"
        if not workers:
            problems.error(place, "the cluster has no workers", f"start them with {start}")
        elif any(one["nthreads"] > 1 for one in workers.values()):
            problems.error(place, "a worker has several threads, a press has one", f"use {start}")
        else:
            self._compare(problems)

    def _compare(self, problems: Problems) -> None:
        """Note each worker whose press differs from the one here."""
        ours = find_press()
        hint = "install the same there: `make` from the same files, on the same system"
        for worker, theirs in self._client.run(find_press, on_error="return").items():
            if isinstance(theirs, BaseException):
                problems.error(Place(worker), f"briefpress does not run there: {theirs}", hint)
                continue
            other = [f"{name} {theirs.get(name)}, here {ours[name]}" for name in ours
                     if theirs.get(name) != ours[name]]  # fmt: skip
            if other:
                problems.error(Place(worker), f"another press: {'; '.join(other)}", hint)

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

    def prepare(self, function: Callable[..., Any], /, *args: Any) -> None:
        """Do nothing: its workers were started by others, and may be ready."""

    def on_this_machine(self) -> Workers:
        """One process here, started with the first task."""
        return self._here

    def alone(self) -> AbstractContextManager[Cluster]:
        """Itself: where a worker dies, the tasks of the others go on."""
        return nullcontext(self)

    def abandon(self) -> None:
        """Restart the workers, whatever they are doing."""
        self._client.restart(timeout=30)
        self._executor = self._client.get_executor(pure=False)

    @property
    def needs_renewal(self) -> bool:
        """Never: whoever started its workers renews them."""
        return False

    def renew(self) -> None:
        """Do nothing, for the same reason."""

    def __enter__(self) -> Cluster:
        """Return the cluster."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the scheduler; it and its workers go on."""
        self._here.__exit__(kind, error, trace)
        self._client.close()
