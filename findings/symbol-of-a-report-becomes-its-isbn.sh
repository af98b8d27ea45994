#!/usr/bin/env bash
set -euo pipefail
# astrocite-ris 0.16.4 (npm) reads references in RIS, as Zotero, EndNote and catalogues give them, into CSL-JSON.
# Guess: M1, the number of a report, is its number, SN its ISBN; "Family, Given, Suffix" is the form of a name in RIS; a
# body has one name.
# Seen: both M1 and SN are written to CSL's number, and the last one stays: the symbol A/HRC/25/63 becomes
# 978-92-1-101267-5, printed as the number of the report; with SN first it is the other way round and the ISBN is gone. The
# suffix of a name changes places with its given name: "King, Martin Luther, Jr." is given as "Jr." with "Martin Luther" as
# his suffix. A body's name is cut at its first word (given: United, family: Nations Human Rights Council). No error, no
# warning.
# Who is hurt: the symbol is how a document of the United Nations is found. What to do: count the fields of each reference
# before and after, and look for each symbol in the result.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund astrocite-ris@0.16.4
cat > try.mjs <<'END'
import assert from "node:assert";
import { parse } from "astrocite-ris";

const read = (...lines) => parse(["TY  - RPRT", "TI  - Report", ...lines, "ER  - ", ""].join("\n"))[0];
const symbolFirst = read("M1  - A/HRC/25/63", "SN  - 978-92-1-101267-5");
const isbnFirst = read("SN  - 978-92-1-101267-5", "M1  - A/HRC/25/63");
const { author } = read("AU  - King, Martin Luther, Jr.", "AU  - United Nations Human Rights Council");
console.log(symbolFirst.number, symbolFirst.ISBN, "|", isbnFirst.number, isbnFirst.ISBN, "|", JSON.stringify(author));
assert.deepStrictEqual([symbolFirst.number, symbolFirst.ISBN], ["978-92-1-101267-5", undefined]);
assert.deepStrictEqual([isbnFirst.number, isbnFirst.ISBN], ["A/HRC/25/63", undefined]);
assert.deepStrictEqual(author, [
  { family: "King", given: "Jr.", suffix: "Martin Luther" },
  { family: "Nations Human Rights Council", given: "United" },
]);
END
node try.mjs
