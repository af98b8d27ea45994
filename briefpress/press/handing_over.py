"""Hand pages to other processes: what is large in them by the disk, once for all of them.

    this process   page ──► pack ──► small page ──────pipe──────► unpack ──► page   its worker
                             └─────► fonts, the first time ─disk─────┘

The 2.7 MB of a page's fonts took a worker 20 ms to read from its pipe, for each page anew.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..model.page import Html

LARGE = 50_000
"""Bytes from which on an asset goes by the disk."""
MOST = 40
"""Assets on the disk, at most; those of a page that finds no room there go with it."""


@dataclass(frozen=True)
class _File:
    """An asset that lies in a file."""

    path: str


@dataclass(frozen=True)
class _Packed:
    """A page, some of whose assets are a `_File`."""

    values: dict[str, Any]


class Packer:
    """Packs pages for processes of this machine."""

    def __init__(self, folder: Path) -> None:
        """*folder*: where the files are written; it is there as long as somebody unpacks."""
        self._folder = folder
        self._files: dict[bytes, _File] = {}

    def pack(self, given: Any) -> Any:
        """Pack *given* if it is a page; anything else stays as it is."""
        if not isinstance(given, Html):
            return given
        assets = {
            name: self._write(data) if len(data) >= LARGE else data
            for name, data in given.assets.items()
        }
        return _Packed({**vars(given), "assets": assets})

    def _write(self, data: bytes) -> _File | bytes:
        if data not in self._files and len(self._files) < MOST:
            path = self._folder / f"asset-{len(self._files)}"
            with suppress(OSError):  # the disk is full
                path.write_bytes(data)
                self._files[data] = _File(str(path))
        return self._files.get(data, data)


def call_unpacked(function: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
    """Call *function* with *args* and *values*, packed pages among *args* unpacked."""
    return function(*map(_unpack, args), **values)


def _unpack(packed: Any) -> Any:
    if not isinstance(packed, _Packed):
        return packed
    html, assets = object.__new__(Html), packed.values["assets"].items()
    read = {name: _read(one) if isinstance(one, _File) else one for name, one in assets}
    vars(html).update(packed.values, assets=read)
    return html


@lru_cache(MOST)
def _read(file: _File) -> bytes:
    return Path(file.path).read_bytes()
