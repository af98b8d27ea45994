"""Say what has changed, and print a redline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .shared import (
    FORMAT,
    PAPER,
    WORKERS,
    WorkerOptions,
    check_papers,
    choose,
    find_house,
    pdf_line,
    print_json,
    read_build_state,
    show,
    start_workers,
)

if TYPE_CHECKING:
    from ..model.changes import Changes
    from ..model.page import WrittenPdf


@click.command()
@click.argument("brief")
@click.option(
    "--since",
    metavar="EDITION|PDF",
    help="What to compare with: the number of an edition, or a PDF (default: the last edition).",
)
@PAPER
@click.option("--text", "on_screen", is_flag=True, help="Show it here, and print no PDF.")
@WORKERS
@FORMAT
def diff(
    brief: str,
    since: str | None,
    paper: str | None,
    on_screen: bool,
    worker_options: WorkerOptions,
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
    state = read_build_state(house)
    if state is None:
        return 1
    from dataclasses import replace

    from ..model.problems import Problems

    problems = Problems()
    comparison = None
    with start_workers(worker_options, 1) as workers:
        from ..workflows.diff import diff as run
        from ..workflows.diff import find_old

        earlier = find_old(house, brief, since, workers, state.ledger, problems)
        if earlier:
            comparison = run(
                house, brief, earlier, workers, state.ledger, paper=paper, as_pdf=not on_screen
            )
            problems.extend(comparison.problems)
    show(problems)
    if comparison is None or comparison.changes is None:
        return 1
    redline = comparison.redline
    # A terminal breaks no lines, and whoever looks for a word types a space.
    changes = replace(
        comparison.changes,
        old=comparison.changes.old.replace("\u00a0", " "),
        new=comparison.changes.new.replace("\u00a0", " "),
    )
    if form == "json":
        print_json(_changes_as_json(changes, redline))
    elif not changes:
        click.echo(f"no word changed since {changes.old}; templates and styles are not compared")
    elif on_screen:
        _show_changes(changes)
    elif redline:
        click.echo(f"{changes.old} → {changes.new}")
        click.echo(pdf_line(redline.file, redline.pages, redline.size))
    return 1 if problems.errors else 0


def _changes_as_json(changes: Changes, redline: WrittenPdf | None) -> dict[str, Any]:
    kinds = {"=": "kept", "-": "deleted", "+": "inserted"}
    return {
        "old": changes.old,
        "new": changes.new,
        "changed": bool(changes),
        "file": redline.file if redline else None,
        "pages": redline.pages if redline else None,
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
        f"{one.label or one.name}: "
        f"{_deleted(one.old)}{' → ' * bool(one.old and one.new)}{_inserted(one.new)}"
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
            _deleted(words) if kind == "-" else _inserted(words) if kind == "+" else _short(words)
            for kind, words in text.parts
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
    words_of_text = text.split(" ")
    if len(words_of_text) <= 2 * words + 1:
        return text
    return " ".join([*words_of_text[:words], "…", *words_of_text[-words:]])
