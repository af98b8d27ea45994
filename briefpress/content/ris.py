"""Read a library in RIS: text → items of CSL-JSON, each with its line and what its tags say.

Read here and not by pandoc, which takes `UN Human Rights Council` apart into a family and a given
name, and loses symbols, days and places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_LINE = re.compile(r"\s*(?P<tag>[A-Z][A-Z0-9])\s{1,3}-(?:\s(?P<text>.*))?")
_TYPES = {
    "ABST": "article", "AGGR": "dataset", "ART": "document", "BILL": "bill", "BLOG": "post-weblog",
    "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "document",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "DATA": "dataset", "DBASE": "dataset",
    "DICT": "entry", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book",
    "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry", "GOVDOC": "report",
    "HEAR": "hearing", "INPR": "article-journal", "ICOMM": "personal_communication",
    "JFULL": "periodical", "JOUR": "article-journal", "LEGAL": "regulation",
    "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine",
    "MPCT": "motion_picture", "NEWS": "article-newspaper",
    "PAMP": "pamphlet", "PCOMM": "personal_communication", "RPRT": "report", "SER": "book",
    "STAND": "standard", "STAT": "legislation", "THES": "thesis", "UNBILL": "bill",
    "UNPB": "manuscript", "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
_ALWAYS = {
    "ST": "title-short", "VL": "volume", "PB": "publisher", "CY": "publisher-place",
    "PP": "publisher-place", "UR": "URL", "LK": "URL", "DO": "DOI", "LA": "language",
    "ET": "edition", "NV": "collection-number", "T3": "collection-title", "N1": "note",
}  # fmt: skip
"""The field of each tag that means the same in every type."""
_IN_PARTS = ("article-journal", "article-magazine", "article-newspaper", "chapter", "entry",
             "paper-conference", "post-weblog", "webpage", "article")  # fmt: skip
_PRIVATE = {"AB", "N2", "KW", "L1", "L2", "L3", "L4", "RN"}


@dataclass(frozen=True)
class RisEntry:
    """An entry of a library."""

    key: str
    """Its `ID`; empty where it has none."""
    line: int
    item: Mapping[str, Any]
    """As CSL-JSON."""
    raw: tuple[tuple[str, str], ...]
    """The text of its tags, for a symbol that stands in one."""


def read_ris(text: str) -> Iterator[RisEntry]:
    """Read each entry, from `TY` to `ER`; lines before the first and between two are remarks."""
    tags: list[tuple[str, str]] | None = None
    begins = 0
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line.rstrip())
        if match and match["tag"] == "TY":
            if tags:
                yield _make(tags, begins)
            tags, begins = [], number
        if tags is None:
            continue
        if match and match["tag"] == "ER":
            yield _make(tags, begins)
            tags = None
        elif match:
            tags.append((match["tag"], (match["text"] or "").strip()))
        elif tags and line.strip():  # a long text goes on in the next line
            tags[-1] = (tags[-1][0], f"{tags[-1][1]} {line.strip()}")
    if tags:
        yield _make(tags, begins)


def _make(tags: Sequence[tuple[str, str]], line: int) -> RisEntry:
    first: dict[str, str] = {}
    for tag, text in tags:
        if text:
            first.setdefault(tag, text)
    kind = _TYPES.get(first.get("TY", "").upper(), "")
    item: dict[str, Any] = {"type": kind}
    for tag, field in _ALWAYS.items():
        if tag in first:
            item.setdefault(field, first[tag])
    item["title"] = first.get("TI") or first.get("T1") or first.get("CT") or first.get("BT", "")
    whole = next((first[tag] for tag in ("T2", "JF", "JO", "BT", "J2", "JA") if tag in first), "")
    if whole and whole != item["title"]:
        item["container-title" if kind in _IN_PARTS or not kind else "collection-title"] = whole
    for role, of_role in (
        ("author", _AUTHORS),
        ("editor", _editors(kind)),
        ("translator", () if kind == "legal_case" else ("A4",)),
    ):
        names = (one for tag, text in tags if tag in of_role for one in text.split(";"))
        item[role] = [_name(one) for one in names if one.strip()]
    if "IS" in first or "M1" in first:
        number = first.get("IS") or first["M1"]
        item["issue" if kind.startswith("article-") else "number"] = number
    if pages := "–".join(first[tag] for tag in ("SP", "EP") if tag in first):
        is_count = "EP" not in first and kind in ("book", "thesis", "manuscript")
        item |= {} if is_count else {"page": pages}
    if kind == "report" and "number" not in item and _is_of_no_book(first.get("SN", "")):
        item["number"] = first["SN"]
    elif "SN" in first:
        is_serial = re.fullmatch(r"\d{4}-?\d{3}[\dXx]\D*", first["SN"])
        item["ISSN" if is_serial else "ISBN"] = first["SN"]
    if kind in ("thesis", "report") and "M3" in first:
        item["genre"] = first["M3"]
    if kind == "legal_case":  # its court, its reporter, its number in the register
        for tag, name in (("PB", "authority"), ("A2", "container-title"), ("SV", "number")):
            if tag in first:
                item[name] = first[tag]
        item.pop("publisher", None)
    if kind in ("manuscript", "personal_communication"):  # else `DB` is a search engine
        for tag, name in (("DB", "archive"), ("AN", "archive_location")):
            if tag in first:
                item[name] = first[tag]
    if "C1" in first and kind == "paper-conference":
        item["event-place"] = first["C1"]
    if date := _date(first):
        item["issued"] = {"raw": date}
    if looked_up := first.get("Y2") or first.get("RD"):
        item["accessed"] = {"raw": _dashes(looked_up)}
    raw = tuple(
        (f"tag {tag}", text) for tag, text in tags if tag not in (*_PRIVATE, "TY", "TI", "T1")
    )
    return RisEntry(first.get("ID", ""), line, item, raw)


_AUTHORS = ("AU", "A1")


def _is_of_no_book(number: str) -> bool:
    """Whether *number* is no ISBN and no ISSN: then it is that of the report."""
    return bool(number) and not re.fullmatch(r"[\dXx -]{8,}(?:\s*\(.*\))?", number)


def _editors(kind: str) -> tuple[str, ...]:
    """Tags that name editors: of a part of a work `A2` is the editor of the whole, and of a case
    what reports it.
    """
    if kind == "legal_case":
        return ("ED",)
    return ("ED", "A2", "A3") if kind in _IN_PARTS else ("ED", "A2")


def _name(text: str) -> dict[str, str]:
    """A name with a comma is a person's, and one without it a body's; so is `World Bank,`."""
    family, _, rest = text.partition(",")
    given, _, suffix = rest.partition(",")
    if not given.strip():
        return {"literal": family.strip()}
    parts = {"family": family.strip(), "given": given.strip(), "suffix": suffix.strip()}
    return {part: value for part, value in parts.items() if value}


def _date(first: Mapping[str, str]) -> str:
    """The most exact of its dates: `DA` may have the day where `PY` has the year alone."""
    dates = [_dashes(first[tag]) for tag in ("DA", "PY", "Y1") if tag in first]
    dates = [date for date in dates if re.search(r"\d{4}", date)]
    return max(dates, key=len, default="")


_PARTS = re.compile(r"(?P<date>\d{4}(?:/\d{0,2}){0,2})(?:/(?P<rest>.*))?")


def _dashes(text: str) -> str:
    """`2014/02/07/` and `2014///` as `2014-02-07` and `2014`, `2014///Spring` with its season, and
    `2014/02/07/T10:00:00` without its time.
    """
    parts = _PARTS.fullmatch(text.strip())
    date = (parts["date"] if parts else text.strip()).replace("/", "-").rstrip("-")
    rest = (parts["rest"] or "") if parts else ""
    return f"{date} {rest}".strip() if re.fullmatch(r"[^\W\d_]{3,}", rest) else date
