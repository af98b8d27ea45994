"""Fill the gaps in the memory of a process, so that what it forks writes on pages of its own.

Python keeps small objects in pools, one for each size, and gives a new object a place that is free
in one of them. Whoever has printed a page has such places all over its memory. A fork shares each
page of memory until one of the two writes on it, and then it is copied, in 4 µs: of 14,200 pages
that a command had copied, 1,700 were for objects of its own.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile

_POOL, _HEAD = 16384, 48
"""Bytes of a pool, and those of its head."""
_LARGEST = 512
"""Bytes of the largest objects that stand in pools."""
_CLASS = re.compile(r"^ +\d+ +(\d+) +\d+ +\d+ +(\d+)$", re.MULTILINE)
"""The line for a size: its class, the size, pools, places that are taken, places that are free."""
_UNUSED = re.compile(r"^(\d+) unused pools", re.MULTILINE)


def fill_gaps() -> list[object]:
    """Fill every free place of Python's pools with an object; full while the caller keeps the list.

    It takes no memory that the process does not have.
    """
    told = _tell_places()
    if not (unused := _UNUSED.search(told)):  # a Python that says it otherwise
        return []
    free = {int(size): int(places) for size, places in _CLASS.findall(told)}
    whole = int(unused[1]) * ((_POOL - _HEAD) // _LARGEST)
    free[_LARGEST] = free.get(_LARGEST, 0) + whole
    return [[_make(size) for _ in range(places)] for size, places in free.items()]


def _make(size: int) -> object:
    """Make an object of *size* bytes, a multiple of 16."""
    if size < 48:
        return object() if size == 16 else float(size)
    return bytes(size - sys.getsizeof(b""))


def _tell_places() -> str:
    """Have Python tell which places it has; empty where it does not."""
    tell = getattr(sys, "_debugmallocstats", None)
    if tell is None:
        return ""
    with tempfile.TemporaryFile() as file:
        stderr = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            tell()  # which the C library writes there, whatever `sys.stderr` is
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
        file.seek(0)
        return file.read().decode()
