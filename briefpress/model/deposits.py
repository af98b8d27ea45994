"""Fields for the registers of papers, and a paper as it is handed in to one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from .fields import Contract

Registry = Literal["crossref", "datacite", "reliefweb"]
Ids = Annotated[list[int], Field(min_length=1, max_length=30)]


class ReliefWebAccount(Contract):
    """The institute at ReliefWeb, by the numbers that its API gives."""

    source: Ids
    """Its number among the sources."""
    languages: dict[str, int]
    """The numbers of languages: `{en: 267, fr: 268}`."""


class ReliefWebFields(Contract):
    """A brief at ReliefWeb, by the numbers that its API gives."""

    country: Annotated[list[int], Field(min_length=1, max_length=300)]
    """The countries that it is about, the one that it is most about first."""
    format: int
    """Its kind: an analysis, a situation report."""
    theme: list[int] = Field(default_factory=list, max_length=20)
    """Its themes."""
    disaster: list[int] = Field(default_factory=list, max_length=30)
    """The disasters that it is about."""


@dataclass(frozen=True)
class DepositedFile:
    """A PDF that a register may fetch."""

    address: str
    sha256: str


@dataclass(frozen=True)
class Deposit:
    """An edition as it is handed in: all of it plain text."""

    code: str
    edition: int
    title: str
    standfirst: str
    messages: Sequence[str]
    language: str
    authors: Sequence[str]
    """Names of people; none, where the institute is the author."""
    institute: str
    city: str
    published: date
    """The day of its first edition."""
    day: date
    """The day of this one."""
    series: str
    address: str
    """The page of the publication."""
    files: Sequence[DepositedFile]
    identifiers: Mapping[str, str] = field(default_factory=dict)
    """The numbers by which registers know it, by their names: `ISBN`."""
    number: str = ""
    """Its number as a report, or in the series."""
    licence: str = ""
    keywords: Sequence[str] = ()
    sender: str = ""
    """The mail address of whoever hands it in."""
    translations: Sequence[tuple[str, bool]] = ()
    """The DOIs of its other languages, and whether each is the one that this was translated from.
    """
    updates: Sequence[tuple[str, date]] = ()
    """The updates that readers must know of, as Crossref calls them, and their days."""
    policy: str = ""
    """The DOI of the page that says how the institute corrects its papers."""
    embargo: datetime | None = None
    reliefweb: ReliefWebFields | None = None
    account: ReliefWebAccount | None = None

    @property
    def doi(self) -> str:
        """Its DOI; empty where it has none."""
        return self.identifiers.get("DOI", "")

    @property
    def issn(self) -> str:
        """The ISSN of its series; empty where it has none."""
        return self.identifiers.get("ISSN", "")
