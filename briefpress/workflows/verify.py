"""Say what a file is that somebody sent: its digest ─► the ledger and the register ─► a verdict.

A file that both know by its digest is not opened. Any other is read in a worker, within limits, for
the code that it may carry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from ..editions.books import open_approvals, open_books
from ..editions.files import BEGUN, read_published
from ..editions.ledger import Ledger
from ..editions.minisign import PublicKey, Signature
from ..editions.pades import (
    BYTE_RANGE,
    INSTALL,
    can_sign_pdfs,
    describe_signature,
    describe_signed_ranges,
    read_signature,
)
from ..editions.register import (
    Register,
    judge_copy,
    judge_copy_digest,
    tell_named_copies,
)
from ..editions.signing import SIGNED
from ..editions.trust import Certificate, Trust
from ..editions.verdict import (
    PageText,
    Verdict,
    judge_digest,
    judge_file,
    read_text,
)
from ..model.problems import Place, Problems
from ..redline.saved import is_saved_text

if TYPE_CHECKING:
    from ..press.executors import Executor

READ = 32 * 1024**2
"""Bytes of a file that is read, where nobody knows it by its digest."""
HASHED = 1024**3
"""Bytes of a file whose digest is taken."""
_CHUNK = 1024**2


@dataclass(frozen=True)
class Books:
    """The ledger, the register and the key that a verdict goes by."""

    ledger: Ledger
    register: Register
    has_register: bool
    """Whether the register is there, all of it."""
    signed_by: PublicKey | None = None
    """The key that signed the ledger; None where nobody asked for one."""
    certificates: tuple[Certificate, ...] = ()
    """Those with which the house signs PDFs, or did."""


def verify_file(
    path: Path, books: Books, hire: Callable[[], Executor], house: Path | None = None
) -> Verdict:
    """Say what the file *path* is. Raises OSError where it cannot be read, or is no file.

    *hire*: gives whoever reads it, and is asked where its digest is unknown. A file beyond the
    limits of time, memory, size and pages is UNKNOWN, and the verdict says why. *house*: who has
    the editions; without one, the words of a page of the web or an EPUB have nothing to be compared
    with.
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
    if stands and books.signed_by:
        stands = tell_named_copies(stands, register)
    stands = judge_copy_digest(name, digest, register, ledger) or stands
    if stands:
        return replace(stands, sha256=digest, signature=describe_signed_ranges(data or b""))
    if data is None:
        stands = Verdict(name, "UNKNOWN", _too_large(status.st_size))
        return replace(stands, sha256=digest)
    if is_saved_text(data):
        # Imported here: a PDF is judged by its digest, without content, page and press.
        from .verify_saved import judge_saved

        return replace(judge_saved(name, data, ledger, house, hire()), sha256=digest)

    def read(data: bytes) -> PageText:
        return _read_apart(data, name, hire())

    stands = judge_file(name, data, ledger, read)
    stands = judge_copy(name, data, stands, register, ledger, is_whole=books.has_register)
    looked_at = _look_at_signature(data, books.certificates, hire) if BYTE_RANGE in data else ""
    return replace(stands, sha256=digest, signature=looked_at)


def _look_at_signature(
    data: bytes, certificates: Sequence[Certificate], hire: Callable[[], Executor]
) -> str:
    """Say what came of looking at the last signature of the PDF *data*, in a worker."""
    if not can_sign_pdfs():
        return f"it has one, which was not looked at: {INSTALL} brings what reads it"
    from ..press.executors import give, result

    executor = hire()
    signature = result(executor, give(executor, read_signature, data), Place(""), Problems())
    return describe_signature(signature, certificates) if signature else "it cannot be read"


@dataclass(frozen=True)
class ReadOver:
    """The numbers of a house that was read over and found to be as it was written."""

    lines: int
    """How many lines the ledger, the register and the approvals have together."""
    editions: int
    files: int
    """How many files of editions and copies there are."""
    copies: int
    """Handed out; those whose files are kept were read."""
    signatures: int


def verify_house(house: Path, problems: Problems) -> ReadOver:
    """Read over every edition, copy and line of *house*.

    A copy whose file is not kept is in order: it was handed out.

    Problems: those of `open_books` and `open_approvals`; a published PDF that is gone or was
    changed, one that the ledger does not name, a copy that was changed, a note of an edition whose
    signature does not hold.
    """
    ledger, register = open_books(house, problems)
    approvals = open_approvals(house, problems)
    named: set[str] = set()
    files = signatures = 0
    for edition in ledger.editions:
        for published in edition.papers.values():
            named.add(published.file)
            files += read_published(house, published, problems) is not None
    # Two branches, each with an output/ of its own, may have made copies of one name.
    digests: dict[str, set[str]] = {copy.file: set() for copy in register.copies}
    for copy in register.copies:
        digests[copy.file].add(copy.sha256)
    last = {copy.file: copy for copy in register.copies}
    for file, copy in last.items():
        path = house / file
        if path.resolve().is_relative_to(house.resolve()) and path.is_file():
            files += 1
            if _read(path)[0] not in digests[file]:
                problems.error(
                    Place(file),
                    f"this is not the file that was made for {copy.recipient}",
                    f"delete it, and make it once more: `briefpress copies {copy.slug} --to …`",
                )
    for path in sorted((house / "editions").glob("*/*/*.pdf")):
        name = path.relative_to(house).as_posix()
        if name not in named and not problems.errors and not (path.parent / BEGUN).exists():
            problems.error(Place(name), "the ledger names no such file", "move it out of editions/")
    trust = Trust.read(house / "editions", Problems())
    revoked = [one.public for one in trust.keys if one.state == "revoked"]
    for path in sorted((house / "editions").glob(f"*/*/*{SIGNED}")) if trust.keys else ():
        name = path.relative_to(house).as_posix()
        if _is_signed(path, [*trust.believed]):
            signatures += 1
        elif _is_signed(path, revoked):
            problems.warning(
                Place(name.removesuffix(SIGNED)),
                "this is signed with a key that was revoked; the ledger, which says it too, is not",
                "tell nobody to check it by that signature",
            )
        else:
            problems.error(
                Place(name.removesuffix(SIGNED)),
                "no key that is trusted signed what stands there",
                "bring it and its signature back, from a backup or from version control",
            )
    lines = len(ledger.lines) + len(register.lines) + len(approvals.lines)
    return ReadOver(lines, len(ledger.editions), files, len(register.copies), signatures)


def _is_signed(path: Path, keys: Sequence[PublicKey]) -> bool:
    """Whether one of *keys* made the signature *path*, of the file beside it."""
    try:
        signature = Signature.read(path.read_text("utf-8"))
        data = path.with_name(path.name.removesuffix(SIGNED)).read_bytes()
    except (OSError, ValueError):
        return False
    return any(signature.holds(data, key) for key in keys)


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
