"""Tests of asking veraPDF: both claims, one start, each broken rule in words."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from support.broken import broken, elements, whole
from support.printed import HOUSE, save
from support.tools import need

from briefpress.checks.verapdf import run_vera
from briefpress.model.problems import Problem, Problems, Stopped


def _ask(*files: Path, house: Path = HOUSE, **options: Any) -> dict[Path, list[Problem]]:
    problems = Problems()
    found = run_vera(files, house, problems, **options)
    assert not problems.found
    return found


def _stops(*files: Path, house: Path, **options: Any) -> Problem:
    problems = Problems()
    with pytest.raises(Stopped):
        run_vera(files, house, problems, **options)
    (problem,) = problems
    return problem


def _break(pdf: Any) -> None:
    for note in elements(pdf, "Note"):
        del note.ID
    del elements(pdf, "Figure")[0].Alt


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """The problems that veraPDF finds in four files, by their names; it is started once."""
    need("verapdf")
    folder = tmp_path_factory.mktemp("judged")
    save(whole().pdf, folder, "guter Brief é.pdf")
    save(broken(whole(), _break).pdf, folder, "bad")
    save(broken(whole(), _claim_nothing).pdf, folder, "without a claim.pdf")
    (folder / "none.pdf").write_bytes(b"no PDF at all")
    files = [folder / name for name in ("guter Brief é.pdf", "bad", "none.pdf")]
    files.append(folder / "without a claim.pdf")
    found = _ask(*files)
    assert list(found) == files
    return {file.name: problems for file, problems in found.items()}


def _claim_nothing(pdf: Any) -> None:
    data = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data.replace(b"pdfuaid:part>1<", b"pdfuaid:part>9<"))


@pytest.mark.java
def test_good_and_bad_are_judged_in_one_go(judged: dict[str, list[Problem]]) -> None:
    """The good one has no problem; of the bad one each rule is told once, with its clause."""
    assert judged["guter Brief é.pdf"] == []
    told = {one.message: one for one in judged["bad"]}
    assert len(told) == 2
    (note,) = (one for one in told.values() if "clause 7.9, test 1" in one.message)
    assert note.message.startswith("PDF/UA-1, ") and note.message.endswith(", 6 times")
    assert (note.severity, note.check) == ("error", "vera")
    assert note.hint == "`briefpress check --explain tag-notes` says how to mend it"
    assert any("clause 7.3, test 1" in message for message in told)
    (verdict,) = judged["none.pdf"]
    assert verdict.message.startswith("veraPDF has no verdict: ")


@pytest.mark.java
def test_what_claims_nothing_is_told(judged: dict[str, list[Problem]]) -> None:
    """A PDF that does not say what it keeps is no PDF of the house."""
    messages = [one.message for one in judged["without a claim.pdf"]]
    assert "it does not claim to be PDF/UA-1" in messages


def test_a_file_of_the_house_is_named_as_the_author_calls_it(tmp_path: Path) -> None:
    """`output/it.pdf`, wherever the house is."""
    command = _command(tmp_path, '{"report": {"jobs": []}}')
    file = tmp_path / "output/it.pdf"
    (problem,) = _with(command, file, house=tmp_path)[file]
    assert str(problem.place) == "output/it.pdf"
    assert "no verdict" in problem.message


def _command(folder: Path, says: str, waits: float = 0) -> Path:
    """Put a command `verapdf` into *folder* that says this, whatever it is asked."""
    file = folder / "bin/verapdf"
    file.parent.mkdir()
    file.write_text(
        f"#!{sys.executable}\nimport sys, time\ntime.sleep({waits})\nsys.stdout.write({says!r})\n"
    )
    file.chmod(0o755)
    return file


def _with(command: Path, *files: Path, house: Path) -> dict[Path, list[Problem]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
        return _ask(*files, house=house)


def test_where_it_is_not_installed_an_error_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the jars, and without Java."""
    java = tmp_path / "bin/java"
    java.parent.mkdir()
    java.touch(0o755)
    monkeypatch.setenv("PATH", str(java.parent))
    problem = _stops(tmp_path / "it.pdf", house=tmp_path)
    assert problem.message == "veraPDF is not installed"
    assert "`make .tools/verapdf/pom.xml` brings it" in (problem.hint or "")
    java.unlink()
    problem = _stops(tmp_path / "it.pdf", house=tmp_path)
    assert problem.message == "veraPDF is not installed, and needs Java"


@pytest.mark.long
def test_what_says_nothing_is_no_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing, half a report, no end: each is an error, never conformance."""
    for number, (says, waits, message) in enumerate(
        [
            ("", 0, "veraPDF made no report"),
            ('{"report": {}}', 0, "veraPDF made no report"),
            ("", 30, "veraPDF has not finished after 0.4 s"),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.setenv("PATH", str(_command(folder, says, waits).parent))
        problem = _stops(folder / "it.pdf", house=folder, seconds=0.2 if waits else 60)
        assert problem.message == message


def test_no_file_needs_no_judge(tmp_path: Path) -> None:
    """Nothing to ask, nothing is started."""
    assert _ask(house=tmp_path) == {}
