"""Patterns that are kept from one process to the next: the same ones, compiled once."""

import marshal
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.houses import ROOT

from briefpress.model.kept_patterns import (
    compile_pattern,
    make_pattern,
    read_patterns,
    write_patterns,
)

PATTERNS = [
    (r"(?P<day>\d{1,2})[ -](?P<month>[A-Z]\w+)(?:\s(\d{4}))?", 0),
    (r"(?<![\w.])(?:agenda item|[\u3400-\u9fff\U00020000-\U0003ffff]+|é)\b", re.IGNORECASE),
    (r"(?x) ^ (?i:note) s? [.:]  # a head", re.MULTILINE),
]
TEXT = "Note: 12 May 2026, AGENDA ITEM 4, 第二页 É.\nnotes. 3-June"


def _found(pattern: re.Pattern[str]) -> list[object]:
    groups = [(one.span(), one.groups(), one.groupdict()) for one in pattern.finditer(TEXT)]
    return [pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex), *groups]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_kept_pattern_finds_the_same(tmp_path: Path, pattern: str, flags: int) -> None:
    """It is the one that Python compiles, by all that it says of itself and finds."""
    file = tmp_path / "kept.patterns"
    write_patterns(file, [(pattern, int(flags))])
    made = make_pattern(pattern, read_patterns(file)[pattern, int(flags)])
    assert _found(made) == _found(re.compile(pattern, flags))
    assert len(_found(made)) > 4
    assert [*tmp_path.iterdir()] == [file]


def test_a_damaged_file_is_ignored(tmp_path: Path) -> None:
    """Half a file, one of another Python, and a code that is none."""
    file = tmp_path / "kept.patterns"
    write_patterns(file, [("a+", 0)])
    whole = file.read_bytes()
    for data in (whole[: len(whole) // 2], marshal.dumps(("3.0", {})), marshal.dumps(7), b""):
        file.write_bytes(data)
        assert read_patterns(file) == {}
    assert read_patterns(tmp_path / "none") == {}
    flags, code, *groups = compile_pattern("a+", 0)
    with pytest.raises(RuntimeError):
        make_pattern("a+", (flags, code[:-4], *groups))  # type: ignore[arg-type]


def test_where_nothing_may_be_written_nothing_is(tmp_path: Path) -> None:
    """In a folder that is not there no pattern is compiled for it."""
    write_patterns(tmp_path / "no/kept.patterns", iter(lambda: pytest.fail("compiled"), None))
    assert [*tmp_path.iterdir()] == []


COUNT = """
import re
from briefpress.model import kept_patterns
kept_patterns.FEW = 2
write = {keep}
made = []
code = re._compiler._code
re._compiler._code = lambda *args: made.append(args) or code(*args)
for n in range(5):
    assert re.compile(f"(?P<a>x{{n}})+").match(f"x{{n}}" * 2)["a"]
print(len(made))
write()
"""

FORGET = """
import re
from briefpress.model.kept_patterns import forget_no_pattern
{first}
made = []
compile = re._compiler.compile
re._compiler.compile = lambda *args: made.append(args) or compile(*args)
for _ in range(2):
    for n in range(1200):
        assert re.match(f"x{n}", f"x{n}")
print(len(made))
"""


def _count(keep: str, folder: Path, **more: str) -> int:
    """How many patterns a process compiles, whose compiled modules lie in *folder*."""
    kept_out = ("PYTHONDONTWRITEBYTECODE",)
    environment = {key: one for key, one in os.environ.items() if key not in kept_out}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-c", COUNT.format(keep=keep)]
    return int(subprocess.check_output(command, env=environment, text=True))


@pytest.mark.long
def test_without_the_patch_each_process_compiles_them(tmp_path: Path) -> None:
    """With it the second one compiles none; where Python may write no modules, none are kept."""
    keep = "kept_patterns.keep_patterns()"
    assert [_count("int", tmp_path), _count("int", tmp_path)] == [5, 5]
    assert _count(keep, tmp_path, PYTHONDONTWRITEBYTECODE="1") == 5
    assert [_count(keep, tmp_path), _count(keep, tmp_path)] == [5, 0]


@pytest.mark.parametrize(("first", "compiled"), [("", 2400), ("forget_no_pattern()", 1200)])
def test_without_the_patch_a_process_forgets_patterns(first: str, compiled: int) -> None:
    """With it the second time compiles none of as many as two briefs take."""
    code = FORGET.replace("{first}", first)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    output = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)
    assert int(output) == compiled
