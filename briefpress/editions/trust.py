"""Whom the house trusts: the keys that sign its ledger, and who remembers where that ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from ..model.problems import Place, Problems
from .minisign import PublicKey

NAME = "trust.json"
"""In editions/."""
FILE = f"editions/{NAME}"
KeyState = Literal["signs", "trusted", "revoked"]
"""The last key signs; earlier ones are trusted still, unless they were revoked."""


@dataclass(frozen=True)
class TrustedKey:
    """A public key of the house."""

    key: str
    state: KeyState

    @property
    def public(self) -> PublicKey:
        """The key itself."""
        return PublicKey.read(self.key)


@dataclass(frozen=True)
class Certificate:
    """A certificate with which PDFs of the house are signed, or were."""

    sha256: str
    """Its fingerprint."""
    subject: str
    """Whose it is."""
    signs: bool
    """Whether it signs what is published from now on; one does, at most."""


@dataclass(frozen=True)
class Trust:
    """The keys, witnesses and certificates of editions/trust.json."""

    keys: tuple[TrustedKey, ...] = ()
    """In the order in which they came; one of them signs, at most."""
    witnesses: tuple[str, ...] = ()
    """Files that get a line for each line of the ledger; relative ones start at editions/."""
    certificates: tuple[Certificate, ...] = ()
    """In the order in which they came."""

    @classmethod
    def read(cls, editions: Path, problems: Problems) -> Trust:
        """Read it from the folder *editions*; without the file, nobody is asked.

        Problems: a file that cannot be read, or says something else.
        """
        try:
            fields = json.loads((editions / NAME).read_bytes())
            witnesses = fields.get("witnesses", [])
            keys = tuple(TrustedKey(one["key"], one["state"]) for one in fields.get("keys", []))
            certificates = tuple(
                Certificate(one["sha256"], one["subject"], one["signs"])
                for one in fields.get("certificates", [])
            )
            if (
                not all(isinstance(one, str) and one for one in witnesses)
                or not all(
                    one.public and one.state in ("signs", "trusted", "revoked") for one in keys
                )
                or not all(
                    re.fullmatch("[0-9a-f]{64}", one.sha256)
                    and isinstance(one.subject, str)
                    and isinstance(one.signs, bool)
                    for one in certificates
                )
            ):
                raise ValueError
        except FileNotFoundError:
            return cls()
        except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
            problems.error(
                Place(FILE),
                "this file is damaged",
                "bring it back, from a backup or from version control",
            )
            return cls()
        return cls(keys, tuple(witnesses), certificates)

    def __bytes__(self) -> bytes:
        return f"{json.dumps(asdict(self), ensure_ascii=False, indent=2)}\n".encode()

    @property
    def signs(self) -> PublicKey | None:
        """The key that signs; None where the house signs nothing."""
        return next((one.public for one in self.keys if one.state == "signs"), None)

    @property
    def believed(self) -> Iterator[PublicKey]:
        """The keys whose signature counts."""
        return (one.public for one in self.keys if one.state != "revoked")

    @property
    def certificate(self) -> Certificate | None:
        """The certificate that signs PDFs; None where nothing signs them."""
        return next((one for one in self.certificates if one.signs), None)

    def with_certificate(self, certificate: Certificate | None) -> Trust:
        """Have *certificate* sign PDFs from now on, or none; those before it are known still."""
        before = tuple(
            replace(one, signs=False)
            for one in self.certificates
            if certificate is None or one.sha256 != certificate.sha256
        )
        return replace(self, certificates=(*before, *([certificate] if certificate else [])))

    def with_key(self, key: PublicKey) -> Trust:
        """Have *key* sign from now on; the one before it is trusted still."""
        before = tuple(
            replace(one, state="trusted") if one.state == "signs" else one
            for one in self.keys
            if one.key != str(key)
        )
        return replace(self, keys=(*before, TrustedKey(str(key), "signs")))

    def without_key(self, key: PublicKey) -> Trust:
        """Believe no signature of *key* any more."""
        keys = tuple(
            replace(one, state="revoked") if one.key == str(key) else one for one in self.keys
        )
        return replace(self, keys=keys)
