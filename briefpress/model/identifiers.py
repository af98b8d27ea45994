"""Numbers by which libraries and registers know a paper: DOI, ISSN, ISBN, each checked."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>]+")
_DOI_LEAD = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_COPY = "copy it anew from whoever gave it to you"


@dataclass(frozen=True)
class Identifier:
    """A number by which registers know a paper; as a text, its address: `urn:ISBN:978-3-16-…`."""

    name: str
    """How the imprint and registers call it: `ISBN`."""
    number: str
    scheme: str
    """How its address begins: `urn:ISBN`."""
    resolver: str = ""
    """Where it is found on the web, without the number: `https://doi.org/`; empty: nowhere."""

    def __str__(self) -> str:
        return f"{self.scheme}:{'-'.join(self.number.split())}"


def bare_doi(text: str) -> str:
    """Take `https://doi.org/` or `doi:` away that stands before a DOI."""
    return _DOI_LEAD.sub("", text.strip(), count=1)


def read_doi(text: str) -> str:
    """Read a DOI, as it is or as an address: `10.5555/12345678`. Raises ValueError, worded for an
    author.
    """
    doi = bare_doi(text)
    if not _DOI.fullmatch(doi):
        raise ValueError(f"`{text}` is no DOI", "write it as 10.5555/12345678")
    return doi


def read_issn(text: str) -> str:
    """Read an ISSN, `2049-3630`, whose last digit checks the others. Raises ValueError, worded for
    an author.
    """
    digits = _digits(text, "ISSN")
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        raise ValueError(f"`{text}` is no ISSN: it has eight digits", "write it as 2049-3630")
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits, strict=False))
    _compare(text, "ISSN", digits[-1], _eleventh(total))
    return f"{digits[:4]}-{digits[4:]}"


def read_isbn(text: str) -> str:
    """Read an ISBN of 13 digits or of 10, whose last digit checks the others; its hyphens stay as
    they are. Raises ValueError, worded for an author.
    """
    digits = _digits(text, "ISBN")
    if re.fullmatch(r"97[89]\d{10}", digits):
        total = sum((1, 3)[place % 2] * int(digit) for place, digit in enumerate(digits[:12]))
        _compare(text, "ISBN", digits[-1], str(-total % 10))
    elif re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9]))
        _compare(text, "ISBN", digits[-1], _eleventh(total))
    else:
        raise ValueError(
            f"`{text}` is no ISBN: it has 13 digits, the first are 978 or 979",
            "write it as 978-3-16-148410-0",
        )
    return re.sub(r"^ISBN(?:-1[03])?:?\s*", "", text.strip(), flags=re.IGNORECASE)


def _digits(text: str, name: str) -> str:
    """Take the digits of *text*, which may begin with its *name*."""
    number = re.sub(rf"^{name}(?:-1[03])?:?", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"[\s\u2010-\u2013-]", "", number).upper()


def _eleventh(total: int) -> str:
    """Give the digit that makes *total* divisible by eleven."""
    return "0123456789X"[-total % 11]


def _compare(text: str, name: str, last: str, expected: str) -> None:
    if last != expected:
        raise ValueError(f"`{text}` is no {name}: its last digit would be {expected}", _COPY)
