#!/usr/bin/env bash
set -euo pipefail
# written-number 0.11.1 (npm) writes numbers in words, in fifteen languages.
# Guess: a number with a fraction is "twelve point five", or an error; a negative one has "minus", or is an error.
# Seen: it is ROUNDED without a word: 12.5 is "thirteen", 2.5 "three", 0.5 "one" and 0.4 "zero". Of a negative number nothing is
# left, an empty text, for which a form or a sentence has no place: "a change of per cent". In Hungarian ten to the ninth is
# "ezer millió" (a thousand million, which nobody says), and "milliárd", which IS ten to the ninth, is written for ten to the
# twelfth, a thousand times too little.
# Who is hurt: a rate of half a per cent is one per cent in words and 0.5 in figures, on the same page. What to do: give
# whole numbers alone, and compare words and figures by a second library that reads the words.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund written-number@0.11.1
cat > try.mjs <<'END'
import assert from "node:assert";
import write from "written-number";

const KNOWN = [
  [12.5, "en", "thirteen"], [2.5, "fr", "trois"], [0.5, "en", "one"], [0.4, "en", "zero"], [-5, "en", ""], [-5, "fr", ""],
  [1e6, "hu", "millió"], [1e9, "hu", "ezer millió"], [1e12, "hu", "milliárd"], [1e9, "fr", "un milliard"],
];
for (const [number, lang, known] of KNOWN) {
  const words = write(number, { lang });
  console.log(number, lang, `"${words}"`);
  assert.strictEqual(words, known);
}
END
node try.mjs
