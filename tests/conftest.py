"""What the tests share."""

from pathlib import Path

import pytest
from support import pandoc, tools
from support.houses import House, build_house


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives the browser of a fixture."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tell `need` how the test is marked that is about to run."""
    tools.marked = {mark.name for mark in item.iter_markers()}


@pytest.fixture(autouse=True)
def _run_pandoc_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Citations that a command in this process has written need not be written for another test."""
    monkeypatch.setattr("briefpress.workflows.citations.run_pandoc", pandoc.run_once)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of its own for each test."""
    return build_house(tmp_path)
