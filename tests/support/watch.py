"""Watch what this process does while the author's text goes through it: which files, what else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache

_heard: list[tuple[str, tuple[Any, ...]]] | None = None
_RUNS = ("os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "ctypes.dlopen")
_ASKS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind",
         "urllib.Request")  # fmt: skip
_WRITES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate")


def _hear(event: str, args: tuple[Any, ...]) -> None:
    if _heard is not None and (event == "open" or event in (*_RUNS, *_ASKS, *_WRITES)):
        _heard.append((event, args))


_installed = False


_PYTHON = (Path(sys.prefix), Path(sys.base_prefix), Path("/usr/share/zoneinfo"))
"""Where Python and its libraries lie, and the time zones."""


@contextmanager
def watched(*allowed: Path) -> Iterator[list[str]]:
    """Note what is done: programs, addresses, files written, files read outside of *allowed*.

    Python itself tells it, so that no way around a function of the house stays unseen. What
    belongs to Python is no news, nor are the templates that Jinja keeps compiled.
    """
    global _heard, _installed
    if not _installed:  # a hook stays for the life of the process
        sys.addaudithook(_hear)
        _installed = True
    said: list[str] = []
    _heard = []
    try:
        yield said
    finally:
        heard, _heard = _heard, None
        said += [
            f"{event} {args[:2]}" for event, args in heard if _is_too_much(event, args, allowed)
        ]


@contextmanager
def unwatched() -> Iterator[None]:
    """Do not note what this process does meanwhile."""
    global _heard
    heard, _heard = _heard, None
    try:
        yield
    finally:
        _heard = heard


def _is_too_much(event: str, args: tuple[Any, ...], allowed: tuple[Path, ...]) -> bool:
    path = args[0] if args else ""
    if event in (*_RUNS, *_ASKS) or not isinstance(path, str | bytes | os.PathLike):
        return event != "open"  # a file that is open already
    if event == "open" and os.fsdecode(path) in sys.path:  # importlib.metadata tries it as a ZIP
        return False
    found = Path(os.fsdecode(path)).resolve()
    if found.is_relative_to(Path(FileSystemBytecodeCache().directory)):
        return False
    writes = event != "open" or bool(args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))
    waits = Path(f"/proc/{os.getpid()}/task")  # in which a time limit looks how long it waited
    return writes or not any(found.is_relative_to(one) for one in (*allowed, *_PYTHON, waits))
