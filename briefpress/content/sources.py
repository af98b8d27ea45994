"""Turn a folder of content/ into Sources: every byte of a brief, read once and known to be sound.

Nothing else reads content/, so what holds here holds everywhere: no link leads out of a brief's
folder, no text hides a character that would print something else than it shows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..model.brief import Sources, TextFile
from ..model.house import (
    FIELDS,
    PROSE,
    BriefFiles,
    find_briefs,
    find_folders,
    locate_brief,
    main_language,
)
from ..model.papers import PAPERS
from ..model.problems import Place, Problems, Stopped, nearest
from ..model.text import as_text, find_garbled, find_hidden, fold_name, without_hidden

BYTES_OF_TEXT = 1024 * 1024
"""Size of a text: 200 pages."""
BYTES_OF_FILE = 32 * 1024 * 1024
INSTITUTE = "institute.yaml"
FACTS = "facts.yaml"
"""The file beside institute.yaml that holds facts of the house."""
BOUNDARIES = "boundaries.yaml"
"""The file beside institute.yaml that says how maps show what is disputed."""
FILES = 200
"""Files in the folder of a brief."""


def read_sources(content: Path, slug: str, problems: Problems) -> Sources:
    """Read the brief *slug* of the folder *content*.

    Problems: a missing brief.yaml or brief.md, a link that leads out of the folder, a file that is
    too large, a text that is no UTF-8 or hides characters. Raises `Stopped` after all are noted,
    where brief.yaml or institute.yaml cannot be read.
    """
    where = locate_brief(content, slug)
    label = f"{content.name}/{where.folder}"
    folder = content / where.folder
    before, _, tag = slug.rpartition(".")
    folders = find_folders(content)
    is_there = where.folder in folders and (not where.tag or (folder / where.prose).exists())
    if not is_there:
        briefs = find_briefs(content)
        problems.error(Place(label), f"no brief `{slug}`", nearest(slug, briefs, "briefs"))
    elif not where.tag and before in folders and (content / before / f"brief.{tag}.md").exists():
        problems.error(
            Place(label),
            f"this folder and brief.{tag}.md of `{before}` are one file in output/",
            f"rename the folder {label}",
        )
    elif not folder.resolve().is_relative_to(content.resolve()):
        problems.error(
            Place(label), "a link that leads out of the folder", "copy the brief into the folder"
        )
    for other in find_twins(where.folder, folders) if is_there else ():
        problems.error(
            Place(label),
            f"`{where.folder}` and `{other}` may be one file in output/, so one would replace "
            "the other",
            f"rename the folder {label}",
        )
    problems.stop_on_errors()
    files = _read_folder(folder, label, problems)
    # A file of it that cannot be read is told where a brief names it.
    house = _read_folder(content, content.name, Problems())
    house.pop("institute.yaml", None)
    if not (folder / where.prose).is_file():
        problems.error(
            Place(f"{label}/{where.prose}"),
            "the prose is missing",
            f"write it in {where.prose}, in Markdown",
        )
    if where.tag and where.tag == main_language(content, folder):
        problems.error(
            Place(f"{label}/{where.prose}"),
            f"{PROSE} is the prose in `{where.tag}` already",
            f"delete one of the two, or say `language:` in {FIELDS}",
        )
    data = _read_institute(content, problems)
    sources = make_sources(content.name, slug, where, files, data or b"", problems, house)
    lost = {path.name for path in folder.iterdir()} | {where.prose}
    refused = sources.refused | (lost - set(files))
    if data is None or INSTITUTE in refused or FIELDS in refused:
        raise Stopped
    return replace(sources, refused=refused, saved=_read_saved(folder, label, problems))


def find_twins(slug: str, briefs: Iterable[str]) -> Iterator[str]:
    """Find those of *briefs* whose PDFs have, or may have, the name of one of *slug*.

    On many disks `A` and `a` are one name, as are two ways to write `é`; and `a` on Letter is
    called as `a.letter` on the main paper is.
    """
    before, _, suffix = slug.rpartition(".")
    for brief in briefs:
        is_same = brief != slug and _are_one_name(brief, slug)
        if is_same or (suffix in _SUFFIXES and _are_one_name(brief, before)):
            yield brief


def _are_one_name(one: str, other: str) -> bool:
    if one.isascii() and other.isascii():  # ten times as fast
        return one.lower() == other.lower()
    return fold_name(one) == fold_name(other)


_SUFFIXES = {*PAPERS, "booklet", "2-up", "4-up", "pack", "addendum"}
"""Endings that stand behind the slug in the name of a PDF."""


def read_institute(content: Path, problems: Problems) -> TextFile:
    """Read institute.yaml, for what is no brief's. Raises `Stopped`."""
    name = f"{content.name}/{INSTITUTE}"
    data = _read_institute(content, problems) or b""
    text = read_text(data, name, problems)
    problems.stop_on_errors()
    return TextFile(name, text, data)


def _read_institute(content: Path, problems: Problems) -> bytes | None:
    return _read_file(content / INSTITUTE, content, f"{content.name}/{INSTITUTE}", problems)


def make_sources(
    content: str,
    slug: str,
    where: BriefFiles,
    files: Mapping[str, bytes],
    institute: bytes,
    problems: Problems,
    house: Mapping[str, bytes] | None = None,
) -> Sources:
    """Make `Sources` of bytes: the *files* of the brief *slug* by name, and institute.yaml.

    *where*: which of them hold it, and which hold it in another language and are left out.
    *content*: what their author calls the place where they lie. *house*: the files beside
    institute.yaml, by name.

    Problems: a text that is no UTF-8 or hides characters. A CSV file that is no UTF-8 is read when
    the language of its author is known.
    """
    folder = f"{content}/{where.folder}"
    files = {name: data for name, data in files.items() if name not in where.others}
    texts = {
        name: TextFile(f"{folder}/{name}", read_text(data, f"{folder}/{name}", problems), data)
        for name, data in files.items()
        if name.endswith((".md", ".yaml")) or (name.endswith(".csv") and is_utf8(data))
    }
    name = f"{content}/{INSTITUTE}"
    read = {**{name: file.data for name, file in texts.items()}, INSTITUTE: institute}
    return Sources(
        slug=slug,
        folder=folder,
        institute=TextFile(name, read_text(institute, name, problems), institute),
        fields=texts.get(FIELDS, TextFile(f"{folder}/{FIELDS}", "")),
        prose=texts.get(where.prose, TextFile(f"{folder}/{where.prose}", "")),
        tag=where.tag,
        words=texts.get(where.words),
        files={n: data for n, data in files.items() if n not in (FIELDS, where.prose, where.words)},
        house=house or {},
        refused=frozenset(name for name, data in read.items() if not is_utf8(data)),
    )


def find_house_files(institute: bytes, beside: Mapping[str, bytes]) -> list[str]:
    """Find the names of *beside*, files that lie with institute.yaml, that belong to the house:
    facts.yaml, boundaries.yaml, and what these or *institute* name.
    """
    own = [name for name in (FACTS, BOUNDARIES) if name in beside]
    naming = b"\n".join([institute, *(beside[name] for name in own)])
    return own + [name for name in beside if name not in own and name.encode() in naming]


def is_utf8(data: bytes) -> bool:
    """Whether *data* is a text as our files are: UTF-8, or UTF-16 of a spreadsheet."""
    try:
        as_text(data)
    except UnicodeDecodeError:
        return False
    return True


MEETINGS = "meetings"
"""The folder of content/ that holds meetings: it is no brief."""


def find_meetings(content: Path) -> list[str]:
    """List the names of the meetings in content/meetings/, sorted."""
    return sorted(path.stem for path in (content / MEETINGS).glob("[!.~]*.yaml"))


def read_meeting(content: Path, name: str, problems: Problems) -> TextFile:
    """Read content/meetings/*name*.yaml.

    Problems: no such meeting, and all that a text can have. Raises `Stopped`.
    """
    label = f"{content.name}/{MEETINGS}/{name}.yaml"
    if name not in (known := find_meetings(content)):
        hint = "write that file: docs/content.md says what stands in it"
        hint = nearest(name, known, "meetings") if known else hint
        problems.error(Place(label), f"no meeting `{name}`", hint)
        raise Stopped
    folder = content / MEETINGS
    data = _read_file(folder / f"{name}.yaml", folder, label, problems) or b""
    text = read_text(data, label, problems)
    problems.stop_on_errors()
    return TextFile(label, text, data)


def read_meeting_file(content: Path, name: str, place: Place, problems: Problems) -> bytes | None:
    """Read the PDF *name* of content/meetings/; None where that fails.

    Problems, at *place*, the line that names it: no such file, a path that leads out of the folder,
    a file that is too large.
    """
    folder = content / MEETINGS
    apart = Problems()
    data = None
    if "\\" in name or name.startswith("/") or ".." in name.split("/"):
        apart.error(place, "the path leads out of the folder", "copy the file into the folder")
    elif not (folder / name).exists():
        known = (path.relative_to(folder).as_posix() for path in folder.rglob("*.[Pp][Dd][Ff]"))
        apart.error(place, "there is no such file", nearest(name, known, "PDFs there"))
    else:
        data = _read_file(folder / name, folder, name, apart)
    for one in apart:
        problems.error(place, f"`{name}`: {one.message}", one.hint)
    return data


def _read_folder(folder: Path, label: str, problems: Problems) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    with os.scandir(folder) as entries:  # which knows the folders among them, one for each brief
        apart = [one for one in entries if not one.is_dir(follow_symlinks=False)]
    for path in sorted(folder / one.name for one in apart if one.name[0] not in ".~"):
        if path.is_symlink() and path.is_dir():
            continue
        if len(files) == FILES:
            problems.error(Place(label), f"more than {FILES} files", "move out what is not printed")
            break
        data = _read_file(path, folder, f"{label}/{path.name}", problems)
        if data is not None:
            files[path.name] = data
    return files


SAVED = "sources"
"""The folder of a brief that holds saved copies of what it cites."""
SAVED_KINDS = (".pdf", ".html", ".htm", ".txt")


def _read_saved(folder: Path, label: str, problems: Problems) -> dict[str, bytes]:
    """Read the saved copies of a brief's sources; what is no copy is passed over."""
    saved = folder / SAVED
    if not saved.is_dir():
        return {}
    copies = {}
    for path in sorted(saved.iterdir())[:FILES]:
        if path.suffix.lower() in SAVED_KINDS and path.is_file() and path.name[0] not in ".~":
            data = _read_file(path, folder, f"{label}/{SAVED}/{path.name}", problems)
            if data is not None:
                copies[path.name] = data
    return copies


def _read_file(path: Path, folder: Path, label: str, problems: Problems) -> bytes | None:
    place = Place(label)
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            problems.error(
                place, "a link that leads out of the folder", "copy the file into the folder"
            )
            return None
        if not path.is_file():
            problems.error(place, "this is not a file", "move it out of the folder")
            return None
        limit = BYTES_OF_TEXT if path.suffix in {".yaml", ".md", ".csv"} else BYTES_OF_FILE
        if (size := path.stat().st_size) > limit:
            problems.error(
                place,
                f"{size / 1024:,.0f} KB are too much, {limit // 1024:,} KB is the limit",
                "shorten it" if limit == BYTES_OF_TEXT else "save the picture smaller",
            )
            return None
        return path.read_bytes()
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        reason = error.strerror if isinstance(error, OSError) else None
        problems.error(
            place,
            f"cannot be read: {(reason or 'a link that leads to itself').lower()}",
            "check that the file is there and that you may open it",
        )
        return None


def read_text(data: bytes, name: str, problems: Problems) -> str:
    """Decode *data* as UTF-8, or as UTF-16 with its mark; line ends become `\\n`.

    What a text may not hold is taken out; one that is no UTF-8 is empty.

    Problems: bytes that are no UTF-8, or letters that were read as something else once; control
    characters, direction overrides, private characters; each with its line and column.
    """
    try:
        text = as_text(data)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(error.encoding, "replace").lstrip("\ufeff")
        problems.error(
            _place(name, before),
            "this is not UTF-8",
            f"save the file as UTF-8{_IN_PROGRAM.get(name[name.rfind('.') :].lower(), '')}",
        )
        return ""
    if garbled := find_garbled(text):
        at, letters, meant = garbled
        problems.error(
            _place(name, text[:at]),
            f"`{letters}` was `{meant}` once: the file was read in another encoding than it has, "
            "and saved so",
            "open the file from which it was made as UTF-8, and save it anew",
        )
    text = _BULLETS_OF_WORD.sub(lambda match: _BULLETS[match[0]], text)
    hidden = [*find_hidden(text)]
    for start, character in hidden:
        problems.error(
            _place(name, text[:start]),
            f"the hidden character U+{ord(character):04X}{_name(character)}",
            "write a new line: a word processor ended one there"
            if character in _LINE_ENDS
            else "delete it: it can make the page show something else than the text says",
        )
    text = re.sub(f"[{_LINE_ENDS}]", " ", text) if hidden else text
    return without_hidden(text) if hidden else text


_BULLETS = {
    **{"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖"},
    **{"\uf06e": "■", "\uf06f": "□"},
}
"""Bullets of Word in its fonts of symbols, whose letters no other font has, and the same ones."""
_BULLETS_OF_WORD = re.compile(rf"(?m)(?<![^\s])[{''.join(_BULLETS)}](?=[ \t\u00a0])")
_LINE_ENDS = "\x0b\u2028\u2029"
"""Signs that end a line in a word processor, and not in a text."""


_IN_PROGRAM = {
    ".csv": " (in Excel: CSV UTF-8)",
    ".md": " (in Word: plain text, other encoding, Unicode (UTF-8))",
}
"""Where programs ask for the encoding."""


def _name(character: str) -> str:
    from unicodedata import name

    return f" ({name(character, '').lower()})" if name(character, "") else ""


def _place(file: str, before: str) -> Place:
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
