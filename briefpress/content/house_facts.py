"""Give a brief the facts of content/facts.yaml that it names, with what they cite."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model.brief import TextFile
from ..model.contract import HouseFacts
from ..model.fields import NAME
from ..model.house import FIELDS, locate_brief
from ..model.problems import Place, Problems, nearest
from .migrations import migrate
from .sources import FACTS
from .yaml_edits import NOTES
from .yaml_text import Path, read_yaml, write_yaml

_NAMED = re.compile(r"\{\{\s*facts\.([A-Za-z][\w-]*)")
_CITED = re.compile(r"@([A-Za-z0-9_][\w-]*)")
_PARTS = ("sum", "share", "change")
Tree = Mapping[str, Any]


@dataclass(frozen=True)
class WithFacts:
    """The fields of a brief with the facts of the house that it names."""

    tree: Any
    places: dict[Path, Place]
    known: tuple[str, ...] = ()
    """Names of all facts of the house."""
    carried: bytes = b""
    """The part of facts.yaml that the PDF carries: the facts that it names. Empty where it names
    none."""
    lost: frozenset[Path] = frozenset()
    """Paths of facts that may stand in facts.yaml, which cannot be read: that was told."""


def take_facts(
    tree: Tree,
    places: Mapping[Path, Place],
    prose: str,
    file: TextFile | None,
    contract: int,
    problems: Problems,
) -> WithFacts:
    """Add to *tree*, the fields of a brief, the facts of *file* that it or its *prose* names.

    A fact of the brief's own wins over one of the same name. *contract*: the one of institute.yaml.

    Problems: a facts.yaml that cannot be read, or has fields that it should not have, where the
    brief needs it; a fact or a source of the brief that says something else than that of the house.
    """
    if file is None:
        return WithFacts(tree, dict(places))
    own = _fields(tree, "facts")
    wanted = set(find_named(tree, prose)) - set(own)
    apart = Problems()
    written, house_places = read_yaml(file, apart)
    house, house_places = migrate("facts", written, house_places, contract)
    for name in house:
        if name not in HouseFacts.model_fields:
            hint = nearest(name, HouseFacts.model_fields, "fields of facts.yaml")
            apart.error(house_places[(name,)], f"unknown field `{name}`", hint)
    if wanted:
        problems.extend(apart)
    facts, sources = _fields(house, "facts"), _fields(house, "sources")
    _compare(own, facts, places, problems)
    names, keys = pick(tree, prose, house)
    own_sources = _fields(tree, "sources")
    for key in keys:
        if key in own_sources and own_sources[key] != sources[key]:
            problems.warning(
                places["sources", key],
                f"the source `{key}` is another one in {FACTS}, whose facts cite it",
                "delete it here, or give one of the two another name",
            )
    keys = [key for key in keys if key not in own_sources]
    added = {("facts", name) for name in names} | {("sources", key) for key in keys}
    merged = dict(tree)
    if names:
        merged["facts"] = own | {name: facts[name] for name in names}
    if keys:
        merged["sources"] = own_sources | {key: sources[key] for key in keys}
    all_places = {path: place for path, place in house_places.items() if path[:2] in added}
    return WithFacts(
        merged,
        all_places | dict(places),
        tuple(facts),
        _write(written, names, keys) if names else b"",
        frozenset(("facts", name) for name in wanted - set(facts)) if apart.errors else frozenset(),
    )


def pick(tree: Tree, prose: str, house: Tree) -> tuple[list[str], list[str]]:
    """Name the facts of *house*, the tree of facts.yaml, that a brief prints, and the sources that
    these cite. *tree*: the fields of the brief; a fact of its own wins over one of the house.
    """
    own, facts, sources = (
        _fields(tree, "facts"),
        _fields(house, "facts"),
        _fields(house, "sources"),
    )
    names: dict[str, None] = {}
    waiting = [*find_named(tree, prose)]
    while waiting:
        name = waiting.pop(0)
        if name in facts and name not in own and name not in names:
            names[name] = None
            waiting += find_named({"facts": {name: facts[name]}}, "")
    cited = dict.fromkeys(key for name in names for key in _cited(facts[name]))
    return sorted(names), sorted(key for key in cited if key in sources)


def list_facts(content: pathlib.Path, slug: str) -> tuple[str, ...]:
    """Names of the facts of the brief *slug* itself, in its order; none where it cannot be read."""
    try:
        text = (content / locate_brief(content, slug).folder / FIELDS).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ()
    tree, _ = read_yaml(TextFile(FIELDS, text), Problems())
    return tuple(_fields(tree, "facts")) if isinstance(tree, dict) else ()


def find_named(tree: Tree, prose: str) -> Iterator[str]:
    """Names of the facts that the fields and the *prose* of a brief print, or are made of."""
    yield from _NAMED.findall(prose)
    for name, value in tree.items():
        if name != NOTES:
            for text in _texts(value):
                yield from _NAMED.findall(text)
    for fact in _fields(tree, "facts").values():
        for way in _PARTS if isinstance(fact, dict) else ():
            for text in _texts(fact.get(way)):
                if re.fullmatch(NAME, text):
                    yield str(text)


def _cited(fact: Any) -> Iterator[str]:
    for text in _texts(fact):
        yield from _CITED.findall(text)
    source = fact.get("source") if isinstance(fact, dict) else None
    for part in source.split(";") if isinstance(source, str) else ():
        yield re.split(r"[,\s]", part.strip().removeprefix("@"), maxsplit=1)[0]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _fields(tree: Tree, name: str) -> dict[str, Any]:
    value = tree.get(name)
    return value if isinstance(value, dict) else {}


def _compare(own: Tree, house: Tree, places: Mapping[Path, Place], problems: Problems) -> None:
    """Warn of each fact of the brief's own that has another value than that of the house."""
    for name in own:
        both = [one.get(name) for one in (own, house)]
        for field in ("value", "show"):
            values = [one.get(field) for one in both if isinstance(one, dict)]
            if len(values) < 2 or None in values:
                continue
            if values[0] != values[1]:
                problems.warning(
                    places["facts", name],
                    f"the fact `{name}` is {values[0]} here, and {values[1]} in {FACTS}",
                    "delete it here, or give it another name",
                )
            break


def _write(written: Tree, names: Iterable[str], keys: Iterable[str]) -> bytes:
    """Write a facts.yaml of these facts and sources alone: the others are other briefs'."""
    kept = {
        part: {name: _fields(written, part)[name] for name in chosen}
        for part, chosen in (("facts", [*names]), ("sources", [*keys]))
        if chosen
    }
    return write_yaml(kept)


def holds_facts(kept: bytes, carried: bytes) -> bool:
    """Whether the facts.yaml *kept* says all that the facts.yaml *carried* says, as it does."""
    apart = Problems()
    try:
        trees = [read_yaml(TextFile(FACTS, one.decode()), apart)[0] for one in (kept, carried)]
    except UnicodeDecodeError:
        return False
    return not apart.errors and all(
        _fields(trees[0], part).get(name) == value
        for part in ("facts", "sources")
        for name, value in _fields(trees[1], part).items()
    )
