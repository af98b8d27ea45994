"""Keys and signatures as minisign writes them, so that anybody can check them with that.

A key pair is one of Ed25519, and has a number of eight bytes, by which a signature names it. Each
file has a comment in its first line, which nobody vouches for, and base64 in its second. A
signature has two lines more: a comment that is signed as well, and the signature of both.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519, _HASHED, _NO_PASSWORD, _BLAKE2 = b"Ed", b"ED", b"\0\0", b"B2"
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "
_NO_SALT = bytes(32 + 8 + 8)
"""Salt and costs of the password of a secret key that has none."""


@dataclass(frozen=True)
class PublicKey:
    """The half of a key that everybody may know."""

    number: bytes
    key: bytes

    @property
    def name(self) -> str:
        """The number as minisign prints it: `E7620F1842B4E81F`."""
        return self.number[::-1].hex().upper()

    @property
    def short(self) -> str:
        """The beginning of the key's SHA-256, as it is printed: `3F2A 9C01 77B4 E81F`.

        Not its name, which anybody can give to another key.
        """
        digits = sha256(self.key).hexdigest()[:16].upper()
        return " ".join(digits[at : at + 4] for at in range(0, 16, 4))

    def __str__(self) -> str:
        """The key as it is passed on: `RWQf6LRC…`."""
        return b64encode(_ED25519 + self.number + self.key).decode()

    @classmethod
    def read(cls, text: str) -> PublicKey:
        """Read a key, or a file that holds it. Raises ValueError."""
        data = _decode(text.strip().splitlines()[-1] if text.strip() else "")
        if len(data) != 42 or not data.startswith(_ED25519):
            raise ValueError("this is no public key of minisign")
        return cls(data[2:10], data[10:])


@dataclass(frozen=True)
class SecretKey:
    """The half of a key that signs."""

    number: bytes
    seed: bytes

    @classmethod
    def make(cls) -> SecretKey:
        """Make a new key."""
        from secrets import token_bytes

        return cls(token_bytes(8), token_bytes(32))

    @property
    def public(self) -> PublicKey:
        """Its other half."""
        return PublicKey(self.number, self._key().public_key().public_bytes_raw())

    def __str__(self) -> str:
        """The file of a secret key without a password."""
        pair = self.seed + self.public.key
        check = blake2b(_ED25519 + self.number + pair, digest_size=32).digest()
        data = _ED25519 + _NO_PASSWORD + _BLAKE2 + _NO_SALT + self.number + pair + check
        name = self.public.name
        return f"{_UNTRUSTED}minisign secret key {name}\n{b64encode(data).decode()}\n"

    @classmethod
    def read(cls, text: str) -> SecretKey:
        """Read the file of a secret key. Raises ValueError: it is none, or has a password."""
        data = _decode(text.strip().splitlines()[-1] if text.strip() else "")
        if len(data) != 158 or not data.startswith(_ED25519):
            raise ValueError("this is no secret key of minisign")
        if data[2:4] != _NO_PASSWORD:
            raise ValueError("this key has a password")
        number, pair, check = data[54:62], data[62:126], data[126:]
        key = cls(number, pair[:32])
        right = blake2b(_ED25519 + number + pair, digest_size=32).digest()
        # minisign 0.11 leaves the sum out where there is no password.
        if check not in (right, bytes(32)) or key.public.key != pair[32:]:
            raise ValueError("this secret key is damaged")
        return key

    def sign(self, data: bytes, comment: str, *, hashes: bool = True) -> str:
        """Sign *data* and *comment*, a line; returns the file of the signature.

        *hashes*: whether the hash of the data is signed, as minisign does it today, or the data
        itself, as it did before: who has no BLAKE2 can check that.
        """
        comment = " ".join(comment.split())
        signature = self._key().sign(blake2b(data).digest() if hashes else data)
        both = self._key().sign(signature + comment.encode())
        kind = _HASHED if hashes else _ED25519
        first = b64encode(kind + self.number + signature).decode()
        return (
            f"{_UNTRUSTED}signature of briefpress, key {self.public.name}\n{first}\n"
            f"{_TRUSTED}{comment}\n{b64encode(both).decode()}\n"
        )

    def _key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True)
class Signature:
    """A signature, not checked yet."""

    number: bytes
    """The number of the key."""
    signature: bytes
    is_of_hash: bool
    """Whether the hash of the data is signed, as minisign does it today, or the data itself."""
    comment: str
    both: bytes

    @classmethod
    def read(cls, text: str) -> Signature:
        """Read the file of a signature. Raises ValueError."""
        lines = text.splitlines()
        if len(lines) < 4 or not lines[2].startswith(_TRUSTED):
            raise ValueError("this is no signature of minisign")
        data, both = _decode(lines[1]), _decode(lines[3])
        if len(data) != 74 or data[:2] not in (_ED25519, _HASHED) or len(both) != 64:
            raise ValueError("this is no signature of minisign")
        comment = lines[2].removeprefix(_TRUSTED)
        return cls(data[2:10], data[10:], data[:2] == _HASHED, comment, both)

    def holds(self, data: bytes, key: PublicKey) -> bool:
        """Whether *key* signed *data* and the comment."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        if key.number != self.number:
            return False
        try:
            checker = Ed25519PublicKey.from_public_bytes(key.key)
            signed = blake2b(data).digest() if self.is_of_hash else data
            checker.verify(self.signature, signed)
            checker.verify(self.both, self.signature + self.comment.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def _decode(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError as error:
        raise ValueError("this is no base64") from error
