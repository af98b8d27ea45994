"""Start a new brief: templates/new/<template>/ copied into content/, with its title and date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..model.problems import Place, Problems, nearest


def start_brief(
    root: Path, slug: str, title: str, template: str, today: date, problems: Problems
) -> list[str]:
    """Write `content/<slug>/` from `templates/new/<template>/`; returns the files by name.

    Problems: a name that no folder or address can carry, one that is taken, no such template.
    """
    place = Place(f"content/{slug}")
    pattern = root / "templates/new" / template
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        problems.error(
            place, f"`{slug}` is no name for a brief", "use a-z, 0-9 and -, as in dprk-2"
        )
    elif (root / "content" / slug).exists():
        problems.error(place, "there is a brief of this name", "choose another name")
    elif not re.fullmatch(r"[a-z-]+", template) or not pattern.is_dir():
        known = [path.name for path in (root / "templates/new").iterdir()]
        problems.error(place, f"no template `{template}`", nearest(template, known, "templates"))
    if problems.errors:
        return []
    folder = root / "content" / slug
    folder.mkdir()
    made = []
    for source in sorted(pattern.iterdir()):
        text = source.read_text("utf-8")
        text = text.replace("TITLE", json.dumps(title, ensure_ascii=False))
        text = text.replace("PUBLISHED", today.isoformat())
        (folder / source.name).write_text(text, "utf-8")
        made.append(f"content/{slug}/{source.name}")
    return made


WORDS = 6
"""Of a line that is somebody's own; a shorter one may well stay as `new` wrote it."""


def find_filler(root: Path, slug: str, template: str, problems: Problems) -> None:
    """Note an error for each file of a brief that still has lines of its `templates/new/`."""
    for pattern in sorted((root / "templates/new" / template).glob("brief.*")):
        filler = {line for _, line in _own_lines(pattern)}
        name = f"content/{slug}/{pattern.name}"
        left = [(number, line) for number, line in _own_lines(root / name) if line in filler]
        if left:
            number, line = left[0]
            first, rest = " ".join(line.split()[:WORDS]), len(left) - 1
            problems.error(
                Place(name, number),
                f"“{first}…” is what `new` wrote" + f", and {rest} more of its lines" * bool(rest),
                "write your own, or delete them",
            )


def _own_lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of *file* that only its author can write, with their numbers."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return
    for number, line in enumerate(lines, 1):
        text = line.strip().removeprefix("- ")
        if not text.startswith("#") and len(re.findall(r"\w+", text)) >= WORDS:
            yield number, text
