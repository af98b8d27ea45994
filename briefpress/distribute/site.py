"""Turn the ledger and its PDFs into output/site/: the institute's publications page, static.

    ledger ─► publications ─┬─► index.html, a page each, feed.xml ─┐
    PDFs ─► first pages ────┤                                      ├─► output/site/
    PDFs ─► their texts ────┘                                      │
    PDFs ──────────────────────────────────────────────────────────┘

The same ledger gives the same bytes: whatever has a date has it from there. Each file is written
whole, what a page names before the page, so a web server that serves the folder meanwhile never
shows half of anything. What the ledger does not name any more is deleted last.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..cache.hashed_json import FileState, read_sealed, seal
from ..content.parse import parse_institute
from ..content.sources import read_text
from ..editions.books import open_ledger
from ..editions.files import (
    SITE,
    check_site_folder,
    read_published,
    remove_links,
    remove_others,
    write_whole,
)
from ..editions.hash_chain import End, end_of
from ..editions.ledger import FILE, Edition, Ledger, PublishedPdf, Renaming
from ..editions.locks import alone_with_site
from ..editions.minisign import PublicKey, SecretKey
from ..editions.signing import SIGNED, find_signer
from ..editions.truncation import EDITION as EDITION_NOTE
from ..editions.truncation import SITE_END, word_end
from ..editions.truncation import WITHDRAWN as WITHDRAWN_NOTE
from ..editions.trust import Trust
from ..model.brief import TextFile, Theme
from ..model.house import theme_file
from ..model.papers import PAPERS
from ..model.problems import Place, Problems, Stopped
from ..model.text import is_file_name
from ..page.standalone import SiteWriter
from ..press.executors import Executor, Task, give, result
from ..workflows.lay_out import open_house
from ..workflows.rights import bar_edition
from .qr_check_page import LIST, make_check_page
from .site_feeds import plan_feeds, write_feed
from .site_publications import Publication, publications
from .site_texts import NAME, digest_texts, epub_path, link_text, make_texts, text_path

if TYPE_CHECKING:
    from ..model.contract import Institute

INDEX = "output/.site"
"""Cache: size, time and hash of each file of the site, and what covers say."""
INDEX_VERSION = 4
WIDTHS = (320, 640)
"""Pixels of a cover: twice what the list shows, twice what a publication's page shows."""
QUALITY = 82
"""The quality of WebP, of 100: letters stay clean."""
METHOD = 2
"""How hard WebP tries: 4, its own choice, takes twice as long and saves 2 %."""

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="{}" d="M3 1h10v14H3z"/><path stroke="#fff" d="M5 4.5h6M5 7.5h6M5 10.5h4"/></svg>\n'
)
"""A sheet of paper, in the ink of the house: what a browser shows in its tab."""

AHEAD = 32
"""PDFs that wait for a worker at most: a thousand of them would fill the memory."""


@dataclass(frozen=True)
class Cover:
    """The cover of a PDF: its first page, narrow and wide, and its keywords."""

    pictures: tuple[bytes, ...]
    """WebP, as wide as `WIDTHS` says."""
    ratio: float
    """Height of the page by its width."""
    topics: tuple[str, ...]


@dataclass
class Catalog:
    """The numbers of a site that was made, and the problems."""

    publications: int = 0
    editions: int = 0
    written: int = 0
    """Files that are new or other than before."""
    deleted: int = 0
    has_address: bool = False
    """Whether the feed says where the site is found."""
    embargoed: tuple[Edition, ...] = ()
    """The editions that were left out."""
    barred: tuple[Edition, ...] = ()
    """Those that are listed without their files: a picture in them may not be on the web."""
    to_recall: Problems = field(default_factory=Problems)
    """An error for each picture of them."""
    problems: Problems = field(default_factory=Problems)


def make_catalog(
    house: Path, executor: Executor, *, now: datetime, base: str | None = None
) -> Catalog:
    """Make output/site/ of *house* what its ledger says at the time *now*.

    *executor*: who draws first pages; each is drawn once. *base*: the address at which the site
    will be found, `https://example.org/publications/`, for those who read the feed elsewhere; None:
    the one that institute.yaml names. Without one the feed is relative.

    Problems: a published PDF that is gone or was changed, an error in a template, a disk that is
    full. Where there is one before the first file is written, the site stays as it was.
    """
    catalog = Catalog()
    problems = catalog.problems
    try:
        with alone_with_site(house, problems):
            check_site_folder(house, problems)
            ledger = open_ledger(house, problems)
            problems.stop_on_errors()
            _make(house, executor, ledger, now, base, catalog)
    except Stopped:
        pass
    return catalog


def _make(
    house: Path,
    executor: Executor,
    ledger: Ledger,
    now: datetime,
    base: str | None,
    catalog: Catalog,
) -> None:
    problems = catalog.problems
    theme = open_house(house, problems)
    catalog.embargoed = tuple(one for one in ledger.editions if one.is_embargoed(now))
    catalog.barred = tuple(_find_barred(ledger, now.date(), catalog.to_recall))
    remove_links(house / SITE, SITE, problems)
    end = _public_end(ledger, catalog.embargoed)
    key = Trust.read(house / "editions", problems).signs
    notes = _take_notes(house, ledger, end, key)
    signer = _find_signer(house, problems) if key else None
    problems.stop_on_errors()
    look = _digest_look(house, theme)
    made_of = _digest(
        look, ledger, catalog.embargoed, catalog.barred, base, notes, signs=bool(signer)
    )
    site = _Site(house, made_of, problems)
    if site.is_whole:
        catalog.publications, catalog.editions = site.publications, site.editions
        catalog.has_address = site.has_address
        return
    institute = _read_institute(house, problems)
    base = base or institute.site_at
    catalog.has_address = bool(base)
    writer = SiteWriter(institute, theme, problems)
    names = {
        name: writer.language.site.get(f"paper_{name}", paper.label)
        for name, paper in PAPERS.items()
    }
    shown = list(publications(ledger, catalog.embargoed, catalog.barred, names, problems))
    pdfs = {one.path: one.printed for pub in shown for e in pub.editions for one in e.downloads}
    stale = {path: one for path, one in pdfs.items() if not site.has(path, one.sha256)}
    for published in stale.values():
        read_published(house, published, problems)  # before anything is written
    problems.stop_on_errors()
    covers = _bring_covers(house, shown, executor, site, problems)
    problems.stop_on_errors()
    texts = _bring_texts(house, theme, shown, ledger, executor, site, writer, look, base, problems)
    problems.stop_on_errors()
    told = word_end(end, FILE) if end.lines else ""
    check = make_check_page(shown, covers, institute, theme, end, key, signer, problems)
    pages = {**check, **_fill_pages(shown, covers, texts, writer, institute, base, told)}
    style = f"{_swapped(theme.font_faces)}{theme.styles['tokens']}\n{theme.styles.get('site', '')}"
    named = {path: data for path, data in theme.fonts.items() if path in theme.font_faces}
    scripts = {path: _read_script(house, name, problems) for path, name in SCRIPTS.items()}
    icon = ICON.format(theme.tokens["ink"]).encode()
    problems.stop_on_errors()

    # What a page names comes before the page.
    for path, data in {
        **named,
        "site.css": style.encode(),
        **scripts,
        "icon.svg": icon,
        **notes,
    }.items():
        site.put(path, data)
    for path, published in pdfs.items():
        if path not in stale:
            site.keep(path)
        elif (pdf := read_published(house, published, problems)) is not None:
            site.put(path, pdf)
    for path, data in pages.items():
        site.put(path, data)
    problems.stop_on_errors()
    catalog.deleted = remove_others(house / SITE, SITE, site.files.keys(), problems)
    catalog.written = site.written
    catalog.publications = len(shown)
    catalog.editions = sum(len(one.editions) for one in shown)
    site.remember(catalog)


def _find_barred(ledger: Ledger, day: date, problems: Problems) -> Iterator[Edition]:
    """Find the editions in use that may not be on the web on *day*, and say why."""
    for edition in ledger.editions:
        if edition.rights and not ledger.withdrawal(edition):
            found = problems.errors
            bar_edition(edition, "web", day, problems)
            if problems.errors > found:
                yield edition


def _digest(
    look: str,
    ledger: Ledger,
    embargoed: Sequence[Edition],
    barred: Sequence[Edition],
    base: str | None,
    notes: Mapping[str, bytes],
    *,
    signs: bool,
) -> str:
    """Digest of everything that the site is made of: with the same one it is the same site."""
    files = {
        "look": look.encode(),
        "ledger": bytes(ledger),
        **{f"note:{name}": data for name, data in notes.items()},
        "rest": repr([base, *map(_codes, (embargoed, barred)), signs]).encode(),
    }
    return _digest_files(files)


def _codes(editions: Sequence[Edition]) -> list[str]:
    return [one.code for one in editions]


def _digest_look(house: Path, theme: Theme) -> str:
    """Digest of what every page is made with, whatever it says."""
    try:
        institute = (house / "content/institute.yaml").read_bytes()
    except OSError:
        institute = b""  # which is told where it is read
    rooms = Path(__file__).parent.parent.rglob("*.py")
    files = {
        **{name: text.encode() for name, text in theme.templates.items()},
        **{name: text.encode() for name, text in theme.styles.items()},
        **theme.fonts,
        **{f"room:{room.parent.name}/{room.name}": room.read_bytes() for room in rooms},
        **{
            f"script:{path}": _read_script(house, name, Problems())
            for path, name in SCRIPTS.items()
        },
        "words": repr(sorted(theme.languages.items())).encode(),
        "institute": institute,
        "engine": _engine().encode(),
    }
    return _digest_files(files)


def _digest_files(files: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name in sorted(files):
        digest.update(f"{name} {len(files[name])} ".encode())
        digest.update(files[name])
    return digest.hexdigest()


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


def draw_cover(data: bytes) -> Cover | None:
    """Draw the first page of the PDF *data*, for a worker; None where it cannot be drawn.

    The wide picture is drawn, the narrow one made of it; half of the time is WebP's.
    """
    from io import BytesIO

    import pypdfium2
    from PIL import Image

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            page = pdf[0]
            keywords = pdf.get_metadata_value("Keywords")
            bitmap = page.render(scale=WIDTHS[-1] / page.get_width())
            picture = bitmap.to_pil().convert("RGB")
            bitmap.close()
    except pypdfium2.PdfiumError:
        return None
    ratio = picture.height / picture.width
    pictures = []
    for width in WIDTHS:
        size = (width, round(width * ratio))
        scaled = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
        written = BytesIO()
        scaled.save(written, "WEBP", quality=QUALITY, method=METHOD)
        pictures.append(written.getvalue())
    topics = (" ".join(topic.split()) for topic in re.split("[,;|]", keywords))
    return Cover(tuple(pictures), ratio, tuple(topic for topic in topics if topic))


def _bring_covers(
    house: Path,
    shown: Sequence[Publication],
    executor: Executor,
    site: _Site,
    problems: Problems,
) -> dict[str, dict[str, Any]]:
    """See that the cover of each edition lies in the site, drawn once; what they say, by the digest
    of its main PDF.

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
        for path, picture in zip(paths, cover.pictures, strict=True):
            site.put(path, picture)
        drawn = {"ratio": round(cover.ratio, 4), "topics": list(cover.topics), "paths": paths}
        covers[published.sha256] = site.keep_cover(published.sha256, drawn)

    main = (one.downloads[0].printed for pub in shown for one in pub.editions if one.downloads)
    for published in main:
        paths = [f"pictures/{published.sha256[:32]}-{width}.webp" for width in WIDTHS]
        known = site.covers.get(published.sha256)
        if known and all(site.has(path) for path in paths):
            for path in paths:
                site.keep(path)
            covers[published.sha256] = site.keep_cover(published.sha256, known)
        elif (data := read_published(house, published, problems)) is not None:
            task = give(executor, draw_cover, data)
            drawing.append((published, paths, task))
            if len(drawing) > AHEAD:
                put(*drawing.popleft())
    while drawing:
        put(*drawing.popleft())
    return covers


# ---------------------------------------------------------------------------------------------
# Texts


def _bring_texts(
    house: Path,
    theme: Theme,
    shown: Sequence[Publication],
    ledger: Ledger,
    executor: Executor,
    site: _Site,
    writer: SiteWriter,
    look: str,
    base: str | None,
    problems: Problems,
) -> dict[str, int]:
    """See that the texts of each edition lie in the site, made once: its EPUB, and the page of the
    last one. Gives the size of each by its path.
    """
    sizes: dict[str, int] = {}
    for publication in shown:
        for one in publication.editions:
            if not one.downloads:
                continue
            is_last = one is publication.last
            links = link_text(publication, shown, writer, base) if is_last else None
            digest = digest_texts(one, links, ledger, look, base)
            paths = site.texts.get(digest)
            if paths is None or not all(map(site.has, paths)):
                texts = make_texts(
                    house, theme, publication, one, links, ledger, base, executor, problems
                )
                for path, data in texts.items():
                    site.put(path, data)
                paths = [*texts]
            else:
                for path in paths:
                    site.keep(path)
            site.keep_texts(digest, paths)
            sizes |= {path: site.files[path]["size"] for path in paths if path in site.files}
    return sizes


# ---------------------------------------------------------------------------------------------
# Pages


def _fill_pages(
    shown: Sequence[Publication],
    covers: Mapping[str, Mapping[str, Any]],
    texts: Mapping[str, int],
    writer: SiteWriter,
    institute: Institute,
    base: str | None,
    end: str,
) -> dict[str, bytes]:
    """Fill each page, those that others lead to first; *end*: where the ledger ends, in a line.

    *texts*: the size of each text that lies in the site, by its path.
    """
    last = [
        covers.get(one.last.downloads[0].printed.sha256) if one.last.downloads else None
        for one in shown
    ]
    topics = _anchors(topic for cover in last if cover for topic in cover["topics"])
    cards = [_card(one, cover, topics, writer) for one, cover in zip(shown, last, strict=True)]
    feeds = plan_feeds(
        shown, _topics_of(shown, covers, topics), [*topics.values()], institute, writer
    )
    of_language = {one.language: one for one in feeds if one.language}
    pages = {}
    for publication, card in zip(shown, cards, strict=True):
        others = [one for one in shown if one is not publication and one.brief == publication.brief]
        also = [(one.last.edition.language, one.folder) for one in others]
        values = {
            "root": "../../", "publication": publication, "card": card, "also": sorted(also),
            "feeds": [one for one in (of_language.get(card["edition"].language),) if one],
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
        pages[one.path] = write_feed(one, institute, writer, base, "" if one.name else end)
    if base:
        pages["sitemap.xml"] = _map_site(shown, texts, base)
    end_file = {SITE_END: f"{institute.name}\n{end}\n".encode()} if end else {}
    return {**pages, **end_file, "index.html": index}


def _topics_of(
    shown: Sequence[Publication],
    covers: Mapping[str, Mapping[str, Any]],
    topics: Mapping[str, tuple[str, str]],
) -> dict[str, set[str]]:
    """Find the anchors of the topics of each publication, by its name: those of all its editions
    that can be had.
    """
    return {
        publication.slug: {
            topics[_fold(topic)][1]
            for one in publication.editions
            if one.downloads
            for topic in covers.get(one.downloads[0].printed.sha256, {}).get("topics", ())
            if _fold(topic) in topics
        }
        for publication in shown
    }


def _map_site(shown: Sequence[Publication], texts: Collection[str], base: str) -> bytes:
    """Make the list of pages that search engines read, as sitemaps.org has it; those that were
    withdrawn are left out.
    """
    import xml.etree.ElementTree as Tree  # writes, and reads nothing

    pages = Tree.Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    days = [one.last.edition.date for one in shown]
    found = [("index.html", max(days))] if days else []
    for publication in shown:
        if not publication.last.withdrawal:
            paths = (publication.path, text_path(publication))
            found += [(paths[0], publication.last.edition.date)]
            found += [(paths[1], publication.last.edition.date)] * (paths[1] in texts)
    for path, day in found:
        page = Tree.SubElement(pages, "url")
        Tree.SubElement(page, "loc").text = f"{base.rstrip('/')}/{quote(path)}"
        Tree.SubElement(page, "lastmod").text = day.isoformat()
    Tree.indent(pages)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Tree.tostring(pages, "unicode")}\n'.encode()


def _public_end(ledger: Ledger, embargoed: Sequence[Edition]) -> End:
    """Where *ledger* ends before the first line that is *embargoed*: nothing may be told of that,
    nor of its place.
    """
    hidden = [number for number, one in enumerate(ledger.events) if one in embargoed]
    return end_of(ledger.lines[: hidden[0]] if hidden else ledger.lines)


KEY = "key.pub"
"""In the site: the public key that signs what is noted of each edition, as minisign writes it."""


def _find_signer(house: Path, problems: Problems) -> SecretKey | None:
    """Find what signs the list of editions; a warning where its secret half is not here."""
    lost = Problems()
    signer = find_signer(house, lost)
    for one in lost:
        message = f"{one.message}; {SITE}/{LIST} is not signed, and the page says so"
        problems.warning(one.place, message, one.hint)
    return signer


def _take_notes(house: Path, ledger: Ledger, end: End, key: PublicKey | None) -> dict[str, bytes]:
    """Take what the folders of editions say of them, up to *end*, with its signatures, and the key.

    With these a stranger who has a PDF of the site checks it without us.
    """
    files = {}
    for event in ledger.events[: end.lines]:
        if isinstance(event, Renaming) or not is_file_name(event.slug):
            continue
        number = event.number if isinstance(event, Edition) else event.edition
        name = EDITION_NOTE if isinstance(event, Edition) else WITHDRAWN_NOTE
        for suffix in ("", SIGNED):
            with suppress(OSError):
                data = (house / f"editions/{event.slug}/{number}/{name}{suffix}").read_bytes()
                stem = name.removesuffix(".txt")
                files[f"papers/{event.slug}/{stem}-{number}.txt{suffix}"] = data
    if key:
        comment = f"untrusted comment: minisign public key {key.name}, on paper {key.short}"
        files[KEY] = f"{comment}\n{key}\n".encode()
    return files


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
        "anchor": f"publication-{_anchor(publication.slug)}",
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
        "topics": [*dict.fromkeys(topics[_fold(t)] for t in (cover["topics"] if cover else ()))],
    }  # fmt: skip


def _grouped(cards: Sequence[dict[str, Any]], names: Any) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for card in cards:
        for name in names(card):
            groups.setdefault(name, []).append(card)
    return groups


def _fold(topic: str) -> str:
    return topic.casefold().replace("’", "'")


def _anchor(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-") or "x"


def _anchors(topics: Iterator[str]) -> dict[str, tuple[str, str]]:
    """Each topic as it is written first, and an anchor of its own, by the topic folded."""
    anchors: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for topic in topics:
        if (key := _fold(topic)) not in anchors:
            anchor, number = f"topic-{_anchor(topic)}", 1
            while anchor in taken:
                number += 1
                anchor = f"topic-{_anchor(topic)}-{number}"
            taken.add(anchor)
            anchors[key] = (topic, anchor)
    return anchors


# ---------------------------------------------------------------------------------------------
# Files


class _Site:
    """The folder of the site: which files lie there as they should, and which came now.

    A file that has the size and the time that are remembered is the file that was written.
    """

    def __init__(self, house: Path, made_of: str, problems: Problems) -> None:
        self.house, self.made_of, self.problems = house, made_of, problems
        self.files: dict[str, FileState] = {}
        """Each file of the new site."""
        self.written = 0
        self._covers: dict[str, dict[str, Any]] = {}
        self._texts: dict[str, list[str]] = {}
        self._engine = _engine()
        known = read_sealed(house / INDEX, INDEX_VERSION)
        self._known: dict[str, FileState] = known.get("files", {})
        drawn_alike = known.get("engine") == self._engine
        self.covers: dict[str, dict[str, Any]] = known.get("covers", {}) if drawn_alike else {}
        """The record of each cover, by the digest of its PDF."""
        self.texts: dict[str, list[str]] = known.get("texts", {})
        """The paths of the texts of each edition by their digest; none where its PDF carries no
        content."""
        self.publications: int = known.get("publications", 0)
        self.editions: int = known.get("editions", 0)
        """How many of each the site that lies there shows."""
        self.has_address: bool = known.get("has_address", False)
        self._is_same = known.get("made_of") == made_of

    @property
    def is_whole(self) -> bool:
        """Whether the site that is asked for lies there: all of it, and nothing else."""
        if not (self._is_same and all(map(self.has, self._known))):
            return False
        number = sum(len(files) for _, _, files in os.walk(self.house / SITE))
        return number == len(self._known)

    def has(self, path: str, digest: str | None = None) -> bool:
        """Whether *path* lies there as it was written, with *digest* if there is one to have."""
        known = self._known.get(path)
        if not known or digest not in (None, known["sha256"]):
            return False
        try:
            stat = (self.house / SITE / path).lstat()
        except OSError:
            return False
        return (stat.st_size, stat.st_mtime_ns) == (known["size"], known["time"])

    def keep(self, path: str) -> None:
        """Leave *path* as it is."""
        self.files[path] = self._known[path]

    def put(self, path: str, data: bytes) -> None:
        """Have *data* at *path*; it is written where something else is there."""
        digest = sha256(data).hexdigest()
        if self.has(path, digest):
            self.keep(path)
            return
        target = self.house / SITE / path
        label = Place(f"{SITE}/{path}")
        if write_whole(target, data, label, self.problems, durable=False):
            stat = target.stat()
            self.files[path] = {
                "size": stat.st_size, "time": stat.st_mtime_ns, "sha256": digest,
            }  # fmt: skip
            self.written += 1

    def keep_cover(self, digest: str, cover: dict[str, Any]) -> dict[str, Any]:
        """Remember what a cover says."""
        self._covers[digest] = cover
        return cover

    def keep_texts(self, digest: str, paths: list[str]) -> None:
        """Remember where the texts of an edition lie, or that there are none."""
        self._texts[digest] = paths

    def remember(self, catalog: Catalog) -> None:
        """Write down what lies there; lost, it costs the time to make it all again."""
        fields = {
            "engine": self._engine,
            "made_of": "" if self.problems.errors else self.made_of,
            "publications": catalog.publications,
            "editions": catalog.editions,
            "has_address": catalog.has_address,
            "files": self.files,
            "covers": self._covers,
            "texts": self._texts,
        }
        data = seal(INDEX_VERSION, fields)
        write_whole(self.house / INDEX, data, Place(INDEX), self.problems, durable=False)


def _engine() -> str:
    """Who draws covers and fills pages: what another one has drawn is drawn again."""
    from importlib.metadata import version

    parts = [f"{name} {version(name)}" for name in ("pypdfium2", "pillow", "babel", "jinja2")]
    return ", ".join([*parts, f"WebP {QUALITY} {METHOD}", *map(str, WIDTHS)])
