"""Turn Markdown that was read into HTML: Python-Markdown sets it.

It is given the tree that its own reader would make, and does what it does behind it: attributes
such as `{: lang=fr }`, quotation marks and dashes of the language, HTML of the author's, tags.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from ..model.cells import are_amounts, group_alike
from ..model.text import MARK
from .prose_reader import ReadMarkdown
from .straight_quotes import set_straight_quotes

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown_it.token import Token

_TASK = {True: "\u2611\u2002", False: "\u2610\u2002"}
_LETTERS = {"strong": "strong", "em": "em", "s": "del", "sub": "sub", "sup": "sup", "link": "a"}
"""Marks around words, and their elements."""
_SINGLE, _END = "\ue016", "\ue017"
"""A single quotation mark that opens, and one that closes or is an apostrophe, before all is set.
"""
_IN_SINGLE = re.compile(
    rf"{_SINGLE}((?:(?!</(?:p|li|h\d|t[dh]|d[dt])>)[^{_SINGLE}])*?){_END}(?!\w)"
)

_MINUTES = re.compile(rf"(?<=\d°)(\s?\d{{1,2}}(?:[.,]\d+)?)[{_SINGLE}{_END}]")


def typesetter(opening: str, closing: str, single: str, single_end: str) -> Markdown:
    """Make a Python-Markdown that sets texts with these quotation marks."""
    from markdown import Markdown
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.smarty import SmartyExtension
    from markdown.postprocessors import Postprocessor

    seconds = re.compile(
        rf"(?<=\d)[{_SINGLE}{_END}](\s?\d{{1,2}}(?:[.,]\d+)?)(?:{re.escape(closing)}|{_END}{_END})"
    )

    class SingleMarks(Postprocessor):
        """Smarty takes an apostrophe for a mark that closes: in French, “l’essai” has both; and
        minutes and seconds, 38°53'23", for marks.
        """

        def run(self, text: str) -> str:
            text = seconds.sub("′\\1″", text)
            text = _MINUTES.sub("\\1′", text)
            text = re.sub(rf"(?<=\d){_SINGLE}", "’", text)
            text = _IN_SINGLE.sub(rf"{single}\1{single_end}", text)
            text = re.sub(rf"{_SINGLE}(?=\d\d\b)", "’", text)  # the summer of ’68
            return text.replace(_SINGLE, single).replace(_END, "’")

    smarty = SmartyExtension(
        substitutions={
            "left-double-quote": opening,
            "right-double-quote": closing,
            "left-single-quote": _SINGLE,
            "right-single-quote": _END,
        }
    )
    markdown = Markdown(extensions=[AttrListExtension(), smarty])
    markdown.treeprocessors.deregister("inline")  # the words are read already
    markdown.postprocessors.register(SingleMarks(), "single-marks", 0)
    return markdown


def set_html(
    reading: ReadMarkdown,
    markdown: Markdown,
    quotes: tuple[str, str, str, str],
    set_ranges: Callable[[str], str],
) -> str:
    """Set *reading* with *markdown*, as its `convert` sets what it reads itself; *quotes* are the
    marks around a quotation, *set_ranges* sets the dashes of the words.
    """
    markdown.reset()
    root = _Tree(reading, markdown, quotes, set_ranges).root
    for treeprocessor in markdown.treeprocessors:
        treeprocessor.run(root)
    html = markdown.serializer(root).strip().removeprefix("<div>").removesuffix("</div>")
    for postprocessor in markdown.postprocessors:
        html = postprocessor.run(html)
    return html.strip()


class _Tree:
    """The tree of a text; its notes stand where they are called."""

    def __init__(
        self,
        reading: ReadMarkdown,
        markdown: Markdown,
        quotes: tuple[str, str, str, str],
        set_ranges: Callable[[str], str],
    ) -> None:
        self.reading, self.markdown, self.quotes = reading, markdown, quotes
        self.set_ranges = set_ranges
        self.root = etree.Element("div")
        self.open = [self.root]
        self.bare: list[bool] = []
        """For each element that is open, whether it is a paragraph of a tight list: no element."""
        self.in_note = False
        for token in reading.tokens:
            self.block(token)
        for table in self.root.iter("table"):
            _align_amounts(table)

    def block(self, token: Token) -> None:
        """Add the block *token*, or begin or end it."""
        above = self.open[-1]
        if token.type == "inline":
            self.words(token.children or [], above)
        elif token.nesting == 1:
            self.bare.append(token.hidden)
            if not token.hidden:
                self.open.append(etree.SubElement(above, token.tag, self.attributes(token)))
                if "checked" in token.meta:
                    self.open[-1].text = _TASK[token.meta["checked"]]
        elif token.nesting == -1:
            if not self.bare.pop():
                self.open.pop()
        elif token.type in ("code_block", "fence"):
            from markdown.util import AtomicString, code_escape

            code = etree.SubElement(etree.SubElement(above, "pre"), "code")
            code.text = AtomicString(code_escape(token.content))
        elif token.type == "html_block":
            self.add(above, f"\n{self.markdown.htmlStash.store(token.content.rstrip())}\n")
        else:
            etree.SubElement(above, token.tag)

    def attributes(self, token: Token) -> dict[str, str]:
        """Attributes of the element that the block *token* begins."""
        given = {name: str(value) for name, value in token.attrs.items() if name == "start"}
        if align := str(token.attrs.get("style", "")).removeprefix("text-align:"):
            given["align"] = align
        kind = self.reading.lines.kinds.get(token.map[0]) if token.map else None
        if kind and token.type == "ordered_list_open":
            given["class" if len(kind) > 1 else "type"] = kind
        if "checked" in token.meta:
            given["class"] = "task"
        return given

    def words(self, tokens: Sequence[Token], above: etree.Element) -> None:
        """Add the words *tokens* to the element *above*."""
        from markdown.util import AtomicString, code_escape

        open_ = [above]
        in_address = False
        texts = set_straight_quotes(tokens, self.quotes)
        for token, text in zip(tokens, texts, strict=True):
            name = token.type.partition("_")[0]
            if token.nesting == 1:
                address = {"href": str(token.attrs["href"])} if name == "link" else {}
                open_.append(etree.SubElement(open_[-1], _LETTERS[name], address))
                in_address = token.info == "auto"
            elif token.nesting == -1:
                element = open_.pop()
                in_address = False
                if token.info == "auto":  # an address keeps its hyphens
                    element.text = AtomicString(element.text)
            elif token.type == "hardbreak":
                etree.SubElement(open_[-1], "br")
            elif token.type == "code_inline":
                etree.SubElement(open_[-1], "code").text = AtomicString(code_escape(token.content))
            elif token.type == "footnote_ref":
                self.note(token, open_[-1])
            elif token.type == "html_inline":
                self.add(open_[-1], self.markdown.htmlStash.store(token.content))
            elif token.type == "softbreak":
                self.add(open_[-1], "\n")
            elif token.type == "text_special":
                self.add(open_[-1], "".join(f"\x02{ord(sign)}\x03" if sign in "\"'-." else sign
                                            for sign in token.content))  # fmt: skip
            elif token.type == "text":
                self.add(open_[-1], text if in_address else self.set_ranges(text))

    def note(self, call: Token, above: etree.Element) -> None:
        """Add the note of *call*, its paragraphs one after another in a line; it holds no other."""
        texts = None if self.in_note else self.reading.note(call)
        if texts is None:
            self.add(above, f"[^{call.meta.get('label', '')}]")
            return
        self.in_note = True
        note = etree.SubElement(above, "brief-note")
        for text in texts:
            part = etree.SubElement(note, "span")
            self.words(text, part)
            part.tail = " "
        self.in_note = False

    def add(self, above: etree.Element, text: str) -> None:
        """Add *text* behind what is in *above*; an `&` in it is one, and begins no entity."""
        text = text.replace("&", "\x02amp\x03amp;")
        if len(above):
            above[-1].tail = (above[-1].tail or "") + text
        else:
            above.text = (above.text or "") + text


def _align_amounts(table: etree.Element) -> None:
    """Set the numbers of *table* to the right, where its author does not say how they stand; and
    divide those that are typed without signs as the others of their column are.
    """
    for n, column in enumerate(zip_longest(*table.iter("tr"))):
        head, *cells = (cell for cell in column if cell is not None)
        texts = [*map(_without_notes, cells)]
        for cell, text in zip(cells, group_alike(texts), strict=True):
            if text != _without_notes(cell) and cell.text:
                cell.text = cell.text.replace(_without_notes(cell).strip(), text, 1)
        if n and "align" not in head.attrib and are_amounts(texts):
            for cell in (head, *cells):
                cell.set("align", "right")


def _without_notes(cell: etree.Element) -> str:
    """The words of *cell*, without those of its notes, and without marks."""
    parts = [cell.text or ""]
    for one in cell:
        if one.tag != "brief-note":
            parts += one.itertext()
        parts.append(one.tail or "")
    return MARK.sub("", "".join(parts))
