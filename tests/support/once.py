"""Make a thing once for all workers of a run of the tests: the first that asks makes it."""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pikepdf
from filelock import FileLock

from briefpress.distribute.site_pages import Cover, draw_cover
from briefpress.model.page import Chart, Html, Pdf, Refusal
from briefpress.page.charts import draw_chart
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
    with FileLock(folder / f"{name}.lock"), _shared():
        if not made.exists():
            own.mkdir()
            made.write_bytes(pickle.dumps(make(own)))
    kept: Made = pickle.loads(made.read_bytes())
    return kept


@contextmanager
def _shared() -> Iterator[None]:
    """Let what is made for all tests be made of pages that others have printed, and for them."""
    global prints_anew
    before, prints_anew = prints_anew, False
    try:
        yield
    finally:
        prints_anew = before


class PrintsOnce(InProcess):
    """Does the work in this process, and neither prints a page nor draws a chart twice in a run.

    A page is closed, and so is a chart: what is made of it depends on nothing else. Of what tests
    print, one page in three is one that another test has printed.
    """

    def submit(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Future[Any]:
        """Do the task now."""
        if folder is not None and not prints_anew:
            if function is print_page:
                function = _print_once
            elif function is draw_chart:
                function = _draw_once
            elif function is draw_cover:
                function = _draw_cover_once
        return super().submit(function, *args, **values)


def _print_once(html: Html, has_spare_core: bool = False) -> Pdf:
    """Print *html*, or read what was printed of the same page in this run."""
    carried = sorted(html.attachments.items())  # of which the digest leaves out how lines end
    page = (html.slug, html.paper, html.is_read, html.digest, carried)
    return _keep(page, lambda: print_page(html, has_spare_core))


def _draw_once(chart: Chart, font_folders: Sequence[str]) -> bytes | tuple[Refusal, ...]:
    """Draw *chart*, or read what was drawn of it in this run."""
    return _keep((chart.digest, [*font_folders]), lambda: draw_chart(chart, font_folders))


def _draw_cover_once(data: bytes, ground: str = "") -> Cover | None:
    """Draw the cover of the PDF *data*, or read what was drawn of one like it in this run."""
    return _keep((_look(data), ground), lambda: draw_cover(data, ground))


def _look(data: bytes) -> object:
    """Give what the cover of *data* depends on: of an empty page that is its size, and topics."""
    with suppress(pikepdf.PdfError), pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
        page = pdf.pages[0]
        if not page.obj.get("/Annots") and not page.Contents.read_bytes():
            return [*map(float, page.mediabox)], str(pdf.docinfo.get("/Keywords"))
    return sha256(data).hexdigest()


def _keep(key: object, make: Callable[[], Made]) -> Made:
    """Read what was made of *key*, or make it, and keep it for all workers."""
    assert folder is not None
    file = folder / "kept" / sha256(repr(key).encode()).hexdigest()
    try:
        kept: Made = pickle.loads(file.read_bytes())
        return kept
    except OSError:
        made = make()
    file.parent.mkdir(exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(pickle.dumps(made))
    unfinished.replace(file)
    return made
