"""Sign the ledger, and see whether it is signed: editions/ledger.jsonl.minisig.

The signature is of the whole file, so a stranger checks it with minisign alone. It is written
before the line that it signs, as `….minisig.next`, and takes its place after: whenever a command is
killed, one of the two holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ..model.problems import Place, Problems
from .files import write_whole
from .hash_chain import end_of
from .ledger import FILE, Ledger
from .minisign import PublicKey, SecretKey, Signature
from .trust import FILE as TRUST
from .trust import Trust

SIGNED = ".minisig"
_NEXT = ".minisig.next"
KEY_VARIABLE = "BRIEFPRESS_KEY"
"""The variable that names the file of a secret key, for a machine that nobody sits at."""


def key_file(key: PublicKey, environment: Mapping[str, str]) -> Path:
    """Where the secret half of *key* lies: outside of the house, which others may read."""
    if named := environment.get(KEY_VARIABLE):
        return Path(named)
    home = environment.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "briefpress" / f"{key.name}.key"


def find_signer(house: Path, problems: Problems) -> SecretKey | None:
    """Read the secret key that signs the ledger of *house*; None where the house signs nothing.

    Problems: a key whose secret half is not on this machine, is another one, or has a password.
    """
    key = Trust.read(house / "editions", problems).signs
    if key is None:
        return None
    path = key_file(key, os.environ)
    try:
        secret = SecretKey.read(path.read_text("ascii"))
        if secret.public == key:
            return secret
        reason = f"{path} holds another key, {secret.public.name}"
    except (OSError, UnicodeDecodeError) as error:
        reason = f"{path} cannot be read: {(getattr(error, 'strerror', '') or 'no text').lower()}"
    except ValueError as error:
        reason = f"{path}: {error}"
    problems.error(
        Place(TRUST),
        f"the key {key.name} signs the ledger, and its secret half is not here: {reason}",
        f"copy it there, or name its file in the variable {KEY_VARIABLE}",
    )
    return None


def sign(secret: SecretKey, data: bytes, ledger: Ledger) -> bytes:
    """Sign *data* with a comment that says which ledger it is of, and where that ended."""
    end = end_of(ledger.lines)
    whose = f" of {ledger.institute}" * bool(ledger.institute)
    return secret.sign(data, f"ledger{whose}, line {end.lines}: {end.hash}").encode()


def sign_ahead(house: Path, longer: Ledger, secret: SecretKey, problems: Problems) -> bool:
    """Write the signature of *longer*, which is not written yet; whether that was possible."""
    name = f"{FILE}{_NEXT}"
    data = sign(secret, bytes(longer), longer)
    return write_whole(house / name, data, Place(name), problems)


def settle_signature(house: Path, ledger: Ledger) -> None:
    """Put the signature that was written ahead in its place, where it is that of *ledger*.

    A killed command may have left it before or after it wrote its line.
    """
    ahead = house / f"{FILE}{_NEXT}"
    try:
        signature = Signature.read(ahead.read_text("utf-8"))
    except (OSError, ValueError):
        return
    end = end_of(ledger.lines)
    with suppress(OSError):
        if signature.comment.endswith(f"line {end.lines}: {end.hash}"):
            ahead.replace(house / f"{FILE}{SIGNED}")
        else:
            ahead.unlink()


def find_signature(
    path: Path, ledger: Ledger, keys: Iterable[PublicKey]
) -> tuple[PublicKey, Signature] | None:
    """Find the signature of *ledger* by one of *keys* beside its file *path*; None without one."""
    believed = [*keys]
    for suffix in (SIGNED, _NEXT):
        try:
            signature = Signature.read(path.with_name(path.name + suffix).read_text("utf-8"))
        except (OSError, ValueError):
            continue
        for key in believed:
            # The lines as they were written, whatever git made of their ends.
            if signature.holds(bytes(ledger), key):
                return key, signature
    return None


def check_signature(
    path: Path, label: str, ledger: Ledger, keys: Iterable[PublicKey], problems: Problems
) -> PublicKey | None:
    """Say which of *keys* signed *ledger*, whose file is *path* and is called *label*.

    None where there is no key, and where nothing was published yet.

    Problems: no signature of one of them holds.
    """
    believed = [*keys]
    if not believed or not ledger.lines:
        return None
    if signed := find_signature(path, ledger, believed):
        return signed[0]
    names = ", ".join(key.name for key in believed)
    problems.error(
        Place(label),
        f"the ledger, as it stands there, is not signed by a key that is trusted: {names}",
        f"bring back {path.name} and {path.name}{SIGNED} together, from a backup or from version "
        "control; somebody may have written into it",
    )
    return None
