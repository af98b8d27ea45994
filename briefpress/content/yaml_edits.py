"""Change the text of a YAML file: cut out what its PDF does not carry, put in other fields."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import yaml

from ..model.brief import TextFile
from ..model.problems import Place, Problems
from ..model.text import as_text
from .yaml_text import LOADER, write_value

NotYaml = yaml.YAMLError
"""Raised where a text is no YAML."""
NOTES = "notes"
"""The field of a YAML file that is for colleagues."""
UNCARRIED = (NOTES, "approvals")
"""Fields that no PDF carries: what colleagues tell each other, and who of them has to approve."""
Range = tuple[int, int]
"""Characters of a text: where they begin, and where they have ended."""


def strip_private(file: TextFile, problems: Problems) -> bytes:
    """Give the bytes of a YAML file without its comments and its fields `notes` and `approvals`.

    A line that holds nothing else goes away whole. All other bytes stay: quotation marks, order,
    empty lines, line ends, byte order mark.

    Problems: a file that would mean something else afterwards.
    """
    try:
        stripped = _strip(file.data)
    except (NotYaml, UnicodeDecodeError):  # whoever read the file before has said so
        return b""
    if stripped is not None:
        return stripped
    problems.error(
        Place(file.name),
        "its comments and `notes:` cannot be told from the rest",
        "write `notes:` in a line of its own, or say `embed_content: false` in brief.yaml",
    )
    return b""


@lru_cache(maxsize=8)
def _strip(data: bytes) -> bytes | None:
    """Strip *data*; None where it cannot be. A brief changes more often in its other file.

    Raises `NotYaml` and `UnicodeDecodeError`.
    """
    text = as_text(data)
    ranges = _find_private(text)
    if [*_meaning(_without(text, ranges))] != [*_meaning(text)]:
        return None
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    # Each line end as it lies on the disk is one character of the text.
    characters = re.findall("\r\n|.", data.removeprefix(mark).decode(), re.DOTALL)
    return mark + _without(characters, ranges).encode()


def set_fields(text: str, values: Mapping[str, str | None]) -> str | None:
    """Give the YAML *text* with other values of its fields: as YAML writes them, None of those that
    go away. A field that is not there stays away; all other lines stay, comments among them.

    Gives None where the fields stand in braces. Raises `NotYaml`.
    """
    root = next(one for one in yaml.parse(text, Loader=LOADER) if _width(one))
    if isinstance(root, yaml.MappingStartEvent):  # one of lines has no width
        return None
    for name, (start, end) in reversed([*_find_fields(text, values)]):
        line = "" if values[name] is None else f"{name}: {values[name]}\n"
        text = text[:start] + line + text[end:]
    return text


def set_values(text: str, values: Mapping[tuple[str | int, ...], str]) -> str | None:
    """Give the YAML *text* with other *values* of texts in it, by their paths; all other lines
    stay, comments among them. A text may be the `text` of fields at its path.

    None where one of the paths has no value that could be replaced. Raises `NotYaml`.
    """
    nodes = dict(_nodes(yaml.compose(text, Loader=LOADER), ()))
    spans = []
    for path, value in values.items():
        node = nodes.get(path)
        node = nodes.get((*path, "text")) if isinstance(node, yaml.MappingNode) else node
        if not isinstance(node, yaml.ScalarNode):
            return None
        written = write_value(value)
        if node.style in ("|", ">"):  # to a text in lines YAML counts what stands before the next
            written += "\n" + " " * node.end_mark.column
        spans.append((node.start_mark.index, node.end_mark.index, written))
    for start, end, written in sorted(spans, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _nodes(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield path, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _nodes(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _nodes(value, (*path, number))


def add_entries(text: str, name: str, entries: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Add *entries*, each fields under its name, to the field *name* of the YAML *text*.

    They stand behind those that are there, or at the end of the file where it has no such field;
    all other lines stay. Gives None where what is there is not written in lines. Raises
    `yaml.YAMLError` where it is no YAML.
    """
    if not entries:
        return text
    root = yaml.compose(text, Loader=LOADER)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    here = next((value for key, value in root.value if key.value == name), None)
    is_empty = here is None or (isinstance(here, yaml.ScalarNode) and not here.value)
    if not is_empty and (not isinstance(here, yaml.MappingNode) or here.flow_style):
        return None
    column = 2 if here is None or is_empty else here.value[0][0].start_mark.column
    written = "".join(_write_entry(key, fields, " " * column) for key, fields in entries.items())
    if here is None:
        return f"{text.rstrip()}\n\n{name}:\n{written}"
    _, (start, end) = next(iter(_find_fields(text, (name,))))
    if is_empty:
        return f"{text[:start]}{name}:\n{written}{text[end:]}"
    joint = "" if text[:end].endswith("\n") else "\n"
    return text[:end] + joint + written + text[end:]


def _write_entry(key: str, fields: Mapping[str, Any], indent: str) -> str:
    lines = [f"{indent}{key}:"]
    lines += [f"{indent}  {name}: {write_value(value)}" for name, value in fields.items()]
    return "".join(f"{line}\n" for line in lines)


def _find_private(text: str) -> list[Range]:
    """Find what is no content, in order.

    Between two tokens stand spaces, line ends and comments, nothing else; and one comment more may
    stand in the first line of a block scalar.
    """
    tokens: list[Any] = [token for token in yaml.scan(text, Loader=LOADER) if _width(token)]
    ends = [0, *(token.end_mark.index for token in tokens)]
    starts = [*(token.start_mark.index for token in tokens), len(text)]
    gaps = [*zip(ends, starts, strict=True)]
    spans = [span for _, span in _find_fields(text, UNCARRIED)]
    spans += [match.span() for gap in gaps for match in _COMMENT.finditer(text, *gap)]
    blocks = [token for token in tokens if getattr(token, "style", None) in ("|", ">")]
    for token in blocks:
        head = _BLOCK_HEAD.match(text, token.start_mark.index, token.end_mark.index)
        if head and head["comment"]:
            spans.append(head.span("comment"))
    ranges = _joined(spans)
    return _joined([*ranges, *_loose_lines(text, blocks, starts, ranges)])


_COMMENT = re.compile(r"^[ \t]*#[^\n]*(?:\n|\Z)|[ \t]*#[^\n]*", re.MULTILINE)
_BLOCK_HEAD = re.compile(r"([|>][-+0-9]*)(?P<comment>[ \t]*#[^\n]*)?")


def _width(part: Any) -> int:
    """How many characters of the text a token or an event takes; some are between characters."""
    return int(part.end_mark.index - part.start_mark.index)


def _find_fields(text: str, names: Collection[str]) -> Iterator[tuple[str, Range]]:
    """Find the fields *names* of a file: their lines, or in braces each itself with a comma."""
    root: Any = None
    entries: list[tuple[Any, int]] = []  # the event of each key, and where its value ends
    depth = nodes = 0
    events: Iterator[Any] = yaml.parse(text, Loader=LOADER)
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if depth == 0:
                break
        if isinstance(event, yaml.NodeEvent) and depth == 1:
            nodes += 1
            if nodes % 2:
                entries.append((event, 0))
        if entries and _width(event):
            entries[-1] = entries[-1][0], event.end_mark.index
        if isinstance(event, yaml.CollectionStartEvent):
            root = root or event
            depth += 1
    for number, (key, end) in enumerate(entries):
        name = str(getattr(key, "value", ""))
        if name not in names:
            continue
        start = key.start_mark.index
        if not root.flow_style:
            # To a text in lines YAML counts the empty ones below; they stay.
            line_end = text.find("\n", len(text[:end].rstrip())) + 1
            yield name, (text.rfind("\n", 0, start) + 1, line_end or len(text))
        elif number:
            yield name, (entries[number - 1][1], end)
        elif len(entries) > 1:
            yield name, (start, entries[1][0].start_mark.index)
        else:
            yield name, (root.end_mark.index, event.start_mark.index)


def _loose_lines(
    text: str, blocks: list[Any], starts: list[int], ranges: list[Range]
) -> Iterator[Range]:
    """Find empty lines that a text in lines, `|+` or `>+`, would take for its own.

    They stand below a comment or the notes, which parted them from it. Any such text takes a line
    of spaces.
    """
    for block in blocks:
        end = block.end_mark.index
        below = next(one for one in starts if one >= end and not _covers(ranges, one))
        line = text.rfind("\n", 0, below) + 1 if below < len(text) else below
        first = next((start for start, _ in ranges if end <= start < line), line)
        keeps = "+" in text[block.start_mark.index : block.start_mark.index + 3]
        between = [(a - first, b - first) for a, b in ranges if first <= a and b <= line]
        if first < line and (keeps or " " in _without(text[first:line], between)):
            yield first, line


def _covers(ranges: list[Range], index: int) -> bool:
    return any(start <= index < end for start, end in ranges)


def _joined(ranges: list[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _without(characters: Sequence[str], ranges: list[Range]) -> str:
    kept = [*characters]
    for start, end in reversed(ranges):
        del kept[start:end]
    return "".join(kept)


def _meaning(text: str) -> Iterator[tuple[Any, ...]]:
    """Give *text* event by event, without the fields that no PDF carries."""
    depth = nodes = 0
    passed_over = False
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            passed_over = passed_over and depth > 0
        if isinstance(event, yaml.NodeEvent) and depth == 1:
            nodes += 1
            if nodes % 2:
                passed_over = getattr(event, "value", None) in UNCARRIED
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if not passed_over:
            parts = (getattr(event, name, None) for name in ("value", "style", "flow_style"))
            yield type(event), *parts
