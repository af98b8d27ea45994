"""The resident press of a house: it has everything loaded, and forks for each command.

It serves one user, one house and one version, and ends after ten idle minutes or when a file that
it was made from changes. It holds nothing that is not on the disk as well: killed, it costs the
next command the time to load what it had loaded.
"""

from __future__ import annotations

import fcntl
import gc
import io
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from ..model.house import OUTLINES, default_folder, theme_files
from ..model.kept_patterns import forget_no_pattern
from ..press.executors import BYTES, SECONDS
from .memory import fill_gaps
from .sockets import (
    EXIT,
    GO,
    HERE,
    KILLED,
    LONGEST,
    READY,
    STOP,
    SUFFIX,
    find_folder,
    identify,
    may_meet,
    name_socket,
)

IDLE = 600.0
"""Seconds after the last command, when it ends."""
LOOK = 5.0
"""Seconds between two looks at the files that it was made from, where no command asks for one."""
PATIENCE = 1.0
"""Seconds that a client may take to say what it wants."""
ROOM = 64
"""Calls that wait at the most; a client whose call finds no room runs its command by itself."""
_LOADED = (
    *("cli", "commands.build", "commands.check", "commands.publish", "commands.status"),
    *("checks.reports", "press.libraries", "workflows.publish"),
)
"""Modules that are loaded beside what a rehearsal loads."""
_TICK = 10_000_000
"""Nanoseconds by which the clock of files may be late."""

Stamps = dict[str, tuple[int, int, int]]
"""Time, size and number on the disk, by the path of a file or a folder."""


def serve(house: str, name: str) -> None:
    """Be the resident of *house* until there is no more need for one.

    *name*: of the socket, as the client has called it; where this process would call it otherwise,
    or another one serves there already, it ends at once.
    """
    started = time.time_ns()
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    os.closerange(3, 1024)  # what a shell has open for others is none of this process's business
    os.umask(0o077)
    os.chdir("/")
    identity = identify(house, os.environ)
    folder = find_folder(make=True)
    if folder is None or name_socket(identity) != name:
        return
    path = Path(folder, name)
    if not (lock := _lock(path)):
        return
    _sweep(path)
    kept = path.with_suffix(".kept")  # the temporary files of its press
    shutil.rmtree(kept, ignore_errors=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        try:
            path.unlink(missing_ok=True)
            listener.bind(str(path))
            kept.mkdir()
            before = dict(os.environ)
            rehearsed, filling = _load(Path(house), kept)
            own = {key: one for key, one in os.environ.items() if before.get(key) != one}
            stamps = _stamps(house)
            if _is_whole(stamps, started):
                listener.listen(ROOM)
                _Resident(house, identity, path, listener, stamps, own, rehearsed, filling).run()
        finally:
            path.unlink(missing_ok=True)
            shutil.rmtree(kept, ignore_errors=True)
            os.close(lock)


def _lock(path: Path) -> int:
    """Take the name *path* for this process and its children; 0 where another has it."""
    lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(lock).st_ino == path.with_suffix(".lock").stat().st_ino:
            return lock
    except OSError:
        pass
    os.close(lock)
    return 0


def _sweep(own: Path) -> None:
    """Delete what residents left that were killed, and serve nobody any more."""
    for file in own.parent.glob("*.lock"):
        path = file.with_suffix(SUFFIX)
        if path != own and (lock := _lock(path)):
            path.unlink(missing_ok=True)
            shutil.rmtree(path.with_suffix(".kept"), ignore_errors=True)
            file.unlink(missing_ok=True)
            os.close(lock)


def _load(house: Path, kept: Path) -> tuple[str, list[object]]:
    """Load everything; the brief that was rehearsed, and what fills the gaps of the memory.

    *kept*: the folder of temporary files.
    """
    from ..workflows.rehearse import find_last_saved

    forget_no_pattern()
    for module in _LOADED:
        import_module(f"briefpress.{module}")
    slug = find_last_saved(house)
    return slug, _rehearse(house, slug, kept)


def _rehearse(house: Path, slug: str, kept: Path) -> list[object]:
    """Rehearse a brief within the limits of a worker: where that is too much, the process ends.

    Gives what fills the gaps that it leaves in the memory.
    """
    from ..workflows.rehearse import rehearse

    tempfile.tempdir = str(kept)
    until = int(time.process_time() + SECONDS)
    with _limit(resource.RLIMIT_DATA, BYTES), _limit(resource.RLIMIT_CPU, until):
        rehearse(house, slug, SECONDS / 2, date.today())
    tempfile.tempdir = None
    gc.unfreeze()
    gc.collect()
    filling = fill_gaps()
    gc.freeze()  # a child that collects garbage copies no page of memory for it
    return filling


@contextmanager
def _limit(kind: int, most: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (min(most, soft) if soft != resource.RLIM_INFINITY else most, hard))
    try:
        yield
    finally:
        resource.setrlimit(kind, (soft, hard))


def _stamps(house: str) -> Stamps:
    """Look at all that this process was made from: what was loaded, and what could have been."""
    stamps: Stamps = {}

    def take_stamp(path: str) -> None:
        if path in stamps:
            return
        try:
            status = os.stat(path)  # noqa: PTH116 - 2,000 of them before each command
        except OSError:
            return
        stamps[path] = status.st_mtime_ns, status.st_size, status.st_ino

    for module in [*sys.modules.values()]:
        if file := getattr(module, "__file__", None):
            take_stamp(file)
    for folder in sys.path:  # a package that is installed or removed has its name there
        take_stamp(folder)
    for root, folders, names in os.walk(Path(__file__).parents[1]):
        folders[:] = [one for one in folders if one != "__pycache__"]
        for name in names:
            take_stamp(f"{root}/{name}")
    for theme_file in theme_files(Path(house)).values():
        take_stamp(str(theme_file))
    take_stamp(f"{default_folder()}/{OUTLINES}")
    return stamps


def _is_whole(stamps: Stamps, started: int) -> bool:
    """Whether nothing was written since *started*, while it was loaded."""
    now = time.time_ns()
    return not any(started - _TICK < when <= now for when, _, _ in stamps.values())


def _number(path: Path) -> int:
    """The number of the file *path* on its disk; 0 where it is gone."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _count_threads() -> int:
    """How many threads the kernel counts: libraries start some that Python knows nothing of."""
    return len([*Path("/proc/self/task").iterdir()])


@dataclass
class _Resident:
    """Answers calls, one after another, and watches over the commands that run."""

    house: str
    identity: str
    path: Path
    listener: socket.socket
    stamps: Stamps
    own: Mapping[str, str]
    """Variables that libraries have set here for themselves."""
    rehearsed: str
    """The brief whose lines it knows."""
    filling: list[object] = field(default_factory=list)
    """Objects that fill the gaps of the memory."""
    commands: dict[int, socket.socket] = field(default_factory=dict)
    """By the number of its process, the line to who called for it."""
    ends: bool = False

    def run(self) -> None:
        """Answer until there is no more need; then wait for the commands that still run."""
        woken = self._heed_signals()
        number = _number(self.path)
        last = looked = time.monotonic()
        while self.commands or not self.ends:
            happened = self._wait(woken)
            for process, line in self.commands.items():
                if line.fileno() in happened:  # who called was killed: so is the command
                    os.kill(process, signal.SIGKILL)
            calls = self.listener.fileno() in happened
            if self._reap() or calls:
                last = time.monotonic()
            is_reached = _number(self.path) == number
            if calls or time.monotonic() - looked >= LOOK:
                looked = time.monotonic()
                if not self.ends and not self._can_go_on(calls, looked - last, is_reached):
                    self.ends = True
            if self.ends and self.listener.fileno() >= 0:
                self.listener.close()
                if is_reached:
                    self.path.unlink()

    def _can_go_on(self, calls: bool, idle: float, is_reached: bool) -> bool:
        """Answer a call, if one *calls*; otherwise look round, if no command runs.

        *idle*: seconds since the last command. *is_reached*: whether its socket is still there.
        """
        if calls:
            return self._answer()
        if self.commands:
            return True
        is_needed = idle <= IDLE and is_reached and self._is_current()
        return is_needed and (idle < LOOK or self._rehearse_another())

    def _rehearse_another(self) -> bool:
        """Rehearse the brief that was saved last, if that is another one now; whether this process
        can go on. Who calls meanwhile waits, and runs the command alone where it takes too long.
        """
        from ..workflows.rehearse import find_last_saved

        slug = find_last_saved(Path(self.house))
        if slug == self.rehearsed:
            return True
        started = time.time_ns()
        self.filling = []  # they go before there are new gaps
        self.filling = _rehearse(Path(self.house), slug, self.path.with_suffix(".kept"))
        self.rehearsed = slug
        self.stamps = _stamps(self.house)
        return _is_whole(self.stamps, started)

    def _heed_signals(self) -> int:
        """Have signals wake this process, by a pipe; the end to read from."""
        woken, wakes = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wakes, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)

        def end(*_: object) -> None:
            self.ends = True

        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, end)
        return woken

    def _wait(self, woken: int) -> set[int]:
        """Wait for a call, the end of a command or of who called for it, or time to look round."""
        poll = select.poll()
        poll.register(woken, select.POLLIN)
        for line in self.commands.values():
            poll.register(line, 0)  # tells that the other end is closed, and no more
        if not self.ends:
            poll.register(self.listener, select.POLLIN)
        happened = {file for file, _ in poll.poll(LOOK * 1000)}
        if woken in happened:
            os.read(woken, 4096)
        return happened

    def _is_current(self) -> bool:
        return _stamps(self.house) == self.stamps and _count_threads() == 1

    def _answer(self) -> bool:
        """Answer a call; whether this process can go on.

        A client that gets no answer runs its command by itself.
        """
        try:
            line, _ = self.listener.accept()
        except OSError:  # it has no more file descriptors: a new one will
            return False
        keeps = False
        fds: list[int] = []
        try:
            if not may_meet(line):
                return True
            line.settimeout(PATIENCE)
            line.send(HERE)
            message, fds, flags, _ = socket.recv_fds(line, LONGEST, 4)
            if message == STOP:
                return False
            if not message or flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC) or len(fds) != 4:
                return True
            request = json.loads(message)
            if request["identity"] != self.identity:
                return True
            if not self._is_current():
                return False
            process = os.fork()
            if not process:
                self._be(request, fds, line)
            self.commands[process] = line
            keeps = True
        except (OSError, ValueError, KeyError, TypeError):
            pass
        finally:
            for one in fds:
                os.close(one)
            if not keeps:
                line.close()
        return True

    def _reap(self) -> bool:
        """Note commands that have ended; whether there is one."""
        before = len(self.commands)
        for process, line in [*self.commands.items()]:
            ended, status = os.waitpid(process, os.WNOHANG)
            if not ended:
                continue
            code = os.waitstatus_to_exitcode(status)
            with suppress(OSError):  # where the child has said it already, nobody listens
                line.send(b"%s %d" % (KILLED if code < 0 else EXIT, abs(code)))
            line.close()
            del self.commands[process]
        return len(self.commands) < before

    def _be(self, request: Mapping[str, Any], fds: list[int], line: socket.socket) -> NoReturn:
        """Be the process of a command, from here to its end."""
        try:
            self.listener.close()
            for other in self.commands.values():
                other.close()
            _take_over(request, fds, self.own)
            child = os.pidfd_open(os.getpid())
            socket.send_fds(line, [READY], [child])
            os.close(child)
            if line.recv(64) != GO:
                os._exit(1)
            line.settimeout(None)
        except BaseException:
            os._exit(1)  # the client gets no word, and runs the command by itself
        code = 1
        try:
            code = _run(request)
            # The resident says it as well, when it learns of it; but it may have been killed.
            line.send(b"%s %d" % (EXIT, code))
        finally:
            os._exit(code)


def _take_over(request: Mapping[str, Any], fds: list[int], own: Mapping[str, str]) -> None:
    """Become what a process is that the client would have started.

    Raises OSError or ValueError where that may not be, as with limits above those of the resident.
    """
    signal.set_wakeup_fd(-1)
    for name in ("ALRM", "CHLD", "HUP", "QUIT", "TERM", "TSTP", "USR1", "USR2", "WINCH"):
        signal.signal(getattr(signal, f"SIG{name}"), signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()  # its workers are with it, and apart from other commands
    for number, one in enumerate(fds[:3]):
        os.dup2(one, number)
    os.fchdir(fds[3])
    for one in fds:
        os.close(one)
    fds.clear()
    os.environ.clear()
    os.environ.update(request["environment"])
    os.environ.update(own)
    time.tzset()
    os.umask(request["umask"])
    os.setpriority(os.PRIO_PROCESS, 0, request["priority"])
    os.sched_setaffinity(0, request["cores"])
    for kind, soft, hard in request["limits"]:
        if resource.getrlimit(kind) != (soft, hard):
            resource.setrlimit(kind, (soft, hard))
    sys.stdin = _stream(0, "r", sys.stdin)
    sys.stdout = _stream(1, "w", sys.stdout)
    sys.stderr = _stream(2, "w", sys.stderr)


def _stream(number: int, mode: str, like: Any) -> Any:
    """Open a stream as Python does at its start."""
    return io.TextIOWrapper(
        open(number, f"{mode}b", closefd=False),
        encoding=like.encoding,
        errors=like.errors,
        line_buffering=mode == "w" and (number == 2 or os.isatty(number)),
    )


def _run(request: Mapping[str, Any]) -> int:
    """Run the command; the exit code that Python would end with."""
    from ..cli import main

    beside = request["beside"]
    code = 1
    try:
        code = main(request["arguments"], request["program"], Path(beside) if beside else None)
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        traceback.print_exc()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return 120
    return code & 0xFF
