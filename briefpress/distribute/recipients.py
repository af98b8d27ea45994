"""Turn a list of recipients, as a spreadsheet writes it, into who gets how many copies."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..content.data_files import find_divider
from ..content.old_encodings import read_old
from ..model.brief import Language
from ..model.problems import Place, Problems, Stopped
from ..model.text import as_text, find_hidden, fold_words

MOST = 9999
"""Copies that are made together."""
COLUMNS = ("name", "organisation", "language", "copies", "email", "notes")
"""`notes` are the organiser's alone, in one column or in several."""


@dataclass(frozen=True)
class Recipient:
    """A row of the list: who gets how many."""

    name: str
    organisation: str
    language: str
    copies: int
    place: Place
    email: str = ""
    """Where to write to, should the copy be recalled."""


def read_recipients(
    path: Path, languages: Collection[Language], problems: Problems
) -> list[Recipient]:
    """Read the list of recipients: a CSV file whose first row names its columns.

    Columns: `name`, and where wanted `organisation`, `language`, `copies`, `email` and `notes`, by
    these names or by those that one of *languages* has for them. Space and line breaks in a cell
    are one space. The file may be divided by commas, semicolons or tabs, and be in UTF-8, UTF-16
    or, with a warning, in the encoding that an Excel in one of *languages* has if nobody asks.

    Problems: a file that is no CSV; a column that nobody knows; a row without a name, with a number
    of copies that is none, with a language that is none, with a hidden character; each on its line.
    Raises `Stopped` where there is an error.
    """
    label = str(path)
    text = _read(path, label, languages, problems)
    for at, character in find_hidden(text):
        line = text.count("\n", 0, at) + 1
        problems.error(
            Place(label, line, at - text.rfind("\n", 0, at)),
            f"a hidden character, U+{ord(character):04X}",
            "delete it, or type the cell anew",
        )
    rows = [*_split(text, label, problems)]
    problems.stop_on_errors()
    if len(rows) < 2:
        problems.error(Place(label), "no rows under the heads", "add a row for each recipient")
        raise Stopped
    (heads, place), *others = rows
    columns = _find_columns(heads, [row for row, _ in others], languages, place, problems)
    recipients = []
    for row, place in others:
        if any(row[len(heads) :]):
            count = f"{len(row)} cell{'s' * (len(row) != 1)}, the first row has {len(heads)}"
            problems.error(place, count, "put a cell in quotation marks where it holds a comma")
            continue
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        recipients.append(_recipient(cells, place, problems))
    total = sum(one.copies for one in recipients)
    if total > MOST:
        problems.error(Place(label), f"{total} copies, the most is {MOST}", "divide the list")
    problems.stop_on_errors()
    return recipients


def _read(path: Path, label: str, languages: Collection[Language], problems: Problems) -> str:
    """The text of the file, line ends as `\\n`. Raises `Stopped` where it has none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(label), f"cannot be read: {reason}", "check the name")
        raise Stopped from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        problems.error(
            Place(label), "this is a workbook, and no CSV", "open it, and save it as “CSV UTF-8”"
        )
        raise Stopped
    try:
        return as_text(data)
    except UnicodeDecodeError:
        pass
    old = read_old(data, languages)
    if old is None:
        problems.error(Place(label), "this is not UTF-8", "save it as “CSV UTF-8”")
        raise Stopped
    text, encoding, word = old
    problems.warning(
        Place(label),
        f"this is not UTF-8: it was read as {encoding}, `{word}`",
        "look at the names, or save it as “CSV UTF-8”",
    )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split(text: str, label: str, problems: Problems) -> Iterator[tuple[list[str], Place]]:
    """Give the rows that hold something, each with the line on which it ends."""
    delimiter, text = find_divider(text)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                yield cells, Place(label, reader.line_num)
    except csv.Error as error:
        problems.error(
            Place(label, reader.line_num),
            f"this is not CSV: {error}",
            "check the quotation marks",
        )


def _find_columns(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    languages: Collection[Language],
    place: Place,
    problems: Problems,
) -> Mapping[str, int]:
    """Say where each column stands; one without a head and without a cell is none."""
    known = {column: column for column in COLUMNS}
    for language in languages:
        for kind, names in language.recipients.items():
            known.update((fold_words(name), kind) for name in names)
    columns: dict[str, int] = {}
    listed = f"known: {', '.join(COLUMNS[:-1])}, and notes, which are yours alone"
    for at, head in enumerate(heads):
        column = known.get(fold_words(head))
        if not head and not any(row[at] for row in rows if at < len(row)):
            continue
        if column is None:
            what = f"unknown column `{head}`" if head else f"column {at + 1} has no name"
            problems.error(place, what, listed)
        elif column == "notes":
            pass
        elif column in columns:
            same = f"`{heads[columns[column]]}` and `{head}`"
            problems.error(place, f"two columns are a {column}: {same}", "rename one to notes")
        else:
            columns[column] = at
    if "name" not in columns and not problems.errors:
        problems.error(place, "no column is called `name`", listed)
    problems.stop_on_errors()
    return columns


def _recipient(cells: Mapping[str, str], place: Place, problems: Problems) -> Recipient:
    name, language = cells["name"], cells.get("language", "")
    if not name:
        problems.error(place, "no name", "write whom this copy is for, or delete the row")
    if language and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        problems.error(
            place, f"`{language[:40]}` is no language", "write its code: en, fr, ko, pt-BR"
        )
    number = cells.get("copies", "") or "1"
    # A spreadsheet writes 2 as 2.0 where a column once held a decimal.
    match = re.fullmatch(r"([1-9][0-9]{0,3})(?:[.,]0{1,2})?", number)
    if match is None:
        digits = re.search(r"[1-9][0-9]{0,3}(?![0-9.,])", number)
        hint = f"write it in digits alone: {digits[0] if digits else 2}"
        problems.error(place, f"`{number[:40]}` is no number of copies", hint)
    copies = int(match[1]) if match else 0
    email = cells.get("email", "")
    if email and not re.fullmatch(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+", email):
        problems.error(
            place, f"`{email[:60]}` is no mail address", "write one alone: name@example.org"
        )
    return Recipient(name, cells.get("organisation", ""), language, copies, place, email)
