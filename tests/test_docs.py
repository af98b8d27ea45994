"""The pages of docs/: what is made from the code is up to date, and every link leads somewhere."""

import ast
import re
import runpy
import shlex
from pathlib import Path

import pytest
from support.depth import few
from support.printed import HOUSE

from briefpress.commands.table import COMMANDS, load

PAGES = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/*.md"), HOUSE / "templates/README.md"])
MAKE = runpy.run_path(str(HOUSE / "docs/make.py"))


@pytest.mark.parametrize("name", few(sorted(MAKE["PAGES"])))
def test_a_page_is_made_from_the_code(name: str) -> None:
    """It says what the code says; `python docs/make.py` writes it."""
    assert (HOUSE / "docs" / name).read_text("utf-8") == MAKE["make_page"](name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOUSE).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    """Each target of a link or picture of a page is there."""
    linked = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", page.read_text("utf-8"))
    assert [name for name in linked if not (page.parent / name).exists()] == []


@pytest.mark.long
def test_every_field_is_described() -> None:
    """An author reads of each field what it holds, on the page and in the editor."""
    page = MAKE["make_page"]("content.md")
    fields = re.findall(r"^\| (`\w+`)[^|]*\|[^|]*\|([^|]*)\|$", page, re.M)
    assert len(fields) > 100
    assert [name for name, text in fields if not text.strip()] == []


def test_every_page_is_linked_from_readme() -> None:
    """Who reads README finds each page of docs/."""
    linked = {*re.findall(r"\]\((docs/[^)#\s]+\.md)", (HOUSE / "README.md").read_text("utf-8"))}
    pages = [*HOUSE.glob("docs/*.md"), *HOUSE.glob("docs/*/README.md")]
    assert linked == {path.relative_to(HOUSE).as_posix() for path in pages}


def test_every_folder_of_the_house_that_a_page_names_is_there() -> None:
    """A path of ours in code marks, `briefpress/model/`, exists."""
    for page in PAGES:
        if page.name == "CHANGELOG.md":
            continue
        for path in re.findall(
            r"`((?:briefpress|tests|bench|docs|styles)/[\w./-]*)`", page.read_text("utf-8")
        ):
            assert (HOUSE / path).exists(), f"{page.name}: {path}"


def test_readme_is_short() -> None:
    """At most 900 words: what it is, two commands, the tour, where the rest stands."""
    assert len((HOUSE / "README.md").read_text("utf-8").split()) <= 900


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOUSE).as_posix())
def test_every_command_that_a_page_shows_is_there(page: Path) -> None:
    """Each of its options, too; a word that is no command is the name of a brief."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)
    lines = re.sub(r" +#.*$", "", "\n".join(blocks), flags=re.M)
    for line in re.findall(r"^(?:python build\.py|briefpress) ([a-z].*)$", lines, re.M):
        name, *rest = shlex.split(line)
        command = load(name if name in COMMANDS else "build")
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        asked = {word.split("=")[0] for word in rest if re.match("--?[a-z]", word)}
        assert asked <= known, f"{page.name}: {line}"


NUMBERS = ("Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen",
           "Eighteen", "Nineteen", "Twenty")  # fmt: skip


@pytest.mark.parametrize("page", ["README.md", "docs/gallery/README.md"])
def test_the_briefs_of_the_gallery_are_counted(page: str) -> None:
    """A page that says how many there are says it right."""
    briefs = [*(HOUSE / "docs/gallery/content").glob("*/brief.yaml")]
    text = (HOUSE / page).read_text("utf-8")
    counted = re.findall(rf"\b({'|'.join(NUMBERS)}) briefs\b", text)
    assert counted == [NUMBERS[len(briefs) - 10]]


@pytest.mark.long
def test_every_attack_is_acted_out() -> None:
    """The tests that docs/trust.md names are there, and each of them asserts something."""
    text = (HOUSE / "docs/trust.md").read_text("utf-8")
    named = re.findall(r"`(tests/\S+\.py)::(test_\w+)`", text)
    assert len(named) > 30
    rows = text.partition("## Where each attack is acted out")[2].count("\n| ") - 2
    assert rows == len(named), "an attack names no test"
    for file, name in named:
        functions = {
            node.name: node
            for node in ast.parse((HOUSE / file).read_text("utf-8")).body
            if isinstance(node, ast.FunctionDef)
        }
        assert name in functions, f"{file}::{name}"
        assert any(isinstance(node, ast.Assert) for node in ast.walk(functions[name])), name
