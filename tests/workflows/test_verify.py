"""Tests of `verify` of a file out of a mailbox: an answer, in words, whatever the file is."""

import io
import json
import os
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pytest
from support.depth import few
from support.printed import bare_house, run

from briefpress.editions.verdict import PageText
from briefpress.workflows import verify as workflow

KEPT = Path(__file__).parents[1] / "contracts/house"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with two editions of `harbour`; the first of them is withdrawn."""
    house = bare_house(tmp_path_factory.mktemp("verify") / "house")
    shutil.copytree(KEPT / "editions", house / "editions")
    return house


def edition(house: Path, number: int = 2) -> Path:
    """A published PDF."""
    return house / f"editions/harbour/{number}/harbour.pdf"


def answers(done: Any) -> list[str]:
    """The first word of each answer."""
    assert "Traceback" not in done.stderr
    return [line.split()[0] for line in done.stdout.splitlines() if not line.startswith(" ")]


def pdf_of(pages: int) -> bytes:
    """A PDF with empty pages."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


# ---------------------------------------------------------------------------------------------
# The answer


def test_the_answer_says_what_the_edition_says(house: Path) -> None:
    """Verdict first; then title, date, code and figures to compare, and the digest's beginning."""
    done = run("verify", edition(house), house=house)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"CURRENT  {edition(house)}",
        "  edition 2 of harbour, of 2024-12-03",
        "  compare with what you hold:",
        "    title: A title",
        "    date: 2024-12-03",
        "    code: HARBOUR-2-89FA01",
        "    43 ships in October",
        "  SHA-256 of the file: 9a875bf96e87…",
    ]


def test_what_was_changed_is_set_beside_what_was_published(house: Path, tmp_path: Path) -> None:
    """A copy with another figure in it is ALTERED, and the true figure is told."""
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(edition(house).read_bytes() + b"\n% 44 ships\n")
    done = run("verify", forged, house=house)
    assert (answers(done), done.returncode) == (["ALTERED"], 1)
    assert "  that edition says:\n" in done.stdout
    assert "    43 ships in October\n" in done.stdout


def test_a_script_gets_the_same(house: Path) -> None:
    """JSON has title, figures and the whole digest."""
    (one,) = json.loads(run("verify", edition(house), "--format", "json", house=house).stdout)
    assert (one["title"], one["figures"]) == ("A title", [["ships in October", "43"]])
    assert re.fullmatch("9a875bf96e87[0-9a-f]{52}", one["sha256"])


@pytest.fixture(scope="module")
def saved(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text of the second edition as a page and as an EPUB, as readers have saved them."""
    assert run("catalog", house=house).returncode == 0
    folder = tmp_path_factory.mktemp("saved")
    papers = house / "output/site/papers/harbour"
    shutil.copy(papers / "text.html", folder / "page.html")
    shutil.copy(papers / "harbour.edition-2.epub", folder / "book.epub")
    return folder


def forge(folder: Path, old: str, new: str) -> tuple[Path, Path]:
    """Copies of both, with *new* in the place of the first *old* of the text."""
    page = (folder / "page.html").read_text("utf-8")
    head, body, text = page.partition("<body")
    assert old in text
    forged = folder / "forged.html"
    forged.write_text(head + body + text.replace(old, new, 1), "utf-8")
    book = folder / "forged.epub"
    with zipfile.ZipFile(folder / "book.epub") as whole, zipfile.ZipFile(book, "w") as other:
        for one in whole.infolist():
            data = whole.read(one)
            if one.filename.startswith("EPUB/texts/"):
                data = data.replace(old.encode(), new.encode(), 1)
            other.writestr(one, data)
    return forged, book


@pytest.mark.long
def test_a_saved_page_and_an_epub_are_judged_by_their_words(house: Path, saved: Path) -> None:
    """However a browser has written it anew, the same words are the edition."""
    tree = lxml.html.fromstring((saved / "page.html").read_bytes())
    tree.set("data-saved-from", "https://example.org/")
    (saved / "anew.html").write_bytes(b"<!DOCTYPE html>\n" + lxml.html.tostring(tree))
    files = [saved / name for name in ("page.html", "anew.html", "book.epub")]
    done = run("verify", *files, house=house)
    assert (answers(done), done.returncode) == (["CURRENT"] * 3, 0), done.stdout
    assert "it says what that edition says, word by word" in done.stdout


@pytest.mark.long
def test_a_saved_page_in_which_a_digit_is_another_one_is_altered(house: Path, saved: Path) -> None:
    """The digit is told, and what stands in the edition."""
    done = run("verify", *forge(saved, "43", "44"), house=house)
    assert (answers(done), done.returncode) == (["ALTERED"] * 2, 1)
    assert len(re.findall(r"`44\S*` stands where that edition has `43\S*`, in “", done.stdout)) == 2
    done = run("verify", *forge(saved, "</main>", "<p>One more.</p></main>"), house=house)
    assert answers(done) == ["ALTERED"] * 2
    assert "“One more.” does not stand in that edition" in done.stdout


@pytest.mark.long
def test_of_a_saved_page_nothing_is_said_that_is_not_known(
    house: Path, saved: Path, tmp_path: Path
) -> None:
    """Without the house there is no edition to compare it with; a code that is none is unknown."""
    ledger = house / "editions/ledger.jsonl"
    done = run("verify", saved / "page.html", "--ledger", ledger, house=house)
    assert answers(done) == ["UNKNOWN"] and "can be told in its house alone" in done.stdout
    cut = tmp_path / "cut.epub"
    cut.write_bytes((saved / "book.epub").read_bytes()[:2000])
    other = tmp_path / "other.html"
    other.write_text("<html><p>Harbours</p></html>", "utf-8")
    done = run("verify", cut, other, house=house)
    assert answers(done) == ["UNKNOWN"] * 2
    assert "it may have been cut off" in done.stdout and "has its code" in done.stdout


@pytest.mark.parametrize(
    "name", ["CURRENT.pdf", "x\nCURRENT  y.pdf", "a: CURRENT", "\x1b[2Kred.pdf", "\u202efdp.exe"]
)
def test_no_name_of_a_file_looks_like_a_verdict(house: Path, tmp_path: Path, name: str) -> None:
    """However it is called, there is one answer, and its first word is the verdict."""
    file = tmp_path / name
    file.write_bytes(b"nothing")
    done = run("verify", file, house=house)
    assert answers(done) == ["UNKNOWN"]
    assert not re.search("[\x1b\u202e]", done.stdout)


def test_a_name_that_is_no_text_is_named(house: Path, tmp_path: Path) -> None:
    """Bytes that are no UTF-8 stop neither the answer in words nor the one for a script."""
    file = os.fsencode(tmp_path) + b"/\xff.pdf"
    with open(file, "wb") as opened:  # noqa: PTH123  (a name of bytes)
        opened.write(b"nothing")
    for form in ("text", "json"):
        done = run("verify", os.fsdecode(file), "--format", form, house=house)
        assert (done.returncode, done.stderr) == (1, "")
        assert "UNKNOWN" in done.stdout


# ---------------------------------------------------------------------------------------------
# What is no edition


KINDS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "it is empty"),
    "a Word document": (b"PK\x03\x04word/document.xml", "it is no PDF"),
    "a web page": (b"<!doctype html><p>Sign in</p>", "it is no PDF"),
    "cut off": (pdf_of(1)[:-20], "no whole PDF: it may have been cut off on its way"),
    "somebody else's": (pdf_of(1), "no edition in this ledger has its digest or its code"),
    "of very many pages": (pdf_of(2_001), "it has 2,001 pages, the most is 2,000"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_comes_by_mail_is_unknown_in_words(house: Path, tmp_path: Path, kind: str) -> None:
    """It is said what it is."""
    data, why = KINDS[kind]
    (tmp_path / "it.pdf").write_bytes(data)
    done = run("verify", tmp_path / "it.pdf", house=house)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[:2] == [f"UNKNOWN  {tmp_path / 'it.pdf'}", f"  {why}"]


def test_a_pdf_with_a_password_says_so(house: Path, tmp_path: Path) -> None:
    """It cannot be opened, so nobody knows what it is."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "it.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    done = run("verify", tmp_path / "it.pdf", house=house)
    assert "  it asks for a password\n" in done.stdout


@pytest.mark.long
def test_what_is_too_large_is_not_read(house: Path, tmp_path: Path) -> None:
    """A file of 33 MB or of a terabyte is answered at once; a published one of any size is told."""
    for size, said in ((33 * 1024**2, "33 MB"), (1024**4, "1,048,576 MB")):
        with (tmp_path / "it.pdf").open("wb") as file:
            file.write(b"%PDF-1.7\n")
            file.truncate(size)
        done = run("verify", tmp_path / "it.pdf", house=house)
        assert answers(done) == ["UNKNOWN"]
        assert f"it has {said}, and is not read: the most is 32 MB" in done.stdout


def test_a_large_edition_is_known_by_its_digest(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was published is never too large to be told."""
    monkeypatch.setattr(workflow, "READ", 1_000)
    assert answers(run("verify", edition(house), house=house)) == ["CURRENT"]


def test_a_pipe_is_not_waited_for(house: Path, tmp_path: Path) -> None:
    """A name that leads to a pipe or a device is an error."""
    os.mkfifo(tmp_path / "it.pdf")
    for file in (tmp_path / "it.pdf", Path("/dev/zero")):
        done = run("verify", file, house=house)
        assert done.returncode == 1
        assert "cannot be read: is no file, but a pipe or a device" in done.stderr


# ---------------------------------------------------------------------------------------------
# Limits


def hang(_: bytes) -> PageText:
    """Take an hour."""
    time.sleep(3_600)
    return PageText()


def eat(_: bytes) -> PageText:
    """Take all the memory that there is."""
    return PageText(b"".join([bytes(64 * 1024**2) for _ in range(1_000)]))


def die(_: bytes) -> PageText:
    """End the process."""
    os._exit(1)


@pytest.fixture
def unread(house: Path, tmp_path: Path) -> Iterator[Path]:
    """A PDF that must be read, for its code is nowhere but on its pages."""
    (tmp_path / "it.pdf").write_bytes(pdf_of(1))
    yield tmp_path / "it.pdf"


@pytest.mark.kills
@pytest.mark.parametrize(
    ("harm", "why"),
    few(
        [
            (hang, "it cannot be read in 0.5 s"),
            (eat, "it cannot be read: more than 0.5 GB of memory"),
            (die, "it cannot be read: the worker died, perhaps for want of memory"),
        ]
    ),
)
def test_a_file_that_hurts_is_unknown_and_the_next_is_told(
    house: Path, unread: Path, monkeypatch: pytest.MonkeyPatch, harm: Any, why: str
) -> None:
    """A worker reads it, within limits; the files after it get their answers."""

    from briefpress.cli import main

    monkeypatch.setattr(workflow, "read_text", harm)
    monkeypatch.chdir(house)
    limits = ["--time-limit", "0.5" if harm is hang else "60", "--memory-limit", "0.5"]
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    code = main(["verify", str(unread), str(edition(house)), *limits])
    lines = out.getvalue().splitlines()
    assert code == 1
    assert lines[:2] == [f"UNKNOWN  {unread}", f"  {why}"]
    assert f"CURRENT  {edition(house)}" in lines


# ---------------------------------------------------------------------------------------------
# All of a house


@pytest.fixture
def whole_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with two editions, copies, and a key."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("BRIEFPRESS_KEY", raising=False)
    house = bare_house(tmp_path / "house")
    shutil.copytree(KEPT / "editions", house / "editions")
    assert run("keygen", house=house).returncode == 0
    done = run("withdraw", "harbour", 2, "--why", "Wrong.", "--date", "2024-12-10", house=house)
    assert done.returncode == 0
    return house


def test_all_of_a_house_is_read_over(whole_house: Path) -> None:
    """Lines, editions, copies, files and signatures are counted; nothing is written."""
    before = {path: path.stat().st_mtime_ns for path in whole_house.rglob("*")}
    done = run("verify", "--all", house=whole_house)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"all is as it was written: \d+ lines, 2 editions, ", done.stdout)
    assert before == {path: path.stat().st_mtime_ns for path in whole_house.rglob("*")}
    assert run("verify", "--all", "a.pdf", house=whole_house).returncode == 2


def damage_edition(house: Path) -> str:
    """Change a published PDF."""
    (house / "editions/harbour/1/harbour.pdf").write_bytes(b"%PDF-1.7 forged")
    return "editions/harbour/1/harbour.pdf: error: this is not the file that was published"


def add_edition(house: Path) -> str:
    """Lay a PDF beside a published one."""
    (house / "editions/harbour/1/more.pdf").write_bytes(b"%PDF-1.7 more")
    return "editions/harbour/1/more.pdf: error: the ledger names no such file"


def damage_copy(house: Path) -> str:
    """Change a copy that is kept."""
    line = json.loads((house / "editions/register.jsonl").read_text("utf-8").splitlines()[0])
    path = house / line["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7 forged")
    return f"{line['file']}: error: this is not the file that was made for "


def damage_note(house: Path) -> str:
    """Change what is noted of an edition, and nothing else."""
    note = house / "editions/harbour/2/edition.txt"
    note.write_text("Edition 2 is a good one.\n", "utf-8")
    note.with_name("edition.txt.minisig").write_text("signed, believe me\n", "utf-8")
    return "editions/harbour/2/edition.txt: error: no key that is trusted signed"


def damage_ledger(house: Path) -> str:
    """Change a line."""
    path = house / "editions/ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"harbour", b"harbor", 1))
    return "editions/ledger.jsonl:1: error: this line was changed"


@pytest.mark.parametrize(
    "damage", [damage_edition, add_edition, damage_copy, damage_note, damage_ledger]
)
def test_what_is_not_as_it_was_written_is_named(
    whole_house: Path, damage: Callable[[Path], str]
) -> None:
    """Each fault with its file, and a hint; the exit status is 1."""
    expected = damage(whole_house)
    done = run("verify", "--all", house=whole_house)
    assert done.returncode == 1
    assert expected in done.stderr, done.stderr
