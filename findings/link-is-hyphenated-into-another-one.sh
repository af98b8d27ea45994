#!/usr/bin/env bash
set -euo pipefail
# hyphen 1.14.1 (npm) puts soft hyphens (U+00AD) into the words of a text or a page, so that narrow columns of web pages
# and EPUBs break well; hyphenateHTML leaves the tags as they are.
# Guess: addresses, mail addresses and document symbols are no words; an entity of HTML is one sign.
# Seen: all of them get soft hyphens. The words of a link that is typed out, https://example.org/resolutions, hold
# three, which nobody sees and which are copied: pasted into a browser the address is another one and is not found. So
# with reporter@institute.example and A/RES/resolution. An entity is cut in two: &eacute; becomes &ea, a soft hyphen,
# cute; and the page shows its letters for an é. Words in <code> and <script> are broken as well. Nothing is said.
# Who is hurt: whoever copies an address or the name of a file from a page that looks right. What to do: hyphenate the
# text of elements that hold prose, after entities were read, and leave out each run with / @ . or _.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund hyphen@1.14.1
cat > break.js <<'END'
const assert = require("assert");
const { hyphenateSync, hyphenateHTMLSync } = require("hyphen/en");

const show = (text) => text.replace(/\u00ad/g, "|");
const TEXTS = [
  ["resolution", "res|o|lu|tion"],
  ["https://example.org/resolutions", "https://ex|am|ple.org/res|o|lu|tions"],
  ["reporter@institute.example", "re|porter@in|sti|tute.ex|am|ple"],
];
for (const [text, known] of TEXTS) {
  console.log(`${text}: ${show(hyphenateSync(text))}`);
  assert.strictEqual(show(hyphenateSync(text)), known);
}
const page = '<p title="resolution">&eacute;tat <code>resolution</code></p>';
console.log(`${page}: ${show(hyphenateHTMLSync(page))}`);
assert.strictEqual(
  show(hyphenateHTMLSync(page)), '<p title="resolution">&ea|cute;tat <code>res|o|lu|tion</code></p>',
);
END
node break.js
