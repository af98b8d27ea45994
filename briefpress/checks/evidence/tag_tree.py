"""Turn a PDF into its tag tree: what a screen reader says of it, and where that stands.

PDFium reads the text, pikepdf the tags. PDFium 8149 has a tree of its own, but one for each page: a
tag that goes on overleaf is two there, one without text (an empty cell) is missing, and so are the
addresses of links. Its text has three habits that are undone here: it puts spaces into gaps, has a
sign of its own for a hyphen at the end of a line, and reads a line from left to right, whatever
order it was drawn in.

PDFium serves one thread. The preview, which has several, asks for no check that reads tags.

Source: ISO 32000-1, 14.6 (marked content), 14.7 and 14.8 (tags).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_double, c_ulong, sizeof
from html import unescape
from io import BytesIO
from itertools import groupby, pairwise, repeat
from math import hypot
from typing import Any, NamedTuple

from ...model.tag_tree import Run, Tag, TagTree

_DEEPEST = 200
"""Limit on nesting, in case the tag tree is cyclic."""


def load_pdf_readers() -> None:
    """Load what the first PDF is read with: 75 ms, which nobody waits for while it is printed."""
    import pikepdf  # noqa: F401
    import pypdfium2  # noqa: F401


def read_tags(data: bytes) -> TagTree:
    """Read the tag tree of the PDF *data*; of what is no PDF, or has no tags, an empty one."""
    import pikepdf
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as pages:
            texts = [_read_text(page, number) for number, page in enumerate(pages, 1)]
        with pikepdf.open(BytesIO(data)) as pdf:
            return _Reader(pdf, texts).read()
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        return TagTree(Tag("", 1))


class TextBlock(NamedTuple):
    """A part of one page that is read in one go: a paragraph, an item, a note, a whole table."""

    tag: Tag
    page: int
    left: float
    upper: float
    right: float
    lower: float
    text: str


_WHOLE = {"Figure", "Formula", "Table", "TOC"}
"""Tags that are read as one thing, however their parts stand."""
_BLOCKS = {"BlockQuote", "Caption", "Div", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "Note",
           "P"}  # fmt: skip


def calls(root: Tag) -> list[Tag]:
    """The calls of the notes; an item of a list of headings is a Reference, too."""
    listed = {id(one) for toc in root.all("TOC") for one in toc.all("Reference")}
    return [one for one in root.all("Reference") if id(one) not in listed]


def blocks(root: Tag) -> list[TextBlock]:
    """Give the blocks of *root* in reading order, each with its place.

    One on two pages, or in two columns, is two.
    """
    parts: list[tuple[Tag, list[Run]]] = []

    def walk(tag: Tag, owner: Tag) -> None:
        if tag.kind in _WHOLE:
            put(tag, *tag.runs)
            return
        owner = tag if tag.kind in _BLOCKS else owner
        for kid in tag.kids:
            if isinstance(kid, Tag):
                walk(kid, owner)
            else:
                put(owner, kid)

    def put(owner: Tag, *runs: Run) -> None:
        for run in runs:
            if parts and parts[-1][0] is owner and _goes_on(owner, parts[-1][1][-1], run):
                parts[-1][1].append(run)
            elif run.text.strip():
                parts.append((owner, [run]))

    walk(root, root)
    return [
        TextBlock(
            tag,
            runs[0].page,
            min(run.x for run in runs),
            min(run.y - 0.7 * run.size for run in runs),
            max(run.x + run.width for run in runs),
            max(run.y for run in runs),
            Tag("", runs[0].page, tuple(runs)).text,
        )
        for tag, runs in parts
    ]


def _goes_on(owner: Tag, before: Run, run: Run) -> bool:
    """Whether *run* stands on the page of the one *before*, and in its column."""
    is_in_column = owner.kind in _WHOLE or run.y > before.y - run.size
    return before.page == run.page and is_in_column


class Link(NamedTuple):
    """A link as it is printed."""

    text: str
    address: str
    page: int
    in_note: bool


def links(root: Tag, in_note: bool = False) -> Iterator[Link]:
    """Give each link of *root* once: one that goes on in another line is two tags side by side."""
    parts: list[Tag] = []
    for kid in (*root.kids, None):
        part = kid if isinstance(kid, Tag) and kid.kind == "Link" and kid.addresses else None
        if parts and not (part and part.addresses == parts[0].addresses):
            address = parts[0].addresses[0]
            text = Tag("Link", parts[0].page, tuple(parts)).text
            whole = "".join(text.split())  # an address goes on in the next line without a space
            text = whole if address.endswith(whole) else text
            text = text or parts[0].alt or parts[0].actual or ""
            yield Link(text, address, parts[0].page, in_note)
            parts = []
        if part:
            parts.append(part)
        elif isinstance(kid, Tag):
            yield from links(kid, in_note or kid.kind in ("Note", "BibEntry"))


def rows_of(table: Tag) -> list[list[Tag]]:
    """Give the cells of *table*, row by row; not those of a table in it."""
    rows = []
    for kid in table.tags:
        if kid.kind == "TR":
            rows.append([cell for cell in kid.tags if cell.kind in ("TH", "TD")])
        elif kid.kind in ("THead", "TBody", "TFoot"):
            rows += rows_of(kid)
    return rows


def lengths(rows: list[list[Tag]]) -> list[int]:
    """How many columns each of *rows* takes, with the cells that reach down into it."""
    reach: list[int] = []
    columns = []
    for row in rows:
        from_above = len(reach)
        below = [down - 1 for down in reach if down > 1]
        for cell in row:
            below += [cell.down - 1] * cell.across if cell.down > 1 else []
        columns.append(from_above + sum(cell.across for cell in row))
        reach = below
    return columns


# ---------------------------------------------------------------------------------------------
# The tree


_TEXTS = {"/Alt": "alt", "/ActualText": "actual", "/E": "expansion", "/Lang": "language",
          "/ID": "id"}  # fmt: skip
"""Entries of a tag, and the fields that hold them."""


class _Reader:
    """Reads the tags of one PDF that pikepdf has opened; *texts*: the text of each of its pages."""

    def __init__(self, pdf: Any, texts: list[_PageText]) -> None:
        import pikepdf

        self.pdf, self.texts = pdf, texts
        self.array, self.dictionary = pikepdf.Array, pikepdf.Dictionary
        self.string, self.name = pikepdf.String, pikepdf.Name
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}

    def read(self) -> TagTree:
        catalogue = self.pdf.Root
        tree = catalogue.get("/StructTreeRoot", {})
        self.roles = {str(one): str(kind)[1:] for one, kind in tree.get("/RoleMap", {}).items()}
        kids = [self.tag(kid, 1, 0) for kid in self.several(tree.get("/K", []))]
        tags = [kid for kid in kids if kid is not None]
        viewer = catalogue.get("/ViewerPreferences", {})
        return TagTree(
            root=tags[0] if len(tags) == 1 else Tag("", 1, tuple(tags)),
            title=self.title(),
            shows_title=viewer.get("/DisplayDocTitle") is True,
            language=str(catalogue.get("/Lang", "")),
            untagged=tuple(run for text in self.texts for run in text.get(None, ())),
        )

    def title(self) -> str:
        metadata = self.pdf.Root.get("/Metadata")
        xmp = metadata.read_bytes().decode("utf-8", "replace") if metadata is not None else ""
        match = re.search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", xmp, re.DOTALL)
        title = unescape(match[1]) if match else str(self.pdf.docinfo.get("/Title", ""))
        return " ".join(title.split())

    def several(self, value: Any) -> list[Any]:
        return [*value] if isinstance(value, self.array) else [value]

    def number(self, page: Any, otherwise: int) -> int:
        is_page = isinstance(page, self.dictionary)
        return self.pages.get(page.objgen, otherwise) if is_page else otherwise

    def tag(self, element: Any, page: int, depth: int) -> Tag | None:
        if not isinstance(element, self.dictionary) or "/S" not in element or depth > _DEEPEST:
            return None
        names = element.keys()  # few tags have more than a kind, a page and kids
        page = self.number(element.get("/Pg"), page)
        kids: list[Tag | Run] = []
        addresses: list[str] = []
        for kid in self.several(element["/K"]) if "/K" in names else ():
            if isinstance(kid, int):
                kids += self.runs(page, kid)
            elif not isinstance(kid, self.dictionary):
                continue
            elif "/S" in kid:
                if below := self.tag(kid, page, depth + 1):
                    kids.append(below)
            elif "/MCID" in kid:
                kids += self.runs(self.number(kid.get("/Pg"), page), int(kid["/MCID"]))
            elif "/Obj" in kid:
                addresses.append(self.address(kid["/Obj"]))
        kind = str(element["/S"])
        first = next((kid.page for kid in kids), page)
        return Tag(
            self.roles.get(kind, kind[1:]),
            first,
            tuple(kids),
            addresses=tuple(address for address in addresses if address),
            **self.texts_of(element, names),
            **(self.attributes(element["/A"]) if "/A" in names else {}),
        )

    def texts_of(self, element: Any, names: set[str]) -> dict[str, Any]:
        entries = ((field, element[name]) for name, field in _TEXTS.items() if name in names)
        return {field: str(text) for field, text in entries if isinstance(text, self.string)}

    def address(self, link: Any) -> str:
        action = link.get("/A")
        return str(action.get("/URI", "")) if isinstance(action, self.dictionary) else ""

    def attributes(self, held: Any) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for one in self.several(held):
            if not isinstance(one, self.dictionary):
                continue
            if isinstance(scope := one.get("/Scope"), self.name):
                fields["scope"] = str(scope)[1:]
            if isinstance(heads := one.get("/Headers"), self.array):
                fields["heads"] = tuple(str(head) for head in heads)
            for name, field in (("/ColSpan", "across"), ("/RowSpan", "down")):
                if isinstance(many := one.get(name), int):
                    fields[field] = max(1, many)
        return fields

    def runs(self, page: int, mark: int) -> list[Run]:
        return self.texts[page - 1].get(mark, [])


# ---------------------------------------------------------------------------------------------
# The text

_PageText = dict[int | None, list[Run]]
"""The runs of a page by the number of their marked content; None: text in no tag."""
_ARTIFACT = -1
"""In place of a number: decoration, which is in no tag and need not be."""


def _read_text(page: Any, number: int) -> _PageText:
    """Read the text of *page*, which pypdfium2 has opened; *number*: its number, from 1."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    chars, letters = textpage.raw, _letters(textpage)
    put_in = {
        index
        for index, letter in enumerate(letters)
        if letter == " " and raw.FPDFText_IsGenerated(chars, index)
    }
    drawn: dict[bytes, list[int]] = {}
    start = 0
    objects = map(raw.FPDFText_GetTextObject, repeat(chars), range(len(letters)))
    for pointer, several in groupby(map(bytes, objects)):  # a pointer's bytes are its address
        stop = start + len([*several])
        drawn.setdefault(pointer, []).extend(range(start, stop))
        start = stop
    left, _, _, upper = page.get_mediabox()
    x, y, box, matrix = c_double(), c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    text: _PageText = {}
    for pointer, mark in _marks(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
        if mark == _ARTIFACT or pointer not in drawn:
            continue
        indices = drawn[pointer]
        raw.FPDFText_GetCharOrigin(chars, indices[0], x, y)
        raw.FPDFText_GetMatrix(chars, indices[0], matrix)
        raw.FPDFText_GetLooseCharBox(chars, indices[-1], box)
        size = raw.FPDFText_GetFontSize(chars, indices[0]) * hypot(matrix.c, matrix.d)
        run = Run(
            _without(put_in, chars, letters, indices, size),
            number,
            round(x.value - left, 2),
            round(upper - y.value, 2),
            round(box.right - x.value, 2),
            round(size, 2),
        )
        runs = text.setdefault(mark, [])
        before = runs[-1] if runs else run
        if runs and abs(before.y - run.y) < 0.01 and abs(before.x + before.width - run.x) < 0.1:
            width = round(run.x + run.width - before.x, 2)
            runs[-1] = before._replace(text=before.text + run.text, width=width)
        else:
            runs.append(run)
    return text


def _letters(textpage: Any) -> str:
    """Give one letter for each character of *textpage*."""
    from pypdfium2 import raw

    count = textpage.count_chars()
    letters = str(textpage.get_text_range())
    if len(letters) != count:  # of a page with a letter that stands for none, or for two
        codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
        letters = "".join(chr(code or 0xFFFD) for code in codes)
    return letters.replace("\ufffe", "-").replace("\x02", "-")


def _marks(
    holder: Any,
    count: Callable[[Any], int],
    get: Callable[[Any, int], Any],
    mark: int | None = None,
) -> Iterator[tuple[bytes, int | None]]:
    """Give the address of each text object of *holder*, a page or a form, and its mark."""
    from pypdfium2 import raw

    for index in range(count(holder)):
        one = get(holder, index)
        own = raw.FPDFPageObj_GetMarkedContentID(one)
        if own < 0:
            own = _ARTIFACT if _is_artifact(one) else mark
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield bytes(one), own
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _marks(one, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, own)


def _is_artifact(one: Any) -> bool:
    from pypdfium2 import raw

    name, length = (raw.FPDF_WCHAR * 20)(), c_ulong()
    for index in range(raw.FPDFPageObj_CountMarks(one)):
        mark = raw.FPDFPageObj_GetMark(one, index)
        raw.FPDFPageObjMark_GetName(mark, name, sizeof(name), length)
        if bytes(name)[: length.value] == "Artifact\0".encode("utf-16-le"):
            return True
    return False


def _without(
    put_in: set[int], chars: Any, letters: str, indices: Sequence[int], size: float
) -> str:
    """Join *letters* at *indices*, those of one line, without the spaces that only PDFium sees.

    Where letters are set apart, PDFium 8149 puts a space into each gap, and drops the real ones.
    """
    from pypdfium2 import raw

    if put_in.isdisjoint(indices):
        return "".join([letters[index] for index in indices])
    x, y, box = c_double(), c_double(), raw.FS_RECTF()
    pairs = [*pairwise(index for index in indices if index not in put_in)]
    gaps = []
    for before, after in pairs:
        raw.FPDFText_GetLooseCharBox(chars, before, box)
        raw.FPDFText_GetCharOrigin(chars, after, x, y)
        gaps.append(x.value - box.right)
    least = min(gaps) if len(gaps) > 1 else 0
    text = letters[indices[0]]
    for (before, after), gap in zip(pairs, gaps, strict=True):
        is_space = after - before > 1 and gap > least + size / 7
        text += " " * is_space + letters[after]
    return text
