"""A source is named by hand, with its year, `(WHO, 2026)`, and no note says what it is.

Why: a reader cannot find it, and no list of sources has it.

Mend: write its key in the place of the brackets, `[@who-2026]`: the page prints the note. A source
that stands nowhere yet goes under `sources:` first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...model.brief import Brief
from ...model.problems import Severity
from ..evidence.short_forms import spells
from ..evidence.texts import Reading
from ..table import Finding

if TYPE_CHECKING:
    from ...model.contract import Name

SEVERITY: Severity = "warning"
_RUNNING = ("paragraph", "item", "message", "action")
_BRACKETS = re.compile(r"[(（][^()（）]{6,160}[)）]")
_NAMED = re.compile(
    r"(?P<lead>(?i:see|cf\.?|e\.g\.,?|vgl\.|siehe|voir|véase|ver|см\.|انظر|参见|见)(?:\s(?:also|auch"
    r"|aussi|también|também|также))?\s+)?"
    r"(?P<name>[^\d,，،]{2,60}?)(?P<comma>[,，،]?)\s*(?P<year>(?:19|20)\d\d)(?P<letter>[a-h]?)"
    r"(?P<part>(?:[,，:،]\s*.{1,30})?)"
)
"""A name and a year, with the words before them and the part of the source behind them."""
_AND_OTHERS = re.compile(
    r"\bet\sal\b|\bet\scoll\b|\bи\sдр\.|等|\bu\.\s?a\.|\by\sotros\b|\be\soutros\b"
)
_OF_PAGES = re.compile(r"[,，:،]\s*(?:(?:pp?|ss?|S|с|стр|págs?|ص)\.?\s?)\d.*|:\s?\d+(?:[-–]\d+)?")
_SHORT = re.compile(r"[A-ZА-ЯЁ]{3,8}")
_NO_AUTHORS = re.compile(
    "USA|UAE|DRC|RDC|DPRK|RPDC|PRK|KOR|EUA|EAU|RSA|RCA|CAR|NATO|OTAN|ASEAN|ECOWAS|USSR|URSS|COP|GDP"
    "|PIB|FIFA|COVID|BRICS|США|ОАЭ|КНР|КНДР|НАТО|СССР|БРИКС"
    "|JCPOA|CEDAW|UNCLOS|START|SALT|ICCPR|ICESCR|CRC|CRPD|CTBT|NPT|CWC|BWC|TPNW|ATT|INF|ABM|NAFTA"
    "|USMCA|TFEU|GDPR|DSGVO|RGPD|ECHR|CEDH|EMRK|AUKUS|CITES|CBD|UNFCCC|CCNUCC|MARPOL|SOLAS|СВПД|ДНЯО"
    "|SARS|MERS|MINU[A-Z]+|MONU[A-Z]+|UNMISS|UNIFIL|UNAMID|UNMIK|UNTAET|UNPROFOR"
)
"""Places, alliances, treaties, missions and events, beside which a year says when."""


_NO_NAMES = re.compile(
    r"(?i:vgl\.|siehe|\S+\s+(?:(?:also|aussi|también|também|также)\s)?(?:r[eé]sol|резол|d[eé]ci"
    r"|table|tabla|tableau|cuadro|quadro|figur|box|annex|anexo|chap|cap[ií]t|section|part))"
)
"""Behind `see`, the number of a resolution or a table is no year, and a German noun no author."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the brackets that name a source of the brief, or what can only be a source."""
    for text in reading.texts:
        if text.kind not in _RUNNING:
            continue
        for match in _BRACKETS.finditer(text.typed):
            parts = [_NAMED.fullmatch(one.strip()) for one in re.split("[;；؛]", match[0][1:-1])]
            named = [one for one in parts if one]
            keys = [key for one in named for key in _find_source(reading.brief, one)]
            if keys or any(map(_can_only_be_a_source, named)):
                yield Finding(
                    text.line_of(match[0]),
                    f"`{match[0]}` is printed as it stands, and no note",
                    f"write [{'; '.join(f'@{key}' for key in dict.fromkeys(keys))}] in its place"
                    if keys
                    else _hint(reading.brief, named),
                )


def _hint(brief: Brief, named: Sequence[re.Match[str]]) -> str:
    years = {int(one["year"]) for one in named}
    sources = brief.fields.sources.items()
    known = [key for key, one in sources if one.issued and one.issued.year in years]
    if not known:
        return "put it under `sources:`, and write [@its-key] in its place"
    return f"write [@{known[0]}] in its place if that is meant, or put it under `sources:` first"


def _find_source(brief: Brief, named: re.Match[str]) -> Iterator[str]:
    """Find the keys of the sources of this author and year."""
    name = named["name"].strip()
    for key, source in brief.fields.sources.items():
        if source.issued and source.issued.year == int(named["year"]):
            authors = source.author or source.editor or ()
            if any(_is_called(name, author, brief.fields.acronyms) for author in authors):
                yield key


def _is_called(name: str, author: Name, acronyms: Mapping[str, str]) -> bool:
    """Whether a text may call *author* by *name*: its family name, its whole name, its initials."""
    if author.family and re.match(rf"{re.escape(author.family)}(?!\w)", name):
        return True
    whole = author.literal or ""
    is_short = len(name) > 1 and (name.isupper() or not name.isascii())
    return bool(whole) and (
        whole in (name, acronyms.get(name)) or (is_short and spells(name, whole))
    )


def _can_only_be_a_source(named: re.Match[str]) -> bool:
    """Whether a name and a year are those of a source, and no place and its year: `(OMS, 2026)`,
    `(Roy et al., 2024)`, `(see Roy 2024a, p. 5)`.
    """
    name = named["name"].strip()
    if not name[:1].isalpha() or name.islower():
        return False
    if _AND_OTHERS.search(name) or named["letter"] or _OF_PAGES.fullmatch(named["part"]):
        return True
    if named["part"] or _NO_AUTHORS.fullmatch(name):
        return False
    if named["comma"]:
        return bool(named["lead"] or _SHORT.fullmatch(name))
    return bool(named["lead"]) and not _NO_NAMES.match(named[0])
