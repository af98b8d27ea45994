"""Whether a chain still has its end: other files remember how long it was.

A chain that lost its last lines is sound in itself. So whoever adds a line to the ledger or the
register writes its new end in other places as well, as a line of text that a person can read and
compare:

    ledger.jsonl, line 7: 5c0f…

The places: the folder of each edition (edition.txt, withdrawn.txt, copies.txt), the register, the
site, its feed, and the witnesses that the house has named, which may lie on another disk. A place
that knows more than the chain, or another line, says that lines are gone or were replaced.

Lines are written first and the places after them, so a killed command leaves a place that knows
less. Readers go the other way: they read the places first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.problems import Place, Problems
from .approvals import FILE as APPROVALS
from .approvals import Approvals
from .files import BEGUN, SITE, write_whole
from .hash_chain import End, end_of, hash_line
from .ledger import FILE, PUBLISHED, Event, Ledger, Renaming, Withdrawal
from .minisign import SecretKey
from .register import FILE as REGISTER
from .register import Register
from .signing import SIGNED, sign
from .trust import Trust

SITE_END = "ledger.txt"
"""The file of the site that says where the ledger ends."""
FEED = "feed.xml"
FEED_HEAD = 16 * 1024
"""Bytes of a feed in which its end of the ledger stands."""


@dataclass(frozen=True)
class Witness:
    """A file that knows where a chain ended once."""

    file: str
    """As its reader calls it."""
    end: End
    about: str = ""
    """The event that stands with it: `edition 2 of dprk`."""


@dataclass(frozen=True)
class Memory:
    """The files beside a ledger that remember how long it and the register were."""

    ledger: tuple[Witness, ...] = ()
    register: tuple[Witness, ...] = ()
    approvals: tuple[Witness, ...] = ()
    folders: tuple[tuple[str, int], ...] = ()
    """Slug and number of each edition whose PDFs lie in editions/, and that no command left
    half-way."""


# ---------------------------------------------------------------------------------------------
# What is remembered


def remember_ends(ledger: Path, label: str, problems: Problems) -> Memory:
    """Read what lies beside the file *ledger* and knows where it ended; *label*: what it is called.

    The folders beside it are those of editions where it lies in editions/; a ledger that came by
    mail has none.

    Problems: those of `Trust.read`; a witness that is not there is a warning.
    """
    books: list[Witness] = []
    registers: list[Witness] = []
    approvals: list[Witness] = []
    folders: list[tuple[str, int]] = []
    folder, name = ledger.parent, label.rpartition("/")[0] or "."
    if folder.resolve().name == "editions":
        for slug, number in _edition_folders(folder):
            here = folder / slug / str(number)
            files = _names(here)
            if BEGUN not in files and any(one.endswith(".pdf") for one in files):
                folders.append((slug, number))
            for file, about in _END_FILES.items():
                if file in files:
                    label = f"{name}/{slug}/{number}/{file}"
                    kind = {COPIES: registers, APPROVED: approvals}.get(file, books)
                    kind += _witnesses(here / file, label, about.format(number, slug))
        site = folder.parent / SITE
        for file in (SITE_END, FEED):
            books += _witnesses(site / file, f"{SITE}/{file}", "the publications page")
        for file in Trust.read(folder, problems).witnesses:
            if (folder / file).is_file():
                books += _witnesses(folder / file, file, "")
            else:
                problems.warning(
                    Place(file),
                    "this witness is not there; it would know if the ledger had lost its end",
                    "bring its disk back; `briefpress trust` lists the witnesses",
                )
    return Memory(tuple(books), tuple(registers), tuple(approvals), tuple(folders))


EDITION, WITHDRAWN, COPIES = "edition.txt", "withdrawn.txt", "copies.txt"
RENAMED = "renamed.txt"
APPROVED = "approved.txt"
_END_FILES = {
    EDITION: "edition {} of {}",
    WITHDRAWN: "the withdrawal of edition {} of {}",
    RENAMED: "the new name of {1}",
    COPIES: "copies of edition {} of {}",
    APPROVED: "the approval of edition {} of {}",
}
"""Files in the folder of an edition, and what each tells of."""


def _edition_folders(editions: Path) -> Iterator[tuple[str, int]]:
    for slug in sorted(_names(editions)):
        for number in sorted(_names(editions / slug)):
            if number.isascii() and number.isdecimal() and number[0] != "0":
                yield slug, int(number)


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208  (Path takes three times as long)
    except OSError:  # a file, or gone
        return []


def _witnesses(path: Path, label: str, about: str) -> list[Witness]:
    try:
        with path.open("rb") as file:
            text = file.read(FEED_HEAD if path.name == FEED else -1).decode(errors="replace")
    except OSError:
        return []
    return [Witness(label, end, about or event.strip()) for end, event in find_ends(text)]


def find_ends(text: str) -> Iterator[tuple[End, str]]:
    """Give each end of a chain that *text* tells, and what stands behind it."""
    for match in _END.finditer(text):
        yield End(int(match[1]), match[2]), match[3]


_END = re.compile(
    r"(?:ledger|register|approvals)\.jsonl, line ([1-9]\d{0,11}): ([0-9a-f]{64})\b([^\n<]*)"
)


def word_end(end: End, file: str) -> str:
    """Write *end* of the chain *file* as a line that `find_ends` reads."""
    return f"{Path(file).name}, line {end.lines}: {end.hash}"


# ---------------------------------------------------------------------------------------------
# Whether a chain has its end


def check_ledger(
    ledger: Ledger, register: Register, memory: Memory, label: str, problems: Problems
) -> None:
    """Compare *ledger*, which is called *label*, with what other files remember of it.

    Problems: the lines that are gone or were replaced, and who knows them.
    """
    known = [*memory.ledger]
    known += [Witness(REGISTER, end, "the register") for end in register.ledger_ends]
    lost = _compare(ledger.lines, lambda: ledger.branch_ends, known)
    # Nothing is looked through where there are no folders: a ledger that came by mail.
    heads = ledger.heads if memory.folders else ()
    editions = {(head[-1], head[3]) for head in heads if head[0] == PUBLISHED}
    named = {one.file for one in lost}
    for slug, number in memory.folders:
        folder = f"editions/{slug}/{number}"
        if (slug, str(number)) not in editions and f"{folder}/{EDITION}" not in named:
            lost.append(_Lost(f"{folder}/", f"edition {number} of {slug}", 0))
    _tell("ledger", label, len(ledger.lines), lost, problems)


def check_register(register: Register, memory: Memory, label: str, problems: Problems) -> None:
    """Compare *register*, which is called *label*, with what the folders of editions remember.

    Problems: the lines that are gone or were replaced, and who knows them.
    """
    lost = _compare(register.lines, lambda: register.branch_ends, memory.register)
    _tell("register", label, len(register.lines), lost, problems)


def check_approvals(approvals: Approvals, memory: Memory, problems: Problems) -> None:
    """Compare *approvals* with what the folders of editions remember.

    Problems: the lines that are gone or were replaced, and who knows them.
    """
    lost = _compare(approvals.lines, lambda: approvals.branch_ends, memory.approvals)
    _tell("list of approvals", APPROVALS, len(approvals.lines), lost, problems)


@dataclass(frozen=True)
class _Lost:
    """Something that a file knows and a chain does not."""

    file: str
    about: str
    line: int
    """0: nobody knows."""


def _compare(
    lines: Sequence[str], branches: Callable[[], Collection[End]], witnesses: Iterable[Witness]
) -> list[_Lost]:
    """Find what *witnesses* know of a chain and *lines* do not hold; *branches*: gives
    where branches ended that it was joined from.
    """
    lost = []
    hashes: dict[int, str] = {}
    for witness in witnesses:
        at = witness.end.lines
        if at <= len(lines) and at not in hashes:
            hashes[at] = hash_line(lines[at - 1])
        if hashes.get(at) != witness.end.hash and witness.end not in branches():
            lost.append(_Lost(witness.file, witness.about, at))
    return lost


def _tell(what: str, label: str, lines: int, lost: Sequence[_Lost], problems: Problems) -> None:
    if not lost:
        return
    most = max(one.line for one in lost)
    files = ", ".join(
        f"{one.file}{f' ({one.about})' * bool(one.about)}" for one in lost[:_NAMED]
    ) + f" and {len(lost) - _NAMED} more" * (len(lost) > _NAMED)
    if not lines:
        message = f"the {what} is empty, or gone; it is known to {files}"
    elif most > lines:
        message = f"the {what} has lost its end: it has {lines} of at least {most} lines; {files}"
    elif most:
        message = f"line {most} of the {what} is not the one that was written; {files}"
    else:
        message = f"the {what} does not know all that was published: {files}"
    problems.error(
        Place(label),
        f"{message} {'knows' if len(lost) == 1 else 'know'} better" if lines else message,
        f"bring back the newest {Path(label).name}, from a backup or from version control",
    )


_NAMED = 3
"""Files that an error names."""


# ---------------------------------------------------------------------------------------------
# Writing an end down


def write_ends(house: Path, ledger: Ledger, signer: SecretKey | None, problems: Problems) -> None:
    """Write into the folders of editions, and to the witnesses, where *ledger* ends now.

    What a killed command did not come to is written as well: the last line, each withdrawal, each
    new name. The caller has locked the ledger. *signer*: signs what is written into a folder.

    Problems: a witness that cannot be written is a warning; it gets its line the next time.
    """
    last = len(ledger.events)
    for number, head in enumerate(ledger.heads, 1):
        if number == last or head[0] != PUBLISHED:
            name, data = _word_event(ledger, ledger.events[number - 1], number)
            if (house / name).parent.is_dir() and not (house / name).exists():
                _write_end(house, name, data, ledger, signer, problems)
    tell_witnesses(house, ledger, problems)


def write_ends_again(
    house: Path,
    ledger: Ledger,
    since: int,
    signer: SecretKey | None,
    problems: Problems,
) -> None:
    """Write into the folders of editions the lines of *ledger* after line *since*, over those that
    a branch wrote there.
    """
    for number, event in enumerate(ledger.events[since:], since + 1):
        name, data = _word_event(ledger, event, number)
        _write_end(house, name, data, ledger, signer, problems)
    tell_witnesses(house, ledger, problems)


def _write_end(
    house: Path,
    name: str,
    data: bytes,
    ledger: Ledger,
    signer: SecretKey | None,
    problems: Problems,
) -> None:
    write_whole(house / name, data, Place(name), problems)
    if signer:
        signed = f"{name}{SIGNED}"
        write_whole(house / signed, sign(signer, data, ledger), Place(signed), problems)


def tell_witnesses(house: Path, ledger: Ledger, problems: Problems) -> None:
    """Add to each witness the lines of *ledger* that it does not know.

    Problems: a witness that cannot be written is a warning; it gets its lines the next time.
    """
    for file in Trust.read(house / "editions", problems).witnesses:
        _add_to_witness(house / "editions" / file, file, ledger, problems)


def _word_event(ledger: Ledger, event: Event, number: int) -> tuple[str, bytes]:
    """The file and the text of what the folder of an edition says of *event*, line *number*."""
    where = word_end(End(number, hash_line(ledger.lines[number - 1])), FILE)
    if isinstance(event, Renaming):
        # In the folder of the last edition that has the old name.
        known = [one for one in ledger.published(event.slug) if one.slug == event.old]
        text = f"{event.old} is called {event.slug} since {event.date}.\n\n{where}\n"
        folder = f"editions/{event.old}/{known[-1].number if known else 0}"
        return f"{folder}/{RENAMED}", text.encode()
    edition = event.edition if isinstance(event, Withdrawal) else event.number
    folder = f"editions/{event.slug}/{edition}"
    if isinstance(event, Withdrawal):
        text = (
            f"Edition {event.edition} of {event.slug}, code {event.code}, was withdrawn on "
            f"{event.date}. Do not use it.\n{event.why}\n\n{where}\n"
        )
        return f"{folder}/{WITHDRAWN}", text.encode()
    whose = f" of {ledger.institute}" * bool(ledger.institute)
    files = "".join(
        f"{one.sha256}  {one.file.rpartition('/')[2]}\n" for one in event.papers.values()
    )
    text = (
        f"Edition {event.number} of {event.slug}, of {event.date}, code {event.code}\n"
        f"{event.title}\n\nSHA-256 of its files:\n{files}\n"
        f"Its line in the ledger{whose}:\n{where}\n"
    )
    return f"{folder}/{EDITION}", text.encode()


def _add_to_witness(path: Path, label: str, ledger: Ledger, problems: Problems) -> None:
    """Add to the witness *path* each line of *ledger* that it does not know."""
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        known = max((end.lines for end, _ in find_ends(text)), default=0)
        rows = zip(ledger.lines[known:], ledger.events[known:], strict=True)
        new = [
            f"{word_end(End(number, hash_line(line)), FILE)}  {event.date} {_name(event)}\n"
            for number, (line, event) in enumerate(rows, known + 1)
        ]
        if new:
            with path.open("a", encoding="utf-8") as file:
                file.write("".join(new))
                file.flush()
                os.fsync(file.fileno())
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", "") or str(error)).lower()
        problems.warning(
            Place(label),
            f"this witness of the ledger cannot be written: {reason}",
            "bring its disk back; the next `briefpress publish` adds what it does not know",
        )


def _name(event: Event) -> str:
    if isinstance(event, Withdrawal):
        return f"withdrawal of edition {event.edition} of {event.slug}"
    if isinstance(event, Renaming):
        return f"new name of {event.old}: {event.slug}"
    return f"edition {event.number} of {event.slug}"


def word_last(ledger: Ledger) -> str:
    """Where *ledger* ends, as a line of the register says it; empty where it has no line."""
    end = end_of(ledger.lines)
    return f"{end.lines} {end.hash}" if end.lines else ""


def write_register_end(
    house: Path, register: Register, editions: Iterable[tuple[str, int]], problems: Problems
) -> None:
    """Write into the folders of *editions*, slug and number, where *register* ends now."""
    if not register.lines:
        return
    text = (
        "Named copies of this edition were made. The register of copies had this line then, or "
        f"more:\n{word_end(end_of(register.lines), REGISTER)}\n"
    )
    for slug, number in sorted({*editions}):
        folder = f"editions/{slug}/{number}"
        if (house / folder).is_dir():
            label = Place(f"{folder}/{COPIES}")
            write_whole(house / folder / COPIES, text.encode(), label, problems)
