"""Tests of the wheel: it carries the defaults, and prints where no checkout is in reach.

It is built from the sdist and unpacked beside the environment of the tests; `make release` tries it
in an empty one.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.printed import HOUSE

from briefpress.model.house import OUTLINES, own_theme_files

pytestmark = pytest.mark.long

SOURCES = (
    *("briefpress", "templates", "styles", "shapes"),
    *("setup.py", "MANIFEST.in", "pyproject.toml"),
)
VERSION = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def _run(*command: object, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd, env=os.environ | env, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist, and that from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in (*SOURCES, "README.md", "CHANGELOG.md", "LICENSE"):
        if (HOUSE / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(HOUSE / name, source / name, ignore=ignored)
        else:
            shutil.copy(HOUSE / name, source)
    build = "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])('..')"
    _run(sys.executable, "-c", build, "build_sdist", cwd=source)
    shutil.unpack_archive(folder / f"briefpress-{VERSION}.tar.gz", folder)
    _run(sys.executable, "-c", build, "build_wheel", cwd=folder / f"briefpress-{VERSION}")
    return folder / f"briefpress-{VERSION}-py3-none-any.whl"


def test_it_carries_the_defaults_and_nothing_else(wheel: Path) -> None:
    """Every file of templates/, styles/ and shapes/, once, with its bytes; no test, no content."""
    with ZipFile(wheel) as file:
        names = file.namelist()
        packed = "briefpress/defaults/"
        carried = {
            name.removeprefix(packed): file.read(name) for name in names if name.startswith(packed)
        }
    shapes = {name: (HOUSE / name).read_bytes() for name in (OUTLINES, "shapes/LICENSE")}
    theme = {name: path.read_bytes() for name, path in own_theme_files(HOUSE).items()}
    assert carried == {**theme, **shapes}
    assert {name.partition("/")[0] for name in names} == {
        "briefpress",
        f"briefpress-{VERSION}.dist-info",
    }
    code = {path.relative_to(HOUSE).as_posix() for path in (HOUSE / "briefpress").rglob("*.py")}
    assert code <= {*names}
    assert {"briefpress/py.typed", "briefpress/press/fonts.conf"} <= {*names}


COMMANDS = (
    *(["--version"], ["init", "."], ["--jobs", "1"], ["check"], ["--jobs", "1"]),
    ["theme", "--format", "json"],
)
GIVE_THEM_ALL = """
import json, sys
from briefpress.cli import main
for arguments in json.loads(sys.argv[1]):
    if main(arguments):
        sys.exit(1)
    print("\\f", end="")
"""


@pytest.mark.deep
def test_it_starts_a_house_and_prints_it(wheel: Path, tmp_path: Path) -> None:
    """From `init` to a PDF and `check`, with the defaults that the wheel has brought."""
    site, house = tmp_path / "site", tmp_path / "my-institute"
    house.mkdir()
    with ZipFile(wheel) as file:
        file.extractall(site)
    said = _run(
        sys.executable, "-c", GIVE_THEM_ALL, json.dumps(COMMANDS), cwd=house, PYTHONPATH=str(site)
    )
    version, _, built, checked, again, theme, _ = said.split("\f")
    assert version == f"briefpress, version {VERSION}\n"
    assert "output/first-brief.pdf  1 page" in built
    assert checked == "first-brief: nothing found\n"
    assert again == "1 brief is current\n"
    files = json.loads(theme)
    assert {one["state"] for one in files} == {"default"}
    assert {Path(one["path"]).is_relative_to(site / "briefpress/defaults") for one in files} == {
        True
    }
