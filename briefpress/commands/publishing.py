"""Freeze editions, compare them, judge a copy: publish, withdraw, verify, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .shell import (
    DATE,
    FORMAT,
    LEDGER,
    ON,
    WORKERS,
    check_papers,
    choose,
    day_of,
    edition_line,
    find_house,
    hire,
    one_line,
    print_json,
    remember,
    show,
)

if TYPE_CHECKING:
    from ..model import Changes, Edition


@click.command()
@click.argument("brief")
@click.option(
    "--note",
    required=True,
    callback=one_line,
    help="What is new, in a line, for readers: a material correction prints it.",
)
@click.option(
    "--kind",
    type=click.Choice(["editorial", "substantive", "material"]),
    help="Class of the correction; a material one prints a box with the changed facts.",
)
@DATE
@ON
@WORKERS
@FORMAT
def publish(
    brief: str,
    note: str,
    kind: str | None,
    day: str | None,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    form: str,
) -> int:
    """Freeze BRIEF as its next edition: editions/BRIEF/N/, and a line in the ledger."""
    house = find_house()
    choose((brief,), house)
    when = day_of(day)
    memory = remember(house)
    if memory is None:
        return 1
    with hire(jobs, time_limit, memory_limit, 2, on) as workers:
        from ..publish import publish as run

        outcome = run(house, brief, workers, memory, note=note, kind=kind, day=when)
    show(outcome.problems)
    entry = outcome.entry
    if form == "json":
        print_json(entry.as_json() if entry else None)
    elif entry:
        click.echo(f"edition {entry.edition} of {entry.slug}, {entry.kind}, code {entry.code}")
        for edition in outcome.editions:
            click.echo(edition_line(edition))
    return 1 if outcome.problems.errors else 0


@click.command()
@click.argument("brief")
@click.argument("edition", type=click.IntRange(1))
@click.option(
    "--why",
    required=True,
    callback=one_line,
    help="The reason, in a line: whoever verifies it reads it.",
)
@DATE
def withdraw(brief: str, edition: int, why: str, day: str | None) -> int:
    """Note in the ledger that EDITION of BRIEF must not be used any more."""
    from ..problems import Problems
    from ..publish import withdraw as run

    problems = Problems()
    entry = run(find_house(), brief, edition, why, day_of(day), problems)
    show(problems)
    if entry:
        click.echo(f"edition {edition} of {brief} is withdrawn: {why}")
    return 1 if problems.errors else 0


@click.command()
@click.argument("copies", nargs=-1, metavar="PDF…", type=click.Path(path_type=Path))
@click.option("--code", multiple=True, help="A code that is printed on paper: DPRK-3-8F2C91.")
@LEDGER
@FORMAT
def verify(copies: tuple[Path, ...], code: tuple[str, ...], ledger: Path | None, form: str) -> int:
    """Say what a copy is: CURRENT, SUPERSEDED, WITHDRAWN, ALTERED or UNKNOWN, and why.

    The exit status is 0 where every copy is current.
    """
    from ..distribute.register import beside, judge_copy, judge_copy_code, read_register
    from ..ledger import FILE, judge_code, judge_file, read_ledger
    from ..problems import Place, Problems

    if not copies and not code:
        raise click.UsageError("name a PDF, or a code with --code")
    problems = Problems()
    path = ledger or find_house() / FILE
    if not path.is_file():
        raise click.UsageError(f"there is no {FILE} yet; name another ledger with --ledger")
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


@click.command()
@click.argument("brief")
@click.option(
    "--since",
    metavar="EDITION|PDF",
    help="What to compare with: the number of an edition, or a PDF (default: the last edition).",
)
@click.option("--paper", type=str.lower, help="Print on this paper: a4 or letter.")
@click.option("--text", "on_screen", is_flag=True, help="Show it here, and print no PDF.")
@WORKERS
@FORMAT
def diff(
    brief: str,
    since: str | None,
    paper: str | None,
    on_screen: bool,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    form: str,
) -> int:
    """Print a redline of BRIEF, what changed since an edition, as output/BRIEF.diff.pdf.

    What is new is underlined, what is gone struck out; a box sums up facts, sections and sources.

    As JSON: `old`, `new` (what is compared), `changed`, `file` and `pages` (of the redline, or
    null), `facts` (each with `name`, `label`, `old`, `new`), `sections` (`added`, `removed`,
    `moved`, these with `title` and `after`), `passages` (`moved`, the same), `sources` (`added`,
    `removed`), `pictures`, `others` (what else changed), `insertions`, `deletions`, and `texts`:
    each with its `section`, `is_note` and `parts`, which are `kept`, `deleted` or `inserted`.
    """
    house = find_house()
    choose((brief,), house)
    check_papers((paper,) if paper else ())
    memory = remember(house)
    if memory is None:
        return 1
    from dataclasses import replace

    from ..problems import Problems

    problems = Problems()
    comparison = None
    with hire(jobs, time_limit, memory_limit, 1) as workers:
        from ..history import diff as run
        from ..history import find_old

        found = find_old(house, brief, since, workers, memory.ledger, problems)
        if found:
            comparison = run(
                house, brief, *found, workers, memory.ledger, paper=paper, printed=not on_screen
            )
            problems.extend(comparison.outcome.problems)
    show(problems)
    if comparison is None or comparison.changes is None:
        return 1
    edition = comparison.edition
    # A terminal breaks no lines, and whoever looks for a word types a space.
    changes = replace(
        comparison.changes,
        old=comparison.changes.old.replace("\u00a0", " "),
        new=comparison.changes.new.replace("\u00a0", " "),
    )
    if form == "json":
        print_json(_changes_as_json(changes, edition))
    elif not changes:
        click.echo(f"no word changed since {changes.old}; templates and styles are not compared")
    elif on_screen:
        _show_changes(changes)
    elif edition:
        click.echo(f"{changes.old} → {changes.new}")
        click.echo(edition_line(edition))
    return 1 if problems.errors else 0


def _changes_as_json(changes: Changes, edition: Edition | None) -> dict[str, Any]:
    kinds = {"=": "kept", "-": "deleted", "+": "inserted"}
    return {
        "old": changes.old,
        "new": changes.new,
        "changed": bool(changes),
        "file": edition.file if edition else None,
        "pages": edition.pdf.pages if edition else None,
        "facts": [vars(fact) for fact in changes.facts],
        "sections": {
            "added": changes.sections_added,
            "removed": changes.sections_removed,
            "moved": [vars(one) for one in changes.sections_moved],
        },
        "passages": {"moved": [vars(one) for one in changes.passages_moved]},
        "sources": {"added": changes.sources_added, "removed": changes.sources_removed},
        "pictures": changes.pictures,
        "others": changes.others,
        "insertions": changes.insertions,
        "deletions": changes.deletions,
        "texts": [
            {
                "section": one.section,
                "is_note": one.is_note,
                "parts": [{kinds[kind]: text} for kind, text in one.parts],
            }
            for one in changes.texts
        ],
    }


def _show_changes(changes: Changes) -> None:
    """Show what the box of a redline says, then each text that changed, under its heading."""
    click.secho(f"{changes.old} → {changes.new}", bold=True)
    moved = [
        f"“{one.title}”, {f'now follows “{one.after}”' if one.after else 'now comes first'}"
        for one in changes.sections_moved
    ]
    passages = [
        f"“{one.title}”{f', now under “{one.after}”' if one.after else ''}"
        for one in changes.passages_moved
    ]
    facts = [
        f"{one.label}: {_deleted(one.old)}{' → ' * bool(one.old and one.new)}{_inserted(one.new)}"
        for one in changes.facts
    ]
    for name, lines in (
        ("facts", facts),
        ("new sections", changes.sections_added),
        ("removed sections", changes.sections_removed),
        ("moved sections", moved),
        ("moved passages", passages),
        ("figures", changes.pictures),
        ("also changed", [", ".join(changes.others).replace("\u00a0", " ")] * bool(changes.others)),
        ("new sources", changes.sources_added),
        ("removed sources", changes.sources_removed),
    ):
        for number, line in enumerate(lines):
            click.echo(f"  {'' if number else name:<18}{line}")
    section = None
    for text in changes.texts:
        if text.section != section:
            section = text.section
            click.echo()
            click.secho(section or "Title", bold=True)
        shown = "".join(
            _deleted(said) if kind == "-" else _inserted(said) if kind == "+" else _short(said)
            for kind, said in text.parts
        )
        click.echo(f"  {'note: ' * text.is_note}{shown.strip()}")


def _deleted(text: str) -> str:
    return _within("[-", text, "-]", "red")


def _inserted(text: str) -> str:
    return _within("{+", text, "+}", "green")


def _within(before: str, text: str, after: str, colour: str) -> str:
    """Set *text* between two signs, the spaces round it outside of them."""
    bare = text.strip()
    start = text.index(bare)
    marked = click.style(f"{before}{bare}{after}", fg=colour) if bare else ""
    return f"{text[:start]}{marked}{text[start + len(bare) :]}"


def _short(text: str, words: int = 8) -> str:
    """Leave out the middle of a long text that has not changed."""
    found = text.split(" ")
    if len(found) <= 2 * words + 1:
        return text
    return " ".join([*found[:words], "…", *found[-words:]])
