"""Remarks of reviewers × the page as it is today → on which line each of them stands.

A paragraph finds home by its bookmark, by its words, or by words that are like it; where its words
are gone, by what stands beside it. So a text may have moved and changed since it was sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import chain
from typing import Literal, cast

from ..model.problems import NOWHERE, Place
from .pdf_remarks import PdfRemark
from .placed_paragraphs import PlacedParagraph, digest_of
from .read_review import Kind, Reviewed, ReviewedParagraph, ReviewRemark, Span
from .typed_texts import Finder, Origin, TypedText, compare, read_tokens
from .write_review import BOOKMARK

Found = Literal["here", "changed", "near", "nowhere"]
"""How sure a place is: the words are as they were sent, they have changed since, they are gone and
this stood beside them, nothing is known."""


@dataclass(frozen=True)
class PlacedSpan:
    """A range of a paragraph that a change goes on in."""

    before: str
    """The paragraph as the reviewer had it."""
    start: int
    end: int
    origin: Origin | None


@dataclass
class PlacedRemark:
    """A remark, and where it stands today."""

    remark: ReviewRemark
    file: str
    """The name of the file that it came in."""
    place: Place | None
    found: Found
    origin: Origin | None = None
    """How much of the paragraph as the reviewer had it stands today where it was typed."""
    before: str = ""
    """The paragraph as the reviewer had it, before all changes."""
    paragraph: str = ""
    """Which paragraph of the page it is: the same for two files that were sent."""
    key: str = ""
    """By which an answer to it is known."""
    is_mark: bool = False
    """Whether it is a mark on a PDF."""
    behind: TypedText | None = None
    """The text that was typed of the paragraph before it, where it is a new one."""
    over: tuple[PlacedSpan, ...] = ()
    """Where it goes on, in the paragraphs behind."""

    @property
    def count(self) -> int:
        """How many there are, replies among them."""
        return 1 + len(self.remark.replies)


def place_reviewed(
    reviewed: Reviewed, file: str, now: Sequence[PlacedParagraph]
) -> list[PlacedRemark]:
    """Place what reviewers left in the Word file *file*; *now*: the paragraphs of the page."""
    homes = [*_find_homes(reviewed.paragraphs, now)]
    remarks = [*reviewed.remarks, *_untracked(reviewed)]
    return [_place(one, file, reviewed.paragraphs, homes, now) for one in remarks]


@dataclass(frozen=True)
class _Home:
    """Which paragraph of the page one of the file is."""

    number: int
    """From 0; -1 where none was found."""
    is_same: bool = False


def _find_homes(
    paragraphs: Sequence[ReviewedParagraph], now: Sequence[PlacedParagraph]
) -> Iterator[_Home]:
    by_digest: dict[str, list[int]] = {}
    for number, one in enumerate(now):
        by_digest.setdefault(one.key[-12:], []).append(number)
    finder = Finder([TypedText(NOWHERE, one.block.text) for one in now])
    last = 0
    for paragraph in paragraphs:
        home = _Home(-1)
        if not paragraph.is_new and paragraph.text.strip():
            home = _find_home(paragraph, by_digest, finder, last)
        if home.number >= 0:
            last = home.number
        yield home


def _find_home(
    paragraph: ReviewedParagraph, by_digest: dict[str, list[int]], finder: Finder, last: int
) -> _Home:
    for key in paragraph.keys:
        match = BOOKMARK.fullmatch(key)
        if match and (numbers := by_digest.get(match[2])):
            wanted = int(match[1]) - 1 if len(numbers) > 1 else numbers[0]
            return _Home(min(numbers, key=lambda one: abs(one - wanted)), is_same=True)
    if numbers := by_digest.get(digest_of(paragraph.text)):
        return _Home(min(numbers, key=lambda one: abs(one - last)), is_same=True)
    home = finder.find(paragraph.text, last)
    return _Home(home[0]) if home and home[1].likeness >= SAME else _Home(-1)


def _place(
    remark: ReviewRemark,
    file: str,
    paragraphs: Sequence[ReviewedParagraph],
    homes: Sequence[_Home],
    now: Sequence[PlacedParagraph],
) -> PlacedRemark:
    standing: Found = "nowhere"
    if remark.paragraph < 0:
        return PlacedRemark(remark, file, None, standing)
    paragraph, home = paragraphs[remark.paragraph], homes[remark.paragraph]
    if home.number < 0:
        beside = _beside(remark.paragraph, homes, now)
        before = _last_old(remark.paragraph, paragraphs, homes)
        origin = now[before.number].origin if before.is_same else None
        standing = "here" if paragraph.is_new and origin else "near" if beside else "nowhere"
        return PlacedRemark(
            remark, file, beside, standing, before=paragraph.text,
            behind=origin.typed if origin and paragraph.is_new else None,
        )  # fmt: skip
    one = now[home.number]
    if one.origin is None:
        beside = _nearest_place(home.number, now)
        return PlacedRemark(
            remark, file, beside, "near" if beside else "nowhere", before=paragraph.text
        )
    origin = compare(one.origin.typed, read_tokens(paragraph.text))
    place = origin.place_of(remark.start)
    standing = "here" if home.is_same else "changed"
    over = tuple(_place_span(span, paragraphs, homes, now) for span in remark.over)
    return PlacedRemark(remark, file, place, standing, origin, paragraph.text, one.key, over=over)


def _last_old(
    paragraph: int, paragraphs: Sequence[ReviewedParagraph], homes: Sequence[_Home]
) -> _Home:
    """The home of the last paragraph before the new one of this number that is not new itself."""
    for number in range(paragraph - 1, -1, -1):
        if not paragraphs[number].is_new:
            return homes[number]
    return _Home(-1)


def _place_span(
    span: Span,
    paragraphs: Sequence[ReviewedParagraph],
    homes: Sequence[_Home],
    now: Sequence[PlacedParagraph],
) -> PlacedSpan:
    before, home = paragraphs[span.paragraph].text, homes[span.paragraph].number
    origin = now[home].origin if home >= 0 else None
    if origin is not None:
        origin = compare(origin.typed, read_tokens(before))
    return PlacedSpan(before, span.start, span.end, origin)


def _beside(paragraph: int, homes: Sequence[_Home], now: Sequence[PlacedParagraph]) -> Place | None:
    """The place of the last paragraph before one that has none; of the first, where none is."""
    for number in chain(range(paragraph - 1, -1, -1), range(paragraph + 1, len(homes))):
        if homes[number].number >= 0 and now[homes[number].number].place:
            return now[homes[number].number].place
    return None


def _nearest_place(number: int, now: Sequence[PlacedParagraph]) -> Place | None:
    for other in chain(range(number + 1, min(number + 4, len(now))), range(number - 1, -1, -1)):
        if place := now[other].place:
            return place
    return None


SAME = 0.6
"""How much of a paragraph has to be the same for it to be one that was changed since."""
HELD = 0.5
"""How many of the words of a mark on a PDF a paragraph has to have, from 0 to 1."""


def place_pdf_remarks(
    remarks: Sequence[PdfRemark], file: str, now: Sequence[PlacedParagraph]
) -> list[PlacedRemark]:
    """Place what readers left beside the pages of a PDF: by the words that they marked, and those
    of the lines on which they did.
    """
    finder = Finder([TypedText(NOWHERE, one.block.text) for one in now])
    return [_place_mark(one, file, now, finder) for one in remarks]


def _place_mark(
    pdf_remark: PdfRemark, file: str, now: Sequence[PlacedParagraph], finder: Finder
) -> PlacedRemark:
    remark = ReviewRemark(
        cast(Kind, pdf_remark.kind),
        pdf_remark.author,
        pdf_remark.date,
        0,
        on=pdf_remark.on,
        text=pdf_remark.text,
        is_resolved=pdf_remark.is_resolved,
        replies=tuple(pdf_remark.replies),
        elements=pdf_remark.elements,
    )
    named = f"{file}, page {pdf_remark.page}"
    number, share = finder.find_holder(pdf_remark.on, pdf_remark.around)
    nearest = iter(() if pdf_remark.on else pdf_remark.below)
    while (number < 0 or share < HELD) and (words := next(nearest, "")):
        number, share = finder.find_holder(pdf_remark.on, words)
    if number < 0 or share < HELD:
        return PlacedRemark(remark, named, None, "nowhere", before=pdf_remark.around, is_mark=True)
    text, origin = now[number].block.text, now[number].origin
    remark.start = max(0, text.find(pdf_remark.on)) if pdf_remark.on else 0
    place = origin.place_of(remark.start) if origin else _nearest_place(number, now)
    standing: Found = "here" if origin else "near" if place else "nowhere"
    return PlacedRemark(
        remark, named, place, standing, before=text, paragraph=now[number].key, is_mark=True
    )


# ---------------------------------------------------------------------------------------------
# What was changed while nobody tracked it


def _untracked(reviewed: Reviewed) -> Iterator[ReviewRemark]:
    """Find what differs from what was sent and is no tracked change."""
    if not reviewed.sent:
        return
    digests = {digest_of(one.text) for one in reviewed.sent.values()}
    seen: set[str] = set()
    loose: list[int] = []
    for number, paragraph in enumerate(reviewed.paragraphs):
        known = [key for key in paragraph.keys if key in reviewed.sent]
        if known:
            sent = " ".join(reviewed.sent[key].text for key in known)
            seen |= {*known, digest_of(sent)}
            yield from _differences(sent, paragraph.text, number)
        elif paragraph.text.strip() and not paragraph.is_new:
            seen.add(digest_of(paragraph.text))
            if digest_of(paragraph.text) not in digests:
                loose.append(number)
    missing = [
        (key, one) for key, one in reviewed.sent.items()
        if key not in seen and digest_of(one.text) not in seen and one.text.strip()
    ]  # fmt: skip
    finder = Finder([TypedText(NOWHERE, one.text) for _, one in missing])
    paired: set[int] = set()
    for number in loose:
        text = reviewed.paragraphs[number].text
        match = finder.find(text)
        if match and match[0] not in paired:
            paired.add(match[0])
            yield from _differences(missing[match[0]][1].text, text, number)
        elif reviewed.paragraphs[number].is_body:  # LibreOffice adds heads and feet of pages
            yield ReviewRemark("untracked", "", "", number, 0, len(text), text=text)
    for number, (key, one) in enumerate(missing):
        if number not in paired:
            at = _after(key, reviewed)
            yield ReviewRemark("untracked", "", "", at, 0, 0, on=one.text)


def _after(key: str, reviewed: Reviewed) -> int:
    """The paragraph of the file before which the one of this *key* stood."""
    for number, paragraph in enumerate(reviewed.paragraphs):
        if any(other > key for other in paragraph.keys):
            return number
    return len(reviewed.paragraphs) - 1


def _differences(sent: str, text: str, number: int) -> Iterator[ReviewRemark]:
    if digest_of(sent) == digest_of(text):
        return
    old, new = read_tokens(sent), read_tokens(text)
    matcher = SequenceMatcher(
        None, [sent[one.start : one.end] for one in old],
        [text[one.start : one.end] for one in new], autojunk=False,
    )  # fmt: skip
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        was = sent[old[a].start : old[b - 1].end] if a < b else ""
        is_ = text[new[c].start : new[d - 1].end] if c < d else ""
        start = new[c].start if c < len(new) else len(text)
        yield ReviewRemark("untracked", "", "", number, start, start + len(is_), on=was, text=is_)


# ---------------------------------------------------------------------------------------------
# Keys


def with_keys(remarks: Sequence[PlacedRemark]) -> list[PlacedRemark]:
    """Give each remark the key by which an answer to it is known: what was said, and by whom.

    It stays the same when the file is collected once more, whatever the file is called.
    """
    counts: dict[str, int] = {}
    keyed = []
    for remark in remarks:
        it = remark.remark
        parts = (it.kind, it.author, it.date, it.on, it.text, remark.before)
        digest = sha256("\0".join(parts).encode()).hexdigest()[:8]
        counts[digest] = counts.get(digest, 0) + 1
        again = f"-{counts[digest]}" if counts[digest] > 1 else ""
        keyed.append(replace(remark, key=f"{digest}{again}"))
    return keyed
