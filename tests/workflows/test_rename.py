"""Tests of a new name of a brief: its editions stay its own, under whatever name."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from support.editions import ledger_of, published
from support.houses import House, said
from support.printed import run
from support.sites import Books

from briefpress.editions.approvals import Approval, Approvals, judge_role
from briefpress.editions.books import open_books
from briefpress.editions.branches import comes_first, join_ledgers
from briefpress.editions.ledger import FILE, Ledger, Renaming, read_ledger
from briefpress.editions.register import Copy, Register, list_holdings
from briefpress.editions.truncation import RENAMED, write_ends
from briefpress.editions.verdict import judge_code
from briefpress.model.approvals import PartState
from briefpress.model.problems import Problems
from briefpress.workflows.rename import Renamed, rename

DAY = date(2024, 12, 1)
TO = Renaming("sudan-2026", "sudan", DAY)
ONCE = ledger_of(published("sudan", 1), published("mali", 1), TO)


@pytest.fixture
def books(house: House) -> Books:
    """A house in which edition 1 of `sudan` was published, whose folder is there."""
    books = Books(house)
    add_folder(house.root, "sudan")
    books.publish("sudan")
    write_ends(house.root, books.ledger, None, Problems())
    return books


def add_folder(root: Path, slug: str) -> Path:
    """The folder of a brief, which nobody reads."""
    folder = root / "content" / slug
    folder.mkdir()
    (folder / "brief.yaml").write_text("title: A title\n", "utf-8")
    return folder


def give_name(books: Books, old: str, new: str, **given: Any) -> tuple[Renamed | None, str]:
    """Rename a brief; what became of it, and what was said."""
    problems = Problems()
    renamed = rename(books.root, old, new, given.get("day", DAY), DAY, problems)
    books.ledger = read_ledger((books.root / FILE).read_bytes(), FILE, Problems())
    return renamed, said(problems)


# ---------------------------------------------------------------------------------------------
# The ledger


def test_an_edition_has_the_name_of_its_day_and_the_brief_that_of_today() -> None:
    """Under both names the editions are there; the next one goes on counting."""
    for name in ("sudan", "sudan-2026"):
        assert [one.slug for one in ONCE.published(name)] == ["sudan"]
        assert ONCE.next_number(name, [name]) == 2
        assert ONCE.names_of(name) == {"sudan", "sudan-2026"}
    more = ONCE.with_event(published("sudan-2026", 2))
    (first, _) = more.published("sudan")
    stands = judge_code(first.code, more)
    assert stands.state == "SUPERSEDED"
    assert "edition 1 of sudan, of 2024-11-26, which is called sudan-2026 now" in stands.why
    before = more.before("sudan-2026", 2)
    assert before == first
    assert json.loads(ONCE.lines[2])["format"] == 4
    assert read_ledger(bytes(more), FILE, Problems()) == more


def test_a_name_can_be_given_back() -> None:
    """Renamed there and back, and on to a third name, it is one brief all the while."""
    back = ONCE.with_event(Renaming("sudan", "sudan-2026", DAY))
    assert (back.name_now("sudan-2026"), back.name_now("sudan")) == ("sudan", "sudan")
    third = back.with_event(Renaming("nile", "sudan", DAY))
    assert {third.name_now(one) for one in ("sudan", "sudan-2026", "nile")} == {"nile"}
    assert third.names_of("sudan") == {"sudan", "sudan-2026", "nile"}
    assert third.name_now("mali") == "mali"


def test_a_branch_that_knew_the_old_name_only_is_joined() -> None:
    """Its edition is one of the brief, whatever that is called by now, with the next number."""
    base = ledger_of(published("sudan", 1))
    one = base.with_event(TO).with_event(replace(published("sudan-2026", 2), date=DAY))
    late = replace(published("sudan", 2, "Another."), date=date(2024, 12, 2))
    first, second = (
        (one, other) if comes_first(one, other := base.with_event(late)) else (other, one)
    )
    joined = join_ledgers(first, second).ledger
    assert [(e.slug, e.number) for e in joined.published("sudan")] == [
        ("sudan", 1),
        ("sudan-2026", 2),
        ("sudan", 3),
    ]
    assert judge_code(late.code, joined).edition == 3


def test_copies_and_approvals_stay_those_of_the_brief() -> None:
    """Whoever holds a copy of it is found by both names; who has approved it has approved it."""
    more = ONCE.with_event(published("sudan-2026", 2))
    copy = Copy("sudan", 1, "SUDAN-1-ABCDEF-001-AB", 1, 1, "A. Name", DAY, "a4", "x.pdf", "0" * 64)
    book = Register().with_copies([copy])
    for name in ("sudan", "sudan-2026"):
        assert [one.state for one in list_holdings(book, more, name)] == ["SUPERSEDED"]
    assert list_holdings(book, more, "mali") == []
    assert book.last_run(more.names_of("sudan-2026")) == (copy,)
    parts = {"prose": PartState("0" * 64, {})}
    given = Approvals().with_entry(Approval("sudan", "director", "", DAY, "", parts))  # type: ignore[arg-type]
    state = judge_role("director", ["prose"], more.names_of("sudan-2026"), given, parts)  # type: ignore[arg-type]
    assert state.holds


# ---------------------------------------------------------------------------------------------
# The house


def test_a_renamed_brief_keeps_its_editions_and_gives_its_folder(books: Books) -> None:
    """The folder moves, the PDFs stay as they are, and each place remembers the line."""
    pdfs = {path: path.read_bytes() for path in books.root.glob("editions/**/*.pdf")}
    renamed, complaints = give_name(books, "sudan", "sudan-2026")
    assert complaints == ""
    assert renamed == Renamed((TO,), 1)
    assert not (books.root / "content/sudan").exists()
    assert (books.root / "content/sudan-2026/brief.yaml").is_file()
    assert all(path.read_bytes() == data for path, data in pdfs.items())
    note = books.root / "editions/sudan/1" / RENAMED
    assert note.read_text("utf-8").startswith("sudan is called sudan-2026 since 2024-12-01.")
    (books.root / FILE).write_bytes(bytes(Ledger(lines=books.ledger.lines[:1])))
    problems = Problems()
    open_books(books.root, problems)
    assert "editions/sudan/1/renamed.txt (the new name of sudan) knows better" in said(problems)


def test_each_language_that_was_published_has_its_line(books: Books) -> None:
    """`sudan.fr` is `sudan-2026.fr` from then on; `sudan-south` is another brief."""
    books.publish("sudan.fr")
    books.publish("sudan-south")
    renamed, _ = give_name(books, "sudan", "sudan-2026")
    assert renamed
    assert [(one.old, one.slug) for one in renamed.renamings] == [
        ("sudan", "sudan-2026"),
        ("sudan.fr", "sudan-2026.fr"),
    ]
    assert books.ledger.name_now("sudan-south") == "sudan-south"


def test_what_was_never_published_needs_no_line(books: Books) -> None:
    """Its folder has another name, and that is all."""
    add_folder(books.root, "draft")
    renamed, complaints = give_name(books, "draft", "other")
    assert (renamed, complaints) == (Renamed((), 0), "")
    assert (books.root / "content/other").is_dir()
    assert len(books.ledger.lines) == 1


def by_hand(root: Path) -> None:
    """Somebody has renamed the folder."""
    (root / "content/sudan").rename(root / "content/sudan-2026")


def killed(root: Path) -> None:
    """The line was written, and no more."""
    ledger = read_ledger((root / FILE).read_bytes(), FILE, Problems())
    (root / FILE).write_bytes(bytes(ledger.with_event(TO)))


@pytest.mark.parametrize("begin", [by_hand, killed])
def test_what_was_begun_is_finished(books: Books, begin: Callable[[Path], None]) -> None:
    """A folder that was renamed by hand gets its line, a command that was killed its folder."""
    begin(books.root)
    renamed, complaints = give_name(books, "sudan", "sudan-2026")
    assert complaints == ""
    assert renamed
    assert books.ledger.events[1:] == (TO,)
    assert (books.root / "content/sudan-2026").is_dir()
    assert not (books.root / "content/sudan").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("sudna", "nile", "content/sudna: error: no brief `sudna`"),
        ("sudan", "mali", "editions/mali: error: `mali` is the name of editions of another brief"),
        ("sudan", "chad", "what `niger` was called before"),
        ("sudan", "draft", "content/draft: error: there is a brief of this name"),
        ("sudan", "Sudan 2026", "`Sudan 2026` is no name for a brief"),
        ("sudan", "../sudan", "is no name for a brief"),
    ],
)
def test_a_name_that_is_none_or_taken_is_refused(
    books: Books, old: str, new: str, told: str
) -> None:
    """Nothing is written, and the folder stays."""
    add_folder(books.root, "draft")
    books.publish("mali")
    books.publish("chad")
    books.note(Renaming("niger", "chad", DAY))
    lines = len(books.ledger.lines)
    renamed, complaints = give_name(books, old, new)
    assert told in complaints
    assert not renamed or not renamed.renamings
    assert len(books.ledger.lines) == lines
    assert (books.root / "content/sudan").is_dir()


def test_a_day_that_has_not_come_renames_nothing(books: Books) -> None:
    """Nobody finds a line of next year in the ledger."""
    renamed, complaints = give_name(books, "sudan", "nile", day=date(2025, 12, 1))
    assert renamed is None
    assert "2025-12-01 has not come yet" in complaints
    assert len(books.ledger.lines) == 1


@pytest.mark.long
def test_nothing_is_published_under_a_name_of_before(books: Books) -> None:
    """A new brief may not take it: its editions would lie among those of the other."""
    give_name(books, "sudan", "sudan-2026")
    add_folder(books.root, "sudan")
    done = run("publish", "sudan", "--note", "New.", house=books.root)
    assert done.returncode == 1
    assert "content/sudan: error: this is what `sudan-2026` was called before" in done.stderr
    renamed, complaints = give_name(books, "sudan", "darfur")  # as the hint says
    assert (renamed, complaints) == (Renamed((), 0), "")
    assert books.ledger.name_now("sudan") == "sudan-2026"


def test_a_meeting_that_names_it_is_told(books: Books) -> None:
    """On its line; a name that only begins with it is another one."""
    folder = books.root / "content/meetings"
    folder.mkdir()
    text = "items:\n  - briefs: [sudan-south, sudan]\n  - brief: mali  # not sudan\n"
    (folder / "hrc.yaml").write_text(text, "utf-8")
    _, complaints = give_name(books, "sudan", "sudan-2026")
    assert complaints == (
        "content/meetings/hrc.yaml:2: warning: this meeting names `sudan`\n"
        "  hint: write `sudan-2026`"
    )


def test_the_command_says_what_to_do_next(books: Books) -> None:
    """It names what was kept; a name of a command is refused."""
    done = run("rename", "sudan", "status", "--date", DAY, house=books.root)
    assert done.returncode == 2
    assert "`status` is a command" in done.stderr
    done = run("rename", "sudan", "sudan-2026", "--date", DAY, house=books.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("sudan is called sudan-2026 now; 1 edition keeps its code\n")


# ---------------------------------------------------------------------------------------------
# The publications page


@pytest.mark.long
def test_old_addresses_lead_to_the_new_page(books: Books) -> None:
    """The page moves and its old address leads there; each download stays where it was."""
    books.make()
    before = books.files()
    give_name(books, "sudan", "sudan-2026")
    edition = books.publish("sudan-2026")
    books.make()
    after = books.files()
    kept = [path for path in before if path.endswith((".pdf", ".txt")) and "/sudan/" in path]
    assert len(kept) == 3
    assert all(after[path] == before[path] for path in kept)
    (refresh,) = books.page("papers/sudan/index.html").xpath("//meta[@http-equiv='refresh']")
    target = refresh.get("content").partition("url=")[2]
    assert urljoin("papers/sudan/index.html", target) == "papers/sudan-2026/index.html"
    (link,) = books.page("papers/sudan/index.html").xpath("//h1/a/@href")
    assert link == target
    page = books.page("papers/sudan-2026/index.html")
    editions = page.xpath("//article/@id")
    assert editions == ["edition-2", "edition-1"]
    links = {urljoin("papers/sudan-2026/index.html", one) for one in page.xpath("//li/a/@href")}
    assert {path for path in kept if path.endswith(".pdf")} <= links
    assert [one.text_content() for one in books.page().xpath("//h3")] == [edition.title]
