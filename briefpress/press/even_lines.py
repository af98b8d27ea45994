"""Have the lines of headings and standfirsts be as long as each other: the blocks of WeasyPrint.

One whose last line is short is set in the least width that takes no more lines. A heading breaks
by its sense, where that takes no more lines: behind a colon or a comma, before `and`, and not
between `the` and its noun, nor within a name.

    Four in five of the displaced stay within a        Four in five of the displaced
    day’s walk of home                            ─►   stay within a day’s walk of home
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import wraps
from itertools import combinations, pairwise
from math import comb, inf
from typing import Any

EVEN = 0.85
"""The part of the longest line up to which a last one is mended: one that is longer stays as it is.
"""
TRIES = 6
"""How often a text is set: its width is then found to 1 % of the measure."""
LEAST, LEAST_OF_MANY = 0.4, 0.5
"""The part of the longest line that the shortest has, at least, where a heading breaks by sense: of
two lines, and of more.
"""
MOST_WAYS = 2_000
"""Ways to divide a heading that are weighed; one that is longer is no heading."""
LEANS, NAME, COLON, COMMA, JOINS, BONUS = 0.5, 0.4, 0.4, 0.3, 0.3, 0.4
"""The cost of a break behind a word that leans on the next one or within a name that is known, and
between two with capitals, as those of a name have them; the gain behind a mark and before a word
that joins, and the most of both together. In parts of the longest line that another lacks.
"""


def even_lines(block: Any) -> None:
    """Have WeasyPrint set each heading, and each `.standfirst`, with lines of about one length.

    *block*: its module of this name.
    """
    lay_out = block.block_container_layout

    @wraps(lay_out)
    def lay_out_evenly(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        if not is_even(box):
            return lay_out(context, box, *rest, **named)
        whole = box.width

        def widths(box: Any, width: float) -> list[float]:
            trial = box.copy()
            trial.width = width
            laid = lay_out(context, trial, -inf, None, True, [], [], [], None, None, False, None)[0]
            return [line.width for line in laid.children]

        low, high, line_widths = whole / 2, whole, widths(box, whole)
        if len(line_widths) > 1 and box.element_tag in _HEADINGS:
            for parted in _parted(box, len(line_widths), sum(line_widths) / whole):
                lines = widths(parted, whole)
                if len(lines) == len(line_widths) and max(lines) <= whole:
                    return lay_out(context, parted, *rest, **named)
        if not line_widths or line_widths[-1] > EVEN * max(line_widths):
            return lay_out(context, box, *rest, **named)
        for _ in range(TRIES):
            middle = (low + high) / 2
            if len(widths(box, middle)) > len(line_widths):
                low = middle
            else:
                high = middle
        begin, spared = box.position_x, whole - high
        if box.style["text_align_all"] == "center":
            spared /= 2
        elif box.style["direction"] == "ltr":
            spared = 0
        box.position_x, box.width = begin + spared, high
        result = lay_out(context, box, *rest, **named)
        if result[0] is not None:
            result[0].position_x, result[0].width = begin, whole
        return result

    block.block_container_layout = lay_out_evenly


_HEADINGS = {"h1", "h2", "h3", "h4"}


def is_even(box: Any) -> bool:
    """Whether the lines of *box* are made as long as each other: a heading, or a standfirst."""
    classes = (box.element.get("class") or "").split() if box.element is not None else ()
    return (box.element_tag in _HEADINGS or "standfirst" in classes) and not any(
        one.footnote for one in box.descendants()
    )


_SPACE = re.compile(r" (?=\S)|(?<=[，；：、。？！])(?=\S)")
_WORD = re.compile(r"[^\W\d_]+$")
_NEXT = re.compile(r"[^\W\d_]+")


def tell_headings(document: Any) -> None:
    """Have each heading of *document* know the words of its language that it breaks by, and the
    names that it does not break.
    """
    body = document.find("body")
    words = {name: body.get(name, "") for name in ("data-leans", "data-joins", "data-names")}
    for tag in _HEADINGS:
        for one in document.iter(tag):
            for name, value in words.items():
                one.set(name, value)


def _parted(box: Any, lines: int, length: float) -> Iterator[Any]:
    """Divide a heading into as many *lines* in several ways; the one that reads best comes first.

    *length*: how many measures its text takes.
    """
    pieces = [one for one in box.descendants() if hasattr(one, "text")]
    text = "".join(
        one.text.replace(" ", "\u00a0") if one.style["white_space"] == "nowrap" else one.text
        for one in pieces
    )
    leans, joins = ({*box.element.get(name, "").split()} for name in ("data-leans", "data-joins"))
    names = box.element.get("data-names", "").split("|")
    for stops in _by_sense(text, lines, length, leans, joins, names):
        parted = box.deepcopy()
        begin = len(text)
        for one in reversed([one for one in parted.descendants() if hasattr(one, "text")]):
            begin -= len(one.text)
            for stop in reversed(stops):
                if begin <= stop < begin + len(one.text):
                    before, after = one.text[: stop - begin], one.text[stop - begin :]
                    one.text = f"{before}\n{after.removeprefix(' ')}"
        yield parted


def _by_sense(
    text: str,
    lines: int,
    length: float,
    leans: set[str],
    joins: set[str],
    names: Collection[str] = (),
) -> Iterator[tuple[int, ...]]:
    """Where *text* may be divided into *lines*, the best way first, a few ways at most."""
    places = [one.start() for one in _SPACE.finditer(text)]
    if comb(len(places), lines - 1) > MOST_WAYS:
        return
    costs = {place: _cost(text[:place], text[place:].lstrip(), leans, joins) for place in places}
    for place in _within(text, names):
        if place in costs:
            costs[place] = max(costs[place], LEANS)
    ways = []
    for stops in combinations(places, lines - 1):
        ends = [0, *stops, len(text)]
        sizes = [after - before for before, after in pairwise(ends)]
        longest = max(sizes)
        least = LEAST if lines == 2 else LEAST_OF_MANY
        if longest * length <= 1.05 * len(text) and min(sizes) >= least * longest:
            uneven = sum(longest - size for size in sizes) / longest
            ways.append((uneven + sum(costs[stop] for stop in stops), stops))
    for _, stops in sorted(ways)[:TRIES]:
        yield stops


def _cost(before: str, after: str, leans: set[str], joins: set[str]) -> float:
    """The cost of a break between *before* and *after*: below 0 where it reads well."""
    before, after = (one.replace("\u2060", "") for one in (before, after))  # in Korean words
    last, first = _WORD.search(before), _NEXT.match(after)
    spared = COLON if before[-1:] in _COLONS else COMMA if before[-1:] in _COMMAS else 0.0
    if first and first[0].lower() in joins:
        spared += JOINS
    leant = LEANS if last and _leans(last[0].lower(), leans) else 0.0
    if last and first and last[0][0].isupper() and first[0][0].isupper():
        leant = max(leant, NAME)
    return leant - min(spared, BONUS)


def _leans(word: str, leans: set[str]) -> bool:
    """Whether *word* is one of *leans*, or ends as one of them that begins with a hyphen: `-의`."""
    return word in leans or any(
        one[0] == "-" and len(word) >= len(one) and word.endswith(one[1:]) for one in leans
    )


def _within(text: str, names: Collection[str]) -> Iterator[int]:
    """The places within one of *names*, wherever *text* has it."""
    for name in filter(None, names):
        words = (map(re.escape, word) for word in name.split())
        pattern = r"\s".join(map("\u2060?".join, words))
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield from range(found.start() + 1, found.end())


_COLONS, _COMMAS = frozenset(":?!؟：？！。"), frozenset(",;،؛–—，；、")
