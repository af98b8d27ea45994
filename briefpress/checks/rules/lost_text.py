"""A text of the source is not on the page.

Why: a sentence that a template forgets, or that a style hides, is missed by nobody but its author,
too late.

Mend: see whether the template prints the field, and whether a style hides or divides it.
"""

import re
from collections.abc import Iterator, Sequence

from ...model.problems import Place, Severity
from ...model.scripts import SQUARE
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.text_lines import owner
from ..evidence.texts import TYPED, in_latin_digits, letters_of, shown, split
from ..table import Finding

SEVERITY: Severity = "error"
FOUND = 0.5
"""Part of a sentence's runs of three words that the page must have: signs and notes may stand
between them there."""
RUN = 3
"""Words."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find what the page has to say and does not print, and what the brief says and it does not."""
    yield from _unprinted(proof)
    yield from _missing(proof)


def _unprinted(proof: PrintedPage) -> Iterator[Finding]:
    """Compare each element of the page with what is printed of it, letter by letter."""
    layout = proof.pdf.layout
    printed: dict[int, list[str]] = {}
    for page in layout.pages:
        owners: dict[int, int] = {}
        for piece in page.pieces:
            if piece.area not in owners:
                owners[piece.area] = owner(layout, page, piece.area)
            printed.setdefault(owners[piece.area], []).append(piece.text)
    for element, text in layout.texts.items():
        letters = letters_of("".join(printed.get(element, [])))
        if not _is_within(letters_of(text), letters):
            yield Finding(
                place_on_page(proof, text),
                f"`{shown(text, 60)}` is not wholly on the page, on {proof.pdf.paper}",
                "see which rule of styles/ hides or cuts it",
            )


def _is_within(letters: str, longer: str) -> bool:
    """Whether *letters* come in this order in *longer*, which may have more: counters, signs."""
    if letters in longer:
        return True
    rest = iter(longer)
    return all(letter in rest for letter in letters)


def _missing(proof: PrintedPage) -> Iterator[Finding]:
    """Compare what the brief says with what the page has to say, by three words at a time.

    What the page fills in, values and dates, is left out; so is what it spells out.
    """
    known: set[tuple[str, ...]] = set()
    spelled_out = [*_spelled_out(proof)]
    for text in proof.pdf.layout.texts.values():
        for form in {text, *(pattern.sub(r"\1", text) for pattern in spelled_out)}:
            for page_words in (_words(form), _words(_THOUSANDS.sub("", form))):
                for length in range(1, RUN + 1):
                    known.update(_runs(page_words, length))
    for one in proof.texts:
        # Other problems tell of a block that is never placed, or cannot be printed.
        is_looked_for = one.is_printed and proof.brief.is_printed(one.path)
        for sentence in split(one.typed, proof.brief) if is_looked_for else ():
            runs = [
                run
                for part in sentence.split(TYPED)
                if (part_words := _words(part))
                for run in _runs(part_words, min(RUN, len(part_words)))
            ]
            if sum(run in known for run in runs) < FOUND * len(runs):
                yield Finding(
                    one.where(sentence),
                    f"`{shown(sentence.replace(TYPED, '…'), 60)}` is not on the page, on "
                    f"{proof.pdf.paper}",
                    f"see whether {_template(proof)} prints {_field(one.path)}; if not, write the "
                    "words in brief.md",
                )


def _field(path: Sequence[str | int]) -> str:
    return f"`{path[0]}`" if path else "it"


def _template(proof: PrintedPage) -> str:
    return str(Place(f"templates/{proof.brief.fields.template}.html"))


def _spelled_out(proof: PrintedPage) -> Iterator[re.Pattern[str]]:
    """Give the patterns of the words that spell a short form out: `United Nations (UN)`, where its
    group is the short form, `UN (United Nations)` or `(UN, United Nations)`; and the same with the
    article that belongs to its meaning.
    """
    acronyms, language = proof.brief.fields.acronyms, proof.brief.words
    forms = [
        (short, form)
        for short, meaning in acronyms.items()
        for form in {meaning, language.plural(meaning)}
    ]
    meanings = "|".join(_spaced(form) for _, form in forms) or "(?!)"
    for article in {"", language.short_forms.article}:
        before = [rf"{_spaced(f'{article} {form}')}\s\((?={_spaced(short)}s?\))"
                  for short, form in forms]  # fmt: skip
        yield re.compile(
            rf"(?i:{'|'.join(before) or '(?!)'})([^()]*)\)"
            rf"|\s?[(（](?:{meanings})[)）]|,\s(?:{meanings})(?=\))"
        )


def _spaced(words: str) -> str:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return re.sub("['’]", "['’]", pattern)


_THOUSANDS = re.compile(r"(?<=\d)[ ’](?=\d{3}(?!\d))")
"""A sign that divides thousands: `2400000` of a cell is printed as 2 400 000 or 2’400’000."""
_WORD = re.compile(rf"[{SQUARE}]|[^\W{SQUARE}]+")
"""A word; of Chinese, Japanese and Korean, which stand right beside a value, a letter."""


def _words(text: str) -> list[str]:
    typed = in_latin_digits(text).replace("\u2060", "")  # a joiner is in a word
    return _WORD.findall(re.sub(r"(?<=\d)[.,٫٬](?=\d)", "", typed.casefold()))


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Give each run of *length* words."""
    return zip(*(words[n:] for n in range(length)), strict=False)
