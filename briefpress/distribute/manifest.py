"""Turn what lies in output/ and editions/ into output/manifest.json: every file, and what it is.

A mailing or web system takes over from here: it need not know how briefpress names its files. The
order is that of the paths, and the same files give the same bytes. A digest is taken once: a file
that has the size and the time that it had is not read again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..cache.freshness import BuildState
from ..cache.hashed_json import FileState, read_sealed, seal
from ..editions.files import write_whole
from ..editions.ledger import Edition, Ledger, PublishedPdf
from ..editions.register import Copy, Register
from ..model.papers import PAPERS_IN_WORDS
from ..model.problems import Place, Problems, Stopped

FILE = "output/manifest.json"
SCHEMA = "output/manifest.schema.json"
INDEX = "output/.manifest"
"""Cache: size, time, hash and pages of each file."""
INDEX_VERSION = 2
VERSION = 1
"""The version of the manifest; it grows when a field changes its meaning."""

PURPOSES: Sequence[tuple[str, str, str]] = (
    ("edition", r"editions/[^/]+/\d+/[^/]+\.pdf", "a published PDF, as it was published"),
    ("ledger", r"editions/ledger\.jsonl", "which editions there are"),
    ("register", r"editions/register\.jsonl", "who holds which copy"),
    ("site", r"output/site/.+", "a file of the publications page"),
    ("schema", r"output/schema/.+", "what a file may hold"),
    ("copy", r"output/copies/.+|output/[^/]+\.cop(?:y|ies)(?:\.[^/]+)?\.pdf", "a named copy"),
    ("addendum", r"output/[^/]+\.addendum(?:\.[^/]+)?\.pdf", "what changed since a pack"),
    ("pack", r"output/[^/]+\.pack(?:\.[^/]+)?\.pdf", "the papers of a meeting in one file"),
    (
        "booklet",
        r"output/[^/]+\.(?:booklet|2-?up|4-?up|n-?up|proof)(?:\.[^/]+)?\.pdf",
        "sheets to be folded, or with several pages on a side",
    ),
    ("redline", r"output/[^/]+\.diff(?:\.[^/]+)?\.pdf", "what changed since an edition"),
    ("print", r"output/[^/]+\.pdf", "a brief as it stands now: the current edition, or a draft"),
    ("page", r"output/[^/]+\.html", "a page to look into"),
    ("other", r".+", "a file that has no name among these"),
)
"""The purpose of a file, by its path; the first that fits holds."""


class _Known(FileState):
    """A file as it was looked at last."""

    pages: int | None
    """How many pages a PDF has."""


@dataclass(frozen=True)
class Handed:
    """A file that was made."""

    path: str
    """From the house, with `/`."""
    purpose: str
    sha256: str
    size: int
    """In bytes."""
    pages: int | None = None
    """How many pages a PDF has."""
    brief: str | None = None
    edition: int | None = None
    """None: a draft, or no edition."""
    code: str | None = None
    standing: str | None = None
    """How an edition stands: current, superseded or withdrawn; a named copy also recalled."""
    language: str | None = None
    paper: str | None = None
    recipient: str | None = None
    """Whom a named copy is for."""


def make_manifest(
    house: Path, state: BuildState, register: Register, problems: Problems
) -> list[Handed]:
    """Write output/manifest.json and its schema; returns what stands in it.

    *state* knows the ledger, and what output/ was printed from; *register*, whose a copy is.

    Problems: an edition whose file is gone or was changed; a PDF that cannot be read.
    """
    before: dict[str, _Known] = read_sealed(house / INDEX, INDEX_VERSION).get("files", {})
    index: dict[str, _Known] = {}
    ledger = state.ledger
    editions_by_digest = {
        printed.sha256: (edition, paper, printed)
        for edition in ledger.editions
        for paper, printed in edition.papers.items()
    }
    copies: dict[str, list[Copy]] = {}
    for copy in register.copies:
        copies.setdefault(copy.sha256, []).append(copy)
    files = []
    for path, stat in _find(house):
        known = before.get(path)
        if known is None or (known["size"], known["time"]) != (stat.st_size, stat.st_mtime_ns):
            known = _look(house, path, stat, editions_by_digest, problems)
            if known is None:
                continue
        index[path] = known
        digest, pages = known["sha256"], known["pages"]
        purpose = next(name for name, form, _ in PURPOSES if re.fullmatch(form, path))
        files.append(
            _describe_copy(path, purpose, stat.st_size, pages, copies[digest], register, ledger)
            if digest in copies
            else _describe(path, purpose, digest, stat.st_size, pages, editions_by_digest, state)
        )
    _check_editions(files, ledger, problems)
    manifest = {"version": VERSION, "files": [asdict(one) for one in files]}
    try:
        for label, made in ((SCHEMA, schema()), (FILE, manifest)):
            text = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
            if not write_whole(house / label, text.encode(), Place(label), problems):
                raise Stopped
    except Stopped:
        return []
    write_whole(
        house / INDEX, seal(INDEX_VERSION, {"files": index}), Place(INDEX), problems, durable=False
    )
    return files


def _find(house: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file that was made, in the order of the paths; hidden ones are nobody's business."""
    paths = []
    for top in ("editions", "output"):
        for root, folders, names in os.walk(house / top):
            folders[:] = [one for one in folders if not one.startswith(".")]
            below = Path(root).relative_to(house).as_posix()
            for name in names:
                path = f"{below}/{name}"
                if not name.startswith(".") and path not in (FILE, SCHEMA):
                    paths.append(path)
    for path in sorted(paths):
        full = house / path
        if full.is_file() and not full.is_symlink():
            yield path, full.stat()


def _look(
    house: Path,
    path: str,
    stat: os.stat_result,
    known: Mapping[str, tuple[Edition, str, PublishedPdf]],
    problems: Problems,
) -> _Known | None:
    """Look at a file; None where it cannot be read."""
    try:
        data = (house / path).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(path), f"cannot be read: {reason}", "check your rights")
        return None
    digest = sha256(data).hexdigest()
    pages = known[digest][2].pages if digest in known else None
    if pages is None and path.endswith(".pdf"):
        pages = _count_pages(path, data, problems)
    return {
        "size": stat.st_size, "time": stat.st_mtime_ns, "sha256": digest, "pages": pages,
    }  # fmt: skip


def _count_pages(path: str, data: bytes, problems: Problems) -> int | None:
    from io import BytesIO

    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        problems.warning(Place(path), "this is no whole PDF", "make it again, or delete it")
        return None


def _describe(
    path: str,
    purpose: str,
    digest: str,
    size: int,
    pages: int | None,
    known: Mapping[str, tuple[Edition, str, PublishedPdf]],
    state: BuildState,
) -> Handed:
    """Say what the file is: of an edition, what the ledger knows of its digest."""
    if digest in known:
        edition, paper, _ = known[digest]
        return Handed(
            path, purpose, digest, size, pages, edition.slug, edition.number, edition.code,
            _standing(edition, state.ledger), edition.language, paper,
        )  # fmt: skip
    if purpose in ("print", "redline", "booklet"):
        name = path.removeprefix("output/")
        first, *rest = name.split(".")
        # `dprk.fr.pdf` is the brief `dprk` in French where there is one.
        in_language = f"{first}.{rest[0]}"
        slug = in_language if state.record(in_language).language else first
        record = state.record(slug)
        if record.language:
            printed = [one for one, printed in record.printed.items() if printed.file == name]
            return Handed(
                path,
                purpose,
                digest,
                size,
                pages,
                slug,
                language=record.language,
                paper=printed[0] if printed else None,
            )
    return Handed(path, purpose, digest, size, pages)


def _describe_copy(
    path: str,
    purpose: str,
    size: int,
    pages: int | None,
    copies: Sequence[Copy],
    register: Register,
    ledger: Ledger,
) -> Handed:
    """Say whose copy the file is; one that holds several, for the printer, is nobody's."""
    copy, *others = copies
    edition = ledger.edition(copy.slug, copy.edition)
    is_recalled = all(map(register.recall, (copy, *others)))
    standing = "recalled" if is_recalled else _standing(edition, ledger) if edition else None
    return Handed(
        path,
        purpose,
        copy.sha256,
        size,
        pages,
        copy.slug,
        copy.edition,
        code=(edition.code if edition else None) if others else copy.code,
        standing=standing,
        language=edition.language if edition else None,
        paper=copy.paper,
        recipient=None if others else copy.recipient,
    )


def _standing(edition: Edition, ledger: Ledger) -> str:
    if ledger.withdrawal(edition):
        return "withdrawn"
    last = ledger.last(edition.slug)
    return "superseded" if last and last.number != edition.number else "current"


def _check_editions(files: Sequence[Handed], ledger: Ledger, problems: Problems) -> None:
    """Say which editions are not as they were published; whoever hands them on should know."""
    digests = {one.path: one.sha256 for one in files}
    hint = "bring it back from a copy that nobody has touched"
    for edition in ledger.editions:
        for printed in edition.papers.values():
            if printed.file not in digests:
                problems.error(Place(printed.file), "this published PDF is gone", hint)
            elif digests[printed.file] != printed.sha256:
                problems.error(Place(printed.file), "this is not the file that was published", hint)


def schema() -> dict[str, Any]:
    """Make the JSON Schema of the manifest."""
    described = "; ".join(f"`{name}`: {what}" for name, _, what in PURPOSES)
    text = {"type": ["string", "null"]}
    number = {"type": ["integer", "null"], "minimum": 1}
    fields: dict[str, dict[str, Any]] = {
        "path": {
            "type": "string",
            "pattern": "^(editions|output)/",
            "description": "Where the file lies, from the folder that holds content/",
        },
        "purpose": {"enum": [name for name, _, _ in PURPOSES], "description": described},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "size": {"type": "integer", "minimum": 0, "description": "In bytes"},
        "pages": {**number, "description": "Of a PDF"},
        "brief": {**text, "description": "The name of its folder in content/"},
        "edition": {**number, "description": "Its number; null: a draft, or no edition"},
        "code": {**text, "description": "The code at the foot of its pages; of a copy, its own"},
        "standing": {
            "enum": ["current", "superseded", "withdrawn", "recalled", None],
            "description": "Of an edition or a named copy, when this was written",
        },
        "language": {**text, "description": "BCP 47"},
        "paper": {**text, "description": PAPERS_IN_WORDS},
        "recipient": {**text, "description": "Of a named copy; null: several in one file"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What briefpress made",
        "type": "object",
        "required": ["version", "files"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": VERSION},
            "files": {
                "type": "array",
                "description": "In the order of their paths",
                "items": {
                    "type": "object",
                    "required": list(fields),
                    "additionalProperties": False,
                    "properties": fields,
                },
            },
        },
    }
