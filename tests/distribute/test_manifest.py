"""Tests of the hand-over: every file that was made, what it is, in an order that stays."""

import json
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.houses import House, said

from briefpress.cache.freshness import BuildState, PaperRecord
from briefpress.cli import main
from briefpress.distribute import manifest
from briefpress.distribute.manifest import Handed, make_manifest, schema
from briefpress.editions.ledger import FILE, Edition, Ledger, PublishedPdf, Withdrawal
from briefpress.editions.register import Register
from briefpress.model.problems import Problems


def pdf(pages: int, title: str = "") -> bytes:
    """A PDF of as many pages."""
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.docinfo["/Title"] = title
        written = BytesIO()
        made.save(written, deterministic_id=True)
    return written.getvalue()


def lay(root: Path, path: str, data: bytes) -> bytes:
    """Put a file there."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)
    return data


def publish(root: Path, ledger: Ledger, edition: int) -> Ledger:
    """Publish an edition of `dprk` on A4."""
    file = f"editions/dprk/{edition}/dprk.pdf"
    data = lay(root, file, pdf(2, f"{edition}"))
    printed = PublishedPdf(file, sha256(data).hexdigest(), len(data), 2, "0" * 64)
    code = f"DPRK-{edition}-ABCDEF"
    one = Edition("dprk", edition, date(2024, 11, 26), "", code, language="en",
                  papers={"a4": printed})  # fmt: skip
    longer = ledger.with_event(one)
    (root / FILE).write_bytes(bytes(longer))
    return longer


def make(house: House, ledger: Ledger | None = None) -> dict[str, Handed]:
    """Make the manifest, without a problem; its files by path."""
    problems = Problems()
    found = make_manifest(
        house.root, BuildState(house.root, ledger or Ledger()), Register(), problems
    )
    assert not problems.found, said(problems)
    return {one.path: one for one in found}


def written(house: House) -> Any:
    """Read output/manifest.json."""
    return json.loads((house.root / "output/manifest.json").read_bytes())


def test_a_published_pdf_is_known_by_its_digest_wherever_it_lies(house: House) -> None:
    """Brief, edition, code, language, paper and standing, in editions/, output/ and the site."""
    ledger = publish(house.root, publish(house.root, Ledger(), 1), 2)
    ledger = ledger.with_event(Withdrawal("dprk", 1, date(2024, 12, 1), "Wrong", "DPRK-1-ABCDEF"))
    lay(house.root, "output/dprk.pdf", pdf(2, "2"))
    lay(house.root, "output/site/papers/dprk/dprk.edition-1.pdf", pdf(2, "1"))
    files = make(house, ledger)
    current = files["output/dprk.pdf"]
    assert (current.purpose, current.brief, current.edition, current.code) == (
        "print", "dprk", 2, "DPRK-2-ABCDEF",
    )  # fmt: skip
    assert (current.language, current.paper, current.pages) == ("en", "a4", 2)
    assert current.standing == files["editions/dprk/2/dprk.pdf"].standing == "current"
    old = files["output/site/papers/dprk/dprk.edition-1.pdf"]
    assert (old.purpose, old.edition, old.standing) == ("site", 1, "withdrawn")
    assert files["editions/dprk/1/dprk.pdf"].purpose == "edition"
    assert files["editions/ledger.jsonl"].purpose == "ledger"


@pytest.mark.parametrize(
    ("path", "purpose"),
    [
        ("output/tiny.pdf", "print"),
        ("output/tiny.letter.pdf", "print"),
        ("output/tiny.diff.pdf", "redline"),
        ("output/tiny.booklet.pdf", "booklet"),
        ("output/tiny.booklet.proof.pdf", "booklet"),
        ("output/tiny.letter.2-up.pdf", "booklet"),
        ("output/hrc-60.pack.pdf", "pack"),
        ("output/hrc-60.pack.letter.pdf", "pack"),
        ("output/hrc-60.addendum.pdf", "addendum"),
        ("output/copies/tiny/017-geneva.pdf", "copy"),
        ("output/tiny.copies.pdf", "copy"),
        ("output/tiny.html", "page"),
        ("output/schema/brief.json", "schema"),
        ("output/site/index.html", "site"),
        ("editions/register.jsonl", "register"),
        ("output/notes.txt", "other"),
    ],
)
def test_what_a_file_is_for(house: House, path: str, purpose: str) -> None:
    """It is told by its name."""
    data = lay(house.root, path, pdf(3) if path.endswith(".pdf") else b"text")
    one = make(house)[path]
    assert one.purpose == purpose
    assert (one.sha256, one.size) == (sha256(data).hexdigest(), len(data))
    assert one.pages == (3 if path.endswith(".pdf") else None)


def test_a_draft_has_the_language_and_paper_that_it_was_printed_in(house: House) -> None:
    """The memory of builds knows them; an edition it has none."""
    data = lay(house.root, "output/tiny.letter.pdf", pdf(1))
    memory = BuildState(house.root, Ledger())
    record = memory.record("tiny")
    record.language = "fr"
    record.printed["letter"] = PaperRecord(
        "tiny.letter.pdf", len(data), 0, "", 1, "", memory.press, ""
    )
    (one,) = make_manifest(house.root, memory, Register(), Problems())
    assert (one.brief, one.language, one.paper) == ("tiny", "fr", "letter")
    assert (one.edition, one.code, one.standing) == (None, None, None)


@pytest.mark.long
def test_it_holds_to_its_schema_and_the_schema_is_one(house: House) -> None:
    """Whoever reads the manifest may rely on the file beside it, and it leaves nothing open."""
    jsonschema = pytest.importorskip("jsonschema")
    ledger = publish(house.root, Ledger(), 1)
    lay(house.root, "output/dprk.pack.pdf", pdf(4))
    lay(house.root, "output/empty.txt", b"")
    make(house, ledger)
    beside = json.loads((house.root / "output/manifest.schema.json").read_bytes())
    assert beside == schema()
    checker = jsonschema.validators.validator_for(beside)
    checker.check_schema(beside)
    checker(beside).validate(written(house))
    for name, wrong in (("sha256", "x"), ("purpose", "fun"), ("pages", 0), ("size", None)):
        broken = written(house)
        broken["files"][0][name] = wrong
        assert not checker(beside).is_valid(broken), name
    extra = written(house)
    extra["files"][0]["more"] = 1
    assert not checker(beside).is_valid(extra)


def test_its_order_and_bytes_stay(house: House) -> None:
    """In the order of the paths; made twice it is the same, and it does not name itself."""
    for path in ("output/b.pdf", "output/a.pdf", "output/site/index.html", "output/B.txt"):
        lay(house.root, path, pdf(1))
    make(house)
    before = (house.root / "output/manifest.json").read_bytes()
    paths = [one["path"] for one in written(house)["files"]]
    assert paths == sorted(paths)
    assert len(paths) == 4
    (house.root / "output/.manifest").unlink()
    make(house)
    assert (house.root / "output/manifest.json").read_bytes() == before


@pytest.mark.long
def test_a_file_is_read_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same size and time it is the same; a newer one is read again."""
    lay(house.root, "output/a.pdf", pdf(1))
    lay(house.root, "output/b.pdf", pdf(1))
    make(house)
    counted: list[str] = []
    count = manifest._count_pages

    def count_and_note(path: str, *rest: Any) -> Any:
        counted.append(path)
        return count(path, *rest)

    monkeypatch.setattr(manifest, "_count_pages", count_and_note)
    make(house)
    assert counted == []
    lay(house.root, "output/b.pdf", pdf(2))
    assert make(house)["output/b.pdf"].pages == 2
    assert counted == ["output/b.pdf"]


@pytest.mark.parametrize("index", [b"", b"[]", b'{"output/a.pdf": [1]}', b"\xff\n{}"])
def test_what_is_remembered_may_be_lost(house: House, index: bytes) -> None:
    """Then each file is read again."""
    lay(house.root, "output/a.pdf", pdf(1))
    lay(house.root, "output/.manifest", index)
    assert make(house)["output/a.pdf"].pages == 1


def test_hidden_files_and_links_are_not_handed_over(house: House) -> None:
    """Caches of briefpress are nobody's business; a link could lead anywhere."""
    lay(house.root, "output/.built/index", b"{}")
    lay(house.root, "output/.ledger.lock", b"")
    (house.root / "output/link.pdf").symlink_to("/etc/passwd")
    assert make(house) == {}


def test_an_edition_that_is_gone_or_changed_is_told(house: House) -> None:
    """Whoever hands it on should not; the manifest says what lies there."""
    ledger = publish(house.root, publish(house.root, Ledger(), 1), 2)
    forged = lay(house.root, "editions/dprk/1/dprk.pdf", pdf(5))
    (house.root / "editions/dprk/2/dprk.pdf").unlink()
    problems = Problems()
    found = make_manifest(house.root, BuildState(house.root, ledger), Register(), problems)
    assert said(problems) == (
        "editions/dprk/1/dprk.pdf: error: this is not the file that was published\n"
        "  hint: bring it back from a copy that nobody has touched\n"
        "editions/dprk/2/dprk.pdf: error: this published PDF is gone\n"
        "  hint: bring it back from a copy that nobody has touched"
    )
    (one,) = (file for file in found if file.purpose == "edition")
    assert (one.sha256, one.edition) == (sha256(forged).hexdigest(), None)


def test_what_is_no_pdf_is_a_warning(house: House) -> None:
    """It is listed all the same, without pages."""
    lay(house.root, "output/cut.pdf", b"%PDF-1.7 cut")
    problems = Problems()
    (one,) = make_manifest(house.root, BuildState(house.root, Ledger()), Register(), problems)
    assert one.pages is None
    assert said(problems).startswith("output/cut.pdf: warning: this is no whole PDF")


def test_the_command_writes_it(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says how many files stand in it."""
    lay(house.root, "output/a.txt", b"")
    monkeypatch.chdir(house.root)
    monkeypatch.setattr("sys.argv", ["-c"])
    assert main(["manifest"]) == 0
    assert capsys.readouterr().out == "output/manifest.json: 1 file\n"
    assert main(["manifest", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["path"] == "output/a.txt"
