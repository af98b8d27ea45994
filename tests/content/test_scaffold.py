"""Tests of `new`: a brief that builds at once, and never one in place of another."""

from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest
import yaml
from support.depth import few
from support.printed import HOUSE, add_brief, lines_of, new_house, own_file, print_briefs, run

from briefpress.content.scaffold import (
    NEXT_TITLE,
    find_filler,
    start_brief,
    start_house,
    start_next,
)
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
@pytest.mark.parametrize("template", few(TEMPLATES, 2))
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


@pytest.mark.parametrize(
    ("language", "heading", "said"),
    [
        ("pt", "Medidas necessárias", True),
        ("pt-BR", "Medidas necessárias", True),
        ("en", "Necessary action", False),
    ],
)
def test_a_new_brief_is_in_its_language(
    house: Path, language: str, heading: str, *, said: bool
) -> None:
    """Where the template has it in that language; it says so where it is not the institute's."""
    problems = Problems()
    files = start_brief(house, "new", "O título", "policy-brief", TODAY, problems, language)
    assert [*files] == ["content/new/brief.md", "content/new/brief.yaml"]
    assert f"## {heading}" in files["content/new/brief.md"].decode()
    fields = yaml.safe_load(files["content/new/brief.yaml"])
    assert ("language" in fields) is said
    assert ("acontecendo" in files["content/new/brief.yaml"].decode()) is (language == "pt-BR")
    write_files(house, files, problems)
    find_filler(house, "new", "policy-brief", problems)
    assert [str(one.place) for one in problems] == [
        f"content/new/{name}" for name in ("brief.md:3", f"brief.yaml:{7 if said else 6}")
    ]


def test_a_brief_in_the_language_of_its_institute_does_not_say_it(house: Path) -> None:
    """An institute that writes in Portuguese begins its briefs so."""
    institute = house / "content/institute.yaml"
    text = institute.read_text("utf-8").replace("language: en", "language: pt")
    institute.write_text(text, "utf-8")
    files = start_brief(house, "new", "O título", "policy-brief", TODAY, Problems())
    assert "## Medidas necessárias" in files["content/new/brief.md"].decode()
    assert "language:" not in files["content/new/brief.yaml"].decode()


@pytest.mark.long
def test_a_template_without_words_of_a_language_says_so(house: Path) -> None:
    """Its files are those in English; those of a policy brief are in each language."""
    languages = [path.stem for path in (HOUSE / "templates/languages").glob("*.toml")]
    for language in languages:
        for template, told in (("policy-brief", False), ("card", language != "en")):
            problems = Problems()
            assert start_brief(house, "new", "A title", template, TODAY, problems, language)
            assert bool(problems.found) is told, (language, template)


@pytest.mark.long
def test_the_first_brief_of_a_house_is_in_its_language(tmp_path: Path) -> None:
    """In each language of the house, with a series of its own name."""
    for path in (HOUSE / "templates/languages").glob("*.toml"):
        files = start_house(tmp_path / "new", "A house", path.stem, TODAY, Problems())
        fields = yaml.safe_load(files["content/first-brief/brief.yaml"])
        assert fields["language"] == path.stem
        assert path.stem in yaml.safe_load(files["content/institute.yaml"])["series"]


def test_a_language_without_words_names_those_that_have(house: Path) -> None:
    """`--language xx` starts nothing."""
    problems = Problems()
    assert not start_brief(house, "new", "A title", "policy-brief", TODAY, problems, "xx")
    assert [one.message for one in problems] == ["no words for the language `xx`"]
    assert "pt" in str(problems.found[0].hint)


@pytest.mark.long
@pytest.mark.parametrize("language", few(["ar", "fr", "ko", "ru", "zh"]))
def test_a_new_brief_in_another_language_builds_at_once(house: Path, language: str) -> None:
    """It is short of its pages as long as nothing is written; nothing else is said of it."""
    problems = Problems()
    files = start_brief(house, "new", "A title", "policy-brief", TODAY, problems, language)
    write_files(house, files, problems)
    (outcome,) = print_briefs(house, "new")
    assert [one.message for one in outcome.problems if "the budget is" not in one.message] == []


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
    starter = own_file(house, "templates/new/statement/brief.md")
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


BEFORE = """\
# The head.
title: >-
  What happened
  last month
standfirst: Two lines.
number: {number}
published: 2024-01-02
updated: 2024-01-05
next_update: 2024-03
embargo: 2024-01-02T09:00-05:00

# For us.
notes:
  - ask Ada
template: statement
facts: {{dead: {{from: 'deaths.csv#month=May/people'}}}}
"""


def _write_before(house: Path, fields: str) -> None:
    folder = house / "content/before"
    folder.mkdir(parents=True)
    (folder / "brief.yaml").write_bytes(fields.encode())
    (folder / "brief.md").write_text("## What\n\nThere were {{ facts.dead }}.\n", "utf-8")
    (folder / "deaths.csv").write_text("month,people\nMay,12\n", "utf-8")


@pytest.mark.parametrize(
    ("number", "following"),
    [
        ("12", "13"),
        ("009", "010"),
        ("'7'", "8"),
        ("2025/07", "2025/08"),
        ("7/2025", "8/2025"),
        ("PB-2025-09", "PB-2025-10"),
        ("No. 99", "No. 100"),
        ("PB07", "PB08"),
    ],
)
def test_the_next_issue_is_the_last_one_as_of_today(
    house: Path, number: str, following: str
) -> None:
    """Files and remarks are the same; title, day and number are new, what was for once is gone."""
    _write_before(house, BEFORE.format(number=number))
    problems = Problems()
    files = start_next(house, "after", "before", None, TODAY, problems)
    assert not problems.found
    assert sorted(files) == [f"content/after/{name}" for name in ("brief.md", "brief.yaml",
                                                                  "deaths.csv")]  # fmt: skip
    assert files["content/after/brief.yaml"].decode() == (
        f'# The head.\ntitle: "{NEXT_TITLE}"\nstandfirst: Two lines.\nnumber: {following}\n'
        "published: 2025-02-03\n\n# For us.\ntemplate: statement\n"
        "facts: {dead: {from: 'deaths.csv#month=May/people'}}\n"
    )
    assert files["content/after/deaths.csv"] == b"month,people\nMay,12\n"


@pytest.mark.parametrize("number", ["12/2024", "2024/12", "IV", "2025/03/07", "1-2", "A/79/277"])
def test_a_number_that_nobody_can_go_on_with_stays_and_is_told(house: Path, number: str) -> None:
    """In another year a series may begin again, or not: its author knows."""
    _write_before(house, BEFORE.format(number=number))
    problems = Problems()
    files = start_next(house, "after", "before", None, TODAY, problems)
    assert f"\nnumber: {number}\n" in files["content/after/brief.yaml"].decode()
    (told,) = problems
    assert str(told) == (
        f"content/after/brief.yaml:4: warning: `number` is {number}, as that of `before`\n"
        "  hint: write the next one, or delete the line"
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("title: A\r\npublished: 2024-01-02\r\n", 'title: "B"\r\npublished: 2025-02-03\r\n'),
        ('"title": A # or so\nnotes: {a: [\n b]}\nnumber: 1', 'title: "B"\nnumber: 2\n'),
        ("notes: |+\n  x\n\ntitle: A", '\ntitle: "B"\n'),
    ],
)
def test_however_a_brief_is_written_its_next_issue_is(
    house: Path, fields: str, expected: str
) -> None:
    """Line ends of Windows stay; keys may be quoted, and the last line may have no end."""
    _write_before(house, fields)
    text = start_next(house, "after", "before", "B", TODAY, Problems())
    made = text["content/after/brief.yaml"].decode()
    assert yaml.safe_load(made) == yaml.safe_load(expected)
    assert made.count("\r\n") == expected.count("\r\n")


@pytest.mark.long
def test_the_next_issue_builds_and_waits_for_its_title(house: Path) -> None:
    """It is printed at once, and `publish` refuses it until somebody has written a title."""
    _write_before(house, BEFORE.format(number=1))
    done = run("new", "after", "--from", "before", house=house)
    assert done.returncode == 0, done.stderr
    assert run("build", "after", house=house).returncode == 0
    done = run("publish", "after", "--note", "First.", house=house)
    assert done.returncode == 1
    assert f"content/after/brief.yaml:2: error: “{NEXT_TITLE}” is what `new` wrote" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("after", "--from", "befor"), "no brief `befor`\n  hint: did you mean `before`?"),
        (("before", "--from", "before"), "there is a brief of this name"),
        (("after", "--from", "before", "--template", "statement"), "say one of the two"),
        (("before",), "there is a brief of this name"),
        (("after",), "say its --title, or --from"),
        (("a b", "--from", "before"), "is no name for a brief"),
    ],
)
def test_what_cannot_be_gone_on_is_told(
    house: Path, arguments: tuple[str, ...], words: str
) -> None:
    """A brief that is not there, a name that is taken: nothing is written."""
    _write_before(house, BEFORE.format(number=1))
    done = run("new", *arguments, house=house)
    assert done.returncode != 0
    assert words in done.stderr
    assert sorted(path.name for path in (house / "content").iterdir() if path.is_dir()) == [
        "before"
    ]


@pytest.mark.parametrize("fields", ["title: [\n", "{title: A, number: 1}\n", ""])
def test_a_brief_that_cannot_be_gone_on_is_told(house: Path, fields: str) -> None:
    """A template that is no YAML, or stands in braces, is mended before anything is made of it."""
    _write_before(house, fields)
    problems = Problems()
    assert start_next(house, "after", "before", None, TODAY, problems) == {}
    assert problems.errors


def test_the_next_issue_is_started_from_the_main_language(house: Path) -> None:
    """Its prose in another language would stand beside fields in the main one."""
    add_brief(house, "before", "## A heading\n\nText.\n", {"brief.fr.md": b"## Titre\n"})
    problems = Problems()
    assert start_next(house, "after", "before.fr", None, TODAY, problems) == {}
    assert [str(one) for one in problems] == [
        "content/before/brief.fr.md: error: `before.fr` is `before` in another language\n"
        "  hint: take `before`"
    ]
    files = start_next(house, "after", "before", None, TODAY, Problems())
    assert "content/after/brief.fr.md" not in files
