"""Tests of approving: what changed is looked at again, and what did not is not."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.once import PrintsOnce
from support.printed import add_brief, new_house, own_file, run, words

from briefpress.model.approvals import PARTS, PartStates
from briefpress.model.problems import Problems
from briefpress.workflows.approve import read_parts
from briefpress.workflows.lay_out import lay_out_brief, open_house

PROSE = f"""\
The beginning. {words(20)}

## Background

{words(20)} It was so.[@body, p. 5] Some {{{{ facts.returned }}}} people returned.

{{{{ facts }}}}

## What to do

{words(20)}

{{{{ tables.votes }}}}

{{{{ timeline }}}}
"""
FIELDS: dict[str, Any] = {
    "facts": {"returned": {"value": "670", "label": "people returned", "source": "body"}},
    "tables": {"votes": {"data": "votes.csv", "caption": "The votes.", "source": "body"}},
    "timeline": [{"date": "2014-02-07", "event": "The report.", "source": "body"}],
    "key_messages": ["A message."],
    "sources": {
        "body": {
            "type": "report", "author": [{"literal": "A Body"}], "title": "It", "issued": "2024",
        }
    },
}  # fmt: skip
VOTES = b"Year,In favour\n2022,3\n2023,5\n"
ASKS = "[author, {role: reviewer, of: [prose, facts]}, {role: communications, of: [page]}]"


def make_house(folder: Path, asks: str = ASKS) -> Path:
    """A house with a brief, `it`, that institute.yaml wants approved by *asks*."""
    house = new_house(folder)
    add_brief(house, "it", PROSE, {"votes.csv": VOTES}, **FIELDS)
    if asks:
        with (house / "content/institute.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\napprovals: {asks}\n")
    return house


def parts_of(house: Path) -> PartStates:
    """The parts of the brief `it` as they are."""
    problems = Problems()
    laid = lay_out_brief(house, open_house(house, problems), "it", None, PrintsOnce(), problems)
    return read_parts(laid)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PartStates]:
    """A house, and the parts of its brief; no test writes to it."""
    house = make_house(tmp_path_factory.mktemp("approve") / "house")
    return house, parts_of(house)


def edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Have somebody write *new* for *old* in *file* of content/."""

    def change(house: Path) -> None:
        path = house / "content" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def rewrite_yaml(house: Path) -> None:
    """Write brief.yaml in other lines, with a comment, and other ends of lines in its prose."""
    path = house / "content/it/brief.yaml"
    path.write_text(f"# A comment.\n\n{json.dumps(json.loads(path.read_text('utf-8')))}\n", "utf-8")
    path = house / "content/it/brief.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def restyle(house: Path) -> None:
    """Have another colour in the house's own tokens."""
    path = own_file(house, "styles/tokens.css")
    path.write_text(f"{path.read_text('utf-8')}\n:root {{ --accent: #204060; }}\n", "utf-8")


@pytest.mark.long
@pytest.mark.parametrize(
    ("change", "parts", "names"),
    few(
        [
            (rewrite_yaml, "", ""),
            (edit("it/brief.md", "It was so.", "It was not so."), "prose page", "“Background”"),
            (edit("it/brief.md", "The beginning", "The end"), "prose page", "the text before"),
            (edit("it/brief.md", "What to do", "What not to do"), "prose page", "“What not to do”"),
            (edit("it/brief.md", ", p. 5]", ", p. 6]"), "prose page", "“Background”"),
            (edit("it/brief.yaml", "A message", "No message"), "prose page", "key_messages"),
            (edit("it/brief.yaml", '"670"', '"671"'), "facts page", "facts.returned"),
            (edit("it/votes.csv", "2023,5", "2023,6"), "facts page", "votes.csv"),
            (edit("it/brief.yaml", "The votes.", "Votes."), "facts page", "tables.votes"),
            (edit("it/brief.yaml", '"The report."', '"A report."'), "facts page", "timeline"),
            (edit("it/brief.yaml", '"It"', '"That"'), "facts page", "sources.body"),
            (edit("it/brief.yaml", "2024-11-26", "2024-11-27"), "page", "a4"),
            (edit("institute.yaml", "Ralph", "Rolf"), "page", "letter"),
            (edit("institute.yaml", "[author, ", "["), "", ""),
            (restyle, "page", "styles/tokens.css"),
        ],
        3,
    ),
)
def test_a_change_is_one_of_its_part(
    before: tuple[Path, PartStates],
    tmp_path: Path,
    change: Callable[[Path], None],
    parts: str,
    names: str,
) -> None:
    """Whoever changes a text, a figure, a date or a colour changes that part, and what is named."""
    house = shutil.copytree(before[0], tmp_path / "house")
    change(house)
    now, was = parts_of(house), before[1]
    changed = [part for part in PARTS if now[part] != was[part]]
    assert changed == parts.split()
    if names:
        assert any(one.startswith(names) for one in now[changed[0]].changed_since(was[changed[0]]))


@pytest.mark.long
def test_only_who_is_asked_approves(tmp_path: Path) -> None:
    """An unknown role, and a house that asks nobody, are told what to do; nothing is written."""
    house = make_house(tmp_path / "house")
    done = run("approve", "it", "--as", "autor", house=house)
    assert (done.returncode, "did you mean `author`?" in done.stderr) == (1, True)
    done = run("approve", "it", "--as", "author", "--take-back", "Wrong.", house=house)
    assert "has no approval of it" in done.stderr
    (house / "content/institute.yaml").write_text(
        (house / "content/institute.yaml").read_text("utf-8").replace(f"approvals: {ASKS}", ""),
        "utf-8",
    )
    done = run("approve", "it", "--as", "author", house=house)
    assert "write `approvals: [author]` into it" in done.stderr
    assert not (house / "editions").exists()


@pytest.mark.long
def test_roles_are_named_once(tmp_path: Path) -> None:
    """A role twice, or a part that there is not, is an error of institute.yaml on its line."""
    for asks, said in (
        ("[author, Author]", "`Author` stands there twice"),
        ("[{role: author, of: [prosa]}]", "did you mean `prose`?"),
        ("[{of: [prose]}]", "`role` is missing"),
    ):
        house = make_house(tmp_path / said[-6:-1], asks)
        done = run("approve", "it", "--as", "author", house=house)
        assert done.returncode == 1
        assert "content/institute.yaml:" in done.stderr
        assert said in done.stderr


@pytest.mark.long
def test_what_was_read_is_what_is_approved(tmp_path: Path) -> None:
    """A draft of another day is refused by the code at its foot; that of today is not."""
    house = make_house(tmp_path / "house")
    done = run("approve", "it", "--as", "author", "--draft", "12345678", house=house)
    assert "what stands there is the draft" in done.stderr
    code = done.stderr.partition("is the draft ")[2].split()[0]
    done = run("approve", "it", "--as", "author", "--draft", code.upper(), house=house)
    assert done.returncode == 0, done.stderr
    # The same once more is no second line; a note is one.
    path = house / "editions/approvals.jsonl"
    lines = path.read_bytes()
    assert run("approve", "it", "--as", "Author", house=house).returncode == 0
    assert path.read_bytes() == lines
    assert run("approve", "it", "--as", "author", "--note", "So.", house=house).returncode == 0
    assert path.read_bytes().startswith(lines)
    assert path.read_bytes() != lines


@pytest.mark.long
def test_an_edition_waits_for_all_who_have_to_approve_it(tmp_path: Path) -> None:
    """All who have not are named at once, with what else is wrong; then the edition says who has.

    Restored from its PDF, the brief is approved still.
    """
    house = make_house(tmp_path / "house")

    def publish() -> Any:
        return run("publish", "it", "--note", "New.", "--date", "2024-12-03", house=house)

    def approve(*roles: str) -> None:
        for role in roles:
            done = run("approve", "it", "--as", role, "--by", "A. Name", house=house)
            assert done.returncode == 0, done.stderr

    approve("author", "communications")
    edit("it/brief.yaml", '"670"', '"671"')(house)
    edit("it/brief.md", "## Background", "## Background\n\n{{ facts.nothing }} it was.")(house)
    done = publish()
    assert "no fact `nothing`" in done.stderr
    for role in ("author must look again: prose changed", "reviewer has not approved it yet",
                 "communications must look again: page changed (a4, letter)"):  # fmt: skip
        assert f"content/it: error: {role}" in done.stderr
    assert "approve it --as reviewer`" in done.stderr
    assert not (house / "editions/it").exists()
    edit("it/brief.md", "{{ facts.nothing }} it was.", "")(house)
    approve("author", "reviewer", "communications")
    done = run("approve", "it", "--as", "author", "--take-back", "Let me see.", house=house)
    assert done.returncode == 0, done.stderr
    done = publish()
    assert "author must look again: taken back on" in done.stderr
    approve("author")
    done = publish()
    assert (done.returncode, done.stderr) == (0, "")
    note = (house / "editions/it/1/approved.txt").read_text("utf-8")
    assert "reviewer, of prose and facts: approved on" in note
    assert "by A. Name" in note
    assert "there is nothing to publish" in publish().stderr

    other = new_house(tmp_path / "restored")
    shutil.copytree(house / "editions", other / "editions")
    (other / "content/institute.yaml").unlink()
    pdf = other / "editions/it/1/it.pdf"
    assert run("restore", pdf, other / "content", house=other).returncode == 0
    assert "approvals" not in (other / "content/institute.yaml").read_text("utf-8")
    shutil.copy(house / "content/institute.yaml", other / "content")
    done = run("restore", pdf, other / "content", house=other)
    assert (done.returncode, done.stderr) == (0, "")
    states = json.loads(run("status", "--format", "json", house=other).stdout)[0]["approvals"]
    assert [one["state"] for one in states] == ["approved"] * 3

    # Lines that are cut off whole are known to the edition.
    path = other / "editions/approvals.jsonl"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:1]), "utf-8")
    done = run("status", house=other)
    assert "has lost its end" in done.stderr
    assert "editions/it/1/approved.txt" in done.stderr


@pytest.mark.long
def test_status_says_who_has_approved(tmp_path: Path) -> None:
    """A line for each role: not yet, approved, or what has changed since."""
    house = make_house(tmp_path / "house")
    assert "  reviewer        not yet\n" in run("status", house=house).stdout
    given = ("--by", "R. E.", "--date", "2024-11-26", "--note", "Checked.")
    run("approve", "it", "--as", "reviewer", *given, house=house)
    shown = run("status", house=house).stdout
    assert "  reviewer        approved on 2024-11-26 by R. E.: Checked.\n" in shown
    assert "  author          not yet\n" in shown
    edit("it/votes.csv", "2022,3", "2022,4")(house)
    shown = run("status", house=house).stdout
    assert "must look again: facts changed (votes.csv); approved on" in shown


def test_a_house_that_asks_nobody_is_as_it_was(tmp_path: Path) -> None:
    """Without `approvals:` there is no file, no line and no field more."""
    house = make_house(tmp_path / "house", asks="")
    assert "not yet" not in run("status", house=house).stdout
    assert "approvals" not in run("status", "--format", "json", house=house).stdout
    assert not (house / "editions").exists()
