"""Cross-references of Word to the number of a caption → `{{ tables.table-1.ref }}`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .blocks import Left
from .inline import escape

NOUNS = (
    r"figure|fig\.|table|chart|map|box|graphique|tableau|carte|abbildung|tabelle|figura|cuadro|"
    r"tabla|tabela|quadro|gr[áa]fico|mapa|recuadro|encadr[ée]|imagem|imagen|рис\.|рисунок|таблица|"
    r"график|карта|图|表|그림|표|شكل|جدول"
)
"""Pattern of the words before the number of a caption."""
NUMBERS = "numbers of figures and tables"
MARK = "\ue000R{}\ue001"
"""Stands for a cross-reference until the names of figures and tables are known."""
_NUMBER = r"[0-9]+(?:[.\-][0-9]+)*"
_SHOWN = re.compile(rf"(?P<noun>(?:{NOUNS})\s*)?{_NUMBER}\s*[.:]?", re.IGNORECASE)
_MARKED = re.compile(
    rf"(?P<noun>(?<!\w)(?:{NOUNS})[ \u00a0\u202f]+)?\ue000R(?P<number>[0-9]+)\ue001",
    re.IGNORECASE,
)


@dataclass
class CaptionReference:
    """A cross-reference to the number of a caption."""

    bookmark: str
    """The name by which Word knows the number."""
    words: str = ""
    """The text that Word showed."""


def write_references(
    value: Any, references: Sequence[CaptionReference], named: Mapping[str, str], left: list[Left]
) -> Any:
    """Write the cross-references in *value*, a text or texts in lists and tables of fields.

    *named*: the entry of brief.yaml with each bookmark, `tables.table-1`. One whose caption belongs
    to no entry keeps its words. Words that the page makes anew are added to *left*.
    """
    if isinstance(value, dict):
        return {key: write_references(one, references, named, left) for key, one in value.items()}
    if isinstance(value, list):
        return [write_references(one, references, named, left) for one in value]

    def write(match: re.Match[str]) -> str:
        reference, noun = references[int(match["number"])], match["noun"] or ""
        name, shown = named.get(reference.bookmark), _SHOWN.fullmatch(reference.words)
        if name is None or shown is None or not (shown["noun"] or noun):
            return f"{noun}{escape(reference.words)}"
        left.append(Left(NUMBERS, f"{noun}{reference.words}", is_told=False))
        return f"{{{{ {name}.ref }}}}"

    return _MARKED.sub(write, value)
