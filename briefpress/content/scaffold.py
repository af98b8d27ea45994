"""Make the files of a new brief from templates/new/<template>/, with its title and date.

Those of a new house are made the same way, from templates/init/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from ..model.brief import TextFile, say_unknown_language
from ..model.house import DEFAULT_LANGUAGE, FIELDS, PROSE, locate_brief, theme_files
from ..model.problems import Place, Problems, Stopped, nearest
from .sources import read_sources
from .yaml_edits import set_fields
from .yaml_text import read_yaml


def start_brief(
    root: Path,
    slug: str,
    title: str,
    template: str,
    today: date,
    problems: Problems,
    language: str | None = None,
) -> dict[str, bytes]:
    """Make the files of `content/<slug>/` from `templates/new/<template>/`, by name in *root*.

    They are those in *language*, `brief.pt.md`, where the template has such, and the brief says its
    language. Without *language* it is that of the institute.

    Empty where there is an error. Problems: a name that no folder or address can carry, one that is
    taken, no such template or language, a file of the template that cannot be read; a warning where
    the template has its files in English alone.
    """
    check_slug(root, slug, problems)
    place = Place(f"content/{slug}")
    if not problems.errors and template not in (known := _templates(root)):
        problems.error(place, f"no template `{template}`", nearest(template, known, "templates"))
    if language:
        check_language(root, language, problems)
    if problems.errors:
        return {}
    values = {"TITLE": json.dumps(title, ensure_ascii=False), "PUBLISHED": today.isoformat()}
    spoken = language or language_of_house(root)
    files = _fill_in(root, f"new/{template}", f"content/{slug}/", values, problems, spoken)
    starters = _starters(root, f"new/{template}")
    if spoken not in ("", DEFAULT_LANGUAGE) and not any(
        name in starters for name in _in_language(FIELDS, spoken)
    ):
        what = f"its first words are English: `{template}` has none in `{spoken}`"
        problems.warning(place, what, "write over all of them")
    fields = f"content/{slug}/{FIELDS}"
    if language and language != language_of_house(root) and fields in files:
        files[fields] = _say_language(files[fields].decode(), language).encode()
    return files


def _say_language(text: str, language: str) -> str:
    """Put `language:` under the first field of a brief.yaml."""
    return re.sub(r"^template: .*$", rf"\g<0>\nlanguage: {language}", text, count=1, flags=re.M)


def language_of_house(root: Path) -> str:
    """Find the language of the institute; empty where none can be read."""
    name = "content/institute.yaml"
    try:
        file = TextFile(name, (root / name).read_text("utf-8"))
    except (OSError, ValueError):  # whoever reads it for the page says so
        return ""
    return str(read_yaml(file, Problems())[0].get("language", ""))


def check_language(root: Path, language: str, problems: Problems) -> None:
    """Note an error where the house has no words for *language*."""
    known = [file.removesuffix(".toml") for file in _starters(root, "languages")]
    if language not in known and language.split("-")[0] not in known:
        problems.error(Place("--language"), *say_unknown_language(language, known))


NEXT_TITLE = "Write here what is happening now"
"""The title of a brief that was started from another one, until its author writes it."""


def start_next(
    root: Path, slug: str, before: str, title: str | None, today: date, problems: Problems
) -> dict[str, bytes]:
    """Make the files of `content/<slug>/` from those of the brief *before*, by name in *root*.

    It is published *today* and has the next number; what held for the other alone, `updated`,
    `next_update`, `embargo` and `notes`, is gone.

    Empty where there is an error. Problems: those of a name, a brief that cannot be read; a warning
    where nobody can tell which number is the next.
    """
    check_slug(root, slug, problems)
    if problems.errors:
        return {}
    try:
        sources = read_sources(root / "content", before, problems)
        problems.stop_on_errors()
        if sources.tag:
            where = Place(sources.prose.name)
            main = before.removesuffix(f".{sources.tag}")
            problems.error(where, f"`{before}` is `{main}` in another language", f"take `{main}`")
        number = str(read_yaml(sources.fields, problems)[0].get("number", ""))
        problems.stop_on_errors()
    except Stopped:
        return {}
    following = _next_number(number, today)
    values = {
        "title": json.dumps(title or NEXT_TITLE, ensure_ascii=False),
        "published": today.isoformat(),
        "updated": None,
        "next_update": None,
        "embargo": None,
        "notes": None,
        **({"number": following} if following else {}),
    }
    text = set_fields(sources.fields.text, values)
    if text is None:
        place = Place(sources.fields.name, 1)
        problems.error(place, "its fields stand in braces", "write each in a line of its own")
        return {}
    if number and not following:
        lines = text.splitlines()
        at = next((n for n, line in enumerate(lines, 1) if line.startswith("number:")), 1)
        place = Place(f"content/{slug}/brief.yaml", at)
        what = f"`number` is {number}, as that of `{before}`"
        problems.warning(place, what, "write the next one, or delete the line")
    fields = text.replace("\n", "\r\n") if b"\r\n" in sources.fields.data else text
    files = {**sources.files, PROSE: sources.prose.data, FIELDS: fields.encode()}
    return {f"content/{slug}/{name}": data for name, data in sorted(files.items())}


def _next_number(number: str, today: date) -> str:
    """Give the number after *number* in a series: `13` after `12`, `2026/08` after `2026/07` while
    it is 2026. Empty where nobody can tell: another year, no digits, several numbers.
    """
    digits = [*re.finditer("[0-9]+", number)]
    years = [one for one in digits if len(digits) > 1 and one[0] == str(today.year)]
    counts = [one for one in digits if one not in years]
    if len(counts) != 1 or len(years) > 1 or len(counts[0][0]) > 9:
        return ""
    one = counts[0]
    return f"{number[: one.start()]}{int(one[0]) + 1:0{len(one[0])}}{number[one.end() :]}"


def check_slug(root: Path, slug: str, problems: Problems) -> None:
    """Note an error where *slug* is no name for a new brief."""
    place = Place(f"content/{slug}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        problems.error(
            place, f"`{slug}` is no name for a brief", "use a-z, 0-9 and -, as in dprk-2"
        )
    elif (root / "content" / slug).exists():
        problems.error(place, "there is a brief of this name", "choose another name")


def start_house(
    folder: Path, name: str, language: str, today: date, problems: Problems
) -> dict[str, bytes]:
    """Make the files of a house for *folder*: content/ with the institute *name* and a first brief.

    They go by their names in *folder*; of templates/ and styles/ the house has none of its own.

    Empty where there is an error. Problems: there is a house already, no such language, a starter
    that cannot be read.
    """
    if (folder / "content").exists():
        hint = f"`cd {folder}` and run `briefpress status`, or choose another name"
        problems.error(Place(str(folder)), "there is a content/ already", hint)
    else:
        check_language(folder, language, problems)
    if problems.errors:
        return {}
    values = {
        "NAME": json.dumps(name, ensure_ascii=False),
        "LANGUAGE": language,
        "PUBLISHED": today.isoformat(),
    }
    files = _fill_in(folder, "init", "", values, problems, language)
    if files and not (folder / ".gitignore").exists():
        files[".gitignore"] = b"/output/\n"
    if files and not (folder / ".gitattributes").exists():
        files[".gitattributes"] = GIT_ATTRIBUTES.encode()
    return files


GIT_ATTRIBUTES = """\
# git changes no byte of what was published; `briefpress merge` joins the lines of two branches.
editions/** -text
editions/*.jsonl merge=briefpress
*.pdf binary
"""
"""The orders to git for the files of a house."""


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


def _fill_in(
    house: Path,
    starters: str,
    folder: str,
    values: Mapping[str, str],
    problems: Problems,
    language: str = "",
) -> dict[str, bytes]:
    """Give the files of *starters* in templates/ as those of *folder*, *values* filled in.

    A file that is there in *language* stands for the one without a tag. Empty where one of them
    cannot be read, which is an error.
    """
    files = {}
    all_starters = _starters(house, starters)
    for name, starter in all_starters.items():
        if _tag_of(name):
            continue
        in_language = (all_starters.get(one) for one in _in_language(name, language))
        starter = next(filter(None, in_language), starter)
        try:
            text = starter.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            place = Place(f"templates/{starters}/{name}")
            problems.error(place, f"cannot be read: {reason}", "put a whole file there")
            return {}
        text = re.sub("|".join(values), lambda match: values[match[0]], text)
        files[folder + name] = text.encode()
    return files


def _tag_of(name: str) -> str:
    """Find the language in the name of a starter: `pt` in `brief.pt.md`."""
    return name.rpartition(".")[0].partition(".")[2]


def _in_language(name: str, language: str) -> tuple[str, str]:
    """Name the starter *name* in *language*, the best first: `brief.pt-BR.md`, `brief.pt.md`."""
    stem, _, kind = name.rpartition(".")
    return f"{stem}.{language}.{kind}", f"{stem}.{language.split('-')[0]}.{kind}"


FIRST = "first-brief"
"""The brief that a new house begins with."""
WORDS = 6
"""How many words a line has at least that is somebody's own; a shorter one may well stay as `new`
wrote it."""


def find_filler(root: Path, slug: str, template: str, problems: Problems) -> None:
    """Note an error for each file of a brief that still has lines that `new` or `init` wrote, the
    title that `new --from` wrote among them.

    So does institute.yaml while its institute is the one that `init` has made up.
    """
    _find_made_up(root, problems)
    where = locate_brief(root / "content", slug)
    below = f"content/{where.folder}"
    _find_next_title(root, f"{below}/{FIELDS}", problems)
    for command, folder in (("new", f"new/{template}"), ("init", f"init/content/{FIRST}")):
        patterns: dict[str, list[Path]] = {}
        for file, path in _starters(root, folder).items():
            patterns.setdefault(where.prose if file.endswith(".md") else FIELDS, []).append(path)
        for name, paths in patterns.items():
            _find_lines(paths, command, root, f"{below}/{name}", problems)


MADE_UP = re.compile(r"\b(?:Your institute|Your city|1 Example Street)\b")
"""The texts of `init` where nobody has said who publishes."""


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


def _find_next_title(root: Path, name: str, problems: Problems) -> None:
    """Note an error where the title is the one that waits for its author."""
    try:
        lines = (root / name).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return
    for number, line in enumerate(lines, 1):
        if line.startswith("title:") and NEXT_TITLE in line:
            message = f"“{NEXT_TITLE}” is what `new` wrote"
            problems.error(Place(name, number), message, "write the title")


def _find_lines(
    patterns: Sequence[Path], command: str, root: Path, name: str, problems: Problems
) -> None:
    """Note an error where the file *name* of *root* still has lines of *patterns*."""
    filler = {line for pattern in patterns for _, line in _own_lines(pattern)}
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
