#!/usr/bin/env bash
set -euo pipefail
# typopo 3.1.0 (npm) mends the typography of texts in several languages: quotation marks, dashes, spaces. A hyphen between two
# numbers becomes an en dash, as good type has it for a range: pp. 12-15.
# Guess: a range is two numbers by themselves; dates by ISO, DOIs, numbers of cases and of standards keep their hyphens.
# Seen: any hyphen between digits is a range. The date 2024-05-03 is 2024–05–03, the case of the Criminal Court ICC-01/04-01/06
# is ICC-01/04–01/06, ISO 3166-2 is ISO 3166–2, a telephone number, a CAS number and a serial without the word ISSN get dashes,
# and so does doi:10.1163/15718190-20240101, which is another DOI, of nothing. It leaves addresses with https:// and numbers with
# ISBN or ISSN before them alone, so it is known that such things exist. C-594/18 and COVID-19, with a letter, are left.
# Who is hurt: a reader copies the number of a case or a DOI and finds nothing; the page looks right.
# What to do: let it work on prose alone, and shield what has a slash, two hyphens or a known kind of number.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund typopo@3.1.0
cat > numbers.mjs <<'JS'
import assert from "node:assert";
import { fixTypos } from "typopo";

const TEXTS = [
  ["2024-05-03", "2024–05–03"], ["ICC-01/04-01/06", "ICC-01/04–01/06"], ["ISO 3166-2", "ISO 3166–2"],
  ["doi:10.1163/15718190-20240101", "doi:10.1163/15718190–20240101"], ["CAS 50-00-0", "CAS 50–00–0"],
  ["call 022-917 90 00", "call 022–917 90 00"], ["0317-8471", "0317–8471"],
  ["https://doi.org/10.1163/15718190-20240101", "https://doi.org/10.1163/15718190-20240101"],
  ["ISSN 0317-8471", "ISSN 0317-8471"], ["C-594/18", "C-594/18"], ["COVID-19", "COVID-19"],
];
for (const [typed, known] of TEXTS) {
  const seen = fixTypos(typed, "en-us").replace(/\u00a0/g, " ");
  console.log(`${typed} -> ${seen}`);
  assert.strictEqual(seen, known);
}
JS
node numbers.mjs
