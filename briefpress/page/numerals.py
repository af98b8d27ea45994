"""Write the numbers of a page in the digits of its own script: `٢٠٢٣` for `2023`.

A brief, or its institute, asks for it by `numerals: native`; the file of the language says which
digits and signs these are. Words and symbols in Latin letters keep theirs: `A/HRC/25/63`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..model.brief import Language, TextFile
from ..model.page import Html
from ..model.text import TAG

_LATIN = "A-Za-z\u00c0-\u024f"
_LEFT = re.compile(r"<(?P<tag>style|script|code|pre|title|\w+(?=\s[^<>]*\bdir=\"ltr\"))\b")
"""The beginning of an element that may keep its digits: one that is read from the left."""
_NEVER = ("style", "script", "code", "pre", "title")
_NUMBER = re.compile(
    rf"&[#\w]+;|[^\s&]*[{_LATIN}][^\s&]*|\+\d[\d ()\u00a0\u202f-]{{5,}}\d"
    r"|(?<!\d)\d{7,}(?!\d)|(?P<number>\d(?:[\d.,]*\d)?)(?P<share>[ \u00a0\u202f]?%)?"
)
"""Texts that keep their digits, words with Latin letters, telephone numbers and codes; a number."""
_COUNTERS = re.compile(r"\b(counter\(\s*[\w-]+|target-counter\(\s*attr\([\w-]+\)\s*,\s*\w+)\s*\)")
_RUNNING = re.compile(r'(?<=\sdata-running=")[^"]*')
_SET = re.compile(r"(?<=>)[^<>]+(?=</(?:text|tspan)>)")


def write_native(html: str, language: Language) -> str:
    """Write the numbers in the body of the page *html*, or in a part of one, in native digits."""
    head, body, rest = html.partition("<body")
    if not body:
        head, rest = "", head
    parts = TAG.split(body + rest)
    for first, last in _find_texts(parts):
        for at in range(first, last):
            if parts[at].startswith("<"):
                parts[at] = _RUNNING.sub(lambda it: _write(it[0], language), parts[at])
                parts[at] = _turn_share(parts[at], parts[at + 1 : at + 2])
            else:
                parts[at] = _write(parts[at], language)
    return head + "".join(parts)


def _find_texts(parts: list[str]) -> Iterator[tuple[int, int]]:
    """Find the stretches of *parts*, tags and texts in turns, whose numbers are written anew."""
    at = first = 0
    while at < len(parts):
        opening = _LEFT.match(parts[at])
        if opening and not parts[at].endswith("/>"):
            end = _find_end(parts, at, opening["tag"])
            words = "".join(part for part in parts[at:end] if not part.startswith("<"))
            if opening["tag"] in _NEVER or re.search(f"[{_LATIN}]", words):
                yield first, at
                first = at = end
                continue
        at += 1
    yield first, len(parts)


def _find_end(parts: list[str], at: int, tag: str) -> int:
    """Find the part behind the element *tag* that begins at *at*."""
    depth = 0
    for number in range(at, len(parts)):
        depth += bool(re.match(rf"<{tag}\b", parts[number])) - parts[number].startswith(f"</{tag}")
        if not depth:
            return number + 1
    return len(parts)


def _turn_share(tag: str, text: list[str]) -> str:
    """Turn the element of a per cent around: its sign stands on the left of such a number."""
    is_share = bool(text) and re.fullmatch(r"\d[\d.,]*%", text[0]) is not None
    return tag.replace('dir="ltr"', 'dir="rtl"') if is_share else tag


def _write(text: str, language: Language) -> str:
    """Write the numbers of *text*, which has no tag in it."""
    digits = str.maketrans("0123456789", language.digits)
    signs = language.digit_signs

    def write(match: re.Match[str]) -> str:
        number = match["number"]
        if number is None:
            return match[0]
        number = re.sub(r",(?=\d{3}(?!\d))", signs.get("thousands", ","), number)
        if number.count(".") == 1:
            number = number.replace(".", signs.get("decimal", "."))
        share = (match["share"] or "").replace("%", signs.get("percent", "%"))
        return number.translate(digits) + share

    return _NUMBER.sub(write, text)


def write_native_drawing(svg: bytes, language: Language) -> bytes:
    """Write the numbers in the words of a chart in native digits; Latin words keep theirs."""

    def write(match: re.Match[str]) -> str:
        return match[0] if re.search(f"[{_LATIN}]", match[0]) else _write(match[0], language)

    return _SET.sub(write, svg.decode()).encode()


def count_natively(html: Html, language: Language) -> Html:
    """Have the pages, notes and lists of *html* counted in native digits."""
    name = f"native-{language.tag}"
    styles = [replace(one, text=_COUNTERS.sub(rf"\1, {name})", one.text)) for one in html.styles]
    symbols = " ".join(f'"{digit}"' for digit in language.digits)
    own = (
        f'@counter-style {name} {{ system: numeric; symbols: {symbols}; suffix: " " }}\n'
        f"ol {{ list-style-type: {name} }}\n"
        f"::footnote-call {{ content: counter(footnote, {name}) }}\n"
        # Such digits are larger than those of a Latin font of the same size.
        ".facts b { font-size: 19pt; line-height: 24pt }\n"
    )
    return replace(html, styles=(*styles, TextFile("numerals.css", own)))
