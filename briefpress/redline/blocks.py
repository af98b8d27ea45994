"""A page → its sections and blocks, and which of two pages belong together."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..model.elements import find_part
from .likeness import ALIKE, bag_of, best_pairs, heaviest_chain, likeness, opcodes
from .words import Element, append, keys_of

Pair = tuple[Any, Any]
"""Old and new; None where there is no other."""

_BLOCKS = {
    *("body", "header", "main", "footer", "aside", "section", "article", "div", "h1", "h2", "h3"),
    *("h4", "p", "blockquote", "pre", "hr", "ul", "ol", "li", "dl", "dt", "dd", "figure"),
    *("figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "brief-run"),
}
_MANY = {"p", "li", "tr", "td", "th", "h2", "h3", "h4", "dt", "dd", "section", "brief-run"}
"""Blocks of which a text has many; of the others, the only one here is the only one there."""
STAMP = re.compile("[\ue000-\uf8ff]")
"""A letter that holds the place of a stamp on a page."""


def is_text(element: Element) -> bool:
    """Whether no block stands in *element*."""
    return element.tag not in ("hr", "img", "table", "figure") and not any(
        one.tag in _BLOCKS for one in element.iterdescendants()
    )


def wrap_loose_text(element: Element) -> None:
    """Make a block of each text that stands beside blocks: an item and the list that is in it."""
    if is_text(element):
        return
    for kid in list(element):
        if kid.tag in _BLOCKS:
            wrap_loose_text(kid)
    if element.tag in ("table", "thead", "tbody", "tr", "ul", "ol", "dl", "figure"):
        return
    wrap(element)


def wrap(element: Element) -> None:
    """Put what stands between the blocks of *element* into blocks."""
    run = None
    rest = [(None, element.text), *((kid, kid.tail) for kid in list(element))]
    element.text = None
    for kid, tail in rest:
        if kid is not None:
            kid.tail = None
            if kid.tag in _BLOCKS:
                run = None
            else:
                if run is None:
                    run = element.makeelement("brief-run", {})
                    kid.addprevious(run)
                run.append(kid)
        if tail and STAMP.sub("", tail).strip():
            if run is None:
                run = element.makeelement("brief-run", {})
                if kid is None:
                    element.insert(0, run)
                else:
                    kid.addnext(run)
            append(run, tail)
        elif tail:
            if run is not None:
                append(run, tail)
            elif kid is not None:
                kid.tail = tail
            else:
                element.text = tail


def name_of(element: Element, parts: Collection[str]) -> str:
    """Name an element that can be the only one on its page: a figure by its picture, a part; empty
    for any other."""
    if element.tag == "figure":
        picture = element.find("img")
        return f"figure {picture.get('src')}" if picture is not None else ""
    return find_part(classes_of(element), parts)


def classes_of(element: Element) -> list[str]:
    """The classes of *element*."""
    return str(element.get("class", "")).split()


def text_of(element: Element | None) -> str:
    """The text of *element*, without its notes."""
    if element is None:
        return ""
    parts: list[str] = []

    def read(one: Element) -> None:
        parts.append(one.text or "")
        for kid in one:
            if not {"footnote", "between-notes", "note-again"} & {*kid.get("class", "").split()}:
                read(kid)
            parts.append(kid.tail or "")

    read(element)
    return " ".join("".join(parts).replace("\u2060", "").split())


def align(old: Sequence[Element], new: Sequence[Element]) -> list[Pair]:
    """Match the blocks of two lists, in order: what is gone, what is new, what may have changed."""
    texts = [[keys_of(one) for one in blocks] for blocks in (old, new)]
    kinds = [[(one.tag, _class(one)) for one in blocks] for blocks in (old, new)]
    keys = [
        [(*kind, *text) for kind, text in zip(*both, strict=True)]
        for both in zip(kinds, texts, strict=True)
    ]

    bags = [[bag_of(words) for words in blocks] for blocks in texts]

    def alike_of(i: int, j: int) -> float:
        kind = kinds[0][i]
        if kind != kinds[1][j]:
            return 0
        alike = likeness(bags[0][i], bags[1][j])
        only = kinds[0].count(kind) == kinds[1].count(kind) == 1
        if only and (kind[0] not in _MANY or kind[1] or kind[0] in ("h3", "h4")):
            alike = max(alike, ALIKE)
        if kind[0] == "tr" and len(old[i]) and len(new[j]):
            heads = text_of(old[i][0]), text_of(new[j][0])
            alike = max(alike, ALIKE * (heads[0] == heads[1] != ""))
        return alike

    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in opcodes(*keys):
        if tag == "equal":
            pairs += zip(old[i1:i2], new[j1:j2], strict=True)
            continue
        for i, j in best_pairs(range(i1, i2), range(j1, j2), alike_of):
            pairs.append((None if i is None else old[i], None if j is None else new[j]))
    return pairs


def take_until(blocks: list[Element], end: Element | None) -> list[Element]:
    """Take what stands before *end* out of *blocks*, and *end* with it."""
    at = next((n for n, one in enumerate(blocks) if one is end), len(blocks))
    before = blocks[:at]
    del blocks[: at + 1]
    return before


def _class(element: Element) -> str:
    return "" if element.tag in ("td", "th", "tr") else element.get("class", "")


def add_class(element: Element, name: str) -> None:
    """Give *element* the class *name*, once."""
    names = element.get("class", "").split()
    if name not in names:
        element.set("class", " ".join([*names, name]))


def sections_of(main: Element) -> list[list[Element]]:
    """Divide a page at its headings; what stands before the first one is a section too."""
    sections: list[list[Element]] = [[]]
    for block in main:
        if block.tag == "h2":
            sections.append([])
        sections[-1].append(block)
    return sections


def title_of(section: Sequence[Element]) -> str:
    """Give the heading of a section, nothing where it has none."""
    return text_of(section[0]) if section and section[0].tag == "h2" else ""


def match_sections(old: list[list[Element]], new: list[list[Element]]) -> dict[int, int]:
    """Say which section was which: by its heading, or by what it says."""
    partner = {0: 0}  # what stands before the first heading
    free = [*range(1, len(old))]
    for j in range(1, len(new)):
        for i in free:
            if title_of(old[i]) == title_of(new[j]):
                partner[j] = i
                free.remove(i)
                break
    bags = [
        {n: (bag_of(keys_of(page[n][0])), bag_of([key for one in page[n] for key in keys_of(one)]))
         for n in numbers}
        for page, numbers in ((old, free), (new, [n for n in range(len(new)) if n not in partner]))
    ]  # fmt: skip
    pairs = sorted(
        (
            (max(likeness(section, other), 0.9 * likeness(title, other_title)), -i, -j)
            for i, (title, section) in bags[0].items()
            for j, (other_title, other) in bags[1].items()
        ),
        reverse=True,
    )
    for alike, i, j in pairs:
        if alike >= ALIKE and -j not in partner and -i not in partner.values():
            partner[-j] = -i
    return partner


def find_staying(partner: Mapping[int, int], new: list[list[Element]]) -> set[int]:
    """The sections that keep their order, so that the longest text stays and the rest has moved."""
    order = sorted(partner)
    weights = [1 + sum(len(one.text_content()) for one in new[n]) for n in order]
    return {order[n] for n in heaviest_chain([partner[n] for n in order], weights)}


def match_columns(old: Element, new: Element) -> list[tuple[int | None, int | None]] | None:
    """Match the columns of two tables by their heads; None where a table has no plain rows."""
    rows = [[*one.iter("tr")] for one in (old, new)]
    for table in rows:
        if not table or len({len(row) for row in table}) != 1:
            return None
        if any(cell.get("colspan") or cell.get("rowspan") for row in table for cell in row):
            return None
    heads = [[text_of(cell) for cell in table[0]] for table in rows]
    if len(heads[0]) == len(heads[1]):
        alike = likeness(bag_of(heads[0]), bag_of(heads[1]))
        if alike >= ALIKE or len(heads[0]) == 1:
            in_order = all(
                one == other or one not in heads[1] for one, other in zip(*heads, strict=True)
            )
            if in_order:
                return [(n, n) for n in range(len(heads[0]))]
    columns: list[tuple[int | None, int | None]] = []
    for tag, i1, i2, j1, j2 in opcodes(*heads):
        if tag in ("equal", "replace") and i2 - i1 == j2 - j1:
            columns += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            columns += [(i, None) for i in range(i1, i2)]
            columns += [(None, j) for j in range(j1, j2)]
    return columns
