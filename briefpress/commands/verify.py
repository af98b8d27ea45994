"""Say whether a copy is the current edition."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import (
    FORMAT,
    LEDGER,
    NO_HOUSE,
    print_json,
    refuse,
    seek_house,
    show,
)


@click.command()
@click.argument("copies", nargs=-1, metavar="PDF…", type=click.Path(path_type=Path))
@click.option("--code", multiple=True, help="A code that is printed on paper: DPRK-3-8F2C91.")
@LEDGER
@FORMAT
def verify(copies: tuple[Path, ...], code: tuple[str, ...], ledger: Path | None, form: str) -> int:
    """Say what a copy is: CURRENT, SUPERSEDED, WITHDRAWN, RECALLED, ALTERED or UNKNOWN, and why.

    The exit status is 0 where every copy is current.
    """
    from ..editions.ledger import FILE, read_ledger
    from ..editions.register import beside, judge_copy, judge_copy_code, read_register
    from ..editions.verdict import judge_code, judge_file
    from ..model.problems import Place, Problems

    if not copies and not code:
        raise click.UsageError("name a PDF, or a code with --code")
    problems = Problems()
    house = seek_house()
    if not ledger and not house:
        refuse(str(Path.cwd()), NO_HOUSE, "name the ledger: `briefpress verify --ledger FILE …`", 2)
    path = ledger or (house or Path()) / FILE
    if not path.is_file():
        hint = "`briefpress publish` begins one; or name another with --ledger"
        refuse(FILE, "there is no ledger yet, for nothing was published here", hint, 2)
    book = read_ledger(path.read_bytes(), str(ledger or FILE), problems)
    label, handed = beside(path)
    register = read_register(handed, label, problems)
    verdicts = []
    if not problems.errors:
        for one in code:
            verdicts.append(judge_copy_code(one, judge_code(one, book), register, book))
        for copy in copies:
            try:
                data = copy.read_bytes()
                verdict = judge_file(str(copy), data, book)
                verdicts.append(judge_copy(str(copy), data, verdict, register, book))
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                problems.error(Place(str(copy)), f"cannot be read: {reason}", "check the name")
    show(problems)
    if form == "json":
        print_json([vars(verdict) for verdict in verdicts])
    for verdict in verdicts if form == "text" else ():
        colour = "green" if verdict.state == "CURRENT" else "red"
        click.echo(f"{verdict.copy}: {click.style(verdict.state, fg=colour, bold=True)}")
        click.echo(f"  {verdict.why}")
    good = all(verdict.state == "CURRENT" for verdict in verdicts)
    return 0 if good and not problems.errors else 1
