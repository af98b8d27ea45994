"""Where the files of a house lie: its own, and the defaults that come with briefpress.

A house has content/, and what it wants otherwise in templates/ and styles/: a file of its own there
stands in place of the default of the same name, file by file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from .problems import Problem

DEFAULT_LANGUAGE = "en"
"""That of a house or a brief that names none, and of what a language has no words for."""
THEME_FOLDERS = ("templates", "styles")
OUTLINES = "shapes/countries-50m.json"
"""The outlines of countries, beside the default templates/ and styles/: a file of npm's world-atlas
2.0.2, which takes them from Natural Earth. It is not committed: `make` brings it,
and a wheel has it."""
OUTLINES_DIGEST = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
"""SHA-256 of that file."""
_DEFAULTS = "briefpress/defaults"
_THEME_FILE = r"(?:templates|styles)/[\w./-]*\w"


def default_folder() -> Path:
    """The folder of the default templates/ and styles/.

    In a wheel they lie inside the package; in a checkout they are those at its top level.
    """
    package = Path(__file__).parents[1]
    packed = package / "defaults"
    return packed if packed.is_dir() else package.parent


def theme_files(house: Path) -> dict[str, Path]:
    """Find every file of templates/ and styles/: the house's own, and the defaults it has not.

    By name, sorted: `styles/base.css`. Hidden files and those that editors leave are passed over;
    a link that leads nowhere is not, so that whoever reads it says so.
    """
    files = own_theme_files(default_folder())
    if house.resolve() != default_folder().resolve():
        files |= own_theme_files(house)
    return dict(sorted(files.items()))


def own_theme_files(folder: Path) -> dict[str, Path]:
    """Find the files of templates/ and styles/ that lie in *folder* itself, by name."""
    files = {}
    for name in THEME_FOLDERS:
        for root, folders, names in os.walk(folder / name):
            folders[:] = [one for one in folders if one[0] != "." and one != "__pycache__"]
            below = Path(root).relative_to(folder).as_posix()
            for file in names:
                if file[0] not in ".~" and file[-1] != "~":
                    files[f"{below}/{file}"] = Path(root, file)
    return files


def theme_file(house: Path, name: str) -> Path:
    """Where the file *name* of templates/ or styles/ lies: in *house*, or among the defaults."""
    own = house / name
    return own if os.path.lexists(own) else default_folder() / name


def find_house(start: Path) -> Path | None:
    """Find the house that *start* lies in: the nearest folder upwards with content/institute.yaml.

    Where there is none, *start* itself if it has content/: then institute.yaml is what is missing.
    """
    for folder in (start, *start.parents):
        if (folder / "content/institute.yaml").is_file():
            return folder
    return start if (start / "content").is_dir() else None


def find_briefs(content: Path) -> list[str]:
    """List the slugs of the briefs in *content*, sorted.

    A brief has the name of its folder; in each language but its main one, the tag of the language
    behind it as well: `sudan`, `sudan.ar`, `sudan.fr`.
    """
    folders = find_folders(content)
    others = (f"{name}.{tag}" for name in folders for tag in _other_languages(content, name))
    return sorted([*folders, *others])


def find_folders(content: Path) -> list[str]:
    """List the folders of *content* that hold a brief, sorted: 1,000 in 3 ms."""
    with os.scandir(content) as entries:
        return sorted(one.name for one in entries if os.path.isfile(f"{one.path}/brief.yaml"))  # noqa: PTH113


def _other_languages(content: Path, name: str) -> list[str]:
    folder = f"{content}/{name}"
    return other_languages(os.listdir(folder), lambda: main_language(content, folder))  # noqa: PTH208


FIELDS, PROSE = "brief.yaml", "brief.md"
TAG = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
"""A language, as BCP 47 calls it: `fr`, `pt-BR`, `zh-Hant`."""
_PROSE = re.compile(rf"brief\.({TAG})\.md")
_LANGUAGE = re.compile(rb"""^language:\s*["']?([\w-]+)""", re.MULTILINE)


@dataclass(frozen=True)
class BriefFiles:
    """The files of a folder that hold one of its briefs; it has one in each of its languages."""

    folder: str
    """Name of the folder in content/."""
    tag: str
    """In which language; empty: the main one."""
    prose: str
    """`brief.md`, `brief.fr.md`"""
    words: str
    """The file with the texts of brief.yaml in it: `fr.yaml`; empty where it is the main one."""
    others: frozenset[str]
    """The files that hold the brief in its other languages."""


def locate_brief(content: Path, slug: str) -> BriefFiles:
    """Say which files of *content* hold the brief *slug*; they need not be there."""
    folder, tag = slug, ""
    if not (content / slug).is_dir() and (match := re.fullmatch(rf"(.+)\.({TAG})", slug)):
        folder, tag = match.groups()
    path = content / folder
    names = [one.name for one in path.iterdir()] if path.is_dir() else ()
    return choose_files(folder, tag, names, lambda: main_language(content, path))


def choose_files(
    folder: str, tag: str, names: Collection[str], language: Callable[[], str]
) -> BriefFiles:
    """Tell the files of a brief in the language *tag* from those in its other languages.

    *names*: of all files of the *folder*. *language* gives the main one, where that matters.
    """
    tags = {match[1] for name in names if (match := _PROSE.fullmatch(name))}
    prose = f"brief.{tag}.md" if tag else PROSE
    if tags and not tag and PROSE not in names and (main := language()) in tags:
        prose = f"brief.{main}.md"
    words = f"{tag}.yaml" if tag else ""
    texts = {f"brief.{one}.md" for one in tags} | {f"{one}.yaml" for one in tags} | {PROSE}
    return BriefFiles(folder, tag, prose, words, frozenset(texts & {*names} - {prose, words}))


def other_languages(names: Collection[str], language: Callable[[], str]) -> list[str]:
    """List the languages besides its main one in which a folder with the files *names* has a brief.

    *language* gives the main one, where that matters.
    """
    tags = {match[1] for name in names if (match := _PROSE.fullmatch(name))}
    return sorted(tags - {language()}) if tags and PROSE not in names else sorted(tags)


def main_language(content: Path, folder: str | os.PathLike[str]) -> str:
    """The language that brief.yaml of *folder*, or institute.yaml, names."""
    return named_language(_bytes(Path(folder, FIELDS)), _bytes(content / "institute.yaml"))


def named_language(*files: bytes | None) -> str:
    """The language that the first of the YAML *files* names which names one; else English."""
    matches = (_LANGUAGE.search(file or b"") for file in files)
    return next((match[1].decode() for match in matches if match), DEFAULT_LANGUAGE)


def word_problem(problem: Problem, program: str, house: Path | None) -> Problem:
    """Word *problem* for whoever called *program* in *house*.

    Hints name commands as `briefpress …`; here they get the name that was called, as in
    `python build.py …`. A file of the theme that the house has not is named as the default that it
    is; where that is the place, or something is to be changed "in" it, the hint says how to take
    it over.
    """
    file, hint = problem.place.file, problem.hint or ""
    defaults = sorted(
        name
        for name in {file, *re.findall(rf"\bin ({_THEME_FILE})", hint)}
        if house and re.fullmatch(_THEME_FILE, name) and _is_default(house, name)
    )
    if defaults:
        take_over = f"`briefpress theme copy {' '.join(defaults)}` makes the default your own"
        hint = f"{hint}; {take_over}" if hint else take_over
    place = (
        replace(problem.place, file=f"{_DEFAULTS}/{file}") if file in defaults else problem.place
    )
    return replace(problem, place=place, hint=name_program(hint, program) or None)


def name_program(text: str, program: str) -> str:
    """Call the commands in *text*, written as "`briefpress check`", by the name that was called."""
    return text.replace("`briefpress ", f"`{program} ")


def _is_default(house: Path, name: str) -> bool:
    return not os.path.lexists(house / name) and (default_folder() / name).is_file()


@dataclass(frozen=True)
class ThemeFile:
    """A file that pages are made with."""

    name: str
    """`styles/base.css`"""
    state: Literal["own", "added", "same", "default"]
    """The house's own: in place of a default, beside the defaults, or the same as its default."""
    path: Path
    """Where it lies."""


def compare_theme(house: Path) -> list[ThemeFile]:
    """Say of each file of templates/ and styles/ whether it is *house*'s own, by name.

    In the folder of the defaults themselves every file is a default.
    """
    defaults = own_theme_files(default_folder())

    def state(name: str, path: Path) -> Literal["own", "added", "same", "default"]:
        if name not in defaults:
            return "added"
        if path.resolve() == defaults[name].resolve():
            return "default"
        return "same" if _bytes(path) == _bytes(defaults[name]) else "own"

    return [ThemeFile(name, state(name, path), path) for name, path in theme_files(house).items()]


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:  # a link that leads nowhere
        return None


BRANDS = ("_brand.yml", "_brand.yaml", "content/_brand.yml", "content/_brand.yaml")
"""Where a house can have its brand file."""
_NAMED = re.compile(r"[^\s\"'\[\]{},:#][^\"'\[\]{},:#\n]*\.(?:svg|png|jpe?g|webp|ttf|otf)\b", re.I)
"""A name in a brand file that can be one of a picture or a font."""


def brand_files(house: Path) -> dict[str, Path]:
    """Find the brand file of *house*, and the files that it names, by name; the brand file first.

    Told by the ends of their names, so that YAML is not read to see whether one has changed. A file
    out of the house is none of it.
    """
    brands = [name for name in BRANDS if (house / name).is_file()]
    files = {name: house / name for name in brands}
    for name in brands:
        try:
            text = (house / name).read_text("utf-8", errors="replace")
        except OSError:
            continue  # whoever reads it says so
        for named in _NAMED.findall(text):
            path = (house / name).parent / named
            if path.is_file() and path.resolve().is_relative_to(house.resolve()):
                files[path.resolve().relative_to(house.resolve()).as_posix()] = path
    return files
