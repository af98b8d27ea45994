#!/usr/bin/env bash
set -euo pipefail
# words-to-numbers 1.5.1 (npm) puts figures for the numbers in words of an English text: what is dictated, and what is to be
# compared with a table.
# Guess: hundreds before a thousand are everyday numbers, "two hundred and fifty thousand"; half numbers may be missed.
# Seen: only one word before "thousand" or "million" is multiplied, and what stood before that is added afterwards. Two hundred
# and fifty thousand is 50200, three hundred and twenty thousand people are 20300 people, one hundred and two million
# 2000100, ninety nine thousand 9090. Five hundred thousand and twelve thousand five hundred are right, so a test with round
# numbers passes. "A million and a half" is "1000001 half", "the second of the two" is "the 2 of the 2".
# Who is hurt: the figure looks exact and has the right order of size often enough: 50,200 displaced for 250,000.
# What to do: let a person write figures; try such a library with 101 to 999 thousand, not with 500.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund words-to-numbers@1.5.1
cat > try.mjs <<'END'
import assert from "node:assert";
import library from "words-to-numbers";

const KNOWN = {
  "two hundred and fifty thousand": 50200, "three hundred and twenty thousand people": "20300 people",
  "one hundred and two million": 2000100, "ninety nine thousand": 9090, "five hundred thousand": 500000,
  "twelve thousand five hundred": 12500, "six hundred and seventy": 670, "A million and a half": "1000001 half",
  "the second of the two": "the 2 of the 2",
};
for (const [words, known] of Object.entries(KNOWN)) {
  const number = library.wordsToNumbers(words);
  console.log(words, "->", number);
  assert.strictEqual(number, known);
}
END
node try.mjs
