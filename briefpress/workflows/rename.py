"""Give a brief another name: its folder has it at once, its next edition carries it.

    ledger: a line ─► folder, output/ ─► whoever names it still

A published edition keeps its number, its code and its files; the ledger knows what the brief was
called then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ..cache.freshness import BuildState
from ..content.scaffold import check_slug
from ..content.sources import MEETINGS, find_meetings, find_twins
from ..editions.books import open_ledger
from ..editions.ledger import Ledger, Renaming
from ..editions.locks import alone_with_ledger
from ..editions.signing import find_signer, settle_signature
from ..editions.truncation import write_ends
from ..model.house import TAG, find_folders
from ..model.problems import Place, Problems, Stopped, nearest
from .publish import OpenLedger, add_events


@dataclass(frozen=True)
class Renamed:
    """The lines that a new name has put into the ledger, and how many editions go by it."""

    renamings: tuple[Renaming, ...]
    """A line of the ledger for each language that was published; none where nothing was."""
    editions: int
    """How many editions were published under names of before."""


def rename(
    house: Path, old: str, new: str, day: date, today: date, problems: Problems
) -> Renamed | None:
    """Call the brief *old*, in all of its languages, *new*; None where that cannot be.

    The line is written first: a killed command is finished by running it once more. A folder that
    somebody has renamed by hand has its line written.

    Problems: a name that is none or is taken, by a brief of today or of before; a *day* that has
    not come; meetings that name *old* still, which is a warning.
    """
    try:
        with alone_with_ledger(house, problems):
            ledger = open_ledger(house, problems)
            signer = find_signer(house, problems)
            problems.stop_on_errors()
            settle_signature(house, ledger)
            renamings = _check(house, old, new, day, ledger, problems)
            if day > today + timedelta(days=1):
                problems.error(
                    Place(f"content/{old}"), f"{day} has not come yet", "give no --date, for today"
                )
            problems.stop_on_errors()
            longer: Ledger | None = ledger
            if renamings:
                longer = add_events(OpenLedger(house, ledger, signer), renamings, problems)
            else:
                write_ends(house, ledger, signer, problems)
            if longer is None:
                return None
            _move(house, old, new, longer, problems)
            problems.stop_on_errors()
        _tell_meetings(house, old, new, problems)
        mine = {now for now in map(longer.name_now, longer.slugs) if _is_of(now, new)}
        editions = sum(one.slug != now for now in mine for one in longer.published(now))
        return Renamed(tuple(renamings), editions)
    except Stopped:
        return None


def _is_of(slug: str, name: str) -> bool:
    """Whether *slug* is the brief *name*, in any of its languages."""
    return slug == name or bool(re.fullmatch(rf"{re.escape(name)}\.{TAG}", slug))


def _check(
    house: Path, old: str, new: str, day: date, ledger: Ledger, problems: Problems
) -> Sequence[Renaming]:
    """See that *old* can be called *new*; the lines that say so."""
    content, place = house / "content", Place(f"content/{old}")
    published = sorted({*map(ledger.name_now, ledger.slugs)})
    mine = [slug for slug in published if _is_of(slug, old)]
    folders = find_folders(content)
    is_there, was_moved = old in folders, new in folders
    if not is_there and not mine:
        if was_moved and ledger.name_now(old) == new:
            problems.warning(place, f"it is called `{new}` already", "there is nothing to do")
        else:
            problems.error(place, f"no brief `{old}`", nearest(old, {*folders, *published}))
        return ()
    if is_there or not was_moved:
        check_slug(house, new, problems)
    for twin in find_twins(new, (one for one in folders if one not in (old, new))):
        problems.error(
            Place(f"content/{new}"),
            f"`{new}` and `{twin}` may be one file in output/",
            "choose another name",
        )
    names = {name for slug in mine for name in ledger.names_of(slug)}
    for slug in sorted(ledger.slugs - names):
        if _is_of(slug, new):
            now = ledger.name_now(slug)
            called = f"what `{now}` was called before" if now != slug else "another brief"
            problems.error(
                Place(f"editions/{slug}"),
                f"`{new}` is the name of editions of {called}",
                "choose another name",
            )
            break
    return [Renaming(f"{new}{slug.removeprefix(old)}", slug, day) for slug in mine]


def _move(house: Path, old: str, new: str, ledger: Ledger, problems: Problems) -> None:
    """Give the folder of the brief its new name, and delete what was printed under the old one."""
    before, now = house / "content" / old, house / "content" / new
    if not before.is_dir() or now.exists():
        return
    state = BuildState(house, ledger)
    languages = [one.name[6:-3] for one in before.glob("brief.?*.md")]
    printed = [
        one.file
        for slug in (old, *(f"{old}.{tag}" for tag in languages))
        for one in state.record(slug).printed.values()
    ]
    try:
        before.rename(now)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(
            Place(f"content/{old}"),
            f"cannot be renamed: {reason}",
            f"close its files, and run `briefpress rename {old} {new}` again",
        )
        return
    for file in printed:
        with suppress(OSError):
            (house / "output" / file).unlink()


def _tell_meetings(house: Path, old: str, new: str, problems: Problems) -> None:
    """Warn of each line of a meeting that names the brief *old*."""
    folder = house / "content" / MEETINGS
    word = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w-])")
    for name in find_meetings(house / "content"):
        try:
            lines = (folder / f"{name}.yaml").read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):  # `pack` says so
            continue
        for number, line in enumerate(lines, 1):
            if re.match(r"[\s{-]*brief", line) and word.search(line.partition("#")[0]):
                problems.warning(
                    Place(f"content/{MEETINGS}/{name}.yaml", number),
                    f"this meeting names `{old}`",
                    f"write `{new}`",
                )
