"""Tests of bench/: the programs that measure the figures of README know the house as it is."""

import ast
import json
import runpy
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from support.printed import HOUSE, add_brief, new_house

from briefpress.model.problems import Problems
from briefpress.page.theme import read_theme

BENCHES = sorted((HOUSE / "bench").glob("*.py"))


@pytest.mark.long
@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.stem)
def test_a_bench_finds_what_it_measures(bench: Path) -> None:
    """Whatever it takes from a room is there."""
    for node in ast.walk(ast.parse(bench.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("briefpress"):
            room = import_module(str(node.module))
            for one in node.names:
                found = hasattr(room, one.name) or import_module(f"{node.module}.{one.name}")
                assert found, f"bench/{bench.name}:{node.lineno}: {one.name}"


@pytest.mark.deep
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


FIXTURE = """\
>>===== MODE =====>>
citation
<<===== MODE =====<<

>>===== RESULT =====>>
..[0] {first} <b>Tides</b>, p. 5
>>[1] Currents, (as of May)
<<===== RESULT =====<<

>>===== CITATION-ITEMS =====>>
[[{{"id": "a", "prefix": "see", "locator": "5"}}], [{{"id": "b", "suffix": ", (as of May)"}}]]
<<===== CITATION-ITEMS =====<<

>>===== CSL =====>>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>x</title>
<id>x</id></info><citation><layout><group delimiter=", "><text variable="title"/><group
delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group></group>
</layout></citation></style>
<<===== CSL =====<<

>>===== INPUT =====>>
[{{"id": "a", "type": "book", "title": "Tides"}},
{{"id": "b", "type": "book", "title": "Currents"}}]
<<===== INPUT =====<<
"""


@pytest.mark.parametrize(
    ("first", "right"), [("See", (True, True)), ("see", (False, True)), ("So", (False, False))]
)
def test_a_fixture_of_csl_is_right_but_for_its_first_letter(
    first: str, right: tuple[bool, bool]
) -> None:
    """Markup and spaces do not count; the capital of a note counts in one of two columns."""
    bench = runpy.run_path(str(HOUSE / "bench/csl_fixtures.py"))
    languages = read_theme(HOUSE, Problems()).languages
    result = bench["run_fixture"]("x_y", FIXTURE.format(first=first), languages)
    assert (result.is_right, result.is_right_but_first_letters) == right, result.made
    assert result.category == "x"
