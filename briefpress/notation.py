"""Turn the notations of content/, YAML, CSV and pictures, into values that know their place.

YAML is read event by event, so that each value keeps its line and a scalar stays the text that its
author wrote: `NO` is Norway, `1.10` keeps its nought, `12:30` is no number of minutes.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import yaml

from .model import DataTable, TextFile
from .problems import Place, Problems
from .text import PartialDate, as_text, find_hidden

DEPTH = 24
"""Levels of YAML; a chart needs the most."""
LENGTH = 20_000
"""Characters of one value of YAML: six pages."""
VALUES = 5_000
"""Values of a YAML file: five hundred sources."""
ROWS, COLUMNS = 400, 24
"""Size of a CSV file; a page holds forty rows."""
PIXELS = 40_000_000
"""Of a picture: an A3 page at 600 pixels per inch is larger, a screen is not."""

Path = tuple[str | int, ...]
"""Where a value stands in a YAML file: `("facts", "returned", "source")`."""


class Scalar(str):
    """A scalar of a YAML file: its text and its place; *plain* where it stood without quotes."""

    __slots__ = ("place", "plain")
    place: Place
    plain: bool


def read_yaml(file: TextFile, problems: Problems) -> tuple[Any, dict[Path, Place]]:
    """Read a YAML file whose scalars stay text: dicts, lists and `Scalar`, and every place by path.

    An empty value is left away, as if its key were not there.

    Problems: what is no YAML, a key twice, anchors, aliases, merge keys and tags, depth.
    """
    places: dict[Path, Place] = {(): Place(file.name, 1)}
    try:
        # Events, not a loader: nothing recurses but the composer below, which counts its levels.
        # libyaml reads them in a twentieth of the time, 0.7 ms for a brief.
        events = yaml.parse(file.text, Loader=_LOADER)
        return _Composer(events, file.name, places, problems).document(), places
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file.name, mark.line + 1, mark.column + 1) if mark else Place(file.name)
        message = " ".join(part for part in (error.context, error.problem) if part)
        line = file.text.split("\n")[mark.line : mark.line + 1] if mark else []
        tab = bool(line) and line[0].lstrip(" ").startswith("\t")
        problems.error(place, f"this is not YAML: {message}", _yaml_hint(message, tab))
    except yaml.YAMLError as error:
        problems.error(Place(file.name), f"this is not YAML: {error}", "look at its first lines")
    except _TooMuch as error:
        problems.error(*error.args)
    except RecursionError:
        problems.error(Place(file.name), "brackets in brackets without end", "close each of them")
    return {}, places


def _yaml_hint(message: str, tab: bool) -> str:
    if "mapping values are not allowed" in message:
        return "put the text in quotes where it holds a colon"
    if tab:
        return "indent with spaces, not with tabs"
    if "flow" in message:
        return "put the text in quotes where it holds a comma, a bracket or a brace"
    if "quoted scalar" in message:
        return "close the quotation mark"
    return "look at the indentation and the quotation marks of this line and the one above"


class _TooMuch(Exception):
    """Raised with a place, a message and a hint: what follows is not read."""


@dataclass
class _Composer:
    events: Iterator[yaml.Event]
    file: str
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
        self.problems.error(Place(self.file, 1), "the file is empty", "begin with `title: …`")
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
        scalar.place = place.down(1) if style in ("|", ">") else place
        return scalar

    def text(self, event: yaml.Event, place: Place) -> str:
        """Read the text of a scalar; between double quotes YAML can write what no text may hold."""
        text = str(getattr(event, "value", ""))
        for _, character in find_hidden(text):
            self.problems.error(
                place, f"the hidden character U+{ord(character):04X}", "delete it, or its `\\` code"
            )
        if len(text) > LENGTH:
            self.problems.error(
                place, f"more than {LENGTH} characters in one value", "move the text to brief.md"
            )
        return text

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
            value = self.value(next(self.events), (*path, key))
            if not (isinstance(value, Scalar) and value.plain and value == ""):
                fields[key] = value
        return fields


# ---------------------------------------------------------------------------------------------
# What stays out of a PDF: comments, and what is for colleagues

NOTES = "notes"
"""The field of a YAML file that is for colleagues."""

Range = tuple[int, int]
"""Characters of a text: where they begin, and where they have ended."""


def strip_notes(file: TextFile, problems: Problems) -> bytes:
    """Give the bytes of a YAML file without its comments and its field `notes`.

    A line that holds nothing else goes away whole. All other bytes stay: quotation marks, order,
    empty lines, line ends, byte order mark.

    Problems: a file that would mean something else afterwards.
    """
    try:
        text = as_text(file.data)
        ranges = _notes_and_comments(text)
        if [*_meaning(_without(text, ranges))] == [*_meaning(text)]:
            mark = BOM_UTF8 if file.data.startswith(BOM_UTF8) else b""
            # Each line end as it lies on the disk is one character of the text.
            characters = re.findall("\r\n|.", file.data.removeprefix(mark).decode(), re.DOTALL)
            return mark + _without(characters, ranges).encode()
    except (yaml.YAMLError, UnicodeDecodeError):  # whoever read the file before has said so
        pass
    problems.error(
        Place(file.name),
        "its comments and `notes:` cannot be told from the rest",
        "write `notes:` in a line of its own, or say `embed_content: false` in brief.yaml",
    )
    return b""


def _notes_and_comments(text: str) -> list[Range]:
    """Find what is no content, in order.

    Between two tokens stand spaces, line ends and comments, nothing else; and one comment more may
    stand in the first line of a block scalar.
    """
    tokens: list[Any] = [token for token in yaml.scan(text, Loader=_LOADER) if _width(token)]
    ends = [0, *(token.end_mark.index for token in tokens)]
    starts = [*(token.start_mark.index for token in tokens), len(text)]
    gaps = [*zip(ends, starts, strict=True)]
    found = [*_find_notes(text)]
    found += [match.span() for gap in gaps for match in _COMMENT.finditer(text, *gap)]
    blocks = [token for token in tokens if getattr(token, "style", None) in ("|", ">")]
    for token in blocks:
        head = _BLOCK_HEAD.match(text, token.start_mark.index, token.end_mark.index)
        if head and head["comment"]:
            found.append(head.span("comment"))
    ranges = _joined(found)
    return _joined([*ranges, *_loose_lines(text, blocks, starts, ranges)])


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"^[ \t]*#[^\n]*(?:\n|\Z)|[ \t]*#[^\n]*", re.MULTILINE)
_BLOCK_HEAD = re.compile(r"([|>][-+0-9]*)(?P<comment>[ \t]*#[^\n]*)?")


def _width(part: Any) -> int:
    """How many characters of the text a token or an event takes; some are between characters."""
    return int(part.end_mark.index - part.start_mark.index)


def _find_notes(text: str) -> Iterator[Range]:
    """Find the field `notes` of a file: its lines, or in braces itself with a comma."""
    root: Any = None
    entries: list[tuple[Any, int]] = []  # the event of each key, and where its value ends
    depth = nodes = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
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
        if getattr(key, "value", None) != NOTES:
            continue
        start = key.start_mark.index
        if not root.flow_style:
            # To a text in lines YAML counts the empty ones below; they stay.
            line_end = text.find("\n", len(text[:end].rstrip())) + 1
            yield text.rfind("\n", 0, start) + 1, line_end or len(text)
        elif number:
            yield entries[number - 1][1], end
        elif len(entries) > 1:
            yield start, entries[1][0].start_mark.index
        else:
            yield root.end_mark.index, event.start_mark.index


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
    """What *text* says without its field `notes`, event by event."""
    depth = nodes = 0
    passed_over = False
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            passed_over = passed_over and depth > 0
        if isinstance(event, yaml.NodeEvent) and depth == 1:
            nodes += 1
            if nodes % 2:
                passed_over = getattr(event, "value", None) == NOTES
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if not passed_over:
            said = (getattr(event, name, None) for name in ("value", "style", "flow_style"))
            yield type(event), *said


# ---------------------------------------------------------------------------------------------
# CSV


def read_csv(file: TextFile, problems: Problems, most: int = ROWS) -> DataTable | None:
    """Read a CSV file whose first row holds the heads; a German or French Excel writes `;`.

    *most*: rows that it may have.
    """
    first = file.text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(file.text), delimiter=delimiter, strict=True)
    rows: list[tuple[str, ...]] = []
    lines = []
    width = 0
    sound = True
    try:
        for row in reader:
            place = Place(file.name, reader.line_num)
            cells = tuple(cell.strip() for cell in row)
            if not any(cells):
                continue
            width = width or len(cells)
            if len(cells) != width:
                sound = False
                problems.error(
                    place,
                    f"{len(cells)} cell{'s' * (len(cells) != 1)}, the first row has {width}",
                    f"put a cell in quotation marks where it holds a `{delimiter}`",
                )
            if (
                delimiter == ";"
            ):  # where the comma is a decimal point, 315.000 may be a large number
                cells = tuple(re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", cell) for cell in cells)
            for cell in cells:
                if delimiter == ";" and re.fullmatch(r"-?\d{1,3}(\.\d{3})+", cell):
                    sound = False
                    problems.error(
                        place,
                        f"`{cell}` can be read in two ways",
                        "write it without points: 315000",
                    )
                if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell) and not is_date(cell):
                    sound = False
                    problems.error(place, f"`{cell}` is not a day of the calendar", "correct it")
            if len(rows) > most or width > COLUMNS:
                problems.error(
                    place,
                    f"more than {most} rows or {COLUMNS} columns",
                    "keep the rows that the page shows",
                )
                return None
            rows.append(cells)
            lines.append(reader.line_num)
    except csv.Error as error:
        problems.error(
            Place(file.name, reader.line_num),
            f"this is not CSV: {error}",
            "check the quotation marks",
        )
        return None
    if len(rows) < 2:
        problems.error(Place(file.name), "no rows under the heads", "add a row, or delete the file")
        return None
    return DataTable(rows[0], tuple(rows[1:]), tuple(lines[1:])) if sound else None


def is_date(text: str) -> bool:
    """Whether *text* is a day as our files write it."""
    try:
        return len(text) == 10 and bool(PartialDate(*map(int, text.split("-"))).first)
    except (ValueError, TypeError):
        return False


# ---------------------------------------------------------------------------------------------
# Pictures


def find_fault(data: bytes) -> tuple[str, str] | None:
    """What is wrong with a picture, told from its first bytes, before anything draws it."""
    if data.removeprefix(BOM_UTF8).lstrip().startswith(b"<"):
        return _find_fault_in_drawing(data)
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                width, height = picture.size
    except Image.DecompressionBombError:
        width = height = PIXELS
    except Exception:  # Pillow says it in many ways
        return "is no picture that we print", "save it as PNG, JPEG or SVG"
    if width * height > PIXELS:
        return f"has more than {PIXELS // 1_000_000} million pixels", "save it smaller"
    if not _is_whole(data):
        return "is cut off or damaged", "save it, or copy it, once more"
    return None


def _is_whole(data: bytes) -> bool:
    """Whether a PNG or a JPEG goes on to its end; its picture is not unpacked."""
    if data.startswith(b"\xff\xd8"):  # in the data of a JPEG both marks are written otherwise
        return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda") > 0
    at = 8
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        end = at + 8 + length
        if crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return False
        if kind == b"IEND":
            return True
        at = end + 4
    return False


_REACHES_OUT = re.compile(
    rb"<!ENTITY|<script|<foreignObject|(?:href|src)\s*=\s*[\"'](?!#|data:image/)|"
    rb"url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)
_BOX = re.compile(r"\s*(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?:\s*,\s*|\s+|$)){4}")
LEVELS = 100
"""Of elements in a drawing; what groups of groups come to is a dozen."""


def _find_fault_in_drawing(data: bytes) -> tuple[str, str] | None:
    from xml.parsers import expat  # reads no other file, whatever a drawing names

    again = "export it again as SVG"
    if _REACHES_OUT.search(data):
        return "names something outside of itself", "save it as a plain SVG without links"
    faults: list[str] = []
    depth = 0

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        box = attributes.get("viewBox")
        if not depth and name != "http://www.w3.org/2000/svg svg":
            faults.append("is no SVG")
        elif box is not None and not _BOX.fullmatch(box):
            faults.append(f"has the viewBox `{box}`, which is not four numbers")
        elif depth == LEVELS:
            faults.append(f"has elements more than {LEVELS} deep")
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # an encoding that nobody knows
        line = getattr(error, "lineno", 1)
        return (faults or [f"is no whole SVG, see its line {line}"])[0], again
    return (faults[0], again) if faults else None
