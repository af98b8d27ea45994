"""`check` and `fit`: what an author sees of all checks before the printer runs."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from support.harm import die
from support.printed import add_brief, new_house, run, words

from briefpress.checks.reports import as_github, as_sarif
from briefpress.checks.table import names
from briefpress.press.workers import Workers
from briefpress.workflows.build import build

TEXT = f"## One\n\n{words(20)} {words(16, 2)} {words(14, 5)}\n"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CompletedProcess[str]]:
    """A house with a good brief, and one that is a page too long; and what `check` said of it."""
    house = new_house(tmp_path_factory.mktemp("check") / "house")
    add_brief(house, "good", TEXT)
    prose = f"## One\n\n{words(12)}\n\n" + f"{words(20)}\n\n" * 38
    add_brief(house, "long", prose, pages=1, paper=["a4"])
    return house, run("check", house=house)


@pytest.fixture
def house(checked: tuple[Path, CompletedProcess[str]], tmp_path: Path) -> Path:
    """That house, to change something in."""
    return shutil.copytree(checked[0], tmp_path / "house")  # which keeps what `check` has read


@pytest.mark.deep
@pytest.mark.long
def test_the_real_content_is_clean() -> None:
    """No brief of the institute has anything to be found, and none allows anything; of the other
    languages, test_theme.py says so.
    """
    from support.printed import HOUSE, temporary

    real = new_house(temporary("check-real"), content=True)
    done = run("check", "--now", "2024-12-01T09:00Z", house=real)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("nothing found") == 3
    assert not done.stderr
    fields = (HOUSE / "content").rglob("*.yaml")
    assert not [path for path in fields if "allow:" in path.read_text("utf-8")]


@pytest.mark.long
def test_problems_are_told_by_brief_worst_first(
    checked: tuple[Path, CompletedProcess[str]],
) -> None:
    """A head for each brief, its problems under it, each with place, check and hint; exit 1."""
    house, done = checked
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("good: nothing found")
    head = next(n for n, line in enumerate(lines) if line.startswith("long: "))
    assert "1 error" in lines[head]
    assert lines[head + 1].startswith("content/long/brief.yaml:5: error: 2 pages on")
    assert "[page-budget]" in lines[head + 1]
    assert lines[head + 2].startswith(
        "  hint: shorten “One”, the longest section on the last pages"
    )
    assert lines[-1].startswith("1 error")
    assert not (house / "output/good.pdf").exists()


@pytest.mark.long
def test_evidence_is_a_sheet_for_each_brief(house: Path) -> None:
    """In Markdown; what veraPDF, which is not there, would have judged is left to a person."""
    done = run("check", "good", "--evidence", "--now", "2024-12-01T09:00Z", house=house)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Accessibility evidence: A title\n")
    assert "read over on 2024-12-01" in done.stdout
    assert "a draft: nobody has published it" in done.stdout
    assert "| 2.4.2 (A) | 10.2.4.2 | Document titled | a person must judge | " in done.stdout
    (sheet,) = json.loads(
        run("check", "good", "--evidence", "--format", "json", house=house).stdout
    )
    assert [one["paper"] for one in sheet["files"]] == ["a4", "letter"]
    assert not (house / "output/good.pdf").exists()


@pytest.mark.long
def test_a_brief_that_was_read_is_not_read_again(house: Path) -> None:
    """The second time says the same, also after a build; a change is noticed, and another day."""
    first = run("check", "--now", "2024-12-01T09:00Z", house=house)
    for _ in range(2):
        again = run("check", "--now", "2024-12-01T19:00Z", house=house)
        assert (again.returncode, again.stdout) == (first.returncode, first.stdout)
        run(house=house)
    prose = house / "content/long/brief.md"
    prose.write_text(TEXT, "utf-8")
    assert run("check", house=house).returncode == 0


@pytest.mark.long
def test_checking_what_is_known_imports_nothing_heavy(house: Path) -> None:
    """A verdict that stands is shown without the press, pydantic or PyYAML."""
    program = (
        "import sys; from briefpress.cli import main; sys.argv = ['build.py']; main(['check'])\n"
        "heavy = {'weasyprint', 'pydantic', 'yaml', 'jinja2', 'pikepdf', 'pypdfium2', 'markdown'}\n"
        "assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=house, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "page-budget" in done.stdout


@pytest.mark.long
def test_build_says_what_check_says(house: Path) -> None:
    """A brief with an error is printed as a draft; the same words, the same name."""
    said = run("check", house=house).stdout
    done = run(house=house)
    assert done.returncode == 1
    assert (house / "output/good.pdf").exists()
    assert (house / "output/long.pdf").exists()
    (line,) = (one for one in said.splitlines() if "on a4" in one)
    assert line in done.stderr


@pytest.mark.long
@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_program_can_read_it(house: Path, form: str) -> None:
    """JSON lists the briefs, SARIF the results; GitHub gets a line for each."""
    said = json.loads(run("check", "--format", form, house=house).stdout)
    if form == "json":
        good, long = said
        assert good == {"brief": "good", "problems": []}
        found = {(one["check"], one["severity"], one["line"]) for one in long["problems"]}
        assert ("page-budget", "error", 5) in found
    else:
        (log,) = said["runs"]
        assert "page-budget" in {one["ruleId"] for one in log["results"]}
    lines = run("check", "--format", "github", house=house).stdout.splitlines()
    assert any(
        line.startswith("::error file=content/long/brief.yaml,line=5,title=page-budget::")
        for line in lines
    )


@pytest.mark.long
def test_a_check_is_explained(house: Path) -> None:
    """It says what, why, how to mend it and to switch it off; an unknown one names the nearest."""
    done = run("check", "--explain", "page-budget", house=house)
    assert done.returncode == 0
    for part in ("page-budget (error)", "Why: ", "Mend: ", 'allow: {page-budget: "the reason"}'):
        assert part in done.stdout
    listed = run("check", "--explain", house=house).stdout
    for name in names():
        assert f"  {name} " in listed
    wrong = run("check", "--explain", "page-buget", house=house)
    assert wrong.returncode == 2
    assert "did you mean `page-budget`?" in wrong.stderr


@pytest.mark.long
def test_a_check_can_be_switched_off_with_a_reason(house: Path) -> None:
    """`allow:` silences a check for one brief; without need it is a warning, on its line."""
    fields = (house / "content/long/brief.yaml").read_text("utf-8")
    allowed = fields.rstrip("}\n ") + ',\n "allow": {"page-budget": "for the archive"}\n}'
    (house / "content/long/brief.yaml").write_text(allowed, "utf-8")
    assert run("check", "long", house=house).returncode == 0
    add_brief(house, "good", TEXT, allow={"page-budget": "why not"})
    done = run("check", "good", house=house)
    assert done.returncode == 0
    assert "warning: `page-budget` is allowed, and nothing needs it" in done.stdout
    assert "content/good/brief.yaml:6:" in done.stdout


TWICE = """\
## A heading

They said that that that was so.

Nobody thought thought of it.
"""


@pytest.mark.long
def test_a_check_can_be_switched_off_for_one_line(house: Path) -> None:
    """By words of the line, with any signs; others are found, and what is not needed is told."""
    reasons = {"They said “that”": "it is quoted", "nobody said": "a slip"}
    add_brief(house, "good", TWICE, allow={"doubled-word": {"Nobody *thought*": "so they speak"}})
    assert "doubled-word" not in run("check", "good", house=house).stdout
    add_brief(house, "good", TWICE, allow={"doubled-word": reasons})
    done = run("check", "good", house=house).stdout
    assert "content/good/brief.md:5: warning: `thought` stands there twice" in done
    assert "warning: `doubled-word` of “nobody said” is allowed, and nothing needs it" in done
    (line,) = (one for one in done.splitlines() if "nobody said" in one)
    fields = (house / "content/good/brief.yaml").read_text("utf-8").splitlines()
    assert "nobody said" in fields[int(line.split(":")[1]) - 1]


@pytest.mark.long
def test_a_check_is_switched_off_on_a_line_of_data_and_of_yaml(house: Path) -> None:
    """Words of a row, or of a value, as they stand in their files."""
    facts = {"n": {"value": "80", "show": "about 90", "as_of": "2024-05-08", "source": "s"}}
    fields: dict[str, Any] = {
        "facts": facts,
        "sources": {"s": {"type": "report", "author": [{"literal": "A"}], "title": "B",
                          "issued": "2024"}},
        "tables": {"t": {"data": "t.csv", "caption": "A table", "source": "s"}},
    }  # fmt: skip
    files = {"t.csv": b"Year,Number,Said\n2023,80,80\n2024,500,600+\n2025,60,about 60\n"}
    prose = "## A heading\n\n{{ facts.n }} came.[@s]\n\n{{ tables.t }}\n"
    add_brief(house, "good", prose, files, **fields)
    assert run("check", "good", house=house).stdout.count("[fact-disagrees]") == 2
    allowed = {"2024,500,600": "as the source has it", "about 90": "so they say"}
    add_brief(house, "good", prose, files, **fields, allow={"fact-disagrees": allowed})
    done = run("check", "good", house=house).stdout
    assert "fact-disagrees" not in done


@pytest.mark.long
def test_what_is_allowed_on_a_line_wants_a_reason(house: Path) -> None:
    """An empty one is an error, and so is what is no text."""
    add_brief(house, "good", TEXT, allow={"cut-off": {"Some words": " "}})
    done = run("check", "good", house=house).stdout
    assert "error: `cut-off` of “Some words” is allowed without a reason" in done
    add_brief(house, "good", TEXT, allow={"cut-off": ["Some words"]})
    assert "error: `cut-off` should hold fields" in run("check", "good", house=house).stdout


@pytest.mark.long
def test_allow_wants_a_name_and_a_reason(house: Path) -> None:
    """A name that no check has is an error with the nearest one; so is an empty reason."""
    add_brief(house, "good", TEXT, allow={"page-buget": "a slip", "cut-off": " "})
    done = run("check", "good", house=house)
    assert done.returncode == 1
    assert "error: no check `page-buget`" in done.stdout
    assert "did you mean `page-budget`?" in done.stdout
    assert "error: `cut-off` is allowed without a reason" in done.stdout


@pytest.mark.deep
@pytest.mark.long
def test_fit_says_what_was_chosen_and_how_much_room_is_left(house: Path) -> None:
    """For each paper: pages, type, distance, room in lines; or how many lines are too many."""
    add_brief(house, "good", TEXT, pages=1)
    done = run("fit", house=house)
    good, letter, long = done.stdout.splitlines()
    assert good.startswith(
        "good on a4: 1 page of 1; text 10.4/14.4 pt, 12 pt between blocks; room for "
    )
    assert letter.startswith("good on letter: 1 page of 1; text 10.4/14.4 pt")
    assert long.startswith("long on a4: 2 pages of 1; text 9.6/11.9 pt, 6 pt between blocks; ")
    assert long.endswith("too many")
    rows = json.loads(run("fit", "good", "--format", "json", house=house).stdout)
    assert [row["size"] for row in rows] == [10.4, 10.4]
    add_brief(house, "good", TEXT)
    assert "no `pages:`" in run("fit", "good", house=house).stdout


@pytest.mark.long
def test_what_a_worker_reports_keeps_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chart whose worker dies is an error on its own line, for GitHub and for SARIF."""
    house = new_house(tmp_path / "house")
    bar = {"mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
    figure = {"caption": "c", "alt": "a", "chart": bar, "data": "d.csv"}
    files = {"d.csv": b"a,b\n1,2\n"}
    folder = add_brief(house, "it", "{{ figures.f }}\n", files, figures={"f": figure})
    lines = (folder / "brief.yaml").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.strip().startswith('"chart":'))
    monkeypatch.setattr("briefpress.workflows.draw_charts.draw_chart", die)
    with Workers(1) as workers:
        (outcome,) = build(house, ["it"], ["a4"], workers, None, date(2024, 12, 1), writes=False)
    found = {"it": [one for one in outcome.problems if "worker" in one.message]}

    (told,) = as_github(found)
    assert f"::error file=content/it/brief.yaml,line={line},title=error::the worker" in told
    log = as_sarif(found, [], "0")
    (result,) = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/it/brief.yaml"
    assert place["region"]["startLine"] == line
