"""A deposit → the file that a register takes: Crossref's XML, DataCite's and ReliefWeb's JSON.

Each has its rules, which stand in tests/distribute/test_deposit.py with their sources.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as Tree  # writes, and reads nothing
from datetime import UTC, date, datetime, time
from typing import Any
from unicodedata import category, normalize
from uuid import UUID, uuid5

from ..model.deposits import Deposit

CROSSREF = "http://www.crossref.org/schema/5.3.1"
RELATIONS = "http://www.crossref.org/relations.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
DATACITE = "http://datacite.org/schema/kernel-4"
RELIEFWEB = UUID("8e27a998-c362-5d1f-b152-d474e1d36af2")
"""The namespace in which ReliefWeb names a document by its address."""
ATTACHED = ("ar", "en", "es", "fr", "ru")
"""The languages that ReliefWeb knows of a file; it has no Chinese."""


def write_crossref(deposit: Deposit) -> str:
    """Write *deposit* as a deposit for Crossref: a report, with what has become of it since.

    A report of a series that has an ISSN is one of that series, unless readers must know of an
    update: the schema has room for that in a report alone.
    """
    batch = Tree.Element(
        "doi_batch",
        {
            "xmlns": CROSSREF,
            "xmlns:xsi": _INSTANCE,
            "xmlns:rel": RELATIONS,
            "version": "5.3.1",
            "xsi:schemaLocation": f"{CROSSREF} {CROSSREF}/crossref5.3.1.xsd",
        },
    )
    head = Tree.SubElement(batch, "head")
    _add(head, "doi_batch_id", deposit.code)
    # The last one wins: a later edition, and a withdrawal, have a greater number.
    last = max([deposit.day, *(day for _, day in deposit.updates)])
    _add(head, "timestamp", f"{last:%Y%m%d}{2 * deposit.edition + bool(deposit.updates):06}")
    depositor = Tree.SubElement(head, "depositor")
    _add(depositor, "depositor_name", deposit.institute[:130])
    _add(depositor, "email_address", deposit.sender)
    _add(head, "registrant", deposit.institute[:255])
    report = Tree.SubElement(Tree.SubElement(batch, "body"), "report-paper")
    is_updated = bool(deposit.updates and deposit.policy)
    in_series = bool(deposit.issn) and not is_updated
    kind = "report-paper_series_metadata" if in_series else "report-paper_metadata"
    record = Tree.SubElement(report, kind, language=deposit.language.split("-")[0])
    if in_series:
        series = Tree.SubElement(record, "series_metadata")
        _add(Tree.SubElement(series, "titles"), "title", deposit.series)
        _add(series, "issn", deposit.issn, media_type="electronic")
    _add_people(record, deposit)
    _add(Tree.SubElement(record, "titles"), "title", deposit.title)
    _add(record, "edition_number", str(deposit.edition))
    day = Tree.SubElement(record, "publication_date", media_type="online")
    for name, value in (("month", "%m"), ("day", "%d"), ("year", "%Y")):
        _add(day, name, deposit.published.strftime(value))
    if isbn := deposit.identifiers.get("ISBN"):
        _add(record, "isbn", isbn, media_type="electronic")
    publisher = Tree.SubElement(record, "publisher")
    _add(publisher, "publisher_name", deposit.institute)
    _add(publisher, "publisher_place", deposit.city)
    _add(Tree.SubElement(record, "institution"), "institution_name", deposit.institute)
    if deposit.number:
        item = Tree.SubElement(record, "publisher_item")
        _add(item, "identifier", deposit.number, id_type="report-number")
    if is_updated:
        mark = Tree.SubElement(record, "crossmark")
        _add(mark, "crossmark_policy", deposit.policy)
        updates = Tree.SubElement(mark, "updates")
        for what, when in deposit.updates:
            _add(updates, "update", deposit.doi, type=what, date=when.isoformat())
    if not in_series:  # where the two stand in another order
        _add_translations(record, deposit)
    data = Tree.SubElement(record, "doi_data")
    _add(data, "doi", deposit.doi)
    _add(data, "resource", deposit.address)
    if in_series:
        _add_translations(record, deposit)
    Tree.indent(batch)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Tree.tostring(batch, "unicode")}\n'


def _add(parent: Tree.Element, name: str, text: str, /, **given: str) -> None:
    Tree.SubElement(parent, name, given).text = text


def _add_people(record: Tree.Element, deposit: Deposit) -> None:
    """Say who wrote it: the last word of a name is the surname."""
    people = Tree.SubElement(record, "contributors")
    role = {"sequence": "first", "contributor_role": "author"}
    if not deposit.authors:
        _add(people, "organization", deposit.institute, **role)
    for name in deposit.authors:
        person = Tree.SubElement(people, "person_name", role)
        given, _, surname = name.rpartition(" ")
        if given:
            _add(person, "given_name", given[:60])
        _add(person, "surname", surname[:60])
        role = role | {"sequence": "additional"}


def _add_translations(record: Tree.Element, deposit: Deposit) -> None:
    if not deposit.translations:
        return
    program = Tree.SubElement(record, "rel:program")
    for doi, is_original in deposit.translations:
        kind = "isTranslationOf" if is_original else "hasTranslation"
        item = Tree.SubElement(program, "rel:related_item")
        given = {"relationship-type": kind, "identifier-type": "doi"}
        Tree.SubElement(item, "rel:intra_work_relation", given).text = doi


_PLACED = ("DOI", "ISSN")
"""The numbers that have a place of their own in DataCite's schema."""


def write_datacite(deposit: Deposit) -> str:
    """Write *deposit* as the metadata that DataCite takes, of its schema 4."""
    people = [_name_person(name) for name in deposit.authors]
    part_of = {"relationType": "IsPartOf", "relatedIdentifierType": "ISSN"}
    related: list[dict[str, str]] = [
        {
            "relatedIdentifier": doi,
            "relatedIdentifierType": "DOI",
            # IsTranslationOf came with 4.6, and most of those who read it know 4.5.
            "relationType": "IsVariantFormOf" if is_original else "IsOriginalFormOf",
        }
        for doi, is_original in deposit.translations
    ]
    related += [{"relatedIdentifier": deposit.issn, **part_of}] if deposit.issn else []
    others = {name: one for name, one in deposit.identifiers.items() if name not in _PLACED}
    others |= {"Report number": deposit.number, "Check code": deposit.code}
    made: dict[str, Any] = {
        "doi": deposit.doi,
        "url": deposit.address,
        "creators": people or [{"name": deposit.institute, "nameType": "Organizational"}],
        "titles": [{"title": deposit.title, "lang": deposit.language}],
        "publisher": {"name": deposit.institute},
        "publicationYear": str(deposit.published.year),
        "types": {"resourceType": deposit.series, "resourceTypeGeneral": "Report"},
        "subjects": [{"subject": word, "lang": deposit.language} for word in deposit.keywords],
        "dates": [
            {"date": deposit.published.isoformat(), "dateType": "Issued"},
            {"date": deposit.day.isoformat(), "dateType": "Updated"},
        ],
        "language": deposit.language,
        "alternateIdentifiers": [
            {"alternateIdentifier": text, "alternateIdentifierType": kind}
            for kind, text in others.items()
            if text
        ],
        "relatedIdentifiers": related,
        "formats": ["application/pdf"],
        "version": str(deposit.edition),
        "rightsList": [{"rights": deposit.licence}] if deposit.licence else [],
        "descriptions": [
            {
                "description": deposit.standfirst,
                "descriptionType": "Abstract",
                "lang": deposit.language,
            }
        ],
        "schemaVersion": DATACITE,
    }
    return _as_json({name: value for name, value in made.items() if value})


def _name_person(name: str) -> dict[str, str]:
    given, _, family = name.rpartition(" ")
    if not given:
        return {"name": name, "nameType": "Personal"}
    return {
        "name": f"{family}, {given}",
        "nameType": "Personal",
        "givenName": given,
        "familyName": family,
    }


def write_reliefweb(deposit: Deposit) -> str:
    """Write *deposit* as the report that ReliefWeb takes: page, first lines and PDFs."""
    assert deposit.reliefweb and deposit.account
    tag = deposit.language.split("-")[0]
    points = "\n".join(f"- {clean(message)}" for message in deposit.messages)
    files = [
        {"url": file.address, "checksum": file.sha256}
        | ({"language": tag} if tag in ATTACHED else {})
        for file in deposit.files
    ]
    made: dict[str, Any] = {
        "url": deposit.address,
        "uuid": str(uuid5(RELIEFWEB, deposit.address)),
        "title": clean(deposit.title)[:255].rstrip(),
        "source": deposit.account.source,
        "country": deposit.reliefweb.country,
        "format": [deposit.reliefweb.format],
        "language": [deposit.account.languages[tag]],
        "published": _moment(deposit.published),
        "body": "\n\n".join(filter(None, [clean(deposit.standfirst), points])),
        "embargoed": deposit.embargo and deposit.embargo.astimezone(UTC).isoformat(),
        "origin": deposit.address,
        "file": files[:10],
        "disaster": deposit.reliefweb.disaster,
        "theme": deposit.reliefweb.theme,
    }
    return _as_json({name: value for name, value in made.items() if value})


def clean(text: str) -> str:
    """Take out of *text* what ReliefWeb refuses: hard and thin spaces, joiners, soft hyphens."""
    kinds = ((sign, category(sign)) for sign in normalize("NFC", text))
    plain = "".join(" " if kind[0] == "Z" else sign for sign, kind in kinds if kind[0] != "C")
    return re.sub(" +", " ", plain).strip()


def _moment(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat()


def _as_json(made: dict[str, Any]) -> str:
    return f"{json.dumps(made, ensure_ascii=False, indent=2)}\n"
