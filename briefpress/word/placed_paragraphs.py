"""Place the paragraphs of a page in the files of its brief, and find the letters that are typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from ..model.problems import Place
from .printed_blocks import PageBlocks, PrintedBlock
from .typed_texts import (
    Origin,
    TypedKind,
    TypedText,
    compare,
    find_cell,
    find_origins,
    read_tokens,
    typed_ranges,
)


@dataclass(frozen=True)
class PlacedParagraph:
    """A paragraph of a page, and where its words were typed."""

    block: PrintedBlock
    origin: Origin | None
    key: str

    @property
    def place(self) -> Place | None:
        """Where it was typed."""
        if self.origin is None:
            return None
        return self.origin.place_of(self.origin.pairs[0][0] if self.origin.pairs else 0)


def digest_of(text: str) -> str:
    """Give the digest that a text is known by: blanks do not count."""
    return sha256("".join(text.split()).encode()).hexdigest()[:12]


def place_paragraphs(page: PageBlocks, typed: Sequence[TypedText]) -> list[PlacedParagraph]:
    """Find where each paragraph of a page was typed; the cells of a row go together."""
    paragraphs: list[PrintedBlock] = []
    wholes: list[tuple[str, TypedKind]] = []
    columns: list[int] = []
    for block in page.blocks:
        for row in block.rows:
            whole = " ".join(one.text for cell in row for one in cell.paragraphs)
            for column, cell in enumerate(row):
                paragraphs += cell.paragraphs
                columns += [column] * len(cell.paragraphs)
                wholes += [(whole, "row")] * len(cell.paragraphs)
        if not block.rows and not block.picture:
            paragraphs.append(block)
            columns.append(0)
            wholes.append((block.text, "heading" if block.role == "heading" else "text"))
    paragraphs += page.notes
    columns += [0] * len(page.notes)
    wholes += [(note.text, "source") for note in page.notes]
    origins = find_origins(typed, wholes)
    placed = []
    for number, (block, (whole, _), column, origin) in enumerate(
        zip(paragraphs, wholes, columns, origins, strict=True), 1
    ):
        own = origin if whole == block.text else _of_cell(block, column, origin)
        placed.append(PlacedParagraph(block, own, f"_bp{number:04}_{digest_of(block.text)}"))
    return placed


def _of_cell(block: PrintedBlock, column: int, row: Origin | None) -> Origin | None:
    if row is None:
        return None
    if cell := find_cell(row.typed, column):
        return compare(cell, read_tokens(block.text))
    own = find_origins([row.typed], [(block.text, "row")])[0]
    return own or replace(row, pairs=())


def free_ranges(placed: PlacedParagraph) -> list[tuple[int, int]]:
    """The ranges of a paragraph that its author typed, and a reviewer may change."""
    origin, text = placed.origin, placed.block.text
    if origin is None or placed.block.role == "small" or origin.typed.kind == "house":
        return []
    if placed.block.role == "note" and not origin.typed.place.file.endswith(".md"):
        return []
    free: list[tuple[int, int]] = []
    for start, end in typed_ranges(origin, text):
        # A blank beside what was filled in is free, a word in the midst of it is not.
        is_inside = " " not in text[start:end] and (
            0 < start < len(text) and end < len(text)
            and not text[start - 1].isspace() and not text[end].isspace()
            and text[end] not in ".,;:!?"
        )  # fmt: skip
        if is_inside:
            continue
        while start and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
        if free and free[-1][1] >= start:
            free[-1] = free[-1][0], end
        else:
            free.append((start, end))
    return free


def cut_at_edges(
    start: int, end: int, free: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Cut a range of characters where what is free begins or ends."""
    at = start
    for first, last in free:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if at < first:
            yield at, first, False
        yield first, last, True
        at = last
    if at < end:
        yield at, end, False
