"""Turn a Pdf into an Edition: a name, digests, a place on disk. The only writer of output/.

A file is written whole or not at all: bytes first, then a temporary file beside the final name,
flushed to the disk, then renamed. A killed build leaves the last good PDF and nothing else.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from .model import Edition, Pdf
from .problems import Place, Problems

_UNFINISHED = ".unfinished"


def write_edition(
    pdf: Pdf, output: Path, *, main_paper: bool, problems: Problems
) -> Edition | None:
    """Write *pdf* to `output/<slug>.pdf`; on another than the main paper, `<slug>.<paper>.pdf`.

    Problems: bytes that are no whole PDF, a disk that is full or may not be written.
    """
    name = f"{pdf.slug}.pdf" if main_paper else f"{pdf.slug}.{pdf.paper}.pdf"
    label = Place(f"{output.name}/{name}")
    if not (pdf.data.startswith(b"%PDF-") and pdf.data.rstrip().endswith(b"%%EOF")):
        problems.error(label, "the press gave no whole PDF", "run `python build.py doctor`")
        return None
    if not write_whole(output / name, pdf.data, label, problems):
        return None
    return Edition(pdf, f"{output.name}/{name}", sha256(pdf.data).hexdigest())


def write_whole(path: Path, data: bytes, label: Place, problems: Problems) -> bool:
    """Write *data* to *path* whole, or leave what is there; whether it was written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        problems.error(
            label,
            f"cannot be written: {(error.strerror or str(error)).lower()}",
            "close the file where it is open, and check the free space and your rights",
        )
        return False
    finally:  # after Ctrl-C as well
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return True


def sweep(output: Path) -> None:
    """Delete what a killed build left in *output*; never what a running one is writing."""
    for path in [*output.glob(f".*{_UNFINISHED}"), *output.glob(f".charts/.*{_UNFINISHED}")]:
        process = path.name.removesuffix(_UNFINISHED).rpartition(".")[2]
        if not (process.isdecimal() and _runs(int(process))):
            with suppress(OSError):
                path.unlink()


def kept_chart(output: Path, digest: str) -> bytes | None:
    """The chart that was drawn as *digest* before; None where there is none."""
    try:
        return (output / ".charts" / f"{digest}.svg").read_bytes()
    except OSError:
        return None


def keep_chart(output: Path, digest: str, svg: bytes, problems: Problems) -> None:
    """Keep a drawn chart, so that it is drawn once."""
    path = output / ".charts" / f"{digest}.svg"
    write_whole(path, svg, Place(f"{output.name}/.charts/{path.name}"), problems)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # Windows has no handle on a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
