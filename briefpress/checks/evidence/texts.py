"""Turn a Brief into its texts as a reader meets them, and find where a printed text was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from ...model.brief import Brief, TextFile
from ...model.cells import DataTable
from ...model.problems import Place
from ...model.scripts import SQUARE, with_one_apostrophe
from ...model.text import MARK, Citation, Fragment, Missing, Quantity, Reference, Value, Year, plain
from ...model.walk import UNPRINTED, InFolder, Leaf, Reads, Step, walk
from .numbers import NumberFinder
from .past import Past

if TYPE_CHECKING:
    from ...model.fields import BlockFields

TYPED = "\ufffc"
"""Stands in a text where a value is printed: it was not typed there."""


NEAR = 3
"""Words between a number and what it counts."""
_STEM = 5
"""Letters that the forms of a word share."""


@dataclass(frozen=True)
class Text:
    """A text of a brief: a paragraph, a heading, an item, a note, a field."""

    kind: str
    """Its role for a reader; `note` where it is one."""
    text: str
    """As it reads: values are filled in, notes and citations left out."""
    typed: str
    """The same, with `TYPED` where a value is printed."""
    place: Place
    cited: tuple[int, ...] = ()
    """Where in `text` a citation or a note is called: after how many characters."""
    path: tuple[str | int, ...] = ()
    """The path of a field: `facts`, `returned`, `label`."""
    source: str = field(default="", repr=False)
    """The text as its author wrote it; this one stands in it."""
    begins: int = 0
    """After how many characters of *source* it begins."""
    start: int = 0
    """The line of its file on which it begins."""
    file: str = ""
    values: tuple[tuple[str, int], ...] = ()
    """The facts that are printed in it, and where `text` goes on after them."""

    @property
    def is_printed(self) -> bool:
        """Whether it stands on the page as a text."""
        return self.kind not in UNPRINTED

    def line_of(self, typed: str) -> Place:
        """Find the line on which *typed* was written, with any spaces, quotes and dashes in it."""
        parts = re.split(r"[\s\"'“”‘’«»–—…-]+", typed.strip())
        pattern = r"[\s\"'“”‘’«»–—….-]+".join(map(re.escape, filter(None, parts)))
        if pattern and (match := re.compile(pattern).search(self.source, self.begins)):
            return self._line_at(match.start())
        return self.place

    def values_of(self, fact: str) -> Iterator[int]:
        """Give the end of each value of *fact* in `text`, in characters."""
        for name, end in self.values:
            if name == fact:
                yield end

    def where(self, words: str) -> Place:
        """Find the line on which *words*, a part of this text, were written."""
        for few in _openings(words):
            at = _find(few, self.source, self.begins)
            if at is not None:
                return self._line_at(at)
        return self.place

    def _line_at(self, offset: int) -> Place:
        return Place(self.file, self.start + self.source.count("\n", self.begins, offset))


@dataclass(frozen=True)
class Reading:
    """The brief, and the day on which its texts are read: the checks of them are given both."""

    brief: Brief
    day: date
    past: Past | None = None
    """The numbers of its editions; None where it has none, or nobody asked for them."""

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the brief, in the order of reading."""
        return tuple(texts(self.brief))

    @cached_property
    def numbers(self) -> NumberFinder:
        """Finds the numbers in texts of the brief's language."""
        return NumberFinder(self.brief.words.checks)

    @cached_property
    def _common(self) -> frozenset[str]:
        """Words that say nothing of what a number counts."""
        words = self.brief.words.checks
        return frozenset(word.casefold() for word in (*words.common_words, *words.months))

    def counted_by(self, fact: str) -> frozenset[str]:
        """Collect the stems of the words for what *fact* counts: the first of its label, and those
        after its value where prose prints it.
        """
        counted: set[str] = set()
        for text in self.texts:
            if text.kind == "label" and text.path[:2] == ("facts", fact):
                counted |= self.stems(" ".join(words(text.text)[:NEAR]))
            for end in text.values_of(fact):
                counted |= self.stems(" ".join(words(text.text[end:])[:NEAR]))
        return frozenset(counted)

    def described_by(self, fact: str) -> frozenset[str]:
        """Collect the stems of all words about *fact*: those of its label, and those around its
        value where prose prints it.
        """
        described = set(self.counted_by(fact))
        for text in self.texts:
            if text.kind == "label" and text.path[:2] == ("facts", fact):
                described |= self.stems(text.text)
            for end in text.values_of(fact):
                described |= self.stems(" ".join(words(text.text[:end])[-2 * NEAR :]))
        return frozenset(described)

    def units_of(self, fact: str) -> set[str]:
        """Collect the units in which the texts of *fact*, or what prose prints after it, count."""
        units: set[str] = set()
        for text in self.texts:
            if text.kind in ("label", "fact") and text.path[:2] == ("facts", fact):
                units |= self.numbers.units_of(text.text)
            for end in text.values_of(fact):
                units |= self.numbers.units_of(" ".join(text.text[end:].split()[:NEAR]))
        return units

    def stems(self, text: str) -> frozenset[str]:
        """Give the words of *text* that mean something, so far as they are the same in the singular
        and the plural, the noun and the verb: `renew` of `Renewing` and `renewals`.
        """
        return frozenset(
            word.casefold().rstrip("s")[:_STEM]
            for word in re.findall(r"[^\W\d_]+", with_one_apostrophe(text).replace("’", ""))
            if (len(word) > 3 and word.casefold() not in self._common)
            or (len(word) > 1 and not word[1:].islower())
        )

    @cached_property
    def placed_data(self) -> tuple[tuple[tuple[Step, ...], BlockFields, str], ...]:
        """The blocks that print a CSV file, with their path, and its name."""
        from ...model.fields import walk_blocks  # pydantic, for which `--help` should not wait

        return tuple(
            (path, block, leaf.value)
            for path, block in walk_blocks(self.brief.fields)
            for leaf in walk(block)
            if leaf.annotation(InFolder) and leaf.value in self.brief.data
        )

    def printed_table(self, block: BlockFields) -> DataTable | None:
        """The columns of a file that *block* prints as a table; None of a chart, which prints no
        cells.
        """
        printed = block.table(self.brief.data)
        return printed[1] if printed and isinstance(printed[1], DataTable) else None

    @property
    def printed_cells(self) -> Iterator[tuple[str, Place]]:
        """The cells of files that are printed as tables, heads among them, and their lines."""
        for path, block, name in self.placed_data:
            table = self.printed_table(block)
            if table is None:
                continue
            folder = self.brief.place(*path).file.rpartition("/")[0]
            for line, row in ((1, table.heads), *zip(table.lines, table.rows, strict=True)):
                for cell in row:
                    yield cell, Place(f"{folder}/{name}", line)


# ---------------------------------------------------------------------------------------------
# Sentences

QUOTED = re.compile(r"(?:„\s*(?=[^“”«»„]+[“”»])|[“«]\s*(?=[^“”«»„]+[”»]))([^“”«»„]+?)\s*[”»“]")
"""Words between quotation marks of any language."""

_END = re.compile(
    r"(?<=[.!?…؟])(?:[\"“”’)]|\s?[»›])*\s+"
    rf"(?=(?:[\"“”„‘‚(]|[«‹]\s?)*[A-ZÀ-ÝΑ-ΩА-Я0-9\u05d0-\u06ff\ufffc{SQUARE}])"
    r"|(?<=[。！？])[”’」』）]*\s*(?=.)"
)

_LAST_WORD = re.compile(r"(?<![^\W_])([^\W_]+)\.$")
_LONGEST = 40
"""Letters of an abbreviation, at most: a text of many sentences is not searched from its start."""


def split(text: str, brief: Brief) -> list[str]:
    """Divide *text* into sentences; the full stop of an abbreviation ends none.

    *brief*: the brief that it is a text of, whose language tells what is an abbreviation.
    """
    abbreviations = brief.words.checks.abbreviations
    sentences: list[str] = []
    start = 0
    for end in _END.finditer(text):
        last_word = _LAST_WORD.search(text, max(start, end.start() - _LONGEST), end.start())
        if last_word and (last_word[1] in abbreviations or _is_letter(last_word[1])):
            continue
        sentences.append(text[start : end.end()].strip())
        start = end.end()
    rest = text[start:].strip()
    return [*sentences, rest] if rest else sentences


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def words(text: str) -> list[str]:
    """List the words of *text*: `non-refoulement` is one, and so is `10,000`."""
    return re.findall(r"\w+(?:[-’'.,/]\w+)*", with_one_apostrophe(text))


def shown(text: str, length: int = 40) -> str:
    """Shorten *text* for a message to *length* characters: plain spaces, whole words."""
    plain_text = " ".join(re.sub("[\u2060\u00ad]", "", text).split())  # joiners and soft hyphens
    if len(plain_text) <= length:
        return plain_text
    return plain_text[: length - 1].rsplit(" ", 1)[0] + "…"


@lru_cache(maxsize=1024)
def letters_of(text: str) -> str:
    """Give the letters and digits of *text* alone, in small: what it says, however it is set."""
    return re.sub(r"[\W_]+", "", in_latin_digits(with_one_apostrophe(text))).casefold()


_NATIVE = {code: str(int(chr(code))) for code in range(0x660, 0x1100) if chr(code).isdecimal()}
"""The digits of other scripts, from Arabic to Burmese, and those that authors type for them."""


def in_latin_digits(text: str) -> str:
    """Write the numbers of *text* with 0 to 9, whatever digits print them."""
    return text.translate(_NATIVE)


def words_by_three(text: str) -> set[tuple[str, ...]]:
    """Collect each three words of *text* that follow one another, in small."""
    by_one = re.findall(r"\w+", text.casefold())
    return {*zip(by_one, by_one[1:], by_one[2:], strict=False)}


# ---------------------------------------------------------------------------------------------
# Texts of a brief


def texts(brief: Brief) -> Iterator[Text]:
    """Every text of *brief*, in about the order in which a reader meets them.

    The contract declares its fields in this order; prose comes before the blocks that it places.
    """
    from ...model.fields import find_blocks

    order = [*type(brief.fields).model_fields]
    first = min(map(order.index, find_blocks(type(brief.fields))))
    read = [(leaf, role) for leaf in walk(brief.fields) if (role := leaf.annotation(Reads))]
    before = [one for one in read if order.index(str(one[0].path[0])) < first]
    for leaf, role in before:
        yield from _leaf(brief, leaf, role)
    yield from _fragment(brief, brief.prose, "paragraph", ())
    for leaf, role in read[len(before) :]:
        yield from _leaf(brief, leaf, role)


def _leaf(brief: Brief, leaf: Leaf, reads: Reads) -> Iterator[Text]:
    if isinstance(leaf.value, Fragment) and (leaf.value or reads.role != "alt"):
        yield from _fragment(brief, leaf.value, reads.role, leaf.path)
    else:
        yield _field(brief, reads.role, str(leaf.value or ""), leaf.path)


def _field(brief: Brief, kind: str, text: str, path: tuple[str | int, ...]) -> Text:
    place = brief.place(*path)
    line = " ".join(text.split())
    return Text(kind, line, line, place, path=path, file=place.file, start=place.line or 1)


_KINDS = {"h2": "heading", "h3": "heading", "h4": "heading", "li": "item", "td": "cell",
          "th": "cell", "blockquote": "quotation", "dt": "item", "dd": "item"}  # fmt: skip
_OWN = {"p", "pre", "div", *_KINDS}


@dataclass
class _Begun:
    kind: str
    text: str = ""
    typed: str = ""
    cited: list[int] = field(default_factory=list)
    values: list[tuple[str, int]] = field(default_factory=list)

    def add(self, text: str, typed: str | None = None) -> None:
        self.text += text
        self.typed += text if typed is None else typed

    def cite(self) -> None:
        """Note that a source is cited here, or a note called; the page closes up before it."""
        self.text, self.typed = self.text.rstrip(), self.typed.rstrip()
        self.cited.append(len(self.text))


class _Reader(HTMLParser):
    """Takes clean HTML apart: a text for each paragraph, heading, item, cell and note."""

    def __init__(self, brief: Brief, kind: str) -> None:
        super().__init__(convert_charrefs=True)
        self.brief, self.kind = brief, kind
        self.open: list[_Begun] = [_Begun(kind)]
        self.tags: list[str] = []
        self.done: list[_Begun] = [self.open[0]]

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "hr"):
            self.open[-1].add(" ")
        elif tag == "brief-note":
            self.open[-1].cite()
            self.begin("note")
        elif tag in _OWN:
            within = "quotation" if "blockquote" in self.tags else self.kind
            self.begin(_KINDS.get(tag, within))
        self.tags.append(tag)

    def begin(self, kind: str) -> None:
        self.open.append(_Begun(kind))
        self.done.append(self.open[-1])

    def handle_endtag(self, tag: str) -> None:
        while self.tags and self.tags.pop() != tag:
            pass
        if (tag in _OWN or tag == "brief-note") and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if {"code", "pre"}.intersection(self.tags):  # nobody reads it as a text
            self.open[-1].add(MARK.sub("", data), TYPED)
            return
        last = 0
        for mark in MARK.finditer(data):
            self.open[-1].add(data[last : mark.start()])
            last = mark.end()
            one = self.brief.marks[int(mark[1])]
            if isinstance(one, Value):
                self.open[-1].add(value(self.brief, one), TYPED)
                if one.path[0] == "facts":
                    self.open[-1].values.append((one.path[1], len(self.open[-1].text)))
            elif isinstance(one, Reference):
                self.open[-1].add(refer(self.brief, one), TYPED)
            elif isinstance(one, Missing):
                self.open[-1].add(one.text, TYPED)
            elif isinstance(one, Citation):
                self.open[-1].cite()
        self.open[-1].add(data[last:])


_NESTING = 8
"""How often a value may hold a value, as in page/compose.py."""


def value(brief: Brief, one: Value, depth: int = 0) -> str:
    """How the value *one* reads, about: as a page prints it, but for its spaces and signs."""

    def fill(match: re.Match[str]) -> str:
        mark = brief.marks[int(match[1])]
        if not isinstance(mark, Value) or depth == _NESTING:
            return ""
        return escape(value(brief, mark, depth + 1))

    field_value = brief.value(one.path)
    if isinstance(field_value, Fragment):
        return plain(MARK.sub(fill, field_value.html))
    if isinstance(field_value, Quantity):
        return f"{field_value.number:,}{' ' * (field_value.unit != '%')}{field_value.unit}"
    if isinstance(field_value, Decimal) and not isinstance(field_value, Year):
        return f"{field_value:,}"
    return "" if field_value is None else str(field_value)


def refer(brief: Brief, reference: Reference) -> str:
    """How *reference* reads, about: `figure 3`; a page has no number yet."""
    words = brief.words.words
    if reference.is_page:
        return f"{words['page_in_text']} 1"
    if number := brief.numbers.get((reference.kind, reference.name)):
        block = getattr(brief.fields, reference.kind)[reference.name]
        return f"{words[f'{block.numbered}_in_text']} {number}"
    if section := brief.find_section(reference):
        title = plain(section.html)
        return f"{words['annex_in_text']} {section.letter}" if section.letter else title
    return plain(getattr(brief.fields, reference.kind)[reference.name].title.html)


def _fragment(
    brief: Brief, fragment: Fragment, kind: str, path: tuple[str | int, ...]
) -> Iterator[Text]:
    reader = _Reader(brief, kind)
    reader.feed(fragment.html)
    reader.close()
    source = fragment.source
    # A stand-in for a text that cannot be read has the place of that text.
    written = fragment.place if fragment.place.file else brief.place(*path)
    line = written.line or 1
    defined = _DEFINITION.search(source)
    first = defined.start() if defined else 0
    where, note = (0, line), (first, line + source.count("\n", 0, first))
    """After how many characters, and on which line, the last text and the last note begin."""
    for begun in reader.done:
        text = " ".join(begun.text.split())
        if not text:
            continue
        if begun.kind == "note":
            few = next(_openings(text), ())
            at = _find(few, source, note[0], note[0] + NEXT_NOTE) if few else None
            if at is not None:
                note = at, note[1] + source.count("\n", note[0], at)
            start = (0, line) if at is None else note
        else:
            begins = (_find(few, source, where[0]) for few in _openings(text))
            at = next((one for one in begins if one is not None), where[0])
            where = start = at, where[1] + source.count("\n", where[0], at)
        yield Text(
            kind=begun.kind,
            text=text,
            typed=" ".join(begun.typed.split()),
            place=Place(written.file, where[1]),
            cited=tuple(len(" ".join(begun.text[:n].split())) for n in begun.cited),
            path=path,
            values=tuple((name, len(" ".join(begun.text[:n].split()))) for name, n in begun.values),
            source=source,
            begins=start[0],
            start=start[1],
            file=written.file,
        )


NEXT_NOTE = 4_000
"""Characters in which the next note is looked for, behind the last one; of one that is not there,
a place is looked for in the whole text when there is something to say of it.
"""
_DEFINITION = re.compile(r"^\[\^[^\]\n]+\]:", re.MULTILINE)
"""The beginning of a note: `[^1]: It says so.`"""

# ---------------------------------------------------------------------------------------------
# Where something was written

_BETWEEN = re.compile(r"(?:[\s*_`>\"'“”‘’«»–—.-]+|\{:[^}]*\}|\[[^\]]*\]|\{\{[^}]*\}\}|\([^)]*\))*")
"""Characters that may stand between two words of a text where it is written."""


def _openings(text: str) -> Iterator[Sequence[str]]:
    """Give the first words of *text*, and those after them where these were filled in."""
    parts = re.findall(r"[^\W_]\w*", text)
    yield from filter(None, (parts[:6], parts[:3], parts[2:5], parts[4:7], parts[:1]))


def _find(few: Sequence[str], source: str, start: int = 0, end: int | None = None) -> int | None:
    """Find the words *few*, one after another, in *source* from the character *start* to *end*.

    Gives after how many characters they begin; None where they do not stand there. No pattern is
    made of them: to compile one for each text takes longer than all else that is done with it.
    """
    small, end = _kept_small(source), len(source) if end is None else end
    first, *others = map(_in_small, few)
    begins = small.find(first, start, end)
    while begins >= 0:
        at = begins + len(first)
        for word in others:
            between = _BETWEEN.match(small, at, end)
            at = between.end() if between else at
            if not small.startswith(word, at, end):
                break
            at += len(word)
        else:
            if not (small[begins - 1 : begins].isalnum() or small[at : at + 1].isalnum()):
                return begins
        begins = small.find(first, begins + 1, end)
    return None


def _in_small(text: str) -> str:
    """Write *text* in small letters, as many as it has."""
    return text.replace("İ", "I").lower()


_kept_small = lru_cache(maxsize=4)(_in_small)
"""The same of a whole file: prose is searched once for each of its paragraphs."""


def find_place(brief: Brief, text: str) -> Place | None:
    """Find where *text*, or its first words, stand in the files of *brief*; None where nowhere.

    A single word is too little to know it by, but where it is a single character.
    """
    if len(text) == 1:
        for file in brief.texts:
            if text in file.text:
                return _place_at(file, file.text.index(text))
        return None
    for few in _openings(text):
        for file in brief.texts if len(few) > 1 else ():
            at = _find(few, file.text)
            if at is not None:
                return _place_at(file, at)
    return None


def find_words(file: TextFile, text: str, start: int, end: int) -> Place | None:
    """Find *text*, or some of its words, in *file* from the character *start* to *end*."""
    for few in _openings(text):
        if len(few) > 1 or re.search(r"[^\W\d_]{3}", text):
            at = _find(few, file.text, start, end)
            if at is not None:
                return _place_at(file, at)
    return None


def _place_at(file: TextFile, offset: int) -> Place:
    before = file.text[:offset]
    return Place(file.name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def find_link(brief: Brief, address: str, text: str = "") -> Place | None:
    """Find where the link to *address* was written; of several, the one that reads *text*."""
    first = None
    for file in brief.texts:
        at = file.text.find(address) if address else -1
        while at >= 0:
            before = file.text[:at]
            place = Place(file.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
            if file.text[max(0, at - len(text) - 2) : at].startswith(text):
                return place
            first = first or place
            at = file.text.find(address, at + 1)
    return first


_MARKED = re.compile(
    r"(?:(\*{1,3}|_{1,3}|`)(?P<marked>(?:(?!\1)[^\ue000])+?)\1|\[(?P<linked>[^\[\]]+)\]\([^()]*\))"
    r"\{:?[^{}]*\blang\s*=\s*[\"']?(?P<language>[\w-]+)"
    r"|<(\w+)[^<>]*\blang\s*=\s*[\"']?(?P<named>[\w-]+)[^<>]*>(?P<held>[^<>]+)</\5>"
)


def find_foreign(brief: Brief) -> Iterator[tuple[str, str, Place]]:
    """Find each phrase that its author marked with a language: the language, phrase and place."""
    for file in brief.texts:
        if "lang" not in file.text:
            continue
        for match in _MARKED.finditer(file.text):
            phrase = match["marked"] or match["linked"] or match["held"]
            before = file.text[: match.start()]
            yield (
                match["language"] or match["named"],
                phrase,
                Place(file.name, before.count("\n") + 1, len(before) - before.rfind("\n")),
            )
