"""Cache files: JSON below its hash. A damaged cache file is ignored and rebuilt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypedDict


class FileState(TypedDict):
    """A file as it was looked at last: with the same size and time, it has the same hash."""

    size: int
    """In bytes."""
    time: int
    """When it was last changed, in nanoseconds."""
    sha256: str


def seal(version: int, fields: Mapping[str, Any]) -> bytes:
    """Write *fields* as JSON, with the *version* of their format, below the hash of it all."""
    data = json.dumps({**fields, "version": version}, sort_keys=True).encode()
    return sha256(data).hexdigest().encode() + b"\n" + data


def read_sealed(path: Path, version: int) -> dict[str, Any]:
    """Read the fields that `seal` wrote.

    Nothing comes back where there is no such file, where it was damaged or changed, or where its
    format has another *version*.
    """
    try:
        seal, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if seal != sha256(data).hexdigest().encode():
        return {}
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) and fields.get("version") == version else {}
