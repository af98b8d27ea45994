"""Divide the authors of BibTeX as their writer meant them: value of a field → value for pandoc.

BibTeX knows one way, ` and ` between two names and braces around a body; people write others:

    Smith, J.; Jones, K.     ─►  Smith, J. and Jones, K.
    Smith, J. et al.         ─►  Smith, J. and others
    United Nations and UNHCR ─►  {United Nations} and {UNHCR}
"""

from __future__ import annotations

import re

from ..model.names import BODIES

NAMES = {"author", "editor", "translator", "bookauthor", "editora"}
"""The fields that hold names."""
FEW = 3
"""Names before `and others` that every style prints in full."""
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_ET_AL = re.compile(r",?\s+(?:et\s+al\.?|and\s+others)\s*\Z", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*(?:Jr|Sr|Jnr|Snr)\.?\s*|\s*[IVX]+\.?\s*")


def mend_names(value: str) -> str:
    """Write the names of a *value*, with its braces or quotation marks, as pandoc reads them."""
    marks = value[:1] + value[-1:]
    if marks not in ("{}", '""') or "{" in (names := value[1:-1]):
        return value
    names = re.sub(r"\s*;\s*(?:and\s+)?", " and ", names.strip(" ;"))
    others = " and others" if _ET_AL.search(names) else ""
    divided = _AND.split(_ET_AL.sub("", names))
    named = " and ".join(f"{{{one}}}" if _is_body(one) else one for one in divided)
    return f"{marks[0]}{named}{others}{marks[1]}"


def find_fault(value: str) -> tuple[str, str] | None:
    """Tell what of the names of a *value* is not printed as they were meant, and what to do: names
    that are not divided, of which pandoc takes the third for a given name; a few `and others`.
    """
    names = _AND.split(re.sub(r"\{[^{}]*\}", "", value.strip("{}")))
    if names[-1].strip() == "others" and len(names) - 1 <= FEW:
        return "`and others` prints nothing", "name them all, for the style shortens a long list"
    for one in names:
        parts = one.split(",")
        if len(parts) > 3 or (len(parts) == 3 and not _SUFFIX.fullmatch(parts[1])):
            return "names are divided by commas", "write ` and ` between two names"
        if re.search(r"\s\\?&\s", one) and not _is_body(one):
            return "names are divided by `&`", "write ` and ` between two, or braces around a body"
    return None


def _is_body(name: str) -> bool:
    return "," not in name and BODIES.search(name) is not None
