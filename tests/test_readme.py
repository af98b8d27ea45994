"""Tests of README and the tutorial: each command that they show does what it says."""

import json
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import yaml
from mistakes import MISTAKES
from support.depth import few
from support.printed import HOUSE, add_brief, new_house, picture, print_briefs, run, text_of
from support.screen import watching

PAGES = {name: (HOUSE / name).read_text("utf-8") for name in ("README.md", "docs/tutorial.md")}
README, TUTORIAL = PAGES.values()
Block = tuple[str, str]
"""A block of code: its language, and its text."""


def blocks(page: str) -> list[Block]:
    """Every block of code of *page*."""
    found = re.findall(r"^ *```(\S*)\n(.*?)^ *```$", page, re.MULTILINE | re.DOTALL)
    assert page.count("```") == 2 * len(found)
    return found


BLOCKS = blocks(TUTORIAL)
BESIDE = {"cd", "git", "sudo", "brew", "python -m venv", "pip install", "briefpress"}
"""Commands around ours, which only a whole machine can try; test_wheel.py tries `briefpress`."""


def commands(page: str) -> list[list[str]]:
    """Read the command lines of the blocks of *page* marked `console`, word by word."""
    found = []
    for kind, block in blocks(page):
        if kind == "console":
            lines = block.replace("\\\n", " ").splitlines()
            # Where a block shows a prompt, the other lines are what a command says.
            prompted = [line[2:] for line in lines if line.startswith("$ ")]
            for line in prompted or lines:
                for part in line.split("&&"):
                    if words := shlex.split(part, comments=True):
                        found.append([words[0].removeprefix(".venv/bin/"), *words[1:]])
    return found


def ours(page: str) -> list[list[str]]:
    """Those of them that are ours."""
    return [words for words in commands(page) if words[:2] == ["python", "build.py"]]


MADE = [words for page in PAGES.values() for words in commands(page) if words[0] == "make"]


def test_readme_shows_how_to_build() -> None:
    """A reader finds the command that builds, and the one that sets the house up."""
    assert ["python", "build.py"] in ours(README)
    assert ["make"] in MADE


def test_no_command_goes_untested() -> None:
    """A command that is neither ours nor a target of make is one of a few that every system has."""
    both = [words for page in PAGES.values() for words in commands(page)]
    known = [*MADE, *ours(README), *ours(TUTORIAL)]
    unknown = [shlex.join(words) for words in both if words not in known]
    assert [one for one in unknown if not one.startswith(tuple(BESIDE))] == []


@pytest.mark.long
@pytest.mark.usefixtures("one_size")
@pytest.mark.parametrize("page", few(PAGES))
def test_our_commands_run_as_shown(page: str, tmp_path: Path) -> None:
    """From top to bottom, in a copy of the house, every `python build.py …` ends well.

    All on A4 alone; the Letter that a command names is printed before it.
    """
    house = new_house(tmp_path / "house", content=True)
    institute = house / "content/institute.yaml"
    text = institute.read_text("utf-8")
    institute.write_text(text.replace("papers: [a4, letter]", "papers: [a4]"), "utf-8")
    failed = []
    for words in ours(PAGES[page]):
        made = house / "content" / words[3] if words[2:3] == ["new"] else None
        if made is not None and made.exists():
            continue  # shown twice, once in a list of commands and once in the tour
        if words[2:3] == ["watch"]:
            with watching(house) as (_, address), urlopen(address) as answer:
                assert answer.status == 200
            # What the story tells happens while it is watched.
            fields = house / "content/dprk/brief.yaml"
            text = fields.read_text("utf-8")
            if (house / "editions").exists():
                fields.write_text(text.replace("670", "720"), "utf-8")
            continue
        if "recipients.csv" in words:
            rows = next(block for _, block in BLOCKS if block.startswith("name,organisation"))
            (house / "recipients.csv").write_text(rows, "utf-8")
        if "--code" in words:
            ledger = (house / "editions/ledger.jsonl").read_text("utf-8").splitlines()
            words = [*words[:-1], json.loads(ledger[-1])["code"]]
        if "output/dprk.letter.pdf" in words:
            assert run("dprk", "--paper", "letter", house=house).returncode == 0
        done = run(*words[2:], house=house)
        if done.returncode:
            failed.append((shlex.join(words), done.returncode, done.stderr))
    assert failed == []


@pytest.mark.parametrize("words", MADE, ids=" ".join)
def test_what_is_made_is_in_the_makefile(words: list[str]) -> None:
    """Each `make …` of README names targets that the Makefile has."""
    rules = (HOUSE / "Makefile").read_text("utf-8")
    targets = [word for word in words[1:] if "=" not in word] or ["all"]
    assert [t for t in targets if not re.search(rf"^{re.escape(t)}:", rules, re.MULTILINE)] == []


@pytest.mark.long
@pytest.mark.parametrize("page", few(PAGES))
def test_what_the_tour_writes_is_printed(page: str, tmp_path: Path) -> None:
    """The YAML and the Markdown of the tour make a brief without an error, with its figure."""
    house = new_house(tmp_path / "house")
    fields: dict[str, Any] = {"timeline": [{"date": "2024", "event": "It happened."}]}
    for kind, block in blocks(PAGES[page]):
        if kind == "yaml":
            for name, part in yaml.load(block, yaml.BaseLoader).items():
                fields[name] = fields.get(name, {}) | part if isinstance(part, dict) else part
    prose = "\n\n".join(block for kind, block in blocks(PAGES[page]) if kind == "markdown")
    assert "{{ facts.returned }}" in prose
    prose += "".join(f"\n\n{{{{ figures.{name} }}}}" for name in fields.get("figures", {}))
    pictures = re.findall(r"\w+\.jpg", str(fields))
    add_brief(house, "sudan", prose, dict.fromkeys(pictures, picture(2400, 1200)), **fields)
    charts = [one for one in fields.get("figures", {}).items() if "chart" in one[1]]
    for name, figure in charts:
        (rows,) = (block for kind, block in blocks(PAGES[page]) if kind == "csv")
        assert figure["data"] == f"{name}.csv"
        (house / "content/sudan" / figure["data"]).write_text(rows, "utf-8")
    (outcome,) = print_briefs(house)
    assert [str(problem) for problem in outcome.problems if problem.severity == "error"] == []
    assert "China has returned more than 670 people." in text_of(house / outcome.written[0].file)


@pytest.mark.long
def test_mistakes_are_said_as_shown(tmp_path: Path) -> None:
    """The errors that both pages show are what a new brief with them says, to the letter."""
    house = new_house(tmp_path / "house")
    started = ("new", "sudan", "--title", "The war in Sudan enters its second year")
    assert run(*started, house=house).returncode == 0
    (shown,) = (block for _, block in BLOCKS if "sudan" in block and ": error: " in block)
    assert shown in README
    for name, right, wrong in (
        ("brief.yaml", "standfirst", "standfrist"),
        ("brief.md", "example-2024", "exmple-2024"),
    ):
        file = house / "content/sudan" / name
        text = file.read_text("utf-8")
        file.write_text(text.replace(right, wrong, 1), "utf-8")
        said = run("sudan", house=house).stderr
        (mistake,) = re.findall(rf"^.*`{wrong}`.*\n  hint: .*\n", shown, re.MULTILINE)
        assert mistake in said
        file.write_text(text, "utf-8")


TIRED = (
    *("a total typed by hand", "a bar of the chart that is not the fact"),
    *("a source that nothing cites", "a quotation without a source", "a word twice"),
    *("a short form in a recommendation", "an alt text that is a file", "a page too long"),
)
"""The mistakes of the brief of a tired evening."""


@pytest.mark.long
def test_what_check_says_is_as_shown(tmp_path: Path) -> None:
    """The page of findings in the tutorial is what `check` says about that brief, to the letter."""
    house = new_house(tmp_path / "house", content=True)
    for mistake in MISTAKES:
        if mistake.name in TIRED:
            mistake.make(house)
    (shown,) = (block for _, block in BLOCKS if block.startswith("dprk: "))
    assert (
        run("check", "dprk", "--language", "en", "--now", "2024-12-01T09:00Z", house=house).stdout
        == shown
    )


def test_the_number_of_mistakes_is_as_told() -> None:
    """The tutorial says how many real mistakes are found: as many as there are."""
    assert f"Of {len(MISTAKES)} real mistakes" in TUTORIAL
