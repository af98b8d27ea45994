#!/usr/bin/env bash
set -euo pipefail
# french-contractions 5.4.0 (npm), a part of RosaeNLG, which writes texts from data, tells before which French word le, la
# and de lose their vowel: l'homme, but le héros (h aspiré).
# Guess: it has a list of the words with h aspiré, the names of countries among them; for abbreviations it asks how the
# letter is said.
# Seen: the list has the people and not the land: le hongrois, le hondurien and la Hollande are right, but "l'Hongrie",
# "l'Honduras", "l'Hamas", "l'Hezbollah" and "l'Haye" (the city of the Court). Plurals are not on it either: "d'hausses" and
# "d'hautes", while une hausse is right. And a capital alone changes nothing: hausse and Hausse are both right.
# Who is hurt: each sentence made from data on Hungary or Honduras, in a language whose readers see it at once. What to do:
# keep a list of the countries with their article by hand (du Honduras, de Hongrie).
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund french-contractions@5.4.0
cat > try.mjs <<'END'
import assert from "node:assert";
import library from "french-contractions";

const wrong = ["Hongrie", "Honduras", "Hamas", "Hezbollah", "Haye", "hausses", "hautes"];
const rightlyWhole = ["Hollande", "hongrois", "hondurien", "hausse", "Hausse", "héros", "onze", "Yémen"];
const rightlyShort = ["homme", "Haïti", "Iran", "Ouganda", "ONU"];
const contracts = (words) => words.filter((word) => library.contracts(word));
console.log("lose their article, wrongly:", contracts(wrong).join(", "));
assert.deepStrictEqual(contracts(wrong), wrong);
assert.deepStrictEqual(contracts(rightlyWhole), []);
assert.deepStrictEqual(contracts(rightlyShort), rightlyShort);
END
node try.mjs
