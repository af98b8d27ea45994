"""Say whether a copy is the current edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import (
    FORMAT,
    LEDGER,
    LIMITS,
    NO_HOUSE,
    WorkerOptions,
    find_house,
    print_json,
    refuse,
    seek_house,
    show,
    start_workers,
)

if TYPE_CHECKING:
    from ..editions.verdict import Verdict
    from ..model.problems import Problems
    from ..press.executors import Executor
    from ..workflows.verify import Books


@click.command()
@click.argument("copies", nargs=-1, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Read over all that this house published.")
@click.option("--code", multiple=True, help="A code that is printed on paper: DPRK-3-8F2C91.")
@LEDGER
@click.option("--key", metavar="KEY", help="The public key that must have signed the ledger: RW….")
@LIMITS
@FORMAT
def verify(
    copies: tuple[Path, ...],
    everything: bool,
    code: tuple[str, ...],
    ledger: Path | None,
    key: str | None,
    worker_options: WorkerOptions,
    form: str,
) -> int:
    """Say what a copy is: CURRENT, SUPERSEDED, WITHDRAWN, RECALLED, ALTERED or UNKNOWN, and why.

    That is the first word of each answer; title and figures of the edition follow, to compare them
    with what you hold. The exit status is 0 where every copy is current.

    With --all, every edition, copy and line of this house is read over; 0 where all are as they
    were written.
    """
    if everything:
        if copies or code or ledger or key:
            raise click.UsageError("--all reads this house over, and nothing else")
        return _verify_all(form)
    from ..model.problems import Problems

    if not copies and not code:
        raise click.UsageError("name a PDF, or a code with --code, or say --all")
    problems = Problems()
    books = _read_books(ledger, key, problems)
    house = None if ledger else seek_house()
    verdicts: list[Verdict] = []
    if not problems.errors:
        verdicts += (_judge_code(one, books) for one in code)
        verdicts += _judge_copies(copies, books, house, worker_options, problems)
    show(problems)
    if form == "json":
        print_json([vars(verdict) for verdict in verdicts])
    for verdict in verdicts if form == "text" else ():
        _print(verdict, books)
    good = all(verdict.state == "CURRENT" for verdict in verdicts)
    return 0 if good and not problems.errors else 1


def _judge_code(code: str, books: Books) -> Verdict:
    """Say what an edition or a copy is that carries *code*."""
    from ..editions.register import judge_copy_code
    from ..editions.verdict import judge_code

    stands = judge_code(code, books.ledger)
    return judge_copy_code(code, stands, books.register, books.ledger, is_whole=books.has_register)


def _judge_copies(
    copies: Sequence[Path],
    books: Books,
    house: Path | None,
    worker_options: WorkerOptions,
    problems: Problems,
) -> Iterator[Verdict]:
    """Say what each of *copies* is; a worker is hired for the first that it has to read."""
    from ..model.problems import Place
    from ..workflows.verify import verify_file

    with ExitStack() as hired:

        @cache
        def reader() -> Executor:
            workers = start_workers(worker_options, 1, warm=False)
            hired.push(workers)
            return workers

        for copy in copies:
            try:
                yield verify_file(copy, books, reader, house)
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                problems.error(Place(str(copy)), f"cannot be read: {reason}", "check the name")


def _verify_all(form: str) -> int:
    """Read over the whole house, and say what was read."""
    from ..model.problems import Problems
    from ..workflows.verify import verify_house

    problems = Problems()
    read = verify_house(find_house(), problems)
    show(problems)
    if form == "json":
        print_json(vars(read))
    elif not problems.errors:
        parts = {
            "line": read.lines,
            "edition": read.editions,
            "copy": read.copies,
            "file": read.files,
            "signature": read.signatures,
        }
        counted = ", ".join(_count(noun, number) for noun, number in parts.items() if number)
        click.echo(f"all is as it was written: {counted or 'nothing was published yet'}")
    return 1 if problems.errors else 0


def _count(noun: str, number: int) -> str:
    many = "copies" if noun == "copy" else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"


def _read_books(ledger: Path | None, key: str | None, problems: Problems) -> Books:
    """Read the ledger and the register beside it, and see whether they have their ends.

    *key*: who must have signed the ledger; without one, a key that the house trusts, if any.
    """
    from ..editions.files import read_chain, read_ledger_file
    from ..editions.ledger import FILE, read_ledger
    from ..editions.minisign import PublicKey
    from ..editions.register import beside, read_register
    from ..editions.signing import check_signature
    from ..editions.truncation import check_ledger, check_register, remember_ends
    from ..editions.trust import Trust
    from ..model.problems import Problems
    from ..workflows.verify import Books

    try:
        asked = PublicKey.read(key) if key else None
    except ValueError as error:
        raise click.BadParameter(f"{error}; it begins with RW", param_hint="--key") from None
    house = seek_house()
    if not ledger and not house:
        refuse(str(Path.cwd()), NO_HOUSE, "name the ledger: `briefpress verify --ledger FILE …`", 2)
    path = ledger or (house or Path()) / FILE
    name = str(ledger or FILE)
    memory = remember_ends(path, name, problems)  # before the ledger: what is noted there is in it
    label, handed = beside(path)
    register = read_register(handed, label, problems)
    if ledger:
        book = read_ledger(read_chain(ledger), name, problems)
    else:
        assert house
        book = read_ledger_file(house, problems)
    if not problems.errors:
        check_ledger(book, register, memory, name, problems)
    signed_by = None
    trust = Trust()
    if not problems.errors:
        # A trust.json that came by mail says nothing of whom to trust.
        trust = Trust.read(path.parent, problems) if path.parent.name == EDITIONS else Trust()
        keys = [asked] if asked else [*trust.believed]
        signed_by = check_signature(path, name, book, keys, problems)
    if not problems.errors and not book.lines:
        hint = "`briefpress publish` begins one; or name another with --ledger"
        refuse(name, "there is no ledger yet, for nothing was published here", hint, 2)
    lost = Problems()
    check_register(register, memory, label, lost)
    for one in lost:
        problems.warning(one.place, one.message, one.hint)
    return Books(
        book, register, bool(register.lines) and not lost.found, signed_by, trust.certificates
    )


def _print(verdict: Verdict, books: Books) -> None:
    """Print *verdict*: its first word says it all, the rest helps to compare."""
    from ..model.problems import in_a_line

    colour = "green" if verdict.state == "CURRENT" else "red"
    state = click.style(verdict.state, fg=colour, bold=True)
    click.echo(f"{state}  {in_a_line(verdict.copy)}")
    click.echo(f"  {in_a_line(verdict.why)}")
    if verdict.code:
        altered = verdict.state == "ALTERED"
        source = "that edition says:" if altered else "compare with what you hold:"
        click.echo(f"  {source}")
        institute, key = books.ledger.institute, books.signed_by
        whose = f", {institute}" * bool(institute)
        rows = [("title", verdict.title), ("date", verdict.date), ("code", verdict.code + whose)]
        rows += [("ledger signed by", f"key {key.name}, on paper {key.short}")] if key else []
        lines = [f"{label}: {value}" for label, value in rows if value]
        # As on the page, where a label may go on with its value: `8.4 million of`, `people`.
        lines += [f"{value} {label}" for label, value in verdict.figures[:_FIGURES] if value]
        for line in lines:
            click.echo(in_a_line(f"    {line}"))
        if (more := len(verdict.figures) - _FIGURES) > 0:
            click.echo(f"    and {more} more figure{'s' * (more > 1)}")
    if verdict.signature:
        click.echo(in_a_line(f"  signature of the PDF: {verdict.signature}"))
    if verdict.sha256:
        click.echo(f"  SHA-256 of the file: {verdict.sha256[:12]}…")


EDITIONS = "editions"
"""The folder of a house that holds its ledger."""
_FIGURES = 8
"""Figures of an edition that an answer names."""
