#!/usr/bin/env bash
set -euo pipefail
# TMX is how translation memories travel: sentences in pairs, with marks for bold and links within (bpt, ept, ph), and <hi> around
# words that stand out or must not be translated. tmexchange 2.0.6 (npm, by the makers of i18next) reads it.
# Guess: a sentence comes out as its text with or without its marks; or each piece has its place.
# Seen: a sentence with a mark is an object: its text without the marked words, put together, and beside it lists of what was in
# the marks, with no word on where they stood. "Forty of <hi>five hundred</hi> members met" is "Forty of  members met" and a list
# with "five hundred"; the French beside it is the same. Whoever reads the field "_" as the text has a sentence that is whole to
# the eye and says something else. Sentences without marks are plain texts, so a test with those passes.
# Who is hurt: a memory that is searched for "five hundred members", or whose sentences are offered to a translator.
# What to do: refuse a sentence that is no plain text, and read TMX with a reader of XML.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund tmexchange@2.0.6
cat > memory.tmx <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/>
<body>
<tu tuid="1"><tuv xml:lang="en"><seg>Forty of <hi>five hundred</hi> members <bpt i="1">&lt;b&gt;</bpt>met<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
<tuv xml:lang="fr"><seg>Quarante des <hi>cinq cents</hi> membres.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="en"><seg>Plain.</seg></tuv><tuv xml:lang="fr"><seg>Simple.</seg></tuv></tu>
</body></tmx>
XML
cat > read.cjs <<'JS'
const assert = require("assert");
const fs = require("fs");
const tmx2js = require("tmexchange/tmx2js");
tmx2js(fs.readFileSync("memory.tmx", "utf8")).then(({ resources }) => {
  console.log(JSON.stringify(resources, null, 1));
  assert.strictEqual(resources[1].en._, "Forty of  members met.");
  assert.deepStrictEqual(resources[1].en.hi, ["five hundred"]);
  assert.strictEqual(resources[1].fr._, "Quarante des  membres.");
  assert.deepStrictEqual(resources[2], { en: "Plain.", fr: "Simple." });
});
JS
node read.cjs
