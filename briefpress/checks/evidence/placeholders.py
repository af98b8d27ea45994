"""Find what stands where a figure, a name or a sentence is still to come: XX, TBC, [insert …]."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ...model.brief import Vocabulary
from ...model.cells import Column, is_spreadsheet_error
from ...model.scripts import SQUARE
from .numbers import any_of

MARKS = frozenset(
    (
        *("YYYY", "TODO", "TBC", "TBD", "TBA", "FIXME", "TK", "TKTK"),
        *("XX", "XXX", "XXXX", "ХХ", "ХХХ", "XY"),
    )
)
"""Short forms of those who write, for what is to come; Х is Cyrillic."""
_SIGNS = "×○〇△□＊Ｘ"
"""Signs that stand for digits in Chinese and Korean, as X does."""
_IN_BRACKETS = (
    r"\[(?:figures?|numbers?|names?|dates?|sources?|refs?|links?|url|month|amount|percentage|x+|nn"
    r"|tbc|tbd|tk|\?+|_+)\]"
    r"|\[(?-i:Name|Date|Number|Title|Amount|Share) of (?![^\]]*(?:withheld|omitted))[^\]]+\]"
    rf"|(?<=年)[x{_SIGNS}]+月|(?<=月)[x{_SIGNS}]+日|(?<=년 )[x{_SIGNS}]+월|(?<=월 )[x{_SIGNS}]+일"
    r"|(?<!\?)\?{3,}|(?<![^\W_])_{3,}(?![^\W_])"
    r"|\blorem ipsum\b|\bdolor sit amet\b"
    r"|[$€£¥]\s?x+\b(?![-’'^_])|\b[xх]{2,}(?:[.,][xх]+)?\s?%|\bx+[.,](?:x+|000)\b"
    r"|\bY{4}\b|\bx+ (?:million|billion|per cent|percent)\b"
    r"|\b(?:19|20)xx\b|\bxx[/.-]xx\b|(?<=/)(?:[A-Z]\.)?xx+\b"
)
_MARK = re.compile(r"(?<![\w/.@#-])(?:TODO|TBC|TBD|TBA|FIXME|TK(?:TK)?)(?![\w/@-]|\.\w|\s?\d)")
_EXES = re.compile(
    r"(?<![A-Za-zÀ-ɏА-я0-9/.-])(?:XX+|ХХ+)"  # also in Cyrillic
    rf"(?=\s+(?:[a-zà-ÿа-яё\u0600-\u06ff]+|[A-Z][a-z]+ \d{{4}}\b)|, (?:TB|TK)|\s?[{SQUARE}])"
)
_CELL = r"(?:[$€£¥]\s?)?(?:x{2,}|x[.,]x+)\s?%?|t\.?b\.?[acd]\.?|tk(?:tk)?|\?+"
_SQUARE = re.compile(f"[{SQUARE}]")
OF_PROGRAMS = frozenset(
    ("NaN", "nan", "NaT", "<NA>", "NULL", "null", "\\N", "inf", "-inf", "Inf", "-Inf", "undefined")
)
"""Cells in which a program says that it has no number: pandas, R, a database."""
_WRITTEN_IN_FULL = re.compile(
    r"#(?:REF|DIV/0|VALUE|NAME|NULL|NUM|N/A)[!?]?|\b\d(?:\.\d+)?E\+\d{2}\b"
)


class PlaceholderFinder:
    """Finds what is still to come in the texts and the cells of one language."""

    def __init__(self, words: Vocabulary) -> None:
        """Take the *words* by which the language says so, and those that only look like it."""
        self._no_marks = frozenset(words.no_marks)
        begins = any_of(words.to_come)
        # `(补充)` is a supplement, and `(add)` a key: only longer ones say what is missing.
        whole = [one for one in words.to_come if len(one) > (2 if _SQUARE.match(one) else 5)]
        after_colon = any_of([one for one in whole if " " in one or _SQUARE.match(one)])
        phrases = [one for one in (*words.to_come, *words.to_come_in_cells) if len(one) > 5]
        capitals = "|".join(re.escape(one.upper()) for one in phrases if one.upper() != one)
        self._capitals = re.compile(rf"(?<!\w)(?:{capitals or '(?!)'})(?!\w)")
        self._always = re.compile(
            # Without its case: to look for one takes Python 4 ms.
            rf"[\[<{{【［〔](?:please )?{begins}(?!(?-i:[^\W_{SQUARE}]))"
            r"[^\]>}】］〕]{0,80}[\]>}】］〕]"
            rf"|[(（]\s*{any_of(whole)}\s*[.!…]*\s*[)）]|(?<=[:：])\s*{after_colon}(?=\s*[.。!…]*\s*$)"
            rf"|{_IN_BRACKETS}",
            re.IGNORECASE,
        )
        # A name, or a word for a century, before a Roman numeral: `Article XX of`, `siglo XX`.
        self._before_numeral = re.compile(
            rf"(?:\b(?!{any_of(words.no_names)}\s)[A-ZÀ-Ý][\w’'.]*"
            rf"|\b(?i:{'|'.join(words.before_numeral) or '(?!)'}|{any_of(words.numbered)}))\s+$"
        )
        counted = any_of((*words.people, *words.powers))
        self._before_people = re.compile(rf"\s{counted}(?!\w)", re.IGNORECASE)
        shares = f"(?:{'|'.join(words.units.get('%', ())) or '(?!)'})"
        self._counted = re.compile(
            rf"(?<![\w/.@-])(?:[xх]{{2,}}|nn+|xy)(?=\s(?:{counted}|{shares})(?!\w))"
            rf"|[{_SIGNS}]{{2,}}(?=\s?(?:{counted}|[%％万亿억만천人名]))|^[{_SIGNS}]{{2,}}$",
            re.IGNORECASE,
        )
        self._after_numeral = re.compile(
            rf"(?:\s\w{{1,3}}\s[IVXLC]+)?\s*(?:{'|'.join(words.after_numeral) or '(?!)'})(?!\w)",
            re.IGNORECASE,  # also of the first of two: `XX and XXI centuries`
        )
        todo = () if "TODO" in self._no_marks else ("todo",)
        cells = any_of((*words.to_come_in_cells, *todo))
        self._cell = re.compile(f"{_CELL}|{cells}", re.IGNORECASE)

    def find_in_text(self, text: str, known: Collection[str] = ()) -> Iterator[str]:
        """Find what is still to come in *text*, and what a spreadsheet wrote in place of a number.

        *known*: short forms that the brief spells out, such as TBC for tuberculosis.
        """
        end = 0
        for match in sorted(self._all(text, known), key=re.Match.start):
            if match.start() >= end:  # `[TBC]` is one
                yield match[0].strip()
                end = match.end()

    def _all(self, text: str, known: Collection[str]) -> Iterator[re.Match[str]]:
        yield from _WRITTEN_IN_FULL.finditer(text)
        yield from self._always.finditer(text)
        if is_spreadsheet_error(text.strip()):
            yield from re.finditer(r"#\S+", text)
        shouted = sum(word.isupper() for word in text.split())  # words without capitals are none
        if text.isupper() and shouted > 3:  # `TODO` is a word then
            return
        for match in _MARK.finditer(text):
            if match[0] not in known and match[0] not in self._no_marks:
                yield match
        yield from self._counted.finditer(text)
        yield from (match for match in self._capitals.finditer(text) if match[0] not in known)
        for match in _EXES.finditer(text):
            before = text[: match.start()]
            if match[0] not in self._no_marks and (
                self._before_people.match(text, match.end())
                or not (
                    self._before_numeral.search(before)
                    or self._after_numeral.match(text, match.end())
                )
            ):
                yield match

    def find_in_column(self, column: Column) -> Iterator[tuple[int, str]]:
        """Find the cells of *column* that are to come, or an error of the spreadsheet, by row."""
        codes = sum(bool(re.fullmatch("[A-Z]{2,3}", text)) for text in set(column.texts))
        for row, text in enumerate(column.texts):
            is_code = codes > 2 and re.fullmatch("[A-Z]{2,3}", text)
            is_to_come = self._cell.fullmatch(text) and not is_code
            is_none = text in OF_PROGRAMS or (text == "None" and column.kind == "number")
            if is_to_come or is_none or is_spreadsheet_error(text) or self._always.fullmatch(text):
                yield row, text
