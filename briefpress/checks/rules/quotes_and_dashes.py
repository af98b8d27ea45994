"""A quotation mark, a dash or a space is a typewriter's.

Why: where a text is set with care, a straight quote or a hyphen for a dash is seen at once.

Mend: write “ ”, ’, – and … themselves. The press sets straight quotes, `--` and `...` of brief.md
and of the texts of brief.yaml, and the quotes of a source; not those of labels, of cells and of
charts. Of ranges it sets those that can be nothing else, 3-5 May, 12-15 km, Monday-Friday; what
else is a range and what a minus, only its author knows.
"""

import re
from collections.abc import Iterator
from itertools import islice

from ...model.problems import Severity
from ...model.ranges import is_range
from ...model.scripts import SQUARE
from ..evidence.texts import Reading, Text, shown
from ..table import Finding

SEVERITY: Severity = "warning"
_STRAIGHT = re.compile(r"(?<!\d)\"")
_FOR_A_KEYBOARD = re.compile(
    r"(?<![<\w])<<(?=\s?[^\W\d])|(?<![>\w])>>(?=[^\W\d])|(?<=[^\W\d])\s?(?:<<|>>)(?![\w<>])"
    r"|(?<![\w,]),,(?=[^\W\d])"
)
"""Two signs of a keyboard for a quotation mark: `<<oui>>`, `,,ja''`."""
_LOW = re.compile(r"„[^„“”]*[“”]")
"""A quotation as other languages mark it: „so“, „tak”."""
_ACCENT = re.compile(r"(?<=[^\W\d_])´|´(?=[^\W\d_])")
_RANGE, _APOSTROPHE = "a hyphen in a range", "a straight apostrophe"
_DASH = "a hyphen for a dash"
_SIGNS = "two signs for one"
_TURNED = re.compile(
    r"(?:^|(?<=[\s(]))”(?=\w)|(?<=[\w.,!?])“(?=[\s.,;:!?)]|$)"
    r"|(?<=[a-zà-ÿ])‘(?=(?:s|re|ve|ll|d|m)(?!\w))|(?<=[a-z]n)‘(?=t(?!\w))"
)
"""Marks of “ ” and ’ the wrong way round; ‘ between letters is one of Arabic: Shi‘a."""
AROUND = 10
"""Letters before and after a fault that a message shows, at least: it cuts no word."""
_SET = ("source", "alt")
"""Texts whose straight marks nobody sees: a source has them set, an alt text is heard."""
_HAN = "\u3400-\u9fff"
"""Chinese letters; in Korean a comma is a Latin one."""
_FAULTS = (
    (re.compile(r"(?<!\d)(?:\w'\w|\s'\w|[^\W\d]'\s|[^\W\d]'$|^'\w)"),
     _APOSTROPHE, "write ’"),
    (re.compile(r"(?<![\d/.,-])(?:\d{1,4}|\d+[.,]\d{1,2})\s?%?\s?-\s?"
                r"(?:\d{1,4}|\d+[.,]\d{1,2})(?![.,]?\d|[/-])"
                rf"(?![^\W{SQUARE}])"), _RANGE, ""),
    (re.compile(r"[\w»”’…,]\s+--?\s+\w|\w--\w"), _DASH, ""),
    (re.compile(r"(?<![^\s(])-\d[\d.,]*(?![\d-])"), "a hyphen for a minus", "write −, as in −0.5"),
    (re.compile(r"\.\.\."), "three full stops", "write …"),
    (re.compile(r"(?<=\d)\.\.(?=\d)"), "two full stops for a range", "write an en dash"),
    (re.compile(r"(?<=[\w)\]”’»%\ufffc])\.\.(?!\.)(?!(?<=\d\.\.)\d)"), "two full stops",
     "delete one"),
    (re.compile(r"。。(?!。)|、、|،،"), "two signs beside each other", "delete one"),
    (re.compile(r"(?!(?<=\s),,[^\W\d])[,;]\s*[,;]|[,;:]\.(?!\w|\.)"),
     "two signs beside each other", "delete one"),
    (re.compile(r"\w\s+[,.،](?=\s|$)"), "a space before a comma or full stop", "delete it"),
    (re.compile(rf"[{_HAN}]\s*[,;:?!](?=\s*[{_HAN}])"), "a mark of half the width",
     "write ， ； ： ？ or ！"),
    (re.compile(rf"(?![{_HAN}])[^\W\d_]\s+[,،](?=[^\W\d_]{{2}})"),
     "a space on the wrong side of a comma", "write it behind the comma"),
    (re.compile(rf"(?:(?![{_HAN}])[^\W\d_]){{2}}[,،؛](?:(?![{_HAN}])[^\W\d_]){{2}}"),
     "no space after a comma", "add it"),
    (re.compile(r"[a-zà-ÿ]{2}\.[A-ZÀ-Ý][a-zà-ÿ]"), "no space after a full stop", "add it"),
    (re.compile(r"(?<=[\w)] )-+>(?= [\w(])"), _SIGNS, "write →"),
    (re.compile(r"(?<=[\w)] )=+>(?= [\w(])"), _SIGNS, "write ⇒ or →"),
    (re.compile(r"(?<=[\w)] )<-+(?= [\w(])"), _SIGNS, "write ←"),
    (re.compile(r"<=(?=\s?[\d.])|(?<=\w )<=(?= \w)"), _SIGNS, "write ≤"),
    (re.compile(r">=(?=\s?[\d.])|(?<=\w )>=(?= \w)"), _SIGNS, "write ≥"),
    (re.compile(r"(?<=[\w)] )!=(?= [\w(])"), _SIGNS, "write ≠"),
    (re.compile(r"(?<![\w+])\+/?-(?=\s?\d)"), _SIGNS, "write ±"),
    (re.compile(r"(?<![\w(])\([cC]\)(?=\s?(?:19|20)\d\d)"), "letters for a sign", "write ©"),
    (re.compile(r"(?<=\w)\s?\((?:tm|TM)\)"), "letters for a sign", "write ™"),
)  # fmt: skip

_SYMBOL = re.compile(
    r"\S*(?:://|www\.|@)\S*|\b10\.\d{4,9}/\S+|\d{4}-\d\d-\d\d"
    r"|(?:\+\d|\(0\d*\)|\b0\d{2,}|\b00\d)[\d \u00a0()/-]+\d"  # a telephone
    r"|(?:\bn[°ºᵒ]|\bn\.º|№|\bno\.|\bnr\.?)\s?\d{2,4}-\d+",  # a law
    re.IGNORECASE,
)
"""Addresses, dates, telephone numbers, laws: a hyphen there is one."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find them in every text as it is printed, and in the cells of data."""
    opening, closing = (mark.strip() for mark in reading.brief.words.quotes[:2])
    way = f"write {opening} and {closing}"
    straight = (_STRAIGHT, "a straight quotation mark", way)
    typed = (_FOR_A_KEYBOARD, "two signs for a quotation mark", way)
    accent = (_ACCENT, "an accent for an apostrophe", "write ’")
    for text in reading.texts:
        bare = _SYMBOL.sub("0", text.typed)
        for pattern, what, hint in (straight, typed, accent, *_FAULTS):
            are_pairs = pattern in (_STRAIGHT, _FOR_A_KEYBOARD, _ACCENT)
            if text.kind in _SET and (are_pairs or what == _APOSTROPHE):
                continue
            matches = pattern.finditer(bare)
            for match in islice(matches, 1) if are_pairs else matches:
                if what == _DASH and match[0][0].isdigit() and match[0][-1].isdigit():
                    continue  # a range
                if what == _DASH:
                    dash = reading.brief.words.dash
                    yield _finding(text, bare, match, what, f"write {dash} with spaces around it")
                elif what != _RANGE:
                    yield _finding(text, bare, match, what, hint)
                elif is_range(match[0]):
                    written = re.sub(r"\s?-\s?", "–", match[0])
                    yield _finding(text, bare, match, what, f"write an en dash: {written}")
        if (opening, closing) == ("“", "”") and text.kind not in _SET:
            unquoted = _LOW.sub(lambda match: "x" * len(match[0]), bare)
            for match in islice(_TURNED.finditer(unquoted), 1):
                sign = {"”": opening, "“": closing}.get(match[0], "’")
                yield _finding(text, bare, match, "a mark the wrong way round", f"write {sign}")
        for match in _SPACED.finditer(bare):
            if _is_spaced_range(match):
                written = re.sub(r"\s*–\s*", "–", match[0])
                yield _finding(
                    text, bare, match, "spaces in a range", f"write it without: {written}"
                )


_SPACED = re.compile(
    r"(?<![\w.,/–-])(\d[\d.,]*)(\s?%?)\s+–\s+(\d[\d.,]*)(\s?%| per cent\b| pour cent\b)?"
    r"(?![\w/–-])"
)


def _is_spaced_range(match: re.Match[str]) -> bool:
    """Whether two numbers around a dash are from and to, and no afterthought: two years, or two
    numbers of which the first is the smaller, before a per cent.
    """
    numbers = [match[group].rstrip(".,").replace(",", ".") for group in (1, 3)]
    if not all(re.fullmatch(r"\d+(\.\d+)?", number) for number in numbers):
        return False
    first, last = map(float, numbers)
    is_years = all(re.fullmatch(r"(?:1[89]|20)\d\d", number) for number in numbers)
    return first < last and (is_years or bool(match[4]))


def _finding(text: Text, bare: str, match: re.Match[str], what: str, hint: str) -> Finding:
    start = bare.rfind(" ", 0, max(0, match.start() - AROUND)) + 1
    end = bare.find(" ", match.end() + AROUND)
    if re.search(f"[{_HAN}]", bare[start : match.start()]):  # no space parts its words
        start = max(start, match.start() - AROUND)
    around = bare[start : end if end > 0 else None]
    return Finding(text.line_of(match[0]), f"{what} in `{shown(around)}`", hint)
