"""The last edition of a brief → a file for a register of papers, which somebody hands in.

ledger ─► PDF ─► its content ─► Deposit ─► output/deposit/<slug>.<register>.xml or .json
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from ..content.parse import parse_brief
from ..editions.books import open_ledger
from ..editions.files import read_published, write_whole
from ..editions.ledger import Edition, Ledger
from ..model.brief import Brief
from ..model.deposits import Deposit, DepositedFile, Registry
from ..model.house import locate_brief
from ..model.problems import Place, Problems, Stopped, nearest
from ..page.single_texts import show_head, show_messages
from ..press.executors import Executor
from ..workflows.languages import names_of
from ..workflows.lay_out import OpenHouse, open_house
from ..workflows.restore import open_pdf
from .registries import write_crossref, write_datacite, write_reliefweb
from .site_publications import download_name, page_path

FOLDER = "output/deposit"
WRITERS: Mapping[Registry, tuple[str, Callable[[Deposit], str]]] = {
    "crossref": ("xml", write_crossref),
    "datacite": ("json", write_datacite),
    "reliefweb": ("json", write_reliefweb),
}
"""The kind of file of each register, and who writes it."""
UPDATES = {"material": "correction", "substantive": "new_version"}
"""Kinds of editions of which Crossref's readers must know, and how it calls them."""


def write_deposit(
    house: Path,
    slug: str,
    registry: Registry,
    executor: Executor,
    problems: Problems,
    *,
    sender: str = "",
    now: datetime,
) -> str:
    """Write the file for *registry* of the last edition of *slug*; returns its name, or nothing.

    *sender*: whose mail address is in it; without one, that of the contact. *now*: against which
    an embargo is held.

    Problems: a brief that was never published, or whose PDF carries no content; a field that
    *registry* asks for, and is not there; a DOI that two languages have.
    """
    try:
        opened = OpenHouse(house, open_house(house, problems), open_ledger(house, problems))
        problems.stop_on_errors()
        last = _find_last(slug, registry, opened.ledger, problems)
        brief = _read_brief(opened, last, executor, problems)
        one = _gather(opened, slug, last, brief, executor, problems)
        one = _ask_for(registry, one, brief, sender, now, problems)
        kind, write = WRITERS[registry]
        label = f"{FOLDER}/{slug}.{registry}.{kind}"
        data = write(one).encode()
        return label if write_whole(house / label, data, Place(label), problems) else ""
    except Stopped:
        return ""


def _find_last(slug: str, registry: Registry, ledger: Ledger, problems: Problems) -> Edition:
    """Find the last edition of *slug*; Crossref alone is told of one that was withdrawn. Raises
    `Stopped`.
    """
    place = Place(f"editions/{slug}")
    last = ledger.last(slug)
    if last is None:
        known = sorted({ledger.name_now(one.slug) for one in ledger.editions})
        hint = nearest(slug, known, "publications") if known else ""
        publish = f"`briefpress publish {slug} --note …` first"
        problems.error(place, "nothing is published that could be handed in", hint or publish)
        raise Stopped
    if (gone := ledger.withdrawal(last)) and registry != "crossref":
        problems.error(
            place,
            f"edition {last.number} was withdrawn on {gone.date}: {gone.why}",
            "tell the register by its own form; Crossref takes `--to crossref`",
        )
        raise Stopped
    return last


def _read_brief(
    house: OpenHouse, edition: Edition, executor: Executor, problems: Problems
) -> Brief:
    """Read the brief that the PDF of *edition* carries. Raises `Stopped` where it carries none."""
    published = next(iter(edition.papers.values()))
    data = read_published(house.folder, published, problems)
    lost = Problems()
    sources = open_pdf(data, Place(published.file), executor, lost) if data else None
    problems.stop_on_errors()
    if sources is None:
        problems.error(
            Place(published.file),
            "it carries no content that can be read, so nothing is known of it",
            "fill in the form of the register by hand",
        )
        raise Stopped
    return parse_brief(sources, house.theme.languages, lost)


def _gather(
    house: OpenHouse,
    slug: str,
    last: Edition,
    brief: Brief,
    executor: Executor,
    problems: Problems,
) -> Deposit:
    """Gather all that a register may ask for."""
    fields, institute, ledger = brief.fields, brief.institute, house.ledger
    site = f"{institute.site_at.rstrip('/')}/" if institute.site_at else ""
    title, standfirst = show_head(brief, house.theme, problems)
    withdrawn = ledger.withdrawal(last)
    files = () if withdrawn else tuple(
        DepositedFile(
            f"{site}{quote(f'papers/{last.slug}/{download_name(last, paper)}')}", published.sha256
        )
        for paper, published in last.papers.items()
    )  # fmt: skip
    updates = [
        (UPDATES[one.kind], one.date) for one in ledger.published(slug) if one.kind in UPDATES
    ]
    updates += [("withdrawal", withdrawn.date)] if withdrawn else []
    return Deposit(
        code=last.code,
        edition=last.number,
        title=title,
        standfirst=standfirst,
        messages=show_messages(brief, house.theme, problems),
        language=brief.language,
        authors=tuple(one.name for one in fields.authors),
        institute=institute.name,
        city=institute.city,
        published=ledger.published(slug)[0].date,
        day=last.date,
        series=str(brief.series),
        address=f"{site}{quote(page_path(slug))}" if site else "",
        files=files,
        identifiers={one.name: one.number for one in brief.identifiers},
        number=fields.report_number or str(fields.number or ""),
        licence=fields.licence or institute.licence or "",
        keywords=tuple(fields.keywords),
        translations=tuple(_find_translations(house, slug, brief, executor, problems)),
        updates=tuple(updates),
        policy=institute.corrections_policy or "",
        embargo=fields.embargo,
        reliefweb=fields.reliefweb,
        account=institute.reliefweb,
    )


def _find_translations(
    house: OpenHouse, slug: str, brief: Brief, executor: Executor, problems: Problems
) -> Iterator[tuple[str, bool]]:
    """Find the DOIs of the other languages of *brief*, and whether each is its original.

    Problems: one that is that of *brief*.
    """
    main = locate_brief(house.folder / "content", slug).folder
    for name in names_of(house.folder, slug):
        edition = house.ledger.current(name)
        if name == slug or edition is None:
            continue
        other = _read_brief(house, edition, executor, Problems()).fields.doi
        if other and other == brief.fields.doi:
            problems.error(
                Place(f"editions/{slug}"),
                f"`{name}` has the same DOI, {other}",
                "a translation has one of its own: write `doi: …` into the YAML of its language",
            )
        elif other and main in (name, slug):
            yield other, name == main


def _ask_for(
    registry: Registry, one: Deposit, brief: Brief, sender: str, now: datetime, problems: Problems
) -> Deposit:
    """Ask for what *registry* needs of *one*; gives it with the address of the sender. Raises
    `Stopped` where something is not there.
    """
    institute = Place("content/institute.yaml")
    place = brief.place("title")
    asked = brief.fields.contact or brief.institute.contact
    one = replace(one, sender=sender or (asked.email if asked else "") or "")
    if not one.address:
        hint = "write `site_at: https://…`, where the publications page will be found"
        problems.error(institute, "the register asks where the paper is found", hint)
    if registry in ("crossref", "datacite") and not one.doi:
        problems.error(place, f"{registry} needs the DOI", "write `doi: 10.…`, and publish it")
    if registry == "crossref":
        if not one.sender:
            hint = "write `contact: {email: …}`, or say --from name@example.org"
            problems.error(institute, "Crossref asks who hands it in", hint)
        if one.updates and not one.policy:
            what, day = one.updates[-1]
            problems.warning(
                institute,
                f"Crossref is not told of the {what.replace('_', ' ')} of {day}",
                "write `corrections_policy: 10.…`, the DOI of the page that says how you correct",
            )
    if registry == "reliefweb":
        _ask_for_reliefweb(one, place, institute, problems)
    if one.embargo and one.embargo <= now:
        one = replace(one, embargo=None)
    problems.stop_on_errors()
    return one


def _ask_for_reliefweb(
    deposit: Deposit, place: Place, institute: Place, problems: Problems
) -> None:
    tag = deposit.language.split("-")[0]
    if deposit.reliefweb is None:
        hint = (
            "write `reliefweb: {country: […], format: …}`, the numbers of its API, and publish it"
        )
        problems.error(place, "ReliefWeb asks for countries and the kind of paper", hint)
    if deposit.account is None:
        hint = "write `reliefweb: {source: […], languages: {en: 267}}`, the numbers of its API"
        problems.error(institute, "ReliefWeb asks for the number of the source", hint)
    elif tag not in deposit.account.languages:
        known = ", ".join(deposit.account.languages)
        hint = f"add `{tag}` to `reliefweb.languages`; there are: {known}"
        problems.error(institute, f"no number of the language `{tag}` at ReliefWeb", hint)
    if len(deposit.title) < 10:
        problems.error(place, "ReliefWeb takes no title of less than 10 signs", "make it longer")
