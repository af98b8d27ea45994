#!/usr/bin/env bash
set -euo pipefail
# n2words 4.0.0 (npm) writes numbers in words, in 71 languages. The budget of Ethiopia is over a trillion birr, that of Nigeria
# over fifty trillion naira.
# Guess: a number that is too large for a language raises an error; the words are of the script of the language.
# Seen: in Amharic and in Hausa the word for the scale is missing from a trillion on: 1,000,000,000,000 is "አንድ ", which is
# one, 2 trillion is "ሁለት " and "biyu ", two, with a blank behind it; in Filipino so from a thousand trillion on.
# And in Ukrainian the letter i of six, seven, eight, thousand-million and minus is the LATIN one: вiсiм, мiльярд, мiнус look
# right and are no words: a search for them finds nothing, a spelling check marks them, a voice spells them.
# Who is hurt: a budget of 1.9 trillion is "one and nine hundred billion" in its own language. What to do: try the largest
# number that a paper has in each language, and refuse words whose letters are of two scripts.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund n2words@4.0.0
cat > try.mjs <<'END'
import assert from "node:assert";
import * as amharic from "n2words/am-ET";
import * as hausa from "n2words/ha-NG";
import * as ukrainian from "n2words/uk-UA";

for (const [language, writer, billion, one, two] of [
  ["Amharic", amharic, "አንድ ቢሊዮን", "አንድ ", "ሁለት "], ["Hausa", hausa, "ɗaya biliyan", "ɗaya ", "biyu "],
]) {
  const words = [1e9, 1e12, 2e12].map((number) => writer.toCardinal(number));
  console.log(language, words, writer.toCardinal(1.9e12));
  assert.deepStrictEqual(words, [billion, one, two]);
}
const words = [6, 7, 8, 1e6, 1e9, -5].map((number) => ukrainian.toCardinal(number));
console.log(words.join(", "));
assert.ok(words.every((word) => /[а-я]/.test(word) && /i/.test(word) && !/і/.test(word)));
END
node try.mjs
