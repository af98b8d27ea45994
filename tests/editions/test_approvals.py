"""Tests of the list of approvals: only lines that were written, and only what still holds."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from briefpress.editions.approvals import (
    Approval,
    Approvals,
    TakenBack,
    judge_role,
    read_approvals,
    word_state,
)
from briefpress.editions.line_patterns import FORMAT
from briefpress.model.approvals import PARTS, Part, PartState
from briefpress.model.problems import Problems

DAY = date(2024, 11, 26)
NOW: Mapping[Part, PartState] = {
    "prose": PartState.of([("title", "Five returns"), ("“Background”", "It found this.")]),
    "facts": PartState.of([("facts.returned", "670")]),
    "page": PartState.of([("a4", "<p>670</p>"), ("letter", "<p>670</p>")]),
}
APPROVED = Approval("dprk", "director", "A. Name", DAY, "", NOW)
TAKEN = TakenBack("dprk", "director", "", DAY, "A figure is wrong.")


def chain(*entries: Approval | TakenBack) -> Approvals:
    """A list of *entries*."""
    approvals = Approvals()
    for one in entries:
        approvals = approvals.with_entry(one)
    return approvals


def read(data: bytes) -> tuple[Approvals, list[str]]:
    """Read the approvals of a file, and its problems."""
    problems = Problems()
    return read_approvals(data, "approvals.jsonl", problems), [str(one) for one in problems]


def other(part: Part, *pieces: tuple[str, str]) -> dict[Part, PartState]:
    """The parts, one of them as *pieces* have it."""
    return {**NOW, part: PartState.of(pieces)}


def test_what_is_written_is_read() -> None:
    """Approvals come back as they were given; who, when, what and the format stand in the line."""
    given = chain(APPROVED, TAKEN, replace(APPROVED, role="reviewer", note="Read twice."))
    back, problems = read(bytes(given))
    assert (back, problems) == (given, [])
    line = json.loads(given.lines[0])
    assert (line["format"], line["date"], line["by"]) == (2, "2024-11-26", "A. Name")
    assert line["digests"] == {part: NOW[part].digest for part in PARTS}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"director", b"author"),
        (b"2024-11-26", b"2024-11-27"),
        (NOW["facts"].digest.encode(), b"0" * 64),
        (b'"event": "taken back"', b'"event": "approved"'),
        (b'"event": "taken back"', b'"event": "praised"'),
    ],
)
def test_a_line_that_was_changed_is_told(old: bytes, new: bytes) -> None:
    """Whoever writes into a line is noticed, and then nothing of the file is believed."""
    back, (problem,) = read(bytes(chain(APPROVED, TAKEN)).replace(old, new))
    assert back == Approvals()
    assert "approvals.jsonl:" in problem


def test_a_line_that_is_gone_is_told() -> None:
    """A line that is missing in the middle, and two that changed places, break the chain."""
    lines = chain(APPROVED, TAKEN, APPROVED).lines
    for order in ([0, 2], [1, 0, 2]):
        data = "".join(f"{lines[number]}\n" for number in order).encode()
        assert "does not follow the one before" in "".join(read(data)[1])


def test_a_line_of_a_newer_briefpress_is_not_called_changed() -> None:
    """Somebody with a newer briefpress approved: this one says so, and judges nothing."""
    line = json.dumps({"format": FORMAT + 1, "event": "approved"})
    assert "written by a newer briefpress" in read(line.encode())[1][0]


@pytest.mark.parametrize("part", PARTS)
def test_a_change_voids_what_it_changes(part: Part) -> None:
    """A change of one part leaves an approval of the two others as it is."""
    changed = other(part, ("new", "other"))
    approvals = chain(APPROVED)
    for role_part in PARTS:
        state = judge_role("director", [role_part], {"dprk"}, approvals, changed)
        assert state.holds == (role_part != part)
    state = judge_role("director", PARTS, {"dprk"}, approvals, changed)
    assert [*(state.changed or {})] == [part]


def test_what_was_changed_is_named() -> None:
    """Changed, new and gone pieces are named, three at most; a change of order is one as well."""
    approvals = chain(APPROVED)
    now = other("prose", ("title", "Six returns"), ("standfirst", "New."))
    said = word_state(judge_role("director", PARTS, {"dprk"}, approvals, now))
    assert "prose changed (title, standfirst, “Background”)" in said
    many = [(f"line {number}", "") for number in range(9)]
    now = other("facts", *many, ("facts.returned", "670"))
    said = word_state(judge_role("director", PARTS, {"dprk"}, approvals, now))
    assert "facts changed (line 0, line 1, line 2 and 6 more)" in said
    now = other("page", ("letter", "<p>670</p>"), ("a4", "<p>670</p>"))
    said = word_state(judge_role("director", PARTS, {"dprk"}, approvals, now))
    assert "page changed (the order)" in said


def test_what_is_as_it_was_is_approved_again() -> None:
    """Whoever undoes a change needs nobody to look again; another brief has its own approvals."""
    assert judge_role("Director", PARTS, {"dprk"}, chain(APPROVED), NOW).holds
    assert judge_role("director", PARTS, {"other"}, chain(APPROVED), NOW).state == "not yet"


def test_a_part_that_was_added_later_has_to_be_looked_at() -> None:
    """A role that approved prose alone has not approved the page that it is asked for now."""
    prose = replace(APPROVED, parts={"prose": NOW["prose"]})
    state = judge_role("director", ["prose", "page"], {"dprk"}, chain(prose), NOW)
    assert "page not looked at" in word_state(state)


def test_an_approval_that_was_taken_back_holds_no_longer() -> None:
    """The last word counts: taken back, and given once more."""
    taken = judge_role("director", PARTS, {"dprk"}, chain(APPROVED, TAKEN), NOW)
    assert word_state(taken) == "taken back on 2024-11-26: A figure is wrong."
    assert judge_role("director", PARTS, {"dprk"}, chain(APPROVED, TAKEN, APPROVED), NOW).holds
