"""Choose whom the house trusts: the key that signs its ledger, and who remembers its end."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..editions.books import open_ledger
from ..editions.files import write_whole
from ..editions.locks import alone_with_ledger
from ..editions.minisign import PublicKey, SecretKey
from ..editions.pades import INSTALL, MISSING, PadesSigner, can_sign_pdfs, certificate_file
from ..editions.signing import key_file, settle_signature, sign_ahead
from ..editions.truncation import find_ends, tell_witnesses
from ..editions.trust import FILE, Trust, TrustedKey
from ..model.problems import Place, Problems, Stopped, nearest

# ---------------------------------------------------------------------------------------------
# Keys


def make_key(house: Path, problems: Problems) -> tuple[PublicKey, Path] | None:
    """Make a key that signs the ledger of *house* from now on, and sign it as it stands.

    Gives the public half and the file of the secret one, which nobody else may read; None where
    nothing was made. A key that signed before is trusted still.

    Problems: a ledger that is not whole, a file of that name, or one inside of the house.
    """
    try:
        with alone_with_ledger(house, problems):
            before = Trust.read(house / "editions", problems)
            ledger = open_ledger(house, problems)
            problems.stop_on_errors()
            secret = SecretKey.make()
            path = key_file(secret.public, os.environ)
            _write_secret(house, path, str(secret).encode(), problems)
            if ledger.lines and not sign_ahead(house, ledger, secret, problems):
                return None
            _write(house, before.with_key(secret.public), problems)
            problems.stop_on_errors()
            settle_signature(house, ledger)
            return secret.public, path
    except Stopped:
        return None


def _write_secret(house: Path, path: Path, secret: bytes, problems: Problems) -> None:
    """Write *secret* to a new file that its owner alone may read. Raises `Stopped`."""
    place = Place(str(path))
    if path.resolve().is_relative_to(house.resolve()):
        problems.error(
            place,
            "a secret key does not lie in the house, which goes into version control and to others",
            "name a file elsewhere",
        )
        raise Stopped
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(place, f"cannot be written: {reason}", "move the old one away, it may count")
        raise Stopped from None


def trust_key(house: Path, text: str, problems: Problems) -> None:
    """Believe signatures of the public key *text* as well: that of a colleague's machine.

    Problems: what is no key, or one that was revoked.
    """
    try:
        with alone_with_ledger(house, problems):
            before = Trust.read(house / "editions", problems)
            open_ledger(house, problems)
            problems.stop_on_errors()
            try:
                key = PublicKey.read(text)
            except ValueError as error:
                hint = "give the line that begins with RW, from the file of the public key"
                problems.error(Place(FILE), f"`{text[:60]}`: {error}", hint)
                return
            known = {one.key: one.state for one in before.keys}
            if known.get(str(key)) == "revoked":
                problems.error(Place(FILE), f"the key {key.name} was revoked", "make another one")
            elif str(key) not in known:
                keys = (*before.keys, TrustedKey(str(key), "trusted"))
                _write(house, replace(before, keys=keys), problems)
    except Stopped:
        pass


def revoke_key(house: Path, name: str, problems: Problems) -> None:
    """Believe no signature of the key *name* any more: E7620F1842B4E81F, or the key itself.

    Problems: a key that is not known, or that signs: another has to sign before.
    """
    try:
        with alone_with_ledger(house, problems):
            before = Trust.read(house / "editions", problems)
            problems.stop_on_errors()
            keys = {one.public.name: one for one in before.keys}
            named = keys.get(name.upper()) or next(
                (one for one in before.keys if one.key == name), None
            )
            if named is None:
                hint = nearest(name.upper(), keys, "keys")
                problems.error(Place(FILE), f"no key `{name}`", hint)
            elif named.state == "signs":
                problems.error(
                    Place(FILE),
                    f"the key {named.public.name} signs the ledger",
                    "let another one sign it before: `briefpress keygen`",
                )
            else:
                _write(house, before.without_key(named.public), problems)
    except Stopped:
        pass


# ---------------------------------------------------------------------------------------------
# Certificates


def is_certificate(file: Path, password: str) -> bool:
    """Whether *file* is a certificate with its key, and *password* opens it."""
    try:
        PadesSigner.from_pkcs12(file.read_bytes(), password)
    except (OSError, ValueError):
        return False
    return True


def take_certificate(
    house: Path, file: Path, password: str, today: date, problems: Problems
) -> None:
    """Have the certificate of *file*, a .p12, sign the PDFs that *house* publishes from now on.

    Its key goes where only its owner reads it, without the password; the house gets its fingerprint
    and the name that stands in it.

    Problems: a file that cannot be read or opened, a certificate that is no longer valid *today*;
    pyHanko is not installed.
    """
    place = Place(str(file))
    if not can_sign_pdfs():
        problems.error(place, MISSING, INSTALL)
        return
    try:
        with alone_with_ledger(house, problems):
            before = Trust.read(house / "editions", problems)
            problems.stop_on_errors()
            try:
                signer = PadesSigner.from_pkcs12(file.read_bytes(), password)
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                problems.error(place, f"cannot be read: {reason}", "check the name")
                return
            except ValueError as error:
                hint = "name the .p12 or .pfx file that the authority gave you"
                problems.error(place, str(error), hint)
                return
            if signer.ends < today:
                hint = "ask for a new one"
                problems.error(place, f"it ended on {signer.ends}", hint)
                return
            path = certificate_file(signer.certificate, os.environ)
            if not path.exists() or path.read_bytes() != signer.pem:
                _write_secret(house, path, signer.pem, problems)
            _write(house, before.with_certificate(signer.certificate), problems)
    except Stopped:
        pass


def drop_certificate(house: Path, problems: Problems) -> None:
    """Sign no PDFs of *house* any more; those that are signed stay so."""
    try:
        with alone_with_ledger(house, problems):
            before = Trust.read(house / "editions", problems)
            problems.stop_on_errors()
            _write(house, before.with_certificate(None), problems)
    except Stopped:
        pass


# ---------------------------------------------------------------------------------------------
# Witnesses


def name_witness(house: Path, file: Path, problems: Problems) -> None:
    """Have *file* get a line for each line of the ledger, those that are there at once.

    Problems: a file that holds something else, or the lines of another ledger; one that cannot be
    written.
    """
    name = str(file.absolute())
    try:
        with alone_with_ledger(house, problems):
            before = Trust.read(house / "editions", problems)
            open_ledger(house, problems)
            problems.stop_on_errors()
            _check(file, problems)
            if name in before.witnesses:
                return
            _write(house, replace(before, witnesses=(*before.witnesses, name)), problems)
            if not file.exists():  # which is said of a witness that was named before
                write_whole(file, b"", Place(name), problems)
            ledger = open_ledger(house, problems)
            if not problems.errors:
                tell_witnesses(house, ledger, problems)
            if problems.found:
                _write(house, before, problems)
    except Stopped:
        pass


def _check(file: Path, problems: Problems) -> None:
    """Raise `Stopped` where *file* holds something else than a witness does."""
    try:
        text = file.read_text("utf-8") if file.exists() else ""
        if len([*find_ends(text)]) == len(text.splitlines()):
            return
        reason = "it holds something else than the ends of a ledger"
    except (OSError, UnicodeDecodeError) as error:
        reason = f"cannot be read: {(getattr(error, 'strerror', '') or str(error)).lower()}"
    problems.error(Place(str(file)), reason, "name a new file")
    raise Stopped


def forget_witness(house: Path, file: Path, problems: Problems) -> None:
    """Ask the witness *file* no longer; it stays where it is.

    Problems: a file that is no witness.
    """
    try:
        with alone_with_ledger(house, problems):
            before = Trust.read(house / "editions", problems)
            problems.stop_on_errors()
            gone = {str(file), str(file.absolute())}
            kept = tuple(one for one in before.witnesses if one not in gone)
            if kept == before.witnesses:
                hint = nearest(str(file), before.witnesses, "witnesses")
                problems.error(Place(str(file)), "this is no witness of the ledger", hint)
                return
            _write(house, replace(before, witnesses=kept), problems)
    except Stopped:
        pass


def _write(house: Path, trust: Trust, problems: Problems) -> None:
    write_whole(house / FILE, bytes(trust), Place(FILE), problems)
