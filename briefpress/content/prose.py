r"""Turn Markdown into Fragments: clean HTML, with marks where the page fills something in.

The only room that knows the dialect: what CommonMark and GitHub have, definition lists, footnotes,
quotes and dashes of the language, and four things of our own, which are taken out of the text
before Markdown sees it and so keep their line:

    {{ facts.returned }}                a value of the brief
    {{ timeline }}                      a block, alone on its line
    {{ figures.map.ref }}               how a text names a block: figure 3
    [@coi-2014, paras. 74–76; @other]   a citation

Between the braces stands a name, never an expression: there is nothing to run, so nothing can run
away.

    text → lines of CommonMark (prose_lines) → tokens (prose_reader) → HTML (prose_tree)

Mistakes are found in the tokens (prose_checks), in the HTML (prose_html), and in the words that are
set (prose_leftovers).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..model.brief import NUMBER, Language
from ..model.fields import SOURCE_NAME
from ..model.problems import Place, Problems, Stopped
from ..model.sections import HEADING, IS_ANNEX
from ..model.text import (
    AS_IT_IS,
    MARK,
    Block,
    Citation,
    Cited,
    Fragment,
    Mark,
    Missing,
    Reference,
    Value,
    write_mark,
)
from . import prose_checks, prose_html
from .other_words import PARTS_ELSEWHERE, is_page_by_s
from .prose_captions import Captions
from .prose_html import DEPTH
from .prose_leftovers import find_leftovers
from .prose_lines import ALONE, GAP
from .prose_reader import ReadMarkdown, read
from .prose_tree import set_html, typesetter
from .range_dashes import RangeDashes
from .typed_notes import check_typed_notes

if TYPE_CHECKING:
    from markdown import Markdown

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

_MARKS = re.compile(
    r"(?P<escaped>\\\{\{|\\\[(?=(?:[^\[\]@\n]*\s)?@))"
    r"|\{\{(?P<name>[^{}]*)\}\}"
    r"|\[(?P<cites>(?:[^\[\]@\n]*\s)?@[^\[\]]*)\](?!\()"
)
_ONE_SOURCE = (
    r"(?<!\\)(?:\[@(?P<key>[\w-]+)(?:,[^\[\]@\n]*)?\] ?(?=\[@(?P=key)[],]))+"
    r"\[@[^\[\]@\n]*\](?!\()"
)
"""Citations of one source beside each other: they are one note."""
_CITES = r"\[(?:[^\[\]@\n]*\s)?@[^\[\]\n]*\]"
_LISTED = rf"(?<!\\){_CITES}(?: ?[,;،؛、，；] ?{_CITES})+(?!\()"
"""Citations with a comma or a semicolon between them: they are one note, of several sources."""
_TOGETHER = re.compile(rf"{_ONE_SOURCE}|{_LISTED}")
_CALL = rf"(?:\[\^[^\[\]\s]+\](?!:)|{_CITES}(?!\())"
_CALLS_APART = re.compile(rf"(?<!\\)(?P<call>{_CALL}) ?[,;،؛、，；] ?(?={_CALL})")
"""The call of a note, with the comma that parts it from the next one: the press sets its own."""
SECTIONS = ("sections", "annexes")
"""The words by which a heading of the prose is named: `{{ sections.risk.ref }}`."""
_BETWEEN = re.compile("[;؛；]")
_COMMA = re.compile("^[,،，、]\\s*")
_KEY = re.compile(
    r"^(?P<prefix>.*?)@(?P<key>(?:[0-9][0-9-]*)?[A-Za-z_][A-Za-z0-9_-]*)(?P<rest>.*)$", re.DOTALL
)
_APART = re.compile(
    r"</?(?:p|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|blockquote|h[2-4]|hr|pre|div)\b[^>]*>"
)
"""A tag that parts a text into several."""
_ONE_ITEM = re.compile(r"\s*<([ou]l)\b[^>]*>\s*<li>(?:(?!<li>).)*</li>\s*</\1>\s*", re.DOTALL)
_LEAD = re.compile(r"(?:\s|>|[-*+:]\s|[0-9]+\.\s)*")
_NESTS = re.compile(r">|[-*+:]\s|[0-9]+\.\s")
_NOWHERE = re.compile(r"\shref=\"\"")
_IN_TAG = re.compile("<[a-zA-Z/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")

_ENDS = rf"(?:{MARK.pattern})*(?:</(?:em|strong|a)>)*(?:</(?:p|li|dd)>|\Z)"
_LAST_SIGN = re.compile(
    rf"(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[\u3040-\u30ff\u3400-\u9fff][。！？”」』]*{_ENDS})"
)
"""Before the last sign of a text in Chinese or Japanese, which is no line by itself."""

_ENDS_A_SENTENCE = re.compile(
    r"(?:[.!?:;…。！？؟]|\}\}|\])[\"'”’»*_)]*$|^ {0,3}#{1,6}\s|^\|.*\|$"
    r"|^\s*(?:[-*+•–]|\d+[.)])\s"
)
"""A line that the next one does not go on with: it ends with a mark, a block or a citation, or is a
heading, a row of a table, an item.
"""
_PART_ENDS = re.compile(r"(?<=[.§¶°])|(?=[\s\d])")
"""Where the word for a part of a source may end, before its number: `p.`, `§`, `agenda item`."""
_PART = 100
"""Characters within which it ends."""

_SHORT_SIGNS = 10
"""Signs of a text in Chinese or Japanese that may break anywhere."""
_DASHES = frozenset("-–—−+")
_BEHIND_PART = re.compile(r"(?:^(?=[(\[])|,\s*|\s+(?=[(\[]))(?=[(\[]?([^\W\d_]{2,}))")
"""Where words may begin that are not the part of a source: behind a comma, or in brackets."""
_OF_NUMBERS = re.compile(
    r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
    r"|and|or|et|ou|bis|ter|quater|ff|seqq?|passim",
    re.IGNORECASE,
)
"""A word that stands among the numbers of a part: `art. 6 bis`, `paras. 4, 5 and ix`."""
_SHOWN_PARTS = ("page", "paragraph", "article-locator", "section", "chapter", "annex", "table")
"""Parts of a source whose words a message shows: CSL's terms."""


def _has_its_line(match: re.Match[str]) -> bool:
    """Whether *match* fills its line, and no sentence runs through it from line to line."""
    before, _, left = match.string[: match.start()].rpartition("\n")
    right, _, after = match.string[match.end() :].partition("\n")
    above, below = before.rpartition("\n")[2].rstrip(), after.partition("\n")[0].lstrip()
    ends = not above or _ENDS_A_SENTENCE.search(above) is not None
    return not (left.strip() or right.strip()) and ends and not below[:1].islower()


def _parts_by_word(languages: Iterable[Language], printed: Collection[str]) -> dict[str, str]:
    """Give the name of each part of a source by the words that an author writes for it.

    *printed*: names of the parts that CSL does not know and the language of the brief does.
    Where a word stands for two parts, that of the last of *languages* counts. An abbreviation may
    be without its full stop.
    """
    parts = {word + end: part for word, part in PARTS_ELSEWHERE.items() for end in ("", ".")}
    for language in languages:
        named: dict[str, str] = {}
        for part, words in (*language.locators.items(), *language.own_locators.items()):
            if part in language.locators or part in printed:
                named |= dict.fromkeys((w.lower() for w in words if NUMBER not in w), part)
        parts |= {word.removesuffix("."): part for word, part in named.items()} | named
    return parts


def _join_parts(cites: Sequence[Cited]) -> Iterator[Cited]:
    """Join two parts of one source, `@a, p. 3; @a, p. 5`, to one citation: pp. 3, 5."""
    waiting: Cited | None = None
    for one in cites:
        if waiting and _is_more_of(waiting, one):
            numbers = dict.fromkeys(filter(None, (waiting.locator, one.locator)))
            waiting = waiting._replace(locator=", ".join(numbers) or None, suffix=one.suffix)
            continue
        if waiting:
            yield waiting
        waiting = one
    if waiting:
        yield waiting


def _is_more_of(before: Cited, one: Cited) -> bool:
    is_bare = not before.suffix and not one.prefix and before.key == one.key
    return is_bare and before.label == one.label


_TYPED_KEY = re.compile(r"@(?P<key>[^\W_][^\s,،，、;\[\]{}()@]*?)(?=[.:]?(?:[\s,،，、]|$))")
"""A key as an author typed it, with whatever signs it holds."""


def _find_fault_of_key(part: str) -> tuple[str, str] | None:
    """Say why *part* cites no source, where a sign of its key is the reason: `@un:2022`."""
    match = _TYPED_KEY.search(part)
    if not match or re.fullmatch(SOURCE_NAME, match["key"]) or part.count("@") > 1:
        return None
    key = match["key"]
    kind = _NUMBERED_ELSEWHERE.get(key.partition(":")[0])
    if kind and ":" in key:
        name = f"{{{{ {kind}.{key.partition(':')[2]}.ref }}}}"
        return f"`@{key}` is no source", f"write {name}, which prints its number"
    letters = normalize("NFKD", key).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", letters).strip("-")
    is_known = re.fullmatch(SOURCE_NAME, plain) and len(plain) > len(key) - 3
    way = f"write [@{plain}]" if is_known else "give the source another key"
    return f"the key `{key}` has other signs than Latin letters, digits, - and _", way


_NUMBERED_ELSEWHERE = {"fig": "figures", "tbl": "tables", "tab": "tables", "sec": "sections"}
"""How pandoc and Quarto refer to a figure, `[@fig:rain]`: the block that is meant."""


def _join_citations(match: re.Match[str]) -> str:
    return re.sub(r"\] ?[,;،؛、，；]? ?\[", "; ", match[0])


class Typesetter:
    """Sets the texts of one brief and numbers their marks."""

    def __init__(
        self,
        language: Language,
        languages: Mapping[str, Language],
        blocks: Mapping[str, bool],
        problems: Problems,
        sources: Mapping[str, object] | None = None,
    ) -> None:
        """Set texts in *language*; a citation may name the part of a source in any of *languages*.

        Where a word stands for two parts, that of *language* counts. *blocks*: the kinds of blocks,
        each with whether prose calls it with a name. *sources*: their fields, as they stand in
        brief.yaml, by their keys, which a text may name as it cannot be printed.
        """
        self.sources = sources or {}
        self.language = language
        self.blocks = blocks
        self.problems = problems
        self._languages = (*languages.values(), language)
        self.marks: list[Mark] = []
        self.comments: list[Place] = []
        """Where a comment of HTML stands: it is not printed."""

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
        if inline and text.strip() in _DASHES:  # a cell of which nothing is known, and no list
            return Fragment(text.strip(), text, place)
        if not self._sound(text, place):
            return self.fallback("…", place, inline=inline)
        first = len(self.marks)
        marked = self._mark(text, place)
        if not inline:
            marked = prose_checks.take_front_matter(marked, place, self.problems)
        reading = read(marked)
        self._check(reading, text, place, inline=inline)
        html = self._check_attributes(self._set_html(reading))
        self._check_leftovers(reading, place)
        if self.problems.errors == before:
            prose_html.check_closed(text, html, place, self.problems)
        html = prose_html.mark_formulas(prose_html.clean(html))
        if self.problems.errors == before:
            prose_html.check_structure(text, html, place, self.problems)
        if not inline:
            html = HEADING.sub(self._without_annex, html)
            html = self._captions.join(html)
        html = self.language.space(html)
        if not inline or len(text) > _SHORT_SIGNS:
            html = _LAST_SIGN.sub("\u2060", html)
        if inline:
            html = self._unwrap(html, place)
        self._check_blocks(html, first, inline=inline)
        return Fragment(html, text, place)

    def set_plain(self, text: str, place: Place) -> Fragment:
        """Put marks for the names in *text*, which is no Markdown: all else stays as it is typed.

        Problems: a name that is not well-formed; one of a block, which no sentence can hold.
        """
        parts = []
        end = 0
        for match in re.finditer(r"\{\{(.*?)\}\}", text, re.DOTALL):
            here = place.down(text.count("\n", 0, match.start()))
            mark: Mark = self._read_name(match[1].strip(), here)
            if isinstance(mark, Block):
                name = match[1].strip()
                self.problems.error(
                    here,
                    f"the block `{name}` stands inside a text",
                    "name a fact, {{ facts.name }}",
                )
                mark = Missing(name, here)
            parts += [escape(text[end : match.start()]), self._number(mark)]
            end = match.end()
        return Fragment("".join([*parts, escape(text[end:])]), text, place)

    def fallback(self, text: str, place: Place, *, inline: bool) -> Fragment:
        """Set what a draft shows in the place of a text that is missing or cannot be read."""
        html = self._number(Missing(text, place))
        return Fragment(html if inline else f"<p>{html}</p>", text, place)

    def cite(self, text: str, place: Place) -> Citation:
        """Read the `source:` of a value, `coi-2014, paras. 74–76`, as a `Citation`."""
        return self._read_cites(
            "; ".join("@" + part.strip().removeprefix("@") for part in _BETWEEN.split(text)), place
        )

    @cached_property
    def _markdown(self) -> Markdown:
        return typesetter(*self.language.quotes)

    @cached_property
    def _captions(self) -> Captions:
        return Captions(self.language)

    def _without_annex(self, heading: re.Match[str]) -> str:
        """Take the word `Annex:` off an annex: the page prints it with its letter."""
        level, attributes, words = heading.groups()
        if not IS_ANNEX.search(attributes):
            return heading[0]
        word = re.escape(self.language.words["annex"])
        typed = rf"\A{word}\s*(?:[A-Z]|\d+)?\s*[:.–—-]+\s*(?=\S)"
        words = re.sub(typed, "", words, flags=re.IGNORECASE)
        return f"<h{level}{attributes}>{self.language.capitalise(words)}</h{level}>"

    def _check(self, reading: ReadMarkdown, text: str, place: Place, *, inline: bool) -> None:
        if not inline:
            prose_checks.check_properties(reading, place, self.problems)
            prose_checks.check_headings(reading, place, self.problems)
            check_typed_notes(reading, text, place, self.problems)
            if place.file.endswith(".md"):  # a box has no headings of its own
                prose_checks.check_bold_lines(reading, place, self.problems)
                prose_checks.check_numbered_lines(reading, place, self.problems)
        prose_html.check_elements(reading, place, self.problems)
        prose_checks.check_addresses(reading, place, self.problems)
        prose_checks.check_languages(text, place, self.problems)
        prose_checks.check_notes(reading, place, self.problems)
        prose_checks.check_blocks(reading, place, self.problems)
        prose_checks.check_items(reading, text, place, self.problems)
        prose_checks.check_lost_lists(reading, place, self.problems)
        prose_checks.check_page_breaks(reading, place, self.problems)
        self.comments += [place.down(line) for line in prose_html.find_comments(reading)]

    def _check_leftovers(self, reading: ReadMarkdown, place: Place) -> None:
        """Refuse markup that is left in the words: it would be printed."""
        for leaf in reading.leaves():
            for left in find_leftovers(leaf, self.sources):
                self.problems.error(place.down(left.line), left.message, left.hint)

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
            is_alone = isinstance(made, Block) and _has_its_line(match)
            return ALONE * is_alone + self._number(made) + GAP * match[0].count("\n")

        if "{%" in text:
            self.problems.error(
                place.down(text[: text.index("{%")].count("\n")),
                "`{%` is a statement of the templates",
                "prose names values and blocks only: {{ facts.name }}, {{ timeline }}",
            )
        text = _CALLS_APART.sub(r"\g<call>", _TOGETHER.sub(_join_citations, text))
        return _MARKS.sub(mark, text)

    def _number(self, mark: Mark) -> str:
        self.marks.append(mark)
        return write_mark(len(self.marks) - 1)

    def _read_name(self, name: str, place: Place) -> Value | Block | Reference | Missing:
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
        if len(path) == 3 and path[2] in ("ref", "page") and (has_name or path[0] in SECTIONS):
            return Reference(path[0], path[1], place, is_page=path[2] == "page")
        return Value(path, place)

    def _read_cites(self, text: str, place: Place) -> Citation:
        cites: list[Cited] = []
        for part in _BETWEEN.split(text):
            match = _KEY.match(part.strip())
            if cites and self._is_part_alone(part):
                typed = part.strip().removeprefix("@")
                whole = f"{cites[-1].key}, {typed}"
                whole = whole if typed != part.strip() else f"[@{whole}]"  # `cite` adds an @
                hint = f"write a comma before it: {whole}"
                self.problems.error(place, f"`{typed}` is not a citation", hint)
                continue
            if fault := _find_fault_of_key(part):
                self.problems.error(place, *fault)
                cites.append(Cited(part.strip()))  # which no source is called
                continue
            if match is None or "@" in match["rest"]:
                hint = "write [@key, p. 5], and `;` between two of them"
                if re.split(r"[\s,،，、]", part.strip())[0] in self.sources:
                    hint = f"write its @: @{part.strip()}"
                self.problems.error(place, f"`{part.strip()}` is not a citation", hint)
                cites.append(Cited(part.strip() or "@"))  # which no source is called
                continue
            rest, suffix = self._part_suffix(_COMMA.sub("", match["rest"].strip()))
            label, locator = self._read_part(rest, self.sources.get(match["key"]))
            if rest and label is None:
                self.problems.error(
                    place, f"`{rest}` does not say which part of the source", self._parts_hint
                )
            locator = re.sub(r"(?<=\d)\s*--?\s*(?=\d)", "–", locator.strip(" \u00a0{}"))
            locator = locator.replace("*", "") if label == "page" else locator  # `*passim*`
            prefix = match["prefix"].strip()
            cites.append(Cited(match["key"], label, locator or None, prefix, suffix))
        return Citation(tuple(_join_parts(cites)), place)

    def _is_part_alone(self, text: str) -> bool:
        """Whether *text*, behind a `;`, is the part of a source and no source: `p. 4`."""
        typed = text.strip().removeprefix("@")
        begins = re.match(r"\d+(?=[\s–,-]|$)|[^\W\d_]+(?:\.|\s)|[§¶]", typed)
        return bool(begins) and "@" not in typed and self._read_part(typed)[0] is not None

    def _part_suffix(self, text: str) -> tuple[str, str]:
        """Divide `p. 5, emphasis added` into the part of a source and what stands behind it."""
        for match in _BEHIND_PART.finditer(text):
            word = match[1].lower()
            if not _OF_NUMBERS.fullmatch(word) and word not in self._first_words:
                return text[: match.start()], text[match.start() :].strip()
        return text, ""

    def _set_html(self, reading: ReadMarkdown) -> str:
        return set_html(reading, self._markdown, self.language.quotes, self._set_ranges)

    @cached_property
    def _set_ranges(self) -> Callable[[str], str]:
        """Set the dashes of ranges; in Chinese and Korean they are other signs."""
        return str if self.language.style_sheet else RangeDashes(self.language).set

    @cached_property
    def _parts(self) -> dict[str, str]:
        return _parts_by_word(self._languages, self.language.own_locators)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """The words with which the name of a part begins: `p`, `agenda`."""
        return frozenset(re.split(r"\W", name)[0] for name in self._parts)

    def _read_part(self, text: str, source: object = None) -> tuple[str | None, str]:
        """Read `paras. 74–76` as the part of a *source* and its number; a bare number is a page.

        A part may be without a number: `preamble`.
        """
        whole = " ".join(text.lower().split())
        if not whole.endswith(".") and self._parts.get(whole) in self.language.own_locators:
            return AS_IT_IS, text
        if self._parts.get(whole.partition(",")[0]) and "," in whole:  # annex, para. 2
            return AS_IT_IS, text
        for end in reversed([one.end() for one in _PART_ENDS.finditer(text, 0, _PART)]):
            typed = " ".join(text[:end].split())
            part = self._parts.get(typed.lower())
            if part and (number := text[end:].lstrip()):
                return "page" if is_page_by_s(typed, source) else part, number
        for part, around in self._around:
            if found := around.fullmatch(text):
                return part, found[1]
        return "page" if re.match(r"[0-9ivxlc]+\b", text) else None, text

    @cached_property
    def _around(self) -> list[tuple[str, re.Pattern[str]]]:
        """The parts of a source that stand around their numbers, `第74段`, and what finds them."""
        named = {**self.language.locators, **self.language.own_locators}
        return [
            (part, re.compile(r"\s*(\S.*?)\s*".join(map(re.escape, word.split(NUMBER)))))
            for part, words in named.items()
            for word in dict.fromkeys(words)
            if NUMBER in word
        ]

    @property
    def _parts_hint(self) -> str:
        known = {**self.language.locators, **self.language.own_locators}
        words = [known[part][0].replace(NUMBER, "5") for part in _SHOWN_PARTS if known.get(part)]
        return (
            f"begin with {', '.join(words)} or another word of docs/content.md, “Parts of a source”"
        )

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

    def _check_attributes(self, html: str) -> str:
        """Take values out of addresses and attributes: they would be printed as their HTML."""
        for tag in _IN_TAG.findall(html):
            for number in MARK.findall(tag):
                self.problems.error(
                    self.marks[int(number)].place,
                    "a name or a citation inside an address or an attribute",
                    "write it out",
                )
        return _IN_TAG.sub(lambda tag: _NOWHERE.sub("", MARK.sub("", tag[0])), html)

    def _check_blocks(self, html: str, first: int, *, inline: bool) -> None:
        alone = {int(number) for number in re.findall(r"<p>\ue000([0-9]+)\ue001</p>", html)}
        for number, mark in enumerate(self.marks[first:], first):
            if isinstance(mark, Block) and (inline or number not in alone):
                self.marks[number] = replace(mark, is_inside=True)
                its_number = f"; its number is {{{{ {mark.kind}.{mark.name}.ref }}}}"
                self.problems.error(
                    mark.place,
                    f"the block `{mark.kind}` stands inside a sentence",
                    "give it a line of its own in brief.md, with empty lines around it"
                    + its_number * bool(mark.name),
                )

    def _unwrap(self, html: str, place: Place) -> str:
        inner = html.strip().removeprefix("<p>").removesuffix("</p>")
        if _APART.search(inner):
            if item := _ONE_ITEM.fullmatch(inner):
                sign = "number" if item[1] == "ol" else "sign"
                what, hint = "a list of one item", f"delete the {sign} before its words"
            else:
                what, hint = "more than one paragraph", "this field holds one sentence or two"
            self.problems.error(place, what, hint)
            return re.sub(r"\s+", " ", _APART.sub(" ", inner)).strip()
        return inner
