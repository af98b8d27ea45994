"""Turn an item of CSL-JSON, as reference managers write it, into the fields of a source of ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args
from unicodedata import normalize

from ..model.contract import Source
from ..model.fields import SOURCE_NAME
from ..model.identifiers import bare_doi
from ..model.text import SEASONS, PartialDate, without_hidden
from .typed_dates import read_dates

Item = Mapping[str, Any]
"""An item of CSL-JSON."""

TYPES = frozenset(get_args(Source.model_fields["type"].annotation))
_NEAREST = {
    "article": "article", "classic": "book", "collection": "document", "entry-dictionary": "entry",
    "entry-encyclopedia": "entry", "figure": "document", "graphic": "document",
    "musical_score": "document", "patent": "document", "performance": "speech",
    "review-book": "review", "software": "document", "song": "broadcast",
}  # fmt: skip
"""Types of CSL that a brief does not have, with the one that stands for each."""
FIELDS = {info.alias or name: name for name, info in Source.model_fields.items()}
"""The fields of a source as CSL calls them: `publisher-place`."""
_DATES = ("issued", "accessed", "event-date")
_NAMES = ("author", "editor", "translator")
_OLDER = {
    "event": "event-title", "shortTitle": "title-short", "journalAbbreviation": "",
    "publisher-Place": "publisher-place",
}  # fmt: skip
"""Names of fields in files of older programs."""
NOTE = 1_000
"""Characters of a note that is printed; a longer one is somebody's remarks."""
KEPT_MARKUP = re.compile(r"</?(?:i|b|sup|sub)>")
_TAG = re.compile(r"<[^<>]*>")

# ---------------------------------------------------------------------------------------------
# Symbols of UN documents

_BODIES = (
    "A|S|E|T|ST|TD|DP|CD|CCW|NPT|BWC|HRI|CAT|CCPR|CEDAW|CED|CERD|CMW|CRC|CRPD|SPT|CBD|FCCC|ICCD|"
    "UNEP|UNW|HSP|HS|ID|JIU|ECE|ESCAP|ECA|ESCWA|LC|TRANS|PBC|SPLOS|ISBA|CEB|UNFF|MTDSG|AT|PCNICC|ICC"
)
SYMBOL = re.compile(
    rf"(?:{_BODIES})/(?=[^\s]*[0-9])[A-Z0-9][A-Za-z0-9.()–-]*"
    r"(?:/[A-Za-z0-9.()–-]+)*(?: ?\((?:19|20)[0-9]{2}\)(?:/[A-Za-z0-9.]+)*)?"
)
"""The symbol of a document of the United Nations: `A/HRC/25/63`, `S/RES/2627 (2022)`."""
_CALLED = re.compile(
    r"\A(?:(?:un|u\.n\.|united nations)\s*)?(?:doc(?:ument)?\.?\s*)?"
    r"(?:symbol|no\.?|number)?\s*:?\s*",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:undocs\.org(?:/(?:en|fr|es|ru|ar|zh))?/"
    r"|(?:docs|documents)\.un\.org/(?:(?:en|fr|es|ru|ar|zh)/)?)([^?#]+)",
    re.IGNORECASE,
)
_HOLD_NO_SYMBOL = {
    *("title", "title-short", "abstract", "keyword", "page", "volume", "issue", "edition"),
    *("DOI", "ISBN", "ISSN", "container-title", "id", "type", "language", "section"),
}


def find_symbol(texts: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """Find the symbol of a UN document in *texts*, fields and what they say: the field, the symbol.

    A field counts where it says nothing else, but for words such as `UN Doc.`; or where it is an
    address at which the UN shows its documents.
    """
    for field, text in texts:
        bare = _CALLED.sub("", " ".join(text.split())).rstrip(" .;,")
        if SYMBOL.fullmatch(bare):
            return field, bare
        address = _IN_ADDRESS.match(text.strip())
        if address:
            from urllib.parse import unquote

            symbol = re.sub(r"(?<=\d)\(", " (", unquote(address[1]).strip("/ "))
            if SYMBOL.fullmatch(symbol):
                return field, symbol
    return None


# ---------------------------------------------------------------------------------------------
# An item


@dataclass(frozen=True)
class FittedSource:
    """A source in our fields."""

    fields: Mapping[str, Any]
    """As brief.yaml writes them; empty where it has no title."""
    remarks: tuple[tuple[str, str], ...] = ()
    """The fields that were changed or left out, each with what its author can do."""


def fit_item(item: Item, raw: Iterable[tuple[str, str]] = ()) -> FittedSource:
    """Write *item* in the fields of a source.

    *raw*: what the file says that CSL-JSON does not hold, for a symbol that stands there.
    """
    remarks: list[tuple[str, str]] = []
    given = {_OLDER.get(name, name): value for name, value in item.items()}
    note, named = _read_note(_text(given.get("note")))
    given = {**named, **given, "note": note}
    if _STATUS.fullmatch(status := _raw_date(given.get("issued"))):
        del given["issued"]
        given["status"] = given.get("status") or status.lower()
    fields: dict[str, Any] = {"type": "", "title": ""}
    for name, value in given.items():
        if name not in FIELDS or name == "type" or value in (None, "", [], {}):
            continue
        fitted = _fit_field(name, value, remarks)
        if fitted:
            fields[name] = fitted
    if not fields["title"]:
        fields["title"] = fields.pop("title-short", "") or fields.get("container-title", "")
    if not fields["title"]:
        return FittedSource({}, (("it has no title", "give it one in your library"),))
    _put_symbol(fields, given, raw)
    fields["type"] = _fit_type(str(given.get("type") or ""), fields, remarks)
    if fields.get("genre", "").lower() == fields["type"]:
        del fields["genre"]
    if len(fields.get("note", "")) > NOTE:
        del fields["note"]
        remarks.append((f"its note of more than {NOTE} letters is left out", "shorten it there"))
    order = [*(name for name in FIELDS if name in fields)]
    return FittedSource({name: fields[name] for name in order}, tuple(remarks))


def _fit_field(name: str, value: Any, remarks: list[tuple[str, str]]) -> Any:
    if name in _NAMES:
        return [*_fit_names(value)]
    if name in _DATES:
        date = _fit_date(value, is_day=name == "accessed")
        if date is None and not NO_DATE.fullmatch(_raw_date(value)):
            remarks.append(
                (
                    f"its date in `{name}` cannot be read: {_shown_date(value)}",
                    "write it as 2014-02-07",
                )
            )
        return date
    text = _text(value)
    if name == "DOI":
        return bare_doi(text)
    if name == "edition":
        return _fit_edition(text)
    if name == "language":
        return _fit_language(text)
    if name == "URL":
        text = re.split(r"[;,]?\s+(?=https?://)", text)[0].replace(" ", "%20")
        if not re.fullmatch(r"https?://\S+", text):
            remarks.append((f"its address `{text[:60]}` is left out", "write it from https:// on"))
            return ""
    if name in ("page", "volume", "issue", "number"):
        return re.sub(r"(?<=\d)\s*(?:--+|–)\s*(?=\d)", "–", text)
    return text


def _fit_language(text: str) -> str:
    """The tag of a language: `es` of `Spanish`, `Español`, `spa`; of several the first, of those
    that nobody knows none.
    """
    from babel.core import get_global

    first = re.split(r"\s*[;,/|]\s*", text.strip())[0]
    tag = first.replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag):
        code, _, region = tag.partition("-")
        known = get_global("language_aliases").get(code.lower(), code.lower())
        return "" if known in ("mul", "und", "zxx") else f"{known}-{region}".rstrip("-")
    return _languages_by_name().get(first.casefold(), "")


@cache  # the names of some 600 languages in a dozen others
def _languages_by_name() -> Mapping[str, str]:
    from babel import Locale

    spoken = ("en", "fr", "es", "pt", "ru", "ar", "zh", "ko", "de", "it", "ja", "tr", "fa", "uk")
    names = {}
    for code in reversed(spoken):  # where two languages have one name, English names count
        for tag, name in Locale(code).languages.items():
            names[name.casefold()] = tag.replace("_", "-")
    return names


_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
_EDITION = re.compile(
    rf"(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th|e|er|re|[eè]me|\.?[ªº]|\.)?|(?P<word>{'|'.join(_ORDINALS)}))"
    r"(?: (?:ed|edn|edition|[ée]d|[ée]dition|edición|edição|auflage|aufl|изд|издание)\.?)?",
    re.IGNORECASE,
)


def _fit_edition(text: str) -> str:
    """The number of an edition, as a style counts it in its language: `Second`, `2nd ed.`."""
    if not (match := _EDITION.fullmatch(text)):
        return text
    return match["number"] or str(_ORDINALS.index(match["word"].lower()) + 1)


def _fit_type(kind: str, fields: Mapping[str, Any], remarks: list[tuple[str, str]]) -> str:
    if kind in TYPES:
        return kind
    if kind in _NEAREST:
        if _NEAREST[kind] != "entry":
            remarks.append(
                (f"its type `{kind}` becomes `{_NEAREST[kind]}`", "change `type:` if need be")
            )
        return _NEAREST[kind]
    if SYMBOL.fullmatch(str(fields.get("number", ""))):
        return "report"
    if "container-title" in fields and ("volume" in fields or "ISSN" in fields):
        return "article-journal"
    guess = "webpage" if "URL" in fields else "document"
    if kind != "misc":  # of BibTeX, which has no better one
        remarks.append(
            (f"its type is not known; it becomes `{guess}`", "change `type:` if need be")
        )
    return guess


def _put_symbol(fields: dict[str, Any], given: Item, raw: Iterable[tuple[str, str]]) -> None:
    """Make the symbol of a UN document the `number` of *fields*, and delete it elsewhere."""
    own = [
        (name, _text(value))
        for name, value in given.items()
        if isinstance(value, str) and name not in _HOLD_NO_SYMBOL
    ]
    own.sort(key=lambda one: (one[0] == "URL", one[0] != "number"))
    symbol_in_field = find_symbol([*own, *raw])
    if symbol_in_field is None:
        return
    field, symbol = symbol_in_field
    if given.get("type") in _WITHOUT_SYMBOL and field != "number":
        return
    for name, text in own:
        if name in fields and name != "URL" and find_symbol([(name, text)]) == (name, symbol):
            del fields[name]
    fields["number"] = symbol


_WITHOUT_SYMBOL = {"article-journal", "article-newspaper", "article-magazine", "book", "chapter"}
"""Types that speak of a document rather than being one: the address of one is no number there."""


_NOTE_LINE = re.compile(r"\s*(?:\{:)?(?P<name>[A-Za-z][A-Za-z -]*?)\s*:\s*(?P<value>\S.*?)\}?\s*")
_OF_PROGRAMS = re.compile(
    r"(?:tex\.[\w.-]+|ZSCC|Citation Key|PMID|PMCID|arXiv|_eprint|ads.*|ISBN|OCLC|LCCN)\b",
    re.IGNORECASE,
)

_LOOKED_UP = re.compile(
    r"\[?(?:online[;,]?\s*)?(?:last )?(?:accessed|retrieved|visited|viewed|consulté|consultado"
    r"|acesso|acessado|acedido|abgerufen|zugriff|дата обращения)(?: on| at| le| el| em| am|:)?"
    r"\s+(?P<date>[^\W_]\S*(?:\s\S+){0,4}?)\.?\]?",
    re.IGNORECASE,
)
"""A note that says when an address was looked up: `[Online; accessed 5-May-2024]`."""


def _read_note(note: str) -> tuple[str, dict[str, str]]:
    """Take fields of CSL out of a *note*, which Zotero's users write there: `Place: Geneva`."""
    named: dict[str, str] = {}
    kept = []
    for line in re.split(r"\n|(?<=\})\s*(?=\{:)", note):
        match = _NOTE_LINE.fullmatch(line)
        name = "-".join(match["name"].lower().split()) if match else ""
        name = {"place": "publisher-place", "doi": "DOI", "url": "URL"}.get(name, name)
        if match and name in FIELDS and name not in ("note", "title"):
            named[name] = match["value"]
        elif looked_up := _LOOKED_UP.fullmatch(line.strip()):
            named["accessed"] = looked_up["date"]
        elif not _OF_PROGRAMS.match(line.strip()):
            kept.append(line)
    return " ".join(" ".join(kept).split()), named


def _text(value: Any) -> str:
    """A text of one line, with the markup alone that a title may have."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    text = "" if value is None or isinstance(value, dict) else str(value)
    keeps_lines = "\n" in text and ":" in text
    text = _TAG.sub(lambda tag: tag[0] if KEPT_MARKUP.fullmatch(tag[0]) else "", text)
    text = without_hidden(text.replace("\t", " "))
    return text.strip() if keeps_lines else " ".join(text.split())


def _fit_names(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, str):  # as a note has it: `Name, Given`
        value = [
            dict(
                zip(("family", "given"), value.split("||" if "||" in value else ", "), strict=False)
            )
        ]
    for one in value if isinstance(value, list) else ():
        if not isinstance(one, dict):
            continue
        parts = {part: " ".join(_text(one.get(part)).split()) for part in _PARTS}
        parts["literal"] = parts["literal"] or _text(one.get("name"))  # a body, of Crossref
        literal = parts["literal"] or (parts["family"] if not parts["given"] else "")
        if literal.lower() in ("others", "et al.", "et al"):
            continue
        if literal and not (parts["dropping-particle"] or parts["non-dropping-particle"]):
            yield {"literal": literal}
        elif parts["family"]:
            yield {part: text for part, text in _take_particles(parts).items() if text}


_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
_PARTICLES = re.compile(r"(?P<particle>(?:[^\W\d_]+['’]?\s+){1,3})(?P<family>\S.*)")
_GIVEN_PARTICLES = re.compile(r"(?P<given>\S.*?)\s+(?P<particle>[^\W\d_]+(?:\s+[^\W\d_]+){0,2})")
_SUFFIX = re.compile(
    r"(?P<given>.*?)(?:,?\s+(?=[JSI])|,\s+)(?P<suffix>(?:Jr|Sr|Jnr|Snr)\.?|I{2,3}|IV|VI{0,2})"
)
_BEHIND = {
    *("af", "al", "av", "bin", "bint", "d'", "da", "dal", "de", "degli", "dei", "del", "della"),
    *("den", "der", "des", "di", "do", "dos", "du", "e", "el", "ibn", "la", "las", "le", "los"),
    *("op", "ten", "ter", "und", "van", "vom", "von", "y", "zu", "zum", "zur"),
}
"""Particles that stand behind given names; other small words there are names: `Jong un`."""


def _take_particles(parts: dict[str, str]) -> dict[str, str]:
    """Take small words before a family name, and behind given names, for the particles that they
    are, as Zotero does: `van Gogh`, `Alexander von`; and `Jr.` for a suffix.
    """
    taken = dict(parts)
    if (match := _SUFFIX.fullmatch(taken["given"])) and not taken["suffix"]:
        taken |= match.groupdict()
    if taken["dropping-particle"] or taken["non-dropping-particle"]:
        return taken
    family = taken["family"]
    if family[:1] == family[-1:] == '"' and len(family) > 2:  # its author says that it is one name
        taken["family"] = family.strip('"')
    elif (match := _PARTICLES.fullmatch(family)) and all(
        map(str.islower, match["particle"].split())
    ):
        taken["non-dropping-particle"] = match["particle"].strip()
        taken["family"] = match["family"]
    elif (match := _GIVEN_PARTICLES.fullmatch(taken["given"])) and (
        {*match["particle"].split()} <= _BEHIND
    ):
        taken |= {"given": match["given"], "dropping-particle": match["particle"]}
    return taken


_SHORT_YEARS = re.compile(r"(?<!\d)(\d\d)(\d\d)\s*[-–/]\s*(\d\d)(?![\d/.-])")
_HYPHEN = re.compile(r"(?<![\d-])(\d\d?)-(?=\d\d?,?\s)|(?<=[^\W\d])-(?=[^\W\d])")
"""Between two days, or two months, in the place of a dash."""
_BETWEEN = re.compile(r"\s*(?:--+|[–—/])\s*|\s+-\s+|(?<=\d{4})-(?=\d{4})")
_WORDS = 12
"""Words of a date with what stands around it, at most."""
_ABOUT = re.compile(r"\b(?:ca?\.|circa|ca|about|approx\.?)\s*\d|\d[~?%]|\[c?a?\.?\s*\d+\??\]", re.I)
_SEASON = re.compile(rf"\b({'|'.join(SEASONS)}|fall)\b", re.IGNORECASE)
NO_DATE = re.compile(r"(?:n\.\s?d\.?|s\.\s?d\.?|no date|undated|o\.\s?J\.?)", re.IGNORECASE)
_STATUS = re.compile(
    r"(?:forthcoming|in press|in preparation|submitted|accepted|under review)\.?", re.IGNORECASE
)


def _fit_date(value: Any, *, is_day: bool = False) -> str | None:
    """Write a date of CSL as a source of ours has it: `2014-02-07`, `2014-02`, `2014`; a range, a
    season, about then: `2013/2014`, `spring 2014`, `c. 2014`.

    *is_day*: no range, no season and no about. None where it cannot be read.
    """
    about = season = ""
    dates: list[PartialDate | None] = []
    if isinstance(value, dict):
        about = "c. " if str(value.get("circa") or "").lower() not in ("", "0", "false") else ""
        season = _season_of(value.get("season"))
        parts = value.get("date-parts")
        if parts and isinstance(parts, list):
            given = [[*one] for one in parts if isinstance(one, list)]
            for one in given:  # a season may stand in the place of a month
                if len(one) > 1 and (named := _season_of(one[1], in_month=True)):
                    season, one[1:] = season or named, []
            dates = [_partial(one) for one in given]
        value = value.get("raw") or value.get("literal") or ""
    text = str(value)
    if not any(dates[:1]) and text:
        dates = [*_read_dates(text)]
        about = about or ("c. " if _ABOUT.search(text) else "")
        in_words = _SEASON.search(text)
        season = season or (_season_of(in_words[0]) if in_words else "")
    first, last = (*dates, None, None)[:2]
    if first is None or is_day:
        return str(first) if first else None
    if last is not None and (last == first or last.last < first.first):
        last = None
    until = f"/{last}" if last else ""
    if season and first.month is None and not until:
        return f"{about}{season} {first}"
    return f"{about}{first}{until}"


def _season_of(value: Any, *, in_month: bool = False) -> str:
    """`spring` for 1, and for its name; 13 and 21 where it stands *in* the place of a *month*."""
    text = str(value or "").strip().lower().replace("fall", "autumn").replace("season-0", "")
    if text in SEASONS and not in_month:
        return text
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0
    if in_month:
        number -= 20 if number > 20 else 12
    return SEASONS[number - 1] if 0 < number <= len(SEASONS) else ""


def _read_dates(text: str) -> tuple[PartialDate, ...]:
    """Read a date that is a text, or the first and the last of a range; none where it has none.

    The longest part of *text* that is one counts: `Published 5 mai 2014, online`.
    """

    def in_full(years: re.Match[str]) -> str:
        first, begin, end = years.groups()
        return f"{first}{begin}/{first}{end}" if int(end) > max(12, int(begin)) else years[0]

    text = _HYPHEN.sub(lambda it: f"{it[1] or ''}–", _SHORT_YEARS.sub(in_full, text))
    words = text.split()[:_WORDS]
    for size in range(len(words), 0, -1):
        for begin in range(len(words) - size + 1):
            part = " ".join(words[begin : begin + size]).strip(".,;:()[]~?% ")
            if dates := _read_exactly(part):
                return dates
    return ()


def _read_exactly(text: str) -> tuple[PartialDate, ...]:
    """Read a *text* that is a date, or two: what one has in common with the other is said once."""
    if dates := read_dates(text):
        return dates[:1] if len(dates) == 1 else (PartialDate(dates[0].year),)
    ends = [one.split() for one in _BETWEEN.split(text)]
    if len(ends) != 2:
        return ()
    before, after = ends
    lasts = (read_dates(" ".join([*before[:n], *after])) for n in range(len(before)))
    firsts = (read_dates(" ".join([*before, *after[n:]])) for n in range(len(after), 0, -1))
    first, last = (next((one for one in read if len(one) == 1), ()) for read in (firsts, lasts))
    return (*first, *last) if first and last else ()


def _partial(parts: Sequence[Any]) -> PartialDate | None:
    try:
        numbers = [int(part) for part in parts if part not in (None, "", 0, "0")]
        date = PartialDate(*numbers[:3])
        _ = date.first
    except (ValueError, TypeError):
        return None
    return date if date.year > 999 else None


def _raw_date(value: Any) -> str:
    """The text of a date that is written as one; empty where it says numbers."""
    if isinstance(value, dict):
        value = value.get("raw") or value.get("literal")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _shown_date(value: Any) -> str:
    shown = _raw_date(value) or (value.get("date-parts") if isinstance(value, dict) else "")
    return f"`{str(shown or '')[:40]}`"


# ---------------------------------------------------------------------------------------------
# Keys


def make_key(wanted: str, fields: Mapping[str, Any], taken: Collection[str]) -> str:
    """Make the key of a source: *wanted* itself where it is a name that nobody has *taken*.

    Else one of its letters and digits; where it has none, of the first author and the year.
    """
    if re.fullmatch(SOURCE_NAME, wanted) and wanted not in taken:
        return wanted
    plain = normalize("NFKD", wanted).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-")
    if not re.match(r"[A-Za-z]", stem) or wanted.startswith(("http:", "https:")):
        stem = _stem(fields)
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _stem(fields: Mapping[str, Any]) -> str:
    """`human-rights-2024`: of who wrote it, or of its title, and the year."""
    people = fields.get("author") or fields.get("editor") or [{}]
    who = people[0].get("family") or people[0].get("literal") or str(fields.get("title", ""))
    plain = normalize("NFKD", who).encode("ascii", "ignore").decode().lower()
    words = [one for one in re.findall(r"[a-z0-9]+", plain) if one not in ("the", "of", "and", "a")]
    year = re.search(r"\d{4}", str(fields.get("issued", "")))
    parts = [*words[:3], year[0] if year else ""]
    stem = "-".join(part for part in parts if part)
    return stem if re.match(r"[a-z]", stem) else f"source-{stem}".rstrip("-")
