"""Write PDFs and all other files of output/ and editions/, and read what lies there.

All that is written to output/ and editions/ is written by it, and so are the files that a new brief
or house begins with.

A file is written whole or not at all: bytes first, then a temporary file beside the final name,
flushed to the disk, then renamed. A killed build leaves the last good PDF and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from ..model.problems import Place, Problems, Stopped
from .ledger import FILE, Event, Ledger, PublishedPdf, read_ledger

if TYPE_CHECKING:
    from ..model.page import Pdf, WrittenPdf

_UNFINISHED = ".unfinished"
SITE = "output/site"


class Unfinished:
    """A file that is written beside its final name, and gets that when it is finished."""

    def __init__(self, path: Path) -> None:
        """*path*: its final name."""
        self._path = path
        self._temporary = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
        self._thread: Thread | None = None
        self._error: OSError | None = None
        self.is_finished = False

    def write(self, data: bytes, *, durable: bool) -> None:
        """Write *data*; if *durable*, wait until the disk has it. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._temporary.open("wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())

    def write_meanwhile(self, data: bytes) -> None:
        """Have a thread write *data* until the disk has it: this process can go on for 0.02 to
        0.2 s. `finish` tells an OSError.
        """

        def write() -> None:
            try:
                self.write(data, durable=True)
            except OSError as error:
                self._error = error

        self._thread = _start(write)

    def finish(self) -> None:
        """Give it its final name, once it is written. Raises OSError."""
        self._wait()
        if self._error:
            raise self._error
        self._temporary.replace(self._path)
        self.is_finished = True

    def remove(self) -> None:
        """Remove it; where it has its final name, it stays."""
        self._wait()
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)

    def _wait(self) -> None:
        if self._thread:
            self._thread.join()


@dataclass(frozen=True)
class BegunPdf:
    """A PDF that is being written: see `begin_pdf`."""

    pdf: Pdf
    label: Place
    file: Unfinished

    @property
    def is_finished(self) -> bool:
        """Whether it has its final name."""
        return self.file.is_finished

    def finish(self, problems: Problems) -> WrittenPdf | None:
        """Give it its final name; None where it cannot be written.

        `sync_folder` waits until the disk knows it by that.

        Problems: bytes that are no whole PDF, a disk that is full or may not be written.
        """
        # Imported here: a build with nothing to do need not wait 7 ms for the nouns of a page.
        from ..model.page import WrittenPdf

        if not _is_whole_pdf(self.pdf.data):
            problems.error(self.label, "the press gave no whole PDF", "run `briefpress doctor`")
            return None
        try:
            self.file.finish()
        except OSError as error:
            _tell_unwritten(self.label, error, problems)
            return None
        finally:  # after Ctrl-C as well
            self.file.remove()
        return WrittenPdf(self.pdf, self.label.file, sha256(self.pdf.data).hexdigest())


def begin_pdf(pdf: Pdf, house: Path, folder: str, *, main_paper: bool) -> BegunPdf:
    """Begin to write *pdf* into *folder* of *house*, `output` and the like; whoever does finishes
    it, or removes its file.

    It is called `<slug>.pdf`; on another than the main paper, `<slug>.<paper>.pdf`.
    """
    name = f"{pdf.slug}.pdf" if main_paper else f"{pdf.slug}.{pdf.paper}.pdf"
    label = Place(f"{folder}/{name}")
    file = Unfinished(house / folder / name)
    if _is_whole_pdf(pdf.data):
        file.write_meanwhile(pdf.data)
    return BegunPdf(pdf, label, file)


def _is_whole_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def write_pdf(
    pdf: Pdf, house: Path, folder: str, *, main_paper: bool, problems: Problems
) -> WrittenPdf | None:
    """Write *pdf* as `begin_pdf` does, and wait until the disk has it.

    Problems: those of `BegunPdf.finish`.
    """
    written = begin_pdf(pdf, house, folder, main_paper=main_paper).finish(problems)
    known = written and sync_folder(house / folder, Place(folder), problems)
    return written if known else None


def write_whole(
    path: Path, data: bytes, label: Place, problems: Problems, *, durable: bool = True
) -> bool:
    """Write *data* to *path* whole, or leave what is there; whether it was written.

    *durable*: wait until the disk has it. A file that can be made again need not wait.
    """
    file = Unfinished(path)
    try:
        file.write(data, durable=durable)
        file.finish()
    except OSError as error:
        _tell_unwritten(label, error, problems)
        return False
    finally:  # after Ctrl-C as well
        file.remove()
    return not durable or sync_folder(path.parent, label, problems)


def _tell_unwritten(label: Place, error: OSError, problems: Problems) -> None:
    problems.error(
        label,
        f"cannot be written: {(error.strerror or str(error)).lower()}",
        "close the file where it is open, and check the free space and your rights",
    )


def write_private(path: Path, data: bytes) -> None:
    """Write *data* to *path* for this account alone. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def write_files(house: Path, files: Mapping[str, bytes], problems: Problems) -> list[str]:
    """Write *files*, by their names in *house*, up to the first that cannot be; returns the names.

    Problems: those of `write_whole`.
    """
    written = []
    for name, data in files.items():
        if not write_whole(house / name, data, Place(name), problems):
            break
        written.append(name)
    return written


BEGUN = ".begun"
"""A mark in the folder of an edition that is being written."""
MADE = (
    "output", "output/.charts", "output/.notes", "output/.built", "output/.packs", "output/.proofs",
)  # fmt: skip
PUBLISHED = ("editions", "editions/*/*")


def write_cache(house: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write cache files; one that cannot be written is made once more the next time."""
    for label, data in files:
        write_whole(house / label, data, Place(label), Problems(), durable=False)


def sweep(house: Path, folders: Iterable[str] = (*MADE, *PUBLISHED)) -> None:
    """Delete what a killed command left in *house*; never what a running one is writing."""
    for path in (one for folder in folders for one in house.glob(f"{folder}/.*{_UNFINISHED}")):
        process = path.name.removesuffix(_UNFINISHED).rpartition(".")[2]
        if not (process.isdecimal() and _runs(int(process))):
            with suppress(OSError):
                path.unlink()


def read_ledger_file(house: Path, problems: Problems) -> Ledger:
    """Read the ledger of *house*, empty where nothing was published yet.

    Problems: a ledger that is gone or empty while editions/ holds editions; those of `read_ledger`.
    """
    try:
        data = read_chain(house / FILE)
    except FileNotFoundError:
        data = b""
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(FILE), f"cannot be read: {reason}", "check your rights")
        return Ledger()
    if data.strip(b"\xef\xbb\xbf\r\n \t\0"):
        return read_ledger(data, FILE, problems)
    pdfs = (house / "editions").glob("*/*/*.pdf")
    if not all((pdf.parent / BEGUN).exists() for pdf in pdfs):
        state = "is empty" if data or (house / FILE).exists() else "is gone"
        problems.error(
            Place(FILE),
            f"the ledger {state}, and editions/ holds editions",
            "bring it back, from a backup or from version control",
        )
    return Ledger()


@contextmanager
def writing_edition(house: Path, folder: str, problems: Problems) -> Iterator[None]:
    """Mark *folder* of editions/ while an edition is written into it. Raises `Stopped`.

    The files of an interrupted command are marked, and may be overwritten; those that were handed
    out are not.

    Problems: PDFs that no command left half-way, and that the ledger does not know: it is older
    than they are.
    """
    mark = house / folder / BEGUN
    if not mark.exists() and any((house / folder).glob("*.pdf")):
        problems.error(
            Place(folder),
            "this edition was published, and the ledger does not know it",
            f"bring back the newest {FILE}; it is older than editions/",
        )
        raise Stopped
    if not write_whole(mark, b"", Place(folder), problems):
        raise Stopped
    try:
        yield
    except Stopped:
        if any((house / folder).glob("*.pdf")):
            raise
        _unmark(mark)
        raise
    _unmark(mark)


def _unmark(mark: Path) -> None:
    with suppress(OSError):
        mark.unlink()
        mark.parent.rmdir()  # where nothing else is in it
        mark.parent.parent.rmdir()


def add_to_ledger(
    house: Path, ledger: Ledger, events: Sequence[Event], problems: Problems
) -> Ledger | None:
    """Write *events* below *ledger*; whoever does holds `alone_with_ledger`.

    Returns the longer ledger; None where it cannot be written.
    """
    longer = ledger.with_events(events)
    written = add_to_chain(house, FILE, ledger.lines, longer.lines, problems)
    return longer if written else None


# ---------------------------------------------------------------------------------------------
# Chains: lines are added at the end of a file, so that a long one takes no longer


def add_to_chain(
    house: Path, name: str, lines: Sequence[str], longer: Sequence[str], problems: Problems
) -> bool:
    """Make *longer* of the chain *name*, which has *lines*; whether it was written.

    A journal beside the chain says before what is added: whoever reads the chain after a kill, or
    meanwhile, sees all of the new lines or none. A file that is not as it was written, with line
    ends of Windows or none at its end, is written anew.

    Problems: a disk that is full or may not be written; the chain is as it was then.
    """
    path, place = house / name, Place(name)
    end = f"{lines[-1]}\n".encode() if lines else b""
    new = "".join(f"{line}\n" for line in longer[len(lines) :]).encode()
    try:
        size = _size_of_chain(path, end)
    except OSError:
        size = 0
    if not size:
        whole = "".join(f"{line}\n" for line in longer).encode()
        return write_whole(path, whole, place, problems)
    journal = _adding(path)
    if not write_whole(journal, b"%d\n%b" % (size, new), place, problems):
        return False
    try:
        with path.open("r+b") as file:
            file.truncate(size)  # what a killed command has begun is none of it
            file.seek(size)
            try:
                file.write(new)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "close the file where it is open, and check the free space and your rights"
        problems.error(place, f"cannot be written: {reason}", hint)
        return False
    finally:
        with suppress(OSError):
            journal.unlink()
    return True


def read_chain(path: Path) -> bytes:
    """Read the chain *path*, without lines that are being added, or that a kill left half-way.

    Raises OSError.
    """
    data = b""
    for _ in range(_TRIES):
        begun = _read_begun(path)
        data = path.read_bytes()
        data = data[: _whole_size(data, len(data), begun)]
        if not data or data.endswith(b"\n"):
            break  # else somebody has begun to add to it since its journal was looked for
    return data


_TRIES = 2


def _adding(path: Path) -> Path:
    """The journal of the chain *path*: the lines that are being added to it."""
    return path.with_name(f".{path.name}.adding")


def _read_begun(path: Path) -> tuple[int, bytes] | None:
    """Read what is being added to the chain *path*: where, and its bytes."""
    try:
        size, _, new = _adding(path).read_bytes().partition(b"\n")
    except OSError:
        return None
    return (int(size), new) if size.isdigit() else None


def _whole_size(end: bytes, size: int, begun: tuple[int, bytes] | None) -> int:
    """How much of a chain of *size* bytes is whole; *end*: its last bytes, or all of them."""
    if begun is None:
        return size
    start, new = begun
    tail = end[max(len(end) - (size - start), 0) :] if start < size else b""
    is_half = bool(tail) and len(tail) == size - start and tail != new and new.startswith(tail)
    return start if is_half else size


def _size_of_chain(path: Path, end: bytes) -> int:
    """How many bytes of the chain *path* are whole; 0 where they do not end with *end*."""
    begun = _read_begun(path)
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        length = len(end) + (len(begun[1]) if begun else 0)
        file.seek(max(size - length, 0))
        last = file.read()
    whole = _whole_size(last, size, begun)
    kept = last[: len(last) - (size - whole)]
    return whole if end and kept.endswith(end) else 0


def read_published(house: Path, published: PublishedPdf, problems: Problems) -> bytes | None:
    """Read a published PDF; None where it is not the one that was published.

    Problems: a file that is gone, outside of editions/, or other than it was.
    """
    place = Place(published.file)
    hint = "bring it back from a copy that nobody has touched"
    path = house / published.file
    if not path.resolve().is_relative_to((house / "editions").resolve()):
        problems.error(place, "the ledger names a file that lies outside of editions/", hint)
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(place, f"a published PDF cannot be read: {reason}", hint)
        return None
    if sha256(data).hexdigest() != published.sha256:
        problems.error(place, "this is not the file that was published", hint)
        return None
    return data


def check_site_folder(house: Path, problems: Problems) -> None:
    """See that the site of *house* may be written, and what else lies there deleted.

    Problems: output/site is a link; output/ is one, and what it leads to holds a folder of that
    name that was not made here.
    """
    folder = house / SITE
    behind_link = folder.resolve() != house.resolve() / SITE
    if folder.is_symlink():
        problems.error(
            Place(SITE),
            f"this is a link to {folder.resolve()}, where other things may lie: what is no part of "
            "the site is deleted",
            "delete the link, run it again, and copy the folder to where the link led",
        )
    elif behind_link and folder.is_dir():
        names = {one.name for one in folder.iterdir()}
        if names and not names >= _OF_A_SITE:
            problems.error(
                Place(SITE),
                f"{folder.resolve()} was not made here, and would be deleted",
                "move it away, or let output/ lead to another folder",
            )


_OF_A_SITE = {"feed.xml", "icon.svg", "index.html", "site.css"}


def remove_links(folder: Path, label: str, problems: Problems) -> None:
    """Delete each link below *folder* that leads to another folder: nothing is written there."""
    for root, folders, _ in os.walk(folder):
        for path in (Path(root) / name for name in folders):
            if path.is_symlink():
                _remove(path, f"{label}/{path.relative_to(folder).as_posix()}", problems)


def _remove(path: Path, label: str, problems: Problems) -> bool:
    try:
        path.unlink()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "delete it by hand: it is no part of the site"
        problems.error(Place(label), f"cannot be deleted: {reason}", hint)
        return False
    return True


def remove_others(folder: Path, label: str, keep: Collection[str], problems: Problems) -> int:
    """Delete each file below *folder* whose path is not one to *keep*, and each folder left empty.

    Whoever does is alone with the folder. Returns how many files went.
    """
    gone = 0
    for root, _, files in os.walk(folder, topdown=False):
        below = Path(root).relative_to(folder)
        for name in files:
            path = (below / name).as_posix()
            if path not in keep and _remove(Path(root) / name, f"{label}/{path}", problems):
                gone += 1
        if root != str(folder):
            with suppress(OSError):  # there are files in it
                Path(root).rmdir()
    return gone


def read_cached_chart(output: Path, digest: str) -> bytes | None:
    """The chart that was drawn as *digest* before; None where there is none."""
    try:
        return (output / ".charts" / f"{digest}.svg").read_bytes()
    except OSError:
        return None


def cache_chart(output: Path, digest: str, svg: bytes, problems: Problems) -> None:
    """Keep a drawn chart, so that it is drawn once."""
    path = output / ".charts" / f"{digest}.svg"
    label = Place(f"{output.name}/.charts/{path.name}")
    write_whole(path, svg, label, problems, durable=False)


def sync_folder(folder: Path, label: Place, problems: Problems) -> bool:
    """Wait until the disk knows the files of *folder* by their names; whether it does."""
    if os.name != "posix":  # Windows has no handle on a folder
        return True
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        _tell_unwritten(label, error, problems)
        return False
    return True


class FolderSync:
    """Has a thread wait until the disk knows the files of a folder by their names."""

    def __init__(self, folder: Path, label: Place) -> None:
        """Start it."""
        self._problems = Problems()
        self._thread = _start(lambda: sync_folder(folder, label, self._problems))

    def finish(self, problems: Problems) -> None:
        """Wait for it. Problems: a disk that cannot do it."""
        if self._thread:
            self._thread.join()
        problems.extend(self._problems)


def _start(work: Callable[[], object]) -> Thread | None:
    """Have a thread do *work*; where there is no room for one, do it: None."""
    thread = Thread(target=work)
    try:
        thread.start()
    except RuntimeError:
        work()
        return None
    return thread


def _runs(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OSError):
        return True
    return True
