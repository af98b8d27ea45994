"""Say where a command and the resident press of its house meet, and who may meet there.

This module and client.py are loaded before each command: they import what takes 5 ms, no more.
"""

from __future__ import annotations

import os
import socket
import stat
import struct
import sys
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress

PROTOCOL = "1"
"""The version of what the two say to each other."""
HERE, READY, GO = b"here", b"ready", b"go"
EXIT, KILLED, STOP = b"exit", b"killed", b"stop"
LONGEST = 1 << 20
"""Bytes of a message; one that is longer is not sent, and the command runs by itself."""
SUFFIX = ".socket"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_READ_BY_LIBRARIES = ("FONTCONFIG", "G_", "HB_", "LANG", "LC_", "LD_", "PANGO", "PYTHON", "TMPDIR")
"""How the variables begin that a library or Python itself reads once, when it is loaded."""


def find_folder(*, make: bool = False) -> str | None:
    """Find the folder in which residents of this user are met; None where there is none.

    A folder of another user, or one that others may enter, is none.
    """
    base = os.environ.get("XDG_RUNTIME_DIR", "")
    own = f"/tmp/briefpress-{os.getuid()}"  # noqa: S108 - checked below
    folder = f"{base}/briefpress" if base and _is_own(base) else own
    if make:
        with suppress(OSError):
            os.mkdir(folder, 0o700)
    return folder if _is_own(folder, 0o077) else None


def _is_own(folder: str, forbidden: int = 0o022) -> bool:
    try:
        status = os.lstat(folder)
    except OSError:
        return False
    own = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
    return own and not status.st_mode & forbidden


def identify(house: str, environment: Mapping[str, str]) -> str:
    """Say what a resident is of: two that differ in a line of it never meet.

    The files that it was made from are not in it: the resident looks at them for each command.
    """
    read = {name: v for name, v in environment.items() if name.startswith(_READ_BY_LIBRARIES)}
    return "\n".join(
        (
            *(PROTOCOL, house, _PACKAGE, sys.executable, sys.version, repr(sys.flags)),
            repr(sys.path),
            repr((os.getresuid(), os.getresgid(), sorted(os.getgroups()))),
            repr(os.stat("/proc/self/ns/mnt").st_ino),  # of another container
            repr(sorted(read.items())),
        )
    )


def name_socket(identity: str) -> str:
    """Name the socket of *identity*, in the folder of its user."""
    return f"{zlib.crc32(os.fsencode(identity)):08x}{SUFFIX}"


def may_meet(other: socket.socket) -> bool:
    """Whether the process behind *other*, a socket of Unix, is of this user and group."""
    size = struct.calcsize("3i")
    credentials = other.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    _, user, group = struct.unpack("3i", credentials)
    return bool((user, group) == (os.getuid(), os.getgid()))


def call(path: str, seconds: float) -> socket.socket | None:
    """Call the resident at *path*; None where there is none, or it is too busy.

    *seconds*: how long it may take to answer, each time.
    """
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    line.settimeout(seconds)
    try:
        line.connect(path)
        # Heard before anything is sent: the terminal of a command must not lie in the letter box of
        # a process that hangs.
        if may_meet(line) and line.recv(64) == HERE:
            return line
    except OSError:
        pass
    line.close()
    return None


def stop_all() -> int:
    """Have each resident of this user end as soon as its commands are done; how many did."""
    folder = find_folder()
    number = 0
    for name in _sockets(folder) if folder else ():
        path = f"{folder}/{name}"
        if line := call(path, 5):
            with line, suppress(OSError):
                line.send(STOP)
                number += not line.recv(1)
        with suppress(OSError):
            os.unlink(path)  # one that is still loading sees it, and ends
    return number


def _sockets(folder: str) -> Sequence[str]:
    return [name for name in sorted(os.listdir(folder)) if name.endswith(SUFFIX)]
