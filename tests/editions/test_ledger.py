"""What the ledger promises: a line that was changed is noticed, and a copy is what it is."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from support.printed import HOUSE, run

from briefpress.editions.hash_chain import FORMAT
from briefpress.editions.ledger import (
    Edition,
    Event,
    Ledger,
    Printed,
    Withdrawal,
    changed_facts,
    judge_code,
    judge_file,
    make_code,
    read_ledger,
)
from briefpress.editions.register import Copy, Register, read_register
from briefpress.model.problems import Problems

DAY = date(2024, 11, 26)
PDF = b"%%PDF-1.7\nedition %d of %s\n%%%%EOF\n"


def published(slug: str, edition: int, note: str = "New.") -> Edition:
    """An edition whose PDF is `PDF % (edition, slug)`."""
    data = PDF % (edition, slug.encode())
    digest = sha256(data).hexdigest()
    printed = Printed(f"editions/{slug}/{edition}/{slug}.pdf", digest, len(data), 2, digest)
    code = make_code(slug, edition, DAY, "first", note, {"a4": digest})
    return Edition(slug, edition, DAY, note, code, "first", papers={"a4": printed})


def withdrawn(edition: Edition) -> Withdrawal:
    """The withdrawal of *edition*."""
    return Withdrawal(edition.slug, edition.number, DAY, "A wrong figure.", edition.code)


def ledger_of(*events: Event) -> Ledger:
    """A ledger with *events*, one after another."""
    ledger = Ledger()
    for event in events:
        ledger = ledger.with_event(event)
    return ledger


FOUR = ledger_of(
    published("dprk", 1), published("dprk", 2), published("mali", 1), published("dprk-2", 1)
)


def read(data: bytes) -> tuple[Ledger, list[str]]:
    """Read a ledger; what is said of it."""
    problems = Problems()
    ledger = read_ledger(data, "editions/ledger.jsonl", problems)
    assert all(problem.hint for problem in problems)
    return ledger, [f"{problem.place}: {problem.message}" for problem in problems]


# ---------------------------------------------------------------------------------------------
# Lines


@pytest.mark.parametrize(
    "note",
    ["New.", "A \u2028 line \u0085 that \u2029 only some break", "tab\t, \x1e and \x0c", "조선"],
)
def test_what_was_written_is_read(note: str) -> None:
    """A ledger comes back as it was, whatever stands in a note."""
    ledger = ledger_of(published("dprk", 1, note), withdrawn(published("dprk", 1, note)))
    again, said = read(bytes(ledger))
    assert said == []
    assert again == ledger
    assert again.editions[0].note == note


def test_a_ledger_is_only_added_to() -> None:
    """One more line changes no byte of those before."""
    longer = FOUR.with_event(published("mali", 2))
    assert bytes(longer).startswith(bytes(FOUR))
    assert bytes(longer).count(b"\n") == bytes(FOUR).count(b"\n") + 1


@pytest.mark.parametrize(
    "data", [b"", bytes(FOUR), bytes(FOUR).removesuffix(b"\n"), b"\xef\xbb\xbf" + bytes(FOUR),
             bytes(FOUR).replace(b"\n", b"\r\n")],
    ids=["nothing", "whole", "no last line end", "byte order mark", "line ends of Windows"],
)  # fmt: skip
def test_what_an_editor_or_git_does_to_line_ends_is_no_change(data: bytes) -> None:
    """A ledger that says the same is sound, and is written as ours again."""
    ledger, said = read(data)
    assert said == []
    assert bytes(ledger) == (bytes(FOUR) if data else b"")


OLD_LINE = (
    '{"before": "0000000000000000000000000000000000000000000000000000000000000000", "'
    'code": "HARBOUR-1-0A1B2C", "date": "2026-11-28", "edition": 1, "event": "publish'
    'ed", "facts": {"ships": ["ships in October", "41"]}, "hash": "be7c071c6757ab01b5'
    'bd4f541f9861b646d3af70ad1148dbacabc979dd39d7d4", "kind": "first", "language": "e'
    'n", "note": "New.", "papers": {"a4": {"file": "editions/harbour/1/harbour.pdf", '
    '"html": "1111111111111111111111111111111111111111111111111111111111111111", "pag'
    'es": 1, "sha256": "0000000000000000000000000000000000000000000000000000000000000'
    '000", "size": 1000}}, "slug": "harbour", "title": "The harbour"}'
)
"""As briefpress 0.1.0 wrote it, without the number of its format."""


def test_each_line_has_the_number_of_its_format() -> None:
    """It is written into every line; a line of before it had one is read, and stays as it is."""
    lines = bytes(FOUR).decode().splitlines()
    assert [json.loads(line)["format"] for line in lines] == [FORMAT] * 4
    old = OLD_LINE.encode() + b"\n"
    ledger, said = read(old)
    assert said == []
    assert "format" not in OLD_LINE
    assert bytes(ledger) == old
    longer = bytes(ledger.with_event(published("mali", 1)))
    assert longer.startswith(old)
    assert read(longer)[1] == []


@pytest.mark.parametrize("number", [2, 4])
def test_a_line_of_a_newer_briefpress_says_so(number: int) -> None:
    """Whatever else it says, and however it is chained: it is not called changed."""
    lines = bytes(FOUR).decode().splitlines()
    lines[number - 1] = json.dumps({"format": FORMAT + 1, "sealed": "in another way"})
    ledger, said = read("\n".join(lines).encode())
    assert ledger == Ledger()
    assert said == [
        f"editions/ledger.jsonl:{number}: this line is of format {FORMAT + 1}, written by a newer "
        f"briefpress; this one knows format {FORMAT}"
    ]


def test_a_register_of_a_newer_briefpress_says_so() -> None:
    """Its lines have the number too."""
    problems = Problems()
    read_register(b'{"format": 9}\n', "editions/register.jsonl", problems)
    assert "written by a newer briefpress" in problems.found[0].message
    copy = Copy("dprk", 1, "DPRK-1-AAAAAA-1-00", 1, 1, "A. N. Other", DAY, "a4", "x.pdf", "0" * 64)
    (line,) = Register().with_copies([copy]).lines
    assert json.loads(line)["format"] == FORMAT


def edited(number: int) -> Callable[[list[str]], None]:
    """Change a letter of the note in a line."""

    def edit(lines: list[str]) -> None:
        lines[number] = lines[number].replace("New.", "Now.")

    return edit


def swap(lines: list[str]) -> None:
    """Put the second line after the third."""
    lines[1], lines[2] = lines[2], lines[1]


def half(lines: list[str]) -> None:
    """Break the last line off in the middle."""
    lines[-1] = lines[-1][:50]


TAMPERINGS: dict[str, tuple[Callable[[list[str]], object], int]] = {
    "the first edited": (edited(0), 1),
    "a middle one edited": (edited(1), 2),
    "the last edited": (edited(3), 4),
    "a middle one gone": (lambda lines: lines.pop(1), 2),
    "the first gone": (lambda lines: lines.pop(0), 1),
    "two swapped": (swap, 2),
    "one twice": (lambda lines: lines.insert(1, lines[1]), 3),
    "the last twice": (lambda lines: lines.append(lines[-1]), 5),
    "half a line": (half, 4),
    "an empty line": (lambda lines: lines.insert(2, ""), 3),
    "spaces more": (lambda lines: lines.__setitem__(3, lines[3] + " "), 4),
    "no JSON": (lambda lines: lines.append("and so on"), 5),
    "another kind of JSON": (lambda lines: lines.append("[1]"), 5),
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_a_line_that_was_changed_is_noticed(how: str) -> None:
    """A line that was edited, moved, doubled, cut or taken out is an error that names a line.

    The line it names is that line or the next one: one of the two is wrong, and no one can tell
    which. Nothing is told from such a ledger.
    """
    tamper, line = TAMPERINGS[how]
    lines = [*FOUR.lines]
    tamper(lines)
    ledger, said = read("".join(f"{one}\n" for one in lines).encode())
    assert ledger == Ledger()
    (problem,) = said
    named = int(problem.split(":")[1])
    assert named in (line, line + 1), problem


def test_no_flipped_bit_goes_unnoticed() -> None:
    """One bit flipped anywhere in the ledger is an error, or changes nothing that it says."""
    data = bytes(FOUR)
    chance = random.Random(5)
    for at in sorted(chance.sample(range(len(data)), 400)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << chance.randrange(8)
        ledger, said = read(bytes(flipped))
        assert said or ledger == FOUR, f"byte {at}"


AS_WRITTEN = (
    b'{"before": "0000000000000000000000000000000000000000000000000000000000000000", '
    b'"code": "DPRK-1-0A1B2C", "date": "2024-11-26", "edition": 1, "embargo": '
    b'"2026-12-01T09:00-05:00", "event": "published", "facts": {"returned": ["people '
    b'returned", "670"]}, "hash": '
    b'"169ede1052b5c4f2f30b5546f63bd071ea9837f62b938075141ba1a547eebc99", "issue": "Policy '
    b'brief 12", "kind": "first", "language": "en", "note": "New.", "papers": {"a4": '
    b'{"file": "editions/dprk/1/dprk.pdf", "html": '
    b'"cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd", "pages": 2, '
    b'"sha256": "abababababababababababababababababababababababababababababababab", "size": '
    b'1234}}, "slug": "dprk", "standfirst": "Two lines.", "title": "A title"}'
    b"\n"
    b'{"before": "b859fb345b2fe7579b7708b0a5243b899fec557cacecfe52999e3470fd98accc", '
    b'"code": "DPRK-1-0A1B2C", "date": "2024-12-03", "edition": 1, "event": "withdrawn", '
    b'"hash": "0c716da536fa734845f1f4158013777bdd29b6a7f03c71016c862281f798f6b9", "note": '
    b'"A wrong figure.", "slug": "dprk"}'
    b"\n"
)
"""Two lines as they lie on the disks of those who have published already."""
CHAIN = ("before", "format", "hash")
"""What the chain adds to each line."""


def test_lines_stay_as_they_are_on_the_disk() -> None:
    """Lines of before say all that they said, and what they say is written in the same fields."""
    ledger, problems = read(AS_WRITTEN)
    assert problems == []
    edition = Edition(
        "dprk", 1, date(2024, 11, 26), "New.", "DPRK-1-0A1B2C", "first", "A title", "Two lines.",
        "en", {"a4": Printed("editions/dprk/1/dprk.pdf", "ab" * 32, 1234, 2, "cd" * 32)},
        {"returned": ("people returned", "670")}, "2026-12-01T09:00-05:00", "Policy brief 12",
    )  # fmt: skip
    gone = Withdrawal("dprk", 1, date(2024, 12, 3), "A wrong figure.", "DPRK-1-0A1B2C")
    assert ledger.events == (edition, gone)
    assert ledger.withdrawal(edition) == gone
    assert bytes(ledger) == AS_WRITTEN
    events: tuple[Any, ...] = ledger.events
    for event, line in zip(events, AS_WRITTEN.splitlines(), strict=True):
        assert json.loads(json.dumps(event.as_json())) == {
            name: value for name, value in json.loads(line).items() if name not in CHAIN
        }


HOSTILE = [
    {"code": ["x"]}, {"edition": True}, {"edition": "1"}, {"edition": -1}, {"slug": {"a": 1}},
    {"date": 5}, {"date": "2024-02-30"}, {"papers": ["a4"]}, {"papers": {"a4": 5}},
    {"papers": {"a4": {"sha256": 5}}}, {"facts": {"one": [1, 2]}},
    {"facts": []}, {"note": None}, {"event": "burnt"}, {"more": 1}, {"kind": 3}, {"title": []},
]  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE, ids=str)
def test_a_forged_line_is_an_error_not_a_traceback(said: dict[str, object]) -> None:
    """A line with another shape than ours is no entry, even where its hashes hold."""
    edition = published("dprk", 1)
    forged = type("Forged", (), {"as_json": lambda _: edition.as_json() | said})()
    ledger, problems = read(bytes(Ledger().with_event(forged)))
    assert problems == ["editions/ledger.jsonl:1: this line is no entry"]
    assert ledger == Ledger()


def test_brackets_without_end_are_an_error_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line that nests without end, so that the parser gives up, is no entry."""
    assert read(b"[" * 50)[1] == ["editions/ledger.jsonl:1: this line is no entry"]
    with monkeypatch.context() as patch:
        patch.setattr("json.loads", Mock(side_effect=RecursionError))
        assert read(b"[]")[1] == ["editions/ledger.jsonl:1: this line is no entry"]
    assert read(b"\xff\xfe")[1] == ["editions/ledger.jsonl: this is not UTF-8"]


# ---------------------------------------------------------------------------------------------
# Which edition is current


def state(edition: Edition, ledger: Ledger) -> str:
    """What the published PDF of *edition* is; its code says the same."""
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


def test_a_code_hangs_on_all_that_it_stands_for() -> None:
    """Another page, date, note, class or brief has another check."""
    pages = {"a4": "1", "letter": "2"}
    code = make_code("dprk", 1, DAY, "first", "New.", pages)
    assert code == make_code("dprk", 1, DAY, "first", "New.", dict(reversed(pages.items())))
    others = {
        make_code("dprk", 1, DAY, "first", "New.", {"a4": "1", "letter": "3"}),
        make_code("dprk", 1, DAY, "first", "New.", {"a4": "1"}),
        make_code("dprk", 1, DAY.replace(day=27), "first", "New.", pages),
        make_code("dprk", 1, DAY, "editorial", "New.", pages),
        make_code("dprk", 1, DAY, "first", "Old.", pages),
        make_code("DPRK", 1, DAY, "first", "New.", pages),
    }
    assert len({code, *others}) == 7


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
# Facts


def test_changed_facts_are_told_old_and_new() -> None:
    """A fact that reads otherwise, one that is new and one that is gone; others are not named."""
    old = {"kept": ("Kept", "1"), "moved": ("Moved", "2"), "gone": ("Gone", "3")}
    new = {"new": ("New", "4"), "moved": ("Moved, says the label now", "5"), "kept": ("K", "1")}
    changes = [(one.name, one.old, one.new) for one in changed_facts(old, new)]
    assert changes == [("new", "", "4"), ("moved", "2", "5"), ("gone", "3", "")]
    assert not [*changed_facts(old, old)]


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
    assert heads == [f"{code}: CURRENT", "1.pdf: SUPERSEDED", "2.pdf: CURRENT"]
    heavy = {"weasyprint", "pydantic", "yaml", "jinja2", "socket", "ssl", "asyncio", "filelock",
             "multiprocessing", "pypdfium2", "urllib.request"}  # fmt: skip
    assert heavy & {*done.stderr.split()} == set()
    assert sorted(tmp_path.iterdir()) == before


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


def test_verify_asks_no_clock(tmp_path: Path) -> None:
    """An edition that is dated in the future is what it is."""
    future = replace(published("dprk", 1), date=date(2999, 1, 1))
    (tmp_path / "ledger").write_bytes(bytes(ledger_of(future)))
    (tmp_path / "it.pdf").write_bytes(PDF % (1, b"dprk"))
    assert verify(tmp_path, "--ledger", "ledger", "it.pdf").returncode == 0


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
        done = verify(tmp_path, *arguments)
        assert done.returncode == status, arguments
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert ": CURRENT" not in done.stdout


def test_a_broken_ledger_stops_the_whole_house(tmp_path: Path) -> None:
    """Build, status, publish and withdraw say that the ledger is broken, and leave it alone."""
    (tmp_path / "build.py").write_text((HOUSE / "build.py").read_text("utf-8"), "utf-8")
    for folder in ("content/one", "editions"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content/one/brief.yaml").touch()
    broken = bytes(FOUR)[:-40]
    (tmp_path / "editions/ledger.jsonl").write_bytes(broken)
    for arguments in (
        ["build"], ["status"], ["publish", "one", "--note", "New."],
        ["withdraw", "dprk", "1", "--why", "Wrong."], ["verify", "--code", "DPRK-1-000000"],
    ):  # fmt: skip
        done = run(*arguments, house=tmp_path)
        assert done.returncode == 1, arguments
        assert "editions/ledger.jsonl:4: error: this line is no entry" in done.stderr
        assert "Traceback" not in done.stderr
    assert (tmp_path / "editions/ledger.jsonl").read_bytes() == broken


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
