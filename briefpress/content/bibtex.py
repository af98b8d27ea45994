"""Read a library of BibTeX or BibLaTeX: text → entries, each with its line and its raw fields.

pandoc says what the fields mean: accents of LaTeX, names, dates. It gets the entries alone that are
wanted, without what is private (abstracts, remarks, paths of files).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import lookup

from .bibtex_names import NAMES, mend_names
from .latex_letters import find_commands, write_letters

ENTRY = 200_000
"""Characters of an entry: one that is longer has lost its brace."""
FIELDS = 200
_BEGINS = re.compile(r"@[ \t]*(?P<kind>[A-Za-z]+)\s*(?P<open>[{(])")
_KEY = re.compile(r"\s*(?P<key>[^\s,{}()\"=#%~\\]+)\s*(?:,|(?=[})]))")
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w.:+-]*)\s*=\s*")
_PRIVATE = {
    *("abstract", "annote", "annotation", "comment", "file", "keywords", "mendeley-tags", "owner"),
    *("local-url", "timestamp", "groups", "review", "__markedentry", "bdsk-url-1", "date-added"),
    *("date-modified", "bdsk-file-1", "shorthand"),
}
_TITLES = {
    *("title", "subtitle", "booktitle", "booksubtitle", "maintitle", "mainsubtitle", "shorttitle"),
    *("journal", "journaltitle", "journalsubtitle", "issuetitle", "series", "eventtitle"),
}
_VERBATIM = {"doi", "eprint", "url"}
"""Fields in which a backslash begins no command."""
_PARENTS = ("crossref", "xdata", "xref")
_NOT_ENTRIES = ("comment", "preamble", "string")


@dataclass(frozen=True)
class BibEntry:
    """An entry of a library, as its file has it."""

    key: str
    line: int
    kind: str
    fields: Mapping[str, str]
    """The value of each field with its braces or quotation marks, by its name in small letters."""

    @property
    def public_fields(self) -> list[tuple[str, str]]:
        """Each field but the private ones, as pandoc reads it: divided names, signs that begin
        nothing, letters of LaTeX that it does not know.
        """
        return [
            (name, text if name in _VERBATIM else _make_readable(name, text))
            for name, text in self.fields.items()
            if name not in _PRIVATE
        ]

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The commands of LaTeX in these fields, each with the name of the field."""
        return [
            (command, name)
            for name, text in self.public_fields
            if name not in _VERBATIM
            for command in find_commands(text)
        ]

    @property
    def plain_fields(self) -> list[tuple[str, str]]:
        """Each field without braces, for a symbol that stands in one."""
        return [
            (name, re.sub(r'[{}"]|\\(?=[_&%#])', "", text)) for name, text in self.fields.items()
        ]


@dataclass(frozen=True)
class Bibliography:
    """A file of BibTeX, taken apart."""

    entries: tuple[BibEntry, ...]
    strings: tuple[str, ...]
    """Each `@string{…}`, as it stands."""
    broken: tuple[int, ...] = ()
    """Lines of entries that are not closed, or have no key."""


def take_apart(text: str) -> Bibliography:
    """Divide *text* into its entries; what is between them is somebody's remark."""
    entries, strings, broken = [], [], []
    line, counted, start = 1, 0, 0
    while begins := _BEGINS.search(text, start):
        line += text.count("\n", counted, begins.start())
        counted = begins.start()
        kind = begins["kind"].lower()
        end = _find_end(text, begins.end(), begins["open"])
        if end is None:
            if kind != "comment":
                broken.append(line)
            start = begins.end()
            continue
        start = end
        body = text[begins.end() : end - 1]
        if kind == "string":
            strings.append(text[begins.start() : end])
        elif kind not in _NOT_ENTRIES:
            if key := _KEY.match(body):
                fields = dict(_read_fields(body[key.end() :]))
                entries.append(BibEntry(key["key"], line, kind, fields))
            else:
                broken.append(line)
    return Bibliography(tuple(entries), tuple(strings), tuple(broken))


def _find_end(text: str, start: int, opened: str) -> int | None:
    """Where the entry ends whose inside begins at *start*: behind its last brace."""
    depth = 0
    for match in re.compile(r"\\.|[{}()]", re.DOTALL).finditer(text, start, start + ENTRY):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif depth == 0 and sign == ("}" if opened == "{" else ")"):
            return match.end()
        elif sign == "}":
            depth -= 1
            if depth < 0:
                return None
    return None


def _read_fields(body: str) -> Iterator[tuple[str, str]]:
    """Read `name = value` one after the other; a value may be joined of several with `#`."""
    start = 0
    for _ in range(FIELDS):
        field = _FIELD.match(body, start)
        if field is None:
            return
        end = _value_end(body, field.end())
        value = body[field.end() : end].strip()
        if value:
            yield field["name"].lower(), value
        start = end


def _value_end(body: str, start: int) -> int:
    depth, quoted = 0, False
    for match in re.compile(r'\\.|[{}",]', re.DOTALL).finditer(body, start):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "," and depth == 0 and not quoted:
            return match.start()
    return len(body)


def write_wanted(bibliography: Bibliography, wanted: Collection[str]) -> str:
    """Write the entries of the keys *wanted* for pandoc, with those that they refer to.

    A title stands in two braces, so that it keeps the capitals that it has.
    """
    known = {entry.key: entry for entry in reversed(bibliography.entries)}
    chosen: dict[str, BibEntry] = {}
    waiting = [key for key in wanted if key in known]
    while waiting:
        key = waiting.pop()
        if key in chosen:
            continue
        chosen[key] = known[key]
        for name in _PARENTS:
            parents = re.sub(r'[{}"\s]', "", known[key].fields.get(name, "")).split(",")
            waiting += [parent for parent in parents if parent in known]
    written = [*bibliography.strings]
    # A parent stands behind its children in BibTeX, and pandoc reads it in either place.
    for entry in chosen.values():
        fields = [
            f"  {name} = {_protect(value) if name in _TITLES else value}"
            for name, value in entry.public_fields
        ]
        written.append(f"@{entry.kind}{{{entry.key},\n" + ",\n".join(fields) + "\n}")
    return "\n".join(written)


_SIGN = re.compile(r"(?<!\\)[%#]")
"""Begins a remark or names an argument in LaTeX; pandoc makes nothing of a title with one."""
_STRING = re.compile(r"\s*[{\"].*[}\"]\s*", re.DOTALL)


def _make_readable(name: str, value: str) -> str:
    if not _STRING.fullmatch(value):  # the name of a @string
        return value
    if name in NAMES:
        value = mend_names(value)
    if name in _TITLES:
        value = _set_formulas(value)
    value = _SIGN.sub(r"\\\g<0>", value) if "} #" not in value and '" #' not in value else value
    if len(_DOLLAR.findall(value)) % 2:
        value = _DOLLAR.sub(r"\\$", value)
    return write_letters(value)


_DOLLAR = re.compile(r"(?<!\\)\$")
_AMOUNT = re.compile(r"\d[\d.,]*\s(?:.*[^\W\d_]{3,}|.*\s)", re.DOTALL)
"""Behind a dollar that is money: `$5 million and $6 million`."""
_FORMULA = re.compile(r"(?<!\\)\$([^$]{1,60})(?<!\\)\$")
_RAISED = re.compile(r"([_^])(?:\{([^{}]*)\}|(\\?[A-Za-z0-9]+|\S))")
_WORD = re.compile(r"\\([A-Za-z]+) ?")
_SIGNS = {
    "circ": "°", "degree": "°", "times": "×", "sim": "~", "approx": "≈", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "pm": "±", "cdot": "·", "to": "→", "rightarrow": "→", "infty": "∞",
    "epsilon": "ε", "varepsilon": "ε",
}  # fmt: skip
_SETS = ("mathrm", "text", "rm", "textrm", "mathit", "textit", "mathbf", "it")


def _set_formulas(value: str) -> str:
    """Write the short formulas of a title without their dollars: `CO$_2$`, `$\\alpha$`,
    `$p<0.05$`; one with a word that is not known stays as it is.
    """

    def plain(match: re.Match[str]) -> str:
        if _AMOUNT.match(match[1]):
            return rf"\${match[1]}\$"
        text = _WORD.sub(lambda word: _sign_of(word[1]) or word[0], match[1])
        marks = {"_": r"\textsubscript", "^": r"\textsuperscript"}
        text = _RAISED.sub(lambda it: f"{marks[it[1]]}{{{it[2] or it[3]}}}", text)
        text = text.replace(r"\textsuperscript{°}", "°")
        is_read = not re.search(r"\\(?!textsu(?:b|per)script)", text)
        return text if is_read else match[0]

    return _FORMULA.sub(plain, value)


def _sign_of(word: str) -> str | None:
    """The sign that a typesetter calls *word*, or nothing for one that sets a face of type."""
    if word in _SETS:
        return " "
    if word in _SIGNS:
        return _SIGNS[word]
    case = "CAPITAL" if word[0].isupper() else "SMALL"
    try:
        return lookup(f"GREEK {case} LETTER {word.upper()}")
    except KeyError:
        return None


def _protect(value: str) -> str:
    whole = value[:1] + value[-1:]
    if whole == "{}" and _closes_at_end(value):
        return f"{{{value}}}"
    if whole == '""' and value.count('"') == 2:
        return f'"{{{value[1:-1]}}}"'
    return value


def _closes_at_end(value: str) -> bool:
    """Whether the first brace of *value* is closed by its last one: `{a}`, and not `{a} # {b}`."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(value):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end() == len(value)
    return False
