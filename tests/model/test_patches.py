"""The table of patches: each is for the version that is installed, and has a test that is there."""

import ast
from collections.abc import Iterator
from importlib.metadata import version

import pytest
from support.houses import ROOT

from briefpress.model.patches import PATCHES, VERSIONS, Patch, is_known, standing_aside


def _functions(file: str) -> Iterator[str]:
    for node in ast.parse((ROOT / file).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name


@pytest.mark.long
@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.test.partition("::")[2])
def test_a_patch_has_a_test_that_fails_when_it_is_not_needed(patch: Patch) -> None:
    """The table names a test that exists, one for each patch."""
    file, _, name = patch.test.partition("::")
    assert name in _functions(file)
    assert [one.test for one in PATCHES].count(patch.test) == 1


@pytest.mark.parametrize("library", VERSIONS)
def test_a_patch_is_for_the_version_that_is_installed(library: str) -> None:
    """A library that was updated has its patches looked at again."""
    if library != "python":
        assert version(library) == VERSIONS[library]
    assert is_known(library)


def test_every_version_has_a_patch() -> None:
    """A library that needs no patch any more goes from the table."""
    assert {patch.library for patch in PATCHES} == VERSIONS.keys()
    assert [*standing_aside()] == []


def test_a_patch_for_another_version_stands_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every patch of a library in another version, or of none, is named."""
    monkeypatch.setitem(VERSIONS, "cffi", "0")
    assert {patch.library for patch in standing_aside()} == {"cffi"}
    monkeypatch.setitem(VERSIONS, "no_such_library", "1")
    assert not is_known("no_such_library")
