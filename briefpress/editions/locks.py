"""Let one command at a time publish, or make the site: locks in output/."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model.problems import Place, Problems, Stopped
from .files import SITE
from .ledger import FILE


@contextmanager
def alone_with_ledger(house: Path, problems: Problems) -> Iterator[None]:
    """Let no other command publish or withdraw meanwhile. Raises `Stopped` where one still does.

    Problems: another command that holds it for a minute, a folder that may not be written.
    """
    with _alone(house, "output/.ledger.lock", Place(FILE), "is publishing", problems):
        yield


@contextmanager
def alone_with_site(house: Path, problems: Problems) -> Iterator[None]:
    """Let no other command make the site meanwhile. Raises `Stopped` where one still does.

    Problems: another command that holds it for a minute, a folder that may not be written.
    """
    with _alone(house, "output/.site.lock", Place(SITE), "is making the site", problems):
        yield


@contextmanager
def _alone(
    house: Path, lock_file: str, place: Place, doing: str, problems: Problems
) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(house / lock_file, timeout=60)
    try:
        (house / "output").mkdir(exist_ok=True)
        lock.acquire()
    except Timeout:
        problems.error(place, f"another command {doing}", "wait until it has finished")
        raise Stopped from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(lock_file), f"cannot be written: {reason}", "check your rights")
        raise Stopped from None
    try:
        yield
    finally:
        lock.release()
