"""The table of all checks, in order, and what a check is.

A check is a file of rules/. It opens with what is wrong, as its author reads it; then come
two paragraphs, `Why: …` and `Mend: …`. It has a `SEVERITY`, that of the worst thing it finds
(`PUBLISHED` as well, where what is a warning of a draft is an error of an edition), and one
function, which yields a `Finding` for each thing:

    find_in_brief(reading)          what is written, before anything is printed
    find_on_page(proof)             what is printed, once for each paper
    find_in_edition(proof)          the same, of what is about to be published

Its name is that of its file, with hyphens; its test is
tests/checks/rules/test_<file>.py.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from ..model.problems import Place, Severity
from .evidence.printed_page import PrintedPage
from .evidence.texts import Reading

TABLE: Mapping[str, Sequence[str]] = {
    "Pages": ("page-budget",),
    "Completeness": (
        *("glyph", "cut-off", "past-the-edge", "covered", "overlap", "invisible", "lost-text"),
        "copied-text",
    ),
    "Page craft": (
        *("lone-heading", "widow", "orphan", "hole", "short-last-page", "river", "long-line"),
        *("note-apart", "table-row-alone", "figure-order"),
    ),
    "Print": (
        "picture-rights",
        "picture-resolution",
        "hairline",
        "near-edge",
        "grey-contrast",
        "ink-coverage",
    ),
    "Facts and sources": (
        *(
            "fact-source",
            "fact-stale",
            "fact-retyped",
            "fact-disagrees",
            "old-number",
            "unit-jump",
            "figure-disagrees",
            "caption-period",
        ),
        "unused",
        *(
            "year-as-number",
            "rise-or-fall",
            "source-fields",
            "source-note",
            "source-twice",
            "quotation-source",
            "quotation-altered",
            "typed-reference",
            "typed-citation",
            "next-update",
            "publication-date",
            "day-order",
            "weekday",
            "chart-gap",
            "empty-cell",
            "odd-cell",
            "wrong-total",
            "parts-of-hundred",
            "total-as-part",
        ),
    ),
    "Text": (
        *("acronym-unexplained", "acronym-unused", "long-sentence", "word-count", "many-actions"),
        *("doubled-word", "broken-word", "flat-power", "quotes-and-dashes", "alt-text"),
        *("misspelt-word", "placeholder", "unit-two-ways", "decimal-mark"),
    ),
    "Accessibility": (
        *("tag-headings", "tag-figures", "tag-tables", "tag-notes", "tag-language"),
        *("reading-order", "contrast", "link-text", "document-title"),
    ),
}
"""Every check by its name, in the order of the work."""
ESSENTIAL = ("page-budget", "glyph", "cut-off", "note-apart", "placeholder")
"""The checks that are made whenever a page is printed."""


@dataclass(frozen=True)
class Finding:
    """Something that is wrong; *hint* is an action."""

    place: Place
    message: str
    hint: str
    severity: Severity | None = None
    """Where it is milder than its check."""


@dataclass(frozen=True)
class Check:
    """Something to look for."""

    name: str
    severity: Severity
    published: Severity
    """The same, where the brief is to be published."""
    file: Path
    """Its module, which says what it is about."""
    find_in_brief: Callable[[Reading], Iterator[Finding]] | None
    find_on_page: Callable[[PrintedPage], Iterator[Finding]] | None
    find_in_edition: Callable[[PrintedPage], Iterator[Finding]] | None

    @cached_property
    def _words(self) -> tuple[str, str, str]:
        """The mistake in a sentence, why it is one, how to mend it: from the source, for Python
        may run without docstrings.
        """
        text = ast.get_docstring(ast.parse(self.file.read_text("utf-8"))) or ""
        what, *rest = (" ".join(part.split()) for part in text.split("\n\n"))
        parts = dict(part.split(": ", 1) for part in rest if ": " in part)
        if lacks := [one for one in ("Why", "Mend") if one not in parts]:
            asked = " and ".join(f"`{one}: …`" for one in lacks)
            raise SystemExit(f"error: checks/rules/{self.file.name}: add {asked} to its docstring")
        return what, parts["Why"], parts["Mend"]

    @property
    def what(self) -> str:
        """The mistake, in a sentence."""
        return self._words[0]

    @property
    def why(self) -> str:
        """Why it is a mistake."""
        return self._words[1]

    @property
    def mend(self) -> str:
        """How to mend it."""
        return self._words[2]

    @property
    def explanation(self) -> str:
        """Say what it finds, why, how to mend it, how to switch it off."""
        return (
            f"{self.what}\n\nWhy: {self.why}\n\nMend: {self.mend}\n\n"
            f"Switch it off, for one brief: add to its brief.yaml\n"
            f'  allow: {{{self.name}: "the reason"}}\n'
            f"or, for one line of it, with words of that line:\n"
            f'  allow: {{{self.name}: {{"words of the line": "the reason"}}}}'
        )


def names() -> list[str]:
    """The names of all checks, in the order of the table.

    Raises `SystemExit`, which ends the command with one line, where the table and the folder
    rules/ differ: a check that nobody runs would be missed by nobody.
    """
    listed = [name for group in TABLE.values() for name in group]
    files = {one.name for one in iter_modules([str(Path(__file__).with_name("rules"))])}
    check_table(listed, files)
    return listed


def check_table(listed: Collection[str], files: Collection[str]) -> None:
    """Compare the *listed* names of checks with the *files* of rules/, by their module names.

    Raises `SystemExit` with the names that stand on one side alone.
    """
    modules = {name.replace("-", "_") for name in listed}
    faults = [
        f"checks/rules/{one}.py has no line in checks/table.py: add `{one.replace('_', '-')}`"
        for one in sorted({*files} - modules)
    ]
    faults += [
        f"checks/table.py names `{one.replace('_', '-')}`, and there is no checks/rules/{one}.py"
        for one in sorted(modules - {*files})
    ]
    if faults:
        raise SystemExit("\n".join(f"error: {fault}" for fault in faults))


_STEPS = ("find_in_brief", "find_on_page", "find_in_edition")


def check_module(module: ModuleType) -> None:
    """See that *module* has a severity, and a function that is called.

    Raises `SystemExit` with what it lacks: a check that is never called would be missed by nobody.
    """
    file = f"checks/rules/{module.__name__.rpartition('.')[2]}.py"
    faults = []
    if not hasattr(module, "SEVERITY"):
        faults.append(f'{file} has no severity: add `SEVERITY: Severity = "warning"`')
    if not any(hasattr(module, step) for step in _STEPS):
        faults.append(f"{file} has no function that is called: name it {' or '.join(_STEPS)}")
    if faults:
        raise SystemExit("\n".join(f"error: {fault}" for fault in faults))


def load(name: str) -> Check:
    """The check *name*, which is one of the table."""
    module = import_module(f"{__package__}.rules.{name.replace('-', '_')}")
    check_module(module)
    return Check(
        name=name,
        severity=module.SEVERITY,
        published=getattr(module, "PUBLISHED", module.SEVERITY),
        file=Path(str(module.__file__)),
        find_in_brief=getattr(module, "find_in_brief", None),
        find_on_page=getattr(module, "find_on_page", None),
        find_in_edition=getattr(module, "find_in_edition", None),
    )
