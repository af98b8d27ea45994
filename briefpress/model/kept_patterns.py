"""Keep compiled regular expressions: in this process, and for the next one.

A command compiles 950 of them, a fifth of its processor time. Between processes
they lie beside the compiled modules, for one version of Python, and are written where that may
write its own: once, and again when many are new.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from .patches import is_known

FEW = 200
"""As many may be compiled anew before all are written again: most are of one brief alone."""
MOST = 2000
"""How many are kept, in a file and in a process."""

Key = tuple[str, int]
"""A pattern, and its flags."""
Compiled = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, code and groups, as Python gives them to its engine: of the groups how many there are,
their numbers by name, and their names by number.
"""


def keep_patterns() -> Callable[[], None]:
    """Have each pattern that this process compiles taken from those that are kept.

    Gives a step for its end: those that were not are written, where they are many.
    """
    if not is_known("python"):
        return lambda: None
    compiler: Any = vars(re)["_compiler"]
    forget_no_pattern()
    file = find_file()
    kept, used = read_patterns(file), dict[Key, None]()
    compile_anew = compiler.compile

    def compile_once(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        if isinstance(pattern, str):
            key = pattern, int(flags)
            used[key] = None
            if key in kept:
                with suppress(RuntimeError):  # a damaged code
                    return make_pattern(pattern, kept[key])
        compiled: re.Pattern[Any] = compile_anew(pattern, flags)
        return compiled

    def write() -> None:
        if sum(key not in kept for key in used) > FEW and not sys.dont_write_bytecode:
            with suppress(KeyboardInterrupt):  # all that was asked for is done
                write_patterns(file, [*dict.fromkeys([*used, *kept])][:MOST])

    compiler.compile = compile_once
    return write


def forget_no_pattern() -> None:
    """Have this process remember all patterns that it compiles, up to `MOST`.

    Python remembers 512. A brief takes more than twice as many, and those that were forgotten were
    compiled again for each: 190 in the second command of a house, a tenth of its own CPU or more.
    """
    if is_known("python"):
        library: Any = re
        library._MAXCACHE = MOST


def find_file() -> Path:
    """Give where the patterns lie: among the compiled modules of this package."""
    return Path(cache_from_source(__file__)).with_suffix(".patterns")


def compile_pattern(pattern: str, flags: int) -> Compiled:
    """Compile *pattern* as Python does, up to what its engine is given."""
    compiler: Any = vars(re)["_compiler"]
    tree = compiler._parser.parse(pattern, flags)
    code = compiler._code(tree, flags)
    numbers = {**tree.state.groupdict}
    names: list[str | None] = [None] * tree.state.groups
    for name, number in numbers.items():
        names[number] = name
    everything = int(flags | tree.state.flags)
    return everything, array("I", code).tobytes(), tree.state.groups - 1, numbers, tuple(names)


def make_pattern(pattern: str, compiled: Compiled) -> re.Pattern[str]:
    """Make a pattern of what was *compiled* of it. Raises `RuntimeError` where that is damaged."""
    flags, data, *groups = compiled
    code = array("I")
    code.frombytes(data)
    engine: Any = vars(re)["_compiler"]._sre
    made: re.Pattern[str] = engine.compile(pattern, flags, code.tolist(), *groups)
    return made


def read_patterns(file: Path) -> Mapping[Key, Compiled]:
    """Read those that are kept in *file*; none where another Python has written it, or half."""
    with suppress(OSError, EOFError, ValueError, TypeError):
        version, kept = marshal.loads(file.read_bytes())  # noqa: S302 - as modules are read there
        if version == sys.version and isinstance(kept, dict):
            return kept
    return {}


def write_patterns(file: Path, keys: Iterable[Key]) -> None:
    """Write the patterns *keys* into *file*; where that may not be, nothing is compiled."""
    new = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        try:
            with new.open("wb") as target:
                kept = {key: compile_pattern(*key) for key in keys}
                target.write(marshal.dumps((sys.version, kept)))
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
