"""Tests of libraries.py: the files of ours that make a PDF out of a closed page."""

import ast

import pytest
from support.houses import ROOT

from briefpress.press.libraries import PRESS_FILES

NOUNS = {"briefpress/model/brief.py", "briefpress/model/page.py", "briefpress/model/problems.py"}
"""Modules from which they only name types: what a page is, not what is made of it."""


def _imported(file: str) -> set[str]:
    """The files of ours that *file* imports by a relative import, at its top or in a function."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = (ROOT / file).parents[node.level - 1]
            for name in [node.module] if node.module else [one.name for one in node.names]:
                path = folder / f"{name.replace('.', '/')}.py"
                assert path.is_file(), f"{file}: {path}"
                found.add(path.relative_to(ROOT).as_posix())
    return found


@pytest.mark.long
def test_the_files_of_the_press_are_those_that_it_imports() -> None:
    """Whatever `print_page` runs after a page is closed makes a brief out of date when it changes.

    A module of the press is followed; of model/ only what computes counts, and not the nouns.
    """
    waiting = ["briefpress/press/render.py", "briefpress/press/pdf_ua.py"]
    files = set(waiting)
    while waiting:
        new = _imported(waiting.pop()) - files - NOUNS
        files |= new
        waiting += [name for name in new if name.startswith("briefpress/press/")]
    assert {name for name in PRESS_FILES if name.endswith(".py")} == files
    assert all((ROOT / name).is_file() for name in PRESS_FILES)


def test_a_worker_prints_with_the_files_of_the_press_alone() -> None:
    """An import of workers.py is in the list, or hands work out and makes no page."""
    hands_out = {
        *("briefpress/press/executors.py", "briefpress/press/handing_over.py"),
        *("briefpress/model/call_stack.py", "briefpress/model/page.py"),
    }
    assert _imported("briefpress/press/workers.py") - hands_out <= set(PRESS_FILES)
