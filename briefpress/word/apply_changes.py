"""Tracked changes → brief.md with those that are plain text there, each whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

from .inline import escape, without_hidden, without_list
from .place_remarks import PlacedRemark
from .typed_texts import ITEM, NOT_WORDS, Origin, compare, read_tokens

DONE = "applied"


@dataclass(frozen=True)
class Applied:
    """The prose with the changes in it, and what became of each."""

    text: str
    outcomes: dict[str, str]
    """By the key of a remark: `DONE`, or why it was not."""


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str
    placed: PlacedRemark
    is_block: bool = False
    """Whether it is a new paragraph or row, which stands between others."""

    @property
    def by(self) -> tuple[str, str]:
        """Whose it is: two files of one reviewer may say two things."""
        return self.placed.remark.author, self.placed.file


class _CannotApply(Exception):
    """Raised with the reason why a change cannot be applied."""


def apply_changes(prose: str, file: str, remarks: Sequence[PlacedRemark]) -> Applied:
    """Put the tracked changes among *remarks* into *prose*, the text of *file*.

    One that touches what is no plain text there (a figure, a citation, a heading's marks, another
    reviewer's change) stays out, with its reason.
    """
    outcomes: dict[str, str] = {}
    edits: list[_Edit] = []
    starts = _starts(prose)
    for one in remarks:
        if one.remark.kind == "comment":
            continue
        try:
            edits.append(_edit(one, prose, file, starts))
        except _CannotApply as reason:
            outcomes[one.key] = _THERE if _is_there(one) else str(reason)
    refused = _disputes(edits, prose)
    outcomes |= {one.placed.key: refused.get(one.placed.key, DONE) for one in edits}
    done = [one for one in edits if outcomes[one.placed.key] == DONE]
    # From the last to the first, so that places stay; the first of two at one place is put last.
    order = [(edit.start, edit.end, number) for number, edit in enumerate(done)]
    for start, end, number in sorted(order, reverse=True):
        prose = prose[:start] + done[number].text + prose[end:]
    return Applied(prose, outcomes)


_ALIKE = 0.98
"""How alike a paragraph has to be to what it would be with a change, from 0 to 1."""
_THERE = "it stands in the text already"


def _is_there(placed: PlacedRemark) -> bool:
    """Whether the text reads as the change would have it, and not as it was before."""
    it, origin = placed.remark, placed.origin
    if origin is None or it.is_whole or it.kind not in ("inserted", "deleted", "replaced"):
        return False
    if placed.over:
        last = placed.over[-1]
        joined = f"{placed.before[: it.start]} {it.text} {last.before[last.end :]}"
        return compare(origin.typed, read_tokens(joined)).likeness > _ALIKE
    after = read_tokens(f"{placed.before[: it.start]}{it.text}{placed.before[it.end :]}")
    changed = compare(origin.typed, after)
    end = it.start + len(it.text)
    new = [token for token in after if token.start < end and token.end > it.start]
    kept = {(start, stop) for start, stop, *_ in changed.pairs}
    return changed.likeness > origin.likeness and all(
        (token.start, token.end) in kept for token in new
    )


def _starts(prose: str) -> list[int]:
    """Where each line of *prose* begins."""
    starts = [0]
    for number, sign in enumerate(prose):
        if sign == "\n":
            starts.append(number + 1)
    return starts


def _edit(placed: PlacedRemark, prose: str, file: str, starts: Sequence[int]) -> _Edit:
    remark = placed.remark
    if placed.is_mark:
        raise _CannotApply("it is a mark on a PDF, and no tracked change")
    if remark.kind == "formatting":
        raise _CannotApply("it changes how words look, and not the words")
    if remark.kind == "untracked":
        raise _CannotApply("it was not tracked, so nobody knows whether it was meant")
    if remark.text == "¶":
        raise _CannotApply("it divides a paragraph")
    if "[note]" in remark.on + remark.text or "[picture]" in remark.on + remark.text:
        raise _CannotApply("it holds a note or a picture")
    if remark.cells and remark.kind == "inserted":
        return _new_row(placed, prose, file, starts)
    if remark.is_whole and remark.kind == "inserted":
        return _new_paragraph(placed, prose, file, starts)
    if not (remark.on + remark.text).strip(" \t\u00a0") and not remark.on + remark.text:
        raise _CannotApply("there is nothing to read in it")
    origin, base, typed = _typed_at(placed.origin, prose, file, starts)
    if remark.cells:
        return _gone_row(placed, prose, base, typed)
    if remark.over:
        return _over_ends(placed, prose, file, starts)
    before = placed.before
    start, end = _typed_range(before, remark.start, remark.end, origin)
    if remark.is_whole:
        return _gone(placed, prose, base, typed)
    text = escape(without_hidden(remark.text.replace("\n", " ").replace("\t", " ")))
    if typed.lstrip().startswith("|"):
        text = text.replace("|", r"\|")
    text = _apart(text, placed, typed[:start], typed[end:])
    # Where a deletion leaves two blanks, one of them goes as well.
    if not text and typed[start - 1 : start] == " " and typed[end : end + 1] == " ":
        end += 1
    return _Edit(base + start, base + end, text, placed)


class _Typed(NamedTuple):
    origin: Origin
    base: int
    """Where the typed text begins in the prose."""
    text: str


def _typed_at(origin: Origin | None, prose: str, file: str, starts: Sequence[int]) -> _Typed:
    """Find in *prose* what was typed of a paragraph."""
    if origin is None:
        raise _CannotApply("the paragraph is no longer there")
    if origin.typed.place.file != file:
        raise _CannotApply(f"it stands in {origin.typed.place}")
    base, typed = starts[(origin.typed.place.line or 1) - 1], origin.typed.text
    if prose[base : base + len(typed)] != typed:
        raise _CannotApply("the file has changed meanwhile")
    return _Typed(origin, base, typed)


def _apart(text: str, placed: PlacedRemark, lead: str, rest: str) -> str:
    """Keep *text* apart from the typed words before and behind it as the reviewer had it: some
    programs put the blanks around an insertion outside of it, where the typed text has one alone.
    """
    before, behind = (
        placed.before[: placed.remark.start],
        placed.before[placed.remark.end :],
    )
    if text[:1].isalnum() and lead[-1:].isalnum() and before[-1:].isspace():
        text = f" {text}"
    if text[-1:].isalnum() and rest[:1].isalnum() and behind[:1].isspace():
        text = f"{text} "
    return text


def _new_paragraph(placed: PlacedRemark, prose: str, file: str, starts: Sequence[int]) -> _Edit:
    """Put a paragraph that a reviewer wrote behind the one that it follows."""
    behind = placed.behind
    if behind is None or behind.place.file != file or not placed.remark.text.strip():
        raise _CannotApply("it is a new paragraph or row, and what it follows is no plain text")
    is_listed = ITEM.match(behind.text) or behind.text.lstrip().startswith(("|", ">", "[^", ":"))
    if is_listed:
        raise _CannotApply("it is a new paragraph behind an item, a row or a note")
    end = starts[(behind.place.line or 1) - 1] + len(behind.text)
    text = without_list(escape(without_hidden(" ".join(placed.remark.text.split()))))
    # Before the text that follows, so that the one before it may be deleted as well.
    if gap := re.match(r"\n[ \t]*\n", prose[end:]):
        return _Edit(end + gap.end(), end + gap.end(), f"{text}\n\n", placed, is_block=True)
    lead = "" if prose[end:].strip() else "\n" * (1 + (prose[end:] == ""))
    if lead:
        return _Edit(len(prose), len(prose), f"{lead}{text}\n", placed, is_block=True)
    return _Edit(end, end, f"\n\n{text}", placed, is_block=True)


def _gone(placed: PlacedRemark, prose: str, base: int, typed: str) -> _Edit:
    """Take a whole paragraph away, with the sign of its item and the blank line behind it."""
    if NOT_WORDS.search(typed):
        raise _CannotApply("the paragraph holds a figure, a citation or markup")
    end = base + len(typed)
    blank = re.compile(r"\n[ \t]*(?=\n)" if not ITEM.match(typed) else "")
    if gap := blank.match(prose, end):
        end = gap.end()
    if prose[end : end + 1] == "\n":
        end += 1
    return _Edit(base, end, "", placed)


_CELLS_APART = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
"""The line under the heads of a table."""


def _gone_row(placed: PlacedRemark, prose: str, base: int, typed: str) -> _Edit:
    """Take a whole row of a table away."""
    if NOT_WORDS.search(typed):
        raise _CannotApply("the row holds a figure, a citation or markup")
    typed_words = [token.word for token in read_tokens(typed) if token.word.isalnum()]
    words = [token.word for token in read_tokens(placed.remark.on) if token.word.isalnum()]
    if typed_words != words or not typed.lstrip().startswith("|"):
        raise _CannotApply("the row has changed since, or is not typed as a row")
    above, below = _line_before(prose, base), prose[base + len(typed) + 1 :].split("\n", 1)[0]
    if _RULE.match(below):
        raise _CannotApply("it is the row of the heads")
    if _RULE.match(above) and not below.lstrip().startswith("|"):
        raise _CannotApply("the table would have no row left")
    return _Edit(base, min(base + len(typed) + 1, len(prose)), "", placed)


def _line_before(prose: str, base: int) -> str:
    return prose[:base].removesuffix("\n").rpartition("\n")[2]


def _new_row(placed: PlacedRemark, prose: str, file: str, starts: Sequence[int]) -> _Edit:
    """Put a row that a reviewer wrote behind the one that it follows."""
    behind = placed.behind
    if behind is None or behind.place.file != file or not behind.text.lstrip().startswith("|"):
        raise _CannotApply("it is a new row, and what it follows is no row of this file")
    row = _CELLS_APART.split(behind.text.strip().strip("|"))
    if len(row) != len(placed.remark.cells):
        raise _CannotApply(
            f"it has {len(placed.remark.cells)} cells, and the row before it {len(row)}"
        )
    end = min(starts[(behind.place.line or 1) - 1] + len(behind.text) + 1, len(prose))
    rule = prose[end:].split("\n", 1)[0]
    if _RULE.match(rule):
        end = min(end + len(rule) + 1, len(prose))
    cells = [escape(without_hidden(cell)).replace("|", r"\|") for cell in placed.remark.cells]
    lead = "" if prose[end - 1 : end] == "\n" else "\n"
    return _Edit(end, end, f"{lead}| {' | '.join(cells)} |\n", placed, is_block=True)


_SIGN = re.compile(rf"(?:{ITEM.pattern}|\s*(?:#{{1,6}}|>)\s+)\s*")


def _over_ends(placed: PlacedRemark, prose: str, file: str, starts: Sequence[int]) -> _Edit:
    """Take away what goes over the end of a paragraph: the rest of it, the paragraphs between, and
    what the last one begins with. Both are one paragraph then.
    """
    remark = placed.remark
    origin, first, typed = _typed_at(placed.origin, prose, file, starts)
    is_first_gone = remark.start == 0 and remark.end == len(placed.before)
    at = 0
    if not is_first_gone:
        at, end = _typed_range(placed.before, remark.start, remark.end, origin)
        if typed[end:].strip():
            raise _CannotApply("a figure, a citation or markup stands behind it")
    elif NOT_WORDS.search(typed):
        raise _CannotApply("a paragraph in it holds a figure, a citation or markup")
    sign = _SIGN.match(typed)
    kind = sign[0].strip()[:1] if sign else ""
    behind = first + len(typed)
    for span in placed.over[:-1]:
        _, base, typed = _typed_at(span.origin, prose, file, starts)
        if NOT_WORDS.search(typed):
            raise _CannotApply("a paragraph in it holds a figure, a citation or markup")
        if base < behind or prose[behind:base].strip():
            raise _CannotApply("something that is no text stands between its paragraphs")
        behind = base + len(typed)
    last = placed.over[-1]
    last_origin, base, typed = _typed_at(last.origin, prose, file, starts)
    if base < behind or prose[behind:base].strip():
        raise _CannotApply("something that is no text stands between its paragraphs")
    sign = _SIGN.match(typed)
    length = len(sign[0]) if sign else 0
    other_kind = sign[0].strip()[:1] if sign else ""
    if typed.lstrip().startswith(("|", "[^", ":")):
        raise _CannotApply("it joins a paragraph with a row, a note or a meaning")
    if not is_first_gone and kind != other_kind:
        raise _CannotApply(
            "it joins two that are no paragraphs of one kind, as a heading and its text"
        )
    stop = length
    if last.end:
        start, stop = _typed_range(last.before, 0, last.end, last_origin)
        if typed[length:start].strip():
            raise _CannotApply("a figure, a citation or markup stands before it")
    text = escape(without_hidden(" ".join(remark.text.split())))
    if is_first_gone:
        return _Edit(first, base + stop, f"{sign[0] if sign else ''}{text}", placed)
    left, right = prose[: first + at].rstrip(" "), prose[base + stop :].lstrip(" ")
    start, end = len(left), len(prose) - len(right)
    gap = " " if right[:1].isalnum() or right[:1] in _OPENING else ""
    lead = " " if text and text[:1].isalnum() else ""
    return _Edit(start, end, f"{lead}{text}{gap}", placed)


_OPENING = tuple("*_`[({<\"'“‘«¿¡\\")


def _typed_range(before: str, start: int, end: int, origin: Origin) -> tuple[int, int]:
    """Which typed characters a range of the paragraph *before* is."""
    typed = origin.typed.text
    if start == end:
        return _typed_point(before, start, origin, typed)
    pairs = [pair for pair in origin.pairs if pair[0] < end and pair[1] > start]
    tokens = [
        token for token in read_tokens(before) if token.start < end and token.end > start
    ]  # fmt: skip
    if not tokens:  # blanks alone
        first, _ = _typed_point(before, start, origin, typed)
        last = first
        while last < len(typed) and typed[last].isspace() and last - first < end - start:
            last += 1
        if last == first:
            raise _CannotApply("the words beside it have changed, or are no plain text")
        return first, last
    if len(pairs) != len(tokens):
        raise _CannotApply("it touches a figure, a citation or words that have changed since")
    for (_, former, _, one_end), (latter, _, other_start, _) in pairwise(pairs):
        same = before[former:latter].strip() == typed[one_end:other_start].strip()
        if not same or "\n\n" in typed[one_end:other_start]:
            raise _CannotApply("there is a figure, a citation or markup in the midst of it")
    first = _at(start, pairs[0], typed)
    last = _at(end, pairs[-1], typed)
    # Blanks at the ends of what was marked.
    lead = before[start : pairs[0][0]]
    if start < pairs[0][0] and not lead.strip():
        while lead and first and typed[first - 1].isspace():
            first, lead = first - 1, lead[:-1]
    tail = before[pairs[-1][1] : end]
    while tail.strip() == "" and tail and last < len(typed) and typed[last].isspace():
        last, tail = last + 1, tail[:-1]
    return first, last


def _typed_point(before: str, at: int, origin: Origin, typed: str) -> tuple[int, int]:
    """Where in *typed* something was inserted: beside a word that stands there as it is here."""
    inside = next((pair for pair in origin.pairs if pair[0] < at < pair[1]), None)
    if inside:
        place = _at(at, inside, typed)
        return place, place
    left = next((pair for pair in reversed(origin.pairs) if pair[1] <= at), None)
    right = next((pair for pair in origin.pairs if pair[0] >= at), None)
    if left and not before[left[1] : at].strip():
        gap = at - left[1]
        blanks = len(typed[left[3] :]) - len(typed[left[3] :].lstrip(" \u00a0\n"))
        place = left[3] + min(gap, blanks)
        return place, place
    if right and not before[at : right[0]].strip():
        gap = right[0] - at
        lead = typed[: right[2]]
        blanks = len(lead) - len(lead.rstrip(" \u00a0\n"))
        place = right[2] - min(gap, blanks)
        return place, place
    raise _CannotApply("the words beside it have changed, or are no plain text")


def _at(at: int, pair: tuple[int, int, int, int], typed: str) -> int:
    """Where the character *at* of a word stands in the typed word."""
    start, end, first, last = pair
    if at <= start:
        return first
    if at >= end:
        return last
    if end - start != last - first:
        raise _CannotApply("it cuts a sign that is written otherwise there")
    return first + at - start


def _disputes(edits: Sequence[_Edit], prose: str) -> dict[str, str]:
    """Say by key why a change stays out that others contradict: where two reviewers changed the
    same words, neither is done; where they changed them alike, one of both is.
    """
    refused: dict[str, str] = {}
    for one, other in permutations(edits, 2):
        who = other.by[0] or "another reviewer"
        if one.by != other.by and not _are_alike(one, other) and not _are_apart(one, other):
            name = f"{who}, in {other.by[1]}," if who == one.by[0] else who
            same = f"{name} changed the same words: {_cut(prose, other)}"
            refused.setdefault(one.placed.key, same)
    for other, one in combinations(edits, 2):
        who = other.by[0] or "another reviewer"
        if one.by != other.by and _are_alike(one, other):
            refused.setdefault(one.placed.key, f"the same as {who} did")
        elif one.by == other.by and one.start < other.end and other.start < one.end:
            own = f"it lies in another change of {who}: {_cut(prose, other)}"
            refused.setdefault(one.placed.key, own)
    return refused


def _are_alike(one: _Edit, other: _Edit) -> bool:
    return (one.start, one.end, one.text) == (other.start, other.end, other.text)


def _are_apart(one: _Edit, other: _Edit) -> bool:
    if one.end < other.start or other.end < one.start:
        return True
    touches = one.end == other.start or other.end == one.start
    return touches and (one.start != other.start or one.is_block != other.is_block)


def _cut(prose: str, edit: _Edit) -> str:
    return " ".join(prose[edit.start : edit.end].split())[:60]
