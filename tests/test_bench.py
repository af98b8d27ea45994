"""What measures the figures of README knows the house as it is."""

import ast
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from support.printed import HOUSE, add_brief, new_house

BENCHES = sorted((HOUSE / "bench").glob("*.py"))


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.stem)
def test_a_bench_finds_what_it_measures(bench: Path) -> None:
    """Whatever it takes from a room is there."""
    for node in ast.walk(ast.parse(bench.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("briefpress"):
            room = import_module(str(node.module))
            for one in node.names:
                found = hasattr(room, one.name) or import_module(f"{node.module}.{one.name}")
                assert found, f"bench/{bench.name}:{node.lineno}: {one.name}"


@pytest.mark.long
def test_the_steps_of_a_build_are_told(tmp_path: Path) -> None:
    """Each step in seconds; together they are the whole of it."""
    house = new_house(tmp_path / "house")
    add_brief(house, "one", "## A heading\n\nSome text.\n")
    command: list[str | Path] = [sys.executable, HOUSE / "bench/steps.py", house, "one", "a4"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    seconds = json.loads(done.stdout)
    assert {"read", "parse", "charts", "page", "press", "write", "open", "close"} <= seconds.keys()
    assert all(one >= 0 for one in seconds.values())
