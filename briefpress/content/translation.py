"""Give a brief its words in another language: brief.yaml and fr.yaml → the fields of one brief.

Words may stand in fr.yaml, at the place where brief.yaml has them; numbers, dates and files stand
in brief.yaml alone, so that no two languages say two things. The types of the contract tell which
is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_origin

from ..model.brief import Sources
from ..model.contract import BLOCKS, BriefFields, Institute
from ..model.house import FIELDS
from ..model.problems import Place, Problems, nearest, nearest_place
from ..model.text import Fragment
from ..model.walk import (
    Drawn,
    InFolder,
    Leaf,
    NamesFact,
    Reads,
    WholeInEachLanguage,
    find_annotated,
    unwrap,
    walk,
)
from .migrations import migrate
from .yaml_edits import NOTES
from .yaml_text import Path, read_yaml

_IN_FILES = ("data", "picture")
"""Kinds of files that can hold words: fr.yaml may name others."""


class Translated(NamedTuple):
    """The fields of a brief in another language."""

    tree: Any
    places: dict[Path, Place]
    is_read: bool = True
    """False where fr.yaml is no YAML, or empty."""


def read_words(sources: Sources, contract: int, problems: Problems) -> Translated:
    """Read fr.yaml of *sources*; no fields where it has none, or is the brief in its main language.

    *contract*: the one of institute.yaml.

    Problems: what is no YAML; the language and other things that are told elsewhere.
    """
    if sources.words is None:
        return Translated({}, {})
    unreadable = Problems()
    tree, places = read_yaml(sources.words, unreadable)
    problems.extend(unreadable)
    if unreadable.errors and not tree:
        return Translated({}, {}, is_read=False)
    tree, places = migrate("brief", tree, places, contract)
    if "language" in tree:
        problems.error(
            places[("language",)],
            f"the name of the file says that it is `{sources.tag}`",
            "delete the line",
        )
    ours = {name: one for name, one in tree.items() if name not in ("language", NOTES)}
    return Translated(ours, places)


def put_words(
    tree: Mapping[str, Any], places: Mapping[Path, Place], words: Translated, problems: Problems
) -> Translated:
    """Put *words*, the fields of fr.yaml, in place of those of *tree*, the fields of brief.yaml.

    Problems: what is not in brief.yaml, or is of another shape there.
    """
    known = dict(places)
    apart = find_annotated(BriefFields, WholeInEachLanguage)
    whole = {name: value for name, value in words.tree.items() if name in apart}
    for name in whole:
        for path in [path for path in known if path[:1] == (name,)]:
            del known[path]
        known |= _below((name,), words)
    rest = {name: value for name, value in words.tree.items() if name not in whole}
    merged = _merge(dict(tree), rest, (), words, known, problems)
    return Translated({**merged, **whole}, known)


def _below(path: Path, words: Translated) -> dict[Path, Place]:
    """The places of all that *words* have at *path* and below."""
    return {one: place for one, place in words.places.items() if one[: len(path)] == path}


def _merge(
    old: Any, new: Any, path: Path, words: Translated, known: dict[Path, Place], problems: Problems
) -> Any:
    """Put *new* in place of what it says otherwise in *old*; both stand at *path*."""
    if isinstance(old, dict) and isinstance(new, dict):
        merged = dict(old)
        for name, value in new.items():
            below = (*path, name)
            if name in old:
                merged[name] = _merge(old[name], value, below, words, known, problems)
            elif _is_block(below):
                near = nearest(name, old, f"in {FIELDS}")
                problems.error(words.places[below], f"{FIELDS} has no `{call(below)}`", near)
            else:  # a field: the contract knows whether there is one
                merged[name] = value
                known |= _below(below, words)
        return merged
    if isinstance(old, list) and isinstance(new, list):
        if len(new) > len(old):
            problems.error(
                words.places[*path, len(old)],
                f"`{call(path)}` has {len(new)} items here, and {len(old)} in {FIELDS}",
                f"write as many as there are in {FIELDS}, in its order",
            )
        pairs = list(zip(old, new, strict=False))
        merged_items = [
            _merge(one, other, (*path, number), words, known, problems)
            for number, (one, other) in enumerate(pairs)
        ]
        return merged_items + old[len(pairs) :]
    if isinstance(old, str) and isinstance(new, str):
        known[path] = words.places[path]
        return new
    if isinstance(old, str) and isinstance(new, dict):  # `{text: …}` for a text alone
        known |= _below(path, words)
        return new
    problems.error(
        words.places[path],
        f"`{call(path)}` is of another shape in {FIELDS}",
        "write it as it is there",
    )
    return old


def _is_block(path: Path) -> bool:
    """Whether *path* is that of a block, or of all of a kind; or of a source."""
    field = str(path[0])
    if field in BLOCKS and len(path) == 1:
        return True
    info = BriefFields.model_fields.get(field)
    return len(path) == 2 and info is not None and get_origin(unwrap(info.annotation)[0]) is dict


def call(path: Path) -> str:
    """Call the value at *path* as authors do, who count from 1: `timeline.2.event`."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def check_words(
    fields: BriefFields,
    places: Mapping[Path, Place],
    sources: Sources,
    institute: Institute,
    problems: Problems,
) -> None:
    """Find what *fields*, of a brief in another language, say in the wrong one of its two files.

    Problems: words that are left out of fr.yaml, each with its line; numbers, dates and names in
    it, which brief.yaml says for all languages.
    """
    words = f"{sources.folder}/{sources.tag}.yaml"
    if fields.series is None and not {sources.tag, sources.tag.split("-")[0]} & {*institute.series}:
        problems.error(
            Place(sources.institute.name),
            f"`series` has no name in `{sources.tag}`",
            f"add it: `series: {{ …, {sources.tag}: … }}`",
        )
    left_out = []
    apart = (*find_annotated(BriefFields, WholeInEachLanguage), "sources")
    for leaf in walk(fields):
        place = nearest_place(leaf.path, places)
        if leaf.path[0] in apart:
            continue
        if place.file == words:
            if not _may_differ(leaf):
                problems.error(
                    place,
                    f"`{call(leaf.path)}` is the same in all languages",
                    f"delete it here: {FIELDS} says it",
                )
        elif has_words(leaf):
            left_out.append((leaf.path, place))
    if left_out and sources.words is None:
        names = dict.fromkeys(str(path[0]) for path, _ in left_out)
        problems.error(
            Place(words),
            f"the words of {FIELDS} are missing in `{sources.tag}`",
            f"write into it {', '.join(f'`{name}`' for name in names)}, as {FIELDS} has them",
        )
        return
    for path, place in left_out:
        problems.error(
            place,
            f"`{call(path)}` is not in {sources.tag}.yaml",
            "write it there, under the same names",
        )


def _may_differ(leaf: Leaf) -> bool:
    """Whether the value says something in words, or where words are."""
    if leaf.annotation(NamesFact) is not None:
        return False
    if (file := leaf.annotation(InFolder)) is not None:
        return file.kind in _IN_FILES
    return isinstance(leaf.value, str | Fragment) or leaf.annotation(Drawn) is not None


def has_words(leaf: Leaf) -> bool:
    """Whether the value is a text that readers read or hear, with letters of its own."""
    if leaf.annotation(Reads) is None:
        return False
    value = leaf.value
    text = value.source if isinstance(value, Fragment) else value
    return isinstance(text, str) and bool(_LETTER.search(_NAMED.sub("", text)))


_NAMED = re.compile(r"\{\{.*?\}\}|\[@[^\]]*\]")
_LETTER = re.compile(r"[^\W\d_]")


def texts(words: Translated) -> str:
    """All texts of *words*, to find what they cite and name."""
    return "\n".join(_strings(words.tree))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
