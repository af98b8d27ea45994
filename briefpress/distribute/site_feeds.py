"""The list of the site → its Atom feeds: one of all, one of each language, one of each topic.

Who reads a feed of one language gets its words in that language too. The feed of all tells of
everything; that of a topic knows the topics of what can still be had.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from ..editions.ledger import Edition, Withdrawal
from ..editions.truncation import FEED
from ..model.contract import Institute
from ..model.problems import Problems
from ..page.standalone import SiteWriter
from .site_publications import Publication, Shown

ATOM = "http://www.w3.org/2005/Atom"
LEDGER = "urn:briefpress:ledger"
"""Namespace of what the feed of all says besides: where the ledger ends."""
_WORDS = ("publications", "edition", "withdrawn")
"""The words of `[site]` that a feed needs."""


@dataclass(frozen=True)
class Feed:
    """A feed of the site."""

    path: str
    """In the site."""
    name: str
    """The language or the topic that it is of, as a reader calls it; empty: it is of all."""
    shown: Sequence[Publication]
    identity: str
    """Its name in the feed: the same for as long as there is such a feed."""
    language: str = ""
    """The language that all of it is in; empty: several."""


def plan_feeds(
    shown: Sequence[Publication],
    topics_of: Mapping[str, Collection[str]],
    topics: Sequence[tuple[str, str]],
    institute: Institute,
    writer: SiteWriter,
) -> tuple[Feed, ...]:
    """Say which feeds there are: that of all first, then languages, if several, and topics.

    *topics_of*: the anchors of the topics of each publication. *topics*: their names and anchors.
    """
    whole = f"publications of {institute.name}"
    tags = sorted({one.last.edition.language for one in shown})
    languages = [
        Feed(
            f"feeds/{tag}.xml",
            writer.language_name(tag),
            [one for one in shown if one.last.edition.language == tag],
            f"{whole} in {tag}",
            tag,
        )
        for tag in tags
    ]
    of_topics = [
        Feed(
            f"feeds/{anchor}.xml",
            name,
            [one for one in shown if anchor in topics_of[one.slug]],
            f"{whole} about {anchor}",
        )
        for name, anchor in topics
    ]
    return (Feed(FEED, "", shown, whole), *(languages if len(tags) > 1 else ()), *of_topics)


def write_feed(
    feed: Feed, institute: Institute, writer: SiteWriter, base: str | None, end: str
) -> bytes:
    """Write *feed*: an entry for each edition and each withdrawal, the newest first.

    What is told has an identity of its own, made of its code: it is the same in every feed and
    stays it wherever the site moves, so that no reader is told twice. *base*: where the site is
    found. *end*: where the ledger ends, in a line.
    """
    import xml.etree.ElementTree as Tree  # writes, and reads nothing

    root = f"{base.rstrip('/')}/" if base else "../" * feed.path.count("/")
    writer = _speak(feed.language, institute, writer)
    word = writer.word
    events = sorted(_events(feed.shown), key=_order)
    written = Tree.Element("feed", {"xmlns": ATOM, "xml:lang": writer.language.tag})

    def add(parent: Tree.Element, tag: str, text: str = "", /, **given: str) -> Tree.Element:
        child = Tree.SubElement(parent, tag, given)
        child.text = text or None
        return child

    of_what = f", {feed.name}" if feed.name else ""
    add(written, "id", _name(feed.identity))
    add(written, "title", f"{institute.name}{writer.colon} {word('publications')}{of_what}")
    add(written, "updated", _moment(events[-1][2].date if events else date(1970, 1, 1)))
    add(add(written, "author"), "name", institute.name)
    if end:
        add(written, "ledger", end, xmlns=LEDGER)
    address = f"{root}{quote(feed.path)}"
    add(written, "link", rel="self", type="application/atom+xml", href=address)
    add(written, "link", rel="alternate", type="text/html", href=f"{root}index.html")
    for publication, one, event in reversed(events):
        entry = add(written, "entry")
        withdrawn = isinstance(event, Withdrawal)
        add(entry, "id", _name(f"{'withdrawn' if withdrawn else 'published'} {event.code}"))
        edition = f"{word('edition').lower()} {one.edition.number}"
        before = f"{word('withdrawn')}{writer.colon} " if withdrawn else ""
        add(entry, "title", f"{before}{one.edition.title or publication.slug}, {edition}")
        add(entry, "published", _moment(event.date))
        add(entry, "updated", _moment(event.date))
        address = f"{root}{quote(publication.path)}#edition-{one.edition.number}"
        add(entry, "link", rel="alternate", type="text/html", href=address)
        for pdf in () if withdrawn else one.downloads:
            href = f"{root}{quote(pdf.path)}"
            size = str(pdf.printed.size)
            add(entry, "link", rel="enclosure", type="application/pdf", href=href, length=size)
        told = event.why if isinstance(event, Withdrawal) else event.note
        standfirst = "" if isinstance(event, Withdrawal) else event.standfirst
        summary = f"{standfirst} {writer.noted(told, one.edition.language)}"
        add(entry, "summary", summary.strip())
    Tree.indent(written)
    text = Tree.tostring(written, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


_Row = tuple[Publication, Shown, Edition | Withdrawal]


def _events(shown: Sequence[Publication]) -> Iterator[_Row]:
    for publication in shown:
        for one in publication.editions:
            for event in (one.edition, one.withdrawal):
                if event:
                    yield publication, one, event


def _order(row: _Row) -> tuple[date, str, int, bool]:
    publication, one, event = row
    return event.date, publication.slug, one.edition.number, isinstance(event, Withdrawal)


def _speak(tag: str, institute: Institute, writer: SiteWriter) -> SiteWriter:
    """Give the words of the language *tag*; those of *writer* where the house has not all."""
    known = writer.theme.languages
    language = known.get(tag) or known.get(tag.split("-")[0])
    if language is None or not all(one in language.site for one in _WORDS):
        return writer
    return SiteWriter(institute, writer.theme, Problems(), tag)


def _name(identity: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, identity)}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
