"""Turn two pages into one that shows what changed, and say what did.

    old Html ─┐
              ├─► sections ─► blocks ─► words ─► Html with marks, Changes
    new Html ─┘

What belongs together is compared: a paragraph with a paragraph, a cell with a cell, an item with
an item. So no mark reaches over the edge of a block, and the page stays whole. The new page is
what is printed; what is gone from the old one is put back, struck out, where it stood.

Python's difflib compares, which lxml's htmldiff asks as well. htmldiff itself is not asked: it
joins what stands near (of `670 people in May` it strikes out all four words where the number and
the month have changed), prints new before old, and marks words round a note that is new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import normalize

from .model import Change, ChangedText, Changes, Html, Language, Moved

Element = Any
"""Of lxml, which is imported where it is needed."""
Pair = tuple[Any, Any]
"""Old and new; None where there is no other."""

Rows = Mapping[str, Mapping[str, tuple[str, str]]]
"""What charts show: of each, by the path of its picture, what it prints of each row of its data,
and all that stands in that row.
"""

BEFORE = "before/"
"""Where the pictures of the old page are kept, so that no name is taken twice."""
ALIKE = 0.4
"""From which likeness on two blocks are one that was changed, and not one gone and one new."""
MOVED = 0.6
"""From which likeness on a block under a new heading is one that stood elsewhere."""
ROWS = 8
"""How many rows of a chart's data are named below it; more are a table, and not small type."""
PAIRS = 40_000
"""How many pairs of blocks are compared with each other; a longer list is matched in order."""

_BLOCKS = {
    *("body", "header", "main", "footer", "aside", "section", "article", "div", "h1", "h2", "h3"),
    *("h4", "p", "blockquote", "pre", "hr", "ul", "ol", "li", "dl", "dt", "dd", "figure"),
    *("figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "brief-run"),
}
_MANY = {"p", "li", "tr", "td", "th", "h2", "h3", "h4", "dt", "dd", "section", "brief-run"}
"""Blocks of which a text has many; of the others, the only one here is the only one there."""
_SIGNS = r"""\s\u2060.,;:!?()\[\]{}<>"«»“”„‘'…–—/\\|·•،؛؟。、，"""
_JOINT = r"[’'‐.·_/:@\u2060\u2011-]"
_TOKEN = re.compile(
    r"(?P<number>[+−-]?\d+(?:[.,\u00a0\u202f]\d+|[–-]\d+)*[%+°]?(?![^\W_]))"
    r"|(?P<letter>[\u3040-\u30ff\u3400-\u9fff])"  # written without spaces: each stands for itself
    rf"|(?P<word>[^{_SIGNS}]+(?:{_JOINT}+[^{_SIGNS}]+)*)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>.)"
)
_NAMED = (
    *("standfirst", "key-messages", "letterhead", "timeline", "recommendations", "box"),
    *("correction", "imprint", "masthead"),
)
"""Parts of a page that have a name of their own, by their class."""
_STAMP = re.compile("[\ue000-\uf8ff]")
_UNSEEN = re.compile(rb"<(title|desc)\b.*?</\1>| aria-label=\"[^\"]*\"", re.DOTALL)
"""What a chart tells a listener alone."""


def compare(
    old: Html,
    new: Html,
    language: Language,
    *,
    names: tuple[str, str],
    facts: Sequence[Change] = (),
    sources: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {}),
    rows: tuple[Rows, Rows] = ({}, {}),
) -> tuple[Html, Changes]:
    """Mark in *new* what is other than in *old*, two pages for one paper without their stamps.

    *language*: of the new page. *names*: what the two are called. *facts*: those that have
    changed. *sources*: how each source of the two reads, by its key. *rows*: what each chart of the
    two shows, by the path of its picture.

    Gives the page with its marks, still without a stamp and without the box that sums up, and the
    changes for that box. An `ins` and the `del` before it are one mark.
    """
    from lxml import html as reader

    trees = [reader.document_fromstring(page.text) for page in (old, new)]
    words = {**language.redline, "colon": language.words["colon"]}
    work = _Redline(old, new, words, language.quotes[:2], facts, rows)
    work.compare(*(tree.find("body") for tree in trees))
    for run in trees[1].xpath("//brief-run"):
        run.drop_tag()
    text = reader.tostring(trees[1], encoding="unicode", doctype="<!DOCTYPE html>")
    before, after = sources
    changes = Changes(
        old=names[0],
        new=names[1],
        facts=tuple(facts),
        sections_added=tuple(work.added),
        sections_removed=tuple(work.removed),
        sections_moved=tuple(work.moved),
        passages_moved=tuple(work.passages),
        sources_added=tuple(text for key, text in after.items() if key not in before),
        sources_removed=tuple(text for key, text in before.items() if key not in after),
        pictures=tuple(work.pictures),
        others=tuple(work.others),
        texts=tuple(work.texts),
        insertions=work.insertions,
        deletions=work.deletions,
    )
    return replace(new, text=text, assets={**new.assets, **work.assets}), changes


# ---------------------------------------------------------------------------------------------
# Words


class _Token(NamedTuple):
    """What is compared: a word, a number, a sign, a note, a short form."""

    key: str
    """Equal where two of them are the same."""
    pieces: tuple[Any, ...]
    """What is printed: texts and elements."""
    path: tuple[Element, ...]
    """The elements round it, from the block inwards."""
    kind: str
    space: str = ""
    """What stands between it and the next one."""
    lead: tuple[Any, ...] = ()
    """What holds a note to its word."""

    @property
    def text(self) -> str:
        """As plain text, for a terminal."""
        parts = (one if isinstance(one, str) else one.text_content() for one in self.pieces)
        text = " ".join("".join(parts).replace("\u2060", "").split())
        return f"[{text}]" if self.kind == "note" else text


def _tokens(block: Element) -> list[_Token]:
    """Divide the text of *block*, in which no other block stands."""
    found: list[_Token] = []
    lead: list[Any] = []

    def text(text: str | None, path: tuple[Element, ...]) -> None:
        for match in _TOKEN.finditer(text or ""):
            kind, said = str(match.lastgroup), match[0]
            if kind == "space":
                if found and not lead:
                    hard = "\u00a0" in said or "\u202f" in said
                    found[-1] = found[-1]._replace(space=said if hard else " ")
            elif said.strip("\u2060"):
                key = normalize("NFC", re.sub("[\u2060\u00ad]", "", said))
                key = re.sub(r"\s", " ", key)
                found.append(_Token(key, (said.rstrip("\u2060"),), path, kind))

    def read(element: Element, path: tuple[Element, ...]) -> None:
        text(element.text, path)
        for kid in element:
            names = kid.get("class", "").split()
            if "footnote" in names:
                said = (*lead, "\u2060")
                found.append(_Token("", (kid,), path, "note", lead=said))
                lead.clear()
            elif "between-notes" in names:
                lead.append(kid)
            elif kid.tag == "abbr":
                found.append(_Token(kid.text_content(), (kid,), path, "word"))
            elif "label" in names or not kid.text_content().strip():
                # Numbers of figures and boxes of votes follow from the rest; they are not marked.
                found.append(_Token(f"<{kid.tag} {' '.join(names)}>", (kid,), path, "sign"))
            else:
                read(kid, (*path, kid))
            text(kid.tail, path)

    read(block, ())
    return _fold(found)


def _fold(tokens: list[_Token]) -> list[_Token]:
    """Make one of a short form and the words that spell it out where it is first used.

    Which use is the first one changes with everything that stands before it.
    """
    folded: list[_Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        folded.append(token)
        at += 1
        if getattr(token.pieces[0], "tag", "") != "abbr" or at == len(tokens):
            continue
        meaning = [m[0] for m in _TOKEN.finditer(token.pieces[0].get("title", "")) if m[0].strip()]
        spelled = [*meaning, "(", token.key]
        if tokens[at].key != ")" or [one.key for one in folded[-len(spelled) :]] != spelled:
            continue
        parts = [*folded[-len(spelled) :], tokens[at]]
        pieces = [piece for one in parts for piece in (*one.pieces, one.space)][:-1]
        folded[-len(spelled) :] = [token._replace(pieces=(*pieces,), space=tokens[at].space)]
        at += 1
    return folded


Step = tuple[str, int, int, int, int]
"""What difflib says of a stretch of the old and one of the new: `equal`, `replace`, and so on."""


def _opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> Sequence[Step]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _steps(old: Sequence[_Token], new: Sequence[_Token]) -> list[Step]:
    """Compare two texts word by word; a change of a word and one of a number are two."""
    steps = _join(_opcodes([one.key for one in old], [one.key for one in new]), old)
    return [one for step in steps for one in _divide(step, old, new)]


def _join(steps: Sequence[Step], old: Sequence[_Token]) -> list[Step]:
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


def _divide(step: Step, old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[Step]:
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


class _Bag(NamedTuple):
    """The words of a text, and which stands behind which, to tell how alike two texts are.

    Two hundred paragraphs that all have changed are matched in 2 s; by difflib in 250 s.
    """

    words: Counter[tuple[str, ...]]
    pairs: Counter[tuple[str, ...]]


def _bag(words: Sequence[str]) -> _Bag:
    return _Bag(Counter((word,) for word in words), Counter(pairwise(["", *words, ""])))


def _likeness(old: _Bag, new: _Bag) -> float:
    """How alike two texts are, from 0 to 1."""
    found, least = 0.0, 0.0
    for one, other in ((old.words, new.words), (old.pairs, new.pairs)):
        shared = sum((one & other).values())
        sizes = one.total(), other.total()
        found += shared / max(1, sum(sizes))
        least += min(sizes) - shared
    # `Third.` and `Third. And much more.`: all of the shorter one, in one piece.
    within = least <= 2 and min(old.words.total(), new.words.total()) > 1
    return max(found, ALIKE * within)


class _Writer:
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

    def write(self, op: str, tokens: Sequence[_Token]) -> None:
        """Write *tokens*, which are new (`+`), gone (`-`) or as they were (`=`)."""
        self.mark = None
        self.run = []
        for token in tokens:
            self._write(op, token)
        if self.run:
            tag = {"+": "inserted", "-": "deleted"}[op]
            self.run[0].set("data-said", self.words[tag])
            self.run[-1].set("data-end", self.words[f"end_{tag}"])

    def _write(self, op: str, token: _Token) -> None:
        same = 0
        for (source, _), other in zip(self.open, token.path, strict=False):
            if source is not other:
                break
            same += 1
        if same < len(self.open) or same < len(token.path):
            self.mark = None
            del self.open[same:]
        if self.space and token.kind != "note":
            _append(self._top(), self.space)
        self.space = ""
        for source in token.path[same:]:
            self.open.append((source, _put(self._top(), source.tag, source.attrib)))
        if token.kind == "note":
            self.mark = None
            if op == "-":
                _append(self._top(), " ")
                self.mark = _put(self._top(), "del", {"class": "note"})
                self.run.append(self.mark)
                _append(self.mark, f"[{self.words['note']}{self.words['colon']} ")
                _append(self.mark, f"{token.text[1:-1]}]")
                self.mark = None
            else:
                for piece in (*token.lead, *token.pieces):
                    _append(self._top(), piece)
        else:
            if op != "=" and self.mark is None:
                self.mark = _put(self._top(), {"+": "ins", "-": "del"}[op], {})
                self.run.append(self.mark)
            for piece in token.pieces:
                _append(self._top(), piece)
        self.space = token.space

    def _top(self) -> Element:
        if self.mark is not None:
            return self.mark
        return self.open[-1][1] if self.open else self.block


def _put(parent: Element, tag: str, attributes: Mapping[str, str]) -> Element:
    element = parent.makeelement(tag, {k: v for k, v in attributes.items() if k != "id"})
    parent.append(element)
    return element


def _append(parent: Element, piece: Any) -> None:
    """Put a text or an element at the end of *parent*."""
    if not isinstance(piece, str):
        copy = deepcopy(piece)
        copy.tail = None
        parent.append(copy)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + piece
    else:
        parent.text = (parent.text or "") + piece


# ---------------------------------------------------------------------------------------------
# Blocks


class _Redline:
    """Two pages while they are compared; the new one is marked in place."""

    def __init__(
        self,
        old: Html,
        new: Html,
        words: Mapping[str, str],
        quotes: Sequence[str],
        facts: Sequence[Change],
        rows: tuple[Rows, Rows],
    ) -> None:
        self.old, self.new, self.words = old, new, words
        self.quotes = quotes
        self.rows = rows
        self.facts = [({*_plain_keys(one.old)}, {*_plain_keys(one.new)}) for one in facts]
        """The words of each fact that has changed, as it was and as it is."""
        self.others: dict[str, None] = {}
        """What has changed and is listed nowhere else, in the order in which it stands."""
        self.assets: dict[str, bytes] = {}
        self.texts: list[ChangedText] = []
        self.added: list[str] = []
        self.removed: list[str] = []
        self.moved: list[Moved] = []
        self.pictures: list[str] = []
        self.insertions = self.deletions = 0
        self.where = ""
        """The heading under which we are."""
        self.twins: dict[Element, Element] = {}
        """Of a new block that has a name: the old one."""
        self.taken: set[Element] = set()
        self.shifted: set[Element] = set()
        """Blocks that have moved."""
        self.passages: list[Moved] = []

    def compare(self, old: Element, new: Element) -> None:
        """Compare two pages, from their bodies."""
        for body in (old, new):
            _wrap_loose_text(body)
        names = [{}, {}]  # type: list[dict[str, Element]]
        for found, body in zip(names, (old, new), strict=True):
            for element in body.iter("aside", "div", "figure"):
                if name := _name(element):
                    found.setdefault(name, element)
        self.twins = {names[1][n]: names[0][n] for n in names[1] if n in names[0]}
        self.taken = {*self.twins.values()}
        self._compare(old, new)

    def _compare(self, old: Element, new: Element) -> None:
        if new.tag == "main":
            self._compare_sections(old, new)
        elif new.tag == "figure":
            self._compare_figures(old, new)
        elif new.tag == "table":
            self._compare_tables(old, new)
        elif _is_text(old) and _is_text(new):
            self._compare_texts(old, new)
        elif new.tag not in ("hr", "img"):
            for one in (old, new):
                if _is_text(one):
                    _wrap(one)
            where = self.where
            if new.tag == "aside" and (heading := new.find("h2")) is not None:
                self.where = _said(heading)
            self._compare_lists(list(old), list(new), new, None)
            self.where = where

    def _compare_lists(
        self, old: list[Element], new: list[Element], parent: Element, after: Element | None
    ) -> Element | None:
        """Compare two lists of blocks; what is gone is put into *parent*, behind *after*.

        Returns the last block of them.
        """
        blocks = [*new]
        free = [one for one in blocks if one not in self.twins]
        for one, other in _align([one for one in old if one not in self.taken], free):
            if other is None:
                after = self._put_back(one, parent, after)
                continue
            for twin in _until(blocks, other):
                self._compare_twin(twin)
                after = twin
            if one is None:
                self._mark(other, "+")
            else:
                self._compare(one, other)
            after = other
        for twin in _until(blocks, None):
            self._compare_twin(twin)
            after = twin
        return after

    def _compare_twin(self, block: Element) -> None:
        """Compare a block with the one that it was elsewhere."""
        if block in self.shifted:
            first = block.find(".//h2") if block.tag == "aside" else block.find(".//figcaption")
            text = _said(block if first is None else first)
            title = text if len(text) < 60 else f"{text[:60].rpartition(' ')[0]} …"
            self.passages.append(Moved(title, self.where))
            block.addprevious(self._line(block, self.words["moved"]))
            _add_class(block, "elsewhere")
        self._compare(self.twins[block], block)

    def _put_back(self, old: Element, parent: Element, after: Element | None) -> Element:
        """Put a copy of a block that is gone where it stood, struck out."""
        copy = deepcopy(old)
        copy.tail = "\n"
        if after is None:
            parent.insert(0, copy)
        else:
            after.addnext(copy)
        for one in copy.iter():
            one.attrib.pop("id", None)
            for name, value in one.attrib.items():
                one.set(name, _STAMP.sub("", value))
            one.text, one.tail = (_STAMP.sub("", text or "") for text in (one.text, one.tail))
            if one.tag == "img":
                self._keep_old(one)
        for heading in copy.iter("h2", "h3", "h4"):  # what is gone stands in no outline
            heading.set("class", f"was-{heading.tag}")
            heading.tag = "p"
        self._mark(copy, "-")
        return copy

    def _keep_old(self, picture: Element) -> None:
        name = picture.get("src")
        if name in self.old.assets:
            self.assets[BEFORE + name] = self.old.assets[name]
            picture.set("src", BEFORE + name)

    def _mark(self, block: Element, op: str) -> None:
        """Mark a block that is new or gone as a whole."""
        if _is_text(block):
            tokens = _tokens(block)
            if tokens:
                self._write(block, *(([], tokens) if op == "+" else (tokens, [])))
            return
        if block.tag == "figure":
            self.pictures.append(_said(block.find("figcaption")))
            _add_class(block, {"+": "added", "-": "removed"}[op])
            label = block.makeelement("p", {"class": "when"})
            label.text = self.words[{"+": "added", "-": "removed"}[op]]
            pictures = block.findall("img")
            if pictures:
                pictures[0].addprevious(label)
        for kid in [*block]:
            self._mark(kid, op)
        if block.tag == "tr":
            _add_class(block, {"+": "added", "-": "removed"}[op])

    # Texts

    def _compare_texts(self, old: Element, new: Element) -> None:
        tokens = [_tokens(one) for one in (old, new)]
        if "source" in new.get("class", "").split():
            ordered = _in_order(*tokens)
            if ordered != tokens[0] and _names(ordered) == _names(tokens[1]):
                return
            tokens[0] = ordered
        before, after = _pair_notes(*tokens)
        if [one.key for one in before] == [one.key for one in after]:
            notes = [(a, b) for a, b in zip(before, after, strict=True) if b.kind == "note"]
            if all(a.text == b.text for a, b in notes):
                return
        self._write(new, before, after)

    def _write(self, block: Element, old: Sequence[_Token], new: Sequence[_Token]) -> None:
        """Write the text of *block* anew, from both."""
        steps = _steps(old, new)
        parts: list[tuple[str, str]] = []
        notes: list[list[tuple[str, str]]] = []
        same = _same_elements(steps, old, new)
        writer = _Writer(block, self.words)
        for tag, i1, i2, j1, j2 in steps:
            if tag == "equal":
                kept = []
                for before, after in zip(old[i1:i2], new[j1:j2], strict=True):
                    if after.kind == "note" and before.text != after.text:
                        changed, said = self._compare_notes(before.pieces[0], after.pieces[0])
                        after = after._replace(pieces=(changed,))
                        notes.append(said)
                    kept.append(after)
                writer.write("=", kept)
                _add_part(parts, "=", kept)
                continue
            gone = [
                one._replace(path=tuple(same.get(part, part) for part in one.path))
                for one in old[i1:i2]
            ]
            come = list(new[j1:j2])
            if gone:
                _add_part(parts, "-", gone)
                blank = writer.space
                if i1:
                    writer.space = old[i1 - 1].space
                # Words need a space between old and new; signs stand close.
                if come and {gone[-1].kind, come[0].kind} <= {"number", "word"}:
                    gone[-1] = gone[-1]._replace(space=" ")
                elif come:
                    gone[-1] = gone[-1]._replace(space="" if writer.space else blank)
                writer.write("-", gone)
                self.deletions += 1
            self._note_other(block, gone, come)
            if come:
                come = [self._mark_note(one) if one.kind == "note" else one for one in come]
                writer.write("+", come)
                self.insertions += 1
                _add_part(parts, "+", come)
        if any(op != "=" for op, _ in parts):
            self.texts.append(ChangedText(self.where, tuple(parts)))
        self.texts.extend(ChangedText(self.where, tuple(said), is_note=True) for said in notes)
        self._flag(block, "changed" if old and new else "added" if new else "removed")

    def _note_other(self, block: Element, gone: list[_Token], come: list[_Token]) -> None:
        """Note what *block* is a part of, where the box would not tell that it has changed.

        Facts, sources, and sections that come or go have a list of their own there.
        """
        keys = [
            {one.key for one in said if one.kind in ("word", "number")} for said in (gone, come)
        ]
        is_fact = any(
            keys[0] <= old and keys[1] <= new for old, new in self.facts if keys[0] | keys[1]
        )
        around = [block, *block.iterancestors()]
        classes = {name for one in around for name in one.get("class", "").split()}
        if is_fact or "facts" in classes:
            return
        if "footnote" in classes or all(one.kind == "note" for one in (*gone, *come)):
            name = "notes"
        elif block.tag == "h1":
            name = "title"
        else:
            name = next((one for one in _NAMED if one in classes), "")
        if name:
            self.others[self.words[f"part_{name}"]] = None
            return
        for one in around:
            if one.tag in ("figure", "table") or "table" in one.get("class", "").split():
                labels = one.find_class("label")
                if labels:  # `Table 1.`
                    self.others[_said(labels[0]).rstrip(".")] = None
                return
        heading = self.where
        if heading and heading not in (*self.added, *self.removed):
            self.others[f"{self.words['part_text']} {self._quote(heading)}"] = None

    def _flag(self, block: Element, how: str) -> None:
        """Give *block* its bar in the margin; a cell shares that of its row."""
        if block.tag == "brief-run":
            block = block.getparent()
        if block.tag in ("td", "th"):
            _add_class(block.getparent(), "changed")
        _add_class(block, how)
        if re.fullmatch("h[1-4]", block.tag):  # the outline has the heading as it is now
            label = deepcopy(block)
            for gone in label.xpath(".//del | .//*[contains(@class, 'footnote')]"):
                gone.drop_tree()
            block.set("data-label", _said(label))

    def _compare_notes(
        self, old: Element, new: Element
    ) -> tuple[Element, list[tuple[str, str]]]:
        """Mark what changed in a note; as a note that is new, and as plain text."""
        note = deepcopy(new)
        note.tail = None
        count = len(self.texts)
        self._write(note, _tokens(old), _tokens(note))
        said = self.texts[count:]
        del self.texts[count:]
        return note, [part for one in said for part in one.parts]

    def _mark_note(self, token: _Token) -> _Token:
        """Mark all of a note that is new: it counts with the text that calls it."""
        note = deepcopy(token.pieces[0])
        note.tail = None
        writer = _Writer(note, self.words)
        tokens = _tokens(token.pieces[0])
        writer.write("+", tokens)
        _add_class(note, "added")
        return token._replace(pieces=(note,))

    # Sections

    def _compare_sections(self, old: Element, new: Element) -> None:
        before, after = _sections(old), _sections(new)
        partner = _match_sections(before, after)
        self._find_shifted(before, after, partner)
        stays = _stay(partner, after)
        gone = [one for one in range(len(before)) if one not in partner.values()]
        left = {i: j for j, i in partner.items() if j not in stays}
        last: Element | None = None

        def put_back(follows: int) -> None:
            """Put back the sections that are gone and stood behind an old one, one by one; of one
            that has moved, only where it went.
            """
            nonlocal last
            while follows + 1 in gone or follows + 1 in left:
                follows += 1
                if follows in left:
                    last = self._say_left(after, left[follows], new, last)
                    continue
                self.where = _title(before[follows])
                self.removed.append(self.where)
                for block in before[follows]:
                    if block not in self.taken:
                        last = self._put_back(block, new, last)

        put_back(-1)
        for number, section in enumerate(after):
            self.where = _title(section)
            if number not in partner:
                self.added.append(self.where)
                for block in section:
                    if block in self.twins:
                        self._compare_twin(block)
                    else:
                        self._mark(block, "+")
                    last = block
                continue
            last = self._compare_lists(before[partner[number]], section, new, last)
            if number in stays:
                put_back(partner[number])
                continue
            follows = _title(after[number - 1])
            self.moved.append(Moved(self.where, follows))
            said = self.words["moved_after" if follows else "moved_first"]
            said = f"{said} {self._quote(follows)}" if follows else said
            section[0].addnext(self._line(section[0], said))
            for block in section:
                _add_class(block, "elsewhere")
        self.where = ""

    def _find_shifted(
        self, old: list[list[Element]], new: list[list[Element]], partner: Mapping[int, int]
    ) -> None:
        """Find the blocks that stand under another heading than before, or in another order.

        Where a heading was put in or taken out, all below it only seem to: their neighbours are
        still the same. The others have moved, and say so.
        """
        places = [
            [(n, one) for n, section in enumerate(page) for one in section if one.tag != "h2"]
            for page in (old, new)
        ]
        keys: dict[tuple[str, str], list[int]] = {}
        for number, (_, block) in enumerate(places[0]):
            if block not in self.taken:
                keys.setdefault((block.tag, _said(block)), []).append(number)
        named = {one: number for number, (_, one) in enumerate(places[0])}
        twin: dict[int, int] = {}
        for number, (section, block) in enumerate(places[1]):
            if block in self.twins:
                if (place := named.get(self.twins[block])) is not None:
                    twin[number] = place
            elif found := keys.get((block.tag, _said(block))):
                here = (n for n in found if places[0][n][0] == partner.get(section))
                found.remove(place := next(here, found[0]))
                twin[number] = place
        free = [n for n in range(len(places[0])) if n not in twin.values()]
        new_here = [n for n, (section, _) in enumerate(places[1]) if section not in partner]
        new_here = [n for n in new_here if n not in twin]
        bags = {n: _bag(_keys(places[0][n][1])) for n in free}
        if len(free) * len(new_here) <= PAIRS:  # below a heading that is new: changed a little
            for number in new_here:
                block = places[1][number][1]
                bag = _bag(_keys(block))
                alike = [
                    (_likeness(bags[n], bag), -n)
                    for n, one in ((n, places[0][n][1]) for n in free)
                    if (one.tag, one.get("class")) == (block.tag, block.get("class"))
                    and one not in self.taken
                ]
                if alike and max(alike)[0] >= MOVED:
                    twin[number] = -max(alike)[1]
                    free.remove(twin[number])
        steady: set[int] = set()
        for section in {section for section, _ in places[1]}:
            inside = [
                (n, twin[n])
                for n, (place, _) in enumerate(places[1])
                if place == section and n in twin
                and places[0][twin[n]][0] == partner.get(section)
            ]  # fmt: skip
            chain = _longest([o for _, o in inside], [1] * len(inside))
            steady |= {inside[n][0] for n in chain}
        for number, o in twin.items():
            if number in steady and places[1][number][1] not in self.twins:
                continue  # it is matched where its section is
            block, one = places[1][number][1], places[0][o][1]
            self.twins[block] = one
            self.taken.add(one)
            beside = twin.get(number - 1, -2) == o - 1 or twin.get(number + 1, -2) == o + 1
            if number not in steady and not beside:
                self.shifted.add(block)

    def _say_left(
        self, sections: list[list[Element]], number: int, parent: Element, after: Element | None
    ) -> Element:
        """Say behind *after*, where a section stood, to where it has moved."""
        follows = _title(sections[number - 1])
        said = self.words["left_after" if follows else "left_first"]
        said = said.replace("{after}", self._quote(follows))
        line = self._line(parent, said.replace("{section}", self._quote(_title(sections[number]))))
        _add_class(line, "left")
        if after is None:
            parent.insert(0, line)
        else:
            after.addnext(line)
        return line

    def _line(self, near: Element, text: str) -> Element:
        """A line in small type about what has moved."""
        line = near.makeelement("p", {"class": "moved"})
        line.text = text
        line.tail = "\n"
        return line

    def _quote(self, title: str) -> str:
        return title.join(self.quotes)

    # Tables

    def _compare_tables(self, old: Element, new: Element) -> None:
        """Compare cell by cell; a column or a row that is new or gone is marked as a whole."""
        columns = _columns(old, new)
        if columns is None:  # no table of plain rows: the old one stands before the new one
            self._put_back(old, new.getparent(), new.getprevious())
            self._mark(new, "+")
            return
        where = self.where
        captions = [one.find("caption") for one in (old, new)]
        if captions[0] is not None and captions[1] is not None:
            self._compare(*captions)
        for part in ("thead", "tbody"):
            groups = [one.findall(part) for one in (old, new)]
            for one, other in zip(*groups, strict=False):
                rows = [one.findall("tr"), other.findall("tr")]
                pairs = _align(*rows) if part == "tbody" else [*zip(*rows, strict=False)]
                self._compare_rows(pairs, other, columns)
        self.where = where

    def _compare_rows(
        self, pairs: Sequence[Pair], group: Element, columns: Sequence[Pair]
    ) -> None:
        after = None
        for old, new in pairs:
            if new is None:
                row = self._put_back(old, group, after)
                cells = [*row]
                for number, (before, now) in enumerate(columns):
                    if before is None:
                        empty = cells[0].makeelement("td", {})
                        row.insert(number, empty)
                    elif now is not None and (kind := cells[before].get("class")):
                        cells[before].set("class", kind)
                after = row
                continue
            cells = [*new]
            if old is None:
                self._mark(new, "+")
            for number, (before, now) in enumerate(columns):
                if now is None:
                    if old is None:
                        new.insert(number, cells[0].makeelement("td", {}))
                    else:
                        last = new[number - 1] if number else None
                        self._put_back(old[before], new, last)
                elif old is not None:
                    if before is None:
                        self._mark(cells[now], "+")
                    else:
                        self._compare(old[before], cells[now])
            after = new

    # Figures

    def _compare_figures(self, old: Element, new: Element) -> None:
        """Compare caption and source; a picture that changed is shown before and after."""
        pictures = [one.find("img") for one in (old, new)]
        kids = [[kid for kid in one if kid.tag != "img"] for one in (old, new)]
        self._compare_lists(kids[0], kids[1], new, None)
        before, after = pictures
        if before is None or after is None:
            return
        shown = [
            _UNSEEN.sub(b"", page.assets.get(one.get("src"), b""))
            for page, one in ((self.old, before), (self.new, after))
        ]
        alts = [re.sub(r"\s+", " ", one.get("alt") or "") for one in pictures]
        if shown[0] != shown[1]:
            self.pictures.append(_said(new.find("figcaption")))
            rows = self._changed_rows(before.get("src"), after.get("src"))
            self._show_both(before, after, new)
            if rows:
                line = new.makeelement("p", {"class": "rows"})
                line.text = rows
                after.addnext(line)
        elif alts[0] != alts[1]:  # nobody sees it: so it is printed where it has changed
            texts = [new.makeelement("p", {"class": "description"}) for _ in alts]
            for text, alt in zip(texts, alts, strict=True):
                label = text.makeelement("span", {"class": "label"})
                label.text = f"{self.words['description']}{self.words['colon']}"
                label.tail = f" {alt}"
                text.append(label)
            after.addnext(texts[1])
            self._compare_texts(*texts)

    def _changed_rows(self, before: str, after: str) -> str:
        """Say in which rows the data of two charts differ; nothing where it is not known."""
        old, new = self.rows[0].get(before), self.rows[1].get(after)
        if old is None or new is None:
            return ""
        said = []
        for name in [*new, *(name for name in old if name not in new)]:
            pairs = zip(old.get(name, ("", "")), new.get(name, ("", "")), strict=True)
            for gone, come in [(one, other) for one, other in pairs if one != other][:1]:
                said.append(f"{name}{self.words['colon']} {gone or '–'} → {come or '–'}")
        return "; ".join([*said[:ROWS], *["…"] * (len(said) > ROWS)])

    def _show_both(self, before: Element, after: Element, figure: Element) -> None:
        """Make of a figure a group of two, each with a caption and a description of its own."""
        old = deepcopy(before)
        self._keep_old(old)
        after.addprevious(old)
        for picture, when in ((old, "before"), (after, "after")):
            frame = figure.makeelement("figure", {"class": when})
            caption = figure.makeelement("figcaption", {"class": "when"})
            caption.text = self.words[when]
            picture.addprevious(frame)
            frame.append(caption)
            frame.append(picture)
            picture.tail = None
            frame.tail = "\n"
        caption = figure.find("figcaption")
        if caption is not None:
            caption.tag = "p"
            _add_class(caption, "caption")
        figure.tag = "div"
        _add_class(figure, "figure compared")


# ---------------------------------------------------------------------------------------------
# What belongs to what


def _is_text(element: Element) -> bool:
    """Whether no block stands in *element*."""
    return element.tag not in ("hr", "img", "table", "figure") and not any(
        one.tag in _BLOCKS for one in element.iterdescendants()
    )


def _wrap_loose_text(element: Element) -> None:
    """Make a block of each text that stands beside blocks: an item and the list that is in it."""
    if _is_text(element):
        return
    for kid in list(element):
        if kid.tag in _BLOCKS:
            _wrap_loose_text(kid)
    if element.tag in ("table", "thead", "tbody", "tr", "ul", "ol", "dl", "figure"):
        return
    _wrap(element)


def _wrap(element: Element) -> None:
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
        if tail and _STAMP.sub("", tail).strip():
            if run is None:
                run = element.makeelement("brief-run", {})
                if kid is None:
                    element.insert(0, run)
                else:
                    kid.addnext(run)
            _append(run, tail)
        elif tail:
            if run is not None:
                _append(run, tail)
            elif kid is not None:
                kid.tail = tail
            else:
                element.text = tail


def _name(element: Element) -> str:
    """What an element is called of which a page has one: `timeline`, a figure by its picture."""
    if element.tag == "figure":
        picture = element.find("img")
        return f"figure {picture.get('src')}" if picture is not None else ""
    names = element.get("class", "").split()
    known = {"facts", "key-messages", "letterhead", "recommendations", "timeline"}
    return next((name for name in names if name in known), "")


def _keys(element: Element) -> list[str]:
    """The words of *element*, to tell how alike it is to another one."""
    return re.findall(r"\w+|[^\w\s\u2060]", normalize("NFC", element.text_content()))


def _plain_keys(text: str) -> list[str]:
    """The words and numbers of a plain *text*, as they are compared."""
    found = (match[0] for match in _TOKEN.finditer(text) if match.lastgroup in ("word", "number"))
    return [re.sub(r"\s", " ", normalize("NFC", one)) for one in found]


def _said(element: Element | None) -> str:
    """The text of *element*, without its notes."""
    if element is None:
        return ""
    parts: list[str] = []

    def read(one: Element) -> None:
        parts.append(one.text or "")
        for kid in one:
            if not {"footnote", "between-notes"} & {*kid.get("class", "").split()}:
                read(kid)
            parts.append(kid.tail or "")

    read(element)
    return " ".join("".join(parts).replace("\u2060", "").split())


def _align(old: Sequence[Element], new: Sequence[Element]) -> list[Pair]:
    """Match the blocks of two lists, in order: what is gone, what is new, what may have changed."""
    texts = [[_keys(one) for one in blocks] for blocks in (old, new)]
    kinds = [[(one.tag, _class(one)) for one in blocks] for blocks in (old, new)]
    keys = [
        [(*kind, *text) for kind, text in zip(*both, strict=True)]
        for both in zip(kinds, texts, strict=True)
    ]

    bags = [[_bag(words) for words in blocks] for blocks in texts]

    def likeness(i: int, j: int) -> float:
        kind = kinds[0][i]
        if kind != kinds[1][j]:
            return 0
        found = _likeness(bags[0][i], bags[1][j])
        only = kinds[0].count(kind) == kinds[1].count(kind) == 1
        if only and (kind[0] not in _MANY or kind[1] or kind[0] in ("h3", "h4")):
            found = max(found, ALIKE)
        if kind[0] == "tr" and len(old[i]) and len(new[j]):
            heads = _said(old[i][0]), _said(new[j][0])
            found = max(found, ALIKE * (heads[0] == heads[1] != ""))
        return found

    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in _opcodes(*keys):
        if tag == "equal":
            pairs += zip(old[i1:i2], new[j1:j2], strict=True)
            continue
        for i, j in _best(range(i1, i2), range(j1, j2), likeness):
            pairs.append((None if i is None else old[i], None if j is None else new[j]))
    return pairs


def _best(
    old: range, new: range, likeness: Any
) -> Iterator[tuple[int | None, int | None]]:
    """Choose the pairs that are most alike in sum and do not cross; what is gone comes first."""
    if len(old) * len(new) > PAIRS:
        shared = min(len(old), len(new))
        yield from zip(old[:shared], new[:shared], strict=True)
        yield from ((i, None) for i in old[shared:])
        yield from ((None, j) for j in new[shared:])
        return
    alike = [[likeness(i, j) for j in new] for i in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            pair = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= ALIKE else 0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and alike[i][j] >= ALIKE and (
            best[i][j] == alike[i][j] + best[i + 1][j + 1]
        ):
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _until(blocks: list[Element], end: Element | None) -> list[Element]:
    """Take what stands before *end* out of *blocks*, and *end* with it."""
    at = next((n for n, one in enumerate(blocks) if one is end), len(blocks))
    before = blocks[:at]
    del blocks[: at + 1]
    return before


def _class(element: Element) -> str:
    return "" if element.tag in ("td", "th", "tr") else element.get("class", "")


def _add_class(element: Element, name: str) -> None:
    names = element.get("class", "").split()
    if name not in names:
        element.set("class", " ".join([*names, name]))


def _sections(main: Element) -> list[list[Element]]:
    """Divide a page at its headings; what stands before the first one is a section too."""
    sections: list[list[Element]] = [[]]
    for block in main:
        if block.tag == "h2":
            sections.append([])
        sections[-1].append(block)
    return sections


def _title(section: Sequence[Element]) -> str:
    return _said(section[0]) if section and section[0].tag == "h2" else ""


def _match_sections(old: list[list[Element]], new: list[list[Element]]) -> dict[int, int]:
    """Say which section was which: by its heading, or by what it says."""
    partner = {0: 0}  # what stands before the first heading
    free = [*range(1, len(old))]
    for j in range(1, len(new)):
        for i in free:
            if _title(old[i]) == _title(new[j]):
                partner[j] = i
                free.remove(i)
                break
    bags = [
        {n: (_bag(_keys(page[n][0])), _bag([key for one in page[n] for key in _keys(one)]))
         for n in numbers}
        for page, numbers in ((old, free), (new, [n for n in range(len(new)) if n not in partner]))
    ]  # fmt: skip
    found = sorted(
        (
            (max(_likeness(section, other), 0.9 * _likeness(title, other_title)), -i, -j)
            for i, (title, section) in bags[0].items()
            for j, (other_title, other) in bags[1].items()
        ),
        reverse=True,
    )
    for alike, i, j in found:
        if alike >= ALIKE and -j not in partner and -i not in partner.values():
            partner[-j] = -i
    return partner


def _stay(partner: Mapping[int, int], new: list[list[Element]]) -> set[int]:
    """The sections that keep their order, so that the longest text stays and the rest has moved."""
    order = sorted(partner)
    weights = [1 + sum(len(one.text_content()) for one in new[n]) for n in order]
    return {order[n] for n in _longest([partner[n] for n in order], weights)}


def _longest(numbers: Sequence[int], weights: Sequence[int]) -> tuple[int, ...]:
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


def _columns(old: Element, new: Element) -> list[tuple[int | None, int | None]] | None:
    """Match the columns of two tables by their heads; None where a table has no plain rows."""
    rows = [[*one.iter("tr")] for one in (old, new)]
    for table in rows:
        if not table or len({len(row) for row in table}) != 1:
            return None
        if any(cell.get("colspan") or cell.get("rowspan") for row in table for cell in row):
            return None
    heads = [[_said(cell) for cell in table[0]] for table in rows]
    if len(heads[0]) == len(heads[1]):
        alike = _likeness(_bag(heads[0]), _bag(heads[1]))
        if alike >= ALIKE or len(heads[0]) == 1:
            in_order = all(
                one == other or one not in heads[1] for one, other in zip(*heads, strict=True)
            )
            if in_order:
                return [(n, n) for n in range(len(heads[0]))]
    columns: list[tuple[int | None, int | None]] = []
    for tag, i1, i2, j1, j2 in _opcodes(*heads):
        if tag in ("equal", "replace") and i2 - i1 == j2 - j1:
            columns += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            columns += [(i, None) for i in range(i1, i2)]
            columns += [(None, j) for j in range(j1, j2)]
    return columns


def _pair_notes(
    old: list[_Token], new: list[_Token]
) -> tuple[list[_Token], list[_Token]]:
    """Give each note of a text the key of the one that it was."""
    places = [[n for n, one in enumerate(tokens) if one.kind == "note"] for tokens in (old, new)]
    texts = [
        [_bag(_keys(tokens[n].pieces[0])) for n in found]
        for tokens, found in zip((old, new), places, strict=True)
    ]
    pairs = _best(
        range(len(texts[0])), range(len(texts[1])), lambda i, j: _likeness(texts[0][i], texts[1][j])
    )
    old, new = [*old], [*new]
    for number, (i, j) in enumerate(pairs):
        for tokens, found, which in ((old, places[0], i), (new, places[1], j)):
            if which is not None:
                key = f"note {number}"
                tokens[found[which]] = tokens[found[which]]._replace(key=key)
    return old, new


def _names(tokens: Sequence[_Token]) -> list[tuple[str, ...]]:
    """What stands between the semicolons of a line of sources, without notes and its label."""
    names: list[tuple[str, ...]] = [()]
    for number, token in enumerate(tokens):
        if token.key == ":" and number < 2:
            names = [()]
        elif token.key == ";":
            names.append(())
        elif token.kind != "note":
            names[-1] = (*names[-1], token.key)
    return names


def _in_order(old: list[_Token], new: list[_Token]) -> list[_Token]:
    """Give a line of sources, *old*, the order of *new*: which stands first says nothing."""
    label = 2 if len(old) > 1 and old[1].key == ":" else 0
    groups: list[list[_Token]] = [[]]
    signs = []
    for token in old[label:]:
        if token.key == ";":
            signs.append(token)
            groups.append([])
        else:
            groups[-1].append(token)
    names, wanted = _names(old), _names(new)
    if sorted({*names}) != sorted(names):
        return old
    kept = iter([name for name in wanted if name in names])
    order = [next(kept, name) if name in wanted else name for name in names]
    at = dict(zip(names, groups, strict=True))
    line = [*old[:label], *at[order[0]]]
    for sign, name in zip(signs, order[1:], strict=True):
        line += [sign, *at[name]]
    return line


def _same_elements(
    steps: Sequence[Step], old: Sequence[_Token], new: Sequence[_Token]
) -> dict[Element, Element]:
    """Of an old element round a word: the new one that is in its place."""
    same: dict[Element, Element] = {}

    def match(before: _Token, after: _Token) -> None:
        for one, other in zip(before.path, after.path, strict=False):
            if (one.tag, one.get("class")) != (other.tag, other.get("class")):
                break
            if same.setdefault(one, other) is not other:
                break

    for tag, i1, i2, j1, j2 in steps:
        if tag == "equal":
            for before, after in zip(old[i1:i2], new[j1:j2], strict=True):
                match(before, after)
    for tag, i1, i2, j1, j2 in steps:
        if tag == "replace":
            for before in old[i1:i2]:
                for after in new[j1:j2]:
                    if before.path and before.path[-1] not in same:
                        match(before, after)
    return same


def _add_part(parts: list[tuple[str, str]], op: str, tokens: Sequence[_Token]) -> None:
    """Note what *tokens* say; a note that stays is not a part of the sentence."""
    text = "".join(
        ("" if op == "=" and one.kind == "note" else one.text) + one.space for one in tokens
    )
    if text:
        parts.append((op, re.sub("[\u00a0\u202f]", " ", text)))
