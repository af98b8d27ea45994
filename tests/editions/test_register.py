"""Tests of the register: a long one answers as a short one does."""

import json
from dataclasses import replace
from datetime import date

import pytest
from support.editions import FOUR

from briefpress.editions import hash_chain
from briefpress.editions.hash_chain import End
from briefpress.editions.register import (
    FILE,
    Copy,
    Recall,
    Register,
    judge_copy_code,
    list_holdings,
    read_register,
    tell_named_copies,
)
from briefpress.editions.verdict import judge_code, judge_edition
from briefpress.model.problems import Problems

DAY = date(2024, 11, 26)


def copy(number: int, name: str, **given: str) -> Copy:
    """A copy of edition 2 of dprk."""
    code = f"DPRK-2-ABCDEF-{number:03}-AB"
    digest = f"{number:064x}"
    made = Copy("dprk", 2, code, number, 3, name, DAY, "a4", f"{name}.pdf", digest)
    return replace(made, **given)  # type: ignore[arg-type]


COPIES = (
    copy(1, "A. Name", organisation="Mission", email="a@example.org", ledger=f"4 {'a' * 64}"),
    copy(2, 'Says "so"', language="fr", distribution="limited"),
    copy(3, "C. Name"),
)


def test_a_long_register_says_what_a_short_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked of it, before and after lines were added."""
    short = Register().with_copies(COPIES[:2])
    short = short.with_recall(Recall("dprk", (COPIES[0].code,), DAY, "Wrong."))
    monkeypatch.setattr(hash_chain, "LONG", -1)
    problems = Problems()
    long = read_register(bytes(short), FILE, problems)
    assert not problems.found
    for one, other in ((long, short), (long.with_copies(COPIES), short.with_copies(COPIES))):
        assert one.lines == other.lines
        assert one.heads == other.heads
        assert one.copies == other.copies
        assert one.slugs == {"dprk"}
        assert one.ledger_ends == other.ledger_ends == {End(4, "a" * 64)}
        assert one.branch_ends == other.branch_ends
        assert one.last_run({"dprk"}) == other.last_run({"dprk"})
        assert list_holdings(one, FOUR) == list_holdings(other, FOUR)
        for each in COPIES:
            assert one.copies_with_code(each.code) == other.copies_with_code(each.code)
            assert one.copies_with_digest(each.sha256) == other.copies_with_digest(each.sha256)
            assert one.recall(each) == other.recall(each)


def test_the_same_copies_add_no_line_but_for_a_recalled_one() -> None:
    """One that was recalled and made once more has a line anew."""
    register = Register().with_copies(COPIES)
    assert register.with_copies(COPIES) == register
    recalled = register.with_recall(Recall("dprk", (COPIES[0].code,), DAY, "Wrong."))
    again = recalled.with_copies(COPIES)
    assert [one.name for one in again.copies] == [one.name for one in (*COPIES, COPIES[0])]
    assert again.recall(COPIES[0]) is None


@pytest.mark.parametrize("letters", [{"0": "O"}, {"1": "l"}, {"0": "o", "1": "I", "-": " – "}])
def test_the_code_of_a_copy_may_be_typed_as_people_type(
    letters: dict[str, str | int | None],
) -> None:
    """O for 0 and l for 1 find the copy, in its check, its number and the check of that."""
    copy = replace(COPIES[0], code="DPRK-2-0F1A01-001-10")
    register, ledger = Register().with_copies([copy]), FOUR
    typed = "DPRK-2-" + copy.code[7:].translate(str.maketrans(letters))
    unknown = judge_code(typed, ledger)
    stands = judge_copy_code(typed, unknown, register, ledger)
    assert stands == replace(judge_copy_code(copy.code, unknown, register, ledger), copy=typed)
    assert stands.state != "UNKNOWN"


def test_the_first_key_counts() -> None:
    """It comes with the first copies, also in a register that began before there were keys."""
    old = Register().with_copies(COPIES[:1])
    assert old.key == ""
    keyed = old.with_copies(COPIES[:2], "aa").with_copies(COPIES, "bb")
    assert (keyed.key, [one.key for one in keyed.copies]) == ("aa", ["", "aa", ""])
    assert [json.loads(line)["format"] for line in keyed.lines] == [3, 4, 2]
    assert read_register(bytes(keyed), FILE, Problems()) == keyed


def test_an_edition_says_how_many_named_copies_of_it_there_are() -> None:
    """Whoever cut the name off a copy holds the edition, to the byte."""
    twice = replace(COPIES[0], file="all.pdf", sha256="f" * 64)
    register = Register().with_copies([*COPIES, twice])
    (_, edition, *_) = FOUR.editions
    stands = tell_named_copies(judge_edition("x.pdf", edition, FOUR), register)
    assert stands.state == "CURRENT"
    assert stands.why.endswith("; it bears no name, and 3 named copies were made of that edition")
    (first, *_) = FOUR.editions
    assert "named" not in tell_named_copies(judge_edition("x.pdf", first, FOUR), register).why
