"""Write what pandoc leaves out of BibTeX as letters: `{\\DJ}in{\\dj}i{\\'c}` → `{Đ}in{đ}i{\\'c}`.

Pandoc 3.9 reads accents and the letters of French, German and Polish; of those below, which Zotero
and JabRef write, it makes nothing and says nothing, so that a name loses its first letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

_LETTERS = {
    "DJ": "Đ", "dj": "đ", "DH": "Ð", "dh": "ð", "TH": "Þ", "th": "þ", "NG": "Ŋ", "ng": "ŋ",
    "IJ": "IJ", "ij": "ij", "SS": "ẞ", "OHORN": "Ơ", "ohorn": "ơ", "UHORN": "Ư", "uhorn": "ư",
    "textschwa": "ə", "schwa": "ə", "ayn": "ʿ", "hamza": "ʾ", "texteuro": "€", "EUR": "€",
    "textcent": "¢", "textnumero": "№", "textordfeminine": "ª", "textordmasculine": "º",
    "texttrademark": "™", "textquestiondown": "¿", "textexclamdown": "¡", "textbar": "|",
    "textendash": "–", "textemdash": "—", "textellipsis": "…", "textunderscore": r"\_",
    "textperiodcentered": "·", "textdaggerdbl": "‡", "texttimes": "×", "textpm": "±",
    "textdiv": "÷", "textminus": "−", "textfractionsolidus": "⁄", "textperthousand": "‰",
    "textonesuperior": "¹", "textcolon": ":", "nobreakspace": "\N{NO-BREAK SPACE}",
    "quad": " ", "qquad": " ", "enspace": " ", "thinspace": "\N{NARROW NO-BREAK SPACE}",
}  # fmt: skip
_MARKS = {
    "textcommabelow": "\N{COMBINING COMMA BELOW}",
    "cb": "\N{COMBINING COMMA BELOW}",
    "textsubdot": "\N{COMBINING DOT BELOW}",
    "textsubbar": "\N{COMBINING MACRON BELOW}",
}
"""Each stands on the one letter in its braces."""
_BOXES = ("mbox", "hbox")
_SILENT = {
    "relax",
    "allowbreak",
    "linebreak",
    "noopsort",
    "bibnamedelima",
    "href",
    "foreignlanguage",
}
"""Print nothing by themselves, or have two arguments, of which pandoc reads the second."""
_FORMULA = re.compile(r"(?<!\\)\$[^$]*(?<!\\)\$")
_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+)")


def _any_of(names: Iterable[str]) -> str:
    return rf"\\(?P<name>{'|'.join(names)})(?![A-Za-z])"


_LETTER = re.compile(_any_of(_LETTERS) + r"(?:\{\}|[ \t]+)?")
_MARKED = re.compile(_any_of(_MARKS) + r"\s*(?:\{(?P<in_braces>\w)\}|(?<=\s)(?P<bare>\w))")
_BOX = re.compile(_any_of(_BOXES) + r"\s*(?=\{)")


def write_letters(value: str) -> str:
    """Write the commands of a *value* that stand for letters which pandoc does not know as these
    letters.
    """
    value = _LETTER.sub(lambda match: _LETTERS[match["name"]], value)
    value = _MARKED.sub(
        lambda match: normalize(
            "NFC", (match["in_braces"] or match["bare"]) + _MARKS[match["name"]]
        ),
        value,
    )
    return _BOX.sub("", value)


def find_commands(value: str) -> Iterator[str]:
    """Give the names of the commands in *value*, but for those of a formula and those that print
    nothing.
    """
    for match in _COMMAND.finditer(_FORMULA.sub("", value)):
        if match["name"] not in _SILENT:
            yield match["name"]


def write_probe(key: str, name: str) -> str:
    """Write an entry of a *key* by which pandoc shows whether it reads the command *name*."""
    return f"@book{{{key},\n  title = {{{{A{{\\{name}{{b}}}}Z}}}}\n}}"


def is_left_out(title: object) -> bool:
    """Whether pandoc made nothing of the command of a probe, by its *title*."""
    return title in ("AZ", None)
