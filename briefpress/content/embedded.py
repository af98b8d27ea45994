"""Turn a PDF back into Sources: the content that its press has put into it.

Anybody may have made the PDF, so names, numbers and sizes are checked before a byte is taken, texts
are read as those of content/ are, and nothing is written here. Callers do this in a worker, whose
time and memory are limited, for a stream may unpack without end.
"""

from __future__ import annotations

import sys
from hashlib import md5
from typing import Any

from ..model.brief import Sources
from ..model.house import FIELDS, BriefFiles, choose_files, named_language, other_languages
from ..model.problems import Place, Problems
from ..model.text import fold_name, is_file_name
from .sources import BYTES_OF_FILE, BYTES_OF_TEXT, FILES, find_house_files, make_sources

BYTES = 256 * 1024 * 1024
"""Size of a PDF, and of all that it carries."""

_SEPARATOR = {"darwin": ":", "win32": "\\"}.get(sys.platform, "/")
"""The sign that PDFium puts for the `/` in a name."""


def open_archive(data: bytes, label: Place, problems: Problems) -> Sources | None:
    """Read the content that a PDF, *data*, carries; *label* is what its reader calls it.

    Gives `Sources` as they were read from content/, without YAML's comments and `notes:`, or None
    where there is an error.

    Problems: what is no PDF or is locked; a PDF that carries no content, or half of it; a name
    that leads elsewhere; files that are too many, too large or not as they were attached; texts
    that are no UTF-8 or hide characters. A file that somebody else has attached is a warning.
    """
    before = problems.errors
    files = _detach(data, label, problems)
    if problems.errors > before:
        return None
    content = _sort_out(files, label, problems)
    if content is None:
        return None
    where, folder, institute, house = content
    slug = f"{where.folder}.{where.tag}" if where.tag else where.folder
    sources = make_sources(str(label), slug, where, folder, institute, problems, house)
    return sources if problems.errors == before else None


def _detach(data: bytes, label: Place, problems: Problems) -> dict[str, bytes]:
    """Take the attached files out of a PDF, by the name that it gives them."""
    import pypdfium2

    if len(data) > BYTES:
        problems.error(label, f"more than {BYTES // 1024**2} MB", _ASK)
        return {}
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            problems.error(label, "the PDF is locked with a password", "save it without one")
        else:
            problems.error(label, "this is not a whole PDF", _ASK)
        return {}
    try:
        return _detach_all(pdf, label, problems)
    except (pypdfium2.PdfiumError, UnicodeDecodeError):  # a name, or a file, that is broken
        problems.error(label, "this is not a whole PDF", _ASK)
        return {}
    finally:
        pdf.close()


def _detach_all(pdf: Any, label: Place, problems: Problems) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    number = pdf.count_attachments()
    if number > FILES + 4:
        problems.error(label, f"more than {FILES} files are attached", _ASK)
        return {}
    size = 0
    for index in range(number):
        attached = pdf.get_attachment(index)
        name = attached.get_name().replace(_SEPARATOR, "/")
        if name in files:
            problems.error(label, f"`{_shown(name)}` is attached twice", _ASK)
        length = _length(attached)
        limit = BYTES_OF_TEXT if name.endswith((".csv", ".md", ".yaml")) else BYTES_OF_FILE
        size += length
        if length > limit or size > BYTES:
            problems.error(label, f"`{_shown(name)}` is larger than briefpress attaches", _ASK)
            break
        files[name] = bytes(attached.get_data()) if length else b""
        if not length or not _is_as_attached(attached, files[name]):
            problems.error(label, f"`{_shown(name)}` is not as it was attached", _ASK)
    return files


_ASK = "ask for the PDF as briefpress printed it"


def _length(attached: Any) -> int:
    """How long an attached file is, unpacked; nought where it cannot be unpacked."""
    import ctypes

    import pypdfium2.raw

    length = ctypes.c_ulong()
    pypdfium2.raw.FPDFAttachment_GetFile(attached, None, 0, length)
    return length.value


def _is_as_attached(attached: Any, data: bytes) -> bool:
    """Whether the digest in the PDF, if there is one, is that of *data*."""
    if not attached.has_key("CheckSum"):
        return True
    digest = md5(data, usedforsecurity=False).hexdigest()
    return digest in attached.get_str_value("CheckSum").lower()


def _sort_out(
    files: dict[str, bytes], label: Place, problems: Problems
) -> tuple[BriefFiles, dict[str, bytes], bytes, dict[str, bytes]] | None:
    """Tell the files of a brief by their names: which hold it, its folder, institute.yaml, and
    what that names.
    """
    before = problems.errors
    folders: dict[str, dict[str, bytes]] = {}
    taken: set[str] = set()
    for path, data in files.items():
        slug, _, name = path.rpartition("/")
        if not (is_file_name(name) and (is_file_name(slug) or path == name)):
            problems.error(label, f"`{_shown(path)}` is attached, which is no file name", _ASK)
        elif fold_name(path) in taken:
            problems.error(label, f"`{path}` is attached twice, capitals aside", _ASK)
        taken.add(fold_name(path))
        folders.setdefault(slug, {})[name] = data
    briefs = [slug for slug, folder in folders.items() if slug and "brief.yaml" in folder]
    institute = folders.get("", {}).pop("institute.yaml", None)
    if problems.errors > before:
        return None
    if not briefs:
        problems.error(
            label,
            "this PDF carries no content",
            "briefpress attaches it unless brief.yaml says `embed_content: false`",
        )
        return None
    brief = folders.pop(briefs[0])

    def language() -> str:
        return named_language(brief[FIELDS], institute)

    tag = next(iter(other_languages(brief, language)), "")
    where = choose_files(briefs[0], tag, brief, language)
    if len(briefs) > 1 or institute is None or where.prose not in brief or where.others:
        problems.error(label, "this PDF does not carry one whole brief", _ASK)
        return None
    beside = folders.get("", {})
    house = {name: beside.pop(name) for name in find_house_files(institute, beside)}
    for slug, folder in folders.items():
        for name in folder:
            path = f"{slug}/{name}".removeprefix("/")
            problems.warning(
                label, f"`{path}` is attached and no part of the brief", "save it with a PDF reader"
            )
    return where, brief, institute, house


def _shown(name: str) -> str:
    """A name from the PDF without the characters that would control a terminal."""
    return "".join(c if c.isprintable() else "?" for c in name[:60])
