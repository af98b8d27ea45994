"""A number contradicts a fact.

Why: a reader who finds two numbers for one thing believes neither.

Mend: see which one is right, and write it once: as the fact, in its data, in its alt text. Numbers
are compared where they count the same thing: in the same unit, on the same day, in the same words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise, permutations

from ...model.blocks.facts import Fact
from ...model.cells import NUMERIC
from ...model.problems import Severity
from ...model.walk import Step
from ..evidence.grids import NumberGrid, find_grids
from ..evidence.numbers import Number, NumberFinder, is_converted, is_misprint, write_digits
from ..evidence.restated_shares import find_restated
from ..evidence.texts import NEAR, Reading, Text, shown, split, words
from ..table import Finding

SEVERITY: Severity = "error"
_CORRECT = "correct one of the two"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Compare each fact with itself, with charts and tables, alt texts, and what is typed."""
    facts = [_Known(reading, name, fact) for name, fact in reading.brief.fields.facts.items()]
    grids = [*find_grids(reading)]
    for fact in facts:
        yield from _itself(reading.numbers, fact)
    for grid in grids:
        cited = [one for one in facts if one.sources & grid.sources]
        yield from _dated_rows(reading, grid, cited)
        yield from _restated(grid)
        if grid.is_votes:
            yield from _votes(reading, grid, cited)
    yield from _alts(reading, facts, grids)
    yield from _named_shares(reading, facts, grids)
    yield from _texts(reading, facts, grids)
    yield from _outdated(reading, facts, grids)


@dataclass(frozen=True)
class _Known:
    """A fact, and how its texts say it."""

    reading: Reading
    name: str
    fact: Fact

    @cached_property
    def texts(self) -> list[Text]:
        """Those that are printed for it: `show`, `big`."""
        own = (text for text in self.reading.texts if text.kind == "fact")
        return [text for text in own if text.path[1] == self.name]

    @cached_property
    def value(self) -> Number | None:
        """Its number; of one that is only shown, the number there, if there is one and no more."""
        finder = self.reading.numbers
        if self.fact.value is not None:
            return next(finder.find_all(write_digits(self.fact.value)), None)
        shown_numbers = [*finder.find_all(self.texts[0].typed)] if self.texts else []
        return shown_numbers[0] if len(shown_numbers) == 1 else None

    @cached_property
    def numbers(self) -> list[Number]:
        """Its number, in all of its forms."""
        numbers = [one for text in self.texts for one in self.reading.numbers.find_all(text.typed)]
        value = self.value
        return [value, *(one for one in numbers if one.is_near(value))] if value else []

    @cached_property
    def units(self) -> set[str]:
        """The units that it is counted in, as far as its texts say."""
        return self.reading.units_of(self.name)

    @cached_property
    def label(self) -> str:
        """The words under the big figure, which say what it counts."""
        labels = (text for text in self.reading.texts if text.kind == "label")
        return next((text.text for text in labels if text.path[1] == self.name), "")

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of the words about it."""
        return self.reading.described_by(self.name)

    @cached_property
    def sources(self) -> set[str]:
        """Keys of its sources."""
        return {one.key for one in self.fact.source.items} if self.fact.source else set()

    def may_be(self, number: Number, powers: Iterable[int] = ()) -> bool:
        """Whether *number* is its number, as far as anybody can tell."""
        return any(number.is_near(one, *powers) for one in self.numbers)

    def is_in_unit(self, units: set[str]) -> bool:
        """Whether something in *units* can be compared with it."""
        return not units or not self.units or bool(units & self.units)


# One fact, three ways to say it


def _itself(finder: NumberFinder, known: _Known) -> Iterator[Finding]:
    name, value, texts = known.name, known.fact.value, known.texts
    if value is not None:
        for text in texts:
            if any(finder.find_typed(text.typed)) and not _says(finder, text.typed, value, known):
                yield Finding(
                    text.place,
                    f"the fact `{name}` is {write_digits(value)}, and reads `{shown(text.text)}`",
                    _CORRECT,
                )
    elif (
        len(texts) == 2
        and any(any(finder.find_typed(text.typed)) for text in texts)
        and _contradict(finder, texts[0].text, texts[1].text)
    ):
        one, other = texts
        yield Finding(
            other.place,
            f"the fact `{name}` reads `{shown(one.text)}` and `{shown(other.text)}`",
            _CORRECT,
        )


def _says(finder: NumberFinder, text: str, value: Decimal, known: _Known) -> bool:
    """Whether one number of *text* is *value*: rounded, in another unit, as a share, in a range."""
    numbers = [*finder.find_all(text)]
    scaled = [value.scaleb(power) for power in finder.powers_of(known.label)]
    if any(number.agrees(one) for number in numbers for one in (value, *scaled)):
        return True
    for number in numbers:
        if abs(value) in number.unscaled and number.unscaled != number.readings:
            return True  # the author counts in millions, and says so: 4.2, “4.2 billion”
        if number.unit == "time" and any(is_converted(value, one) for one in number.readings):
            return True
        if number.unit in ("weight", "length", "area", "energy") and any(
            one.scaleb(power) == abs(value) for one in number.readings for power in (-6, -3, 3, 6)
        ):
            return True
        coarse = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
        if any(abs(one - abs(value)) <= coarse for one in number.readings):
            return True  # 66.7, of which the value is 67
        if number.digits.isdecimal() and 1 < int(number.digits) <= 20:  # one in 4
            part = 1 / Decimal(number.digits)
            if abs(part - value) < Decimal("0.01") or abs(100 * part - value) < 1:
                return True
    for part, whole in finder.find_ratios(text):
        if abs(part - value) < Decimal("0.01") or abs(100 * part - value) < 1 or whole == value:
            return True
    return any(
        min(one.readings) <= value <= max(other.readings) and len(text[one.end : other.start]) < 6
        for one, other in pairwise(numbers)
    )


def _contradict(finder: NumberFinder, one: str, other: str) -> bool:
    """Whether two texts of one fact have as many numbers, and not the same."""
    if any(finder.find_ratios(one)) or any(finder.find_ratios(other)):
        return False
    left = [number for number in finder.find_all(one) if number.digits != "0"]
    right = [number for number in finder.find_all(other) if number.digits != "0"]
    if len(left) != len(right):  # `61 per cent, up from 48`, and `61 %`
        return False
    for number in [*left]:
        same = next((two for two in right if number.is_near(two) or _is_year(number, two)), None)
        if same:
            left.remove(number)
            right.remove(same)
    return any(left) and not any(
        (number.unit != two.unit and not is_misprint(number.digits, two.digits))
        or any(is_converted(a, b) for a in number.readings for b in two.readings)
        for number, two in zip(left, right, strict=True)
    )


def _is_year(one: Number, other: Number) -> bool:
    """Whether one of the two is the other without its century: `2023–24`."""
    short, long = sorted((one.digits, other.digits), key=len)
    return len(short) == 2 and len(long) == 4 and long.endswith(short)


# Charts and tables


def _dated_rows(reading: Reading, grid: NumberGrid, facts: Sequence[_Known]) -> Iterator[Finding]:
    """Compare the row of a day, or of a year, with the facts of that day which count the same."""
    columns = [*zip(*grid.rows, strict=True)]
    for number, column in enumerate(columns):
        if len({*column}) != len(column):  # the day is not what tells the rows apart
            continue
        for row, day in enumerate(column):
            of_day = [one for one in facts if one.fact.as_of and str(one.fact.as_of) == day]
            cells = {n: cell for n, cell in enumerate(grid.cells[row]) if cell and n != number}
            differing = _find_differing(reading, grid, cells, of_day)
            if differing:
                cell, known = differing
                yield Finding(
                    grid.places[row],
                    f"{cell.text}, and the fact `{known.name}` of that day is "
                    f"{known.numbers[0].digits}",
                    _CORRECT,
                )


def _find_differing(
    reading: Reading, grid: NumberGrid, cells: Mapping[int, Number], facts: Sequence[_Known]
) -> tuple[Number, _Known] | None:
    """Find the first of *cells*, by their column, that counts what one of *facts* does, with
    another number; None where one of them is that of a fact.
    """
    pairs = [(n, cell, known) for known in facts for n, cell in cells.items()]
    if any(known.may_be(cell, grid.powers[n]) for n, cell, known in pairs):
        return None
    differing = (
        (cell, known)
        for n, cell, known in pairs
        if _is_the_same(reading, grid, n, cell, cells, known)
    )
    return next(differing, None)


def _is_the_same(
    reading: Reading,
    grid: NumberGrid,
    column: int,
    cell: Number,
    cells: Mapping[int, Number],
    known: _Known,
) -> bool:
    """Whether it is certain that *cell*, of the day of a fact, counts what the fact counts."""
    units = {cell.unit} - {""} or grid.finder.units_of(grid.heads[column])
    if not known.is_in_unit(units) or ("%" in units) != ("%" in known.units):
        return False
    if not any(_is_comparable(cell, one, grid.powers[column]) for one in known.numbers):
        return False
    is_alone = len({one.readings for one in cells.values()}) == 1
    is_day = bool(known.fact.as_of and known.fact.as_of.day)
    if not known.words:
        return is_alone and is_day
    head, about = reading.stems(_bare(grid.heads[column])), reading.stems(grid.about)
    if not head:
        return is_alone and len(about & known.words) > 1
    rest = known.words - head
    return head <= known.words and (len(head) > 1 or not rest or bool(rest & about))


def _bare(head: str) -> str:
    """A head without its unit."""
    return re.sub(r"\([^)]*\)", "", head)


def _is_comparable(one: Number, other: Number, powers: Iterable[int]) -> bool:
    """Whether the two are so near to each other that one is likely to be meant for the other."""
    return is_misprint(one.digits, other.digits) or any(
        b and Decimal("0.5") <= a.scaleb(power) / b <= 2
        for power in (0, *powers)
        for a in one.readings
        for b in other.readings
    )


_WORDS = re.compile(r"[^\W\d_]{3}|\+")
"""A word, or a plus: with one of these a number is a label."""


def _restated(grid: NumberGrid) -> Iterator[Finding]:
    """Find a row whose label says another number: `500`, `about 600`.

    A column restates another one if it does so in half of the rows: `Under 5` restates nothing.
    """
    for one, other in permutations(range(len(grid.heads)), 2):
        pairs = [
            (row, cell, numbers[0])
            for row, cells in enumerate(grid.cells)
            if (cell := cells[one])
            and len(numbers := [*grid.finder.find_all(grid.rows[row][other])]) == 1
        ]
        wrong = [row for row, cell, number in pairs if not any(map(number.agrees, cell.readings))]
        if 2 * len(wrong) <= len(pairs):
            for row in wrong:
                text, value = grid.rows[row][other], grid.rows[row][one]
                if _WORDS.search(text):
                    yield Finding(grid.places[row], f"`{text}` beside {value}", _CORRECT)


_VOTE = 3
"""Numbers of a vote: for, against, abstaining."""


def _votes(reading: Reading, grid: NumberGrid, facts: Sequence[_Known]) -> Iterator[Finding]:
    """A fact that reads as a vote is the row of the table that is about the same question."""
    rows = [
        (tuple(number.digits if number else "" for number in cells[2 : 2 + _VOTE]), row[0], row[1])
        for cells, row in zip(grid.cells, grid.rows, strict=True)
    ]
    for known in facts:
        for text in known.texts:
            if not any(grid.finder.find_typed(text.typed)):  # all of it comes from a file
                continue
            vote = tuple(number.digits for number in grid.finder.find_all(text.text))
            if len(vote) != _VOTE or any(row == vote for row, _, _ in rows):
                continue
            about = [
                row
                for row, day, question in rows
                if (known.fact.as_of and str(known.fact.as_of) == day)
                or reading.stems(question) & known.words
                or (not known.words and len(rows) == 1)
            ]
            near = [
                row
                for row, _, _ in rows
                if sum(a != b for a, b in zip(row, vote, strict=True)) == 1
            ]
            if len(about) == 1 or near:
                yield Finding(
                    text.place,
                    f"the vote `{shown(text.text)}` is in no row of `{grid.name}`",
                    _CORRECT,
                )
                return


# Typed numbers


def _rounds(number: Number, other: Number) -> bool:
    """Whether *number*, a whole one, is *other* without its decimals: 69 of 69.3."""
    return any(
        one.step == 1 and two.step < 1 and abs(one.value - two.value) <= Decimal("0.5")
        for one in number.amounts
        for two in other.amounts
    )


def _alts(
    reading: Reading, facts: Sequence[_Known], grids: Sequence[NumberGrid]
) -> Iterator[Finding]:
    """Find numbers of an alt text that look like a misprint of one of the data of its chart."""
    by_path = {grid.path: grid for grid in grids}
    for text in reading.texts:
        grid = by_path.get(text.path[:2])
        if text.kind != "alt" or grid is None:
            continue
        known = [
            (number, grid.powers[n])
            for row in grid.rows
            for n, cell in enumerate(row)
            for number in reading.numbers.find_all(cell)
        ]
        for number in reading.numbers.find_typed(text.text):
            if any(one.is_near(number, *powers) for one, powers in known):
                continue
            if any(_rounds(number, one) for one, _ in known):
                continue
            if _is_a_fact(number, facts) or grid.derives(number):
                continue
            # `from 0 to 600` is an axis: of one digit, another one makes no misprint.
            misprints = [
                one
                for one, _ in known
                if is_misprint(number.digits, one.digits)
                and (number.significant_digits > 1 or len(one.digits) != len(number.digits))
            ]
            if misprints:
                yield Finding(
                    text.line_of(number.text),
                    f"the alt text says {number.text}, and `{grid.name}` has {misprints[0].text}",
                    _CORRECT,
                )


_AFTER_NAME = re.compile(r"[\s\u00a0\u202f,:(–-]*")
_AFTER_SHARE = re.compile(r"[^\W\d_]{0,3}(?![^\W\d_])")


def _named_shares(
    reading: Reading, facts: Sequence[_Known], grids: Sequence[NumberGrid]
) -> Iterator[Finding]:
    """A per cent right behind the name of a row, in an alt text or a caption, is that of the row:
    `Dessa 17.3 per cent`; or it is in another one, or comes from them.
    """
    by_path = {grid.path: grid for grid in grids}
    for text in reading.texts:
        grid = by_path.get(text.path[:2])
        if text.kind not in ("alt", "caption") or grid is None:
            continue
        shares = _shares_by_name(grid)
        cells = [cell for row in grid.cells for cell in row if cell]
        for number in reading.numbers.find_all(text.typed) if shares else ():
            before, after = text.typed[: number.start], text.typed[number.end :]
            name = next((one for one in shares if _ends_with(before, one)), "")
            if not name or number.unit != "%" or not _is_whole(after):
                continue
            if any(_is_rounded(number, cell) for cell in cells):
                continue
            if not _is_a_fact(number, facts) and not grid.derives(number):
                where = "the alt text" if text.kind == "alt" else "the caption"
                yield Finding(
                    text.line_of(number.text),
                    f"{where} says {number.text}% of `{name}`, and `{grid.name}` has "
                    f"{shares[name]}",
                    _CORRECT,
                )


def _is_rounded(number: Number, cell: Number) -> bool:
    """Whether *number* is the number of a cell, or that with fewer decimals."""
    step = Decimal(1).scaleb(
        min(0, *(int(one.value.as_tuple().exponent) for one in number.amounts))
    )
    return any(abs(a - b) < step for a in number.readings for b in cell.readings)


def _shares_by_name(grid: NumberGrid) -> dict[str, str]:
    """The per cent of each row that has one and no other number, by its name; the longest first."""
    shares: dict[str, str] = {}
    for row, cells in zip(grid.rows, grid.cells, strict=True):
        numbers = [n for n, cell in enumerate(cells) if cell]
        names = [text for text, cell in zip(row, cells, strict=True) if text and not cell]
        share = cells[numbers[0]] if len(numbers) == 1 else None
        is_share = share is not None and (
            share.unit == "%" or "%" in grid.finder.units_of(grid.heads[numbers[0]])
        )
        if is_share and names and re.search(r"[^\W\d_]{2}", names[0]):
            shares[names[0]] = row[numbers[0]]
    return dict(sorted(shares.items(), key=lambda one: -len(one[0])))


def _ends_with(before: str, name: str) -> bool:
    """Whether *name*, as a word, is the last thing in the text *before* a number."""
    at = before.rfind(name)
    return (
        at >= 0
        and not before[max(0, at - 1) : at].isalnum()
        and _AFTER_NAME.fullmatch(before, at + len(name)) is not None
    )


def _is_whole(after: str) -> bool:
    """Whether the words behind a per cent do not compare it: `27 per cent more than`."""
    words_after = re.sub(
        r"^[\s\u00a0\u202f]*(?:%|[^\W\d_]+(?:[\s\u00a0\u202f]cent\w*)?)", "", after, count=1
    )
    return _AFTER_SHARE.match(words_after.lstrip()) is not None


def _is_a_fact(number: Number, facts: Sequence[_Known]) -> bool:
    return any(number.readings & one.readings for fact in facts for one in fact.numbers)


def _texts(
    reading: Reading, facts: Sequence[_Known], grids: Sequence[NumberGrid]
) -> Iterator[Finding]:
    """Find typed numbers that look like a misprint of a fact which counts the same thing."""
    of_data = {cell.digits for grid in grids for row in grid.cells for cell in row if cell}
    known = {one.digits for fact in facts for one in fact.numbers} | of_data
    counted = {fact.name: reading.counted_by(fact.name) for fact in facts}
    for text in reading.texts:
        if text.kind in ("fact", "source", "label", "alt", "cell", "quotation"):
            continue
        for sentence in split(text.typed, reading.brief):
            stems = reading.stems(sentence)
            for number in reading.numbers.find_typed(sentence):
                after = reading.stems(" ".join(words(sentence[number.end :])[:NEAR]))
                meant = (
                    fact
                    for fact in facts
                    if after & counted[fact.name]
                    and len(stems & fact.words) >= min(2, len(fact.words))
                    and fact.is_in_unit({number.unit} - {""})
                    and _is_of_its_time(sentence, fact)
                    and not any(True for _ in text.values_of(fact.name))
                    and any(is_misprint(number.digits, one.digits) for one in fact.numbers)
                )
                if number.digits not in known:
                    yield from (_tell_misprint(text, number, fact) for fact in meant)
    by_name = {fact.name: fact for fact in facts}
    for text, number, name in find_restated(reading):
        fact = by_name[name]
        is_misprinted = any(is_misprint(number.digits, one.digits) for one in fact.numbers)
        if number.digits not in known and not is_misprinted and _is_of_its_time(text.text, fact):
            yield _tell_misprint(text, number, fact)


_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d.,]*\d)")
_OLD = Decimal("0.8"), Decimal("1.25")
"""How far what a fact was may be from what it is: beyond it, two numbers are of two things."""


def _outdated(
    reading: Reading, facts: Sequence[_Known], grids: Sequence[NumberGrid]
) -> Iterator[Finding]:
    """A number of an alt text or a caption is what a fact was before its author changed it.

    It is, where the words behind it are those of what the fact counts; or where it is the newest of
    the chart, or their sum, and the texts of the figure are about the same as the fact.
    """
    by_path = {grid.path: grid for grid in grids}
    about: dict[tuple[Step, ...], str] = {}
    told = [text for text in reading.texts if text.kind in ("alt", "caption") and text.path]
    for text in told:
        about[text.path[:2]] = f"{about.get(text.path[:2], '')} {text.text}"
    for text in told:
        grid = by_path.get(text.path[:2])
        stems = reading.stems(about[text.path[:2]])
        newest = _newest(reading, grid) if grid else ("", ())
        for number in reading.numbers.find_typed(text.typed):
            if number.significant_digits < 2 or _is_a_fact(number, facts):
                continue
            after = reading.stems(" ".join(words(text.typed[number.end :])[:NEAR]))
            is_newest = any(map(number.agrees, newest[1]))
            is_elsewhere = grid is not None and any(
                cell.is_near(number, *grid.powers[n])
                for row in grid.cells
                for n, cell in enumerate(row)
                if cell
            )
            for known in facts:
                if not _was(number, known) or not known.is_in_unit({number.unit} - {""}):
                    continue
                counts_the_same = len(after & reading.counted_by(known.name)) > 1
                is_about = len(stems & known.words) > 1 and _is_of_its_time(newest[0], known)
                if (is_newest and is_about) or (
                    counts_the_same and not is_elsewhere and _is_of_its_time(text.text, known)
                ):
                    where = "the alt text" if text.kind == "alt" else "the caption"
                    row = (
                        f", as `{shown(newest[0])}` of `{grid.name}`" if is_newest and grid else ""
                    )
                    yield Finding(
                        text.line_of(number.text),
                        f"{where} says {number.text}{row}, and the fact `{known.name}` is "
                        f"{known.numbers[0].digits}",
                        _CORRECT,
                    )
                    break


def _was(number: Number, known: _Known) -> bool:
    """Whether *number* may be what a fact was: near to what it is, and not that."""
    value = known.fact.value
    if not value or known.may_be(number) or number.agrees(value):
        return False
    return any(one and _OLD[0] <= one / abs(value) <= _OLD[1] for one in number.readings)


def _newest(reading: Reading, grid: NumberGrid) -> tuple[str, tuple[Decimal, ...]]:
    """The label of the last row of *grid*, and its numbers, with their sum, as they are meant.

    Nothing of rows that no time tells apart.
    """
    table = reading.brief.data.get(grid.name)
    if table is None or not table.rows:
        return "", ()
    if table.columns[0].kind not in ("date", "quarter", "year") and not _YEAR.search(
        table.rows[-1][0]
    ):
        return "", ()
    numbers = [
        (Decimal(str(column.values[-1])), powers)
        for column, powers in zip(table.columns, grid.powers, strict=True)
        if column.kind in NUMERIC and column.values[-1] is not None
    ]
    total = [(sum((one for one, _ in numbers), Decimal(0)), grid.powers[-1])] * bool(numbers[1:])
    meant = (one.scaleb(power) for one, powers in [*numbers, *total] for power in {0, *powers})
    return table.rows[-1][0], tuple(meant)


def _is_of_its_time(sentence: str, known: _Known) -> bool:
    """Whether *sentence* names no year, or that of the fact."""
    years = _YEAR.findall(sentence)
    own = " ".join([str(known.fact.as_of or ""), known.label, *(one.text for one in known.texts)])
    return not years or any(year in own for year in years)


def _tell_misprint(text: Text, number: Number, known: _Known) -> Finding:
    return Finding(
        text.line_of(number.text),
        f"{number.text}, and the fact `{known.name}`, which counts the same, is "
        f"{known.numbers[0].digits}",
        f"write {{{{ facts.{known.name} }}}} in its place",
    )
