"""Texts of a brief → a file that translators' programs open, PO or XLIFF 1.2, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from ..model.problems import Place, Problems
from .translatable import Translatable

XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
ENDINGS = (".po", ".xlf", ".xliff")
_FILLED_IN = re.compile(r"(\{\{.*?\}\}|\[[^\[\]]*@[^\[\]]*\])", re.DOTALL)
"""Names and citations, which the page fills in. A translator keeps them as they are."""
_UNSURE = ("new", "needs-")
"""How the states of XLIFF begin that say: not done."""
_INDENT = re.compile(r"\n[ \t]+")
"""A line break and the blanks behind it, which some programs put before each placeholder."""


class Returned(NamedTuple):
    """A text as it comes back."""

    name: str
    text: str
    """In the main language, as it was when the file was written."""
    translation: str
    """Empty where there is none."""
    is_unsure: bool
    """Whether the translator, or their program, has marked it so."""
    place: Place


def write_po(texts: Sequence[Translatable], tag: str, title: str, now: datetime) -> bytes:
    """Write *texts* as PO, for the language *tag*; *now* is the date that its head says."""
    from babel.core import Locale, UnknownLocaleError
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po as write

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = None
    nobody = {"msgid_bugs_address": "-", "last_translator": "-", "language_team": tag}
    catalog = Catalog(
        locale, project=title, version="-", header_comment="", fuzzy=False,
        creation_date=now, revision_date=now, **nobody,
    )  # fmt: skip
    for text in texts:
        message = catalog.add(
            text.text,
            text.translation,
            locations=[(text.place.file, text.place.line or 1)],
            context=text.name,
        )
        # `12 %` and `{{ … }}` are none of Python's: programs would refuse the translation.
        message.flags -= {"python-format", "python-brace-format"}
    file = BytesIO()
    write(file, catalog, width=0)
    return file.getvalue()


def read_po(data: bytes, name: str, problems: Problems) -> list[Returned]:
    """Read the texts of the PO *data*, a file called *name*.

    Problems: what is no PO.
    """
    from babel.core import UnknownLocaleError
    from babel.messages.pofile import PoFileError
    from babel.messages.pofile import read_po as read

    try:
        catalog = read(BytesIO(data), abort_invalid=True)
    except PoFileError as error:
        line = error.lineno + 1 if error.lineno is not None else None
        problems.error(Place(name, line), f"this is not PO: {error}", "save it again as PO")
        return []
    except (UnknownLocaleError, ValueError, LookupError) as error:
        problems.error(Place(name), f"this is not PO: {error}", "save it again as PO, in UTF-8")
        return []
    return [
        Returned(
            message.context or "",
            str(message.id),
            message.string if isinstance(message.string, str) else "",
            bool(message.fuzzy),
            Place(name, message.lineno),
        )
        for message in catalog
        if message.id and isinstance(message.id, str)
    ]


def write_xliff(texts: Sequence[Translatable], source: str, tag: str) -> bytes:
    """Write *texts*, in the language *source*, as XLIFF 1.2, for the language *tag*."""
    from lxml import etree

    root = etree.Element(f"{{{XLIFF}}}xliff", nsmap={None: XLIFF}, version="1.2")
    bodies: dict[str, Any] = {}
    for text in texts:
        if text.place.file not in bodies:
            attributes = {"original": text.place.file, "datatype": "plaintext"}
            attributes |= {"source-language": source, "target-language": tag}
            file = etree.SubElement(root, f"{{{XLIFF}}}file", attributes)
            bodies[text.place.file] = etree.SubElement(file, f"{{{XLIFF}}}body")
        unit = etree.SubElement(bodies[text.place.file], f"{{{XLIFF}}}trans-unit", id=text.name)
        unit.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        _put_text(etree.SubElement(unit, f"{{{XLIFF}}}source"), text.text)
        if text.translation:
            target = etree.SubElement(unit, f"{{{XLIFF}}}target", state="translated")
            _put_text(target, text.translation)
    written = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return bytes(written)


def _put_text(element: Any, text: str) -> None:
    """Put *text* into *element*, what the page fills in as placeholders."""
    from lxml import etree

    first, *rest = _FILLED_IN.split(text)
    element.text = first
    for number, (name, behind) in enumerate(zip(rest[::2], rest[1::2], strict=True), 1):
        held = etree.SubElement(element, f"{{{XLIFF}}}ph", id=str(number))
        held.text, held.tail = name, behind


def read_xliff(data: bytes, name: str, problems: Problems) -> list[Returned]:
    """Read the texts of the XLIFF *data*, a file called *name*.

    Problems: what is no XLIFF 1.2.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        problems.error(Place(name, error.lineno), f"this is not XML: {error.msg}", "save it again")
        return []
    if etree.QName(root).localname != "xliff" or not root.get("version", "").startswith("1."):
        version = root.get("version", "")
        what = f"XLIFF {version}" if etree.QName(root).localname == "xliff" else "no XLIFF"
        problems.error(Place(name), f"this is {what}", "save it as XLIFF 1.2, or as PO")
        return []
    return [*_units(root, name)]


def _units(root: Any, name: str) -> Iterator[Returned]:
    for unit in root.iterfind(".//{*}trans-unit"):
        source, target = unit.find("{*}source"), unit.find("{*}target")
        state = "" if target is None else target.get("state", "")
        yield Returned(
            unit.get("id", ""),
            "" if source is None else "".join(source.itertext()),
            "" if target is None else "".join(target.itertext()),
            state.startswith(_UNSURE) or unit.get("approved") == "no",
            Place(name, unit.sourceline),
        )


def match_texts(
    returned: Sequence[Returned], texts: Sequence[Translatable], problems: Problems
) -> dict[str, str]:
    """Match what came back with *texts*, those of the brief today: translations by their names.

    A paragraph that stands elsewhere now is found by its words.

    Problems: warnings of what is unsure, of what has changed since, and of what is gone.
    """
    now = {one.name: one for one in texts}
    by_text: dict[str, list[str]] = {}
    for text in texts:
        by_text.setdefault(_words(text.text), []).append(text.name)
    translations: dict[str, str] = {}
    for one in returned:
        if not one.translation.strip():
            continue
        if one.is_unsure:
            problems.warning(
                one.place,
                f"`{one.name}` is marked as not sure, and was left out",
                "take the mark away where it is right, and import the file again",
            )
            continue
        name = one.name
        if name not in now or _words(now[name].text) != _words(one.text):
            others = [other for other in by_text.get(_words(one.text), ()) if other != name]
            name = others[0] if others else ""
        if name:
            translations[name] = _as_typed(one, now[name].text)
            continue
        has = "has changed since the file was written" if one.name in now else "is gone"
        where = now[one.name].place if one.name in now else one.place
        problems.warning(
            where,
            f"`{one.name}` {has}, so its translation was left out",
            "export the file again: what is translated stays in it",
        )
    return translations


def _as_typed(one: Returned, text: str) -> str:
    """The translation of *one*, whose source is *text* in the brief.

    Without the line breaks before placeholders where a program has put them into the source too:
    xliff 6.4 (npm) writes a placeholder on a line of its own, which parts it from its bracket.
    """
    was_indented = one.text != text and _INDENT.sub("", one.text) == text
    return _INDENT.sub("", one.translation) if was_indented else one.translation


def _words(text: str) -> str:
    """*text* without its blanks, which programs change."""
    return "".join(text.split())
