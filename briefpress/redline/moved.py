"""Find the blocks of a page that stood elsewhere in the old one, and those that have moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from .blocks import text_of
from .likeness import PAIRS, bag_of, heaviest_chain, likeness
from .words import Element, keys_of

MOVED = 0.6
"""From which likeness on a block under a new heading is one that stood elsewhere."""

_Placed = tuple[int, Element]
"""The number of a section, and a block in it."""


def find_moved(
    old: Sequence[Sequence[Element]],
    new: Sequence[Sequence[Element]],
    partner: Mapping[int, int],
    twins: Mapping[Element, Element],
) -> tuple[dict[Element, Element], set[Element]]:
    """Find the blocks that stand under another heading than before, or in another order.

    *old*, *new*: the blocks of each section of two pages. *partner*: the old section of a new one.
    *twins*: the old block of each new one that has a name. Gives the old block of each that was
    found, and those of them that have moved: where a heading was put in or taken out, all below it
    only seem to, for their neighbours are still the same.
    """
    before, after = (
        [(n, one) for n, section in enumerate(page) for one in section if one.tag != "h2"]
        for page in (old, new)
    )
    places = _pair_by_words(before, after, partner, twins)
    places |= _pair_by_likeness(before, after, partner, places, {*twins.values()})
    steady = _find_steady(before, after, partner, places)
    partners: dict[Element, Element] = {}
    moved: set[Element] = set()
    for number, place in places.items():
        block = after[number][1]
        if number in steady and block not in twins:
            continue  # it is matched where its section is
        partners[block] = before[place][1]
        beside = places.get(number - 1, -2) == place - 1 or places.get(number + 1, -2) == place + 1
        if number not in steady and not beside:
            moved.add(block)
    return partners, moved


def _pair_by_words(
    before: Sequence[_Placed],
    after: Sequence[_Placed],
    partner: Mapping[int, int],
    twins: Mapping[Element, Element],
) -> dict[int, int]:
    """Pair the blocks that were matched already, and those of the same words, the one of the same
    section first; by their numbers, new to old.
    """
    taken = {*twins.values()}
    same: dict[tuple[str, str], list[int]] = {}
    for number, (_, block) in enumerate(before):
        if block not in taken:
            same.setdefault((block.tag, text_of(block)), []).append(number)
    named = {one: number for number, (_, one) in enumerate(before)}
    places: dict[int, int] = {}
    for number, (section, block) in enumerate(after):
        if block in twins:
            if (place := named.get(twins[block])) is not None:
                places[number] = place
        elif candidates := same.get((block.tag, text_of(block))):
            here = (n for n in candidates if before[n][0] == partner.get(section))
            candidates.remove(place := next(here, candidates[0]))
            places[number] = place
    return places


def _pair_by_likeness(
    before: Sequence[_Placed],
    after: Sequence[_Placed],
    partner: Mapping[int, int],
    places: Mapping[int, int],
    taken: Set[Element],
) -> dict[int, int]:
    """Pair the blocks below a heading that is new with those that were changed a little; none where
    there are too many pairs. *places*: those that have a partner. *taken*: old blocks with a name.
    """
    free = [n for n in range(len(before)) if n not in places.values()]
    new_here = [n for n, (section, _) in enumerate(after) if section not in partner]
    new_here = [n for n in new_here if n not in places]
    pairs: dict[int, int] = {}
    if len(free) * len(new_here) > PAIRS:
        return pairs
    bags = {n: bag_of(keys_of(before[n][1])) for n in free}
    for number in new_here:
        block = after[number][1]
        bag = bag_of(keys_of(block))
        alike = [
            (likeness(bags[n], bag), -n)
            for n, one in ((n, before[n][1]) for n in free)
            if (one.tag, one.get("class")) == (block.tag, block.get("class")) and one not in taken
        ]
        if alike and max(alike)[0] >= MOVED:
            pairs[number] = -max(alike)[1]
            free.remove(pairs[number])
    return pairs


def _find_steady(
    before: Sequence[_Placed],
    after: Sequence[_Placed],
    partner: Mapping[int, int],
    places: Mapping[int, int],
) -> set[int]:
    """Find the new blocks that stand in their old section, in their old order."""
    steady: set[int] = set()
    for section in {section for section, _ in after}:
        inside = [
            (n, places[n])
            for n, (here, _) in enumerate(after)
            if here == section and n in places and before[places[n]][0] == partner.get(section)
        ]
        chain = heaviest_chain([o for _, o in inside], [1] * len(inside))
        steady |= {inside[n][0] for n in chain}
    return steady
