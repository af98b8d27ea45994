"""Make a thing once for all workers of a run of the tests: the first that asks makes it."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

Made = TypeVar("Made")

folder: Path | None = None
"""The folder of a run, which its workers share."""


def make_once(name: str, make: Callable[[Path], Made]) -> Made:
    """Give what *make* makes in a folder of its own, called *name*; in one of the workers alone."""
    assert folder is not None, "this is for tests"
    own, made = folder / name, folder / f"{name}.pickle"
    with FileLock(folder / f"{name}.lock"):
        if not made.exists():
            own.mkdir()
            made.write_bytes(pickle.dumps(make(own)))
    kept: Made = pickle.loads(made.read_bytes())
    return kept
