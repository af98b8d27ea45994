"""A brief → what its author typed, piece by piece, and where each piece stands.

A paragraph of the page is found again by its words: those that an author typed stand in a file, and
those that stand in none were filled in. `find_origins` says both, of all paragraphs of a page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from math import log
from typing import Literal, NamedTuple

from ..model.brief import Brief
from ..model.problems import Place
from ..model.text import Fragment
from ..model.walk import walk

LIKE = 0.34
"""How much of two texts has to be the same, from 0 to 1, for the one to be made of the other."""
CANDIDATES = 5
"""Texts with which one is compared word by word: those that share the rarest words with it."""
_TOKEN = re.compile(r"\.{3}|…|-{2,3}|[^\W_]+|[^\w\s]|_")
NOT_WORDS = re.compile(
    r"\{\{.*?\}\}|\[[^\[\]]*@[^\[\]]*\]|\^?\[\^[^\[\]]*\]|\{:[^{}]*\}|<[^<>]*>|(?<=\])\([^()\s]*\)",
    re.DOTALL,
)
"""Names, citations, calls of notes, attributes and addresses: what is not printed as it stands."""
ITEM = re.compile(r"\s*(?:[-*+•]|\(?(?:\d{1,9}|[a-zA-Z]|[ivx]{2,6})[.)])\s")
"""The sign of an item."""
_APART = re.compile(r"#{1,6}\s|\||\[\^[^\]]+\]:|>|:\s|:::")
_SAME = str.maketrans("“”„«»‘’‚–—−‑\u2010", '"""""\'\'\'-----')


TypedKind = Literal["text", "heading", "row", "source", "house"]
"""The kind of a typed text: a sentence, a heading, a row of a data file, a field of a source, a
line of institute.yaml."""


class TypedWord(NamedTuple):
    """A word or a sign of a text."""

    word: str
    """As it is compared: in small letters, with straight marks."""
    start: int
    end: int


@dataclass(frozen=True)
class TypedText:
    """A piece of what an author typed: a paragraph of prose, a value, a row of a data file."""

    place: Place
    """Where it begins."""
    text: str
    kind: TypedKind = "text"
    within: tuple[int, int] | None = None
    """The characters whose words count, where it is one cell of a row."""

    @cached_property
    def tokens(self) -> list[TypedWord]:
        """Its words and signs, but for those of names, citations and addresses."""
        tokens = read_tokens(NOT_WORDS.sub(lambda match: "\0" * len(match[0]), self.text))
        start, end = self.within or (0, len(self.text))
        return [one for one in tokens if start <= one.start and one.end <= end]

    def place_of(self, offset: int) -> Place:
        """Where the character *offset* stands."""
        return self.place.down(self.text.count("\n", 0, max(0, offset)))


def read_tokens(text: str) -> list[TypedWord]:
    """Read the words and signs of *text*."""
    return [
        TypedWord(_compared(match[0]), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def _compared(word: str) -> str:
    word = word.translate(_SAME).casefold()
    return {"…": "...", "--": "-", "---": "-"}.get(word, word)


# ---------------------------------------------------------------------------------------------
# What was typed


def list_typed(brief: Brief) -> list[TypedText]:
    """List what the author of *brief* typed, in the order of the files: prose, fields, data."""
    prose = divide_prose(brief.prose.source, brief.prose.place)
    fields = [
        TypedText(place, text, "source" if leaf.path[0] == "sources" else "text")
        for leaf in walk(brief.fields)
        if (text := _text_of(leaf.value)).strip()
        for place in [_place_of(leaf.value) or brief.place(*leaf.path)]
    ]
    fields.sort(key=lambda one: one.place.line or 0)
    folder = brief.place().file.rpartition("/")[0]
    rows = [
        TypedText(Place(f"{folder}/{name}", line), " ".join(filter(None, row)), "row")
        for name, table in brief.data.items()
        for row, line in [
            ([column.head for column in table.columns], max(1, min(table.lines, default=2) - 1)),
            *zip(table.rows, table.lines, strict=False),
        ]
    ]
    house = [
        TypedText(Place(file.name, number), line, "house")
        for file in brief.texts
        if file.name.endswith("/institute.yaml")
        for number, line in enumerate(file.text.split("\n"), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    return [*prose, *fields, *rows, *house]


def _text_of(value: object) -> str:
    if isinstance(value, Fragment):
        return value.source
    return value if isinstance(value, str) else ""


def _place_of(value: object) -> Place | None:
    is_placed = isinstance(value, Fragment) and value.place.line is not None
    return value.place if isinstance(value, Fragment) and is_placed else None


def find_cell(row: TypedText, column: int) -> TypedText | None:
    """Give a cell of a *row* that was typed with bars; None of any other."""
    text = row.text.rstrip()
    if not text.lstrip().startswith("|"):
        return None
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", text)]
    ends = bars if text.endswith("|") else [*bars, len(text)]
    if column + 1 >= len(ends):
        return None
    return replace(row, within=(ends[column] + 1, ends[column + 1]))


def divide_prose(text: str, place: Place) -> list[TypedText]:
    """Divide Markdown, which begins at *place*, into paragraphs, items, rows and headings."""
    pieces: list[TypedText] = []
    lines: list[str] = []
    begun = 0

    def close() -> None:
        if lines:
            kind: TypedKind = "heading" if lines[0].lstrip().startswith("#") else "text"
            pieces.append(TypedText(place.down(begun), "\n".join(lines), kind))
            lines.clear()

    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            close()
            continue
        is_quoted = line.lstrip().startswith(">") and bool(lines) and lines[-1].lstrip()[:1] == ">"
        if not is_quoted and (ITEM.match(line) or _APART.match(line.lstrip())):
            close()
        if not lines:
            begun = number
        lines.append(line)
        if line.lstrip().startswith(("#", "|")):
            close()
    close()
    return pieces


# ---------------------------------------------------------------------------------------------
# Which is which


@dataclass(frozen=True)
class Origin:
    """Where a printed text comes from, and what of it was typed there."""

    typed: TypedText
    likeness: float
    pairs: tuple[tuple[int, int, int, int], ...]
    """Ranges of characters that are the same: from where to where as printed, and as typed."""

    def place_of(self, offset: int) -> Place:
        """Where the printed character *offset* was typed; or the one before it."""
        at = 0
        for start, _, first, last in self.pairs:
            if start > offset:
                break
            at = min(first + (offset - start), last)
        return self.typed.place_of(at)


class Finder:
    """Finds texts by their words."""

    def __init__(self, texts: Sequence[TypedText]) -> None:
        self.texts = texts
        self._holders: dict[str, set[int]] = defaultdict(set)
        for number, text in enumerate(texts):
            for token in text.tokens:
                if token.word.isalnum():
                    self._holders[token.word].add(number)

    def find(
        self, text: str, near: int | None = None, kind: TypedKind = "text"
    ) -> tuple[int, Origin] | None:
        """Find that of which *text* was made; None where none is like it.

        Where several are alike, one of this *kind* is taken, or the one that is nearest to the
        number *near*.
        """
        tokens = read_tokens(text)
        best: tuple[float, int, Origin] | None = None
        for number in self._candidates(tokens, near):
            origin = compare(self.texts[number], tokens)
            rank = origin.likeness - 0.0001 * min(_distance(number, near), 1000)
            rank -= 0.15 * (self.texts[number].kind != kind)
            if origin.likeness >= LIKE and (best is None or rank > best[0]):
                best = rank, number, origin
        return (best[1], best[2]) if best else None

    def find_holder(self, words: str, around: str) -> tuple[int, float]:
        """Find the text in which *words* stand beside those *around* them: its number, a score.

        The score is the share of the words around that the text has, from 0 to 1, and 1 more where
        *words* stand in it as they are. The number is -1 where no text has any of them.
        """
        marked, beside = read_tokens(words), read_tokens(around)
        wanted = [token.word for token in marked]
        whole = sum(len(token.word) for token in beside if token.word.isalnum())
        best = -1, 0.0
        for number in {*self._candidates(marked, None), *self._candidates(beside, None)}:
            has = [token.word for token in self.texts[number].tokens]
            spans = range(len(has) - len(wanted) + 1)
            score = float(bool(wanted) and any(
                has[start : start + len(wanted)] == wanted for start in spans
            ))  # fmt: skip
            origin = compare(self.texts[number], beside)
            same = sum(end - start for start, end, *_ in origin.pairs if end - start > 1)
            score += same / whole if whole else 0.0
            if score > best[1]:
                best = number, score
        return best

    def _candidates(self, tokens: Sequence[TypedWord], near: int | None) -> list[int]:
        """The texts that share the rarest words with *tokens*, the likeliest first."""
        shared: dict[int, float] = defaultdict(float)
        for word in {token.word for token in tokens}:
            holders = self._holders.get(word, ())
            for number in holders:
                shared[number] += log(1 + len(self.texts) / len(holders))
        ranked = sorted(shared, key=lambda number: (-shared[number], _distance(number, near)))
        return ranked[:CANDIDATES]


def _distance(number: int, near: int | None) -> float:
    """How far apart two texts are; what comes next is nearer than what came before."""
    if near is None:
        return 0
    return number - near if number > near else near - number + 1.5


def compare(typed: TypedText, tokens: Sequence[TypedWord]) -> Origin:
    """Compare *typed* with the words of a printed text."""
    words = [one.word for one in typed.tokens]
    printed = [one.word for one in tokens]
    matcher = SequenceMatcher(None, printed, words, autojunk=False)
    pairs: list[tuple[int, int, int, int]] = []
    same = 0
    for first, other, length in matcher.get_matching_blocks():
        if not length:
            continue
        same += sum(len(word) for word in printed[first : first + length] if word.isalnum())
        pairs += [
            (one.start, one.end, two.start, two.end)
            for one, two in zip(
                tokens[first : first + length], typed.tokens[other : other + length], strict=True
            )
        ]
    whole = sum(len(word) for word in (*words, *printed) if word.isalnum())
    return Origin(typed, 2 * same / whole if whole else 0.0, tuple(pairs))


def find_origins(
    typed: Sequence[TypedText], printed: Sequence[tuple[str, TypedKind]]
) -> list[Origin | None]:
    """Find which of the *typed* texts each of the *printed* ones was made of.

    *printed*: in the order of the page, each with the kind that it probably is.
    """
    finder = Finder(typed)
    near: int | None = None
    origins: list[Origin | None] = []
    for text, kind in printed:
        match = finder.find(text, near, kind)
        near = match[0] if match else near
        origins.append(match[1] if match else None)
    return origins


def typed_ranges(origin: Origin, text: str) -> Iterator[tuple[int, int]]:
    """Give the ranges of the printed *text* that were typed as they stand, blanks among them."""
    start = end = None
    for first, last, *_ in origin.pairs:
        if start is None or end is None:
            start, end = first, last
        elif text[end:first].strip():
            yield start, end
            start, end = first, last
        else:
            end = last
    if start is not None and end is not None:
        yield start, end
