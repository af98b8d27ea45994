"""How alike two texts are, and which of two rows of things belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

ALIKE = 0.4
"""From which likeness on two blocks are one that was changed, and not one gone and one new."""
PAIRS = 40_000
"""How many pairs of blocks are compared with each other; a longer list is matched in order."""
Step = tuple[str, int, int, int, int]
"""A step from the old to the new, as difflib has it: `equal`, `replace` …, and both stretches."""


def opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> Sequence[Step]:
    """Compare two lists; the steps from one to the other."""
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


class Bag(NamedTuple):
    """The words of a text, and which stands behind which, to tell how alike two texts are.

    Two hundred paragraphs that all have changed are matched in 2 s; by difflib in 250 s.
    """

    words: Counter[tuple[str, ...]]
    pairs: Counter[tuple[str, ...]]


def bag_of(words: Sequence[str]) -> Bag:
    """Put the words of a text into a bag."""
    return Bag(Counter((word,) for word in words), Counter(pairwise(["", *words, ""])))


def likeness(old: Bag, new: Bag) -> float:
    """How alike two texts are, from 0 to 1."""
    alike, least = 0.0, 0.0
    for one, other in ((old.words, new.words), (old.pairs, new.pairs)):
        shared = sum((one & other).values())
        sizes = one.total(), other.total()
        alike += shared / max(1, sum(sizes))
        least += min(sizes) - shared
    # `Third.` and `Third. And much more.`: all of the shorter one, in one piece.
    within = least <= 2 and min(old.words.total(), new.words.total()) > 1
    return max(alike, ALIKE * within)


def best_pairs(
    old: range, new: range, alike_of: Callable[[int, int], float]
) -> Iterator[tuple[int | None, int | None]]:
    """Choose the pairs that are most alike in sum and do not cross; what is gone comes first.

    *alike_of*: how alike one of *old* is to one of *new*, from 0 to 1.
    """
    if len(old) * len(new) > PAIRS:
        shared = min(len(old), len(new))
        yield from zip(old[:shared], new[:shared], strict=True)
        yield from ((i, None) for i in old[shared:])
        yield from ((None, j) for j in new[shared:])
        return
    alike = [[alike_of(i, j) for j in new] for i in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            pair = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= ALIKE else 0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if (
            i < len(old)
            and j < len(new)
            and alike[i][j] >= ALIKE
            and (best[i][j] == alike[i][j] + best[i + 1][j + 1])
        ):
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def heaviest_chain(numbers: Sequence[int], weights: Sequence[int]) -> tuple[int, ...]:
    """Places of the rising numbers that weigh most, of those that can be chosen in order."""
    best: list[tuple[int, int]] = []  # weight of the heaviest chain to each, and its place before
    for number, weight in zip(numbers, weights, strict=True):
        before = ((one[0], n) for n, one in enumerate(best) if numbers[n] < number)
        heaviest, place = max(before, default=(0, -1))
        best.append((heaviest + weight, place))
    chain: list[int] = []
    place = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    while place >= 0:
        chain.append(place)
        place = best[place][1]
    return tuple(reversed(chain))
