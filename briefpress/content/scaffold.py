"""Start a new brief: templates/new/<template>/ copied into content/, with its title and date.

A new house is started the same way, from templates/init/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from ..model.house import theme_files
from ..model.problems import Place, Problems, nearest


def start_brief(
    root: Path, slug: str, title: str, template: str, today: date, problems: Problems
) -> list[str]:
    """Write `content/<slug>/` from `templates/new/<template>/`; returns the files by name.

    Problems: a name that no folder or address can carry, one that is taken, no such template, a
    file that cannot be read or written.
    """
    place = Place(f"content/{slug}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        problems.error(
            place, f"`{slug}` is no name for a brief", "use a-z, 0-9 and -, as in dprk-2"
        )
    elif (root / "content" / slug).exists():
        problems.error(place, "there is a brief of this name", "choose another name")
    elif template not in (known := _templates(root)):
        problems.error(place, f"no template `{template}`", nearest(template, known, "templates"))
    if problems.errors:
        return []
    values = {"TITLE": json.dumps(title, ensure_ascii=False), "PUBLISHED": today.isoformat()}
    return _copy(_starters(root, f"new/{template}"), root, f"content/{slug}", values, problems)


def start_house(
    folder: Path, name: str, language: str, today: date, problems: Problems
) -> list[str]:
    """Write a house into *folder*: content/ with the institute *name* and a first brief.

    Returns the files by their names in it. Of templates/ and styles/ it has none of its own.

    Problems: there is a house already, no such language, a file that cannot be written.
    """
    languages = [*_starters(folder, "languages")]
    known = [file.removesuffix(".toml") for file in languages]
    if (folder / "content").exists():
        hint = f"`cd {folder}` and run `briefpress status`, or choose another name"
        problems.error(Place(str(folder)), "there is a content/ already", hint)
    elif language not in known and language.split("-")[0] not in known:
        hint = nearest(language, known, "languages")
        problems.error(Place("--language"), f"no words for the language `{language}`", hint)
    if problems.errors:
        return []
    values = {
        "NAME": json.dumps(name, ensure_ascii=False),
        "LANGUAGE": language,
        "PUBLISHED": today.isoformat(),
    }
    files = _copy(_starters(folder, "init"), folder, "", values, problems)
    ignored = folder / ".gitignore"
    if not problems.errors and not ignored.exists():
        ignored.write_text("/output/\n", "utf-8")
        files.append(ignored.name)
    return files


def _templates(house: Path) -> set[str]:
    """The templates that a brief can be started from."""
    return {name.partition("/")[0] for name in _starters(house, "new") if name.count("/") == 1}


def _starters(house: Path, folder: str) -> dict[str, Path]:
    """The files of *folder* in templates/, by their names there."""
    folder = f"templates/{folder}/"
    return {
        name.removeprefix(folder): path
        for name, path in theme_files(house).items()
        if name.startswith(folder)
    }


def _copy(
    files: Mapping[str, Path],
    root: Path,
    folder: str,
    values: Mapping[str, str],
    problems: Problems,
) -> list[str]:
    """Copy *files* into *folder* of *root*, with *values* in place of their names.

    Returns the files by their names in *root*. Problems: a file that cannot be read or written.
    """
    made = []
    for file, source in files.items():
        name = f"{folder}/{file}" if folder else file
        try:
            text = source.read_text("utf-8")
            text = re.sub("|".join(values), lambda match: values[match[0]], text)
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            problems.error(Place(name), f"cannot be written: {reason}", "check your rights there")
            break
        made.append(name)
    return made


FIRST = "first-brief"
"""The brief that a new house begins with."""
WORDS = 6
"""Of a line that is somebody's own; a shorter one may well stay as `new` wrote it."""


def find_filler(root: Path, slug: str, template: str, problems: Problems) -> None:
    """Note an error for each file of a brief that still has lines that `new` or `init` wrote.

    So does institute.yaml while its institute is the one that `init` has made up.
    """
    _find_made_up(root, problems)
    for command, folder in (("new", f"new/{template}"), ("init", f"init/content/{FIRST}")):
        for file, path in _starters(root, folder).items():
            _find_lines(path, command, root, f"content/{slug}/{file}", problems)


MADE_UP = re.compile(r"\b(?:Your institute|Your city|1 Example Street)\b")
"""What `init` writes where nobody has said who publishes."""


def _find_made_up(root: Path, problems: Problems) -> None:
    """Note an error where institute.yaml still names the institute that `init` has made up."""
    name = "content/institute.yaml"
    try:
        lines = (root / name).read_text("utf-8").splitlines()
    except (OSError, ValueError):  # whoever reads it for the page says so
        return
    left = [
        (number, match[0])
        for number, line in enumerate(lines, 1)
        if not line.lstrip().startswith("#") and (match := MADE_UP.search(line))
    ]
    if left:
        number, words = left[0]
        rest = len(left) - 1
        problems.error(
            Place(name, number),
            f"“{words}” is what `init` wrote" + f", and {rest} more of its lines" * bool(rest),
            "write the name and address of your institute",
        )


def _find_lines(pattern: Path, command: str, root: Path, name: str, problems: Problems) -> None:
    """Note an error where the file *name* of *root* still has lines of *pattern*."""
    filler = {line for _, line in _own_lines(pattern)}
    left = [(number, line) for number, line in _own_lines(root / name) if line in filler]
    if left:
        number, line = left[0]
        first, rest = " ".join(line.split()[:WORDS]), len(left) - 1
        problems.error(
            Place(name, number),
            f"“{first}…” is what `{command}` wrote"
            + f", and {rest} more of its lines" * bool(rest),
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
