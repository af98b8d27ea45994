"""Tests of two branches that both published: every copy that was handed out verifies."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support.editions import ledger_of, published, withdrawn
from support.houses import build_house, said
from support.printed import run
from support.sites import Books

from briefpress.editions.approvals import FILE as APPROVALS
from briefpress.editions.approvals import Approval, Approvals, read_approvals
from briefpress.editions.books import open_books
from briefpress.editions.branches import (
    comes_first,
    join_approvals,
    join_ledgers,
    join_registers,
)
from briefpress.editions.files import write_whole
from briefpress.editions.hash_chain import End, end_of, hash_line
from briefpress.editions.ledger import FILE, Edition, Event, Ledger, read_ledger
from briefpress.editions.register import FILE as REGISTER
from briefpress.editions.register import Copy, Recall, Register, read_register
from briefpress.editions.truncation import EDITION, Memory, Witness, check_ledger, write_ends
from briefpress.editions.verdict import judge_code, judge_digest
from briefpress.model.approvals import PartState, PartStates
from briefpress.model.problems import Place, Problems
from briefpress.workflows.verify import verify_house

BASE = (published("dprk", 1), published("mali", 1))
LATE = date(2025, 1, 1)


def branch(*events: Event) -> Ledger:
    """The ledger of a branch that published *events*."""
    return ledger_of(*BASE, *events)


def join(one: Ledger, other: Ledger) -> Ledger:
    """Both, in either order the same; read once more, as any ledger is."""
    first, second = (one, other) if comes_first(one, other) else (other, one)
    joined = join_ledgers(first, second).ledger
    assert comes_first(one, other) != comes_first(other, one) or one.lines == other.lines
    problems = Problems()
    assert read_ledger(bytes(joined), FILE, problems) == joined
    assert not problems.found, said(problems)
    return joined


def complaints(ledger: Ledger, *ends: End) -> list[str]:
    """Give the problems where somebody remembers *ends* of *ledger*."""
    problems = Problems()
    memory = Memory(tuple(Witness("a file", end) for end in ends))
    check_ledger(ledger, Register(), memory, FILE, problems)
    return [one.message for one in problems]


# ---------------------------------------------------------------------------------------------
# Lines


def test_editions_of_other_briefs_keep_number_code_and_bytes() -> None:
    """Whoever published first keeps the lines; who remembers an end of either branch finds it."""
    first, second = branch(published("dprk", 2)), branch(published("togo", 1), published("mali", 2))
    second = branch(*(replace(one, date=LATE) for one in second.editions[2:]))
    joined = join(second, first)
    assert joined.lines[:3] == first.lines
    assert [(one.slug, one.number) for one in joined.editions[2:]] == [
        ("dprk", 2),
        ("togo", 1),
        ("mali", 2),
    ]
    for before in (*first.editions, *second.editions):
        now = joined.edition(before.slug, before.number)
        assert now
        assert (now.code, now.papers) == (before.code, before.papers)
    ends = [End(n, hash_line(line)) for each in (first, second) for n, line in
            enumerate(each.lines, 1)]  # fmt: skip
    assert complaints(joined, *ends) == []


def test_the_second_edition_of_one_brief_is_the_next_one() -> None:
    """Its code and its PDFs stay known; a withdrawal, and what it corrects, go with it."""
    mine = published("dprk", 2)
    theirs = replace(published("dprk", 2, "Another."), date=LATE)
    after = replace(published("dprk", 3), date=LATE, corrects=2)
    joined = join(branch(mine), branch(theirs, after, withdrawn(theirs)))
    assert [one.number for one in joined.published("dprk")] == [1, 2, 3, 4]
    third, fourth = joined.published("dprk")[2:]
    assert third.code == theirs.code
    assert third.papers["a4"].file == "editions/dprk/3/dprk.pdf"
    assert fourth.corrects == 3
    verdict = judge_code(theirs.code, joined)
    assert verdict.state == "WITHDRAWN"
    assert "published as edition 2 on a branch, now edition 3" in verdict.why
    assert judge_code(mine.code, joined).state == "SUPERSEDED"
    found = judge_digest("a.pdf", after.papers["a4"].sha256, joined)
    assert found
    assert (found.state, found.edition) == ("CURRENT", 4)


def test_a_third_branch_is_joined_as_well() -> None:
    """An edition that two branches have from a third is there once; every end stays known."""
    one, two, three = (
        branch(replace(published(slug, 1), date=LATE)) for slug in ("togo", "peru", "chad")
    )
    both = join(one, two)
    all_three = join(both, three)
    again = join(join(two, three), both)
    for joined in (all_three, again):
        assert sorted(one.slug for one in joined.editions[2:]) == ["chad", "peru", "togo"]
        assert complaints(joined, *(end_of(each.lines) for each in (one, two, three, both))) == []
    assert join(all_three, one) == all_three


def test_a_branch_without_lines_of_its_own_changes_nothing() -> None:
    """Be it the older one, or the same."""
    longer = branch(published("dprk", 2))
    for shorter in (ledger_of(*BASE), longer, Ledger()):
        assert join(longer, shorter) == longer


def test_nobody_makes_a_lost_line_known_by_saying_that_it_was_on_a_branch() -> None:
    """A withdrawal that was cut off is missed still, unless the ledger holds what it said."""
    edition = published("dprk", 2)
    whole = branch(edition, withdrawn(edition))
    cut = branch(edition)
    end = end_of(whole.lines)
    assert complaints(cut.with_event(published("togo", 1)), end)
    forged: list[Event] = [
        replace(published("togo", 1), was=whole.lines[-1]),
        replace(withdrawn(BASE[0]), was=whole.lines[-1]),
        replace(published("togo", 1), was="[]"),
        replace(published("togo", 1), was='{"hash": 1}'),
        replace(withdrawn(edition), was=whole.lines[-1].replace("A wrong", "No wrong")),
    ]
    for event in forged:
        assert complaints(cut.with_event(event), end), event
    assert not complaints(cut.with_event(replace(withdrawn(edition), was=whole.lines[-1])), end)


def test_registers_are_joined_and_copies_follow_their_edition() -> None:
    """The copies of an edition that has another number now belong to that."""

    def copy(number: int, name: str) -> Copy:
        code = f"DPRK-2-ABCDEF-{number:03}-AB"
        return Copy("dprk", 2, code, number, 2, name, LATE, "a4", f"{name}.pdf", name)

    base = Register().with_copies([replace(copy(9, "first"), edition=1)])
    mine = base.with_copies([copy(1, "mine")])
    theirs = base.with_copies([copy(2, "theirs")])
    theirs = theirs.with_recall(Recall("dprk", ("DPRK-2-ABCDEF-002-AB",), LATE, "Wrong."))
    joined = join_registers(mine, theirs, {("dprk", 2): 3})
    assert [(one.name, one.edition) for one in joined.copies] == [
        ("first", 1),
        ("mine", 2),
        ("theirs", 3),
    ]
    assert joined.recall(joined.copies[2])
    assert {end_of(theirs.lines), End(2, hash_line(theirs.lines[1]))} == joined.branch_ends
    problems = Problems()
    assert read_register(bytes(joined), REGISTER, problems) == joined
    assert not problems.found


def test_approvals_are_joined_as_well() -> None:
    """Those of both branches hold, and both ends stay known."""
    parts: PartStates = {"prose": PartState("0" * 64, {})}

    def approvals(*names: str) -> Approvals:
        list_ = Approvals()
        for name in names:
            list_ = list_.with_entry(Approval("dprk", name, "", LATE, "", parts))
        return list_

    mine, theirs = approvals("editor", "jurist"), approvals("editor", "director", "press")
    joined = join_approvals(theirs, mine)
    assert [one.role for one in joined.entries] == ["editor", "director", "press", "jurist"]
    assert joined.branch_ends == {end_of(mine.lines)}
    problems = Problems()
    assert read_approvals(bytes(joined), APPROVALS, problems) == joined
    assert not problems.found


# ---------------------------------------------------------------------------------------------
# git


class Clone(Books):
    """A house in git, whose editions are written without a press."""

    def git(self, *arguments: str, status: int = 0) -> str:
        """Run git."""
        names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        done = subprocess.run(
            ["git", *names, *arguments], cwd=self.root, capture_output=True, text=True
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def take(self) -> None:
        """Read the ledger that lies there."""
        self.ledger = read_ledger((self.root / FILE).read_bytes(), FILE, Problems())

    def release(self, slug: str, **given: Any) -> Edition:
        """Publish an edition, note it in its folder, and commit it."""
        self.take()
        number = len(self.ledger.published(slug)) + 1
        branch = self.git("branch", "--show-current").strip()
        code = f"{slug.upper()}-{number}-{hash_line(branch + slug)[:6].upper()}"
        edition = self.publish(slug, code=code, topics=branch, note=f"By {branch}", **given)
        write_ends(self.root, self.ledger, None, Problems())
        self.git("add", "--all")
        self.git("commit", "--message", f"{slug} {number}")
        return edition

    def hand_out(self, name: str, edition: Edition) -> None:
        """Write a line into the register."""
        path = self.root / REGISTER
        data = path.read_bytes() if path.exists() else b""
        code = f"{edition.code}-001-AB"
        copy = Copy(edition.slug, edition.number, code, 1, 1, name, LATE, "a4", f"{name}.pdf", name)
        register = read_register(data, REGISTER, Problems()).with_copies([copy])
        write_whole(path, bytes(register), Place(REGISTER), Problems())
        self.git("add", "--all")
        self.git("commit", "--message", f"a copy for {name}")

    def complaints(self) -> list[str]:
        """Give the problems of the ledger and the register."""
        problems = Problems()
        open_books(self.root, problems)
        return [str(one) for one in problems]


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    """A house in git, with one edition on `main`, and a branch `other` that is one with it."""
    clone = Clone(build_house(tmp_path / "house"))
    clone.git("init", "--quiet", "--initial-branch", "main")
    (clone.root / ".gitignore").write_text("/output/\n", "utf-8")
    (clone.root / FILE).parent.mkdir()
    (clone.root / FILE).write_bytes(b"")
    clone.release("dprk")
    clone.git("branch", "other")
    yield clone


def states(clone: Clone, editions: list[Edition], data: list[bytes]) -> list[str]:
    """The verdict of each PDF, by its bytes."""
    files = []
    for number, one in enumerate(data):
        file = clone.root.parent / f"handout-{number}.pdf"
        file.write_bytes(one)
        files.append(file)
    done = run("verify", *files, house=clone.root)
    assert done.stderr == ""
    assert len(editions) == len(data)
    return [line.split()[0] for line in done.stdout.splitlines() if line[0] != " "]


def handout(clone: Clone, edition: Edition) -> bytes:
    """The PDF of *edition*, as somebody has it."""
    return (clone.root / edition.papers["a4"].file).read_bytes()


def test_a_copy_of_either_branch_may_lie_under_their_one_name(clone: Clone) -> None:
    """Each branch had an output/ of its own; what neither has made is told."""
    copies = [
        Copy("dprk", 1, f"DPRK-1-{name}", 1, 1, "A. Name", LATE, "a4", "a.pdf", _digest(name))
        for name in ("ours", "theirs")
    ]
    register = Register().with_copies(copies)
    write_whole(clone.root / REGISTER, bytes(register), Place(REGISTER), Problems())
    for name, is_true in (("ours", True), ("theirs", True), ("forged", False)):
        (clone.root / "a.pdf").write_text(name)
        problems = Problems()
        verify_house(clone.root, problems)
        told = [str(one) for one in problems if one.place.file == "a.pdf"]
        assert len(told) == (0 if is_true else 1), told


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.mark.long
def test_git_joins_two_briefs_by_itself_once_it_was_told(clone: Clone) -> None:
    """Two branches that published other briefs: `git merge` goes through, and all verifies."""
    assert run("merge", "--install", house=clone.root).returncode == 0
    assert "editions/*.jsonl merge=briefpress" in (clone.root / ".gitattributes").read_text()
    driver = clone.git("config", "merge.briefpress.driver")
    assert "merge --driver %O %A %B %P" in driver
    clone.git("add", "--all")
    clone.git("commit", "--message", "attributes")
    clone.git("branch", "--force", "other")
    mine = clone.release("mali")
    clone.hand_out("mine", mine)
    data = [handout(clone, mine)]
    clone.git("checkout", "--quiet", "other")
    theirs = clone.release("togo")
    clone.hand_out("theirs", theirs)
    data.append(handout(clone, theirs))
    clone.git("checkout", "--quiet", "main")
    clone.git("merge", "--no-edit", "other")
    assert clone.git("status", "--porcelain") == ""
    assert clone.complaints() == []
    assert states(clone, [mine, theirs], data) == ["CURRENT", "CURRENT"]


@pytest.mark.long
@pytest.mark.parametrize("signs", [False, True])
def test_where_both_published_one_brief_merge_finishes_what_git_began(
    clone: Clone, signs: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The second is the next edition; every handed-out PDF verifies; git and people are told."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "keys"))
    if signs:
        assert run("keygen", house=clone.root).returncode == 0
        clone.git("add", "--all")
        clone.git("commit", "--message", "a key")
        clone.git("branch", "--force", "other")
    mine = clone.release("dprk", date=LATE)
    data = [handout(clone, mine)]
    sign(clone, signs=signs)
    clone.git("checkout", "--quiet", "other")
    theirs, more = clone.release("dprk"), clone.release("togo")
    clone.hand_out("theirs", more)
    data += [handout(clone, one) for one in (theirs, more)]
    sign(clone, signs=signs)
    clone.git("checkout", "--quiet", "main")
    clone.git("merge", "other", status=1)
    (error,) = [one for one in clone.complaints() if "git has put" in one]
    assert "hint: run `briefpress merge`" in error
    done = run("merge", house=clone.root)
    assert (done.returncode, done.stderr) == (0, "")
    told = f"dprk: edition 2 of 2025-01-01, code {mine.code}, was published on a branch and is "
    assert f"{told}edition 3 now" in done.stdout
    assert clone.git("diff", "--name-only", "--diff-filter=U") == ""
    clone.git("commit", "--no-edit")
    assert f"{told}edition 3 now" in clone.git("log", "-1", "--format=%B")
    assert clone.complaints() == []
    assert states(clone, [mine, theirs, more], data) == ["CURRENT", "SUPERSEDED", "CURRENT"]
    assert EDITION == "edition.txt"
    note = (clone.root / "editions/dprk/3/edition.txt").read_text("utf-8")
    assert note.startswith(f"Edition 3 of dprk, of 2025-01-01, code {mine.code}")
    assert clone.git("status", "--porcelain") == ""
    clone.take()
    assert judge_code(mine.code, clone.ledger).edition == 3


def sign(clone: Clone, *, signs: bool) -> None:
    """Sign what was written without a press, as `publish` does."""
    if signs:
        from briefpress.editions.signing import find_signer, settle_signature, sign_ahead

        problems = Problems()
        signer = find_signer(clone.root, problems)
        assert signer
        clone.take()
        assert sign_ahead(clone.root, clone.ledger, signer, problems)
        settle_signature(clone.root, clone.ledger)
        clone.git("add", "--all")
        clone.git("commit", "--message", "signed")


@pytest.mark.long
def test_a_branch_that_nobody_trusted_signed_is_not_joined(
    clone: Clone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is written; the error names the branch."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "keys"))
    assert run("keygen", house=clone.root).returncode == 0
    clone.git("add", "--all")
    clone.git("commit", "--message", "a key")
    clone.git("branch", "--force", "other")
    clone.release("mali")
    sign(clone, signs=True)
    clone.git("checkout", "--quiet", "other")
    clone.release("togo")
    clone.git("checkout", "--quiet", "main")
    clone.git("merge", "other", status=1)
    before = (clone.root / FILE).read_bytes()
    done = run("merge", house=clone.root)
    assert done.returncode == 1
    assert done.stderr.startswith(f"MERGE_HEAD:{FILE}: error: this ledger is not signed by a key ")
    assert (clone.root / FILE).read_bytes() == before


def test_without_a_merge_there_is_nothing_to_join(clone: Clone, tmp_path: Path) -> None:
    """The hint says what comes before it; a house that is not in git is told so."""
    done = run("merge", house=clone.root)
    assert "error: no merge is under way\n  hint: run `git merge` or `git pull`" in done.stderr
    assert done.returncode == 1
    other = build_house(tmp_path / "bare").root
    assert "this is no folder of git" in run("merge", house=other).stderr


def test_a_new_house_tells_git_what_to_do(tmp_path: Path) -> None:
    """Its .gitattributes keeps every byte of what was published."""
    done = run("init", tmp_path / "new", house=tmp_path)
    assert done.returncode == 0
    text = (tmp_path / "new/.gitattributes").read_text("utf-8")
    assert "editions/** -text\neditions/*.jsonl merge=briefpress\n" in text
