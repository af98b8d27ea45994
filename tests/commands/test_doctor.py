"""Tests of the doctor: what is missing is named, with the command that mends it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.printed import HOUSE, add_brief, new_house, run_apart

from briefpress.commands import doctor
from briefpress.model import scripts
from briefpress.model.patches import VERSIONS
from briefpress.press import libraries


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def _findings(house: Path, state: str) -> Iterator[str]:
    return (f.what for f in doctor.examine(house) if f.state == state)


@pytest.mark.long
def test_a_machine_that_prints_is_sound(house: Path) -> None:
    """Where the tests run, nothing is bad, and the command says so with 0."""
    assert [*_findings(house, "bad")] == []
    assert any("WeasyPrint 70.0" in what for what in _findings(house, "good"))
    done = run_apart("doctor", house=house)
    assert done.returncode == 0, done.stdout
    assert all(line[0] in "✓!" or line.startswith("    ") for line in done.stdout.splitlines())


def test_fonts_for_other_scripts_are_named(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are there, and the line that installs each of the others."""
    (house / "fontpkg_amiri").mkdir()
    (house / "fontpkg_amiri/__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(house))
    (letters,) = (one for one in doctor.examine(house) if one.what.startswith("letters: "))
    assert letters.what == "letters: Latin, Greek, Cyrillic, Arabic, Japanese, Korean, Chinese"
    assert letters.mend is not None
    assert "Thai: `pip install fontpkg-noto-sans-thai`" in letters.mend
    assert "amiri" not in letters.mend
    monkeypatch.setattr(scripts, "SYSTEM_FOLDERS", ())
    (letters,) = (one for one in doctor.examine(house) if one.what.startswith("letters: "))
    assert "Japanese, Korean, Chinese: `apt-get install fonts-noto-cjk`" in str(letters.mend)
    assert "Ethiopic, Bengali, Burmese, Lao: `apt-get install fonts-noto-core`" in str(letters.mend)


@pytest.mark.long
def test_whatever_is_not_good_can_be_mended(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each finding that is not good says what to do."""
    monkeypatch.setattr(libraries, "SUBSET", ("libnothing.so.0",))
    monkeypatch.setattr(libraries, "PANGO", ("libnothing.so.0",))
    (house / "output").write_text("in the way")
    findings = [*doctor.examine(house)]
    assert sum(finding.state != "good" for finding in findings) >= 2
    assert all(finding.mend for finding in findings if finding.state != "good")


def test_a_missing_pango_is_bad(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Pango nothing can be printed."""
    monkeypatch.setattr(libraries, "PANGO", ("libnothing.so.0", "libnothing.dylib"))
    assert [*_findings(house, "bad")] == ["Pango is missing: nothing can be printed"]


def test_a_missing_subset_library_is_slow(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libharfbuzz-subset printing is slow, not impossible."""
    monkeypatch.setattr(libraries, "SUBSET", ("libnothing.so.0",))
    assert not libraries.has_subset()
    assert libraries.SUBSET_MISSING in [*_findings(house, "slow")]
    assert [*_findings(house, "bad")] == []


def test_a_missing_package_is_bad(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of pyproject.toml that is not installed is named; those for tests are not."""
    asked = ["weasyprint==70.0", "no-such-package>=1", "no-such-test>=1; extra == 'dev'"]
    monkeypatch.setattr("importlib.metadata.requires", lambda name: asked)
    assert [*_findings(house, "bad")] == ["missing packages: no-such-package"]


def test_an_output_that_may_not_be_written_is_bad(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without the right to write is found before the first build fails in it."""
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path) != house / "output" and allowed(path, mode)
    )
    (house / "output").mkdir()
    assert [*_findings(house, "bad")] == ["output/ cannot be written"]


def test_a_full_disk_is_bad(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than 200 MB free is too little to build in."""
    usage = shutil.disk_usage(HOUSE)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=5 * 1024**2))
    assert [*_findings(house, "bad")] == ["5 MB are free on the disk"]


@pytest.mark.deep
@pytest.mark.long
def test_a_slow_machine_is_told_while_it_builds(tmp_path: Path) -> None:
    """A build where libharfbuzz-subset is missing says once why it is slow, and prints."""
    house = new_house(tmp_path / "slow")
    add_brief(house, "plain", "Text.\n")
    (house / "slow.py").write_text(
        "from briefpress.press import libraries\n"
        "libraries.SUBSET = ('libnothing.so.0',)\n"
        "from briefpress.cli import main\n"
        "raise SystemExit(main(['plain', '--paper', 'a4']))\n"
    )
    (house / "build.py").write_text((house / "slow.py").read_text())
    done = run_apart(house=house)
    assert done.returncode == 0
    assert done.stderr.count(libraries.SUBSET_MISSING) == 1
    assert (house / "output/plain.pdf").exists()


def test_a_library_in_another_version_is_named(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose patches stand aside is said, with the version that they are for."""
    monkeypatch.setitem(VERSIONS, "pydyf", "0")
    (what,) = (what for what in _findings(house, "slow") if "patched" in what)
    assert what == "this is not pydyf 0: it is not patched, see docs/patches.md"
    assert [*_findings(house, "bad")] == []
