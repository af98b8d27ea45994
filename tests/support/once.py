"""Make a thing once for all workers of a run of the tests: the first that asks makes it."""

import os
import pickle
from collections.abc import Callable
from concurrent.futures import Future
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock

from briefpress.model.page import Html, Pdf
from briefpress.press.executors import InProcess
from briefpress.press.workers import print_page

Made = TypeVar("Made")

folder: Path | None = None
"""The folder of a run, which its workers share."""
prints_anew = False
"""Whether the test that runs promises something of the press: what it prints is printed then."""


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


class PrintsOnce(InProcess):
    """Does the work in this process, and prints no page that was printed in this run.

    A page is closed: what is printed of it depends on nothing else. Of what tests try, one page in
    three is one that another test has printed.
    """

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Future[Any]:
        """Do the task now."""
        is_known = function is print_page and folder is not None and not prints_anew
        return super().submit(_print_once if is_known else function, *args, **values)


def _print_once(html: Html, has_spare_core: bool = False) -> Pdf:
    """Print *html*, or read what was printed of the same page in this run."""
    assert folder is not None
    carried = sorted(html.attachments.items())  # of which the digest leaves out how lines end
    page = (html.slug, html.paper, html.is_read, html.digest, carried)
    file = folder / "prints" / sha256(pickle.dumps(page)).hexdigest()
    try:
        kept: Pdf = pickle.loads(file.read_bytes())
        return kept
    except OSError:
        pdf = print_page(html, has_spare_core)
    file.parent.mkdir(exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(pickle.dumps(pdf))
    unfinished.replace(file)
    return pdf
