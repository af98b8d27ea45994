"""Fixtures that all tests share."""

import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from support import once, pandoc, tools
from support.houses import ROOT, House, build_house, default_faces, default_theme
from support.printed import in_one_size, without_workers

from briefpress.model import house as model_house
from briefpress.model.brand import Brand
from briefpress.model.brief import Theme
from briefpress.model.house import own_theme_files
from briefpress.model.problems import Place, Problems
from briefpress.page.fonts import find_faces
from briefpress.page.languages import ParseAll, parse_all
from briefpress.page.theme import read_theme


def pytest_configure(config: pytest.Config) -> None:
    """Let Python keep what it compiles, also where its environment says that it may not.

    Tests start it hundreds of times, and each time it would compile briefpress anew: a build of one
    brief would take more than twice as long.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    gc.set_threshold(200_000)  # as a command does, which looks for garbage seldom
    if "PYTEST_XDIST_WORKER" in os.environ and config.args == config.getini("testpaths"):
        _begin_elsewhere(config)


def _begin_elsewhere(config: pytest.Config) -> None:
    """Let each worker collect the rooms of tests/ from another one on.

    In a fresh clone the first that comes compiles a file, with its asserts; where all of them come
    at once, all of them do. `_begin_with_what_takes_long` brings the files into one order.
    """
    tests = Path(__file__).parent
    rooms = {path.parent for path in tests.glob("*/test_*.py")}
    places = sorted({*tests.glob("test_*.py"), *rooms})
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    first = len(places) * number // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    config.args = [*map(str, places[first:] + places[:first])]


def pytest_collection_finish() -> None:
    """Collected tests stay to the end: nobody need look for garbage in them."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives the browser of a fixture."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if "PYTEST_XDIST_WORKER" in os.environ:
        _begin_with_what_takes_long(items)


LONG = {"java", "browser", "cluster", "kills", "long"}


def _begin_with_what_takes_long(items: list[pytest.Item]) -> None:
    """Sort *items* by the share of long tests in their files, so that short files come last; files
    with the same share by their names. One that slows its worker down is the last of the long ones.

    Each worker takes one file after another. A long one at the end would leave the others idle.
    """
    is_long: dict[Path, list[bool]] = {}
    slow = set()
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        is_long.setdefault(item.path, []).append(bool(marks & LONG))
        if "slows" in marks:
            slow.add(item.path)
    share = {path: sum(tests) / len(tests) for path, tests in is_long.items()}
    share |= dict.fromkeys(slow, 0.001)
    items.sort(key=lambda item: (-share[item.path], item.path))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tell `need` how the test is marked that is about to run, and `once` what it promises."""
    tools.marked = {mark.name for mark in item.iter_markers()}
    of_press = item.path.parent.name == "press"
    changes = "monkeypatch" in getattr(item, "fixturenames", ())  # perhaps the press itself
    once.prints_anew = "anew" in tools.marked or (
        of_press and (changes or "shared" not in tools.marked)
    )


@pytest.fixture(scope="session", autouse=True)
def _share_what_is_printed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tell `once` the folder of the run, which pytest deletes some runs later."""
    own = tmp_path_factory.getbasetemp()
    once.folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def _run_pandoc_once() -> Iterator[None]:
    """Citations that a command in this process has written need not be written for another test.

    For all of the session: what a module prints for its tests is printed before a test begins.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefpress.workflows.keep_citations.run_pandoc", pandoc.run_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _wait_for_no_disk() -> Iterator[None]:
    """Nobody pulls the plug: a file that a command in this process writes need not be on the disk.

    To wait for it takes 10 ms, twice for each PDF: a third of what such tests take.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)  # which wants an open file as well
        yield


@pytest.fixture(scope="session", autouse=True)
def _read_default_once() -> Iterator[None]:
    """A house that has no template, style or brand of its own looks like any other such house."""

    def is_plain(house: Path) -> bool:
        return not own_theme_files(house) and model_house.default_folder() == ROOT

    def read(
        root: Path, problems: Problems, brand: Brand | None = None, parse: ParseAll = parse_all
    ) -> Theme:
        if brand or not is_plain(root):
            return read_theme(root, problems, brand, parse)
        return default_theme()

    def find(
        families: Mapping[str, Sequence[str]],
        house: Path,
        places: Mapping[str, Place],
        problems: Problems,
        branded: Mapping[str, Sequence[Path]],
    ) -> tuple[str, dict[str, bytes]]:
        if branded or not is_plain(house):
            return find_faces(families, house, places, problems, branded)
        return default_faces(tuple((family, tuple(faces)) for family, faces in families.items()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefpress.workflows.lay_out.read_theme", read)
        patch.setattr("briefpress.workflows.lay_out.find_faces", find)
        yield


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of its own for each test."""
    return build_house(tmp_path)


@pytest.fixture
def no_workers() -> Iterator[None]:
    """Do in this process what a command or a step would give to workers."""
    with without_workers():
        yield


@pytest.fixture
def one_size() -> Iterator[None]:
    """Briefs are set in their smallest type: nothing is promised of how large it is."""
    with in_one_size():
        yield
