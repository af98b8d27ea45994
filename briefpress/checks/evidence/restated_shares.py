"""Find the per cents of a text that are said, in the same words, of what a fact counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from .numbers import Number
from .texts import TYPED, Reading, Text, split

_UNREAD = ("fact", "source", "label", "alt", "caption", "cell", "quotation")
_SHORT = 3
"""Letters of a word that may stand before the number alone: `el 31 %`."""
_ROUND, _NEAR = 5, 3
"""A multiple of five less than three points away is the other one in round figures."""
_CLAUSE = re.compile(r"[,;:()–—.!?…،؛，；：。！？]")
_WORD = re.compile(r"[^\W\d_]+")


def find_restated(reading: Reading) -> Iterator[tuple[Text, Number, str]]:
    """Find each typed per cent that contradicts a fact: its text, the number, the name of the fact.

    The sentence has no other number, and no word that is not said of the fact, but for articles;
    and it has all that are: another place, another group, or another time would be one more.
    """
    signatures = {
        name: _signatures(reading, name)
        for name, fact in reading.brief.fields.facts.items()
        if fact.value is not None and "%" in reading.units_of(name)
    }
    for text in reading.texts if signatures else ():
        if text.kind in _UNREAD:
            continue
        for sentence in split(text.typed, reading.brief):
            numbers = [*reading.numbers.find_typed(sentence)]
            if len(numbers) != 1 or numbers[0].unit != "%" or TYPED in sentence:
                continue
            number = numbers[0]
            before = sentence[: number.start].split()
            if before and (len(before) > 1 or not _is_short(before[0])):
                continue
            said = _meant(reading, sentence)
            for name, known in signatures.items():
                value = reading.brief.fields.facts[name].value
                if value is not None and _contradicts(number, value) and said in known:
                    yield text, number, name


def _is_short(word: str) -> bool:
    return len(word) <= _SHORT and word.isalpha()


def _signatures(reading: Reading, name: str) -> Collection[frozenset[str]]:
    """Collect what is said of the fact *name*: the words of its label, and of each clause that
    prints it; of two words at least.
    """
    clauses = []
    for text in reading.texts:
        if text.kind == "label" and text.path[:2] == ("facts", name) and text.path[2] == "label":
            clauses.append(text.text)
        for end in text.values_of(name):
            behind = _CLAUSE.split(text.text[end:], maxsplit=1)[0]
            before = _CLAUSE.split(text.text[:end])[-1]
            clauses.append(f"{before} {behind}")
    signatures = {_meant(reading, clause) for clause in clauses}
    return {one for one in signatures if sum(len(word) > _SHORT for word in one) > 1}


def _meant(reading: Reading, clause: str) -> frozenset[str]:
    """The words of *clause* that tell what a number counts: their stems, and short words that are
    no articles.
    """
    common = {word.casefold() for word in reading.brief.words.common}
    per_cent = "|".join(reading.brief.words.checks.units.get("%", ())) or "(?!)"
    words = _WORD.findall(re.sub(rf"(?<!\w)(?:{per_cent})(?!\w)", " ", clause, flags=re.IGNORECASE))
    short = (word.casefold() for word in words if len(word) <= _SHORT)
    return reading.stems(" ".join(words)) | {word for word in short if word not in common}


def _contradicts(number: Number, value: Decimal) -> bool:
    """Whether a per cent, *number*, is another one than *value*: it is not that in round figures,
    and not the rest of a hundred.
    """
    shares = {abs(value), abs(value) * 100} if abs(value) <= 1 else {abs(value)}
    for one in number.readings:
        for share in shares:
            is_round = one % _ROUND == 0 and abs(one - share) < _NEAR
            is_rest = abs(one + share - 100) < 1
            if is_round or is_rest or abs(one - share) < 1:
                return False
    return True
