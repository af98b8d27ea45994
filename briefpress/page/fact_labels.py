"""Name a fact that has no label, by the words of the sentence in which readers find it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..model.brief import Brief
from ..model.text import MARK, Fragment, Mark, Missing, Value, plain
from ..model.walk import walk

HERE = "\ue010"
"""Where the fact itself stands."""
MOST, LEAST = 14, 6
"""Words on each side of it that are shown: whole clauses, where that is possible."""
_CLAUSE = re.compile(r"[,;:–—]$")
_PARAGRAPH = re.compile(r"</?(?:p|li|ul|ol|dd|dt|dl|t[drh]|table|blockquote|h[1-6]|br|div)\b[^>]*>")
_SENTENCE = re.compile(r"(?<=[\w\ue010)][.!?])[”’»)]*\s+(?=[\W_]*[^\W\d_a-zß-ÿ])")
Fill = Callable[[str], str]
"""Puts values and blocks for their marks."""


def words_around(brief: Brief, fill: Fill) -> dict[str, str]:
    """Give for each fact of *brief* that a text prints the words around it: `and in October …`.

    The first text that says more than the fact itself counts; empty where none does.
    """
    words: dict[str, str] = {}
    for html in _texts(brief):
        for part in _PARAGRAPH.split(html):
            for mark in MARK.finditer(part):
                name = _fact(brief.marks[int(mark[1])])
                if name is None or words.get(name):
                    continue
                marked = f"{part[: mark.start()]}{HERE}{part[mark.end() :]}"
                words[name] = _shorten(plain(fill(marked)))
    return words


def printed_facts(brief: Brief) -> set[str]:
    """The names of the facts of *brief* that a text prints."""
    marks = [brief.marks[int(one[1])] for html in _texts(brief) for one in MARK.finditer(html)]
    return {name for mark in marks if (name := _fact(mark))}


def _texts(brief: Brief) -> Iterator[str]:
    """The texts in which a reader meets a fact, the running text first."""
    yield brief.prose.html
    for leaf in walk(brief.fields):
        if isinstance(leaf.value, Fragment) and leaf.path[0] != "facts":
            yield leaf.value.html


def _fact(mark: Mark | Missing) -> str | None:
    """The name of the fact that *mark* prints."""
    if isinstance(mark, Value) and mark.path[0] == "facts" and len(mark.path) > 1:
        return mark.path[1]
    return None


def _clauses(words: list[str], ends: list[str]) -> list[str]:
    """Keep the first of *words*, to the end of a clause.

    *ends*: for each word, the one whose comma would end the clause there: the word itself, or,
    where *words* run backwards, the one before it in the text.
    """
    if len(words) <= MOST:
        return words
    last = [n for n, one in enumerate(ends[:MOST], 1) if n > 2 and _CLAUSE.search(one)]
    return words[: last[-1] if last else LEAST]


def _shorten(text: str) -> str:
    """Cut *text* down to the sentence of the fact, or to the clauses around it in a long one."""
    sentence = next(one for one in _SENTENCE.split(text) if HERE in one)
    before, _, after = sentence.partition(HERE)
    left, right = before.split(), after.split()
    words = [*reversed(_clauses(left[::-1], [*left[-2::-1], ""])), "…", *_clauses(right, right)]
    if not re.search(r"\w", before + after):
        return ""
    shown = re.sub(r"… (?=[,.;:!?)%])|(?<=[(€$£]) (?=…)", lambda it: it[0].strip(), " ".join(words))
    return shown.rstrip(".,;:–— ").lstrip(",;:–— ")
