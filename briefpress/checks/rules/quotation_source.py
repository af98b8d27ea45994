"""A quotation has no source.

Why: words between quotation marks are somebody's, and a diplomat will ask whose.

Mend: cite it behind the closing mark: [@key, p. 5]; of a paragraph of its own, also in a short
sentence right after it.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ...model.text import Citation
from ...model.walk import walk
from ..evidence.texts import QUOTED, Reading, Text, shown, split, words
from ..table import Finding

SEVERITY: Severity = "warning"
WORDS = 4
"""Shorter ones are terms."""
_HAN = re.compile("[\u3400-\u9fff]")
HAN_LETTERS = 12
"""The same of Chinese letters, between which no blank parts words."""
WORDS_OF_SPEAKER = 12
"""How many words a sentence has at most that says who is quoted."""
_SPEAKER = re.compile(r"\s*[—–―]{1,2}\s*\w")
"""The beginning of a line under a quotation that says whose it is: `— A trader, interview`."""
_END = re.compile(r"[.!?…。！？؟][”’»」』\")]*\s*\Z")
_LETTERS_OF_SPEAKER = 90
"""How long such a line is at most where it begins with no dash, and ends without a full stop."""
_FORMULA = re.compile(r"(?:^|\s)[=→←↔⇌≈≤≥](?:\s|$)")


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find quotations of four words and more, and paragraphs of them, without a citation after."""
    texts = [text for text in reading.texts if text.kind not in ("source", "alt", "fact", "note")]
    sourced = [
        leaf.path[:-1]
        for leaf in walk(reading.brief.fields)
        if isinstance(leaf.value, Citation) and leaf.path
    ]
    cited = {_plain(quoted) for text in texts for quoted, is_cited in _quoted(text) if is_cited}
    prose = _plain(" ".join(text.text for text in texts if not text.path))
    around = zip([None, *texts[:-1]], texts, [*texts[1:], None], strict=True)
    for before, text, following in around:
        is_sourced = text.path and any(text.path[: len(path)] == path for path in sourced)
        if text.kind == "quotation":
            if _SPEAKER.match(text.text) or (before and _is_speaker(text, before)):
                continue  # it says who was quoted above
            if is_sourced or (text.path and _plain(text.text) in prose):
                continue  # it names its source, or stands large what the text has already
            if _is_term(text.text) or _FORMULA.search(text.text):
                continue
            if not (text.cited or (following and _names_source(following, text, reading))):
                yield Finding(
                    text.place,
                    f"the quotation `{shown(text.text)}` has no source",
                    "cite it behind its last word: [@key, p. 5]; an interview is a source of "
                    "`type: interview`",
                )
            continue
        if is_sourced:
            continue  # its table, figure or event names a source
        for quoted, is_cited in _quoted(text):
            if not is_cited and _plain(quoted) not in cited:
                yield Finding(
                    text.where(quoted),
                    f"the quotation `{shown(quoted)}` has no source",
                    "cite it behind the closing mark: [@key, p. 5]",
                )


def _is_term(text: str) -> bool:
    return len(words(text)) < WORDS and len(_HAN.findall(text)) < HAN_LETTERS


def _is_speaker(text: Text, before: Text) -> bool:
    """Whether *text* is a line that says whose the quotation *before* it is, without a dash: `(A
    trader, interview)`.
    """
    is_in_brackets = re.fullmatch(r"[(（].*[)）]\.?", text.text.strip()) is not None
    return (
        before.kind == "quotation"
        and _END.search(before.text) is not None
        and len(text.text) < _LETTERS_OF_SPEAKER
        and (is_in_brackets or not _END.search(text.text))
    )


def _names_source(following: Text, quotation: Text, reading: Reading) -> bool:
    """Whether the paragraph after a *quotation* cites whose it is: another one of the quotation
    anywhere, one of the text in a short first sentence, "So she told the court."
    """
    if following.kind == "quotation":
        return bool(following.cited)
    if following.kind != "paragraph" or following.path != quotation.path:
        return False
    first = "".join(split(following.text, reading.brief)[:1])
    return len(words(first)) <= WORDS_OF_SPEAKER and any(
        start <= len(first) for start in following.cited
    )


def _quoted(text: Text) -> Iterator[tuple[str, bool]]:
    """Find what *text* quotes, and whether a source is cited in its sentence or behind it."""
    for match in QUOTED.finditer(text.text):
        before = text.text[: match.start()]
        if _is_term(match[1]) or _is_title(match[1], before):
            continue
        sentence = max(before.rfind(end) for end in (". ", "! ", "? ", "… ")) + 1
        yield match[1], any(start > sentence for start in text.cited)


def _plain(text: str) -> str:
    return " ".join(words(text.casefold()))


def _is_title(quoted: str, before: str) -> bool:
    """Whether it reads as the title of a work, *before* which it stands in a sentence.

    Most of its longer words begin with a capital, or the first does, and it is no whole sentence.
    """
    if quoted[0].isupper() and quoted[-1] not in ".!?…" and re.search(r"\w\s*$", before):
        return True
    longer = [word for word in words(quoted) if len(word) > 3]
    return bool(longer) and sum(word[0].isupper() for word in longer) > 0.6 * len(longer)
