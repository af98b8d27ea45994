"""Two languages of one brief → what one of them lacks, or says otherwise.

Structure, facts and sources stand in brief.yaml alone; what can differ are the texts. They are
compared by what has no language: sections, citations, values, blocks, numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ..model.brief import Brief, Language
from ..model.problems import Place, Problem
from ..model.text import Block, Citation, Fragment, Reference, Value
from ..model.walk import InFolder, Reads, Step, walk
from .evidence.numbers import Number, NumberFinder

_HEADING = re.compile(r" {0,3}(#{2,4})\s+(.*?)(?:\s+#+)?\s*(?:\{:.*\})?\s*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_UNSET = re.compile(r"\[@[^\]]*\]|\{\{.*?\}\}|\{:.*?\}|\[\^[^\]]*\]:?|\]\([^)]*\)|https?://\S+")
"""Parts of Markdown that print no number of their own."""
_MONTH_IN_DIGITS = re.compile(r"(?<!M)MM?(?!M)([^\W\d_A-Za-z])")
"""A month as a number and a letter behind it, in a pattern of CLDR: `y年M月`."""
_ITEM = re.compile(r"^\s*\d+[.)]\s")
_CALL = re.compile(r"\[\^[^\]]+\](?!:)|\^\[")
_WRITTEN_OUT = 12
"""Up to this number one language may have the word, and another the digits."""
_WORDS_OF_A_SENTENCE = 5


@dataclass(frozen=True)
class _Typed:
    """A number in the prose, and the line on which it stands."""

    number: Number
    place: Place


@dataclass(frozen=True)
class _Part:
    """The text under one heading, or above the first."""

    level: int
    """2, 3 or 4; 0: above the first heading."""
    heading: str
    place: Place
    named: Counter[str]
    """The sources, values and blocks that it names, as an author writes them: `[@coi-2014]`."""
    where: dict[str, Place]
    """Where each of these stands first."""
    numbers: tuple[_Typed, ...]

    def likeness(self, other: _Part) -> float:
        """How much both have in common; more than 0 for two of one level."""
        if self.level != other.level:
            return 0
        shared = sum((self.named & other.named).values())
        values = {value for one in self.numbers for value in one.number.readings}
        others = {value for one in other.numbers for value in one.number.readings}
        return 0.1 + shared + len(values & others) / 2


def compare_languages(main: Brief, other: Brief) -> Iterator[Problem]:
    """Find what *other*, a language of the brief *main*, lacks or says otherwise.

    Each comes at the place in *other* that is to be changed, and names the one in *main*.
    """
    parts, others = _parts(main), _parts(other)
    end = Place(other.prose.place.file, max(1, other.prose.source.count("\n") + 1))
    for one, counterpart in _pair(parts, others):
        if one and counterpart:
            yield from _compare(one, counterpart)
        elif one:
            yield _behind(end, f"the section “{one.heading}” is missing, it stands in {one.place}")
        elif counterpart:
            yield _behind(
                counterpart.place,
                f"the section “{counterpart.heading}” is not in {main.prose.place.base}",
                "translate it there, or delete it here",
            )
    yield from _compare_fields(main, other)
    yield from _compare_data(main, other)


def _behind(place: Place, message: str, hint: str | None = None) -> Problem:
    return Problem("warning", place, message, hint)


def _parts(brief: Brief) -> list[_Part]:
    """Take the prose of *brief* apart at its headings."""
    lines = brief.prose.source.split("\n")
    file, first = brief.prose.place.file, brief.prose.place.line or 1
    heads: list[tuple[int, int, str]] = []
    is_code = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code and (match := _HEADING.match(line)):
            heads.append((number, len(match[1]), match[2]))
    if not heads or "".join(lines[: heads[0][0]]).strip():
        heads.insert(0, (0, 0, ""))
    named = [*_named(brief, file)]
    finder = NumberFinder(brief.words.checks)
    parts = []
    for (start, level, heading), (end, *_) in pairwise([*heads, (len(lines), 0, "")]):
        inside = [one for one in named if start <= (one[1].line or 1) - first < end]
        calls = sum(len(_CALL.findall(line)) for line in lines[start:end])
        counts = Counter(name for name, _ in inside)
        if calls:
            counts["[^…]"] = calls
        numbers = [
            _Typed(one, Place(file, first + number))
            for number in range(start, end)
            for one in finder.find_all(_without_marks(lines[number], brief.words))
        ]
        where: dict[str, Place] = {"[^…]": Place(file, first + start)}
        for name, place in reversed(inside):
            where[name] = place
        place = Place(file, first + start)
        parts.append(_Part(level, heading, place, counts, where, tuple(numbers)))
    return parts


def _without_marks(line: str, language: Language) -> str:
    """Take out of *line* what prints no number of its own, and the months that *language* writes in
    digits, `8月`: another one has a word for them.
    """
    line = _UNSET.sub(" ", _ITEM.sub("", line, 1))
    month = _MONTH_IN_DIGITS.search(language.dates["month"])
    return re.sub(rf"\d{{1,2}}\s?{month[1]}", " ", line) if month else line


def _named(brief: Brief, file: str) -> Iterator[tuple[str, Place]]:
    """Give what the prose of *brief* cites, prints and places, and where."""
    for mark in brief.marks:
        if mark.place.file != file:
            continue
        if isinstance(mark, Citation):
            yield from ((f"[@{one.key}]", mark.place) for one in mark.items)
        elif isinstance(mark, Value):
            yield f"{{{{ {'.'.join(mark.path)} }}}}", mark.place
        elif isinstance(mark, Block):
            name = ".".join(filter(None, (mark.kind, mark.name)))
            yield f"{{{{ {name} }}}}", mark.place
        elif isinstance(mark, Reference) and mark.kind != "sections":
            yield f"[](#{mark.path})", mark.place


def _pair(
    parts: Sequence[_Part], others: Sequence[_Part]
) -> Iterator[tuple[_Part | None, _Part | None]]:
    """Pair the parts of two texts in their order, so that pairs have most in common."""
    rows, columns = len(parts), len(others)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            likeness = parts[row].likeness(others[column])
            best[row][column] = max(
                likeness + best[row + 1][column + 1] if likeness else 0,
                best[row + 1][column],
                best[row][column + 1],
            )
    row = column = 0
    while row < rows or column < columns:
        likeness = parts[row].likeness(others[column]) if row < rows and column < columns else 0
        if likeness and best[row][column] == likeness + best[row + 1][column + 1]:
            yield parts[row], others[column]
            row, column = row + 1, column + 1
        elif column == columns or (row < rows and best[row][column] == best[row + 1][column]):
            yield parts[row], None
            row += 1
        else:
            yield None, others[column]
            column += 1


def _compare(main: _Part, other: _Part) -> Iterator[Problem]:
    """Find what one part of a text lacks of *main*, its counterpart, or has besides."""
    for name in main.named - other.named:
        yield _behind(
            other.place, f"`{name}` is missing in this section, it stands in {main.where[name]}"
        )
    for name in other.named - main.named:
        yield _behind(
            other.where[name],
            f"`{name}` is not in the same section of {main.place}",
            "take it over there, or delete it here",
        )
    yield from _compare_numbers(main.numbers, other.numbers, main.place, other.place)


def _compare_numbers(
    main: Iterable[_Typed], other: Iterable[_Typed], main_place: Place, place: Place
) -> Iterator[Problem]:
    """Find the numbers of two texts that differ."""
    missing, surplus = [*main], [*other]
    for one in [*missing]:
        same = next((two for two in surplus if one.number.readings & two.number.readings), None)
        if same:
            missing.remove(one)
            surplus.remove(same)
    while missing and surplus:
        one, two = missing.pop(0), surplus.pop(0)
        yield _behind(
            two.place, f"`{two.number.text}` stands here, and `{one.number.text}` in {one.place}"
        )
    for one in missing:
        if not _may_be_a_word(one.number):
            yield _behind(place, f"`{one.number.text}` is missing, it stands in {one.place}")
    for two in surplus:
        if not _may_be_a_word(two.number):
            yield _behind(two.place, f"`{two.number.text}` is not in {main_place}")


def _may_be_a_word(number: Number) -> bool:
    return all(value <= _WRITTEN_OUT for value in number.readings)


def _compare_fields(main: Brief, other: Brief) -> Iterator[Problem]:
    """Find the texts of brief.yaml whose numbers differ, or that are still in the main language."""
    texts = {
        leaf.path: leaf.value for leaf in walk(main.fields) if isinstance(leaf.value, Fragment)
    }
    for leaf in walk(other.fields):
        source = texts.get(leaf.path)
        if source is None or not isinstance(leaf.value, Fragment):
            continue
        if leaf.value.place.file == source.place.file:  # it is told as missing where it is read
            continue
        if leaf.annotation(Reads) and _reads_the_same(source.source, leaf.value.source):
            name = ".".join(str(step + 1) if isinstance(step, int) else step for step in leaf.path)
            yield _behind(leaf.value.place, f"`{name}` reads as in {source.place}", "translate it")
            continue
        yield from _compare_numbers(
            _typed(source, main), _typed(leaf.value, other), source.place, leaf.value.place
        )
        values, others = (
            Counter(re.findall(r"\{\{.*?\}\}", one.source)) for one in (source, leaf.value)
        )
        for name in values - others:
            yield _behind(leaf.value.place, f"`{name}` is missing, it stands in {source.place}")
        for name in others - values:
            yield _behind(leaf.value.place, f"`{name}` is not in {source.place}")


def _typed(text: Fragment, brief: Brief) -> Iterator[_Typed]:
    finder = NumberFinder(brief.words.checks)
    for one in finder.find_all(_without_marks(text.source, brief.words)):
        yield _Typed(one, text.place)


def _reads_the_same(one: str, other: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", _UNSET.sub(" ", one))
    return one == other and len(words) >= _WORDS_OF_A_SENTENCE


def _compare_data(main: Brief, other: Brief) -> Iterator[Problem]:
    """Find the numbers that differ where a language has a file of data of its own."""
    files = dict(_data_files(other))
    pairs = dict.fromkeys((file, files.get(path)) for path, file in _data_files(main))
    for file, own in pairs:
        if own is None or file == own or file not in main.data or own not in other.data:
            continue
        rows, own_rows = main.data[file], other.data[own]
        place = Place(f"{other.prose.place.file.rpartition('/')[0]}/{own}")
        if len(rows.rows) != len(own_rows.rows):
            yield _behind(place, f"{len(own_rows.rows)} rows, and {len(rows.rows)} in {file}")
            continue
        lines = zip(rows.rows, own_rows.rows, own_rows.lines, strict=True)
        for row, own_row, line in lines:
            numbers, own_numbers = (
                [*_cells(cells, brief)] for cells, brief in ((row, main), (own_row, other))
            )
            if numbers != own_numbers:
                yield _behind(
                    Place(place.file, line),
                    f"the numbers of this row are others in {file}",
                    "one of the two is out of date",
                )


def _data_files(brief: Brief) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Give the files of data that the fields of *brief* name, each with the field's path."""
    for leaf in walk(brief.fields):
        file = leaf.annotation(InFolder)
        if file and file.kind == "data":
            yield leaf.path, leaf.value


def _cells(cells: Iterable[str], brief: Brief) -> Iterator[frozenset[Decimal]]:
    finder = NumberFinder(brief.words.checks)
    for cell in cells:
        if (number := finder.read_cell(cell)) is not None:
            yield number.readings
