"""What is remembered between two commands → JSON below its hash, and back.

Whatever else is found there, half a file or one that somebody changed, is nothing: then all is made
again, which costs time and is right.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any


def seal(said: Mapping[str, Any]) -> bytes:
    """Write *said*, below its hash."""
    data = json.dumps(said, sort_keys=True).encode()
    return sha256(data).hexdigest().encode() + b"\n" + data


def read_sealed(path: Path) -> dict[str, Any]:
    """Read what `seal` wrote; nothing where *path* is not to the byte what it was."""
    try:
        seal, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if seal.decode(errors="replace") != sha256(data).hexdigest():
        return {}
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):  # hashed rightly, and no JSON
        return {}
    return said if isinstance(said, dict) else {}
