"""An edition and a line for each recipient → copies, each with its line on every page.

    all lines ─► slips in one PDF, printed once ─► cut apart ─┐
    the edition, to the byte ─ what all copies add to it ──────┴─► edition + addition + its line

The press sets all lines in one render, so each is shaped and kerned as any text is. A copy is the
edition as it was published, byte for byte, and behind it an update, as PDF knows them (ISO 32000-1,
7.5.6): the pages call a form, which shows its line. All that the copies share is made once, so
that one more takes a tenth of a millisecond and the disk's time.

The line of the first page is a paragraph of the tag tree, the first that is read. On the others it
is a repetition, which a screen reader passes over, as it does a running head.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from io import BytesIO
from typing import Any

from ..model.brief import TextFile, Theme
from ..model.page import Html, Pdf
from ..model.papers import PAPERS
from ..model.text import is_from_right
from ..page.scripts import add_script_fonts

MARGIN = 18 * 72 / 25.4
"""Between the text and the edge, as in styles/base.css."""
FOOT = 0.063
"""The space under the text, as a part of the paper's height: the last margin of `@page` in
styles/base.css."""
ABOVE_FOLIO, FOLIO = 14.2, 7.3
"""Points between the text and the folio, `padding-top` of `@bottom-left` there, and the size of the
folio, `--size-note` of styles/tokens.css."""
_HEIGHT = 18.6
"""The height of the strip under the folio, in points: two lines."""
_UNIT = 75.0
"""The length of a line on the sheet: four times the strip, so that what does not fit into it shows.
"""
_A_SHEET = 20
_MARK_WIDTH, _MARK_SIZE = 3000.0, 44.0
"""Width of the watermark and size of its type, in points; the size is that of styles/copies.css."""
_SIZES = (("", 7.3, 2), ("small", 5.4, 3))
"""Class, size in points and number of lines, the best first."""


@dataclass(frozen=True)
class CopyLine:
    """The words that one copy has to itself."""

    head: str
    """Set off from the rest: the class of distribution."""
    count: str
    """`Copy 17 of 40`"""
    whom: str
    """The recipient, and the organisation if there is one."""
    code: str
    """The code of the copy; at the end of the line, and in the metadata."""
    language: str
    """The language of the line: a BCP 47 tag."""
    direction: str = "ltr"
    """In which direction its language is read."""
    mark: str = ""
    """The words across each page, pale and large; none where there is no watermark."""

    @property
    def text(self) -> str:
        """All that is printed at the foot."""
        return " · ".join(filter(None, (self.head, self.count, self.whom)))

    def size(self, paper: str) -> str | None:
        """The class of a size in which it fits on *paper*, as far as can be told; None: in none."""
        room = measure(paper) - _width(self.code) * 7.3 - 12
        for name, size, lines in _SIZES:
            # A line that cannot be broken at its end leaves a part of it empty.
            if _width(self.text) * size <= lines * room * 0.9:
                return name
        return None


def measure(paper: str) -> float:
    """The width of the strip, in points."""
    return PAPERS[paper].points[0] - 2 * MARGIN


def _width(text: str) -> float:
    """About how wide *text* is, in ems: a little more than less."""
    return sum(
        0.9 if c in "MW@—…%‰" or c >= "\u2e80" else 0.62 if c.isupper() or c.isdigit() else 0.5
        for c in text
    )


# ---------------------------------------------------------------------------------------------
# The sheet


def lay_out_copy_lines(
    copy_lines: Sequence[CopyLine], paper: str, theme: Theme, direction: str
) -> Html:
    """Make the sheet of all *copy_lines*, closed, for the press: one under another, then the marks.

    Each has a place of its own, which `cut_copy_lines` knows. *direction*: in which the edition is
    read; its lines begin where those of the page do.
    """
    blocks, marks = [], []
    for copy_line in copy_lines:
        size = copy_line.size(paper)
        size = _SIZES[-1][0] if size is None else size
        room = measure(paper) - _width(copy_line.code) * 7.3 - 12
        head = f"<b>{escape(copy_line.head)}</b> · " if copy_line.head else ""
        side = "rtl" if is_from_right(copy_line.whom) else "ltr"
        blocks.append(
            f'<p class="slip {size}" lang="{copy_line.language}" dir="{copy_line.direction}"'
            f' style="width: {room:.1f}pt">{head}{escape(copy_line.count)} · '
            f'<bdi dir="{side}">{escape(copy_line.whom)}</bdi></p>'
            f'<p class="slip code">\u00a0{escape(copy_line.code)}</p>'
        )
        if copy_line.mark:
            marks.append(
                f'<p class="mark" lang="{copy_line.language}" dir="{copy_line.direction}">'
                f"{escape(copy_line.mark)}</p>"
            )
    places = (
        f"@page {{ size: {measure(paper):.2f}pt {_A_SHEET * _UNIT + 10}pt; margin: 0 }}\n"
        f"@page marks {{ size: {_MARK_WIDTH}pt {_A_SHEET * _UNIT + 10}pt; margin: 0 }}\n"
        "body { margin: 0 }\n"
        f"p {{ margin: 0; height: {_UNIT}pt; overflow-wrap: anywhere; text-indent: 0 }}\n"
        ".marks { page: marks }\n"
        f"html {{ direction: {direction} }}\n"
        f".slip {{ text-align: {'right' if direction == 'rtl' else 'left'} }}\n"
        f".code {{ direction: {direction} }}\n"
        "[dir=ltr] { direction: ltr }\n"
        "[dir=rtl] { direction: rtl; letter-spacing: 0 }\n"
    )
    text = (
        '<!DOCTYPE html><html lang="en"><title>Slips</title>'
        f'<body><section>{"".join(blocks)}</section><section class="marks">{"".join(marks)}'
    )
    styles = (
        TextFile("fonts.css", theme.font_faces),
        TextFile("styles/tokens.css", theme.styles.get("tokens", "")),
        TextFile("styles/copies.css", theme.styles.get("copies", "")),
        TextFile("places.css", places),
    )
    return add_script_fonts(Html("copies", paper, text, styles, theme.fonts), theme)


@dataclass(frozen=True)
class Cut:
    """The line of a copy, cut from the sheet of all: what a form draws."""

    copy_line: CopyLine
    line: bytes
    mark: bytes
    fits: bool
    """Whether it stays in the strip."""


def cut_copy_lines(pdf: Pdf, copy_lines: Sequence[CopyLine]) -> list[Cut]:
    """Cut the printed sheet of *copy_lines* into what each of them shows.

    Raises ValueError where the press has drawn what no sheet holds.
    """
    import pikepdf

    pieces: dict[int, list[tuple[float, bytes]]] = {}
    with pikepdf.open(BytesIO(pdf.data)) as sheet:
        for number, page in enumerate(sheet.pages):
            for down, drawn in _texts(page.Contents.read_bytes()):
                block, rest = divmod(down * 0.75, _UNIT)
                pieces.setdefault(number * _A_SHEET + int(block), []).append((rest, drawn))
    first_mark = -(-2 * len(copy_lines) // _A_SHEET) * _A_SHEET
    cuts = []
    marked = 0
    for number, copy_line in enumerate(copy_lines):
        left, right = pieces.pop(2 * number, []), pieces.pop(2 * number + 1, [])
        mark = pieces.pop(first_mark + marked, []) if copy_line.mark else []
        if not (left and right and bool(mark) == bool(copy_line.mark)):
            raise ValueError(f"no text for copy {copy_line.code}")
        line = _placed(left, 2 * number, _HEIGHT) + _placed(right, 2 * number + 1, _HEIGHT)
        drawn = _placed(mark, first_mark + marked, _UNIT) if mark else b""
        marked += bool(copy_line.mark)
        fits = all(down <= _HEIGHT for down, _ in [*left, *right])
        cuts.append(Cut(copy_line, line, drawn, fits))
    if pieces:
        raise ValueError("text between the slips")
    return cuts


def _texts(content: bytes) -> Iterator[tuple[float, bytes]]:
    """Give each text of a page, how far down it stands in CSS pixels, and what draws it.

    WeasyPrint writes an operator a line, and what a text is drawn with (its colour, and that it is
    opaque) only where it changes.
    """
    state: list[dict[bytes, bytes]] = [{}]
    operands: list[bytes] = []
    text: list[bytes] | None = None
    down = 0.0
    for line in content.split(b"\n"):
        operator = line.rsplit(b" ", 1)[-1]
        if text is not None:
            if operator == b"ET":
                yield down, b"\n".join([*state[-1].values(), b"BT", *text, b"ET", b""])
                text = None
            else:
                if operator == b"Tm":
                    down = float(line.split()[5])
                text.append(line)
        elif operator == b"BT":
            text = []
        elif operator == b"q":
            state.append(dict(state[-1]))
        elif operator == b"Q":
            state.pop()
        elif operator in (b"rg", b"gs"):
            state[-1][operator] = line
        elif operator not in _PASSED and not line.startswith((b"/", b"<<")):
            operands.append(operator)
    if operands:
        raise ValueError(f"the press draws more than text: {operands[0].decode(errors='replace')}")


_PASSED = {b"", b"cm", b"BDC", b"BMC", b"EMC"}


def _placed(pieces: Sequence[tuple[float, bytes]], block: int, height: float) -> bytes:
    """Draw the pieces of *block* in a form of that *height*: upright, in points."""
    top = height + block % _A_SHEET * _UNIT
    drawn = b"".join(piece for _, piece in pieces)
    return b"q\n0.75 0 0 -0.75 0 %.2f cm\n%sQ\n" % (top, drawn)


# ---------------------------------------------------------------------------------------------
# Copies


class CopyTemplate:
    """An edition, and what all of its copies add to it."""

    def __init__(self, data: bytes, sheet: Pdf, paper: str, *, marked: bool) -> None:
        """Prepare copies of the PDF *data*, whose lines are cut from *sheet*.

        *marked*: whether each carries a watermark.
        """
        import pikepdf

        self.data, self.paper, self.marked = data, paper, marked
        pdf = pikepdf.open(BytesIO(data))
        self._pdf = pdf
        before = int(pdf.trailer.Size)
        with pikepdf.open(BytesIO(sheet.data)) as printed:
            self._resources = pdf.copy_foreign(printed.pages[0].obj.Resources)
        # Empty ones, for their numbers: what they will be is each copy's own.
        self._line = pdf.make_stream(b"")
        self._mark = pdf.make_stream(b"") if marked else None
        self._paragraph = pdf.make_indirect(pikepdf.Dictionary())
        empty = (self._line, self._mark, self._paragraph)
        own = {one.objgen[0] for one in empty if one is not None}
        touched = [*self._change_pages(), *self._change_tree()]
        new = [one for one in pdf.objects if one.objgen[0] >= before]
        shared = {one.objgen[0]: one for one in [*touched, *new] if one.objgen[0] not in own}
        self._last = max(one.objgen[0] for one in new)
        self._offsets: dict[int, int] = {}
        parts = [data if data.endswith(b"\n") else data + b"\n"]
        length = len(parts[0])
        for number, one in shared.items():
            self._offsets[number] = length
            parts.append(_object(number, _unparse(one)))
            length += len(parts[-1])
        self._common = b"".join(parts)
        metadata = pdf.Root.Metadata
        self._metadata = metadata.objgen[0]
        self._xmp = metadata.read_bytes()
        self._before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
        trailer = {"Root": pdf.trailer.Root, "Info": pdf.trailer.get("/Info")}
        self._trailer = b"".join(
            b"/%s %d 0 R" % (name.encode(), one.objgen[0]) for name, one in trailer.items() if one
        )
        self._id = bytes(pdf.trailer.ID[0])

    def _change_pages(self) -> Iterator[Any]:
        """Have each page draw the line, and over everything the mark, as ink over ink.

        Under the page, a ground such as that of the key messages would cover it.
        """
        import pikepdf

        pdf = self._pdf
        _, paper_height = PAPERS[self.paper].points
        first = True
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            width, height = right - left, top - bottom  # a page may be in landscape
            mark = b""
            if self.marked:
                angle = math.atan2(height, width)
                cos, sin = math.cos(angle), math.sin(angle)
                # The middle of the form comes to the middle of the page.
                x = left + width / 2 - cos * _MARK_WIDTH / 2 + sin * _UNIT / 2
                y = bottom + height / 2 - sin * _MARK_WIDTH / 2 - cos * _UNIT / 2
                mark = b"/Artifact BMC\nq\n/CopyInk gs\n%.5f %.5f %.5f %.5f %.3f %.3f cm\n"
                mark += b"/CopyMark Do\nQ\nEMC\n"
                mark %= (cos, sin, -sin, cos, x, y)
            tag = b"/P <</MCID %d>> BDC" % self._mcid(page) if first else _REPEATED
            strip = b"Q\n%s\nq\n1 0 0 1 %.3f %.3f cm\n/CopyLine Do\nQ\nEMC\n"
            # Between the folio and the edge.
            up = bottom + paper_height * FOOT - ABOVE_FOLIO - FOLIO - 4 - _HEIGHT
            strip %= (tag, left + MARGIN, up)
            resources = pikepdf.Dictionary(dict(page.obj.Resources.items()))
            forms = dict(resources.get("/XObject", pikepdf.Dictionary()).items())
            forms["/CopyLine"] = self._line
            if self._mark is not None:
                forms["/CopyMark"] = self._mark
                inks = dict(resources.get("/ExtGState", pikepdf.Dictionary()).items())
                inks["/CopyInk"] = pikepdf.Dictionary(BM=_name("/Multiply"))
                resources.ExtGState = pikepdf.Dictionary(inks)
            resources.XObject = pikepdf.Dictionary(forms)
            page.obj.Resources = resources
            own = page.obj.Contents
            contents = [*own] if isinstance(own, pikepdf.Array) else [own]
            page.obj.Contents = pikepdf.Array(
                [pdf.make_stream(b"q\n"), *contents, pdf.make_stream(strip + mark)]
            )
            first = False
            yield page.obj

    def _mcid(self, page: Any) -> int:
        """The number of the line among what is tagged on *page*."""
        return len(self._parents(page))

    def _parents(self, page: Any) -> Any:
        numbers = self._pdf.Root.StructTreeRoot.ParentTree.Nums
        key = int(page.obj.StructParents)
        return next(numbers[n + 1] for n in range(0, len(numbers), 2) if int(numbers[n]) == key)

    def _change_tree(self) -> Iterator[Any]:
        """Enter the line into the tag tree, before everything else."""
        tree = self._pdf.Root.StructTreeRoot
        page = self._pdf.pages[0]
        document = tree.K[0]
        self._paragraph.S = _name("/P")
        self._paragraph.P = document
        self._paragraph.Pg = page.obj
        self._paragraph.K = self._mcid(page)
        parents = self._parents(page)
        parents.append(self._paragraph)
        document.K.insert(0, self._paragraph)
        numbers = tree.ParentTree.Nums
        for chain in ((parents, numbers, tree.ParentTree, tree), (document.K, document)):
            yield next(one for one in chain if one.is_indirect)

    def copy(self, cut: Cut) -> bytes:
        """The copy whose line is *cut*."""
        own = self._own(cut)
        own[self._metadata] = self._write_metadata([cut])
        return self._written([*own.items()], self._last + 1, cut.copy_line.code)

    def gather(self, cuts: Sequence[Cut]) -> bytes:
        """One PDF for the printer, the copies of *cuts* one after another, each a part of it.

        The first has the objects of the edition. For each of the others its pages and its tags are
        written once more, with other numbers; what they show is there once.
        """
        return _Gathering(self).gather(cuts)

    def _own(self, cut: Cut) -> dict[int, bytes]:
        """Give the objects that differ from copy to copy, by their numbers."""
        copy_line = cut.copy_line
        dictionary = self._paragraph.unparse(resolved=True)
        assert dictionary.endswith(b">>")
        language = b"/Lang (%s) >>" % copy_line.language.encode()
        own = {self._paragraph.objgen[0]: dictionary[:-2] + language}
        own[self._line.objgen[0]] = self._form(cut.line, measure(self.paper), _HEIGHT)
        if self._mark is not None:
            # As wide as it is set, where the diagonal has the room for it.
            room = 0.8 * math.hypot(*PAPERS[self.paper].points)
            scale = min(1, room / (_width(copy_line.mark) * _MARK_SIZE))
            matrix = b" /Matrix [%.4f 0 0 %.4f %.2f %.2f]" % (
                *(scale, scale),
                *((1 - scale) * _MARK_WIDTH / 2, (1 - scale) * _UNIT / 2),
            )
            own[self._mark.objgen[0]] = self._form(cut.mark, _MARK_WIDTH, _UNIT, matrix)
        return own

    def _write_metadata(self, cuts: Sequence[Cut]) -> bytes:
        """Write the metadata of the edition, with the codes of *cuts* beside its own."""
        codes = "".join(f"<rdf:li>{escape(cut.copy_line.code)}</rdf:li>" for cut in cuts)
        xmp = self._xmp.replace(b"</rdf:RDF>", _COPY % codes.encode() + b"</rdf:RDF>")
        return _stream(b"/Type /Metadata /Subtype /XML", xmp)

    def _written(self, objects: Sequence[tuple[int, bytes]], last: int, code: str) -> bytes:
        """The edition, what all copies add, and *objects*; *last* is a number that is free."""
        parts = [self._common]
        length = len(self._common)
        offsets = dict(self._offsets)
        for number, body in objects:
            offsets[number] = length
            parts.append(_object(number, body))
            length += len(parts[-1])
        offsets[last] = length
        identity = sha256(self._id + code.encode()).digest()[:16]
        index, table = _table(offsets)
        entries = b"/Type /XRef /W [1 4 2] /Index [%s] /Size %d /Prev %d%s /ID [<%s> <%s>]" % (
            *(index, last + 1, self._before, self._trailer),
            *(self._id.hex().encode(), identity.hex().encode()),
        )
        parts.append(_object(last, _stream(entries, table)))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % length)
        return b"".join(parts)

    def _form(self, drawn: bytes, width: float, height: float, more: bytes = b"") -> bytes:
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources %d 0 R" % (
            *(width, height),
            self._resources.objgen[0],
        )
        return _stream(entries + more, drawn)


class _Gathering:
    """The objects that are written once more for each copy in a file of all."""

    def __init__(self, original: CopyTemplate) -> None:
        self.original = original
        pdf = original._pdf
        self.pages = [page.obj for page in pdf.pages]
        self.tree = pdf.Root.StructTreeRoot
        self.document = self.tree.K[0]
        again: dict[int, Any] = {page.objgen[0]: page for page in self.pages}
        self.signatures: list[int] = []
        """The fields that hold a signature of the edition: they are in the file once."""
        for page in self.pages:
            for link in page.get("/Annots", ()):
                if link.get("/FT") == "/Sig":
                    self.signatures.append(link.objgen[0])
                elif link.is_indirect:
                    again[link.objgen[0]] = link
        self._collect(self.document, again)
        self.parents: list[tuple[int, Any]] = []
        numbers = self.tree.ParentTree.Nums
        for at in range(0, len(numbers), 2):
            self.parents.append((int(numbers[at]), numbers[at + 1]))
            if numbers[at + 1].is_indirect:
                again.setdefault(numbers[at + 1].objgen[0], numbers[at + 1])
        self.own = {
            one.objgen[0]
            for one in (original._line, original._mark, original._paragraph)
            if one is not None
        }
        self.numbers = {number: at for at, number in enumerate([*again, *(self.own - {*again})])}
        self.again = {number: one for number, one in again.items() if number not in self.own}

    def _without_signatures(self, number: int, body: bytes) -> bytes:
        """The object *number* as a copy after the first has it: its pages show no field."""
        if any(number == page.objgen[0] for page in self.pages):
            for field in self.signatures:
                body = re.sub(rb"\b%d 0 R\b" % field, b"", body)
        return body

    def _collect(self, element: Any, again: dict[int, Any]) -> None:
        """Find *element* and all below it, as far as they are objects of their own."""
        import pikepdf

        todo = [element]
        while todo:
            one = todo.pop()
            if isinstance(one, pikepdf.Array):
                todo += [*one]
            elif isinstance(one, pikepdf.Dictionary):
                if one.is_indirect:
                    again[one.objgen[0]] = one
                if "/Obj" in one:
                    again[one.Obj.objgen[0]] = one.Obj
                elif "/K" in one:
                    todo.append(one.K)

    def gather(self, cuts: Sequence[Cut]) -> bytes:
        original = self.original
        root = self.tree.objgen[0]
        top = original._last + 1  # the Document, of which each copy is a Part
        start = top + 1
        bodies = {
            number: _Body(self._without_signatures(number, _unparse(one)))
            for number, one in self.again.items()
        }
        part = _unparse(self.document).replace(b"/S /Document", b"/S /Part")
        upward = b"/P %d 0 R" % root
        assert upward in part
        bodies[self.document.objgen[0]] = _Body(part.replace(upward, b"/P %d 0 R" % top))
        parents = [
            (key, _Body(b"%d 0 R" % one.objgen[0] if one.is_indirect else _unparse(one)))
            for key, one in self.parents
        ]
        stride = max(key for key, _ in parents) + 1
        objects: list[tuple[int, bytes]] = []
        kids, parts, tree = [], [], []
        for at, cut in enumerate(cuts):
            base = start + (at - 1) * len(self.numbers)
            new = {old: base + n if at else old for old, n in self.numbers.items()}
            for number, body in self.original._own(cut).items():
                is_tag = number == original._paragraph.objgen[0]
                numbered = _Body(body).numbered(new, at * stride, at) if is_tag else body
                objects.append((new[number], numbered))
            if at:
                objects += [
                    (new[number], body.numbered(new, at * stride, at))
                    for number, body in bodies.items()
                ]
            else:
                number = self.document.objgen[0]
                objects.append((number, bodies[number].numbered(new, 0, 0)))
            kids += [new[page.objgen[0]] for page in self.pages]
            parts.append(new[self.document.objgen[0]])
            tree += [
                b"%d %s" % (key + at * stride, body.numbered(new, 0, at)) for key, body in parents
            ]
        pages = b"<</Type /Pages /Count %d /Kids [%s]>>"
        objects.append((original._pdf.Root.Pages.objgen[0], pages % (len(kids), _references(kids))))
        whole = b"<</Type /StructElem /S /Document /P %d 0 R /K [%s]>>"
        objects.append((top, whole % (root, _references(parts))))
        tags = b"<</Type /StructTreeRoot /K [%d 0 R] /ParentTree <</Nums [%s]>>>>"
        objects.append((root, tags % (top, b" ".join(tree))))
        objects.append((original._metadata, original._write_metadata(cuts)))
        last = start + max(len(cuts) - 1, 0) * len(self.numbers)
        return original._written(objects, last, "".join(cut.copy_line.code for cut in cuts))


class _Body:
    """An object as it is written, to be written again with other numbers."""

    def __init__(self, body: bytes) -> None:
        self.parts: list[bytes | tuple[str, bytes]] = []
        at = 0
        for match in _NUMBERS.finditer(body):
            for kind in ("object", "parent", "names"):
                if match[kind]:
                    self.parts += [body[at : match.start(kind)], (kind, match[kind])]
                    at = match.end(kind)
        self.parts.append(body[at:])

    def numbered(self, new: dict[int, int], further: int, copy: int) -> bytes:
        """With the objects *new*, entries of the parent tree *further* on, names of *copy*."""
        parts = []
        for part in self.parts:
            if isinstance(part, bytes):
                parts.append(part)
                continue
            kind, text = part
            if kind == "object":
                parts.append(b"%d" % new.get(int(text), int(text)))
            elif kind == "parent":
                parts.append(b"%d" % (int(text) + further))
            else:
                parts.append(text.replace(b")", b"-%d)" % copy) if copy else text)
        return b"".join(parts)


_NUMBERS = re.compile(
    rb"/(?:ID|Headers) (?P<names>\([\w-]*\)|\[[\w\s()-]*\])"  # of notes and cells, once in a file
    rb"|\((?:\\.|[^\\()])*\)"  # a text, in which a number is no reference
    rb"|(?P<object>\d+) 0 R\b"
    rb"|/StructParents? (?P<parent>\d+)",
    re.DOTALL,
)


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


_REPEATED = b"/Artifact <</Type /Pagination>> BDC"
# One of the properties that PDF/A knows. The identifier of the edition stays beside it.
_COPY = (
    b'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:Identifier>'
    b"<rdf:Bag>%s</rdf:Bag></xmp:Identifier></rdf:Description>"
)


def _name(name: str) -> Any:
    import pikepdf

    return pikepdf.Name(name)


def _unparse(one: Any) -> bytes:
    import pikepdf

    if not isinstance(one, pikepdf.Stream):
        return bytes(one.unparse(resolved=True))
    raw = one.read_raw_bytes()
    entries = {name: value for name, value in one.stream_dict.items() if name != "/Length"}
    dictionary = pikepdf.Dictionary(entries).unparse(resolved=True)
    return _stream(dictionary[2:-2], raw)


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def _table(offsets: dict[int, int]) -> tuple[bytes, bytes]:
    """Where each object begins, as a cross-reference stream has it: runs of numbers, entries."""
    runs: list[list[int]] = []
    for number in sorted(offsets):
        if runs and sum(runs[-1]) == number:
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    index = b" ".join(b"%d %d" % (start, count) for start, count in runs)
    entries = (b"\1" + offsets[n].to_bytes(4, "big") + b"\0\0" for n in sorted(offsets))
    return index, b"".join(entries)
