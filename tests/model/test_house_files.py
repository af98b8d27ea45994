"""Where the files of a house lie: its own stand in place of the defaults, file by file."""

import os
from datetime import date
from pathlib import Path

import pytest
from support.printed import HOUSE, add_brief, bare_house, print_briefs, text_of

from briefpress.cache.freshness import BuildState
from briefpress.content.scaffold import start_brief
from briefpress.editions.ledger import Ledger
from briefpress.model.house import (
    compare_theme,
    default_folder,
    find_house,
    theme_file,
    theme_files,
    word_problem,
)
from briefpress.model.problems import Place, Problem, Problems, Stopped
from briefpress.page.theme import read_theme


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with content/ alone."""
    return bare_house(tmp_path / "house")


def _write(house: Path, name: str, text: str) -> Path:
    file = house / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def _default(name: str) -> str:
    return (HOUSE / name).read_text("utf-8")


def test_in_a_checkout_the_defaults_lie_at_its_top() -> None:
    """The folders that a designer changes here are the defaults themselves."""
    assert default_folder() == HOUSE
    assert {one.state for one in compare_theme(HOUSE)} == {"default"}


def test_a_house_without_templates_looks_as_the_defaults(house: Path) -> None:
    """With content/ alone the same theme is read as in the folder of the defaults."""
    assert read_theme(house, Problems()) == read_theme(HOUSE, Problems())


def test_a_file_of_its_own_wins_and_no_other_is_lost(house: Path) -> None:
    """One template, one style, one language changed: these are the house's, the rest as before."""
    _write(house, "templates/statement.html", "<p>own</p>")
    _write(house, "styles/statement.css", "p { color: red }")
    _write(
        house,
        "templates/languages/en.toml",
        _default("templates/languages/en.toml").replace("Background", "Context"),
    )
    default, own = read_theme(HOUSE, Problems()), read_theme(house, Problems())
    assert own.templates == {**default.templates, "statement.html": "<p>own</p>"}
    assert own.styles == {**default.styles, "statement": "p { color: red }"}
    assert own.languages["fr"] == default.languages["fr"]


@pytest.mark.long
def test_a_style_of_its_own_is_printed(house: Path) -> None:
    """Words of the house's own template stand in its PDF."""
    template = _default("templates/statement.html")
    _write(house, "templates/statement.html", template.replace("</main>", "<p>Our own.</p></main>"))
    add_brief(house, "it", "## A heading\n\nText.\n", template="statement")
    (outcome,) = print_briefs(house)
    assert "Our own." in text_of(house / outcome.written[0].file)


def test_a_broken_file_of_its_own_is_never_replaced_by_the_default(house: Path) -> None:
    """A link that leads nowhere is an error of the house's own file."""
    _write(house, "styles/memo.css", "")
    (house / "styles/base.css").symlink_to(house / "nowhere.css")
    problems = Problems()
    with pytest.raises(Stopped):
        read_theme(house, problems)
    assert "styles/base.css: error: cannot be read: no such file" in str(problems.found[0])


def test_what_editors_leave_is_no_file_of_the_theme(house: Path) -> None:
    """Hidden files, locks and copies of editors are passed over."""
    for name in (".base.css.swp", "~$base.css", "base.css~"):
        _write(house, f"styles/{name}", "p {")
    assert theme_files(house).keys() == theme_files(HOUSE).keys()


@pytest.mark.long
def test_freshness_follows_the_file_that_counts(house: Path) -> None:
    """A default taken over as it is changes nothing; changed, and taken away, every brief."""

    def shared() -> str:
        return BuildState(house, Ledger(())).shared

    before = shared()
    own = _write(house, "styles/base.css", _default("styles/base.css"))
    assert shared() == before
    own.write_text("p { color: red }", "utf-8")
    changed = shared()
    assert changed != before
    own.unlink()
    assert shared() == before


def test_a_starter_of_its_own_wins_file_by_file(house: Path) -> None:
    """`new` takes brief.md from the house and brief.yaml, which it has not, from the defaults."""
    _write(house, "templates/new/statement/brief.md", "## Ours\n")
    problems = Problems()
    files = start_brief(house, "it", "A title", "statement", date(2025, 2, 3), problems)
    assert not problems.found
    assert files["content/it/brief.md"] == b"## Ours\n"
    assert b"standfirst:" in files["content/it/brief.yaml"]


def test_each_file_of_the_theme_says_whose_it_is(house: Path) -> None:
    """Own, added, the same as its default, default."""
    _write(house, "styles/base.css", _default("styles/base.css"))
    _write(house, "styles/tokens.css", "other")
    _write(house, "styles/memo.css", "new")
    states = {one.name: one.state for one in compare_theme(house)}
    assert states.pop("styles/base.css") == "same"
    assert states.pop("styles/tokens.css") == "own"
    assert states.pop("styles/memo.css") == "added"
    assert set(states.values()) == {"default"}
    assert theme_file(house, "styles/memo.css") == house / "styles/memo.css"
    assert theme_file(house, "templates/site/site.js") == HOUSE / "templates/site/site.js"


# ---------------------------------------------------------------------------------------------
# Where the house is


def test_the_house_is_found_upwards(house: Path) -> None:
    """From any folder below it, and not from one above."""
    below = add_brief(house, "it", "Text.\n")
    assert find_house(below) == find_house(house / "content") == find_house(house) == house
    assert find_house(house.parent) is None


def test_a_content_without_institute_is_a_house_where_one_stands_in_it(tmp_path: Path) -> None:
    """Then institute.yaml is what is missing; from below, such a folder is none."""
    (tmp_path / "content/it").mkdir(parents=True)
    assert find_house(tmp_path) == tmp_path
    assert find_house(tmp_path / "content/it") is None


# ---------------------------------------------------------------------------------------------
# How problems are worded


def _problem(file: str, hint: str | None) -> Problem:
    return Problem("error", Place(file, 3), "a message", hint)


@pytest.mark.parametrize("program", ["briefpress", "python build.py"])
def test_a_hint_names_the_program_that_was_called(house: Path, program: str) -> None:
    """Commands in hints are those that can be typed; the rest of the words stays."""
    said = word_problem(_problem("content/it", "run `briefpress it`, briefpress"), program, house)
    assert said.hint == f"run `{program} it`, briefpress"


def test_a_problem_of_a_default_says_where_it_is(house: Path) -> None:
    """The file is named as a default, and the hint says how to take it over."""
    said = word_problem(_problem("styles/base.css", "add `}`"), "python build.py", house)
    assert said.place == Place("briefpress/defaults/styles/base.css", 3)
    assert said.hint == (
        "add `}`; `python build.py theme copy styles/base.css` makes the default your own"
    )
    problem = _problem("content/it", "name a font in styles/tokens.css")
    said = word_problem(problem, "briefpress", house)
    assert said.place == Place("content/it", 3)
    assert "`briefpress theme copy styles/tokens.css`" in (said.hint or "")


@pytest.mark.parametrize("name", ["styles/base.css", "styles/none.css", "content/it/brief.md"])
def test_a_problem_of_the_house_stays_as_it_is(house: Path, name: str) -> None:
    """A file of the house's own, one that nobody has, one of content/."""
    _write(house, "styles/base.css", "p {")
    problem = _problem(name, None)
    assert word_problem(problem, "python build.py", house) == problem


def test_in_the_folder_of_the_defaults_they_are_its_own() -> None:
    """A designer of the defaults reads `styles/base.css`, and has nothing to take over."""
    problem = _problem("styles/base.css", "name a font in styles/tokens.css")
    assert word_problem(problem, "python build.py", HOUSE) == problem
    assert os.path.lexists(HOUSE / "styles/base.css")
