"""Sign PDFs as PAdES has it (ETSI EN 319 142-1), and look at the signatures in one.

    a PDF, to the byte ─► an update behind it, which holds the signature and shows nothing

So the digest of a signed PDF is another one, and what stood there before can still be cut out of
it. A named copy is an update behind the signature of its edition: it is signed once more, and its
last signature is the one that covers all of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Literal

from ..model.problems import Place, Problems
from .trust import FILE as TRUST
from .trust import Certificate, Trust

CERTIFICATE_VARIABLE = "BRIEFPRESS_CERTIFICATE"
"""The variable that names the file of a certificate and its key."""
Field = Literal["Edition", "Copy"]
"""The names of the fields that hold a signature: readers show them in their list."""


def certificate_file(certificate: Certificate, environment: Mapping[str, str]) -> Path:
    """Where *certificate* lies with its key: outside of the house, which others may read."""
    if named := environment.get(CERTIFICATE_VARIABLE):
        return Path(named)
    home = environment.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "briefpress" / f"{certificate.sha256[:16]}.pem"


def can_sign_pdfs() -> bool:
    """Whether pyHanko is installed, which the extra `sign` brings."""
    return find_spec("pyhanko") is not None


@dataclass(frozen=True)
class PadesSigner:
    """A certificate and its key."""

    certificate: Certificate
    pem: bytes
    """The key, the certificate, and those that vouch for it."""
    ends: date
    """Until when the certificate is valid."""

    @classmethod
    def read(cls, pem: bytes) -> PadesSigner:
        """Read the key and the certificates of *pem*. Raises ValueError."""
        from cryptography import x509
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            key = load_pem_private_key(pem, None)
            certificates = x509.load_pem_x509_certificates(pem)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise ValueError("it holds no key and certificate that can be read") from error
        for certificate in certificates:
            if certificate.public_key() == key.public_key():
                names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
                whose = str(names[0].value) if names else certificate.subject.rfc4514_string()
                known = Certificate(certificate.fingerprint(SHA256()).hex(), whose, signs=True)
                return cls(known, pem, certificate.not_valid_after_utc.date())
        raise ValueError("its key belongs to none of its certificates")

    @classmethod
    def from_pkcs12(cls, data: bytes, password: str) -> PadesSigner:
        """Read a .p12 or .pfx, as authorities hand them out. Raises ValueError."""
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
            pkcs12,
        )

        try:
            key, own, others = pkcs12.load_key_and_certificates(data, password.encode() or None)
        except ValueError as error:
            raise ValueError("it is no .p12 file, or its password is another one") from error
        if key is None or own is None:
            raise ValueError("it holds no key with its certificate")
        parts = [key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())]
        parts += [one.public_bytes(Encoding.PEM) for one in (own, *others)]
        return cls.read(b"".join(parts))

    def sign(self, data: bytes, field: Field) -> bytes:
        """Sign the PDF *data* in a new field, which shows nothing.

        The signature names the time at which it is made; nobody vouches for that.
        """
        from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
        from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        others = [*load_certs_from_pemder_data(self.pem)]
        (own,) = (one for one in others if one.sha256.hex() == self.certificate.sha256)
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # it has no types
        registry.register_multiple(others)
        signer = SimpleSigner(
            signing_cert=own,
            signing_key=load_private_key_from_pemder_data(self.pem, None),
            cert_registry=registry,
        )
        how = PdfSignatureMetadata(
            field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
        )
        out = BytesIO()
        PdfSigner(how, signer, new_field_spec=SigFieldSpec(field)).sign_pdf(
            IncrementalPdfFileWriter(BytesIO(data)), output=out
        )
        return out.getvalue()


def find_pdf_signer(house: Path, today: date, problems: Problems) -> PadesSigner | None:
    """Read what signs the PDFs of *house*; None where nothing does.

    Problems: a certificate whose key is not on this machine, that is another one, or that is no
    longer valid *today*; pyHanko is not installed.
    """
    certificate = Trust.read(house / "editions", problems).certificate
    if certificate is None:
        return None
    place = Place(TRUST)
    if not can_sign_pdfs():
        problems.error(place, MISSING, INSTALL)
        return None
    path = certificate_file(certificate, os.environ)
    try:
        signer = PadesSigner.read(path.read_bytes())
        if signer.certificate.sha256 == certificate.sha256:
            if signer.ends < today:
                problems.error(
                    place,
                    f"the certificate of {certificate.subject} ended on {signer.ends}",
                    "take the next one: `briefpress trust --certificate FILE`",
                )
            return signer
        reason = f"{path} holds another one, of {signer.certificate.subject}"
    except OSError as error:
        reason = f"{path} cannot be read: {(error.strerror or str(error)).lower()}"
    except ValueError as error:
        reason = f"{path}: {error}"
    problems.error(
        place,
        f"the PDFs of this house are signed by {certificate.subject}, and the key of that is not "
        f"here: {reason}",
        f"`briefpress trust --certificate FILE.p12` brings it onto this machine; or name its file "
        f"in the variable {CERTIFICATE_VARIABLE}",
    )
    return None


MISSING = "signing PDFs needs pyHanko, which is not installed"
INSTALL = "`pip install 'briefpress[sign]'`"

# ---------------------------------------------------------------------------------------------
# Looking at signatures


@dataclass(frozen=True)
class PdfSignature:
    """The last signature in a PDF, and what came of looking at it."""

    number: int
    """Which one it is, of as many as there are."""
    field: str
    subject: str
    sha256: str
    """The fingerprint of its certificate."""
    holds: bool
    """Whether it is that of the bytes that it covers."""
    behind: int
    """Bytes that stand behind what it covers: they were added later."""


BYTE_RANGE = b"/ByteRange"
"""Stands in each PDF that is signed, where nothing is packed."""
_RANGE = re.compile(rb"/ByteRange ?\[ ?(\d{1,12}) (\d{1,12}) (\d{1,12}) (\d{1,12}) *\]")


def describe_signed_ranges(data: bytes) -> str:
    """Say which signature of a PDF that is known by its digest is the one to look at; nothing
    where it has none.

    The digest has said already that no byte is another: so only their places are looked at.
    """
    ranges = [tuple(map(int, one)) for one in _RANGE.findall(data)]
    if not ranges:
        return ""
    count = len(ranges)
    ends = [third + fourth for _, _, third, fourth in ranges]
    if max(ends) != len(data):
        return (
            f"none of the {count} in it covers all of the file"
            if count > 1
            else ("the one in it does not cover all of the file")
        )
    last = ends.index(max(ends)) + 1
    earlier = f"; {'the first is' if last == 2 else 'those before it are'} of what it was made from"
    return f"number {last} of {count} covers all of the file{earlier * (last > 1)}"


def without_signature(data: bytes) -> bytes:
    """Give the PDF *data* as it was before its last signature, where nothing stands behind that;
    otherwise *data*. The signature does not cover a file that is made of its pages.
    """
    last = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data[-64:])
    previous = re.search(rb"/Prev (\d+)", data[int(last[1]) :]) if last else None
    if previous is None:
        return data
    end = re.search(rb"startxref\s+%s\s+%%%%EOF" % previous[1], data)
    if end is None or BYTE_RANGE not in data[end.end() :]:
        return data
    return data[: end.end()] + b"\n"


def read_signature(data: bytes) -> PdfSignature | None:
    """Look at the last signature in the PDF *data*, for a worker: somebody else has made it.

    None where there is none, or nothing that can be read.
    """
    if BYTE_RANGE not in data or not can_sign_pdfs():
        return None
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    # A file can be broken in more ways than there are names for; lack of memory is told elsewhere.
    with suppress(Exception):
        signatures = PdfFileReader(BytesIO(data)).embedded_signatures
        last = signatures[-1]
        own = last.signer_cert
        asked = ValidationContext(trust_roots=[own], allow_fetching=False)
        status = validate_pdf_signature(last, asked, skip_diff=True)
        _, _, third, fourth = map(int, last.byte_range)
        names = own.subject.native
        return PdfSignature(
            number=len(signatures),
            field=str(last.field_name),
            subject=str(names.get("common_name") or own.subject.human_friendly),
            sha256=own.sha256.hex(),
            holds=bool(status.intact and status.valid),
            behind=len(data) - third - fourth,
        )
    return None


def describe_signature(signature: PdfSignature, known: Collection[Certificate]) -> str:
    """Say what came of looking at *signature*, and whether its certificate is one of *known*."""
    ours = any(one.sha256 == signature.sha256 for one in known)
    whose = "which signs PDFs of this house" if ours else "which this house does not know"
    head = f"number {signature.number}, `{signature.field}`, by {signature.subject}, {whose}"
    if not signature.holds:
        return f"{head}: it does not hold, what it covers was changed"
    if signature.behind:
        return f"{head}: it holds, and {signature.behind:,} bytes behind it were added later"
    return f"{head}: it holds, and covers all of the file"
