"""Read the text of a Word file: its XML → blocks, notes, pictures, and what did not come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .blocks import Changed, Kind, Left, WordBlock, WordTable
from .caption_references import MARK as REFERENCE_MARK
from .caption_references import NOUNS, NUMBERS, CaptionReference
from .cited_fields import BIBLIOGRAPHIES, ZOTERO_BOOKMARK, CitationReader
from .drawings import DrawingReader
from .equations import EQUATION, read_equation
from .inline import BREAK, WordPiece, plain_words, without_hidden, write_pieces
from .nodes import (
    bookmarks_in,
    choice_of,
    field_data,
    is_prompt,
    value_of_any,
)
from .package import Package, R, W, text_of
from .styles import Lists, Styles, number_of, read_numbering_of, read_toggles, value_of
from .table_rows import cells_of, has_first_row, how_joined, is_head_row, join_heads, rows_of
from .tracked_changes import MARK

DEPTH = 40
"""Levels of elements in a paragraph, and of boxes in boxes."""
HEADING_WORDS = 14
"""How many words a bold line has at most that may be a heading."""
_SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0E0": "→", "F0D8": "➢", "F0FC": "✓", "F0A8": "□",
            "F0AE": "®", "F0D2": "®", "F0D3": "©", "F0B0": "°", "F0B1": "±",
            "F0B4": "×"}  # fmt: skip
"""Signs of the fonts Symbol and Wingdings, by their codes there."""
_NUMBERED = re.compile(
    rf"(?:{NOUNS})\s*[0-9]+(?:[.\-][0-9]+)*\s*[.:–—-]?\s*",
    re.IGNORECASE,
)


_TABLES_WITHIN = {
    "note": ("; ", Left("table in a note", hint="its rows are sentences there; read them")),
    "cell": (" – ", Left("table in a table", hint="its rows are lines of the cell; read them")),
}
"""The text between the cells of a table within a note or a cell, and the remark on it."""


@dataclass
class _Field:
    """A field of Word that is being read."""

    instruction: str = ""
    data: str = ""
    is_result: bool = False
    hides: bool = False
    """Whether its result is not printed as it stands."""
    is_cited: bool = False
    bookmark: str = ""
    """Number of the bookmark that it is, of Zotero; empty of a field."""
    names: CaptionReference | None = None
    """The cross-reference to the number of a caption that it is."""
    what: str = ""
    link: str = ""
    is_counted: bool = False
    """Whether it names a page, a note or another part by the number that Word gave it."""
    choice: str = ""
    """The entry that was chosen in a form, or the box that was ticked: Word keeps no text of it."""
    hidden: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


@dataclass
class _Story:
    """A text of its own: the body, a note, a cell, a box."""

    kind: str
    part: str
    fields: list[_Field] = field(default_factory=list)
    after: list[WordBlock] = field(default_factory=list)
    """Blocks that stand behind the paragraph that is being read."""
    depth: int = 0


@dataclass
class _Grid:
    """A table while its rows are read."""

    lines: list[list[str]] = field(default_factory=list)
    heads: int = 0
    """How many of them, from the first one on, are heads."""
    had_spans: bool = False
    """Whether cells below the heads were joined."""
    open: dict[int, str] = field(default_factory=dict)
    """The words of the last cell that was joined to others below it, by its column."""

    @property
    def begins_in_bold(self) -> bool:
        """Whether the first row is all in bold, as a head is."""
        first = self.lines[0]
        return any(first) and all(re.fullmatch(r"\*\*.*\*\*|", one) for one in first)


@dataclass
class Reader:
    """Reads one Word file."""

    package: Package
    styles: Styles
    lists: Lists
    citations: CitationReader
    left: list[Left] = field(default_factory=list)
    notes: dict[int, list[str]] = field(default_factory=dict)
    """The paragraphs of each note, by the number by which it is called."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Pictures, by their names in the folder of the brief."""
    commented: dict[str, str] = field(default_factory=dict)
    """The words that each comment is about."""
    marked: set[str] = field(default_factory=set)
    """Numbers of comments whose place is known."""
    note_calls: int = 0
    """How many notes were called."""
    references: list[str] = field(default_factory=list)
    """Cross-references, as Word showed them."""
    captions_named: list[CaptionReference] = field(default_factory=list)
    """Cross-references to numbers of captions, by the numbers of their marks."""
    _open: dict[str, list[str]] = field(default_factory=dict)
    _ends: dict[str, frozenset[str]] = field(default_factory=dict)
    _captioned: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self._drawings = DrawingReader(self.package, self.files, self.left)

    @property
    def drawings(self) -> int:
        """How many pictures, boxes, charts and shapes were met."""
        return self._drawings.number

    def read_body(self) -> list[WordBlock]:
        """Read the text."""
        part = self.package.document
        body = self.package.root(part).find(f"{W}body")
        return [*self._blocks(body, _Story("body", part))] if body is not None else []

    # Blocks

    def _blocks(self, node: Any, story: _Story) -> Iterator[WordBlock]:
        for one in node:
            if one.tag == f"{W}p":
                yield from self._paragraph(one, story)
            elif one.tag == f"{W}tbl":
                yield from self._table(one, story)
            elif one.tag == f"{W}sdt":
                yield from self._control(one, story)
            elif one.tag in (f"{W}customXml", f"{W}smartTag", f"{W}sdtContent"):
                yield from self._blocks(one, story)
            elif one.tag == f"{W}altChunk":
                self.left.append(
                    Left("a document inside of the document", "", hint="paste its text")
                )
            else:
                self._range(one, story, [])
            yield from self._flush(story)

    def _flush(self, story: _Story) -> Iterator[WordBlock]:
        after, story.after = story.after, []
        yield from after

    def _control(self, node: Any, story: _Story) -> Iterator[WordBlock]:
        properties, content = node.find(f"{W}sdtPr"), node.find(f"{W}sdtContent")
        if content is None:
            return
        if is_prompt(properties):
            self._leave(_PROMPT, text_of(content))
            return
        gallery = "" if properties is None else value_of_any(properties, "docPartGallery")
        tag = "" if properties is None else value_of(properties, "tag")
        if gallery == "Table of Contents":
            self._leave(_TOC, text_of(content))
        elif gallery == "Bibliographies" or tag.startswith("MENDELEY_BIBLIOGRAPHY"):
            self._leave(REFERENCES, text_of(content))
        else:
            yield from self._blocks(content, story)

    def _leave(self, what: str, words: str, hint: str = "") -> None:
        if words:
            self.left.append(Left(what, words, is_told=False, hint=hint))

    def _paragraph(self, node: Any, story: _Story) -> Iterator[WordBlock]:
        properties = node.find(f"{W}pPr")
        style = "" if properties is None else value_of(properties, "pStyle")
        style = style or self.styles.default
        names = self.styles.names(style)
        first = names[0] if names else ""
        pieces: list[WordPiece] = []
        bold: list[bool] = []
        was_hidden = any(one.hides for one in story.fields)
        for words in self._open.values():
            words.append(" ")
        for one in node:
            self._inline(one, pieces, story, style, bold)
        if any(one.hides for one in story.fields) or was_hidden:
            for open_field in story.fields[-1:]:
                open_field.hidden.append(" ")
        plain = plain_words(pieces)
        if re.match(r"toc (?:heading|[1-9])", first):
            self._leave(_TOC, plain)
            return
        level = self._level(properties, style)
        in_text = story.kind in ("body", "box")
        if not plain.strip():
            text = "".join(piece.text for piece in pieces if piece.text.startswith("\ue000"))
            if text and in_text:  # a comment on an empty line
                yield WordBlock("paragraph", text)
        elif first == "abstract title" and in_text:
            self._leave("heading of the abstract", plain)
        elif first in _KINDS and in_text:
            role = _KINDS[first]
            if role == "caption":
                pieces = [*_without_number(pieces)]
                number = _NUMBERED.match(plain)
                self._leave(NUMBERS, number[0] if number else "")
            is_plain = role in ("title", "author", "date")
            text = write_pieces(pieces, is_plain=is_plain, in_field=True)
            bookmarks = bookmarks_in(node) if role == "caption" else ()
            yield WordBlock(role, text, plain=plain, bookmarks=bookmarks)
        elif level and in_text:
            yield WordBlock("heading", write_pieces(pieces, is_plain=True), level, plain=plain)
        elif in_text:
            yield self._plain_paragraph(properties, style, first, pieces, bold, plain)
        else:
            marker = self._marker(properties, style, first)
            kind = story.kind
            text = write_pieces(pieces, in_cell=kind == "cell", in_note=kind == "note")
            lead = ""
            if kind != "note" and marker and marker[0]:  # a note holds paragraphs alone
                lead = "– " if marker[0] == "-" else f"{marker[0]} "
            yield WordBlock("paragraph", f"{lead}{text}", plain=plain)
        if story.kind == "body":
            yield from self._flush(story)

    def _plain_paragraph(
        self, properties: Any, style: str, name: str, pieces: list[WordPiece], bold: list[bool],
        plain: str,
    ) -> WordBlock:  # fmt: skip
        text = write_pieces(pieces)
        marker = self._marker(properties, style, name)
        if marker:
            return WordBlock("item", text, marker[1], marker[0], plain)
        if name in _MEANINGS:
            return WordBlock(_MEANINGS[name], text, plain=plain)
        if name in _QUOTES:
            return WordBlock("quote", text, plain=plain)
        is_short = len(plain.split()) <= HEADING_WORDS and not plain.rstrip().endswith(
            (".", ";", ",")
        )
        has_marks = any(piece.is_markdown and "@" in piece.text for piece in pieces)
        if bold and all(bold) and is_short and not has_marks and BREAK not in text:
            words = write_pieces(pieces, is_plain=True)
            return WordBlock("bold", words, plain=plain)
        return WordBlock("paragraph", text, plain=plain)

    def _level(self, properties: Any, style: str) -> int | None:
        """The level of a heading, from 1; None of what is none."""
        direct = None if properties is None else properties.find(f"{W}outlineLvl")
        if direct is not None:
            level = number_of(direct.get(f"{W}val"), 9)
            return level + 1 if level < 9 else None
        return self.styles.heading_level(style)

    def _marker(self, properties: Any, style: str, name: str) -> tuple[str, int] | None:
        """Find the marker of an item, and how deep it is; None of any other paragraph."""
        of_style = self.styles.numbering(style)
        direct = None if properties is None else read_numbering_of(properties)
        number, depth = direct or of_style or ("", 0)
        if not number and of_style:
            number = of_style[0]
        match = re.fullmatch(r"list (bullet|number)(?: ([2-5]))?", name)
        if number:
            if direct is None:
                own = self.lists.depth_of(number, style)
                depth = depth if own is None else own
            marker = self.lists.marker(number, depth)
            # Each of these styles has a list of its own, which knows one level alone.
            if match and direct is None:
                depth = max(depth, int(match[2] or 1) - 1)
            return None if marker is None else (marker, depth)
        if name == "list paragraph" or name.startswith("list continue"):
            return ("", 0)
        if match:
            return ("-" if match[1] == "bullet" else "1.", int(match[2] or 1) - 1)
        return None

    # Words

    def _inline(
        self, node: Any, pieces: list[WordPiece], story: _Story, style: str, bold: list[bool],
        link: str = "", depth: int = 0,
    ) -> None:  # fmt: skip
        if depth > DEPTH or not isinstance(node.tag, str):
            return

        def go(inside: Any, link: str = link) -> None:
            for one in inside:
                self._inline(one, pieces, story, style, bold, link, depth + 1)

        tag = node.tag
        if tag == f"{W}r":
            self._run(node, pieces, story, style, bold, link)
        elif tag == f"{W}hyperlink":
            related = self.package.relations(story.part).get(node.get(f"{R}id", ""))
            go(node, self._address(related[1]) if related and related[2] else link)
        elif tag == f"{W}fldSimple":
            opened = _Field(node.get(f"{W}instr", ""))
            story.fields.append(opened)
            self._open_result(opened, pieces, story)
            go(node)
            self._close(story, pieces)
        elif tag == f"{W}sdt":
            self._inline_control(node, pieces, story, go)
        elif tag in EQUATION:
            written = [*read_equation(node)]
            hint = "read it over, as it stands in the text; or save it as a picture"
            self.left.append(Left("equation", plain_words(written), hint=hint))
            for piece in written:
                self._add(pieces, story, piece)
        elif tag in _WRAPPERS:
            go(node)
        else:
            self._range(node, story, pieces)

    def _inline_control(self, node: Any, pieces: list[WordPiece], story: _Story, go: Any) -> None:
        properties, content = node.find(f"{W}sdtPr"), node.find(f"{W}sdtContent")
        tag = "" if properties is None else value_of(properties, "tag")
        cited = self.citations.read_tag(tag)
        if cited:
            self._leave(_CITED, text_of(node))
            self._add(pieces, story, WordPiece(cited, is_markdown=True))
        elif content is not None and is_prompt(properties):
            self._leave(_PROMPT, text_of(content))
        elif content is not None:
            go(content)

    def _range(self, node: Any, story: _Story, pieces: list[WordPiece]) -> None:
        """Begin or end what a comment is about, or a bookmark, which may end a field."""
        number = node.get(f"{W}id", "") if isinstance(node.tag, str) else ""
        if node.tag == f"{W}bookmarkStart":
            self._open_bookmark(node, number, story, pieces)
        elif node.tag == f"{W}bookmarkEnd":
            if story.fields and number and story.fields[-1].bookmark == number:
                self._close(story, pieces)
        elif node.tag == f"{W}commentRangeStart":
            self._open[number] = []
            self._mark(number, pieces)
        elif node.tag == f"{W}commentRangeEnd" and number in self._open:
            self.commented[number] = " ".join("".join(self._open.pop(number)).split())

    def _open_bookmark(
        self, node: Any, number: str, story: _Story, pieces: list[WordPiece]
    ) -> None:
        """Read the citation that Zotero keeps in a bookmark; what Word shows of it is hidden."""
        name = node.get(f"{W}name", "")
        if not name.startswith(ZOTERO_BOOKMARK):
            return
        instruction = self.citations.bookmark(name)
        if number not in self._bookmark_ends(story.part):  # else all behind it would be hidden
            instruction = ""
        cited = self.citations.read_field(instruction)
        if cited:
            self._add(pieces, story, WordPiece(cited, is_markdown=True))
            story.fields.append(
                _Field(is_result=True, hides=True, is_cited=True, what=_CITED, bookmark=number)
            )
        elif BIBLIOGRAPHIES.match(instruction):
            story.fields.append(
                _Field(is_result=True, hides=True, what=REFERENCES, bookmark=number)
            )
        else:
            hint = "cite its source by hand: [@key, p. 5]"
            self.left.append(Left("a citation that cannot be read", hint=hint))

    def _bookmark_ends(self, part: str) -> frozenset[str]:
        """The numbers of the bookmarks that end in *part*."""
        if part not in self._ends:
            ends = self.package.root(part).iter(f"{W}bookmarkEnd")
            self._ends[part] = frozenset(one.get(f"{W}id", "") for one in ends)
        return self._ends[part]

    def _bookmarks_of_captions(self) -> frozenset[str]:
        """The names of the bookmarks that stand in captions of the text."""
        if self._captioned is None:
            paragraphs = self.package.root(self.package.document).iter(f"{W}p")
            self._captioned = frozenset(
                name for one in paragraphs for name in bookmarks_in(one)
                if _KINDS.get((*self.styles.names(value_of(one, f"pPr/{W}pStyle")), "")[0])
                == "caption"
            )  # fmt: skip
        return self._captioned

    def _mark(self, number: str, pieces: list[WordPiece]) -> None:
        """Leave a mark where a comment begins."""
        if number in self.marked or not re.fullmatch(r"[0-9]+", number):
            return
        self.marked.add(number)
        mark = MARK.format("C", number)
        if pieces and not pieces[-1].is_markdown:
            last = pieces[-1]
            pieces[-1] = WordPiece(last.text + mark, last.looks, last.link)
        else:
            pieces.append(WordPiece(mark))

    def _add(self, pieces: list[WordPiece], story: _Story, piece: WordPiece) -> None:
        """Add words, unless a field hides them."""
        hiding = next((one for one in story.fields if one.hides), None)
        if hiding is not None:
            hiding.hidden.append(piece.text)
            return
        pieces.append(piece)
        for one in story.fields:
            if one.is_counted:
                one.shown.append(piece.text)
        for words in self._open.values():
            words.append(piece.text.replace(BREAK, " "))

    def _run(
        self,
        node: Any,
        pieces: list[WordPiece],
        story: _Story,
        style: str,
        bold: list[bool],
        link: str,
    ) -> None:
        properties = node.find(f"{W}rPr")
        looks, is_bold, is_hidden = self._looks(properties, style)
        link = link or next((one.link for one in story.fields if one.link), "")
        in_code = bool(story.fields) and not story.fields[-1].is_result
        for one in node:
            text = self._text(one)
            if text is not None:
                if is_hidden:
                    self._leave("hidden text", text.replace(BREAK, " ").strip())
                elif not in_code:
                    shown = without_hidden_but_breaks(text)
                    if shown.strip():
                        bold.append(is_bold)
                    self._add(pieces, story, WordPiece(shown, looks, link))
            elif one.tag in (f"{W}instrText", f"{W}delInstrText") and in_code:
                story.fields[-1].instruction += one.text or ""
            elif one.tag == f"{W}fldChar":
                self._field_sign(one, pieces, story)
                in_code = bool(story.fields) and not story.fields[-1].is_result
            elif one.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._call(one, pieces, story)
            elif one.tag == f"{W}commentReference":
                self._mark(one.get(f"{W}id", ""), pieces)
            elif one.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                story.after += self._drawings.read(
                    one, story.part, lambda box: self._box(box, story)
                )
            elif one.tag == f"{W}ruby":
                base, above = one.find(f"{W}rubyBase"), one.find(f"{W}rt")
                for run in base if base is not None else ():
                    self._inline(run, pieces, story, style, bold, link, 1)
                if above is not None and (reading := text_of(above)):
                    self._add(pieces, story, WordPiece(f" ({reading})", looks, link))
            elif one.tag == f"{W}r":
                self._run(one, pieces, story, style, bold, link)

    def _text(self, node: Any) -> str | None:
        """The text of a part of a run; None of what is no text."""
        if node.tag in (f"{W}t", f"{W}delText"):
            return str(node.text or "")
        if node.tag in (f"{W}tab", f"{W}ptab"):
            return " "
        if node.tag == f"{W}cr" or (
            node.tag == f"{W}br" and node.get(f"{W}type") not in ("page", "column")
        ):
            return BREAK
        if node.tag == f"{W}br":
            return " "
        if node.tag == f"{W}noBreakHyphen":
            return "\u2011"
        if node.tag == f"{W}sym":
            code = node.get(f"{W}char", "").upper()
            if code in _SYMBOLS:
                return _SYMBOLS[code]
            font = node.get(f"{W}font", "")
            hint = "type the sign itself, from Unicode"
            self.left.append(Left(f"the sign {code} of the font {font}", hint=hint))
            return ""
        return None

    def _looks(self, properties: Any, style: str) -> tuple[frozenset[str], bool, bool]:
        """How a run looks; whether it is bold, also by its paragraph's style; whether hidden."""
        own = read_toggles(properties)
        of_run = "" if properties is None else value_of(properties, "rStyle")
        names = self.styles.names(of_run)

        def is_on(name: str) -> bool:
            return own[name] if name in own else self.styles.toggle(name, of_run)

        looks = set()
        if is_on("b") or ("b" not in own and "strong" in names):
            looks.add("bold")
        if is_on("i") or ("i" not in own and "emphasis" in names):
            looks.add("italic")
        if is_on("strike") or is_on("dstrike"):
            looks.add("struck")
        raised = "" if properties is None else value_of(properties, "vertAlign")
        raised = raised or next((one.raised for one in self.styles.chain(of_run) if one.raised), "")
        if not raised and properties is not None and properties.find(f"{W}sz") is not None:
            # As LibreOffice writes what a web page has raised: moved, and smaller.
            moved = number_of(value_of(properties, "position"), 0)
            raised = "superscript" if moved > 0 else "subscript" if moved < 0 else ""
        if raised in ("superscript", "subscript"):
            looks.add(raised)
        is_bold = "bold" in looks or ("b" not in own and self.styles.toggle("b", style))
        hidden = own.get(
            "vanish", self.styles.toggle("vanish", of_run) or self.styles.toggle("vanish", style)
        )
        return frozenset(looks), is_bold, hidden

    def _address(self, address: str) -> str:
        """An address that paper can show; what leads elsewhere is left."""
        if re.match(r"(?:https?://|mailto:)\S", address):
            return address.strip()
        self._leave("link to a file", address)
        return ""

    # Fields

    def _field_sign(self, node: Any, pieces: list[WordPiece], story: _Story) -> None:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            story.fields.append(_Field(data=field_data(node), choice=choice_of(node)))
        elif kind == "separate" and story.fields:
            self._open_result(story.fields[-1], pieces, story)
        elif kind == "end" and story.fields:
            if not story.fields[-1].is_result:
                self._open_result(story.fields[-1], pieces, story)
            self._close(story, pieces)

    def _open_result(self, one: _Field, pieces: list[WordPiece], story: _Story) -> None:
        """Decide what becomes of the result of a field."""
        one.is_result = True
        outer = story.fields[-2] if len(story.fields) > 1 else None
        if outer is not None and not outer.is_result:  # EndNote keeps its data in a field inside
            outer.data = outer.data or one.data
            one.hides = True
            return
        instruction = one.instruction
        cited = self.citations.read_field(instruction, one.data)
        if cited:
            self._add(pieces, story, WordPiece(cited, is_markdown=True))
            one.hides, one.what, one.is_cited = True, _CITED, True
        elif BIBLIOGRAPHIES.match(instruction):
            one.hides, one.what = True, REFERENCES
        elif re.match(r"\s*TOC\b", instruction):
            one.hides, one.what = True, _TOC
        elif re.match(r"\s*(?:INDEX|TOA)\b", instruction):
            one.hides, one.what = True, "index"
        elif (match := _NAMED.match(instruction)) and match[1] in self._bookmarks_of_captions():
            one.names = CaptionReference(match[1])
            self._add(
                pieces, story,
                WordPiece(REFERENCE_MARK.format(len(self.captions_named)), is_markdown=True),
            )  # fmt: skip
            self.captions_named.append(one.names)
            one.hides = True
        elif _COUNTED.match(instruction):
            one.is_counted = True
        elif one.choice and re.match(r"\s*FORM(?:DROPDOWN|CHECKBOX)\b", instruction):
            self._add(pieces, story, WordPiece(one.choice))
        elif re.match(r"\s*(?:ADDIN\s+EN\.CITE|ADDIN\s+\S*CSL_CITATION|CITATION\b)", instruction):
            hint = "cite its source by hand: [@key, p. 5]"
            self.left.append(Left("a citation that cannot be read", hint=hint))
        elif match := re.match(r'\s*HYPERLINK\s+"([^"]+)"', instruction):
            one.link = self._address(match[1])

    def _close(self, story: _Story, pieces: list[WordPiece]) -> None:
        one = story.fields.pop()
        words = " ".join("".join(one.hidden).replace(BREAK, " ").split())
        if one.hides and story.fields and any(outer.hides for outer in story.fields):
            story.fields[-1].hidden.append(words)
        elif one.names:
            one.names.words = words
        elif one.hides:
            self._leave(one.what or "field", words)
        elif shown := "".join(one.shown).strip():
            self.references.append(shown)

    # Notes

    def _call(self, node: Any, pieces: list[WordPiece], story: _Story) -> None:
        is_end = node.tag == f"{W}endnoteReference"
        kind, tag = ("endnotes", "endnote") if is_end else ("footnotes", "footnote")
        number = node.get(f"{W}id", "")
        self.note_calls += 1
        for part in self.package.related(self.package.document, kind):
            for one in self.package.root(part).iter(f"{W}{tag}"):
                if one.get(f"{W}id") == number:
                    self._note(one, _Story("note", part), pieces, story)
                    return
        self.left.append(Left("a note that is called and not there", hint="look for its text"))

    def _note(self, node: Any, inner: _Story, pieces: list[WordPiece], story: _Story) -> None:
        if story.kind == "note":
            return
        paragraphs = [*self._texts(node, inner, story)]
        text = " ".join(paragraphs)
        alone = _ONE_CITATION.fullmatch(text)
        if alone and len(paragraphs) == 1 and not (alone["before"] and " @" in alone["cite"]):
            before = alone["before"].strip()
            cite = alone["cite"] if not before else f"[{before} {alone['cite'][1:]}"
            self._add(pieces, story, WordPiece(cite, is_markdown=True))
        elif story.kind == "body":
            self.notes[len(self.notes) + 1] = paragraphs
            self._add(pieces, story, WordPiece(f"[^{len(self.notes)}]", is_markdown=True))
        elif text:
            line = re.sub(r"\\\n", " ", text)
            self._add(pieces, story, WordPiece(f"^[{line}]", is_markdown=True))

    # Tables

    def _table(self, node: Any, story: _Story) -> Iterator[WordBlock]:
        if told := _TABLES_WITHIN.get(story.kind):
            between, left = told
            for row in rows_of(node):
                cells = [self._cell(cell, story) for cell in cells_of(row)]
                yield WordBlock("paragraph", between.join(cell for cell in cells if cell))
            self.left.append(left)
            return
        rows = [*rows_of(node)]
        if len(rows) == 1 and len(cells := [*cells_of(rows[0])]) == 1 and story.kind == "body":
            yield from self._box(cells[0], story)
            return
        inner = _Story("cell", story.part, depth=story.depth + 1)
        grid = _Grid()
        for row in rows:
            self._read_row(row, inner, grid)
        story.after += inner.after
        if not any(any(line) for line in grid.lines):
            return
        columns = max(map(len, grid.lines))
        lines = [[*line, *[""] * (columns - len(line))] for line in grid.lines]
        heads = grid.heads
        if not heads and len(lines) > 1 and (grid.begins_in_bold or has_first_row(node)):
            heads = 1
        heads = min(heads, len(lines) - 1)
        head = [join_heads([line[column] for line in lines[:heads]]) for column in range(columns)]
        changes = [_TAKEN_APART] if grid.had_spans else []
        changes += [] if heads else [_WITHOUT_HEADS]
        yield WordBlock("table", table=WordTable(head, lines[heads:], changes=tuple(changes)))

    def _read_row(self, row: Any, inner: _Story, grid: _Grid) -> None:
        """Read a row of a table into *grid*; joined cells have their words in each place."""
        line = [""] * number_of(value_of(row, "trPr/" + f"{W}gridBefore"), 0)
        cells, is_head = [*cells_of(row)], is_head_row(row)
        for cell in cells:
            span, merged = how_joined(cell)
            text = self._cell(cell, inner)
            column = len(line)
            if merged:
                if merged == "continue":
                    text = text or grid.open.get(column, "")
                grid.open[column] = text
            grid.had_spans |= not is_head and (span > 1 or bool(merged))
            is_alone = column == 0 and len(cells) == 1  # a heading among the rows
            line += [text, *["" if is_alone and not is_head else text] * (span - 1)]
        if is_head and grid.heads == len(grid.lines):
            grid.heads += 1
        grid.lines.append(line)

    def _cell(self, cell: Any, story: _Story) -> str:
        inner = _Story("cell", story.part, depth=story.depth + 1)
        if story.depth > 8:
            self.left.append(Left("tables in tables", text_of(cell)))
            return ""
        texts = [*self._texts(cell, inner, story)]
        return "<br>".join(texts)

    def _texts(self, node: Any, inner: _Story, story: _Story) -> Iterator[str]:
        """The paragraphs of *node*; boxes and pictures in it stand behind those of *story*."""
        for block in self._blocks(node, inner):
            if block.text:
                yield block.text
            elif block.picture or block.inside:
                story.after.append(block)
        story.after += inner.after

    # Drawings

    def _box(self, node: Any, story: _Story) -> list[WordBlock]:
        """Read a text box, or a table of one cell."""
        if story.depth >= 4:
            self.left.append(Left("boxes in boxes", text_of(node)))
            return []
        inner = _Story("box", story.part, depth=story.depth + 1)
        inside: list[WordBlock] = []
        behind: list[WordBlock] = []
        for block in self._blocks(node, inner):
            (behind if block.kind in ("figure", "box") else inside).append(block)
        if not inside:
            return behind
        return [WordBlock("box", inside=inside), *behind]


_TOC = "table of contents"
_PROMPT = "prompts of a form"
_COUNTED = re.compile(r"\s*(?:PAGEREF|NOTEREF|REF)\s")
_NAMED = re.compile(r'\s*REF\s+"?([^\s"\\]+)')
_TAKEN_APART = Changed(
    "cells of this table were joined; the words of each stand in every column and row that it "
    "went over",
    "read them, and delete what is said twice",
)
_WITHOUT_HEADS = Changed("this table has no heads above its columns", "name its columns")
REFERENCES = "list of references"
_CITED = "citations, as Word showed them"
_QUOTES = ("quote", "intense quote", "block text", "block quote", "quotations")
_MEANINGS: dict[str, Kind] = {"definition term": "term", "definition": "meaning"}
"""Styles of a list of terms, as pandoc writes them."""
_KINDS: dict[str, Kind] = {
    "title": "title", "subtitle": "subtitle", "author": "author", "authors": "author",
    "date": "date", "abstract": "abstract",
    "caption": "caption", "image caption": "caption", "table caption": "caption",
}  # fmt: skip
_WRAPPERS = tuple(
    f"{W}{name}" for name in ("smartTag", "customXml", "dir", "bdo", "ins", "moveTo", "sdtContent")
)
_ONE_CITATION = re.compile(
    r"(?P<before>[^\[\]@;.]{0,40}?)\s*(?P<cite>\[[^\[\]]*@[^\[\]]*\])\s*[.]?(?P<x>)"
)


def without_hidden_but_breaks(text: str) -> str:
    """Take out what no text may hold, but for the marks that are ours."""
    parts = re.split(f"({BREAK}|\ue000[KC][0-9]+\ue001)", text)
    return (
        "".join(part if number % 2 else without_hidden(part) for number, part in enumerate(parts))
        .replace("\n", " ")
        .replace("\t", " ")
    )


def _without_number(pieces: list[WordPiece]) -> Iterator[WordPiece]:
    """Take `Figure 3:` off a caption: the page numbers it."""
    whole = "".join(piece.text for piece in pieces)
    lead = len(whole) - len(whole.lstrip())
    match = _NUMBERED.match(whole, lead)
    cut = match.end() if match else 0
    for piece in pieces:
        kept = piece.text[cut:] if cut < len(piece.text) else ""
        cut = max(0, cut - len(piece.text))
        if kept:
            yield WordPiece(kept, piece.looks, piece.link, piece.is_markdown)
