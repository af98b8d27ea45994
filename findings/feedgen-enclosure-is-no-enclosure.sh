#!/usr/bin/env bash
set -euo pipefail
# feedgen 1.0.0 writes the links of an Atom entry without their rel, type, length,
# hreflang and title: only href is left. A link that was given as an enclosure of
# type application/pdf becomes a link like the entry's page, and a link to the
# French version loses its language. The links of the feed itself, and the RSS
# that feedgen makes from the same entries, are right.
# One would have guessed that what was given to link() is in the feed, or that the
# two formats differ in nothing that both can say.
# Readers open the PDF as the entry's page, or do not offer it as an attachment at
# all, and the entry has several alternates of one kind, which Atom does not allow.
# Write Atom with an XML library, and check the links of each entry in a test.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet feedgen==1.0.0
venv/bin/python - <<'PY'
from importlib.metadata import version

from feedgen.feed import FeedGenerator
from lxml import etree

print("feedgen", version("feedgen"))
feed = FeedGenerator()
feed.id("https://example.org/briefs/")
feed.title("Briefs")
feed.description("All briefs")
feed.updated("2026-11-28T09:00:00Z")
feed.link(href="https://example.org/briefs/", rel="alternate")
feed.link(href="https://example.org/briefs/atom.xml", rel="self", type="application/atom+xml")
entry = feed.add_entry()
entry.id("https://example.org/briefs/12")
entry.title("Brief 12")
entry.updated("2026-11-28T09:00:00Z")
entry.link(href="https://example.org/briefs/12", rel="alternate", hreflang="en")
entry.link(href="https://example.org/briefs/12.fr", rel="alternate", hreflang="fr")
entry.link(href="https://example.org/briefs/12.pdf", rel="enclosure", type="application/pdf", length="84210")

atom = etree.fromstring(feed.atom_str())
ns = {"a": "http://www.w3.org/2005/Atom"}
links = [dict(link.attrib) for link in atom.findall("a:entry/a:link", ns)]
print("expected: the third link has rel=enclosure, type=application/pdf and length=84210")
for link in links:
    print("seen, link of the entry:", link)
assert links == [{"href": f"https://example.org/briefs/12{end}"} for end in ("", ".fr", ".pdf")]
own = [dict(link.attrib) for link in atom.findall("a:link", ns)]
print("seen, links of the feed:", own)
assert own[1] == {"href": "https://example.org/briefs/atom.xml", "rel": "self", "type": "application/atom+xml"}
enclosure = dict(etree.fromstring(feed.rss_str()).find("channel/item/enclosure").attrib)
print("seen, RSS:", enclosure)
assert enclosure == {"url": "https://example.org/briefs/12.pdf", "length": "84210", "type": "application/pdf"}
PY
