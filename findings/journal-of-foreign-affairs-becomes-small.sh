#!/usr/bin/env bash
set -euo pipefail
# BibLaTeX keeps titles in English capitals, CSL wants those of works in small letters, so that styles can set either.
# biblatex-csl-converter 3.6.0 (npm), made for an editor of scholarly texts, turns one into the other.
# Guess: the title of the work is made small where nothing protects it, as BibTeX does; names of journals, of series and of
# conferences are names, and stay.
# Seen: they are made small as well. The journal Foreign Affairs is "Foreign affairs", J. of Aid "J. of aid", the Proceedings of
# the United Nations Conference are "of the united nations conference", the event "Geneva Convention Review" is "Geneva convention
# review" and the series "Official records". Publisher and place stay, and so does every title of an entry that names a
# language other than English; Zotero and citation-js keep journals as they are. Nothing is said.
# Who is hurt: styles print the name of a journal as they get it, so each note has "Foreign affairs"; nobody expects it of a field
# that no style changes. What to do: put braces around journaltitle, booktitle, eventtitle and series before they are read.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund biblatex-csl-converter@3.6.0
cat > library.bib <<'BIB'
@article{a, author={Doe, Ann}, title={Aid and Law}, journaltitle={Foreign Affairs}, date={2024}}
@inproceedings{b, author={Doe, Ann}, title={Trade}, booktitle={Proceedings of the United Nations Conference},
 eventtitle={Geneva Convention Review}, venue={New York}, publisher={United Nations Press}, series={Official Records}, date={2024}}
@article{c, author={Doe, Ann}, title={Aid and Law}, journaltitle={{Foreign Affairs}}, date={2024}}
@article{d, author={Doe, Ann}, title={Aid and Law}, journaltitle={Foreign Affairs}, date={2024}, langid={spanish}}
BIB
cat > csl.mjs <<'JS'
import assert from "node:assert";
import fs from "node:fs";
import { BibLatexParser, CSLExporter } from "biblatex-csl-converter";

const read = new BibLatexParser(fs.readFileSync("library.bib", "utf8"), {}).parse();
assert.deepStrictEqual(read.errors, []);
const [a, b, c, d] = Object.values(new CSLExporter(read.entries).parse());
console.log(a, b, c["container-title"], d["container-title"]);
assert.strictEqual(a["container-title"], "Foreign affairs");
assert.strictEqual(b["container-title"], "Proceedings of the united nations conference");
assert.strictEqual(b.event, "Geneva convention review");
assert.strictEqual(b["collection-title"], "Official records");
assert.deepStrictEqual([b.publisher, b["event-place"]], ["United Nations Press", "New York"]);
assert.match(c["container-title"], /Foreign Affairs/);
assert.strictEqual(d["container-title"], "Foreign Affairs");
JS
node csl.mjs
