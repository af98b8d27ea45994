"""What `new` promises: a brief that builds at once, and never one in place of another."""

from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest
from support.printed import HOUSE, lines_of, new_house, print_briefs

from briefpress.content.scaffold import start_brief
from briefpress.editions.files import write_files
from briefpress.model.problems import Problems

TEMPLATES = sorted(folder.name for folder in (HOUSE / "templates/new").iterdir())
TODAY = date(2025, 2, 3)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def _start(house: Path, slug: str, title: str = "A title", template: str = "statement") -> Problems:
    problems = Problems()
    files = start_brief(house, slug, title, template, TODAY, problems)
    assert not (files and problems.errors)
    write_files(house, files, problems)
    return problems


@pytest.mark.long
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_brief_builds_at_once(house: Path, template: str) -> None:
    """Each template starts a brief that is printed on every paper, with its title and date."""
    title = "A title: “quoted”, 'quoted', \"quoted\" # and more"
    problems = Problems()
    files = start_brief(house, "new", title, template, TODAY, problems)
    assert write_files(house, files, problems) == ["content/new/brief.md", "content/new/brief.yaml"]
    assert not problems.found
    (outcome,) = print_briefs(house, paper=None)
    # It is short of its pages as long as nothing is written; nothing else is said of it.
    assert [one.message for one in outcome.problems if "the budget is" not in one.message] == []
    assert len(outcome.written) == 2
    printed = lines_of(house / outcome.written[0].file)
    title_lines = [line for line in printed if line.size > 20 and "Serif" in line.font]
    assert title_lines[0].text.startswith("A title: “quoted”")
    assert any("3 February 2025" in line.text.replace("\xa0", " ") for line in printed)


def test_every_template_can_be_started() -> None:
    """Each template of the house has a brief to start with, and the other way round."""
    assert sorted(path.stem for path in (HOUSE / "templates").glob("*.html")) == TEMPLATES


@pytest.mark.parametrize("slug", ["", "UPPER", "with space", "../out", "a/b", ".hidden", "ü", "-a"])
def test_a_name_that_no_folder_can_carry_is_refused(house: Path, slug: str) -> None:
    """Only small letters, digits and single dashes make a name, so that it can be an address."""
    before = sorted(house.rglob("*"))
    (problem,) = _start(house, slug)
    assert problem.message == f"`{slug}` is no name for a brief"
    assert sorted(house.rglob("*")) == before


def test_a_brief_is_never_started_over_another(house: Path) -> None:
    """A name that is taken is refused, and what stands there stays."""
    assert not _start(house, "taken").found
    text = house / "content/taken/brief.md"
    text.write_text("## My own words\n", "utf-8")
    (problem,) = _start(house, "taken", template="policy-brief")
    assert str(problem.place) == "content/taken"
    assert problem.message == "there is a brief of this name"
    assert text.read_text("utf-8") == "## My own words\n"


@pytest.mark.parametrize("template", ["statment", "../new", ""])
def test_an_unknown_template_names_those_that_exist(house: Path, template: str) -> None:
    """A template that does not exist is an error with the nearest one, or all of them."""
    (problem,) = _start(house, "new", template=template)
    assert problem.message == f"no template `{template}`"
    assert problem.hint is not None
    assert "statement" in problem.hint
    assert not (house / "content/new").exists()


def test_a_starter_that_cannot_be_read_is_an_error(house: Path) -> None:
    """It is named, and nothing of the brief is written."""
    starter = house / "templates/new/statement/brief.md"
    starter.unlink()
    starter.write_bytes(b"## \xff\n")
    (problem,) = _start(house, "new")
    assert str(problem.place) == "templates/new/statement/brief.md"
    assert problem.message.startswith("cannot be read: ")
    assert not (house / "content/new").exists()


def test_a_file_that_cannot_be_written_is_told_and_none_is_half(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk what was begun is not left behind, and the error names the file."""
    files: dict[str, bytes] = start_brief(house, "new", "A title", "statement", TODAY, Problems())
    monkeypatch.setattr("os.fsync", Mock(side_effect=OSError(28, "No space left on device")))
    problems = Problems()
    assert write_files(house, files, problems) == []
    (problem,) = problems
    assert str(problem.place) == "content/new/brief.md"
    assert problem.message == "cannot be written: no space left on device"
    assert [*(house / "content/new").iterdir()] == []
