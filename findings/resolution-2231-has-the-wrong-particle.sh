#!/usr/bin/env bash
set -euo pipefail
# In Korean the particle behind a word goes by its last sound: 유엔이, 제네바가. es-hangul 2.4.0 (npm) gives the right one (josa),
# so that sentences can be made from data.
# Guess: hangul is right, Latin letters and figures are not known.
# Seen: it knows Latin abbreviations, by the name of their last letter: UN이, UNHCR이, WHO가. Figures always have the particle
# of a vowel: "결의 2231가" (resolution 2231; 이 is right, for 1 is il, which ends in a consonant), "2231를" for 을; 10, 100 and
# 1000, 3, 6, 7 and 8 the same, and "10로", "6로" for 으로. Those that end in 2, 4, 5 and 9 are right, so a test with the year
# 2024 passes. A closing bracket or quotation mark counts as a vowel: "(북한)가" for 이.
# Who is hurt: numbers of resolutions and years are in each sentence made so. What to do: write the number in hangul first
# (numberToHangul) and take the particle for that.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund es-hangul@2.4.0
cat > try.mjs <<'END'
import assert from "node:assert";
import { josa, numberToHangul } from "es-hangul";

const KNOWN = { 유엔: "이", 제네바: "가", UN: "이", UNHCR: "이", WHO: "가", "2024": "가", "(북한)": "가", 북한: "이" };
for (const [word, known] of Object.entries(KNOWN)) {
  console.log(josa(word, "이/가"));
  assert.strictEqual(josa(word, "이/가"), word + known);
}
for (const number of [2231, 1718, 10, 100, 1000, 3, 6, 7]) {
  const figures = [josa(String(number), "이/가"), josa(String(number), "을/를")];
  const inWords = josa(numberToHangul(number), "이/가");
  console.log(...figures, inWords);
  assert.deepStrictEqual(figures, [`${number}가`, `${number}를`]);
  assert.ok(inWords.endsWith("이"));
}
assert.strictEqual(josa("10", "으로/로"), "10로");
END
node try.mjs
