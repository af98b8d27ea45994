"""Compare what a brief was with what it is.

a PDF, an edition ─► lay out ─┐
content/ ─► lay out ──────────┴► compare ─► a redline
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from ..checks.preflight import Proofreader
from ..editions.files import write_pdf
from ..editions.ledger import Edition, Ledger, changed_facts
from ..model.brief import Language, Sources, Theme
from ..model.changes import Changes
from ..model.contract import BLOCKS
from ..model.fields import BlockKind
from ..model.page import Html, Stamp, WrittenPdf
from ..model.problems import Place, Problems, Stopped
from ..page.compose import make_dummy_page
from ..page.redline_frame import frame_redline
from ..page.single_texts import name_standing, show_facts, show_rows, show_sources
from ..press.executors import Executor, give, in_time, result
from ..press.workers import load_fonts_and_styles, print_page
from ..redline.compare import compare
from ..redline.unchanged import leave_out_unchanged
from .build import read_over
from .lay_out import Laid, lay_out_brief, lay_out_sources, open_house
from .restore import read_pdf

# ---------------------------------------------------------------------------------------------
# What changed


@dataclass(frozen=True)
class Comparison:
    """The result of a comparison."""

    problems: Problems
    changes: Changes | None = None
    """None where there are errors."""
    redline: WrittenPdf | None = None
    """None where nothing was to be printed, or nothing has changed."""


@dataclass(frozen=True)
class OldBrief:
    """A brief as it was."""

    sources: Sources
    since: Edition | str
    """The edition that it is, or what its reader calls it."""


def diff(
    house: Path,
    slug: str,
    old: OldBrief,
    executor: Executor,
    ledger: Ledger,
    *,
    paper: str | None = None,
    as_pdf: bool = True,
) -> Comparison:
    """Say what is other in *slug* than in *old*, and print it as `output/<slug>.diff.pdf`.

    Both are laid out with the
    templates and styles as they are now, so that what shows is what was written. *paper*: where it
    is not the main one. *as_pdf*: whether it is printed; where nothing has changed it is not.
    """
    problems = Problems()
    try:
        theme = open_house(house, problems)
        if as_pdf:
            executor.prepare(load_fonts_and_styles, make_dummy_page(theme))
        papers = [paper] if paper else None
        check_part_names(theme.languages.values(), BLOCKS, problems)
        problems.stop_on_errors()
        now = lay_out_brief(house, theme, slug, papers, executor, problems)
        problems.stop_on_errors()
        then = lay_out_old(house, theme, old.sources, now.pages[0].paper, executor, problems)
        with in_time(old.sources.folder, executor.seconds, problems):
            html, changes = _compare(then, now, theme, old.since, ledger, problems)
        redline = None
        if as_pdf and changes:
            redline = _print_redline(html, now, house, executor, problems)
    except Stopped:
        return Comparison(problems)
    return Comparison(problems, changes, redline)


def lay_out_old(
    house: Path, theme: Theme, old: Sources, paper: str, executor: Executor, problems: Problems
) -> Laid:
    """Lay *old* out on *paper*. Raises `Stopped`. Its warnings are about a past that is over."""
    apart = Problems()
    try:
        laid = lay_out_sources(house, theme, old, [paper], executor, apart)
        apart.stop_on_errors()
    except Stopped:
        problems.extend(one for one in apart if one.severity == "error")
        raise
    return laid


def find_old(
    house: Path,
    slug: str,
    since: str | None,
    executor: Executor,
    ledger: Ledger,
    problems: Problems,
) -> OldBrief | None:
    """Find what *slug* was: the content that a PDF carries, and which edition that is.

    *since*: the number of an edition, or a PDF; None: the last edition. A PDF that is an edition of
    *slug* is called one.

    Problems: no such edition, a PDF that carries no content or that of another brief.
    """
    place = Place(f"content/{slug}")
    published = {str(one.number): one for one in ledger.published(slug)}
    since = since or next(reversed(published), None)
    if since is None:
        hint = "name a PDF: --since handout.pdf; or publish it, and change it then"
        problems.error(place, "it was never published, so there is nothing to compare with", hint)
        return None
    edition = published.get(since)
    if edition is None and since.isdecimal():
        hint = f"published: {', '.join(published) or 'none'}"
        problems.error(place, f"no edition {since}", hint)
        return None
    file = next(iter(edition.papers.values())).file if edition else since
    path = house / file if edition else Path(file)
    sources = read_pdf(path, executor, problems)
    if sources is None:
        return None
    digest = sha256(path.read_bytes()).hexdigest()
    for one in published.values():
        if any(printed.sha256 == digest for printed in one.papers.values()):
            edition = one
    if sources.slug not in ledger.names_of(slug):
        problems.error(
            Place(file),
            f"this is the brief `{sources.slug}`",
            f"compare it with that one: `briefpress diff {sources.slug} --since {file}`",
        )
        return None
    return OldBrief(sources, edition or Path(file).name)


def check_part_names(
    languages: Iterable[Language], blocks: Mapping[str, BlockKind], problems: Problems
) -> None:
    """Ask of each of *languages* a name for each kind of *blocks*, by which a redline calls it.

    A block that is counted has its number. Problems: each name that is missing.
    """
    for language in languages:
        for kind, block in blocks.items():
            if not block.model.numbered and kind not in language.parts:
                problems.error(
                    Place(f"templates/languages/{language.tag}.toml"),
                    f"no word `{kind}` under [parts], so a redline cannot name such a block",
                    f'add a line `{kind} = "…"` there',
                )


def _compare(
    then: Laid, now: Laid, theme: Theme, since: Edition | str, ledger: Ledger, problems: Problems
) -> tuple[Html, Changes]:
    page = now.pages[0]
    edition = ledger.edition_of(page.slug, page.paper, page.digest)

    def name(stamp: Stamp) -> str:
        return name_standing(now.brief, theme, stamp, problems)

    names = (
        since if isinstance(since, str) else name(stamp_of(since)),
        name(stamp_of(edition) if edition else Stamp(page.digest[:8])),
    )
    html, changes = compare_laid(then, now, theme, names)
    html = leave_out_unchanged(html, theme.language(now.brief.language))
    return frame_redline(html, changes, now.brief, theme, problems), changes


def compare_laid(
    then: Laid, now: Laid, theme: Theme, names: tuple[str, str]
) -> tuple[Html, Changes]:
    """Compare the first pages of *then* and *now*; *names*: what the two are called."""
    both = (then.brief, now.brief)
    facts = [show_facts(brief, theme, Problems()) for brief in both]
    sources = [show_sources(brief, theme, Problems()) for brief in both]
    rows = [show_rows(brief, theme, Problems()) for brief in both]
    return compare(
        then.pages[0],
        now.pages[0],
        theme.language(now.brief.language),
        names=names,
        facts=tuple(changed_facts(facts[0], facts[1])),
        sources=(sources[0], sources[1]),
        rows=(rows[0], rows[1]),
    )


def stamp_of(edition: Edition) -> Stamp:
    """Say how a page stands that is *edition*."""
    return Stamp(edition.code, edition.number, edition.date)


def _print_redline(
    html: Html, now: Laid, house: Path, executor: Executor, problems: Problems
) -> WrittenPdf | None:
    """Print a redline beside the PDF that it explains; no budget of pages holds for it."""
    html = replace(html, slug=f"{html.slug}.diff")
    task = give(executor, print_page, html)
    pdf = result(executor, task, Place(f"output/{html.slug}"), problems)
    brief = replace(now.brief, fields=now.brief.fields.model_copy(update={"pages": None}))
    if pdf is None or not read_over(pdf, Proofreader(brief), executor.seconds, problems):
        return None
    main = pdf.paper == brief.papers[0]
    return write_pdf(pdf, house, "output", main_paper=main, problems=problems)
