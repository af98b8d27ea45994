"""List the texts of a brief that have words, for a translator, and put translations in place.

A text of brief.yaml is named by its path, `facts.returned.label`, a paragraph of brief.md by its
number, `brief.md.4`. A number, or a block on a line of its own, has no words and is not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..model.brief import Brief, TextFile
from ..model.contract import BriefFields
from ..model.house import PROSE
from ..model.problems import Place, Problems
from ..model.walk import WholeInEachLanguage, find_annotated, walk
from .translation import call, has_words
from .yaml_edits import NOTES, set_values
from .yaml_text import read_yaml, write_fields


class Translatable(NamedTuple):
    """A text of a brief, and what it reads in the other language."""

    name: str
    text: str
    """As its author typed it, in the main language."""
    place: Place
    translation: str
    """Empty where there is none yet."""


class Filled(NamedTuple):
    """The two files of a language."""

    fields: str
    prose: str


_FOR_COLLEAGUES = "allow"
"""A field that is whole in each language, and that no reader sees."""
_NO_WORDS = re.compile(r"\{\{.*?\}\}|\{:.*?\}|\[@[^\]]*\]", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_ANCHOR = re.compile(r"#{1,6}(?=\s)|\{\{\s*[\w.]+\s*\}\}(?=\s*\Z)")
"""A heading, or a block in a place of its own: the same in every language."""


def list_translatable(
    brief: Brief, words: TextFile | None, prose: TextFile | None
) -> list[Translatable]:
    """List the texts of *brief*, in its main language, in the order of brief.yaml and brief.md.

    *words*, *prose*: fr.yaml and brief.fr.md, where there are such files: what is translated.
    """
    tree = _read(words)
    typed = [
        Translatable(call(path), text, place, _translated(tree, path))
        for path, text, place in _typed(brief)
    ]
    return [*typed, *_paragraphs(brief, prose)]


def fill_in(
    brief: Brief,
    words: TextFile | None,
    prose: TextFile | None,
    translations: Mapping[str, str],
    problems: Problems,
) -> Filled:
    """Put *translations*, by the names of the texts, into fr.yaml and brief.fr.md.

    What is there and not among them stays. A text without a translation stands in the main language
    where the other could not be read without it: in the prose, and in a list.

    Problems: a file whose comments or paragraphs would be lost; a fr.yaml that cannot be read,
    which stays as it is.
    """
    return Filled(
        _fill_fields(brief, words, translations, problems),
        _fill_prose(brief, prose, translations, problems),
    )


# ---------------------------------------------------------------------------------------------
# brief.yaml and fr.yaml

_Path = tuple[str | int, ...]


def _read(file: TextFile | None) -> Any:
    return read_yaml(file, Problems())[0] if file else {}


def _typed(brief: Brief) -> list[tuple[_Path, str, Place]]:
    """The texts of brief.yaml, each with its path and place, in the order of their lines."""
    texts: list[tuple[_Path, str, Place]] = [
        ((name,), _in_lines(value), brief.place(name))
        for name in _whole()
        if (value := getattr(brief.fields, name))
    ]
    texts += [
        (leaf.path, str(getattr(leaf.value, "source", leaf.value)), brief.place(*leaf.path))
        for leaf in walk(brief.fields)
        if leaf.path[0] not in (*_whole(), _FOR_COLLEAGUES, "sources") and has_words(leaf)
    ]
    return sorted(texts, key=lambda one: (one[2].line or 0, one[2].column or 0))


def _whole() -> list[str]:
    """The fields that are one text, an item a line: their names or number differ by language."""
    apart = find_annotated(BriefFields, WholeInEachLanguage)
    return [name for name in apart if name != _FOR_COLLEAGUES]


def _in_lines(value: Mapping[str, Any] | Sequence[Any]) -> str:
    items = [f"{k}: {v}" for k, v in value.items()] if isinstance(value, Mapping) else value
    return "\n".join(map(str, items))


def _of_lines(text: str, like: Any) -> dict[str, str] | list[str]:
    """Read a text of `_in_lines` again: fields where *like* is fields."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not isinstance(like, Mapping):
        return lines
    pairs = [line.partition(":")[::2] for line in lines]
    return {short.strip(): long.strip() for short, long in pairs if long.strip()}


def _translated(tree: Any, path: _Path) -> str:
    """The text of *tree*, of fr.yaml, at *path*."""
    for step in path:
        if isinstance(tree, list) and isinstance(step, int):
            tree = tree[step] if step < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    if len(path) == 1 and path[0] in _whole():
        return _in_lines(tree) if isinstance(tree, dict | list) else ""
    if isinstance(tree, dict):  # `{text: …}` for a text alone
        tree = tree.get("text")
    return tree if isinstance(tree, str) else ""


def _fill_fields(
    brief: Brief, words: TextFile | None, translations: Mapping[str, str], problems: Problems
) -> str:
    before = problems.errors
    tree = read_yaml(words, problems)[0] if words else {}
    if words is not None and problems.errors > before:
        return words.text
    typed = [(path, text) for path, text, _ in _typed(brief)]
    new = {
        path: translations[name]
        for path, _ in typed
        if (name := call(path)) in translations and translations[name] != _translated(tree, path)
    }
    if words is not None and (edited := set_values(words.text, new)) is not None:
        return edited
    filled = _plain(tree)
    for path, text in new.items():
        _put(filled, path, text, brief)
    if words is not None:
        _check_comments(words, problems)
    head = _head(words.text) if words else ""
    return head + write_fields(filled, in_lines=True)


def _put(filled: dict[str, Any], path: _Path, text: str, brief: Brief) -> None:
    """Put *text* into *filled* at *path*; lists on the way are as long as those of *brief*."""
    *above, last = path
    if not above and last in _whole():
        filled[str(last)] = _of_lines(text, getattr(brief.fields, str(last)))
        return
    holder: Any = filled
    for number, step in enumerate(above):
        if isinstance(path[number + 1], int):
            items = holder[step] if isinstance(step, int) else holder.get(step, [])
            holder[step] = _lengthen(items, path[: number + 1], brief)
        elif isinstance(step, str):
            holder.setdefault(step, {})
        holder = holder[step]
    old = holder[last] if isinstance(last, int) else holder.get(last)
    if isinstance(old, dict):
        old["text"] = text
    else:
        holder[last] = text


def _lengthen(items: list[Any], path: _Path, brief: Brief) -> list[Any]:
    """Add to *items*, of the list at *path*, what *brief* has behind them, in its own language."""
    below: dict[Any, Any] = {}
    for other, text, _ in _typed(brief):
        if other[: len(path)] == path:
            _set(below, other[len(path) :], text)
    listed = _as_lists(below)
    return [*items, *listed[len(items) :]]


def _set(tree: dict[Any, Any], path: _Path, text: str) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = text


def _as_lists(tree: Any) -> Any:
    """Give *tree* with a list in place of each mapping of numbers."""
    if not isinstance(tree, dict):
        return tree
    below = {step: _as_lists(one) for step, one in tree.items()}
    if below and all(isinstance(step, int) for step in below):
        return [below.get(number, {}) for number in range(max(below) + 1)]
    return below


def _plain(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {str(name): _plain(value) for name, value in tree.items()}
    return [_plain(one) for one in tree] if isinstance(tree, list) else str(tree)


_HEAD = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")


def _head(text: str) -> str:
    """The comments above the first field of *text*."""
    comments = _HEAD.match(text)
    return comments[0] if comments else ""


def _check_comments(words: TextFile, problems: Problems) -> None:
    """Find comments that stand among the fields of fr.yaml, which is written anew."""
    head = _head(words.text).count("\n")
    for number, line in enumerate(words.text.split("\n"), 1):
        if number > head and line.lstrip().startswith("#"):
            problems.error(
                Place(words.name, number),
                "the file has to be written anew, and this comment would be lost",
                f"move it to the head of the file or to `{NOTES}:`, or say --force",
            )
            return


# ---------------------------------------------------------------------------------------------
# brief.md and brief.fr.md


class _Piece(NamedTuple):
    """A part of Markdown between empty lines, and the empty lines behind it."""

    text: str
    gap: str
    line: int
    """In which it begins, from 0."""

    @property
    def anchor(self) -> str:
        match = _ANCHOR.match(self.text)
        return "".join(match[0].split()) if match else ""

    @property
    def has_words(self) -> bool:
        return bool(_LETTER.search(_NO_WORDS.sub("", self.text)))


_FENCE = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)


def _divide(text: str) -> list[_Piece]:
    """Divide Markdown at its empty lines; a block of code stays whole."""
    pieces: list[_Piece] = []
    parts = re.split(r"(\n(?:[ \t]*\n)+)", text.strip("\n"))
    line = len(text) - len(text.lstrip("\n"))
    for one, gap in zip(parts[::2], [*parts[1::2], "\n"], strict=True):
        if pieces and len(_FENCE.findall(pieces[-1].text)) % 2:  # a block of code is still open
            last = pieces.pop()
            pieces.append(_Piece(last.text + last.gap + one, gap, last.line))
        else:
            pieces.append(_Piece(one, gap, line))
        line += one.count("\n") + gap.count("\n")
    return pieces


def _pair(ours: Sequence[_Piece], theirs: Sequence[_Piece]) -> list[str | None]:
    """Find what of *theirs*, in another language, each of *ours* is: by the headings and blocks
    around them; None where between two of these they are not as many.
    """
    mine, others = _runs(ours), _runs(theirs)
    if [anchor for anchor, _ in mine] != [anchor for anchor, _ in others]:
        return [None] * len(ours)
    texts: list[str | None] = []
    for (_, run), (_, other) in zip(mine, others, strict=True):
        same = len(run) == len(other)
        texts += [piece.text for piece in other] if same else [None] * len(run)
    return texts


def _runs(pieces: Sequence[_Piece]) -> list[tuple[str, list[_Piece]]]:
    """Divide *pieces* so that each run begins with a heading or a block, its anchor."""
    runs: list[tuple[str, list[_Piece]]] = [("", [])]
    for piece in pieces:
        if piece.anchor:
            runs.append((piece.anchor, []))
        runs[-1][1].append(piece)
    return runs


def _paragraphs(brief: Brief, prose: TextFile | None) -> Iterator[Translatable]:
    ours = _divide(brief.prose.source)
    theirs = _pair(ours, _divide(prose.text)) if prose else [None] * len(ours)
    for number, (piece, other) in enumerate(zip(ours, theirs, strict=True), 1):
        if piece.has_words:
            place = brief.prose.place.down(piece.line)
            translation = other if other and other != piece.text else ""
            yield Translatable(f"{PROSE}.{number}", piece.text, place, translation)


def _fill_prose(
    brief: Brief, prose: TextFile | None, translations: Mapping[str, str], problems: Problems
) -> str:
    ours = _divide(brief.prose.source)
    theirs = _pair(ours, _divide(prose.text)) if prose else [None] * len(ours)
    if prose and prose.text.strip() and None in theirs:
        problems.error(
            Place(prose.name, 1),
            f"its paragraphs are not those of {PROSE}, and some would be lost",
            f"write as many under each heading as {PROSE} has, or say --force",
        )
    written = ""
    for number, (piece, other) in enumerate(zip(ours, theirs, strict=True), 1):
        text = translations.get(f"{PROSE}.{number}") or other or piece.text
        written += text.strip("\n") + piece.gap
    return written
