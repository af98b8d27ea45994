"""Tests of a verdict: a copy is what it is, whoever asks and however the code was typed."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.editions import FOUR, PDF, ledger_of, published, withdrawn
from support.printed import HOUSE, call

from briefpress.editions.ledger import Edition, Ledger
from briefpress.editions.verdict import judge_code, judge_file

# ---------------------------------------------------------------------------------------------
# Which edition is current


def state(edition: Edition, ledger: Ledger) -> str:
    """Judge the published PDF of *edition*; its code says the same."""
    verdict = judge_file("copy.pdf", PDF % (edition.number, edition.slug.encode()), ledger)
    assert judge_code(edition.code, ledger).state == verdict.state
    return verdict.state


def test_the_last_edition_is_current() -> None:
    """The last edition of a brief is CURRENT, those before are SUPERSEDED."""
    one, two, mali, other = FOUR.editions
    assert [state(entry, FOUR) for entry in (one, two, mali, other)] == [
        "SUPERSEDED", "CURRENT", "CURRENT", "CURRENT",
    ]  # fmt: skip
    assert FOUR.before("dprk", 2) == one
    assert FOUR.before("dprk", 1) is None


def test_an_older_edition_never_comes_back() -> None:
    """Where the last edition is withdrawn, the one before it is not current again."""
    one, two, *_ = FOUR.editions
    ledger = FOUR.with_event(withdrawn(two))
    assert state(two, ledger) == "WITHDRAWN"
    assert state(one, ledger) == "SUPERSEDED"
    assert ledger.current("dprk") is None
    verdict = judge_code(two.code, ledger)
    assert verdict.why.endswith("; withdrawn on 2024-11-26: A wrong figure.")
    assert verdict.why.startswith("edition 2 of dprk, of ")
    assert "which was withdrawn" in judge_code(one.code, ledger).why
    later = ledger.with_event(published("dprk", 3))
    assert [later.before("dprk", number) for number in (1, 2, 3, 4)] == [
        None, one, one, later.editions[-1],
    ]  # fmt: skip
    assert ledger_of(one, withdrawn(one)).before("dprk", 2) == one
    assert [state(entry, later) for entry in (one, two)] == ["SUPERSEDED", "WITHDRAWN"]
    assert later.current("dprk") == later.editions[-1]


def test_a_brief_is_not_taken_for_another_with_a_similar_name() -> None:
    """`dprk` edition 2 and `dprk-2` edition 1 have codes that differ, and stand for themselves."""
    two, other = published("dprk", 2), published("dprk-2", 1)
    ledger = ledger_of(two, other, withdrawn(two))
    assert other.code.startswith("DPRK-2-1-")
    assert (judge_code(two.code, ledger).slug, state(two, ledger)) == ("dprk", "WITHDRAWN")
    assert (judge_code(other.code, ledger).slug, state(other, ledger)) == ("dprk-2", "CURRENT")
    # A copy that is not the published file, with a code in it and something round it.
    for around in ("%s", "· %s ·", "(%s)", "<dc:identifier>%s</dc:identifier>", "%s."):
        data = b"%PDF-1.7 " + (around % other.code).encode()
        verdict = judge_file("copy.pdf", data, ledger)
        assert (verdict.state, verdict.slug) == ("ALTERED", "dprk-2")


# ---------------------------------------------------------------------------------------------
# Codes


@pytest.mark.parametrize("slug", ["dprk", "Mali.2", "größe", "a b", "조선", "x" * 80, "-", "a--b"])
def test_a_code_is_made_of_what_can_be_typed(slug: str) -> None:
    """Whatever a brief is called, its code has capitals, digits and hyphens, and is found."""
    edition = published(slug, 12)
    assert all(part.isascii() and part.isalnum() for part in edition.code.split("-"))
    assert edition.code == edition.code.upper()
    ledger = ledger_of(edition)
    assert judge_code(edition.code, ledger).state == "CURRENT"
    copy = b"%PDF-1.7\n" + edition.code.encode() + b"\nanother page\n%%EOF\n"
    assert judge_file("copy.pdf", copy, ledger).state == "ALTERED"


ZERO = next(
    entry
    for entry in (published("dprk", 3, f"Note {number}.") for number in range(10_000))
    if "0" in entry.code[-6:] and "1" in entry.code[-6:]
)
"""An edition whose check has a 0 and a 1 in it."""


def as_letters(code: str) -> str:
    """The check as somebody reads it who takes digits for letters."""
    return code[:-6] + code[-6:].replace("0", "O").replace("1", "l")


@pytest.mark.parametrize(
    "retype",
    [
        str, str.lower, as_letters, lambda code: f"  {code}\n", lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "–"), lambda code: code.replace("-", " – "),
        lambda code: code.replace("-", " - "), lambda code: code.replace("-", "\u2011"),
        lambda code: code.replace("-", "\u2212"), lambda code: code.replace("-", "\u00a0"),
        lambda code: code.replace("-", "--"),
    ],
)  # fmt: skip
def test_a_code_may_be_typed_as_people_type(retype: Callable[[str], str]) -> None:
    """Small letters, spaces, any dash, O for 0 and l for 1 find the edition."""
    assert judge_code(retype(ZERO.code), ledger_of(ZERO)).state == "CURRENT"


@pytest.mark.parametrize(
    "code",
    ["", "-", "DPRK", "DPRK-3", "DPRK-3-000000", "DPRK-4-{check}", "DPR-3-{check}", "{check}"],
)
def test_a_code_that_is_not_whole_is_unknown(code: str) -> None:
    """A wrong or missing part of a code is UNKNOWN, never the nearest edition."""
    verdict = judge_code(code.format(check=ZERO.code[-6:]), ledger_of(ZERO))
    assert verdict.state == "UNKNOWN"


def test_a_slip_of_the_finger_is_told() -> None:
    """A code that is nearly one of ours is UNKNOWN, and the answer says which one is near."""
    typed = ZERO.code[:-1] + ("2" if ZERO.code[-1] != "2" else "3")
    assert judge_code(typed, ledger_of(ZERO)).why.endswith(f"did you mean `{ZERO.code}`?")


# ---------------------------------------------------------------------------------------------
# The command


def verify(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `verify` in *folder*, which is no house, and list what it imported on the last line."""
    code = (
        "import sys; from briefpress.cli import main; code = main(['verify', *sys.argv[1:]]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=folder, capture_output=True,
        text=True, timeout=60, env={"PATH": "", "PYTHONPATH": str(HOUSE)},
    )  # fmt: skip


@pytest.mark.long
def test_verify_needs_the_ledger_alone(tmp_path: Path) -> None:
    """In a folder with nothing but a ledger and copies, codes and copies are judged.

    Nothing of a build is imported, nor anything that could open a connection.
    """
    ledger = tmp_path / "sent by mail.jsonl"
    ledger.write_bytes(bytes(FOUR))
    for number, slug in ((1, "dprk"), (2, "dprk")):
        (tmp_path / f"{number}.pdf").write_bytes(PDF % (number, slug.encode()))
    before = sorted(tmp_path.iterdir())
    code = FOUR.editions[2].code.lower()
    done = verify(tmp_path, "--ledger", ledger.name, "1.pdf", "2.pdf", "--code", code)
    assert done.returncode == 1, done.stderr
    heads = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert heads == [f"CURRENT  {code}", "SUPERSEDED  1.pdf", "CURRENT  2.pdf"]
    heavy = {"weasyprint", "pydantic", "yaml", "jinja2", "socket", "ssl", "asyncio", "filelock",
             "multiprocessing", "pypdfium2", "urllib.request"}  # fmt: skip
    assert heavy & {*done.stderr.split()} == set()
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.long
def test_verify_is_0_where_every_copy_is_current(tmp_path: Path) -> None:
    """The exit status tells a script; JSON tells it more."""
    (tmp_path / "ledger").write_bytes(bytes(FOUR))
    (tmp_path / "2.pdf").write_bytes(PDF % (2, b"dprk"))
    done = verify(tmp_path, "--ledger", "ledger", "2.pdf", "--format", "json")
    assert done.returncode == 0
    (verdict,) = json.loads(done.stdout)
    assert verdict["state"] == "CURRENT"
    assert (verdict["slug"], verdict["edition"], verdict["date"]) == ("dprk", 2, "2024-11-26")
    assert verdict["code"] == FOUR.editions[1].code


@pytest.mark.long
def test_verify_asks_no_clock(tmp_path: Path) -> None:
    """An edition that is dated in the future is what it is."""
    future = replace(published("dprk", 1), date=date(2999, 1, 1))
    (tmp_path / "ledger").write_bytes(bytes(ledger_of(future)))
    (tmp_path / "it.pdf").write_bytes(PDF % (1, b"dprk"))
    assert verify(tmp_path, "--ledger", "ledger", "it.pdf").returncode == 0


@pytest.mark.long
def test_verify_says_what_it_cannot_read(tmp_path: Path) -> None:
    """No ledger, no copy, nothing asked, a broken ledger: a plain word and no traceback."""
    (tmp_path / "good").write_bytes(bytes(FOUR))
    (tmp_path / "bad").write_bytes(bytes(FOUR).replace(b"New.", b"Now.", 1))
    (tmp_path / "it.pdf").write_bytes(PDF % (2, b"dprk"))
    (tmp_path / "empty.pdf").write_bytes(b"")
    cases = [
        (["--ledger", "none", "it.pdf"], 2, "does not exist"),
        (["--ledger", "good"], 2, "name a PDF"),
        (["it.pdf"], 2, "name the ledger: `briefpress verify --ledger FILE …`"),
        (["--ledger", "good", "gone.pdf"], 1, "gone.pdf: error: cannot be read: no such file"),
        (["--ledger", "good", "."], 1, ".: error: cannot be read: is a directory"),
        (["--ledger", "bad", "it.pdf"], 1, "error: this line"),
        (["--ledger", "good", "empty.pdf"], 1, ""),
    ]
    for arguments, status, said in cases:
        done = call("verify", *arguments, cwd=tmp_path)
        assert done.returncode == status, arguments
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert "CURRENT" not in done.stdout


@pytest.mark.long
def test_a_hostile_copy_costs_no_time(tmp_path: Path) -> None:
    """A file of a megabyte that looks like a code all over is judged at once, not in hours."""
    (tmp_path / "ledger").write_bytes(bytes(FOUR))
    for name, part in (("a", b"A"), ("b", b"1-"), ("c", b"A-1-"), ("d", b"A-1-ABCDE ")):
        (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-1.7\n" + part * (1024**2 // len(part)))
    copies = sorted(path.name for path in tmp_path.glob("*.pdf"))
    try:
        done = verify(tmp_path, "--ledger", "ledger", *copies)
    except subprocess.TimeoutExpired:
        raise AssertionError("a copy hangs the command") from None
    assert done.stdout.count("UNKNOWN") == len(copies)
