"""Commands that residents answer, and residents that are killed: with real processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefpress.resident.sockets import SUFFIX, call
from support.printed import HOUSE
from support.tools import hear_signals

COLD = "run by itself"
"""The last line of a client whose command no resident has run."""
PROGRAM = f"""
import sys
from briefpress.__main__ import main
code = main(sys.argv[1:])
if "click" in sys.modules:
    print({COLD!r}, file=sys.stderr)
sys.exit(code)
"""
PATIENCE = 30.0
"""Seconds until a test gives up."""


@dataclass(frozen=True)
class Done:
    """The end of a command: its code and its output."""

    code: int
    out: str
    err: str
    """Without `COLD`."""
    is_warm: bool
    """Whether a resident has run it."""


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Wait until *holds*; fail with *what* where it does not come true."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, what
        time.sleep(0.02)


@dataclass
class Place:
    """Where the residents of a test are met, with the environment of its commands."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(mode=0o700)
        own = {name: v for name, v in os.environ.items() if not name.startswith(("COV_", "CI"))}
        self.environment = own | {"XDG_RUNTIME_DIR": str(self.folder)} | self.environment

    def run(self, house: Path, *arguments: str, **environment: str) -> Done:
        """Run a command in *house*, and wait for its end."""
        process = self.begin(house, *arguments, **environment)
        out, err = process.communicate(timeout=PATIENCE)
        is_warm = f"{COLD}\n" not in err
        return Done(process.returncode, out, err.replace(f"{COLD}\n", ""), is_warm)

    def begin(self, house: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Begin a command in *house* that wants a resident."""
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "--resident", *arguments],
            cwd=house,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=hear_signals,
        )

    def settle(self, house: Path, **environment: str) -> int:
        """Have a resident of *house* started, wait until it listens, and give its process."""
        known = {*self.residents()}
        done = self.run(house, "status", **environment)
        assert not done.is_warm
        wait_until(lambda: {*self.residents()} - known, "no resident listens")
        (new,) = {*self.residents()} - known
        return new

    def residents(self) -> Iterator[int]:
        """The processes of the residents that listen."""
        for path in self.folder.glob(f"briefpress/*{SUFFIX}"):
            if line := call(str(path), PATIENCE):
                with line:
                    peer = line.getsockopt(1, 17, 12)  # SOL_SOCKET, SO_PEERCRED
                    yield int.from_bytes(peer[:4], sys.byteorder)


@contextmanager
def meeting_place(folder: Path, **environment: str) -> Iterator[Place]:
    """A place for residents, of which none is left at the end."""
    place = Place(folder, environment)
    try:
        yield place
    finally:
        processes = [*_all_of(place)]
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
        wait_until(lambda: not any(map(is_there, processes)), "a resident does not end")


def _all_of(place: Place) -> Iterator[int]:
    """The residents of *place*, those that are loading as well, and the commands that they run."""
    own = f"XDG_RUNTIME_DIR={place.folder}\0".encode()
    for folder in Path("/proc").iterdir():
        with suppress(OSError):  # of somebody else, or gone
            command = (folder / "cmdline").read_bytes() if folder.name.isdigit() else b""
            if b"briefpress.resident.server" in command and own in (
                (folder / "environ").read_bytes() + b"\0"
            ):
                yield int(folder.name)


def is_there(process: int) -> bool:
    """Whether *process* is there, and no zombie."""
    return state(process) not in ("", "Z")


def state(process: int) -> str:
    """The state of *process*, by the kernel's letter: T, it is stopped; empty, it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return ""


def children(process: int) -> list[int]:
    """The children of *process* that have not ended."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [one for one in map(int, listed) if is_there(one)]


def copy_package(folder: Path) -> Path:
    """Copy briefpress with its templates and styles: another version, which a test may change."""
    for name in ("briefpress", "templates", "styles"):
        shutil.copytree(HOUSE / name, folder / name)
    return folder
