"""Find where a text of the page was written: a line of the author's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.brief import Brief
from ...model.contract import BLOCKS
from ...model.elements import find_fields
from ...model.geometry import Area, PageLayout, around
from ...model.house import FIELDS
from ...model.problems import Place
from ...model.text import Block
from .printed_page import PrintedPage
from .text_lines import leading
from .texts import Text, find_place, find_words, letters_of, words_by_three

_LEAST = 0.3
"""Part of what an element says that a text must be, or of a text that an element must say."""
_LEAST_OF_NOTE = 0.08
"""The same of a field of a source: a note has a dozen of them."""
_SHORT = 4
"""Letters by which a text, a number of a table, is not known within another one."""


def place_on_page(
    proof: PrintedPage, text: str, page: PageLayout | None = None, area: int = -1
) -> Place:
    """Find the line on which the printed *text* was written.

    *area*: the one in which it stands on *page*, by its number. In a block it is looked for among
    the texts of that block and in its data file before all others, which may have the same words.
    Where the words themselves were written nowhere, a date, a number, it is the line of what stands
    around them; then that of the block's name; then that of the title.
    """
    areas = [*around(page, area)] if page else []
    return (
        _find_in_block(proof, text, areas)
        or _find_words(proof, text, areas)
        or _place_of_block(proof, areas)
        or proof.brief.place("title")
    )


def place_of_template(brief: Brief) -> Place:
    """Name the template of *brief*, which prints what no author wrote."""
    return Place(f"templates/{brief.fields.template}.html")


def place_in_words(proof: PrintedPage, text: str) -> Place:
    """Find where the printed *text* was written; the template where no author wrote it."""
    return _find_words(proof, text, []) or place_of_template(proof.brief)


def _find_words(proof: PrintedPage, text: str, areas: list[Area]) -> Place | None:
    """Find where *text*, or what stands around it, was written; None where nowhere."""
    if not letters_of(text):
        return None
    for whole in _wholes(proof, text, areas):
        if written := _find_written(proof.written, whole, text):
            return _line_of(proof.brief, written, text)
    return find_place(proof.brief, text)


def _find_in_block(proof: PrintedPage, text: str, areas: list[Area]) -> Place | None:
    """Find where *text* was written in the block with a name that *areas* stand in."""
    path = next(_paths_of_blocks(proof, areas), ())
    if len(path) < 2 or not letters_of(text):
        return None
    own = [one for one in proof.written if one[0].path[:2] == path]
    for whole in _wholes(proof, text, areas):
        if written := _find_written(own, whole, text):
            return _line_of(proof.brief, written, text)
    kind, name = path
    file = getattr(getattr(proof.brief.fields, kind)[name], "data", None)
    data = next((one for one in proof.brief.texts if file and one.base == file), None)
    return find_words(data, text, 0, len(data.text)) if data else None


def _wholes(proof: PrintedPage, text: str, areas: list[Area]) -> Iterator[str]:
    """Give what the elements around *text* say, from the inside out; *text* where none is known."""
    texts = proof.pdf.layout.texts
    if areas:
        wholes = [texts[area.element] for area in areas if area.element in texts]
        yield from wholes or [text]
    else:
        letters = letters_of(text)
        yield from sorted((one for one in texts.values() if letters in letters_of(one)), key=len)


def _find_written(texts: Sequence[tuple[Text, str]], whole: str, part: str) -> Text | None:
    """Find the one of *texts*, each with its letters, that is printed in an element that says
    *whole*.

    Of several, the longest one that has *part* in it. Where values and short forms were filled in,
    it is the one that has most of its words, three at a time.
    """
    letters, part = letters_of(whole), letters_of(part)
    best, best_rank = None, (False, 0)
    for written, its_letters in texts:
        shared = _shared(written, its_letters, letters)
        rank = part in its_letters, shared
        if shared and rank > best_rank:
            best, best_rank = written, rank
    if best:
        return best
    threes = words_by_three(whole)
    likeness = {one: len(threes & words_by_three(one.text)) for one, _ in texts}
    likest = max(likeness, key=likeness.__getitem__, default=None)
    return likest if likest and likeness[likest] * 2 > len(threes) else None


def _shared(written: Text, its_letters: str, letters: str) -> int:
    """How many letters *written* and an element share, if the one is printed in the other."""
    shorter, longer = sorted((its_letters, letters), key=len)
    is_in_note = written.path[:1] == ("sources",) and shorter is its_letters
    least = (_LEAST_OF_NOTE if is_in_note else _LEAST) * len(longer)
    is_short = len(shorter) < _SHORT and shorter != longer
    return len(shorter) if shorter in longer and len(shorter) >= least and not is_short else 0


def _line_of(brief: Brief, written: Text, part: str) -> Place:
    """Find the line of *written* on which its *part* stands.

    Where it does not, that of the entry or the block of which it is a field, or its first one.
    """
    file = next((one for one in brief.texts if one.name == written.place.file), None)
    if file is None:
        return written.place
    begin: Place | None = written.place
    if written.kind == "note" and not written.path:  # its place is that of its call
        begin = find_words(file, written.text, 0, len(file.text))
    first = begin.line if begin and begin.line else 1
    lines = file.text.splitlines(keepends=True)
    last = next((n for n in range(first, len(lines)) if not lines[n].strip()), len(lines))
    if written.path:  # a field of brief.yaml: up to the next one
        begun = (one.line for one in brief.places.values() if one.file == file.name and one.line)
        last = min([last, *(line - 1 for line in begun if line > first)])
    start = sum(map(len, lines[: first - 1]))
    end = start + sum(map(len, lines[first - 1 : last]))
    if place := find_words(file, part, start, end):
        return place
    return brief.place(*written.path[:2]) if written.path[2:] else written.place


def _place_of_block(proof: PrintedPage, areas: list[Area]) -> Place | None:
    """Find the name of the block in which the innermost of *areas* stands."""
    path = next(_paths_of_blocks(proof, areas), None)
    return proof.brief.place(*path) if path else None


def _paths_of_blocks(proof: PrintedPage, areas: list[Area]) -> Iterator[tuple[str, ...]]:
    """Give the fields that *areas*, from the inside out, may be: `tables`, `votes`; `timeline`."""
    for area, around_it in zip(areas, [*areas, None][1:], strict=True):
        # A caption stands in what holds the table, and tells tables apart whose cells are alike.
        is_held = area.tag == "table" and around_it and "table" in around_it.classes
        holder = around_it if around_it and is_held else area
        for field in find_fields((*area.classes, area.tag)):
            if field not in BLOCKS or not BLOCKS[field].has_names:
                yield from [(field,)] if (field,) in proof.brief.places else []
            elif name := _name_of_block(proof, field, holder):
                yield field, name


def _name_of_block(proof: PrintedPage, field: str, holder: Area) -> str | None:
    """Find which block of *field* the texts in *holder* are of; None where that is not known."""
    for text in _texts_in(proof, holder.element):
        written = _find_written(proof.written, text, text)
        if written and written.path[0:1] == (field,):
            return str(written.path[1])
    return None


def find_block(proof: PrintedPage, areas: list[Area]) -> tuple[str, Place] | None:
    """Find the innermost block of *areas*: how prose calls it, `{{ timeline }}`, and where it is
    placed. None where they are in none.
    """
    path = next(_paths_of_blocks(proof, areas), None)
    if path is None:
        return None
    placed = (
        mark.place
        for mark in proof.brief.marks
        if isinstance(mark, Block) and path == tuple(filter(None, (mark.kind, mark.name)))
    )
    name = f"`{{{{ {'.'.join(path)} }}}}`" if path[0] in BLOCKS else f"`{path[0]}`"
    return name, next(placed, proof.brief.place(*path))


def heights_beside(proof: PrintedPage) -> dict[str, int]:
    """How many lines of the text each block beside it is high, by how prose calls it: key messages,
    big figures, a timeline, a figure.
    """
    heights: dict[str, float] = {}
    line = leading(proof.pdf)
    for page in proof.pdf.layout.pages:
        for number, area in enumerate(page.areas):
            areas = [*around(page, number)]
            if "beside" in area.classes and not any("beside" in one.classes for one in areas[1:]):
                held = (
                    n
                    for n, one in enumerate(page.areas)
                    if one.tag in ("figure", "table") and area in around(page, n)
                )
                within = next(held, number)
                block = find_block(proof, [*around(page, within)])
                name = block[0] if block else f"`{area.classes[-1]}`"
                heights[name] = heights.get(name, 0.0) + area.height / line
    return {name: round(height) for name, height in heights.items()}


def how_to_narrow(proof: PrintedPage, page: PageLayout, area: int) -> str:
    """Say how the author gets a text that is too wide into its place: by the block it is in."""
    areas = [*around(page, area)]
    block = find_block(proof, areas)
    if any(one.kind == "table" for one in areas):
        wide = "a landscape page of its own"
        return (
            f"give {block[0]} shorter heads or fewer columns, or `turn: true` in {FIELDS}: {wide}"
            if block
            else "give the table shorter heads or fewer columns, or write it as one of `tables:` "
            f"in {FIELDS}, where `turn: true` gives it {wide}"
        )
    if block:
        return f"divide or shorten {block[0]}, or the word or address in it that is too long"
    return "divide or shorten what is too long: a word, an address, which may have a name"


def _texts_in(proof: PrintedPage, element: int) -> Iterator[str]:
    """Give the texts in *element*, a block, on whichever page: its captions first."""
    texts = proof.pdf.layout.texts
    elements = {
        area.element: area.tag not in ("caption", "figcaption")
        for page in proof.pdf.layout.pages
        for number, area in enumerate(page.areas)
        if area.element in texts and any(one.element == element for one in around(page, number))
    }
    for one in sorted(elements, key=elements.__getitem__):
        yield texts[one]
