"""Run a command, and say how long it took or how much memory it needed."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TIMEOUT = 300.0
"""Seconds that one command may take."""
INTERVAL = 0.01
"""Seconds between two looks at the memory of a command."""
LOOK, BUSY = 0.1, 0.15
"""Seconds of a look at the machine, and the part of its cores above which it is busy."""


class Failed(Exception):
    """A command did not do what it should; the text says why, in one line."""


@dataclass(frozen=True)
class Spread:
    """A few timings of one thing, in seconds."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.samples)

    @property
    def quartiles(self) -> tuple[float, float]:
        """Between which the middle half lies."""
        if len(self.samples) < 2:
            return self.samples[0], self.samples[0]
        first, _, third = statistics.quantiles(self.samples, n=4, method="inclusive")
        return first, third

    @property
    def range(self) -> tuple[float, float]:
        """The fastest and the slowest."""
        return min(self.samples), max(self.samples)


@dataclass(frozen=True)
class Ran:
    """A command that has ended well."""

    seconds: float
    """From its start to its end."""
    cpu: float
    """Seconds that all cores together spent on it and on the children it waited for."""
    written: str
    """To its standard output."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    """Run *command* in *folder*.

    Raises `Failed` where it does not exist, ends with another code than 0, or takes too long.
    """
    with _Running(command, folder, environment) as running:
        running.wait()
        return Ran(running.seconds, running.cpu, running.written())


def peak_memory(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int | None:
    """Run *command* and look at it all the while: the most bytes that it and its children held.

    Memory that processes share is counted once (PSS). A run of its own, as looking takes time from
    what is looked at; None where the system has no /proc.
    """
    peak = 0
    with _Running(command, folder, environment) as running:
        while not running.ended():
            peak = max(peak, _memory(_family(running.process.pid)))
            time.sleep(INTERVAL)
        running.written()
        return peak or None


def peak_of_children(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Run *command*, and give the most bytes that one process held which it has started.

    What it shares with others counts in full, as it does against the limit of a worker (RSS).
    """
    peak = 0
    with _Running(command, folder, environment) as running:
        while not running.ended():
            children = {*_family(running.process.pid)} - {running.process.pid}
            peak = max([peak, *map(_high_water, children)])
            time.sleep(INTERVAL * 5)
        running.written()
    return peak


def _high_water(process: int) -> int:
    """The most bytes that *process* has held so far."""
    try:
        status = (PROC / str(process) / "status").read_text()
    except OSError:
        return 0
    return int((status.partition("VmHWM:")[2].split() or ["0"])[0]) * 1024


def wait_for_quiet(patience: float) -> tuple[bool, float]:
    """Wait until this machine does next to nothing, at most *patience* seconds.

    Returns whether it is quiet, and how long that took: at least 0.1 s, which is a look. Where the
    system does not say what it does, it is taken to be quiet.
    """
    start = time.perf_counter()
    while True:
        before = _worked()
        time.sleep(LOOK)
        after = _worked()
        waited = time.perf_counter() - start
        if before is None or after is None:
            return True, waited
        worked, idle = after[0] - before[0], after[1] - before[1]
        if worked <= BUSY * (worked + idle):
            return True, waited
        if waited >= patience:
            return False, waited


def _worked() -> tuple[int, int] | None:
    """How long all cores have worked and idled so far, in ticks."""
    try:
        ticks = [int(one) for one in (PROC / "stat").read_text().splitlines()[0].split()[1:9]]
    except (OSError, ValueError, IndexError):
        return None
    idle = ticks[3] + ticks[4]
    return sum(ticks) - idle, idle


class _Running:
    """A command that was started in a session of its own, so that its children can be found."""

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self.command, self.folder, self.environment = command, folder, environment
        self.seconds = self.cpu = 0.0

    def __enter__(self) -> _Running:
        # Files, not pipes: a pipe stays open as long as any grandchild lives.
        self.out, self.err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        self.start = time.perf_counter()
        try:
            self.process = subprocess.Popen(
                [*self.command],
                cwd=self.folder,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=self.out,
                stderr=self.err,
                start_new_session=True,
            )
        except OSError as error:
            raise Failed(f"{Path(self.command[0]).name}: {error.strerror}") from None
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for what the command has left running: it must not slow the next one down."""
        if self.process.poll() is None:
            self._kill()
            self.process.wait()
        until = time.monotonic() + 5
        while len(_family(self.process.pid)) > 0:
            if time.monotonic() > until:
                self._kill()
                break
            time.sleep(INTERVAL)
        self.out.close()
        self.err.close()

    def wait(self) -> None:
        """Wait for its end."""
        # Popen.wait(timeout) looks up to 0.05 s late; a timer lets it sleep until the very end.
        watch = threading.Timer(TIMEOUT, self._kill)
        watch.start()
        _, status, used = os.wait4(self.process.pid, 0)
        self.seconds = time.perf_counter() - self.start
        watch.cancel()
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.cpu = used.ru_utime + used.ru_stime
        if self.seconds >= TIMEOUT:
            raise Failed(f"not finished after {TIMEOUT:.0f} s")

    def ended(self) -> bool:
        """Whether it has ended."""
        if time.perf_counter() - self.start > TIMEOUT:
            raise Failed(f"not finished after {TIMEOUT:.0f} s")
        return self.process.poll() is not None

    def written(self) -> str:
        """Return its output, once it has ended. Raises `Failed` where its code is not 0."""
        self.err.seek(0)
        self.out.seek(0)
        if self.process.returncode:
            lines = self.err.read().decode(errors="replace").strip().splitlines()
            said = lines[-1].strip() if lines else "it says nothing"
            raise Failed(f"ended with code {self.process.returncode}: {said}")
        return self.out.read().decode(errors="replace")

    def _kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _family(session: int) -> list[int]:
    """The processes of *session* and their children, by number; none where there is no /proc."""
    parents: dict[int, int] = {}
    found: set[int] = set()
    for process, state, parent, belongs in _processes():
        if state == "Z":
            continue
        parents[process] = parent
        if belongs == session:
            found.add(process)
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found)


def _processes() -> Iterator[tuple[int, str, int, int]]:
    """Number, state, parent and session of every process."""
    if not PROC.is_dir():
        return
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            try:
                stat = (folder / "stat").read_text()
            except OSError:  # it has ended meanwhile
                continue
            state, parent, _, session = stat[stat.rindex(")") + 2 :].split()[:4]
            yield int(folder.name), state, int(parent), int(session)


def _memory(processes: Sequence[int]) -> int:
    total = 0
    for process in processes:
        try:
            lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total * 1024
