"""Read the saved copy of a source, .pdf, .html or .txt, and look a quotation up in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from ...model.text import as_text

PAGES = 2_000
"""How many pages of a PDF are read."""
NEAR = 0.6
"""How like a quotation a passage must be to be shown."""
_WORD = re.compile(r"\w+(?:[’']\w+)*")
_OMITTED = re.compile(r"\[[^\[\]]*\]|…|\.\s?\.\s?\.")
"""Marks of words that an author has left out or put in: `…`, `[the river]`."""


@dataclass(frozen=True)
class SavedPage:
    """A page of a saved copy."""

    number: int | None
    """As it is printed on it; None where the copy has no pages."""
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, in small letters."""
        return tuple(_WORD.findall(_plain(self.text)))


@dataclass(frozen=True)
class Passage:
    """Where a quotation stands, or what comes nearest to it."""

    is_same: bool
    pages: tuple[int | None, ...]
    """The printed numbers of the pages on which it stands."""
    text: str = ""
    """The nearest passage, where it does not stand there."""


def look_up(quoted: str, pages: Sequence[SavedPage]) -> Passage | None:
    """Look for *quoted* in *pages*; None where nothing comes near it.

    Marks, capitals, the ends of lines and what its author left out, `…` or `[…]`, do not count.
    """
    parts = [_WORD.findall(_plain(part)) for part in _OMITTED.split(quoted)]
    parts = [part for part in parts if part]
    pages_by_part = [[*_pages_with(part, pages)] for part in parts]
    if all(pages_by_part):
        first = min(pages_by_part, key=len)
        return Passage(True, tuple(dict.fromkeys(pages[number].number for number in first)))
    lost = max(
        (part for part, where in zip(parts, pages_by_part, strict=True) if not where), key=len
    )
    return _find_nearest(lost, pages)


def _pages_with(words: Sequence[str], pages: Sequence[SavedPage]) -> Iterator[int]:
    """Which pages hold *words* one after the other, or their beginning before the next page."""
    wanted = f" {' '.join(words)} "
    flat = [f" {' '.join(page.words)} " for page in pages]
    inside = [number for number, text in enumerate(flat) if wanted in text]
    if inside:
        yield from inside
        return
    # Over the end of a page, where notes and the numbers of pages may stand between.
    for number in range(len(flat) - 1):
        for cut in range(1, len(words)):
            before, behind = f" {' '.join(words[:cut])} ", f" {' '.join(words[cut:])} "
            if before not in flat[number]:
                break
            if behind in flat[number + 1]:
                yield number
                break


def _find_nearest(words: Sequence[str], pages: Sequence[SavedPage]) -> Passage | None:
    """The passage that shares most words with *words*, in their order."""
    best, best_page, best_text = NEAR, None, ""
    wanted = Counter(words)
    for page in pages:
        size = len(words) + 2
        starts = _likely_starts(wanted, page.words, size)
        for start in starts:
            part = page.words[start : start + size]
            likeness = SequenceMatcher(None, words, part, autojunk=False).ratio()
            if likeness > best:
                best, best_page, best_text = likeness, page, _as_printed(page, start, size)
    return None if best_page is None else Passage(False, (best_page.number,), best_text)


def _likely_starts(wanted: Counter[str], words: Sequence[str], size: int) -> list[int]:
    """Where the passages begin that share most words with those that are *wanted*."""
    counts = []
    shared = sum(word in wanted for word in words[:size])
    for start in range(max(1, len(words) - size + 1)):
        counts.append((shared, -start))
        shared += (start + size < len(words) and words[start + size] in wanted) - (
            bool(words) and words[start] in wanted
        )
    likely = sorted(counts, reverse=True)[:5]
    return [-start for number, start in likely if number >= NEAR * sum(wanted.values())]


def _as_printed(page: SavedPage, start: int, size: int) -> str:
    """The words of a page as it prints them."""
    text = _join_lines(page.text)
    matches = [*_WORD.finditer(text)][start : start + size]
    return " ".join(text[matches[0].start() : matches[-1].end()].split()) if matches else ""


def _join_lines(text: str) -> str:
    """Join words that were divided at the ends of lines."""
    return re.sub(r"(?<=\w)(?:[-\u2010\u00ad\ufffe]\s*\n\s*|[\u00ad\ufffe])(?=\w)", "", text)


def _plain(text: str) -> str:
    text = _join_lines(text).replace("’", "'").replace("ﬁ", "fi").replace("ﬂ", "fl")
    return text.casefold()


# ---------------------------------------------------------------------------------------------
# Files


@lru_cache(maxsize=32)  # a long PDF takes a second, and is asked once for each quotation
def read_copy(name: str, data: bytes) -> tuple[SavedPage, ...]:
    """Read a saved copy; without pages where there is no text in it."""
    if name.lower().endswith(".pdf"):
        return tuple(_read_pdf(data))
    text = _read_text(data)
    if name.lower().endswith((".html", ".htm")):
        text = _text_of_html(text)
    parts = text.split("\f")
    return tuple(
        SavedPage(number if len(parts) > 1 else None, part)
        for number, part in enumerate(parts, 1)
        if part.strip()
    )


def _read_text(data: bytes) -> str:
    try:
        return as_text(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _text_of_html(text: str) -> str:
    from html import unescape

    text = re.sub(r"<!--.*?-->|<(script|style|head)\b.*?</\1\s*>", " ", text, flags=re.S | re.I)
    return unescape(re.sub(r"<[^<>]*>", lambda tag: _between(tag[0]), text))


_IN_LINE = re.compile(r"</?(?:a|b|i|em|strong|span|font|u|small|mark|q|cite|abbr)\b", re.IGNORECASE)


def _between(tag: str) -> str:
    return "" if _IN_LINE.match(tag) else " "


def _read_pdf(data: bytes) -> Iterator[SavedPage]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        texts, labels = [], []
        for index in range(min(len(pdf), PAGES)):
            page = pdf[index]
            texts.append(page.get_textpage().get_text_range().replace("\r", ""))
            labels.append(pdf.get_page_label(index))
            page.close()
    except pypdfium2.PdfiumError:
        return
    finally:
        pdf.close()
    numbers = [int(label) if label.isdecimal() else None for label in labels]
    if None in numbers or numbers == [*range(1, len(numbers) + 1)]:
        shift = _find_shift(texts)
        numbers = [index + 1 + shift for index in range(len(texts))]
    repeated = _find_repeated(texts)
    for number, text in zip(numbers, texts, strict=True):
        lines = [line for line in text.split("\n") if line.strip() not in repeated]
        if text.strip():
            yield SavedPage(number, "\n".join(lines))


def _find_shift(texts: Sequence[str]) -> int:
    """How much higher the printed numbers of pages are than their places in the file: 0 where the
    pages say no numbers, or not alike.
    """
    shifts: Counter[int] = Counter()
    for index, text in enumerate(texts, 1):
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        ends = {*lines[:2], *lines[-2:]}
        numbers = {int(line) for line in ends if re.fullmatch(r"\d{1,4}", line)}
        shifts.update(number - index for number in numbers)
    best = shifts.most_common(1)
    return best[0][0] if best and best[0][1] > max(1, len(texts) // 3) else 0


def _find_repeated(texts: Sequence[str]) -> set[str]:
    """Lines at the heads and the feet of pages: they stand on three pages and more, or are bare
    numbers.
    """
    lines: Counter[str] = Counter()
    for text in texts:
        kept = [line.strip() for line in text.split("\n") if line.strip()]
        lines.update({*kept[:2], *kept[-2:]})
    return {line for line, number in lines.items() if number > 2 or line.isdecimal()}
