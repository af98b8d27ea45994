"""Read libraries of sources, .bib, .ris and CSL-JSON: bytes → sources in the fields of brief.yaml.

A brief names its library in `sources:`, and takes of it what it cites; or `briefpress sources`
writes these sources into brief.yaml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import indent
from typing import TYPE_CHECKING, Any

from ..model.brief import Sources, TextFile
from ..model.problems import Place, Problems, nearest
from ..model.text import as_text, find_garbled
from ..pandoc.program import PandocFailed, run_program
from .yaml_edits import NOTES, NotYaml, set_fields
from .yaml_text import Path, write_yaml

# Readers of libraries are imported where one is read: they take 5 ms, and most briefs have none.
if TYPE_CHECKING:
    from .bibtex import BibEntry
    from .csl_items import Item

KINDS = (".bib", ".ris", ".json")
FROM = "from"
"""The key of `sources:` that names libraries beside sources: no source is a text."""
ENTRIES = 20_000
"""How many entries a library has at most; a person's holds a few thousand."""


@dataclass(frozen=True)
class LibrarySource:
    """A source of a library."""

    fields: Mapping[str, Any]
    """As brief.yaml writes them."""
    place: Place
    remarks: tuple[tuple[str, str], ...] = ()
    """The fields that were changed or left out, each with what its author can do."""


@dataclass(frozen=True)
class Entry:
    """An entry before it is fitted."""

    key: str
    item: Item
    line: int
    raw: tuple[tuple[str, str], ...] = ()


def read_library(
    name: str, data: bytes, wanted: Collection[str] | None, problems: Problems
) -> dict[str, LibrarySource]:
    """Read the sources *wanted* of the library *data*, or all of them, by their keys.

    *name*: what its author calls the file. The remarks of a source say what was changed in it.

    Problems: a file that cannot be read, entries that are broken or have no title, keys twice.
    """
    from .csl_items import fit_item, make_key

    try:
        text = as_text(data)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.error(Place(name, line), "this is not UTF-8", "export it as UTF-8")
        return {}
    try:
        entries = [*_READERS[name[name.rfind(".") :].lower()](name, text, wanted, problems)]
    except PandocFailed as failed:
        problems.error(
            Place(name), f"it cannot be read: {failed}", "export it anew, or as CSL-JSON"
        )
        return {}
    except _Unreadable as unreadable:
        problems.error(*unreadable.args)
        return {}
    sources: dict[str, LibrarySource] = {}
    lines: dict[str, int] = {}
    for entry in entries:
        place = Place(name, entry.line)
        if entry.key and entry.key in lines:
            if wanted is None or make_key(entry.key, {}, ()) in wanted:
                first = lines[entry.key]
                problems.warning(
                    place,
                    f"the key `{entry.key}` again, it stands in line {first}; that one counts",
                    "give one of the two another key",
                )
            continue
        if entry.key:
            lines[entry.key] = entry.line
        fitted = fit_item(entry.item, entry.raw)
        key = make_key(entry.key, fitted.fields, sources)
        if wanted is not None and key not in wanted:
            continue
        if not fitted.fields:
            message, hint = fitted.remarks[0]
            problems.warning(place, f"the source `{entry.key or key}`: {message}", hint)
            continue
        if garbled := find_garbled(json.dumps(fitted.fields, ensure_ascii=False, default=str)):
            _, letters, meant = garbled
            problems.error(
                place,
                f"the source `{key}`: `{letters}` was `{meant}` once",
                "export the library anew, as UTF-8",
            )
        remarks = tuple((f"the source `{key}`: {said}", hint) for said, hint in fitted.remarks)
        if entry.key and key != entry.key:
            remarks = (*remarks, (f"`{entry.key}` is cited as `{key}`", f"write [@{key}]"))
        sources[key] = LibrarySource(fitted.fields, place, remarks)
    return sources


class _Unreadable(Exception):
    """Raised with a place, a message and a hint."""


def _read_bibtex(
    name: str, text: str, wanted: Collection[str] | None, problems: Problems
) -> Iterator[Entry]:
    from .bibtex import take_apart, write_wanted
    from .bibtex_names import NAMES, find_fault
    from .csl_items import make_key
    from .latex_letters import is_left_out, write_probe

    bibliography = take_apart(text)
    if not bibliography.entries:
        raise _Unreadable(Place(name), "it has no entries", "export your library as BibLaTeX")
    for line in bibliography.broken:
        problems.warning(
            Place(name, line), "an entry that is not closed, or has no key", "correct its braces"
        )
    entries = {}
    for entry in bibliography.entries[:ENTRIES]:
        if entry.key in entries:  # the reader of both says so
            yield Entry(entry.key, {}, entry.line)
        elif wanted is None or make_key(entry.key, {}, ()) in wanted:
            entries[entry.key] = entry
    if not entries:
        return
    commands = {command for entry in entries.values() for command, _ in entry.commands}
    probes = {f"briefpress-probe-{command}": command for command in sorted(commands)}
    given = [write_wanted(bibliography, entries)]
    given += [write_probe(key, command) for key, command in probes.items()]
    items = json.loads(run_program(["--from=biblatex", "--to=csljson"], "\n".join(given)))
    known = {str(item.get("id")): item for item in items}
    left_out = {command for key, command in probes.items() if is_left_out(known[key].get("title"))}
    for key, entry in entries.items():
        for command, field in entry.commands:
            if command in left_out:
                problems.warning(
                    Place(name, entry.line),
                    f"the source `{key}`: `\\{command}` in its {field} prints nothing",
                    "write the letter itself in its place",
                )
        for field, value in entry.public_fields:
            if field in NAMES and (fault := find_fault(value)):
                problems.warning(
                    Place(name, entry.line),
                    f"the source `{key}`: {fault[0]} in its {field}",
                    fault[1],
                )
        item = dict(known.get(key, {}))
        if entry.kind == "misc" and not item.get("type"):
            item["type"] = entry.kind
        if entry.kind in ("legislation", "legal", "jurisdiction") and not item.get("type"):
            item["type"] = "legislation" if entry.kind != "jurisdiction" else "legal_case"
        yield Entry(key, _mend(item, entry), entry.line, tuple(entry.plain_fields))


def _mend(item: dict[str, Any], entry: BibEntry) -> dict[str, Any]:
    """Give the *item* that pandoc made of *entry* the date that it could not read, its address out
    of `howpublished`, and particles that stay where the family name stands alone, as they do in
    Zotero: `van der Stoel`.
    """
    plain = dict(entry.plain_fields)
    if item.get("issued") == {"date-parts": []}:
        item["issued"] = {"raw": plain.get("date") or plain.get("year", "")}
    elif not plain.get("date") and (month := re.sub(r"[#~\s]+", " ", plain.get("month", ""))):
        parts = (item.get("issued") or {}).get("date-parts") or [[]]
        if len(parts[0]) == 1:  # a month in words: `March`, `5 March`, `mar # {~5}`
            item["issued"] = {"raw": f"{plain.get('day', '')} {month} {parts[0][0]}"}
    if not item.get("URL") and re.fullmatch(r"https?://\S+", str(item.get("publisher", ""))):
        item["URL"] = item.pop("publisher")
    if "useprefix" not in plain.get("options", ""):
        for role, people in item.items():
            if isinstance(people, list):
                item[role] = [_keep_particle(one) for one in people]
    return item


def _keep_particle(name: Any) -> Any:
    if not isinstance(name, dict) or "dropping-particle" not in name:
        return name
    kept = {**name, "non-dropping-particle": name["dropping-particle"]}
    del kept["dropping-particle"]
    return kept


def _read_ris(
    name: str, text: str, wanted: Collection[str] | None, problems: Problems
) -> Iterator[Entry]:
    from .ris import read_ris

    is_any = False
    for entry in read_ris(text):
        is_any = True
        yield Entry(entry.key, entry.item, entry.line, entry.raw)
    if not is_any:
        raise _Unreadable(Place(name), "it has no entries", "export your library as RIS")


def _read_json(
    name: str, text: str, wanted: Collection[str] | None, problems: Problems
) -> Iterator[Entry]:
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg.lower()}"
        raise _Unreadable(Place(name, error.lineno), message, "export it anew") from None
    except RecursionError:
        raise _Unreadable(
            Place(name), "brackets in brackets without end", "export it anew"
        ) from None
    if isinstance(items, dict):  # as some programs wrap them
        items = items.get("items") or [*items.values()]
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _Unreadable(
            Place(name), "this is no library", "export it as CSL-JSON, or as Better CSL JSON"
        )
    lines = _lines_of_ids(text)
    for number, item in enumerate(items[:ENTRIES]):
        own = str(item.get("id", ""))
        key = str(item.get("citation-key") or item.get("citationKey") or own)
        yield Entry(key, item, lines.get(own) or lines.get(number) or 1)


def _lines_of_ids(text: str) -> dict[object, int]:
    """The line on which each `"id"` stands, by what it says."""
    lines: dict[object, int] = {}
    line = counted = 0
    for match in re.finditer(r'"id"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(\d+))', text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        lines.setdefault(match[1] or match[2], line + 1)
    return lines


_READERS = {".bib": _read_bibtex, ".ris": _read_ris, ".json": _read_json}


# ---------------------------------------------------------------------------------------------
# What a brief takes of its libraries


@dataclass(frozen=True)
class WithLibraries:
    """The fields of a brief with the sources of its libraries that it cites."""

    tree: Any
    places: dict[Path, Place]
    is_lost: bool = False
    """Whether a library cannot be read, which was told: nobody knows which sources it has."""
    taken: Mapping[str, Any] | None = None
    """Its sources, those of libraries among them; None where it names no library."""

    def without_names(self, sources: Sources, problems: Problems) -> Sources:
        """Give *sources*, those of this brief, with the sources in place of the libraries' names.

        So the PDF carries what is cited, and not the library of whoever wrote the brief.

        Problems: a brief.yaml whose fields stand in braces.
        """
        if self.taken is None:
            return sources
        written = indent(write_yaml({**self.taken}).decode(), "  ").rstrip()
        value = f"\n{written}" if self.taken else "{}"
        try:
            text = set_fields(sources.fields.text, {"sources": value})
        except NotYaml:  # whoever read it has said so, and meanwhile it is a draft
            return sources
        if text is None:
            problems.error(
                Place(sources.fields.name, 1),
                "its fields stand in braces, so that the PDF cannot carry what it cites",
                "write each in a line of its own, or say `embed_content: false`",
            )
            return sources
        return replace(sources, fields=TextFile(sources.fields.name, text, text.encode()))


def take_libraries(
    tree: Mapping[str, Any],
    places: Mapping[Path, Place],
    prose: str,
    sources: Sources,
    problems: Problems,
) -> WithLibraries:
    """Put the sources that a brief cites, of the libraries that it names, in place of their names.

    `sources: library.bib`, `sources: [library.bib, un.ris]`, or `from: library.bib` among sources,
    which win over those of a library; so does the first of two libraries. A list of sources, each
    with its `id`, is read as pandoc and Zotero write it.

    Problems: a file that is not there or is no library, and those of `read_library`.
    """
    tree, places = _by_their_ids(tree, places, problems)
    given = tree.get("sources")
    names, own = _divide(given)
    if not names:
        return WithLibraries(tree, dict(places))
    path: Path = ("sources",) if not isinstance(given, dict) else ("sources", FROM)
    place = places.get(path, places[()])
    merged = dict(own)
    known = dict(places)
    wanted = set(find_cited(tree, prose)) - own.keys()
    is_lost = False
    for name in names:
        before = problems.errors
        if _is_library(name, sources, place, problems):
            label = f"{sources.folder}/{name}"
            for key, source in read_library(label, sources.files[name], wanted, problems).items():
                merged[key] = dict(source.fields)
                known["sources", key] = source.place
                wanted.discard(key)
        is_lost = is_lost or problems.errors > before
    return WithLibraries({**tree, "sources": merged}, known, is_lost, merged)


def _by_their_ids(
    tree: Mapping[str, Any], places: Mapping[Path, Place], problems: Problems
) -> tuple[Mapping[str, Any], Mapping[Path, Place]]:
    """Name each source of a list by its `id`; of two with one, the first counts, and it is told."""
    given = tree.get("sources")
    if not isinstance(given, list) or not all(
        isinstance(one, dict) and isinstance(one.get("id"), str) for one in given
    ):
        return tree, places
    named: dict[str, Any] = {}
    known = {path: place for path, place in places.items() if path[:1] != ("sources",)}
    for number, source in enumerate(given):
        key = str(source["id"])
        if key in named:
            place = places["sources", number]
            problems.error(
                place, f"the source `{key}` again", "give each source an `id` of its own"
            )
            continue
        named[key] = {name: value for name, value in source.items() if name != "id"}
        for path, place in places.items():
            if path[:2] == ("sources", number):
                known["sources", key, *path[2:]] = place
    return {**tree, "sources": named}, {**known, ("sources",): places["sources",]}


def _divide(given: Any) -> tuple[list[str], dict[str, Any]]:
    """The libraries that `sources:` names, and the sources that it holds."""
    if isinstance(given, str):
        return [given], {}
    if isinstance(given, list):
        names = [one for one in given if isinstance(one, str)]
        return (names, {}) if len(names) == len(given) else ([], {})
    if not isinstance(given, dict) or not isinstance(given.get(FROM), str | list):
        return [], {}
    names = given[FROM] if isinstance(given[FROM], list) else [given[FROM]]
    own = {key: source for key, source in given.items() if key != FROM}
    return [one for one in names if isinstance(one, str)], own


def _is_library(name: str, sources: Sources, place: Place, problems: Problems) -> bool:
    if name in sources.refused:
        return False
    if not name.lower().endswith(KINDS):
        problems.error(
            place,
            f"`{name}` is no library of sources",
            "export it as .bib, .ris or CSL-JSON (.json)",
        )
    elif name not in sources.files:
        near = [one for one in sources.files if one.lower().endswith(KINDS)]
        hint = nearest(name, near, "it holds") if near else f"put it into {sources.folder}/"
        problems.error(place, f"no file `{name}` in {sources.folder}/", hint)
    else:
        return True
    return False


_CITED = re.compile(r"@([A-Za-z0-9_][\w-]*)")


def find_cited(tree: Mapping[str, Any], prose: str) -> Iterator[str]:
    """Keys that the fields and the prose of a brief may cite; a text with an `@` may be no key."""
    yield from _CITED.findall(prose)
    for name, value in tree.items():
        if name not in (NOTES, "sources"):
            yield from _cited_in(value)


def _cited_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _CITED.findall(value)
    elif isinstance(value, list):
        for one in value:
            yield from _cited_in(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name == "source" and isinstance(one, str):
                for part in one.split(";"):
                    yield re.split(r"[,\s]", part.strip().removeprefix("@"), maxsplit=1)[0]
            yield from _cited_in(one)


def read_several(
    files: Mapping[str, bytes], wanted: Collection[str] | None, problems: Problems
) -> dict[str, LibrarySource]:
    """Read the sources *wanted*, or all, of *files*, by name; the first with a key counts."""
    sources: dict[str, LibrarySource] = {}
    for name, data in files.items():
        for key, source in read_library(name, data, wanted, problems).items():
            if key not in sources:
                sources[key] = source
            elif sources[key].fields != source.fields:
                problems.warning(
                    source.place,
                    f"the source `{key}` is another one at {sources[key].place}; that one counts",
                    "give one of the two another key",
                )
    return sources
