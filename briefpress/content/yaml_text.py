"""Turn YAML into values that know their place.

It is read event by event, so that each value keeps its line and a scalar stays the text that its
author wrote: `NO` is Norway, `1.10` keeps its nought, `12:30` is no number of minutes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from ..model.brief import TextFile
from ..model.problems import Place, Problems
from ..model.text import find_hidden, without_hidden

DEPTH = 24
"""Levels of YAML; a chart needs the most."""
LENGTH = 20_000
"""Characters of one value of YAML: six pages."""
VALUES = 5_000
"""Values of a YAML file: five hundred sources."""
MENDED = 40
"""Lines that are no YAML and are mended for a draft; after them the rest of a file is not read."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader of libyaml, where that is installed."""

Path = tuple[str | int, ...]
"""Where a value stands in a YAML file: `("facts", "returned", "source")`."""


class Scalar(str):
    """A scalar of a YAML file: its text and its place; *plain* where it stood without quotes."""

    __slots__ = ("place", "plain")
    place: Place
    plain: bool


def read_yaml(file: TextFile, problems: Problems) -> tuple[Any, dict[Path, Place]]:
    """Read a YAML file whose scalars stay text: dicts, lists and `Scalar`, and every place by path.

    An empty value is left away, as if its key were not there. A text that cannot be read at all
    gives no fields.

    A line that is no YAML is told, and read as it was meant where that is plain, so that a draft
    shows it and the lines below are looked at as well.

    Problems: what is no YAML, a key twice, anchors, aliases, merge keys and tags, depth.
    """
    lines = file.text.split("\n")
    mended: set[int] = set()
    while True:
        places: dict[Path, Place] = {(): Place(file.name, 1)}
        problems_of_try = Problems()
        try:
            # Events, not a loader: nothing recurses but the composer below, which counts its
            # levels. libyaml reads them in a twentieth of the time, 0.7 ms for a brief.
            events = yaml.parse("\n".join(lines), Loader=LOADER)
            fields = _Composer(events, file.name, lines, places, problems_of_try).document()
        except yaml.MarkedYAMLError as error:
            # An author has to look where something begins that is never closed, or lacks its colon.
            begins_there = error.context in _NAMES_ITS_BEGINNING
            mark = (error.context_mark if begins_there else None) or error.problem_mark
            mark = mark or error.context_mark
            if mark and mark.line in mended:  # it is told, and was not meant so
                return {}, places
            place = Place(file.name, mark.line + 1, mark.column + 1) if mark else Place(file.name)
            message = " ".join(part for part in (error.context, error.problem) if part)
            hint = _yaml_hint(message, lines, mark) if mark else "look at its first lines"
            problems.error(place, f"this is not YAML: {_IN_WORDS.get(message, message)}", hint)
            meant = mend_line(lines[mark.line]) if mark and mark.line < len(lines) else None
            if mark is None or meant is None or len(mended) == MENDED:
                return {}, places
            mended.add(mark.line)
            lines[mark.line] = meant
            continue
        except yaml.YAMLError as error:
            message = f"this is not YAML: {error}"
            problems.error(Place(file.name), message, "look at its first lines")
            return {}, places
        except _TooMuch as error:
            problems_of_try.error(*error.args)
            fields = {}
        except RecursionError:
            problems_of_try.error(
                Place(file.name), "brackets in brackets without end", "close each of them"
            )
            fields = {}
        problems.extend(problems_of_try)
        return fields, places


def write_yaml(tree: Any) -> bytes:
    """Write dicts, lists and texts as YAML that `read_yaml` gives back as they are."""
    text = yaml.safe_dump(_plain(tree), allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


class _AsTyped(yaml.SafeDumper):
    """Writes texts without the quotation marks that only programs need: `2014`, `2014-02-07`."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML declares it so


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_AsTyped.add_representer(str, _represent_text)


def write_fields(fields: Any, *, in_lines: bool = False) -> str:
    """Write fields as an author would, texts without needless quotation marks.

    *in_lines*: each value in a line of its own; else short ones stand in braces and brackets.
    """
    return yaml.dump(
        _plain(fields), Dumper=_AsTyped, allow_unicode=True, sort_keys=False, width=100,
        default_flow_style=False if in_lines else None,
    )  # fmt: skip


def write_value(value: Any) -> str:
    """Write a text, a list or fields in one line, as an author would: for `name: value`."""
    plain = _plain(value)
    if plain == "":
        return '""'
    flow = isinstance(plain, dict | list)
    text = yaml.dump(
        plain, Dumper=_AsTyped, allow_unicode=True, sort_keys=False, width=10**9,
        default_flow_style=flow or None,
    )  # fmt: skip
    return text.removesuffix("\n...\n").strip()


def _plain(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {str(key): _plain(value) for key, value in tree.items()}
    return [_plain(value) for value in tree] if isinstance(tree, list) else str(tree)


_ODD = r"\u00a0\u2000-\u200a\u202f\u3000"
"""Blanks that are none for YAML: pasted from a word processor or a web page."""
_ODD_BLANK = re.compile(rf"^[ -]*[{_ODD}]|^[^\"'#]*?[\w)]:[{_ODD}]|^\s*[\w-]+\uff1a")


def _yaml_hint(message: str, lines: Sequence[str], mark: yaml.Mark) -> str:
    line = lines[mark.line] if mark.line < len(lines) else ""
    if any(_ODD_BLANK.match(one) for one in lines[max(0, mark.line - 1) : mark.line + 1]):
        return "type the blank and the colon anew: one here is of another kind, pasted from a text"
    if "mapping values are not allowed" in message:
        if re.search(r":\s*[“„«‘]", line):
            return 'quote with straight marks where the text holds a colon: "…"'
        return f"put the text in quotes where it holds a colon{_as_meant(line)}"
    if re.match(r" *(?:- *)?\t", line):
        return "indent with spaces, not with tabs"
    if match := _OTHER_ITEM.match(line):
        return f"begin each item with a hyphen and a blank: - {match[1].strip()}"
    begins = line[mark.column : mark.column + 1] or " "
    if "cannot start any token" in message or "scanning an alias" in message:
        begins = "*" if "alias" in message else begins
        quoted = _as_meant(line)
        return f"put the text in quotation marks: one that begins with {begins} needs them{quoted}"
    if "flow" in message:
        if _EMPTY_CELL.search(line):
            return 'write "" for an empty cell'
        if match := _COLON_ITEM.search(line):
            meant = match[2] + json.dumps(match[3], ensure_ascii=False)
            return f"put the text in quotes where it holds a colon: {meant}"
        return "put the text in quotes where it holds a comma, a bracket or a brace"
    if "quoted scalar" in message:
        return "close the quotation mark"
    if match := _BEGINS_WITH_VALUE.match(line):
        meant = match[1] + json.dumps(match[2], ensure_ascii=False)
        return f"put the text in quotation marks: one that begins with {{ needs them, {meant}"
    if match := _NO_BLANK.match(line):
        return f"put a blank behind the colon: {match[1]}: {match[2]}"
    return "look at the indentation and the quotation marks of this line and the one above"


_NAMES_ITS_BEGINNING = ("while scanning a quoted scalar", "while scanning a simple key")
"""Steps of YAML that failed on a later line than the one to mend, on which they began."""
_IN_WORDS = {
    "while scanning a quoted scalar found unexpected end of stream":
        "this quotation mark is never closed",
    "while scanning a simple key could not find expected ':'":
        "this line has no colon with a blank behind it",
    "while scanning a plain scalar found a tab character that violates indentation":
        "a tab stands before this line",
    "while scanning for the next token found character that cannot start any token":
        "no text can begin with this sign",
}  # fmt: skip
"""The commonest complaints of YAML, in words for authors."""
_OTHER_ITEM = re.compile(
    r" *(?:[–—•·▪●◦‣*][ \t\u00a0]+|[–—•·▪●◦‣]|-(?=\w)|\(?(?:\d{1,2}|[a-z])[.)][ \t\u00a0]+)(\S.*)"
)
"""An item as a word processor begins it: `• one`, `– one`, `1. one`."""
_EMPTY_CELL = re.compile(r"[\[,]\s*,|,\s*\]")
_NO_BLANK = re.compile(r"\s*(?:-\s+)*([A-Za-z_][\w-]*):([^\s:/].*?)\s*\Z")
"""A field whose value stands right behind its colon: `language:en`; no address."""
_BEGINS_WITH_VALUE = re.compile(r"\s*((?:-\s+)*(?:[\w.-]+:\s+)?)(\{\{.*?)\s*\Z")
"""A text that begins with a value: `- {{ facts.cases }} people`."""
_FIELD = re.compile(r"(?P<lead>\s*(?:-\s+)*(?:[\w.-]+:\s+)?)(?P<text>\S.*?)\s*\Z")


_FLOW = r"[{\[](?:.*[}\]]|[^}\]]*)"
"""Fields or a list between brackets, which a text is not."""
_ODD_ITEM = re.compile(r"([\[,{:]\s*)([*@`%&!][^,\]}]*[^,\]}\s])")
"""A text between brackets that begins with a sign of YAML's."""
_COLON_ITEM = re.compile(
    r"([\[,{]\s*)([\w-]+:\s+)(?![a-z_]+:)([^\s\"'\[\]{},][^\[\]{},\"]*?:\s[^\[\]{},\"]*[^\[\]{},\"\s])"
)
"""A text between braces that holds a colon: `title: Data: Sudan`; `a: b: c` may be three fields."""


def _as_meant(line: str) -> str:
    mended = mend_line(line)
    return f": {mended.strip()}" if mended and len(mended) < 90 else ""


def mend_line(line: str) -> str | None:
    """Write a *line* that is no YAML as it was meant: with plain blanks, its text in quotation
    marks; None where it has no text that could stand between them.
    """
    plain = re.sub(rf"[{_ODD}]", " ", line)
    plain = re.sub(r"^(\s*[\w-]+)\uff1a\s*", r"\1: ", plain)
    lead = re.match(r"[ \t]*", plain)[0]  # type: ignore[index]
    if _ODD_BLANK.match(line) or "\t" in lead:
        return lead.expandtabs(2) + plain[len(lead) :].replace("\t", " ")
    field = _FIELD.fullmatch(line)
    if field is None or field["text"][0] in "|>#":
        return None
    if re.fullmatch(_FLOW, field["text"]):
        quoted = _ODD_ITEM.sub(lambda item: item[1] + json.dumps(item[2], ensure_ascii=False), line)
        quoted = _COLON_ITEM.sub(
            lambda item: item[1] + item[2] + json.dumps(item[3], ensure_ascii=False), quoted
        )
        return quoted if quoted != line else None
    text = field["text"]
    if text[0] in "\"'" and text.count(text[0]) == 1:  # it is not closed
        text = text[1:]
    return field["lead"] + json.dumps(text, ensure_ascii=False)


_CUT = re.compile(r"[ \t]+(#[^\W_][^\n]*)")
"""A remark that may be none: its sign is followed by a letter or a digit."""
_QUOTES = ("“", "”", "„", "«", "»", "‘", "’")


def _has_no_colon(key: yaml.Event, value: yaml.Event) -> bool:
    """Whether nothing, not even a colon, stands between a key and its value."""
    end, start = key.end_mark, value.start_mark
    return bool(end and start and (end.line, end.column) == (start.line, start.column))


def _hint_of_comma(fields: Mapping[str, Any], key: str) -> str:
    """Say how a text is written whose comma has parted *key* from the last of the *fields* before
    it.
    """
    name, before = [("", ""), *fields.items()][-1]
    number = re.match(r"\d+(?!\d)", key)
    if number is None or not re.fullmatch(r"[-\u2212]?\d+", str(before)):
        return "put the text in quotation marks where it holds a comma; write 1,000 as 1000"
    if number[0] == key:
        thousands = f"; or {before}{key} where it is one of thousands" * (len(key) == 3)
        return f"write {before}.{key}, with a point, where the comma divides decimals{thousands}"
    if name == "value":
        return f'write the number alone in digits, and beside it `show: "{before},{key}"`'
    return f'put it in quotation marks: "{before},{key}"'


class _TooMuch(Exception):
    """Raised with a place, a message and a hint: what follows is not read."""


@dataclass
class _Composer:
    events: Iterator[yaml.Event]
    file: str
    lines: Sequence[str]
    places: dict[Path, Place]
    problems: Problems

    def document(self) -> Any:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                root = self.value(next(self.events), ())
                if not isinstance(root, dict):
                    self.problems.error(
                        Place(self.file, 1), "there are no fields", "write `name: value` lines"
                    )
                    return {}
                for rest in self.events:
                    if isinstance(rest, yaml.DocumentStartEvent):
                        self.problems.error(
                            self.at(rest), "a second document begins here", "delete the line `---`"
                        )
                        break
                return root
        field = "name" if self.file.endswith("institute.yaml") else "title"
        hint = f"begin with `{field}: …`"
        self.problems.error(Place(self.file, 1), "the file is empty", hint)
        return {}

    def at(self, event: yaml.Event) -> Place:
        return Place(self.file, event.start_mark.line + 1 if event.start_mark else 1)

    def value(self, event: yaml.Event, path: Path) -> Any:
        place = self.at(event)
        if len(path) > DEPTH:
            raise _TooMuch(place, f"more than {DEPTH} levels deep", "move it to the left")
        if len(self.places) > VALUES:
            raise _TooMuch(place, f"more than {VALUES} values", "put tables into CSV files")
        self.places.setdefault(path, place)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            name = getattr(event, "anchor", None)
            self.problems.error(place, f"`{name}` is an anchor or an alias", "write the value out")
        if getattr(event, "tag", None) not in (None, "!"):
            self.problems.error(place, f"the tag `{getattr(event, 'tag', '')}`", "delete it")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.value(item, (*path, n)) for n, item in enumerate(self.until_end())]
        return self.scalar(event, place)

    def scalar(self, event: yaml.Event, place: Place) -> Scalar:
        scalar = Scalar(self.text(event, place))
        style = getattr(event, "style", None)
        scalar.plain = not style
        if scalar.plain:
            self.check_end(event, scalar)
        scalar.place = place.down(1) if style in ("|", ">") else place
        return scalar

    def check_end(self, event: yaml.Event, scalar: str) -> None:
        """Warn of a text that ends before its line does: `Section #3` is `Section` for YAML."""
        mark = event.end_mark
        if mark is None or mark.line >= len(self.lines):
            return
        lost = _CUT.match(self.lines[mark.line], mark.column)
        if lost and re.search(r"[^\W\d_]", scalar):
            self.problems.warning(
                Place(self.file, mark.line + 1),
                f"`{lost[1][:40]}` is a remark, and not printed",
                "put the text in quotation marks where it belongs to it; else write `# ` before it",
            )

    def text(self, event: yaml.Event, place: Place) -> str:
        """Read the text of a scalar; between double quotes YAML can write what no text may hold."""
        text = str(getattr(event, "value", ""))
        hidden = [*find_hidden(text)]
        for _, character in hidden:
            self.problems.error(
                place, f"the hidden character U+{ord(character):04X}", "delete it, or its `\\` code"
            )
        if len(text) > LENGTH:
            self.problems.error(
                place, f"more than {LENGTH} characters in one value", "move the text to brief.md"
            )
        return without_hidden(text) if hidden else text

    def until_end(self) -> Iterator[yaml.Event]:
        for event in self.events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield event

    def mapping(self, path: Path) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        seen: dict[str, Place] = {}
        for event in self.until_end():
            place = self.at(event)
            if not isinstance(event, yaml.ScalarEvent):
                self.problems.error(
                    place,
                    "braces or brackets where a text should begin",
                    'put the whole line in quotation marks: - "{{ facts.name }} …"',
                )
                self.value(event, path)
                self.value(next(self.events), path)
                continue
            key = self.text(event, place)
            if key == "<<":
                self.problems.error(place, "`<<` merges fields", "write the fields out")
            if key in seen:
                self.problems.error(
                    place, f"`{key}` again, it stands in line {seen[key].line}", "keep one of them"
                )
            seen[key] = self.places[(*path, key)] = place
            if key.strip() != key or (key[:1] in _QUOTES and path[:1] != ("allow",)):
                self.problems.error(
                    place,
                    f"the name `{key}` has {'quotation marks' if key.strip() == key else 'blanks'}"
                    " that YAML does not know",
                    'quote with straight marks, "…", or with none, and indent with plain blanks',
                )
            value_event = next(self.events)
            if _has_no_colon(event, value_event):
                self.problems.error(
                    place,
                    f"`{key}` stands between braces without a value: a comma ends the one before",
                    _hint_of_comma(fields, key),
                )
            value = self.value(value_event, (*path, key))
            if not (isinstance(value, Scalar) and value.plain and value == ""):
                fields[key] = value
        return fields
