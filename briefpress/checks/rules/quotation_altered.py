"""A quotation does not stand in the saved copy of its source, or on another page of it.

Why: one word that was altered is what the other side will talk about.

Mend: copy the words anew from the source; what is left out is `…`, what is put in `[so]`.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from ...model.problems import Place, Severity
from ...model.text import MARK, Citation, Cited, Value
from ..evidence.saved_copies import look_up, read_copy
from ..evidence.texts import QUOTED, Reading, shown, value, words
from ..table import Finding

SEVERITY: Severity = "warning"
PUBLISHED: Severity = "error"
WORDS = 4
"""Shorter ones are terms."""
_BLOCKS = re.compile(r"</?(?:p|li|dd|dt|td|th|h[2-4]|div|blockquote)\b[^>]*>")
_SENTENCE = re.compile(r"[.!?…](?=\s+[^\W\d_])")


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Look each quotation up in the saved copies of the sources that are cited behind it."""
    if not reading.brief.saved:
        return
    copies = {name.rpartition(".")[0]: name for name in reading.brief.saved}
    told: set[str] = set()
    for quoted, cites in _quotations(reading):
        known = [(cited, copies[cited.key]) for cited in cites if cited.key in copies]
        missing: list[Finding] = []
        for cited, name in known:
            pages = read_copy(name, reading.brief.saved[name])
            place = _place(reading, quoted)
            if not pages:
                if name not in told:
                    told.add(name)
                    hint = "save a copy with its text, or read it over yourself"
                    message = f"there is no text in sources/{name} to look quotations up in"
                    yield Finding(place, message, hint, "warning")
                break
            passage = look_up(quoted, pages)
            if passage and passage.is_same:
                missing = []
                yield from _other_page(cited, quoted, passage.pages, name, place)
                break
            near = ""
            if passage:
                page = f" (page {passage.pages[0]})" if passage.pages[0] is not None else ""
                near = f"; nearest there{page}: `{passage.text}`"
            message = f"the quotation `{shown(quoted)}` is not in sources/{name}{near}"
            missing.append(Finding(place, message, "copy its words anew, or cite where they stand"))
        yield from missing[:1]


def _other_page(
    cited: Cited, quoted: str, pages: tuple[int | None, ...], name: str, place: Place
) -> Iterator[Finding]:
    """Tell a page that is not the one on which the quotation stands."""
    wanted = [*_page_numbers(cited)]
    texts = [page for page in pages if page is not None]
    if wanted and texts and not any(page in wanted for page in texts):
        message = f"`{shown(quoted)}` stands on page {texts[0]} of sources/{name}, not {wanted[0]}"
        yield Finding(place, message, f"cite it so: [@{cited.key}, p. {texts[0]}]", "warning")


def _page_numbers(cited: Cited) -> Iterator[int]:
    """The pages that a citation names: `5`, `5–7`, `5 and 9`."""
    if cited.label != "page":
        return
    for match in re.finditer(r"(\d+)(?:\s*[-–]\s*(\d+))?", cited.locator or ""):
        first, last = match[1], match[2] or match[1]
        last = first[: len(first) - len(last)] + last  # `114–5`
        yield from range(int(first), min(int(last), int(first) + 500) + 1)


def _quotations(reading: Reading) -> Iterator[tuple[str, tuple[Cited, ...]]]:
    """Each quotation of the prose and of the blocks, with the sources that it cites."""
    brief = reading.brief
    fragments = [brief.prose.html, *(box.text.html for box in brief.fields.boxes.values())]
    fragments += [one.html for one in brief.fields.key_messages]
    for html in fragments:
        html = re.sub(r"<brief-note>.*?</brief-note>", "", html, flags=re.S)
        for stands_large in re.findall(r"<blockquote>(.*?)</blockquote>", html, re.S):
            text = _text(reading, _BLOCKS.sub(" ", stands_large))
            cites = [mark for one in MARK.findall(text) if (mark := reading.brief.marks[int(one)])]
            if cites and isinstance(cites[-1], Citation):
                yield MARK.sub("", text).strip("“”«»„ "), cites[-1].items
        html = re.sub(r"<blockquote>.*?</blockquote>", "", html, flags=re.S)
        for block in _BLOCKS.split(html):
            text = _text(reading, block)
            for match in QUOTED.finditer(text):
                quoted = MARK.sub("", match[1])
                if len(words(quoted)) >= WORDS:
                    yield quoted, _cited_behind(reading, text, match.end())
    for quote in brief.fields.quotes.values():
        if quote.source is not None:
            yield MARK.sub("", _text(reading, quote.text.html)), quote.source.items


def _text(reading: Reading, html: str) -> str:
    """The words of *html*, values filled in; marks of citations stay."""

    def fill(match: re.Match[str]) -> str:
        mark = reading.brief.marks[int(match[1])]
        if isinstance(mark, Value):
            return escape(value(reading.brief, mark))
        return match[0] if isinstance(mark, Citation) else ""

    plain = unescape(re.sub(r"<[^>]*>", "", MARK.sub(fill, html)))
    return " ".join(plain.replace("\u2060", "").split())


def _cited_behind(reading: Reading, text: str, end: int) -> tuple[Cited, ...]:
    """The sources cited behind a quotation, in its sentence or at its end."""
    match = MARK.search(text, end)
    if match is None or len(_SENTENCE.findall(text[end : match.start()])) > 0:
        return ()
    mark = reading.brief.marks[int(match[1])]
    return mark.items if isinstance(mark, Citation) else ()


def _place(reading: Reading, quoted: str) -> Place:
    """Where a quotation was written."""
    plain = " ".join(quoted.split())
    for text in reading.texts:
        if plain in " ".join(text.text.split()):
            return text.where(plain)
    return reading.brief.prose.place
