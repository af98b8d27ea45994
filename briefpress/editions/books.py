"""Open the books of a house: its ledger, its register and its approvals, each with its end.

Whoever needs the ledger opens it here. `read_ledger_file` in files.py reads the file alone, for
what is done at every build.
"""

from __future__ import annotations

from pathlib import Path

from ..model.problems import Place, Problems
from .approvals import FILE as APPROVALS
from .approvals import Approvals, read_approvals
from .files import read_chain, read_ledger_file
from .ledger import FILE, Ledger
from .register import FILE as REGISTER
from .register import Register, read_register
from .signing import check_signature
from .truncation import Memory, check_approvals, check_ledger, check_register, remember_ends
from .trust import Trust


def open_ledger(house: Path, problems: Problems) -> Ledger:
    """Read the ledger of *house*, and see whether it has its end.

    Problems: those of `read_ledger_file`, `read_register`, `check_ledger` and `check_signature`.
    """
    _, _, ledger = _read_books(house, problems)
    return ledger


def open_books(house: Path, problems: Problems) -> tuple[Ledger, Register]:
    """Read the ledger and the register of *house*, and see whether both have their ends.

    Problems: those of `open_ledger` and of `check_register`.
    """
    memory, register, ledger = _read_books(house, problems)
    check_register(register, memory, REGISTER, problems)
    return ledger, register


def _read_books(house: Path, problems: Problems) -> tuple[Memory, Register, Ledger]:
    memory = remember_ends(house / FILE, FILE, problems)
    before = problems.errors
    register = _read_register(house, problems)
    ledger = read_ledger_file(house, problems)
    if problems.errors == before:
        check_ledger(ledger, register, memory, FILE, problems)
        keys = Trust.read(house / "editions", problems).believed
        check_signature(house / FILE, FILE, ledger, keys, problems)
    return memory, register, ledger


def _read_register(house: Path, problems: Problems) -> Register:
    """Read the register of *house*, empty where no copy was made yet."""
    try:
        return read_register(read_chain(house / REGISTER), REGISTER, problems)
    except FileNotFoundError:
        return Register()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(REGISTER), f"cannot be read: {reason}", "check your rights")
        return Register()


def open_approvals(house: Path, problems: Problems) -> Approvals:
    """Read the approvals of *house*, empty where there are none yet, and see whether they have
    their end.

    Problems: those of `read_approvals`; the lines that are gone or were replaced, and who knows
    them.
    """
    memory, before = remember_ends(house / APPROVALS, APPROVALS, Problems()), problems.errors
    try:
        approvals = read_approvals(read_chain(house / APPROVALS), APPROVALS, problems)
    except FileNotFoundError:
        approvals = Approvals()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(APPROVALS), f"cannot be read: {reason}", "check your rights")
        return Approvals()
    if problems.errors == before:
        check_approvals(approvals, memory, problems)
    return approvals
