"""A text of the source is not on the page.

Why: a sentence that a template forgets, or that a style hides, is missed by nobody but its author,
too late.

Mend: see whether the template prints the field, and whether a style hides or divides it.
"""

import re
from collections.abc import Iterator

from ...model.problems import Place, Severity
from ..evidence.lines import owner
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import place_on_page, shown, split, texts
from ..table import Finding

SEVERITY: Severity = "error"
FOUND = 0.5
"""Part of a text's trigrams of words that the page must have: short forms are spelled out there,
and values are filled in."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find what the page has to say and does not print, and what the brief says and it does not."""
    yield from _unprinted(proof)
    yield from _missing(proof)


def _unprinted(proof: PrintedPage) -> Iterator[Finding]:
    """Compare each element of the page with what is printed of it, letter by letter."""
    layout = proof.pdf.layout
    printed: dict[int, list[str]] = {}
    for sheet in layout.sheets:
        owners: dict[int, int] = {}
        for piece in sheet.pieces:
            if piece.area not in owners:
                owners[piece.area] = owner(layout, sheet, piece.area)
            printed.setdefault(owners[piece.area], []).append(piece.text)
    for element, text in layout.texts.items():
        letters = _letters("".join(printed.get(element, [])))
        if not _is_within(_letters(text), letters):
            yield Finding(
                place_on_page(proof, text),
                f"`{shown(text, 60)}` is not wholly on the page, on {proof.pdf.paper}",
                "see which rule of styles/ hides or cuts it",
            )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _is_within(letters: str, longer: str) -> bool:
    """Whether *letters* come in this order in *longer*, which may have more: counters, signs."""
    if letters in longer:
        return True
    rest = iter(longer)
    return all(letter in rest for letter in letters)


def _missing(proof: PrintedPage) -> Iterator[Finding]:
    """Compare what the brief says with what the page has to say, by three words at a time."""
    known: set[tuple[str, ...]] = set()
    words: list[str] = []
    for text in proof.pdf.layout.texts.values():
        sentence_words = re.findall(r"\w+", text.casefold())
        words += sentence_words
        known.update(_threes(sentence_words))
    single = set(words)
    for one in texts(proof.brief):
        # Of a block that is never placed, or cannot be printed, an author is told as that.
        is_looked_for = one.is_printed and proof.brief.is_printed(one.path)
        for sentence in split(one.text, proof.brief) if is_looked_for else ():
            sentence_words = re.findall(r"\w+", sentence.casefold())
            threes = [*_threes(sentence_words)]
            known_threes = sum(one in known for one in threes) if threes else sum(
                one in single for one in sentence_words
            )  # fmt: skip
            if sentence_words and known_threes < FOUND * (len(threes) or len(sentence_words)):
                yield Finding(
                    one.where(sentence),
                    f"`{shown(sentence, 60)}` is not on the page, on {proof.pdf.paper}",
                    f"see whether {_template(proof)} prints it",
                )


def _template(proof: PrintedPage) -> str:
    return str(Place(f"templates/{proof.brief.fields.template}.html"))


def _threes(words: list[str]) -> Iterator[tuple[str, ...]]:
    yield from zip(words, words[1:], words[2:], strict=False)
