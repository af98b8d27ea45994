"""Look at the files that pages are made of: by size and time, and by a hash where these are new.

Paths are joined as text: 6,000 of them, of a thousand briefs, would take 30 ms otherwise.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from ..model.house import brand_files, default_folder, theme_files
from .hashed_json import FileState

RACE = 2_000_000_000
"""Nanoseconds: a file that was saved this shortly before it was read may have been saved again
within the same tick of its clock, so its hash is asked the next time."""
Hashes = dict[str, str]
"""A hash of each of several things, by their names."""
Listed = tuple[str, str, int, int]
"""A file: its name, where it is, its size in bytes and its time in nanoseconds."""
HOUSE_FILES = ("institute.yaml", "facts.yaml", "boundaries.yaml")
"""The files of content/ that all briefs share, by the names that they always have."""


def list_folder(folder: str) -> dict[str, tuple[int, int]]:
    """Size and time of each file in *folder*."""
    stats = {}
    try:
        with os.scandir(folder) as entries:
            for one in entries:
                if one.name[0] in ".~" or not one.is_file():
                    continue
                stat = one.stat()
                stats[one.name] = stat.st_size, stat.st_mtime_ns
    except OSError:
        pass
    return stats


def _is_named(house: Path, name: str) -> bool:
    """Whether a file beside institute.yaml is one that it names, or boundaries.yaml, or a drawing
    there does: a logo and its parts, shapes.
    """
    content = house / "content"
    files = [content / one for one in HOUSE_FILES] + [*content.glob("*.svg")]
    return any(name.encode() in read_if_there(file) for file in files if file.name != name)


def read_if_there(file: Path) -> bytes:
    """The bytes of *file*; none where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def is_house_data(name: str) -> bool:
    """Whether *name*, of a file that briefs share, is one that only facts of the house name."""
    return "/" not in name and name.endswith((".csv", ".xlsx", ".ods"))


_NO_PAGE = ("templates/init/", "templates/new/", "templates/site/", "styles/site.css")
"""Files that no brief is printed with."""


def shared_files(house: Path) -> Iterator[Listed]:
    """The files that all briefs share."""
    content = f"{house}/content"
    for file, (size, when) in sorted(list_folder(content).items()):
        if file in HOUSE_FILES or is_house_data(file) or _is_named(house, file):
            yield file, f"{content}/{file}", size, when
    for name, path, size, when in _theme(house):
        is_content = name.rpartition("/")[0] == "content"  # told above
        if not is_content and not name.startswith(_NO_PAGE):
            yield name, path, size, when


def _theme(house: Path) -> Iterator[Listed]:
    """The files of the engine, of the look of the house and of its brand, in this order."""
    engine = Path(__file__).parents[1]
    for root, folders, _ in os.walk(engine):
        # In a wheel the defaults lie in it: they are among the files of the theme below.
        folders[:] = sorted(one for one in folders if one not in ("__pycache__", "defaults"))
        below = Path(root).relative_to(engine).as_posix()
        for file, (size, when) in sorted(list_folder(root).items()):
            yield f"briefpress/{below}/{file}".replace("/./", "/"), f"{root}/{file}", size, when
    for name, path in {**theme_files(house), **brand_files(house)}.items():
        try:
            stat = path.stat()
        except OSError:
            continue  # a link that leads nowhere: whoever reads it says so
        yield name, str(path), stat.st_size, stat.st_mtime_ns


def look_at_theme(house: Path, known: Mapping[str, FileState]) -> dict[str, FileState]:
    """The state of each file that pages are made with, whatever they say: the engine, the look of
    the house, its brand, institute.yaml. *known*: the states that are remembered.
    """
    institute = house / "content/institute.yaml"
    files = [*_theme(house)]
    with suppress(OSError):
        stat = institute.stat()
        files.append(("institute.yaml", str(institute), stat.st_size, stat.st_mtime_ns))
    return dict(look_at(files, known, time.time_ns()))


DEFAULT = "default "
"""Before the hash of a file of templates/ or styles/ that came with briefpress."""


def find_defaults(house: Path, shared: Iterable[Listed]) -> set[str]:
    """The names of the *shared* files that came with briefpress; none in the folder of these, where
    whoever changes a style wants to read its name.
    """
    folder = default_folder()
    if house.resolve() == folder.resolve():
        return set()
    return {name for name, path, *_ in shared if path == f"{folder}/{name}"}


def is_of_engine(name: str, old: Hashes, new: Hashes) -> bool:
    """Whether what changed is briefpress itself: a module, or a file that came with it."""
    hashes = [one[name] for one in (old, new) if name in one]
    return name.startswith("briefpress/") or all(one.startswith(DEFAULT) for one in hashes)


def look_at(
    files: Iterable[Listed], known: Mapping[str, FileState], now: int
) -> Iterator[tuple[str, FileState]]:
    """The state of each of *files*, with its hash as *known* where size and time are the same."""
    for name, path, size, when in files:
        before = known.get(name)
        if isinstance(before, dict) and before["size"] == size and before["time"] == when:
            yield name, before
            continue
        try:
            digest = sha256(Path(path).read_bytes()).hexdigest()
        except OSError:
            digest = ""
        yield name, {"size": size, "time": when if when < now - RACE else 0, "sha256": digest}


def find_changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names whose hash is another one, and how."""
    gone = [(name, "is gone") for name in old if name not in new]
    changed = [
        (name, "changed" if name in old else "is new")
        for name in new
        if name not in old or old[name].removeprefix(DEFAULT) != new[name].removeprefix(DEFAULT)
    ]
    return sorted(changed) + sorted(gone)


def digest_of(hashes: Mapping[str, str]) -> str:
    """Digest of *hashes*: a default that a house took over as it is changes nothing."""
    plain = {name: one.removeprefix(DEFAULT) for name, one in hashes.items()}
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
