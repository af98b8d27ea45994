"""Tests of the end of a ledger: lines that are gone are told, by whatever remembers them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.printed import bare_house, run

from briefpress.editions.books import open_books, open_ledger
from briefpress.editions.hash_chain import End, end_of, hash_line
from briefpress.editions.ledger import FILE
from briefpress.editions.register import FILE as REGISTER
from briefpress.editions.truncation import find_ends
from briefpress.model.problems import Problems

KEPT = Path(__file__).parents[1] / "contracts/house"
"""Two editions, a withdrawal and two copies, all of them of format 1: nothing beside them remembers
how long the ledger was, but the folders themselves."""
DAY = "2024-12-10"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house whose editions were published by an older briefpress."""
    house = bare_house(tmp_path / "house")
    shutil.copytree(KEPT / "editions", house / "editions")
    return house


def lines_of(path: Path) -> list[bytes]:
    """The lines of a chain."""
    return path.read_bytes().splitlines(keepends=True)


def cut(path: Path, lines: int = 1) -> None:
    """Take the last *lines* off a chain."""
    path.write_bytes(b"".join(lines_of(path)[:-lines]))


def ledger_errors(house: Path) -> list[str]:
    """Give the problems of the ledger and the register of *house*."""
    problems = Problems()
    open_books(house, problems)
    return [str(one) for one in problems]


def withdraw(house: Path, number: int = 2, **given: Any) -> Any:
    """Withdraw an edition."""
    done = run("withdraw", "harbour", number, "--why", "Wrong.", "--date", DAY, house=house)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done


# ---------------------------------------------------------------------------------------------
# A ledger without anything beside it


def test_an_old_house_is_read_as_it_is(house: Path) -> None:
    """Editions and copies of format 1 verify to the byte, and nothing is written beside them."""
    before = {path: path.read_bytes() for path in house.rglob("*") if path.is_file()}
    one, two = (house / f"editions/harbour/{number}/harbour.pdf" for number in (1, 2))
    copy = next((KEPT / "copies").iterdir())
    done = run("verify", one, two, copy, house=house)
    words = [line.split()[0] for line in done.stdout.splitlines() if line[0] != " "]
    assert (words, done.stderr) == (["WITHDRAWN", "CURRENT", "CURRENT"], "")
    assert "copy 1 of 2, of A. N. Other, A Mission" in done.stdout
    assert before == {path: path.read_bytes() for path in house.rglob("*") if path.is_file()}


def test_an_old_house_is_added_to(house: Path) -> None:
    """A line of the new format goes below those of the old one, which keep every byte."""
    before = (house / FILE).read_bytes()
    withdraw(house)
    after = (house / FILE).read_bytes()
    assert after.startswith(before)
    assert [json.loads(line)["format"] for line in after.splitlines()] == [1, 1, 1, 2]
    assert ledger_errors(house) == []


def test_an_edition_whose_pdf_is_there_is_missed(house: Path) -> None:
    """A ledger that lost its last edition is not believed, though nobody noted its end."""
    (house / FILE).write_bytes(b"".join(lines_of(house / FILE)[:1]))
    (error,) = ledger_errors(house)
    assert "editions/harbour/2/ (edition 2 of harbour)" in error
    assert error.startswith("editions/ledger.jsonl: error: the ledger does not know")


COMMANDS = {
    "verify": ("verify", "editions/harbour/1/harbour.pdf"),
    "verify a code": ("verify", "--code", "HARBOUR-1-263730"),
    "copies": ("copies", "harbour", "--to", "list.csv"),
    "catalog": ("catalog",),
    "publish": ("publish", "harbour", "--note", "New."),
    "withdraw": ("withdraw", "harbour", "1", "--why", "Wrong."),
    "register": ("register",),
    "recall": ("recall", "harbour", "--why", "Wrong."),
    "manifest": ("manifest",),
    "booklet": ("booklet", "harbour"),
    "rename": ("rename", "harbour", "port"),
    "erratum": ("erratum", "harbour", "1"),
    "pack": ("pack", "may"),
}


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lost", ["its last edition", "all of it", "the file"])
def test_no_command_believes_a_ledger_that_lost_lines(house: Path, command: str, lost: str) -> None:
    """Each says what is wrong, and neither names a verdict nor changes a file."""
    (house / "content/harbour").mkdir()
    (house / "content/harbour/brief.yaml").write_text("title: It\nstandfirst: It is.\n", "utf-8")
    (house / "content/harbour/brief.md").write_text("Text.\n", "utf-8")
    (house / "list.csv").write_text("name\nOne\n", "utf-8")
    (house / "content/meetings").mkdir()
    fields = "title: It\nplace: Geneva\nbegins: 2024-12-10\n"
    fields += "items:\n- {title: All, briefs: [harbour]}\n"
    (house / "content/meetings/may.yaml").write_text(fields, "utf-8")
    ledger = house / FILE
    if lost == "the file":
        ledger.unlink()
    else:
        ledger.write_bytes(b"".join(lines_of(ledger)[:1]) if lost == "its last edition" else b"")
    before = {path for path in house.rglob("*") if ".lock" not in path.name}
    words = [house / one if one.endswith((".pdf", ".csv")) else one for one in COMMANDS[command]]
    done = run(*words, house=house)
    assert done.returncode in (1, 2)
    assert "editions/ledger.jsonl: error: the ledger " in done.stderr, done.stderr
    assert "bring" in done.stderr
    assert "CURRENT" not in done.stdout
    after = {path for path in house.rglob("*") if ".lock" not in path.name}
    assert after - before <= {house / "output"}


# ---------------------------------------------------------------------------------------------
# Places that remember


def test_a_withdrawn_edition_says_so_in_its_folder(house: Path) -> None:
    """Whoever opens the folder reads it; the withdrawal of an older briefpress is noted as well."""
    withdraw(house)
    for number, why in ((1, "The count was wrong."), (2, "Wrong.")):
        text = (house / f"editions/harbour/{number}/withdrawn.txt").read_text("utf-8")
        assert text.startswith(f"Edition {number} of harbour, code HARBOUR-{number}-")
        assert "Do not use it." in text
        assert why in text
        ((end, _),) = find_ends(text)
        line = lines_of(house / FILE)[end.lines - 1].decode().rstrip("\n")
        assert (end.hash, json.loads(line)["edition"]) == (hash_line(line), number)


def test_a_withdrawal_that_is_gone_is_missed(house: Path) -> None:
    """Without the last line the edition would be CURRENT again: its folder knows better."""
    withdraw(house)
    cut(house / FILE)
    done = run("verify", house / "editions/harbour/2/harbour.pdf", house=house)
    assert (done.returncode, done.stdout) == (1, "")
    assert "the ledger has lost its end: it has 3 of at least 4 lines" in done.stderr
    assert "editions/harbour/2/withdrawn.txt (the withdrawal of edition 2 of harb" in done.stderr


def site(house: Path) -> None:
    """Make the site, and let nothing but the site remember."""
    assert run("catalog", house=house).returncode == 0


def feed(house: Path) -> None:
    """Let the feed alone remember."""
    site(house)
    (house / "output/site/ledger.txt").unlink()


def witness(house: Path) -> None:
    """Name a witness outside of the house."""
    done = run("trust", "--witness", house.parent / "elsewhere/ledger.txt", house=house)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def copies(house: Path) -> None:
    """Recall the copies: the register notes where the ledger ends."""
    done = run("recall", "harbour", "--why", "Lost.", "--date", DAY, house=house)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "the site": (site, "output/site/ledger.txt"),
    "the feed": (feed, "output/site/feed.xml"),
    "a witness": (witness, "elsewhere/ledger.txt"),
    "the register": (copies, REGISTER),
}


def damage_end(ledger: Path) -> None:
    """Take the last line off."""
    cut(ledger)


def damage_whole(ledger: Path) -> None:
    """Write another ledger of the same length, whose chain is sound: with other reasons."""
    from briefpress.editions.hash_chain import add_lines

    fields = [json.loads(line) for line in lines_of(ledger)]
    fields = [
        {name: value for name, value in one.items() if name not in ("hash", "before", "format")}
        | {"note": "Forged."}
        for one in fields
    ]
    ledger.write_text("".join(f"{line}\n" for line in add_lines([], fields)), "utf-8")


@pytest.mark.long
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("damage", [damage_end, damage_whole])
def test_each_place_alone_knows_better(
    house: Path, place: str, damage: Callable[[Path], None]
) -> None:
    """A withdrawal that is cut off, or a ledger that was written anew, is told by each of them."""
    (house.parent / "elsewhere").mkdir()
    withdraw(house)
    remember, name = PLACES[place]
    remember(house)
    for note in house.glob("editions/*/*/*.txt"):
        note.unlink()
    assert ledger_errors(house) == []
    damage(house / FILE)
    (error,) = ledger_errors(house)
    assert name in error
    assert error.startswith("editions/ledger.jsonl: error: ")


def test_a_witness_gets_each_line(house: Path, tmp_path: Path) -> None:
    """Those that are there when it is named, and each that comes; one that is away is a warning."""
    away = tmp_path / "stick/ledger.txt"
    away.parent.mkdir()
    assert run("trust", "--witness", away, house=house).returncode == 0
    assert away.read_text("utf-8").count("ledger.jsonl, line ") == 3
    withdraw(house)
    last = away.read_text("utf-8").splitlines()[-1]
    assert last.endswith(f"  {DAY} withdrawal of edition 2 of harbour")
    away.parent.rename(tmp_path / "in a pocket")
    problems = Problems()
    open_ledger(house, problems)
    (warning,) = problems
    assert (warning.severity, "this witness is not there" in warning.message) == ("warning", True)
    listed = run("trust", house=house)
    assert str(away) in listed.stdout
    assert run("trust", "--forget", away, house=house).returncode == 0
    assert ledger_errors(house) == []


def test_a_witness_of_another_ledger_is_refused(house: Path, tmp_path: Path) -> None:
    """Nor is a file named that holds something else: not a byte is added to it."""
    other = tmp_path / "theirs.txt"
    other.write_text(f"ledger.jsonl, line 1: {'0' * 64}\n", "utf-8")
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary\n", "utf-8")
    for file, said in ((other, "is not the one"), (diary, "holds something else")):
        before = file.read_bytes()
        done = run("trust", "--witness", file, house=house)
        assert done.returncode == 1
        assert said in done.stderr
        assert file.read_bytes() == before
    assert ledger_errors(house) == []


def test_a_register_that_lost_its_end_is_told(house: Path) -> None:
    """No copies are made then; `verify` goes on with the editions, and calls no copy ALTERED."""
    copies(house)
    cut(house / REGISTER)
    assert any("editions/register.jsonl: error: the reg" in one for one in ledger_errors(house))
    (house / REGISTER).unlink()
    assert any("editions/register.jsonl: error: the reg" in one for one in ledger_errors(house))
    copy = next((KEPT / "copies").iterdir())
    two = house / "editions/harbour/2/harbour.pdf"
    done = run("verify", two, copy, house=house)
    assert [line.split()[0] for line in done.stdout.splitlines() if line[0] != " "] == [
        "CURRENT", "UNKNOWN",
    ]  # fmt: skip
    assert "the register of copies, register.jsonl, which would know it, is not here" in done.stdout
    assert "editions/register.jsonl: warning: the register is empty, or gone" in done.stderr


def test_what_is_under_embargo_leaves_no_trace_in_the_site() -> None:
    """The site tells of no line from the first hidden one on: neither its hash nor its number."""
    from dataclasses import replace

    from support.editions import FOUR, ledger_of

    from briefpress.distribute.site import _public_end

    one, two, three, four = FOUR.editions
    hidden = replace(three, embargo="2999-01-01T00:00+00:00")
    ledger = ledger_of(one, two, hidden, four)
    assert _public_end(ledger, [hidden]) == end_of(ledger.lines[:2])
    assert _public_end(ledger, ledger.editions).lines == 0
    assert _public_end(ledger, []) == end_of(ledger.lines)


@pytest.mark.parametrize(
    "text",
    ["", "ledger.jsonl, line 0: " + "a" * 64, "ledger.jsonl, line 1: " + "a" * 63, "line 1: x",
     "ledger.jsonl, line 1: " + "a" * 65, "ledger.jsonl, line " + "9" * 40 + ": " + "a" * 64],
)  # fmt: skip
def test_what_is_no_end_is_passed_over(text: str) -> None:
    """A damaged note remembers nothing, and raises nothing."""
    assert [*find_ends(text)] == []


def test_an_end_is_read_from_whatever_holds_it() -> None:
    """A text, a feed, an e-mail somebody pasted it into."""
    line = "ledger.jsonl, line 12: " + "b" * 64
    for text in (line, f"> {line}\n", f"<ledger>{line}</ledger>", f"{line}  2024-12-03 a note"):
        assert [end for end, _ in find_ends(text)] == [End(12, "b" * 64)]
