"""Take a PDF as somebody sent it: mended, opened, flattened; or say why nobody can print it.

    bytes ─► what kind of file ─► unlocked, mended ─► a portfolio opened ─► forms drawn ─► papers

This is the one reader of other people's PDFs, for packs and for booklets. Whoever calls it does so
in a worker, which a stream without end cannot hurt.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from typing import Any, Literal

from .annotations import Settled, annotations_of, settle
from .claims import Claims, claims_of
from .damage import open_whole
from .page_boxes import Shape, clear_corners, shape_of

Use = Literal["pack", "print"]
"""The use that a PDF is taken for: together with others, to be handed on, or alone, onto sheets."""
PAGES = 2_000
"""How many pages one PDF has at most."""
MOST_FILES = 100
"""In one portfolio."""
_DEPTH = 3
"""Portfolios in one another."""
_OFFICE = (".doc", ".docx", ".odt", ".pdf", ".ppt", ".pptx", ".xls", ".xlsx", ".ods", ".odp")
"""Endings of attachments that somebody may have meant to be read."""
_NOT_READ = ("/Data", "/Source")
"""The relation of an attachment to its PDF, where the pages were made of it."""


@dataclass(frozen=True)
class Remark:
    """A fault of a PDF, said of it: `asks for a password`; and what to do."""

    message: str
    hint: str


@dataclass(frozen=True)
class Found:
    """A PDF before it is gathered: its pages, and the claims that hold."""

    pages: int = 0
    sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of each page as it is seen, in points."""
    claims: Claims = field(default_factory=Claims)
    clear: tuple[frozenset[str], ...] = ()
    """The corners of each page in which its number needs no plate, of `shapes.CORNERS`."""


@dataclass(frozen=True)
class ForeignPdf:
    """A PDF that can be printed as it is."""

    data: bytes
    sha256: str
    """The SHA-256 of its bytes as they came."""
    name: str = ""
    """The name of its file, where it came in a portfolio."""
    claims: Claims = field(default_factory=Claims)


@dataclass(frozen=True)
class Received:
    """A PDF that was read: the PDFs in it, none where there is an error."""

    pdfs: tuple[ForeignPdf, ...] = ()
    errors: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()


def receive(data: bytes, use: Use) -> Received:
    """Take the PDF *data*: one PDF, or those of a portfolio in their order.

    What is damaged is mended if nothing of it is lost. Entries of forms, stamps and text boxes are
    drawn into the pages; remarks stay behind.

    Errors: what is no PDF, asks for a password or is locked, cannot be mended, is a form in XFA,
    has no pages or pages of no size; a file of a portfolio that is none. Warnings: what was
    mended, what stays behind, what will not hold any more.
    """
    try:
        return _receive(data, use, "", 0)
    except (MemoryError, OSError, RecursionError):  # press/executors.py says so
        raise
    except Exception:  # a file can be broken in more ways than there are names for
        return Received((), (Remark("is damaged in a way that nobody knows", _BROKE),))


def examine(data: bytes, paper: tuple[float, float], claims: Claims | None = None) -> Found:
    """Say what a whole PDF is; *paper*: width and height of the sheet it is printed on, in points.

    *claims*: what it can keep, where that is known.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        shapes = [shape_of(page) for page in pdf.pages]
        kept = claims_of(pdf) if claims is None else claims
    sizes = tuple(shape.size for shape in shapes)
    return Found(len(sizes), sizes, kept, clear_corners(data, shapes, paper))


def join(pdfs: Sequence[ForeignPdf]) -> bytes:
    """Put the pages of *pdfs* one after another, for a printer."""
    import pikepdf

    if len(pdfs) == 1:
        return pdfs[0].data
    with pikepdf.open(BytesIO(pdfs[0].data)) as pdf:
        for next_pdf in pdfs[1:]:
            with pikepdf.open(BytesIO(next_pdf.data)) as other:
                pdf.pages.extend(other.pages)
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


# ---------------------------------------------------------------------------------------------
# One PDF

_ASK = "ask whoever sent it for another file"
_BROKE = f"{_ASK}: this one broke on its way"
_PRINT_ANEW = "open it, print it to a new PDF, and take that"


class _Refused(Exception):
    """Raised with the `Remark` that says why a PDF cannot be taken."""


def _receive(data: bytes, use: Use, name: str, depth: int) -> Received:
    import pikepdf

    # Without a handler of its own, what qpdf mends would be told on the author's terminal.
    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    warnings: list[Remark] = []
    try:
        if kind := _other_kind(data):
            raise _Refused(Remark(*kind))
        was_encrypted = _unlock(data, use)
        opened = open_whole(data)
        if opened is None:
            raise _Refused(
                Remark(
                    "is damaged: no page of it can be read", f"{_ASK}: this one broke on its way"
                )
            )
        with pikepdf.open(BytesIO(opened.data)) as pdf:
            held = _collection(pdf)
            if held:
                return _open_portfolio(pdf, held, use, depth)
            _check(pdf)
            if opened.lost:
                raise _Refused(_lost(opened.lost, opened.pages))
            shapes = [shape_of(page, is_trimmed=use == "print") for page in pdf.pages]
            claims = _claims(pdf, was_encrypted)
            attached = [*_attached(pdf)]
        _check_shapes(shapes)
        settled = settle(_cropped(opened.data))
        if settled.unredacted:
            raise _Refused(Remark(
                f"has words on {ranges(settled.unredacted)} that are marked to be blacked out, "
                "and can be read still",
                "apply the redaction in the program that marked them, and take that file",
            ))  # fmt: skip
    except _Refused as refusal:
        return Received((), (refusal.args[0],))
    if opened.is_mended:
        warnings.append(
            Remark("was damaged and is mended", "look at every page before you print it")
        )
    if attached:
        listed = ", ".join(f"`{one}`" for one in attached[:5])
        warnings.append(Remark(
            f"carries {listed} as attachment{'s' * (len(attached) > 1)}: nobody sees "
            f"{'them' if len(attached) > 1 else 'it'} on paper",
            "save what is to be read as a PDF of its own, and take that as well",
        ))  # fmt: skip
    warnings += _settled_remarks(settled, use)
    if settled.data is not opened.data:
        claims = replace(claims, level="", is_accessible=False)
    taken = ForeignPdf(settled.data, sha256(data).hexdigest(), name, claims)
    return Received((taken,), (), tuple(warnings))


def _unlock(data: bytes, use: Use) -> bool:
    """Say whether *data* is encrypted. Raises `_Refused` where its owner lets nobody do *use*."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if not pdf.is_encrypted:
                return False
            allow = pdf.allow
    except pikepdf.PasswordError:
        raise _Refused(
            Remark("asks for a password", "open it, save it without one, and take that")
        ) from None
    except (MemoryError, RecursionError):
        raise
    except Exception:  # which is told by whoever tries to mend it
        return False
    if use == "print" and not allow.print_lowres:
        raise _Refused(Remark(
            "is locked: its owner forbids printing it", "ask its owner for one that may be printed"
        ))  # fmt: skip
    if use == "pack" and not (allow.extract and allow.print_lowres):
        raise _Refused(Remark(
            "is locked: its owner lets nobody put it together with others",
            "ask its owner for one without restrictions, or hand it out by itself",
        ))  # fmt: skip
    return True


def _check(pdf: Any) -> None:
    """Raise `_Refused` where *pdf* holds no pages that somebody else than Adobe shows."""
    form = pdf.Root.get("/AcroForm", {})
    if "/XFA" in form:
        raise _Refused(Remark(
            "is a form in XFA, which only Adobe's reader shows",
            "open it in Adobe Reader, print it to a new PDF, and take that",
        ))  # fmt: skip
    count = len(pdf.pages)
    if not count:
        raise _Refused(Remark("has no pages", _ASK))
    if count > PAGES:
        raise _Refused(Remark(
            f"has {count} pages, the most is {PAGES}", "divide it, or take the pages that matter"
        ))  # fmt: skip


def _lost(lost: Sequence[int], pages: int) -> Remark:
    verb = "is" if len(lost) == 1 else "are"
    return Remark(
        f"is damaged: {ranges(lost)} of {pages} {verb} lost, in whole or in part",
        _BROKE,
    )


def _check_shapes(shapes: Sequence[Shape]) -> None:
    faults: dict[str, list[int]] = {}
    for number, shape in enumerate(shapes, 1):
        if shape.fault:
            faults.setdefault(shape.fault, []).append(number)
    if faults:
        reasons = "; ".join(
            f"{ranges(numbers)} {'has' if len(numbers) == 1 else 'have'} {fault}"
            for fault, numbers in faults.items()
        )
        raise _Refused(Remark(f"cannot be printed: {reasons}", _PRINT_ANEW))


def _cropped(data: bytes) -> bytes:
    """Write anew each CropBox of *data* that reaches out of its sheet: readers differ on it."""
    import pikepdf

    changed = False
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            box = shape_of(page).box
            edges = zip(page.cropbox, box, strict=True)
            if any(abs(float(one) - seen) > 0.01 for one, seen in edges):
                written = " ".join(f"{one:.4f}" for one in box)
                page.obj.CropBox = pikepdf.Object.parse(f"[{written}]".encode())
                changed = True
        if not changed:
            return data
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _claims(pdf: Any, was_encrypted: bool) -> Claims:
    """Read the claims of *pdf*; where they are written too oddly to be read, it has none."""
    try:
        return claims_of(pdf, was_encrypted=was_encrypted)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return Claims()


def _attached(pdf: Any) -> Iterator[str]:
    """Give the names of attachments that somebody may have meant to be read."""
    try:
        names = [
            spec.filename or key
            for key, spec in pdf.attachments.items()
            if str(spec.obj.get("/AFRelationship")) not in _NOT_READ
        ]
    except (AttributeError, KeyError, RuntimeError, TypeError, ValueError):
        return
    for page in pdf.pages:
        for one in annotations_of(page.obj):
            if one.get("/Subtype") == "/FileAttachment":
                spec = one.get("/FS", {})
                names.append(
                    str(spec.get("/UF", spec.get("/F", ""))) if hasattr(spec, "get") else ""
                )
    yield from dict.fromkeys(name for name in names if name.lower().endswith(_OFFICE))


def _settled_remarks(settled: Settled, use: Use) -> Iterator[Remark]:
    if settled.remarks:
        yield Remark(
            f"carries remarks: {'; '.join(settled.remarks)}; they are left out",
            "read them, and ask for a clean copy if the text is not the last one",
        )
    if settled.drawn:
        yield Remark(
            f"was written on: {'; '.join(settled.drawn)}; that is printed",
            "look at it, and delete in the PDF what is not meant for readers",
        )
    if settled.undrawn:
        which = ranges(settled.undrawn)
        yield Remark(f"has an entry or a text box on {which} that cannot be drawn", _PRINT_ANEW)
    if settled.signers and use == "pack":
        whom = ", ".join(dict.fromkeys(name for name in settled.signers if name))
        yield Remark(
            f"is signed{f' by {whom}' * bool(whom)}; in a pack its signature no longer holds",
            "hand out the signed file beside the pack where the signature matters",
        )


def ranges(numbers: Sequence[int]) -> str:
    """Name pages as a reader would: `page 3`, `pages 1, 4–9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return f"page{'s' * (len(runs) > 1 or len(runs[0]) > 1)} " + ", ".join(
        "–".join(map(str, one)) for one in runs
    )


# ---------------------------------------------------------------------------------------------
# A portfolio


def _collection(pdf: Any) -> list[tuple[str, Any]]:
    """The files of a portfolio in its order, by name; none where *pdf* is no portfolio.

    Where it says no order, `2 Budget.pdf` comes before `10 Annex.pdf`, as people number files.
    Where it opens with its own page, and the files lie beside it, it is a PDF with attachments.
    """
    import pikepdf

    collection = pdf.Root.get("/Collection")
    if not isinstance(collection, pikepdf.Dictionary) or collection.get("/View") == "/H":
        return []
    held = [(key, spec.obj) for key, spec in pdf.attachments.items()]
    held.sort(key=lambda one: (_folder_of(one[0]), _natural(_file_name(*one))))
    sort: Any = collection.get("/Sort", {})
    by = sort.get("/S")
    fields = [str(one) for one in by] if isinstance(by, pikepdf.Array) else [str(by)] * bool(by)
    upwards = sort.get("/A", True)
    directions = [*upwards] if isinstance(upwards, pikepdf.Array) else [upwards]
    schema: Any = collection.get("/Schema", {})
    for at, name in reversed([*enumerate(fields)]):
        direction = bool(directions[min(at, len(directions) - 1)]) if directions else True
        kind = str(schema.get(name, {}).get("/Subtype", "/S"))
        held.sort(key=lambda one: _sort_key(one[0], one[1], name, kind), reverse=not direction)
    return [(_file_name(key, spec), spec) for key, spec in held]


def _folder_of(key: str) -> int:
    """The number of the folder of a portfolio in which a file lies: 3 of `<3>paper.pdf`."""
    match = re.match(r"<(\d+)>", key)
    return int(match[1]) if match else 0


def _natural(name: str) -> tuple[tuple[float, str], ...]:
    """Give what *name* is sorted by: its numbers by what they count."""
    parts = re.findall(r"\d{1,18}|\D+", name.casefold())
    return tuple((float(one), "") if one.isdecimal() else (math.inf, one) for one in parts)


def _file_name(key: str, spec: Any) -> str:
    name = str(spec.get("/UF", spec.get("/F", ""))) or re.sub(r"^<\d+>", "", key)
    return re.split(r"[/\\]", name)[-1] or key


def _sort_key(
    key: str, spec: Any, name: str, kind: str
) -> tuple[float, tuple[tuple[float, str], ...]]:
    """Give what a file is sorted by: the field *name* of a portfolio, which is of *kind*."""
    import pikepdf

    own: Any = spec.get("/CI", {}).get(name)
    if isinstance(own, pikepdf.Dictionary):
        own = own.get("/D")
    if own is None:
        stream = spec.get("/EF", {}).get("/F", {})
        params = stream.get("/Params", {})
        own = {
            "/F": _file_name(key, spec),
            "/Desc": spec.get("/Desc", ""),
            "/ModDate": params.get("/ModDate", ""),
            "/CreationDate": params.get("/CreationDate", ""),
            "/Size": params.get("/Size", 0),
        }.get(kind, "")
    try:
        return float(own), ()
    except (TypeError, ValueError):
        return 0.0, _natural(str(own))


def _open_portfolio(pdf: Any, held: Sequence[tuple[str, Any]], use: Use, depth: int) -> Received:
    if depth == _DEPTH or len(held) > MOST_FILES:
        deep = "is a portfolio in a portfolio in a portfolio" if depth == _DEPTH else (
            f"is a portfolio of {len(held)} files, the most is {MOST_FILES}"
        )  # fmt: skip
        return Received((), (Remark(deep, "save its papers, and name each of them"),))
    pdfs: list[ForeignPdf] = []
    errors: list[Remark] = []
    warnings: list[Remark] = []
    for name, spec in held:
        try:
            received = _receive(_embedded(spec), use, name, depth + 1)
        except (KeyError, RuntimeError, TypeError, ValueError):
            received = Received((), (Remark("cannot be unpacked", _ASK),))
        pdfs += received.pdfs
        for there, here in ((received.errors, errors), (received.warnings, warnings)):
            here += [
                Remark(f"is a portfolio, and `{name}` in it {one.message}", one.hint)
                for one in there
            ]
    if errors:
        return Received((), tuple(errors))
    listed = ", ".join(f"`{one.name}`" for one in pdfs[:10])
    listed += f" and {len(pdfs) - 10} more" * (len(pdfs) > 10)
    count = "the paper" if len(pdfs) == 1 else f"the {len(pdfs)} papers"
    opened = Remark(
        f"is a portfolio: {count} in it {'is' if len(pdfs) == 1 else 'are'} taken, {listed}; "
        "its cover sheet is not",
        "look whether that is their order",
    )
    return Received(tuple(pdfs), (), (opened, *warnings))


def _embedded(spec: Any) -> bytes:
    files = spec.EF
    stream = next(files[name] for name in ("/UF", "/F", "/DOS", "/Unix", "/Mac") if name in files)
    return bytes(stream.read_bytes())


# ---------------------------------------------------------------------------------------------
# What is called .pdf, and is none

_SAVE_AS = "open it in the program that made it, save it as PDF, and take that"
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (rb"\{\\rtf", "a text in RTF", _SAVE_AS),
    (rb"\xd0\xcf\x11\xe0", "a document of an old Word, Excel or PowerPoint", _SAVE_AS),
    (rb"PK\x03\x04.{0,60000}?(?:word/|wordprocessing)", "a Word document", _SAVE_AS),
    (rb"PK\x03\x04.{0,60000}?(?:ppt/|presentationml)", "a PowerPoint presentation", _SAVE_AS),
    (rb"PK\x03\x04.{0,60000}?(?:xl/|spreadsheetml)", "an Excel workbook", _SAVE_AS),
    (rb"PK\x03\x04.{0,200}?opendocument", "a document of LibreOffice", _SAVE_AS),
    (rb"PK\x03\x04", "a ZIP folder", "unpack it, and name the PDF that is in it"),
    (rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b",
     "a web page, perhaps one that asks to log in",
     "open its address in a browser, and save the PDF"),
    (rb"\s*<\?xml|\s*<svg", "a file in XML", _SAVE_AS),
    (rb"\xff\xd8\xff|\x89PNG|II\*\x00|MM\x00\*|GIF8|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)",
     "a picture", "print the picture to a PDF, and take that"),
    (rb"%!PS", "a file in PostScript", "open it in a viewer, and save it as PDF"),
    (rb"(?:From|Received|Return-Path|MIME-Version|Delivered-To|Subject):", "an e-mail",
     "save the attachment out of the e-mail, and take that"),
    (rb"\[InternetShortcut\]|\{\s*\"(?:url|doc_id|resource_id)\"\s*:",
     "a link to where it lies", "open it in a browser, and save the PDF"),
    (rb"\s*JVBERi0", "a PDF in the letters of a mail, base64",
     "save the attachment anew, in a mail program"),
    (rb"0[\x80-\x84].{0,6}\x06\x09\*\x86H\x86\xf7\r\x01\x07\x02|-----BEGIN PKCS7",
     "a signed envelope, .p7m", "open it in the program of the signature, and save what is in it"),
    (rb"version https://git-lfs", "a pointer of Git LFS, and not the file itself",
     "run `git lfs pull`"),
)  # fmt: skip
"""How files begin that somebody has called .pdf, what they are, and what to do."""


def _other_kind(data: bytes) -> tuple[str, str] | None:
    """Say what *data* is, where it is no PDF, and what to do."""
    if not data.strip(b"\0 \t\r\n"):
        return "is empty" if data == b"" else "holds nothing but blanks", _ASK
    start = data[:65536].removeprefix(b"\xef\xbb\xbf")
    if re.search(rb"%PDF-\d", start[:8192]) and not start.startswith(b"PK\x03\x04"):
        return None
    for pattern, name, hint in _KINDS:
        if re.match(pattern, start, re.DOTALL | re.IGNORECASE):
            return f"is no PDF but {name}", hint
    return "is no PDF that can be read", _ASK
