"""Tests of a signature: only the house writes its ledger, and a stranger can tell."""

import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.printed import add_brief, bare_house, lines_of, new_house, run, text_of, words
from support.tools import need

from briefpress.editions.books import open_ledger
from briefpress.editions.hash_chain import add_lines
from briefpress.editions.ledger import FILE, Ledger, Withdrawal, read_ledger
from briefpress.editions.minisign import PublicKey, SecretKey, Signature
from briefpress.editions.signing import sign_ahead
from briefpress.editions.trust import FILE as TRUST
from briefpress.editions.trust import Trust
from briefpress.model.problems import Problems

KEPT = Path(__file__).parents[1] / "contracts/house"
DAY = "2024-12-10"
SIGNATURE = f"{FILE}.minisig"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with two editions, and a folder for keys that is not that of whoever tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("BRIEFPRESS_KEY", raising=False)
    house = bare_house(tmp_path / "house")
    shutil.copytree(KEPT / "editions", house / "editions")
    return house


def succeed(house: Path, *arguments: object) -> str:
    """Run a command without a problem; what it said."""
    done = run(*arguments, house=house)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return str(done.stdout)


def keygen(house: Path) -> PublicKey:
    """Make a key; its public half."""
    said = succeed(house, "keygen")
    (text,) = re.findall(r"^public half:  (\S+)$", said, re.M)
    return PublicKey.read(text)


def withdraw(house: Path, number: int = 2) -> Any:
    """Withdraw an edition: a line more."""
    return run("withdraw", "harbour", number, "--why", "Wrong.", "--date", DAY, house=house)


def errors(house: Path) -> list[str]:
    """Give the problems of the ledger."""
    problems = Problems()
    open_ledger(house, problems)
    return [str(one) for one in problems]


def minisign(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Debian's minisign."""
    need("minisign")
    return subprocess.run(
        ["minisign", *map(str, arguments)], capture_output=True, text=True, timeout=30
    )


# ---------------------------------------------------------------------------------------------
# The format


def test_minisign_checks_what_we_sign(tmp_path: Path) -> None:
    """A file, an empty one and a large one; the comment is told, and a changed letter is not."""
    secret = SecretKey.make()
    for data in (b"", b"a line\n", b"x" * 300_000):
        (tmp_path / "it").write_bytes(data)
        (tmp_path / "it.minisig").write_text(secret.sign(data, "the ledger, line 7"), "utf-8")
        check = ("-V", "-m", tmp_path / "it", "-P", secret.public)
        done = minisign(*check, "-Q")
        assert (done.returncode, done.stdout) == (0, "the ledger, line 7\n"), done.stderr
        (tmp_path / "it").write_bytes(data + b".")
        assert minisign(*check).returncode != 0
        (tmp_path / "it").write_bytes(data)
        text = (tmp_path / "it.minisig").read_text("utf-8")
        (tmp_path / "it.minisig").write_text(text.replace("line 7", "line 8"), "utf-8")
        assert minisign(*check).returncode != 0


@pytest.mark.parametrize("way", [(), ("-l",)], ids=["hashed", "legacy"])
def test_we_check_what_minisign_signs(tmp_path: Path, way: tuple[str, ...]) -> None:
    """With a key that it has made, and with one of ours that it reads; both ways of signing."""
    public, secret, it = (tmp_path / name for name in ("it.pub", "it.key", "it"))
    it.write_bytes(b"a line\n")
    assert minisign("-G", "-W", "-p", public, "-s", secret).returncode == 0
    ours = SecretKey.make()
    (tmp_path / "ours.key").write_text(str(ours), "ascii")
    for file, key in (
        (secret, PublicKey.read(public.read_text("ascii"))),
        (tmp_path / "ours.key", ours.public),
    ):
        done = minisign("-S", *way, "-s", file, "-m", it, "-t", "a comment")
        assert done.returncode == 0, done.stderr
        signature = Signature.read((tmp_path / "it.minisig").read_text("utf-8"))
        assert signature.holds(b"a line\n", key)
        assert signature.comment == "a comment"
        assert not signature.holds(b"another\n", key)
        assert not signature.holds(b"a line\n", SecretKey.make().public)
        assert SecretKey.read(file.read_text("ascii")).public == key
    assert f"key {ours.public.name}" in str(ours).replace("secret key", "key")


@pytest.mark.parametrize(
    "text", ["", "RW", "untrusted comment: x\n", "RWQ" + "A" * 49, "x" * 5_000, "\n\n\n\n", "é\né"]
)
def test_what_is_no_key_and_no_signature_is_refused(text: str) -> None:
    """Whatever stands in the file: a ValueError, and nothing else."""
    for read in (PublicKey.read, SecretKey.read, Signature.read):
        with pytest.raises(ValueError, match=r"this is no|this key|damaged"):
            read(text)


def test_a_secret_key_is_checked(tmp_path: Path) -> None:
    """One letter of it changed, or with a password: it signs nothing."""
    text = str(SecretKey.make())
    at = len(text) - 60
    with pytest.raises(ValueError, match="damaged"):
        SecretKey.read(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :])


# ---------------------------------------------------------------------------------------------
# The ledger of a house


def test_a_stranger_checks_the_ledger(house: Path) -> None:
    """From the key on, each line is signed with all before it, and each note of a folder."""
    key = keygen(house)
    ledger = house / FILE
    check = ("-V", "-m", ledger, "-P", key)
    assert minisign(*check).returncode == 0
    assert withdraw(house).returncode == 0
    done = minisign(*check, "-Q")
    assert done.returncode == 0
    assert re.fullmatch(r"ledger, line 4: [0-9a-f]{64}\n", done.stdout)
    note = house / "editions/harbour/2/withdrawn.txt"
    assert minisign("-V", "-m", note, "-P", key).returncode == 0
    ledger.write_bytes(ledger.read_bytes().replace(b"43", b"44"))
    assert minisign(*check).returncode != 0


def test_the_secret_half_is_for_its_owner(house: Path, tmp_path: Path) -> None:
    """It lies outside of the house, nobody else may read it, and no file of the house holds it."""
    key = keygen(house)
    file = tmp_path / f"config/briefpress/{key.name}.key"
    assert file.stat().st_mode & 0o777 == 0o600
    seed = file.read_text("ascii").splitlines()[1]
    held = [path for path in house.rglob("*") if path.is_file()]
    assert held
    assert not [path for path in held if seed.encode() in path.read_bytes()]


@pytest.mark.parametrize("where", ["editions/house.key", "house.key", "content/house.key"])
def test_no_secret_is_written_into_the_house(
    house: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others have the house as well."""
    monkeypatch.setenv("BRIEFPRESS_KEY", str(house / where))
    done = run("keygen", house=house)
    assert done.returncode == 1
    assert "a secret key does not lie in the house" in done.stderr
    assert not (house / where).exists()
    assert not (house / TRUST).exists()


def forge(house: Path) -> None:
    """Add a line whose chain is sound, as somebody would who has no key."""
    ledger = read_ledger((house / FILE).read_bytes(), FILE, Problems())
    two = ledger.editions[1]
    forged = ledger.with_event(Withdrawal("harbour", 2, two.date, "It never was.", two.code))
    (house / FILE).write_bytes(bytes(forged))


def forge_with_a_key(house: Path) -> None:
    """The same, signed with a key that nobody trusts."""
    forge(house)
    ledger = read_ledger((house / FILE).read_bytes(), FILE, Problems())
    sign_ahead(house, ledger, SecretKey.make(), Problems())


def take_the_signature(house: Path) -> None:
    """Take the signature away."""
    (house / SIGNATURE).unlink()


def break_the_signature(house: Path) -> None:
    """Put half of it there."""
    (house / SIGNATURE).write_text("untrusted comment: x\n", "utf-8")


@pytest.mark.long
def test_a_stranger_needs_the_site_alone(house: Path) -> None:
    """A PDF of the site, what the site notes of its edition, and its key: sha256sum and minisign
    come to the same verdict. A withdrawal is signed as well.
    """
    keygen(house)
    assert withdraw(house).returncode == 0
    assert run("catalog", house=house).returncode == 0
    site = house / "output/site"
    folder = site / "papers/harbour"
    note = folder / "withdrawn-2.txt"
    assert minisign("-V", "-m", note, "-p", site / "key.pub").returncode == 0
    assert note.read_text("utf-8").startswith("Edition 2 of harbour, code HARBOUR-2-89FA01, was")
    note.write_text(note.read_text("utf-8").replace("Wrong", "Right"), "utf-8")
    assert minisign("-V", "-m", note, "-p", site / "key.pub").returncode != 0


@pytest.mark.long
def test_the_site_notes_the_digest_of_each_file(tmp_path: Path, house: Path) -> None:
    """An edition that is published with a key says, signed, which files it is."""
    shutil.rmtree(house / "editions")
    add_brief(house, "one", f"## A heading\n\n{words(40)}\n", paper=["a4"])
    keygen(house)
    succeed(house, "publish", "one", "--note", "First.", "--date", DAY)
    assert run("catalog", house=house).returncode == 0
    folder = house / "output/site/papers/one"
    check = ("-V", "-m", folder / "edition-1.txt", "-p", house / "output/site/key.pub")
    assert minisign(*check).returncode == 0
    digest = sha256((folder / "one.edition-1.pdf").read_bytes()).hexdigest()
    assert f"\n{digest}  one.pdf\n" in (folder / "edition-1.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "attack", [forge, forge_with_a_key, take_the_signature, break_the_signature]
)
def test_nobody_else_writes_the_ledger(house: Path, attack: Any) -> None:
    """A forged line stops each command; the next `withdraw` does not sign it."""
    keygen(house)
    assert errors(house) == []
    attack(house)
    (error,) = errors(house)
    assert "is not signed by a key that is trusted" in error
    before = (house / FILE).read_bytes()
    for done in (
        run("verify", house / "editions/harbour/1/harbour.pdf", house=house),
        withdraw(house),
        run("catalog", house=house),
        run("keygen", house=house),
    ):
        assert done.returncode == 1
        assert done.stdout == ""
        assert "is not signed by a key that is trusted" in done.stderr
    assert (house / FILE).read_bytes() == before


def test_line_ends_of_windows_break_no_signature(house: Path) -> None:
    """Git may have turned them round."""
    keygen(house)
    for name in (FILE, SIGNATURE, TRUST):
        path = house / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert errors(house) == []


@pytest.mark.long
@pytest.mark.parametrize("language", few(["en", "ar"]))
def test_the_key_stands_short_in_the_imprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """An edition prints the beginning of the key's SHA-256 beside its code, which a stranger works
    out with two programs of any system; it moves no other line. A house without a key prints none.
    """
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    house = new_house(tmp_path / "house")
    add_brief(house, "it", f"## A heading\n\n{words(60)}\n", paper=["a4"], language=language)
    succeed(house, "build")
    draft = lines_of(Path(shutil.copy(house / "output/it.pdf", tmp_path / "draft.pdf")))
    key = keygen(house)
    assert run("publish", "it", "--note", "One.", "--date", DAY, house=house).returncode == 0
    edition = house / "editions/it/1/it.pdf"
    command = f"echo {key} | base64 -d | tail -c 32 | sha256sum | cut -c 1-16"
    printed = subprocess.run(["bash", "-c", command], capture_output=True, text=True).stdout
    assert key.short.replace(" ", "") == printed.strip().upper()
    for half in (key.short[:9], key.short[10:]):
        assert half in text_of(edition).replace("\xa0", " ")
    kept = {(one.x, one.y, one.text) for one in draft}
    moved = kept - {(one.x, one.y, one.text) for one in lines_of(edition)}
    assert len(moved) <= 4, (
        moved
    )  # what says that it is a draft, in the head, the foot, the imprint
    add_brief(house, "other", f"## A heading\n\n{words(60)}\n", paper=["a4"], language=language)
    shutil.rmtree(house / "editions")
    assert run("publish", "other", "--note", "One.", "--date", DAY, house=house).returncode == 0
    without = " ".join(text_of(house / "editions/other/1/other.pdf").split())
    check, word = _SEAL[language]
    assert check in without and word not in without


_SEAL = {"en": ("Check this copy", "Key "), "ar": ("تحقق", "المفتاح")}


def test_a_key_is_changed_and_revoked(house: Path) -> None:
    """The new key signs everything, so what the old one signed holds though it is revoked."""
    old = keygen(house)
    assert withdraw(house, 2).returncode == 0
    done = run("trust", "--revoke", old.name, house=house)
    assert "signs the ledger" in done.stderr
    new = keygen(house)
    listed = succeed(house, "trust")
    assert f"key {new.name}, which signs the ledger: {new}" in listed
    assert f"key {old.name}, trusted still: {old}" in listed
    assert "revoked" in succeed(house, "trust", "--revoke", old.name)
    assert errors(house) == []
    assert minisign("-V", "-m", house / FILE, "-P", new).returncode == 0
    done = run("verify", house / "editions/harbour/1/harbour.pdf", house=house)
    assert "WITHDRAWN" in done.stdout
    assert f"ledger signed by: key {new.name}" in done.stdout
    done = run("trust", "--key", old, house=house)
    assert f"the key {old.name} was revoked" in done.stderr


def test_what_a_revoked_key_signs_counts_no_more(house: Path, tmp_path: Path) -> None:
    """Whoever stole it can sign a forged ledger, and is not believed."""
    old = keygen(house)
    stolen = SecretKey.read((tmp_path / f"config/briefpress/{old.name}.key").read_text("ascii"))
    keygen(house)
    succeed(house, "trust", "--revoke", old.name)
    forge(house)
    ledger = read_ledger((house / FILE).read_bytes(), FILE, Problems())
    sign_ahead(house, ledger, stolen, Problems())
    assert len(errors(house)) == 1


def test_without_its_secret_half_nothing_is_published(house: Path, tmp_path: Path) -> None:
    """Another machine says which key it lacks, and where it looked; reading needs none."""
    key = keygen(house)
    (tmp_path / "config").rename(tmp_path / "away")
    before = (house / FILE).read_bytes()
    done = withdraw(house)
    assert done.returncode == 1
    assert f"the key {key.name} signs the ledger, and its secret half is not here" in done.stderr
    assert (house / FILE).read_bytes() == before
    assert errors(house) == []


def test_a_machine_is_told_where_the_key_is(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BRIEFPRESS_KEY names its file; another key in it is refused."""
    key = keygen(house)
    away = (tmp_path / f"config/briefpress/{key.name}.key").rename(tmp_path / "it.key")
    monkeypatch.setenv("BRIEFPRESS_KEY", str(away))
    assert withdraw(house).returncode == 0
    away.write_text(str(SecretKey.make()), "ascii")
    assert "holds another key" in withdraw(house, 1).stderr


@pytest.mark.parametrize("killed", ["before the line", "after the line"])
def test_a_killed_command_leaves_a_signature_that_holds(
    house: Path, tmp_path: Path, killed: str
) -> None:
    """It had signed ahead: its line is there or not, the ledger is believed, and is added to."""
    key = keygen(house)
    secret = SecretKey.read((tmp_path / f"config/briefpress/{key.name}.key").read_text("ascii"))
    ledger = read_ledger((house / FILE).read_bytes(), FILE, Problems())
    two = ledger.editions[1]
    longer = ledger.with_event(Withdrawal("harbour", 2, two.date, "Wrong.", two.code))
    sign_ahead(house, longer, secret, Problems())
    if killed == "after the line":
        (house / FILE).write_bytes(bytes(longer))
    assert errors(house) == []
    done = withdraw(house)
    assert done.returncode == (1 if killed == "after the line" else 0)
    assert errors(house) == []
    assert minisign("-V", "-m", house / FILE, "-P", key).returncode == 0
    assert not (house / f"{SIGNATURE}.next").exists()


def test_a_ledger_from_a_mailbox_is_checked_by_a_key(house: Path, tmp_path: Path) -> None:
    """`--key` asks for it; a trust.json that came along is not asked."""
    key = keygen(house)
    box = tmp_path / "mailbox"
    box.mkdir()
    for name in (FILE, SIGNATURE, TRUST):
        shutil.copy(house / name, box)
    (box / "it.pdf").write_bytes((house / "editions/harbour/2/harbour.pdf").read_bytes())
    asked = ("verify", "--ledger", box / "ledger.jsonl", box / "it.pdf")
    done = run(*asked, "--key", key, house=house)
    assert (done.returncode, done.stdout.split()[0]) == (0, "CURRENT")
    assert f"ledger signed by: key {key.name}" in done.stdout
    other = run(*asked, "--key", SecretKey.make().public, house=house)
    assert (other.returncode, other.stdout) == (1, "")
    assert run(*asked, "--key", "RW", house=house).returncode == 2
    assert "signed by" not in run(*asked, house=house).stdout


# ---------------------------------------------------------------------------------------------
# What is not detected: docs/trust.md says so


def write_another_history(house: Path) -> Path:
    """Write a ledger in which the last edition is another file, and change all that remember it.

    Returns that file.
    """
    forged = house / "editions/harbour/2/harbour.pdf"
    data = forged.read_bytes().replace(b"%%EOF", b"% another figure\n%%EOF")
    forged.write_bytes(data)
    fields = [json.loads(line) for line in (house / FILE).read_text("utf-8").splitlines()]
    for one in fields:
        for name in ("hash", "before", "format"):
            one.pop(name, None)
    (printed,) = fields[1]["papers"].values()
    printed |= {"sha256": sha256(data).hexdigest(), "size": len(data)}
    lines = add_lines([], fields)
    (house / FILE).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    for note in house.glob("editions/*/*/*.txt*"):
        note.unlink()
    return forged


def first_word(done: Any) -> str:
    """The verdict."""
    assert done.returncode in (0, 1)
    return str(done.stdout.partition(" ")[0])


def test_without_a_key_whoever_writes_everywhere_writes_another_history(house: Path) -> None:
    """A forged file is CURRENT, where the ledger and all who remember it were changed as well."""
    forged = write_another_history(house)
    assert first_word(run("verify", forged, house=house)) == "CURRENT"


def test_with_a_key_another_history_is_told_by_whoever_has_the_key(
    house: Path, tmp_path: Path
) -> None:
    """The key of a thief in editions/trust.json is believed there; `--key` goes by the true one,
    and so do the keys on paper.
    """
    true = keygen(house)
    forged = write_another_history(house)
    done = run("verify", forged, house=house)
    assert (done.returncode, done.stdout) == (1, "")
    (house / TRUST).unlink()
    (house / SIGNATURE).unlink()
    false = keygen(house)
    done = run("verify", forged, house=house)
    assert first_word(done) == "CURRENT"
    assert f"on paper {false.short}" in done.stdout and true.short not in done.stdout
    done = run("verify", "--ledger", house / FILE, "--key", true, forged, house=house)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not signed by a key that is trusted" in done.stderr


def test_whoever_has_the_secret_key_is_believed(house: Path, tmp_path: Path) -> None:
    """Another history that is signed with it is the one that counts, with `--key` as well."""
    key = keygen(house)
    forged = write_another_history(house)
    stolen = SecretKey.read((tmp_path / f"config/briefpress/{key.name}.key").read_text("ascii"))
    sign_ahead(
        house, read_ledger((house / FILE).read_bytes(), FILE, Problems()), stolen, Problems()
    )
    for options in ((), ("--ledger", house / FILE, "--key", key)):
        assert first_word(run("verify", *options, forged, house=house)) == "CURRENT"


def test_the_code_of_a_forged_sheet_is_answered_with_what_the_edition_says(house: Path) -> None:
    """A true code under forged words is CURRENT; title, date and figures are there to compare."""
    done = run("verify", "--code", "HARBOUR-2-89FA01", house=house)
    assert first_word(done) == "CURRENT"
    edition = read_ledger((house / FILE).read_bytes(), FILE, Problems()).editions[1]
    rows = [f"title: {edition.title}", f"date: {edition.date}"]
    rows += [f"{value} {label}" for label, value in edition.facts.values() if label]
    assert len(rows) > 2
    assert not [row for row in rows if f"    {row}\n" not in done.stdout]


def test_a_house_without_a_key_signs_nothing(house: Path) -> None:
    """Nothing is asked for, and nothing is written."""
    assert withdraw(house).returncode == 0
    assert not [*house.rglob("*.minisig*")]
    assert "no key signs the ledger" in succeed(house, "trust")


def test_a_damaged_trust_is_told(house: Path) -> None:
    """It is never taken for one that trusts nobody."""
    keygen(house)
    for text in ("{", "[]", '{"keys": [{"key": "RW", "state": "signs"}]}', '{"witnesses": "a"}x'):
        (house / TRUST).write_text(text, "utf-8")
        problems = Problems()
        Trust.read(house / "editions", problems)
        assert [str(one.place) for one in problems] == [TRUST]
        assert withdraw(house).returncode == 1


def test_a_house_that_begins_may_sign_from_its_first_line(house: Path) -> None:
    """A key before the first edition: there is nothing to sign yet, and nothing is missed."""
    shutil.rmtree(house / "editions")
    key = keygen(house)
    assert json.loads((house / TRUST).read_text("utf-8"))["keys"][0]["key"] == str(key)
    assert errors(house) == []
    assert open_ledger(house, Problems()) == Ledger()
