"""Where there is no house: `init` makes one, and every other command says what to do."""

import json
from pathlib import Path

import pytest
from support.printed import HOUSE, new_house

from briefpress.cli import main


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


COMMANDS = [
    [], ["build"], ["status"], ["check"], ["fit"], ["schema"], ["theme"],
    ["new", "mali", "--title", "A title"], ["publish", "mali", "--note", "New"], ["pack", "hrc"],
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_a_house_it_says_how_to_start_one(
    words: list[str], nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One error with what to do, exit 2, no traceback and nothing written."""
    assert main(words) == 2
    assert capsys.readouterr().err == (
        f"{nowhere}: error: there is no content/ here, nor in a folder above\n"
        "  hint: `cd` to a house, or start one: `briefpress init my-institute`\n"
    )
    assert not [*nowhere.iterdir()]


def test_doctor_examines_a_machine_without_a_house(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says that there is none, and looks at everything else."""
    main(["doctor"])
    said = capsys.readouterr().out
    assert "Python" in said
    assert "briefpress init" in said
    assert not [*nowhere.iterdir()]


@pytest.mark.parametrize("words", [[], ["build"], ["status"], ["check"]], ids=" ".join)
def test_a_house_without_briefs_says_how_to_start_one(
    words: list[str], nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not called current."""
    (nowhere / "content").mkdir()
    (nowhere / "content/institute.yaml").write_bytes(
        (HOUSE / "content/institute.yaml").read_bytes()
    )
    assert main(words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "content: error: no briefs yet\n"
        '  hint: `briefpress new first-brief --title "…"` starts one\n'
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_house_builds_at_once(
    language: str,
    nowhere: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its brief is printed without a problem, and publish asks for words of one's own."""
    assert main(["init", "house", "--language", language]) == 0
    capsys.readouterr()
    monkeypatch.chdir(nowhere / "house/content")
    assert main(["--paper", "a4"]) == 0
    assert capsys.readouterr().err == ""
    assert (nowhere / "house/output/first-brief.pdf").is_file()
    assert (nowhere / "house/.gitignore").read_text("utf-8") == "/output/\n"
    assert "contract: 1\n" in (nowhere / "house/content/institute.yaml").read_text("utf-8")
    assert main(["publish", "first-brief", "--note", "New"]) == 1
    assert "is what `init` wrote" in capsys.readouterr().err


def test_what_is_there_is_not_written_over(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that has content is refused, and stays as it is."""
    (nowhere / "house/content").mkdir(parents=True)
    assert main(["init", "house"]) == 1
    assert "there is a content/ already" in capsys.readouterr().err
    assert [path.name for path in (nowhere / "house").rglob("*")] == ["content"]


def test_a_language_without_words_is_refused(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The known ones are named."""
    assert main(["init", "house", "--language", "xx"]) == 1
    assert "known: en, fr" in capsys.readouterr().err.replace("languages: ", "known: ")
    assert not (nowhere / "house").exists()


def test_theme_tells_what_is_the_houses_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In place of a default, beside the defaults, the same as one; all else is the default."""
    house = new_house(tmp_path / "house", content=True)
    monkeypatch.chdir(house)
    (house / "styles/base.css").write_text("/* ours */", "utf-8")
    (house / "styles/extra.css").write_text("/* ours */", "utf-8")
    (house / "styles/site.css").unlink()
    assert main(["theme", "--format", "json"]) == 0
    states = {one["file"]: one["state"] for one in json.loads(capsys.readouterr().out)}
    assert states["styles/base.css"] == "own"
    assert states["styles/extra.css"] == "added"
    assert states["styles/site.css"] == "default"
    assert states["styles/tokens.css"] == "same"
    assert states["templates/languages/fr.toml"] == "same"
