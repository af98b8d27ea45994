"""Say what a file is that somebody sent: its digest ─► the ledger and the register ─► a verdict.

A file that both know by its digest is not opened. Any other is read in a worker, within limits, for
the code that it may carry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from ..editions.ledger import Ledger
from ..editions.minisign import PublicKey
from ..editions.register import Register, judge_copy, judge_copy_digest
from ..editions.verdict import PageText, Verdict, judge_digest, judge_file, read_text
from ..model.problems import Place, Problems

if TYPE_CHECKING:
    from ..press.executors import Executor

READ = 32 * 1024**2
"""Bytes of a file that is read, where nobody knows it by its digest."""
HASHED = 1024**3
"""Bytes of a file whose digest is taken."""
_CHUNK = 1024**2


@dataclass(frozen=True)
class Books:
    """What a verdict goes by."""

    ledger: Ledger
    register: Register
    has_register: bool
    """Whether the register is there, all of it."""
    signed_by: PublicKey | None = None
    """The key that signed the ledger; None where nobody asked for one."""


def verify_file(path: Path, books: Books, hire: Callable[[], Executor]) -> Verdict:
    """Say what the file *path* is. Raises OSError where it cannot be read, or is no file.

    *hire*: gives whoever reads it, and is asked where its digest is unknown. What goes beyond the
    limits of time, memory, size and pages is UNKNOWN, and the verdict says why.
    """
    name = str(path).encode(errors="surrogateescape").decode(errors="replace")
    status = path.stat()
    if not S_ISREG(status.st_mode):
        # Opening it says in words what it is; a pipe or a device would never end.
        reason = "is a directory" if path.is_dir() else "is no file, but a pipe or a device"
        raise OSError(0, reason)
    if status.st_size > HASHED:
        return Verdict(name, "UNKNOWN", _too_large(status.st_size))
    digest, data = _read(path)
    ledger, register = books.ledger, books.register
    stands = judge_digest(name, digest, ledger)
    stands = judge_copy_digest(name, digest, register, ledger) or stands
    if stands is None and data is None:
        stands = Verdict(name, "UNKNOWN", _too_large(status.st_size))
    if stands is None:
        assert data is not None

        def read(data: bytes) -> PageText:
            return _read_apart(data, name, hire())

        stands = judge_file(name, data, ledger, read)
        whole = books.has_register
        stands = judge_copy(name, data, stands, register, ledger, is_whole=whole)
    return replace(stands, sha256=digest)


def _too_large(size: int) -> str:
    return f"it has {size / 1024**2:,.0f} MB, and is not read: the most is {READ // 1024**2} MB"


def _read(path: Path) -> tuple[str, bytes | None]:
    """Take the digest of the file *path*, and its bytes where they are not too many."""
    digest = sha256()
    chunks: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while (chunk := file.read(_CHUNK)) and size <= HASHED:  # it may grow meanwhile
            digest.update(chunk)
            size += len(chunk)
            chunks = [*chunks, chunk] if size <= READ else []
    return digest.hexdigest(), b"".join(chunks) if size <= READ else None


def _read_apart(data: bytes, name: str, executor: Executor) -> PageText:
    """Read the pages of a PDF in a worker."""
    # Imported here: the digests of a thousand copies need no processes.
    from ..press.executors import give, result

    lost = Problems()
    text = result(executor, give(executor, read_text, data), Place(name), lost)
    if text is not None:
        return text
    reason = next(iter(lost)).message
    if reason.startswith("not finished"):
        limit = "a minute" if executor.seconds == 60 else f"{executor.seconds:g} s"
        return PageText(fault=f"it cannot be read in {limit}")
    return PageText(fault=f"it cannot be read: {reason}")
