"""Turn several PDFs into one: their pages in order, one tag tree, one outline, one numbering.

    front ──┐
    papers ─┼─► pages ─► tags ─► links ─► outline ─► numbers ─► one PDF, and what it may claim
   numbers ─┘

The documents were made elsewhere, and perhaps by somebody else: whoever calls this does so in a
worker. A pack carries no attachments. Those of a paper of ours are its archive, which is in its
edition, found by the code at its foot; those of a foreign paper nobody has looked into.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .foreign.claims import xmp_of
from .foreign.page_boxes import EDGE, SIDE, enlargement, shape_of
from .outlines import OutlineLine, find_place, leads_somewhere, named_places, read_outline
from .tag_elements import array_of, elements_of, list_of, make_unique, pages_of, shift_keys

_PLATE = 2.5
"""Points by which the white plate under a number is larger than the number."""


@dataclass(frozen=True)
class Part:
    """A PDF that is gathered whole."""

    title: str
    data: bytes
    language: str = ""
    clear: tuple[frozenset[str], ...] = ()
    """The corners of each page in which a number is read as it is, of `shapes.CORNERS`."""


@dataclass(frozen=True)
class Bookmark:
    """A line of the outline."""

    title: str
    page: int
    """From 1."""
    part: int | None = None
    """The part whose own outline stands under it."""
    below: tuple[Bookmark, ...] = ()


@dataclass(frozen=True)
class Plan:
    """How a pack is put together."""

    steps: tuple[int, ...]
    """The order of the pages: -1 is the next page of the front, another number that part, whole."""
    bookmarks: tuple[Bookmark, ...]
    level: str
    """The level of PDF/A that every part claims, and so the whole: `A`, `B`, or nothing."""
    is_accessible: bool
    """Whether every part claims PDF/UA-1."""
    both_sides: bool
    """Whether the numbers of every other page stand on its other side."""
    right_to_left: bool
    """Whether its sheets are bound on the right, and its first page lies at the left."""
    paper: tuple[float, float]
    """Width and height of the paper that the pack is printed on, in points."""
    titles: Mapping[int, str] = field(default_factory=dict)
    """The title of the part that begins on a page, for those who hear a link to it."""


class Broken(Exception):
    """Raised with the number of a part and what is wrong with it, deeper than its reader looks."""


def measure(front: bytes) -> list[int]:
    """Count the pages of each insert of *front*: each begins at a bookmark."""
    import pikepdf

    with pikepdf.open(io.BytesIO(front)) as pdf:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages)}
        with pdf.open_outline() as outline:
            starts = [numbers[item.destination[0].objgen] for item in outline.root]  # type: ignore
        ends = [*starts[1:], len(pdf.pages)]
    return [end - start for start, end in zip(starts, ends, strict=True)]


def gather(front: bytes, numbers: bytes, parts: Sequence[Part], plan: Plan) -> bytes:
    """Put *front* and *parts* together as *plan* says, and set its number into each page.

    *numbers*: a PDF with a slip for each page, on which its number stands.

    The bytes depend on nothing but the arguments. Raises `Broken` where a part cannot be taken.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(front)) as pdf, pikepdf.open(io.BytesIO(numbers)) as slips:
        gathering = _Gathering(pdf)
        at = 0
        for step in plan.steps:
            if step < 0:
                at += 1
            else:
                try:
                    at += gathering.add(at, parts[step], step)
                except (MemoryError, RecursionError):
                    raise
                except Exception as error:
                    raise Broken(step, f"{type(error).__name__}: {error}") from error
        gathering.order_tags()
        gathering.lead_links(plan.titles)
        gathering.write_outline(plan.bookmarks)
        gathering.number(slips, numbers, plan)
        gathering.close()
        _claim(pdf, plan.level, plan.is_accessible)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    return out.getvalue()


# ---------------------------------------------------------------------------------------------
# What a PDF says of itself


def _claim(pdf: Any, level: str, is_accessible: bool) -> None:
    """Take back what not every part keeps."""
    xmp = xmp_of(pdf)
    if level != "A":
        xmp = re.sub(rb"(pdfaid:conformance\s*(?:>|=\s*[\"'])\s*)A", rb"\g<1>B", xmp)
    if not level:
        xmp = re.sub(rb"<rdf:Description[^>]*pdfaid:[^>]*/>", b"", xmp)
        xmp = re.sub(rb"<(pdfaid:\w+)>[^<]*</\1>", b"", xmp)
        xmp = re.sub(rb"\spdfaid:\w+\s*=\s*(\"[^\"]*\"|'[^']*')", b"", xmp)
    if not is_accessible:
        xmp = re.sub(rb"<(pdfuaid:\w+)>[^<]*</\1>", b"", xmp)
    if xmp != xmp_of(pdf):
        pdf.Root.Metadata.write(xmp)


# ---------------------------------------------------------------------------------------------
# Gathering

_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI", "/PS")
"""The keys of a stream that lies in another file, or stands for a page of one."""
_CARRIERS = {"/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/3D"}
"""Annotations that carry what nobody sees on paper."""


_TAGGED = re.compile(rb"/\w+\s*<<\s*/MCID \d+\s*>>\s*BDC")


class _Gathering:
    """A pack while it is gathered, in the PDF of its front."""

    def __init__(self, pdf: Any) -> None:
        import pikepdf

        self.pdf = pdf
        self.front = [page.obj.objgen for page in pdf.pages]
        self.root = pdf.Root.StructTreeRoot
        (self.document,) = list_of(self.root.K)
        self.nums = dict(pikepdf.NumberTree(self.root.ParentTree).items())
        self.key = max(self.nums, default=-1) + 1
        self.tops: list[Any] = list(list_of(self.document.K))
        self.outlines: dict[int, list[OutlineLine]] = {}
        self.clear: dict[Any, frozenset[str]] = {}
        """The clear corners of each page that is not of the front."""
        if "/Outlines" in pdf.Root:
            del pdf.Root.Outlines
        for name in ("/AF", "/Names"):
            if name in pdf.Root:
                del pdf.Root[name]

    def add(self, at: int, part: Part, number: int) -> int:
        """Put the pages of *part* before the page *at*; returns how many there are."""
        import pikepdf

        with pikepdf.open(io.BytesIO(part.data)) as source:
            count = len(source.pages)
            for n, page in enumerate(source.pages):
                self.pdf.pages.insert(at + n, page)
            pages = [self.pdf.pages[at + n] for n in range(count)]
            self.clear |= {
                page.obj.objgen: clear for page, clear in zip(pages, part.clear, strict=True)
            }
            both = zip(source.pages, pages, strict=True)
            known = {page.obj.objgen: new.obj for page, new in both}
            names = named_places(source)
            for old, new in zip(source.pages, pages, strict=True):
                self._clean(new.obj)
                self._lead(old.obj, new.obj, known, names)
            self._layers(source)
            if "/StructTreeRoot" in source.Root:
                self._tags(source, pages, part, number)
            else:
                for new in pages:
                    if "/StructParents" in new.obj:
                        del new.obj.StructParents
                self.pdf.Root.MarkInfo.Suspects = True
            self.outlines[number] = [*read_outline(source, known, names)]
        return count

    def _clean(self, page: Any) -> None:
        """Take away what runs, and what carries files."""
        for name in ("/AA", "/AF"):
            if name in page:
                del page[name]
        if "/Annots" not in page:
            return
        kept = []
        for annotation in page.Annots:
            if annotation is None or str(annotation.get("/Subtype")) in _CARRIERS:
                continue
            for name in ("/AA", "/PA"):
                if name in annotation:
                    del annotation[name]
            if "/A" in annotation and not leads_somewhere(annotation.A):
                del annotation.A
            elif "/Next" in annotation.get("/A", {}):
                del annotation.A.Next
            kept.append(annotation)
        page.Annots = self.pdf.make_indirect(array_of(kept))

    def _lead(self, old: Any, new: Any, known: Mapping[Any, Any], names: Mapping[str, Any]) -> None:
        """Have the links of a page lead to the pages as they are now."""
        olds = [one for one in old.get("/Annots", []) if one is not None]
        olds = [one for one in olds if str(one.get("/Subtype")) not in _CARRIERS]
        for before, after in zip(olds, new.get("/Annots", []), strict=True):
            if "/Parent" in after and after.get("/Subtype") != "/Popup":
                del after.Parent
            where = before.get("/Dest")
            action = before.get("/A", {})
            if where is None and action.get("/S") == "/GoTo":
                where = action.get("/D")
            if where is None:
                continue
            for name in ("/A", "/Dest"):
                if name in after:
                    del after[name]
            if (place := find_place(where, known, names)) is not None:
                after.Dest = place

    def close(self) -> None:
        """Take away what a reader would fetch: a stream, or a page, that lies in another file."""
        import pikepdf

        for one in self.pdf.objects:
            if isinstance(one, pikepdf.Stream):
                for name in _ELSEWHERE:
                    if name in one:
                        del one[name]

    def _layers(self, source: Any) -> None:
        """Keep layers as they are shown: what is hidden must not come to light."""
        import pikepdf

        if "/OCProperties" not in source.Root:
            return
        brought = self.pdf.copy_foreign(source.make_indirect(source.Root.OCProperties))
        layers = [*brought.get("/OCGs", [])]
        if "/D" not in brought:
            brought.D = pikepdf.Dictionary()
        if brought.D.get("/BaseState") == "/OFF":  # said of each by itself, for others may be on
            shown = {one.objgen for one in brought.D.get("/ON", [])}
            brought.D.OFF = array_of([one for one in layers if one.objgen not in shown])
            brought.D.ON = array_of([one for one in layers if one.objgen in shown])
            del brought.D.BaseState
        if "/OCProperties" not in self.pdf.Root:
            self.pdf.Root.OCProperties = brought
            return
        ours = self.pdf.Root.OCProperties
        ours.OCGs.extend(layers)
        for name in ("/OFF", "/ON", "/Order"):
            if name in brought.D:
                ours.D[name] = array_of([*ours.D.get(name, []), *brought.D[name]])

    # Tags

    def _tags(self, source: Any, pages: Sequence[Any], part: Part, number: int) -> None:
        """Bring the tag tree of *source*: its keys after ours, its Document a Part of ours."""
        import pikepdf

        theirs = source.Root.StructTreeRoot
        # Copied after its pages, so that its tags lead to them.
        tree = self.pdf.copy_foreign(theirs if theirs.is_indirect else source.make_indirect(theirs))
        shift = self.key
        if "/ParentTree" in tree:
            for key, value in pikepdf.NumberTree(tree.ParentTree).items():
                self.nums[key + shift] = value
                self.key = max(self.key, key + shift + 1)
        seen: set[Any] = set()
        for page in pages:
            shift_keys(page.obj, shift, seen)
        tops = [top for top in list_of(tree.get("/K", [])) if top is not None]
        renamed = self._roles(tree)
        self._classes(tree)
        make_unique(tops, f"part-{number + 1}-", renamed)
        if len(tops) == 1 and tops[0].get("/S") == "/Document":
            whole = tops[0]
        else:
            whole = self.pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem))
            whole.K = array_of(tops)
            for top in tops:
                top.P = whole
        whole.S = pikepdf.Name.Part
        whole.P = self.document
        whole.T = pikepdf.String(part.title)
        language = str(source.Root.get("/Lang", "")) or part.language
        if language and "/Lang" not in whole:
            whole.Lang = pikepdf.String(language)
        self.tops.append(whole)

    def _roles(self, tree: Any) -> dict[str, Any]:
        """Join what their own kinds of tags stand for; gives those that need another name here."""
        import pikepdf

        renamed: dict[str, Any] = {}
        if "/RoleMap" not in tree:
            return renamed
        if "/RoleMap" not in self.root:
            self.root.RoleMap = pikepdf.Dictionary()
        ours = self.root.RoleMap
        for name, stands_for in tree.RoleMap.items():
            if name not in ours:
                ours[name] = stands_for
            elif ours[name] != stands_for:
                other = name
                while other in ours:
                    other += "x"
                ours[other] = stands_for
                renamed[name] = pikepdf.Name(other)
        return renamed

    def _classes(self, tree: Any) -> None:
        """Write the attributes of classes where they are used: two parts may name two things so."""
        if "/ClassMap" not in tree:
            return
        classes = tree.ClassMap
        for element in elements_of(list_of(tree.get("/K", []))):
            if "/C" in element:
                given = [classes[str(name)] for name in list_of(element.C)
                         if not isinstance(name, int) and str(name) in classes]  # fmt: skip
                held = [one for entry in given for one in list_of(entry)]
                element.A = array_of([*held, *list_of(element.get("/A", []))])
                del element.C

    def order_tags(self) -> None:
        """Put the tags in the order of the pages, and write the tree that finds them."""
        import pikepdf

        numbers = {page.obj.objgen: n for n, page in enumerate(self.pdf.pages)}
        placed: list[tuple[int, int, Any]] = []
        for top in self.tops:
            page = next(pages_of(top), None)
            if page is not None and page in numbers:  # a blank sheet has nothing to say
                placed.append((numbers[page], len(placed), top))
        self.document.K = array_of([top for _, _, top in sorted(placed, key=lambda one: one[:2])])
        flat: list[Any] = []
        for key in sorted(self.nums):
            flat += [key, self.nums[key]]
        self.root.ParentTree = self.pdf.make_indirect(pikepdf.Dictionary(Nums=array_of(flat)))
        self.root.ParentTreeNextKey = self.key
        ids: dict[bytes, Any] = {}
        for element in elements_of([self.document]):
            if "/ID" in element:
                ids.setdefault(bytes(element.ID), element)
        if ids:
            named = [one for name in sorted(ids) for one in (pikepdf.String(name), ids[name])]
            limits = array_of([pikepdf.String(min(ids)), pikepdf.String(max(ids))])
            leaf = pikepdf.Dictionary(Names=array_of(named), Limits=limits)
            self.root.IDTree = self.pdf.make_indirect(
                pikepdf.Dictionary(Kids=array_of([self.pdf.make_indirect(leaf)]))
            )

    # Links, outline, numbers

    def lead_links(self, titles: Mapping[int, str]) -> None:
        """Have the links of the front, `pack:7`, lead to that page."""
        import pikepdf

        front = set(self.front)
        for page in self.pdf.pages:
            for link in page.obj.get("/Annots", []) if page.obj.objgen in front else ():
                address = str(link.get("/A", {}).get("/URI", ""))
                if address.startswith("pack:"):
                    number = int(address.removeprefix("pack:"))
                    del link.A
                    link.Dest = self._top(number)
                    link.Contents = pikepdf.String(titles.get(number, str(number)))

    def _top(self, number: int) -> Any:
        import pikepdf

        page = self.pdf.pages[number - 1]
        left, _, _, top = shape_of(page).box
        return array_of([page.obj, pikepdf.Name.XYZ, left, top, 0])

    def write_outline(self, bookmarks: Sequence[Bookmark]) -> None:
        """Write the outline, that of each part under its bookmark."""
        import pikepdf

        def own(line: OutlineLine) -> Any:
            item = pikepdf.OutlineItem(line.title, line.place)
            item.children.extend(own(one) for one in line.below)
            return item

        def item(bookmark: Bookmark) -> Any:
            made = pikepdf.OutlineItem(bookmark.title, self._top(bookmark.page))
            lines = self.outlines.get(bookmark.part, []) if bookmark.part is not None else []
            if len(lines) == 1:  # the title of the paper, which stands there already
                lines = lines[0].below
            made.children.extend(own(line) for line in lines)
            made.children.extend(item(one) for one in bookmark.below)
            made.is_closed = bookmark.part is not None
            return made

        with self.pdf.open_outline() as outline:
            outline.root.extend(item(one) for one in bookmarks)
        self.pdf.Root.PageMode = pikepdf.Name.UseOutlines

    def number(self, slips: Any, numbers: bytes, plan: Plan) -> None:
        """Set its number into each page, in its outer corner, whichever way the page is turned.

        Where something stands there, another corner that is clear is taken; where none is, the
        number lies on a white plate. On a page that is larger than the paper it is as much larger.
        """
        import pikepdf

        for n, (page, slip) in enumerate(zip(self.pdf.pages, slips.pages, strict=True)):
            form = self.pdf.copy_foreign(slip.as_form_xobject())
            # WeasyPrint tags what stands in a margin; here it is no part of what is read.
            form.write(_TAGGED.sub(b"/Artifact BMC", form.read_bytes()))
            _, _, wide, high = (float(edge) for edge in slip.mediabox)
            shape = shape_of(page)
            is_left = (plan.both_sides and n % 2 == 1) != plan.right_to_left
            side = "left" if is_left else "right"
            other = "right" if side == "left" else "left"
            wanted = (f"top-{side}", f"bottom-{side}", f"top-{other}", f"bottom-{other}")
            clear = self.clear.get(page.obj.objgen, frozenset(wanted))
            corner = next((one for one in wanted if one in clear), wanted[0])
            # The number stands at the outer end of its strip.
            left, right = _text_of(numbers, n) if not clear or side not in corner else (0, wide)
            factor = enlargement(shape.size, plan.paper)
            width, height = shape.size
            x = SIDE * factor - left * factor if "left" in corner else (
                width - (SIDE + right) * factor
            )  # fmt: skip
            y = EDGE * factor if "bottom" in corner else height - (EDGE + high) * factor
            plate = b""
            if not clear:
                around = (left - _PLATE, 0, right - left + 2 * _PLATE, high)
                plate = b"/Artifact BMC q 1 g %.3f %.3f %.3f %.3f re f Q EMC " % around
            placed = _inverted(shape.upright, (factor, 0, 0, factor, x, y))
            name = "/PackNumber"
            # A copy, for pages share their resources.
            resources: Any = pikepdf.Dictionary(dict(page.resources.items()))
            pictures: Any = pikepdf.Dictionary(dict(resources.get("/XObject", {}).items()))
            while name in pictures:
                name += "x"
            pictures[name] = form
            resources.XObject = pictures
            page.obj.Resources = resources
            # Between q and Q: a page leaves its own coordinates behind, ours upside down.
            missing, left_open = _unbalanced(page)
            matrix = " ".join(f"{one:.5f}" for one in placed).encode()
            drawn = b"q %s cm %s%s Do Q\n" % (matrix, plate, name.encode())
            page.contents_add(b"q\n" * (1 + missing), prepend=True)
            page.contents_add(b"\nQ " + b"Q " * left_open + drawn)


def _unbalanced(page: Any) -> tuple[int, int]:
    """How often *page* closes what it never opened, and leaves open what it opened."""
    import pikepdf

    depth = lowest = 0
    for one in pikepdf.parse_content_stream(page, "q Q"):
        depth += 1 if str(one.operator) == "q" else -1
        lowest = min(lowest, depth)
    return -lowest, depth - lowest


def _text_of(numbers: bytes, number: int) -> tuple[float, float]:
    """Where the text of slip *number*, from 0, begins and ends, in points from its left edge."""
    import pypdfium2

    with pypdfium2.PdfDocument(numbers) as document:
        text = document[number].get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def _inverted(upright: Sequence[float], placed: Sequence[float]) -> tuple[float, ...]:
    """The matrix that draws what is *placed* on the upright page in the units of the page."""
    a, b, c, d, e, f = upright
    whole = a * d - b * c
    back = (d / whole, -b / whole, -c / whole, a / whole)
    e, f = -(e * back[0] + f * back[2]), -(e * back[1] + f * back[3])
    p, q, r, s, x, y = placed
    return (
        p * back[0] + q * back[2], p * back[1] + q * back[3],
        r * back[0] + s * back[2], r * back[1] + s * back[3],
        x * back[0] + y * back[2] + e, x * back[1] + y * back[3] + f,
    )  # fmt: skip
