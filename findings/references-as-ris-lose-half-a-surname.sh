#!/usr/bin/env bash
set -euo pipefail
# citation-js 0.8.2 (npm), with which sites offer references for download, reads BibTeX and writes RIS, the
# format that EndNote, Mendeley and library catalogues take in.
# Guess: "van der Stoel, Max" goes in and comes out; the BibTeX words "and others" become no person.
# Seen: RIS has "AU  - Stoel, Max": van der, de la and von der are gone, while the same name in the
# CSL-JSON of the same library is whole (as a particle that does not drop). And "and others" is one more author
# whose family name is "others": RIS has "AU  - others", a formatted note lists a person of that name.
# Who is hurt: a rapporteur is filed under another letter and cited by a name that is not theirs.
# What to do: join the particles to the family name before RIS is written, and drop "others" or turn it
# into what the style prints for people left out; compare the authors of both files.
command -v npm >/dev/null || { echo "needs npm"; exit 2; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . \
  @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 @citation-js/plugin-ris@0.8.2 @citation-js/plugin-csl@0.8.2
cat >it.js <<'JS'
const assert = require("assert");
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-ris");
require("@citation-js/plugin-csl");

const cite = new Cite(
  "@book{a, title={Minorities}, publisher={P}, year={1999}," +
  " author={van der Stoel, Max and de la Cruz, Juan and von der Leyen, Ursula and others}}"
);
const authors = cite.data[0].author;
console.log("citation-js 0.8.2, as CSL-JSON:", JSON.stringify(authors));
assert.deepStrictEqual(authors[0], { given: "Max", family: "Stoel", "non-dropping-particle": "van der" });
assert.deepStrictEqual(authors[3], { family: "others" });
const ris = cite.format("ris").split(/\r?\n/).filter((line) => line.startsWith("AU"));
console.log("expected: AU  - van der Stoel, Max, and no author called others");
console.log("seen:", ris);
assert.deepStrictEqual(ris, ["AU  - Stoel, Max", "AU  - Cruz, Juan", "AU  - Leyen, Ursula", "AU  - others"]);
const listed = cite.format("bibliography", { format: "text", template: "apa", lang: "en-US" });
console.log("seen, APA:", listed.trim());
assert.match(listed, /others/);
JS
node it.js
