"""Choose who remembers where the ledger ends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..editions.ends import find_ends, note_ends, read_whole_ledger
from ..editions.files import write_whole
from ..editions.locks import alone_with_ledger
from ..editions.trust import NAME, Trust
from ..model.problems import Place, Problems, Stopped, nearest


def name_witness(house: Path, file: Path, problems: Problems) -> None:
    """Have *file* get a line for each line of the ledger, those that are there at once.

    Problems: a file that holds something else, or the lines of another ledger; one that cannot be
    written.
    """
    name = str(file.absolute())
    try:
        with alone_with_ledger(house, problems):
            before = Trust.read(house / "editions", problems)
            read_whole_ledger(house, problems)
            problems.stop_on_errors()
            _check(file, problems)
            if name in before.witnesses:
                return
            _write(house, Trust((*before.witnesses, name)), problems)
            if not file.exists():  # which is said of a witness that was named before
                write_whole(file, b"", Place(name), problems)
            ledger = read_whole_ledger(house, problems)
            if not problems.errors:
                note_ends(house, ledger, problems)
            if problems.found:
                _write(house, before, problems)
    except Stopped:
        pass


def _check(file: Path, problems: Problems) -> None:
    """Raise `Stopped` where *file* holds something else than a witness does."""
    try:
        text = file.read_text("utf-8") if file.exists() else ""
        if len([*find_ends(text)]) == len(text.splitlines()):
            return
        reason = "it holds something else than the ends of a ledger"
    except (OSError, UnicodeDecodeError) as error:
        reason = f"cannot be read: {(getattr(error, 'strerror', '') or str(error)).lower()}"
    problems.error(Place(str(file)), reason, "name a new file")
    raise Stopped


def forget_witness(house: Path, file: Path, problems: Problems) -> None:
    """Ask the witness *file* no longer; it stays where it is.

    Problems: a file that is no witness.
    """
    try:
        with alone_with_ledger(house, problems):
            before = Trust.read(house / "editions", problems)
            problems.stop_on_errors()
            gone = {str(file), str(file.absolute())}
            kept = tuple(one for one in before.witnesses if one not in gone)
            if kept == before.witnesses:
                hint = nearest(str(file), before.witnesses, "witnesses")
                problems.error(Place(str(file)), "this is no witness of the ledger", hint)
                return
            _write(house, replace(before, witnesses=kept), problems)
    except Stopped:
        pass


def _write(house: Path, trust: Trust, problems: Problems) -> None:
    name = f"editions/{NAME}"
    write_whole(house / name, bytes(trust), Place(name), problems)
