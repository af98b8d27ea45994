"""Run a command, and say how long it took or how much memory it needed."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TIMEOUT = 120.0
"""Seconds that one command may take."""
INTERVAL = 0.01
"""Seconds between two looks at the memory of a command."""


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


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[float, str]:
    """Run *command* in *folder*; the seconds until it ended, and what it wrote to its output.

    Raises `Failed` where it does not exist, ends with another code than 0, or takes too long.
    """
    with _started(command, folder, environment) as running:
        running.wait()
        return running.seconds, running.written()


def peak_memory(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> tuple[int | None, str]:
    """Run *command* and look at it all the while: the most bytes that it and its children held.

    Memory that processes share is counted once (PSS). A run of its own, as looking takes time from
    what is looked at; None where the system has no /proc.
    """
    peak = 0
    with _started(command, folder, environment) as running:
        while not running.ended():
            peak = max(peak, _memory(_family(running.process.pid)))
            time.sleep(INTERVAL)
        return peak or None, running.written()


class _Running:
    """A command that was started in a session of its own, so that its children can be found."""

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self.command, self.folder, self.environment = command, folder, environment
        self.seconds = 0.0

    def __enter__(self) -> _Running:
        # Files, not pipes: a pipe stays open as long as any grandchild lives.
        self.out, self.err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115
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
        try:
            self.process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            raise Failed(f"not finished after {TIMEOUT:.0f} s") from None
        self.seconds = time.perf_counter() - self.start

    def ended(self) -> bool:
        """Whether it has ended."""
        if time.perf_counter() - self.start > TIMEOUT:
            raise Failed(f"not finished after {TIMEOUT:.0f} s")
        return self.process.poll() is not None

    def written(self) -> str:
        """What it wrote, once it has ended. Raises `Failed` where its code is not 0."""
        self.err.seek(0)
        self.out.seek(0)
        if self.process.returncode:
            lines = self.err.read().decode(errors="replace").strip().splitlines()
            said = lines[-1].strip() if lines else "it says nothing"
            raise Failed(f"ended with code {self.process.returncode}: {said}")
        return self.out.read().decode(errors="replace")

    def _kill(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
        self.process.wait(5)


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
    for name in os.listdir(PROC):
        if name.isdecimal():
            try:
                stat = (PROC / name / "stat").read_text()
            except OSError:  # it has ended meanwhile
                continue
            state, parent, _, session = stat[stat.rindex(")") + 2 :].split()[:4]
            yield int(name), state, int(parent), int(session)


def _memory(processes: Sequence[int]) -> int:
    total = 0
    for process in processes:
        try:
            lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total * 1024
