"""Find where something that is printed was written."""

from __future__ import annotations

import re

from .model import Brief, Proof
from .problems import Place

_BETWEEN = r"(?:[\s*_`>\"'“”‘’]|\{:[^}]*\}|\[[^\]]*\]|\{\{[^}]*\}\}|\([^)]*\))+"
"""What may stand between two words of a text where it is written."""


def find_place(brief: Brief, text: str, words: int = 5) -> Place | None:
    """Where the first *words* words of *text* stand in the files of *brief*; None where nowhere."""
    parts = re.findall(r"\w+|\S", text)[:words] if len(text) > 1 else [text]
    if not parts:
        return None
    for few in (parts, parts[:3], parts[1:4]):
        pattern = re.compile((_BETWEEN + "?").join(map(re.escape, few)), re.IGNORECASE)
        for file in brief.texts if few else ():
            if match := pattern.search(file.text):
                before = file.text[: match.start()]
                return Place(file.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return None


def place_on_page(proof: Proof, text: str) -> Place:
    """Where *text*, which is printed, was written; of what no author wrote, the PDF."""
    return find_place(proof.brief, text) or Place(f"output/{proof.pdf.slug}")
