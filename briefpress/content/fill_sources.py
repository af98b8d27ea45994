"""Write sources of libraries into brief.yaml: those that the brief cites, or all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ..model.brief import Sources
from ..model.contract import Source
from ..model.problems import NOWHERE, Place, Problems, Stopped
from ..model.source_needs import find_duplicates, find_gaps
from .read_fields import validate_fields
from .source_libraries import FROM, LibrarySource, find_cited, read_several
from .yaml_edits import add_entries
from .yaml_text import read_yaml


class FilledSources(NamedTuple):
    """brief.yaml with sources of a library."""

    fields: bytes
    added: tuple[str, ...]
    """Keys of the sources that were added."""
    kept: tuple[str, ...]
    """Keys that the libraries have as well, and that stay as they stood there."""


def fill_sources(
    sources: Sources, libraries: Mapping[str, bytes], problems: Problems, *, take_all: bool
) -> FilledSources:
    """Add to a brief what it cites of *libraries*, files by name; or all that they have.

    Sources that it has already stay as they are.

    Problems: those of the libraries, what was changed in a source, what one lacks, which two are
    the same. Raises `Stopped` where brief.yaml cannot be read or added to.
    """
    tree, places = read_yaml(sources.fields, problems)
    problems.stop_on_errors()
    given = tree.get("sources") or {}
    if not isinstance(given, dict) or FROM in given:
        problems.error(
            places.get(("sources",), places[()]),
            "`sources:` names a library, of which the brief takes what it cites",
            "delete that, to have the sources written here",
        )
        raise Stopped
    wanted = None if take_all else set(find_cited(tree, sources.prose.text))
    known_to_libraries = read_several(libraries, wanted, problems)
    new = {key: source for key, source in known_to_libraries.items() if key not in given}
    there = _standing(given, new, set(find_cited(tree, sources.prose.text)))
    for key, (other, mark) in there.items():
        problems.warning(
            new.pop(key).place,
            f"the source `{key}` is not written: it has the {mark} of `{other}` in brief.yaml",
            f"cite it as [@{other}]",
        )
    known: dict[str, Source] = {}
    where = dict(places)
    for key, source in new.items():
        where["sources", key] = source.place
        for message, hint in source.remarks:
            problems.warning(source.place, message, hint)
    for key, fields in {**given, **{key: one.fields for key, one in new.items()}}.items():
        is_new = key in new
        place = where.get(("sources", key), places[()])
        read = validate_fields(Source, fields, {(): place}, problems if is_new else Problems())
        if read is None:
            continue
        known[key] = read
        for what, hint in find_gaps(read) if is_new else ():
            problems.warning(place, f"the {read.type} `{key}` has {what}", hint)
    for key, other, mark in find_duplicates(known):
        if key in new or other in new:
            problems.warning(
                where.get(("sources", key), places[()]),
                f"the source `{key}` has the {mark} of `{other}`",
                f"cite [@{other}] for both, and delete `{key}`",
            )
    text = add_entries(
        sources.fields.text, "sources", {key: one.fields for key, one in new.items()}
    )
    if text is None:
        problems.error(
            places.get(("sources",), Place(sources.fields.name, 1)),
            "the sources stand in braces, so that none can be added",
            "write each in lines of its own",
        )
        raise Stopped
    if b"\r\n" in sources.fields.data:
        text = text.replace("\n", "\r\n")
    kept = tuple(key for key in known_to_libraries if key in given or key in there)
    return FilledSources(text.encode(), tuple(new), kept)


def _standing(
    given: Mapping[str, object], new: Mapping[str, LibrarySource], cited: Collection[str]
) -> dict[str, tuple[str, str]]:
    """Find the sources of *new* that stand under another key in *given*, and that nobody cites by
    their own: for each the other key, and what the two share.
    """
    read = {}
    for key, fields in {**given, **{key: one.fields for key, one in new.items()}}.items():
        source = validate_fields(Source, fields, {(): NOWHERE}, Problems())
        if source is not None:
            read[key] = source
    return {
        key: (other, mark)
        for key, other, mark in find_duplicates(read)
        if key in new and other in given and key not in cited
    }
