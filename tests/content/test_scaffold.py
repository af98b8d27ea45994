"""What `new` promises: a brief that builds at once, and never one in place of another."""

from datetime import date
from pathlib import Path

import pytest
from support.printed import HOUSE, lines_of, new_house, print_briefs

from briefpress.content.scaffold import start_brief
from briefpress.model.problems import Problems

TEMPLATES = sorted(folder.name for folder in (HOUSE / "templates/new").iterdir())
TODAY = date(2025, 2, 3)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def _start(house: Path, slug: str, title: str = "A title", template: str = "statement") -> Problems:
    problems = Problems()
    start_brief(house, slug, title, template, TODAY, problems)
    return problems


@pytest.mark.long
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_brief_builds_at_once(house: Path, template: str) -> None:
    """Each template starts a brief that is printed on every paper, with its title and date."""
    title = "A title: “quoted”, 'quoted', \"quoted\" # and more"
    problems = Problems()
    files = start_brief(house, "new", title, template, TODAY, problems)
    assert not problems.found
    assert files == ["content/new/brief.md", "content/new/brief.yaml"]
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
