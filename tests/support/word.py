"""Word files, written part by part: what a test says of the text, and the rest as Word has it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MS = "http://schemas.microsoft.com/office"
_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": _OFFICE,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "wps": f"{_MS}/word/2010/wordprocessingShape",
    "w14": f"{_MS}/word/2010/wordml",
    "w15": f"{_MS}/word/2012/wordml",
    "b": "http://schemas.openxmlformats.org/officeDocument/2006/bibliography",
}
_NAMES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
"""A PNG of one pixel."""

STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{name}"{default}>'
    f'<w:name w:val="{shown}"/>{more}</w:style>'
    for kind, name, shown, default, more in (
        ("paragraph", "Normal", "Normal", ' w:default="1"', ""),
        ("paragraph", "Titre", "Title", "", ""),
        ("paragraph", "SousTitre", "Subtitle", "", ""),
        *(("paragraph", f"Titre{level}", f"heading {level}", "", '<w:basedOn w:val="Normal"/>'
           f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>') for level in range(1, 6)),
        ("paragraph", "Ours", "House heading", "", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("paragraph", "Caption", "caption", "", ""),
        ("paragraph", "Quote", "Quote", "", ""),
        ("paragraph", "Boldly", "Boldly", "", "<w:rPr><w:b/></w:rPr>"),
        ("character", "Strong", "Strong", "", "<w:rPr><w:b/></w:rPr>"),
    )
)  # fmt: skip
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="bullet"/></w:lvl>' for n in range(9))
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/></w:lvl>'
        for n, form in enumerate(("decimal", "lowerLetter", "lowerRoman"))
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
"""List 1 has bullets; 2 has numbers; 3 as well, and begins anew."""


def run(text: str, properties: str = "") -> str:
    """A run of words; *properties*: XML, `<w:b/>`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; *inside* without a tag is its text."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = inside if inside.startswith("<") else run(inside) if inside else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{runs}</w:p>"


def item(text: str, number: int, depth: int = 0) -> str:
    """An item of the list *number*."""
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=numbered)


def complex_field(instruction: str, shown: str, data: str = "", form: str = "") -> str:
    """A field in its long form, with what Word shows of it; *form*: what it holds of a form."""
    kept = f"<w:fldData>{data}</w:fldData>" if data else ""
    kept += f"<w:ffData>{form}</w:ffData>" if form else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{kept}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def zotero(items: Iterable[Mapping[str, Any]], shown: str) -> str:
    """A citation of Zotero."""
    said = {"citationID": "x", "citationItems": [*items], "properties": {"noteIndex": 0}}
    return complex_field(f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(said)} ", shown)


def cited(row: int, library: str, title: str, family: str, **more: Any) -> dict[str, Any]:
    """An item of such a citation: the source of *row* in a *library*."""
    data = {"id": row, "type": "book", "title": title, "publisher": "P",
            "author": [{"family": family, "given": "Ana"}],
            "issued": {"date-parts": [[2020]]}}  # fmt: skip
    uri = f"http://zotero.org/groups/{library}/items/K{row}"
    return {"id": row, "uris": [uri], "itemData": data, **more}


ROY = cited(1, "a", "On rivers", "Roy", locator="5-7", prefix="see", suffix="emphasis added")
KIM = cited(2, "a", "On dams", "Kim", label="chapter", locator="3")
"""Citations of two sources."""


def note(number: int, kind: str = "footnote") -> str:
    """The call of a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def inline_picture(relation: str, alt: str = "", name: str = "Picture 1") -> str:
    """A picture in a run."""
    described = f'<wp:docPr id="1" name={quoteattr(name)} descr={quoteattr(alt)}/>'
    blip = f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
    graphic = f"<a:graphic><a:graphicData>{blip}</a:graphicData></a:graphic>"
    return f"<w:r><w:drawing><wp:inline>{described}{graphic}</wp:inline></w:drawing></w:r>"


def drawing(inside: str, name: str = "Object 1") -> str:
    """A drawing that holds something else."""
    described = f'<wp:docPr id="2" name={quoteattr(name)}/>'
    graphic = f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic>"
    return f"<w:r><w:drawing><wp:inline>{described}{graphic}</wp:inline></w:drawing></w:r>"


def text_box(inside: str, old: str | None = None) -> str:
    """A text box as Word writes it: for new programs, and once more for old ones."""
    new = f"<wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>"
    drawn = drawing(new, "Text Box 1").removeprefix("<w:r>").removesuffix("</w:r>")
    content = f"<w:txbxContent>{inside if old is None else old}</w:txbxContent>"
    fallback = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(*rows: Iterable[str], heads: int = 1) -> str:
    """A table of cells, each its text or its XML."""
    written = []
    for number, cells in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if number < heads else ""
        inside = "".join(
            cell if cell.startswith("<w:tc>") else f"<w:tc>{paragraph(cell)}</w:tc>"
            for cell in cells
        )
        written.append(f"<w:tr>{head}{inside}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(written)}</w:tbl>"


def cell(text: str, *, across: int = 1, down: str = "") -> str:
    """A cell that is joined with others; *down*: `restart`, or `continue`."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merged = f'<w:vMerge w:val="{down}"/>' if down else ""
    return f"<w:tc><w:tcPr>{span}{merged}</w:tcPr>{paragraph(text)}</w:tc>"


def word_file(
    body: str,
    *,
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    comments: str = "",
    extended: str = "",
    relations: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word file with this *body* of XML.

    *footnotes*, *endnotes*: the XML of each by its number. *comments*, *extended*: XML of these
    parts. *relations*: XML of what the text refers to. *parts*: others, by their names.
    """
    noted = {"footnote": footnotes or {}, "endnote": endnotes or {}}
    held: dict[str, str] = {
        "document": f"<w:document {_NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "styles": f"<w:styles {_NAMES}>{STYLES}</w:styles>",
        "numbering": f"<w:numbering {_NAMES}>{NUMBERING}</w:numbering>",
    }
    for kind, notes in noted.items():
        if notes:
            inside = "".join(
                f'<w:{kind} w:id="{number}">{text}</w:{kind}>' for number, text in notes.items()
            )
            held[f"{kind}s"] = f"<w:{kind}s {_NAMES}>{inside}</w:{kind}s>"
    if comments:
        held["comments"] = f"<w:comments {_NAMES}>{comments}</w:comments>"
    if extended:
        held["commentsExtended"] = f"<w15:commentsEx {_NAMES}>{extended}</w15:commentsEx>"
    related = relations + "".join(
        f'<Relationship Id="own{number}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(held)
        if name != "document"
    )
    written: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{related}</Relationships>",
        **{f"word/{name}.xml": text for name, text in held.items()},
        **(parts or {}),
    }
    return zipped(written)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of *parts*, by their names."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def relation(key: str, kind: str, target: str, *, outside: bool = False) -> str:
    """The target to which a part refers by *key*."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}{mode}/>'


def comment(number: int, text: str, author: str = "Ana Roy", paragraph_id: str = "") -> str:
    """A comment, in the part of comments."""
    own = f' w14:paraId="{paragraph_id}"' if paragraph_id else ""
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="2024-05-01T10:00:00Z">'
        f"<w:p{own}>{run(text)}</w:p></w:comment>"
    )


def names() -> str:
    """The namespaces, for a part that a test writes itself."""
    return _NAMES


def on(number: int, words: str) -> str:
    """Words that a comment is about."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{run(words)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


_IN_PARAGRAPH = tuple(f"{_W}{name}" for name in ("t", "delText", "br", "tab", "fldChar", "p"))


def _shown(node: Any) -> str:
    if node.tag == f"{_W}t":
        return node.text or ""
    return f" {node.text} " if node.tag == f"{_W}delText" else " "


def words_of(data: bytes) -> Counter[str]:
    """Every word of a Word file, by a reader of its own; deleted ones count, old copies do not."""
    found: Counter[str] = Counter()
    with ZipFile(BytesIO(data)) as packed:
        for name in packed.namelist():
            if not re.fullmatch(r"word/(document|footnotes|endnotes|comments)\.xml", name):
                continue
            root = etree.fromstring(packed.read(name))
            for fallback in [*root.iter(f"{_MC}Fallback")]:
                fallback.getparent().remove(fallback)
            for one in root.iter(f"{_W}p"):
                text = "".join(
                    _shown(inside)
                    for inside in one.iter(*_IN_PARAGRAPH)
                    if next(inside.iterancestors(f"{_W}p"), one) is one
                )
                found.update(re.findall(r"[^\W_]+", text))
    return found
