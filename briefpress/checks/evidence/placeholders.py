"""Find what stands where a figure, a name or a sentence is still to come: XX, TBC, [insert …]."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ...model.cells import Column, is_spreadsheet_error

MARKS = frozenset({"TODO", "TBC", "TBD", "TBA", "FIXME", "TK", "TKTK", "XX", "XXX", "XXXX"})
"""Short forms of those who write, for what is to come."""
_INSERT = (
    r"insert|add|enter|fill in|to be (?:added|completed|confirmed|determined|inserted|updated)|"
    r"placeholder|citation needed|source needed|reference needed|insérer|ajouter|à compléter|"
    r"à confirmer|einfügen|hier einfügen|ergänzen|noch zu|insertar|añadir|por confirmar|completar"
)
_ALWAYS = re.compile(
    rf"[\[<{{](?:please )?(?:{_INSERT})(?![^\W_])[^\]>}}]{{0,80}}[\]>}}]"
    r"|\[(?:figures?|numbers?|names?|dates?|sources?|refs?|x+|tbc|tbd|tk|\?+|_+)\]"
    r"|(?<!\?)\?{3,}|(?<![^\W_])_{3,}(?![^\W_])"
    r"|\blorem ipsum\b|\bdolor sit amet\b"
    r"|[$€£¥]\s?x{2,}\b|\bx{2,}(?:[.,]x+)?\s?%|\bx[.,]x\b"
    r"|\b(?:19|20)xx\b|\bxx[/.-]xx\b|(?<=/)(?:[A-Z]\.)?xx+\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?<![\w/.@#-])(?:TODO|TBC|TBD|TBA|FIXME|TK(?:TK)?)(?![\w/@-]|\.\w|\s?\d)")
_EXES = re.compile(r"(?<![\w/.-])XX+(?=\s+(?:(?:[a-zà-ÿ]+)|[A-Z][a-z]+ \d{4}\b))")
_NUMERAL_BEFORE = re.compile(
    r"(?:\b(?!(?:A|About|All|Among|And|At|By|Etwa|For|From|In|Nearly|Of|Only|Over|Rund|Some|The|"
    r"These|This|Those|To|Von|With|Über)\s)[A-ZÀ-Ý][\w’'.]*|\b(?:siglo|siècle|secolo|século|s\.))\s+$"
)
"""A name, or a word for a century, before a Roman numeral: `Article XX of`, `siglo XX`."""
_NUMERAL_AFTER = re.compile(
    r"\s+(?:centur\w+|siècles?|secol\w+|jahrhundert\w*|annivers\w+|congr\w+|cumbre\w*|sommets?|"
    r"chromosom\w+|olymp\w+|of the (?:treaty|charter|covenant|agreement|convention))\b",
    re.IGNORECASE,
)
_COUNT_IN_WORDS = ("es", "fr", "it", "pt")
"""Languages in which XX counts what follows it: `el XX aniversario`."""
_CELL = re.compile(
    r"(?:[$€£¥]\s?)?(?:x{2,}|x[.,]x+)\s?%?|t\.?b\.?[acd]\.?|to be (?:confirmed|determined|added)|"
    r"tk(?:tk)?|\?+|todo|pending|à confirmer|por confirmar|folgt",
    re.IGNORECASE,
)
_WRITTEN_IN_FULL = re.compile(
    r"#(?:REF|DIV/0|VALUE|NAME|NULL|NUM|N/A)[!?]?|\b\d(?:\.\d+)?E\+\d{2}\b"
)


def find_placeholders(text: str, language: str, known: Collection[str] = ()) -> Iterator[str]:
    """Find what is still to come in *text*, and what a spreadsheet wrote in place of a number.

    *known*: short forms that the brief spells out, such as TBC for tuberculosis.
    """
    end = 0
    for match in sorted(_all(text, language, known), key=re.Match.start):
        if match.start() >= end:  # `[TBC]` is one
            yield match[0]
            end = match.end()


def _all(text: str, language: str, known: Collection[str]) -> Iterator[re.Match[str]]:
    yield from _WRITTEN_IN_FULL.finditer(text)
    yield from _ALWAYS.finditer(text)
    if text.isupper() and len(text.split()) > 3:  # shouted: `TODO` is a word then
        return
    for match in _MARK.finditer(text):
        if match[0] not in known and not (match[0] == "TODO" and language[:2] in ("es", "pt")):
            yield match
    for match in _EXES.finditer(text):
        if match[0] == "XX" and language[:2] in _COUNT_IN_WORDS:
            continue
        before = text[: match.start()]
        if not _NUMERAL_BEFORE.search(before) and not _NUMERAL_AFTER.match(text, match.end()):
            yield match


def find_unfinished(column: Column) -> Iterator[tuple[int, str]]:
    """Find the cells of *column* that are still to come, or an error of the spreadsheet, by row."""
    codes = sum(bool(re.fullmatch("[A-Z]{2,3}", text)) for text in set(column.texts))
    for row, text in enumerate(column.texts):
        is_to_come = _CELL.fullmatch(text) and not (codes > 2 and re.fullmatch("[A-Z]{2,3}", text))
        if is_to_come or is_spreadsheet_error(text) or text == "NaN":
            yield row, text
