"""Join two branches of a house that both published: ledger, register, PDFs, what is noted of them.

    git: HEAD ──────────┐
                        ├─► one ledger, one register ─► the PDFs of both ─► notes, signature ─► git
    git: MERGE_HEAD ────┘

git joins all other files; what lies in editions/ it cannot, for each line names the one before.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..content.scaffold import GIT_ATTRIBUTES
from ..editions.approvals import FILE as APPROVALS
from ..editions.approvals import Approvals, read_approvals
from ..editions.branches import (
    Chain,
    JoinedLedger,
    Rejoined,
    comes_first,
    join_approvals,
    join_ledgers,
    join_registers,
)
from ..editions.files import write_whole
from ..editions.ledger import FILE, Edition, Ledger, read_ledger
from ..editions.locks import alone_with_ledger
from ..editions.minisign import Signature
from ..editions.register import FILE as REGISTER
from ..editions.register import Register, read_register
from ..editions.signing import SIGNED, find_signer, settle_signature, sign_ahead
from ..editions.truncation import APPROVED, write_ends_again, write_register_end
from ..editions.trust import Trust
from ..model.problems import Place, Problems, Stopped

_MERGES = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD")


@dataclass(frozen=True)
class Side:
    """A house as it stands on one branch."""

    name: str
    """As git calls it: `HEAD`."""
    ledger: Ledger
    register: Register
    approvals: Approvals
    read: Callable[[str], bytes | None]
    """Gives a file by its name in the house; None where it is not there."""


def join_branches(house: Path, problems: Problems) -> tuple[Rejoined, ...] | None:
    """Join what the two branches of the merge that is under way in *house* published.

    What was published on the second one has its lines below those of the first; gives these
    editions and withdrawals. None where nothing was joined.

    Problems: no merge, a branch whose ledger is broken or not signed by a key that is trusted, a
    PDF that is not the one that was published.
    """
    try:
        with alone_with_ledger(house, problems):
            signer = find_signer(house, problems)
            theirs = _find_merge(house, problems)
            problems.stop_on_errors()
            branches = [_read_branch(house, one, problems) for one in ("HEAD", theirs)]
            problems.stop_on_errors()
            first, second = _in_order(*branches)
            joined = join_ledgers(first.ledger, second.ledger)
            register = join_registers(first.register, second.register, joined.numbers)
            approvals = join_approvals(*_sorted(first.approvals, second.approvals))
            files = _take_files(house, first, second, joined, problems)
            problems.stop_on_errors()
            files |= {REGISTER: bytes(register), APPROVALS: bytes(approvals)}
            for name, data in files.items():
                if data:
                    write_whole(house / name, data, Place(name), problems)
            problems.stop_on_errors()
            if signer and not sign_ahead(house, joined.ledger, signer, problems):
                raise Stopped
            write_whole(house / FILE, bytes(joined.ledger), Place(FILE), problems)
            problems.stop_on_errors()
            settle_signature(house, joined.ledger)
            write_ends_again(house, joined.ledger, _common(first, second), signer, problems)
            copied = ((one.slug, one.edition) for one in register.copies)
            write_register_end(house, register, copied, problems)
            _remove_moved(house, joined)
            _tell_git(house, joined)
            return joined.moved
    except Stopped:
        return None


def _in_order(side: Side, other: Side) -> tuple[Side, Side]:
    """That whose lines stay as they are, and the second one."""
    if side.ledger.lines != other.ledger.lines:
        stays = comes_first(side.ledger, other.ledger)
    else:
        stays = comes_first(side.register, other.register)
    return (side, other) if stays else (other, side)


def _common(first: Side, second: Side) -> int:
    pairs = zip(first.ledger.lines, second.ledger.lines, strict=False)
    return sum(1 for one, other in pairs if one == other)


# ---------------------------------------------------------------------------------------------
# git


def _git(house: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=house, capture_output=True)  # noqa: S603 - words of ours


def _find_merge(house: Path, problems: Problems) -> str:
    """Name the other branch of the merge that is under way in *house*. Raises `Stopped`."""
    try:
        for name in _MERGES:
            if _git(house, "rev-parse", "--verify", "--quiet", name).returncode == 0:
                return name
        is_git = _git(house, "rev-parse", "--git-dir").returncode == 0
    except OSError:
        is_git = False
    if is_git:
        hint = "run `git merge` or `git pull` first; where it stops, this joins the ledgers"
        problems.error(Place(FILE), "no merge is under way", hint)
    else:
        hint = "this joins two branches of a house that lies in git"
        problems.error(Place(str(house)), "this is no folder of git", hint)
    raise Stopped


def _read_branch(house: Path, name: str, problems: Problems) -> Side:
    """Read what was published on the branch *name*.

    Problems: those of a chain; a ledger that is not signed by a key that is trusted.
    """

    def read(file: str) -> bytes | None:
        done = _git(house, "show", f"{name}:./{file}")
        return done.stdout if done.returncode == 0 else None

    label = f"{name}:{FILE}"
    ledger = read_ledger(read(FILE) or b"", label, problems)
    register = read_register(read(REGISTER) or b"", f"{name}:{REGISTER}", problems)
    approvals = read_approvals(read(APPROVALS) or b"", f"{name}:{APPROVALS}", problems)
    keys = [*Trust.read(house / "editions", problems).believed]
    signature = (read(f"{FILE}{SIGNED}") or b"").decode(errors="replace")
    if keys and ledger.lines and not problems.errors:
        try:
            signed = Signature.read(signature)
            is_signed = any(signed.holds(bytes(ledger), key) for key in keys)
        except ValueError:
            is_signed = False
        if not is_signed:
            problems.error(
                Place(label),
                "this ledger is not signed by a key that is trusted",
                "where it is a colleague’s, `briefpress trust --key RW…` believes theirs",
            )
    return Side(name, ledger, register, approvals, read)


def _take_files(
    house: Path,
    first: Side,
    second: Side,
    joined: JoinedLedger,
    problems: Problems,
) -> dict[str, bytes]:
    """Take the PDFs of both branches that do not lie in *house* where the joined ledger has them,
    and who has approved these editions.

    Problems: a PDF that its branch has not, or another one.
    """
    taken: dict[str, bytes] = {}
    common = _common(first, second)
    kept = [Rejoined(event, event) for event in first.ledger.events[common:]]
    for branch, moved in ((first, kept), (second, joined.moved)):
        for one in moved:
            if not (isinstance(one.before, Edition) and isinstance(one.after, Edition)):
                continue
            before, now = (f"editions/{e.slug}/{e.number}" for e in (one.before, one.after))
            for name in (APPROVED, f"{APPROVED}{SIGNED}"):
                if (note := branch.read(f"{before}/{name}")) is not None:
                    taken[f"{now}/{name}"] = note
            for paper, printed in one.after.papers.items():
                if not _is_published_pdf(house, printed.file):
                    message = f"the ledger names a file outside of editions/: {printed.file}"
                    problems.error(Place(f"{branch.name}:{FILE}"), message, "look at its line")
                    continue
                if _digest(house / printed.file) == printed.sha256:
                    continue
                source = one.before.papers[paper].file
                data = branch.read(source)
                if data is None or sha256(data).hexdigest() != printed.sha256:
                    problems.error(
                        Place(f"{branch.name}:{source}"),
                        "this is not the file that was published",
                        f"put it back as {printed.file}, from a copy that nobody has touched",
                    )
                else:
                    taken[printed.file] = data
    return taken


def _is_published_pdf(house: Path, file: str) -> bool:
    shelf = (house / "editions").resolve()
    return (house / file).resolve().is_relative_to(shelf) and file.endswith(".pdf")


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:  # not there yet
        return ""


def _remove_moved(house: Path, joined: JoinedLedger) -> None:
    """Delete the PDFs that lie in the folder of another edition still, as git has joined them."""
    named = {printed.file for one in joined.ledger.editions for printed in one.papers.values()}
    for one in joined.moved:
        if one.is_renumbered and isinstance(one.before, Edition):
            for printed in one.before.papers.values():
                if printed.file not in named and _is_published_pdf(house, printed.file):
                    (house / printed.file).unlink(missing_ok=True)


def _tell_git(house: Path, joined: JoinedLedger) -> None:
    """Have git take editions/ as it lies there, and say in its message what has another number."""
    path = _git(house, "rev-parse", "--git-path", "MERGE_MSG").stdout.decode().strip()
    message = house / path
    if joined.numbers and path and message.is_file():
        text = message.read_text("utf-8", "replace")
        moved_lines = [one for one in describe(joined.moved) if one not in text]
        message.write_text("\n".join([text.rstrip(), "", *moved_lines, ""]), "utf-8")
    _git(house, "add", "--all", "--", "editions")


def describe(moved: Sequence[Rejoined]) -> list[str]:
    """Say in a line what became of each edition that has another number now."""
    return [
        f"{one.before.slug}: edition {one.before.number} of {one.before.date}, code "
        f"{one.before.code}, was published on a branch and is edition {one.after.number} now"
        for one in moved
        if one.is_renumbered and isinstance(one.before, Edition) and isinstance(one.after, Edition)
    ]


# ---------------------------------------------------------------------------------------------
# The driver, which git runs for each file


def install_driver(house: Path, program: str, problems: Problems) -> bool:
    """Have git run *program*, a command line, for the ledger and the register of *house*.

    Whether it will. Problems: no git, a file that cannot be written.
    """
    try:
        done = _git(house, "config", "merge.briefpress.name", "lines of two ledgers, joined")
        driver = f"{program} merge --driver %O %A %B %P"
        if done.returncode == 0:
            done = _git(house, "config", "merge.briefpress.driver", driver)
        reason = done.stderr.decode(errors="replace").strip()
    except OSError:
        reason = "git is not here"
    if reason:
        problems.error(Place(str(house)), f"git cannot be told: {reason}", "see `git status`")
        return False
    file = house / ".gitattributes"
    text = file.read_text("utf-8") if file.exists() else ""
    if "merge=briefpress" not in text:
        text = f"{text.rstrip()}\n\n{GIT_ATTRIBUTES}".lstrip()
        return write_whole(file, text.encode(), Place(file.name), problems)
    return True


def join_files(
    ours: Path, theirs: Path, name: str, problems: Problems
) -> tuple[Rejoined, ...] | None:
    """Join two versions of the ledger, or of the register, into the file *ours*, as git asks it.

    *name*: in the house. Gives what was moved; None where nothing was joined.

    Problems: those of a chain.
    """
    one, other = ours.read_bytes(), theirs.read_bytes()
    moved: tuple[Rejoined, ...] = ()
    if name.endswith(Path(APPROVALS).name):
        approvals = (read_approvals(data, name, problems) for data in (one, other))
        data = bytes(join_approvals(*_sorted(*approvals)))
    elif name.endswith(Path(REGISTER).name):
        registers = (read_register(data, name, problems) for data in (one, other))
        data = bytes(join_registers(*_sorted(*registers), {}))
    else:
        ledgers = (read_ledger(data, name, problems) for data in (one, other))
        joined = join_ledgers(*_sorted(*ledgers))
        data, moved = bytes(joined.ledger), joined.moved
    if problems.errors:
        return None
    ours.write_bytes(data)
    return moved


def _sorted(chain: Chain, other: Chain) -> tuple[Chain, Chain]:
    """That whose lines stay as they are, and the second one."""
    return (chain, other) if comes_first(chain, other) else (other, chain)
