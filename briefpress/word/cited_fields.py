"""Read the citations of Zotero, Mendeley, EndNote and Word: fields → sources and `[@key, p. 5]`."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .package import NotWord, Package, read_xml

_WORDS = {
    "page": ("p.", "pp."), "paragraph": ("para.", "paras."), "chapter": ("ch.", "chs."),
    "section": ("sec.", "secs."), "article": ("art.", "arts."),
    "article-locator": ("art.", "arts."),
    "volume": ("vol.", "vols."), "issue": ("no.", "nos."), "note": ("n.", "nn."),
    "footnote": ("n.", "nn."), "figure": ("fig.", "figs."), "table": ("table", "tables"),
    "line": ("line", "lines"), "verse": ("v.", "vv."), "part": ("pt", "pts"),
    "book": ("bk", "bks"), "column": ("col.", "cols."), "folio": ("fol.", "fols."),
    "opus": ("op.", "opp."), "sub verbo": ("s.v.", "s.vv."), "sub-verbo": ("s.v.", "s.vv."),
    "appendix": ("app.", "apps."), "rule": ("rule", "rules"), "schedule": ("sched.", "scheds."),
    "equation": ("eq.", "eqs."), "timestamp": ("at", "at"), "title": ("tit.", "tits."),
    "supplement": ("suppl.", "suppls"), "act": ("act", "acts"), "scene": ("sc.", "scs"),
}  # fmt: skip
"""How a brief names a part of a source, before one and before several, by the name in CSL."""
_SUFFIX = re.compile(r"\(?(?P<words>[^()]*(?:\([^()]*\)[^()]*)*)\)?")
_OF_PART = re.compile(
    r"(?:and|or|et|ou|bis|ter|quater|ff|passim|annex\w*|append\w*|para\w*|pages?|chap\w*|sect\w*"
    r"|art\w*|notes?|fig\w*|tab\w*|lines?|parts?|books?|vol\w*|preamb\w*|préamb\w*|agenda|items?"
    r"|rule\w*|sched\w*|verses?|titles?|recital\w*|principles?|clauses?|col\w*|fol\w*)\b"
    r"|[^\W\d_]?(?:\W|\d|\Z)|[^\W\d_]+[.]?\s*\d",
    re.IGNORECASE,
)
"""Words behind a citation that a brief would take for a part of its source: `annex 5`."""
_SEVERAL = re.compile(r"[-–—,;&]|\band\b")
MENDELEY = "MENDELEY_CITATION_v3_"
ZOTERO_BOOKMARK = "ZOTERO_BREF_"
"""Begins the name of a bookmark in which Zotero keeps a citation, where its user chose bookmarks in
place of fields. Properties of the file, `ZOTERO_BREF_x_1`, say in pieces what it cites."""
BIBLIOGRAPHIES = re.compile(
    r"\s*(?:ADDIN\s+(?:ZOTERO_BIBL|EN\.REFLIST|Mendeley Bibliography|CSL_BIBLIOGRAPHY)"
    r"|BIBLIOGRAPHY\b)"
)
_CSL = re.compile(r"\s*ADDIN\s+(?:ZOTERO_ITEM\s+)?CSL_CITATION\s*", re.IGNORECASE)
_PROPERTIES = "docProps/custom.xml"
_ENDNOTE = re.compile(r"\s*ADDIN\s+EN\.CITE\b(?!\.DATA)\s*")
_WORD = re.compile(r"\s*CITATION\s+")


@dataclass
class CitationReader:
    """Reads citations, and gives each source one key."""

    package: Package
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The fields of each source that is cited, by its key."""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)
    """By what identifies a source to its program."""
    _pieces: dict[str, str] | None = None
    """Properties of the file, by their names."""

    def read_field(self, instruction: str, data: str = "") -> str | None:
        """Write the citation of a field: `[see @roy-2020, p. 5]`; None where it is no citation.

        *data*: what the field carries apart from its instruction, as EndNote does.
        """
        if match := _CSL.match(instruction):
            return self._write(self._read_csl(instruction[match.end() :]))
        if match := _ENDNOTE.match(instruction):
            return self._write(self._read_endnote(instruction[match.end() :], data))
        if match := _WORD.match(instruction):
            return self._write(self._read_word(instruction[match.end() :]))
        return None

    def bookmark(self, name: str) -> str:
        """Give the citation behind the bookmark *name* of Zotero, as the instruction of a field has
        it."""
        if self._pieces is None:
            self._pieces = {}
            root = self.package.root(_PROPERTIES)
            for one in root if root is not None else ():
                self._pieces[one.get("name", "")] = "".join(one.itertext())
        pieces: list[str] = []
        while (piece := self._pieces.get(f"{name}_{len(pieces) + 1}")) is not None:
            pieces.append(piece)
        instruction = "".join(pieces) or self._pieces.get(name, "")
        instruction = re.sub(r"\A\s*(?:ZOTERO_)?(?=ITEM\b|BIBL\b)", "ZOTERO_", instruction)
        return f" ADDIN {instruction} " if instruction else ""

    def read_tag(self, tag: str) -> str | None:
        """Write the citation that Mendeley keeps in the tag of a content control."""
        if not tag.startswith(MENDELEY):
            return None
        return self._write(self._read_csl(_unpack(tag.removeprefix(MENDELEY))))

    def _write(self, cites: Iterator[str]) -> str | None:
        written = [*cites]
        return f"[{'; '.join(written)}]" if written else None

    # Zotero and Mendeley

    def _read_csl(self, text: str) -> Iterator[str]:
        try:
            read, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
        except (ValueError, RecursionError):
            return
        items = read.get("citationItems") if isinstance(read, dict) else None
        for one in items if isinstance(items, list) else ():
            item = one.get("itemData") if isinstance(one, dict) else None
            if not isinstance(item, dict):
                continue
            uris = one.get("uris") or one.get("uri") or ()
            uri = uris if isinstance(uris, str) else next(iter(uris), "")
            identity = uri or f"{item.get('id')} {item.get('title')}"
            key = self._key(str(identity), item)
            if key is not None:
                yield self._cite(
                    key, one.get("label") or "page", one.get("locator"),
                    one.get("prefix"), one.get("suffix"),
                )  # fmt: skip

    def _key(self, identity: str, item: Mapping[str, Any], wanted: str = "") -> str | None:
        """The key of the source *item*; None where it has no title."""
        if identity not in self._keys:
            # Imported here: a file that cites nothing does not pay for the contract, 0.1 s.
            from ..content.csl_items import fit_item, make_key

            fitted = fit_item(item)
            if not fitted.fields:
                self.remarks.append(("a source without a title is cited", "give it one in Zotero"))
                return None
            named = str(item.get("citation-key") or item.get("citationKey") or wanted)
            key = make_key(named, fitted.fields, self.sources)
            self.remarks += [
                (f"the source `{key}`: {message}", hint) for message, hint in fitted.remarks
            ]
            self._keys[identity] = key
            self.sources[key] = dict(fitted.fields)
        return self._keys[identity]

    def _cite(self, key: str, label: Any, locator: Any, prefix: Any, suffix: Any) -> str:
        before, part, behind = _clean(prefix), _clean(locator), _clean(suffix).lstrip(",. ")
        if part:
            words = _WORDS.get(str(label), (str(label), str(label)))
            part = f", {words[bool(_SEVERAL.search(part))]} {part}"
        elif re.match(r"(?:pp?\.|paras?\.|ch\.|§|art\.|sec\.)\s*\d", behind):
            part, behind = f", {behind}", ""
        if behind and part:
            part += f", {behind}"
        elif behind and (match := _SUFFIX.fullmatch(behind)) and not _OF_PART.match(match["words"]):
            part = f" ({match['words'].strip()})"
        elif behind:
            self.remarks.append(
                (f"`{behind}` stood behind the citation of `{key}`", "write it into the text")
            )
        return f"{before} @{key}{part}".strip()

    # EndNote

    def _read_endnote(self, text: str, data: str) -> Iterator[str]:
        given = text if "<EndNote" in text else _unpack(data)
        start = given.find("<EndNote")
        if start < 0:
            return
        end = given.find("</EndNote>", start)
        try:
            root = read_xml(given[start : end + len("</EndNote>")].encode())
        except NotWord:
            return
        for cite in root.iter("Cite"):
            record = cite.find("record")
            item = _endnote_item(cite if record is None else record, record is None)
            number = cite.findtext("RecNum") or ""
            source = "" if record is None else f"{_db(record)} {record.findtext('rec-number')}"
            key = self._key(f"endnote {source or number} {item.get('title')}", item)
            if key is not None:
                yield self._cite(
                    key, "page", cite.findtext("Pages"), cite.findtext("Prefix"),
                    cite.findtext("Suffix"),
                )  # fmt: skip

    # Word's own

    def _read_word(self, text: str) -> Iterator[str]:
        known = read_word_sources(self.package)
        groups: list[dict[str, str]] = []
        words = [a or b for a, b in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)]
        wanted = ""
        for number, word in enumerate(words):
            if number == 0 or wanted == "m":
                groups.append({"tag": word})
                wanted = ""
            elif word.startswith("\\") and len(word) == 2:
                wanted = word[1]
                wanted = "" if wanted in "nyt" else wanted  # without name, year or title
            elif wanted:
                groups[-1][wanted] = word
                wanted = ""
        for group in groups:
            item = known.get(group["tag"])
            if item is None:
                continue
            key = self._key(f"word {group['tag']}", item, group["tag"])
            if key is not None:
                part = (
                    f"{group['v']}, {group['p']}"
                    if "v" in group and "p" in group
                    else group.get("p")
                )
                label = "volume" if "v" in group else "page"
                yield self._cite(key, label, part or group.get("v"), group.get("f"), group.get("s"))


def _clean(value: Any) -> str:
    """A text that can stand in a citation, whose signs it may not hold."""
    text = re.sub(r"<[^<>]*>", "", str(value or ""))
    for sign, other in (("[", "("), ("]", ")"), (";", ","), ("@", " "), ("\n", " ")):
        text = text.replace(sign, other)
    return " ".join(text.split())


def _unpack(data: str) -> str:
    """Decode base64; empty where it is none."""
    try:
        return base64.b64decode("".join(data.split()) + "==").decode("utf-8", "replace").strip("\0")
    except (binascii.Error, ValueError):
        return ""


def _names(texts: list[str]) -> list[dict[str, str]]:
    """Names as EndNote and Word write them: a body has no comma, or one at its end."""
    names = []
    for text in texts:
        family, _, given = (part.strip() for part in text.partition(","))
        names.append({"family": family, "given": given} if given else {"literal": family})
    return [one for one in names if one.get("family") or one.get("literal")]


_ENDNOTE_TYPES = {
    "0": "article-journal", "17": "article-journal", "6": "book", "5": "chapter", "7": "chapter",
    "28": "book", "27": "report", "46": "report", "12": "webpage", "16": "webpage", "56": "webpage",
    "23": "article-newspaper", "19": "article-magazine", "32": "thesis", "10": "paper-conference",
    "47": "paper-conference", "4": "legal_case", "31": "legislation", "14": "hearing",
    "43": "article-journal", "44": "book", "58": "standard", "59": "dataset", "13": "document",
}  # fmt: skip
"""Types of EndNote by their numbers."""


def _db(record: Any) -> str:
    key = record.find("foreign-keys/key")
    return "" if key is None else str(key.get("db-id", ""))


def _endnote_item(record: Any, is_bare: bool) -> dict[str, Any]:
    """CSL-JSON of a record of EndNote; a *bare* citation has author and year alone."""

    def text_at(path: str) -> str:
        child = record.find(path)
        return "" if child is None else " ".join("".join(child.itertext()).split())

    if is_bare:
        author, year = text_at("Author"), text_at("Year")
        return {"title": f"{author} {year}".strip(), "author": _names([author]),
                "issued": {"raw": year}}  # fmt: skip

    def people(path: str) -> list[dict[str, str]]:
        return _names([" ".join("".join(one.itertext()).split()) for one in record.findall(path)])

    kind = record.find("ref-type")
    whole = text_at("periodical/full-title") or text_at("titles/secondary-title")
    type_ = _ENDNOTE_TYPES.get("" if kind is None else (kind.text or ""), "")
    number = text_at("number")
    item: dict[str, Any] = {
        "type": type_,
        "title": text_at("titles/title"),
        "title-short": text_at("titles/short-title"),
        "container-title" if type_ not in ("book", "report") else "collection-title": whole,
        "author": people("contributors/authors/author"),
        "editor": people("contributors/secondary-authors/author"),
        "volume": text_at("volume"),
        "issue" if type_.startswith("article") else "number": number,
        "page": text_at("pages"),
        "edition": text_at("edition"),
        "section": text_at("section"),
        "publisher": text_at("publisher"),
        "publisher-place": text_at("pub-location"),
        "URL": text_at("urls/related-urls/url"),
        "DOI": text_at("electronic-resource-num"),
        "ISBN": text_at("isbn"),
        "note": text_at("notes"),
        "call-number": text_at("call-num"),
        "archive": text_at("accession-num"),
    }
    year = text_at("dates/year")
    if year:
        item["issued"] = {"raw": year}
    return {name: value for name, value in item.items() if value}


_B = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"
_WORD_TYPES = {
    "Book": "book", "BookSection": "chapter", "JournalArticle": "article-journal",
    "ArticleInAPeriodical": "article-magazine", "ConferenceProceedings": "paper-conference",
    "Report": "report", "InternetSite": "webpage", "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "document", "Art": "document", "SoundRecording": "broadcast",
    "Performance": "speech", "Film": "motion_picture", "Interview": "interview",
    "Patent": "document", "Case": "legal_case", "Misc": "document",
}  # fmt: skip
_WORD_FIELDS = {
    "Title": "title", "ShortTitle": "title-short", "Publisher": "publisher",
    "Institution": "publisher", "City": "publisher-place", "Volume": "volume", "Issue": "issue",
    "Pages": "page", "Edition": "edition", "URL": "URL", "DOI": "DOI", "StandardNumber": "ISBN",
    "JournalName": "container-title", "PeriodicalTitle": "container-title",
    "BookTitle": "container-title", "InternetSiteTitle": "container-title",
    "ConferenceName": "event-title", "ThesisType": "genre", "CaseNumber": "number",
    "Court": "authority", "Comments": "note", "Version": "version", "Medium": "medium",
}  # fmt: skip


def read_word_sources(package: Package) -> dict[str, dict[str, Any]]:
    """Read Word's own list of sources as CSL-JSON, by their tags."""
    sources = {}
    for name, data in package.parts.items():
        if not name.startswith("customXml/item") or b"bibliography" not in data:
            continue
        try:
            root = package.root(name)
        except NotWord:
            continue
        for one in root.iter(f"{_B}Source"):
            tag = one.findtext(f"{_B}Tag")
            if tag:
                sources[tag] = _word_item(one)
    return sources


def _word_item(source: Any) -> dict[str, Any]:
    fields = {
        one.tag.removeprefix(_B): " ".join((one.text or "").split())
        for one in source
        if not len(one)
    }
    item: dict[str, Any] = {"type": _WORD_TYPES.get(fields.get("SourceType", ""), "")}
    for name, field_ in _WORD_FIELDS.items():
        if fields.get(name):
            item.setdefault(field_, fields[name])
    for role, field_ in (("Author", "author"), ("Editor", "editor"), ("Translator", "translator")):
        item[field_] = [*_word_people(source.find(f"{_B}Author/{_B}{role}"))]
    for prefix, field_ in (("", "issued"), ("Accessed", "accessed")):
        parts = [fields.get(f"{part}{prefix}", "") for part in ("Year", "Month", "Day")]
        if parts[0]:
            item[field_] = {"date-parts": [[parts[0], _month(parts[1]), parts[2]]]}
    return {name: value for name, value in item.items() if value}


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month(text: str) -> str:
    short = text.lower()[:3]
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else text


def _word_people(role: Any) -> Iterator[dict[str, str]]:
    if role is None:
        return
    if corporate := role.findtext(f"{_B}Corporate"):
        yield {"literal": corporate}
    for person in role.iter(f"{_B}Person"):
        first = " ".join(
            text for part in ("First", "Middle") if (text := person.findtext(f"{_B}{part}"))
        )
        last = person.findtext(f"{_B}Last") or ""
        if last or first:
            yield {"family": last, "given": first} if first and last else {"literal": last or first}
