"""Hand out: copies, register, pack, booklet, catalog, manifest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shell import (
    DATE,
    FORMAT,
    NOW,
    ON,
    WORKERS,
    check_papers,
    choose,
    count,
    day_of,
    find_house,
    hire,
    moment_of,
    print_json,
    remember,
    show,
)

if TYPE_CHECKING:
    pass


def _address(_: click.Context, __: click.Parameter, said: str | None) -> str | None:
    """Take an address of the web, without what comes after `?` and `#`."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(said or "")
    except ValueError:
        parts = None
    if said is None or (
        parts and parts.scheme in ("http", "https") and parts.hostname
        and not parts.query and not parts.fragment and said.isprintable() and " " not in said
    ):  # fmt: skip
        return said
    raise click.BadParameter(f"`{said}` is no address; write it as https://example.org/papers/")


@click.command("copies")
@click.argument("brief")
@click.option(
    "--to",
    "recipients",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CSV",
    help="Who gets one: a row each, columns name, organisation, language, copies.",
)
@click.option("--one-file", is_flag=True, help="One PDF for the printer, which holds them all.")
@click.option("--watermark", is_flag=True, help="The recipient across each page, pale.")
@click.option(
    "--class",
    "distribution",
    type=click.Choice(["public", "limited", "restricted", "not-for-publication"]),
    default=None,
    help="Class of distribution, printed on each page.",
)
@click.option("--paper", type=str.lower, help="On this paper: a4 or letter.")
@click.option("--draft", is_flag=True, help="Of what stands in content/; the register has no line.")
@click.option("--embargoed", is_flag=True, help="Also while the embargo holds; each page says so.")
@NOW
@DATE
@ON
@WORKERS
@FORMAT
def make_copies(
    brief: str,
    recipients: Path,
    one_file: bool,
    watermark: bool,
    distribution: str | None,
    paper: str | None,
    draft: bool,
    embargoed: bool,
    now: str | None,
    day: str | None,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    form: str,
) -> int:
    """Make a named copy of BRIEF, its current edition, for each recipient of a list.

    Each page carries the copy's number, its recipient and its code; the register has a line for it.
    """
    house = find_house()
    check_papers((paper,) if paper else ())
    when, moment = day_of(day), moment_of(now)
    if draft:
        choose((brief,), house)
    with hire(jobs or 1, time_limit, memory_limit, 1, on) as workers:
        from ..distribute.copies import Wish
        from ..distribute.copies import make_copies as run

        wish = Wish(paper, distribution or "", watermark, one_file, draft, embargoed)
        made = run(house, brief, recipients, workers, wish, day=when, now=moment)
    show(made.problems)
    if form == "json":
        print_json([one.as_json() for one in made.copies if made.files])
    elif made.files:
        number = len(made.copies)
        where = made.files[0] if one_file else f"{Path(made.files[0]).parent.as_posix()}/"
        click.echo(f"{number} {'copy' if number == 1 else 'copies'} in {where}")
        if draft:
            click.echo("copies of a draft: the register has no line for them")
        else:
            click.echo(f"editions/register.jsonl: {made.new} new line{'s' * (made.new != 1)}")
    return 1 if made.problems.errors else 0


@click.command()
@click.argument("brief", required=False)
@FORMAT
def register(brief: str | None, form: str) -> int:
    """Say who got which copy, of BRIEF or of all, and who holds one that is not current.

    The exit status is 0 also where somebody holds a superseded or withdrawn edition.
    """
    from ..distribute.copies import read_register_file
    from ..distribute.register import list_holdings
    from ..editions import read_ledger_file
    from ..problems import Problems, nearest

    problems = Problems()
    house = find_house()
    ledger = read_ledger_file(house, problems)
    book = read_register_file(house, problems)
    show(problems)
    if problems.errors:
        return 1
    known = {one.slug for one in ledger.entries} | {one.slug for one in book.copies}
    if brief and brief not in known:
        raise click.UsageError(f"nothing of `{brief}` is published; {nearest(brief, known)}")
    holdings = list_holdings(book, ledger, brief)
    if form == "json":
        print_json([one.as_json() for one in holdings])
        return 0
    # A copy has a line for each file that it was written into, and was handed out once.
    rows = {
        one.copy.code: (
            one.copy.code,
            f"{one.copy.number} of {one.copy.total}",
            one.copy.date.isoformat(),
            one.copy.distribution or "–",
            one.state,
            one.copy.recipient,
        )
        for one in holdings
    }.values()
    heads = ("copy", "number", "date", "class", "edition is", "recipient")
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads) - 1)]
    for row in [heads, *rows] if rows else []:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        colour = None if row is heads else "green" if row[4] == "CURRENT" else "red"
        cells[4] = click.style(cells[4], fg=colour, bold=row is heads)
        click.echo("  ".join([*cells, row[-1]]))
    old = sum(1 for row in rows if row[4] != "CURRENT")
    copies = f"{len(rows)} {'copy' if len(rows) == 1 else 'copies'}"
    click.echo(f"{copies} handed out, {old} of an edition that is not current")
    return 0


@click.command()
@click.argument("meeting")
@click.option("--addendum", is_flag=True, help="Only what changed since the pack was last made.")
@click.option("--paper", type=str.lower, help="Print on this paper: a4 or letter.")
@NOW
@ON
@WORKERS
def pack(
    meeting: str,
    addendum: bool,
    paper: str | None,
    now: str | None,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
) -> int:
    """Put the papers of MEETING, content/meetings/MEETING.yaml, into one numbered PDF.

    Cover, contents, a tab sheet for each item, every paper on a right-hand page, and a last page
    for the printer.
    """
    house = find_house()
    check_papers((paper,) if paper else ())
    moment = moment_of(now)
    with hire(jobs, time_limit, memory_limit, 4, on) as workers:
        from ..distribute.pack import make_pack
        from ..problems import Problems

        problems = Problems()
        made = make_pack(
            house, meeting, workers, problems, now=moment, paper=paper, addendum=addendum
        )
    show(problems)
    if made:
        claims = [f"PDF/A-3{made.level.lower()}"] if made.level else []
        claims += ["PDF/UA-1"] if made.is_accessible else []
        click.echo(
            f"{made.file}  {made.pages} pages, {made.size / 1024:.0f} KB, "
            f"{' and '.join(claims) or 'neither PDF/A nor PDF/UA'}, code {made.code}"
        )
        for entry in made.entries:
            which = f"edition {entry.edition}" if entry.edition else "draft" if entry.draft else ""
            said = ", ".join(part for part in (which, entry.code) if part)
            click.echo(f"  {entry.first:>3}  {entry.title}  ({said})")
    return 1 if problems.errors else 0


@click.command()
@click.argument("what", metavar="BRIEF|PDF")
@click.option(
    "--layout",
    type=click.Choice(["booklet", "2-up", "4-up"]),
    default="booklet",
    show_default=True,
    help="Folded in the middle, or two or four pages a side.",
)
@click.option("--paper", help="What the pages are on: a4 or letter.")
@click.option(
    "--sheet",
    type=click.Choice(["a3", "a4", "letter", "tabloid"], case_sensitive=False),
    help="What the printer has (default: A3 or Tabloid for a booklet of A4 or Letter pages).",
)
@click.option("--edition", type=click.IntRange(1), help="An older edition (default: the current).")
@click.option("--draft", is_flag=True, help="Take what was built last, published or not.")
@click.option(
    "--creep",
    type=click.FloatRange(0, 5),
    default=0,
    metavar="MM",
    help="How far the pages of each sheet move towards the spine; office paper needs 0.1.",
)
@click.option("--proof", is_flag=True, help="Make a sheet to test the printer with as well.")
@ON
@WORKERS
def booklet(
    what: str,
    layout: str,
    paper: str | None,
    sheet: str | None,
    edition: int | None,
    draft: bool,
    creep: float,
    proof: bool,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
) -> int:
    """Impose the current edition of BRIEF, or any PDF, to be printed on both sides of a sheet.

    Writes output/BRIEF.booklet.pdf, or .2-up.pdf, .4-up.pdf: for a printer, so without tags.
    """
    from ..problems import Problems, Stopped

    house = find_house()
    paper = paper.lower() if paper else None
    check_papers((paper,) if paper else ())
    is_file = what.lower().endswith(".pdf")
    if is_file and (edition or draft):
        raise click.UsageError("a PDF is taken as it is, without --edition and --draft")
    if edition and draft:
        raise click.UsageError("a draft is no edition: choose --edition or --draft")
    if not is_file:
        choose((what,), house)
    problems = Problems()
    sheaf = None
    # Only the proof sheet needs a press; the others need not wait until one is warm (0.6 s).
    with hire(jobs, time_limit, memory_limit, 1, on, warm=proof) as workers:
        from ..distribute.booklet import make_sheaf, take_draft, take_edition, take_file

        try:
            if is_file:
                taken = take_file(Path(what), problems)
            elif draft:
                memory = remember(house)
                if memory is None:
                    return 1
                taken = take_draft(house, what, paper, memory, problems)
            else:
                taken = take_edition(house, what, edition, paper, problems)
            sheaf = make_sheaf(
                house, taken, workers, problems, layout=layout, paper=paper, sheet=sheet,
                creep=creep, proof=proof,
            )  # fmt: skip
        except Stopped:
            pass
    show(problems)
    if sheaf:
        click.echo(sheaf.in_words)
    return 1 if problems.errors else 0


@click.command()
@click.option(
    "--now", metavar="TIME", help="The time to go by, as 2026-12-01T09:00-05:00 (default: now)."
)
@click.option("--base", metavar="URL", callback=_address, help="Where the site will be found.")
@ON
@WORKERS
@FORMAT
def catalog(
    now: str | None,
    base: str | None,
    on: str | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: float,
    form: str,
) -> int:
    """Make the publications page, output/site/: what the ledger says, and its PDFs.

    It is static: open index.html, or have any web server serve the folder. What else lies in
    output/site/ is deleted.
    """
    from ..distribute.catalog import make_catalog

    when = moment_of(now)
    with hire(jobs, time_limit, memory_limit, 64, on, warm=False) as workers:
        made = make_catalog(find_house(), workers, now=when, base=base)
    show(made.problems)
    if form == "json":
        print_json(
            {
                "publications": made.publications,
                "editions": made.editions,
                "written": made.written,
                "deleted": made.deleted,
                "embargoed": [one.code for one in made.embargoed],
            }
        )
    elif not made.problems.errors:
        for one in made.embargoed:
            click.echo(f"edition {one.edition} of {one.slug} is under embargo: left out")
        click.echo(
            f"output/site/index.html: {made.publications} "
            f"publication{'s' * (made.publications != 1)}, {made.editions} "
            f"edition{'s' * (made.editions != 1)}; "
            f"{count(made.written, 'file', 'is new', 'are new')}, {made.deleted} deleted"
        )
    return 1 if made.problems.errors else 0


@click.command()
@FORMAT
def manifest(form: str) -> int:
    """Write output/manifest.json: every file that was made, for a mailing or web system.

    Each with path, purpose, digest, size, pages, edition, code, language, paper and recipient;
    output/manifest.schema.json describes it.
    """
    from ..distribute.copies import read_register_file
    from ..distribute.manifest import FILE, make_manifest
    from ..problems import Problems

    memory = remember(find_house())
    if memory is None:
        return 1
    problems = Problems()
    book = read_register_file(find_house(), problems)
    files = make_manifest(find_house(), memory, book, problems) if not problems.errors else []
    show(problems)
    if form == "json":
        print_json([vars(one) for one in files])
    elif files:
        click.echo(f"{FILE}: {len(files)} file{'s' * (len(files) != 1)}")
    return 1 if problems.errors else 0
