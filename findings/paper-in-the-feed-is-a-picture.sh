#!/usr/bin/env bash
set -euo pipefail
# feed 6.0.0 (npm) writes RSS 2, Atom and JSON Feed from one list of items; a PDF or an EPUB goes along as an enclosure, with
# its type.
# Guess: the type that was given stands in each of the three; where none was given it is guessed from the name.
# Seen: in RSS it does. In Atom the given type is passed over, and one is made of the word image and the end of the address:
# application/pdf becomes image/pdf, an EPUB image/epub, audio/mpeg image/mp3, a DOCX image/docx; an address without an end,
# /files/12, becomes image//files/12, which is no type. JSON Feed has no attachment at all.
# Who is hurt: readers that offer papers for download and podcasts for listening show a broken picture or nothing, for those
# who took the Atom address; the RSS beside it is right, and a validator of feeds knows no wrong type. What to do: read
# the type of each enclosure in each form that is published.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund feed@6.0.0
cat > try.mjs <<'END'
import assert from "node:assert";
import { Feed } from "feed";

const feed = new Feed({ title: "Briefs", id: "https://example.org/", link: "https://example.org/", updated: new Date(0) });
const GIVEN = [
  ["a.pdf", "application/pdf", "image/pdf"], ["a.epub", "application/epub+zip", "image/epub"],
  ["a.mp3", "audio/mpeg", "image/mp3"], ["files/12", "application/pdf", "image//files/12"],
];
for (const [name, type] of GIVEN) {
  const enclosure = { url: `https://example.org/${name}`, type, length: 5 };
  feed.addItem({ title: name, link: `https://example.org/${name}.html`, date: new Date(0), enclosure });
}
const types = (xml, element) => [...xml.matchAll(element)].map((found) => /type="([^"]*)"/.exec(found[0])[1]);
const rss = types(feed.rss2(), /<enclosure [^>]*>/g);
const atom = types(feed.atom1(), /<link rel="enclosure"[^>]*>/g);
console.log("RSS: ", rss.join(", "));
console.log("Atom:", atom.join(", "));
assert.deepStrictEqual(rss, GIVEN.map(([, type]) => type));
assert.deepStrictEqual(atom, GIVEN.map(([, , type]) => type));
assert.ok(!feed.json1().includes("attachments"));
END
node try.mjs
