"""Turn a PDF into its tag tree: what a screen reader says of it, and where that stands.

The tree is small; what takes time is the text, which lies among lines and curves in the pages'
content. So that is not taken apart operand by operand: one pattern walks over it and stops at what
moves, names or draws letters, a third of the time of a real parser.

Source: ISO 32000-1, 9.4 (text), 14.6 (marked content), 14.7 and 14.8 (tags).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from io import BytesIO
from struct import unpack
from typing import Any, NamedTuple

from ...model.tag_tree import Run, Tag, TagTree

_DEEP = 200
"""Tags in one another, at the most: a tree that bites its tail has an end."""


def make_ready_to_read() -> None:
    """Load what the first PDF is read with: 20 ms, which nobody waits for while it is printed."""
    import pikepdf  # noqa: F401


def read_tags(data: bytes) -> TagTree:
    """Read the tag tree of the PDF *data*; of what is no PDF, or has no tags, an empty one."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _Reader(pdf).read()
    except pikepdf.PdfError:
        return TagTree(Tag("", 1))


class TextBlock(NamedTuple):
    """What is read in one go on one page: a paragraph, an item, a note, a whole table."""

    tag: Tag
    page: int
    left: float
    upper: float
    right: float
    lower: float
    text: str


_WHOLE = {"Figure", "Formula", "Table", "TOC"}
"""What is read as one thing, however its parts stand."""
_BLOCKS = {"BlockQuote", "Caption", "Div", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "Note",
           "P"}  # fmt: skip


def blocks(root: Tag) -> list[TextBlock]:
    """Give the blocks of *root* in reading order, each with its place; one on two pages is two."""
    found: list[tuple[Tag, list[Run]]] = []

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
            if found and found[-1][0] is owner and found[-1][1][0].page == run.page:
                found[-1][1].append(run)
            elif run.text.strip():
                found.append((owner, [run]))

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
        for tag, runs in found
    ]


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
            said = text or parts[0].alt or parts[0].actual or ""
            yield Link(said, address, parts[0].page, in_note)
            parts = []
        if part:
            parts.append(part)
        elif isinstance(kid, Tag):
            yield from links(kid, in_note or kid.kind in ("Note", "BibEntry"))


def rows_of(table: Tag) -> list[list[Tag]]:
    """Give the cells of *table*, row by row; not those of a table in it."""
    found = []
    for kid in table.tags:
        if kid.kind == "TR":
            found.append([cell for cell in kid.tags if cell.kind in ("TH", "TD")])
        elif kid.kind in ("THead", "TBody", "TFoot"):
            found += rows_of(kid)
    return found


def lengths(rows: list[list[Tag]]) -> list[int]:
    """How many columns each of *rows* takes, with the cells that reach down into it."""
    reach: list[int] = []
    found = []
    for row in rows:
        from_above = len(reach)
        below = [down - 1 for down in reach if down > 1]
        for cell in row:
            below += [cell.down - 1] * cell.across if cell.down > 1 else []
        found.append(from_above + sum(cell.across for cell in row))
        reach = below
    return found


# ---------------------------------------------------------------------------------------------
# The tree


class _Reader:
    """Reads one PDF that is open."""

    def __init__(self, pdf: Any) -> None:
        import pikepdf

        self.pdf = pdf
        self.array, self.dictionary = pikepdf.Array, pikepdf.Dictionary
        self.string, self.name = pikepdf.String, pikepdf.Name
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        fonts: dict[Any, _Font] = {}
        self.texts = [_PageText(page, number, fonts) for number, page in enumerate(pdf.pages, 1)]

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
            untagged=tuple(run for page in self.texts for run in page.untagged),
        )

    def title(self) -> str:
        metadata = self.pdf.Root.get("/Metadata")
        said = metadata.read_bytes().decode("utf-8", "replace") if metadata is not None else ""
        found = re.search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", said, re.DOTALL)
        title = unescape(found[1]) if found else str(self.pdf.docinfo.get("/Title", ""))
        return " ".join(title.split())

    def several(self, value: Any) -> list[Any]:
        return [*value] if isinstance(value, self.array) else [value]

    def number(self, page: Any, otherwise: int) -> int:
        is_page = isinstance(page, self.dictionary)
        return self.pages.get(page.objgen, otherwise) if is_page else otherwise

    def tag(self, element: Any, page: int, depth: int) -> Tag | None:
        if not isinstance(element, self.dictionary) or "/S" not in element or depth > _DEEP:
            return None
        said = dict(element.items())
        page = self.number(said.get("/Pg"), page)
        kids: list[Tag | Run] = []
        addresses: list[str] = []
        held = said.get("/K")
        for kid in self.several(held) if held is not None else ():
            if isinstance(kid, int):
                kids += self.marked(page, kid)
            elif not isinstance(kid, self.dictionary):
                continue
            elif "/S" in kid:
                if below := self.tag(kid, page, depth + 1):
                    kids.append(below)
            elif "/MCID" in kid:
                kids += self.marked(self.number(kid.get("/Pg"), page), int(kid["/MCID"]))
            elif "/Obj" in kid:
                addresses.append(self.goal(kid["/Obj"]))
        kind = str(said["/S"])
        first = next((kid.page for kid in kids), page)
        return Tag(
            self.roles.get(kind, kind[1:]),
            first,
            tuple(kids),
            self.text(said, "/Alt"),
            self.text(said, "/ActualText"),
            self.text(said, "/E"),
            self.text(said, "/Lang") or "",
            self.text(said, "/ID") or "",
            addresses=tuple(address for address in addresses if address),
            **(self.attributes(said["/A"]) if "/A" in said else {}),
        )

    def goal(self, link: Any) -> str:
        action = link.get("/A")
        return str(action.get("/URI", "")) if isinstance(action, self.dictionary) else ""

    def text(self, said: dict[str, Any], name: str) -> str | None:
        return str(said[name]) if isinstance(said.get(name), self.string) else None

    def attributes(self, held: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for one in self.several(held):
            if not isinstance(one, self.dictionary):
                continue
            if isinstance(scope := one.get("/Scope"), self.name):
                found["scope"] = str(scope)[1:]
            if isinstance(heads := one.get("/Headers"), self.array):
                found["heads"] = tuple(str(head) for head in heads)
            for name, field in (("/ColSpan", "across"), ("/RowSpan", "down")):
                if isinstance(many := one.get(name), int):
                    found[field] = max(1, many)
        return found

    def marked(self, page: int, number: int) -> list[Run]:
        return self.texts[page - 1].marked.get(number, [])


# ---------------------------------------------------------------------------------------------
# The text of a page

_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
_HELD = rb"<<(?:[^<>()]++|<[^<>]*+>|" + _STRING + rb"|<<(?:[^<>()]++|" + _STRING + rb")*+>>)*+>>"
_NUMBER = rb"[-+]?+(?:\d++\.?+\d*+|\.\d++)"
_STEP = re.compile(
    rb"%[^\r\n]*+|\bBI\b.*?\bID\b.*?\sEI\b"
    rb"|/(?P<tag>\S++)\s++(?P<held>" + _HELD + rb"|/\S++)\s*+BDC\b"
    rb"|/(?P<mark>[^\s<\[(/]++)\s++BMC\b"
    rb"|/(?P<font>[^\s<\[(/]++)\s++(?P<size>" + _NUMBER + rb")\s++Tf\b"
    rb"|/(?P<form>[^\s<\[(/]++)\s++Do\b"
    rb"|(?P<shown>\[(?:[^\[\]()]++|" + _STRING + rb")*+\]|" + _STRING + rb"|<[^<>]*+>)"
    rb"\s*+(?P<show>TJ|Tj|'|\")"
    rb"|" + _HELD + rb"|" + _STRING +
    rb"|(?P<numbers>(?:" + _NUMBER + rb"\s++)++)(?P<with>[A-Za-z]++\*?)"
    rb"|(?P<bare>\b(?:EMC|BT|T\*|q|Q)(?![A-Za-z]))",
    re.DOTALL,
)  # fmt: skip
"""One step of a page's content, with what it works on; what only draws is passed over."""
_SHOWN = re.compile(rb"<([\da-fA-F\s]*+)>|(" + _STRING + rb")|(" + _NUMBER + rb")", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"",
            b"\r": b"", b"\r\n": b""}  # fmt: skip

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


class _PageText:
    """The text of one page, by the number of its marked content."""

    def __init__(self, page: Any, number: int, fonts: dict[Any, _Font]) -> None:
        self.page, self.number, self.fonts = page, number, fonts
        self.marks: list[int | None] = []
        self.untagged: list[Run] = []
        left, _, _, upper = (float(edge) for edge in page.mediabox)
        self.start: Matrix = (1, 0, 0, -1, -left, upper)

    @cached_property
    def marked(self) -> dict[int, list[Run]]:
        """Its runs; those that no mark is around go to *untagged*."""
        self.found: dict[int, list[Run]] = {}
        content = self.page.obj.get("/Contents")
        if content is not None:
            import pikepdf

            parts = content if isinstance(content, pikepdf.Array) else [content]
            joined = b"\n".join(part.read_bytes() for part in parts)
            self.walk(joined, self.page.obj.get("/Resources", {}), self.start, 0)
        return self.found

    def walk(self, data: bytes, resources: Any, matrix: Matrix, depth: int) -> None:
        outer: list[Matrix] = []
        line = text = _SAME
        leading = 0.0
        font, size = _NO_FONT, 1.0
        names = resources.get("/Font")
        names = names if hasattr(names, "get") else {}
        known: dict[bytes, _Font] = {}
        for step in _STEP.finditer(data):
            match step.lastgroup:
                case "bare":
                    match step["bare"]:
                        case b"q":
                            outer.append(matrix)
                        case b"Q":
                            matrix = outer.pop() if outer else matrix
                        case b"EMC":
                            if self.marks:
                                self.marks.pop()
                        case b"BT":
                            line = text = _SAME
                        case _:
                            line = text = _times((1, 0, 0, 1, 0, -leading), line)
                case "with":
                    operator = step["with"]
                    if operator not in _MOVES:
                        continue
                    values = [float(one) for one in step["numbers"].split()]
                    if operator == b"TL":
                        leading = values[-1]
                    elif operator in (b"cm", b"Tm") and len(values) == 6:
                        a, b, c, d, e, f = values
                        if operator == b"cm":
                            matrix = _times((a, b, c, d, e, f), matrix)
                        else:
                            line = text = (a, b, c, d, e, f)
                    elif operator in (b"Td", b"TD") and len(values) == 2:
                        leading = -values[1] if operator == b"TD" else leading
                        line = text = _times((1, 0, 0, 1, values[0], values[1]), line)
                case "held":
                    self.marks.append(self.mark(step["tag"], step["held"], resources))
                case "mark":
                    self.marks.append(_ARTIFACT if step["mark"] == b"Artifact" else None)
                case "size":
                    name = step["font"]
                    if name not in known:
                        known[name] = self.font(names.get("/" + name.decode("latin-1")))
                    font, size = known[name], float(step["size"])
                case "show":
                    if step["show"] in (b"'", b'"'):
                        line = text = _times((1, 0, 0, 1, 0, -leading), line)
                    said, advance = font.show(step["shown"])
                    start = _times(text, matrix)
                    text = _times((1, 0, 0, 1, advance * size, 0), text)
                    end = _times(text, matrix)
                    tall = size * (start[2] ** 2 + start[3] ** 2) ** 0.5
                    self.put(said, start, end, tall)
                case "form":
                    form = resources.get("/XObject", {}).get("/" + step["form"].decode("latin-1"))
                    if form is not None and form.get("/Subtype") == "/Form" and depth < 8:
                        own = [float(one) for one in form.get("/Matrix", _SAME)]
                        inner = _times((own[0], own[1], own[2], own[3], own[4], own[5]), matrix)
                        below = form.get("/Resources", resources)
                        self.walk(form.read_bytes(), below, inner, depth + 1)

    def mark(self, tag: bytes, held: bytes, resources: Any) -> int | None:
        if tag == b"Artifact":
            return _ARTIFACT
        if held.startswith(b"/"):
            named = resources.get("/Properties", {}).get("/" + held[1:].decode("latin-1"), {})
            number = named.get("/MCID") if hasattr(named, "get") else None
            return number if isinstance(number, int) else None
        found = re.search(rb"/MCID\s+(\d+)", held)
        return int(found[1]) if found else None

    def font(self, font: Any) -> _Font:
        if font is None:
            return _NO_FONT
        key = font.objgen if font.is_indirect else id(font)
        if key not in self.fonts:
            try:
                self.fonts[key] = _Font(font)
            except (AttributeError, LookupError, TypeError, ValueError):  # of a broken font
                self.fonts[key] = _NO_FONT
        return self.fonts[key]

    def put(self, said: str, start: Matrix, end: Matrix, tall: float) -> None:
        number = next((mark for mark in reversed(self.marks) if mark is not None), None)
        if number == _ARTIFACT or not said:
            return
        x, y = start[4], start[5]
        run = Run(said, self.number, round(x, 2), round(y, 2), round(end[4] - x, 2), round(tall, 2))
        runs = self.untagged if number is None else self.found.setdefault(number, [])
        if runs and abs(runs[-1].y - run.y) < 0.01 and abs(runs[-1].x + runs[-1].width - x) < 0.1:
            before = runs[-1]
            runs[-1] = before._replace(text=before.text + said, width=round(end[4] - before.x, 2))
        else:
            runs.append(run)


_MOVES = {b"cm", b"Tm", b"Td", b"TD", b"TL"}
_ARTIFACT = -1
"""In place of a number: what is there for the eye alone."""


class _Letters(dict[int, str]):
    def __missing__(self, code: int) -> str:
        return "\ufffd" if self else chr(code)


class _Widths(dict[int, float]):
    default = 0.0

    def __missing__(self, code: int) -> float:
        return self.default


class _Font:
    """What a font's codes stand for, and how wide they are."""

    def __init__(self, font: Any) -> None:
        self.letters, self.widths, self.wide = _Letters(), _Widths(), False
        if font is None:
            return
        if "/ToUnicode" in font:
            self.letters.update(_letters(font.ToUnicode.read_bytes()))
        if font.get("/Subtype") == "/Type0":
            below = font.DescendantFonts[0]
            self.wide, self.widths.default = True, float(below.get("/DW", 1000)) / 1000
            self.widths.update(_widths(below.W.unparse(resolved=True)) if "/W" in below else {})
        elif "/Widths" in font:
            first = int(font.get("/FirstChar", 0))
            self.widths.update((n, float(w) / 1000) for n, w in enumerate(font.Widths, first))

    def show(self, shown: bytes) -> tuple[str, float]:
        """Read what is shown, strings and the distances between them: its text, and how long."""
        said: list[str] = []
        advance = 0.0
        # A press that sets each letter by itself says `<0013>0<001c>`: that is one string.
        for code, string, back in _SHOWN.findall(shown.replace(b">0<", b"")):
            if back:
                advance -= float(back) / 1000
                continue
            data = _plain(string[1:-1]) if string else bytes.fromhex(_even(code).decode("ascii"))
            codes = unpack(f">{len(data) // 2}H", data[: len(data) & ~1]) if self.wide else data
            said += map(self.letters.__getitem__, codes)
            advance += sum(map(self.widths.__getitem__, codes))
        return "".join(said), advance


_NO_FONT = _Font(None)


def _plain(string: bytes) -> bytes:
    if b"\\" not in string:
        return string

    def meant(match: re.Match[bytes]) -> bytes:
        one = match[1]
        return bytes([int(one, 8) & 255]) if one[:1].isdigit() else _LETTERS.get(one, one)

    return _ESCAPED.sub(meant, string)


def _even(code: bytes) -> bytes:
    code = b"".join(code.split())
    return code + b"0" if len(code) % 2 else code


_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])|(beginbfchar|beginbfrange|endbf\w+)")


def _letters(cmap: bytes) -> dict[int, str]:
    """Read what each code of a font stands for, out of its ToUnicode."""
    found: dict[int, str] = {}
    wants, held, several = 0, list[bytes](), False
    for match in _HEX.finditer(cmap):
        if match[4]:
            wants, held = {b"beginbfchar": 2, b"beginbfrange": 3}.get(match[4], 0), []
        elif match[2]:
            several = True
        elif match[3]:
            for number, text in enumerate(held[2:]):
                found[int(held[0], 16) + number] = _utf16(text)
            several, held = False, []
        elif wants:
            held.append(match[1])
            if len(held) == wants and not several:
                first, last, text = int(held[0], 16), int(held[-2], 16), held[-1]
                if wants == 2:
                    found[first] = _utf16(text)
                for number in range(min(last - first + 1, 65536) if wants == 3 else 0):
                    found[first + number] = _utf16(b"%0*x" % (len(text), int(text, 16) + number))
                held = []
    return found


def _utf16(text: bytes) -> str:
    try:
        return bytes.fromhex(text.decode("ascii")).decode("utf-16-be", "replace")
    except ValueError:
        return "\ufffd"


_WIDTHS = re.compile(rb"(\d+)\s*\[([^\]]*)\]|(\d+)\s+(\d+)\s+(" + _NUMBER + rb")")


def _widths(array: bytes) -> Iterator[tuple[int, float]]:
    """Read the widths of a font's codes, in parts of its size."""
    for first, several, start, end, width in _WIDTHS.findall(array):
        if first:
            for number, one in enumerate(several.split(), int(first)):
                yield number, float(one) / 1000
        else:
            for number in range(int(start), min(int(end), int(start) + 65535) + 1):
                yield number, float(width) / 1000
