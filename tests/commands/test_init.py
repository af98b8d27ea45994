"""Tests of `init` and `theme`, and of each command where there is no house."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.depth import few
from support.printed import HOUSE, bare_house, call, run

PROGRAM = "import sys; from briefpress.cli import main; sys.exit(main())"


def apart(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `briefpress` in *cwd* as its script does."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def build_py(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run build.py of the real house in *cwd*."""
    return subprocess.run(
        [sys.executable, HOUSE / "build.py", *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(
    "options",
    few([[], ["--name", 'Institute of LANGUAGE: "NAME" #1', "--language", "fr"]]),
    ids=["as it is", "in French"],
)
def test_a_new_house_builds_and_nothing_is_wrong(tmp_path: Path, options: list[str]) -> None:
    """`init`, then what its last but one line says, and `check`, also from below."""
    done = call("init", "my-institute", *options, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    *files, now, then = done.stdout.splitlines()
    assert now == "Now: cd my-institute && briefpress"
    assert then.endswith("`briefpress watch` shows it")
    house = tmp_path / "my-institute"
    assert sorted(files) == sorted(
        path.relative_to(tmp_path).as_posix() for path in house.rglob("*") if path.is_file()
    )
    assert {path.name for path in house.iterdir()} == {".gitattributes", ".gitignore", "content"}
    done = call(cwd=house)
    assert (done.returncode, done.stderr) == (0, "")
    assert (house / "output/first-brief.pdf").is_file()
    assert (house / ".gitignore").read_text() == "/output/\n"
    done = call("check", cwd=house / "content/first-brief")
    assert (done.returncode, done.stdout) == (0, "first-brief: nothing found\n")
    if options:
        assert '"Institute of LANGUAGE: \\"NAME\\" #1"' in (
            house / "content/institute.yaml"
        ).read_text("utf-8")


@pytest.mark.long
def test_the_first_brief_is_not_published_as_it_is(tmp_path: Path) -> None:
    """Its made-up river goes to no reader."""
    call("init", ".", cwd=tmp_path)
    done = call("publish", "first-brief", "--note", "New.", cwd=tmp_path)
    assert done.returncode == 1
    assert "brief.yaml:6: error: “title: The made-up river Farwater floods…” is what `init`" in (
        done.stderr
    )


def test_a_house_is_never_started_over_another(tmp_path: Path) -> None:
    """A folder with content/ is refused, with what to do, and stays as it is."""
    house = bare_house(tmp_path / "house")
    before = {path: path.read_bytes() for path in house.rglob("*") if path.is_file()}
    done = call("init", "house", cwd=tmp_path)
    assert done.returncode == 1
    assert "house: error: there is a content/ already\n  hint: `cd house`" in done.stderr
    assert {path: path.read_bytes() for path in house.rglob("*") if path.is_file()} == before


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    """In a folder that has other files a house may begin; its .gitignore stays as it is."""
    (tmp_path / ".gitignore").write_text("mine\n")
    done = call("init", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["x", "--language", "xx"],
            "no words for the language `xx`\n  hint: known: ar, de, en, es, fr, it, ko, nl, pt,",
        ),
        (["file"], "is a file"),
        (["file/x"], "cannot be written"),
        (["x", "--name", " "], "it says nothing"),
    ],
)
def test_what_cannot_be_started_is_said(tmp_path: Path, arguments: list[str], said: str) -> None:
    """Without a traceback, and nothing is left behind."""
    (tmp_path / "file").write_text("in the way")
    done = call("init", *arguments, cwd=tmp_path)
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


# ---------------------------------------------------------------------------------------------
# Where there is no house, or nothing in it

NEEDS_A_HOUSE: Sequence[list[str]] = (
    [], ["status"], ["check"], ["fit"], ["new", "x"], ["new", "x", "--title", "X"], ["theme"],
    ["schema"], ["theme", "copy", "styles/tokens.css"], ["publish", "x", "--note", "y"],
    ["html", "x"], ["diff", "x"], ["pack", "x"], ["catalog"], ["manifest"],
    ["watch", "--no-browser"],
)  # fmt: skip


@pytest.mark.parametrize("arguments", NEEDS_A_HOUSE, ids=" ".join)
def test_without_a_house_each_command_says_what_to_do(tmp_path: Path, arguments: list[str]) -> None:
    """One error with one hint, 2, and nothing is written."""
    done = call(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{tmp_path}: error: there is no content/ here, nor in a folder above\n"
        "  hint: `cd` to a house, or start one: `briefpress init my-institute`\n"
    )
    assert [*tmp_path.iterdir()] == []


def test_without_a_house_the_doctor_looks_at_the_machine(tmp_path: Path) -> None:
    """The doctor tells all the same what the machine has, and how to start a house."""
    done = call("doctor", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ Pango, which sets the text\n" in done.stdout
    assert "! there is no content/ here" in done.stdout
    assert "`briefpress init my-institute`" in done.stdout


@pytest.mark.parametrize("arguments", [[], ["status"], ["check"], ["fit"], ["html", "x"]])
def test_without_a_brief_each_command_says_how_to_start_one(
    tmp_path: Path, arguments: list[str]
) -> None:
    """A house without briefs is not said to be current."""
    done = call(*arguments, cwd=bare_house(tmp_path / "house"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "content: error: no briefs yet\n"
        '  hint: `briefpress new first-brief --title "…"` starts one\n'
    )


def test_what_a_house_lacks_the_doctor_says(tmp_path: Path) -> None:
    """No brief can wait, a missing institute cannot."""
    house = bare_house(tmp_path / "house")
    done = call("doctor", cwd=house)
    assert (done.returncode, "! content/: no briefs yet\n" in done.stdout) == (0, True)
    (house / "content/institute.yaml").unlink()
    done = call("doctor", cwd=house)
    assert done.returncode == 1
    assert "✗ content/institute.yaml is missing: nothing can be built\n" in done.stdout


@pytest.mark.long
def test_a_new_brief_needs_no_templates_of_the_house(tmp_path: Path) -> None:
    """`new` in a house with content/ alone begins a brief, which builds."""
    house = bare_house(tmp_path / "house")
    done = call("new", "it", "--title", "A title", cwd=house)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "Now: briefpress it"
    assert call("it", cwd=house / "content").returncode == 0
    assert (house / "output/it.pdf").is_file()


# ---------------------------------------------------------------------------------------------
# What was called


@pytest.mark.long
def test_build_py_finds_its_own_house_wherever_one_stands(tmp_path: Path) -> None:
    """Even in another house, build.py speaks of the one that it lies in."""
    house = bare_house(tmp_path / "house")
    done = build_py("theme", "--format", "json", cwd=house)
    assert {one["path"].startswith(f"{HOUSE}/") for one in json.loads(done.stdout)} == {True}
    assert "dprk" in build_py("status", cwd=house).stdout


@pytest.mark.long
def test_hints_name_what_was_called(tmp_path: Path) -> None:
    """`briefpress` where that was called, `python build.py` where that was, in JSON too."""
    house = bare_house(tmp_path / "house")
    folder = house / "content/it"
    folder.mkdir()
    (folder / "brief.md").write_text("Text.\n")
    (house / "build.py").write_text((HOUSE / "build.py").read_text("utf-8"))
    (folder / "brief.yaml").write_text("title: A\nstandfirst: B\npaper: [a4]\n")
    (house / "content/institute.yaml").write_text("name: A\nwordmark: [A, B, C]\n")
    for form in ("text", "json", "github", "sarif"):
        options = ("check", "--format", form)
        by_name, by_build_py = call(*options, cwd=house), run(*options, house=house)
        assert "`briefpress schema` describes every field" in by_name.stdout
        assert "`python build.py schema` describes every field" in by_build_py.stdout
        assert "`briefpress schema` describes every field" not in by_build_py.stdout
    assert "Usage: python build.py [OPTIONS]" in build_py("-h", cwd=tmp_path).stdout
    assert "Usage: briefpress [OPTIONS]" in apart("-h", cwd=tmp_path).stdout


# ---------------------------------------------------------------------------------------------
# The theme


@pytest.mark.long
def test_theme_lists_whose_each_file_is(tmp_path: Path) -> None:
    """A line for each file, and how many are the house's own."""
    house = bare_house(tmp_path / "house")
    done = call("theme", "copy", "styles/tokens.css", "./styles/base.css", cwd=house)
    assert (done.returncode, done.stdout) == (0, "styles/tokens.css\nstyles/base.css\n")
    assert (house / "styles/base.css").read_bytes() == (HOUSE / "styles/base.css").read_bytes()
    (house / "styles/tokens.css").write_text("/* mine */")
    lines = call("theme", cwd=house / "styles").stdout.splitlines()
    assert [line.split()[:2] for line in lines if line.split()[0] in ("own", "same")] == [
        ["same", "styles/base.css"],
        ["own", "styles/tokens.css"],
    ]
    assert lines[-2].startswith("2 of the house's own, ")
    files = json.loads(call("theme", "--format", "json", cwd=house).stdout)
    assert len(files) == len(lines) - 2
    assert {"file": "styles/base.css", "state": "same", "path": f"{house}/styles/base.css"} in files


def test_theme_copies_over_nothing(tmp_path: Path) -> None:
    """A file of the house's own stays; a name that no default has is told with the nearest."""
    house = bare_house(tmp_path / "house")
    (house / "styles").mkdir()
    (house / "styles/tokens.css").write_text("mine")
    done = call("theme", "copy", "styles/tokens.css", "styles/bases.css", cwd=house)
    assert (done.returncode, done.stdout) == (1, "")
    assert "styles/tokens.css: error: the house has its own\n" in done.stderr
    assert "styles/bases.css: error: no default has this name\n" in done.stderr
    assert "did you mean `styles/base.css`?" in done.stderr
    assert (house / "styles/tokens.css").read_text() == "mine"


@pytest.mark.long
def test_nothing_is_published_in_the_name_of_nobody(tmp_path: Path) -> None:
    """A brief of one's own is refused while the institute is the one that `init` has made up."""
    call("init", ".", cwd=tmp_path)
    own = tmp_path / "content/own"
    own.mkdir()
    (own / "brief.yaml").write_text(
        "title: A title\nstandfirst: Two lines under it.\npublished: 2024-11-26\n", "utf-8"
    )
    (own / "brief.md").write_text("## One\n\nA text of our own.\n", "utf-8")
    done = call("publish", "own", "--note", "New", cwd=tmp_path)
    assert done.returncode == 1
    assert "content/institute.yaml:" in done.stderr
    assert "“Your institute” is what `init` wrote" in done.stderr
    institute = tmp_path / "content/institute.yaml"
    text = institute.read_text("utf-8")
    for made_up in ("Your institute", "Your city", "1 Example Street"):
        text = text.replace(made_up, "Elsewhere")
    institute.write_text(text, "utf-8")
    done = call("publish", "own", "--note", "New", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_theme_says_where_each_token_comes_from(tmp_path: Path) -> None:
    """A token of the brand file with its line, one of the house's own tokens.css with its own."""
    house = bare_house(tmp_path / "house")
    assert call("theme", cwd=house).stdout.startswith("default ")
    (house / "_brand.yml").write_text('color:\n  primary: "#0a4a5c"\n', "utf-8")
    (house / "styles").mkdir()
    tokens = (HOUSE / "styles/tokens.css").read_text("utf-8").replace("13.4pt;", "13.6pt;")
    (house / "styles/tokens.css").write_text(tokens, "utf-8")
    said = {
        line.split()[0]: line.split()
        for line in call("theme", cwd=house).stdout.splitlines()
        if line
    }
    assert said["--ink"][1:] == ["#0a4a5c", "_brand.yml:2"]
    number = next(n for n, line in enumerate(tokens.splitlines(), 1) if "13.6pt" in line)
    assert said["--leading"][1:] == ["13.6pt", f"styles/tokens.css:{number}"]
    assert "--size" not in said
