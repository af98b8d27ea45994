"""Headings and numbered blocks → the list of contents, and links in the text that lead to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

from ..model.brief import Brief
from ..model.contract import BLOCKS, Contents
from ..model.sections import HEADING, Section
from ..model.text import MARK, Block, Fragment, Reference
from .dates_and_numbers import ValueWriter


class CrossReferences:
    """The headings and numbered blocks of one brief, as its page names and links them."""

    def __init__(self, brief: Brief, writer: ValueWriter, fill: Callable[[str], str]) -> None:
        """Name them in the words of *writer*; *fill* puts values for the marks in a title."""
        self.brief, self.writer, self.fill = brief, writer, fill
        self.language = writer.language

    def has_contents(self, by_default: bool = False) -> bool:
        """Whether a template prints the list of the headings: no text places it, and the brief
        wants it, or says nothing, and has three chapters, and the template prints it *by_default*.
        """
        if any(isinstance(mark, Block) and mark.kind == "contents" for mark in self.brief.marks):
            return False
        chosen = self.brief.fields.contents
        chapters = sum(section.level == 2 for section in self.brief.sections)
        return isinstance(chosen, Contents) or (chosen is None and by_default and chapters > 2)

    def list_sections(self) -> list[dict[str, Any]]:
        """List the headings, each with its level, its words and its id."""
        chosen = self.brief.fields.contents
        levels = chosen.levels if isinstance(chosen, Contents) else Contents().levels
        return [
            {
                "level": section.level - 1,
                "label": f"{self.writer.word('annex')}\u00a0{section.letter}."
                if section.letter
                else "",
                "text": self.writer.text(Fragment(section.html)),
                "anchor": section.anchor,
            }
            for section in self.brief.sections
            if section.level <= 1 + levels
        ]

    def list_numbered(self, noun: str) -> list[dict[str, Any]]:
        """List the figures, or the blocks of another *noun*: number, caption and id."""
        return [
            {
                "level": 1,
                "label": f"{self.writer.word(noun)}\u00a0{number}.",
                "text": self.writer.text(block.caption),
                "anchor": f"{kind}-{name}",
            }
            for (kind, name), number in self.brief.numbers.items()
            if (block := getattr(self.brief.fields, kind)[name]).numbered == noun
        ]

    def _anchor(self, reference: Any) -> str:
        """The id of what *reference* leads to."""
        section = None if reference.kind in BLOCKS else self.brief.find_section(reference)
        return section.anchor if section else f"{reference.kind}-{reference.name}"

    def refer(self, reference: Reference, *, is_first_word: bool) -> str:
        """Write *reference* as a link: `figure 3`, `annex B`, the heading in quotation marks."""
        words = self.language.words
        section, noun, name = None, "", ""
        if reference.kind in BLOCKS:
            block = getattr(self.brief.fields, reference.kind)[reference.name]
            noun = block.numbered or BLOCKS[reference.kind].noun
            if number := self.brief.numbers.get((reference.kind, reference.name)):
                name = str(number)
            elif title := getattr(block, "title", None):
                name = self._in_quotes(_unlinked(self.fill(title.html)))
        elif section := self.brief.find_section(reference):
            noun = "annex" if section.letter else ""
            name = section.letter or self._in_quotes(_unlinked(self.fill(section.html)))
        anchor = self._anchor(reference)
        if reference.is_page:
            noun, name = "page", f'<span class="page-of" data-at="#{anchor}"></span>'
        noun = words.get(f"{noun}_in_text", "")
        noun = self.language.capitalise(noun) if is_first_word else noun
        text = f"{escape(noun)}\u00a0{name}" if noun else name
        return f'<a class="ref" href="#{anchor}">{text}</a>'

    def _in_quotes(self, title: str) -> str:
        """Put *title* into quotation marks; those within it are the inner ones then."""
        outer, inner = self.language.quotes[:2], self.language.quotes[2:4]
        opening, closing = outer
        if title.startswith(opening) and title.endswith(closing) and title.count(opening) == 1:
            return title
        for one, other in zip(outer, inner, strict=False):
            title = title.replace(one, other)
        return f"{opening}{title}{closing}"

    def once_quoted(self, link: str, match: re.Match[str]) -> str:
        """Take the quotation marks off *link* where its author put it into some."""
        opening, closing = self.language.quotes[:2]
        before, behind = match.string[: match.start()], match.string[match.end() :]
        if before.endswith(opening) and behind.startswith(closing) and link.count(opening) == 1:
            return link.replace(opening, "").replace(closing, "")
        return link

    def head_prose(self) -> Fragment:
        """The prose with its headings as a page has them."""
        sections = iter(self.brief.sections)
        html = HEADING.sub(lambda _: self._heading(next(sections)), self.brief.prose.html)
        return replace(self.brief.prose, html=html)

    def _heading(self, section: Section) -> str:
        """A heading: with the letter of an annex, and an id where a link leads to it."""
        kind, label = "", ""
        if section.letter:
            kind = ' class="annex"'
            label = (
                f'<span class="label">{self.writer.word("annex")}&nbsp;{section.letter}.</span> '
            )
        level = section.level
        return f'<h{level}{kind} id="{section.anchor}">{label}{section.html}</h{level}>'


def _unlinked(html: str) -> str:
    """Leave of *html* the words that can stand in a link: no note, no other link."""
    html = re.sub(r"<brief-note>.*?</brief-note>", "", MARK.sub("", html), flags=re.DOTALL)
    return re.sub(r"</?a\b[^>]*>", "", html)
