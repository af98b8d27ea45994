"""The rules of Atom, where no validator can be had as a package: RFC 4287 of December 2005.

https://www.rfc-editor.org/rfc/rfc4287, read on 29 November 2026. The W3C's Feed Validation Service
holds feeds to the same rules; two that it recommends beyond them are marked with W3C.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as Tree

NAMESPACE = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
Rule = Callable[[Tree.Element, str], bool]


def _count(parent: Tree.Element, name: str) -> int:
    return len(parent.findall(f"{NAMESPACE}{name}"))


def _parts(feed: Tree.Element) -> list[Tree.Element]:
    return [feed, *feed.findall(f"{NAMESPACE}entry")]


def _links(parent: Tree.Element, rel: str) -> list[Tree.Element]:
    return [one for one in parent.findall(f"{NAMESPACE}link") if one.get("rel", "alternate") == rel]


def _has_no_two_alike(parent: Tree.Element) -> bool:
    kinds = Counter((one.get("type"), one.get("hreflang")) for one in _links(parent, "alternate"))
    return max(kinds.values(), default=0) <= 1


RULES: dict[str, Rule] = {
    "2: the root is a feed in Atom's namespace": lambda feed, _: feed.tag == f"{NAMESPACE}feed",
    "2: its language is said": lambda feed, _: bool(feed.get(LANGUAGE)),
    "3.3: a date is one of RFC 3339, with T and a zone": lambda feed, _: all(
        _MOMENT.fullmatch(one.text or "")
        for name in ("updated", "published")
        for one in feed.iter(f"{NAMESPACE}{name}")
    ),
    "4.1.1, 4.1.2: feed and entries have one id, title and updated": lambda feed, _: all(
        _count(part, name) == 1 for part in _parts(feed) for name in ("id", "title", "updated")
    ),
    "4.1.1: the feed has an author with a name": lambda feed, _: (
        all(_count(one, "name") == 1 for one in feed.findall(f"{NAMESPACE}author"))
        and _count(feed, "author") > 0
    ),
    "4.1.1: it has a link to itself": lambda feed, _: len(_links(feed, "self")) == 1,
    "4.1.1: at most one generator, icon, logo, rights and subtitle": lambda feed, _: all(
        _count(feed, name) <= 1 for name in ("generator", "icon", "logo", "rights", "subtitle")
    ),
    "4.1.1, 4.1.2: no two alternates of one type and language": lambda feed, _: all(
        map(_has_no_two_alike, _parts(feed))
    ),
    "4.1.2: an entry without content has an alternate": lambda feed, _: all(
        _count(one, "content") or _links(one, "alternate") for one in _parts(feed)[1:]
    ),
    "4.1.2: at most one content, published, rights, source and summary": lambda feed, _: all(
        _count(one, name) <= 1
        for one in _parts(feed)[1:]
        for name in ("content", "published", "rights", "source", "summary")
    ),
    "4.2.6: an id is an IRI with its scheme": lambda feed, _: all(
        urlsplit(one.text or "").scheme for one in feed.iter(f"{NAMESPACE}id")
    ),
    "4.2.6: no two have one id": lambda feed, _: (
        max(Counter(one.text for one in feed.iter(f"{NAMESPACE}id")).values(), default=1) == 1
    ),
    "4.2.7: a link has an address": lambda feed, _: all(
        one.get("href") for one in feed.iter(f"{NAMESPACE}link")
    ),
    "4.2.7.6: a length is a number": lambda feed, _: all(
        one.get("length", "0").isdigit() for one in feed.iter(f"{NAMESPACE}link")
    ),
    "4.2.14: a title is not empty": lambda feed, _: all(
        (part.findtext(f"{NAMESPACE}title") or "").strip() for part in _parts(feed)
    ),
    "W3C: the link to itself is where it was found": lambda feed, address: (
        [one.get("href") for one in _links(feed, "self")] == [address]
    ),
    "W3C: the feed is as new as its newest entry": lambda feed, _: (
        feed.findtext(f"{NAMESPACE}updated")
        == max(
            (one.findtext(f"{NAMESPACE}updated") or "" for one in _parts(feed)[1:]),
            default=feed.findtext(f"{NAMESPACE}updated"),
        )
    ),
}
"""Each rule that a feed of ours can break, with its section."""


def broken_rules(data: bytes, address: str) -> Iterator[str]:
    """Give the rules that the feed *data*, found at *address*, breaks."""
    feed = Tree.fromstring(data)
    for rule, holds in RULES.items():
        if not holds(feed, address):
            yield rule
