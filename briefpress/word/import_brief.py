"""Turn a Word file into a brief: bytes of a .docx → the files of its folder, and what did not come.

    parts ─► changes resolved ─► blocks, notes, pictures, citations ─► brief.md, brief.yaml
                                            └─► left-out.txt: every word that is in neither

pandoc and mammoth read .docx as well; both lose words without saying so (text boxes, short fields,
directions, SmartArt), threads of comments, and which library a source of Zotero is of. The words of
the file are counted here before and after, and what is in neither place is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import PurePath
from typing import Any

from ..content.yaml_edits import add_entries
from ..content.yaml_text import write_fields
from ..model.placeholders import ALT, CAPTION, IMPORTED, STANDFIRST, TITLE
from ..model.problems import Place, Problems
from .blocks import Left, WordBlock
from .cited_fields import CitationReader
from .comments import Comment, count_all, read_comments
from .guess_language import guess_language
from .inline import escape, without_hidden
from .package import MC, NotWord, Package, W, open_package, text_of
from .reader import REFERENCES, Reader
from .styles import read_lists, read_styles
from .tracked_changes import How, TrackedChange, resolve_changes
from .write_brief import BriefText, write_head, write_text

LEFT_OUT = "left-out.txt"
"""The file of a brief's folder that lists what did not come; nothing prints it."""
_MARKS = re.compile("\ue000([KCBTR])([0-9]+)\ue001")
_WORDS = re.compile(r"[^\W_]+")
LENGTH = 12_000
"""Characters of one text of `notes:`."""


@dataclass(frozen=True)
class Counts:
    """How many of each there were in the Word file."""

    words: int
    notes: int
    drawings: int
    comments: int
    changes: int
    citations: int


@dataclass(frozen=True)
class ImportedBrief:
    """A brief made of a Word file."""

    files: Mapping[str, bytes]
    """By their names in the folder of the brief."""
    counts: Counts
    left: tuple[Left, ...]
    """The parts that did not come, each with its words."""


@dataclass(frozen=True)
class Manuscript:
    """A Word file, and how it is to be read."""

    data: bytes
    file: str
    """The name that its author gave it."""
    changes: How = "accept"
    """How tracked changes are resolved."""
    bold_headings: bool = False
    """Whether short lines in bold are headings."""


@dataclass(frozen=True)
class KnownLanguages:
    """The languages in which a house writes."""

    common: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Common words of each, by its tag."""
    usual: str = ""
    """The tag of the one that a brief needs not name."""


def import_word(
    manuscript: Manuscript,
    folder: str,
    today: date,
    problems: Problems,
    languages: KnownLanguages = KnownLanguages(),
) -> ImportedBrief | None:
    """Make a brief of *manuscript*; None where it cannot be read.

    *folder*: what that of the brief will be called.

    Problems: a file that cannot be read; each comment, on the line that it is about; what did not
    come; bold lines that may be headings; what a source lacks.
    """
    try:
        package = open_package(manuscript.data)
        return _import(package, manuscript, folder, today, languages, problems)
    except NotWord as error:
        problems.error(Place(manuscript.file), *error.args)
        return None


def _import(
    package: Package,
    manuscript: Manuscript,
    folder: str,
    today: date,
    languages: KnownLanguages,
    problems: Problems,
) -> ImportedBrief:
    """Read *package*, the parts of *manuscript*, and make the brief of it."""
    resolved = _resolve_all(package, manuscript.changes)
    words = [*_all_words(package)]
    given = Counter(words)
    styles = read_styles(package)
    reader = Reader(package, styles, read_lists(package), CitationReader(package))
    blocks = [*_without_empty_heading(reader.read_body(), reader)]
    comments = read_comments(package)
    text = write_text(
        blocks, reader.notes, reader.captions_named, bold_headings=manuscript.bold_headings
    )
    left = [*reader.left, *text.left, *_outside(package), *_deleted(resolved, manuscript.changes)]
    if reader.references:
        hint = "read them over: pages, notes and figures are counted anew"
        left.append(
            Left("cross-references, which are words now", "; ".join(reader.references), hint=hint)
        )
    _name_it(text, package, manuscript.file)
    fields: dict[str, Any] = {"published": text.published or today.isoformat()}
    tag = _choose_language(styles.language, words, languages, folder, problems)
    if tag in languages.common and tag != languages.usual.split("-")[0]:
        fields["language"] = tag
    told = resolved if manuscript.changes == "comments" else []
    notes = _notes(comments, reader.commented, told)
    head = write_head(text, fields)
    body = add_entries(head, "sources", reader.citations.sources) or head
    if notes:
        body = f"{body.rstrip()}\n\n" + write_fields({"notes": notes}, in_lines=True)
    lost = _find_lost(given, (text.prose, _without_names(head), *(one.words for one in left)))
    if lost:
        left.append(
            Left("words whose place is not known", " ".join(lost), hint="read the Word file")
        )
    places = dict(_find_marks(folder, text.prose, body))
    _tell_comments(comments, reader.commented, places, folder, problems)
    _tell_changes(resolved, places, problems)
    _tell_text(text, places, folder, problems)
    _tell_left(left, text, body, folder, problems)
    for message, hint in dict.fromkeys(reader.citations.remarks):
        problems.warning(Place(f"{folder}/brief.yaml"), message, hint)
    files = {
        "brief.yaml": _MARKS.sub("", body).encode(),
        "brief.md": _MARKS.sub("", text.prose).encode(),
        **reader.files,
    }
    if left:
        files[LEFT_OUT] = _list_left(manuscript.file, left).encode()
    counts = Counts(
        sum(given.values()), reader.note_calls, reader.drawings, count_all(comments), len(resolved),
        len(re.findall(r"(?<![\w])@[A-Za-z]", text.prose)),
    )  # fmt: skip
    return ImportedBrief(files, counts, tuple(left))


def _resolve_all(package: Package, how: How) -> list[TrackedChange]:
    """Resolve the tracked changes of *package* in place, as *how* says; returns them."""
    resolved: list[TrackedChange] = []
    for part in _stories(package):
        root = package.root(part)
        _choose_branches(root)
        resolved += resolve_changes(root, how, len(resolved))
    return resolved


def _choose_language(
    named: str, words: Sequence[str], languages: KnownLanguages, folder: str, problems: Problems
) -> str:
    """Choose the language of a text: the one *named* by its styles, else the one of its *words*.

    Word names a language of its own where nobody chose one: where the words are those of another,
    that is told, and not overruled.
    """
    tag = named.split("-")[0].lower()
    known = {one: common for one, common in languages.common.items() if common}
    guessed = guess_language(words, known)
    if guessed and tag not in ("", guessed):
        problems.warning(
            Place(f"{folder}/brief.yaml"),
            f"the words of the text are those of `{guessed}`, its styles say `{named}`",
            f"write `language: {guessed}`",
        )
    return tag or guessed


_HEADING_OF_REFERENCES = re.compile(
    r"[\d.\s]*(?:(?:list of )?(?:references|sources|works cited)|r[ée]f[ée]rences|"
    r"(?:notes et |notes and )?bibliogra\w*|refer[eê]ncias(?: bibliogr\w*)?|список литературы|"
    r"литература|источники|المراجع|قائمة المراجع|参考文献|참고문헌|참고 문헌)\s*:?",
    re.IGNORECASE,
)


def _without_empty_heading(blocks: list[WordBlock], reader: Reader) -> Iterator[WordBlock]:
    """Leave out the heading of the list of references where the list was left out."""
    has_left = any(one.what == REFERENCES for one in reader.left)
    words = [block for block in blocks if block.plain.strip()]
    behind = dict(zip(map(id, words), [*words[1:], None], strict=True)) if words else {}
    for block in blocks:
        following = behind.get(id(block))
        is_empty = following is None or following.kind == "heading"
        is_heading = block.kind in ("heading", "bold") and bool(
            _HEADING_OF_REFERENCES.fullmatch(block.plain)
        )
        if has_left and is_heading and is_empty:
            reader.left.append(Left(REFERENCES, block.plain, is_told=False))
        else:
            yield block


def _stories(package: Package) -> Iterator[str]:
    """The parts that hold the text."""
    yield package.document
    for kind in ("footnotes", "endnotes"):
        yield from package.related(package.document, kind)


def _choose_branches(root: Any) -> None:
    """Drop the copy for old programs where Word wrote something twice."""
    for one in [*root.iter(f"{MC}AlternateContent")]:
        parent = one.getparent()
        if parent is None:
            continue
        chosen = one.find(f"{MC}Choice")
        if chosen is None:
            chosen = one.find(f"{MC}Fallback")
        for inside in [*chosen] if chosen is not None else ():
            one.addprevious(inside)
        parent.remove(one)


def _all_words(package: Package) -> Iterator[str]:
    """Every word of the text and of its notes, wherever it stands: read apart from all else."""
    for part in _stories(package):
        for paragraph in package.root(part).iter(f"{W}p"):
            texts = []
            for one in paragraph.iter(f"{W}t", f"{W}p", *_BETWEEN_WORDS):
                inner = next(one.iterancestors(f"{W}p"), None)
                if one.tag == f"{W}t" and inner is paragraph:
                    texts.append(one.text or "")
                elif one.tag != f"{W}t":
                    texts.append(" ")
            yield from _words(_MARKS.sub("", "".join(texts)))


_BETWEEN_WORDS = tuple(
    f"{W}{name}"
    for name in ("tab", "br", "cr", "footnoteReference", "endnoteReference", "fldChar", "rubyBase")
)
"""Signs that divide words without being one."""


def _words(text: str) -> list[str]:
    return _WORDS.findall(without_hidden(text))


def _find_lost(given: Counter[str], places: tuple[str, ...]) -> list[str]:
    """The words that are in none of *places*: as often as they are missing."""
    kept: Counter[str] = Counter()
    for place in places:
        place = re.sub(r"(?<!\\)\[([^\[\]]*)\]\([^()\s]*\)", r"\1", place)  # a link in a word
        plain = re.sub(
            r"(?<!\\)</?(?:b|i|del|sup|sub|br)>|\\(?=[^\w\s])|(?<=\w)[*^~]+(?=\w)", _joined, place
        )
        kept.update(_words(unescape(_MARKS.sub("", plain))))
    missing, more = given - kept, [*(kept - given)]
    # A word may stand in two pieces here and in one there, or the other way round: `H~2~O`.
    whole = "".join(_words(" ".join(places)))
    return sorted(
        word
        for word in missing.elements()
        if not any(word in one for one in more) and not (len(word) > _SHORT and word in whole)
    )


_SHORT = 3
"""Letters of a word that may stand in any row of others by chance: `a`, `the`."""


def _without_names(fields: str) -> str:
    """The YAML *fields* without what the Word file does not say: names of fields, and hints."""
    for text in IMPORTED:
        fields = fields.replace(text, "")
    return re.sub(r"^[ -]*[\w-]+:", "", fields, flags=re.MULTILINE)


def _joined(match: re.Match[str]) -> str:
    return " " if match[0] == "<br>" else ""


def _outside(package: Package) -> Iterator[Left]:
    """Give the words in heads and feet of pages."""
    for kind, name in (("header", "head of the pages"), ("footer", "foot of the pages")):
        seen = set()
        for part in package.related(package.document, kind):
            words = text_of(package.root(part))
            if words and words not in seen:
                seen.add(words)
                yield Left(name, words, is_told=False)


def _deleted(changes: list[TrackedChange], how: How) -> Iterator[Left]:
    gone = "inserted" if how == "reject" else "deleted"
    what = "insertions, rejected" if how == "reject" else "deletions, accepted"
    for change in changes:
        if change.kind == gone and change.words and how != "comments":
            yield Left(what, _MARKS.sub("", change.words), is_told=False)


def _name_it(text: BriefText, package: Package, file: str) -> None:
    """Give the brief a title where the text has none: that of the file, or one to be written."""
    if not text.title:
        core = package.root("docProps/core.xml")
        titles = () if core is None else core.iter("{http://purl.org/dc/elements/1.1/}title")
        named = next((one.text.strip() for one in titles if one.text and one.text.strip()), "")
        stem = re.sub(r"[-_]+", " ", PurePath(file).stem).strip()
        text.title = escape(without_hidden(named or f"{TITLE} ({stem})"))
    text.standfirst = text.standfirst or STANDFIRST


def _notes(
    comments: list[Comment], commented: Mapping[str, str], changes: list[TrackedChange]
) -> dict[str, Any]:
    """Write the comments and changes of colleagues for `notes:`."""
    notes: dict[str, Any] = {}
    if comments:
        notes["comments"] = [
            _plain(one.as_fields(_short(commented.get(one.number, "")))) for one in comments
        ]
    told = [one for one in changes if one.words]
    if told:
        notes["changes"] = [
            _plain(
                {
                    "by": one.author or "nobody",
                    "date": one.date,
                    one.kind: _MARKS.sub("", one.words),
                }
            )
            for one in told
        ]
    return notes


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if one}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return without_hidden(str(value))[:LENGTH]


def _short(text: str) -> str:
    text = " ".join(without_hidden(_MARKS.sub("", text)).split())
    return text if len(text) <= 120 else f"{text[:119]}…"


# ---------------------------------------------------------------------------------------------
# What is told


Places = Mapping[tuple[str, str], Place]
"""Where the mark of a comment, a change or a bold line stands, by its kind and its number."""


def _tell_comments(
    comments: list[Comment],
    commented: Mapping[str, str],
    places: Places,
    folder: str,
    problems: Problems,
) -> None:
    """Tell each comment on the line that it is about; *commented*: the words, by its number."""
    for comment in comments:
        place = places.get(("C", comment.number), Place(f"{folder}/brief.md"))
        on = _short(commented.get(comment.number, ""))
        about = f" on “{on}”" if on else ""
        replies = "".join(f"; {reply.author}: {reply.text}" for reply in comment.replies)
        done = " (resolved)" if comment.is_resolved else ""
        who = comment.author or "somebody"
        message = f"{who}{about}: {comment.text}{replies}{done}"
        problems.warning(place, message, "answer it; it stands in `notes:` of brief.yaml")


def _tell_changes(changes: list[TrackedChange], places: Places, problems: Problems) -> None:
    """Tell each tracked change that was kept as a comment."""
    for number, change in enumerate(changes):
        if ("K", str(number)) in places and change.words:
            problems.warning(
                places["K", str(number)],
                f"{change.author or 'somebody'} has {change.kind} “{_short(change.words)}”",
                "it stands in `notes:` of brief.yaml",
            )


def _tell_text(text: BriefText, places: Places, folder: str, problems: Problems) -> None:
    """Tell lines that may be headings, and what reads otherwise than in Word."""
    prose = Place(f"{folder}/brief.md")
    for number, line in enumerate(text.bold_lines):
        problems.warning(
            places.get(("B", str(number)), prose),
            f"a line in bold that may be a heading: “{line}”",
            f"write `## {line}`, or import with --bold-headings",
        )
    for number, changed in enumerate(text.changed):
        problems.warning(places.get(("T", str(number)), prose), changed.message, changed.hint)


def _tell_left(
    left: list[Left], text: BriefText, fields: str, folder: str, problems: Problems
) -> None:
    """Tell what did not come, and what the author has to write; *fields*: those of brief.yaml."""
    prose, yaml = Place(f"{folder}/brief.md"), f"{folder}/brief.yaml"
    for thing in left:
        if thing.is_told:
            words = f": “{_short(thing.words)}”" if thing.words else ""
            problems.warning(prose, f"not taken over: {thing.what}{words}", thing.hint or None)
    for kind in ("figures", "tables"):
        for name, held in getattr(text, kind).items():
            place = Place(yaml, _line_of(fields, f"  {name}:"))
            if held.get("alt") == ALT:
                hint = "say under `alt:` what it shows, in a sentence or two"
                problems.warning(place, f"the picture `{name}` has no alt text", hint)
            if held["caption"] == CAPTION:
                problems.warning(place, f"`{kind}.{name}` has no caption", "write it")


def _find_marks(folder: str, prose: str, fields: str) -> Iterator[tuple[tuple[str, str], Place]]:
    """Where each mark of a comment, a change or a bold line stands."""
    for name, text in (("brief.yaml", fields), ("brief.md", prose)):
        for number, line in enumerate(text.split("\n"), 1):
            for match in _MARKS.finditer(line):
                yield (match[1], match[2]), Place(f"{folder}/{name}", number)


def _line_of(text: str, line: str) -> int:
    lines = text.split("\n")
    return lines.index(line) + 1 if line in lines else 1


def _list_left(file: str, left: list[Left]) -> str:
    """List what did not come, all of one kind together."""
    kinds: dict[str, list[str]] = {}
    for one in left:
        kinds.setdefault(one.what, []).append(_MARKS.sub("", one.words))
    parts = [f"What of {PurePath(file).name} is not in brief.md and brief.yaml.\n"]
    for what, texts in kinds.items():
        lines = [f"  {text}" for text in texts if text] or ["  (without words)"]
        parts.append("\n".join([f"{what[:1].upper()}{what[1:]}", *lines]) + "\n")
    return "\n".join(parts)
