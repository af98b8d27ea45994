"""A finished page → a Word file for reviewers: what is printed, paragraph by paragraph.

Each paragraph has a bookmark by which it is found again, and what nobody typed into it (figures,
citations, short forms spelled out) is locked: a reviewer can comment on it and not change it. The
text as sent lies in a part of its own, so that a change that Word did not track is seen as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..model.brief import Theme
from .placed_paragraphs import PlacedParagraph, cut_at_edges, free_ranges
from .printed_blocks import PageBlocks, PrintedBlock, PrintedCell, PrintedRun
from .table_grid import make_grid, share_width
from .write_styles import (
    MAIN,
    OFFICE,
    Look,
    embed_fonts,
    twips,
    write_foot,
    write_head,
    write_numbering,
    write_section,
    write_settings,
    write_styles,
)

BOOKMARK = re.compile(r"_bp([0-9]{4,})_([0-9a-f]{12})")
"""The name of the bookmark of a paragraph: its number, from 1, and the digest of its words."""
SENT = "urn:briefpress:review"
"""Namespace of the part that holds what was sent."""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU = 12_700
"""Word measures pictures in these parts of a point."""
_STYLES = {
    "title": "Title", "standfirst": "Subtitle", "side heading": "SideHeading",
    "paragraph": "Normal", "item": "ListParagraph", "quote": "Quote", "caption": "Caption",
    "source": "Source", "small": "Small", "code": "Code", "note": "FootnoteText",
}  # fmt: skip


@dataclass(frozen=True)
class ReviewHead:
    """The words at the head of a review."""

    title: str
    standing: str
    """`For review, draft of 26 November 2024`"""
    institute: str
    notice: str
    """A notice to reviewers, above the text."""


def write_review(
    page: PageBlocks,
    paragraphs: Sequence[PlacedParagraph],
    pictures: Mapping[str, bytes],
    head: ReviewHead,
    theme: Theme,
    look: Look,
) -> bytes:
    """Write the .docx of a page.

    *paragraphs*: those of the page, in its order. *pictures*: PNG or JPEG, by the paths of the
    page; one that is not there is told in words.
    """
    return _Writer(page, paragraphs, pictures, head, theme, look).file()


@dataclass
class _Part:
    """A part of XML that refers to others."""

    relations: list[str] = field(default_factory=list)

    def link(self, address: str) -> str:
        """The id of a link to *address*."""
        key = f"link{len(self.relations)}"
        self.relations.append(
            f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target={quoteattr(address)} '
            'TargetMode="External"/>'
        )
        return key


class _Writer:
    def __init__(
        self, page: PageBlocks, paragraphs: Sequence[PlacedParagraph],
        pictures: Mapping[str, bytes], head: ReviewHead, theme: Theme, look: Look,
    ) -> None:  # fmt: skip
        self.page, self.pictures, self.head, self.theme = page, pictures, head, theme
        self.look = look
        self.placed = {id(one.block): one for one in paragraphs}
        self.paragraphs = paragraphs
        self.text, self.notes = _Part(), _Part()
        self.numbered: list[int] = []
        self._lists: dict[int, int] = {}
        self._called: set[int] = set()
        self.media: dict[str, bytes] = {}
        self._own: list[str] = []
        """Paragraphs that are not of the page."""
        self._locks = 0
        self._drawn = 0

    # Blocks

    def _body(self) -> Iterator[str]:
        yield self._plain(self.head.notice, "Notice")
        beside: list[PrintedBlock] = []
        for block in self.page.blocks:
            if block.is_beside and not block.rows and not block.picture:
                beside.append(block)
                continue
            if beside:
                yield self._ground(beside)
                beside = []
            if block.picture:
                yield self._picture(block)
            elif block.rows:
                yield self._table(block)
            else:
                yield self._paragraph(block, self.text)
        if beside:
            yield self._ground(beside)

    def _plain(self, text: str, style: str) -> str:
        """Write a paragraph that nobody typed and nobody may change."""
        self._own.append(text)
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f"{self._locked(_run(PrintedRun(text), shaded=False))}</w:p>"
        )

    def _paragraph(
        self, block: PrintedBlock, part: _Part, style: str = "", keep: str = "", side: str = ""
    ) -> str:
        """Write a paragraph with its bookmark; *keep*, *side*: XML of its properties."""
        placed = self.placed[id(block)]
        style = style or self._style(block)
        numbered = self._numbered(block)
        properties = f'<w:pStyle w:val="{style}"/>{keep}{numbered}{side}'
        number = int(BOOKMARK.fullmatch(placed.key)[1])  # type: ignore[index]
        inside = self._runs(placed, part)
        before = ""
        if block.role == "note":
            before = (
                '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
                '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
            )
        return (
            f"<w:p><w:pPr>{properties}</w:pPr>"
            f'<w:bookmarkStart w:id="{number}" w:name="{placed.key}"/>{before}{inside}'
            f'<w:bookmarkEnd w:id="{number}"/></w:p>'
        )

    def _style(self, block: PrintedBlock) -> str:
        if block.role == "heading":
            return f"Heading{min(block.level, 4)}"
        if block.is_beside and block.role in ("paragraph", "item"):
            return "Beside"
        return _STYLES[block.role]

    def _numbered(self, block: PrintedBlock) -> str:
        if block.role != "item":
            return ""
        depth = min(block.level, 8)
        if not block.marker:
            return f'<w:ind w:left="{340 * (depth + 1)}"/>'
        number = 1
        if block.marker == "number":
            if block.list_number not in self._lists:
                self.numbered.append(block.start)
                self._lists[block.list_number] = len(self.numbered) + 1
            number = self._lists[block.list_number]
        return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'

    def _ground(self, blocks: Sequence[PrintedBlock]) -> str:
        """Write paragraphs on a ground of their own: a table of one cell."""
        inside = "".join(self._paragraph(block, self.text) for block in blocks)
        width = twips(self.look.measure)
        ink = self.look.colour("heading")
        is_short = sum(len(block.text) for block in blocks) < _HELD
        whole = "<w:trPr><w:cantSplit/></w:trPr>" * is_short
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders><w:left '
            f'w:val="single" w:sz="18" w:space="0" w:color="{ink}"/></w:tblBorders><w:tblLayout '
            'w:type="fixed"/><w:tblCellMar><w:top w:w="120" w:type="dxa"/><w:left w:w="200" '
            'w:type="dxa"/><w:bottom w:w="80" w:type="dxa"/><w:right w:w="200" w:type="dxa"/>'
            f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
            f'<w:tr>{whole}<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:shd w:val="clear" '
            f'w:color="auto" w:fill="{self.look.colour("pale")}"/></w:tcPr>{inside}</w:tc></w:tr>'
            f"</w:tbl>{_GAP}"
        )

    # Words

    def _runs(self, placed: PlacedParagraph, part: _Part) -> str:
        block = placed.block
        free = free_ranges(placed)
        written: list[str] = []
        locked: list[str] = []
        at = 0

        def close() -> None:
            if locked:
                written.append(self._locked("".join(locked)))
                locked.clear()

        for run in block.runs:
            if run.note:
                locked.append(self._call(run.note))
                continue
            for start, end, is_free in cut_at_edges(at, at + len(run.text), free):
                piece = replace(run, text=run.text[start - at : end - at])
                is_whole_lock = not free
                xml = self._linked(piece, part, shaded=not is_free and not is_whole_lock)
                if is_free:
                    close()
                    written.append(xml)
                else:
                    locked.append(xml)
            at += len(run.text)
        close()
        return "".join(written)

    def _linked(self, run: PrintedRun, part: _Part, *, shaded: bool) -> str:
        xml = _run(run, shaded=shaded)
        return f'<w:hyperlink r:id="{part.link(run.link)}">{xml}</w:hyperlink>' if run.link else xml

    def _locked(self, runs: str) -> str:
        self._locks += 1
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val="filled-in"/><w:id w:val="{self._locks}"/>'
            f'<w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{runs}</w:sdtContent>'
            "</w:sdt>"
        )

    def _call(self, number: int) -> str:
        raised = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        if number in self._called:  # Word has one call for each note
            return f"<w:r>{raised}<w:t>{number}</w:t></w:r>"
        self._called.add(number)
        return f'<w:r>{raised}<w:footnoteReference w:id="{number}"/></w:r>'

    # Tables and pictures

    def _table(self, block: PrintedBlock) -> str:
        grid = make_grid(block.rows)
        widths = share_width(grid, twips(self.look.measure))
        rule = f'w:val="single" w:sz="4" w:space="0" w:color="{self.look.colour("hairline")}"'
        ink = f'w:val="single" w:sz="8" w:space="0" w:color="{self.look.colour("heading")}"'
        rows = ""
        # A short table stays whole; of a long one, the head stays with its first row.
        last = len(grid) - 1 if len(grid) <= _ROWS else block.heads
        for number, line in enumerate(grid):
            is_head = number < block.heads
            cells = ""
            column = 0
            while column < len(line):
                cell, is_first = line[column]
                across = min(cell.across if cell else 1, len(line) - column)
                width = sum(widths[column : column + across])
                properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
                if across > 1:
                    properties += f'<w:gridSpan w:val="{across}"/>'
                if cell and cell.down > 1:
                    properties += '<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>"
                if is_head:
                    properties += f"<w:tcBorders><w:bottom {ink}/></w:tcBorders>"
                inside = _EMPTY
                if cell and is_first:
                    inside = self._cell(cell, is_head=is_head, keeps=number < last)
                cells += f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"
                column += across
            kept = "<w:cantSplit/>" + "<w:tblHeader/>" * is_head
            rows += f"<w:tr><w:trPr>{kept}</w:trPr>{cells}</w:tr>"
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders><w:bottom '
            f'{ink}/><w:insideH {rule}/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="90" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
            f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{_GAP}"
        )

    def _cell(self, cell: PrintedCell, *, is_head: bool, keeps: bool) -> str:
        style = "TableHead" if is_head or cell.is_head else "TableText"
        keep, side = "<w:keepNext/>" * keeps, '<w:jc w:val="right"/>' * cell.is_number
        return "".join(
            self._paragraph(one, self.text, style, keep, side) for one in cell.paragraphs
        ) or _EMPTY  # fmt: skip

    def _picture(self, block: PrintedBlock) -> str:
        data = self.pictures.get(block.picture, b"")
        size = size_of_picture(data)
        if size is None:
            return self._plain(f"[{block.text}]", "Source")
        ending = "png" if data.startswith(b"\x89PNG") else "jpeg"
        self._drawn += 1
        name = f"media/picture{self._drawn}.{ending}"
        self.media[name] = data
        key = f"picture{self._drawn}"
        self.text.relations.append(
            f'<Relationship Id="{key}" Type="{OFFICE}/image" Target="{name}"/>'
        )
        wide = min(self.look.measure, size[0] * 0.75)
        high = wide * size[1] / size[0]
        if high > 480:
            wide, high = wide * 480 / high, 480.0
        extent = f'cx="{round(wide * _EMU)}" cy="{round(high * _EMU)}"'
        alt = quoteattr(block.text)
        drawn = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent '
            f'{extent}/><wp:docPr id="{self._drawn}" name="Picture {self._drawn}" descr={alt}/>'
            f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr '
            f'id="{self._drawn}" name="Picture {self._drawn}" descr={alt}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/>'
            f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        return f"<w:p><w:pPr><w:keepNext/></w:pPr>{self._locked(drawn)}</w:p>"

    # The file

    def file(self) -> bytes:
        """Write all parts."""
        body = "".join(self._body())
        notes = "".join(
            f'<w:footnote w:id="{number}">{self._paragraph(note, self.notes)}</w:footnote>'
            for number, note in enumerate(self.page.notes, 1)
        )
        fonts = embed_fonts(self.theme, self.look)
        document = (
            f"<w:document {_NAMES}><w:body>{body}{write_section(self.look)}</w:body></w:document>"
        )
        apart = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{tag}/></w:r></w:p>'
            "</w:footnote>"
            for number, kind, tag in (
                (-1, "separator", "separator"),
                (0, "continuationSeparator", "continuationSeparator"),
            )
        )
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relations(
                _related("main", "officeDocument", "word/document.xml"),
                f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties"'
                ' Target="docProps/core.xml"/>',
            ),
            "docProps/core.xml": self._core(),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": _relations(
                _related("styles", "styles", "styles.xml"),
                _related("numbering", "numbering", "numbering.xml"),
                _related("settings", "settings", "settings.xml"),
                _related("fonts", "fontTable", "fontTable.xml"),
                _related("notes", "footnotes", "footnotes.xml"),
                _related("head", "header", "header1.xml"),
                _related("foot", "footer", "footer1.xml"),
                _related("sent", "customXml", "../customXml/item1.xml"),
                *self.text.relations,
            ),
            "word/styles.xml": write_styles(self.look),
            "word/numbering.xml": write_numbering(self.look, self.numbered),
            "word/settings.xml": write_settings(self.look),
            "word/fontTable.xml": fonts.table,
            "word/_rels/fontTable.xml.rels": _relations(fonts.relations),
            "word/footnotes.xml": f"<w:footnotes {_NAMES}>{apart}{notes}</w:footnotes>",
            "word/_rels/footnotes.xml.rels": _relations(*self.notes.relations),
            "word/header1.xml": write_head(self.look, self.head.title, self.head.standing),
            "word/footer1.xml": write_foot(self.look, self.head.institute),
            "customXml/item1.xml": self._sent(),
            "customXml/_rels/item1.xml.rels": _relations(
                _related("properties", "customXmlProps", "itemProps1.xml")
            ),
            "customXml/itemProps1.xml": _ITEM_PROPERTIES,
            **{f"word/{name}": data for name, data in self.media.items()},
            **{f"word/{name}": data for name, data in fonts.parts.items()},
        }
        return _zip(parts)

    def _core(self) -> str:
        return (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(self.head.title)}</dc:title>"
            f"<dc:subject>{escape(self.head.standing)}</dc:subject>"
            f"<dc:creator>{escape(self.head.institute)}</dc:creator>"
            f"<dc:language>{self.look.language}</dc:language></cp:coreProperties>"
        )

    def _sent(self) -> str:
        rows = "".join(
            f'<p key="own{number}">{escape(text)}</p>' for number, text in enumerate(self._own)
        )
        rows += "".join(
            f"<p key={quoteattr(one.key)}"
            + (
                f' file={quoteattr(one.place.file)} line="{one.place.line or 1}"'
                if one.place
                else ""
            )
            + f">{escape(one.block.text)}</p>"
            for one in self.paragraphs
        )
        return f'<review xmlns="{SENT}">{rows}</review>'


_HELD = 1_500
"""Characters of a box that stays on one page."""
_ROWS = 16
"""How many rows a table has at most that stays on one page."""
_GAP = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="120" w:line="120" w:lineRule="exact"/></w:pPr>'
    "</w:p>"
)
_EMPTY = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'
_NAMES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
    f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"'
)
_KINDS = {
    "document": "document.main", "styles": "styles", "numbering": "numbering",
    "settings": "settings", "fontTable": "fontTable", "footnotes": "footnotes",
    "header1": "header", "footer1": "footer",
}  # fmt: skip
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="odttf" '
    'ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in _KINDS.items()
    )
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override '
    'PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.customXmlProperties+xml"/></Types>'
)
_ITEM_PROPERTIES = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    f'ds:itemID="{{8B6E3A5C-2F0D-4C61-9D0A-6E2F1C7B9A40}}"><ds:schemaRefs><ds:schemaRef '
    f'ds:uri="{SENT}"/></ds:schemaRefs></ds:datastoreItem>'
)


def _related(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _relations(*rows: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _zip(parts: Mapping[str, str | bytes]) -> bytes:
    packed = BytesIO()
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            one = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            one.compress_type = ZIP_DEFLATED
            file.writestr(one, head + content if isinstance(content, str) else content)
    return packed.getvalue()


_TAGS = {"italic": "<w:i/><w:iCs/>", "bold": "<w:b/><w:bCs/>", "struck": "<w:strike/>",
         "superscript": '<w:vertAlign w:val="superscript"/>',
         "subscript": '<w:vertAlign w:val="subscript"/>'}  # fmt: skip
_MUTED = '<w:color w:val="666666"/>'
_ORDER = ("bold", "italic", "struck")


def _run(run: PrintedRun, *, shaded: bool) -> str:
    """Write one run, its properties in the order of the standard."""
    properties = ""
    if shaded:
        properties += '<w:rStyle w:val="FilledIn"/>'
    elif run.link:
        properties += '<w:rStyle w:val="Hyperlink"/>'
    if "code" in run.looks:
        properties += '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/>'
    properties += "".join(_TAGS[look] for look in _ORDER if look in run.looks)
    if "source" in run.looks:
        properties += _MUTED
    for look in ("superscript", "subscript"):
        if look in run.looks:
            properties += _TAGS[look]
    if run.language:
        properties += f"<w:lang w:val={quoteattr(run.language)}/>"
    inside = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else ""
        for line in _xml_text(run.text).split("\n")
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def _xml_text(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def size_of_picture(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG, in pixels; None where it is neither."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        wide, high = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        return (wide, high) if wide and high else None
    if not data.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):
            high, wide = (
                int.from_bytes(data[at + 5 : at + 7]),
                int.from_bytes(data[at + 7 : at + 9]),
            )
            return (wide, high) if wide and high else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
