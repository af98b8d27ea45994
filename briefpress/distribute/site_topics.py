"""The keywords of covers → the topics of the site: the name of each, its anchor, and whose it is.

Two ways to write a topic are one: `Asylum` and `asylum`, `children’s` and `children's`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .site_publications import Publication


def find_topics(topics: Iterator[str]) -> dict[str, tuple[str, str]]:
    """Give each topic as it is written first an anchor of its own; both by the topic folded."""
    anchors: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for topic in topics:
        if (key := fold_topic(topic)) not in anchors:
            anchor, number = f"topic-{write_anchor(topic)}", 1
            while anchor in taken:
                number += 1
                anchor = f"topic-{write_anchor(topic)}-{number}"
            taken.add(anchor)
            anchors[key] = (topic, anchor)
    return anchors


def topics_of(
    shown: Sequence[Publication],
    covers: Mapping[str, Mapping[str, Any]],
    topics: Mapping[str, tuple[str, str]],
) -> dict[str, set[str]]:
    """Find the anchors of the topics of each publication, by its name: those of all its editions
    that can be had.
    """
    return {
        publication.slug: {
            topics[fold_topic(topic)][1]
            for one in publication.editions
            if one.downloads
            for topic in covers.get(one.downloads[0].printed.sha256, {}).get("topics", ())
            if fold_topic(topic) in topics
        }
        for publication in shown
    }


def fold_topic(topic: str) -> str:
    """Give the one form of all ways in which *topic* is written."""
    return topic.casefold().replace("’", "'")


def write_anchor(name: str) -> str:
    """Write the end of an address, `forced-returns`, for *name*."""
    return re.sub(r"\W+", "-", name.casefold()).strip("-") or "x"
