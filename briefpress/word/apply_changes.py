"""Tracked changes → brief.md with those that are plain text there, each whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    key: str
    author: str


class _Not(Exception):
    """Raised with why a change cannot be applied."""


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
            edit = _edit(one, prose, file, starts)
            _check_others(edit, edits, prose)
        except _Not as reason:
            outcomes[one.key] = _THERE if _is_there(one) else str(reason)
            continue
        edits.append(edit)
        outcomes[one.key] = DONE
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        prose = prose[: edit.start] + edit.text + prose[edit.end :]
    return Applied(prose, outcomes)


_THERE = "it stands in the text already"


def _is_there(placed: PlacedRemark) -> bool:
    """Whether the text reads as the change would have it, and not as it was before."""
    it, origin = placed.remark, placed.origin
    if origin is None or it.is_whole or it.kind not in ("inserted", "deleted", "replaced"):
        return False
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
    remark, origin = placed.remark, placed.origin
    if placed.is_mark:
        raise _Not("it is a mark on a PDF, and no tracked change")
    if remark.kind == "formatting":
        raise _Not("it changes how words look, and not the words")
    if remark.kind == "untracked":
        raise _Not("it was not tracked, so nobody knows whether it was meant")
    if "¶" in (remark.text, remark.on):
        raise _Not("it divides or joins paragraphs")
    if "[note]" in remark.on + remark.text or "[picture]" in remark.on + remark.text:
        raise _Not("it holds a note or a picture")
    if remark.is_whole and remark.kind == "inserted":
        return _new_paragraph(placed, prose, file, starts)
    if not (remark.on + remark.text).strip(" \t\u00a0") and not remark.on + remark.text:
        raise _Not("there is nothing to read in it")
    if origin is None:
        raise _Not("the paragraph is no longer there")
    if origin.typed.place.file != file:
        raise _Not(f"it stands in {origin.typed.place}")
    base = starts[(origin.typed.place.line or 1) - 1]
    typed = origin.typed.text
    if prose[base : base + len(typed)] != typed:
        raise _Not("the file has changed meanwhile")
    start, end = _typed_range(placed, origin, typed)
    if remark.is_whole:
        return _gone(placed, prose, base, typed)
    text = escape(without_hidden(remark.text.replace("\n", " ").replace("\t", " ")))
    if typed.lstrip().startswith("|"):
        text = text.replace("|", r"\|")
    text = _apart(text, placed, typed[:start], typed[end:])
    # What a reviewer deletes takes one of two blanks along.
    if not text and typed[start - 1 : start] == " " and typed[end : end + 1] == " ":
        end += 1
    return _Edit(base + start, base + end, text, placed.key, remark.author)


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
        raise _Not("it is a new paragraph or row, and what it follows is no plain text")
    is_listed = ITEM.match(behind.text) or behind.text.lstrip().startswith(("|", ">", "[^", ":"))
    if is_listed:
        raise _Not("it is a new paragraph behind an item, a row or a note")
    end = starts[(behind.place.line or 1) - 1] + len(behind.text)
    text = without_list(escape(without_hidden(" ".join(placed.remark.text.split()))))
    return _Edit(end, end, f"\n\n{text}", placed.key, placed.remark.author)


def _gone(placed: PlacedRemark, prose: str, base: int, typed: str) -> _Edit:
    """Take a whole paragraph away, with the sign of its item and the blank line behind it."""
    if NOT_WORDS.search(typed):
        raise _Not("the paragraph holds a figure, a citation or markup")
    end = base + len(typed)
    blank = re.compile(r"\n[ \t]*(?=\n)" if not ITEM.match(typed) else "")
    if found := blank.match(prose, end):
        end = found.end()
    if prose[end : end + 1] == "\n":
        end += 1
    return _Edit(base, end, "", placed.key, placed.remark.author)


def _typed_range(placed: PlacedRemark, origin: Origin, typed: str) -> tuple[int, int]:
    """Which characters of *typed* the range of a remark is."""
    before, start, end = placed.before, placed.remark.start, placed.remark.end
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
            raise _Not("the words beside it have changed, or are no plain text")
        return first, last
    if len(pairs) != len(tokens):
        raise _Not("it touches a figure, a citation or words that have changed since")
    for (_, former, _, one_end), (latter, _, other_start, _) in pairwise(pairs):
        same = before[former:latter].strip() == typed[one_end:other_start].strip()
        if not same or "\n\n" in typed[one_end:other_start]:
            raise _Not("there is a figure, a citation or markup in the midst of it")
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
    raise _Not("the words beside it have changed, or are no plain text")


def _at(at: int, pair: tuple[int, int, int, int], typed: str) -> int:
    """Where the character *at* of a word stands in the typed word."""
    start, end, first, last = pair
    if at <= start:
        return first
    if at >= end:
        return last
    if end - start != last - first:
        raise _Not("it cuts a sign that is written otherwise there")
    return first + at - start


def _check_others(edit: _Edit, others: Sequence[_Edit], prose: str) -> None:
    for other in others:
        if (edit.start, edit.end, edit.text) == (other.start, other.end, other.text):
            raise _Not(f"the same as {other.author or 'another reviewer'} did")
        is_apart = edit.end < other.start or other.end < edit.start
        touches = edit.end == other.start or other.end == edit.start
        if not is_apart and not (touches and edit.start != other.start):
            who = other.author or "another reviewer"
            raise _Not(f"{who} changed the same words: {prose[other.start : other.end][:60]}")
