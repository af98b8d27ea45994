#!/usr/bin/env bash
set -euo pipefail
# transliteration 2.6.1 and limax 4.2.3 (npm) write all scripts in Latin letters, for links, file names and sorted lists.
# Guess: Cyrillic is what such a library can do best; names of states are readable at least.
# Seen: they take Russian's letters for all languages: ъ, a vowel of Bulgarian (a in Latin letters, by a law of Bulgaria),
# is left out as the silent sign of Russian. България is "Blgariya", the towns Търново and Кърджали "Trnovo" and "Krdzhali",
# in both. Serbian and Macedonian Cyrillic is right, Ukrainian Київ is "Kiyiv" with the first of them. limax gives NOTHING
# for whole scripts: Armenian, Korean, Thai, Khmer and Amharic names are empty words, so that the links of two papers of
# Addis Ababa and of Bangkok are the same.
# Who is hurt: a reader of Sofia sees a misspelt state; a page "/.html". What to do: give the language's own rules (ICU:
# bg-bg_Latn/BGN), and refuse an empty name.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund transliteration@2.6.1 limax@4.2.3
cat > try.mjs <<'END'
import assert from "node:assert";
import limaxModule from "limax";
import { transliterate } from "transliteration";

const KNOWN = {
  България: ["Blgariya", "blgariya"], Търново: ["Trnovo", "trnovo"], Кърджали: ["Krdzhali", "krdzhali"],
  Љубљана: ["Ljubljana", "ljubljana"], Київ: ["Kiyiv", "kiyiv"],
  "አዲስ አበባ": ["'adise 'ababaa", ""], Երևան: ["Erewan", ""], 평양: ["pyeongyang", ""], ประเทศไทย: ["praethsaithy", ""], ភ្នំពេញ: ["bhnMbeny", ""],
};
for (const [name, known] of Object.entries(KNOWN)) {
  const written = [transliterate(name), limaxModule(name)];
  console.log(name, ...written);
  assert.deepStrictEqual(written, known);
}
END
node try.mjs
