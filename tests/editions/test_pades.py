"""Tests of the signature inside a PDF: strangers see it, the paper lasts, and `verify` looks."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    load_pem_private_key,
    pkcs12,
)
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from support.printed import add_brief, bare_house, call, new_house, run
from support.tools import need, verapdf

from briefpress.editions.pades import find_pdf_signer, read_signature, without_signature
from briefpress.editions.register import FILE as REGISTER
from briefpress.editions.trust import Certificate, Trust
from briefpress.model.problems import Problems
from briefpress.workflows.trust import take_certificate

pytestmark = pytest.mark.long

DAY = "2024-12-03"
PASSWORD = "correct horse"


def make_certificate(file: Path, name: str, days: int = 365, password: str = "") -> bytes:
    """Write a key and its certificate to *file*, a .p12; returns the certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    start = datetime.now(UTC) - timedelta(days=400)
    signs = x509.KeyUsage(True, True, *[False] * 7)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(datetime.now(UTC) + timedelta(days=days))
        .add_extension(signs, critical=True)
        .sign(key, hashes.SHA256())
    )
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"it", key, certificate, None, lock))
    return certificate.public_bytes(Encoding.PEM)


@dataclass(frozen=True)
class Signed:
    """A house that signs its PDFs, with an edition and two named copies of it."""

    house: Path
    certificate: bytes
    edition: Path
    copies: list[Path]
    whole: Path
    """Both in one file."""


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    """Made once for all tests, which only read."""
    folder = tmp_path_factory.mktemp("pades")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.delenv("BRIEFPRESS_CERTIFICATE", raising=False)
        house = new_house(folder / "house")
        certificate = make_certificate(folder / "it.p12", "A Test House")
        said = succeed("trust", "--certificate", folder / "it.p12", house=house)
        assert "which signs PDFs: A Test House" in said
        text = "## A heading\n\nA sentence with [a link](https://example.org).\n"
        add_brief(house, "it", text, paper=["a4"])
        succeed("publish", "it", "--note", "First.", "--date", DAY, house=house)
        listed = house / "list.csv"
        listed.write_text("name\nA. Name\nAn Other\n", "utf-8")
        succeed("copies", "it", "--to", listed, "--date", DAY, house=house)
        succeed("copies", "it", "--to", listed, "--date", DAY, "--one-file", house=house)
        made = house / "output/copies/it/1"
        yield Signed(
            house,
            certificate,
            house / "editions/it/1/it.pdf",
            sorted(made.glob("00*.pdf")),
            made / "all.pdf",
        )


def succeed(*arguments: object, house: Path) -> str:
    """Run a command without a problem; what it said."""
    done = run(*arguments, house=house)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return str(done.stdout)


def verdicts(*files: Path, house: Path) -> list[dict[str, Any]]:
    """The answers of `verify`."""
    return list(json.loads(run("verify", *files, "--format", "json", house=house).stdout))


def pdfsig(file: Path) -> list[tuple[str, bool, bool]]:
    """Poppler's view of each signature: its field, whether it is valid, whether it covers all."""
    need("pdfsig")
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, timeout=60).stdout
    found = []
    for part in said.split("Signature #")[1:]:
        field = part.partition("Field Name: ")[2].partition("\n")[0]
        valid = "Signature is Valid." in part
        found.append((field, valid, "Total document signed" in part.replace("Not total", "")))
    return found


def pyhanko(file: Path, certificate: bytes) -> list[tuple[str, bool, bool]]:
    """PyHanko's view of the same, where the *certificate* is trusted."""
    roots = [*load_certs_from_pemder_data(certificate)]
    found = []
    for one in PdfFileReader(BytesIO(file.read_bytes())).embedded_signatures:
        status = validate_pdf_signature(one, ValidationContext(trust_roots=roots))
        whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        valid = status.intact and status.valid and status.trusted
        assert (whole and valid) <= status.bottom_line
        found.append((one.field_name, valid, whole))
    return found


@pytest.mark.java
def test_a_signed_pdf_lasts_and_can_be_read_by_all(signed: Signed) -> None:
    """Edition, copies and the file of all copies are PDF/A-3a and PDF/UA-1 behind their signature,
    and nothing of it is seen.
    """
    files = [signed.edition, *signed.copies, signed.whole]
    for flavour in ("3a", "ua1"):
        assert verapdf(files, flavour) == {file: [] for file in files}
    with pikepdf.open(signed.edition) as pdf:
        (widget,) = (one for one in pdf.pages[0].Annots if one.Subtype == "/Widget")
        assert [float(edge) for edge in widget.Rect] == [0] * 4
        assert "/AP" not in widget


def test_strangers_come_to_the_same_verdict(signed: Signed) -> None:
    """Poppler and pyHanko say of each signature what `verify` says: the edition's own covers all of
    it, and of a copy the second one, `Copy`, does.
    """
    edition = [("Edition", True, True)]
    copy = [("Edition", True, False), ("Copy", True, True)]
    for file, seen in ((signed.edition, edition), *((one, copy) for one in signed.copies)):
        assert pdfsig(file) == pyhanko(file, signed.certificate) == seen
    assert pdfsig(signed.whole) == copy
    answers = verdicts(signed.edition, *signed.copies, signed.whole, house=signed.house)
    assert {one["state"] for one in answers} == {"CURRENT"}
    assert answers[0]["signature"] == "number 1 of 1 covers all of the file"
    second = "number 2 of 2 covers all of the file; the first is of what it was made from"
    assert {one["signature"] for one in answers[1:]} == {second}
    said = run("verify", signed.copies[0], house=signed.house).stdout
    assert f"\n  signature of the PDF: {second}\n" in said


def test_what_was_changed_behind_a_signature_is_told(signed: Signed, tmp_path: Path) -> None:
    """A comment that was added, another letter, another house's signature: ALTERED, and what the
    last signature says, as strangers see it.
    """
    data = signed.edition.read_bytes()
    longer = tmp_path / "longer.pdf"
    longer.write_bytes(data + b"% a remark\n")
    at = data.index(b"/ByteRange")
    other = tmp_path / "other.pdf"
    assert data[:at].count(b"<dc:title>") == 1
    other.write_bytes(data.replace(b">A title<", b">B title<"))
    foreign = tmp_path / "foreign.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        house = bare_house(tmp_path / "house")
        make_certificate(tmp_path / "it.p12", "Somebody")
        problems = Problems()
        take_certificate(house, tmp_path / "it.p12", "", date.today(), problems)
        signer = find_pdf_signer(house, date.today(), problems)
        assert signer and not problems.found
    foreign.write_bytes(signer.sign(data, "Copy"))
    answers = verdicts(longer, other, foreign, house=signed.house)
    assert [one["state"] for one in answers] == ["ALTERED"] * 3
    ours = "number 1, `Edition`, by A Test House, which signs PDFs of this house: it"
    assert [one["signature"] for one in answers] == [
        f"{ours} holds, and 11 bytes behind it were added later",
        f"{ours} does not hold, what it covers was changed",
        "number 2, `Copy`, by Somebody, which this house does not know: it holds, and covers all "
        "of the file",
    ]
    assert pdfsig(longer) == [("Edition", True, False)]
    assert [one[:2] for one in pdfsig(other)] == [("Edition", False)]
    assert pdfsig(foreign)[-1] == ("Copy", True, True)


def test_a_signature_can_be_taken_off(signed: Signed) -> None:
    """The file before it was signed comes out to the byte; one that is not signed stays."""
    unsigned = without_signature(signed.copies[0].read_bytes())
    assert b"/ByteRange" in unsigned  # that of its edition
    before = without_signature(signed.edition.read_bytes())
    assert b"/ByteRange" not in before
    assert signed.edition.read_bytes().startswith(before)
    assert without_signature(before) == before


def test_what_cannot_be_read_has_no_signature_and_a_verdict() -> None:
    """A file that only says that it is signed is looked at without a traceback."""
    assert read_signature(b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF\n") is None


def test_the_same_list_gives_the_same_signed_copies(signed: Signed) -> None:
    """A signature is made once: its copy, and its line of the register, stay as they are."""
    before = [file.read_bytes() for file in signed.copies]
    register = (signed.house / REGISTER).read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(signed.house.parent / "config"))
        listed = signed.house / "list.csv"
        succeed("copies", "it", "--to", listed, "--date", DAY, house=signed.house)
    assert [file.read_bytes() for file in signed.copies] == before
    assert (signed.house / REGISTER).read_bytes() == register


def test_the_rest_of_the_house_takes_signed_editions(signed: Signed) -> None:
    """A pack is made of them, the house is read over, and a build keeps them."""
    house = signed.house
    assert "is current" in succeed("build", house=house)
    assert (house / "output/it.pdf").read_bytes() == signed.edition.read_bytes()
    assert "all is as it was written" in succeed("verify", "--all", house=house)
    meeting = house / "content/meetings/may.yaml"
    meeting.parent.mkdir()
    fields = "title: A meeting\nplace: Geneva\nbegins: 2024-12-10\n"
    meeting.write_text(f"{fields}items:\n- {{title: All, briefs: [it]}}\n", "utf-8")
    done = run("pack", "may", house=house)
    assert done.returncode == 0, done.stderr
    assert "PDF/" not in done.stderr  # it keeps its claims
    (pack,) = (house / "output").glob("*.pack.pdf")
    with pikepdf.open(pack) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not [one for page in pdf.pages for one in page.get("/Annots", []) if "/FT" in one]


# ---------------------------------------------------------------------------------------------
# The certificate


def test_the_key_of_a_certificate_stays_outside(tmp_path: Path) -> None:
    """The password is asked for; the house gets name and fingerprint, the key its owner alone."""
    house = bare_house(tmp_path / "house")
    make_certificate(tmp_path / "it.p12", "A Test House", password=PASSWORD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        patch.setattr("click.termui.visible_prompt_func", lambda _: PASSWORD)
        patch.setattr("click.termui.hidden_prompt_func", lambda _: PASSWORD)
        done = call("trust", "--certificate", tmp_path / "it.p12", cwd=house)
    assert done.returncode == 0, done.stderr
    (held,) = Trust.read(house / "editions", Problems()).certificates
    assert held == Certificate(held.sha256, "A Test House", signs=True)
    (key,) = (tmp_path / "config/briefpress").iterdir()
    assert (key.name, key.stat().st_mode & 0o777) == (f"{held.sha256[:16]}.pem", 0o600)
    load_pem_private_key(key.read_bytes(), None)
    assert b"PRIVATE" not in b"".join(one.read_bytes() for one in (house / "editions").iterdir())
    succeed("trust", "--no-certificate", house=house)
    (known,) = Trust.read(house / "editions", Problems()).certificates
    assert not known.signs
    assert find_pdf_signer(house, date.today(), Problems()) is None


def test_nothing_is_signed_with_what_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong password, a certificate that ended, a machine without the key, another one there, no
    pyHanko: each is told with what to do.
    """
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    house = bare_house(tmp_path / "house")
    make_certificate(tmp_path / "locked.p12", "A", password=PASSWORD)
    make_certificate(tmp_path / "old.p12", "B", days=-1)
    make_certificate(tmp_path / "good.p12", "C", days=10)
    make_certificate(tmp_path / "other.p12", "D")
    today = date.today()

    def take(name: str, day: date = today) -> str:
        problems = Problems()
        take_certificate(house, tmp_path / name, "", day, problems)
        return "".join(f"{one.message} | {one.hint}" for one in problems)

    def find(day: date = today) -> str:
        problems = Problems()
        find_pdf_signer(house, day, problems)
        return "".join(f"{one.message} | {one.hint}" for one in problems)

    assert "its password is another one" in take("locked.p12")
    assert "it ended on" in take("old.p12")
    assert not Trust.read(house / "editions", Problems()).certificates
    assert take("good.p12") == find() == ""
    assert "ended on" in find(today + timedelta(days=11))
    other = tmp_path / "other"
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(other))
        assert "cannot be read: no such file" in find()
        assert "trust --certificate FILE.p12" in find()
    take("other.p12")
    first = Trust.read(house / "editions", Problems()).certificates[0]
    key = tmp_path / f"config/briefpress/{first.sha256[:16]}.pem"
    with monkeypatch.context() as patch:
        patch.setenv("BRIEFPRESS_CERTIFICATE", os.fspath(key))
        assert "holds another one, of C" in find()
    with monkeypatch.context() as patch:
        patch.setattr("briefpress.editions.pades.find_spec", lambda _: None)
        assert "needs pyHanko, which is not installed | `pip install" in find()
