"""Tests of the ledger: a line that was changed is noticed, and none is lost."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from support.editions import DAY, FOUR, ledger_of, published, withdrawn
from support.printed import HOUSE, run

from briefpress.editions import hash_chain
from briefpress.editions.ledger import (
    Edition,
    Ledger,
    PublishedPdf,
    Renaming,
    Withdrawal,
    changed_facts,
    make_code,
    read_ledger,
)
from briefpress.editions.line_patterns import FORMAT
from briefpress.editions.register import Copy, Register, read_register
from briefpress.model.problems import Problems


@pytest.fixture(params=["short", "long"])
def length(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger is read as a short one, then as a long one: nobody sees a difference."""
    if request.param == "long":
        monkeypatch.setattr(hash_chain, "LONG", -1)


def read(data: bytes) -> tuple[Ledger, list[str]]:
    """Read a ledger; what is said of it."""
    problems = Problems()
    ledger = read_ledger(data, "editions/ledger.jsonl", problems)
    assert all(problem.hint for problem in problems)
    return ledger, [f"{problem.place}: {problem.message}" for problem in problems]


# ---------------------------------------------------------------------------------------------
# Lines


@pytest.mark.usefixtures("length")
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
@pytest.mark.usefixtures("length")
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


@pytest.mark.usefixtures("length")
def test_each_line_has_the_number_of_its_format() -> None:
    """It is written into every line; a line of before it had one is read, and stays as it is."""
    lines = bytes(FOUR).decode().splitlines()
    assert [json.loads(line)["format"] for line in lines] == [2] * 4
    joined = FOUR.with_event(replace(published("togo", 1), was=lines[-1]))
    assert json.loads(joined.lines[-1])["format"] == 3
    renamed = FOUR.with_event(Renaming("korea", "dprk", DAY))
    assert json.loads(renamed.lines[-1])["format"] == FORMAT == 4
    old = OLD_LINE.encode() + b"\n"
    ledger, said = read(old)
    assert said == []
    assert "format" not in OLD_LINE
    assert bytes(ledger) == old
    longer = bytes(ledger.with_event(published("mali", 1)))
    assert longer.startswith(old)
    assert read(longer)[1] == []


@pytest.mark.usefixtures("length")
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
    assert json.loads(line)["format"] == 2


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


@pytest.mark.usefixtures("length")
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


@pytest.mark.usefixtures("length")
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
"""Fields that the chain adds to each line."""


@pytest.mark.usefixtures("length")
def test_lines_stay_as_they_are_on_the_disk() -> None:
    """Lines of before say all that they said, and what they say is written in the same fields."""
    ledger, problems = read(AS_WRITTEN)
    assert problems == []
    edition = Edition(
        "dprk", 1, date(2024, 11, 26), "New.", "DPRK-1-0A1B2C", "first", "A title", "Two lines.",
        "en", {"a4": PublishedPdf("editions/dprk/1/dprk.pdf", "ab" * 32, 1234, 2, "cd" * 32)},
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


@pytest.mark.usefixtures("length")
@pytest.mark.parametrize("said", HOSTILE, ids=str)
def test_a_forged_line_is_an_error_not_a_traceback(said: dict[str, object]) -> None:
    """A line with another shape than ours is no entry, even where its hashes hold."""
    edition = published("dprk", 1)
    forged = type("Forged", (), {"as_json": lambda _: edition.as_json() | said})()
    ledger, problems = read(bytes(Ledger().with_event(forged)))
    assert problems == ["editions/ledger.jsonl:1: this line is no entry"]
    assert ledger == Ledger()


def with_all(*names: str) -> Ledger:
    """A ledger whose lines say everything that a line may say."""
    edition = replace(
        published("dprk", 1, 'Says "so", \\ and \x7f\u2028.'),
        title="A title", standfirst="Two lines", language="en", issue="Brief 1", institute="It",
        embargo="2026-12-01T09:00-05:00", facts=dict.fromkeys(names, ("label", "1")),
    )  # fmt: skip
    plain = published("mali", 1)
    both = replace(plain, papers={"a4": plain.papers["a4"], "letter": plain.papers["a4"]})
    later = replace(published("dprk", 2), corrects=1)
    return ledger_of(edition, both, withdrawn(both), later, Renaming("korea", "dprk", DAY))


def test_a_long_ledger_says_what_a_short_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked: the lines are the same, and so is each answer."""
    short = with_all("returned", "camps")
    monkeypatch.setattr(hash_chain, "LONG", -1)
    long, said = read(bytes(short))
    assert (said, long.lines) == ([], short.lines)
    for one in (long, long.with_event(published("togo", 1))):
        other = short if one is long else short.with_event(published("togo", 1))
        assert one.heads == other.heads
        assert one.institute == "It"
        assert one.slugs == other.slugs
        for name in ("dprk", "korea", "mali", "togo"):
            assert one.published(name) == other.published(name)
            assert one.current(name) == other.current(name)
            assert one.before(name, 2) == other.before(name, 2)
        for edition in other.editions:
            assert one.edition_with_digest(edition.papers["a4"].sha256) == edition
            assert one.edition_with_code(edition.code) == edition
        assert one.edition_with_code("DPRK-9-ABCDEF") is None
        assert one.events == other.events
        assert bytes(one) == bytes(other)


def test_what_is_plain_in_a_long_ledger_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lines are checked, and read when somebody asks for them."""
    data = bytes(FOUR)
    monkeypatch.setattr(hash_chain, "LONG", -1)
    with monkeypatch.context() as patch:
        patch.setattr("json.loads", Mock(side_effect=AssertionError))
        ledger, said = read(data)
        assert (said, len(ledger.lines)) == ([], 4)
        assert [head[0] for head in ledger.heads] == ["published"] * 4
    assert ledger == FOUR


def test_a_control_character_is_noticed_in_a_long_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON has none as it is: such a line is no entry, whatever its hashes say."""
    monkeypatch.setattr(hash_chain, "LONG", -1)
    line = FOUR.lines[0].replace("New.", "New\t.")
    start, _, end = line.partition(line[line.index('"hash"') :][:76])
    digest = hash_chain.hash_line(start + end)
    forged = f'{start}"hash": "{digest}", {end}'
    assert read(forged.encode())[1] == ["editions/ledger.jsonl:1: this line is no entry"]


def test_brackets_without_end_are_an_error_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line that nests without end, so that the parser gives up, is no entry."""
    assert read(b"[" * 50)[1] == ["editions/ledger.jsonl:1: this line is no entry"]
    with monkeypatch.context() as patch:
        patch.setattr("json.loads", Mock(side_effect=RecursionError))
        assert read(b"[]")[1] == ["editions/ledger.jsonl:1: this line is no entry"]
    assert read(b"\xff\xfe")[1] == ["editions/ledger.jsonl: this is not UTF-8"]


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


# ---------------------------------------------------------------------------------------------
# Codes


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


# ---------------------------------------------------------------------------------------------
# Facts


def test_changed_facts_are_told_old_and_new() -> None:
    """A fact that reads otherwise, one that is new and one that is gone; others are not named."""
    old = {"kept": ("Kept", "1"), "moved": ("Moved", "2"), "gone": ("Gone", "3")}
    new = {"new": ("New", "4"), "moved": ("Moved, says the label now", "5"), "kept": ("K", "1")}
    changes = [(one.name, one.old, one.new) for one in changed_facts(old, new)]
    assert changes == [("new", "", "4"), ("moved", "2", "5"), ("gone", "3", "")]
    assert not [*changed_facts(old, old)]
