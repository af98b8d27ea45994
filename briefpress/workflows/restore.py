"""Bring content back out of a PDF: a PDF ─► what it carries ─► content/."""

from __future__ import annotations

import re
from pathlib import Path

from ..content.embedded import BYTES, open_archive
from ..content.sources import FACTS
from ..editions.files import write_whole
from ..model.brief import Sources, TextFile
from ..model.problems import Place, Problems
from ..model.text import as_text, one_line_end
from ..press.executors import Executor, give, result
from ..press.workers import Workers


def restore(pdf: Path, folder: Path, problems: Problems, *, force: bool = False) -> list[str]:
    """Write the content that *pdf* carries into *folder*; returns the files that were written.

    All of them or none: where one is there and differs, *force* replaces it. A YAML file that
    differs in what no PDF carries alone, comments, notes and approvals, stays as it is.

    Problems: those of `read_pdf`; what is in the way; a warning where *force* has replaced an
    institute.yaml that said who has to approve.
    """
    with Workers(1) as workers:
        sources = read_pdf(pdf, workers, problems)
    if sources is None:
        return []
    labels = {name: f"{folder}/{name}" for name in sources.content}
    kept = {name for name, data in sources.content.items() if _is_there(folder / name, data)}
    asked = INSTITUTE in sources.content and _asks_for_approvals(folder / INSTITUTE)
    for name, data in sources.content.items():
        if name in kept:
            continue
        if name == FACTS:
            fault = _other_facts(folder / name, data)
        else:
            fault = _in_the_way(folder / name, folder, data, force)
        if fault:
            problems.error(Place(labels[name]), *fault)
    if problems.errors:
        return []
    written = [
        labels[name]
        for name, data in sources.content.items()
        if name not in kept
        and not (name == FACTS and (folder / name).exists())
        and write_whole(folder / name, data, Place(labels[name]), problems)
    ]
    if asked and labels[INSTITUTE] in written:
        problems.warning(
            Place(labels[INSTITUTE]),
            "it said who has to approve a brief, and no PDF carries that",
            "write `approvals:` into it again",
        )
    return written


INSTITUTE = "institute.yaml"
_CHOOSE = "choose a PDF that briefpress has printed"


def _is_there(path: Path, data: bytes) -> bool:
    """Whether the YAML file *path* is *data* already, but for what no PDF carries."""
    if path.suffix != ".yaml" or path.is_symlink():
        return False
    try:
        here = path.read_bytes()
        if here == data:
            return False  # written over, as any file that is the same
        file = TextFile(path.name, as_text(here), here)
    except (OSError, UnicodeDecodeError):
        return False
    from ..content.yaml_edits import strip_private

    stripped = strip_private(file, Problems())
    return bool(stripped) and one_line_end(path.name, stripped) == one_line_end(path.name, data)


def _asks_for_approvals(path: Path) -> bool:
    try:
        return re.search(rb"^approvals\s*:", path.read_bytes(), re.MULTILINE) is not None
    except OSError:
        return False


def _other_facts(path: Path, data: bytes) -> tuple[str, str] | None:
    """Say why the facts *data* cannot be written; None where the house has them already, or none.

    They are never written over others, which other briefs print.
    """
    from ..content.house_facts import holds_facts  # YAML, which most PDFs need not be read with

    try:
        if not path.exists() or holds_facts(path.read_bytes(), data):
            return None
    except OSError:
        pass
    return "it is there, and its facts differ from what the PDF carries", "choose another folder"


def _in_the_way(path: Path, folder: Path, data: bytes, force: bool) -> tuple[str, str] | None:
    """Say why *data* cannot be written to *path* inside *folder*, and what to do; None where it
    can."""
    other = "choose another folder"
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return "a link that leads out of the folder", other
        if force or not path.exists():
            return None
        if one_line_end(path.name, path.read_bytes()) == one_line_end(path.name, data):
            return None
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
        return "something is there that cannot be read", other
    return "it is there, and differs from what the PDF carries", f"{other}, or say --force"


def read_pdf(pdf: Path, executor: Executor, problems: Problems) -> Sources | None:
    """Read the content that the file *pdf* carries, in a worker: anybody may have made it."""
    place = Place(str(pdf))
    try:
        if pdf.stat().st_size > BYTES or not pdf.is_file():
            problems.error(place, f"this is no file, or more than {BYTES // 1024**2} MB", _CHOOSE)
            return None
        data = pdf.read_bytes()
    except OSError as error:
        problems.error(place, f"cannot be read: {(error.strerror or str(error)).lower()}", _CHOOSE)
        return None
    return open_pdf(data, place, executor, problems)


def open_pdf(data: bytes, place: Place, executor: Executor, problems: Problems) -> Sources | None:
    """Read the content that the PDF *data* carries, in a worker; *place* is what it is called."""
    lost = Problems()
    opened = result(executor, give(executor, _open_archive, data, place), place, lost)
    if opened is None:
        for problem in lost:
            problems.error(problem.place, problem.message, _CHOOSE)
        return None
    sources, faults = opened
    problems.extend(faults)
    return sources if isinstance(sources, Sources) else None


def _open_archive(data: bytes, label: Place) -> tuple[Sources | None, Problems]:
    problems = Problems()
    return open_archive(data, label, problems), problems
