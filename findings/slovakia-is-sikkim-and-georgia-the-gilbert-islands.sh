#!/usr/bin/env bash
set -euo pipefail
# Codes of ISO 3166 are given again after a state has gone: SK was Sikkim's, GE that of the Gilbert and Ellice Islands. country-data
# 0.0.31 (npm) lists countries with their codes, currencies and telephone codes; countries.all is the list to go through.
# Guess: it is the list of the countries there are, or those that are no more are apart from them; a code stands in it once.
# Seen: the dead ones are in it, behind those that live, and tell so in a field, `status`. Five codes stand there twice. A table by
# code, made in the usual way (new Map, Object.fromEntries, a join), keeps the last: Slovakia is Sikkim, Georgia the Gilbert and Ellice
# Islands, Belarus the Byelorussian SSR, Anguilla the French Afars and Issas, Bonaire the British Antarctic Territory. countries.SK, the
# package's own table, is Slovakia, so a test with that passes. A list to choose from has Zaire, Southern Rhodesia and East Germany.
# Who is hurt: three members of the United Nations are named by what has been gone for decades, in each row that is joined. What to do:
# filter by status === "assigned", and refuse a code that stands twice in any list.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund country-data@0.0.31
cat > names.cjs <<'JS'
const assert = require("assert");
const { countries } = require("country-data");

const names = Object.fromEntries(countries.all.map(({ alpha2, name }) => [alpha2, name]));
const living = countries.all.filter(({ status }) => status === "assigned");
const KNOWN = {
  SK: ["Slovakia", "Sikkim"], GE: ["Georgia", "Gilbert and Ellice Islands"], BY: ["Belarus", "Byelorussian SSR"],
  AI: ["Anguilla", "French Afar and Issas"], BQ: ["Bonaire, Saint Eustatius And Saba", "British Antarctic Territory"],
};
for (const [code, [expected, known]] of Object.entries(KNOWN)) {
  console.log(`${code}: expected ${expected}, seen ${names[code]}`);
  assert.strictEqual(names[code], known);
  assert.strictEqual(countries[code].name, expected);
  assert.deepStrictEqual(living.filter(({ alpha2 }) => alpha2 === code).map(({ name }) => name), [expected]);
}
const twice = living.map(({ alpha2 }) => alpha2).filter((code) => countries.all.filter(({ alpha2 }) => alpha2 === code).length > 1);
assert.deepStrictEqual(twice.sort(), Object.keys(KNOWN).sort());
assert.ok(["Zaire", "German Democratic Republic", "Southern Rhodesia"].every((name) => countries.all.some((one) => one.name === name)));
JS
node names.cjs
