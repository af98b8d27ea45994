"""Turn two pages into one that shows what changed, and say what did.

    old Html ─┐
              ├─► sections ─► blocks ─► words ─► Html with marks, Changes
    new Html ─┘

The modules beside this one know which blocks of two pages belong together (`blocks`), which of them
have moved (`moved`), which words of two blocks belong together (`words`), and how alike two texts
are (`likeness`); here the new page is marked.

Like is compared with like: a paragraph with a paragraph, a cell with a cell, an item with an item.
So no mark reaches over the edge of a block, and the page stays whole. The new page is printed; what
is gone from the old one is put back, struck out, where it stood.

Python's difflib compares, which lxml's htmldiff asks as well. htmldiff itself is not asked: it
joins what stands near (of `670 people in May` it strikes out all four words where the number and
the month have changed), prints new before old, and marks words round a note that is new.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace

from ..model.brief import Language
from ..model.changes import Change, ChangedText, Changes, Moved
from ..model.contract import BLOCKS
from ..model.elements import find_block_kind, find_part
from ..model.page import Html
from .blocks import (
    STAMP,
    Pair,
    add_class,
    align,
    classes_of,
    find_staying,
    is_text,
    match_columns,
    match_sections,
    name_of,
    sections_of,
    take_until,
    text_of,
    title_of,
    wrap,
    wrap_loose_text,
)
from .moved import find_moved
from .words import (
    Element,
    MarkedBlock,
    Token,
    add_part,
    compare_words,
    in_order,
    names_in,
    pair_notes,
    plain_keys,
    same_elements,
    tokens_of,
)

Rows = Mapping[str, Mapping[str, tuple[str, str]]]
"""The rows of charts: for each, by the path of its picture, what it prints of each row of its data,
and all that stands in that row.
"""

BEFORE = "before/"
"""Where the pictures of the old page are kept, so that no name is taken twice."""
NAMED = 160
"""Characters of a sentence by which a passage is called, at most."""
ROWS = 8
"""How many rows of a chart's data are named below it; more are a table, and not small type."""

_UNSEEN = re.compile(rb"<(title|desc)\b.*?</\1>| aria-label=\"[^\"]*\"", re.DOTALL)
"""The parts of a chart that a listener alone is told."""


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
    work = _Redline(old, new, language, facts, rows)
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


def _first_sentence(text: str) -> str:
    """The words by which a passage is called: its first sentence, cut where that is very long."""
    sentence = re.split(r"(?<=[\w)”’»][.!?。！？])\s+(?=\W*[^\W\d_a-z])", text, maxsplit=1)[0]
    return sentence if len(sentence) <= NAMED else f"{sentence[:NAMED].rpartition(' ')[0]} …"


class _Redline:
    """Two pages while they are compared; the new one is marked in place."""

    def __init__(
        self,
        old: Html,
        new: Html,
        language: Language,
        facts: Sequence[Change],
        rows: tuple[Rows, Rows],
    ) -> None:
        self.old, self.new = old, new
        self.words = {**language.redline, "colon": language.words["colon"]}
        self.arrow = language.arrow
        self.parts = language.parts
        self.quotes = language.quotes[:2]
        self.rows = rows
        self.facts = [({*plain_keys(one.old)}, {*plain_keys(one.new)}) for one in facts]
        """The words of each fact that has changed, as it was and as it is."""
        self.others: dict[str, None] = {}
        """The changes that are listed nowhere else, in the order in which they stand."""
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
        """The old block of each new one that has a name."""
        self.taken: set[Element] = set()
        self.shifted: set[Element] = set()
        """Blocks that have moved."""
        self.passages: list[Moved] = []

    def compare(self, old: Element, new: Element) -> None:
        """Compare two pages, from their bodies."""
        for body in (old, new):
            wrap_loose_text(body)
        names = [self._only_ones(body) for body in (old, new)]
        self.twins = {names[1][n]: names[0][n] for n in names[1] if n in names[0]}
        self.taken = {*self.twins.values()}
        self._compare(old, new)

    def _only_ones(self, body: Element) -> dict[str, Element]:
        """The parts of which a page has one, by their name."""
        named: dict[str, list[Element]] = {}
        for element in body.iter("aside", "div", "figure"):
            if name := name_of(element, self.parts):
                named.setdefault(name, []).append(element)
        return {name: elements[0] for name, elements in named.items() if len(elements) == 1}

    def _compare(self, old: Element, new: Element) -> None:
        if new.tag == "main":
            self._compare_sections(old, new)
        elif new.tag == "figure":
            self._compare_figures(old, new)
        elif new.tag == "table":
            self._compare_tables(old, new)
        elif is_text(old) and is_text(new):
            self._compare_texts(old, new)
        elif new.tag not in ("hr", "img"):
            for one in (old, new):
                if is_text(one):
                    wrap(one)
            where = self.where
            if new.tag == "aside" and (heading := new.find("h2")) is not None:
                self.where = text_of(heading)
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
        for one, other in align([one for one in old if one not in self.taken], free):
            if other is None:
                after = self._put_back(one, parent, after)
                continue
            for twin in take_until(blocks, other):
                self._compare_twin(twin)
                after = twin
            if one is None:
                self._mark(other, "+")
            else:
                self._compare(one, other)
            after = other
        for twin in take_until(blocks, None):
            self._compare_twin(twin)
            after = twin
        return after

    def _compare_twin(self, block: Element) -> None:
        """Compare a block with the one that it was elsewhere."""
        if block in self.shifted:
            first = block.find(".//h2") if block.tag == "aside" else block.find(".//figcaption")
            text = text_of(block if first is None else first)
            self.passages.append(Moved(_first_sentence(text), self.where))
            block.addprevious(self._line(block, self.words["moved"]))
            add_class(block, "elsewhere")
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
                one.set(name, STAMP.sub("", value))
            one.text, one.tail = (STAMP.sub("", text or "") for text in (one.text, one.tail))
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
        if is_text(block):
            tokens = tokens_of(block)
            if tokens:
                self._write(block, *(([], tokens) if op == "+" else (tokens, [])))
            return
        if block.tag == "figure":
            self.pictures.append(text_of(block.find("figcaption")))
            add_class(block, {"+": "added", "-": "removed"}[op])
            label = block.makeelement("p", {"class": "when"})
            label.text = self.words[{"+": "added", "-": "removed"}[op]]
            pictures = block.findall("img")
            if pictures:
                pictures[0].addprevious(label)
        for kid in [*block]:
            self._mark(kid, op)
        if block.tag == "tr":
            add_class(block, {"+": "added", "-": "removed"}[op])

    # Texts

    def _compare_texts(self, old: Element, new: Element) -> None:
        tokens = [tokens_of(one) for one in (old, new)]
        if "source" in new.get("class", "").split():
            ordered = in_order(*tokens)
            if ordered != tokens[0] and names_in(ordered) == names_in(tokens[1]):
                return
            tokens[0] = ordered
        before, after = pair_notes(*tokens)
        if [one.key for one in before] == [one.key for one in after]:
            notes = [(a, b) for a, b in zip(before, after, strict=True) if b.kind == "note"]
            if all(a.text == b.text for a, b in notes):
                return
        self._write(new, before, after)

    def _write(self, block: Element, old: Sequence[Token], new: Sequence[Token]) -> None:
        """Write the text of *block* anew, from both."""
        steps = compare_words(old, new)
        parts: list[tuple[str, str]] = []
        notes: list[list[tuple[str, str]]] = []
        same = same_elements(steps, old, new)
        writer = MarkedBlock(block, self.words)
        for tag, i1, i2, j1, j2 in steps:
            if tag == "equal":
                kept = []
                for before, after in zip(old[i1:i2], new[j1:j2], strict=True):
                    if after.kind == "note" and before.text != after.text:
                        changed, note_parts = self._compare_notes(before.pieces[0], after.pieces[0])
                        after = after._replace(pieces=(changed,))
                        notes.append(note_parts)
                    kept.append(after)
                writer.write("=", kept)
                add_part(parts, "=", kept)
                continue
            gone = [
                one._replace(path=tuple(same.get(part, part) for part in one.path))
                for one in old[i1:i2]
            ]
            come = list(new[j1:j2])
            if gone:
                add_part(parts, "-", gone)
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
                add_part(parts, "+", come)
        if any(op != "=" for op, _ in parts):
            self.texts.append(ChangedText(self.where, tuple(parts)))
        self.texts.extend(
            ChangedText(self.where, tuple(note_parts), is_note=True) for note_parts in notes
        )
        self._flag(block, "changed" if old and new else "added" if new else "removed")

    def _note_other(self, block: Element, gone: list[Token], come: list[Token]) -> None:
        """Note what *block* is a part of, where the box would not tell that it has changed.

        Facts, sources, and sections that come or go have a list of their own there.
        """
        keys = [
            {one.key for one in tokens if one.kind in ("word", "number")} for tokens in (gone, come)
        ]
        is_fact = any(
            keys[0] <= old and keys[1] <= new for old, new in self.facts if keys[0] | keys[1]
        )
        around = [block, *block.iterancestors()]
        classes = {name for one in around for name in one.get("class", "").split()}
        if is_fact or "facts" in classes:
            return
        if "footnote" in classes or all(one.kind == "note" for one in (*gone, *come)):
            self.others[self.words["notes"]] = None
            return
        for one in around:
            part = "title" if one.tag == "h1" else find_part(classes_of(one), self.parts)
            labels = one.find_class("label") if self._is_numbered(one) else []
            if part or labels:  # `Table 1.`
                name = self.parts[part] if part else text_of(labels[0]).rstrip(".")
                self.others[name] = None
                return
        heading = self.where
        if heading and heading not in (*self.added, *self.removed):
            self.others[f"{self.words['text_under']} {self._quote(heading)}"] = None

    @staticmethod
    def _is_numbered(element: Element) -> bool:
        """Whether *element* is a block that has a number to be called by: a figure, a table."""
        field = find_block_kind((*classes_of(element), element.tag))
        return bool(field and BLOCKS[field].model.numbered)

    def _flag(self, block: Element, how: str) -> None:
        """Give *block* its bar in the margin; a cell shares that of its row."""
        if block.tag == "brief-run":
            block = block.getparent()
        if block.tag in ("td", "th"):
            add_class(block.getparent(), "changed")
        add_class(block, how)
        if re.fullmatch("h[1-4]", block.tag):  # the outline has the heading as it is now
            label = deepcopy(block)
            for gone in label.xpath(".//del | .//*[contains(@class, 'footnote')]"):
                gone.drop_tree()
            block.set("data-label", text_of(label))

    def _compare_notes(self, old: Element, new: Element) -> tuple[Element, list[tuple[str, str]]]:
        """Mark what changed in a note; as a note that is new, and as plain text."""
        note = deepcopy(new)
        note.tail = None
        count = len(self.texts)
        self._write(note, tokens_of(old), tokens_of(note))
        texts = self.texts[count:]
        del self.texts[count:]
        return note, [part for one in texts for part in one.parts]

    def _mark_note(self, token: Token) -> Token:
        """Mark all of a note that is new: it counts with the text that calls it."""
        note = deepcopy(token.pieces[0])
        note.tail = None
        writer = MarkedBlock(note, self.words)
        tokens = tokens_of(token.pieces[0])
        writer.write("+", tokens)
        add_class(note, "added")
        return token._replace(pieces=(note,))

    # Sections

    def _compare_sections(self, old: Element, new: Element) -> None:
        before, after = sections_of(old), sections_of(new)
        partner = match_sections(before, after)
        twins, self.shifted = find_moved(before, after, partner, self.twins)
        self.twins |= twins
        self.taken |= {*twins.values()}
        stays = find_staying(partner, after)
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
                self.where = title_of(before[follows])
                self.removed.append(self.where)
                for block in before[follows]:
                    if block not in self.taken:
                        last = self._put_back(block, new, last)

        put_back(-1)
        for number, section in enumerate(after):
            self.where = title_of(section)
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
            follows = title_of(after[number - 1])
            self.moved.append(Moved(self.where, follows))
            words = self.words["moved_after" if follows else "moved_first"]
            words = f"{words} {self._quote(follows)}" if follows else words
            section[0].addnext(self._line(section[0], words))
            for block in section:
                add_class(block, "elsewhere")
        self.where = ""

    def _say_left(
        self, sections: list[list[Element]], number: int, parent: Element, after: Element | None
    ) -> Element:
        """Say behind *after*, where a section stood, to where it has moved."""
        follows = title_of(sections[number - 1])
        words = self.words["left_after" if follows else "left_first"]
        words = words.replace("{after}", self._quote(follows))
        moved = self._quote(title_of(sections[number]))
        line = self._line(parent, words.replace("{section}", moved))
        add_class(line, "left")
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
        columns = match_columns(old, new)
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
                pairs = align(*rows) if part == "tbody" else [*zip(*rows, strict=False)]
                self._compare_rows(pairs, other, columns)
        self.where = where

    def _compare_rows(self, pairs: Sequence[Pair], group: Element, columns: Sequence[Pair]) -> None:
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
            self.pictures.append(text_of(new.find("figcaption")))
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
        rows = []
        for name in [*new, *(name for name in old if name not in new)]:
            pairs = zip(old.get(name, ("", "")), new.get(name, ("", "")), strict=True)
            for gone, come in [(one, other) for one, other in pairs if one != other][:1]:
                rows.append(f"{name}{self.words['colon']} {gone or '–'} {self.arrow} {come or '–'}")
        return "; ".join([*rows[:ROWS], *["…"] * (len(rows) > ROWS)])

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
            add_class(caption, "caption")
        figure.tag = "div"
        add_class(figure, "figure compared")
