"""Hash the fields of a brief one by one, so that a reason for printing it names what is new."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..model.house import FIELDS, BriefFiles, locate_brief
from .file_states import Hashes, find_changes, is_house_data, list_folder


def name_fields(file: str, old: Hashes, new: Hashes) -> Iterator[str]:
    """Say what is new in *file*: `brief.yaml: facts.returned changed`; the first three."""
    changed = find_changes(old, new)
    for name, how in changed[:3]:
        yield f"{file}: {name} {how}"
    if len(changed) > 3:
        yield f"{file}: {len(changed) - 3} more"
    if not changed:  # the PDF carries the file, so its order and quotation marks count
        same = bool(old) and old == new
        yield f"{file}: its fields say the same, written otherwise" if same else f"{file} changed"


DATA = "data"
"""The files beside facts.yaml that hold facts which a brief prints."""


def hash_fields(house: Path, slug: str) -> dict[str, Hashes]:
    """A hash of each field and of each section of prose of a brief, by file."""
    content = house / "content"
    where = locate_brief(content, slug)
    folder = content / where.folder
    facts, data = _fact_hashes(content, where)
    words = {where.words: _yaml_hashes(folder / where.words)} if where.words else {}
    return {
        "institute.yaml": _yaml_hashes(content / "institute.yaml"),
        FIELDS: _yaml_hashes(folder / FIELDS),
        **words,
        where.prose: _prose_hashes(folder / where.prose),
        "facts.yaml": facts,
        DATA: data,
    }


def _fact_hashes(content: Path, where: BriefFiles) -> tuple[Hashes, Hashes]:
    """Hash the facts of the house that a brief prints, and the sources that these cite.

    Gives as well the files that hold these facts as cells, each with one of its cells.
    """
    if not (content / "facts.yaml").is_file():
        return {}, {}
    from ..content.house_facts import pick

    folder = content / where.folder
    house, fields = _tree(content / "facts.yaml"), _tree(folder / FIELDS)
    prose = ""
    for name in filter(None, (where.prose, where.words)):
        with suppress(OSError, UnicodeDecodeError):
            prose += (folder / name).read_text("utf-8")
    names, keys = pick(fields, prose, house)
    facts = [house["facts"][name] for name in names]
    hashes = {f"facts.{name}": _short(fact) for name, fact in zip(names, facts, strict=True)}
    cells = [str(fact["from"]) for fact in facts if isinstance(fact, dict) and "from" in fact]
    files = {cell: cell.partition("#")[0] for cell in cells}
    for name in filter(is_house_data, list_folder(str(content))):
        files |= {cell: name for cell in cells if cell.startswith(f"{name}#")}
    hashes |= {f"sources.{key}": _short(house["sources"][key]) for key in keys}
    return hashes, {name: cell for cell, name in files.items()}


def _tree(path: Path) -> dict[str, Any]:
    """The fields of a YAML file; none where it cannot be read."""
    from ..content.yaml_text import read_yaml
    from ..model.brief import TextFile
    from ..model.problems import Problems

    try:
        tree, _ = read_yaml(TextFile("", path.read_text("utf-8")), Problems())
    except (OSError, UnicodeDecodeError):
        return {}
    return tree if isinstance(tree, dict) else {}


def _yaml_hashes(path: Path) -> Hashes:
    """A hash of each field, and of each named value of a field: `facts.returned`."""
    tree = _tree(path)
    hashes: Hashes = {}
    for name, value in tree.items():
        if isinstance(value, dict):
            hashes |= {f"{name}.{inner}": _short(one) for inner, one in value.items()}
        else:
            hashes[str(name)] = _short(value)
    return hashes


def _prose_hashes(path: Path) -> Hashes:
    """A hash of each section, by its heading."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    sections: dict[str, list[str]] = {}
    title = "the text before the first heading"
    for line in lines:
        if line.startswith("#"):
            title = f"“{line.strip('# ')}”"
        sections.setdefault(title, []).append(line)
    return {title: _short(text) for title, text in sections.items()}


def _short(value: Any) -> str:
    return sha256(json.dumps(value).encode()).hexdigest()[:12]
