"""Publications ─► the files of the site: covers, texts, pages, feeds.

ledger ─► publications ─┬─► index.html, a page each, feed.xml ─┐
PDFs ─► first pages ────┤                                      ├─► output/site/
PDFs ─► their texts ────┘                                      │
PDFs ──────────────────────────────────────────────────────────┘
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..content.house_facts import list_facts
from ..content.parse import parse_institute
from ..content.sources import read_text
from ..editions.files import SITE, read_published, remove_others
from ..editions.ledger import FILE, PublishedPdf
from ..editions.truncation import SITE_END, word_end
from ..model.brief import TextFile, Theme
from ..model.house import theme_file
from ..model.papers import PAPERS
from ..model.problems import Place, Problems, Stopped
from ..page.standalone import SiteWriter
from ..press.executors import Executor, Task, give, result
from ..workflows.lay_out import OpenHouse, open_house
from .qr_check_page import make_check_page
from .site_changes import (
    changes_name,
    changes_path,
    digest_changes,
    find_before,
    make_changes,
)
from .site_feeds import plan_feeds, write_feed
from .site_folder import CARD, CARD_PAGE, METHOD, QUALITY, WIDTHS, SiteFolder, SiteSources
from .site_publications import Publication, publications
from .site_texts import (
    NAME,
    card_path,
    digest_texts,
    epub_path,
    link_text,
    make_texts,
    text_path,
)
from .site_topics import find_topics, fold_topic, topics_of, write_anchor

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..model.contract import Institute

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="{}" d="M3 1h10v14H3z"/><path stroke="#fff" d="M5 4.5h6M5 7.5h6M5 10.5h4"/></svg>\n'
)
"""A sheet of paper, in the ink of the house: what a browser shows in its tab."""

CARD_QUALITY = 85
"""The quality of JPEG, of 100: letters stay clean where the colours are not thinned."""
AHEAD = 32
"""PDFs that wait for a worker at most: a thousand of them would fill the memory."""


@dataclass(frozen=True)
class Cover:
    """The cover of a PDF: its first page, narrow and wide, and its keywords."""

    pictures: tuple[bytes, ...]
    """WebP, as wide as `WIDTHS` says."""
    card: bytes
    """JPEG of `CARD`, its head on a ground; empty where nobody asked for it."""
    ratio: float
    """Height of the page by its width."""
    topics: tuple[str, ...]


@dataclass(frozen=True)
class _Catalogue:
    """The publications that a site shows, and in whose name and words."""

    shown: Sequence[Publication]
    institute: Institute
    writer: SiteWriter
    base: str | None
    """The address at which the site is found, if it is known."""

    @property
    def root(self) -> str:
        """That address with a stroke behind it; empty where it is not known."""
        return f"{self.base.rstrip('/')}/" if self.base else ""


def fill_site(
    site: SiteFolder, sources: SiteSources, executor: Executor, problems: Problems
) -> int:
    """Write what is new in the site of *sources*, and delete what is no longer in it; how many
    files were deleted. Raises `Stopped`.
    """
    house, before, ledger = site.house, len(problems.found), sources.ledger
    theme = open_house(house, problems)
    institute = _read_institute(house, problems)
    base = sources.base or institute.site_at
    writer = SiteWriter(institute, theme, problems)
    names = {
        name: writer.language.site.get(f"paper_{name}", paper.label)
        for name, paper in PAPERS.items()
    }
    order = partial(list_facts, house / "content")
    hidden, barred = sources.embargoed, sources.barred
    shown = list(publications(ledger, hidden, barred, names, order, problems))
    pdfs = {one.path: one.printed for pub in shown for e in pub.editions for one in e.downloads}
    stale = {path: one for path, one in pdfs.items() if not site.has(path, one.sha256)}
    for published in stale.values():
        read_published(house, published, problems)  # before anything is written
    problems.stop_on_errors()
    covers = _bring_covers(house, shown, theme.tokens["ink"], executor, site, problems)
    problems.stop_on_errors()
    opened = OpenHouse(house, theme, ledger)
    catalogue = _Catalogue(shown, institute, writer, base)
    texts = _bring_texts(opened, catalogue, executor, site, problems)
    problems.stop_on_errors()
    told = word_end(sources.end, FILE) if sources.end.lines else ""
    check = make_check_page(shown, covers, institute, theme, sources, problems)
    pages = {**check, **_fill_pages(catalogue, covers, texts, told)}
    looks = _take_looks(house, theme, problems)
    problems.stop_on_errors()

    # The files that a page names come before the page.
    for path, data in {**looks, **sources.further}.items():
        site.put(path, data)
    for path, published in pdfs.items():
        if path not in stale:
            site.keep(path)
        elif (pdf := read_published(house, published, problems)) is not None:
            site.put(path, pdf)
    for path, data in pages.items():
        site.put(path, data)
    problems.stop_on_errors()
    deleted = remove_others(house / SITE, SITE, site.files.keys(), problems)
    site.publications, site.editions = len(shown), sum(len(one.editions) for one in shown)
    site.has_address = bool(base)
    # Whoever was told of something hears it again the next time.
    site.remember("" if len(problems.found) > before else sources.digest(site.look))
    return deleted


def _take_looks(house: Path, theme: Theme, problems: Problems) -> dict[str, bytes]:
    """Take the fonts, the style sheet, the scripts and the icon of all pages, by their paths."""
    style = f"{_swapped(theme.font_faces)}{theme.styles['tokens']}\n{theme.styles.get('site', '')}"
    return {
        **{path: data for path, data in theme.fonts.items() if path in theme.font_faces},
        "site.css": style.encode(),
        **{path: _read_script(house, name, problems) for path, name in SCRIPTS.items()},
        "icon.svg": ICON.format(theme.tokens["ink"]).encode(),
    }


def _read_institute(house: Path, problems: Problems) -> Institute:
    name = "content/institute.yaml"
    try:
        data = (house / name).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(name), f"cannot be read: {reason}", "check the name and your rights")
        raise Stopped from None
    institute = parse_institute(TextFile(name, read_text(data, name, problems), data), problems)
    problems.stop_on_errors()
    assert institute is not None
    return institute


SCRIPTS = {"site.js": "templates/site/site.js", "check/check.js": "templates/site/check.js"}
"""Path in the site, and the file of the house that stands there."""


def _read_script(house: Path, name: str, problems: Problems) -> bytes:
    try:
        return theme_file(house, name).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(name), f"cannot be read: {reason}", "check the file and your rights")
        return b""


def _swapped(faces: str) -> str:
    """Let text be read before its font has come."""
    return faces.replace("@font-face {", "@font-face { font-display: swap;")


# ---------------------------------------------------------------------------------------------
# Covers


def draw_cover(data: bytes, ground: str = "") -> Cover | None:
    """Draw the first page of the PDF *data*, for a worker; None where it cannot be drawn.

    *ground*: the colour behind its head on the card; without one there is no card. The page is
    drawn once, and all pictures are made of that; half of the time is WebP's.
    """
    from io import BytesIO

    import pypdfium2
    from PIL import Image

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            page = pdf[0]
            keywords = pdf.get_metadata_value("Keywords")
            bitmap = page.render(scale=CARD_PAGE / page.get_width())
            picture = bitmap.to_pil().convert("RGB")
            bitmap.close()
    except pypdfium2.PdfiumError:
        return None
    ratio = picture.height / picture.width
    pictures = []
    for width in WIDTHS:
        scaled = picture.resize((width, round(width * ratio)), Image.Resampling.LANCZOS)
        written = BytesIO()
        scaled.save(written, "WEBP", quality=QUALITY, method=METHOD)
        pictures.append(written.getvalue())
    topics = (" ".join(topic.split()) for topic in re.split("[,;|]", keywords))
    card = _draw_card(picture, ground) if ground else b""
    return Cover(tuple(pictures), card, ratio, tuple(topic for topic in topics if topic))


def _draw_card(page: Image, ground: str) -> bytes:
    """Lay the head of *page*, as wide as it was drawn, on a *ground* of the house's colour: those
    who show a card read no WebP, and crop a page that is higher than wide.
    """
    from io import BytesIO

    from PIL import Image

    try:
        card = Image.new("RGB", CARD, ground)
    except ValueError:  # Pillow does not know every colour of CSS
        card = Image.new("RGB", CARD, "white")
    edge = (CARD[0] - page.width) // 2
    card.paste(page, (edge, edge * 3 // 5))
    written = BytesIO()
    card.save(written, "JPEG", quality=CARD_QUALITY, subsampling=0)
    return written.getvalue()


def _bring_covers(
    house: Path,
    shown: Sequence[Publication],
    ground: str,
    executor: Executor,
    site: SiteFolder,
    problems: Problems,
) -> dict[str, dict[str, Any]]:
    """See that the cover of each edition lies in the site, drawn once, and the card of each last
    one, on *ground*; what they say, by the digest of its main PDF.

    A withdrawn one has no cover.
    """
    covers: dict[str, dict[str, Any]] = {}
    drawing: deque[tuple[PublishedPdf, list[str], Task[Cover | None]]] = deque()

    def put(published: PublishedPdf, paths: list[str], task: Task[Cover | None]) -> None:
        cover = result(executor, task, Place(published.file), problems)
        if cover is None:
            hint = "open the PDF; if it is sound, run `briefpress doctor`"
            problems.error(Place(published.file), "its first page cannot be drawn", hint)
            return
        pictures = [*cover.pictures, *[cover.card] * bool(cover.card)]
        for path, picture in zip(paths, pictures, strict=True):
            site.put(path, picture)
        drawn = {
            "ratio": round(cover.ratio, 4), "topics": list(cover.topics),
            "paths": paths[: len(WIDTHS)], "ground": ground if cover.card else "",
        }  # fmt: skip
        covers[published.sha256] = site.keep_cover(published.sha256, drawn)

    main = (
        (one.downloads[0].printed, one is pub.last)
        for pub in shown
        for one in pub.editions
        if one.downloads
    )
    for published, is_last in main:
        paths = [f"pictures/{published.sha256[:32]}-{width}.webp" for width in WIDTHS]
        paths += [card_path(published)] * is_last
        known = site.covers.get(published.sha256)
        is_grounded = known and (not is_last or known["ground"] == ground)
        if known and is_grounded and all(site.has(path) for path in paths):
            for path in paths:
                site.keep(path)
            covers[published.sha256] = site.keep_cover(published.sha256, known)
        elif (data := read_published(house, published, problems)) is not None:
            task = give(executor, draw_cover, data, ground if is_last else "")
            drawing.append((published, paths, task))
            if len(drawing) > AHEAD:
                put(*drawing.popleft())
    while drawing:
        put(*drawing.popleft())
    return covers


# ---------------------------------------------------------------------------------------------
# Texts


def _bring_texts(
    house: OpenHouse,
    catalogue: _Catalogue,
    executor: Executor,
    site: SiteFolder,
    problems: Problems,
) -> dict[str, int]:
    """See that the texts of each edition lie in the site, made once: its EPUB, what changed in it,
    and the page of the last one. Gives the size of each by its path.
    """
    sizes: dict[str, int] = {}
    shown, institute, base = catalogue.shown, catalogue.institute, catalogue.base
    for publication in shown:
        for one in publication.editions:
            if not one.downloads:
                continue
            changes: list[str] = []
            if before := find_before(publication, one):
                digest = digest_changes(one, before, site.look, institute)
                make = partial(make_changes, house, publication, one, before, institute)
                changes = _bring(digest, make, executor, site, problems)
            links = None
            if one is publication.last:
                name = changes_name(one) if changes else ""
                links = link_text(publication, shown, name, catalogue.writer, base)
            digest = digest_texts(one, links, house.ledger, site.look, base)
            make = partial(make_texts, house, publication, one, links, base)
            paths = changes + _bring(digest, make, executor, site, problems)
            sizes |= {path: site.files[path]["size"] for path in paths if path in site.files}
    return sizes


def _bring(
    digest: str,
    make: Callable[[Executor, Problems], Mapping[str, bytes]],
    executor: Executor,
    site: SiteFolder,
    problems: Problems,
) -> list[str]:
    """See that the files with *digest* lie in the site: as they were, or as *make* makes them;
    their paths.
    """
    paths = site.texts.get(digest)
    if paths is None or not all(map(site.has, paths)):
        texts = make(executor, problems)
        for path, data in texts.items():
            site.put(path, data)
        paths = [*texts]
    else:
        for path in paths:
            site.keep(path)
    site.keep_texts(digest, paths)
    return paths


# ---------------------------------------------------------------------------------------------
# Pages


def _fill_pages(
    catalogue: _Catalogue,
    covers: Mapping[str, Mapping[str, Any]],
    texts: Mapping[str, int],
    end: str,
) -> dict[str, bytes]:
    """Fill each page, those that others lead to first; *end*: where the ledger ends, in a line.

    *texts*: the size of each text that lies in the site, by its path.
    """
    shown, institute, writer = catalogue.shown, catalogue.institute, catalogue.writer
    last = [
        covers.get(one.last.downloads[0].printed.sha256) if one.last.downloads else None
        for one in shown
    ]
    topics = find_topics(topic for cover in last if cover for topic in cover["topics"])
    cards = [_card(one, cover, topics, writer) for one, cover in zip(shown, last, strict=True)]
    feeds = plan_feeds(
        shown, topics_of(shown, covers, topics), [*topics.values()], institute, writer
    )
    of_language = {one.language: one for one in feeds if one.language}
    pages = {}
    for publication, card in zip(shown, cards, strict=True):
        others = [one for one in shown if one is not publication and one.brief == publication.brief]
        also = [(one.last.edition.language, one.folder) for one in others]
        values = {
            "root": "../../", "site": catalogue.root,
            "picture": card_path(publication.last.downloads[0].printed) if card["cover"] else "",
            "publication": publication, "card": card, "also": sorted(also),
            "feeds": [one for one in (of_language.get(card["edition"].language),) if one],
            "changes": {one.edition.number: changes_name(one) for one in publication.editions
                        if changes_path(publication, one) in texts},
            "text": NAME if text_path(publication) in texts else "",
            "epubs": {one.edition.number: (path, texts[path]) for one in publication.editions
                      if one.downloads and (path := epub_path(one)) in texts},
        }  # fmt: skip
        pages[publication.path] = writer.render("site/publication.html", **values).encode()
        for path in publication.old_paths:
            pages[path] = writer.render("site/moved.html", **values).encode()
    values = {
        "root": "",
        "cards": cards,
        "years": _grouped(cards, lambda card: [card["year"]]),
        "languages": _grouped(cards, lambda card: [card["language_name"]]),
        "topics": dict(sorted(_grouped(cards, lambda card: [t for t, _ in card["topics"]]).items(),
                              key=lambda item: item[0].casefold())),
        "anchors": dict(topics.values()),
        "feeds": [*of_language.values()],
        "feed_of": {one.name: one for one in feeds},
    }  # fmt: skip
    index = writer.render("site/index.html", **values).encode()
    for one in feeds:
        pages[one.path] = write_feed(
            one, institute, writer, catalogue.base, "" if one.name else end
        )
    pages["llms.txt"] = _list_texts(catalogue, texts)
    if catalogue.base:
        pages["sitemap.xml"] = _map_site(catalogue, texts)
    end_file = {SITE_END: f"{institute.name}\n{end}\n".encode()} if end else {}
    return {**pages, **end_file, "index.html": index}


def _list_texts(catalogue: _Catalogue, texts: Collection[str]) -> bytes:
    """Write llms.txt, the list for programs that answer questions, as llmstxt.org has it.

    Of each publication in use: the address of its text, or of its page where it has none, what it
    says, and the code by which it is checked.
    """
    root, writer = catalogue.root, catalogue.writer
    lines = [
        f"# {catalogue.institute.name}",
        f"> {writer.word('check_link')}{writer.colon} {root}check/index.html",
    ]
    lines.append(f"## {writer.word('publications')}")
    rows = []
    for publication in catalogue.shown:
        edition = publication.last.edition
        if publication.last.withdrawal:
            continue
        path = text_path(publication)
        address = f"{root}{quote(path if path in texts else publication.path)}"
        title = " ".join(
            (edition.title or publication.slug).replace("[", "(").replace("]", ")").split()
        )
        standfirst = " ".join(edition.standfirst.split())
        about = f"{edition.date}, {edition.language}, {edition.code}"
        rows.append(f"- [{title}]({address}): {standfirst} ({about})")
    return "\n\n".join([*lines, *(["\n".join(rows)] if rows else [])]).encode() + b"\n"


def _map_site(catalogue: _Catalogue, texts: Collection[str]) -> bytes:
    """Make the list of pages that search engines read, as sitemaps.org has it; those that were
    withdrawn are left out.
    """
    import xml.etree.ElementTree as Tree  # writes, and reads nothing

    shown = catalogue.shown
    pages = Tree.Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    days = [one.last.edition.date for one in shown]
    entries = [("index.html", max(days))] if days else []
    for publication in shown:
        if not publication.last.withdrawal:
            paths = (publication.path, text_path(publication))
            entries += [(paths[0], publication.last.edition.date)]
            entries += [(paths[1], publication.last.edition.date)] * (paths[1] in texts)
    for path, day in entries:
        page = Tree.SubElement(pages, "url")
        Tree.SubElement(page, "loc").text = f"{catalogue.root}{quote(path)}"
        Tree.SubElement(page, "lastmod").text = day.isoformat()
    Tree.indent(pages)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Tree.tostring(pages, "unicode")}\n'.encode()


def _card(
    publication: Publication,
    cover: Mapping[str, Any] | None,
    topics: Mapping[str, tuple[str, str]],
    writer: SiteWriter,
) -> dict[str, Any]:
    """The values at the head of the list and of the page of *publication*."""
    last = publication.last.edition
    until = datetime.fromisoformat(last.embargo) if last.embargo else None
    return {
        "slug": publication.slug,
        "href": quote(publication.path),
        "anchor": f"publication-{write_anchor(publication.slug)}",
        "edition": last,
        "shown": publication.last,
        "year": str(last.date.year),
        "language_name": writer.language_name(last.language),
        "embargo": writer.moment(until, writer.zones) if until else "",
        "editions": len(publication.editions),
        "cover": cover and {
            "small": quote(cover["paths"][0]),
            "large": quote(cover["paths"][1]),
            "width": WIDTHS[0] // 2,
            "height": round(WIDTHS[0] // 2 * cover["ratio"]),
            "widths": WIDTHS,
        },
        "topics": [
            *dict.fromkeys(topics[fold_topic(one)] for one in (cover["topics"] if cover else ()))
        ],
    }  # fmt: skip


def _grouped(cards: Sequence[dict[str, Any]], names: Any) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for card in cards:
        for name in names(card):
            groups.setdefault(name, []).append(card)
    return groups
