"""Find notes that are typed with their signs, `[1]`, `(1)`, `¹`, `*`: they are printed as they
stand, in the midst of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model.problems import Place, Problems
from .prose_lines import GAP
from .prose_reader import UNTYPED, ReadMarkdown, Words

_RAISED = "[¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3}"
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NAMES = {"*": "a", "**": "b", "***": "c", "†": "d", "‡": "e"}
"""Names for notes whose sign is no number."""
_MARKS = r"[.,;:!?”’»\")]*"
_WORD = rf"(?:(?<=[^\W_])|(?<=[{UNTYPED}\ue001]))"
"""Behind a word, code or a citation."""
_LETTER = rf"(?:(?<=[^\W\d_])|(?<=[{UNTYPED}\ue001]))"
"""Behind a word, code or a citation, but no number: Article 5 (1) has a paragraph."""


@dataclass(frozen=True)
class _Form:
    """A way to type the signs of notes."""

    call: re.Pattern[str]
    """Finds one in set words, its sign in the last group."""
    note: re.Pattern[str]
    """Finds the beginning of a note in the lines of the source, its sign in a group."""
    shown: str
    """How a sign looks, `{}` in its place."""
    meant: str = ""
    """How a sign is written that is meant to be printed."""
    blocks: frozenset[str] = frozenset()
    """The elements in which it says something else."""
    in_source: bool = False
    """Whether a call is looked for in the source: its sign is markup, or escaped."""


_BRACKETS = _Form(
    re.compile(rf"(?:{_WORD}({_MARKS}[ ]?)|(?<=\d\]))\[(\d{{1,3}})\](?![(\w])"),
    re.compile(r"(?m)^\[(\d{1,3})\]:?[ \t\n]+(?=\S)"),
    "[{}]",
    r"\[{}]",
)
_ROUND = _Form(
    re.compile(rf"{_LETTER}{_MARKS}[ ]?\((\d{{1,3}})\)(?!\w)"),
    re.compile(r"(?m)^ {0,3}\((\d{1,3})\)[ \t]+(?=\S)"),
    "({})",
    r"\({})",
)
_CLOSE = re.compile(
    r"(?:(?<![\w/(])(?!(?:log|exp|sin|cos|tan|max|min)\()(?P<word>[^\W\d_]{3,})|\w[.!?…。][”’»\"]?)"
    r"\((?P<sign>\d{1,2})\)(?=[\s.,;:!?”»)]|$)(?!\s?[=+×·])"
)
"""A number in round brackets right behind a word or a sentence: `sites(3)`, `2025.(2)`."""
_OTHERS = (
    _ROUND,
    _Form(  # also comments, as Google Docs exports them
        re.compile(rf"{_WORD}{_MARKS}[ ]?\[([a-z]{{1,2}}|[ivx]{{1,5}})\](?![(\w])"),
        re.compile(r"(?m)^ {0,3}\[([a-z]{1,2}|[ivx]{1,5})\][ \t]*(?=[^\s(:])"),
        "[{}]",
        r"\[{}]",
    ),
    _Form(
        re.compile(rf"{_WORD}{_MARKS}({_RAISED})"),
        re.compile(rf"(?m)^ {{0,3}}({_RAISED})[ \t]*(?=[^\W\d])"),
        "{}",
        "^{}^",
    ),
    _Form(
        re.compile(rf"{_WORD}{_MARKS}(\*{{1,3}})(?=[\s.,;:)]|$)"),
        re.compile(r"(?m)^ {0,3}((?:\\?\*){1,3})[ \t]*(?=[^\s*])"),
        "{}",
        r"\{}",
        blocks=frozenset({"td", "th"}),  # the sign of a table's own remark
    ),
    _Form(
        re.compile(rf"{_WORD}{_MARKS}(†{{1,2}}|‡{{1,2}})(?=[\s.,;:)]|$)"),
        re.compile(r"(?m)^ {0,3}(†{1,2}|‡{1,2})[ \t]*(?=\S)"),
        "{}",
        blocks=frozenset({"td", "th"}),
    ),
    _Form(
        re.compile(r"(?:<sup>|\^)\[?(\d{1,3})\]?(?:</sup>|\^)"),
        re.compile(r"(?m)^ {0,3}(?:<sup>|\^)\[?(\d{1,3})\]?(?:</sup>|\^)[ \t]*(?=\S)"),
        "{}",
        in_source=True,
    ),
    _Form(
        re.compile(r"\\\[(\d{1,3})\\\]"),  # as word processors export what is typed
        re.compile(r"(?m)^ {0,3}\\\[(\d{1,3})\\\][ \t]+(?=\S)"),
        "[{}]",
        r"\[{}]",
        in_source=True,
    ),
)


def check_typed_notes(reading: ReadMarkdown, text: str, place: Place, problems: Problems) -> None:
    """Tell of notes that are typed with their signs.

    A sign is one of a note where a line of *text* below begins with it. `[1]` is one, too, where
    nobody has written the note, and it stands apart from the word before: `[12]` is a paragraph of
    a ruling, `a[1]` part of a name; and so are `(1)` and `(2)` that count up close behind words.
    Notes of ours are not looked at.
    """
    of_notes = sum(1 for note in reading.notes.values() for one in note if one.type == "inline")
    leaves = [leaf for leaf in reading.leaves() if leaf.block != "note"]
    leaves = leaves[: len(leaves) - of_notes]
    called, begins_with_one = _calls(_BRACKETS, leaves)
    written = {
        match[1]: leaf.line_of(match.start())
        for leaf in reversed(leaves)
        for match in reversed([*_BRACKETS.note.finditer(leaf.typed)])
    }
    known = [sign for sign in called if sign in written]
    if not known and begins_with_one and not written:
        known = [*called]
    _tell(_BRACKETS, known, called, written, place, problems)
    for form in _OTHERS:
        written = _notes(form, text)
        if form.in_source:
            called = _calls_in(text, form)
        else:
            called, _ = _calls(form, leaves) if written else ({}, False)
        known = [sign for sign in called if called[sign] < written.get(sign, -1)]
        _tell(form, known, called, written, place, problems)
    if not _notes(_ROUND, text):
        called = _calls_without_notes(leaves)
        _tell(_ROUND, [*called], called, {}, place, problems)


def _calls_without_notes(leaves: Sequence[Words]) -> dict[str, int]:
    """The signs `(1)` and `(2)` that stand close behind words and sentences and count up, each
    with its line, from 0; none where they number one thing, as in `Option(1)` and `Option(2)`.
    """
    calls = [
        (match["sign"], match["word"], leaf.line_of(match.start("sign")))
        for leaf in leaves
        if leaf.block not in ("td", "th")
        for match in _CLOSE.finditer(leaf.typed)
    ]
    signs = [int(sign) for sign, *_ in calls]
    counts_up = signs[:1] in ([1], [2]) and all(b == a + 1 for a, b in pairwise(signs))
    words = {word.lower() for _, word, _ in calls if word}
    if len(calls) < 2 or not counts_up or (len(words) == 1 and all(word for _, word, _ in calls)):
        return {}
    return {sign: line for sign, _, line in calls}


def _calls(form: _Form, leaves: Sequence[Words]) -> tuple[dict[str, int], bool]:
    """The signs that call notes, each with the line on which it stands first, from 0; and whether
    the first, 1, stands apart from its word.
    """
    called: dict[str, int] = {}
    begins_with_one = False
    for leaf in leaves:
        if leaf.block in form.blocks:
            continue
        for match in form.call.finditer(leaf.typed):
            sign = match[match.re.groups]
            called.setdefault(sign, leaf.line_of(match.end() - 1))
            begins_with_one |= sign == "1" and bool(match[1])
    return called, begins_with_one


def _calls_in(text: str, form: _Form) -> dict[str, int]:
    """The signs in the source that stand behind something, each with its first line, from 0."""
    called: dict[str, int] = {}
    for number, line in enumerate(text.replace(GAP, "\n").split("\n")):
        for match in form.call.finditer(line):
            if line[: match.start()].strip():
                called.setdefault(match[1], number)
    return called


def _notes(form: _Form, text: str) -> dict[str, int]:
    """The signs with which lines of *text* begin, each with its last line, from 0.

    Several lines that begin with a star are the items of a list.
    """
    text = text.replace(GAP, "\n")
    notes = [
        (match[1].replace("\\", ""), text.count("\n", 0, match.start()), match[1])
        for match in form.note.finditer(text)
    ]
    bullets = sum(typed == "*" for *_, typed in notes)
    return {sign: line for sign, line, typed in notes if typed != "*" or bullets == 1}


def _tell(
    form: _Form,
    known: Sequence[str],
    called: dict[str, int],
    written: dict[str, int],
    place: Place,
    problems: Problems,
) -> None:
    if not known:
        return
    first = known[0]
    where = f" in line {place.down(written[first]).line}" if first in written else ""
    listed = ", ".join(f"`{form.shown.format(sign)}`" for sign in known[:9])
    rest = ", …" if len(known) > 9 else ""
    verb = "is printed as it stands" if len(known) == 1 else "are printed as they stand"
    number = first.translate(_DIGITS)
    name = number if number.isdecimal() else _NAMES.get(first, "n")
    problems.warning(
        place.down(called[first]),
        f"{listed}{rest} {verb}, and no note",
        f"write [^{name}] here, and the note as [^{name}]: …{where}"
        + f"; or {form.meant.format(number)} where it is meant so" * bool(form.meant),
    )
