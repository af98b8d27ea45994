"""The tokens and fonts of a house → the parts of a Word file that say how it looks.

These are the styles, the lists, the settings and the fonts: what Word would call its template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from ..model.brief import Theme
from ..model.papers import PAPERS

LARGER = 1.1
"""How much larger the type of a review is than that of a page: it is read on a screen."""
MARGIN = 28.0
"""At the sides of a sheet, in millimetres."""
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE_OF_FONTS = UUID("6d1c7a5e-6f0c-5a9b-9c55-0a1d3b6f7e21")
_FACE = re.compile(
    r'font-family: "([^"]+)"; font-weight: (\d+); font-style: (\w+); src: url\("([^"]+)"\)'
)
_EMBED = {(400, "normal"): "embedRegular", (700, "normal"): "embedBold",
          (400, "italic"): "embedItalic", (700, "italic"): "embedBoldItalic"}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How a Word file looks."""

    language: str
    """BCP 47 tag, with a region where the house knows one."""
    paper: str
    tokens: Mapping[str, str]
    is_right_to_left: bool
    """Whether the lines of the language run so."""

    def token(self, name: str) -> str:
        """The value of a custom property; where it is that of another one, of that."""
        value = self.tokens.get(name, "")
        for _ in range(8):
            other = re.fullmatch(r"var\(--([\w-]+)\)", value.strip())
            if other is None:
                break
            value = self.tokens.get(other[1], "")
        return value.strip()

    def colour(self, name: str) -> str:
        """A colour as Word writes it: `14355E`."""
        value = self.token(name).lstrip("#")
        if re.fullmatch(r"[0-9a-fA-F]{3}", value):
            value = "".join(2 * digit for digit in value)
        return value[:6].upper() if re.fullmatch(r"[0-9a-fA-F]{6,8}", value) else "222222"

    def font(self, name: str) -> str:
        """The family of a font."""
        return self.token(name).split(",")[0].strip("\"' ") or "Georgia"

    def points(self, name: str, otherwise: float) -> float:
        """A length, in points."""
        length = re.fullmatch(r"([\d.]+)(pt|mm|px)", self.token(name))
        if length is None:
            return otherwise
        return float(length[1]) * {"pt": 1.0, "mm": 72 / 25.4, "px": 0.75}[length[2]]

    @property
    def measure(self) -> float:
        """Width of the text, in points."""
        return PAPERS[self.paper].points[0] - 2 * MARGIN * 72 / 25.4


def find_look(theme: Theme, language: str, paper: str) -> Look:
    """Find how a review of a brief in *language* looks on *paper*."""
    known = theme.language(language)
    tag = language if "-" in language else known.locale or language
    return Look(tag, paper, theme.tokens, known.direction == "rtl")


def twips(points: float) -> int:
    """A length as Word writes most of them: in twentieths of a point."""
    return round(points * 20)


# ---------------------------------------------------------------------------------------------
# Styles


def write_styles(look: Look) -> str:
    """Write word/styles.xml."""
    size = look.points("size", 10) * LARGER
    small = look.points("size-small", 8.5) * LARGER
    note = look.points("size-note", 7.5) * LARGER
    leading = look.points("leading", 13.4) * LARGER
    text, display = look.font("font-text"), look.font("font-display")
    heads = look.font("font-headings")
    ink, accent, muted = (look.colour(name) for name in ("heading", "accent", "muted"))

    def type_(font: str, points: float, colour: str, more: str = "") -> str:
        half = round(points * 2)
        return (
            f"<w:rPr><w:rFonts w:ascii={quoteattr(font)} w:hAnsi={quoteattr(font)} "
            f"w:cs={quoteattr(font)} w:eastAsia={quoteattr(font)}/>{more}"
            f'<w:color w:val="{colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
        )

    def set_(
        before: float = 0, after: float = 0, *, line: float = 0, more: str = "", behind: str = ""
    ) -> str:
        lines = f' w:line="{twips(line)}" w:lineRule="atLeast"' if line else ""
        spaced = f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"{lines}/>'
        return f"<w:pPr>{more}{spaced}{behind}</w:pPr>"

    bold, slanted = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
    next_ = "<w:keepNext/><w:keepLines/>"
    outline = '<w:outlineLvl w:val="{}"/>'
    indented = '<w:ind w:left="400" w:right="400"/>'
    styles = [
        _style("Normal", "Normal", set_(0, leading * 0.55, line=leading)
               + type_(text, size, look.colour("text")), default=True),
        _style("Title", "Title", set_(6, 8, line=size * 2.2 * 1.15, more=next_)
               + type_(look.font("font-title"), size * 2.1, ink, bold)),
        _style("Subtitle", "Subtitle", set_(0, 18, line=leading * 1.15)
               + type_(display, size * 1.2, look.colour("text"))),
        *(_style(f"Heading{level}", f"heading {level}",
                 set_(leading * (1.3 if level == 1 else 1), leading * 0.35, more=next_,
                      behind=outline.format(level - 1))
                 + type_(heads, size * larger, ink if level < 3 else look.colour("text"), bold))
          for level, larger in ((1, 1.45), (2, 1.18), (3, 1.0), (4, 1.0))),
        _style("SideHeading", "Side heading", set_(8, 3, more=next_)
               + type_(display, small * 1.1, ink, bold)),
        _style("Beside", "Beside", set_(0, 4, line=small * 1.35)
               + type_(display, small, look.colour("text"))),
        _style("ListParagraph", "List Paragraph", set_(0, leading * 0.25, line=leading)),
        _style("Quote", "Quote", set_(4, leading * 0.6, line=leading, behind=indented)
               + type_(text, size, look.colour("text"), slanted)),
        _style("Caption", "caption", set_(leading * 0.7, 4, more=next_)
               + type_(display, small, ink, bold)),
        _style("Source", "Source", set_(3, leading * 0.9) + type_(display, note * 1.1, muted)),
        _style("Small", "Small", set_(0, 3) + type_(display, small, muted)),
        _style("Code", "Code", set_(4, 6) + type_("Consolas", small, look.colour("text"))),
        _style("TableText", "Table text", set_(2, 2)
               + type_(display, small, look.colour("text"))),
        _style("TableHead", "Table head", set_(2, 2, more="<w:keepNext/>")
               + type_(display, small, ink, bold)),
        _style("FootnoteText", "footnote text", set_(0, 2) + type_(text, note * 1.15,
               look.colour("text"))),
        _style("Header", "header", set_() + type_(display, note * 1.1, muted)),
        _style("Footer", "footer", set_() + type_(display, note * 1.1, muted)),
        _style("Notice", "Notice", set_(0, 14, line=small * 1.4,
               more=f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{accent}"/>'
               '</w:pBdr>') + type_(display, small, look.colour("text"))),
        _style("FilledIn", "Filled in", f'<w:rPr><w:shd w:val="clear" w:color="auto" '
               f'w:fill="{look.colour("pale")}"/></w:rPr>', kind="character"),
        _style("FootnoteReference", "footnote reference",
               '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', kind="character"),
        _style("Hyperlink", "Hyperlink", f'<w:rPr><w:color w:val="{ink}"/><w:u w:val="single" '
               f'w:color="{look.colour("hairline")}"/></w:rPr>', kind="character"),
    ]  # fmt: skip
    sides = "<w:bidi/>" if look.is_right_to_left else ""
    run = "<w:rtl/>" if look.is_right_to_left else ""
    tag = look.language
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{run}<w:lang w:val="{tag}" w:eastAsia="{tag}" '
        f'w:bidi="{tag}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{sides}</w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    return f'<w:styles xmlns:w="{MAIN}">{defaults}{"".join(styles)}</w:styles>'


def _style(
    key: str, name: str, inside: str, *, kind: str = "paragraph", default: bool = False
) -> str:
    based = "" if default or kind == "character" else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="Normal"/>' if name.startswith("heading") else ""
    is_default = ' w:default="1"' if default else ""
    is_own = ' w:customStyle="1"' if name[0].isupper() and name not in _OF_WORD else ""
    return (
        f'<w:style w:type="{kind}"{is_default}{is_own} w:styleId="{key}"><w:name w:val="{name}"/>'
        f"{based}{following}<w:qFormat/>{inside}</w:style>"
    )


_OF_WORD = {"Normal", "Title", "Subtitle", "List Paragraph", "Quote", "Hyperlink"}


# ---------------------------------------------------------------------------------------------
# Lists


def write_numbering(look: Look, numbered: Sequence[int]) -> str:
    """Write word/numbering.xml: list 1 has bullets, each further one numbers.

    *numbered*: the first number of each of them.
    """
    accent = look.colour("accent")
    forms = ("decimal", "lowerLetter", "lowerRoman")
    marks = "•–·"

    def level(depth: int, form: str, text: str) -> str:
        left = 340 * (depth + 1)
        font = (
            '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>' if form == "bullet" else ""
        )
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" '
            f'w:hanging="340"/></w:pPr><w:rPr>{font}<w:color w:val="{accent}"/></w:rPr></w:lvl>'
        )

    bullets = "".join(level(depth, "bullet", marks[depth % 3]) for depth in range(9))
    numbers = "".join(level(depth, forms[depth % 3], f"%{depth + 1}.") for depth in range(9))
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    for key, start in enumerate(numbered, 2):
        begun = "".join(
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{first}"/></w:lvlOverride>'
            for depth, first in enumerate((start, *[1] * 8))
        )
        lists += f'<w:num w:numId="{key}"><w:abstractNumId w:val="1"/>{begun}</w:num>'
    kind = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return (
        f'<w:numbering xmlns:w="{MAIN}"><w:abstractNum w:abstractNumId="0">{kind}{bullets}'
        f'</w:abstractNum><w:abstractNum w:abstractNumId="1">{kind}{numbers}</w:abstractNum>'
        f"{lists}</w:numbering>"
    )


# ---------------------------------------------------------------------------------------------
# Settings, head, foot, fonts


def write_settings(look: Look) -> str:
    """Write word/settings.xml: whoever changes something is tracked."""
    return (
        f'<w:settings xmlns:w="{MAIN}"><w:embedTrueTypeFonts/><w:trackRevisions/>'
        '<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>'
        '<w:defaultTabStop w:val="340"/><w:footnotePr><w:footnote w:id="-1"/>'
        '<w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{look.language}"/></w:settings>'
    )


def write_section(look: Look) -> str:
    """Write the properties of the pages, for the end of the text."""
    wide, high = PAPERS[look.paper].points
    side = twips(MARGIN * 72 / 25.4)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="head"/>'
        '<w:footerReference w:type="default" r:id="foot"/>'
        f'<w:pgSz w:w="{twips(wide)}" w:h="{twips(high)}"/><w:pgMar w:top="1500" w:bottom="1300" '
        f'w:left="{side}" w:right="{side}" w:header="700" w:footer="600" w:gutter="0"/>'
        f"{'<w:bidi/>' if look.is_right_to_left else ''}</w:sectPr>"
    )


def write_head(look: Look, title: str, standing: str) -> str:
    """Write word/header1.xml: the *title* of the brief, and what this is: for review."""
    room = int(look.measure / (look.points("size-note", 7.5) * LARGER * 0.52)) - len(standing)
    if len(title) > room:
        title = f"{title[: max(room - 1, 1)].rsplit(' ', 1)[0].rstrip(' ,;:–—')} …"
    ruled = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{look.colour("hairline")}"'
        f'/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="{twips(look.measure)}"/></w:tabs>'
    )
    return (
        f'<w:hdr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="Header"/>{ruled}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(title)}</w:t></w:r><w:r><w:tab/></w:r>'
        f'<w:r><w:rPr><w:b/><w:color w:val="{look.colour("accent")}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(standing)}</w:t></w:r></w:p></w:hdr>'
    )


def write_foot(look: Look, name: str) -> str:
    """Write word/footer1.xml: the *name* of the institute, and the number of the page."""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(look.measure)}"/></w:tabs>'

    def field(instruction: str) -> str:
        return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    return (
        f'<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/>{tabs}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(name)}</w:t></w:r><w:r><w:tab/></w:r>'
        f'{field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{field("NUMPAGES")}'
        "</w:p></w:ftr>"
    )


@dataclass(frozen=True)
class EmbeddedFonts:
    """Fonts that go along in a Word file."""

    table: str
    """word/fontTable.xml"""
    relations: str
    """XML of what the table refers to."""
    parts: Mapping[str, bytes]
    """By their names in word/."""


def embed_fonts(theme: Theme, look: Look) -> EmbeddedFonts:
    """Take the fonts of the house along, where their makers allow it."""
    wanted = {look.font(name) for name in ("font-text", "font-display", "font-title",
                                           "font-headings")}  # fmt: skip
    rows: dict[str, str] = {}
    relations = ""
    parts: dict[str, bytes] = {}
    for family, weight, style, path in _FACE.findall(theme.font_faces):
        tag = _EMBED.get((int(weight), style))
        data = theme.fonts.get(path, b"")
        if family not in wanted or tag is None or not may_be_embedded(data):
            continue
        key = f"font{len(parts) + 1}"
        guid = str(uuid5(_SPACE_OF_FONTS, path)).upper()
        rows[family] = rows.get(family, "") + f'<w:{tag} r:id="{key}" w:fontKey="{{{guid}}}"/>'
        relations += f'<Relationship Id="{key}" Type="{OFFICE}/font" Target="fonts/{key}.odttf"/>'
        parts[f"fonts/{key}.odttf"] = _obfuscate(data, guid)
    table = "".join(
        f"<w:font w:name={quoteattr(family)}>{''.join(_sorted(inside))}</w:font>"
        for family, inside in rows.items()
    )
    return EmbeddedFonts(
        f'<w:fonts xmlns:w="{MAIN}" xmlns:r="{OFFICE}">{table}</w:fonts>', relations, parts
    )


def _sorted(inside: str) -> Iterator[str]:
    """The faces of a family in the order of the standard."""
    faces = re.findall(r"<w:embed\w+[^>]*/>", inside)
    for tag in ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"):
        yield from (face for face in faces if face.startswith(f"<w:{tag} "))


def may_be_embedded(font: bytes) -> bool:
    """Whether a font is one of TrueType whose maker allows that it goes along in a document."""
    if font[:4] not in (b"\x00\x01\x00\x00", b"true"):
        return False
    for number in range(int.from_bytes(font[4:6])):
        row = font[12 + 16 * number : 28 + 16 * number]
        if row[:4] == b"OS/2":
            start = int.from_bytes(row[8:12])
            kind = int.from_bytes(font[start + 8 : start + 10])
            return kind & 0x000F in (0, 8) and not kind & 0x0200
    return False


def _obfuscate(font: bytes, guid: str) -> bytes:
    """Write a font as Word wants it: its first 32 bytes mixed with its own key."""
    key = bytes.fromhex(guid.replace("-", ""))[::-1]
    return bytes(one ^ key[n % 16] for n, one in enumerate(font[:32])) + font[32:]
