"""The text of a block → its words, and the steps from one text to another.

A note, a short form and a number are one word each, however many letters they take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import product
from typing import Any, NamedTuple
from unicodedata import normalize

from .likeness import Step, bag_of, best_pairs, likeness, opcodes

Element = Any
"""An element of lxml, which is imported where it is needed."""

_SIGNS = r"""\s\u2060.,;:!?()\[\]{}<>"«»“”„‘'…–—/\\|·•،؛؟。、，"""
_JOINT = r"[’'‐.·_/:@\u2060\u2011-]"
_TOKEN = re.compile(
    r"(?P<number>[+−-]?\d+(?:[.,\u00a0\u202f]\d+|[–-]\d+)*[%+°]?(?![^\W_]))"
    r"|(?P<letter>[\u3040-\u30ff\u3400-\u9fff])"  # written without spaces: each stands for itself
    rf"|(?P<word>[^{_SIGNS}]+(?:{_JOINT}+[^{_SIGNS}]+)*)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>.)"
)


def keys_of(element: Element) -> list[str]:
    """The words of *element*, to tell how alike it is to another one."""
    return re.findall(r"\w+|[^\w\s\u2060]", normalize("NFC", element.text_content()))


def plain_keys(text: str) -> list[str]:
    """The words and numbers of a plain *text*, as they are compared."""
    words = (match[0] for match in _TOKEN.finditer(text) if match.lastgroup in ("word", "number"))
    return [re.sub(r"\s", " ", normalize("NFC", one)) for one in words]


class Token(NamedTuple):
    """The smallest part that is compared: a word, a number, a sign, a note, a short form."""

    key: str
    """Equal where two of them are the same."""
    pieces: tuple[Any, ...]
    """The parts of it that are printed: texts and elements."""
    path: tuple[Element, ...]
    """The elements round it, from the block inwards."""
    kind: str
    space: str = ""
    """The blanks between it and the next one."""
    lead: tuple[Any, ...] = ()
    """The joiners that hold a note to its word."""

    @property
    def text(self) -> str:
        """As plain text, for a terminal."""
        parts = (one if isinstance(one, str) else one.text_content() for one in self.pieces)
        text = " ".join("".join(parts).replace("\u2060", "").split())
        return f"[{text}]" if self.kind == "note" else text


def tokens_of(block: Element) -> list[Token]:
    """Divide the text of *block*, in which no other block stands."""
    tokens: list[Token] = []
    lead: list[Any] = []

    def text(text: str | None, path: tuple[Element, ...]) -> None:
        for match in _TOKEN.finditer(text or ""):
            kind, lead_text = str(match.lastgroup), match[0]
            if kind == "space":
                if tokens and not lead:
                    hard = "\u00a0" in lead_text or "\u202f" in lead_text
                    tokens[-1] = tokens[-1]._replace(space=lead_text if hard else " ")
            elif lead_text.strip("\u2060"):
                key = normalize("NFC", re.sub("[\u2060\u00ad]", "", lead_text))
                key = re.sub(r"\s", " ", key)
                tokens.append(Token(key, (lead_text.rstrip("\u2060"),), path, kind))

    def read(element: Element, path: tuple[Element, ...]) -> None:
        text(element.text, path)
        for kid in element:
            names = kid.get("class", "").split()
            if "footnote" in names:
                lead_text = (*lead, "\u2060")
                tokens.append(Token("", (kid,), path, "note", lead=lead_text))
                lead.clear()
            elif "between-notes" in names:
                lead.append(kid)
            elif kid.tag == "abbr":
                tokens.append(Token(kid.text_content(), (kid,), path, "word"))
            elif {"label", "note-again"}.intersection(names) or not kid.text_content().strip():
                # Numbers of figures and boxes of votes follow from the rest; they are not marked.
                tokens.append(Token(f"<{kid.tag} {' '.join(names)}>", (kid,), path, "sign"))
            else:
                read(kid, (*path, kid))
            text(kid.tail, path)

    read(block, ())
    return _fold(tokens)


def _fold(tokens: list[Token]) -> list[Token]:
    """Make one of a short form and the words that spell it out where it is first used, before it,
    `Commission of Inquiry (CoI)`, or behind it.

    Which use is the first one changes with everything that stands before it.
    """
    folded: list[Token] = []
    meaning: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        folded.append(token)
        at += 1
        if getattr(token.pieces[0], "tag", "") == "abbr":
            title = token.pieces[0].get("title", "")
            meaning = [match[0] for match in _TOKEN.finditer(title) if match[0].strip()]
            before = [*meaning, "(", token.key]
            if _keys(tokens[at : at + 1]) == [")"] and _keys(folded[-len(before) :]) == before:
                parts = [*folded[-len(before) :], tokens[at]]
                folded[-len(before) :] = [_join_pieces(token, parts)]
                at += 1
                continue
        elif token.key not in ("s", "’s", "'s"):  # its ending
            meaning = []
        for behind, is_closed in ((["(", *meaning, ")"], False), ([",", *meaning], True)):
            end = at + len(behind)
            closes = not is_closed or _keys(tokens[end : end + 1]) == [")"]
            if meaning and closes and _keys(tokens[at:end]) == behind:
                folded[-1] = _join_pieces(token, [token, *tokens[at:end]])
                meaning, at = [], end
    return folded


def _keys(tokens: Sequence[Token]) -> list[str]:
    return [one.key for one in tokens]


def _join_pieces(token: Token, parts: Sequence[Token]) -> Token:
    """Give *token* as it is compared, printed as all of *parts*."""
    pieces = [piece for one in parts for piece in (*one.pieces, one.space)][:-1]
    return token._replace(pieces=(*pieces,), space=parts[-1].space)


def compare_words(old: Sequence[Token], new: Sequence[Token]) -> list[Step]:
    """Compare two texts word by word; a change of a word and one of a number are two."""
    steps = _join(opcodes([one.key for one in old], [one.key for one in new]), old)
    return [one for step in steps for one in _divide(step, old, new)]


def _join(steps: Sequence[Step], old: Sequence[Token]) -> list[Step]:
    """Join what `of the` keeps apart in the middle of a sentence that was rewritten."""

    def size(step: Step) -> int:
        return max(step[2] - step[1], step[4] - step[3])

    joined: list[Step] = []
    for number, step in enumerate(steps):
        between = step[0] == "equal" and 0 < number < len(steps) - 1
        if between and size(step) <= 2 and min(size(joined[-1]), size(steps[number + 1])) > 2:
            small = all(len(one.key) < 4 and one.kind != "number" for one in old[step[1] : step[2]])
            if small and not any(one.kind == "note" for one in old[step[1] : step[2]]):
                step = ("replace", *step[1:])
        if joined and step[0] != "equal" != joined[-1][0]:
            last = joined.pop()
            step = ("replace", last[1], step[2], last[3], step[4])
        joined.append(step)
    return joined


def _divide(step: Step, old: Sequence[Token], new: Sequence[Token]) -> Iterator[Step]:
    """Take a number and the word beside it as two changes, where each has taken another's place."""
    tag, i1, i2, j1, j2 = step
    kinds = [one.kind for one in old[i1:i2]]
    alike = kinds == [one.kind for one in new[j1:j2]]
    if tag != "replace" or not alike or len({*kinds}) < 2 or len(kinds) > 4:
        yield step
        return
    for number in range(len(kinds)):
        same = old[i1 + number].key == new[j1 + number].key
        start = i1 + number, i1 + number + 1, j1 + number, j1 + number + 1
        yield ("equal" if same else "replace", *start)


class MarkedBlock:
    """Sets the text of a block anew, with its marks."""

    def __init__(self, block: Element, words: Mapping[str, str]) -> None:
        self.block, self.words = block, words
        for kid in list(block):
            block.remove(kid)
        block.text = None
        self.open: list[tuple[Element, Element]] = []
        """Elements of the text, and those that are written for them."""
        self.mark: Element | None = None
        self.space = ""
        self.run: list[Element] = []

    def write(self, op: str, tokens: Sequence[Token]) -> None:
        """Write *tokens*, which are new (`+`), gone (`-`) or as they were (`=`)."""
        self.mark = None
        self.run = []
        for token in tokens:
            self._write(op, token)
        if self.run:
            tag = {"+": "inserted", "-": "deleted"}[op]
            self.run[0].set("data-said", self.words[tag])
            self.run[-1].set("data-end", self.words[f"end_{tag}"])

    def _write(self, op: str, token: Token) -> None:
        same = 0
        for (source, _), other in zip(self.open, token.path, strict=False):
            if source is not other:
                break
            same += 1
        if same < len(self.open) or same < len(token.path):
            self.mark = None
            del self.open[same:]
        if self.space and token.kind != "note":
            append(self._top(), self.space)
        self.space = ""
        for source in token.path[same:]:
            self.open.append((source, _put(self._top(), source.tag, source.attrib)))
        if token.kind == "note":
            self.mark = None
            if op == "-":
                append(self._top(), " ")
                self.mark = _put(self._top(), "del", {"class": "note"})
                self.run.append(self.mark)
                append(self.mark, f"[{self.words['note']}{self.words['colon']} ")
                append(self.mark, f"{token.text[1:-1]}]")
                self.mark = None
            else:
                for piece in (*token.lead, *token.pieces):
                    append(self._top(), piece)
        else:
            if op != "=" and self.mark is None:
                self.mark = _put(self._top(), {"+": "ins", "-": "del"}[op], {})
                self.run.append(self.mark)
            for piece in token.pieces:
                append(self._top(), piece)
        self.space = token.space

    def _top(self) -> Element:
        if self.mark is not None:
            return self.mark
        return self.open[-1][1] if self.open else self.block


def _put(parent: Element, tag: str, attributes: Mapping[str, str]) -> Element:
    element = parent.makeelement(tag, {k: v for k, v in attributes.items() if k != "id"})
    parent.append(element)
    return element


def append(parent: Element, piece: Any) -> None:
    """Put a text or an element at the end of *parent*."""
    if not isinstance(piece, str):
        copy = deepcopy(piece)
        copy.tail = None
        parent.append(copy)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + piece
    else:
        parent.text = (parent.text or "") + piece


def pair_notes(old: list[Token], new: list[Token]) -> tuple[list[Token], list[Token]]:
    """Give each note of a text the key of the one that it was."""
    places = [[n for n, one in enumerate(tokens) if one.kind == "note"] for tokens in (old, new)]
    texts = [
        [bag_of(keys_of(tokens[n].pieces[0])) for n in numbers]
        for tokens, numbers in zip((old, new), places, strict=True)
    ]
    pairs = best_pairs(
        range(len(texts[0])), range(len(texts[1])), lambda i, j: likeness(texts[0][i], texts[1][j])
    )
    old, new = [*old], [*new]
    for number, (i, j) in enumerate(pairs):
        for tokens, numbers, which in ((old, places[0], i), (new, places[1], j)):
            if which is not None:
                key = f"note {number}"
                tokens[numbers[which]] = tokens[numbers[which]]._replace(key=key)
    return old, new


def names_in(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    """List the names between the semicolons of a line of sources, without notes and its label."""
    names: list[tuple[str, ...]] = [()]
    for number, token in enumerate(tokens):
        if token.key == ":" and number < 2:
            names = [()]
        elif token.key == ";":
            names.append(())
        elif token.kind != "note":
            names[-1] = (*names[-1], token.key)
    return names


def in_order(old: list[Token], new: list[Token]) -> list[Token]:
    """Give a line of sources, *old*, the order of *new*: which stands first says nothing."""
    label = 2 if len(old) > 1 and old[1].key == ":" else 0
    groups: list[list[Token]] = [[]]
    signs = []
    for token in old[label:]:
        if token.key == ";":
            signs.append(token)
            groups.append([])
        else:
            groups[-1].append(token)
    names, wanted = names_in(old), names_in(new)
    if sorted({*names}) != sorted(names):
        return old
    kept = iter([name for name in wanted if name in names])
    order = [next(kept, name) if name in wanted else name for name in names]
    at = dict(zip(names, groups, strict=True))
    line = [*old[:label], *at[order[0]]]
    for sign, name in zip(signs, order[1:], strict=True):
        line += [sign, *at[name]]
    return line


def same_elements(
    steps: Sequence[Step], old: Sequence[Token], new: Sequence[Token]
) -> dict[Element, Element]:
    """Give the new element in the place of each old one round a word."""
    same: dict[Element, Element] = {}

    def match(before: Token, after: Token) -> None:
        for one, other in zip(before.path, after.path, strict=False):
            if (one.tag, one.get("class")) != (other.tag, other.get("class")):
                break
            if same.setdefault(one, other) is not other:
                break

    equal, replaced = (
        [(old[i1:i2], new[j1:j2]) for tag, i1, i2, j1, j2 in steps if tag == wanted]
        for wanted in ("equal", "replace")
    )
    for befores, afters in equal:
        for before, after in zip(befores, afters, strict=True):
            match(before, after)
    for befores, afters in replaced:
        for before, after in product(befores, afters):
            if before.path and before.path[-1] not in same:
                match(before, after)
    return same


def add_part(parts: list[tuple[str, str]], op: str, tokens: Sequence[Token]) -> None:
    """Note what *tokens* say; a note that stays is not a part of the sentence."""
    text = "".join(
        ("" if op == "=" and one.kind == "note" else one.text) + one.space for one in tokens
    )
    if text:
        parts.append((op, re.sub("[\u00a0\u202f]", " ", text)))
