"""A PDF as it arrived → the PDF as far as it can be read, and the pages that cannot.

qpdf mends what it can and says little about what it leaves out: an object that is gone is nothing,
and a page without its content is blank. So each page is asked whether everything that it draws is
there and can be unpacked.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

_DRAWN_BY = {
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "sh": "/Shading",
}
"""Operators that name a resource, and where it stands."""
_KNOWN = (
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k "
    "l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W "
    "W* y ' \" INLINE IMAGE"
)
_OPERATORS = frozenset(_KNOWN.split())
"""The operators of the content of a page, inline pictures as pikepdf calls them."""
_MENDED = "damaged|recover|reconstruct|endstream|EOF|not found"
"""Words of qpdf where it mends; its other warnings are of spaces too many."""
_CHUNK = 1 << 20
_LARGEST = 64 << 20
"""Bytes that packed objects may take."""


@dataclass(frozen=True)
class Opened:
    """A PDF, as far as it could be read."""

    data: bytes
    """Whole, and locked no more."""
    pages: int
    """How many there are or were."""
    lost: tuple[int, ...]
    """Numbers of the pages that are gone, or of which something is, from 1."""
    is_mended: bool
    """Whether it was damaged."""


def open_whole(data: bytes) -> Opened | None:
    """Read *data*, which asks for no password, and mend it; None where no page can be read.

    PDFium reads it as well: a page that it misses is lost, and where qpdf loses one that PDFium
    has, it is read as PDFium writes it.
    """
    declared = len(_seen_by_pdfium(data))
    best = _read(data, declared)
    for mend in (_rewritten, _unpacked):
        if best and not best.lost:
            break
        mended = mend(data)
        other = _read(mended, declared) if mended else None
        if other and (best is None or len(other.lost) < len(best.lost)):
            best = replace(other, is_mended=True)
    return best


def _seen_by_pdfium(data: bytes) -> tuple[bool, ...]:
    """Say of each page of *data* whether PDFium can open it; of none where it opens nothing."""
    import pypdfium2

    seen = []
    try:
        with pypdfium2.PdfDocument(data) as document:
            for number in range(len(document)):
                try:
                    document[number].close()
                    seen.append(True)
                except pypdfium2.PdfiumError:
                    seen.append(False)
    except pypdfium2.PdfiumError:
        return ()
    return tuple(seen)


def _rewritten(data: bytes) -> bytes | None:
    """*data* as PDFium reads and writes it."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            out = BytesIO()
            document.save(out)
            return out.getvalue()
    except pypdfium2.PdfiumError:
        return None


_PACKED = re.compile(rb"\d+\s+\d+\s+obj\s*(<<[^>]*/Type\s*/ObjStm\b[^>]*>>)\s*stream\r?\n")


def _unpacked(data: bytes) -> bytes | None:
    """*data*, behind it each object that was packed with others in a stream; None without one.

    Where the table at its end is gone, nobody else finds these; as they are written here qpdf does.
    """
    parts = [data, b"\n"]
    for match in _PACKED.finditer(data):
        numbers = {}
        for name in (b"N", b"First"):
            entry = re.search(rb"/%s\s+(\d+)" % name, match[1])
            numbers[name] = int(entry[1]) if entry else 0
        try:
            unpacking = zlib.decompressobj()
            inside = unpacking.decompress(data[match.end() :], _LARGEST)
            head = [int(one) for one in inside[: numbers[b"First"]].split()[: 2 * numbers[b"N"]]]
        except (ValueError, zlib.error):
            continue
        starts = [numbers[b"First"] + at for at in head[1::2]]
        ends = [*starts[1:], len(inside) if unpacking.eof else _LARGEST]
        for number, start, end in zip(head[::2], starts, ends, strict=False):
            if end <= len(inside):  # else a part of it is gone
                parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, inside[start:end]))
    # qpdf does not see an object that is the last of a file.
    return b"".join([*parts, b"%%EOF\n"]) if len(parts) > 2 else None


def _read(data: bytes, declared: int) -> Opened | None:
    """Read *data*, which has *declared* pages as far as anybody knows."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            leaves = [*_leaves(pdf.Root.Pages)]
            is_encrypted = pdf.is_encrypted
            pages = [page.obj for page in pdf.pages]
            streams = _Streams()
            drawn = {page.objgen: [*_reached(page)] for page in pages}
            broken = {
                page.objgen
                for page in pages
                if not all(streams.is_whole(one, page) for one in drawn[page.objgen])
            }
            warnings = [str(one) for one in pdf.get_warnings()]
            gone = [*_ignored(warnings, data, leaves)]
            emptied = {tuple(map(int, one)) for text in warnings for one in _EMPTIED.findall(text)}
            broken |= {
                page
                for page, held in drawn.items()
                if any(stream.objgen in emptied for stream in held)
            }
            mended = any(re.search(_MENDED, one) for one in warnings)
            is_damaged = mended or bool(broken) or bool(gone)
            if is_damaged:
                broken |= {page.objgen for page in pages if _misses_something(page, data)}
            for number in gone:
                leaves.insert(number - 1, None)
            lost = [
                number for number, leaf in enumerate(leaves, 1) if leaf is None or leaf in broken
            ]
            total = _count(pdf, len(leaves)) if is_damaged else len(leaves)
            if is_damaged or is_encrypted:
                out = BytesIO()
                pdf.save(out, deterministic_id=True, encryption=False)
                data = out.getvalue()
        seen = _seen_by_pdfium(data)
        total = max(total, declared, len(seen))
        lost += [number for number, can_open in enumerate(seen, 1) if not can_open]
        if not seen:
            lost += range(1, total + 1)
        elif len(lost) < total - len(leaves):  # nobody knows which ones, so the last
            lost += range(len(leaves) + 1, total + 1)
        return Opened(data, total, tuple(sorted({*lost})), is_damaged)
    except (MemoryError, RecursionError):  # press/executors.py says so
        raise
    except Exception:  # qpdf says it in many ways, and a file can be broken in more
        return None


_EMPTIED = re.compile(r"object (\d+) (\d+), .*treating stream as empty")
_IGNORED = re.compile(r"object (\d+) (\d+): Pages tree includes non-dictionary object")


def _ignored(warnings: Sequence[str], data: bytes, leaves: Sequence[Any]) -> Iterator[int]:
    """Number the pages, from 1, that qpdf has left out of the tree because they lead to nothing."""
    trees = re.findall(rb"/Kids\s*\[([^\]]*)\]", data)
    for number, generation in (one for text in warnings for one in _IGNORED.findall(text)):
        flat = [re.findall(rb"(\d+)\s+(\d+)\s+R", one) for one in trees]
        wanted = (number.encode(), generation.encode())
        places = [kids.index(wanted) + 1 for kids in flat if wanted in kids]
        # In a tree of several levels nobody knows which one it was, so the last.
        yield places[-1] if len(flat) == 1 and places else len(leaves) + 1


def _count(pdf: Any, least: int) -> int:
    """How many pages it says that it has; a number that nobody believes is none."""
    declared = pdf.Root.Pages.get("/Count", least)
    return declared if isinstance(declared, int) and least < declared <= least + 500 else least


def _leaves(node: Any, depth: int = 0) -> Iterator[Any]:
    """Give the pages of a tree by number and generation, None where one is gone."""
    import pikepdf

    if not isinstance(node, pikepdf.Dictionary) or depth > 60:
        yield None
    elif "/Kids" in node and isinstance(node.Kids, pikepdf.Array):
        for kid in node.Kids:
            yield from _leaves(kid, depth + 1)
    else:
        yield node.objgen


def _reached(page: Any) -> Iterator[Any]:
    """Give each stream that *page* draws with, once."""
    import pikepdf

    stack: list[Any] = [page.get("/Contents"), _resources(page)]
    annotations = page.get("/Annots")
    for one in annotations if isinstance(annotations, pikepdf.Array) else ():
        stack.append(one.get("/AP") if isinstance(one, pikepdf.Dictionary) else None)
    seen: set[Any] = set()
    while stack:
        one = stack.pop()
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
            continue
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        if isinstance(one, pikepdf.Array):
            stack.extend(one)
            continue
        if isinstance(one, pikepdf.Stream):
            yield one
        stack.extend(value for name, value in one.items() if name not in _ELSEWHERE)


_ELSEWHERE = ("/Parent", "/Pg")
"""Entries that lead back to pages."""


def _resources(page: Any) -> Any:
    """The resources of *page*, its own or those of the tree above it."""
    import pikepdf

    for _ in range(60):
        if not isinstance(page, pikepdf.Dictionary) or "/Resources" in page:
            break
        page = page.get("/Parent")
    return page.get("/Resources") if isinstance(page, pikepdf.Dictionary) else None


class _Streams:
    """Which streams can be unpacked; each is tried once."""

    def __init__(self) -> None:
        self._known: dict[Any, bool] = {}

    def is_whole(self, stream: Any, page: Any) -> bool:
        """Whether all of *stream* is there; the content of *page* may have a wrong checksum."""
        key = stream.objgen
        if key not in self._known:
            self._known[key] = _can_be_unpacked(stream) or (
                _is_content(stream, page) and _can_be_parsed(page)
            )
        return self._known[key]


def _is_content(stream: Any, page: Any) -> bool:
    import pikepdf

    contents = page.get("/Contents")
    held = [*contents] if isinstance(contents, pikepdf.Array) else [contents]
    return any(one is not None and one.objgen == stream.objgen for one in held)


def _can_be_unpacked(stream: Any) -> bool:
    import pikepdf

    filters = stream.get("/Filter", [])
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    try:
        least = _bytes_of(stream)
        if names == ["/FlateDecode"]:
            return _is_deflated(stream.read_raw_bytes(), least)
        if names == ["/DCTDecode"]:
            return b"\xff\xd9" in stream.read_raw_bytes()[-4096:]
        if any(name in ("/DCTDecode", "/JPXDecode", "/JBIG2Decode") for name in names):
            return len(stream.read_raw_bytes()) > 10
        if "/CCITTFaxDecode" in names or "/Crypt" in names:
            return len(stream.read_raw_bytes()) > 0
        data = stream.read_bytes()
        return len(data) >= least and (bool(data) or int(stream.get("/Length", 0)) == 0)
    except pikepdf.PdfError:
        return False


_TONES = {"/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
"""Numbers that a spot of a picture has, by its colours; of others at least one."""


def _bytes_of(stream: Any) -> int:
    """How many bytes *stream* holds at least when it is unpacked: those of its spots, or none."""
    import pikepdf

    if stream.get("/Subtype") != "/Image":
        return 0
    colours = stream.get("/ColorSpace", "")
    if isinstance(colours, pikepdf.Array):
        kind, *rest = colours
        numbers = rest[0].get("/N", 1) if str(kind) == "/ICCBased" else _TONES.get(str(kind), 1)
    else:
        numbers = _TONES.get(str(colours), 1)
    try:
        row = -(-int(stream.Width) * int(numbers) * int(stream.get("/BitsPerComponent", 1)) // 8)
        return row * int(stream.Height)
    except (AttributeError, TypeError, ValueError):
        return 0


def _is_deflated(raw: bytes, least: int) -> bool:
    """Whether *raw* unpacks to its end, to as many bytes as it has at *least*.

    A checksum may be left out, and must not be wrong.
    """
    if not raw.strip():
        return not least
    unpacking = zlib.decompressobj(-15)
    checksum, length = 1, 0
    rest = raw[2:]
    try:
        while not unpacking.eof:
            part = unpacking.decompress(rest, _CHUNK)
            checksum = zlib.adler32(part, checksum)
            length += len(part)
            rest = unpacking.unconsumed_tail
            if not part and not rest:
                break
    except zlib.error:
        return False
    written = unpacking.unused_data[:4]
    is_whole = unpacking.eof and length >= least
    return is_whole and (len(written) < 4 or int.from_bytes(written, "big") == checksum)


def _can_be_parsed(page: Any) -> bool:
    """Whether the content of *page* is made of what PDF knows, and ends where it may end."""
    import pikepdf

    try:
        operators = [str(one.operator) for one in pikepdf.parse_content_stream(page)]
    except pikepdf.PdfError:
        return False
    return set(operators) <= _OPERATORS and operators.count("BT") == operators.count("ET")


def _misses_something(page: Any, data: bytes) -> bool:
    """Whether *page*, of a damaged PDF, draws with what is gone."""
    import pikepdf

    if "/Contents" not in page:
        number, generation = page.objgen
        places = [*re.finditer(rb"(?<!\d)%d\s+%d\s+obj\b" % (number, generation), data)]
        if not places:  # packed with others, so nobody knows
            return True
        end = data.find(b"endobj", places[-1].end())
        return b"/Contents" in data[places[-1].end() : end if end > 0 else None]
    contents = page.Contents
    held = [*contents] if isinstance(contents, pikepdf.Array) else [contents]
    if not all(isinstance(one, pikepdf.Stream) for one in held):
        return True
    try:
        resources: Any = pikepdf.Page(page).resources
        for one in pikepdf.parse_content_stream(page):
            kind = _DRAWN_BY.get(str(one.operator))
            if kind and one.operands and str(one.operands[0]) not in resources.get(kind, {}):
                return True
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        return True
    return not _can_be_parsed(page)
