"""Tests of editions: a PDF in output/ is whole, whatever happens while it is written."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from errno import ENOSPC
from hashlib import sha256
from pathlib import Path

import pytest
from support.printed import add_brief, new_house, print_briefs, run, words
from support.tools import no_superuser

from briefpress.editions.files import (
    add_to_chain,
    cache_chart,
    read_cached_chart,
    read_chain,
    sweep,
    write_pdf,
    write_whole,
)
from briefpress.model.page import Pdf
from briefpress.model.problems import Place, Problems

LABEL = Place("output/it.pdf")


def whole(letter: str, size: int = 4 * 1024**2) -> bytes:
    """Bytes that the press could have given."""
    return b"%PDF-1.7\n" + letter.encode() * size + b"\n%%EOF\n"


def _write(code: str, *arguments: object, before: Callable[[], None] | None = None) -> str:
    """Run *code* in a process of its own; what it prints."""
    head = (
        "import sys; from pathlib import Path; from briefpress.editions.files import *\n"
        "from briefpress.model.problems import Place, Problems\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", head + code, *map(str, arguments)],
        preexec_fn=before, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


WRITE_ONE = """
problems = Problems()
data = b"%PDF-1.7\\n" + b"n" * 4194304 + b"\\n%%EOF\\n"
print(write_whole(Path(sys.argv[1]), data, Place("output/it.pdf"), problems))
print(*problems, sep="\\n")
"""
WRITE_ON = """
problems, n = Problems(), 0
print("ready", flush=True)
while True:
    n += 1
    data = b"%PDF-1.7\\n" + str(n % 10).encode() * 4194304 + b"\\n%%EOF\\n"
    assert write_whole(Path(sys.argv[1]), data, Place("output/it.pdf"), problems)
"""


@pytest.mark.kills
def test_a_killed_writer_leaves_a_whole_pdf(tmp_path: Path) -> None:
    """However a writer is killed, the old PDF or the new one is there from first to last byte."""
    file = tmp_path / "output/it.pdf"
    file.parent.mkdir()
    file.write_bytes(whole("o"))
    chance = random.Random(1)
    met: set[bytes] = set()
    head = "import sys; from pathlib import Path; from briefpress.editions.files import *\n"
    head += "from briefpress.model.problems import Place, Problems\n"
    for number in range(200):
        if number >= 3 and len(met) > 1 and len([*file.parent.iterdir()]) > 1:
            break  # on a busy machine it takes more kills until one comes while it writes
        writer = subprocess.Popen(
            [sys.executable, "-c", head + WRITE_ON, file], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.random() * 0.05)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        data = file.read_bytes()
        met.add(data[9:10])
        assert data == whole(data[9:10].decode())
    assert len(met) > 1
    assert [path for path in file.parent.iterdir() if path != file], "no kill came while it wrote"
    sweep(tmp_path)
    assert [*file.parent.iterdir()] == [file]


def _small_disk() -> None:
    """Let no file grow over a megabyte: to a writer it is as if the disk were full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024**2, 1024**2))


@pytest.mark.long
def test_a_full_disk_leaves_the_old_pdf(tmp_path: Path) -> None:
    """Where the disk fills up half-way, the old PDF stays, nothing else does, and it is said."""
    file = tmp_path / "it.pdf"
    file.write_bytes(whole("o"))
    said = _write(WRITE_ONE, file, before=_small_disk).splitlines()
    assert said[0] == "False"
    assert said[1] == "output/it.pdf: error: cannot be written: file too large"
    assert said[2].startswith("  hint: close the file where it is open")
    assert file.read_bytes() == whole("o")
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.long
def test_a_folder_that_may_not_be_written_leaves_the_old_pdf(tmp_path: Path) -> None:
    """Without the right to write, the old PDF stays and the error says what is missing."""
    file = tmp_path / "output/it.pdf"
    file.parent.mkdir()
    file.write_bytes(whole("o"))
    file.parent.chmod(0o555)
    problems = Problems()
    try:
        with no_superuser():
            assert not write_whole(file, whole("n"), LABEL, problems)
    finally:
        file.parent.chmod(0o755)
    (problem,) = problems
    assert str(problem).startswith("output/it.pdf: error: cannot be written: permission denied")
    assert file.read_bytes() == whole("o")


def test_a_name_that_is_taken_by_a_folder_is_a_worded_error(tmp_path: Path) -> None:
    """An obstacle in the way of a PDF is told, not thrown."""
    (tmp_path / "it.pdf").mkdir()
    problems = Problems()
    assert not write_whole(tmp_path / "it.pdf", whole("n", 9), LABEL, problems)
    assert str(problems.found[0]).startswith(
        "output/it.pdf: error: cannot be written: is a directory"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["it.pdf"]


def test_an_edition_is_named_by_its_brief_and_paper(tmp_path: Path) -> None:
    """The main paper is `<slug>.pdf`, another `<slug>.<paper>.pdf`; the digest is the file's."""
    problems = Problems()
    for paper, main, name in (("a4", True, "it.pdf"), ("letter", False, "it.letter.pdf")):
        pdf = Pdf("it", paper, whole(paper[0], 9), 1, "digest")
        edition = write_pdf(pdf, tmp_path, "output", main_paper=main, problems=problems)
        assert edition is not None
        assert edition.file == f"output/{name}"
        data = (tmp_path / edition.file).read_bytes()
        assert data == pdf.data
        assert edition.digest == sha256(data).hexdigest()
    assert not problems.found


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\ncut off", b"<html>%%EOF"])
def test_what_is_no_whole_pdf_is_not_written(tmp_path: Path, data: bytes) -> None:
    """Bytes without a head or an end never take the place of a good PDF."""
    (tmp_path / "output").mkdir()
    (tmp_path / "output/it.pdf").write_bytes(whole("o", 9))
    problems = Problems()
    pdf = Pdf("it", "a4", data, 1, "digest")
    assert write_pdf(pdf, tmp_path, "output", main_paper=True, problems=problems) is None
    assert problems.errors == 1
    assert (tmp_path / "output/it.pdf").read_bytes() == whole("o", 9)


@pytest.mark.long
def test_only_what_dead_processes_left_is_swept(tmp_path: Path) -> None:
    """A stray file of a process that is gone is deleted; that of a running one is not."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    alive = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    output, charts = tmp_path / "output", tmp_path / "output/.charts"
    charts.mkdir(parents=True)
    try:
        stray = [
            output / f".it.pdf.{dead.pid}.unfinished",
            charts / f".one.svg.{dead.pid}.unfinished",
            output / f".it.pdf.{os.getpid()}.unfinished",  # of an earlier process of this number
            output / ".it.pdf.nobody.unfinished",
        ]
        kept = [
            output / f".it.pdf.{alive.pid}.unfinished",
            output / "it.pdf",
            output / "notes.unfinished",
            charts / "one.svg",
        ]
        for file in (*stray, *kept):
            file.write_bytes(b"")
        sweep(tmp_path)
        assert [file.name for file in stray if file.exists()] == []
        assert [file.name for file in kept if not file.exists()] == []
    finally:
        alive.communicate(b"\n")


def test_a_sweep_needs_no_folder(tmp_path: Path) -> None:
    """Before the first build there is nothing to sweep."""
    sweep(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_chart_is_kept(tmp_path: Path) -> None:
    """A chart that was drawn once is found again by its digest, and nothing else is."""
    problems = Problems()
    cache_chart(tmp_path, "abc", b"<svg/>", problems)
    assert not problems.found
    assert read_cached_chart(tmp_path, "abc") == b"<svg/>"
    assert read_cached_chart(tmp_path, "abd") is None


# ---------------------------------------------------------------------------------------------
# Whole builds


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with three plain briefs, built; tests work on a copy."""
    house = new_house(tmp_path_factory.mktemp("built") / "house")
    for slug in ("one", "two", "three"):
        add_brief(house, slug, f"## A heading\n\n{words(60)}\n", paper=["a4"])
    assert [len(outcome.written) for outcome in print_briefs(house)] == [1, 1, 1]
    return house


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Path:
    """The built house, to change something in."""
    return shutil.copytree(built, tmp_path / "house")  # which keeps the times


@pytest.mark.long
@pytest.mark.parametrize("text", ["title: [", "", "- 1"], ids=["open", "empty", "a list"])
def test_a_brief_that_cannot_be_read_keeps_its_last_pdf(house: Path, text: str) -> None:
    """One brief is no YAML: its old PDF stays as it was, and the other briefs are printed."""
    before = (house / "output/two.pdf").read_bytes()
    for slug in ("one", "three"):
        shutil.copy(house / "content/institute.yaml", house / "output" / f"{slug}.pdf")
    (house / "content/two/brief.yaml").write_text(text, "utf-8")
    outcomes = {outcome.slug: outcome for outcome in print_briefs(house)}
    assert outcomes["two"].problems.errors == 1
    assert (house / "output/two.pdf").read_bytes() == before
    for slug in ("one", "three"):
        assert not outcomes[slug].problems.found
        assert (house / "output" / f"{slug}.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.long
def test_a_build_sweeps_what_a_killed_one_left(house: Path) -> None:
    """The next build clears the stray files of one that was killed."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    stray = house / f"output/.two.pdf.{dead.pid}.unfinished"
    stray.write_bytes(b"half")
    print_briefs(house, "one")
    assert not stray.exists()


@pytest.mark.long
def test_a_build_with_nothing_to_do_sweeps_too(house: Path) -> None:
    """Files that a killed build left go with the next one, even if that prints nothing."""
    assert run(house=house).returncode == 0
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    stray = house / f"output/.two.pdf.{dead.pid}.unfinished"
    stray.write_bytes(b"half")
    assert "are current" in run(house=house).stdout
    assert not stray.exists()


@pytest.mark.long
def test_a_build_into_a_folder_that_cannot_be_made_is_a_worded_error(house: Path) -> None:
    """Where `output` is a file, each brief says that it cannot be written."""
    shutil.rmtree(house / "output")
    (house / "output").write_text("a file")
    outcomes = print_briefs(house)
    for outcome in outcomes:
        assert [problem.message for problem in outcome.problems] == [
            "cannot be written: file exists"
        ]
    assert (house / "output").read_text() == "a file"


# ---------------------------------------------------------------------------------------------
# Chains

CHAIN = "editions/ledger.jsonl"
OLD, NEW = ("first", "second"), ("third, and longer", "fourth")


def as_file(lines: Iterable[str]) -> bytes:
    """The file of a chain."""
    return "".join(f"{line}\n" for line in lines).encode()


def a_chain(house: Path, data: bytes) -> Path:
    """A chain that holds *data*."""
    path = house / CHAIN
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_lines_are_added_and_nothing_else_is_written(tmp_path: Path) -> None:
    """The file is the one that it was, longer; no note is left, and a first line makes it."""
    problems = Problems()
    assert add_to_chain(tmp_path, CHAIN, (), OLD, problems)
    path = tmp_path / CHAIN
    before = path.stat().st_ino
    assert add_to_chain(tmp_path, CHAIN, OLD, OLD + NEW, problems)
    assert path.stat().st_ino == before
    assert read_chain(path) == path.read_bytes() == as_file(OLD + NEW)
    assert not problems.found
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("size", range(len(as_file(NEW)) + 1))
def test_a_kill_leaves_all_of_the_new_lines_or_none(tmp_path: Path, size: int) -> None:
    """However much of them was written, readers see none until all are there; the next command
    adds its own.
    """
    new = as_file(NEW)
    path = a_chain(tmp_path, as_file(OLD) + new[:size])
    note = path.with_name(f".{path.name}.adding")
    note.write_bytes(b"%d\n%b" % (len(as_file(OLD)), new))
    lines = OLD + NEW if size == len(new) else OLD
    assert read_chain(path) == as_file(lines)
    problems = Problems()
    assert add_to_chain(tmp_path, CHAIN, lines, (*lines, "fifth"), problems)
    assert path.read_bytes() == as_file((*lines, "fifth"))
    assert not note.exists()


def test_a_note_that_is_of_other_lines_hides_none(tmp_path: Path) -> None:
    """A note that somebody carried along, in a backup or in git, cuts nothing off."""
    path = a_chain(tmp_path, as_file((*OLD, "other")))
    note = path.with_name(f".{path.name}.adding")
    for data in (b"%d\n%b" % (len(as_file(OLD)), as_file(NEW)), b"", b"x\ny", b"999\nz"):
        note.write_bytes(data)
        assert read_chain(path) == as_file((*OLD, "other"))


@pytest.mark.parametrize(
    "data",
    [as_file(OLD).replace(b"\n", b"\r\n"), as_file(OLD)[:-1], b"", as_file(OLD[:1])],
    ids=["line ends of Windows", "no line end", "empty", "shorter"],
)
def test_a_chain_that_is_not_as_it_was_written_is_written_anew(tmp_path: Path, data: bytes) -> None:
    """A line is added to the file that was read, whatever an editor or git made of its end."""
    path = a_chain(tmp_path, data)
    assert add_to_chain(tmp_path, CHAIN, OLD, OLD + NEW, Problems())
    assert path.read_bytes() == as_file(OLD + NEW)


def test_a_disk_that_is_full_leaves_the_chain_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a line is taken back."""
    path = a_chain(tmp_path, as_file(OLD))
    real = os.fsync

    def full(handle: int) -> None:
        if os.fstat(handle).st_size > len(as_file(OLD)) + 5 and os.fstat(handle).st_ino == inode:
            raise OSError(ENOSPC, "No space left on device")
        real(handle)

    inode = path.stat().st_ino
    monkeypatch.setattr("os.fsync", full)
    problems = Problems()
    assert not add_to_chain(tmp_path, CHAIN, OLD, OLD + NEW, problems)
    assert "no space left on device" in problems.found[0].message
    assert path.read_bytes() == as_file(OLD)
    assert not path.with_name(f".{path.name}.adding").exists()
