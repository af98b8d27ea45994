"""Files that are saved → which briefs they touch."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath

from ..model.house import THEME_FOLDERS, brand_files
from ..press.executors import uninterrupted

WATCHED = ("content", *THEME_FOLDERS, "editions")
"""The folders of the house; defaults that come with briefpress change with it, and are not watched.
"""
_QUIET = 10
"""Milliseconds of quiet after which a save is over: an editor's last event comes within 5."""
_LONGEST = 100
"""Milliseconds after which whatever was saved is told, though more is coming."""
_LEFT_BY_EDITORS = re.compile(
    r"[.~#]"  # hidden files, Word's and Emacs's locks, Emacs's autosaves
    r"|.*(?:~|\.sw[a-z]|\.tmp|\.bak|\.part|\.crdownload|___jb_(?:tmp|old)___)$"
    r"|4913$"  # Vim tries with this name whether it may write
    r"|__pycache__$"
)


def can_change_a_page(path: PurePath) -> bool:
    """Whether *path*, from the house, can be part of a page: editors leave much that is not."""
    return not any(_LEFT_BY_EDITORS.match(part) for part in path.parts)


def touched(paths: Iterable[PurePath], slugs: Sequence[str]) -> list[str]:
    """Which of the briefs *slugs* have to be built again, now that *paths* were saved."""
    folders = set()
    for path in paths:
        if (
            len(path.parts) < 2
            or path.parts[0] != "content"
            or (len(path.parts) == 2 and path.parts[1] not in slugs)
        ):
            return [*slugs]
        folders.add(path.parts[1])
    # `dprk.fr` lies in the folder `dprk`.
    return [slug for slug in slugs if slug in folders or slug.rpartition(".")[0] in folders]


def _watch(house: Path, stop: threading.Event, tell: Callable[[set[PurePath]], None]) -> None:
    """Call *tell* with what was saved, named from the house, until *stop*."""
    from watchfiles import watch

    polling: bool | None = None
    while not stop.is_set():
        roots = _roots(house)
        changes = watch(
            *roots,
            watch_filter=None,
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=1000,
            yield_on_timeout=True,
            stop_event=stop,
            force_polling=polling,
            poll_delay_ms=200,
        )
        try:
            for change in changes:
                paths = {_from_house(Path(path), roots) for _, path in change}
                if paths := {path for path in paths if can_change_a_page(path)}:
                    tell(paths)
                if _roots(house) != roots:  # a whole folder came, went or was replaced
                    tell({PurePosixPath(name) for name in WATCHED})
                    break
        except OSError:  # no more files can be watched: look at them again and again instead
            if polling:
                stop.wait(1)
            polling = True


def _roots(house: Path) -> dict[Path, tuple[int, int]]:
    """The folders to be watched, and which ones they are; and the files of a brand outside them."""
    folders_by_path = {}
    for name in (*WATCHED, *(name for name in brand_files(house) if "/" not in name)):
        try:
            status = (house / name).stat()
        except OSError:
            continue
        folders_by_path[house / name] = (status.st_dev, status.st_ino)
    return folders_by_path


def _from_house(path: Path, roots: Iterable[Path]) -> PurePath:
    for root in roots:
        for base in (root, root.resolve()):  # macOS tells where a link leads
            if path.is_relative_to(base):
                return PurePosixPath(root.name, *path.relative_to(base).parts)
    return PurePosixPath()


@contextmanager
def watching(house: Path, tell: Callable[[set[PurePath]], None]) -> Iterator[None]:
    """Call *tell* with what is saved in *house*, in a thread of its own."""
    stop = threading.Event()
    thread = threading.Thread(target=_watch, args=(house, stop, tell), daemon=True)
    with uninterrupted():
        import watchfiles  # noqa: F401 - a library in Rust would ignore Ctrl-C

        thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(1)
