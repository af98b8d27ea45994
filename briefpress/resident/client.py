"""Have the resident press of a house run a command on this terminal, where there is one.

    client     call         ┌─► request, with its terminal      ┌─► go, then signals  ┌─► its exit
    resident      └─► here ─┘            └─► fork ─► ready ─────┘      └─► the child runs it

Until the client has said `go` nothing has begun: if it does not come so far, for whatever reason,
the command runs in the client's own process.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType

from .sockets import (
    EXIT,
    GO,
    KILLED,
    LONGEST,
    READY,
    call,
    find_folder,
    identify,
    name_socket,
)

PATIENCE = 1.0
"""Seconds until the client runs the command by itself; an answer takes 0.02 s."""
WISH = "BRIEFPRESS_RESIDENT"
"""The variable that wants a resident, `1`, or none, `0`, where no option says so."""
_ALONE = ("doctor", "init", "stop", "watch", "-h", "--help", "--version")
"""Commands that a resident does not run: short, or endless until Ctrl-C, or about this process."""
_PASSED_ON = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGWINCH", "SIGUSR1", "SIGUSR2")
_SERVE = (
    "import sys; house, name, *sys.path[:] = sys.argv[1:]; "
    "from briefpress.resident.server import serve; serve(house, name)"
)


def split_resident_option(arguments: Sequence[str]) -> tuple[bool | None, list[str]]:
    """Take `--resident` and `--no-resident` out of *arguments*.

    Gives which of them was said last, None where neither was, and the other arguments.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = {"--resident": True, "--no-resident": False}
    chosen = [options[one] for one in arguments[:end] if one in options]
    rest = [one for one in arguments[:end] if one not in options]
    return chosen[-1] if chosen else None, [*rest, *arguments[end:]]


def find_resident_house(
    arguments: Sequence[str], wish: bool | None, beside: str | None
) -> str | None:
    """Find the house whose resident may run the command; None where none is to.

    Without a wish: a person is at the terminal, in front, and it is not CI. *beside*: the folder of
    build.py, if it was called.
    """
    if wish is None and os.environ.get(WISH) in ("0", "1"):
        wish = os.environ[WISH] == "1"
    if sys.platform != "linux" or wish is False or any(one in _ALONE for one in arguments):
        return None
    if wish is None and (os.environ.get("CI") or not _is_in_front()):
        return None
    try:
        os.stat("/proc/self/ns/mnt")
        folder = beside if beside and os.path.isdir(f"{beside}/content") else os.getcwd()
    except OSError:  # a system without /proc, a folder that was deleted
        return None
    while not os.path.isfile(f"{folder}/content/institute.yaml"):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return os.path.realpath(folder)


def _is_in_front() -> bool:
    try:
        return os.isatty(0) and os.isatty(1) and os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False


class Resident:
    """The resident of a house, known by what it would be made from here and now."""

    def __init__(self, house: str) -> None:
        """Note the environment before anything is loaded that changes it."""
        self.house = house
        self.environment = dict(os.environ)
        self.search_path = [*sys.path]
        self.identity = identify(house, self.environment)

    def run(self, arguments: Sequence[str], program: str, beside: str | None) -> int | None:
        """Have it run a command; None where that has not begun.

        Gives the exit code. Where the command is ended by Ctrl-C, `kill` or a closed terminal, so
        is this process.
        """
        folder = find_folder()
        line = call(f"{folder}/{name_socket(self.identity)}", PATIENCE) if folder else None
        if line is None:
            return None
        request: dict[str, object] = {
            "identity": self.identity,
            "environment": self.environment,
            "program": program,
            "arguments": [*arguments],
            "beside": beside,
        }
        with line:
            try:
                child = _hand_over(line, request)
            except (OSError, ValueError):
                return None
            return _wait(line, child)

    def start(self) -> None:
        """Start it; it goes on when this process ends."""
        nowhere = [(os.POSIX_SPAWN_OPEN, one, os.devnull, os.O_RDWR, 0) for one in range(3)]
        name = name_socket(self.identity)
        command = [sys.executable, "-c", _SERVE, self.house, name, *self.search_path]
        # No room for another process, or an old system: the next command is cold as well.
        with suppress(OSError, NotImplementedError):
            os.posix_spawn(command[0], command, self.environment, file_actions=nowhere, setsid=True)


def _hand_over(line: socket.socket, request: dict[str, object]) -> int:
    """Hand everything over that the command needs, and say `go`; the process that runs it.

    That is a file descriptor: signals go to it and to no other. Raises OSError or ValueError where
    the command has not begun.
    """
    import resource  # not on Windows, where nothing comes so far

    umask = os.umask(0o077)
    os.umask(umask)
    limits = {getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")}
    request |= {
        "umask": umask,
        "limits": [(one, *resource.getrlimit(one)) for one in sorted(limits)],
        "priority": os.getpriority(os.PRIO_PROCESS, 0),
        "cores": sorted(os.sched_getaffinity(0)),
    }
    folder = os.open(".", os.O_PATH | os.O_DIRECTORY)
    try:
        message = json.dumps(request).encode()
        if len(message) > LONGEST:
            raise ValueError("the command line is too long")
        socket.send_fds(line, [message], [0, 1, 2, folder])
    finally:
        os.close(folder)
    answer, (child, *_), *_ = socket.recv_fds(line, 64, 1)
    if answer != READY:
        raise ValueError("it cannot")
    heard = _pass_signals_on(child)
    try:
        line.settimeout(None)
        line.send(GO)
    except OSError:
        for number in heard:
            is_int = number == signal.SIGINT
            signal.signal(number, signal.default_int_handler if is_int else signal.SIG_DFL)
        raise
    return child


def _pass_signals_on(child: int) -> list[int]:
    """Have the process *child* get the signals that this one gets and does not ignore: which."""

    def pass_on(number: int, _: FrameType | None) -> None:
        with suppress(ProcessLookupError):  # it has just ended
            signal.pidfd_send_signal(child, number)

    def rest(_: int, __: FrameType | None) -> None:
        pass_on(signal.SIGSTOP, None)
        os.kill(os.getpid(), signal.SIGSTOP)  # goes on here at `fg`
        pass_on(signal.SIGCONT, None)

    passed_on = [getattr(signal, name) for name in (*_PASSED_ON, "SIGTSTP")]
    heard = [number for number in passed_on if signal.getsignal(number) != signal.SIG_IGN]
    for number in heard:
        signal.signal(number, rest if number == signal.SIGTSTP else pass_on)
    return heard


def _wait(line: socket.socket, child: int) -> int:
    """Wait until the command is done, whose process is *child*; its exit code."""
    try:
        word, _, number = line.recv(64).partition(b" ")
    except OSError:
        word, number = b"", b""
    os.close(child)
    if word == EXIT:
        return int(number)
    killed_by = int(number) if word == KILLED else signal.SIGKILL
    if killed_by not in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        reason = signal.strsignal(killed_by) or f"signal {killed_by}"
        print(f"error: the command was ended from outside: {reason}", file=sys.stderr)
        print("  hint: what was finished is in output/; run it again", file=sys.stderr)
        return 128 + killed_by
    signal.signal(killed_by, signal.SIG_DFL)
    os.kill(os.getpid(), killed_by)
    return 128 + killed_by
