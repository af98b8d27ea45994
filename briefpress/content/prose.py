r"""Turn Markdown into Fragments: clean HTML, with marks where the page fills something in.

The only room that knows the dialect: Python-Markdown with tables, definition lists, footnotes,
typographic quotes and dashes, and three things of our own, which are taken out of the text before
Markdown sees it and so keep their line:

    {{ facts.returned }}                a value of the brief
    {{ timeline }}                      a block, alone on its line
    [@coi-2014, paras. 74–76; @other]   a citation

What stands between the braces is a name, never an expression: there is nothing to run, so nothing
can run away.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..model.brief import Language
from ..model.problems import Place, Problems, Stopped
from ..model.text import (
    MARK,
    Block,
    Citation,
    Cited,
    Fragment,
    Mark,
    Missing,
    Value,
    write_mark,
)

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.extensions import Extension

# Markdown's own time grows with the square of what stands in one paragraph: 20,000 brackets take
# more than 20 s, a list 5,000 deep as long. A brief has a handful of either.
SPECIALS = 400
"""Brackets, stars, underscores and backticks in one paragraph."""
LENGTH = 40_000
"""Characters of one paragraph, list or table: ten pages."""
PARAGRAPHS = 4_000
"""Paragraphs of one text."""
MARKS = 2_000
"""Names and citations in one brief; a page holds a dozen, and a citation takes 4 ms."""
DEPTH = 12
"""Levels of lists, quotes and elements."""

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "brief-note", "cite", "code", "dd", "del", "dfn", "div",
    "dl", "dt", "em", "h2", "h3", "h4", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "abbr": {"title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
_ATTRIBUTES["*"] = {"lang"}
_SCHEMES = {"http", "https", "mailto"}

_MARKS = re.compile(
    r"(?P<escaped>\\\{\{|\\\[@)"
    r"|\{\{(?P<name>[^{}]*)\}\}"
    r"|\[(?P<cites>(?:[^\[\]@\n]*\s)?@[^\[\]]*)\](?!\()"
)
_KEY = re.compile(r"^(?P<prefix>.*?)@(?P<key>[A-Za-z][A-Za-z0-9_-]*)(?P<rest>.*)$", re.DOTALL)
_LINK = re.compile(
    r"(?<!\\)(?P<picture>!\[(?!\^)[^\]]*\](?:\([^)]*\))?)"
    r"|(?<!\\)\]\(\s*<?([^\s)>]+)|^ {0,3}\[[^\]^]+\]:\s*<?([^\s>]+)"
    r"|<a\b[^<>]*?\bhref\s*=\s*[\"']?([^\s\"'<>]+)",
    re.MULTILINE | re.IGNORECASE,
)
_NOTE = re.compile(r"\[\^([^\]\s]+)\](:)?")
_HEADING = re.compile(r"^(?:(?:>[ ]?)*(#{1,6})|[^\n#>|].*\n(=+|-+)[ ]*$)", re.MULTILINE)
_TAG = re.compile(
    r"<(?!https?://[^<>]*>|[^\s<>@]+@[^\s<>@]+>)(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*?(/?)>"
)
_IN_QUOTES = re.compile(r"(?<==)\"[^\"<>]*\"|(?<==)'[^'<>]*'")
_VOID = {"br", "hr", "img", "wbr"}
_CLOSED_BY_OTHERS = {"dd", "dt", "li", "p", "tbody", "td", "th", "thead", "tr"}
"""Elements that HTML closes where the next one begins."""
_PIECE = re.compile(r"<(/?)([a-z][a-z0-9-]*)[^<>]*>|[^<]+")
_APART = re.compile(
    r"</?(?:p|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|blockquote|h[2-4]|hr|pre|div)\b[^>]*>"
)
"""What parts a text into several."""
_PARTS = {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd")}
_IN_MARKDOWN = "write it in Markdown"
_LEAD = re.compile(r"(?:\s|>|[-*+:]\s|[0-9]+\.\s)*")
_NESTS = re.compile(r">|[-*+:]\s|[0-9]+\.\s")
_LANG = re.compile(r"(?:\{:?|<)[^{}<>]*\blang\s*=\s*[\"']?([^\s\"'{}<>]+)")
_IN_TAG = re.compile("<[a-zA-Z/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")

# A word of five letters is no last line, nor is a figure: the space before it does not break.
# A longer word may stand alone; taking its neighbour down would leave a gap in the line above.
_RUNT = re.compile(
    rf" (?=[^\s<])(?=(?:(?:{MARK.pattern})*[^\s<\ue000\ue001]){{0,6}}(?:{MARK.pattern})*"
    r"(?:</(?:p|li|dd)>|\Z))"
)

_LEFTOVER = re.compile(r"\{\{|\}\}|\{ ?facts\.|\[@|[.,;:]@[A-Za-z]|\*\*|~~|\{:|\]\s\(https?:")

_UNPRINTED = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_LOCATOR = re.compile(r"([^\d\s]+)[ \u00a0]*(.+)", re.DOTALL)


class Typesetter:
    """Sets the texts of one brief and numbers their marks."""

    def __init__(
        self,
        language: Language,
        languages: Mapping[str, Language],
        blocks: Mapping[str, bool],
        problems: Problems,
    ) -> None:
        """Set texts in *language*; a citation may name the part of a source in any of *languages*.

        Where a word stands for two parts, that of *language* counts. *blocks*: the kinds of blocks,
        each with whether prose calls it with a name.
        """
        self.language = language
        self.blocks = blocks
        self.problems = problems
        self._parts = {
            word.lower(): part
            for one in (*languages.values(), language)
            for part, words in one.locators.items()
            for word in words
        }
        """CSL's term for the part of a source, by the word that an author writes for it."""
        self.marks: list[Mark] = []
        self.comments: list[Place] = []
        """Where a comment of HTML stands: it is not printed."""
        self._unprintable_notes: set[str] = set()

    def begin_anew(self, problems: Problems) -> None:
        """Forget all marks; from now on *problems* takes what is wrong."""
        self.problems = problems
        self.marks.clear()
        self.comments.clear()

    def set(self, text: str, place: Place, *, inline: bool) -> Fragment:
        """Turn the Markdown *text*, which begins at *place*, into a `Fragment`.

        *inline*: one paragraph, whose `<p>` is left away.

        Problems: a name or citation that is not well-formed, HTML and addresses that are not
        printed, a heading out of order, a note that is called and not written, nesting too deep,
        more marks than a brief may have.
        """
        before = self.problems.errors
        if not self._sound(text, place):
            return self.stand_in("…", place, inline=inline)
        if not inline:
            self._check_headings(text, place)
        self._check_html(text, place)
        first = len(self.marks)
        marked = self._mark(text, place)
        self._unprintable_notes.clear()
        html = self._markdown.reset().convert(marked)
        self._check_notes(text, place)
        self._find_comments(text, marked, html, place)
        html = self._check_attributes(html)
        if self.problems.errors == before:  # what is refused stays in the text, and is told
            self._check_leftovers(text, html, place)
            self._check_closed(text, html, place)
        html = self._clean(html)
        if self.problems.errors == before:
            self._check_structure(text, html, place)
        html = _RUNT.sub("\u00a0", self.language.space(html))
        if inline:
            html = self._unwrap(html, place)
        self._check_blocks(html, first, inline=inline)
        return Fragment(html, text, place)

    def stand_in(self, text: str, place: Place, *, inline: bool) -> Fragment:
        """Set what a draft shows in the place of a text that is missing or cannot be read."""
        html = self._number(Missing(text, place))
        return Fragment(html if inline else f"<p>{html}</p>", text, place)

    def cite(self, text: str, place: Place) -> Citation:
        """Read the `source:` of a value, `coi-2014, paras. 74–76`, as a `Citation`."""
        return self._read_cites(
            "; ".join("@" + part.strip().removeprefix("@") for part in text.split(";")), place
        )

    @cached_property
    def _markdown(self) -> Markdown:
        from markdown import Markdown
        from markdown.extensions.smarty import SmartyExtension

        opening, closing, single, single_end = self.language.quotes
        smarty = SmartyExtension(
            substitutions={
                "left-double-quote": opening,
                "right-double-quote": closing,
                "left-single-quote": single,
                "right-single-quote": single_end,
            }
        )
        notes = _footnotes(self._unprintable_notes)
        return Markdown(
            extensions=["tables", "def_list", "attr_list", "sane_lists", notes, smarty],
            extension_configs={"tables": {"use_align_attribute": True}},
        )

    def _mark(self, text: str, place: Place) -> str:
        """Put a mark for each name and citation."""

        def mark(match: re.Match[str]) -> str:
            here = place.down(text.count("\n", 0, match.start()))
            if match["escaped"]:
                return match["escaped"]
            made: Mark
            if match["cites"]:
                made = self._read_cites(match["cites"], here)
            else:
                made = self._read_name(match["name"].strip(), here)
            if len(self.marks) == MARKS:
                self.problems.error(
                    here, f"more than {MARKS} names and citations", "divide the brief into two"
                )
                raise Stopped
            return self._number(made)

        if "{%" in text:
            self.problems.error(
                place.down(text[: text.index("{%")].count("\n")),
                "`{%` is a statement of the templates",
                "prose names values and blocks only: {{ facts.name }}, {{ timeline }}",
            )
        return _MARKS.sub(mark, text)

    def _number(self, mark: Mark) -> str:
        self.marks.append(mark)
        return write_mark(len(self.marks) - 1)

    def _read_name(self, name: str, place: Place) -> Value | Block | Missing:
        if not re.fullmatch(r"[A-Za-z_][\w-]*(\.[\w-]+)*", name):
            self.problems.error(
                place,
                f"`{{{{ {name[:60]} }}}}` is not a name",
                "between the braces stands a name alone: {{ facts.name }}, {{ timeline }}",
            )
            return Missing(name[:60] or "…", place)
        path = tuple(name.split("."))
        has_name = self.blocks.get(path[0])
        if has_name is not None and len(path) == 1 + has_name:
            return Block(path[0], path[1] if has_name else None, place)
        return Value(path, place)

    def _read_cites(self, text: str, place: Place) -> Citation:
        cites = []
        for part in text.split(";"):
            match = _KEY.match(part.strip())
            if match is None or "@" in match["rest"]:
                self.problems.error(
                    place,
                    f"`{part.strip()}` is not a citation",
                    "write [@key, p. 5], and `;` between two of them",
                )
                cites.append(Cited(part.strip() or "@"))  # which no source is called
                continue
            rest = match["rest"].strip().removeprefix(",").strip()
            located = _LOCATOR.fullmatch(rest)
            label = self._parts.get(located[1].lower()) if located else None
            locator = located[2] if located and label else rest
            if rest and label is None:
                if not re.match(r"[0-9ivxlc]+\b", rest):
                    self.problems.error(
                        place,
                        f"`{rest}` does not say which part of the source",
                        "begin with p., para., ch., sec., art., vol. or another of CSL's terms",
                    )
                label = "page"
            locator = re.sub(r"(?<=\d)\s*--?\s*(?=\d)", "–", locator.strip())
            cites.append(Cited(match["key"], label, locator or None, match["prefix"].strip()))
        return Citation(tuple(cites), place)

    def _sound(self, text: str, place: Place) -> bool:
        """Whether Markdown can read *text* in the time that a brief may take."""
        line = 0
        for number, paragraph in enumerate(re.split(r"(\n\s*\n)", text)):
            fault = ""
            if number > 2 * PARAGRAPHS:
                fault = f"more than {PARAGRAPHS} paragraphs"
            elif len(paragraph) > LENGTH and paragraph.strip():
                fault = f"more than {LENGTH} characters in one paragraph, list or table"
            elif sum(map(paragraph.count, "[]*_`<")) > SPECIALS:
                fault = f"more than {SPECIALS} brackets, stars and underscores in one paragraph"
            if fault:
                self.problems.error(place.down(line), fault, "divide it into shorter ones")
                return False
            line += paragraph.count("\n")
        for number, row in enumerate(text.split("\n")):
            lead = _LEAD.match(row)[0]  # type: ignore[index]
            deep = len(_NESTS.findall(lead)) + len(_NESTS.sub("", lead).expandtabs(4)) // 4
            if row.strip() and deep > DEPTH:
                self.problems.error(
                    place.down(number),
                    f"lists and quotes more than {DEPTH} deep",
                    "move the text to the left",
                )
                return False
        return True

    def _check_html(self, text: str, place: Place) -> None:
        depth = 0
        for match in _TAG.finditer(text):
            here = place.down(text.count("\n", 0, match.start()))
            name = match[2].lower()
            if name not in _TAGS or name == "brief-note":
                self.problems.error(
                    here, f"the HTML element `{match[2]}` is not printed", _IN_MARKDOWN
                )
            elif name in ("h2", "h3", "h4") and not match[1]:
                self.problems.error(
                    here, f"`<{name}>` is a heading", f"write it with {'#' * int(name[1])}"
                )
            if name not in _VOID and name not in _CLOSED_BY_OTHERS:  # these hold not each other
                depth += -1 if match[1] else not match[3]
            if depth > DEPTH:
                self.problems.error(here, f"elements more than {DEPTH} deep", _IN_MARKDOWN)
                break
        for match in _LINK.finditer(text):
            here = place.down(text.count("\n", 0, match.start()))
            address = match[match.lastindex or 0]
            if match["picture"]:
                if not _MARKS.match(text, match.start() + 1):  # `Indeed![@coi-2014]`
                    self.problems.error(
                        here,
                        f"the picture `{address}` stands in the prose",
                        "define it under `figures:` in brief.yaml and write {{ figures.name }}",
                    )
            elif not _is_address(address):
                self.problems.error(
                    here,
                    f"`{address}` is not an address that paper can show",
                    "begin it with https:// or mailto:",
                )
        for match in _LANG.finditer(text):
            if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", match[1]):
                self.problems.error(
                    place.down(text.count("\n", 0, match.start())),
                    f"`{match[1]}` is no language",
                    "write a tag such as fr or pt-BR",
                )

    def _find_comments(self, text: str, marked: str, html: str, place: Place) -> None:
        """Note where comments stand; in *html* one of a code sample is no comment any more."""
        pairs = zip(_UNPRINTED.finditer(text), _UNPRINTED.finditer(marked), strict=False)
        for match, printed in pairs:
            if printed[0] in html:
                self.comments.append(place.down(text.count("\n", 0, match.start())))

    def _check_notes(self, text: str, place: Place) -> None:
        calls: dict[str, re.Match[str]] = {}
        notes: dict[str, re.Match[str]] = {}
        for match in _NOTE.finditer(text):
            (notes if match[2] else calls).setdefault(match[1], match)
        for name, call in calls.items():
            if name not in notes:
                self.problems.error(
                    place.down(text.count("\n", 0, call.start())),
                    f"no note `[^{name}]`",
                    f"write it in a paragraph of its own: [^{name}]: …",
                )
        for name, note in notes.items():
            here = place.down(text.count("\n", 0, note.start()))
            if name not in calls:
                self.problems.warning(
                    here,
                    f"the note `[^{name}]` is never called, it will not be printed",
                    f"write [^{name}] where it belongs",
                )
            elif name in self._unprintable_notes:
                self.problems.error(
                    here,
                    f"the note `[^{name}]` holds more than paragraphs",
                    "write lists, tables and the notes of a note into the text",
                )

    def _check_leftovers(self, text: str, html: str, place: Place) -> None:
        """Refuse markup that Markdown left in the text: it is not closed, and would be printed."""
        if "\\" in text or "&#" in text:  # escaped, so meant to be printed
            return
        for left in sorted(set(_LEFTOVER.findall(re.sub(r"<[^>]*>", "", html)))):
            line = text.count("\n", 0, max(0, text.find(left)))
            self.problems.error(
                place.down(line), f"`{left}` is left in the text", "close it, or delete it"
            )

    def _check_attributes(self, html: str) -> str:
        """Take values out of addresses and attributes: they would be printed as their HTML."""
        for tag in _IN_TAG.findall(html):
            for number in MARK.findall(tag):
                self.problems.error(
                    self.marks[int(number)].place,
                    "a name or a citation inside an address or an attribute",
                    "write it out",
                )
        return _IN_TAG.sub(lambda tag: MARK.sub("", tag[0]), html)

    def _check_closed(self, text: str, html: str, place: Place) -> None:
        """Refuse an element that is not closed where it was opened: it would go on to the end."""
        html = _IN_QUOTES.sub("", _UNPRINTED.sub("", html))
        open_: list[tuple[str, str]] = []  # its name, and how it begins
        left: list[tuple[str, str]] = []
        for match in _TAG.finditer(html):
            name = match[2].lower()
            if not match[1]:
                if not match[3] and name not in _VOID:
                    begins = re.split("[\n\ue000]", html[match.start() : match.end() + 9])[0]
                    open_.append((name, begins))
                continue
            if name not in [one for one, _ in open_]:
                here = self._place_of(text, f"</{name}", place)
                self.problems.error(here, f"`</{name}>` closes nothing", "delete it")
                continue
            while (last := open_.pop())[0] != name:
                left.append(last)
        for name, begins in left + open_:
            if name not in _CLOSED_BY_OTHERS:
                known = begins if begins in text else f"<{name}"
                self.problems.error(
                    self._place_of(text, known, place),
                    f"`<{name}>` is not closed",
                    f"write </{name}> in the same paragraph, or delete it",
                )

    def _check_structure(self, text: str, html: str, place: Place) -> None:
        """Refuse HTML whose parts stand where they mean nothing: who hears the page is lost there.

        Markdown writes none of it, so it is the author's own.
        """
        above: list[str] = []
        tables: list[list[int]] = []  # of each table that is open, the cells of its rows
        heads: list[int] = []  # and how many of these are heads
        met: Counter[str] = Counter()

        def refuse(name: str, fault: str) -> None:
            here = self._place_of(text, f"<{name}", place)
            written = [*re.finditer(rf"<{name}\b", text, re.IGNORECASE)]
            if len(written) == len(re.findall(rf"<{name}\b", html)):
                here = place.down(text.count("\n", 0, written[met[name] - 1].start()))
            self.problems.error(here, fault, _IN_MARKDOWN)

        for match in _PIECE.finditer(html):
            name, holder = match[2] or "", above[-1] if above else ""
            if match[1]:
                del above[-1:]
                if name == "thead" and heads:
                    heads[-1] = len(tables[-1])
                elif name == "table":
                    rows = tables.pop()
                    if heads.pop() == len(rows):
                        refuse(name, "a `<table>` without rows")
                    elif len({*rows}) > 1:
                        refuse(name, "the rows of a `<table>` differ in their cells")
                continue
            met[name] += 1
            if holder in _PARTS and (name not in _PARTS[holder] if name else match[0].strip()):
                refuse(holder, f"`<{holder}>` holds something else than `<{_PARTS[holder][0]}>`")
            elif name in ("li", "dt", "dd") and name not in _PARTS.get(holder, ()):
                refuse(name, f"`<{name}>` stands outside of a list")
            if name == "table":
                tables.append([])
                heads.append(0)
            elif name == "tr" and tables:
                tables[-1].append(0)
            elif name in ("td", "th") and tables and tables[-1]:
                tables[-1][-1] += 1
            if name and name not in _VOID:
                above.append(name)

    def _place_of(self, text: str, tag: str, place: Place) -> Place:
        return place.down(text.count("\n", 0, max(0, text.lower().rfind(tag.lower()))))

    def _check_headings(self, text: str, place: Place) -> None:
        """A heading may go one level deeper, not two: readers who hear the page rely on it."""
        level = 1
        for match in _HEADING.finditer(text):
            depth = len(match[1]) if match[1] else 1 if match[2][0] == "=" else 2
            here = place.down(text.count("\n", 0, match.start()))
            if depth == 1:
                self.problems.error(
                    here, "a heading of the first level", "the title is that one; begin with ##"
                )
            elif depth > level + 1:
                self.problems.error(
                    here,
                    f"a heading of level {depth} under one of level {level}",
                    f"write it with {'#' * (level + 1)}",
                )
            elif depth > 4:
                self.problems.error(here, f"a heading of level {depth}", "four levels are enough")
            level = depth

    def _check_blocks(self, html: str, first: int, *, inline: bool) -> None:
        alone = {int(number) for number in re.findall(r"<p>\ue000([0-9]+)\ue001</p>", html)}
        for number, mark in enumerate(self.marks[first:], first):
            if isinstance(mark, Block) and (inline or number not in alone):
                self.problems.error(
                    mark.place,
                    f"the block `{mark.kind}` stands inside a sentence",
                    "give it a line of its own in brief.md, with empty lines around it",
                )

    def _unwrap(self, html: str, place: Place) -> str:
        inner = html.strip().removeprefix("<p>").removesuffix("</p>")
        if _APART.search(inner):
            self.problems.error(
                place, "more than one paragraph", "this field holds one sentence or two"
            )
            return re.sub(r"\s+", " ", _APART.sub(" ", inner)).strip()
        return inner

    def _clean(self, html: str) -> str:
        import nh3

        return nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel=None,
            strip_comments=True,
        )


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets where a name of a machine should stand
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def _footnotes(unprintable: set[str]) -> Extension:
    """Footnotes as `<brief-note>`, at the place of the call: the page sets them at its foot.

    A note is set in a line, so it holds paragraphs alone; *unprintable* takes the others' names.
    """
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.treeprocessors import Treeprocessor

    class Notes(Treeprocessor):
        def run(self, root: etree.Element) -> None:
            list_ = root.find("div[@class='footnote']")
            if list_ is None:
                return
            root.remove(list_)
            notes = {f"#{item.get('id')}": item for item in list_}
            for address, note in notes.items():
                if any(part.tag != "p" for part in note) or note.find(".//sup[a]") is not None:
                    unprintable.add(address.partition(":")[2])
            for parent in [*root.iter()]:
                for call in parent.findall("sup[a]"):
                    item = notes.get(call[0].get("href", ""))
                    if item is not None:
                        _become_note(call, item)

    class Footnotes(FootnoteExtension):
        def extendMarkdown(self, md: Markdown) -> None:
            super().extendMarkdown(md)
            md.treeprocessors.deregister("footnote-duplicate")
            md.treeprocessors.register(Notes(md), "brief-note", 15)

        def makeFootnotesDiv(self, root: etree.Element) -> etree.Element | None:
            """Make the list without its links back: on paper the call is a glance away."""
            if not self.footnotes:
                return None
            list_ = etree.Element("div", {"class": "footnote"})
            for name, text in self.footnotes.items():
                item = etree.SubElement(list_, "li", id=self.makeFootnoteId(name))
                holder = etree.Element("div")
                self.parser.parseChunk(holder, text)
                item.extend(holder)
            return list_

    return Footnotes()


def _become_note(call: etree.Element, item: etree.Element) -> None:
    """Turn the *call* of a note into the note, its paragraphs one after another."""
    tail = call.tail
    call.clear()
    call.tag, call.tail = "brief-note", tail
    for paragraph in item:
        part = etree.SubElement(call, "span")
        part.text = paragraph.text
        part.extend(paragraph)
        part.tail = " "
