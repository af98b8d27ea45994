"""Migrations: content of an older contract is read as if its author had rewritten it."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.houses import INSTITUTE, House
from support.printed import new_house, run

from briefpress.content.migrations import CONTRACT, STEPS, Kind, migrate, read_contract
from briefpress.content.yaml_text import read_yaml
from briefpress.model.brief import TextFile
from briefpress.model.problems import Place, Problems

KEPT = Path(__file__).parents[1] / "contracts"
"""A PDF of each contract, printed by the briefpress of its time: `1.pdf`."""


def read(text: str) -> tuple[Any, dict[Any, Place]]:
    """Read YAML that has no problem."""
    problems = Problems()
    tree, places = read_yaml(TextFile("content/it/brief.yaml", text), problems)
    assert not problems.found
    return tree, places


# ---------------------------------------------------------------------------------------------
# Which contract


@pytest.mark.parametrize(("line", "contract"), [("", 1), ("contract: 1\n", 1)])
def test_a_house_says_which_contract_it_is_written_for(line: str, contract: int) -> None:
    """Without a number it is the first."""
    problems = Problems()
    assert read_contract(*read(f"{line}name: It\n"), problems) == contract
    assert not problems.found


def test_content_for_a_newer_briefpress_says_so(house: House) -> None:
    """It is one error, on its line, and nothing is made of what this briefpress cannot know."""
    house.put("../institute.yaml", f"{INSTITUTE}contract: {CONTRACT + 1}\nnewer: field\n")
    assert house.complaints("unknown: field\n") == (
        f"content/institute.yaml:6: error: this is written for contract {CONTRACT + 1}, and this "
        f"briefpress knows {CONTRACT} as the newest\n  hint: install a newer briefpress"
    )


@pytest.mark.parametrize("written", ["two", "1.5", "0", "-1", "[1]"])
def test_a_contract_is_a_whole_number(house: House, written: str) -> None:
    """Anything else is an error on its line."""
    house.put("../institute.yaml", f"{INSTITUTE}contract: {written}\n")
    assert house.complaints().startswith("content/institute.yaml:6: error: ")


# ---------------------------------------------------------------------------------------------
# Steps


def rename(kind: Kind, tree: Any) -> Any:
    """Call the field `headline` of a brief `title`."""
    if kind != "brief":
        return tree
    return {"title" if name == "headline" else name: value for name, value in tree.items()}


def divide(_: Kind, tree: Any) -> Any:
    """Divide the field `title` of any file in two, in a list."""
    return {**tree, "title": [tree["title"], tree["title"]]}


def test_each_step_leads_to_the_next_contract() -> None:
    """Content goes through all steps that came after it, and no other."""
    tree, places = read("headline: One\nlast: 2\n")
    steps = {1: rename, 2: divide}
    assert migrate("brief", tree, places, 1, steps)[0] == {"title": ["One", "One"], "last": "2"}
    assert migrate("brief", rename("brief", tree), places, 2, steps)[0]["title"] == ["One", "One"]
    assert migrate("meeting", {**tree, "title": "It"}, places, 3, steps)[0]["title"] == "It"


def test_a_value_that_a_step_has_moved_keeps_its_line() -> None:
    """A problem is told where its author wrote it, under the old name."""
    tree, places = read("first: 1\nheadline:\n  name: One\n  list: [a,\n    b]\n")
    migrated, found = migrate("brief", tree, places, 1, {1: rename})
    assert found["title", "name"].line == 3
    assert found["title", "list", 1].line == 5
    assert found["title",].line == 1, "a dict has no text of its own: what holds it"
    assert found.keys() >= {("title", name) for name in migrated["title"]}
    assert ("title",) not in places


# ---------------------------------------------------------------------------------------------
# What was printed long ago


def test_there_is_a_pdf_of_each_contract() -> None:
    """Whoever raises the contract keeps a PDF of the one before, and says how to read it."""
    assert {path.stem for path in KEPT.glob("*.pdf")} == {str(n + 1) for n in range(CONTRACT)}
    assert {*STEPS} == {n + 1 for n in range(CONTRACT - 1)}


@pytest.mark.long
@pytest.mark.parametrize("pdf", sorted(KEPT.glob("*.pdf")), ids=lambda path: path.stem)
def test_a_pdf_of_each_contract_is_restored_and_compared(pdf: Path, tmp_path: Path) -> None:
    """Its content comes back, is printed, and shows what was changed since."""
    house = new_house(tmp_path / "house")
    done = run("restore", pdf, "content", "--force", house=house)
    assert (done.returncode, done.stderr) == (0, "")
    assert "content/harbour/calls.csv" in done.stdout
    done = run("build", "harbour", house=house)
    assert done.returncode == 0, done.stderr
    assert (house / "output/harbour.pdf").is_file()
    fields = house / "content/harbour/brief.yaml"
    fields.write_text(fields.read_text("utf-8").replace("value: 41", "value: 42"), "utf-8")
    done = run("diff", "harbour", "--since", pdf, "--format", "json", house=house)
    assert done.returncode == 0, done.stderr
    (fact,) = json.loads(done.stdout)["facts"]
    assert (fact["old"], fact["new"]) == ("41", "42")
