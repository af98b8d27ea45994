"""The wheel: it carries the default templates, styles and words, and needs no checkout."""

import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.printed import HOUSE


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built from its sdist's files alone."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, tracked.stdout.split("\0")):
        travels = name.startswith(("briefpress/", "templates/", "styles/")) or "/" not in name
        if travels and (HOUSE / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((HOUSE / name).read_bytes())
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = folder.glob("briefpress-*.whl")
    return made


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `briefpress` of an environment that has the wheel, and no checkout in reach."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name == "posix")
    packages = next(folder.glob("lib*/python*/site-packages"))
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    # What briefpress stands on comes from the environment of the tests, briefpress itself does not:
    # a .pth file in there, which names the checkout, is not read from here.
    (packages / "libraries.pth").write_text("\n".join(libraries) + "\n", "utf-8")
    start = folder / "bin/briefpress"
    start.write_text(
        f"#!{folder}/bin/python\nimport sys\nfrom briefpress.cli import main\nsys.exit(main())\n"
    )
    start.chmod(0o755)
    return start


def run(program: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in *folder*."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [program, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )


def names(folders: Sequence[str]) -> set[str]:
    """Every file of *folders* in the checkout."""
    return {
        path.relative_to(HOUSE).as_posix()
        for folder in folders
        for path in (HOUSE / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_carries_every_default(wheel: Path) -> None:
    """Each file of templates/ and styles/ is in it, to the byte, and each module of briefpress/."""
    with ZipFile(wheel) as archive:
        inside = {*archive.namelist()}
        for name in names(["templates", "styles"]):
            assert archive.read(f"briefpress/defaults/{name}") == (HOUSE / name).read_bytes()
    assert names(["briefpress"]) <= inside


def test_a_house_of_ones_own_is_printed_from_the_wheel(program: Path, tmp_path: Path) -> None:
    """`init`, then the command alone: a first brief, without a problem, from a folder below too."""
    done = run(program, tmp_path, "init", "my-institute", "--name", "Institute of Elsewhere")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Now: cd my-institute && briefpress" in done.stdout
    house = tmp_path / "my-institute"
    assert not (house / "templates").exists()
    assert not (house / "styles").exists()
    below = house / "content/first-brief"
    done = run(program, below)
    assert (done.returncode, done.stderr) == (0, "")
    assert (house / "output/first-brief.pdf").read_bytes().startswith(b"%PDF-")
    assert run(program, below).stdout == "1 brief is current\n"
    done = run(program, house, "check")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_of_the_house_wins(program: Path, tmp_path: Path) -> None:
    """One file of its own stands in place of its default; all others stay those of the wheel."""
    run(program, tmp_path, "init", "house")
    house = tmp_path / "house"
    done = run(program, house, "theme", "copy", "styles/tokens.css")
    assert (done.returncode, done.stdout) == (0, "styles/tokens.css\n")
    tokens = house / "styles/tokens.css"
    tokens.write_text(tokens.read_text("utf-8").replace("#14355e", "#14455e"), "utf-8")
    (house / "templates").mkdir()
    (house / "templates/own.html").write_text("{% extends 'policy-brief.html' %}", "utf-8")
    listed = run(program, house, "theme").stdout
    assert "own       styles/tokens.css" in listed
    assert "added     templates/own.html" in listed
    assert "default   templates/languages/en.toml" in listed
    assert run(program, house).returncode == 0
    said = run(program, house, "html", "first-brief")
    assert said.returncode == 0
    page = (house / "output/first-brief.html").read_text("utf-8")
    assert "#14455e" in page
    assert "#14355e" not in page


def test_what_is_wrong_in_a_default_is_told_as_one(program: Path, tmp_path: Path) -> None:
    """A hint calls the program as its user did."""
    run(program, tmp_path, "init", "house")
    fields = tmp_path / "house/content/first-brief/brief.yaml"
    fields.write_text(fields.read_text("utf-8") + "\nmystery: 1\nembargo: soon\n", "utf-8")
    done = run(program, tmp_path / "house")
    assert done.returncode == 1
    assert "unknown field `mystery`" in done.stderr
    assert "`briefpress schema` describes every field" in done.stderr
    assert "build.py" not in done.stderr
