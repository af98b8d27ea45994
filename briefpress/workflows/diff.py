"""Compare what a brief was with what it is.

a PDF, an edition ─► lay out ─┐
content/ ─► lay out ──────────┴► compare ─► a redline
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from ..checks.preflight import Proofreader
from ..editions.ledger import Entry, Ledger, changed_facts
from ..model.brief import Sources, Theme
from ..model.changes import Changes
from ..model.page import Html, Stamp, WrittenPdf
from ..model.problems import Place, Problems, Stopped
from ..page.compose import (
    frame_redline,
    make_ready_sheet,
    name_standing,
    show_facts,
    show_rows,
    show_sources,
)
from ..press.executors import Executor, give, result
from ..press.workers import make_ready, print_page
from ..redline.compare import compare
from .build import bring_out
from .lay_out import Laid, Outcome, in_time, lay_out_brief, lay_out_sources, open_house
from .restore import read_pdf

# ---------------------------------------------------------------------------------------------
# What changed


@dataclass
class Comparison:
    """What became of a comparison."""

    outcome: Outcome
    changes: Changes | None = None
    edition: WrittenPdf | None = None
    """The redline, where there is something to print."""


def diff(
    house: Path,
    slug: str,
    old: Sources,
    since: Entry | str,
    executor: Executor,
    ledger: Ledger,
    *,
    paper: str | None = None,
    printed: bool = True,
) -> Comparison:
    """Say what is other in *slug* than in *old*, and print it as `output/<slug>.diff.pdf`.

    *since*: the edition that *old* is, or what its reader calls it. Both are laid out with the
    templates and styles as they are now, so that what shows is what was written. *paper*: where it
    is not the main one. *printed*: whether there is a PDF; where nothing has changed there is none.
    """
    comparison = Comparison(Outcome(slug))
    problems = comparison.outcome.problems
    try:
        theme = open_house(house, problems)
        if printed:
            executor.prepare(make_ready, make_ready_sheet(theme))
        papers = [paper] if paper else None
        now = lay_out_brief(house, theme, slug, papers, executor, comparison.outcome)
        page = now.pages[0]
        earlier = Outcome(slug)
        try:
            then = lay_out_sources(house, theme, old, [page.paper], executor, earlier)
        except Stopped:
            problems.extend(one for one in earlier.problems if one.severity == "error")
            raise
        with in_time(old.folder, executor.seconds, problems):
            html, comparison.changes = _compare(then, now, theme, since, ledger, problems)
        if printed and comparison.changes:
            comparison.edition = _print_redline(html, now, house, executor, comparison.outcome)
    except Stopped:
        comparison.changes = None
    return comparison


def find_old(
    house: Path,
    slug: str,
    since: str | None,
    executor: Executor,
    ledger: Ledger,
    problems: Problems,
) -> tuple[Sources, Entry | str] | None:
    """Find what *slug* was: the content that a PDF carries, and which edition that is.

    *since*: the number of an edition, or a PDF; None: the last edition. A PDF that is an edition of
    *slug* is called one.

    Problems: no such edition, a PDF that carries no content or that of another brief.
    """
    place = Place(f"content/{slug}")
    published = {str(one.edition): one for one in ledger.published(slug)}
    since = since or next(reversed(published), None)
    if since is None:
        hint = "name a PDF: --since handout.pdf; or publish it, and change it then"
        problems.error(place, "it was never published, so there is nothing to compare with", hint)
        return None
    entry = published.get(since)
    if entry is None and since.isdecimal():
        hint = f"published: {', '.join(published) or 'none'}"
        problems.error(place, f"no edition {since}", hint)
        return None
    file = next(iter(entry.papers.values())).file if entry else since
    path = house / file if entry else Path(file)
    sources = read_pdf(path, executor, problems)
    if sources is None:
        return None
    digest = sha256(path.read_bytes()).hexdigest()
    for one in published.values():
        if any(printed.sha256 == digest for printed in one.papers.values()):
            entry = one
    if sources.slug != slug:
        problems.error(
            Place(file),
            f"this is the brief `{sources.slug}`",
            f"compare it with that one: python build.py diff {sources.slug} --since {file}",
        )
        return None
    return sources, entry or Path(file).name


def _compare(
    then: Laid, now: Laid, theme: Theme, since: Entry | str, ledger: Ledger, problems: Problems
) -> tuple[Html, Changes]:
    page = now.pages[0]
    entry = ledger.current(page.slug)
    stands = entry is not None and any(
        one.html == page.digest for paper, one in entry.papers.items() if paper == page.paper
    )
    names = []
    for one in (since, entry if stands else page.digest[:8]):
        if isinstance(one, Entry):
            one = name_standing(now.brief, theme, Stamp(one.code, one.edition, one.date), problems)
        elif one is not since:
            one = name_standing(now.brief, theme, Stamp(str(one)), problems)
        names.append(str(one))
    both = (then.brief, now.brief)
    facts = [show_facts(brief, theme, Problems()) for brief in both]
    sources = [show_sources(brief, theme, Problems()) for brief in both]
    rows = [show_rows(brief, theme, Problems()) for brief in both]
    html, changes = compare(
        then.pages[0],
        page,
        theme.language(now.brief.language),
        names=(names[0], names[1]),
        facts=tuple(changed_facts(facts[0], facts[1])),
        sources=(sources[0], sources[1]),
        rows=(rows[0], rows[1]),
    )
    return frame_redline(html, changes, now.brief, theme, problems), changes


def _print_redline(
    html: Html, now: Laid, house: Path, executor: Executor, outcome: Outcome
) -> WrittenPdf | None:
    """Print a redline beside the PDF that it explains; no budget of pages holds for it."""
    html = replace(html, slug=f"{html.slug}.diff")
    place = Place(f"output/{html.slug}")
    pdf = result(executor, give(executor, print_page, html), place, outcome.problems)
    brief = replace(now.brief, fields=now.brief.fields.model_copy(update={"pages": None}))
    return bring_out(pdf, Proofreader(brief), house, "output", outcome)
