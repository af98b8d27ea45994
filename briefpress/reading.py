"""Find where something that is printed was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Brief, Proof
from .problems import Place

_BETWEEN = r"(?:[\s*_`>\"'“”‘’]|\{:[^}]*\}|\[[^\]]*\]|\{\{[^}]*\}\}|\([^)]*\))*"
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


def place_of_template(brief: Brief) -> Place:
    """Where the page of *brief* gets what no author writes."""
    return Place(f"templates/{brief.fields.template}.html")


def place_in_words(proof: Proof, text: str) -> Place:
    """Where *text*, which is printed, was written; of what no author wrote, the template."""
    return find_place(proof.brief, text) or place_of_template(proof.brief)


def find_link(brief: Brief, address: str, text: str = "") -> Place | None:
    """Where the link to *address* was written, that of *text* if there are several."""
    found = None
    for file in brief.texts:
        at = file.text.find(address) if address else -1
        while at >= 0:
            before = file.text[:at]
            place = Place(file.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
            if file.text[max(0, at - len(text) - 2) : at].startswith(text):
                return place
            found = found or place
            at = file.text.find(address, at + 1)
    return found


_MARKED = re.compile(
    r"(?:(\*{1,3}|_{1,3}|`)(?P<marked>(?:(?!\1)[^\ue000])+?)\1|\[(?P<linked>[^\[\]]+)\]\([^()]*\))"
    r"\{:?[^{}]*\blang\s*=\s*[\"']?(?P<language>[\w-]+)"
    r"|<(\w+)[^<>]*\blang\s*=\s*[\"']?(?P<named>[\w-]+)[^<>]*>(?P<held>[^<>]+)</\5>"
)


def find_foreign(brief: Brief) -> Iterator[tuple[str, str, Place]]:
    """Find each phrase whose author has named its language: both, and where that stands."""
    for file in brief.texts:
        if "lang" not in file.text:
            continue
        for match in _MARKED.finditer(file.text):
            phrase = match["marked"] or match["linked"] or match["held"]
            before = file.text[: match.start()]
            yield (
                match["language"] or match["named"],
                phrase,
                Place(file.name, before.count("\n") + 1, len(before) - before.rfind("\n")),
            )
